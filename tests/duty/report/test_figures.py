"""The report's figures: equal to an independent recount, on both databases, and as their definitions say."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from base.clock import NS_PER_S
from duty.acts import ActKind, act
from duty.book.rows import Row
from duty.book.store import Book
from duty.book.tables import operator
from duty.patrol.config import Tier
from duty.precinct import Precinct
from duty.report.figures import shift_report
from duty.report.view import ShiftReport
from duty.report.weeks import weeks
from tests.duty.report.books import HOUR_NS, MIDDLE_NS, ZONES, RandomBook, ordered, precinct
from tests.duty.report.recount import differences

NewBook = Callable[[], Path]
MINUTE_NS = 60 * NS_PER_S
START = MIDDLE_NS - MIDDLE_NS % (24 * HOUR_NS) + 6 * HOUR_NS + 15 * MINUTE_NS - 8 * HOUR_NS
"""06:15 in Shanghai: the early shift begins."""
END = START + 8 * HOUR_NS


def check(new_book: NewBook, seed: int) -> None:
    made = RandomBook(seed)
    where = precinct(ZONES[seed % len(ZONES)])
    path = new_book()
    book = Book(path)
    book.append(ordered(made.rows))
    start, end = made.period()
    now = end + (seed % 3 - 1) * HOUR_NS
    report = read(book, where, start, end, now)
    book.close()
    assert differences(report, path, where) == []


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_a_random_book_is_counted_as_the_recount_counts_it(new_book: NewBook, seed: int) -> None:
    check(new_book, seed)


@pytest.mark.soak
@settings(max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_many_random_books(new_book: NewBook, seed: int) -> None:
    check(new_book, seed)


@pytest.mark.parametrize("seed", [3, 17, 123])
def test_both_databases_say_the_same(make_book: Callable[[], Book], new_book: NewBook, seed: int) -> None:
    made = RandomBook(seed)
    where = precinct(ZONES[seed % len(ZONES)])
    start, end = made.period()
    here, there = make_book(), Book(new_book())
    reports = []
    for book in (here, there):
        book.append(ordered(made.rows))
        reports.append(read(book, where, start, end, end))
        with book.reading() as connection:
            again = weeks(connection, where, start, end, end)
        assert again.groups == reports[-1].on_time
        assert again.sightings == reports[-1].sightings
    there.close()
    assert reports[0] == reports[1]


def read(book: Book, where: Precinct, start: int, end: int, now: int) -> ShiftReport:
    with book.reading() as connection:
        return shift_report(connection, where, start, end, None, now)


@pytest.fixture
def book(make_book: Callable[[], Book]) -> Book:
    return make_book()


def seen(camera: str, at: int, due: int | None, every: int | None, **changes: object) -> Row:
    row = RandomBook(1, sightings=1)._sighting(at, camera, "normal", every, due, "r" * 32, "wang", "", True)
    values = {**row.values, "tier": "key" if every else "ordinary", "plan": "routine", "area_id": "market", **changes}
    return Row("sighting", values, at_wall_ns=at, operator="wang")  # type: ignore[arg-type]


def began(at: int = START) -> Row:
    return act(ActKind.PROGRAM_STARTED, "", at_wall_ns=at, operator="", detail={"version": "1"})


def test_an_empty_book_has_no_figures_and_no_missed_deadlines(book: Book) -> None:
    report = read(book, precinct(), START, END, END)
    assert (report.sightings, report.late, report.rounds, report.out, report.nobody_s) == (0, (), (), (), 0.0)
    assert [(t.cameras, t.seen, t.met, t.missed) for t in report.tiers] == [(1, 0, 0, 0), (5, 0, 0, 0)]


def test_a_shift_in_which_nobody_looked_has_missed_every_deadline(book: Book) -> None:
    """A key camera every half hour of eight hours, an ordinary one once."""
    book.append([began()])
    report = read(book, precinct(), START, END, END + HOUR_NS)
    assert [(t.tier, t.met, t.missed) for t in report.tiers] == [(Tier.KEY, 0, 16), (Tier.ORDINARY, 0, 5)]
    assert report.late[0].camera_id == "c00"
    assert report.late[0].worst_s == 8 * 3600 - 1800
    assert sum(g.missed for g in report.on_time) == 21


def test_while_a_shift_runs_only_what_has_passed_is_missed(book: Book) -> None:
    book.append([began()])
    report = read(book, precinct(), START, END, START + 65 * MINUTE_NS)
    assert [t.missed for t in report.tiers] == [2, 0]
    assert report.end_wall_ns == START + 65 * MINUTE_NS


def test_deadlines_of_one_shift_are_not_counted_in_the_next(book: Book) -> None:
    """Overdue since 13:45, seen at 14:20: two missed in the early shift, none in the late one."""
    due = END - 30 * MINUTE_NS
    book.append([began(), seen("c00", due - 30 * MINUTE_NS, due - 30 * MINUTE_NS, 1800)])
    book.append([seen("c00", END + 5 * MINUTE_NS, due, 1800)])
    early = read(book, precinct(), START, END, END + HOUR_NS)
    late = read(book, precinct(), END, END + HOUR_NS, END + 10 * MINUTE_NS)
    both = read(book, precinct(), START, END + HOUR_NS, END + 10 * MINUTE_NS)
    assert early.tiers[0].missed == 2
    assert late.tiers[0].missed == 0
    assert both.tiers[0].missed == early.tiers[0].missed + late.tiers[0].missed


def test_once_a_shift_is_one_deadline_however_often_it_was_seen(book: Book) -> None:
    rows = [seen("c01", START + i * HOUR_NS, END, None) for i in range(1, 4)]
    book.append([began(), *rows])
    report = read(book, precinct(), START, END, END)
    assert report.sightings == 3
    assert report.tiers[1].met == 1
    assert report.tiers[1].missed == 4


def test_an_hour_is_the_deadlines_hour_on_the_precincts_clock(book: Book) -> None:
    due = START + 100 * MINUTE_NS
    book.append([began(), seen("c00", due + 40 * MINUTE_NS, due, 1800)])
    report = read(book, precinct(), START, END, due + 41 * MINUTE_NS)
    assert {(g.hour, g.met, g.missed) for g in report.on_time} == {(7, 0, 1), (8, 0, 1)}


def test_a_camera_that_is_out_twice_at_a_time_is_out_once(book: Book) -> None:
    ticket = Row("ticket", {"camera_id": "c01", "note": "dark"}, at_wall_ns=START + HOUR_NS, operator="li")
    closed = {"ticket_uuid": ticket.uuid, "act": "closed", "note": ""}
    book.append(
        [
            act(ActKind.CAMERA_OUT, "c01", at_wall_ns=START - HOUR_NS, operator="", detail={"reason": "timeout"}),
            ticket,
            act(ActKind.CAMERA_BACK, "c01", at_wall_ns=START + 2 * HOUR_NS, operator="", detail={}),
            Row("ticket_act", closed, at_wall_ns=START + 3 * HOUR_NS, operator="li"),
        ]
    )
    out = read(book, precinct(), START, END, END).out
    assert [(o.camera_id, o.out_s, o.word) for o in out] == [("c01", 3 * 3600.0, "timeout")]
    assert out[0].since_wall_ns == START - HOUR_NS


def test_operators_have_names(book: Book) -> None:
    values = {"login": "wang", "name": "王敏", "role": "duty_officer", "password_hash": "", "active": True}

    def add(connection: sa.Connection) -> None:
        connection.execute(sa.insert(operator).values(**values, failed=0, locked_until_wall_ns=0))

    book.append([seen("c01", START + HOUR_NS, END, None)], also=add)
    report = read(book, precinct(), START, END, END)
    assert report.operators == ("wang",)
    assert report.names == (("wang", "王敏"),)
