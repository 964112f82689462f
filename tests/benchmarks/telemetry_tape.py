"""A recording of 46 drones and 13 docks at ten messages a second each, made with the simulator's speech."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from base.clock import NS_PER_S
from drones import dialect
from drones.config import Crs, DockConfig, DroneConfig, LinkConfig, ZoneFileConfig
from drones.events import Chunk, LinkChanged
from drones.picture import LinkState
from drones.recording import AirRecorder
from drones.replay import AirReplay, AirTape
from drones.simulator import geography
from drones.simulator.fleet import Fleet

DRONES, DOCKS = 46, 13
STARTED_TAPE_NS = 1_000 * NS_PER_S
STARTED_WALL_NS = 1_800_000_000 * NS_PER_S
_ZONES = Path(__file__).resolve().parents[2] / "resources" / "demo" / "zones.geojson"
_LINK = LinkConfig(name="fleet", address="udpin:127.0.0.1:0")
_DRONES = tuple(
    DroneConfig(id=f"d{n}", name=f"Drone {n}", system=n, remote_id=geography.serial(n)) for n in range(1, DRONES + 1)
)
_DOCKS = tuple(
    DockConfig(id=f"k{n}", name=f"Dock {n}", system=geography.FIRST_DOCK_SYSTEM + n - 1) for n in range(1, DOCKS + 1)
)
_ZONE_FILES = (ZoneFileConfig(path=str(_ZONES), crs=Crs.WGS84),)
_RATE = 0.3
"""Of the simulator's streams: with heartbeats and Remote ID about ten messages a second of each system."""


@dataclass(frozen=True)
class Recorded:
    folder: Path
    seconds: float
    messages: int

    def tape(self) -> AirTape:
        return AirTape.open(
            self.folder, [_LINK], started_tape_ns=STARTED_TAPE_NS, started_wall_ns=STARTED_WALL_NS
        )  # fmt: skip

    def replay(self, tape: AirTape) -> AirReplay:
        return AirReplay(tape, links=[_LINK], drones=_DRONES, docks=_DOCKS, zones=_ZONE_FILES)


@contextmanager
def recorded(seconds: float) -> Iterator[Recorded]:
    """Faster than real time, and gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="telemetry-") as name:
        folder = Path(name) / "links"
        recorder = AirRecorder(
            folder,
            links=[_LINK],
            drones=_DRONES,
            docks=_DOCKS,
            zones=_ZONE_FILES,
            started_tape_ns=STARTED_TAPE_NS,
            started_wall_ns=STARTED_WALL_NS,
        )
        fleet = Fleet(dialect.load(), drones=DRONES, docks=DOCKS, seed=1, rate=_RATE)
        recorder.feed([LinkChanged(_LINK.name, LinkState.WAITING, "")], STARTED_TAPE_NS)
        while fleet.t_s < seconds:
            at_ns = STARTED_TAPE_NS + round(fleet.t_s * NS_PER_S)
            recorder.feed([Chunk(_LINK.name, 1, datagram, at_ns) for datagram in fleet.advance()])
            recorder.advance(at_ns)
        recorder.close()
        yield Recorded(folder, seconds, recorder.messages)
