"""An aircraft that is none of ours and never was there: Remote ID of it, put into a recording.

It comes from outside a no-fly zone, circles over its middle, and leaves again, all by tape time alone: whoever asks for
the same span again is given the same frames.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import atan2, ceil, cos, degrees, hypot, pi, radians, sin
from statistics import median

import numpy as np
import shapely
from numpy.typing import NDArray

from base.clock import NS_PER_S
from base.geodesy import LocalFrame, Position
from drones.decoding import Decoder, Message
from drones.events import Chunk
from drones.framing import Frame
from drones.geojson import Zone
from drones.injecting import packed
from drones.picture import Altitude, AltitudeDatum, Restriction, TrackView

OUTSIDE_M = 400.0
"""So far from the zone's edge it is first heard."""
DEEPEST_M = 600.0
"""No farther behind the edge it goes: the middle of a large zone is minutes away."""
MOST_SIDES = 12
LARGEST_ORBIT_M, SMALLEST_ORBIT_M = 75.0, 5.0
COMES_MPS, CIRCLES_MPS, LEAVES_MPS = 25.0, 12.5, 19.0
CIRCLES_S = 75.0
"""About: it leaves by the side that it came from."""
USUAL_HEIGHT_M = 85.0
MARGIN_M = 10.0
_GEOID_LOWEST_M, _GEOID_HIGHEST_M = -107.0, 85.4
"""Of EGM96: a height over the ellipsoid that is surely within a limit over the sea is so far within."""
_UNKNOWN_M = -1000.0
_RECEIVER_COMPONENT = 236
_SYSTEMS = range(249, 199, -1)


@dataclass(frozen=True, slots=True)
class Course:
    """Where it flies: metres east and north of `middle`."""

    middle: Position
    orbit_m: float
    away_m: float
    """From where it begins to where it begins to circle."""
    bearing_deg: float
    """Of the way in."""
    height_m: float
    """Over the ground."""
    ellipsoid_m: float | None
    """None: it does not say; likewise the pressure altitude."""
    pressure_m: float | None
    zone_name: str
    """"" when there is no zone that it could fly into."""

    @property
    def circles_s(self) -> float:
        """Whole circles and a half one."""
        circle_s = 2 * pi * self.orbit_m / CIRCLES_MPS
        return (max(0, round(CIRCLES_S / circle_s - 0.5)) + 0.5) * circle_s

    @property
    def length_s(self) -> float:
        return self.away_m / COMES_MPS + self.circles_s + self.away_m / LEAVES_MPS

    def place(self, into_s: float) -> tuple[float, float]:
        """At `into_s` seconds since it began: straight in beside the middle, round it, straight out."""
        comes_s = self.away_m / COMES_MPS
        along, turned = 0.0, 0.0
        if into_s < comes_s:
            along = (into_s - comes_s) * COMES_MPS
        else:
            turned = min(into_s - comes_s, self.circles_s) * CIRCLES_MPS / self.orbit_m
            along = max(0.0, into_s - comes_s - self.circles_s) * LEAVES_MPS
        ahead = radians(self.bearing_deg) - turned  # it turns to the left, round the middle on its left
        return (
            self.orbit_m * cos(ahead) + along * sin(ahead),
            -self.orbit_m * sin(ahead) + along * cos(ahead),
        )


def course_into(
    zones: Sequence[Zone], centre: Position, at_wall_ns: int, dice: random.Random, *, ground_m: float | None = None
) -> Course:
    """Into the first zone that forbids flying at that time; round `centre` where there is none.

    `ground_m`: of the ground here over the ellipsoid, where that is known.
    """
    zone = next((z for z in zones if z.restriction is Restriction.PROHIBITED and z.schedule.active(at_wall_ns)), None)
    if zone is None:
        return Course(centre, LARGEST_ORBIT_M, OUTSIDE_M, dice.uniform(0, 360), USUAL_HEIGHT_M, None, None, "")
    way = _way_in(zone, dice)
    height_m = _between(zone, AltitudeDatum.GROUND, USUAL_HEIGHT_M)
    usual_m = None if ground_m is None or height_m is None else ground_m + height_m
    return Course(
        way.middle,
        way.orbit_m,
        OUTSIDE_M + way.inside_m,
        way.bearing_deg,
        USUAL_HEIGHT_M if height_m is None else height_m,
        _between(zone, AltitudeDatum.ELLIPSOID, usual_m),
        _between(zone, AltitudeDatum.PRESSURE, None),
        zone.name,
    )


@dataclass(frozen=True, slots=True)
class _Way:
    bearing_deg: float
    middle: Position
    orbit_m: float
    inside_m: float
    """From the middle back to the outermost edge."""


def _way_in(zone: Zone, dice: random.Random) -> _Way:
    """From a side from which it is not far; of a zone that has none, from anywhere."""
    piece = max(zone.area.geoms, key=lambda one: one.area)
    inner = piece.representative_point()
    frame = LocalFrame(Position(inner.y, inner.x))
    area = shapely.transform(piece, lambda degrees: _metres(frame, degrees))
    middle = shapely.get_coordinates(shapely.maximum_inscribed_circle(area))[0]
    for _ in range(MOST_SIDES):
        bearing_deg = dice.uniform(0, 360)
        ahead = np.array((sin(radians(bearing_deg)), cos(radians(bearing_deg))))
        inside_m = _inside_m(area, middle, ahead)
        at, room_m = middle, area.boundary.distance(shapely.Point(middle))
        if inside_m <= DEEPEST_M:
            break
        nearer = middle - ahead * (inside_m - DEEPEST_M)
        if area.contains(shapely.Point(nearer).buffer(2 * LARGEST_ORBIT_M)):
            at, room_m, inside_m = nearer, 2 * LARGEST_ORBIT_M, DEEPEST_M
            break
    orbit_m = min(max(room_m / 2, SMALLEST_ORBIT_M), LARGEST_ORBIT_M)
    return _Way(bearing_deg, frame.to_position(float(at[0]), float(at[1])), orbit_m, inside_m)


def _inside_m(area: shapely.Polygon, middle: NDArray[np.float64], ahead: NDArray[np.float64]) -> float:
    """From the middle back to the outermost edge."""
    west, south, east, north = area.bounds
    back = shapely.LineString([middle, middle - ahead * hypot(east - west, north - south)])
    crossings = shapely.get_coordinates(back.intersection(area.boundary))
    return max((float(hypot(*(crossing - middle))) for crossing in crossings), default=0.0)


def _metres(frame: LocalFrame, degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack(frame.to_xy_arrays(degrees[:, 1], degrees[:, 0]))


def _between(zone: Zone, datum: AltitudeDatum, usual_m: float | None) -> float | None:
    """A height of that datum within the zone's limits, the usual one if it is; the usual one where no limit asks."""
    low, high = _limit(zone.lower, datum, 1), _limit(zone.upper, datum, -1)
    if low is None and high is None:
        return usual_m
    if usual_m is not None and (low is None or low <= usual_m) and (high is None or usual_m <= high):
        return usual_m
    if low is None:
        assert high is not None
        return high if usual_m is not None else high - 4 * MARGIN_M
    if high is None:
        return low if usual_m is not None else low + 4 * MARGIN_M
    return (low + high) / 2


def ground_of(tracks: Sequence[TrackView]) -> float | None:
    """The ground over the ellipsoid, by what aircraft say of their heights; None where none says both."""
    grounds = []
    for track in tracks:
        told = {altitude.datum: altitude.metres for altitude in track.altitudes}
        height_m = told.get(AltitudeDatum.GROUND, told.get(AltitudeDatum.HOME))
        if height_m is not None and AltitudeDatum.ELLIPSOID in told:
            grounds.append(told[AltitudeDatum.ELLIPSOID] - height_m)
    return median(grounds) if grounds else None


def _limit(limit: Altitude | None, datum: AltitudeDatum, sign: int) -> float | None:
    """The limit in that datum and a margin behind it; of one over the sea what is surely within it."""
    if limit is None:
        return None
    if limit.datum is datum:
        return limit.metres + sign * MARGIN_M
    if limit.datum is AltitudeDatum.AMSL and datum is AltitudeDatum.ELLIPSOID:
        return limit.metres + MARGIN_M + _GEOID_HIGHEST_M if sign > 0 else limit.metres - MARGIN_M + _GEOID_LOWEST_M
    return None


@dataclass(frozen=True, slots=True)
class Flight:
    course: Course
    serial: str
    begins_tape_ns: int


def serial_of(dice: random.Random) -> str:
    """ANSI/CTA-2063-A: a maker, the length of the rest as one hex digit, the rest without I and O."""
    return "1581F" + "".join(dice.choice("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(15))


def free_system(taken: Sequence[int]) -> int:
    """A system id for the receiver that hears of the aircraft."""
    return next((system for system in _SYSTEMS if system not in taken), _SYSTEMS[0])


@dataclass(frozen=True, slots=True)
class _Stream:
    """Messages at even distances, `count` of them; None: without end."""

    from_ns: int
    every_ns: int
    count: int | None
    make: Callable[[int], Message]
    """Of the tape time at which it is sent."""

    def before(self, at_ns: int) -> int:
        """How many there were before that moment."""
        sent = max(0, -(-(at_ns - self.from_ns) // self.every_ns))
        return sent if self.count is None else min(sent, self.count)


class Receiver:
    """What a Remote ID receiver would have passed on of these flights; `inject` is for AirReplay."""

    def __init__(
        self,
        flights: Sequence[Flight],
        decoder: Decoder,
        *,
        link: str,
        system: int,
        from_tape_ns: int,
        wall_less_tape_ns: int,
    ) -> None:
        """Its heartbeat begins at `from_tape_ns` and goes on, so that nobody misses it later."""
        self._decoder = decoder
        self._link, self._system = link, system
        self._wall_less_tape_ns = wall_less_tape_ns
        self._dialect = decoder.dialect
        self._streams = [_Stream(from_tape_ns, NS_PER_S, None, self._heartbeat)]
        for flight in flights:
            self._streams += self._of(flight)

    def inject(self, after_ns: int, until_ns: int) -> list[Chunk]:
        """Frames of (after, until], in order of time."""
        due = [
            (stream.from_ns + number * stream.every_ns, place)
            for place, stream in enumerate(self._streams)
            for number in range(stream.before(after_ns + 1), stream.before(until_ns + 1))
        ]
        return [self._chunk(at_ns, place) for at_ns, place in sorted(due)]

    def _chunk(self, at_ns: int, place: int) -> Chunk:
        sequence = sum(stream.before(at_ns + (1 if i < place else 0)) for i, stream in enumerate(self._streams))
        message = self._streams[place].make(at_ns)
        like = Frame(2, message.get_msgId(), self._system, _RECEIVER_COMPONENT, sequence % 256, False, b"")
        return Chunk(self._link, 0, packed(self._decoder, message, like), at_ns)

    def _of(self, flight: Flight) -> list[_Stream]:
        mac = [0x60, 0x60, 0x1F, *flight.serial[-3:].encode("ascii"), *bytes(14)]
        frame = LocalFrame(flight.course.middle)
        seconds = ceil(flight.course.length_s)

        def basic_id(_at_ns: int) -> Message:
            serial = list(flight.serial.encode("ascii").ljust(20, b"\0"))
            return self._dialect.MAVLink_open_drone_id_basic_id_message(0, 0, mac, 1, 2, serial)

        def location(at_ns: int) -> Message:
            return self._location(mac, flight, frame, at_ns)

        return [
            _Stream(flight.begins_tape_ns, NS_PER_S, seconds, basic_id),
            _Stream(flight.begins_tape_ns, NS_PER_S // 2, 2 * seconds, location),
        ]

    def _heartbeat(self, _at_ns: int) -> Message:
        return self._dialect.MAVLink_heartbeat_message(34, 8, 0, 0, 4, 3)

    def _location(self, mac: list[int], flight: Flight, frame: LocalFrame, at_ns: int) -> Message:
        course, into_s = flight.course, (at_ns - flight.begins_tape_ns) / NS_PER_S
        (x, y), (x0, y0) = course.place(into_s), course.place(into_s - 0.5)
        position = frame.to_position(x, y)
        stamp_s = (at_ns + self._wall_less_tape_ns) // (NS_PER_S // 10) % 36_000 / 10
        return self._dialect.MAVLink_open_drone_id_location_message(
            0,
            0,
            mac,
            2,
            round(degrees(atan2(x - x0, y - y0)) % 360 * 100) % 36_000,
            round(hypot(x - x0, y - y0) / 0.5 * 100),
            0,
            round(position.latitude * 1e7),
            round(position.longitude * 1e7),
            _UNKNOWN_M if course.pressure_m is None else course.pressure_m,
            _UNKNOWN_M if course.ellipsoid_m is None else course.ellipsoid_m,
            1,
            course.height_m,
            11,
            5,
            4,
            3,
            stamp_s,
            2,
        )
