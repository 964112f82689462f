"""The one thread of a worker that waits for the disk, and what waits for it."""

import contextlib
import errno
import logging
import threading
from collections import deque
from pathlib import Path

from base.backoff import Backoff
from base.clock import NS_PER_S, Clock
from video.board import Board
from video.recording.order import RecordOrder, RecordState
from video.recording.segments import Kept, SegmentFolder

log = logging.getLogger(__name__)

SLOW_AFTER_NS = 3 * NS_PER_S
"""One visit to the disk for so long is said, though nothing is lost yet."""
SLOW_HELD_NS = 5 * NS_PER_S
"""Said so long after it was last seen: a disk that is just too slow would be called well twice a second."""
RETRY_S = (0.5, 1.0, 2.0, 4.0, 5.0)
"""Short, because a disk that is there again is used again at once, and a try costs nothing."""
_SHARE_OF_FLUSH = 0.8
"""The rest of flush_s is for the writing."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Recording:
    """One camera's way to the disk under one order: from its threads to the writer's. Says its state on the board."""

    def __init__(self, writer: "Writer", board: Board, index: int, camera_id: str, order: RecordOrder) -> None:
        self.order = order
        self._writer = writer
        self._board = board
        self._index = index
        self._id = camera_id
        self._path = Path(order.folder) / camera_id
        self.is_masked = False
        """Masked key pictures only; set by the receiving thread."""
        self._lock = threading.Lock()
        self._is_closed = False
        self._source_state: RecordState | None = RecordState.WAITING
        self._disk_state: RecordState | None = None
        self._slow_at_ns: int | None = None
        self._skips = False
        """A packet found no room: the rest of its group of pictures would be of no use."""
        # Of the writer's thread alone:
        self._folder: SegmentFolder | None = None
        self._backoff = Backoff(RETRY_S)
        self._retry_ns = 0
        self._needs_begin = False
        self._is_finished = False
        state, self._bytes, self._lost = board.read_recording(index)
        if state is RecordState.OFF or not self._path.is_dir():
            self._bytes = self._lost = 0
        self._say()

    # For the threads of the camera.

    def put(self, packet: Kept) -> None:
        """Never waits. What finds no room is counted."""
        if self._skips and not packet.may_begin:
            self.lose(1)
            return
        room = self._writer.put(self, packet)
        self._skips = not room
        if not room:
            self.lose(1)
        if not room or self._writer.is_slow:
            self._slow_at_ns = self._writer.now_ns()
            self._say()

    def lose(self, packets: int) -> None:
        with self._lock:
            self._lost += packets
        self._say()

    def source_is(self, state: RecordState | None) -> None:
        """WAITING, CODEC or NO_STREAM; None: packets come."""
        if state is not self._source_state:
            self._source_state = state
            self._say()

    def close(self) -> None:
        """Nothing more is taken; what was, is still written. Does not wait."""
        with self._lock:
            self._is_closed = True
        self._writer.close_later(self)
        self._board.write_recording(self._index, RecordState.OFF, self._bytes, self._lost)

    # For the writer's thread.

    def write(self, packets: list[Kept], now_ns: int) -> None:
        """Whatever the disk does to it becomes a state."""
        if self._is_finished:  # on their way while it was closed
            return
        if self._needs_begin:
            at = next((number for number, packet in enumerate(packets) if packet.may_begin), len(packets))
            if now_ns < self._retry_ns:
                at = len(packets)
            if at:
                self.lose(at)
            packets = packets[at:]
            if not packets:
                return
        try:
            if self._folder is None:
                self._folder = SegmentFolder(self._path, self.order.segment_s)
            self._folder.write(packets)
        except OSError as error:
            self._disk_failed(error, len(packets) - self._count(), now_ns)
            return
        self._count()
        self._needs_begin = False
        if self._disk_state is not None:
            log.info("camera %s: recording goes on", self._id)
        self._backoff.reset()
        self._disk_state = None
        self._say()

    def look(self, now_ns: int) -> None:
        """After each turn: what was slow may be well again."""
        if self._slow_at_ns is not None and now_ns - self._slow_at_ns > SLOW_HELD_NS:
            self._slow_at_ns = None
            self._say()

    def _count(self) -> int:
        """Take the folder's figures over; how many packets it has written since the last time."""
        folder = self._folder
        if folder is None:
            return 0
        with self._lock:
            self._bytes += folder.written_bytes
        packets, folder.written_packets, folder.written_bytes = folder.written_packets, 0, 0
        return packets

    def finish(self) -> None:
        """For good."""
        self._is_finished = True
        self._close_files()

    def _close_files(self) -> None:
        folder, self._folder = self._folder, None
        if folder is not None:
            with contextlib.suppress(OSError):
                folder.close()

    def _disk_failed(self, error: OSError, lost: int, now_ns: int) -> None:
        state = RecordState.DISK_FULL if error.errno in _FULL else RecordState.DISK_GONE
        if state is not self._disk_state:
            log.error("camera %s: nothing is recorded: %s", self._id, error.strerror or error)
        self._close_files()
        self._disk_state = state
        self._needs_begin = True
        self._retry_ns = now_ns + round(self._backoff.next_delay_s() * NS_PER_S)
        self.lose(lost)

    def _say(self) -> None:
        with self._lock:
            if self._is_closed:
                return
            self._board.write_recording(self._index, self._state(), self._bytes, self._lost)

    def _state(self) -> RecordState:
        if self._disk_state is not None:
            return self._disk_state
        if self._slow_at_ns is not None:
            return RecordState.DISK_SLOW
        if self._source_state is not None:
            return self._source_state
        return RecordState.MASKED if self.is_masked else RecordState.ON


class Writer:
    """A queue bounded in bytes, and its thread, which is started when it is first needed."""

    def __init__(self, clock: Clock, name: str = "recording") -> None:
        self._clock = clock
        self._name = name
        self._lock = threading.Lock()
        self._queue: deque[tuple[Recording, Kept]] = deque()
        self._closing: list[Recording] = []
        self._queued_bytes = 0
        self._busy_since_ns = 0
        self._wake = threading.Event()
        self._ending = threading.Event()
        self._flush_s = 0.5
        self._thread: threading.Thread | None = None

    def open(self, board: Board, index: int, camera_id: str, order: RecordOrder) -> Recording:
        """From the worker's own thread."""
        self._flush_s = order.flush_s
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()
        return Recording(self, board, index, camera_id, order)

    def put(self, recording: Recording, packet: Kept) -> bool:
        """False when there is no room. Never waits for the disk."""
        size = len(packet.data)
        with self._lock:
            if self._ending.is_set() or self._queued_bytes + size > recording.order.most_queued_bytes:
                return False
            self._queued_bytes += size
            self._queue.append((recording, packet))
        return True

    def now_ns(self) -> int:
        return self._clock.monotonic_ns()

    @property
    def is_slow(self) -> bool:
        since_ns = self._busy_since_ns
        return since_ns != 0 and self._clock.monotonic_ns() - since_ns > SLOW_AFTER_NS

    def close_later(self, recording: Recording) -> None:
        with self._lock:
            self._closing.append(recording)
        self._wake.set()

    def end(self) -> None:
        """Write what waits and close all files. Does not wait for it."""
        self._ending.set()
        self._wake.set()

    def join(self, timeout_s: float) -> bool:
        """True when all is written and closed."""
        if self._thread is not None:
            self._thread.join(max(0.0, timeout_s))
            return not self._thread.is_alive()
        return True

    def _run(self) -> None:
        known: set[Recording] = set()
        is_last = False
        while not is_last:
            self._clock.wait(self._wake, self._flush_s * _SHARE_OF_FLUSH)
            self._wake.clear()
            is_last = self._ending.is_set()
            try:
                self._turn(known, is_last=is_last)
            except Exception:
                log.exception("a turn of the recording failed")

    def _turn(self, known: set[Recording], *, is_last: bool) -> None:
        with self._lock:
            batch, self._queue = self._queue, deque()
            closing, self._closing = self._closing, []
        of: dict[Recording, list[Kept]] = {}
        for recording, packet in batch:
            of.setdefault(recording, []).append(packet)
        known |= set(of)
        try:
            for recording, packets in of.items():
                self._busy_since_ns = self._clock.monotonic_ns()
                recording.write(packets, self._busy_since_ns)
                with self._lock:
                    self._queued_bytes -= sum(len(packet.data) for packet in packets)
        finally:
            self._busy_since_ns = 0
        for recording in known:
            recording.look(self.now_ns())
        for recording in known if is_last else closing:
            recording.finish()
        known -= set(closing)
