"""The book on both databases: appended to, read, opened by several at once."""

import threading
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from duty.book import tables
from duty.book.rows import Row
from duty.book.store import Book, BookError, RowRefused
from duty.book.verify import verify
from tests.duty.book.examples import ticket


def test_a_row_is_written_once_whatever_how_often_it_is_tried(make_book: Callable[[], Book]) -> None:
    book, row = make_book(), ticket()
    first = book.append([row])
    assert book.append([row, ticket()])[row.uuid] == first[row.uuid]
    with make_book().reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(tables.ticket)).scalar_one() == 2
        assert connection.execute(sa.select(tables.head.c.seq)).scalar_one() == 2


def test_a_row_that_names_what_is_not_there_is_refused_and_its_batch_with_it(make_book: Callable[[], Book]) -> None:
    book = make_book()
    orphan = Row("ticket_act", {"ticket_uuid": "f" * 32, "act": "closed", "note": ""}, at_wall_ns=1, operator="li")
    with pytest.raises(RowRefused) as refused:
        book.append([ticket(), orphan])
    assert refused.value.row_uuid == orphan.uuid
    with book.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(tables.ticket)).scalar_one() == 0
    book.append([ticket()])


def keep_trying(book: Book, rows: list[Row]) -> None:
    """As the desk does: a file that is locked for too long is no error to stop at."""
    for _ in range(5):
        try:
            book.append(rows)
            return
        except BookError as error:
            if "locked" not in str(error):
                raise
    raise AssertionError("locked five times over")


def test_two_append_at_once_to_one_chain(make_book: Callable[[], Book]) -> None:
    make_book().open()
    errors: list[Exception] = []

    def write(book: Book) -> None:
        try:
            for _ in range(20):
                keep_trying(book, [ticket(), ticket()])
        except Exception as error:  # noqa: BLE001
            errors.append(error)

    threads = [threading.Thread(target=write, args=(make_book(),)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    found = verify(make_book())
    assert (found.rows, found.head_seq, found.problems) == (120, 120, ())
