"""The drones as rows: what each cell says, how loud, and what it is sorted by."""

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from base.clock import NS_PER_S
from drones.picture import Altitude, AltitudeDatum, GpsFix, Presence, VehicleKind, VehicleView
from ui.fleet.rows import Cell, Column, Row, Tone
from ui.marks import Mark
from ui.words import air, figures

LOST_AFTER_NS = 3_500_000_000
"""Presence.LOST's limit: "lost since" is said from the moment at which it counted as lost."""


class Now(NamedTuple):
    """The moment that rows are made for."""

    monotonic_ns: int
    wall_ns: int
    zone: tzinfo

    def time_of(self, then_ns: int) -> str:
        """The wall clock's time, in the precinct's zone, at a monotonic moment."""
        wall_ns = self.wall_ns - (self.monotonic_ns - then_ns)
        moment = datetime.fromtimestamp(wall_ns / NS_PER_S, UTC).astimezone(self.zone)
        return moment.strftime("%H:%M:%S")


class State(NamedTuple):
    """What a vehicle is in, in one word; `all_words` when several things hold at once."""

    rank: int
    mark: Mark
    tone: Tone
    word: str
    aside: str
    all_words: str


def columns() -> tuple[Column, ...]:
    translate = QCoreApplication.translate
    altitude = figures.altitude_short(Altitude(-123.0, AltitudeDatum.HOME)) + "  59 s"
    altitude_tip = translate("Fleet", "With what it is measured from: relative to home, sea level (AMSL), ground (AGL)")
    lost_tip = translate("Fleet", "Messages lost on the way, counted by sequence")
    fix = air.gps_fix(GpsFix.RTK_FIXED) + "  00"
    return (
        Column(translate("Fleet", "State"), "MM  " + air.presence(Presence.LOST) + "  since 00:00:00"),
        Column(translate("Fleet", "Drone"), "Kestrel-12  #112"),
        Column(translate("Fleet", "Mode"), "GUIDED_NO", gives_way=2),
        Column(translate("Fleet", "Armed"), air.armed(False), gives_way=1),
        Column(translate("Fleet", "Battery"), "MMM 100 %  59 s"),
        Column(translate("Fleet", "Altitude"), altitude, altitude_tip, True),
        Column(translate("Fleet", "From home"), "12.4 km  59 s", translate("Fleet", "Distance from home"), True, 4),
        Column(translate("Fleet", "Speed"), "12.4 m/s", translate("Fleet", "Speed over ground"), True, 3),
        Column(translate("Fleet", "GPS"), fix, translate("Fleet", "Fix and satellites"), gives_way=5),
        Column(translate("Fleet", "Heard"), "59 min", translate("Fleet", "Time since its last heartbeat"), True),
        Column(translate("Fleet", "Lost msg."), "88 888", lost_tip, True, 6),
        Column(translate("Fleet", "Links"), "udp 14550", gives_way=7),
    )


def row(vehicle: VehicleView, now: Now, zone_names: Mapping[str, str]) -> Row:
    state = state_of(vehicle, now, zone_names)
    lost = vehicle.presence is Presence.LOST
    plain = Tone.QUIET if lost else Tone.NORMAL
    name = name_of(vehicle)
    fix_bad = vehicle.gps_fix in (GpsFix.NO_GPS, GpsFix.NO_FIX, GpsFix.FIX_2D) and not lost
    cells = (
        Cell(state.word, -state.rank, state.tone, state.aside, state.mark, tip=state.all_words),
        Cell(name, name, plain, f"#{vehicle.system}" if vehicle.name else ""),
        known(vehicle.mode or None, plain),
        Cell(
            air.armed(vehicle.armed),
            None if vehicle.armed is None else float(not vehicle.armed),
            plain if vehicle.armed else Tone.QUIET,
        ),
        _battery(vehicle, now, plain),
        aged(_altitude(vehicle), _altitude_order(vehicle), vehicle.position_at_ns, now, plain),
        aged(figures.distance(vehicle.home_distance_m), vehicle.home_distance_m, vehicle.position_at_ns, now, plain),
        figure_cell(figures.figure(vehicle.speed_mps, "m/s", 1), vehicle.speed_mps, plain),
        Cell(
            air.gps_fix(vehicle.gps_fix),
            None
            if vehicle.gps_fix is GpsFix.UNKNOWN
            else list(GpsFix).index(vehicle.gps_fix) + (vehicle.satellites or 0) / 100,
            Tone.ATTENTION if fix_bad else plain,
            "" if vehicle.satellites is None else str(vehicle.satellites),
            tip=figures.unknown_tip() if vehicle.gps_fix is GpsFix.UNKNOWN else "",
        ),
        heard_cell(vehicle.heartbeat_at_ns, now),
        Cell(figures.count(vehicle.lost), vehicle.lost, Tone.QUIET),
        Cell(", ".join(vehicle.links), ", ".join(vehicle.links) or None, Tone.QUIET, tip="\n".join(vehicle.links)),
    )
    search = " ".join((name, f"#{vehicle.system}", vehicle.mode, state.all_words, *vehicle.links)).casefold()
    return Row(vehicle.system, state.rank, name, cells, search)


def name_of(vehicle: VehicleView) -> str:
    if vehicle.name:
        return vehicle.name
    if vehicle.kind is VehicleKind.OTHER:
        return QCoreApplication.translate("Fleet", "Vehicle {id}").replace("{id}", str(vehicle.system))
    return QCoreApplication.translate("Fleet", "Drone {id}").replace("{id}", str(vehicle.system))


def state_of(vehicle: VehicleView, now: Now, zone_names: Mapping[str, str]) -> State:
    """The most urgent thing first: lost, in a zone, battery low, silent, then all is well."""
    found: list[tuple[int, Mark, Tone, str, str]] = []
    if vehicle.presence is Presence.LOST:
        found.append(lost_state(vehicle.heartbeat_at_ns, now))
    if vehicle.zone_ids:
        names = [zone_names.get(zone_id, zone_id) for zone_id in vehicle.zone_ids]
        found.append((4, Mark.ATTENTION, Tone.ATTENTION, air.in_zone(names), ""))
    if vehicle.battery_low:
        found.append((3, Mark.ATTENTION, Tone.ATTENTION, air.battery_low(), ""))
    if vehicle.presence is Presence.STALE:
        found.append((2, Mark.STALE, Tone.ATTENTION, air.presence(Presence.STALE), ""))
    if not found:
        found.append((0, Mark.OK, Tone.QUIET, air.presence(Presence.OK), ""))
    rank, mark, tone, word, aside = found[0]
    return State(rank, mark, tone, word, aside, "\n".join(f"{w} {a}".strip() for _, _, _, w, a in found))


def lost_state(heartbeat_at_ns: int | None, now: Now) -> tuple[int, Mark, Tone, str, str]:
    if heartbeat_at_ns is None:
        return 1, Mark.OFFLINE, Tone.QUIET, air.never_heard(), ""
    since = QCoreApplication.translate("Fleet", "since {time}").replace(
        "{time}", now.time_of(heartbeat_at_ns + LOST_AFTER_NS)
    )
    return 5, Mark.OFFLINE, Tone.ATTENTION, air.presence(Presence.LOST), since


def heard_cell(heartbeat_at_ns: int | None, now: Now) -> Cell:
    """The link's age. Below two seconds it is said as such: a figure that flips between 0 and 1 tells nothing."""
    seconds = figures.seconds_between(heartbeat_at_ns, now.monotonic_ns)
    if seconds is None:
        return Cell(figures.UNKNOWN, None, Tone.QUIET, tip=air.never_heard())
    if seconds <= figures.AGE_SHOWN_AFTER_S:
        return Cell(QCoreApplication.translate("Fleet", "now"), 0.0, Tone.QUIET)
    return Cell(figures.age(seconds), seconds, Tone.ATTENTION)


def _battery(vehicle: VehicleView, now: Now, plain: Tone) -> Cell:
    percent = vehicle.battery_percent
    tone = Tone.ATTENTION if vehicle.battery_low and plain is not Tone.QUIET else plain
    volts = figures.figure(vehicle.battery_volts, "V", 1)
    if percent is None:
        if vehicle.battery_volts is None:
            return known(None, plain)
        return Cell(volts, None, tone, figures.old_age(vehicle.battery_volts_at_ns, now.monotonic_ns))
    return Cell(
        figures.figure(percent, "%"),
        percent,
        tone,
        figures.old_age(vehicle.battery_at_ns, now.monotonic_ns),
        fill=percent / 100,
        tip=volts if vehicle.battery_volts is not None else "",
    )


def _altitude(vehicle: VehicleView) -> str:
    return figures.altitude_short(vehicle.altitude_rel or vehicle.altitude_amsl)


def _altitude_order(vehicle: VehicleView) -> float | None:
    shown = vehicle.altitude_rel or vehicle.altitude_amsl
    return None if shown is None else shown.metres


def aged(text: str, order: float | None, at_ns: int | None, now: Now, tone: Tone) -> Cell:
    if order is None:
        return known(None, tone)
    return Cell(text, order, tone, figures.old_age(at_ns, now.monotonic_ns))


def figure_cell(text: str, order: float | None, tone: Tone) -> Cell:
    return known(None, tone) if order is None else Cell(text, order, tone)


def known(text: str | None, tone: Tone) -> Cell:
    """A text, or the dash that says unknown and, when asked, that it does."""
    if text is None:
        return Cell(figures.UNKNOWN, None, Tone.QUIET, tip=figures.unknown_tip())
    return Cell(text, text, tone)
