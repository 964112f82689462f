"""The writing process as the recorder holds it: fed by a thread through a line that is bounded in bytes."""

import contextlib
import logging
import multiprocessing
import threading
from collections import deque
from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from base.clock import NS_PER_S, Clock
from base.worker import Worker
from drones.events import Chunk, LinkEvent
from sessions.recorder.messages import Batch, CloseSession, OpenSession, Report
from sessions.rows import SessionRow

log = logging.getLogger(__name__)

SEND_EVERY_S = 0.2
RESTART_AFTER_S = 0.3
WARM_AFTER_NS = 3 * NS_PER_S
"""The process takes a second or two to be ready: it waits for the first session, not the first session for it."""
MOST_QUEUED_BYTES = 16_000_000
"""Some minutes of a large fleet."""
_ITEM_BYTES = 64
_MOST_IN_A_BATCH = 4_000
"""Pieces of links and rows."""
SILENT_AFTER_NS = 4 * NS_PER_S
"""A process with an open session that has said nothing for so long is held up by its disk."""

Item = tuple[LinkEvent, ...] | SessionRow | OpenSession | CloseSession
_ORDERS = (OpenSession, CloseSession)


def _pieces(item: Item) -> int:
    return len(item) if isinstance(item, tuple) else 1


def _is_full(items: Sequence[Item]) -> bool:
    """Whether the line may hold more than was taken."""
    return sum(map(_pieces, items)) >= _MOST_IN_A_BATCH


class Line:
    """What waits for the process, in order. Taking in never waits for a disk or a pipe, and counts what it refuses."""

    def __init__(self, most_bytes: int = MOST_QUEUED_BYTES) -> None:
        self._most_bytes = most_bytes
        self._items: deque[tuple[Item, int]] = deque()
        self._bytes = 0
        self._lock = threading.Lock()
        self.dropped = 0
        """Pieces of telemetry and rows that did not fit."""

    def put_events(self, events: Sequence[LinkEvent]) -> None:
        data_bytes = sum([len(event.data) for event in events if isinstance(event, Chunk)])
        self._put(tuple(events), _ITEM_BYTES * len(events) + data_bytes, len(events))

    def put_row(self, row: SessionRow) -> None:
        self._put(row, _ITEM_BYTES + len(row.key) + len(row.body), 1)

    @property
    def is_empty(self) -> bool:
        return not self._items

    def put_order(self, order: OpenSession | CloseSession) -> None:
        """Always fits."""
        with self._lock:
            self._items.append((order, 0))

    def take(self) -> list[Item]:
        """Up to a few thousand pieces, oldest first: what the process can take in without falling silent."""
        taken: list[Item] = []
        pieces = 0
        with self._lock:
            while self._items and pieces < _MOST_IN_A_BATCH:
                item, weight = self._items.popleft()
                self._bytes -= weight
                pieces += _pieces(item)
                taken.append(item)
        return taken

    def put_back(self, items: Sequence[Item]) -> None:
        """What was taken and could not be sent, before all that came since. Always fits."""
        with self._lock:
            self._items.extendleft((item, 0) for item in reversed(items))

    def _put(self, item: Item, weight: int, pieces: int) -> None:
        with self._lock:
            if self._bytes + weight > self._most_bytes:
                self.dropped += pieces
                return
            self._items.append((item, weight))
            self._bytes += weight


class WritingProcess(Worker):
    """Starts the process soon, and again whenever it died; what was open goes on in its folder."""

    def __init__(self, clock: Clock, most_queued_bytes: int = MOST_QUEUED_BYTES) -> None:
        super().__init__("recorder feed")
        self.line = Line(most_queued_bytes)
        self.report = Report("")
        """The last one, of whichever process."""
        self._clock = clock
        self._process: SpawnProcess | None = None
        self._orders: Connection | None = None
        self._voice: Connection | None = None
        self._open: OpenSession | None = None
        self._warm_ns = clock.monotonic_ns() + WARM_AFTER_NS
        self._heard_ns = 0
        self._sent_ns = 0
        self.deaths = 0
        self.lost_before = 0
        """Counted by processes that died since."""
        self._changed = threading.Condition()
        self._end_limit_s = 1.0

    @property
    def process_id(self) -> int | None:
        """For figures, and for tests that end it."""
        process = self._process
        return None if process is None else process.pid

    @property
    def is_down(self) -> bool:
        """It died, and the next one has not spoken yet."""
        return self.deaths > 0 and self._heard_ns == 0 and self._open is not None

    @property
    def is_slow(self) -> bool:
        """It takes nothing in, or says nothing, though a session is open."""
        heard_ns = self._heard_ns
        silent = heard_ns and self._clock.monotonic_ns() - heard_ns > SILENT_AFTER_NS
        return self._open is not None and bool(silent)

    @property
    def lost(self) -> int:
        """All that could not be written since the program began."""
        return self.line.dropped + self.lost_before + self.report.lost

    def wait_closed(self, folder: str, timeout_s: float) -> bool:
        """True once the process has said that this session is closed."""
        with self._changed:
            return self._changed.wait_for(lambda: self.report.closed == folder, timeout_s)

    def run_once(self) -> None:
        if self._process is None and (not self.line.is_empty or self._clock.monotonic_ns() >= self._warm_ns):
            self._start()  # where that fails everything stays in the line
        items: list[Item] = []
        if self._process is not None:
            items = self.line.take()
            try:
                self._send(items)
                self._listen()
            except (OSError, EOFError):
                self._died()
                return
            if not self._process.is_alive():
                self._died()
                return
        if not _is_full(items):
            self._clock.wait(self.stopping, SEND_EVERY_S)

    def stop(self, timeout_s: float) -> bool:
        """What waits is sent first; a process that its disk holds up is ended."""
        self._end_limit_s = timeout_s * 0.6
        self.ask_to_stop()
        if self._thread is not None:
            self._thread.join(timeout_s * 0.7)
            if self._thread.is_alive():
                log.error("the recorder's process does not take its orders: it is ended")
                self._kill()
        return self.join(max(0.2, timeout_s * 0.3))

    def ended(self) -> None:
        if not self.line.is_empty and self._process is None:
            self._start()
        process = self._process
        if process is None:
            return
        with contextlib.suppress(OSError, EOFError):
            while not self.line.is_empty:
                self._send(self.line.take())
        assert self._orders is not None
        self._orders.close()  # the end of the orders is the order to end
        process.join(self._end_limit_s)
        if process.is_alive():
            log.error("the recorder's process does not come to its end: what it had not written is lost")
            process.kill()
            process.join(1.0)
        self._forget()

    def _start(self) -> None:
        from sessions.recorder import child

        context = multiprocessing.get_context("spawn")
        orders_read, self._orders = context.Pipe(duplex=False)
        self._voice, voice_write = context.Pipe(duplex=False)
        process = context.Process(target=child.main, args=(orders_read, voice_write), name="recorder", daemon=True)
        try:
            process.start()
        finally:
            orders_read.close()
            voice_write.close()
        self._process = process
        self._heard_ns = 0
        if self._open is not None:  # one that was started in another's place goes on with its session
            with contextlib.suppress(OSError):
                self._orders.send(self._open)

    def _send(self, items: list[Item]) -> None:
        """Sessions begin and end exactly where they stand among events and rows, also when the process dies meanwhile:
        what is behind the batch that it died of is sent to the next one.
        """
        left = items
        is_behind = _is_full(items)
        assert self._orders is not None
        try:
            while True:
                count = next((place for place, item in enumerate(left) if isinstance(item, _ORDERS)), len(left))
                batch, left = left[:count], left[count:]
                self._send_batch(batch, is_behind=is_behind)
                if not left:
                    return
                order, left = left[0], left[1:]
                self._open = order if isinstance(order, OpenSession) else None
                self._orders.send(order)
        except (OSError, EOFError):
            self.line.put_back(left)
            raise

    def _send_batch(self, items: Sequence[Item], *, is_behind: bool) -> None:
        """`is_behind`: more waits, which is not as young as now. Then the batch says no more than its youngest piece:
        what the recorder has passed is not written with its own time any more.
        """
        if self._open is None:
            return
        events = [event for item in items if isinstance(item, tuple) for event in item]
        rows = tuple(item for item in items if isinstance(item, SessionRow))
        now_ns = self._clock.monotonic_ns()
        if is_behind:
            youngest_ns = max((event.received_at_ns for event in events if isinstance(event, Chunk)), default=0)
            now_ns = min(now_ns, max(youngest_ns, self._sent_ns))
        self._sent_ns = now_ns
        assert self._orders is not None
        try:
            self._orders.send(Batch(tuple(events), rows, now_ns))
        except OSError:
            self.lost_before += len(events) + len(rows)
            raise

    def _listen(self) -> None:
        assert self._voice is not None
        while self._voice.poll():
            report: Report = self._voice.recv()
            self._heard_ns = self._clock.monotonic_ns()
            if report.fault and report.detail != self.report.detail:
                log.error("telemetry and rows cannot be written: %s", report.detail)
            with self._changed:
                self.report = report
                self._changed.notify_all()

    def _died(self) -> None:
        """The next one goes on with the session that was open."""
        process = self._process
        if process is None:
            return
        process.join(1.0)
        log.error("the recorder's process ended (exit code %s): it is started again", process.exitcode)
        self.deaths += 1
        self.lost_before += self.report.lost
        self.report = Report(self.report.folder, messages=self.report.messages)
        self._heard_ns = 0
        self._forget()
        if not self.stopping.wait(RESTART_AFTER_S):
            self._start()

    def _kill(self) -> None:
        process = self._process
        if process is not None:
            process.kill()

    def _forget(self) -> None:
        process = self._process
        for end in (self._orders, self._voice):
            if end is not None:
                end.close()
        if process is not None and not process.is_alive():
            process.close()
        self._process = self._orders = self._voice = None
