"""Records over a real book: shifts, reports, personal content, purging, verifying, copying; and who may."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from base.clock import NS_PER_S, ManualClock
from base.errors import PersonError
from duty.acts import ActKind, act
from duty.book.rows import Row
from duty.book.store import Book
from duty.book.tables import act as acts
from duty.book_records import BookRecords
from duty.people import Right
from duty.reading import BookReader
from tests.duty.report.books import HOUR_NS, RandomBook, ordered, precinct
from tests.duty.report.test_figures import END, START, seen

LIMIT_S = 20.0


class Desk:
    """A book, its reader, and whoever is signed in."""

    def __init__(self, make_book: Callable[[], Book], data: Path) -> None:
        self.book = make_book()
        self.clock = ManualClock(wall_ns=END + HOUR_NS)
        self.rights = set(Right)
        self.reader = BookReader(make_book)
        self.purged: list[str] = []
        self.records = BookRecords(
            self.reader,
            precinct(),
            self.clock,
            data,
            may=lambda right: right in self.rights,
            on_purged=self.purged.append,
        )

    def acts(self, kind: ActKind) -> list[tuple[str, str]]:
        with self.book.reading() as connection:
            rows = connection.execute(acts.select().where(acts.c.kind == kind.value)).all()
        return [(row.subject, row.operator) for row in rows]


@pytest.fixture
def desk(make_book: Callable[[], Book], tmp_path: Path) -> Iterator[Desk]:
    made = Desk(make_book, tmp_path)
    yield made
    assert made.reader.stop(5.0)


def call() -> Row:
    made = RandomBook(1)
    incident = made._raise("call", START + HOUR_NS, "", "wang", "noise")
    return Row(
        "incident",
        incident.values,
        at_wall_ns=incident.at_wall_ns,
        operator="wang",
        personal={"caller": "Zhang San", "caller_phone": "555 0100"},
    )


def test_shifts_are_those_with_something_in_the_book_newest_first(desk: Desk) -> None:
    assert desk.records.shifts().result(LIMIT_S) == ()
    desk.book.append([seen("c00", START + HOUR_NS, None, 1800), seen("c00", START + 25 * HOUR_NS, None, 1800)])
    desk.clock.advance(30 * 3600)
    found = desk.records.shifts().result(LIMIT_S)
    assert [shift.shift_id for shift in found] == ["early", "early"]
    assert found[0].start_wall_ns == START + 24 * HOUR_NS
    assert found[1].start_wall_ns == START


def test_no_more_than_a_hundred_shifts(desk: Desk) -> None:
    desk.book.append([seen("c00", START + i * 8 * HOUR_NS + 60 * NS_PER_S, None, 1800) for i in range(110)])
    desk.clock.advance(60 * 86_400)
    found = desk.records.shifts().result(LIMIT_S)
    assert len(found) == 100
    assert list(found) == sorted(found, key=lambda s: -s.start_wall_ns)


def test_a_shifts_report_and_the_periods_agree(desk: Desk) -> None:
    desk.book.append(ordered(RandomBook(5).rows))
    shift = desk.records.shifts().result(LIMIT_S)[0]
    report = desk.records.shift_report(shift).result(LIMIT_S)
    period = desk.records.period_report(shift.start_wall_ns, shift.end_wall_ns).result(LIMIT_S)
    weeks = desk.records.weeks(shift.start_wall_ns, shift.end_wall_ns).result(LIMIT_S)
    assert report.shift_key == shift.key
    assert period.shift_key == ""
    assert period.on_time == report.on_time == weeks.groups


def test_looking_at_personal_content_is_written_down(desk: Desk) -> None:
    incident = call()
    desk.book.append([incident])
    values = {
        "incident_uuid": incident.uuid,
        "act": "note",
        "responder_id": "",
        "channel": "",
        "told": "",
        "read_back": "",
        "distance_m": None,
        "how": "",
        "disposition": "",
        "note": "",
    }
    another = {"caller": "Zhang San", "address": "12 Cloth Lane"}
    desk.book.append([Row("incident_act", values, at_wall_ns=START, operator="li", personal=another)])
    found = desk.records.personal(incident.uuid, "wang").result(LIMIT_S)
    assert found == {"caller": "Zhang San", "caller_phone": "555 0100", "address": "12 Cloth Lane"}
    assert desk.acts(ActKind.PERSONAL_SEEN) == [(incident.uuid, "wang")]


def test_what_is_purged_is_gone_and_the_chain_holds(desk: Desk) -> None:
    incident = call()
    desk.book.append([incident])
    assert desk.records.purge(incident.uuid, "li", "asked for").result(LIMIT_S) == 1
    assert desk.purged == [incident.uuid]
    assert desk.records.purge(incident.uuid, "li", "again").result(LIMIT_S) == 0
    assert desk.records.personal(incident.uuid, "li").result(LIMIT_S) == {}
    assert desk.acts(ActKind.PURGED) == [(incident.uuid, "li")]
    assert desk.records.verify(None, lambda _done, _all: True).result(LIMIT_S).problems == ()


def test_a_copy_can_be_opened(desk: Desk, tmp_path: Path) -> None:
    desk.book.append([call()])
    to = tmp_path / "copies" / "copy.sqlite"
    assert desk.records.backup(to, lambda _done, _all: True).result(LIMIT_S) == to
    copy = Book(to)
    with copy.reading() as connection:
        assert connection.execute(acts.select()).all() == []
    copy.close()


def test_long_work_gives_up_when_the_program_ends(desk: Desk) -> None:
    desk.book.append([act(ActKind.SIGNED_IN, "wang", at_wall_ns=START, operator="wang", detail={})])
    go_on = desk.records._until_stopped(lambda _done, _all: True)
    assert go_on(1, 2)
    desk.reader.stopping.set()
    assert not go_on(1, 2)


@pytest.mark.parametrize("right", [Right.REPORTS, Right.SEE_PERSONAL, Right.PURGE, Right.VERIFY])
def test_who_may_not_is_told_and_nothing_is_done(desk: Desk, right: Right, tmp_path: Path) -> None:
    incident = call()
    desk.book.append([incident])
    desk.rights.discard(right)
    records = desk.records
    asked: dict[Right, list[Callable[[], Future[Any]]]] = {
        Right.REPORTS: [records.shifts, lambda: records.period_report(0, 1), lambda: records.weeks(0, 1)],
        Right.SEE_PERSONAL: [lambda: records.personal(incident.uuid, "sun")],
        Right.PURGE: [lambda: records.purge(incident.uuid, "sun", "why")],
        Right.VERIFY: [
            lambda: records.verify(None, lambda _done, _all: True),
            lambda: records.backup(tmp_path / "copy.sqlite", lambda _done, _all: True),
        ],
    }
    for ask in asked[right]:
        with pytest.raises(PersonError, match="may"):
            ask().result(LIMIT_S)
    assert desk.acts(ActKind.PERSONAL_SEEN) == []
    assert not (tmp_path / "copy.sqlite").exists()
