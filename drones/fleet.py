"""The fleet: every vehicle that was heard or is configured."""

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from base.clock import NS_PER_S
from base.geodesy import Position, distance_m
from drones.config import DroneConfig
from drones.decoding import Message
from drones.picture import Altitude, AltitudeDatum, Presence, VehicleKind, VehicleView
from drones.vehicle import BATTERY_MESSAGES, HANDLERS, Vehicle, heartbeat

STALE_NS = 2 * NS_PER_S
LOST_NS = round(3.5 * NS_PER_S)
BATTERY_LOW_PERCENT = 25
BATTERY_HYSTERESIS_PERCENT = 5
_HEARTBEAT, _STATUSTEXT = 0, 253
WANTED = frozenset({_HEARTBEAT, _STATUSTEXT, *HANDLERS})

_FLYING = frozenset({1, 2, 3, 4, 7, 8, 9, 13, 14, 15, 16, 17, 19, 20, 21, 22, 23, 24, 25, 28, 29, 35, 43, 47})
_GENERIC, _NO_AUTOPILOT = 0, 8
_EARTHBOUND = frozenset({5, 10, 11, 12, 45, 46})
"""Antenna tracker, rover, boat, submarine, orbiter, walker. Everything else that has a MAV_TYPE is no vehicle: ground
stations (6), onboard controllers (18), gimbals (26), ADS-B receivers (27), cameras (30), docks (31) and so on."""


def kind_of(mav_type: int, autopilot: int) -> VehicleKind | None:
    """What a HEARTBEAT says that its sender is: DRONE or OTHER, or None for no vehicle."""
    if mav_type in _FLYING:
        return VehicleKind.DRONE
    if mav_type in _EARTHBOUND or (mav_type == _GENERIC and autopilot != _NO_AUTOPILOT):
        return VehicleKind.OTHER
    return None


def presence_of(heard_at_ns: int | None, now_ns: int) -> Presence:
    """By the age of the last HEARTBEAT: stale after 2 s, lost after 3.5 s, as QGroundControl has it."""
    if heard_at_ns is None or now_ns - heard_at_ns >= LOST_NS:
        return Presence.LOST
    return Presence.STALE if now_ns - heard_at_ns >= STALE_NS else Presence.OK


def recent_links(links: dict[str, tuple[int, int]], now_ns: int) -> tuple[str, ...]:
    """Links heard on within 3.5 s, the busiest first."""
    recent = [(n, name) for name, (at_ns, n) in links.items() if now_ns - at_ns < LOST_NS]
    return tuple(name for _, name in sorted(recent, key=lambda r: (-r[0], r[1])))


@dataclass(slots=True)
class FleetState:
    vehicles: dict[int, Vehicle] = field(default_factory=dict)
    zone_ids: dict[int, tuple[str, ...]] = field(default_factory=dict)


class Fleet:
    """A reducer of heard messages. System ids are the keys, so it can never hold more than 255 vehicles.

    One system id on two links is one vehicle: whatever link brings its word, the newest counts.
    """

    def __init__(self, drones: Iterable[DroneConfig], *, battery_low_percent: int = BATTERY_LOW_PERCENT) -> None:
        self._configured = {d.system: d for d in drones}
        self._battery_low_percent = battery_low_percent
        self._state = FleetState({system: Vehicle(system) for system in self._configured})

    def feed(
        self, link: str, system: int, component: int, message_id: int, message: Message | None, lost: int, at_ns: int
    ) -> None:
        """A message, None where nobody wants its payload; and how many of its sender's were lost just before it."""
        vehicle = self._state.vehicles.get(system)
        if message is not None:
            if message_id == _HEARTBEAT:
                vehicle = self._hear_heartbeat(vehicle, system, component, message, at_ns)
            elif message_id == _STATUSTEXT and vehicle is not None and vehicle.component is not None:
                vehicle.texts.feed(component, message, at_ns)
        if vehicle is None or component != vehicle.component:
            return
        vehicle.messages += 1
        vehicle.lost += lost
        links = vehicle.links
        links[link] = (at_ns, links[link][1] + 1 if link in links else 1)
        handler = HANDLERS.get(message_id)
        if handler is not None and message is not None:
            handler(vehicle, message, at_ns)
            if message_id in BATTERY_MESSAGES:
                self._judge_battery(vehicle)

    def _hear_heartbeat(
        self, vehicle: Vehicle | None, system: int, component: int, message: Message, at_ns: int
    ) -> Vehicle | None:
        """The vehicle that it is of; None: of none."""
        if kind_of(message.type, message.autopilot) is None:
            return None
        if vehicle is None:
            vehicle = self._state.vehicles[system] = Vehicle(system)
        if presence_of(vehicle.heartbeat_at_ns, at_ns) is Presence.LOST:
            vehicle.component = component  # a second autopilot takes over only when the first is gone
        if vehicle.component == component:
            heartbeat(vehicle, message, at_ns)
        return vehicle

    def advance(self, now_ns: int) -> None:
        for vehicle in self._state.vehicles.values():
            if vehicle.texts.pending:
                vehicle.texts.advance(now_ns)

    def vehicle(self, system: int) -> Vehicle | None:
        return self._state.vehicles.get(system)

    def vehicles(self) -> Iterator[Vehicle]:
        yield from self._state.vehicles.values()

    def is_drone(self, vehicle: Vehicle) -> bool:
        return self._kind(vehicle) is VehicleKind.DRONE

    def zone_ids(self, system: int) -> tuple[str, ...]:
        return self._state.zone_ids.get(system, ())

    def put_in_zones(self, system: int, zone_ids: tuple[str, ...]) -> None:
        self._state.zone_ids[system] = zone_ids

    def state(self) -> FleetState:
        """Itself, not a copy."""
        return self._state

    def adopt(self, state: FleetState) -> None:
        self._state = state

    def snapshot(self) -> object:
        return copy.deepcopy(self._state)

    def restore(self, snapshot: object) -> None:
        assert isinstance(snapshot, FleetState)
        self._state = copy.deepcopy(snapshot)

    def views(self, now_ns: int) -> tuple[VehicleView, ...]:
        """All vehicles by system id."""
        return tuple(self._view(v, now_ns) for _, v in sorted(self._state.vehicles.items()))

    def _judge_battery(self, v: Vehicle) -> None:
        if v.battery_percent is None:
            return
        limit = self._battery_low_percent + (BATTERY_HYSTERESIS_PERCENT if v.battery_low else 0)
        v.battery_low = v.battery_percent <= self._battery_low_percent or v.battery_percent < limit

    def _kind(self, v: Vehicle) -> VehicleKind:
        kind = None if v.mav_type is None else kind_of(v.mav_type, v.autopilot or 0)
        if kind is None:
            return VehicleKind.DRONE if v.system in self._configured else VehicleKind.OTHER
        return kind

    def _view(self, v: Vehicle, now_ns: int) -> VehicleView:
        config = self._configured.get(v.system)
        return VehicleView(
            system=v.system,
            kind=self._kind(v),
            presence=presence_of(v.heartbeat_at_ns, now_ns),
            name=config.name if config else "",
            config_id=config.id if config else None,
            mav_type=v.mav_type,
            autopilot=v.autopilot,
            mode=v.mode,
            armed=v.armed,
            position=v.position,
            altitude_amsl=_altitude(v.amsl_m, AltitudeDatum.AMSL),
            altitude_rel=_altitude(v.relative_m, AltitudeDatum.HOME),
            position_at_ns=v.position_at_ns,
            heading_deg=v.heading_deg,
            speed_mps=v.speed_mps,
            climb_mps=v.climb_mps,
            gps_fix=v.gps_fix,
            satellites=v.satellites,
            home=v.home,
            home_distance_m=_distance(v.home, v.position),
            battery_percent=v.battery_percent,
            battery_volts=v.battery_volts,
            battery_at_ns=v.battery_at_ns,
            battery_low=v.battery_low,
            heartbeat_at_ns=v.heartbeat_at_ns,
            links=recent_links(v.links, now_ns),
            messages=v.messages,
            lost=v.lost,
            last_text=v.texts.text,
            last_text_severity=v.texts.severity,
            zone_ids=self._state.zone_ids.get(v.system, ()),
            trail=v.trail.show(),
            gps_at_ns=v.gps_at_ns,
            heading_at_ns=v.heading_at_ns,
            speed_at_ns=v.speed_at_ns,
            climb_at_ns=v.climb_at_ns,
            battery_volts_at_ns=v.battery_volts_at_ns,
        )


def _altitude(metres: float | None, datum: AltitudeDatum) -> Altitude | None:
    return None if metres is None else Altitude(metres, datum)


def _distance(a: Position | None, b: Position | None) -> float | None:
    return None if a is None or b is None else distance_m(a, b)
