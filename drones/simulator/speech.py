"""States into MAVLink: what a copter and a Remote ID receiver say. Units are each message's own (common.xml)."""

from dataclasses import dataclass
from math import cos, hypot, radians, sin
from types import ModuleType
from typing import Any

from drones.simulator.flight import Drone, Phase, Plan
from drones.simulator.geography import FRAME, GEOID_M, GROUND_AMSL_M
from drones.simulator.guests import Guest

Message = Any
"""A pymavlink message: its classes are made at start and have no types."""

_AUTO, _GUIDED, _RTL, _LAND = 3, 4, 6, 9
"""ArduCopter's custom modes."""
_MODES = {
    Phase.WAITING: _GUIDED,
    Phase.OPENING: _GUIDED,
    Phase.CLIMBING: _AUTO,
    Phase.PATROLLING: _AUTO,
    Phase.RETURNING: _RTL,
    Phase.LANDING: _LAND,
    Phase.CLOSING: _GUIDED,
}
_NO_CELL = 0xFFFF


def e7(x_m: float, y_m: float) -> tuple[int, int]:
    position = FRAME.to_position(x_m, y_m)
    return round(position.latitude * 1e7), round(position.longitude * 1e7)


@dataclass(frozen=True, slots=True)
class Air:
    """The weather that everyone measures: metres per second toward east and north, °C, %."""

    wind_east_mps: float
    wind_north_mps: float
    temperature_c: float
    humidity_percent: float


class CopterSpeech:
    """What one copter says. `dialect` is drones.dialect's module."""

    def __init__(self, dialect: ModuleType, number: int) -> None:
        self._d = dialect
        self._number = number

    def heartbeat(self, drone: Drone) -> Message:
        armed = 128 if drone.flying else 0
        status = 4 if drone.flying else 3
        return self._d.MAVLink_heartbeat_message(2, 3, armed | 1 | 64 | 16, _MODES[drone.phase], status, 3)

    def position(self, drone: Drone, boot_ms: int) -> Message:
        lat, lon = e7(drone.x_m, drone.y_m)
        vx, vy = _velocity_cms(drone)
        return self._d.MAVLink_global_position_int_message(
            boot_ms,
            lat,
            lon,
            round((GROUND_AMSL_M + drone.height_m) * 1000),
            round(drone.height_m * 1000),
            vx,
            vy,
            round(-drone.climb_mps * 100),
            round(drone.heading_deg * 100) % 36000,
        )

    def gps(self, drone: Drone, boot_ms: int) -> Message:
        lat, lon = e7(drone.x_m, drone.y_m)
        satellites = 17 + (self._number * 5 + boot_ms // 20_000) % 8
        return self._d.MAVLink_gps_raw_int_message(
            boot_ms * 1000,
            6 if self._number % 3 else 4,
            lat,
            lon,
            round((GROUND_AMSL_M + drone.height_m) * 1000),
            70,
            110,
            round(drone.speed_mps * 100),
            round(drone.heading_deg * 100) % 36000,
            satellites,
            round((GROUND_AMSL_M + GEOID_M + drone.height_m) * 1000),
            800,
            1200,
            150,
            0,
        )

    def attitude(self, drone: Drone, boot_ms: int, gust: float) -> Message:
        lean = 0.02 * drone.speed_mps if drone.flying else 0.0
        sway = 0.02 * gust if drone.flying else 0.0
        yaw = radians((drone.heading_deg + 180) % 360 - 180)
        return self._d.MAVLink_attitude_message(boot_ms, sway, -lean + sway * 0.6, yaw, 0.05 * sway, 0.04 * sway, 0.0)

    def hud(self, drone: Drone) -> Message:
        throttle = 0 if not drone.flying else round(min(100.0, 44 + 8 * drone.climb_mps))
        return self._d.MAVLink_vfr_hud_message(
            drone.speed_mps,
            drone.speed_mps,
            round(drone.heading_deg) % 360,
            max(0, throttle),
            GROUND_AMSL_M + drone.height_m,
            drone.climb_mps,
        )

    def status(self, drone: Drone) -> Message:
        sensors = 0x0FFF
        load = 310 if drone.flying else 120
        return self._d.MAVLink_sys_status_message(
            sensors,
            sensors,
            sensors,
            load,
            _millivolts(drone),
            _centiamps(drone),
            round(drone.battery_percent),
            0,
            0,
            0,
            0,
            0,
            0,
        )

    def battery(self, drone: Drone) -> Message:
        cell = round(_millivolts(drone) / 6)
        used_mah = round((100 - drone.battery_percent) * 59)
        state = (
            7
            if drone.phase is Phase.WAITING and drone.battery_percent < 100
            else 1
            if drone.battery_percent > 25
            else 2
        )
        return self._d.MAVLink_battery_status_message(
            0,
            1,
            1,
            round((24 + 10 * drone.flying) * 100),
            [cell] * 6 + [_NO_CELL] * 4,
            _centiamps(drone),
            used_mah,
            -1,
            round(drone.battery_percent),
            round(drone.battery_percent / 0.13) if drone.flying else 0,
            state,
        )

    def home(self, plan: Plan) -> Message:
        lat, lon = e7(*plan.home)
        return self._d.MAVLink_home_position_message(
            lat, lon, round(GROUND_AMSL_M * 1000), 0, 0, 0, [1, 0, 0, 0], 0, 0, 0
        )

    def navigation(self, drone: Drone, plan: Plan) -> Message:
        target = plan.home if drone.phase is Phase.RETURNING else plan.route[drone.corner % len(plan.route)]
        left_m = hypot(target[0] - drone.x_m, target[1] - drone.y_m)
        heading = round((drone.heading_deg + 180) % 360 - 180)
        return self._d.MAVLink_nav_controller_output_message(
            0.0, 0.0, heading, heading, min(65535, round(left_m)), 0.0, 0.0, 0.0
        )

    def mission(self, drone: Drone) -> Message:
        return self._d.MAVLink_mission_current_message(drone.corner)

    def text(self, severity: int, words: str) -> Message:
        return self._d.MAVLink_statustext_message(severity, words.encode("ascii"))


def _velocity_cms(drone: Drone) -> tuple[int, int]:
    heading = radians(drone.heading_deg)
    return round(drone.speed_mps * cos(heading) * 100), round(drone.speed_mps * sin(heading) * 100)


def _millivolts(drone: Drone) -> int:
    sag = 500 if drone.flying else 0
    return round(21_000 + 42.0 * drone.battery_percent) - sag


def _centiamps(drone: Drone) -> int:
    return round(1450 + 180 * max(0.0, drone.climb_mps)) if drone.flying else 40


class RemoteIdSpeech:
    """What a Remote ID receiver passes on, id_or_mac being the sender's MAC in binary, as the common receivers do."""

    def __init__(self, dialect: ModuleType) -> None:
        self._d = dialect

    def basic_id(self, mac: bytes, serial: str) -> Message:
        return self._d.MAVLink_open_drone_id_basic_id_message(
            0, 0, _mac(mac), 1, 2, list(serial.encode("ascii").ljust(20, b"\0"))
        )

    def location(self, mac: bytes, guest: Guest, hour_s: float, *, airborne: bool = True) -> Message:
        lat, lon = e7(guest.x_m, guest.y_m)
        return self._d.MAVLink_open_drone_id_location_message(
            0,
            0,
            _mac(mac),
            2 if airborne else 1,
            round(guest.course_deg * 100) % 36000,
            min(25425, round(guest.speed_mps * 100)),
            round(guest.climb_mps * 100),
            lat,
            lon,
            GROUND_AMSL_M + guest.height_m,
            GROUND_AMSL_M + GEOID_M + guest.height_m,
            0,
            guest.height_m,
            11,
            5,
            4,
            3,
            round(hour_s % 3600, 1),
            2,
        )

    def system(self, mac: bytes, guest: Guest, since_2019_s: int) -> Message:
        lat, lon = e7(*guest.pilot)
        return self._d.MAVLink_open_drone_id_system_message(
            0, 0, _mac(mac), 1, 0, lat, lon, 1, 0, -1000.0, -1000.0, 0, 0, GROUND_AMSL_M + GEOID_M + 1.5, since_2019_s
        )

    def heartbeat(self) -> Message:
        return self._d.MAVLink_heartbeat_message(34, 8, 0, 0, 4, 3)

    def transponder_heartbeat(self) -> Message:
        return self._d.MAVLink_heartbeat_message(27, 8, 0, 0, 4, 3)

    def airliner(self, guest: Guest, icao: int, callsign: str) -> Message:
        lat, lon = e7(guest.x_m, guest.y_m)
        valid = 1 | 2 | 4 | 8 | 16 | 128
        return self._d.MAVLink_adsb_vehicle_message(
            icao,
            lat,
            lon,
            1,
            round((GROUND_AMSL_M + GEOID_M + guest.height_m) * 1000),
            round(guest.course_deg * 100),
            round(guest.speed_mps * 100),
            round(guest.climb_mps * 100),
            callsign.encode("ascii"),
            3,
            1,
            valid,
            4721,
        )


def _mac(mac: bytes) -> list[int]:
    return list(mac.ljust(20, b"\0"))
