import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from base.clock import SystemClock
from base.geodesy import Position
from drones.picture import Presence, TrackSource, TrackView, Verdict, VerdictReason, VerdictView
from duty.book.rows import Row
from duty.book.store import Book, BookError
from duty.desk import Desk
from duty.incident_flood import MOST_IN_ZONE
from duty.incidents import MANY, Disposition, IncidentState, IncidentView

NEW, ACKNOWLEDGED = IncidentState.NEW, IncidentState.ACKNOWLEDGED


def track(track_id: str = "1581F5FJB22CA0010000") -> TrackView:
    return TrackView(
        track_id=track_id,
        source=TrackSource.REMOTE_ID,
        ids=(track_id,),
        ours=False,
        own_system=None,
        presence=Presence.OK,
        position=Position(31.23, 121.49),
        altitudes=(),
        heading_deg=None,
        speed_mps=None,
        climb_mps=None,
        first_heard_at_ns=1,
        heard_at_ns=2,
        position_at_ns=2,
        messages=9,
        airborne=True,
        trail=(),
    )


def verdict(kind: Verdict = Verdict.IN_BREACH, track_id: str = "1581F5FJB22CA0010000", zone: str = "Z1") -> VerdictView:
    return VerdictView(track_id, zone, f"Zone {zone}", kind, (VerdictReason.INSIDE,), 1, time.monotonic_ns())


def until(condition: Callable[[], bool], limit_s: float = 10.0) -> None:
    deadline = time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come true in time"
        time.sleep(0.005)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "book" / "book.sqlite"


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    desk = Desk(lambda: Book(path), SystemClock())
    desk.start()
    yield desk
    assert desk.stop(5)


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_a_breach_is_shown_with_its_row_committed(desk: Desk, path: Path) -> None:
    assert desk.wait_until_loaded(10)
    desk.on_verdict(verdict(), track())
    until(lambda: any(i.incident_id > 0 for i in desk.incidents()))
    incident = desk.incidents()[0]
    assert incident.incident_id == 1
    assert incident.committed_at_ns is not None
    assert incident.evidence_at_ns is not None
    assert incident.committed_at_ns > incident.evidence_at_ns
    assert rows(path, "select subject, zone_id, reasons from incident") == [("1581F5FJB22CA0010000", "Z1", "inside")]
    assert desk.counts() == (1, 1)


def test_one_incident_for_one_track_in_one_zone(desk: Desk, path: Path) -> None:
    for kind in (Verdict.IN_BREACH, Verdict.CANNOT_TELL, Verdict.IN_BREACH, Verdict.CLEAR, Verdict.IN_BREACH):
        desk.on_verdict(verdict(kind), track())
    desk.on_verdict(verdict(zone="Z2"), track())
    until(lambda: len(desk.incidents()) == 2)
    desk.close(1, Disposition.LEFT_ZONE, "")
    desk.close(2, Disposition.LEFT_ZONE, "")
    until(lambda: desk.counts() == (0, 2))
    desk.on_verdict(verdict(), track())
    until(lambda: desk.counts() == (1, 3))
    assert rows(path, "select count(*) from incident") == [(3,)]


def test_acts_are_rows_and_states(desk: Desk, path: Path) -> None:
    desk.on_verdict(verdict(), track())
    until(lambda: bool(desk.incidents()))
    desk.acknowledge(1)
    desk.acknowledge(1)
    until(lambda: desk.incidents()[0].state is IncidentState.ACKNOWLEDGED)
    desk.close(1, Disposition.PILOT_REACHED, "met at the pier")
    until(lambda: desk.incidents()[0].state is IncidentState.CLOSED)
    desk.acknowledge(1)
    desk.close(1, Disposition.FALSE_ALARM, "too late")
    desk.acknowledge(99)
    desk.on_verdict(verdict(zone="Z9"), track())
    until(lambda: len(desk.incidents()) == 2)
    closed = desk.incidents()[1]
    assert (closed.disposition, closed.note) == (Disposition.PILOT_REACHED, "met at the pier")
    assert rows(path, "select act, disposition, note from incident_act order by id") == [
        ("acknowledged", "", ""),
        ("closed", "pilot_reached", "met at the pier"),
    ]


def test_an_open_incident_survives_the_program(path: Path) -> None:
    first = Desk(lambda: Book(path), SystemClock())
    first.start()
    first.on_verdict(verdict(), track())
    first.on_verdict(verdict(zone="Z2"), track())
    assert first.stop(5)  # what was still waiting is written on the way out
    second = Desk(lambda: Book(path), SystemClock())
    second.on_verdict(verdict(), track())  # before the book was read: still the same incident
    second.start()
    assert second.wait_until_loaded(5)
    second.on_verdict(verdict(zone="Z3"), track())
    until(lambda: len(second.incidents()) == 3)
    assert second.stop(5)
    assert rows(path, "select zone_id from incident order by id") == [("Z1",), ("Z2",), ("Z3",)]


def test_a_locked_book_delays_rows_never_the_alarm(desk: Desk, path: Path) -> None:
    assert desk.wait_until_loaded(5)
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    desk.on_verdict(verdict(), track())
    until(lambda: bool(desk.incidents()))
    provisional = desk.incidents()[0]
    assert provisional.incident_id < 0
    assert provisional.committed_at_ns is None
    until(lambda: "book.sqlite cannot be" in desk.trouble())
    desk.acknowledge(provisional.incident_id)
    blocker.execute("ROLLBACK")
    blocker.close()
    until(lambda: desk.incidents()[0].state is IncidentState.ACKNOWLEDGED, 20)
    assert desk.incidents()[0].incident_id == 1
    assert desk.trouble() == ""
    assert rows(path, "select act from incident_act") == [("acknowledged",)]


@pytest.mark.parametrize("replaced", [False, True])
def test_a_book_that_is_taken_away_is_told_and_its_rows_wait(path: Path, replaced: bool) -> None:
    desk = Desk(lambda: Book(path), SystemClock())
    desk.start()
    assert desk.wait_until_loaded(5)
    kept = path.with_name("kept.sqlite")
    path.rename(kept)
    if replaced:
        Book(path).open()
    desk.on_verdict(verdict(), track())
    until(lambda: "removed or replaced" in desk.trouble())
    assert [i.committed_at_ns for i in desk.incidents()] == [None]
    assert path.exists() is replaced
    kept.replace(path)
    until(lambda: desk.trouble() == "", 20)
    assert rows(path, "select zone_id from incident") == [("Z1",)]
    assert desk.stop(5)


def test_half_a_character_does_not_block_the_book(desk: Desk, path: Path) -> None:
    desk.on_verdict(verdict(zone="Z\udcff"), track())
    desk.on_verdict(verdict(zone="Z2"), track())
    until(lambda: len(desk.incidents()) == 2)
    desk.close(desk.incidents()[-1].incident_id, Disposition.FALSE_ALARM, "seen \ud83d")
    until(lambda: desk.counts() == (1, 2))
    assert rows(path, "select zone_id from incident order by id") == [("Z?",), ("Z2",)]
    assert rows(path, "select note from incident_act") == [("seen ?",)]


def test_a_breach_after_a_close_that_waits_for_the_book_is_a_new_incident(desk: Desk, path: Path) -> None:
    desk.on_verdict(verdict(), track())
    until(lambda: desk.counts() == (1, 1))
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    desk.close(1, Disposition.LEFT_ZONE, "")
    desk.on_verdict(verdict(Verdict.CLEAR), track())
    desk.on_verdict(verdict(), track())
    until(lambda: "book.sqlite cannot be" in desk.trouble())
    blocker.execute("ROLLBACK")
    blocker.close()
    until(lambda: desk.counts() == (1, 2), 20)
    assert [(i.incident_id, i.state) for i in desk.incidents()] == [(2, NEW), (1, IncidentState.CLOSED)]


class Hanging(Book):
    """A disk that does not answer: the commit takes as long as the test wants."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.answers = threading.Event()

    def append(self, rows: Sequence[Row], also: Callable[[Connection], None] | None = None) -> dict[str, int]:
        assert self.answers.wait(20)
        return super().append(rows, also)


def test_a_disk_that_hangs_delays_rows_never_the_alarm(path: Path) -> None:
    book = Hanging(path)
    desk = Desk(lambda: book, SystemClock())
    desk.start()
    try:
        for zone in ("Z1", "Z2", "Z1"):
            desk.on_verdict(verdict(zone=zone), track())
        until(lambda: len(desk.incidents()) == 2)
        provisional = desk.incidents()
        assert [(i.zone_id, i.incident_id) for i in provisional] == [("Z2", -2), ("Z1", -1)]
        assert [i.committed_at_ns for i in provisional] == [None, None]
        assert desk.incidents() is provisional  # nothing changed: whoever looks each tick sees no news
        assert desk.counts() == (2, 0)
        desk.acknowledge(-1)
    finally:
        book.answers.set()
    until(lambda: {(i.incident_id, i.state) for i in desk.incidents()} == {(1, ACKNOWLEDGED), (2, NEW)})
    assert desk.stop(5)
    assert rows(path, "select zone_id from incident order by id") == [("Z1",), ("Z2",)]


def test_a_book_that_is_no_book_is_named_and_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this is no database, and it is longer than a hundred bytes " * 4)
    before = path.read_bytes()
    book = Book(path)
    with pytest.raises(BookError, match=r"book\.sqlite cannot be opened: file is not a database"):
        book.open()
    assert path.read_bytes() == before
    desk = Desk(lambda: book, SystemClock())
    desk.start()
    until(lambda: desk.trouble() != "")
    desk.on_verdict(verdict(), track())
    until(lambda: len(desk.incidents()) == 1)
    assert desk.stop(5)


def test_the_book_has_every_table_of_its_model(path: Path) -> None:
    """The migrations and duty.book.tables describe the same columns."""
    from duty.book.tables import METADATA

    book = Book(path)
    book.open()
    book.close()
    for table in METADATA.tables.values():
        columns = {str(row[1]) for row in rows(path, f"pragma table_info({table.name})")}
        assert columns == {column.name for column in table.columns}


def test_many_acts_from_many_threads(desk: Desk, path: Path) -> None:
    def breach(n: int) -> None:
        for k in range(10):
            desk.on_verdict(verdict(track_id=f"T{n}-{k}"), track(f"T{n}-{k}"))

    threads = [threading.Thread(target=breach, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    until(lambda: desk.counts() == (40, 40), 30)
    assert rows(path, "select count(distinct subject) from incident") == [(40,)]


def test_a_flood_of_breaches_is_dealt_with_in_reasonable_time(desk: Desk, path: Path) -> None:
    """Made-up serials in a zone: fifty incidents and one for all the others, whose rows name every one of them."""
    assert desk.wait_until_loaded(5)
    for number in range(500):
        desk.on_verdict(verdict(track_id=f"T{number}"), track(f"T{number}"))
        desk.on_verdict(verdict(track_id=f"T{number}"), track(f"T{number}"))
    desk.on_verdict(verdict(track_id="real", zone="Z2"), track("real"))
    slowest_s = 0.0

    def done() -> bool:
        nonlocal slowest_s
        began = time.process_time()
        seen = sum(i.tracks for i in desk.incidents())
        slowest_s = max(slowest_s, time.process_time() - began)
        return desk.counts() == (MOST_IN_ZONE + 2, MOST_IN_ZONE + 2) and seen == 501

    until(done, 60)
    assert slowest_s < 1.0
    [many] = [i for i in desk.incidents() if i.subject == MANY]
    assert many.tracks == 450
    named = [
        one
        for (note,) in rows(path, "select note from incident_act where act = 'joined'")
        for one in json.loads(str(note))
    ]
    own = [str(subject) for (subject,) in rows(path, "select subject from incident where zone_id = 'Z1'")]
    assert sorted([*named, *(one for one in own if one != MANY)]) == sorted(f"T{number}" for number in range(500))
    desk.acknowledge_all()
    until(lambda: not any(i.state is NEW for i in desk.incidents()))


def test_incident_views_are_immutable(desk: Desk) -> None:
    desk.on_verdict(verdict(), track())
    until(lambda: bool(desk.incidents()))
    shown = desk.incidents()
    desk.acknowledge(1)
    until(lambda: desk.incidents() is not shown)
    assert isinstance(shown[0], IncidentView)
    assert shown[0].state is IncidentState.NEW
