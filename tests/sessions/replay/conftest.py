"""One small session for all tests of this folder, made by the recorder's writers."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from base.clock import Clock, SystemClock
from sessions.jobs import Progress
from sessions.replay import opening
from sessions.replay.deck import ReplayDeck
from tests.sessions import hour
from tests.sessions.replay.fakes import FakeCameras
from video.config import CameraConfig

LIMIT_S = 30.0
Opened = Callable[..., AbstractContextManager[ReplayDeck]]


@pytest.fixture(scope="session")
def small_session(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two cameras and eight systems for 48 s; nobody writes into it."""
    folder = tmp_path_factory.mktemp("sessions") / "small"
    hour.make(hour.Wish(folder, cameras=2, systems=8, minutes=0.8, width=320, height=180))
    return folder


@pytest.fixture
def opened() -> Opened:
    """Opens a session with cameras and all, and closes it again."""
    return open_and_close


@pytest.fixture
def opened_without_video(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """No processes: what is asked is not of pictures."""

    def fake(cameras: tuple[CameraConfig, ...], tapes: object, *, clock: Clock, **_: object) -> FakeCameras:
        return FakeCameras(cameras)

    monkeypatch.setattr(opening, "ReplayFeed", fake)
    return open_and_close


@contextmanager
def open_and_close(folder: Path, clock: Clock | None = None, **rights: bool) -> Iterator[ReplayDeck]:
    deck = opening.open_session(
        folder, live_clock=clock or SystemClock(), progress=Progress(threading.Event()), **rights
    )
    try:
        yield deck
    finally:
        deck.close()
        assert deck.wait_until_closed(LIMIT_S)


def wait_until(true: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + LIMIT_S
    while not true():
        if time.monotonic() > deadline:
            pytest.fail(f"waited in vain until {what}")
        time.sleep(0.002)


def settle(deck: ReplayDeck) -> None:
    """Until pictures and states of the present place are there."""

    def is_there() -> bool:
        deck.advance()
        return not deck.view().seeking

    wait_until(is_there, "the seek is over")
