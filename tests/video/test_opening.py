"""Changing to the other stream while this one plays on."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from base.clock import NS_PER_S, ManualClock
from tests.video.clips import write_clip
from tests.video.conftest import camera
from video.board import Board
from video.camera_thread import CameraThread
from video.feed import Reason, StreamDemand, StreamKind
from video.open_errors import SourceError
from video.opening import Opening
from video.slots import pictures_file
from video.source import Address, Source, address_of, open_source
from video.status import Status

LIMIT_S = 20.0


class _When(threading.Event):
    """Set when a condition is met, which is looked at for every packet."""

    def __init__(self, condition: Callable[[], bool]) -> None:
        super().__init__()
        self._condition = condition
        self._ends_s = time.monotonic() + LIMIT_S

    def is_set(self) -> bool:
        assert time.monotonic() < self._ends_s
        return self._condition()


class Film:
    """A camera's thread in the test's own, its sub-stream opened by `open_sub`."""

    def __init__(self, main: Path, sub: Path, open_sub: Callable[[Address], Source]) -> None:
        self.clock = ManualClock()
        self.board = Board.create(1, 1)
        self.pictures = pictures_file(1)
        config = camera(main, sub_address=str(sub))
        sub_url = address_of(config, sub=True).url
        self.thread = CameraThread(
            0,
            config,
            self.board,
            self.pictures,
            self.clock,
            threading.Event(),
            lambda address: (open_sub if address.url == sub_url else open_source)(address),
        )
        self.demand(1920, 1080)

    @property
    def status(self) -> Status:
        return self.thread.status

    def demand(self, width: int, height: int) -> None:
        self.board.write_demand(0, StreamDemand(width, height), self.clock.monotonic_ns())

    def play_until(self, condition: Callable[[], bool]) -> None:
        self.thread.stopping = _When(condition)
        self.thread.run()

    def close(self) -> None:
        self.board.file.close()
        self.pictures.close()


@pytest.fixture
def sub_clip(clips: Path) -> Path:
    return write_clip(clips / "small.mp4", width=160, height=90, seconds=2)


@pytest.fixture
def make_film(short_clip: Path, sub_clip: Path) -> Iterator[Callable[[Callable[[Address], Source]], Film]]:
    films: list[Film] = []

    def make(open_sub: Callable[[Address], Source]) -> Film:
        films.append(Film(short_clip, sub_clip, open_sub))
        return films[-1]

    yield make
    for film in films:
        film.close()


MakeFilm = Callable[[Callable[[Address], Source]], Film]


@pytest.mark.parametrize("answers", [True, False])
def test_pictures_go_on_while_the_other_stream_is_opened(make_film: MakeFilm, answers: bool) -> None:
    asked, answer = threading.Event(), threading.Event()

    def slowly(address: Address) -> Source:
        asked.set()
        assert answer.wait(LIMIT_S)
        if answers:
            return open_source(address)
        raise SourceError(Reason.TIMED_OUT)

    film = make_film(slowly)
    seen: list[int] = []

    def done() -> bool:
        if film.status.pictures == 5:
            film.demand(240, 135)
        if asked.is_set():
            seen.append(film.status.pictures)
        if seen and not answer.is_set() and seen[-1] > seen[0] + 50:
            assert (film.status.source_width, film.status.stream) == (320, StreamKind.MAIN)
            answer.set()
        if not answer.is_set():
            return False
        if answers:
            return film.status.source_width == 160
        return film.thread._opening is None and film.status.pictures > seen[0] + 100

    film.play_until(done)
    assert (film.status.reconnects, film.status.reason) == (0, Reason.NONE)
    assert film.status.stream is (StreamKind.SUB if answers else StreamKind.MAIN)


def test_what_nobody_takes_is_closed(short_clip: Path) -> None:
    answer = threading.Event()
    closed: list[Source] = []

    def open_it() -> Source:
        assert answer.wait(LIMIT_S)
        source = open_source(Address(f"file:{short_clip}", "file", {}))
        close = source.close
        source.close = lambda: (closed.append(source), close())  # type: ignore[method-assign, func-returns-value, assignment]
        return source

    early, late = Opening("early", open_it), Opening("late", open_it)
    early.give_up()
    answer.set()
    for opening in (early, late):
        opening._thread.join(LIMIT_S)
        assert opening.is_done
    assert len(closed) == 1
    late.give_up()
    assert len(closed) == 2


def test_a_tile_that_grows_again_wants_nothing_any_more(make_film: MakeFilm) -> None:
    asked, answer = threading.Event(), threading.Event()

    def slowly(address: Address) -> Source:
        asked.set()
        assert answer.wait(LIMIT_S)
        return open_source(address)

    film = make_film(slowly)

    def grown() -> bool:
        if film.status.pictures == 5:
            film.demand(240, 135)
        if asked.is_set():
            film.demand(1920, 1080)
        return asked.is_set() and film.thread._opening is None

    film.play_until(grown)
    answer.set()
    end_ns = film.clock.monotonic_ns() + 10 * NS_PER_S
    film.play_until(lambda: film.clock.monotonic_ns() > end_ns)
    assert (film.status.source_width, film.status.stream) == (320, StreamKind.MAIN)
