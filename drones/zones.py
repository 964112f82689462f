"""The zones in use, and where a point lies in or beside them."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import MultiLineString

from base.errors import PersonError
from base.geodesy import LocalFrame, Position
from drones.config import ZoneFileConfig
from drones.geojson import MOST_BYTES, Refused, Zone, parse
from drones.picture import Altitude, Restriction, ZoneView

LEAVE_M = 5.0
_AROUND_M = 50.0
assert LEAVE_M < _AROUND_M
"""Whoever is farther off a zone's bounding box is not in it, nor was just now."""
NEAR_M = 1_000.0
"""Zones whose bounding box is farther than this from a point are not looked at."""


def load(files: Iterable[ZoneFileConfig]) -> tuple[list[Zone], list[Refused]]:
    """All zones of the configured files. A file that cannot be read is one refusal; the others are used."""
    index = EMPTY
    for file in files:
        index = index.extended(*load_file(file))
    return list(index.zones), list(index.refused)


def load_file(file: ZoneFileConfig, *, stopped: Callable[[], bool] = lambda: False) -> tuple[list[Zone], list[Refused]]:
    """The zones of one file, and what of it cannot be used; those read so far once `stopped` says so."""
    path = Path(file.path)
    try:
        if path.exists() and not path.is_file() and not path.is_dir():  # a pipe would be waited for without end
            raise PersonError(f"the zone file {path} is not a file")
        if path.stat().st_size > MOST_BYTES:
            raise PersonError(f"the zone file {path} is larger than {MOST_BYTES // 1_000_000} MB")
        return parse(path.read_bytes(), source=str(path), crs=file.crs, stopped=stopped)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        why = f"the zone file {path} cannot be read: {getattr(error, 'strerror', None) or error}"
        return [], [Refused(path.name, path.name, str(path), why)]
    except PersonError as error:
        return [], [Refused(path.name, path.name, str(path), str(error))]


class ZoneIndex:
    """Looks points up in all zones at once: bounding boxes first (STRtree), then prepared polygons."""

    def __init__(
        self, zones: Sequence[Zone], refused: Sequence[Refused] = (), *, before: "ZoneIndex | None" = None
    ) -> None:
        """`before`: an index of the first of `zones`, whose work need not be done again.

        The same id in two zones gets a number behind it: each zone has its own verdicts.
        """
        done = 0 if before is None else len(before.zones)
        self._ids: Counter[str] = Counter() if before is None else before._ids.copy()
        self.zones: tuple[Zone, ...] = (*zones[:done], *(self._told_apart(zone) for zone in zones[done:]))
        self.refused = tuple(refused)
        self._tree = shapely.STRtree([z.area for z in self.zones])
        self._frames: list[LocalFrame] = [] if before is None else list(before._frames)
        self._edges: list[MultiLineString] = [] if before is None else list(before._edges)
        self._views: tuple[tuple[bool, ...], tuple[ZoneView, ...]] | None = None
        for zone in self.zones[done:]:
            frame = LocalFrame(_middle(zone))
            self._frames.append(frame)
            self._edges.append(_edge_in_metres(zone, frame))
            shapely.prepare(zone.area)

    def extended(self, zones: Sequence[Zone], refused: Sequence[Refused]) -> "ZoneIndex":
        """This index and more behind it: what has been found keeps its number and its id."""
        return ZoneIndex((*self.zones, *zones), (*self.refused, *refused), before=self)

    def _told_apart(self, zone: Zone) -> Zone:
        self._ids[zone.zone_id] += 1
        count = self._ids[zone.zone_id]
        return zone if count == 1 else replace(zone, zone_id=f"{zone.zone_id}#{count}")

    def near(self, positions: Sequence[Position], within_m: Sequence[float] | None = None) -> list[list[int]]:
        """For each position the indices of the zones whose bounding box is within about NEAR_M of it, or `within_m`."""
        found: list[list[int]] = [[] for _ in positions]
        if not positions or not self.zones:
            return found
        lat = np.array([p.latitude for p in positions])
        lon = np.array([p.longitude for p in positions])
        north = (NEAR_M if within_m is None else np.array(within_m)) / 110_500
        east = np.minimum(north / np.maximum(np.cos(np.radians(lat)), 0.01), 180.0)
        boxes = shapely.box(lon - east, lat - north, lon + east, lat + north)
        for i, zone in zip(*self._tree.query(boxes), strict=True):
            found[int(i)].append(int(zone))
        return found

    def depth_m(self, zone: int, position: Position) -> float:
        """How far inside the zone's edge the position is, in metres; negative outside."""
        return self.depths_m(zone, [position])[0]

    def depths_m(self, zone: int, positions: Sequence[Position]) -> list[float]:
        """The same for many at once: each costs 4 µs, where one alone costs 60."""
        lat = np.array([p.latitude for p in positions])
        lon = np.array([p.longitude for p in positions])
        inside = shapely.contains_xy(self.zones[zone].area, lon, lat)
        x, y = self._frames[zone].to_xy_arrays(lat, lon)
        distance = shapely.distance(self._edges[zone], shapely.points(x, y))
        return [float(d) for d in np.where(inside, distance, -distance)]

    def active(self, zone: int, wall_ns: int) -> bool:
        return self.zones[zone].schedule.active(wall_ns)

    def ids_around(
        self, position: Position, altitudes: Sequence[Altitude], wall_ns: int, *, before: Sequence[str] = ()
    ) -> tuple[str, ...]:
        """Active zones that hold the position, unless its height is known to be outside their limits.

        Those in `before` are left only at 5 m outside, so that a drone on an edge does not come and go.
        """
        return self.ids_around_all([(position, altitudes, before)], wall_ns)[0]

    def ids_around_all(
        self, subjects: Sequence[tuple[Position, Sequence[Altitude], Sequence[str]]], wall_ns: int
    ) -> list[tuple[str, ...]]:
        """The same for many (position, altitudes, before) at once, zone by zone: a twentieth of the time."""
        candidates = self.near([position for position, _, _ in subjects], [_AROUND_M] * len(subjects))
        wanted: dict[int, list[int]] = {}
        for number, ((_, altitudes, _), zones) in enumerate(zip(subjects, candidates, strict=True)):
            for zone in zones:
                z = self.zones[zone]
                outside = _outside(z.lower, altitudes, 1) or _outside(z.upper, altitudes, -1)
                if not outside and z.restriction is not Restriction.INFORMATION:
                    wanted.setdefault(zone, []).append(number)
        inside: list[set[int]] = [set() for _ in subjects]
        for zone, numbers in wanted.items():
            if not self.active(zone, wall_ns):
                continue
            zone_id = self.zones[zone].zone_id
            depths_m = self.depths_m(zone, [subjects[number][0] for number in numbers])
            for number, depth_m in zip(numbers, depths_m, strict=True):
                if depth_m >= (-LEAVE_M if zone_id in subjects[number][2] else 0.0):
                    inside[number].add(zone)
        return [
            tuple(self.zones[zone].zone_id for zone in zones if zone in found)
            for zones, found in zip(candidates, inside, strict=True)
        ]

    def views(self, wall_ns: int) -> tuple[ZoneView, ...]:
        """Zones, then what is quarantined; the same objects for as long as none begins or ends."""
        active = tuple(z.schedule.active(wall_ns) for z in self.zones)
        if self._views is None or self._views[0] != active:
            views = [_view(z, a) for z, a in zip(self.zones, active, strict=True)]
            self._views = (active, (*views, *(_refused_view(r) for r in self.refused)))
        return self._views[1]


EMPTY = ZoneIndex(())


def _outside(limit: Altitude | None, altitudes: Sequence[Altitude], sign: int) -> bool:
    if limit is None:
        return False
    return any(a.datum is limit.datum and (a.metres - limit.metres) * sign < 0 for a in altitudes)


def _middle(zone: Zone) -> Position:
    point = zone.area.representative_point() if len(zone.area.geoms) > 1 else zone.area.envelope.centroid
    return Position(point.y, point.x)


def _edge_in_metres(zone: Zone, frame: LocalFrame) -> MultiLineString:
    """The outline in local metres, without the cuts that RFC 7946 puts at the antimeridian: those are no edges."""
    pieces = []
    for polygon in zone.area.geoms:
        for ring in (polygon.exterior, *polygon.interiors):
            degrees = shapely.get_coordinates(ring)
            metres = np.column_stack(frame.to_xy_arrays(degrees[:, 1], degrees[:, 0]))
            cut = np.abs(degrees[:, 0]) == 180
            pieces.append(np.stack((metres[:-1], metres[1:]), axis=1)[~(cut[:-1] & cut[1:])])
    lines = shapely.linestrings(np.concatenate(pieces))
    assert isinstance(lines, np.ndarray)
    edge = shapely.multilinestrings(lines)
    assert isinstance(edge, MultiLineString)
    shapely.prepare(edge)
    return edge


def _view(zone: Zone, active: bool) -> ZoneView:
    rings = tuple(
        tuple((lat, lon) for lon, lat in ring.coords)
        for polygon in zone.area.geoms
        for ring in (polygon.exterior, *polygon.interiors)
    )
    return ZoneView(zone.zone_id, zone.name, zone.restriction, active, rings, zone.lower, zone.upper, zone.source)


def _refused_view(refused: Refused) -> ZoneView:
    return ZoneView(
        refused.zone_id, refused.name, Restriction.PROHIBITED, False, (), None, None, refused.source, refused.why
    )
