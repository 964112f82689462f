"""Docks: DOCK_STATUS, the standard messages, and the named values of those that have neither."""

import math
from typing import Any

import pytest

from drones.config import DockConfig, DroneConfig
from drones.picture import ChargeState, CoverState, DockMode, DockView, Presence
from tests.drones.support import DOCK, Sky, heartbeat, message

DRONE = DroneConfig(id="d1", name="Heron", system=3)
CONFIG = DockConfig(id="k1", name="Roof", system=101, drone="d1", latitude=31.2, longitude=121.4)


def status(**changed: Any) -> Any:
    values = {
        "supply": 230_100,
        "temp_in": 2150,
        "temp_out": -350,
        "humidity": 6550,
        "wind_speed": 420,
        "mode": 5,
        "cover_state": 2,
        "drone_present": 2,
        "drone_sysid": 3,
        "charge_state": 2,
        "task_step": 4,
        "emergency_stop": 1,
        "alarm": 2,
        "rain": 1,
        "net_type": 1,
        "net_quality": 4,
    }
    return message("dock_status", **(values | changed))


def docked(*messages: Any) -> Sky:
    sky = Sky(drones=(DRONE,), docks=(CONFIG,))
    sky.hear(heartbeat(DOCK, autopilot=8, custom_mode=1), *messages, system=101, component=25)
    return sky


def view(sky: Sky) -> DockView:
    return sky.picture().docks[0]


def test_dock_status() -> None:
    d = view(docked(status()))
    assert (d.mode, d.cover, d.charge) == (DockMode.WORKING, CoverState.OPEN, ChargeState.CHARGING)
    assert (d.drone_present, d.drone_system, d.task_step) == (True, 3, 4)
    assert (d.emergency_stop, d.alarm) == (False, True)
    assert (d.temperature_in_c, d.temperature_out_c, d.humidity_percent) == (21.5, -3.5, 65.5)
    assert (d.wind_mps, d.rain_level, d.supply_volts, d.network_quality) == (4.2, 1, 230.1, 4)
    assert (d.name, d.presence) == ("Roof", Presence.OK)
    assert d.position is not None


def test_a_dock_is_no_vehicle() -> None:
    sky = docked(status())
    assert [v.system for v in sky.picture().vehicles] == [3]


def test_unknown_values_are_none_and_unknown_codes_are_unknown() -> None:
    d = view(
        docked(
            status(
                supply=0xFFFFFFFF,
                temp_in=32767,
                temp_out=32767,
                humidity=65535,
                wind_speed=65535,
                mode=99,
                cover_state=77,
                drone_present=0,
                drone_sysid=0,
                charge_state=200,
                task_step=255,
                emergency_stop=9,
                alarm=0,
                rain=255,
                net_quality=255,
            )
        )
    )
    assert (d.mode, d.cover, d.charge) == (DockMode.UNKNOWN, CoverState.UNKNOWN, ChargeState.UNKNOWN)
    unknown = (d.temperature_in_c, d.temperature_out_c, d.humidity_percent, d.wind_mps, d.rain_level, d.supply_volts)
    assert unknown == (None,) * 6
    assert (d.drone_present, d.task_step, d.emergency_stop, d.alarm, d.network_quality) == (None,) * 5
    assert d.drone_system == 3  # the one that lives there by the configuration


def battery(number: int, percent: int, charge_state: int = 0) -> Any:
    return message("battery_status", number, 0, 0, 32767, [65535] * 10, -1, -1, -1, percent, 0, charge_state)


def test_the_standard_messages_alone() -> None:
    d = view(
        docked(
            battery(0, 64, 7),
            battery(1, 88),
            message("hygrometer_sensor", 0, 2510, 4000),
            message("hygrometer_sensor", 1, 1820, 7100),
            message("wind_cov", 0, 3.0, -4.0, math.nan, 0.0, 0.0, math.nan, 0.0, 0.0),
            message("cellular_status", 0, 0, 0, 81, 460, 0, 0),
        )
    )
    assert (d.mode, d.charge) == (DockMode.IDLE, ChargeState.CHARGING)
    assert (d.battery_percent, d.backup_percent) == (64, 88)
    assert (d.temperature_in_c, d.temperature_out_c, d.humidity_percent) == (25.1, 18.2, 71.0)
    assert d.wind_mps == pytest.approx(5.0)
    assert d.network_quality == 4


def test_dock_status_has_the_word_while_it_is_fresh() -> None:
    sky = docked(status(charge_state=3), battery(0, 50, 7))
    assert view(sky).charge is ChargeState.FULL
    sky.wait(4)
    sky.hear(heartbeat(DOCK, autopilot=8, custom_mode=1), battery(0, 50, 7), system=101, component=25)
    assert (view(sky).charge, view(sky).mode) == (ChargeState.CHARGING, DockMode.IDLE)


def named(name: str, value: float) -> Any:
    return message("named_value_float", 0, name.encode(), value)


def test_named_values_are_the_fallback() -> None:
    d = view(
        docked(
            named("TEMP_IN", 22.5),
            named("COVER", 1),
            message("named_value_int", 0, b"DRONE_IN", 1),
            named("WIND", math.nan),
            named("SOMETHING", 1),
        )
    )
    assert (d.temperature_in_c, d.cover, d.drone_present, d.wind_mps) == (22.5, CoverState.CLOSED, False, None)


def test_lost_after_three_and_a_half_seconds() -> None:
    sky = docked(status())
    sky.wait(3.6)
    assert view(sky).presence is Presence.LOST
    assert view(sky).cover is CoverState.OPEN


def test_each_value_has_its_own_time() -> None:
    """A DOCK_STATUS that leaves the temperature out does not make the last one any younger."""
    sky = docked(status())
    first_ns = view(sky).value_at_ns("temperature_in_c")
    sky.wait(30)
    sky.hear(status(temp_in=32767), system=101, component=25)
    d = view(sky)
    assert d.temperature_in_c == 21.5
    assert d.value_at_ns("temperature_in_c") == first_ns
    assert d.value_at_ns("cover") == d.value_at_ns("temperature_out_c") == d.status_at_ns
    assert d.status_at_ns is not None
    assert first_ns is not None
    assert d.status_at_ns - first_ns >= 30_000_000_000
    sky.hear(message("wind_cov", 0, 3.0, -4.0, math.nan, 0.0, 0.0, math.nan, 0.0, 0.0), system=101, component=25)
    assert view(sky).value_at_ns("rain_level") == d.status_at_ns
    assert d.value_at_ns("battery_percent") is None
