"""The process that writes telemetry and rows: a disk that hangs, and what it takes to understand MAVLink once more for
the checkpoints, stay out of the window's process.
"""

import contextlib
import gc
import logging
import time
from multiprocessing.connection import Connection
from pathlib import Path

from base.lifeline import leave_terminal, tie_to_parent
from drones.recording import AirRecorder
from sessions.files import SessionFiles
from sessions.recorder.faults import FAILURES, fault_of
from sessions.recorder.messages import Batch, OpenSession, Order, Report
from sessions.recording import RecorderFault
from sessions.row_file import RowWriter
from sessions.row_file import make as make_rows
from sessions.rows import SessionRow

FLUSH_EVERY_S = 0.3
"""What the program may lose at most when it is killed is this and what waits to be sent: less than a second."""
TRY_AGAIN_S = 1.0
_COLLECT_AFTER = 20_000
"""Objects."""
MOST_ROWS_WAITING = 4_000
"""Rows are few and worth waiting for the disk; telemetry is not kept in memory."""


def main(orders: Connection, voice: Connection) -> None:
    """Runs until the orders end. Writes no log of its own: what went wrong is in its reports."""
    tie_to_parent()
    leave_terminal()
    logging.disable(logging.INFO)
    # Thousands of small tuples come and go, none in a circle: to look through them for one was a tenth of the work.
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER, 10, 20)
    writing = Writing()
    try:
        while _turn(orders, voice, writing):
            pass
    finally:
        writing.close()


def _turn(orders: Connection, voice: Connection, writing: "Writing") -> bool:
    try:
        if orders.poll(writing.due_in_s()):
            writing.obey(orders.recv())
        if not writing.due_in_s():
            voice.send(writing.flush())
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return False
    return True


class Writing:
    """The session that is open, through good and bad days of its disk: what was not taken waits, and is tried again."""

    def __init__(self) -> None:
        self._session: OpenSession | None = None
        self._air: AirRecorder | None = None
        self._rows: RowWriter | None = None
        self._waiting: list[SessionRow] = []
        self._fault, self._detail = RecorderFault.NONE, ""
        self._lost = 0
        self._closed = ""
        self._flushed_s = 0.0
        self._try_at_s = 0.0
        self._tell = False

    def obey(self, order: Order) -> None:
        if isinstance(order, Batch):
            self._take(order)
            return
        self.close()
        self._tell = True
        if isinstance(order, OpenSession):
            self._session = order
            self._flush()

    def due_in_s(self) -> float:
        """0.0: now."""
        return 0.0 if self._tell else max(0.0, self._flushed_s + FLUSH_EVERY_S - time.monotonic())

    def flush(self) -> Report:
        """Everything to the disk's care; how it stands."""
        self._tell = False
        if self._session is not None and (self._fault is RecorderFault.NONE or time.monotonic() >= self._try_at_s):
            self._flush()
        self._flushed_s = time.monotonic()
        return Report(
            folder=self._session.folder if self._session is not None else "",
            fault=self._fault,
            detail=self._detail,
            written_bytes=self._written_bytes(),
            messages=self._air.messages if self._air is not None else 0,
            lost=self._lost + (self._air.lost if self._air is not None else 0),
            closed=self._closed,
        )

    def close(self) -> None:
        session = self._session
        if session is None:
            return
        self._flush()
        self._session = None
        air, rows, self._air, self._rows = self._air, self._rows, None, None
        for one in (air, rows):
            if one is not None:
                with contextlib.suppress(*FAILURES):
                    one.close()
        self._lost += len(self._waiting) + (air.lost if air is not None else 0)
        self._waiting.clear()
        self._closed = session.folder
        self._fault, self._detail = RecorderFault.NONE, ""

    def _take(self, batch: Batch) -> None:
        if self._session is None:
            return
        self._waiting += batch.rows
        if len(self._waiting) > MOST_ROWS_WAITING:
            self._lost += len(self._waiting) - MOST_ROWS_WAITING
            del self._waiting[:-MOST_ROWS_WAITING]
        if self._air is None:
            self._lost += len(batch.events)
            return
        self._air.feed(batch.events, batch.now_tape_ns)
        if self._fault is RecorderFault.NONE:
            try:
                self._air.advance(batch.now_tape_ns)
            except FAILURES as error:
                self._fail(error)

    def _flush(self) -> None:
        try:
            self._open()
            assert self._air is not None
            assert self._rows is not None
            if self._waiting:
                self._rows.add(self._waiting)
                self._waiting.clear()
            self._air.flush()
        except FAILURES as error:
            self._fail(error)
        else:
            self._fault, self._detail = RecorderFault.NONE, ""

    def _open(self) -> None:
        """What is not open yet. Raises when the folder's name is gone: an open file goes on taking bytes without it."""
        session = self._session
        assert session is not None
        files = SessionFiles(Path(session.folder))
        if not files.folder.is_dir() or (self._rows is not None and not files.rows.exists()):
            raise FileNotFoundError(2, "the session's folder is not there", session.folder)
        if self._rows is None:
            make_rows(files.rows)
            self._rows = RowWriter(files.rows)
        if self._air is None:
            self._air = AirRecorder(
                files.links,
                links=session.links,
                drones=session.drones,
                docks=session.docks,
                zones=session.zones,
                started_tape_ns=session.started_tape_ns,
                started_wall_ns=session.started_wall_ns,
            )

    def _fail(self, error: BaseException) -> None:
        """The rows' file is opened anew; telemetry knows by itself where its last whole record ends."""
        self._fault, self._detail = fault_of(error), str(error)
        self._tell = True
        self._try_at_s = time.monotonic() + TRY_AGAIN_S
        rows, self._rows = self._rows, None
        if rows is not None:
            with contextlib.suppress(*FAILURES):
                rows.close()

    def _written_bytes(self) -> int:
        session = self._session
        if session is None:
            return 0
        files = SessionFiles(Path(session.folder))
        total = self._air.written_bytes if self._air is not None else 0
        for path in (files.rows, files.rows.with_name(files.rows.name + "-wal")):
            with contextlib.suppress(OSError):
                total += path.stat().st_size
        return total
