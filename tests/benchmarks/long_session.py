"""session_open_s: an hour of 16 cameras and 59 systems, from the wish to open it to a deck that can be used.

And seek_ms_p95, with the states of all tiles beside their pictures.
"""

import shutil
import threading
import time
from pathlib import Path
from statistics import median

import numpy as np

from base.clock import SystemClock
from base.errors import PersonError
from sessions.jobs import Progress
from sessions.replay.air import ReplayAir
from sessions.replay.air_source import STATES_THREAD
from sessions.replay.deck import ReplayDeck
from sessions.replay.opening import open_session
from tests.benchmarks import seeking
from tests.benchmarks.rows import BUILD, Row
from tests.sessions import hour
from video.replay.index import open_index
from video.replay.tape import Tape

FOLDER = BUILD / "bench"
CAMERAS, SYSTEMS = 16, 59
HOUR = hour.Wish(FOLDER / "hour", CAMERAS, SYSTEMS, minutes=60, rate=0.25)
"""A quarter of the simulator's streams: at their full rate it would take five minutes to make."""
MINUTES = hour.Wish(FOLDER / "minutes", CAMERAS, SYSTEMS, minutes=4)
OPENINGS = 5
LIMIT_S = 60.0
STATES_LIMIT_S = 600.0


def open_row() -> Row:
    folder = made(HOUR)
    figures, states = [], []
    for _ in range(OPENINGS):
        opened_s, states_s = _opened(folder)
        figures.append(opened_s)
        states.append(states_s)
    size_gb = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e9
    note = (
        f"{CAMERAS} × 720p 25 fps and {SYSTEMS} systems for an hour, {size_gb:.1f} GB; {OPENINGS} openings: "
        f"{'/'.join(f'{f:.2f}' for f in figures)}; the first states after {median(states):.2f} s"
    )
    return Row("session_open_s", round(median(figures), 2), "s", 1.5, "lower", "a person's patience", note)


def _opened(folder: Path) -> tuple[float, float]:
    """Seconds until the deck and its timeline are there; until the air of its beginning is."""
    began_s = time.perf_counter()
    deck = opened(folder)
    opened_s = time.perf_counter() - began_s
    try:
        while not states_are_there(deck):
            if time.perf_counter() - began_s > LIMIT_S:
                raise PersonError(f"The states of the session did not come within {LIMIT_S:.0f} s.")
            time.sleep(0.005)
        return opened_s, time.perf_counter() - began_s
    finally:
        closed(deck)


def seek_row() -> Row:
    """The pictures as seeking.py counts them, and the air and the incidents of the same place; the slower session."""
    wishes = (MINUTES, HOUR)
    found = [_seeks(wish) for wish in wishes]
    said = "; ".join(f"{wish.minutes:.0f} min {_said(seeks)}" for wish, seeks in zip(wishes, found, strict=True))
    note = (
        f"{len(found[0].near)} seeks each in {CAMERAS} × 720p 25 fps, key frames every 2 s, and {SYSTEMS} systems (the "
        f"hour's at a quarter of their rate), paused: key-frame pictures and states of all. {said} (≤ 2500)"
    )
    slowest = max(seeking.p95(seeks.near) for seeks in found)
    return Row("seek_ms_p95", round(slowest), "ms", 250, "lower", "a person's patience", note)


def _seeks(wish: hour.Wish) -> seeking.Seeks:
    folder = made(wish)
    deck = opened(folder)
    try:
        indexes = [open_index(Tape(camera.id, folder / "video" / camera.id)) for camera in deck.manifest.cameras]
        deck.set_focus(deck.manifest.cameras[seeking.FOCUS].id)
        return seeking.measured(deck.world.cameras, WithStates(deck), indexes)
    finally:
        closed(deck)


def _said(seeks: seeking.Seeks) -> str:
    near, exact, focused = (seeking.p95(values) for values in (seeks.near, seeks.exact, seeks.focused))
    median_ms = np.median(seeks.near)
    return f"p95 {near:.0f} ms, median {median_ms:.0f}; the focused exact {focused:.0f}, all {CAMERAS} {exact:.0f}"


class WithStates:
    """seeking.Deck of a whole session."""

    def __init__(self, deck: ReplayDeck) -> None:
        self._deck = deck

    def seek(self, tape_ns: int) -> None:
        self._deck.seek(tape_ns)

    def states_are_there(self) -> bool:
        return states_are_there(self._deck)


def states_are_there(deck: ReplayDeck) -> bool:
    air = deck.world.air
    assert isinstance(air, ReplayAir)
    deck.world.desk.incidents()
    return air.settled_version >= deck.playhead.version


def opened(folder: Path) -> ReplayDeck:
    return open_session(folder, live_clock=SystemClock(), progress=Progress(threading.Event()))


def closed(deck: ReplayDeck) -> None:
    deck.close()
    deck.wait_until_closed(LIMIT_S)


def made(wish: hour.Wish) -> Path:
    """Made once, and kept for the next run."""
    done = wish.folder.with_suffix(".made")
    if not done.exists() or done.read_text() != repr(wish):
        shutil.rmtree(wish.folder, ignore_errors=True)
        wish.folder.parent.mkdir(parents=True, exist_ok=True)
        hour.make(wish, processes=True)
        done.write_text(repr(wish))
    _wait_for_states(wish.folder)
    return wish.folder


def _wait_for_states(folder: Path) -> None:
    """Those of another version of the program are made anew in the background: not while something is measured."""
    deck = opened(folder)
    try:
        for thread in threading.enumerate():
            if thread.name == STATES_THREAD:
                thread.join(STATES_LIMIT_S)
    finally:
        closed(deck)
