"""Vehicles from what they say: kinds, modes, ages, batteries, texts."""

import math

import pytest

from drones.config import DroneConfig
from drones.picture import AltitudeDatum, GpsFix, Presence, VehicleKind
from tests.drones.support import COPTER, DOCK, GCS, GIMBAL, ODID, ONBOARD, ROVER, Sky, heartbeat, message, position


def test_only_vehicles_are_vehicles_and_the_component_does_not_decide() -> None:
    sky = Sky()
    sky.hear(heartbeat(COPTER), system=1, component=1)
    sky.hear(heartbeat(COPTER), system=2, component=190)
    sky.hear(heartbeat(ROVER), system=3)
    for mav_type in (GCS, ONBOARD, GIMBAL, ODID, 27, 30):
        sky.hear(heartbeat(mav_type, autopilot=8), system=100 + mav_type, component=1)
    assert [(v.system, v.kind) for v in sky.picture().vehicles] == [
        (1, VehicleKind.DRONE),
        (2, VehicleKind.DRONE),
        (3, VehicleKind.OTHER),
    ]


def test_a_camera_behind_the_same_system_id_does_not_change_the_vehicle() -> None:
    sky = Sky()
    sky.hear(heartbeat(COPTER, custom_mode=3))
    sky.hear(heartbeat(30, autopilot=8), position(1.0, 1.0), component=100)
    vehicle = sky.vehicle()
    assert (vehicle.mode, vehicle.position) == ("AUTO", None)


@pytest.mark.parametrize(
    ("mav_type", "autopilot", "custom_mode", "mode"),
    [(2, 3, 6, "RTL"), (1, 3, 10, "AUTO"), (2, 12, 0x03040000, "LOITER"), (2, 12, 0x00040000, ""), (2, 3, 250, "")],
)
def test_modes_by_the_autopilots_names(mav_type: int, autopilot: int, custom_mode: int, mode: str) -> None:
    sky = Sky()
    if autopilot == 12:
        custom_mode = (custom_mode & 0xFF0000) | (3 << 24 if mode else 0)
    sky.hear(heartbeat(mav_type, autopilot=autopilot, custom_mode=custom_mode))
    assert sky.vehicle().mode == mode


def test_presence_by_heartbeats_only_and_the_last_values_are_kept() -> None:
    sky = Sky()
    sky.hear(heartbeat(), position(31.2, 121.4))
    seen = []
    for _ in range(40):
        sky.hear(position(31.2, 121.4))
        seen.append(sky.vehicle().presence)
        sky.wait(0.1)
    assert seen[:20] == [Presence.OK] * 20
    assert seen[20:35] == [Presence.STALE] * 15
    assert set(seen[35:]) == {Presence.LOST}
    assert sky.vehicle().position is not None
    sky.hear(heartbeat())
    assert sky.vehicle().presence is Presence.OK


def test_a_second_autopilot_takes_over_only_when_the_first_is_gone() -> None:
    sky = Sky()
    for _ in range(3):
        sky.hear(heartbeat(custom_mode=3), position(31.2, 121.4), component=1)
        sky.hear(heartbeat(custom_mode=6), position(11.0, 11.0), component=2)
        sky.wait(1.0)
    assert sky.vehicle().mode == "AUTO"
    sky.wait(4.0)
    sky.hear(heartbeat(custom_mode=6), component=2)
    assert sky.vehicle().mode == "RTL"


def test_the_heading_of_the_head_up_display_where_the_other_is_unknown() -> None:
    sky = Sky()
    unknown = message("global_position_int", 0, 312000000, 1214000000, 0, 0, 0, 0, 0, 65535)
    for heading in (10, 200):
        sky.hear(heartbeat(), unknown, message("vfr_hud", 1.0, 1.0, heading, 0, 1.0, 0.0))
        assert sky.vehicle().heading_deg == heading
    sky.hear(position(31.2, 121.4), message("vfr_hud", 1.0, 1.0, 300, 0, 1.0, 0.0))
    assert sky.vehicle().heading_deg == 90


def test_configured_drones_are_there_before_they_are_heard() -> None:
    sky = Sky(drones=(DroneConfig(id="d1", name="Heron", system=9),))
    vehicle = sky.vehicle(9)
    assert (vehicle.presence, vehicle.name, vehicle.heartbeat_at_ns) == (Presence.LOST, "Heron", None)
    assert vehicle.kind is VehicleKind.DRONE


def test_position_and_heights_say_their_datum() -> None:
    sky = Sky()
    sky.hear(heartbeat(), position(31.2, 121.4, amsl_m=61.5, rel_m=50.25, speed_mps=7.0))
    v = sky.vehicle()
    assert v.position is not None
    assert v.position.latitude == pytest.approx(31.2)
    assert v.altitude_amsl is not None
    assert (v.altitude_amsl.metres, v.altitude_amsl.datum) == (61.5, AltitudeDatum.AMSL)
    assert v.altitude_rel is not None
    assert (v.altitude_rel.metres, v.altitude_rel.datum) == (50.25, AltitudeDatum.HOME)
    assert v.speed_mps == 7.0


def test_what_says_unknown_is_none() -> None:
    sky = Sky()
    sky.hear(
        heartbeat(),
        position(0.0, 0.0),
        message("gps_raw_int", 0, 0, 0, 0, 0, 65535, 65535, 65535, 65535, 255),
        message("sys_status", 0, 0, 0, 0, 65535, -1, -1, 0, 0, 0, 0, 0, 0),
        message("battery_status", 0, 0, 0, 32767, [65535] * 10, -1, -1, -1, -1),
        message("vfr_hud", math.nan, math.inf, -1, 0, 0.0, math.nan),
        message("home_position", 0, 0, 0, 0.0, 0.0, 0.0, [0.0] * 4, 0.0, 0.0, 0.0),
    )
    v = sky.vehicle()
    assert (v.position, v.altitude_amsl, v.satellites, v.battery_percent, v.battery_volts) == (None,) * 5
    assert (v.speed_mps, v.climb_mps, v.heading_deg, v.home, v.home_distance_m) == (None,) * 5
    assert v.gps_fix is GpsFix.NO_GPS


def test_raw_gps_helps_out_until_a_fused_position_comes() -> None:
    sky = Sky()
    raw = message("gps_raw_int", 0, 3, round(31.3e7), round(121.5e7), 70_000, 100, 100, 250, 0, 12)
    sky.hear(heartbeat(), raw)
    v = sky.vehicle()
    assert v.position is not None
    assert v.position.latitude == pytest.approx(31.3)
    assert (v.gps_fix, v.satellites) == (GpsFix.FIX_3D, 12)
    sky.hear(position(31.2, 121.4), raw)
    fused = sky.vehicle().position
    assert fused is not None
    assert fused.latitude == pytest.approx(31.2)
    sky.wait(4.0)
    sky.hear(raw)
    v = sky.vehicle()
    assert v.position is not None
    assert v.position.latitude == pytest.approx(31.3)
    assert v.altitude_rel is None, "raw GPS does not tell it, and the old one would look as new as the position"


def test_distance_home_and_a_thinned_trail() -> None:
    sky = Sky()
    home = message("home_position", round(31.2e7), round(121.4e7), 0, 0.0, 0.0, 0.0, [1.0, 0, 0, 0], 0.0, 0.0, 0.0)
    sky.hear(heartbeat(), home)
    for i in range(3000):
        sky.hear(position(31.2 + i * 1e-5, 121.4))
    v = sky.vehicle()
    assert v.home_distance_m == pytest.approx(2999 * 1.1086, rel=0.01)
    assert len(v.trail) == 240
    assert v.trail[-1].latitude > v.trail[0].latitude


def battery(percent: int) -> object:
    return message("sys_status", 0, 0, 0, 0, 22_200, 100, percent, 0, 0, 0, 0, 0, 0)


def test_a_low_battery_does_not_flicker() -> None:
    sky = Sky()
    sky.hear(heartbeat())
    seen = []
    for percent in (40, 26, 25, 26, 24, 29, 30, 26, -1, 25):
        sky.hear(battery(percent))
        seen.append(sky.vehicle().battery_low)
    assert seen == [False, False, True, True, True, True, False, False, False, True]
    assert sky.vehicle().battery_volts == pytest.approx(22.2)


def text(words: str, *, number: int = 0, piece: int = 0, severity: int = 4) -> object:
    return message("statustext", severity, words.encode(), number, piece)


def test_a_text_in_pieces_is_put_together_in_any_order() -> None:
    sky = Sky()
    sky.hear(heartbeat(), text("B" * 20, number=7, piece=1), text("A" * 50, number=7, piece=0, severity=2))
    assert sky.vehicle().last_text == "A" * 50 + "B" * 20


def test_a_piece_that_stays_away_is_a_gap() -> None:
    sky = Sky()
    sky.hear(heartbeat(), text("C" * 50, number=9, piece=0), text("end", number=9, piece=2))
    assert sky.vehicle().last_text == ""
    sky.wait(1.5)
    assert sky.vehicle().last_text == "C" * 50 + "…end"


def test_endless_pieces_stay_bounded() -> None:
    sky = Sky()
    sky.hear(heartbeat())
    for i in range(1, 60):
        for piece in range(30):
            sky.hear(text("x" * 50, number=i, piece=piece))
    assert len(sky.vehicle().last_text) <= 50 * 20 + 2


def test_one_system_on_two_links_is_one_vehicle() -> None:
    sky = Sky(links=("a", "b"))
    for _ in range(3):
        sky.hear(heartbeat(), position(31.2, 121.4), link="a")
    sky.hear(heartbeat(), link="b")
    assert sky.vehicle().links == ("a", "b")
    sky.wait(3.0)
    sky.hear(heartbeat(), link="b")
    sky.wait(1.0)
    assert sky.vehicle().links == ("b",)
    assert len(sky.picture().vehicles) == 1


def test_version_one_beside_version_two() -> None:
    sky = Sky()
    sky.hear(heartbeat(), v1=True)
    sky.hear(position(31.2, 121.4), v1=False)
    assert sky.vehicle().position is not None
    sky.hear(heartbeat(DOCK, autopilot=8), system=1, component=25)
    assert [v.system for v in sky.picture().vehicles] == [1]
    assert [d.system for d in sky.picture().docks] == [1]


def test_a_hostile_crowd_of_systems_stays_bounded() -> None:
    sky = Sky()
    for system in range(256):
        for component in (1, 2, 77):
            sky.hear(heartbeat(), system=system, component=component)
    assert len(sky.picture().vehicles) == 256


def test_fix_heading_and_voltage_have_times_of_their_own() -> None:
    """A GPS that fell silent must not look as fresh as the fused position, nor a voltage as its percentage."""
    sky = Sky()
    raw = message("gps_raw_int", 0, 3, round(31.2e7), round(121.4e7), 70_000, 100, 100, 250, 0, 12)
    power = message("sys_status", 0, 0, 0, 0, 22_800, -1, 78, 0, 0, 0, 0, 0, 0)
    sky.hear(heartbeat(), position(31.2, 121.4), raw, power)
    first = sky.vehicle()
    assert first.gps_at_ns == first.position_at_ns == first.battery_at_ns == first.battery_volts_at_ns is not None
    sky.wait(20)
    without_volts = message("sys_status", 0, 0, 0, 0, 65_535, -1, 77, 0, 0, 0, 0, 0, 0)
    sky.hear(heartbeat(), position(31.2, 121.4), without_volts)
    v = sky.vehicle()
    assert (v.gps_at_ns, v.battery_volts_at_ns) == (first.gps_at_ns, first.battery_volts_at_ns)
    assert v.position_at_ns == v.speed_at_ns == v.battery_at_ns == v.heading_at_ns
    assert v.position_at_ns is not None
    assert v.gps_at_ns is not None
    assert v.position_at_ns - v.gps_at_ns >= 20_000_000_000
