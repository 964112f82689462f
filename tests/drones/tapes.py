"""Recordings for tests: what was fed, where it went, and how it is played again."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from base.clock import NS_PER_S
from drones import dialect, tlog
from drones.config import Crs, DockConfig, DroneConfig, LinkConfig, ZoneFileConfig
from drones.events import Chunk, LinkChanged, LinkEvent
from drones.picture import LinkState
from drones.recording import AirRecorder
from drones.replay import AirReplay, AirTape
from drones.replay_checkpoints import Checkpoints
from drones.simulator import geography
from drones.simulator.fleet import Fleet

STARTED_TAPE_NS = 5_000 * NS_PER_S + 123_456_789
STARTED_WALL_NS = 1_800_000_000 * NS_PER_S + 987_654_321
ZONES = Path(__file__).resolve().parents[2] / "resources" / "demo" / "zones.geojson"


@dataclass(frozen=True)
class Setup:
    """A session's configuration and folder."""

    folder: Path
    links: tuple[LinkConfig, ...] = (LinkConfig(name="a", address="udpin:127.0.0.1:0"),)
    drones: tuple[DroneConfig, ...] = ()
    docks: tuple[DockConfig, ...] = ()
    zones: tuple[ZoneFileConfig, ...] = field(default=())

    def recorder(self, **named: bool) -> AirRecorder:
        recorder = AirRecorder(
            self.folder,
            links=self.links,
            drones=self.drones,
            docks=self.docks,
            zones=self.zones,
            started_tape_ns=STARTED_TAPE_NS,
            started_wall_ns=STARTED_WALL_NS,
            **named,
        )
        if recorder._states._thread is not None:
            recorder._states._thread.join(20)  # what comes before the zones are read waits, and needs no test to wait
        return recorder

    def tape(self) -> AirTape:
        return AirTape.open(
            self.folder, self.links, started_tape_ns=STARTED_TAPE_NS, started_wall_ns=STARTED_WALL_NS
        )  # fmt: skip

    def replay(self, tape: AirTape, *, checkpoints: bool = True) -> AirReplay:
        replay = AirReplay(tape, links=self.links, drones=self.drones, docks=self.docks, zones=self.zones)
        if not checkpoints:
            replay.checkpoints = Checkpoints(None, b"")
        return replay

    def record(self, events: Iterable[LinkEvent], *, every_ns: int = NS_PER_S // 2) -> AirRecorder:
        """All of it, and closed."""
        recorder = self.recorder()
        advanced_ns = STARTED_TAPE_NS
        for event in events:
            recorder.feed([event])
            if isinstance(event, Chunk) and event.received_at_ns - advanced_ns > every_ns:
                advanced_ns = event.received_at_ns
                recorder.advance(advanced_ns)
        recorder.close()
        return recorder


def a_fleet(folder: Path, *, drones: int, docks: int, zones: bool = True) -> Setup:
    """The simulator's drones and docks on one link."""
    return Setup(
        folder,
        (LinkConfig(name="sim", address="udpin:127.0.0.1:0"),),
        tuple(
            DroneConfig(id=f"d{n}", name=f"Drone {n}", system=n, remote_id=geography.serial(n))
            for n in range(1, drones + 1)
        ),
        tuple(
            DockConfig(id=f"k{n}", name=f"Dock {n}", system=geography.FIRST_DOCK_SYSTEM + n - 1)
            for n in range(1, docks + 1)
        ),
        (ZoneFileConfig(path=str(ZONES), crs=Crs.WGS84),) if zones else (),
    )


def simulated(setup: Setup, seconds: float, *, seed: int = 1, rate: float = 0.4) -> list[LinkEvent]:
    """What the simulator's fleet says in so many seconds, with times that jitter."""
    fleet = Fleet(dialect.load(), drones=len(setup.drones), docks=len(setup.docks), seed=seed, rate=rate)
    dice = random.Random(seed)
    link = setup.links[0].name
    events: list[LinkEvent] = [LinkChanged(link, LinkState.WAITING, "127.0.0.1")]
    at_ns = STARTED_TAPE_NS
    while fleet.t_s < seconds:
        at_ns = max(at_ns, STARTED_TAPE_NS + round(fleet.t_s * NS_PER_S) + dice.randrange(40_000_000))
        events += [Chunk(link, 1, datagram, at_ns) for datagram in fleet.advance()]
    return events


def written(path: Path) -> list[tuple[int, bytes]]:
    """(µs, frame) of every record of a .tlog; what is no record is there too, and makes the comparison fail."""
    return list(tlog.records(path.read_bytes())) if path.exists() else []


def frames(records: Sequence[tuple[int, bytes]]) -> list[bytes]:
    return [raw for _, raw in records]
