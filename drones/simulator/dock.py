"""A dock, as the drone that lives in it makes it, and what it says: HEARTBEAT type 31, DOCK_STATUS and others."""

from dataclasses import dataclass
from math import hypot, nan, sin
from types import ModuleType

from drones.simulator.flight import COVER_S, Drone, Phase
from drones.simulator.geography import GROUND_AMSL_M, Xy
from drones.simulator.speech import Air, Message, e7

_IDLE, _WORKING = 1, 5
_CLOSED, _OPEN, _HALF = 1, 2, 3
_CHARGE_IDLE, _CHARGING, _FULL = 1, 2, 3
_NO, _YES = 1, 2


@dataclass(frozen=True, slots=True)
class DockState:
    mode: int
    cover: int
    drone_present: int
    charge: int
    task_step: int
    battery_percent: int
    """The docked drone's; −1 while it is away."""
    alarm: bool = False
    rain: int = 0
    """0 none to 3 heavy."""


def dock_state(drone: Drone | None) -> DockState:
    """The cover opens before its drone climbs out, closes behind it, and opens again when it comes home."""
    if drone is None:
        return DockState(_IDLE, _CLOSED, _NO, _CHARGE_IDLE, 0, -1)
    battery = round(drone.battery_percent)
    moving = _HALF if drone.phase_s < COVER_S * 0.8 else None
    match drone.phase:
        case Phase.WAITING:
            charge = _FULL if drone.battery_percent >= 100 else _CHARGING
            return DockState(_IDLE, _CLOSED, _YES, charge, 0, battery)
        case Phase.OPENING:
            return DockState(_WORKING, moving or _OPEN, _YES, _CHARGE_IDLE, 1, battery)
        case Phase.CLOSING:
            return DockState(_WORKING, moving or _CLOSED, _YES, _CHARGE_IDLE, 5, battery)
        case Phase.CLIMBING:
            return DockState(_WORKING, _OPEN, _NO, _CHARGE_IDLE, 2, -1)
        case Phase.PATROLLING:
            return DockState(_WORKING, _CLOSED if drone.phase_s > 12 else _OPEN, _NO, _CHARGE_IDLE, 3, -1)
        case _:
            return DockState(_WORKING, _OPEN, _NO, _CHARGE_IDLE, 4, -1)


class DockSpeech:
    def __init__(self, dialect: ModuleType, number: int, place: Xy) -> None:
        self._d = dialect
        self._number = number
        self._place = place

    def heartbeat(self, state: DockState) -> Message:
        return self._d.MAVLink_heartbeat_message(31, 8, 0, state.mode, 4, 3)

    def status(self, state: DockState, drone_system: int, air: Air, t_s: float) -> Message:
        inside = 24.0 + 1.2 * sin(t_s / 90 + self._number) + (3.0 if state.charge == _CHARGING else 0.0)
        return self._d.MAVLink_dock_status_message(
            round(53_200 + 120 * sin(t_s / 31 + self._number)),
            round(inside * 100),
            round(air.temperature_c * 100),
            round(air.humidity_percent * 100),
            round(hypot(air.wind_east_mps, air.wind_north_mps) * 100),
            state.mode,
            state.cover,
            state.drone_present,
            drone_system if state.drone_present == _YES else 0,
            state.charge,
            state.task_step,
            _NO,
            _YES if state.alarm else _NO,
            state.rain,
            1 if self._number % 2 else 2,
            5 if self._number != 3 else 3 + int(t_s / 40) % 2,
        )

    def batteries(self, state: DockState) -> tuple[Message, Message]:
        """Id 0: the docked drone's; id 1: the dock's own backup."""
        cells, absent = [0xFFFF] * 10, 0x7FFF
        charging = 7 if state.charge == _CHARGING else 1
        docked = self._d.MAVLink_battery_status_message(
            0, 1, 1, absent, cells, -1, -1, -1, state.battery_percent, 0, charging
        )
        backup = self._d.MAVLink_battery_status_message(
            1, 1, 3, 2350, [13_400, *cells[1:]], 12, 0, -1, 97 - self._number % 7, 0, 1
        )
        return docked, backup

    def environment(self, air: Air) -> tuple[Message, ...]:
        return (
            self._d.MAVLink_hygrometer_sensor_message(0, 2520, 4100),
            self._d.MAVLink_hygrometer_sensor_message(
                1, round(air.temperature_c * 100), round(air.humidity_percent * 100)
            ),
            self._d.MAVLink_wind_cov_message(0, air.wind_north_mps, air.wind_east_mps, 0.0, 0.4, nan, nan, 0.5, nan),
            self._d.MAVLink_cellular_status_message(7, 0, 4, 78 - 4 * (self._number % 5), 460, 0, 0),
        )

    def position(self, boot_ms: int) -> Message:
        lat, lon = e7(*self._place)
        amsl = round((GROUND_AMSL_M + 18) * 1000)
        return self._d.MAVLink_global_position_int_message(boot_ms, lat, lon, amsl, 18_000, 0, 0, 0, 65535)

    def text(self, severity: int, words: str) -> Message:
        return self._d.MAVLink_statustext_message(severity, words.encode("ascii"))
