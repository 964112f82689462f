"""Which object is meant: by the mouse, by Tab, by an arrow key."""

from collections.abc import Sequence
from math import hypot

from ui.airspace.geometry import Window, inside
from ui.airspace.scene import Eye, Key, Kind, Scene, Spot

SPOT_PX = 14.0
EYE_PX = 9.0
_TAB_ORDER = {Kind.TRACK: 0, Kind.DRONE: 1, Kind.DOCK: 2}


def pick(scene: Scene, window: Window, x_px: float, y_px: float, cameras: bool, zones: bool) -> Key | None:
    """The object under a point: what moves before cameras, cameras before zones, the smaller zone before the larger."""
    spot = _nearest([s for s in scene.spots if not _covered(s)], window, x_px, y_px, SPOT_PX)
    if spot is not None:
        return spot
    if cameras:
        eye = _nearest(scene.eyes, window, x_px, y_px, EYE_PX)
        if eye is not None:
            return eye
    if not zones:
        return None
    x_m, y_m = window.to_metres(x_px, y_px)
    hit = [area for area in scene.areas if inside(area.rings, x_m, y_m)]
    if not hit:
        return None
    return min(hit, key=lambda a: sum(float((r.max(axis=0) - r.min(axis=0)).prod()) for r in a.rings[:1])).key


def order_of(scene: Scene) -> list[Key]:
    """The order of Tab: what is in breach first, then tracks, drones, docks by name."""
    spots = [s for s in scene.spots if not _covered(s)]
    spots.sort(key=lambda s: (-s.urgency, _TAB_ORDER[s.key.kind], s.title, s.key))
    return [spot.key for spot in spots]


def next_in(order: list[Key], selected: Key | None, *, forward: bool) -> Key | None:
    """The key after (or before) the selected one; None at the end, where Tab leaves the map."""
    if not order:
        return None
    if selected not in order:
        return order[0] if forward else order[-1]
    place = order.index(selected) + (1 if forward else -1)
    return order[place] if 0 <= place < len(order) else None


def towards(
    scene: Scene, selected: Key | None, from_m: tuple[float, float], direction: tuple[int, int], cameras: bool
) -> Key | None:
    """The nearest object in a direction (right, up), within 60° of it; sideways distance weighs double."""
    best: tuple[float, Key] | None = None
    things: list[Spot | Eye] = [*(s for s in scene.spots if not _covered(s)), *(scene.eyes if cameras else ())]
    for thing in things:
        east, north = thing.x_m - from_m[0], thing.y_m - from_m[1]
        along = east * direction[0] + north * direction[1]
        aside = abs(east * direction[1] + north * direction[0])
        if thing.key == selected or along <= 0.5 or aside > 1.75 * along:
            continue
        weight = along + 2 * aside
        if best is None or weight < best[0]:
            best = (weight, thing.key)
    return None if best is None else best[1]


def _covered(spot: Spot) -> bool:
    """Our own Remote ID track lies on the drone that it is."""
    return spot.ours and spot.key.kind is Kind.TRACK


def _nearest(
    things: Sequence[Spot] | Sequence[Eye], window: Window, x_px: float, y_px: float, reach_px: float
) -> Key | None:
    best: tuple[float, Key] | None = None
    for thing in things:
        x, y = window.to_px(thing.x_m, thing.y_m)
        away = hypot(x - x_px, y - y_px)
        if away <= reach_px and (best is None or away < best[0]):
            best = (away, thing.key)
    return None if best is None else best[1]
