"""The docks as rows."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from drones.picture import ChargeState, CoverState, DockMode, DockView, Presence
from ui.fleet.drones import Now, State, aged, heard_cell, known, lost_state
from ui.fleet.rows import Cell, Column, Row, Tone
from ui.marks import Mark
from ui.words import air, figures


def columns() -> tuple[Column, ...]:
    translate = QCoreApplication.translate
    network_tip = translate("Fleet", "Quality of its network, 0 none to 5 best")
    charge = "MMM 100 %  " + air.charge(ChargeState.CHARGING)
    return (
        Column(translate("Fleet", "State"), "MM  " + air.presence(Presence.LOST) + "  since 00:00:00"),
        Column(translate("Fleet", "Dock"), "Riverside  #112"),
        Column(translate("Fleet", "Mode"), air.dock_mode(DockMode.WORKING)),
        Column(translate("Fleet", "Cover"), air.cover(CoverState.ABNORMAL)),
        Column(translate("Fleet", "Drone in it"), "Kestrel-12", gives_way=1),
        Column(translate("Fleet", "Charge"), charge),
        Column(translate("Fleet", "Inside"), "−23.5 °C", translate("Fleet", "Temperature inside the dock"), True, 3),
        Column(translate("Fleet", "Outside"), "−23.5 °C", translate("Fleet", "Temperature outside the dock"), True, 5),
        Column(translate("Fleet", "Humidity"), "100 %", translate("Fleet", "Relative humidity"), True, 6),
        Column(translate("Fleet", "Wind"), "12.4 m/s", figures=True, gives_way=2),
        Column(translate("Fleet", "Rain"), air.rain(2), gives_way=4),
        Column(translate("Fleet", "Network"), "5/5", network_tip, True, 7),
        Column(translate("Fleet", "Heard"), "59 min", translate("Fleet", "Time since its last heartbeat"), True),
        Column(translate("Fleet", "Links"), "udp 14550", gives_way=8),
    )


def row(dock: DockView, now: Now, drone_names: Mapping[int, str]) -> Row:
    state = state_of(dock, now)
    lost = dock.presence is Presence.LOST
    plain = Tone.QUIET if lost else Tone.NORMAL
    loud = Tone.QUIET if lost else Tone.ATTENTION
    name = name_of(dock)
    at_ns = dock.value_at_ns("mode")
    cells = (
        Cell(state.word, -state.rank, state.tone, state.aside, state.mark, tip=state.all_words),
        Cell(name, name, plain, f"#{dock.system}" if dock.name else ""),
        aged(
            air.dock_mode(dock.mode),
            None if dock.mode is DockMode.UNKNOWN else list(DockMode).index(dock.mode),
            at_ns,
            now,
            plain,
        ),
        _word(
            air.cover(dock.cover),
            dock.cover is CoverState.UNKNOWN,
            loud if dock.cover is CoverState.ABNORMAL else plain,
        ),
        drone_cell(dock, drone_names, plain),
        _charge(dock, plain, loud),
        _number(dock.temperature_in_c, "°C", 1, plain),
        _number(dock.temperature_out_c, "°C", 1, plain),
        _number(dock.humidity_percent, "%", 0, plain),
        _number(dock.wind_mps, "m/s", 1, plain),
        _word(air.rain(dock.rain_level), dock.rain_level is None, plain, dock.rain_level),
        _word(
            air.network(dock.network_quality),
            dock.network_quality is None,
            loud if dock.network_quality == 0 else plain,
            dock.network_quality,
        ),
        heard_cell(dock.heartbeat_at_ns, now),
        Cell(", ".join(dock.links), ", ".join(dock.links) or None, Tone.QUIET, tip="\n".join(dock.links)),
    )
    search = " ".join((name, f"#{dock.system}", cells[2].text, cells[4].text, state.all_words, *dock.links)).casefold()
    return Row(dock.system, state.rank, name, cells, search)


def name_of(dock: DockView) -> str:
    return dock.name or QCoreApplication.translate("Fleet", "Dock {id}").replace("{id}", str(dock.system))


def state_of(dock: DockView, now: Now) -> State:
    """Emergency stop and alarm before a lost link: they ask for a person at the dock."""
    found: list[tuple[int, Mark, Tone, str, str]] = []
    if dock.presence is Presence.LOST:
        found.append(lost_state(dock.heartbeat_at_ns, now))
    if dock.emergency_stop:
        word = QCoreApplication.translate("Fleet", "Emergency stop")
        found.insert(0, (7, Mark.ALARM, Tone.ALARM, word, ""))
    if dock.alarm:
        found.insert(0, (6, Mark.ALARM, Tone.ALARM, QCoreApplication.translate("Fleet", "Alarm"), ""))
    if dock.cover is CoverState.ABNORMAL:
        found.append((3, Mark.ATTENTION, Tone.ATTENTION, QCoreApplication.translate("Fleet", "Cover abnormal"), ""))
    if dock.charge is ChargeState.FAULT:
        found.append((3, Mark.ATTENTION, Tone.ATTENTION, air.charge(ChargeState.FAULT), ""))
    if dock.presence is Presence.STALE:
        found.append((2, Mark.STALE, Tone.ATTENTION, air.presence(Presence.STALE), ""))
    if not found:
        found.append((0, Mark.OK, Tone.QUIET, air.presence(Presence.OK), ""))
    found.sort(key=lambda one: -one[0])
    rank, mark, tone, word, aside = found[0]
    return State(rank, mark, tone, word, aside, "\n".join(f"{w} {a}".strip() for _, _, _, w, a in found))


def drone_cell(dock: DockView, drone_names: Mapping[int, str], plain: Tone) -> Cell:
    """Which drone is in it; for an empty dock, which one lives there."""
    name = "" if dock.drone_system is None else drone_names.get(dock.drone_system, f"#{dock.drone_system}")
    if dock.drone_present is None:
        return known(None, plain)
    if dock.drone_present:
        return Cell(name or QCoreApplication.translate("Fleet", "Yes"), name or " ", plain)
    home_of = QCoreApplication.translate("Fleet", "Home of {drone}").replace("{drone}", name) if name else ""
    return Cell(QCoreApplication.translate("Fleet", "Empty"), "~", Tone.QUIET, tip=home_of)


def _charge(dock: DockView, plain: Tone, loud: Tone) -> Cell:
    word = air.charge(dock.charge)
    tone = loud if dock.charge is ChargeState.FAULT else plain
    percent = dock.battery_percent
    if percent is None:
        return _word(word, dock.charge is ChargeState.UNKNOWN, tone)
    said = "" if dock.charge in (ChargeState.UNKNOWN, ChargeState.IDLE) else word
    return Cell(figures.figure(percent, "%"), percent, tone, said, fill=percent / 100, tip=word)


def _word(text: str, unknown: bool, tone: Tone, order: float | None = None) -> Cell:
    return known(None, tone) if unknown else Cell(text, text if order is None else order, tone)


def _number(value: float | None, unit: str, decimals: int, tone: Tone) -> Cell:
    return known(None, tone) if value is None else Cell(figures.figure(value, unit, decimals), value, tone)
