"""Docks: systems whose HEARTBEAT says MAV_TYPE_CHARGING_STATION (31), told by DOCK_STATUS and standard messages.

The newest word counts, whichever message brings it: DOCK_STATUS and the standard messages overlap on purpose, so that a
dock that sends only one of them is still seen.
"""

import copy
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from base.clock import NS_PER_S
from base.geodesy import Position
from drones.config import DockConfig, DroneConfig
from drones.decoding import Message, finite
from drones.fleet import presence_of, recent_links
from drones.picture import ChargeState, CoverState, DockMode, DockView
from drones.texts import TextAssembler
from drones.vehicle import position_of

CHARGING_STATION = 31
BACKUP_BATTERY = 1
_INT16_MAX, _UINT8_MAX, _UINT16_MAX, _UINT32_MAX = 0x7FFF, 0xFF, 0xFFFF, 0xFFFFFFFF
_CHARGING = 7
_FAILED, _UNHEALTHY = 5, 6
_FALLBACK_NS = 3 * NS_PER_S

_MODES = tuple(DockMode)
_COVERS = tuple(CoverState)
_CHARGES = tuple(ChargeState)
"""The picture's enums stand in the order of DOCK_MODE, DOCK_COVER and DOCK_CHARGE, 0 = unknown."""
_T = TypeVar("_T")


@dataclass(slots=True)
class Dock:
    system: int
    component: int | None = None
    heartbeat_at_ns: int | None = None
    status_at_ns: int | None = None
    position: Position | None = None
    mode: DockMode = DockMode.UNKNOWN
    cover: CoverState = CoverState.UNKNOWN
    charge: ChargeState = ChargeState.UNKNOWN
    drone_present: bool | None = None
    drone_system: int | None = None
    battery_percent: int | None = None
    backup_percent: int | None = None
    task_step: int | None = None
    emergency_stop: bool | None = None
    alarm: bool | None = None
    temperature_in_c: float | None = None
    temperature_out_c: float | None = None
    humidity_percent: float | None = None
    wind_mps: float | None = None
    rain_level: int | None = None
    supply_volts: float | None = None
    network_quality: int | None = None
    texts: TextAssembler = field(default_factory=TextAssembler)
    messages: int = 0
    links: dict[str, tuple[int, int]] = field(default_factory=dict)
    told_at_ns: dict[str, int] = field(default_factory=dict)
    """When each value was last told, by its name: one message leaves out what another brings."""

    def put(self, name: str, value: object, now_ns: int) -> None:
        setattr(self, name, value)
        self.told_at_ns[name] = now_ns


def _heartbeat(d: Dock, m: Message, now_ns: int) -> None:
    d.heartbeat_at_ns = now_ns
    if not _status_is_fresh(d, now_ns):
        d.put("mode", _at(_MODES, m.custom_mode), now_ns)


def _dock_status(d: Dock, m: Message, now_ns: int) -> None:
    d.status_at_ns = now_ns
    d.put("mode", _at(_MODES, m.mode), now_ns)
    d.put("cover", _at(_COVERS, m.cover_state), now_ns)
    d.put("charge", _at(_CHARGES, m.charge_state), now_ns)
    d.put("drone_present", _flag(m.drone_present), now_ns)
    d.put("drone_system", m.drone_sysid or None, now_ns)
    d.put("task_step", None if m.task_step == _UINT8_MAX else m.task_step, now_ns)
    d.put("emergency_stop", _flag(m.emergency_stop), now_ns)
    d.put("alarm", _flag(m.alarm), now_ns)
    if m.temp_in != _INT16_MAX:
        d.put("temperature_in_c", m.temp_in / 100, now_ns)
    if m.temp_out != _INT16_MAX:
        d.put("temperature_out_c", m.temp_out / 100, now_ns)
    if m.humidity != _UINT16_MAX:
        d.put("humidity_percent", m.humidity / 100, now_ns)
    if m.wind_speed != _UINT16_MAX:
        d.put("wind_mps", m.wind_speed / 100, now_ns)
    if m.rain != _UINT8_MAX:
        d.put("rain_level", min(m.rain, 3), now_ns)
    if m.supply != _UINT32_MAX:
        d.put("supply_volts", m.supply / 1000, now_ns)
    if m.net_quality != _UINT8_MAX:
        d.put("network_quality", min(m.net_quality, 5), now_ns)


def _battery_status(d: Dock, m: Message, now_ns: int) -> None:
    percent = m.battery_remaining if 0 <= m.battery_remaining <= 100 else None
    if m.id == BACKUP_BATTERY:
        d.put("backup_percent", percent, now_ns)
    elif m.id == 0:
        d.put("battery_percent", percent, now_ns)
        if not _status_is_fresh(d, now_ns):
            if m.charge_state == _CHARGING:
                d.put("charge", ChargeState.FULL if percent == 100 else ChargeState.CHARGING, now_ns)
            elif m.charge_state in (_FAILED, _UNHEALTHY):
                d.put("charge", ChargeState.FAULT, now_ns)
            else:
                d.put("charge", ChargeState.IDLE if m.charge_state else ChargeState.UNKNOWN, now_ns)


def _hygrometer(d: Dock, m: Message, now_ns: int) -> None:
    celsius = None if m.temperature == _INT16_MAX else m.temperature / 100
    if m.id == 0:
        d.put("temperature_in_c", celsius, now_ns)
    elif m.id == 1:
        d.put("temperature_out_c", celsius, now_ns)
        d.put("humidity_percent", None if m.humidity == _UINT16_MAX else m.humidity / 100, now_ns)


def _wind_cov(d: Dock, m: Message, now_ns: int) -> None:
    if math.isfinite(m.wind_x) and math.isfinite(m.wind_y):
        d.put("wind_mps", math.hypot(m.wind_x, m.wind_y), now_ns)


def _cellular_status(d: Dock, m: Message, now_ns: int) -> None:
    """Per cent to the 0–5 of DOCK_STATUS."""
    if m.quality <= 100 and not _status_is_fresh(d, now_ns):
        d.put("network_quality", round(m.quality / 20), now_ns)


def _global_position_int(d: Dock, m: Message, now_ns: int) -> None:
    d.position = position_of(m.lat, m.lon) or d.position


def _named_value(d: Dock, m: Message, now_ns: int) -> None:
    """The fallback of a dock that cannot send our dialect; names are at most 10 characters on the wire."""
    value = finite(float(m.value), -1e9, 1e9)
    if value is None or _status_is_fresh(d, now_ns):
        return
    setter = _NAMED.get(m.name.upper())
    if setter is not None:
        setter(d, value, now_ns)


def _set(name: str, convert: Callable[[float], object]) -> Callable[[Dock, float, int], None]:
    return lambda d, value, now_ns: d.put(name, convert(value), now_ns)


_NAMED: dict[str, Callable[[Dock, float, int], None]] = {
    "MODE": _set("mode", lambda v: _at(_MODES, int(v))),
    "COVER": _set("cover", lambda v: _at(_COVERS, int(v))),
    "CHARGE": _set("charge", lambda v: _at(_CHARGES, int(v))),
    "DRONE_IN": _set("drone_present", lambda v: _flag(int(v))),
    "DRONE_SYS": _set("drone_system", lambda v: int(v) if 1 <= v <= 255 else None),
    "TASK_STEP": _set("task_step", int),
    "E_STOP": _set("emergency_stop", lambda v: _flag(int(v))),
    "ALARM": _set("alarm", lambda v: _flag(int(v))),
    "TEMP_IN": _set("temperature_in_c", float),
    "TEMP_OUT": _set("temperature_out_c", float),
    "HUMIDITY": _set("humidity_percent", float),
    "WIND": _set("wind_mps", float),
    "RAIN": _set("rain_level", lambda v: min(3, max(0, int(v)))),
    "SUPPLY": _set("supply_volts", float),
    "NET_QUAL": _set("network_quality", lambda v: min(5, max(0, int(v)))),
}

_HANDLERS: dict[int, Callable[[Dock, Message, int], None]] = {
    0: _heartbeat,
    33: _global_position_int,
    147: _battery_status,
    231: _wind_cov,
    251: _named_value,
    252: _named_value,
    334: _cellular_status,
    12920: _hygrometer,
    54000: _dock_status,
}
_HEARTBEAT, _STATUSTEXT = 0, 253
_NEVER = (0, 0)
WANTED = frozenset({_STATUSTEXT, *_HANDLERS})


@dataclass(slots=True)
class DocksState:
    docks: dict[int, Dock] = field(default_factory=dict)


class Docks:
    """A reducer of heard messages, keyed by system id."""

    def __init__(self, docks: Iterable[DockConfig], drones: Iterable[DroneConfig]) -> None:
        self._configured = {d.system: d for d in docks}
        systems = {d.id: d.system for d in drones}
        self._residents = {d.system: systems[d.drone] for d in self._configured.values() if d.drone in systems}
        self._state = DocksState({system: Dock(system) for system in self._configured})

    def feed(
        self, link: str, system: int, component: int, message_id: int, message: Message | None, at_ns: int
    ) -> bool:
        """Whether the message is a dock's: then it is nobody else's. None where nobody wants its payload."""
        dock = self._state.docks.get(system)
        if dock is None and message_id != _HEARTBEAT:
            return False
        if message_id == _HEARTBEAT and message is not None and message.type == CHARGING_STATION:
            if dock is None:
                dock = self._state.docks[system] = Dock(system)
            dock.component = component
        if dock is None or dock.component != component:
            return False
        dock.messages += 1
        _, count = dock.links.get(link, _NEVER)
        dock.links[link] = (at_ns, count + 1)
        if message is None:
            return True
        if message_id == _STATUSTEXT:
            dock.texts.feed(component, message, at_ns)
        handler = _HANDLERS.get(message_id)
        if handler is not None:
            handler(dock, message, at_ns)
        return True

    def advance(self, now_ns: int) -> None:
        for dock in self._state.docks.values():
            if dock.texts.pending:
                dock.texts.advance(now_ns)

    def state(self) -> DocksState:
        """Itself, not a copy."""
        return self._state

    def adopt(self, state: DocksState) -> None:
        self._state = state

    def snapshot(self) -> object:
        return copy.deepcopy(self._state)

    def restore(self, snapshot: object) -> None:
        assert isinstance(snapshot, DocksState)
        self._state = copy.deepcopy(snapshot)

    def views(self, now_ns: int) -> tuple[DockView, ...]:
        return tuple(self._view(d, now_ns) for _, d in sorted(self._state.docks.items()))

    def _view(self, d: Dock, now_ns: int) -> DockView:
        config = self._configured.get(d.system)
        position = d.position
        if position is None and config and config.latitude is not None and config.longitude is not None:
            position = Position(config.latitude, config.longitude)
        return DockView(
            system=d.system,
            name=config.name if config else "",
            config_id=config.id if config else None,
            presence=presence_of(d.heartbeat_at_ns, now_ns),
            position=position,
            mode=d.mode,
            cover=d.cover,
            drone_present=d.drone_present,
            drone_system=d.drone_system or self._residents.get(d.system),
            charge=d.charge,
            battery_percent=d.battery_percent,
            backup_percent=d.backup_percent,
            task_step=d.task_step,
            emergency_stop=d.emergency_stop,
            alarm=d.alarm,
            temperature_in_c=d.temperature_in_c,
            temperature_out_c=d.temperature_out_c,
            humidity_percent=d.humidity_percent,
            wind_mps=d.wind_mps,
            rain_level=d.rain_level,
            supply_volts=d.supply_volts,
            network_quality=d.network_quality,
            heartbeat_at_ns=d.heartbeat_at_ns,
            status_at_ns=d.status_at_ns,
            last_text=d.texts.text,
            links=recent_links(d.links, now_ns),
            messages=d.messages,
            told_at_ns=tuple(d.told_at_ns.items()),
        )


def _status_is_fresh(d: Dock, now_ns: int) -> bool:
    return d.status_at_ns is not None and now_ns - d.status_at_ns < _FALLBACK_NS


def _at(values: tuple[_T, ...], index: int) -> _T:
    return values[index] if 0 <= index < len(values) else values[0]


def _flag(value: int) -> bool | None:
    return {1: False, 2: True}.get(value)
