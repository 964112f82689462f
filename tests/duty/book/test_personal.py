import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from duty.book import tables
from duty.book.personal import older_than, purge
from duty.book.store import Book, read_personal
from duty.book.verify import verify
from tests.duty.book.examples import raw, ticket
from tests.duty.fresh import fresh

Make = Callable[[], Book]


def test_a_purge_erases_once_and_is_a_row_itself(make_book: Make) -> None:
    book = make_book()
    rows = [ticket(phone=f"139 {number}", at_wall_ns=number) for number in range(5)]
    plain = ticket()
    book.append([*rows, plain])
    with book.reading() as connection:
        assert older_than(connection, 3) == [row.uuid for row in rows[:3]]
        assert read_personal(connection, [rows[0].uuid, plain.uuid]) == {rows[0].uuid: '{"phone":"139 0"}'}
    gone = [rows[0].uuid, rows[2].uuid]
    assert purge(book, [*gone, plain.uuid, "f" * 32], 77, "wang", "30 days") == 2
    assert purge(book, gone, 78, "wang", "again") == 0
    with book.reading() as connection:
        assert older_than(connection, 3) == [rows[1].uuid]
        assert read_personal(connection, gone) == {}
        acts = connection.execute(sa.select(tables.act).order_by(tables.act.c.id)).all()
        keys = connection.execute(sa.select(tables.personal.c.key).where(tables.personal.c.row_uuid.in_(gone)))
        assert keys.scalars().all() == [None, None]
    assert {act.subject for act in acts} == set(gone)
    assert {(act.kind, act.operator, act.at_wall_ns) for act in acts} == {("purged", "wang", 77)}
    assert acts[0].detail == '{"reason": "30 days", "table": "ticket"}'
    assert verify(book).problems == ()


def test_many_rows_are_purged_in_one_transaction(make_book: Make) -> None:
    book = make_book()
    rows = [ticket(phone=str(number)) for number in range(1200)]
    book.append(rows)
    assert purge(book, [row.uuid for row in rows], 1, "li", "") == 1200
    assert (found := verify(book)).problems == ()
    assert found.rows == 2400


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


@pytest.mark.parametrize("size", [30, 900, 9000])
def test_purged_bytes_are_gone_from_the_files(tmp_path: Path, size: int) -> None:
    """From the pages, from pages that were split or freed, and from the write-ahead log."""
    book = Book(fresh(tmp_path / "book.sqlite"))
    rows = [ticket(secret=f"find-me-{number:04}-".ljust(size, "x")) for number in range(300)]
    for start in range(0, 300, 20):
        book.append(rows[start : start + 20])
    keys = [row.key for row in raw(tmp_path / "book.sqlite", "SELECT key FROM personal")]
    before = bytes_of(tmp_path)
    assert all(f"find-me-{number:04}".encode() in before for number in range(300))
    assert all(key.encode() in before for key in keys)
    assert purge(book, [row.uuid for row in rows[::2]], 1, "li", "30 days") == 150
    after = bytes_of(tmp_path)
    left = [number for number in range(300) if f"find-me-{number:04}".encode() in after]
    assert left == list(range(1, 300, 2))
    assert sum(key.encode() in after for key in keys) == 150
    book.close()


def test_a_reader_delays_the_end_of_the_log_not_the_purge(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "book.sqlite"
    book = Book(path)
    row = ticket(secret="find-me")
    book.append([row])
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM personal").fetchone()
    assert purge(book, [row.uuid], 1, "li", "") == 1
    assert "still in the log" in caplog.text
    assert b"find-me" in bytes_of(tmp_path)
    reader.close()
    assert book.forget_traces()
    assert b"find-me" not in bytes_of(tmp_path)
    book.close()


def test_the_book_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        book = Book(tmp_path / "folder" / "book.sqlite")
        book.append([ticket(secret="x")])
        assert {path.stat().st_mode & 0o777 for path in (tmp_path / "folder").iterdir()} == {0o600}
        book.close()
    finally:
        os.umask(before)
