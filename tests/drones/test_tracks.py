"""One aircraft, one track: names joined, forgeries kept apart, memory bounded."""

import time

import pytest

from drones.picture import Presence
from drones.tracks import MOST_AIRCRAFT
from tests.drones.support import Sky, basic_id, location

MAC = b"\x90\x3a\xe6\x5b\xc8\xa8"
LAT, LON = 31.2, 121.4
M_NORTH = 1 / 110_900


def names(sky: Sky) -> list[str]:
    return [t.track_id for t in sky.picture().tracks]


def hear(sky: Sky, *messages: object) -> None:
    sky.hear(*messages, system=200, component=236)


def test_mac_and_serial_are_one_track_called_by_the_serial() -> None:
    sky = Sky()
    hear(sky, location(MAC, LAT, LON, stamp_s=1))
    assert names(sky) == []  # a single message may be a corrupted one
    hear(sky, location(MAC, LAT, LON, stamp_s=2))
    assert names(sky) == ["90:3a:e6:5b:c8:a8"]
    hear(sky, basic_id("903ae65bc8a8", "1588E040445AC004418"))
    assert names(sky) == ["1588E040445AC004418"]
    assert set(sky.track("1588E040445AC004418").ids) == {"90:3a:e6:5b:c8:a8", "1588E040445AC004418"}


def test_two_macs_with_one_serial_at_one_place_are_one_track() -> None:
    sky = Sky()
    other = b"\x90\x3a\xe6\x00\x00\x01"
    hear(sky, location(MAC, LAT, LON, stamp_s=1), location(other, LAT, LON, stamp_s=1))
    hear(sky, basic_id(MAC, "S1234"), basic_id(other, "S1234"))
    hear(sky, location(MAC, LAT, LON, stamp_s=2), location(other, LAT, LON, stamp_s=2))
    assert names(sky) == ["S1234"]


def test_serial_and_session_id_are_one_track() -> None:
    sky = Sky()
    hear(sky, basic_id(MAC, "S1234"), basic_id(MAC, b"\x01\x02\x03\x04\xff", 4), location(MAC, LAT, LON))
    assert names(sky) == ["S1234"]
    assert len(sky.track("S1234").ids) == 3


def test_places_at_zero_are_no_places() -> None:
    sky = Sky()
    hear(sky, basic_id(MAC, "S1234"), location(MAC, 0.0, 0.0))
    assert sky.track("S1234").position is None
    hear(sky, location(MAC, LAT, LON), location(MAC, 0.0, 0.0, stamp_s=2))
    assert sky.track("S1234").position is not None


def test_a_corrupted_serial_under_the_same_mac_is_not_believed() -> None:
    sky = Sky()
    hear(sky, location(MAC, LAT, LON), basic_id(MAC, "1588E040445AC004418"))
    for broken in ("1588E040445AC004498", "1588E0@0445AC004418", "9588E040445AC004418"):
        hear(sky, basic_id(MAC, broken))
    hear(sky, basic_id(MAC, b"1588\xff040445AC004418"))
    assert names(sky) == ["1588E040445AC004418"]
    assert len(sky.track("1588E040445AC004418").ids) == 2


def test_corrupted_serials_as_senders_do_not_make_tracks() -> None:
    """Some receivers file messages under the serial itself, bit errors and all."""
    sky = Sky()
    for second in range(30):
        good = "1588E040445AC004418"
        broken = good[: second % 19] + "~" + good[second % 19 + 1 :]
        place = LAT + second * 5 * M_NORTH
        for sender in (good, good, broken, broken):
            hear(sky, location(sender, place, LON, stamp_s=second))
        sky.wait(1.0)
    assert names(sky) == ["1588E040445AC004418"]


def test_a_forger_with_the_same_serial_and_mac_gets_a_track_of_its_own() -> None:
    sky = Sky()
    hear(sky, basic_id(MAC, "S1234"))
    for second in range(10):
        hear(sky, location(MAC, LAT + second * 6 * M_NORTH, LON, stamp_s=second))
        hear(sky, location(MAC, LAT + (second * 6 + 383) * M_NORTH, LON, stamp_s=1))
        sky.wait(1.0)
    assert names(sky) == ["S1234", "S1234#2"]
    assert len(sky.track("S1234").trail) == 10
    real = sky.track("S1234").position
    assert real is not None
    assert real.latitude == pytest.approx(LAT + 54 * M_NORTH)


def test_one_wild_location_makes_no_track() -> None:
    sky = Sky()
    hear(sky, basic_id(MAC, "S1234"), location(MAC, LAT, LON), location(MAC, LAT + 0.5, LON, stamp_s=2))
    assert names(sky) == ["S1234"]


def test_a_repeated_fix_does_not_get_younger() -> None:
    sky = Sky()
    hear(sky, basic_id(MAC, "S1234"), location(MAC, LAT, LON, stamp_s=5))
    first = sky.track("S1234").position_at_ns
    sky.wait(2.0)
    hear(sky, location(MAC, LAT, LON, stamp_s=5))
    assert sky.track("S1234").position_at_ns == first
    hear(sky, location(MAC, LAT, LON, stamp_s=6))
    assert sky.track("S1234").position_at_ns == sky.now_ns


def test_tracks_age_and_go() -> None:
    sky = Sky()
    hear(sky, basic_id(MAC, "S1234"), location(MAC, LAT, LON))
    presences = []
    for wait_s in (2.9, 0.2, 6.8, 0.2):
        sky.wait(wait_s)
        presences.append(sky.track("S1234").presence)
    assert presences == [Presence.OK, Presence.STALE, Presence.STALE, Presence.LOST]
    sky.wait(48)
    assert names(sky) == ["S1234"]
    sky.wait(3)
    assert names(sky) == []


def test_an_endless_crowd_stays_bounded_and_the_well_known_stay() -> None:
    sky = Sky()
    for second in range(12):
        hear(sky, basic_id(MAC, "KNOWN"), location(MAC, LAT, LON, stamp_s=second))
    for i in range(MOST_AIRCRAFT + 700):
        mac = b"\xee" + i.to_bytes(5, "big")
        hear(sky, basic_id(mac, f"FAKE{i}"))
    assert len(sky.air._airspace._tracks._state.aircraft) <= MOST_AIRCRAFT
    assert len(sky.air._airspace._tracks._state.owners) <= 3 * MOST_AIRCRAFT
    assert sky.air._airspace.overflowed >= 700
    assert "KNOWN" in names(sky)


def test_a_flood_of_forged_serials_in_flight_costs_bounded_time() -> None:
    sky = Sky()
    started_s = time.process_time()
    for i in range(3000):
        hear(sky, location(f"F{i:08}", LAT, LON))
    sky.wait(1.0)
    assert time.process_time() - started_s < 10


def test_one_mac_with_endless_serials_stays_bounded() -> None:
    sky = Sky()
    for i in range(300):
        hear(sky, *[basic_id(MAC, f"S{i:05}")] * 3, location(MAC, LAT, LON, stamp_s=i))
    assert len(names(sky)) == 1
    assert len(sky.picture().tracks[0].ids) <= 8


def test_a_jumping_jack_has_a_bounded_number_of_tracks() -> None:
    sky = Sky()
    hear(sky, basic_id(MAC, "S1234"))
    for i in range(200):
        hear(sky, location(MAC, LAT + (i % 50) * 0.1, LON, stamp_s=i))
    assert len(names(sky)) <= 4
