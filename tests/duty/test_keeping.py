"""Retention and backups, by the clock."""

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from base.clock import NS_PER_S, ManualClock
from duty.book import tables
from duty.book.rows import Row
from duty.book.store import Book
from duty.book.verify import verify
from duty.keeping import DAY_NS, Keeper
from duty.patrol.config import BookConfig
from duty.reading import BookReader


@pytest.fixture
def reader(make_book: Callable[[], Book]) -> Iterator[BookReader]:
    reader = BookReader(make_book)
    yield reader
    assert reader.stop(5)


def call_row(at_wall_ns: int, caller: str) -> Row:
    texts = ("subject", "camera_id", "area_id", "zone_id", "zone_name", "reasons")
    values = {"kind": "call", "title": "A call"} | dict.fromkeys(texts, "")
    return Row("incident", values, at_wall_ns, "wang", personal={"caller": caller})


def test_personal_content_goes_after_its_days(
    make_book: Callable[[], Book], reader: BookReader, tmp_path: Path
) -> None:
    clock, book = ManualClock(), make_book()
    old, young = call_row(clock.wall_ns() - 31 * DAY_NS, "Old"), call_row(clock.wall_ns() - 29 * DAY_NS, "Young")
    book.append([old, young])
    keeper = Keeper(reader, BookConfig(personal_days=30), clock, tmp_path)
    keeper.keep(book)
    keeper.keep(book)
    with book.reading() as connection:
        left = connection.execute(sa.select(tables.personal.c.content)).scalars().all()
        purges = (
            connection.execute(sa.select(tables.act.c.subject).where(tables.act.c.kind == "purged")).scalars().all()
        )
    assert [json.loads(content) for content in left if content] == [{"caller": "Young"}]
    assert purges == [old.uuid]
    assert verify(book).problem_count == 0
    book.close()


def test_a_backup_a_day_and_no_more_than_are_kept(
    make_book: Callable[[], Book], reader: BookReader, tmp_path: Path
) -> None:
    clock, book, folder = ManualClock(), make_book(), tmp_path / "backups"
    keeper = Keeper(reader, BookConfig(backup_folder=str(folder), backup_keep=2), clock, tmp_path)
    for _ in range(3):
        keeper.keep(book)
        keeper.keep(book)
        clock.advance(86_400)
    found = sorted(folder.iterdir())
    assert len(found) == 2
    copy = Book(found[-1])
    assert verify(copy).problem_count == 0
    copy.close()
    book.close()


def test_it_runs_by_itself_and_says_what_it_could_not_do(
    make_book: Callable[[], Book], reader: BookReader, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = ManualClock()
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    keeper = Keeper(reader, BookConfig(backup_folder=str(blocked / "backups")), clock, tmp_path)
    with caplog.at_level(logging.ERROR):
        for _ in range(500):
            keeper.run_once()
            if "put off" in caplog.text:
                break
    assert "put off" in caplog.text
    caplog.clear()
    assert clock.monotonic_ns() < 3_000 * NS_PER_S
