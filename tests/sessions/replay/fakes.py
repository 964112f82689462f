"""Followers of a playhead that need neither files nor processes."""

from contextlib import AbstractContextManager, nullcontext

import numpy as np
from numpy.typing import NDArray

from base.clock import NS_PER_S
from base.playhead import STOPPED, Playhead
from drones.picture import AirPicture
from video.config import CameraConfig
from video.feed import CameraFacts, Picture, StreamDemand
from video.replay.settled import Settled

GRID_NS = NS_PER_S // 10


class FakeCameras:
    """sessions.replay.parts.Cameras; a test says how far they have come."""

    def __init__(self, cameras: tuple[CameraConfig, ...] = ()) -> None:
        self.cameras = cameras
        self.playheads: list[Playhead] = [STOPPED]
        self.came: Settled = Settled.EXACT
        self.running = False
        self.worker_restarts = 0

    def set_playhead(self, playhead: Playhead) -> None:
        self.playheads.append(playhead)

    def set_focus(self, camera_id: str) -> None:
        self.focus = camera_id

    def settled(self) -> tuple[Settled, ...]:
        return (self.came,)

    def start(self) -> None:
        self.running = True

    def stop(self, timeout_s: float = 3.0) -> bool:
        self.running = False
        return True

    def facts(self) -> tuple[CameraFacts, ...]:
        return ()

    def sequences(self) -> NDArray[np.uint64]:
        return np.zeros(len(self.cameras), np.uint64)

    def demand(self, index: int, demand: StreamDemand) -> None: ...

    def picture(self, index: int) -> AbstractContextManager[Picture | None]:
        return nullcontext()

    def process_ids(self) -> tuple[int, ...]:
        return ()


class CountedAir:
    """sessions.replay.parts.AirTapePlayer whose state is how often it was advanced since the beginning."""

    def __init__(self, first_ns: int = 0) -> None:
        self.first_ns = first_ns // GRID_NS * GRID_NS
        self.at_tape_ns = self.first_ns
        self.seeks: list[int] = []
        self.played = 0

    def seek(self, tape_ns: int) -> None:
        self.seeks.append(tape_ns)
        self.at_tape_ns = max(tape_ns // GRID_NS * GRID_NS, self.first_ns)

    def play_to(self, tape_ns: int) -> None:
        to_ns = tape_ns // GRID_NS * GRID_NS
        assert to_ns >= self.at_tape_ns, "a tape is played forward only"
        self.played += (to_ns - self.at_tape_ns) // GRID_NS
        self.at_tape_ns = to_ns

    def picture(self) -> AirPicture:
        return AirPicture(self.at_tape_ns, aircraft_forgotten=(self.at_tape_ns - self.first_ns) // GRID_NS)
