"""due_list_ms_1m and month_report_s: what the patrol and the report take from a book of a million sightings."""

import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from base.clock import NS_PER_MS, NS_PER_S, ManualClock
from duty.book.store import Book
from duty.book_records import BookRecords
from duty.patrol.config import PlanLevel
from duty.patrol.due import ShiftTimes, due_list
from duty.patrol.plan import PlanTable
from duty.patrol.recall import recall
from duty.patrol.shifts import Shifts
from duty.reading import BookReader
from tests.benchmarks.long_book import CAMERAS, DAYS, END_WALL_NS, SIGHTINGS, long_book, precinct
from tests.benchmarks.rows import Row

DUE_BAR_MS, REPORT_BAR_S = 50.0, 5.0
PEER = "plain SQL on the same file"
_TURNS = 5
NOW_WALL_NS = END_WALL_NS - 60 * NS_PER_S


def due_row() -> Row:
    """From nothing known to the due list: the book's memory read, and every camera's deadline put in order."""
    path = long_book()
    ours = statistics.median(_due(path) for _ in range(_TURNS))
    scan = _median_ms(lambda: _scan_last(path), 3)
    note = (
        f"{SIGHTINGS:,} sightings of {CAMERAS} cameras in {DAYS} days, SQLite; book's memory and due list; "
        f"{PEER} (MAX(at) GROUP BY camera over the table): {scan:.0f} ms"
    )
    return Row("due_list_ms_1m", round(ours, 1), "ms", DUE_BAR_MS, "lower", PEER, note)


def report_row() -> Row:
    """A month's report through the thread that reads the book: all cameras, areas and hours."""
    path = long_book()
    clock = ManualClock(wall_ns=END_WALL_NS)
    reader = BookReader(lambda: Book(path))
    records = BookRecords(reader, precinct(), clock, path.parent, may=lambda _: True)
    try:
        records.shifts().result()  # opened
        start = END_WALL_NS - DAYS * 86_400 * NS_PER_S
        ours = _median_ms(lambda: records.period_report(start, END_WALL_NS).result(), 3)
    finally:
        reader.stop(10.0)
    scan = _median_ms(lambda: _scan_counts(path), 3)
    note = (
        f"{SIGHTINGS:,} sightings of {CAMERAS} cameras, SQLite; every table of the report; "
        f"{PEER} (one GROUP BY camera, plan and hour over the table): {scan / 1000:.2f} s"
    )
    return Row("month_report_s", round(ours / 1000, 2), "s", REPORT_BAR_S, "lower", PEER, note)


def _due(path: Path) -> float:
    """Milliseconds, without opening the file: the program has done that long before."""
    where = precinct()
    zone = where.zone()
    plans = tuple(PlanTable(where).cameras[PlanLevel.ROUTINE].values())
    shifts = Shifts(zone.key, where.all_shifts())
    book = Book(path)
    book.open()
    started_ns = time.perf_counter_ns()
    known = recall(book, NOW_WALL_NS)
    times = ShiftTimes(shifts.at(NOW_WALL_NS), shifts.next_after(NOW_WALL_NS))
    due = due_list(plans, known.credited, {}, times, NOW_WALL_NS, out=known.tickets)
    took_ms = (time.perf_counter_ns() - started_ns) / NS_PER_MS
    book.close()
    assert len(due.cameras) == CAMERAS
    assert all(camera.last_seen_wall_ns is not None for camera in due.cameras)
    return took_ms


def _scan_last(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        found = db.execute("SELECT camera_id, MAX(at_wall_ns) FROM sighting WHERE +credited GROUP BY +camera_id")
        assert len(found.fetchall()) == CAMERAS


def _scan_counts(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(
            "SELECT camera_id, plan, at_wall_ns / 3600000000000 % 24, COUNT(*), SUM(at_wall_ns <= due_wall_ns)"
            " FROM sighting WHERE +credited GROUP BY 1, 2, 3"
        ).fetchall()


def _median_ms(work: Callable[[], object], turns: int) -> float:
    took = []
    for _ in range(turns):
        started_ns = time.perf_counter_ns()
        work()
        took.append((time.perf_counter_ns() - started_ns) / NS_PER_MS)
    return statistics.median(took)
