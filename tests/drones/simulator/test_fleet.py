"""The fleet's bytes, as a real decoder reads them."""

import itertools
import math
from collections import Counter, defaultdict
from functools import cache
from typing import Any

import pytest

from drones.dialect import load
from drones.simulator import geography as places
from drones.simulator.fleet import Fleet
from drones.simulator.guests import BLACK_SERIALS, FIRST_HEARD_S, VISITOR_SERIAL

SECONDS = 48


def flown(
    seconds: float, *, drones: int = 12, docks: int = 4, seed: int = 1, rate: float = 1.0
) -> list[tuple[float, bytes]]:
    fleet = Fleet(load(), drones=drones, docks=docks, seed=seed, rate=rate)
    return [(i * fleet.tick_s, d) for i in range(round(seconds * fleet.ticks_per_s)) for d in fleet.advance()]


@cache
def heard() -> list[tuple[float, Any]]:
    """All messages of the demo fleet's first seconds."""
    decoder = load().MAVLink(None)
    decoder.robust_parsing = False  # a bad byte raises
    return [(t, m) for t, data in flown(SECONDS, rate=0.5) for m in decoder.parse_buffer(data) or []]


def of(kind: str, system: int | None = None) -> list[tuple[float, Any]]:
    return [(t, m) for t, m in heard() if m.get_type() == kind and system in (None, m.get_srcSystem())]


def test_everything_decodes_and_every_component_counts_its_own_sequence() -> None:
    sequences: dict[tuple[int, int], list[int]] = defaultdict(list)
    for _, m in heard():
        assert not m.get_type().startswith(("BAD", "UNKNOWN"))
        sequences[m.get_srcSystem(), m.get_srcComponent()].append(m.get_seq())
    drones, docks = {(n, 1) for n in range(1, 13)}, {(200 + n, 25) for n in range(1, 5)}
    assert set(sequences) == drones | docks | {(240, 236), (240, 156)}
    for numbers in sequences.values():
        assert numbers == [i % 256 for i in range(len(numbers))]


def test_heartbeats_say_what_each_is() -> None:
    kinds = {(m.get_srcComponent(), m.type, m.autopilot) for _, m in of("HEARTBEAT")}
    assert kinds == {(1, 2, 3), (25, 31, 8), (236, 34, 8), (156, 27, 8)}
    for system in (1, 2, 201, 204):
        times = [t for t, _ in of("HEARTBEAT", system)]
        assert max(b - a for a, b in itertools.pairwise(times)) <= 1.01
    assert len({m.custom_mode for _, m in of("HEARTBEAT") if m.type == 2}) >= 2


def test_one_drone_falls_silent_and_comes_back() -> None:
    times = [t for t, m in heard() if m.get_srcSystem() == places.SILENT_DRONE]
    gaps = [b - a for a, b in itertools.pairwise(times)]
    assert max(gaps) == pytest.approx(8.0, abs=0.6)
    assert times[-1] > SECONDS - 1.5


def test_one_battery_gets_low() -> None:
    low = [m for _, m in of("BATTERY_STATUS", places.LOW_DRONE) if m.battery_remaining <= 25]
    assert low


def test_docks_say_all_that_a_dock_says() -> None:
    said = Counter(m.get_type() for _, m in heard() if m.get_srcSystem() == 201)
    assert set(said) == {
        "HEARTBEAT",
        "DOCK_STATUS",
        "BATTERY_STATUS",
        "HYGROMETER_SENSOR",
        "WIND_COV",
        "CELLULAR_STATUS",
        "GLOBAL_POSITION_INT",
    }
    assert said["DOCK_STATUS"] >= SECONDS - 1
    assert {m.id for _, m in of("BATTERY_STATUS", 201)} == {0, 1}
    assert {m.cover_state for _, m in of("DOCK_STATUS", 203)} >= {1, 2, 3}, "dock 3 opens in the first minute"


def remote_ids() -> dict[bytes, str]:
    return {bytes(m.id_or_mac): bytes(m.uas_id).rstrip(b"\0").decode() for _, m in of("OPEN_DRONE_ID_BASIC_ID")}


def test_serials_are_well_formed_and_ours_are_the_precincts() -> None:
    serials = set(remote_ids().values())
    for serial in (*serials, *BLACK_SERIALS, *(places.serial(n) for n in range(1, 60))):
        assert len(serial) <= 20
        assert len(serial) - 5 == int(serial[4], 16), "ANSI/CTA-2063-A: the fifth sign is the length of the rest"
        assert not set(serial) & set("OI")
    assert {BLACK_SERIALS[0], VISITOR_SERIAL} <= serials
    assert serials - {BLACK_SERIALS[0], VISITOR_SERIAL} <= {places.serial(n) for n in range(1, 13)}


def test_our_remote_id_agrees_with_our_mavlink_position() -> None:
    names = remote_ids()
    where: dict[int, tuple[float, Any]] = {}
    compared = 0
    for t, m in heard():
        if m.get_type() == "GLOBAL_POSITION_INT" and m.get_srcSystem() < 200:
            where[m.get_srcSystem()] = (t, m)
        serial = names.get(bytes(m.id_or_mac), "") if m.get_type() == "OPEN_DRONE_ID_LOCATION" else ""
        if not serial.startswith("1MP0"):
            continue
        at, own = where.get(int(serial[-5:]), (-99.0, None))
        if own is not None and t - at < 0.5:
            north_m, east_m = (m.latitude - own.lat) * 0.0111, (m.longitude - own.lon) * 0.0095
            assert math.hypot(north_m, east_m) < 8
            assert m.altitude_geodetic - own.alt / 1000 == pytest.approx(places.GEOID_M, abs=2)
            compared += 1
    assert compared > 100


def test_the_black_flight_is_heard_every_second_with_both_altitudes() -> None:
    macs = [mac for mac, serial in remote_ids().items() if serial == BLACK_SERIALS[0]]
    fixes = [(t, m) for t, m in of("OPEN_DRONE_ID_LOCATION") if bytes(m.id_or_mac) == macs[0]]
    assert fixes[0][0] == pytest.approx(FIRST_HEARD_S, abs=1.1)
    assert max(b - a for (a, _), (b, _) in itertools.pairwise(fixes)) <= 1.01
    for _, m in fixes:
        assert m.altitude_geodetic > 50
        assert m.altitude_barometric > 50
        assert m.status == 2
        assert m.horizontal_accuracy in (10, 11, 12)
    assert any(bytes(m.id_or_mac) == macs[0] for _, m in of("OPEN_DRONE_ID_SYSTEM"))


def test_the_airliner_is_high_above() -> None:
    fixes = of("ADSB_VEHICLE")
    assert len(fixes) >= SECONDS - 1
    assert all(m.altitude > 2_000_000 and m.altitude_type == 1 for _, m in fixes)


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert flown(3, seed=5) == flown(3, seed=5)
    assert flown(3, seed=5) != flown(3, seed=6)


@pytest.mark.parametrize(("rate", "least", "most"), [(1.0, 1_300, 2_200), (3.0, 3_300, 5_500)])
def test_a_citys_fleet_talks_at_real_rates(rate: float, least: int, most: int) -> None:
    seconds = 2
    decoder = load().MAVLink(None)
    messages = [
        m for _, data in flown(seconds, drones=46, docks=13, rate=rate) for m in decoder.parse_buffer(data) or []
    ]
    assert least < len(messages) / seconds < most
    flying = {m.get_srcSystem() for m in messages if m.get_type() == "HEARTBEAT"}
    assert flying == {*range(1, 47), *range(201, 214), 240}
