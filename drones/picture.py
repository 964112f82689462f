"""The picture of the air: one immutable snapshot of links, vehicles, docks, zones, tracks and verdicts.

Every value is what was last heard; every `*_at_ns` is when, on the monotonic clock, so that a view can show its age.
None means unknown, never zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from base.geodesy import Position


class LinkState(StrEnum):
    CLOSED = "closed"
    """Not open yet, or the last try failed; `detail` says why and the next try is under way."""
    WAITING = "waiting"
    """Open; nothing heard yet, or nothing for 3.5 s."""
    RECEIVING = "receiving"
    ENDED = "ended"
    """A log that was played to its end."""


@dataclass(frozen=True, slots=True)
class LinkView:
    name: str
    address: str
    state: LinkState
    detail: str
    messages: int
    per_second: float
    lost: int
    """Gaps in the 8-bit sequence, per system, component and link; ground stations left out."""
    bad: int
    """Frames with a wrong checksum, and stretches of bytes that are no frame."""
    unknown: int
    """Frames of message ids that our dialect does not know."""
    heard_at_ns: int | None


class VehicleKind(StrEnum):
    DRONE = "drone"
    DOCK = "dock"
    OTHER = "other"


class Presence(StrEnum):
    OK = "ok"
    STALE = "stale"
    """No heartbeat for 2 s."""
    LOST = "lost"
    """No heartbeat for 3.5 s; the last values are kept."""


class AltitudeDatum(StrEnum):
    AMSL = "amsl"
    ELLIPSOID = "ellipsoid"
    """WGS84 geodetic height."""
    HOME = "home"
    """Above the take-off point."""
    GROUND = "ground"
    PRESSURE = "pressure"


@dataclass(frozen=True, slots=True)
class Altitude:
    metres: float
    datum: AltitudeDatum


class GpsFix(StrEnum):
    """GPS_RAW_INT.fix_type."""

    UNKNOWN = "unknown"
    NO_GPS = "no_gps"
    NO_FIX = "no_fix"
    FIX_2D = "2d"
    FIX_3D = "3d"
    DGPS = "dgps"
    RTK_FLOAT = "rtk_float"
    RTK_FIXED = "rtk_fixed"
    STATIC = "static"
    PPP = "ppp"


@dataclass(frozen=True, slots=True)
class VehicleView:
    """One vehicle. Configured ones are there from the start: lost, and `heartbeat_at_ns` None until heard."""

    system: int
    kind: VehicleKind
    presence: Presence
    name: str
    """From the configuration; "" where it has none."""
    config_id: str | None
    mav_type: int | None
    """HEARTBEAT.type (MAV_TYPE)."""
    autopilot: int | None
    mode: str
    """The autopilot's own name of its flight mode, such as AUTO or RTL; "" if unknown."""
    armed: bool | None
    position: Position | None
    altitude_amsl: Altitude | None
    altitude_rel: Altitude | None
    position_at_ns: int | None
    heading_deg: float | None
    speed_mps: float | None
    climb_mps: float | None
    gps_fix: GpsFix
    satellites: int | None
    home: Position | None
    home_distance_m: float | None
    battery_percent: int | None
    battery_volts: float | None
    battery_at_ns: int | None
    """Of `battery_percent`; the voltage has its own."""
    battery_low: bool
    heartbeat_at_ns: int | None
    links: tuple[str, ...]
    """Links it was heard on within the last 3.5 s, the busiest first."""
    messages: int
    lost: int
    last_text: str
    """The newest STATUSTEXT."""
    last_text_severity: int | None
    zone_ids: tuple[str, ...]
    """Active zones that it is in now."""
    trail: Sequence[Position]
    """Where it has been, oldest first, thinned; at most 240 points."""
    gps_at_ns: int | None = None
    """When fix and satellites were told (GPS_RAW_INT)."""
    heading_at_ns: int | None = None
    speed_at_ns: int | None = None
    climb_at_ns: int | None = None
    battery_volts_at_ns: int | None = None


class DockMode(StrEnum):
    UNKNOWN = "unknown"
    IDLE = "idle"
    ONSITE_DEBUG = "onsite_debug"
    REMOTE_DEBUG = "remote_debug"
    UPGRADING = "upgrading"
    WORKING = "working"


class CoverState(StrEnum):
    UNKNOWN = "unknown"
    CLOSED = "closed"
    OPEN = "open"
    HALF = "half"
    ABNORMAL = "abnormal"


class ChargeState(StrEnum):
    UNKNOWN = "unknown"
    IDLE = "idle"
    CHARGING = "charging"
    FULL = "full"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class DockView:
    """One dock; those of the configuration are there from the start, as vehicles are."""

    system: int
    name: str
    config_id: str | None
    presence: Presence
    position: Position | None
    mode: DockMode
    cover: CoverState
    drone_present: bool | None
    drone_system: int | None
    """The drone in it, or the one that lives there by the configuration."""
    charge: ChargeState
    battery_percent: int | None
    backup_percent: int | None
    task_step: int | None
    emergency_stop: bool | None
    alarm: bool | None
    temperature_in_c: float | None
    temperature_out_c: float | None
    humidity_percent: float | None
    wind_mps: float | None
    rain_level: int | None
    """0 none to 3 heavy."""
    supply_volts: float | None
    network_quality: int | None
    heartbeat_at_ns: int | None
    status_at_ns: int | None
    last_text: str
    links: tuple[str, ...]
    messages: int
    told_at_ns: tuple[tuple[str, int], ...] = ()
    """When each value was last told, by its name here. Each has its own age: messages leave values out."""

    def value_at_ns(self, name: str) -> int | None:
        return dict(self.told_at_ns).get(name)


class Restriction(StrEnum):
    PROHIBITED = "prohibited"
    AUTHORISATION = "authorisation"
    CONDITIONAL = "conditional"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class ZoneView:
    zone_id: str
    name: str
    restriction: Restriction
    active: bool
    rings: tuple[tuple[tuple[float, float], ...], ...]
    """(latitude, longitude) WGS84; the first ring of each polygon is its outside, holes follow as further rings."""
    lower: Altitude | None
    upper: Altitude | None
    source: str
    quarantined: str = ""
    """Why it is not used, in one English sentence naming the file and feature; "" when it is in use."""


class TrackSource(StrEnum):
    REMOTE_ID = "remote_id"
    ADSB = "adsb"


@dataclass(frozen=True, slots=True)
class TrackView:
    """Something in the air that a receiver heard. `ours` only if Remote ID agrees with our own MAVLink position.

    `presence` is stale after 3 s and lost after 10 s of silence; after 60 s the track goes.
    """

    track_id: str
    """The serial number or ICAO address where known, else the MAC; kept from the first verdict on, though better ids
    may come. With "#2" and so on behind it: the same ids where the first cannot have come to, so one is forged."""
    source: TrackSource
    ids: tuple[str, ...]
    ours: bool
    own_system: int | None
    presence: Presence
    position: Position | None
    altitudes: tuple[Altitude, ...]
    heading_deg: float | None
    speed_mps: float | None
    climb_mps: float | None
    first_heard_at_ns: int
    heard_at_ns: int
    position_at_ns: int | None
    messages: int
    airborne: bool | None
    trail: Sequence[Position]


class Verdict(StrEnum):
    IN_BREACH = "in_breach"
    CLEAR = "clear"
    CANNOT_TELL = "cannot_tell"


class VerdictReason(StrEnum):
    INSIDE = "inside"
    OUTSIDE = "outside"
    ABOVE = "above"
    BELOW = "below"
    ZONE_INACTIVE = "zone_inactive"
    OURS = "ours"
    SERIAL_WITHOUT_POSITION = "serial_without_position"
    """It claims a serial of ours, but our own drone's position disagrees or is unknown."""
    ALTITUDE_UNKNOWN = "altitude_unknown"
    DATUM_UNKNOWN = "datum_unknown"
    POSITION_UNKNOWN = "position_unknown"
    POSITION_OLD = "position_old"
    ON_GROUND = "on_ground"
    NEAR_EDGE = "near_edge"
    """The stated accuracy reaches over the zone's edge."""


@dataclass(frozen=True, slots=True)
class VerdictView:
    track_id: str
    zone_id: str
    zone_name: str
    verdict: Verdict
    reasons: tuple[VerdictReason, ...]
    since_ns: int
    evidence_at_ns: int
    """When the datagram that completed the evidence was received (monotonic)."""


@dataclass(frozen=True, slots=True)
class AirPicture:
    at_ns: int
    links: tuple[LinkView, ...] = ()
    vehicles: tuple[VehicleView, ...] = ()
    """Drones and others, by system id; docks are in `docks`."""
    docks: tuple[DockView, ...] = ()
    zones: tuple[ZoneView, ...] = ()
    tracks: tuple[TrackView, ...] = ()
    verdicts: tuple[VerdictView, ...] = ()
    """In breach or cannot tell; a pair of track and zone that is clear is listed only once it was otherwise."""
    aircraft_forgotten: int = 0
    """Thrown out of `tracks` since the start, because more were heard than are kept."""
    zone_files_to_read: int = 0
    """They are read beside everything else: until it is 0, `zones` and `verdicts` are not all that there is."""


EMPTY = AirPicture(0)
