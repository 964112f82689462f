"""The desk as the one writer: rows of others, receipts, the spool, a server that goes and comes; on both databases."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from base.clock import ManualClock, SystemClock
from base.errors import PersonError
from base.geodesy import Position
from duty.acts import ActKind, act
from duty.book import tables
from duty.book.rows import Receipt, Row
from duty.book.spool import Spool
from duty.book.store import Book, BookError
from duty.book.verify import verify
from duty.desk import Desk
from duty.desk_incidents import MOST_LEVELS
from duty.incident_rows import opened_by_hand
from duty.incidents import Dispatch, Disposition, IncidentKind, IncidentState, IncidentView, NewIncident
from tests.duty.test_desk import track, verdict
from tests.duty.waiting import until

MakeBook = Callable[[], Book]


@dataclass(frozen=True)
class Photo:
    path: str = "stills/1.png"
    sha256: str = "f" * 64
    width_px: int = 640
    height_px: int = 360


def note(text: str = "") -> Row:
    return act(ActKind.NOBODY, text, at_wall_ns=1, operator="")


class Away(Book):
    """A book whose server can be taken away, for all of them at once."""

    gone = threading.Event()

    def open(self) -> None:
        if self.gone.is_set():
            self.close()
            raise BookError("The book cannot be opened: the server is away")
        super().open()


@pytest.fixture
def away(book_where: Path | sa.URL) -> Iterator[Callable[[], Book]]:
    made: list[Book] = []

    def make() -> Book:
        made.append(Away(book_where))
        return made[-1]

    Away.gone.clear()
    yield make
    Away.gone.clear()
    for book in made:
        book.close()


class Running:
    """A desk that runs in a `with` block, and the book that it writes in."""

    def __init__(self, make_book: MakeBook, spool: Path | None = None, **more: object) -> None:
        self.desk = Desk(
            make_book,
            SystemClock(),
            make_spool=None if spool is None else lambda: Spool(spool),
            who=lambda: "wang",
            **more,  # type: ignore[arg-type]
        )
        self.book = make_book()

    def __enter__(self) -> "Running":
        self.desk.start()
        return self

    def __exit__(self, *error: object) -> None:
        assert self.desk.stop(10)

    def rows(self, table: sa.Table) -> list[sa.Row[tuple[object, ...]]]:
        with self.book.reading() as connection:
            return list(connection.execute(sa.select(table).order_by(table.c.id)))

    def acts(self) -> list[tuple[str, str]]:
        return [(row.act, row.operator) for row in self.rows(tables.incident_act)]

    @property
    def first(self) -> IncidentView:
        return self.desk.incidents()[0]

    def opened(self, **new: object) -> IncidentView:
        """An incident by hand, once it is shown."""
        given: dict[str, object] = {"kind": IncidentKind.CALL, "title": "Shouting", **new}
        uuid = self.desk.open_incident(NewIncident(**given))  # type: ignore[arg-type]
        until(lambda: any(i.uuid == uuid for i in self.desk.incidents()))
        return next(i for i in self.desk.incidents() if i.uuid == uuid)


def sending(responder: str = "t1", **more: object) -> Dispatch:
    given: dict[str, object] = {
        "channel": "ch 1",
        "told": "Sgt Hu",
        "read_back": "gate, one person",
        "distance_m": 412.5,
        "how": "rank=1",
        **more,
    }
    return Dispatch(responder, **given)  # type: ignore[arg-type]


# Incidents by hand and what is done with them.


def test_an_incident_by_hand_with_its_still_and_its_caller(make_book: MakeBook) -> None:
    with Running(make_book) as one:
        new = NewIncident(
            IncidentKind.CALL, " Shouting ", "c01", "old", Position(31.2, 121.4), caller="Ms Qi", caller_phone="138-013"
        )
        uuid = one.desk.open_incident(new, Photo())
        until(lambda: len(one.desk.incidents()) == 1 and bool(one.first.stills))
        view = one.first
        assert (view.uuid, view.incident_id, view.state, view.title) == (uuid, 1, IncidentState.NEW, "Shouting")
        assert (view.operator, view.camera_id, view.area_id) == ("wang", "c01", "old")
        assert view.position == Position(31.2, 121.4)
        assert view.has_personal
        assert view.committed_at_ns is not None
        assert [(still.path, still.camera_id) for still in view.stills] == [("stills/1.png", "c01")]
        assert one.desk.receipt(uuid) is Receipt.COMMITTED
        [row] = one.rows(tables.incident)
        assert "Ms Qi" not in str(row)
        assert "138-013" not in str(row)
        with one.book.transaction() as connection:
            connection.execute(sa.update(tables.personal).values(content=None, key=None))
        one.desk.look_again(uuid)
        until(lambda: not one.first.has_personal)


def test_from_new_to_closed_with_every_word(make_book: MakeBook) -> None:
    with Running(make_book) as one:
        view = one.opened()
        one.desk.dispatch(view.incident_id, sending(reported_to="Command, line 2"))
        until(lambda: one.first.state is IncidentState.DISPATCHED)
        assert one.first.acknowledged_by == "wang", "whoever sends somebody has seen it"
        one.desk.dispatch(view.incident_id, sending("s1", distance_m=None))
        one.desk.on_scene(view.incident_id, "t1")
        until(lambda: one.first.state is IncidentState.ON_SCENE)
        one.desk.correct(view.incident_id, "it was the side gate")
        one.desk.close(view.incident_id, Disposition.SETTLED, "calm")
        one.desk.correct(view.incident_id, "the name was misspelt")
        until(lambda: len(one.first.notes) == 2)
        closed = one.first
        assert closed.state is IncidentState.CLOSED
        sent = {d.responder_id: d for d in closed.dispatches}
        assert (sent["t1"].reported_to, sent["s1"].reported_to) == ("Command, line 2", "")
        assert (sent["t1"].channel, sent["t1"].told, sent["t1"].read_back) == ("ch 1", "Sgt Hu", "gate, one person")
        assert (sent["t1"].distance_m, sent["t1"].how, sent["s1"].distance_m) == (412.5, "rank=1", None)
        assert sent["t1"].on_scene_wall_ns is not None
        assert sent["s1"].on_scene_wall_ns is None
        assert [n.text for n in closed.notes] == ["it was the side gate", "the name was misspelt"]
        names = ["acknowledged", "dispatched", "reported", "dispatched", "on_scene", "note", "closed", "note"]
        assert one.acts() == [(name, "wang") for name in names]
        assert verify(one.book).problem_count == 0
    with Running(make_book) as again:
        until(lambda: bool(again.desk.incidents()))
        assert again.first == replace_times(closed)


def replace_times(view: IncidentView) -> IncidentView:
    """As another run reads it."""
    return replace(view, evidence_at_ns=None, committed_at_ns=None)


def test_orders_that_cannot_be_are_left_out_and_logged(make_book: MakeBook, caplog: pytest.LogCaptureFixture) -> None:
    with Running(make_book) as one, caplog.at_level(logging.INFO, "duty"):
        view = one.opened()
        one.desk.on_scene(view.incident_id, "t1")
        one.desk.dispatch(view.incident_id, sending())
        one.desk.dispatch(view.incident_id, sending())
        one.desk.on_scene(view.incident_id, "t1")
        one.desk.on_scene(view.incident_id, "t1")
        one.desk.correct(view.incident_id, "  ")
        one.desk.close(view.incident_id, Disposition.NOTHING_FOUND, "")
        one.desk.acknowledge(view.incident_id)
        one.desk.dispatch(view.incident_id, sending("t2"))
        one.desk.on_scene(view.incident_id, "t1")
        one.desk.close(view.incident_id, Disposition.OTHER, "again")
        one.desk.escalate(view.incident_id, "Command")
        one.desk.dispatch(4711, sending())
        last = one.opened(title="after")
        assert last.state is IncidentState.NEW
        assert [name for name, _ in one.acts()] == ["acknowledged", "dispatched", "on_scene", "closed"]
    said = " ".join(record.getMessage() for record in caplog.records)
    assert "t1 was sent to incident 1 already" in said
    assert "t1 is not on its way to incident 1" in said
    assert "Incident 1 is closed" in said
    assert "There is no incident 4711 here" in said


def test_a_finding_of_the_patrol_is_shown_when_its_row_is_committed(make_book: MakeBook) -> None:
    new = NewIncident(IncidentKind.FINDING, "Broken window", "c07", "old")
    rows = opened_by_hand(new, Photo(), 5_000, "zhao")
    with Running(make_book) as one:
        one.desk.write(*rows)
        until(lambda: len(one.desk.incidents()) == 1)
        assert (one.first.kind, one.first.title, one.first.operator) == (IncidentKind.FINDING, "Broken window", "zhao")
        assert len(one.first.stills) == 1
        assert one.desk.counts() == (1, 1)


def test_what_nobody_acknowledges_escalates_once_a_level(make_book: MakeBook) -> None:
    with Running(make_book, escalate_after_s=0.2) as one:
        quiet = one.opened(title="quiet")
        loud = one.opened(title="loud")
        one.desk.acknowledge(quiet.incident_id)
        until(lambda: any(i.escalations == MOST_LEVELS for i in one.desk.incidents()))
        one.desk.acknowledge(loud.incident_id)
        until(lambda: all(i.state is IncidentState.ACKNOWLEDGED for i in one.desk.incidents()))
        levels = [(row.incident_uuid, row.how) for row in one.rows(tables.incident_act) if row.act == "escalated"]
        assert [how for uuid, how in levels if uuid == loud.uuid] == ["1", "2", "3"]
        of_quiet = [row.act for row in one.rows(tables.incident_act) if row.incident_uuid == quiet.uuid]
        assert of_quiet[-1] == "acknowledged", "nothing escalates that was acknowledged, however late that was"
        one.desk.escalate(quiet.incident_id, "Command")
        until(lambda: any(row.told == "Command" for row in one.rows(tables.incident_act)))


def test_an_incident_that_an_earlier_run_left_escalates_by_its_age(make_book: MakeBook) -> None:
    with Running(make_book) as one:
        one.opened()
    with Running(make_book, escalate_after_s=3600) as two:
        until(lambda: bool(two.desk.incidents()))
        assert two.first.escalations == 0
    with two.book.transaction() as connection:
        connection.execute(sa.update(tables.incident).values(at_wall_ns=tables.incident.c.at_wall_ns - 3601 * 10**9))
    with Running(make_book, escalate_after_s=3600) as three:
        until(lambda: bool(three.desk.incidents()) and three.first.escalations == 1)


# The one writer.


class Counting(Book):
    commits = 0

    def append(self, rows: Sequence[Row], also: Callable[[Connection], None] | None = None) -> dict[str, int]:
        type(self).commits += 1
        return super().append(rows, also)


def test_many_writes_share_commits_and_keep_their_order(book_where: Path | sa.URL) -> None:
    Counting.commits = 0
    sent = [note(f"{n:04}") for n in range(2000)]
    with Running(lambda: Counting(book_where)) as one:
        for row in sent:
            one.desk.write(row)
        until(lambda: one.desk.receipt(sent[-1].uuid) is Receipt.COMMITTED, 30)
        assert {one.desk.receipt(row.uuid) for row in sent} == {Receipt.COMMITTED}
        assert [row.subject for row in one.rows(tables.act)] == [f"{n:04}" for n in range(2000)]
        one.book.close()
    assert Counting.commits < 200


def test_one_write_waits_for_no_other(make_book: MakeBook) -> None:
    with Running(make_book) as one:
        assert one.desk.wait_until_loaded(10)
        row = note()
        one.desk.write(row)
        until(lambda: one.desk.receipt(row.uuid) is Receipt.COMMITTED, 2)
        assert one.desk.receipt("0" * 32) is Receipt.UNKNOWN


def test_a_row_that_is_refused_for_ever_stands_in_nobodys_way(
    make_book: MakeBook, caplog: pytest.LogCaptureFixture
) -> None:
    good = [note("before"), note("after")]
    no_table = Row("no_such_table", {}, at_wall_ns=1, operator="")
    no_incident = Row("incident_act", {"incident_uuid": "0" * 32, "act": "note"}, at_wall_ns=1, operator="")
    pair = (note("with it"), Row("act", {"kind": "x"}, at_wall_ns=1, operator=""))
    with Running(make_book) as one:
        for rows in ((good[0],), (no_table,), (no_incident,), pair, (good[1],)):
            one.desk.write(*rows)
        until(lambda: one.desk.receipt(good[1].uuid) is Receipt.COMMITTED)
        until(lambda: one.desk.receipt(good[0].uuid) is Receipt.COMMITTED)
        for row in (no_table, no_incident, *pair):
            assert one.desk.receipt(row.uuid) is Receipt.REFUSED
        assert [row.subject for row in one.rows(tables.act)] == ["before", "after"], "one call is whole or not at all"
        assert one.desk.trouble() == ""
    assert any(record.levelno == logging.ERROR and no_incident.uuid in record.getMessage() for record in caplog.records)


def test_receipts_are_bounded_and_forget_the_oldest_first() -> None:
    from duty.receipts import Receipts

    receipts = Receipts(kept=10)
    receipts.waiting(["waits"])
    for n in range(50):
        receipts.waiting([f"{n}"])
        receipts.settled([f"{n}"], Receipt.COMMITTED if n % 2 else Receipt.REFUSED)
    assert receipts.of("waits") is Receipt.WAITING
    assert receipts.of("0") is Receipt.UNKNOWN
    assert (receipts.of("48"), receipts.of("49")) == (Receipt.REFUSED, Receipt.COMMITTED)
    assert sum(receipts.of(f"{n}") is not Receipt.UNKNOWN for n in range(50)) == 10
    receipts.settled(["of an earlier run"], Receipt.COMMITTED)
    assert receipts.of("of an earlier run") is Receipt.UNKNOWN


def test_a_book_that_cannot_be_made_is_told_and_ends_well(caplog: pytest.LogCaptureFixture) -> None:
    def cannot() -> Book:
        raise PersonError("The password of the book is not there")

    desk = Desk(cannot, SystemClock())
    desk.start()
    row = note()
    desk.write(row)
    until(lambda: "password of the book" in desk.trouble())
    desk.on_verdict(verdict(), track())
    until(lambda: len(desk.incidents()) == 1)
    assert desk.receipt(row.uuid) is Receipt.WAITING
    assert desk.stop(5)
    assert "could not be written before the program ended" in caplog.text


# Without a server.


def test_rows_wait_on_this_disk_and_join_later_in_order(away: MakeBook, tmp_path: Path) -> None:
    with Running(away, tmp_path / "spool.sqlite") as one:
        first = one.opened()
        Away.gone.set()
        rows = [note(f"{n}") for n in range(20)]
        for row in rows:
            one.desk.write(row)
        until(lambda: one.desk.receipt(rows[-1].uuid) is Receipt.SPOOLED)
        assert "server is away" in one.desk.trouble()
        assert {one.desk.receipt(row.uuid) for row in rows} == {Receipt.SPOOLED}
        one.desk.acknowledge(first.incident_id)
        until(lambda: one.first.state is IncidentState.ACKNOWLEDGED)
        assert one.first.spooled, "it is said that the book does not have it yet"
        uuid = one.desk.open_incident(NewIncident(IncidentKind.OTHER, "while away"))
        until(lambda: len(one.desk.incidents()) == 2)
        provisional = next(i for i in one.desk.incidents() if i.uuid == uuid)
        assert provisional.incident_id < 0
        one.desk.on_verdict(verdict(), track())
        until(lambda: len(one.desk.incidents()) == 3)
        one.desk.dispatch(provisional.incident_id, sending())
        until(lambda: any(i.state is IncidentState.DISPATCHED for i in one.desk.incidents()))
        Away.gone.clear()
        until(lambda: one.desk.trouble() == "", 30)
        until(lambda: all(i.incident_id > 0 and not i.spooled for i in one.desk.incidents()))
        assert {one.desk.receipt(row.uuid) for row in rows} == {Receipt.COMMITTED}
        one.desk.close(provisional.incident_id, Disposition.SETTLED, "by its earlier number")
        until(lambda: sum(i.state is IncidentState.CLOSED for i in one.desk.incidents()) == 1)
        assert [row.subject for row in one.rows(tables.act)] == [f"{n}" for n in range(20)]
        assert [name for name, _ in one.acts()] == ["acknowledged", "acknowledged", "dispatched", "closed"]
        assert one.desk.counts() == (2, 3)
        assert verify(one.book).problem_count == 0


def test_what_an_earlier_run_left_here_is_shown_and_joins(away: MakeBook, tmp_path: Path) -> None:
    spool = tmp_path / "spool.sqlite"
    Away.gone.set()
    with Running(away, spool) as one:
        until(lambda: one.desk.trouble() != "")
        one.desk.on_verdict(verdict(), track())
        until(lambda: bool(one.desk.incidents()) and one.first.spooled)
        one.desk.acknowledge(one.first.incident_id)
    with Running(away, spool) as two:
        until(lambda: bool(two.desk.incidents()))
        assert (two.first.state, two.first.spooled) == (IncidentState.ACKNOWLEDGED, True)
        two.desk.on_verdict(verdict(), track())  # the same matter is still open
        two.desk.close(two.first.incident_id, Disposition.LEFT_ZONE, "")
        until(lambda: two.first.state is IncidentState.CLOSED)
        Away.gone.clear()
        until(lambda: two.desk.counts() == (0, 1) and two.first.incident_id == 1, 30)
        assert [name for name, _ in two.acts()] == ["acknowledged", "closed"]


def test_at_the_end_everything_is_on_this_disk_even_if_the_server_went_a_moment_ago(
    away: MakeBook, tmp_path: Path
) -> None:
    spool = tmp_path / "spool.sqlite"
    rows = [note(f"{n}") for n in range(5)]
    with Running(away, spool) as one:
        assert one.desk.wait_until_loaded(10)
        Away.gone.set()
        for row in rows:
            one.desk.write(row)
    Away.gone.clear()
    with Running(away, spool) as two:
        until(lambda: len(two.rows(tables.act)) == 5)
        assert [row.subject for row in two.rows(tables.act)] == [row.values["subject"] for row in rows]


def test_a_spooled_row_that_the_book_refuses_is_kept_aside_and_not_shown_any_more(
    away: MakeBook, tmp_path: Path
) -> None:
    spool = tmp_path / "spool.sqlite"
    with Running(away, spool) as one:
        assert one.desk.wait_until_loaded(10)
        Away.gone.set()
        [made] = opened_by_hand(NewIncident(IncidentKind.OTHER, "odd"), None, 5, "wang")
        bad = replace(made, values={**made.values, "latitude": "north"})
        good = note("good")
        one.desk.write(bad)
        one.desk.write(good)
        until(lambda: one.desk.receipt(good.uuid) is Receipt.SPOOLED)
        until(lambda: [i.title for i in one.desk.incidents()] == ["odd"])
        Away.gone.clear()
        until(lambda: one.desk.receipt(good.uuid) is Receipt.COMMITTED, 30)
        until(lambda: one.desk.incidents() == ())
        assert one.desk.receipt(bad.uuid) is Receipt.REFUSED
    kept = Spool(spool)
    assert (kept.count(), kept.refused_count()) == (0, 1)
    kept.close()


def test_a_spool_that_cannot_be_written_leaves_the_rows_in_memory(away: MakeBook, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with Running(away, tmp_path / "file" / "spool.sqlite") as one:
        assert one.desk.wait_until_loaded(10)
        Away.gone.set()
        row = note()
        one.desk.write(row)
        until(lambda: one.desk.trouble() != "")
        assert one.desk.receipt(row.uuid) is Receipt.WAITING
        Away.gone.clear()
        until(lambda: one.desk.receipt(row.uuid) is Receipt.COMMITTED, 30)


def test_only_the_acts_of_shown_incidents_are_read(make_book: MakeBook) -> None:
    """Ten thousand acts of incidents that were closed long ago cost the start nothing."""
    from duty.incident_queries import read_incidents
    from duty.incident_rows import new_act
    from duty.incidents import CLOSED_SHOWN, IncidentAct

    book = make_book()
    olds = [opened_by_hand(NewIncident(IncidentKind.OTHER, f"{n}"), None, n, "")[0] for n in range(CLOSED_SHOWN + 20)]
    book.append(olds)
    book.append([new_act(old.uuid, IncidentAct.CLOSED, 9, "", disposition=Disposition.OTHER) for old in olds])
    book.append([new_act(olds[0].uuid, IncidentAct.NOTE, 9, "", note="x") for _ in range(3000)])
    read: list[str] = []
    with book.reading() as connection:
        sa.event.listen(connection.engine, "before_cursor_execute", lambda *a: read.append(str(a[3])))
        found = read_incidents(connection)
    assert len(found) == CLOSED_SHOWN
    assert olds[0].uuid not in {view.uuid for view in found}
    assert not any(olds[0].uuid in parameters for parameters in read)


def test_escalation_is_not_moved_by_the_wall_clock() -> None:
    import itertools

    from duty.desk_incidents import DeskIncidents

    clock = ManualClock()
    known = DeskIncidents(clock, 120 * 10**9, itertools.count(-1, -1))
    known.written(opened_by_hand(NewIncident(IncidentKind.OTHER, "x"), None, clock.wall_ns(), ""))
    clock.step_wall(7200)
    assert known.due() == ()
    clock.advance(119)
    clock.step_wall(-7200)
    assert known.due() == ()
    clock.advance(1)
    assert [row.values["act"] for row in known.due()] == ["escalated"]
    assert known.due() == ()


def test_numbers_of_a_breach_that_flickers_for_hours_are_forgotten() -> None:
    import itertools

    from duty.desk_incidents import MOST_NUMBERS, DeskIncidents
    from tests.ui.fake_world import incident

    known = DeskIncidents(ManualClock(), None, itertools.count(-1, -1))
    first = incident(-1, uuid="u1")
    rows = known.breach(first)
    known.kept(rows, {rows[0].uuid: 1})
    for n in range(2, 5 * MOST_NUMBERS):
        assert known.breach(replace(first, incident_id=-n, uuid=f"u{n}")) == ()
        if n % 500 == 0:
            known.shown()
    assert len(known._uuid_of) < 4 * MOST_NUMBERS
    newest = 5 * MOST_NUMBERS - 1
    assert [row.values["act"] for row in known.acknowledge((-newest,), 1, "wang")] == ["acknowledged"]
    assert [row.values["act"] for row in known.close(1, 1, "wang", Disposition.OTHER, "")] == ["closed"]
