"""What goes to the writing process arrives in its order and with its own time, whatever becomes of the process."""

from collections.abc import Sequence
from typing import Any

import pytest

from base.clock import NS_PER_S, ManualClock
from drones.events import Chunk
from sessions.recorder import process
from sessions.recorder.messages import Batch, CloseSession, OpenSession, Order
from sessions.recorder.process import WritingProcess
from sessions.rows import SessionRow, Topic

START_NS = 1_000 * NS_PER_S
OLD, NEW = (OpenSession(f"/{name}", (), (), (), (), 0, 0) for name in ("old", "new"))


class Pipe:
    """The window's end; `takes` so many orders before the process behind it dies."""

    def __init__(self, takes: int = 1_000) -> None:
        self.sent: list[Order] = []
        self._takes = takes

    def send(self, order: Order) -> None:
        if len(self.sent) >= self._takes:
            raise BrokenPipeError
        self.sent.append(order)

    def poll(self) -> bool:
        return False

    def close(self) -> None:
        pass

    def said(self) -> list[object]:
        """Folders that were opened, None where one was closed, and times of pieces."""
        found: list[object] = []
        for order in self.sent:
            if isinstance(order, Batch):
                found += [event.received_at_ns - START_NS for event in order.events if isinstance(event, Chunk)]
            else:
                found.append(order.folder if isinstance(order, OpenSession) else None)
        return found


class Machine:
    """For multiprocessing: each process that is started has the next pipe; in place of None none can be started."""

    exitcode = -9

    def __init__(self, pipes: Sequence[Pipe | None]) -> None:
        self._pipes = list(pipes)
        self._ends: list[Pipe] = []
        self._starts = True

    def Pipe(self, *, duplex: bool) -> tuple[Pipe, Pipe]:
        if self._ends:
            return self._ends.pop(), Pipe()  # the process's voice
        pipe = self._pipes.pop(0)
        self._starts = pipe is not None
        self._ends.append(Pipe())
        return Pipe(), pipe or Pipe()

    def Process(self, **_: Any) -> "Machine":
        return self

    def start(self) -> None:
        if not self._starts:
            raise OSError(11, "Resource temporarily unavailable")

    def is_alive(self) -> bool:
        return True

    def join(self, timeout_s: float) -> None:
        pass


def fed_by(monkeypatch: pytest.MonkeyPatch, *pipes: Pipe | None) -> WritingProcess:
    machine = Machine(pipes)
    monkeypatch.setattr("multiprocessing.get_context", lambda _: machine)
    monkeypatch.setattr(process, "RESTART_AFTER_S", 0.0)
    return WritingProcess(ManualClock(monotonic_ns=START_NS))


def piece(at_ns: int) -> tuple[Chunk]:
    return (Chunk("a", 1, b"\xfd", START_NS + at_ns),)


def test_a_session_that_begins_while_the_process_dies_is_begun_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = Pipe(takes=2), Pipe()
    writing = fed_by(monkeypatch, first, second)
    writing.line.put_order(OLD)
    writing.run_once()
    assert first.said() == ["/old"]
    writing.line.put_events(piece(1))
    writing.line.put_row(SessionRow(START_NS, Topic.CLOCK, "", "{}"))
    writing.line.put_order(CloseSession())
    writing.line.put_order(NEW)
    writing.line.put_events(piece(2))
    writing.run_once()  # the batch for the old session finds it dead
    assert second.said() == ["/old"]
    assert writing.lost == 2
    writing.line.put_events(piece(3))
    writing.run_once()
    assert second.said() == ["/old", None, "/new", 2, 3]


def test_a_process_that_cannot_be_started_at_once_goes_on_with_the_session(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = Pipe(takes=2), Pipe()
    writing = fed_by(monkeypatch, None, first, None, None, second)
    writing.line.put_order(OLD)
    writing.line.put_events(piece(1))
    with pytest.raises(OSError, match="unavailable"):
        writing.run_once()
    writing.run_once()
    assert first.said() == ["/old", 1]
    for _ in range(2):
        with pytest.raises(OSError, match="unavailable"):
            writing.run_once()
        assert writing.is_down
        writing.line.put_events(piece(2))
    writing.run_once()
    assert second.said() == ["/old", 2, 2]


def test_what_waited_long_is_not_told_to_be_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fleet of sixty links puts two thousand pieces into the line in each second that the process is away."""
    pipe = Pipe()
    writing = fed_by(monkeypatch, pipe)
    writing.line.put_order(OLD)
    for place in range(10_000):
        writing.line.put_events(piece(place * NS_PER_S // 2_000))
    writing._clock.wait(writing.stopping, 5.0)
    for _ in range(4):
        writing.run_once()
    batches = [order for order in pipe.sent if isinstance(order, Batch) and order.events]
    assert sum(len(batch.events) for batch in batches) == 10_000
    told_ns = 0
    for batch in batches:
        assert all(isinstance(event, Chunk) and event.received_at_ns >= told_ns for event in batch.events)
        told_ns = batch.now_tape_ns
    assert told_ns >= START_NS + 5 * NS_PER_S


def test_a_flood_goes_in_portions_that_the_process_can_take_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty thousand a second over five seconds, of one link that hands on five hundred together."""
    pipe = Pipe()
    writing = fed_by(monkeypatch, pipe)
    writing.line.put_order(OLD)
    for place in range(200):
        writing.line.put_events([piece(place * NS_PER_S // 40)[0]] * 500)
    for _ in range(30):
        writing.run_once()
    sizes = [len(order.events) for order in pipe.sent if isinstance(order, Batch)]
    assert sum(sizes) == 100_000
    assert max(sizes) < 5_000
