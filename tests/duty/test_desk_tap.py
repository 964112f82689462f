"""Whoever listens to the desk is told of every row once: when it is in the book, or in the spool while that is away."""

from collections.abc import Sequence
from pathlib import Path

from base.clock import SystemClock
from duty.acts import ActKind, act
from duty.book.errors import BookError
from duty.book.rows import Receipt, Row
from duty.book.spool import Spool
from duty.book.store import Book
from duty.desk import Desk
from tests.duty.waiting import until


def row(subject: str) -> Row:
    return act(ActKind.BACKED_UP, subject, at_wall_ns=1_800_000_000_000_000_000, operator="")


class Ear:
    def __init__(self, *, angry: bool = False) -> None:
        self.heard: list[str] = []
        self._angry = angry

    def __call__(self, rows: Sequence[Row]) -> None:
        self.heard += [str(one.values["subject"]) for one in rows]
        if self._angry:
            raise RuntimeError("a listener that fails")


def test_rows_are_told_once_and_a_listener_that_fails_does_no_harm(tmp_path: Path) -> None:
    ear = Ear(angry=True)
    desk = Desk(lambda: Book(tmp_path / "book.sqlite"), SystemClock(), on_rows=ear)
    desk.start()
    first, second = row("1"), row("2")
    desk.write(first)
    desk.write(second)
    until(lambda: desk.receipt(second.uuid) is Receipt.COMMITTED)
    assert desk.stop(5.0)
    assert ear.heard == ["1", "2"]


def test_rows_in_the_spool_are_not_told_again_when_they_join_the_book(tmp_path: Path) -> None:
    away = [True]

    def book() -> Book:
        if away[0]:
            raise BookError("The book is away.")
        return Book(tmp_path / "book.sqlite")

    ear = Ear()
    desk = Desk(book, SystemClock(), make_spool=lambda: Spool(tmp_path / "spool.sqlite"), on_rows=ear)
    desk.start()
    one = row("1")
    desk.write(one)
    until(lambda: desk.receipt(one.uuid) is Receipt.SPOOLED)
    assert ear.heard == ["1"]
    away[0] = False
    until(lambda: desk.receipt(one.uuid) is Receipt.COMMITTED)
    desk.write(row("2"))
    until(lambda: ear.heard == ["1", "2"])
    assert desk.stop(5.0)
