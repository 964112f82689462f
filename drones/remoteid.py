"""Remote ID and ADS-B as MAVLink carries them, made into facts about one aircraft.

OPEN_DRONE_ID_BASIC_ID (12900), LOCATION (12901), MESSAGE_PACK (12915, ASTM F3411 in 25-byte messages) and ADSB_VEHICLE
(246). SYSTEM (12904), SELF_ID, OPERATOR_ID and AUTHENTICATION are never decoded, in a pack neither: where the pilot
stands and who he is are not ours to know before an incident is opened.
"""

import math
import re
import struct
from dataclasses import dataclass
from enum import StrEnum

from base.geodesy import Position
from drones.decoding import Message, finite
from drones.picture import Altitude, AltitudeDatum
from drones.vehicle import position_of

BASIC_ID, LOCATION, PACK, ADSB = 12900, 12901, 12915, 246
WANTED = frozenset({BASIC_ID, LOCATION, PACK, ADSB})

_TAXI_MPS, _ON_GROUND_M = 3.0, 10.0
_PACK_BYTES = 25
_PACK_MOST = 9
_UNKNOWN_ALTITUDE_M = -1000.0
_HORIZONTAL_M = (None, 18_520.0, 7_408.0, 3_704.0, 1_852.0, 926.0, 555.6, 185.2, 92.6, 30.0, 10.0, 3.0, 1.0)
_VERTICAL_M = (None, 150.0, 45.0, 25.0, 10.0, 3.0, 1.0)
_MAC_TEXT = re.compile(r"(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}|[0-9A-Fa-f]{12}")
_STATUS_AIRBORNE = {1: False, 2: True, 3: True}
"""0 undeclared and 4 failure say nothing about it; 3 is an emergency, which counts as airborne."""


class IdKind(StrEnum):
    SERIAL = "serial"
    REGISTRATION = "registration"
    UTM = "utm"
    SESSION = "session"
    MAC = "mac"
    ICAO = "icao"
    CALLSIGN = "callsign"
    SENDER = "sender"
    """No id at all: the MAVLink system that spoke, which then speaks of itself."""


_ID_TYPES = {1: IdKind.SERIAL, 2: IdKind.REGISTRATION, 3: IdKind.UTM, 4: IdKind.SESSION}


@dataclass(frozen=True, slots=True)
class AircraftId:
    kind: IdKind
    text: str


@dataclass(frozen=True, slots=True)
class Location:
    """Where it says that it is. `stamp_s` is the sender's second of the hour, to tell a new fix from a repeated one."""

    position: Position | None
    airborne: bool | None
    heading_deg: float | None
    speed_mps: float | None
    climb_mps: float | None
    altitudes: tuple[Altitude, ...]
    horizontal_m: float | None
    """Stated accuracy, 95 %; None if not stated."""
    vertical_m: float | None
    stamp_s: float | None
    age_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one message says about one aircraft: all ids it goes by, and where it is."""

    sender: AircraftId
    """What the message is filed under: the id_or_mac, the ICAO address, or the MAVLink system."""
    ids: tuple[AircraftId, ...]
    location: Location | None
    messages: int = 1


def read(message_id: int, message: Message, system: int) -> Sighting | None:
    """The facts in a message, or None if it holds none that make sense."""
    if message_id == ADSB:
        return _read_adsb(message)
    sender = sender_id(bytes(message.id_or_mac), system)
    if message_id == BASIC_ID:
        known = basic_id(message.id_type, bytes(message.uas_id))
        return Sighting(sender, (known,) if known else (), None)
    if message_id == LOCATION:
        return Sighting(sender, (), _read_location(message))
    return _read_pack(sender, message)


def sender_id(raw: bytes, system: int) -> AircraftId:
    """id_or_mac[20]: a MAC in binary or in ASCII, or the uas_id; all zero when a transmitter speaks of itself."""
    head = raw.rstrip(b"\0")
    if not head:
        return AircraftId(IdKind.SENDER, str(system))
    text = _text(head)
    if len(head) <= 6 and (text is None or len(head) < 6 or not re.fullmatch(r"[0-9A-Z]{6}", text)):
        return AircraftId(IdKind.MAC, raw[:6].hex(":"))
    if text is None:
        return AircraftId(IdKind.SESSION, head.hex())
    if _MAC_TEXT.fullmatch(text):
        digits = re.sub("[:-]", "", text).lower()
        return AircraftId(IdKind.MAC, ":".join(digits[i : i + 2] for i in range(0, 12, 2)))
    return AircraftId(IdKind.SERIAL, text)


def basic_id(id_type: int, raw: bytes) -> AircraftId | None:
    kind = _ID_TYPES.get(id_type)
    head = raw.rstrip(b"\0")
    if kind is None or not head:
        return None
    text = _text(head)
    if text is not None:
        return AircraftId(kind, text)
    if kind in (IdKind.SESSION, IdKind.UTM):  # these may be binary
        return AircraftId(kind, head.hex())
    return None


def _text(raw: bytes) -> str | None:
    """Printable ASCII without surrounding blanks, or None: anything else is a corrupted id."""
    if any(not 0x20 <= b <= 0x7E for b in raw):
        return None
    return raw.decode("ascii").strip() or None


def _read_location(m: Message) -> Location:
    return _location(
        status=m.status,
        position=position_of(m.latitude, m.longitude),
        heading_deg=m.direction / 100 if m.direction < 36_000 else None,
        speed_mps=m.speed_horizontal / 100 if m.speed_horizontal < 25_500 else None,
        climb_mps=m.speed_vertical / 100 if abs(m.speed_vertical) < 6_300 else None,
        barometric_m=m.altitude_barometric,
        geodetic_m=m.altitude_geodetic,
        height_m=m.height,
        over_ground=m.height_reference == 1,
        horizontal_class=m.horizontal_accuracy,
        vertical_class=m.vertical_accuracy,
        stamp_s=finite(m.timestamp, 0, 3600),
    )


def _location(
    *,
    status: int,
    position: Position | None,
    heading_deg: float | None,
    speed_mps: float | None,
    climb_mps: float | None,
    barometric_m: float,
    geodetic_m: float,
    height_m: float,
    over_ground: bool,
    horizontal_class: int,
    vertical_class: int,
    stamp_s: float | None,
) -> Location:
    altitudes = []
    for metres, datum in (
        (geodetic_m, AltitudeDatum.ELLIPSOID),
        (barometric_m, AltitudeDatum.PRESSURE),
        (height_m, AltitudeDatum.GROUND if over_ground else AltitudeDatum.HOME),
    ):
        if math.isfinite(metres) and _UNKNOWN_ALTITUDE_M < metres <= 31_767.5:
            altitudes.append(Altitude(metres, datum))
    airborne = _STATUS_AIRBORNE.get(status)
    if airborne is False and ((speed_mps or 0.0) > _TAXI_MPS or _ON_GROUND_M < height_m <= 31_767.5):
        airborne = None  # the claim to be on the ground is not believed of who moves, or is up
    return Location(
        position,
        airborne,
        heading_deg,
        speed_mps,
        climb_mps,
        tuple(altitudes),
        _HORIZONTAL_M[horizontal_class] if horizontal_class < len(_HORIZONTAL_M) else None,
        _VERTICAL_M[vertical_class] if vertical_class < len(_VERTICAL_M) else None,
        stamp_s,
    )


def _read_pack(sender: AircraftId, m: Message) -> Sighting | None:
    if m.single_message_size != _PACK_BYTES or not 1 <= m.msg_pack_size <= _PACK_MOST:
        return None
    return read_pack(sender, bytes(m.messages), m.msg_pack_size)


def read_pack(sender: AircraftId, raw: bytes, count: int) -> Sighting:
    """ASTM F3411's encoded messages, 25 bytes each: the high half of the first byte is the type, 0 and 1 are read."""
    ids: list[AircraftId] = []
    location = None
    for i in range(count):
        one = raw[i * _PACK_BYTES : (i + 1) * _PACK_BYTES]
        if len(one) < _PACK_BYTES:
            break
        kind = one[0] >> 4
        if kind == 0:
            known = basic_id(one[1] >> 4, one[2:22])
            if known and known not in ids:
                ids.append(known)
        elif kind == 1:
            location = _packed_location(one)
    return Sighting(sender, tuple(ids), location, count)


def _packed_location(raw: bytes) -> Location:
    flags, direction, speed, climb, lat, lon, baro, geo, height, accuracy, _, stamp = struct.unpack_from(
        "<BBBbiiHHHBBH", raw, 1
    )
    heading_deg = direction + (180 if flags & 0x02 else 0)
    return _location(
        status=flags >> 4,
        position=position_of(lat, lon),
        heading_deg=float(heading_deg) if heading_deg < 360 else None,
        speed_mps=None if speed == 255 else speed * 0.75 + 63.75 if flags & 0x01 else speed * 0.25,
        climb_mps=climb * 0.5 if abs(climb) < 126 else None,
        barometric_m=baro * 0.5 - 1000,
        geodetic_m=geo * 0.5 - 1000,
        height_m=height * 0.5 - 1000,
        over_ground=bool(flags & 0x04),
        horizontal_class=accuracy & 0x0F,
        vertical_class=accuracy >> 4,
        stamp_s=stamp / 10 if stamp <= 36_000 else None,
    )


def _read_adsb(m: Message) -> Sighting | None:
    """ADSB_VEHICLE: only what its flags call valid. Geometric altitude is height over the ellipsoid (DO-260B)."""
    if m.ICAO_address == 0 or m.tslc > 60:
        return None
    flags = m.flags
    sender = AircraftId(IdKind.ICAO, f"{m.ICAO_address & 0xFFFFFF:06X}")
    callsign = m.callsign.strip() if flags & 16 else ""
    altitudes: tuple[Altitude, ...] = ()
    if flags & 2:
        datum = AltitudeDatum.ELLIPSOID if m.altitude_type == 1 else AltitudeDatum.PRESSURE
        altitudes = (Altitude(m.altitude / 1000, datum),)
    location = Location(
        position_of(m.lat, m.lon) if flags & 1 else None,
        None,
        m.heading / 100 % 360 if flags & 4 and m.heading <= 36_000 else None,
        m.hor_velocity / 100 if flags & 8 else None,
        m.ver_velocity / 100 if flags & 128 else None,
        altitudes,
        None,
        None,
        None,
        float(m.tslc),
    )
    names = (AircraftId(IdKind.CALLSIGN, callsign),) if callsign and callsign.isprintable() else ()
    return Sighting(sender, names, location, 2)
