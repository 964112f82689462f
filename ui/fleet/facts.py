"""Everything that is known of one vehicle or dock, as label, value and age, for the detail panel."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from drones.picture import DockView, VehicleView
from ui.fleet.docks import drone_cell
from ui.fleet.drones import Now
from ui.fleet.rows import Tone
from ui.words import air, figures


class Fact(NamedTuple):
    label: str
    value: str
    age: str
    """"" while the value is fresh or where an age means nothing."""


def of_drone(vehicle: VehicleView, now: Now, zone_names: Mapping[str, str]) -> list[Fact]:
    translate = QCoreApplication.translate
    heard, placed, charged = vehicle.heartbeat_at_ns, vehicle.position_at_ns, vehicle.battery_at_ns
    zones = ", ".join(zone_names.get(z, z) for z in vehicle.zone_ids) or translate("Fleet", "none")
    rows: list[tuple[str, str, int | None]] = [
        (translate("Fleet", "Mode"), vehicle.mode or figures.UNKNOWN, heard),
        (translate("Fleet", "Armed"), air.armed(vehicle.armed), heard),
        (translate("Fleet", "In zones"), zones, placed),
        (translate("Fleet", "Battery"), figures.figure(vehicle.battery_percent, "%"), charged),
        (translate("Fleet", "Voltage"), figures.figure(vehicle.battery_volts, "V", 2), vehicle.battery_volts_at_ns),
        (translate("Fleet", "Altitude"), figures.altitude(vehicle.altitude_rel), placed),
        (translate("Fleet", "Altitude"), figures.altitude(vehicle.altitude_amsl), placed),
        (translate("Fleet", "Position"), figures.place(vehicle.position), placed),
        (translate("Fleet", "Heading"), figures.degrees(vehicle.heading_deg), vehicle.heading_at_ns),
        (translate("Fleet", "Speed"), figures.figure(vehicle.speed_mps, "m/s", 1), vehicle.speed_at_ns),
        (translate("Fleet", "Climb"), figures.figure(vehicle.climb_mps, "m/s", 1), vehicle.climb_at_ns),
        (translate("Fleet", "From home"), figures.distance(vehicle.home_distance_m), placed),
        (translate("Fleet", "Home"), figures.place(vehicle.home), None),
        (translate("Fleet", "GPS"), air.gps_fix(vehicle.gps_fix), vehicle.gps_at_ns),
        (translate("Fleet", "Satellites"), figures.count(vehicle.satellites), vehicle.gps_at_ns),
        (translate("Fleet", "Links"), ", ".join(vehicle.links) or figures.UNKNOWN, None),
        (translate("Fleet", "Heard"), figures.ago(figures.seconds_between(heard, now.monotonic_ns)), None),
        (translate("Fleet", "Messages"), figures.count(vehicle.messages), None),
        (translate("Fleet", "Lost messages"), figures.count(vehicle.lost), None),
    ]
    return [_fact(label, value, at_ns, now) for label, value, at_ns in rows]


def of_dock(dock: DockView, now: Now, drone_names: Mapping[int, str]) -> list[Fact]:
    translate = QCoreApplication.translate
    heard, told = dock.heartbeat_at_ns, dict(dock.told_at_ns).get
    rows: list[tuple[str, str, int | None]] = [
        (translate("Fleet", "Mode"), air.dock_mode(dock.mode), told("mode")),
        (translate("Fleet", "Task step"), figures.count(dock.task_step), told("task_step")),
        (translate("Fleet", "Cover"), air.cover(dock.cover), told("cover")),
        (translate("Fleet", "Drone in it"), drone_cell(dock, drone_names, Tone.NORMAL).text, told("drone_present")),
        (translate("Fleet", "Charge"), air.charge(dock.charge), told("charge")),
        (translate("Fleet", "Drone's battery"), figures.figure(dock.battery_percent, "%"), told("battery_percent")),
        (translate("Fleet", "Backup battery"), figures.figure(dock.backup_percent, "%"), told("backup_percent")),
        (translate("Fleet", "Supply"), figures.figure(dock.supply_volts, "V", 1), told("supply_volts")),
        (translate("Fleet", "Emergency stop"), air.yes_no(dock.emergency_stop), told("emergency_stop")),
        (translate("Fleet", "Alarm"), air.yes_no(dock.alarm), told("alarm")),
        (translate("Fleet", "Inside"), figures.figure(dock.temperature_in_c, "°C", 1), told("temperature_in_c")),
        (translate("Fleet", "Outside"), figures.figure(dock.temperature_out_c, "°C", 1), told("temperature_out_c")),
        (translate("Fleet", "Humidity"), figures.figure(dock.humidity_percent, "%"), told("humidity_percent")),
        (translate("Fleet", "Wind"), figures.figure(dock.wind_mps, "m/s", 1), told("wind_mps")),
        (translate("Fleet", "Rain"), air.rain(dock.rain_level), told("rain_level")),
        (translate("Fleet", "Network"), air.network(dock.network_quality), told("network_quality")),
        (translate("Fleet", "Position"), figures.place(dock.position), None),
        (translate("Fleet", "Links"), ", ".join(dock.links) or figures.UNKNOWN, None),
        (translate("Fleet", "Heard"), figures.ago(figures.seconds_between(heard, now.monotonic_ns)), None),
        (translate("Fleet", "Messages"), figures.count(dock.messages), None),
    ]
    return [_fact(label, value, at_ns, now) for label, value, at_ns in rows]


def _fact(label: str, value: str, at_ns: int | None, now: Now) -> Fact:
    known = value != figures.UNKNOWN
    return Fact(label, value, figures.old_age(at_ns, now.monotonic_ns) if known else "")
