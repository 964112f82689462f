"""Clips that are made once, and supervisors that are ended whatever a test does."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from base.clock import SystemClock
from tests.video.clips import write_clip
from video.config import CameraConfig
from video.feed import CameraFacts, StreamDemand
from video.supervisor import Supervisor

LIMIT_S = 20.0
"""Generous: the machine may be doing other things. A test that reaches it has failed."""


def wait_for(condition: Callable[[], object], limit_s: float = LIMIT_S, what: str = "") -> None:
    ends = time.monotonic() + limit_s
    while not condition():
        if time.monotonic() > ends:
            raise AssertionError(f"not within {limit_s} s: {what or condition}")
        time.sleep(0.01)


class Wall:
    """A supervisor and what the tests ask of it."""

    def __init__(self, *cameras: CameraConfig, workers: int = 1, spare: bool = False) -> None:
        self.supervisor = Supervisor(cameras, clock=SystemClock(), workers=workers, spare=spare)
        self.supervisor.start()

    def show(self, index: int = 0, width: int = 320, height: int = 180, max_fps: float = 60.0) -> "Wall":
        self.supervisor.demand(index, StreamDemand(width, height, max_fps))
        return self

    def facts(self, index: int = 0) -> CameraFacts:
        return self.supervisor.facts()[index]

    def sequence(self, index: int = 0) -> int:
        return int(self.supervisor.sequences()[index])

    def wait(self, condition: Callable[[CameraFacts], object], index: int = 0, limit_s: float = LIMIT_S) -> CameraFacts:
        try:
            wait_for(lambda: condition(self.facts(index)), limit_s)
        except AssertionError as error:
            error.add_note(str(self.facts(index)))
            raise
        return self.facts(index)

    def wait_for_pictures(self, count: int = 1, index: int = 0, limit_s: float = LIMIT_S) -> CameraFacts:
        start = self.sequence(index)
        return self.wait(lambda facts: facts.sequence >= start + count, index, limit_s)


MakeWall = Callable[..., Wall]


@pytest.fixture
def make_wall() -> Iterator[MakeWall]:
    walls: list[Wall] = []

    def make(*cameras: CameraConfig, workers: int = 1, spare: bool = False) -> Wall:
        walls.append(Wall(*cameras, workers=workers, spare=spare))
        return walls[-1]

    yield make
    ended = [wall.supervisor.stop() for wall in walls]  # all of them, also after one that did not end
    assert all(ended)


def camera(address: str | Path, number: int = 1, **more: object) -> CameraConfig:
    return CameraConfig.model_validate({"id": f"c{number}", "name": f"Camera {number}", "address": str(address)} | more)


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clips")


@pytest.fixture(scope="session")
def short_clip(clips: Path) -> Path:
    """4 s of 320 × 180 at 25 fps, a key frame a second; played in a loop."""
    return write_clip(clips / "short.mp4")


@pytest.fixture(scope="session")
def long_clip(clips: Path) -> Path:
    """90 s, for servers whose stream ends with the file."""
    return write_clip(clips / "long.mp4", width=160, height=90, seconds=90)
