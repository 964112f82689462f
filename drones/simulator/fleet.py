"""The whole fleet on one beat: steps every state and gives the datagrams that are due. No sockets, no real time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import hypot, pi, sin
from types import ModuleType

import numpy as np

from drones.simulator import geography as places
from drones.simulator.dock import DockSpeech, DockState, dock_state
from drones.simulator.flight import Drone, Phase, Plan, at_home, on_patrol, step
from drones.simulator.guests import AIRLINER_CALLSIGN, AIRLINER_ICAO, Guest, airliner, black_flight, visitor
from drones.simulator.speech import Air, CopterSpeech, Message, RemoteIdSpeech
from drones.simulator.trouble import HEAVY_RAIN, Trouble, Troubles, jammed

BASE_TICKS_PER_S = 20
_SILENT_EVERY_S, _SILENT_FROM_S, _SILENT_FOR_S = 75.0, 38.0, 8.0
_WARNING, _NOTICE, _INFO = 4, 5, 6
_SENTENCES = {
    Phase.OPENING: (_INFO, "Dock cover opening"),
    Phase.CLIMBING: (_INFO, "Takeoff"),
    Phase.PATROLLING: (_INFO, "Mission: patrol route started"),
    Phase.RETURNING: (_NOTICE, "Battery: returning to launch"),
    Phase.LANDING: (_INFO, "Landing"),
    Phase.CLOSING: (_INFO, "Disarming motors"),
    Phase.WAITING: (_INFO, "Charging"),
}


class Station:
    """One MAVLink component: its own system id and its own 8-bit sequence."""

    def __init__(self, dialect: ModuleType, system: int, component: int) -> None:
        self._mav = dialect.MAVLink(None, srcSystem=system, srcComponent=component)

    def frame(self, message: Message) -> bytes:
        packed: bytes = message.pack(self._mav)
        self._mav.seq = (self._mav.seq + 1) % 256
        return packed


@dataclass(slots=True)
class _Copter:
    number: int
    plan: Plan
    drone: Drone
    station: Station
    speech: CopterSpeech
    mac: bytes
    silent: bool = False


@dataclass(slots=True)
class _Dock:
    number: int
    drone: int | None
    station: Station
    speech: DockSpeech
    last_mode: int = -1


class Fleet:
    """`rate` multiplies the streams, not the heartbeats: 46 drones with 13 docks: 1,500 messages/s at 1, 3,900 at 3.

    `troubles` is a trainer's list; without one the fleet has its own: a drone that falls silent, a black flight.
    """

    def __init__(
        self,
        dialect: ModuleType,
        *,
        drones: int,
        docks: int,
        seed: int,
        rate: float = 1.0,
        troubles: Sequence[Trouble] | None = None,
    ) -> None:
        self.ticks_per_s = max(5, round(BASE_TICKS_PER_S * rate))
        self.t_s = 0.0
        self._tick = 0
        self._phases = np.random.default_rng(seed).uniform(0, 2 * pi, 6)
        self._copters = [_copter(dialect, i + 1, seed) for i in range(drones)]
        self._docks = [
            _Dock(
                i + 1,
                places.dock_drone(i + 1, drones),
                Station(dialect, places.FIRST_DOCK_SYSTEM + i, 25),
                DockSpeech(dialect, i + 1, places.dock_home(i + 1)),
            )
            for i in range(docks)
        ]
        self._receiver = Station(dialect, places.RECEIVER_SYSTEM, 236)
        self._transponder = Station(dialect, places.RECEIVER_SYSTEM, 156)
        self._remote_id = RemoteIdSpeech(dialect)
        self._troubles = None if troubles is None else Troubles(troubles)

    @property
    def tick_s(self) -> float:
        return 1.0 / self.ticks_per_s

    @property
    def drones(self) -> tuple[Drone, ...]:
        return tuple(copter.drone for copter in self._copters)

    def air(self) -> Air:
        """A steady breeze with gusts, the same for everyone."""
        t, p = self.t_s, self._phases
        east = 3.1 + 1.3 * sin(t / 41 + p[0]) + 0.7 * sin(t / 7 + p[1])
        north = 1.8 + 0.9 * sin(t / 53 + p[2]) + 0.6 * sin(t / 9 + p[3])
        return Air(east, north, 18.5 + 1.5 * sin(t / 600 + p[4]), 62 + 5 * sin(t / 700 + p[5]))

    def advance(self) -> list[bytes]:
        """One tick of simulated time: the datagrams that go out in it, one a component with something to say."""
        air = self.air()
        datagrams = []
        for copter in self._copters:
            before = copter.drone
            copter.drone = step(before, copter.plan, self.tick_s, (air.wind_east_mps, air.wind_north_mps))
            said = list(self._copter_says(copter, before, air))
            copter.silent = self._is_silent(copter.number)
            if said and not copter.silent:
                datagrams.append(b"".join(copter.station.frame(m) for m in said))
        for dock in self._docks:
            said = list(self._dock_says(dock, air))
            if said and not self._is_cut_off(places.FIRST_DOCK_SYSTEM + dock.number - 1):
                datagrams.append(b"".join(dock.station.frame(m) for m in said))
        heard = list(self._receiver_says())
        if heard:
            datagrams.extend(self._receiver.frame(m) for m in heard)
        datagrams.extend(self._transponder.frame(m) for m in self._transponder_says())
        self._tick += 1
        self.t_s = self._tick / self.ticks_per_s
        return datagrams

    def _due(self, every_ticks: int, place: int) -> bool:
        return (self._tick + place) % every_ticks == 0

    def _due_s(self, every_s: float, place: int) -> bool:
        """Due once in `every_s` seconds whatever the rate; `place` spreads the senders over the time."""
        return self._due(max(1, round(every_s * self.ticks_per_s)), place * 7)

    def _copter_says(self, copter: _Copter, before: Drone, air: Air) -> Iterator[Message]:
        drone, speech, n = copter.drone, copter.speech, copter.number
        boot_ms = round(self.t_s * 1000) + 60_000 + 977 * n
        if drone.phase is not before.phase:
            yield speech.text(*_SENTENCES[drone.phase])
        if drone.battery_percent <= 20 < before.battery_percent and drone.flying:
            yield speech.text(_WARNING, "Battery 1 low voltage")
        if self._due_s(1.0, n) or drone.phase is not before.phase:
            yield speech.heartbeat(drone)
        if self._due(2, n):
            yield speech.attitude(
                drone, boot_ms, sin(self.t_s * 1.7 + n) * hypot(air.wind_east_mps, air.wind_north_mps) / 4
            )
        if self._due(4, n):
            yield speech.position(drone, boot_ms)
            yield speech.hud(drone)
        if self._due(10, n):
            yield speech.gps(drone, boot_ms)
            yield speech.status(drone)
        if self._due(10, n + 3):
            yield speech.navigation(drone, copter.plan)
        if self._due_s(1.0, n + 5):
            yield speech.battery(drone)
            yield speech.mission(drone)
        if self._due_s(5.0, n) or self._tick == 0:
            yield speech.home(copter.plan)

    def _dock_says(self, dock: _Dock, air: Air) -> Iterator[Message]:
        drone = self._copters[dock.drone - 1].drone if dock.drone else None
        state, n = self._troubled(dock_state(drone), dock.number), dock.number
        changed = state.mode * 256 + state.cover * 16 + state.rain
        if self._due_s(1.0, n) or changed != dock.last_mode:
            yield dock.speech.heartbeat(state)
            yield dock.speech.status(state, dock.drone or 0, air, self.t_s)
            dock.last_mode = changed
        if self._due_s(1.0, n + 4):
            yield from dock.speech.batteries(state)
        if self._due_s(2.0, n + 9):
            yield from dock.speech.environment(air)
            yield dock.speech.position(round(self.t_s * 1000) + 90_000)

    def _receiver_says(self) -> Iterator[Message]:
        """Remote ID of all that fly: location each second, and more often of the stranger; the rest every 3 s."""
        if self._due_s(1.0, 0):
            yield self._remote_id.heartbeat()
        for copter in self._copters:
            if copter.drone.flying:
                own = _as_guest(copter)
                yield from self._broadcast(copter.mac, own, copter.number, 1.0)
        for place, guest in ((101, self._black_flight()), (103, visitor(self.t_s))):
            if guest is not None:
                yield from self._broadcast(_mac_of(guest.serial), guest, place, 0.5)

    def _is_silent(self, number: int) -> bool:
        return _is_silent(number, self.t_s) if self._troubles is None else self._is_cut_off(number)

    def _is_cut_off(self, system: int) -> bool:
        return self._troubles is not None and self._troubles.is_silent(system, self.t_s)

    def _troubled(self, state: DockState, number: int) -> DockState:
        system = places.FIRST_DOCK_SYSTEM + number - 1
        if self._troubles is None:
            return state
        if self._troubles.is_jammed(system, self.t_s):
            state = jammed(state)
        return replace(state, rain=HEAVY_RAIN) if self._troubles.is_rain(system, self.t_s) else state

    def _black_flight(self) -> Guest | None:
        return black_flight(self.t_s) if self._troubles is None else self._troubles.black_flight(self.t_s)

    def _broadcast(self, mac: bytes, guest: Guest, place: int, every_s: float) -> Iterator[Message]:
        if self._due_s(1.0, place) or self._due_s(every_s, place):
            yield self._remote_id.location(mac, guest, self.t_s)
        if self._due_s(1.0, place + 1):
            yield self._remote_id.basic_id(mac, guest.serial)
        if self._due_s(3.0, place + 2):
            yield self._remote_id.system(mac, guest, round(self.t_s) + 248_000_000)

    def _transponder_says(self) -> Iterator[Message]:
        if self._due_s(1.0, 2):
            yield self._remote_id.transponder_heartbeat()
            yield self._remote_id.airliner(airliner(self.t_s), AIRLINER_ICAO, AIRLINER_CALLSIGN)


def _copter(dialect: ModuleType, number: int, seed: int) -> _Copter:
    """Most are on patrol at the start, a few at home: the precinct is at work when the curtain rises."""
    dice = np.random.default_rng([seed, number])
    where = places.beat(number)
    tired = number == places.LOW_DRONE
    plan = Plan(
        where.home,
        places.route(number),
        where.height_m,
        speed_mps=float(dice.uniform(9.0, 12.5)),
        docked=where.docked,
        return_at_percent=17.0 if tired else float(dice.uniform(29.0, 33.0)),
        rest_s=float(dice.uniform(8.0, 45.0)),
    )
    if tired:
        drone = on_patrol(plan, 0, 28.0)
    elif number == 3:
        drone = at_home(plan, 97.0)
    elif number % 6 == 4:
        drone = at_home(plan, float(dice.uniform(62, 90)))
    else:
        drone = on_patrol(plan, int(dice.integers(10)), float(dice.uniform(44, 96)))
    station = Station(dialect, number, 1)
    return _Copter(number, plan, drone, station, CopterSpeech(dialect, number), bytes((0x02, 0x4D, 0x50, 0, 0, number)))


def _as_guest(copter: _Copter) -> Guest:
    d = copter.drone
    return Guest(
        places.serial(copter.number),
        d.x_m,
        d.y_m,
        d.height_m,
        d.heading_deg,
        d.speed_mps,
        d.climb_mps,
        pilot=copter.plan.home,
    )


def _mac_of(serial: str) -> bytes:
    return bytes((0x60, 0x60, 0x1F, *serial[-3:].encode("ascii")))


def _is_silent(number: int, t_s: float) -> bool:
    """The one that loses its link now and then; in a big fleet a few more do."""
    if number % 17 != places.SILENT_DRONE:
        return False
    into = (t_s + 11.0 * (number // 17)) % _SILENT_EVERY_S
    return _SILENT_FROM_S <= into < _SILENT_FROM_S + _SILENT_FOR_S
