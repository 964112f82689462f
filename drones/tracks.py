"""Tracks: what receivers heard in the air, one for each aircraft, whatever names it goes by.

An aircraft is known by its ids: messages filed under a MAC and a serial number, or under a serial number and a session
id, are one aircraft. Ids can be forged, so an aircraft may have several paths: a location that the last one cannot have
led to opens another path, with its own place, trail and verdicts ("#2" in its name), instead of dragging the first
along.
"""

import copy
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from base.clock import NS_PER_S
from base.geodesy import Position, distance_m
from drones.picture import Presence, TrackSource
from drones.remoteid import AircraftId, IdKind, Location, Sighting
from drones.trail import GrowingTrail

STALE_NS = 3 * NS_PER_S
"""Remote ID repeats locations at ≥ 1 Hz (ASTM F3411) and ADS-B at about 1 Hz: three missed ones are no accident."""
LOST_NS = 10 * NS_PER_S
DROPPED_NS = 60 * NS_PER_S
MOST_AIRCRAFT = 500
"""More than fly over any city, and what one core can judge ten times a second where eight zones overlap."""
MOST_PATHS = 4
_MOST_IDS = 8
_SECOND_ID_SIGHTINGS = 3
"""A second serial under one MAC is taken for a corrupted one until it was heard so often."""
_CONFIRMED_MESSAGES = 2
_TRAIL_STEP_M = 5.0
_REACH_M, _REACH_MPS, _REACH_MOST_S = 60.0, 100.0, 30.0
_ADSB_REACH_M, _ADSB_REACH_MPS = 500.0, 350.0
_TWIN_LETTERS, _TWIN_M = 2, 100.0
_TWIN_MOST = 200
"""In a larger crowd, which only a forger makes, nobody is compared with everybody."""

_JOINING = frozenset({IdKind.SERIAL, IdKind.SESSION, IdKind.UTM, IdKind.MAC, IdKind.ICAO, IdKind.SENDER})
"""Kinds that only one aircraft can have; registrations and callsigns are carried along, but join nothing."""
_NAMES = (
    IdKind.SERIAL,
    IdKind.ICAO,
    IdKind.REGISTRATION,
    IdKind.UTM,
    IdKind.SESSION,
    IdKind.MAC,
    IdKind.CALLSIGN,
    IdKind.SENDER,
)


@dataclass(slots=True, eq=False)
class Path:
    """One place in the air that an aircraft's messages tell of."""

    aircraft: "Aircraft"
    number: int
    first_heard_at_ns: int
    heard_at_ns: int
    messages: int = 0
    fixes: int = 0
    position: Position | None = None
    position_at_ns: int | None = None
    location: Location | None = None
    trail: GrowingTrail = field(default_factory=GrowingTrail)

    @property
    def name(self) -> str:
        return self.aircraft.name if self.number == 1 else f"{self.aircraft.name}#{self.number}"

    @property
    def shown(self) -> bool:
        """A single message, or a single location far off, may be a corrupted one: the second makes it a track."""
        return self.aircraft.messages >= _CONFIRMED_MESSAGES and (self.number == 1 or self.fixes >= 2)

    def presence(self, now_ns: int) -> Presence:
        age_ns = now_ns - self.heard_at_ns
        return Presence.LOST if age_ns >= LOST_NS else Presence.STALE if age_ns >= STALE_NS else Presence.OK


@dataclass(slots=True, eq=False)
class Aircraft:
    number: int
    source: TrackSource
    heard_at_ns: int
    ids: list[AircraftId] = field(default_factory=list)
    doubtful: Counter[AircraftId] = field(default_factory=Counter)
    paths: list[Path] = field(default_factory=list)
    paths_opened: int = 0
    messages: int = 0
    pinned_name: str | None = None
    """Once a verdict was spoken about it, its name stays, so that incidents keep their subject."""

    @property
    def name(self) -> str:
        if self.pinned_name is not None:
            return self.pinned_name
        return min(self.ids, key=lambda i: _NAMES.index(i.kind)).text

    @property
    def serials(self) -> frozenset[str]:
        return frozenset(i.text for i in self.ids if i.kind is IdKind.SERIAL)

    def open_path(self, at_ns: int) -> Path:
        self.paths_opened += 1
        path = Path(self, self.paths_opened, at_ns, at_ns)
        if len(self.paths) >= MOST_PATHS:
            self.paths.remove(min(self.paths[1:], key=lambda p: p.heard_at_ns))
        self.paths.append(path)
        return path


@dataclass(slots=True)
class TracksState:
    aircraft: dict[int, Aircraft] = field(default_factory=dict)
    owners: dict[AircraftId, int] = field(default_factory=dict)
    opened: int = 0
    overflowed: int = 0
    """Aircraft thrown out because there were too many."""


class Tracks:
    """A reducer of sightings. `own_serials` are never mended by likeness: a forger's serial must stay the forger's."""

    def __init__(self, own_serials: Iterable[str] = (), *, keep: Callable[[Aircraft], bool] = lambda _: False) -> None:
        """`keep` tells which aircraft go last when there are too many."""
        self._own_serials = frozenset(own_serials)
        self._keep = keep
        self._state = TracksState()

    @property
    def overflowed(self) -> int:
        return self._state.overflowed

    def feed(self, sighting: Sighting, at_ns: int) -> Path:
        """The path that the sighting belongs to."""
        aircraft = self._aircraft_of(sighting, at_ns)
        aircraft.heard_at_ns = at_ns
        aircraft.messages += sighting.messages
        location = sighting.location
        if location is not None and location.position is not None:
            aircraft = self._twin_of(aircraft, location.position, at_ns) or aircraft
            path = self._path_for(aircraft, location, at_ns)
            _place(path, location, at_ns)
        else:
            path = max(aircraft.paths, key=lambda p: p.heard_at_ns)
            if location is not None and path.position is None:
                path.location = location
        path.messages += sighting.messages
        path.heard_at_ns = at_ns
        return path

    def advance(self, now_ns: int) -> list[Path]:
        """Paths that have been silent for a minute, gone from now on."""
        gone: list[Path] = []
        for aircraft in list(self._state.aircraft.values()):
            if aircraft.heard_at_ns + DROPPED_NS <= now_ns:
                gone.extend(aircraft.paths)
                self._drop(aircraft)
                continue
            if len(aircraft.paths) == 1:
                continue
            old = [p for p in aircraft.paths if p.heard_at_ns + DROPPED_NS <= now_ns]
            if old and len(old) < len(aircraft.paths):
                gone.extend(old)
                aircraft.paths = [p for p in aircraft.paths if p not in old]
        return gone

    def paths(self) -> Iterator[Path]:
        """All paths that are shown."""
        for aircraft in self._state.aircraft.values():
            for path in aircraft.paths:
                if path.shown:
                    yield path

    def holds(self, path: Path) -> bool:
        """Whether the path is still there: its aircraft may have been dropped, or joined with another."""
        return self._state.aircraft.get(path.aircraft.number) is path.aircraft and path in path.aircraft.paths

    def state(self) -> TracksState:
        """Itself, not a copy."""
        return self._state

    def adopt(self, state: TracksState) -> None:
        self._state = state

    def snapshot(self) -> object:
        return copy.deepcopy(self._state)

    def restore(self, snapshot: object) -> None:
        assert isinstance(snapshot, TracksState)
        self._state = copy.deepcopy(snapshot)

    def _aircraft_of(self, sighting: Sighting, at_ns: int) -> Aircraft:
        state = self._state
        number = state.owners.get(sighting.sender)
        if number is None:
            number = next((state.owners[i] for i in sighting.ids if i in state.owners), None)
        if number is None:
            self._make_room()
            state.opened += 1
            number = state.opened
            source = TrackSource.ADSB if sighting.sender.kind is IdKind.ICAO else TrackSource.REMOTE_ID
            state.aircraft[number] = aircraft = Aircraft(number, source, at_ns)
            aircraft.open_path(at_ns)
        aircraft = state.aircraft[number]
        for one in (sighting.sender, *sighting.ids):
            if one not in aircraft.ids and self._believed(aircraft, one):
                aircraft = self._name(aircraft, one)
        return aircraft

    def _believed(self, aircraft: Aircraft, one: AircraftId) -> bool:
        if one.kind in (IdKind.MAC, IdKind.ICAO, IdKind.SENDER):
            return len(aircraft.ids) < _MOST_IDS
        if all(i.kind is not one.kind for i in aircraft.ids):
            return True
        if len(aircraft.doubtful) >= _MOST_IDS:
            aircraft.doubtful.clear()
        aircraft.doubtful[one] += 1
        return len(aircraft.ids) < _MOST_IDS and aircraft.doubtful[one] >= _SECOND_ID_SIGHTINGS

    def _name(self, aircraft: Aircraft, one: AircraftId) -> Aircraft:
        """Add an id; where another aircraft has it already, the two are one."""
        if one.kind in _JOINING:
            owner = self._state.owners.get(one)
            if owner is not None and owner != aircraft.number:
                return self._join(self._state.aircraft[owner], aircraft)
            self._state.owners[one] = aircraft.number
        aircraft.ids.append(one)
        return aircraft

    def _join(self, kept: Aircraft, other: Aircraft) -> Aircraft:
        for one in other.ids:
            if self._state.owners.get(one) == other.number:
                if len(kept.ids) < _MOST_IDS:
                    self._state.owners[one] = kept.number
                    kept.ids.append(one)
                else:
                    del self._state.owners[one]
        kept.messages += other.messages
        kept.pinned_name = kept.pinned_name or other.pinned_name
        for path in sorted(other.paths, key=lambda p: p.heard_at_ns):
            self._take_in(kept, path)
        del self._state.aircraft[other.number]
        return kept

    def _take_in(self, kept: Aircraft, path: Path) -> None:
        if path.location is None or path.position is None or path.position_at_ns is None:
            return
        near = self._path_for(kept, path.location, path.position_at_ns)
        if near.position_at_ns is None or near.position_at_ns <= path.position_at_ns:
            near.trail.extend(path.trail.show())
            near.position, near.position_at_ns, near.location = path.position, path.position_at_ns, path.location
            near.heard_at_ns = max(near.heard_at_ns, path.heard_at_ns)
        near.first_heard_at_ns = min(near.first_heard_at_ns, path.first_heard_at_ns)
        near.fixes += path.fixes
        near.messages += path.messages

    def _path_for(self, aircraft: Aircraft, location: Location, at_ns: int) -> Path:
        """The path that can have led to `location`, the nearest of them; else a new one."""
        assert location.position is not None
        best: tuple[float, Path] | None = None
        for path in aircraft.paths:
            if path.position is None or path.position_at_ns is None:
                return path
            distance = distance_m(path.position, location.position)
            if distance <= _reach_m(aircraft, path, location, at_ns) and (best is None or distance < best[0]):
                best = (distance, path)
        return best[1] if best else aircraft.open_path(at_ns)

    def _twin_of(self, aircraft: Aircraft, position: Position, at_ns: int) -> Aircraft | None:
        """A serial one or two letters off from one that flies at this very place was corrupted on its way."""
        if aircraft.paths[0].position is not None or any(i.kind is not IdKind.SERIAL for i in aircraft.ids):
            return None
        serials = aircraft.serials - self._own_serials
        if not serials or len(self._state.aircraft) > _TWIN_MOST:
            return None
        for other in self._state.aircraft.values():
            place = other.paths[0].position
            if other is aircraft or place is None or at_ns - other.heard_at_ns > LOST_NS:
                continue
            if distance_m(place, position) > _TWIN_M or other.serials & self._own_serials:
                continue
            if any(_letters_apart(a, b) <= _TWIN_LETTERS for a in serials for b in other.serials):
                return self._join(other, aircraft)
        return None

    def _make_room(self) -> None:
        """When full, a tenth goes at once: those hardly heard first, any of them alike, then those that are under no
        suspicion, then those not heard for the longest time.

        Of the hardly heard not the oldest: where more ids than there is room for come in turns, none would ever be
        heard a second time, and a forger's crowd would hide everybody.
        """
        known = self._state.aircraft
        if len(known) < MOST_AIRCRAFT:
            return

        def value(aircraft: Aircraft) -> tuple[bool, bool, int]:
            established = aircraft.messages >= 10
            return established, self._keep(aircraft), aircraft.heard_at_ns if established else _scattered(aircraft)

        order = sorted(known.values(), key=value)
        for aircraft in order[: MOST_AIRCRAFT // 10]:
            self._drop(aircraft)
            self._state.overflowed += 1

    def _drop(self, aircraft: Aircraft) -> None:
        del self._state.aircraft[aircraft.number]
        for one in aircraft.ids:
            if self._state.owners.get(one) == aircraft.number:
                del self._state.owners[one]


def _scattered(aircraft: Aircraft) -> int:
    """Without order, yet the same in every replay: Knuth's multiplicative hash of its number."""
    return aircraft.number * 2_654_435_761 % 2**32


def _place(path: Path, location: Location, at_ns: int) -> None:
    before = path.location
    repeated = (
        before is not None
        and path.position == location.position
        and before.stamp_s is not None
        and before.stamp_s == location.stamp_s
    )
    path.location = location
    if repeated:  # receivers send one fix several times; it does not get any younger by that
        return
    path.fixes += 1
    path.position = location.position
    path.position_at_ns = at_ns - round(location.age_s * NS_PER_S)
    assert location.position is not None
    last = path.trail.last
    if last is None or distance_m(last, location.position) >= _TRAIL_STEP_M:
        path.trail.append(location.position)


def _reach_m(aircraft: Aircraft, path: Path, location: Location, at_ns: int) -> float:
    """How far it can have come since the path's last place."""
    since_s = min(max(at_ns - (path.position_at_ns or at_ns), 0) / NS_PER_S, _REACH_MOST_S)
    if aircraft.source is TrackSource.ADSB:
        return _ADSB_REACH_M + _ADSB_REACH_MPS * since_s
    return _REACH_M + _REACH_MPS * since_s + min(location.horizontal_m or 0.0, 200.0)


def _letters_apart(a: str, b: str) -> int:
    return sum(x != y for x, y in zip(a, b, strict=True)) if len(a) == len(b) else 99
