"""Remote ID and ADS-B messages into facts, and what is never read."""

import struct
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drones.picture import Altitude, AltitudeDatum, TrackView
from drones.remoteid import WANTED, AircraftId, IdKind, Sighting, read, read_pack, sender_id
from tests.drones.support import Sky, basic_id, id_bytes, location, message

MAC = AircraftId(IdKind.MAC, "90:3a:e6:5b:c8:a8")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"\x90\x3a\xe6\x5b\xc8\xa8", MAC),
        (b"903ae65bc8a8", MAC),
        (b"90:3A:E6:5B:C8:A8", MAC),
        (b"\x00\x26\x7e\x00\x00\x00", AircraftId(IdKind.MAC, "00:26:7e:00:00:00")),
        (b"1588E040445AC004418", AircraftId(IdKind.SERIAL, "1588E040445AC004418")),
        (b"", AircraftId(IdKind.SENDER, "200")),
    ],
)
def test_what_a_message_is_filed_under(raw: bytes, expected: AircraftId) -> None:
    assert sender_id(raw.ljust(20, b"\0"), 200) == expected


def seen(what: object, system: int = 200) -> Sighting | None:
    return read(what.id, what, system)  # type: ignore[attr-defined]


def test_a_location_with_everything() -> None:
    s = seen(
        location(
            b"\x90\x3a\xe6\x5b\xc8\xa8",
            31.2,
            121.4,
            geodetic_m=110.5,
            baro_m=99.0,
            height_m=80.0,
            over_ground=True,
            accuracy=10,
            vertical=4,
            speed_mps=12.5,
        )
    )
    assert s is not None
    assert s.location is not None
    assert s.sender == MAC
    assert s.location.altitudes == (
        Altitude(110.5, AltitudeDatum.ELLIPSOID),
        Altitude(99.0, AltitudeDatum.PRESSURE),
        Altitude(80.0, AltitudeDatum.GROUND),
    )
    assert (s.location.horizontal_m, s.location.vertical_m) == (10.0, 10.0)
    assert (s.location.airborne, s.location.speed_mps) == (True, 12.5)


def test_a_location_that_knows_nothing() -> None:
    s = seen(location("X1", 0.0, 0.0, status=0, stamp_s=0xFFFF))
    assert s is not None
    assert s.location is not None
    assert (s.location.position, s.location.altitudes, s.location.airborne) == (None, (), None)
    assert (s.location.horizontal_m, s.location.stamp_s) == (None, None)


def test_who_moves_or_is_up_is_not_believed_to_be_on_the_ground() -> None:
    for speed_mps, height_m, airborne in ((0.5, 2.0, False), (12.0, 2.0, None), (0.0, 80.0, None), (0.0, -1000, False)):
        s = seen(location("X1", 31.2, 121.4, status=1, speed_mps=speed_mps, height_m=height_m))
        assert s is not None
        assert s.location is not None
        assert s.location.airborne is airborne


def packed_location(lat: float, lon: float) -> bytes:
    return struct.pack(
        "<BBBBbiiHHHBBHBB",
        0x12, 0x20 | 0x02, 90, 40, -4, round(lat * 1e7), round(lon * 1e7), 2200, 2220, 2160, 0x4A, 0, 12_345, 0, 0,
    )  # fmt: skip


def packed_id(id_type: int, text: bytes) -> bytes:
    return bytes([0x02, id_type << 4 | 2]) + text.ljust(23, b"\0")


def pack_message(*parts: bytes, size: int = 25) -> object:
    body = b"".join(parts).ljust(225, b"\0")
    return message("open_drone_id_message_pack", 0, 0, id_bytes("8c1759f59565"), size, len(parts), list(body))


def test_a_pack() -> None:
    s = seen(
        pack_message(packed_id(1, b"112624150A90E3AE1EC0"), packed_id(4, b"FD34"), packed_location(51.4791, -0.0013))
    )
    assert s is not None
    assert s.location is not None
    assert s.ids == (AircraftId(IdKind.SERIAL, "112624150A90E3AE1EC0"), AircraftId(IdKind.SESSION, "FD34"))
    assert s.location.position is not None
    assert s.location.position.latitude == pytest.approx(51.4791)
    assert (s.location.heading_deg, s.location.speed_mps, s.location.climb_mps) == (270.0, 10.0, -2.0)
    assert [a.metres for a in s.location.altitudes] == [110.0, 100.0, 80.0]
    assert (s.location.horizontal_m, s.location.vertical_m, s.location.stamp_s) == (10.0, 10.0, 1234.5)


def test_a_pack_of_another_shape_is_refused() -> None:
    assert seen(pack_message(packed_id(1, b"A"), size=24)) is None


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=225), st.integers(0, 9))
def test_any_pack_is_survived(raw: bytes, count: int) -> None:
    sighting = read_pack(MAC, raw, count)
    if sighting.location is not None and sighting.location.position is not None:
        assert abs(sighting.location.position.latitude) <= 90
    assert all(i.text.isprintable() for i in sighting.ids)


@settings(deadline=None, max_examples=200)
@given(st.binary(min_size=20, max_size=20))
def test_any_sender_has_a_printable_name(raw: bytes) -> None:
    assert sender_id(raw, 1).text.isprintable()


def adsb(flags: int, *, icao: int = 0x780C4A, altitude_type: int = 1, tslc: int = 1) -> object:
    return message(
        "adsb_vehicle", icao, round(31.2e7), round(121.4e7), altitude_type, 2_540_528, 9000, 5000, -300,
        b"CHB2318", 14, tslc, flags, 0,
    )  # fmt: skip


def test_adsb_gives_what_its_flags_call_valid() -> None:
    nothing, all_of_it = seen(adsb(0)), seen(adsb(0x9F))
    assert nothing is not None
    assert nothing.location is not None
    assert (nothing.location.position, nothing.location.altitudes, nothing.ids) == (None, (), ())
    assert (nothing.location.heading_deg, nothing.location.speed_mps, nothing.location.climb_mps) == (None,) * 3
    assert all_of_it is not None
    assert all_of_it.location is not None
    assert all_of_it.sender == AircraftId(IdKind.ICAO, "780C4A")
    assert all_of_it.ids == (AircraftId(IdKind.CALLSIGN, "CHB2318"),)
    assert all_of_it.location.altitudes == (Altitude(2540.528, AltitudeDatum.ELLIPSOID),)
    assert seen(adsb(0x9F, tslc=200)) is None


def test_the_pilots_place_and_name_reach_no_state() -> None:
    """SYSTEM, OPERATOR_ID and SELF_ID are not even decoded; in a pack they are stepped over."""
    assert sorted(WANTED) == [246, 12900, 12901, 12915]
    sky = Sky()
    mac = b"\x02\x4d\x50\x00\x00\x01"
    pilot = struct.pack("<BBii", 0x42, 0x04, round(31.777e7), round(121.888e7)).ljust(25, b"\0")
    operator = b"\x52\x00FIN87astrdge12k8".ljust(25, b"\0")
    sky.hear(
        basic_id(mac, "SERIAL1"),
        location(mac, 31.2, 121.4),
        message("open_drone_id_system", 0, 0, id_bytes(mac), 1, 0, 317770000, 1218880000, 1, 0, 0.0, 0.0, 0, 0, 0.0, 0),
        message("open_drone_id_operator_id", 0, 0, id_bytes(mac), 0, b"FIN87astrdge12k8"),
        pack_message(packed_id(1, b"OTHER1"), packed_location(31.3, 121.5), pilot, operator),
        component=236,
    )
    kept = repr((sky.picture(), sky.air.snapshot()))
    for secret in ("31.777", "121.888", "317770000", "FIN87"):
        assert secret not in kept
    assert not [f.name for f in fields(TrackView) if "pilot" in f.name or "operator" in f.name]
