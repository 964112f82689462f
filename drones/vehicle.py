"""What one vehicle has said of itself, message by message."""

from collections.abc import Callable
from dataclasses import dataclass, field

from base.clock import NS_PER_S
from base.geodesy import Position, distance_m
from drones.decoding import Message, finite
from drones.modes import mode_name
from drones.picture import Altitude, AltitudeDatum, GpsFix
from drones.texts import TextAssembler
from drones.trail import GrowingTrail

TRAIL_STEP_M = 5.0
_GPS_FALLBACK_NS = 3 * NS_PER_S
_ARMED = 128
_FIXES = (
    GpsFix.NO_GPS,
    GpsFix.NO_FIX,
    GpsFix.FIX_2D,
    GpsFix.FIX_3D,
    GpsFix.DGPS,
    GpsFix.RTK_FLOAT,
    GpsFix.RTK_FIXED,
    GpsFix.STATIC,
    GpsFix.PPP,
)


@dataclass(slots=True)
class Vehicle:
    """The last heard values of one system's autopilot; None is unknown. Times are monotonic."""

    system: int
    component: int | None = None
    """The component whose HEARTBEAT says that it is a vehicle; only its word counts for the vehicle's state."""
    mav_type: int | None = None
    autopilot: int | None = None
    mode: str = ""
    armed: bool | None = None
    heartbeat_at_ns: int | None = None
    position: Position | None = None
    position_at_ns: int | None = None
    fused_at_ns: int | None = None
    """When GLOBAL_POSITION_INT last gave a position; raw GPS is taken only in its absence."""
    amsl_m: float | None = None
    relative_m: float | None = None
    heading_deg: float | None = None
    heading_is_fused: bool = False
    """GLOBAL_POSITION_INT knows the heading; else VFR_HUD's is taken."""
    speed_mps: float | None = None
    climb_mps: float | None = None
    gps_fix: GpsFix = GpsFix.UNKNOWN
    satellites: int | None = None
    home: Position | None = None
    battery_percent: int | None = None
    battery_volts: float | None = None
    battery_at_ns: int | None = None
    battery_low: bool = False
    gps_at_ns: int | None = None
    heading_at_ns: int | None = None
    speed_at_ns: int | None = None
    climb_at_ns: int | None = None
    battery_volts_at_ns: int | None = None
    texts: TextAssembler = field(default_factory=TextAssembler)
    trail: GrowingTrail = field(default_factory=GrowingTrail)
    messages: int = 0
    lost: int = 0
    links: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Link name to (last heard, messages)."""

    def altitudes(self) -> tuple[Altitude, ...]:
        found = []
        if self.amsl_m is not None:
            found.append(Altitude(self.amsl_m, AltitudeDatum.AMSL))
        if self.relative_m is not None:
            found.append(Altitude(self.relative_m, AltitudeDatum.HOME))
        return tuple(found)


def heartbeat(v: Vehicle, m: Message, now_ns: int) -> None:
    v.mav_type, v.autopilot = m.type, m.autopilot
    v.mode = mode_name(m.type, m.autopilot, m.base_mode, m.custom_mode)
    v.armed = bool(m.base_mode & _ARMED)
    v.heartbeat_at_ns = now_ns


def position_of(lat_e7: int, lon_e7: int) -> Position | None:
    """degE7 to a position; None for 0, 0 (no fix yet) and for what is not on the earth."""
    if -900_000_000 <= lat_e7 <= 900_000_000 and -1_800_000_000 <= lon_e7 <= 1_800_000_000 and (lat_e7 or lon_e7):
        return Position(lat_e7 / 1e7, lon_e7 / 1e7)
    return None


def _global_position_int(v: Vehicle, m: Message, now_ns: int) -> None:
    position = position_of(m.lat, m.lon)
    if position is None:
        return
    _move(v, position, now_ns)
    v.fused_at_ns = now_ns
    v.amsl_m, v.relative_m = m.alt / 1000, m.relative_alt / 1000
    v.speed_mps = (m.vx * m.vx + m.vy * m.vy) ** 0.5 / 100
    v.climb_mps = -m.vz / 100
    v.speed_at_ns = v.climb_at_ns = now_ns
    v.heading_is_fused = m.hdg <= 36_000
    if v.heading_is_fused:
        v.heading_deg, v.heading_at_ns = m.hdg / 100 % 360, now_ns


def _gps_raw_int(v: Vehicle, m: Message, now_ns: int) -> None:
    v.gps_fix = _FIXES[m.fix_type] if m.fix_type < len(_FIXES) else GpsFix.UNKNOWN
    v.gps_at_ns = now_ns
    v.satellites = None if m.satellites_visible == 255 else m.satellites_visible
    position = position_of(m.lat, m.lon)
    fused = v.fused_at_ns is not None and now_ns - v.fused_at_ns < _GPS_FALLBACK_NS
    if position is not None and m.fix_type >= 3 and not fused:
        _move(v, position, now_ns)
        v.amsl_m = m.alt / 1000
        v.speed_mps, v.speed_at_ns = None if m.vel == 65_535 else m.vel / 100, now_ns
        v.relative_m, v.heading_is_fused = None, False  # the fused ones would pass for as new as this position


def _vfr_hud(v: Vehicle, m: Message, now_ns: int) -> None:
    v.speed_mps = finite(m.groundspeed, 0, 1000)
    v.climb_mps = finite(m.climb, -1000, 1000)
    v.speed_at_ns = v.climb_at_ns = now_ns
    if not v.heading_is_fused and 0 <= m.heading <= 360:
        v.heading_deg, v.heading_at_ns = m.heading % 360, now_ns


def _sys_status(v: Vehicle, m: Message, now_ns: int) -> None:
    if 0 <= m.battery_remaining <= 100:
        v.battery_percent, v.battery_at_ns = m.battery_remaining, now_ns
    if 0 < m.voltage_battery < 65_535:
        v.battery_volts, v.battery_volts_at_ns = m.voltage_battery / 1000, now_ns


def _battery_status(v: Vehicle, m: Message, now_ns: int) -> None:
    if m.id != 0:
        return
    if 0 <= m.battery_remaining <= 100:
        v.battery_percent, v.battery_at_ns = m.battery_remaining, now_ns
    millivolts = battery_millivolts(m)
    if millivolts is not None:
        v.battery_volts, v.battery_volts_at_ns = millivolts / 1000, now_ns


def battery_millivolts(m: Message) -> int | None:
    """BATTERY_STATUS: cells with 65535 are not there; a pack over 65 V goes on in the next cell."""
    cells = [c for c in m.voltages if c not in (0, 65_535)] + [c for c in m.voltages_ext if c not in (0, 65_535)]
    return sum(cells) or None


def _home_position(v: Vehicle, m: Message, now_ns: int) -> None:
    v.home = position_of(m.latitude, m.longitude) or v.home


def _move(v: Vehicle, position: Position, now_ns: int) -> None:
    v.position, v.position_at_ns = position, now_ns
    last = v.trail.last
    if last is None or distance_m(last, position) >= TRAIL_STEP_M:
        v.trail.append(position)


HANDLERS: dict[int, Callable[[Vehicle, Message, int], None]] = {
    1: _sys_status,
    24: _gps_raw_int,
    33: _global_position_int,
    74: _vfr_hud,
    147: _battery_status,
    242: _home_position,
}
"""By message id; HEARTBEAT (0) and STATUSTEXT (253) are the fleet's own business."""
BATTERY_MESSAGES = frozenset({1, 147})
