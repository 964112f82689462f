"""The notice board in shared memory: demands downward, status and slot headers upward. No pixels here.

Every field has one writer at a time. Records longer than a word carry a version that is odd while they are written
(a seqlock); words of 64 bits are written whole by the machine. One board serves all cameras and workers.
"""

import threading
from struct import Struct

import numpy as np
from numpy.typing import NDArray

from base.playhead import STOPPED, Playhead
from video import status as status_record
from video.feed import HIDDEN, StreamDemand
from video.memory import SharedFile
from video.recording.order import RecordState
from video.status import Status

BUFFERS = 3
READERS = 2
"""Processes that may hold a picture at the same time. With three buffers the second reader can cost pictures, never a
torn one; the first cannot even do that."""

RECORDING_WORDS = 3
"""Of each camera: the state's place in RecordState, bytes on the disk, packets left out."""

_DEMAND = Struct("<QQdq?7xQ")
_PLAYHEAD = Struct("<Qqqdqq??6x")
_RECORD_STATES = tuple(RecordState)
_RECORD_CODES = {state: code for code, state in enumerate(_RECORD_STATES)}
_SEQUENCE_SHIFT = np.uint64(2)


def size_bytes(cameras: int, workers: int) -> int:
    return 8 * (_words(cameras) + workers + 2) + cameras * (_DEMAND.size + status_record.SIZE) + _PLAYHEAD.size + 64


def _words(cameras: int) -> int:
    return cameras * (1 + BUFFERS * 3 + READERS + 5 + RECORDING_WORDS)


class Board:
    """`workers` is the number of places for heart beats. All *_ns are on the monotonic clock."""

    def __init__(self, file: SharedFile, cameras: int, workers: int) -> None:
        self.file = file
        self.cameras = cameras
        self.workers = workers
        view = memoryview(file.map(writable=True))
        words = 8 * (_words(cameras) + workers + 2)
        self.words = view[:words].cast("Q")
        """All words; the *_at attributes below say where each kind begins."""
        self._records = view[words:]
        self.latest_at = 0
        self.stamps_at = self.latest_at + cameras
        self.shapes_at = self.stamps_at + cameras * BUFFERS
        self.received_at = self.shapes_at + cameras * BUFFERS
        self.holds_at = self.received_at + cameras * BUFFERS
        self.demand_versions_at = self.holds_at + cameras * READERS
        self.status_versions_at = self.demand_versions_at + cameras
        self.busy_at = self.status_versions_at + cameras
        self.opening_at = self.busy_at + cameras
        self.settled_at = self.opening_at + cameras
        self.recording_at = self.settled_at + cameras
        self.beats_at = self.recording_at + cameras * RECORDING_WORDS
        self.economy_at = self.beats_at + workers
        self.playhead_version_at = self.economy_at + 1
        self._latest: NDArray[np.uint64] = np.frombuffer(view, np.uint64, cameras, 0)
        self._status_base = cameras * _DEMAND.size
        self._playhead_base = self._status_base + cameras * status_record.SIZE
        self._barrier = threading.Lock()

    @classmethod
    def create(cls, cameras: int, workers: int) -> "Board":
        """Raises OSError when there is no memory for it."""
        file = SharedFile.create(size_bytes(cameras, workers), "mouse-patrol-board")
        file.reserve(0, file.size)
        board = cls(file, cameras, workers)
        board.write_playhead(STOPPED)
        for index in range(cameras):
            board.write_demand(index, HIDDEN, 0)
            board.write_status(index, Status())
        return board

    def fence(self) -> None:
        """Keep the stores before it and the loads after it in order: a lock's exchange is a full barrier."""
        with self._barrier:
            pass

    def sequences(self) -> NDArray[np.uint64]:
        return self._latest >> _SEQUENCE_SHIFT

    # Demands: written by the reading process, read by the camera's thread.

    def write_demand(self, index: int, demand: StreamDemand, visible_since_ns: int) -> None:
        at = self.demand_versions_at + index
        self.words[at] = (self.words[at] | 1) + 2  # odd, and another than before, also after a writer that died
        _DEMAND.pack_into(
            self._records,
            index * _DEMAND.size,
            demand.width_px,
            demand.height_px,
            demand.max_fps,
            demand.priority,
            demand.hidden,
            visible_since_ns,
        )
        self.words[at] += 1

    def demand_version(self, index: int) -> int:
        return self.words[self.demand_versions_at + index]

    def read_demand(self, index: int) -> tuple[StreamDemand, int] | None:
        """The demand and since when it is visible (0: hidden); None while it is being written."""
        version = self.demand_version(index)
        width, height, fps, priority, hidden, since = _DEMAND.unpack_from(self._records, index * _DEMAND.size)
        if version & 1 or version != self.demand_version(index):
            return None
        return StreamDemand(width, height, fps, priority, hidden), since

    # Status: written by the camera's thread, or by the supervisor while no worker has the camera.

    def write_status(self, index: int, status: Status) -> None:
        at = self.status_versions_at + index
        self.words[at] = (self.words[at] | 1) + 2
        status_record.pack_into(self._records, self._status_base + index * status_record.SIZE, status)
        self.words[at] += 1

    def read_status(self, index: int) -> Status | None:
        """None while it is being written, or when its writer died in the middle of it."""
        at = self.status_versions_at + index
        version = self.words[at]
        if version & 1:
            return None
        try:
            status = status_record.unpack_from(self._records, self._status_base + index * status_record.SIZE)
        except ValueError:
            return None
        return status if version == self.words[at] else None

    def status_version(self, index: int) -> int:
        return self.words[self.status_versions_at + index]

    # The playhead of a replay: written by the replaying process, read by every camera's thread.

    def write_playhead(self, playhead: Playhead) -> None:
        at = self.playhead_version_at
        self.words[at] = (self.words[at] | 1) + 2
        _PLAYHEAD.pack_into(
            self._records,
            self._playhead_base,
            playhead.version,
            playhead.at_tape_ns,
            playhead.set_at_ns,
            playhead.rate,
            playhead.first_tape_ns,
            playhead.last_tape_ns,
            playhead.is_jump,
            playhead.exact,
        )
        self.words[at] += 1

    def playhead_changes(self) -> int:
        """Another number when the playhead was written anew; cheap enough for every packet."""
        return self.words[self.playhead_version_at]

    def read_playhead(self) -> Playhead | None:
        """None while it is being written."""
        version = self.playhead_changes()
        values = _PLAYHEAD.unpack_from(self._records, self._playhead_base)
        if version & 1 or version != self.playhead_changes():
            return None
        return Playhead(*values)

    # How far a camera of a replay has come: video.replay.settled. Written by its thread.

    def mark_settled(self, index: int, word: int) -> None:
        self.words[self.settled_at + index] = word

    def settled_word(self, index: int) -> int:
        return self.words[self.settled_at + index]

    # Marks that survive a worker's death.

    def mark_busy(self, index: int, since_ns: int) -> None:
        """The camera's thread is inside the decoder since `since_ns`; 0 when it has come out."""
        self.words[self.busy_at + index] = since_ns

    def busy_since_ns(self, index: int) -> int:
        return self.words[self.busy_at + index]

    def mark_opening(self, index: int, since_ns: int) -> None:
        """The camera's thread is opening and probing its source since `since_ns`; 0 when it is done."""
        self.words[self.opening_at + index] = since_ns

    def opening_since_ns(self, index: int) -> int:
        return self.words[self.opening_at + index]

    # Recording: words, because the camera's thread, the writer's and the worker's own all have something to say of it.

    def write_recording(self, index: int, state: RecordState, size_bytes: int, lost: int) -> None:
        at = self.recording_at + index * RECORDING_WORDS
        self.words[at] = _RECORD_CODES[state]
        self.words[at + 1] = size_bytes
        self.words[at + 2] = lost

    def read_recording(self, index: int) -> tuple[RecordState, int, int]:
        """State, bytes on the disk, packets left out."""
        at = self.recording_at + index * RECORDING_WORDS
        code = self.words[at]
        state = _RECORD_STATES[code] if code < len(_RECORD_STATES) else RecordState.OFF
        return state, self.words[at + 1], self.words[at + 2]

    def beat(self, worker: int, now_ns: int) -> None:
        self.words[self.beats_at + worker] = now_ns

    def last_beat_ns(self, worker: int) -> int:
        return self.words[self.beats_at + worker]

    @property
    def economy(self) -> bool:
        """Decode more cheaply: there is not enough processor for all at full quality."""
        return bool(self.words[self.economy_at])

    @economy.setter
    def economy(self, wanted: bool) -> None:
        self.words[self.economy_at] = int(wanted)
