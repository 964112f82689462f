"""The airspace: tracks against zones, and which tracks are our own drones."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from base.clock import NS_PER_S
from base.geodesy import Position, distance_m
from drones.config import DroneConfig
from drones.events import Now
from drones.fleet import Fleet
from drones.picture import AltitudeDatum, Restriction, TrackView, Verdict, VerdictView
from drones.remoteid import Sighting
from drones.tracks import LOST_NS, Aircraft, Path, Tracks, TracksState
from drones.vehicle import Vehicle
from drones.verdicts import HYSTERESIS_M, MOST_REACH_M, Evidence, judge
from drones.zones import ZoneIndex

OWN_FRESH_NS = 3 * NS_PER_S
OWN_KEPT_NS = 10 * NS_PER_S
OWN_GRACE_NS = round(1.5 * NS_PER_S)
OWN_DISTANCE_M = 50.0
OWN_HEIGHT_M = 40.0
_LARGEST_ACCURACY_M = 100.0
_MARGIN_M = 50.0
assert HYSTERESIS_M < _MARGIN_M
_EVALUATE_EVERY_NS = NS_PER_S // 2

PathKey = tuple[int, int]
"""(aircraft number, path number)"""


@dataclass(slots=True)
class Standing:
    verdict: Verdict
    view: VerdictView


@dataclass(slots=True)
class AirspaceState:
    standings: dict[PathKey, dict[int, Standing]] = field(default_factory=dict)
    """The last verdict for each path and zone that was ever anything but clear."""
    ours: dict[PathKey, tuple[bool, int | None]] = field(default_factory=dict)
    """Whether a path is ours, and the system whose serial it claims."""
    judged_at_ns: dict[PathKey, int] = field(default_factory=dict)
    evaluated_at_ns: int = 0


class Airspace:
    """A reducer of sightings, beside the fleet whose positions tell our own drones from strangers.

    A track is ours only if it broadcasts a serial configured for one of our drones and is where that drone's own
    MAVLink position says: within 50 m, plus what it can have flown between the two fixes, plus the stated accuracy up
    to 100 m; heights above take-off within 40 m where both tell them. That position must not be older than 3 s; for a
    track that was ours just before, 10 s, since links fade. The serial alone never clears; but in the first 1.5 s of
    a track, while our drone's own word may still be under way, it makes the verdict uncertain instead of a breach.
    """

    def __init__(self, drones: Iterable[DroneConfig], zones: ZoneIndex, fleet: Fleet) -> None:
        self._systems = {d.remote_id: d.system for d in drones if d.remote_id}
        self._zones = zones
        self._fleet = fleet
        self._tracks = Tracks(self._systems, keep=self._is_suspect)
        self._state = AirspaceState()
        self._touched: dict[PathKey, Path] = {}

    @property
    def overflowed(self) -> int:
        return self._tracks.overflowed

    def take_zones(self, zones: ZoneIndex) -> None:
        """`zones` begins with those that were known: standings go by their numbers."""
        self._zones = zones
        self._state.evaluated_at_ns = 0
        self._state.judged_at_ns.clear()

    def feed(self, sighting: Sighting, at_ns: int) -> None:
        """Verdicts follow in `evaluate`, once for all that a batch has brought."""
        path = self._tracks.feed(sighting, at_ns)
        self._touched[path.aircraft.number, path.number] = path

    def advance(self, now: Now) -> None:
        """Drop silent tracks; look at all again now and then, since positions age and zones begin and end."""
        for path in self._tracks.advance(now.monotonic_ns):
            self._forget((path.aircraft.number, path.number))
        if now.monotonic_ns - self._state.evaluated_at_ns >= _EVALUATE_EVERY_NS:
            self._state.evaluated_at_ns = now.monotonic_ns
            shown = {(p.aircraft.number, p.number): p for p in self._tracks.paths()}
            for key in [k for k in self._state.standings.keys() | self._state.ours.keys() if k not in shown]:
                self._forget(key)
            due_ns = now.monotonic_ns - _EVALUATE_EVERY_NS
            judged = self._state.judged_at_ns
            self._touched.update({k: p for k, p in shown.items() if judged.get(k, due_ns) <= due_ns})

    def evaluate(self, now: Now) -> list[tuple[VerdictView, TrackView]]:
        """Judge every touched track against the zones around it; the verdicts that changed, with their tracks."""
        touched = [(k, p) for k, p in self._touched.items() if p.shown and self._tracks.holds(p)]
        self._touched.clear()
        places = [p.position for _, p in touched if p.position is not None]
        around = iter(self._zones.near(places, [_looked_around_m(p) for _, p in touched if p.position is not None]))
        changed: list[tuple[VerdictView, TrackView]] = []
        zones_of: list[set[int]] = []
        for key, path in touched:
            near = next(around) if path.position is not None else []
            zones_of.append({*near, *self._state.standings.get(key, {})})
        depths_m = self._depths_m(touched, zones_of)
        for (key, path), zones in zip(touched, zones_of, strict=True):
            self._state.judged_at_ns[key] = now.monotonic_ns
            self._state.ours[key] = self._ours(key, path, now.monotonic_ns)
            for zone in zones:
                view = self._judge(key, path, zone, depths_m.get((key, zone)), now)
                if view is not None:
                    changed.append((view, self._track_view(key, path, now.monotonic_ns)))
        return changed

    def tracks(self, now_ns: int) -> tuple[TrackView, ...]:
        views = [self._track_view((p.aircraft.number, p.number), p, now_ns) for p in self._tracks.paths()]
        return tuple(sorted(views, key=lambda t: t.track_id))

    def verdicts(self) -> tuple[VerdictView, ...]:
        return tuple(s.view for standings in self._state.standings.values() for s in standings.values())

    def state(self) -> tuple[TracksState, AirspaceState]:
        """Itself, not a copy; all there is between `evaluate` and the next `feed` or `advance`."""
        return self._tracks.state(), self._state

    def adopt(self, tracks: TracksState, state: AirspaceState) -> None:
        self._tracks.adopt(tracks)
        self._state = state
        self._touched.clear()

    def snapshot(self) -> object:
        """Tracks and verdicts; taken between `evaluate` and the next `feed`."""
        return self._tracks.snapshot(), copy.deepcopy(self._state)

    def restore(self, snapshot: object) -> None:
        assert isinstance(snapshot, tuple)
        tracks, state = snapshot
        self._tracks.restore(tracks)
        self._state = copy.deepcopy(state)
        self._touched.clear()

    def _depths_m(
        self, touched: list[tuple[PathKey, Path]], zones_of: list[set[int]]
    ) -> dict[tuple[PathKey, int], float]:
        """Zone by zone: a thousand aircraft in eight zones would fill a core one by one."""
        wanted: dict[int, list[tuple[PathKey, Position]]] = {}
        for (key, path), zones in zip(touched, zones_of, strict=True):
            if path.position is not None:
                for zone in zones:
                    wanted.setdefault(zone, []).append((key, path.position))
        depths_m: dict[tuple[PathKey, int], float] = {}
        for zone, places in wanted.items():
            found = self._zones.depths_m(zone, [position for _, position in places])
            depths_m.update({(key, zone): depth for (key, _), depth in zip(places, found, strict=True)})
        return depths_m

    def _is_suspect(self, aircraft: Aircraft) -> bool:
        """Whether something was said of it that is not settled: it must not be forgotten for others' sake."""
        paths = (self._state.standings.get((aircraft.number, path.number), {}) for path in aircraft.paths)
        return any(s.verdict is not Verdict.CLEAR for standings in paths for s in standings.values())

    def _judge(self, key: PathKey, path: Path, zone: int, depth_m: float | None, now: Now) -> VerdictView | None:
        z = self._zones.zones[zone]
        if z.restriction is Restriction.INFORMATION:
            return None
        standing = self._state.standings.get(key, {}).get(zone)
        before = standing.verdict if standing else None
        ours, claimed = self._state.ours[key]
        location = path.location
        evidence = Evidence(
            depth_m=depth_m,
            position_is_old=now.monotonic_ns - (path.position_at_ns or 0) > LOST_NS,
            horizontal_m=location.horizontal_m if location else None,
            vertical_m=location.vertical_m if location else None,
            altitudes=location.altitudes if location else (),
            airborne=location.airborne if location else None,
            ours=ours,
            claims_ours=claimed is not None,
            awaiting_own=not ours and claimed is not None and self._is_awaited(claimed, path, now.monotonic_ns),
            zone_active=self._zones.active(zone, now.wall_ns),
        )
        verdict, reasons = judge(evidence, z.lower, z.upper, before)
        if standing is not None and verdict is before:
            if reasons != standing.view.reasons:
                standing.view = replace(standing.view, reasons=reasons)
            return None
        if standing is None and verdict is Verdict.CLEAR:
            return None
        if path.aircraft.pinned_name is None:
            path.aircraft.pinned_name = path.aircraft.name
        view = VerdictView(
            track_id=path.name,
            zone_id=z.zone_id,
            zone_name=z.name,
            verdict=verdict,
            reasons=reasons,
            since_ns=now.monotonic_ns,
            evidence_at_ns=path.heard_at_ns,
        )
        self._state.standings.setdefault(key, {})[zone] = Standing(verdict, view)
        return view

    def _forget(self, key: PathKey) -> None:
        self._state.standings.pop(key, None)
        self._state.ours.pop(key, None)
        self._state.judged_at_ns.pop(key, None)
        self._touched.pop(key, None)

    def _ours(self, key: PathKey, path: Path, now_ns: int) -> tuple[bool, int | None]:
        was_ours, _ = self._state.ours.get(key, (False, None))
        limit_ns = OWN_KEPT_NS if was_ours else OWN_FRESH_NS
        systems = [self._systems[s] for s in sorted(path.aircraft.serials) if s in self._systems]
        for system in systems:
            vehicle = self._fleet.vehicle(system)
            if vehicle is not None and _is_fresh(vehicle, now_ns, limit_ns) and _agrees(path, vehicle):
                return True, system
        return False, systems[0] if systems else None

    def _is_awaited(self, system: int, path: Path, now_ns: int) -> bool:
        vehicle = self._fleet.vehicle(system)
        is_known = vehicle is not None and _is_fresh(vehicle, now_ns, OWN_FRESH_NS)
        return not is_known and now_ns - path.first_heard_at_ns < OWN_GRACE_NS

    def _track_view(self, key: PathKey, path: Path, now_ns: int) -> TrackView:
        location = path.location
        ours, system = self._state.ours.get(key, (False, None))
        return TrackView(
            track_id=path.name,
            source=path.aircraft.source,
            ids=tuple(i.text for i in path.aircraft.ids),
            ours=ours,
            own_system=system,
            presence=path.presence(now_ns),
            position=path.position,
            altitudes=location.altitudes if location else (),
            heading_deg=location.heading_deg if location else None,
            speed_mps=location.speed_mps if location else None,
            climb_mps=location.climb_mps if location else None,
            first_heard_at_ns=path.first_heard_at_ns,
            heard_at_ns=path.heard_at_ns,
            position_at_ns=path.position_at_ns,
            messages=path.messages,
            airborne=location.airborne if location else None,
            trail=path.trail.show(),
        )


def _looked_around_m(path: Path) -> float:
    """A zone farther off than the stated accuracy reaches cannot be breached, and needs no depth to be told so."""
    return min(path.location.horizontal_m or 0.0 if path.location else 0.0, MOST_REACH_M) + _MARGIN_M


def _is_fresh(vehicle: Vehicle, now_ns: int, limit_ns: int) -> bool:
    return vehicle.position_at_ns is not None and now_ns - vehicle.position_at_ns <= limit_ns


def _agrees(path: Path, vehicle: Vehicle) -> bool:
    if path.position is None or path.position_at_ns is None or path.location is None:
        return False
    if vehicle.position is None or vehicle.position_at_ns is None:
        return False
    skew_s = min(abs(path.position_at_ns - vehicle.position_at_ns), OWN_KEPT_NS) / NS_PER_S
    speed_mps = max(vehicle.speed_mps or 0.0, path.location.speed_mps or 0.0)
    allowed_m = OWN_DISTANCE_M + speed_mps * skew_s + min(path.location.horizontal_m or 0.0, _LARGEST_ACCURACY_M)
    if distance_m(path.position, vehicle.position) > allowed_m:
        return False
    heights = {a.datum: a.metres for a in path.location.altitudes}
    theirs = heights.get(AltitudeDatum.HOME)
    if theirs is None or vehicle.relative_m is None:
        return True
    return abs(theirs - vehicle.relative_m) <= OWN_HEIGHT_M
