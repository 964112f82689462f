"""What is on the map, in local metres and words: made anew from each picture of the air. No painting here."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from base.geodesy import LocalFrame, Position
from drones.picture import (
    AirPicture,
    Altitude,
    AltitudeDatum,
    DockView,
    Presence,
    Restriction,
    TrackView,
    VehicleView,
    Verdict,
    VerdictView,
    ZoneView,
)
from ui.airspace.geometry import NO_POINTS, Metres, grown_trail, ring_xy, trail_xy
from ui.fleet.docks import name_of as dock_name
from ui.fleet.drones import name_of as drone_name
from ui.words import air, figures
from video.config import CameraConfig
from video.feed import CameraFacts, CameraState

TRAILS_A_TURN = 32
"""Trails that grow are brought up to date by turns: all at once would be felt."""
GAP = np.full((1, 2), np.nan)
NEAR_M = 200_000.0
"""What is farther off does not count when everything is to fit on the map."""


class Kind(StrEnum):
    DRONE = "drone"
    DOCK = "dock"
    TRACK = "track"
    ZONE = "zone"
    CAMERA = "camera"


class Key(NamedTuple):
    kind: Kind
    name: str
    """A system id, a track's, zone's or camera's id."""


class Spot(NamedTuple):
    """A drone, dock or track on the map."""

    key: Key
    x_m: float
    y_m: float
    heading_deg: float | None
    title: str
    detail: str
    urgency: int
    """0 all is well, 1 worth a look, 2 in breach or alarm."""
    faded: bool
    """Lost: what is shown was last known."""
    ours: bool
    position: Position


class Area(NamedTuple):
    key: Key
    title: str
    restriction: Restriction
    active: bool
    rings: tuple[Metres, ...]
    centre_m: tuple[float, float]
    in_breach: bool


class Eye(NamedTuple):
    """A camera on the map."""

    key: Key
    x_m: float
    y_m: float
    heading_deg: float | None
    field_of_view_deg: float
    title: str
    offline: bool
    position: Position


class Scene:
    """`frame` is the plane of the map. Everything is replaced whole at each update."""

    def __init__(self, frame: LocalFrame) -> None:
        self.frame = frame
        self.spots: tuple[Spot, ...] = ()
        self.areas: tuple[Area, ...] = ()
        self.eyes: tuple[Eye, ...] = ()
        self.breaches: tuple[tuple[Key, Key], ...] = ()
        """Tracks in breach and the zones that they are in."""
        self.trails: dict[Key, Metres] = {}
        self.trail_ends: dict[Key, tuple[float, float]] = {}
        self.same_as: dict[Key, Key] = {}
        """Tracks that are drones of ours, and which."""
        self.still_version = 0
        """Counts changes of zones and cameras; what does not move is painted again only then."""
        self._zones: tuple[ZoneView, ...] | None = None
        self._zones_in_breach: frozenset[str] = frozenset()
        self._offline: frozenset[str] | None = None
        self._trail_sources: dict[Key, Sequence[Position]] = {}
        self._altitude_words: dict[tuple[int, AltitudeDatum], str] = {}
        self._next_trail = 0

    def take_air(self, picture: AirPicture) -> None:
        breaching = [v for v in picture.verdicts if v.verdict is Verdict.IN_BREACH]
        doubtful = {v.track_id for v in picture.verdicts if v.verdict is Verdict.CANNOT_TELL}
        breaching_tracks = {v.track_id for v in breaching}
        spots = [self._dock(d) for d in picture.docks if d.position is not None]
        spots += [self._drone(v) for v in picture.vehicles if v.position is not None]
        # A Remote ID track of ours is the drone that already wears its sign: a second one on top only hides it.
        shown = {spot.key for spot in spots}
        claims = ((t, Key(Kind.DRONE, str(t.own_system))) for t in picture.tracks if t.ours)
        self.same_as = {Key(Kind.TRACK, t.track_id): drone for t, drone in claims if drone in shown}
        spots += [
            self._track(t, 2 if t.track_id in breaching_tracks else int(t.track_id in doubtful), picture.at_ns)
            for t in picture.tracks
            if t.position is not None and Key(Kind.TRACK, t.track_id) not in self.same_as
        ]
        self.spots = tuple(spots)
        self._take_zones(picture.zones, breaching)
        self._take_trails(picture)
        known = {area.key for area in self.areas}
        self.breaches = tuple(
            (Key(Kind.TRACK, v.track_id), Key(Kind.ZONE, v.zone_id))
            for v in breaching
            if Key(Kind.ZONE, v.zone_id) in known
        )

    def take_cameras(self, cameras: tuple[CameraConfig, ...], facts: tuple[CameraFacts, ...]) -> None:
        gone = (CameraState.OFFLINE, CameraState.UNAUTHORISED, CameraState.UNSUPPORTED)
        offline = frozenset(f.camera_id for f in facts if f.state in gone)
        if offline == self._offline and len(self.eyes) > 0:
            return
        self._offline = offline
        self.eyes = tuple(self._eyes(cameras, offline))
        self.still_version += 1

    def spot(self, key: Key | None) -> Spot | None:
        return next((s for s in self.spots if s.key == key), None) if key is not None else None

    def place_of(self, key: Key) -> Position | None:
        """Where an object is; for a zone, the middle of its box."""
        things: list[Spot | Eye] = [*self.spots, *self.eyes]
        for thing in things:
            if thing.key == key:
                return thing.position
        area = self.area(key)
        return None if area is None else self.frame.to_position(*area.centre_m)

    def area(self, key: Key | None) -> Area | None:
        return next((a for a in self.areas if a.key == key), None)

    def title_of(self, key: Key) -> str:
        things: tuple[Spot | Area | Eye, ...] = (*self.spots, *self.areas, *self.eyes)
        return next((thing.title for thing in things if thing.key == key), "")

    def box_m(self) -> tuple[float, float, float, float] | None:
        """West, east, south and north of what concerns the precinct, in metres; None for an empty map.

        An airliner far off must not shrink the streets to a speck: other aircraft count only while they break a rule
        or may, and where there is nothing else.
        """
        own: list[Spot | Eye] = [*(s for s in self.spots if s.ours or s.urgency), *self.eyes]
        things = own if own or self.areas else list(self.spots)
        xs = [thing.x_m for thing in things]
        ys = [thing.y_m for thing in things]
        for area in self.areas:
            for ring in area.rings:
                xs += [float(ring[:, 0].min()), float(ring[:, 0].max())]
                ys += [float(ring[:, 1].min()), float(ring[:, 1].max())]
        near = [(x, y) for x, y in zip(xs, ys, strict=True) if abs(x) < NEAR_M and abs(y) < NEAR_M]
        if not near:
            return None
        xs, ys = [x for x, _ in near], [y for _, y in near]
        return min(xs), max(xs), min(ys), max(ys)

    def _drone(self, vehicle: VehicleView) -> Spot:
        assert vehicle.position is not None
        lost = vehicle.presence is Presence.LOST
        altitude = self._words_for(vehicle.altitude_rel or vehicle.altitude_amsl)
        return Spot(
            Key(Kind.DRONE, str(vehicle.system)),
            *self.frame.to_xy(vehicle.position.latitude, vehicle.position.longitude),
            vehicle.heading_deg,
            drone_name(vehicle),
            air.presence(Presence.LOST) if lost else altitude,
            int(bool(vehicle.zone_ids) or vehicle.battery_low),
            lost,
            True,
            vehicle.position,
        )

    def _dock(self, dock: DockView) -> Spot:
        assert dock.position is not None
        return Spot(
            Key(Kind.DOCK, str(dock.system)),
            *self.frame.to_xy(dock.position.latitude, dock.position.longitude),
            None,
            dock_name(dock),
            air.presence(Presence.LOST) if dock.presence is Presence.LOST else "",
            2 if dock.emergency_stop or dock.alarm else 0,
            dock.presence is Presence.LOST,
            True,
            dock.position,
        )

    def _track(self, track: TrackView, urgency: int, now_ns: int) -> Spot:
        assert track.position is not None
        old = figures.old_age(track.position_at_ns, now_ns)
        altitude = self._words_for(track.altitudes[0] if track.altitudes else None)
        return Spot(
            Key(Kind.TRACK, track.track_id),
            *self.frame.to_xy(track.position.latitude, track.position.longitude),
            track.heading_deg,
            tail(track.track_id),
            f"{altitude} · {old}" if old else altitude,
            0 if track.ours else urgency,
            track.presence is Presence.LOST,
            track.ours,
            track.position,
        )

    def retranslate(self) -> None:
        self._altitude_words.clear()

    def _words_for(self, altitude: Altitude | None) -> str:
        """Made once for each whole metre: hundreds of labels ten times a second repeat themselves."""
        if altitude is None:
            return figures.UNKNOWN
        key = (round(altitude.metres), altitude.datum)
        words = self._altitude_words.get(key)
        if words is None:
            words = self._altitude_words[key] = figures.altitude_short(altitude)
        return words

    def _take_zones(self, zones: tuple[ZoneView, ...], breaching: list[VerdictView]) -> None:
        in_breach = frozenset(v.zone_id for v in breaching)
        if zones == self._zones and in_breach == self._zones_in_breach:
            return
        self._zones, self._zones_in_breach = zones, in_breach
        self.areas = tuple(self._areas(zones, in_breach))
        self.still_version += 1

    def _areas(self, zones: Iterable[ZoneView], in_breach: frozenset[str]) -> Iterable[Area]:
        for zone in zones:
            if zone.quarantined or not zone.rings:
                continue
            rings = tuple(ring_xy(self.frame, ring) for ring in zone.rings)
            west, east = min(r[:, 0].min() for r in rings), max(r[:, 0].max() for r in rings)
            south, north = min(r[:, 1].min() for r in rings), max(r[:, 1].max() for r in rings)
            yield Area(
                Key(Kind.ZONE, zone.zone_id),
                zone.name or zone.zone_id,
                zone.restriction,
                zone.active,
                rings,
                (float(west + east) / 2, float(south + north) / 2),
                zone.zone_id in in_breach,
            )

    def _eyes(self, cameras: Iterable[CameraConfig], offline: frozenset[str]) -> Iterable[Eye]:
        for camera in cameras:
            if camera.latitude is None or camera.longitude is None:
                continue
            yield Eye(
                Key(Kind.CAMERA, camera.id),
                *self.frame.to_xy(camera.latitude, camera.longitude),
                camera.heading_deg,
                camera.field_of_view_deg or 60.0,
                camera.name,
                camera.id in offline,
                Position(camera.latitude, camera.longitude),
            )

    def _take_trails(self, picture: AirPicture) -> None:
        sources: list[tuple[Key, Sequence[Position]]] = [
            (Key(Kind.DRONE, str(v.system)), v.trail) for v in picture.vehicles
        ]
        sources += [(Key(Kind.TRACK, t.track_id), t.trail) for t in picture.tracks if not t.ours]
        turns = 0
        trails: dict[Key, Metres] = {}
        first = self._next_trail % max(1, len(sources))
        for number, (key, trail) in enumerate(sources[first:] + sources[:first], first):
            known = self.trails.get(key)
            if known is not None and (self._trail_sources.get(key) is trail or turns >= TRAILS_A_TURN):
                trails[key] = known
                continue
            turns += 1
            self._next_trail = number + 1
            before = self._trail_sources.get(key, ())
            grown = None if known is None else grown_trail(self.frame, known, before, trail)
            trails[key] = points = grown if grown is not None else trail_xy(self.frame, trail)
            self._trail_sources[key] = trail
            self.trail_ends.pop(key, None)
            if len(points):
                self.trail_ends[key] = (float(points[-1, 0]), float(points[-1, 1]))
        for gone in self.trails.keys() - trails.keys():
            self._trail_sources.pop(gone, None)
            self.trail_ends.pop(gone, None)
        self.trails = trails

    def trail_lines(self, kind: Kind) -> Metres:
        """All trails of a kind in one array, a row of NaN after each."""
        lines = [points for key, points in self.trails.items() if key.kind is kind and len(points) > 1]
        return np.concatenate([part for points in lines for part in (points, GAP)]) if lines else NO_POINTS


def tail(track_id: str) -> str:
    """The end of a long id, which is what tells serial numbers of one maker apart."""
    return track_id if len(track_id) <= 8 else "…" + track_id[-5:]
