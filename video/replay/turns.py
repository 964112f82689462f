"""What the cameras of one replaying worker share: a look at the board, and the order in which they decode."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from video.board import Board
from video.feed import HIDDEN, StreamDemand

LOOK_EVERY_S = 0.004
"""For one thread a worker, so that hundreds of cameras need not look for themselves: some 0.3 % of a core."""
AT_ONCE = 2
"""Cameras that decode at the same time in one worker; the second fills the processor while the first reads its file."""

Rank = tuple[int, int, int]


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
        self._running: list[Rank] = []
        self._watcher: threading.Thread | None = None
        self._focus: tuple[int, int | None] = (-1, None)

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

    @contextmanager
    def turn(self, rank: Rank) -> Iterator[None]:
        """Wait for one's turn to decode a portion."""
        with self._free:
            self._waiting.append(rank)
            while not self._may_go(rank):
                self._free.wait(1.0)
            self._waiting.remove(rank)
            self._running.append(rank)
            self._free.notify_all()
        try:
            yield
        finally:
            with self._free:
                self._running.remove(rank)
                self._free.notify_all()

    def _may_go(self, rank: Rank) -> bool:
        """What is less urgent would only slow down what is at work: it waits until that is done."""
        if len(self._running) >= AT_ONCE or min(self._waiting) != rank:
            return False
        return not self._running or rank[0] <= min(self._running)[0]

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
        playhead = -1
        while not self._stopping.wait(LOOK_EVERY_S):
            if board.playhead_changes() == playhead and last is not None and bool((versions == last).all()):
                continue
            last, playhead = versions.copy(), board.playhead_changes()
            with self._changed:
                self._changes += 1
                self._changed.notify_all()
        with self._changed:
            self._changed.notify_all()
