"""What flies here and is not ours, as functions of time: the black flight, a harmless visitor, an airliner."""

from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, pi, radians, sin

from drones.simulator.geography import GOVERNMENT_MIDDLE

VISIT_EVERY_S = 330.0
FIRST_HEARD_S = 3.0
ENTERS_S = 15.0
LEAVES_S = 92.0
GONE_S = 112.0
BLACK_SPEED_MPS = 12.5
ORBIT_M = 75.0
EDGE: tuple[float, float] = (GOVERNMENT_MIDDLE[0] + ORBIT_M, 240.0)
"""Where the black flight crosses the government quarter's edge, northbound."""
BLACK_SERIALS = ("1581F5FJD239M00A27QK", "1581F6N8C23AW0037ZTB", "1871F4CE19D0H2YK3M7P", "1581F7FVC24C500B91LX")
VISITOR_SERIAL = "1581F4QZB226D0018CWN"
AIRLINER_ICAO = 0x780C4A
AIRLINER_CALLSIGN = "CHB2318"


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody else's aircraft: metres east, north and above the ground, true course."""

    serial: str
    x_m: float
    y_m: float
    height_m: float
    course_deg: float
    speed_mps: float
    climb_mps: float = 0.0
    pilot: tuple[float, float] = (0.0, 0.0)


def _black_place(t: float) -> tuple[float, float, float]:
    """Position at `t` seconds into its visit: in from the south, circles over the middle, then straight out."""
    orbit_from_s = ENTERS_S + (GOVERNMENT_MIDDLE[1] - EDGE[1]) / BLACK_SPEED_MPS
    if t <= orbit_from_s:
        return EDGE[0], EDGE[1] + (t - ENTERS_S) * BLACK_SPEED_MPS, 78.0 + 8 * min(1.0, max(0.0, t / 20))
    angle = (min(t, LEAVES_S) - orbit_from_s) * BLACK_SPEED_MPS / ORBIT_M
    x = GOVERNMENT_MIDDLE[0] + ORBIT_M * cos(angle)
    y = GOVERNMENT_MIDDLE[1] + ORBIT_M * sin(angle)
    if t <= LEAVES_S:
        return x, y, 86.0 + 4 * sin(t / 9)
    away = (t - LEAVES_S) * 19.0
    return x - away * sin(angle), y + away * cos(angle), 86.0


def black_flight(t_s: float) -> Guest | None:
    """None while it is not in the air. Each visit has a serial of its own."""
    visit, t = divmod(t_s, VISIT_EVERY_S)
    if not FIRST_HEARD_S <= t < GONE_S:
        return None
    x, y, z = _black_place(t)
    x0, y0, z0 = _black_place(t - 0.5)
    speed = hypot(x - x0, y - y0) / 0.5
    course = degrees(atan2(x - x0, y - y0)) % 360
    return Guest(
        BLACK_SERIALS[int(visit) % len(BLACK_SERIALS)], x, y, z, course, speed, (z - z0) / 0.5, pilot=(700.0, -150.0)
    )


def visitor(t_s: float) -> Guest:
    """A hobby pilot over the meadows north-west of the precinct: allowed, and outside of every zone."""
    angle = t_s * 6.0 / 120.0
    x, y = -620 + 120 * sin(angle), 1420 - 90 * cos(angle)
    return Guest(
        VISITOR_SERIAL,
        x,
        y,
        55 + 12 * sin(t_s / 17),
        degrees(atan2(cos(angle) * 120, sin(angle) * 90)) % 360,
        6.0,
        pilot=(-640, 1300),
    )


def airliner(t_s: float) -> Guest:
    """Crosses high above from south-west to north-east, then comes again from afar."""
    speed, course = 128.0, 62.0
    along = (t_s * speed) % 30_000 - 9_000
    off = 1_800.0
    c = radians(course)
    x, y = along * sin(c) + off * sin(c + pi / 2), along * cos(c) + off * cos(c + pi / 2)
    return Guest(f"{AIRLINER_ICAO:06X}", x, y, 2_650.0 + along * 0.02, course, speed, 2.6)
