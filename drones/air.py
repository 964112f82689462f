"""The air: all reducers in one. Link events in, an immutable picture and changed verdicts out; no threads, no clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from base.clock import NS_PER_S
from base.geodesy import Position
from drones.airspace import Airspace, AirspaceState
from drones.config import DockConfig, DroneConfig, LinkConfig
from drones.decoding import Decoder, Message
from drones.docks import WANTED as DOCKS_WANTED
from drones.docks import Docks, DocksState
from drones.events import LinkEvent, Now
from drones.fleet import WANTED as FLEET_WANTED
from drones.fleet import Fleet, FleetState
from drones.framing import Frame
from drones.picture import AirPicture, TrackView, VerdictView, ZoneView
from drones.reception import Reception, ReceptionState
from drones.remoteid import WANTED as TRACKS_WANTED
from drones.remoteid import read
from drones.tracks import TracksState
from drones.vehicle import Vehicle
from drones.zones import ZoneIndex

WANTED = FLEET_WANTED | DOCKS_WANTED | TRACKS_WANTED
_ZONES_EVERY_NS = NS_PER_S // 4


@dataclass(slots=True)
class AirState:
    """What an Air has made of all that it was fed; drones.replay_state packs it."""

    receptions: dict[str, ReceptionState]
    fleet: FleetState
    docks: DocksState
    tracks: TracksState
    airspace: AirspaceState
    zones_at_ns: int


class Air:
    """A deterministic reducer: the same events and times give the same pictures.

    `feed` what came, `evaluate` once for each batch, `advance` now and then, `picture` when somebody wants to look.
    """

    def __init__(
        self,
        *,
        links: Iterable[LinkConfig],
        drones: Sequence[DroneConfig],
        docks: Sequence[DockConfig],
        zones: ZoneIndex,
        decoder: Decoder | None = None,
        whole_frames: bool = False,
    ) -> None:
        """`whole_frames`: every piece that is fed stands alone, whatever kind the links are: a recording's frames."""
        decoder = decoder or Decoder()
        self.receptions: Mapping[str, Reception] = {
            link.name: Reception(
                link.name,
                link.shown_address,
                decoder,
                WANTED,
                self._reduce,
                packets=whole_frames or link.kind.has_packets,
            )
            for link in links
        }
        """By the link's name."""
        self._zones = zones
        self.fleet = Fleet(drones)
        self._docks = Docks(docks, drones)
        self._airspace = Airspace(drones, zones, self.fleet)
        self._zones_at_ns = 0
        self._judged: dict[int, tuple[Position, float | None, float | None]] = {}
        """Where each drone was when it was put in zones: no part of the state, since to do it again changes nothing."""
        self._judged_under: tuple[ZoneView, ...] | None = None

    @property
    def overflowed(self) -> int:
        """Aircraft that were forgotten because there were too many."""
        return self._airspace.overflowed

    def feed(self, event: LinkEvent) -> None:
        self.receptions[event.link].feed(event)

    def hear(self, link: str, sender: int, frame: Frame, at_ns: int, *, is_checked: bool = False) -> None:
        """One frame out of a recording: see Reception.hear."""
        _, message_id, system, component, sequence, _, raw = frame
        self.receptions[link].hear(
            sender, message_id, system, component, sequence, raw, at_ns, is_checked=is_checked
        )  # fmt: skip

    def add_bad(self, link: str, count: int) -> None:
        self.receptions[link].add_bad(count)

    def _reduce(
        self, link: str, system: int, component: int, message_id: int, message: Message | None, lost: int, at_ns: int
    ) -> None:
        """drones.reception.Reduce"""
        if self._docks.feed(link, system, component, message_id, message, at_ns):
            return
        self.fleet.feed(link, system, component, message_id, message, lost, at_ns)
        if message is not None and message_id in TRACKS_WANTED:
            sighting = read(message_id, message, system)
            if sighting is not None:
                self._airspace.feed(sighting, at_ns)

    def take_zones(self, zones: ZoneIndex) -> None:
        """More zones, behind those that were known: everything in the air is judged by them with the next `advance`."""
        self._zones = zones
        self._airspace.take_zones(zones)
        self._zones_at_ns = 0

    def evaluate(self, now: Now) -> list[tuple[VerdictView, TrackView]]:
        """The verdicts that changed by what was fed, or by the time that went by."""
        return self._airspace.evaluate(now)

    def advance(self, now: Now) -> None:
        """Let time pass: texts that stay incomplete, tracks that fall silent, zones that begin and end."""
        for reception in self.receptions.values():
            reception.advance(now.monotonic_ns)
        self.fleet.advance(now.monotonic_ns)
        self._docks.advance(now.monotonic_ns)
        self._airspace.advance(now)
        if now.monotonic_ns - self._zones_at_ns >= _ZONES_EVERY_NS:
            self._zones_at_ns = now.monotonic_ns
            self._put_in_zones(now)

    def picture(self, now: Now) -> AirPicture:
        at_ns = now.monotonic_ns
        return AirPicture(
            at_ns=at_ns,
            links=tuple(r.view(at_ns) for r in self.receptions.values()),
            vehicles=self.fleet.views(at_ns),
            docks=self._docks.views(at_ns),
            zones=self._zones.views(now.wall_ns),
            tracks=self._airspace.tracks(at_ns),
            verdicts=self._airspace.verdicts(),
            aircraft_forgotten=self.overflowed,
        )

    def state(self) -> AirState:
        """All that is needed to go on from here: itself, not a copy. Taken after `evaluate`."""
        receptions = {name: r.state() for name, r in self.receptions.items()}
        return AirState(receptions, self.fleet.state(), self._docks.state(), *self._airspace.state(), self._zones_at_ns)

    def adopt(self, state: AirState) -> None:
        """Go on from a state of an Air with the same configuration, which is this one's own from now on."""
        for name, reception in self.receptions.items():
            reception.adopt(state.receptions[name])
        self.fleet.adopt(state.fleet)
        self._docks.adopt(state.docks)
        self._airspace.adopt(state.tracks, state.airspace)
        self._zones_at_ns = state.zones_at_ns
        self._judged.clear()

    def snapshot(self) -> object:
        """All that is needed to go on from here; taken after `evaluate`."""
        return (
            {name: r.snapshot() for name, r in self.receptions.items()},
            self.fleet.snapshot(),
            self._docks.snapshot(),
            self._airspace.snapshot(),
            self._zones_at_ns,
        )

    def restore(self, snapshot: object) -> None:
        """Go back to a snapshot of an Air with the same configuration."""
        assert isinstance(snapshot, tuple)
        receptions, fleet, docks, airspace, self._zones_at_ns = snapshot
        for name, state in receptions.items():
            self.receptions[name].restore(state)
        self.fleet.restore(fleet)
        self._docks.restore(docks)
        self._airspace.restore(airspace)
        self._judged.clear()

    def _put_in_zones(self, now: Now) -> None:
        """All drones at once, but for those that are where they were under the same zones."""
        active = self._zones.views(now.wall_ns)
        if active is not self._judged_under:
            self._judged_under = active
            self._judged.clear()
        moved: list[tuple[Vehicle, Position]] = []
        for vehicle in self.fleet.vehicles():
            if vehicle.position is None or not self.fleet.is_drone(vehicle):
                continue
            place = (vehicle.position, vehicle.amsl_m, vehicle.relative_m)
            if self._judged.get(vehicle.system) != place:
                self._judged[vehicle.system] = place
                moved.append((vehicle, vehicle.position))
        subjects = [(position, v.altitudes(), self.fleet.zone_ids(v.system)) for v, position in moved]
        for (vehicle, _), (_, _, before), ids in zip(
            moved, subjects, self._zones.ids_around_all(subjects, now.wall_ns), strict=True
        ):
            if ids != before:
                self.fleet.put_in_zones(vehicle.system, ids)
