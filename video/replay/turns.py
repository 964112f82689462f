"""What the cameras of one replaying worker share: a look at the board, and the order in which they decode.

Nothing exact begins anywhere while a camera that is seen, of any worker, has yet to show its key frame: it would take
a core from that, and from the states of the same place.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from video.board import Board
from video.feed import HIDDEN, StreamDemand
from video.replay.settled import are_waiting

LOOK_EVERY_S = 0.004
"""For one thread a worker, so that hundreds of cameras need not look for themselves: some 0.3 % of a core."""
AT_ONCE = 2
"""Cameras that decode at the same time in one worker; the second fills the processor while the first reads its file."""
KEYS_LIMIT_S = 0.3
"""Without one more key frame, exact pictures wait no longer: the worker, or the disk, of what is missing hangs."""
KEYS_ALL_LIMIT_S = 5.0
"""For the key frames of all, however slowly they come."""
HANGS_S = 1.0
"""One that is at work for so long hangs, in a file of a disk that does not answer: the others wait for it no longer.
A portion takes some 10 ms."""

Rank = tuple[int, ...]
"""Of a piece of decoding: the lowest goes first. Its first figure is how urgent that kind of work is."""


class Turns:
    """Who ranks lowest goes first; a thread that works for long gives way between portions.

    The playhead and the demands are in shared memory, which wakes nobody: one thread looks and wakes the others.
    """

    def __init__(self, board: Board, stopping: threading.Event) -> None:
        self._board = board
        self._stopping = stopping
        self._changed = threading.Condition()
        self._changes = 0
        self._free = threading.Condition()
        self._waiting: list[Rank] = []
        self._running: dict[int, tuple[Rank, float]] = {}
        """By thread: its rank, and since when."""
        self._watcher: threading.Thread | None = None
        self._focus: tuple[int, int | None] = (-1, None)
        self._words: NDArray[np.uint64] = np.frombuffer(board.words, np.uint64)[board.settled_at :][: board.cameras]
        self._seen_playhead = -1
        self._visible = np.zeros(board.cameras, np.bool_)
        self._missing = 0
        """Cameras whose key frame is waited for."""
        self._missing_since_s = 0.0
        """That there are so many."""

    def start(self) -> None:
        """The watching thread, with the first camera."""
        with self._changed:
            if self._watcher is None:
                self._watcher = threading.Thread(target=self._watch, name="playhead", daemon=True)
                self._watcher.start()

    @property
    def changes(self) -> int:
        """To be read before one looks at the board, and given to `wait_for_change` afterwards."""
        return self._changes

    def wait_for_change(self, seen: int, timeout_s: float) -> bool:
        """Until the playhead or a demand changed after `seen`, or the end; False when the time was up."""
        with self._changed:
            return self._changed.wait_for(lambda: self._changes != seen or self._stopping.is_set(), timeout_s)

    def wait_for_keys(self, playhead_changes: int, seen: int) -> bool:
        """Until all that are seen have their key frames of this playhead, for a bounded time; False when there is
        another wish, or the end."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._is_over(seen) or (self._seen_playhead == playhead_changes and not self._missing),
                KEYS_ALL_LIMIT_S,
            )
            return not self._is_over(seen)

    def _is_over(self, seen: int) -> bool:
        return self._changes != seen or self._stopping.is_set()

    @contextmanager
    def turn(self, rank: Rank, seen: int) -> Iterator[bool]:
        """Wait for one's turn to decode a portion; False where another wish came before it."""
        with self._free:
            self._waiting.append(rank)
            while not self._may_go(rank) and not self._is_over(seen):
                self._free.wait(HANGS_S / 4)
            self._waiting.remove(rank)
            self._free.notify_all()
            goes = not self._is_over(seen)
            if goes:
                self._running[threading.get_ident()] = rank, time.monotonic()
        if not goes:
            yield False
            return
        try:
            yield True
        finally:
            with self._free:
                del self._running[threading.get_ident()]
                self._free.notify_all()

    def _may_go(self, rank: Rank) -> bool:
        """What is less urgent would only slow down what is at work: it waits until that is done."""
        since_s = time.monotonic() - HANGS_S
        running = [other for other, began_s in self._running.values() if began_s > since_s]
        if len(running) >= AT_ONCE or min(self._waiting) != rank:
            return False
        return not running or rank[0] <= min(running)[0]

    def focus(self) -> int | None:
        """The camera that is wanted most; None when no single one is."""
        if self._focus[0] != self._changes:
            self._focus = (self._changes, self._find_focus())
        return self._focus[1]

    def _find_focus(self) -> int | None:
        demands = [self._demand(index) for index in range(self._board.cameras)]
        seen = [demand.priority for demand in demands if not demand.hidden]
        if not seen or seen.count(max(seen)) != 1:
            return None
        return next(i for i, demand in enumerate(demands) if not demand.hidden and demand.priority == max(seen))

    def _demand(self, index: int) -> StreamDemand:
        read = self._board.read_demand(index)
        return HIDDEN if read is None else read[0]

    def _watch(self) -> None:
        board = self._board
        last: NDArray[np.uint64] | None = None
        versions = np.frombuffer(board.words, np.uint64)[board.demand_versions_at :][: board.cameras]
        while not self._stopping.wait(LOOK_EVERY_S):
            playhead = board.playhead_changes()
            is_new = playhead != self._seen_playhead or last is None or not bool((versions == last).all())
            if not is_new and not self._missing:
                continue
            last = versions.copy()
            with self._changed:
                self._seen_playhead, self._missing = playhead, self._count_missing(playhead, is_new=is_new)
                self._changes += is_new
                if is_new or not self._missing:
                    self._changed.notify_all()
            if is_new:
                with self._free:
                    self._free.notify_all()
        with self._changed:
            self._changed.notify_all()
        with self._free:
            self._free.notify_all()

    def _count_missing(self, playhead: int, *, is_new: bool) -> int:
        """Cameras without a key frame of this playhead; 0 when no more has come for too long."""
        if is_new:
            self._visible = np.array([not self._demand(index).hidden for index in range(self._board.cameras)], np.bool_)
        missing = int((are_waiting(self._words, playhead) & self._visible).sum())
        if is_new or missing < self._missing:
            self._missing_since_s = time.monotonic()
        return missing if time.monotonic() - self._missing_since_s < KEYS_LIMIT_S else 0
