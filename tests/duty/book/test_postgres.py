"""The server away, slow, hanging, wrong, and back again."""

import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from duty.book import tables
from duty.book.errors import BookError, RowRefused
from duty.book.postgres import open_url
from duty.book.rows import Row
from duty.book.spool import Spool
from duty.book.store import Book
from duty.book.verify import verify
from tests.duty.book.examples import raw, ticket
from tests.servers.postgres import PASSWORD, USER, PostgresServer

LIMIT_S = 7.0
"""Two for the question whether it is there, three to connect anew, or five in a transaction; and a loaded machine."""


@pytest.fixture(scope="module")
def own_server() -> Iterator[PostgresServer]:
    """One that these tests may stop and hang."""
    with PostgresServer() as server:
        yield server


@pytest.fixture
def book(own_server: PostgresServer) -> Iterator[Book]:
    name = own_server.new_database()
    book = Book(own_server.url(name))
    yield book
    book.close()
    own_server.drop(name)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://li@host/book", "postgresql+psycopg://li:s%40x@host/book"),
        ("postgres://li@host:5433/book", "postgresql+psycopg://li:s%40x@host:5433/book"),
        ("postgresql+psycopg://li@[::1]/b?sslmode=require", "postgresql+psycopg://li:s%40x@[::1]/b?sslmode=require"),
    ],
)
def test_an_address_becomes_psycopgs(url: str, expected: str) -> None:
    opened = open_url(url, "s@x")
    assert opened.render_as_string(hide_password=False) == expected
    assert "s%40x" not in Book(opened).name
    assert open_url(url, None).password is None


@pytest.mark.parametrize("url", ["", "host/book", "mysql://host/book", "postgresql://host", "postgresql://h:port/b"])
def test_an_address_that_is_none_is_one_sentence(url: str) -> None:
    with pytest.raises(BookError, match="address is not like postgresql://user@host/database"):
        open_url(url, None)


def test_wrong_password_wrong_database_nobody_there(own_server: PostgresServer) -> None:
    url = f"postgresql://{USER}@127.0.0.1:{own_server.port}/postgres"
    Book(open_url(url, PASSWORD)).close()
    for wrong, why in (
        (open_url(url, "guess"), "password authentication failed"),
        (open_url(url, PASSWORD).set(database="nowhere"), '"nowhere" does not exist'),
        (open_url(url, PASSWORD).set(port=1), "(refused|failed)"),
    ):
        book = Book(wrong)
        with pytest.raises(BookError, match=rf"The book postgresql.*\*\*\*@127.* cannot be opened: .*{why}") as failed:
            book.open()
        assert "guess" not in str(failed.value)
        assert PASSWORD not in str(failed.value)
        assert "\n" not in str(failed.value)


def test_somebody_who_takes_connections_and_says_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        began = time.monotonic()
        with pytest.raises(BookError, match="cannot be opened"):
            Book(open_url(f"postgresql://li@127.0.0.1:{port}/book", "x")).open()
        assert time.monotonic() - began < LIMIT_S


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGQUIT])
def test_a_server_that_goes_and_comes_back(own_server: PostgresServer, book: Book, sign: signal.Signals) -> None:
    """Between appends, and in the middle of a transaction."""
    book.append([ticket()])
    rows = [ticket(), ticket()]

    def stop(connection: sa.Connection) -> None:
        own_server.stop(sign)

    try:
        with pytest.raises(BookError, match="cannot be written: ") as failed:
            book.append(rows, also=stop)
        assert not isinstance(failed.value, RowRefused)
        began = time.monotonic()
        for _ in range(3):
            with pytest.raises(BookError, match=r"cannot be (written|opened): .*refused"):
                book.append(rows)
        assert time.monotonic() - began < LIMIT_S
    finally:
        own_server.start()
    book.append(rows)
    found = verify(book)
    assert (found.rows, found.problems) == (3, ())
    own_server.stop(sign)
    own_server.start()
    book.append([ticket()])  # the connection that was kept is dead: nobody notices
    assert verify(book).rows == 4


def test_a_server_that_hangs_holds_nobody_up_for_long(own_server: PostgresServer, book: Book, tmp_path: Path) -> None:
    rows, spool = [ticket(), ticket()], Spool(tmp_path / "spool.sqlite")
    book.append([ticket()])

    def hang(connection: sa.Connection) -> None:
        own_server.hang()
        connection.execute(sa.select(tables.head.c.seq)).all()

    try:
        began = time.monotonic()
        with pytest.raises(BookError, match="the server has not answered for 5 s"):
            book.append(rows, also=hang)
        assert time.monotonic() - began < LIMIT_S
        spool.put(rows)
        own_server.go_on()
        book.append([ticket()])
        own_server.hang()
        began = time.monotonic()
        with pytest.raises(BookError):  # the connection that was kept does not answer
            book.append(rows)
        assert time.monotonic() - began < LIMIT_S
    finally:
        own_server.go_on()
    assert spool.join(book, lambda batch, refused: None) == 1
    spool.close()
    found = verify(book)
    assert (found.rows, found.problems) == (4, ())


def test_another_program_that_keeps_the_head_locked(book: Book) -> None:
    book.append([ticket()])
    locked, done = threading.Event(), threading.Event()
    engine = sa.create_engine(book.url)

    def hold() -> None:
        with engine.begin() as connection:
            connection.execute(sa.select(tables.head).with_for_update())
            locked.set()
            done.wait(20)

    thread = threading.Thread(target=hold)
    thread.start()
    assert locked.wait(5)
    began = time.monotonic()
    try:
        with pytest.raises(BookError, match="lock timeout"):
            book.append([ticket()])
        assert time.monotonic() - began < LIMIT_S
    finally:
        done.set()
        thread.join()
        engine.dispose()
    book.append([ticket()])
    assert verify(book).rows == 2


def test_a_view_is_of_one_moment(book: Book) -> None:
    book.append([ticket()])
    other = Book(book.url)
    with book.reading() as connection:
        before = connection.execute(sa.select(sa.func.count()).select_from(tables.ticket)).scalar_one()
        other.append([ticket()])
        after = connection.execute(sa.select(sa.func.count()).select_from(tables.ticket)).scalar_one()
    assert (before, after) == (1, 1)
    other.close()


def test_a_database_that_cannot_hold_chinese_is_refused_before_a_row_is(own_server: PostgresServer) -> None:
    own_server.sql("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    with pytest.raises(BookError, match=r"keeps texts as LATIN1: .* ENCODING 'UTF8'"):
        Book(own_server.url("latin")).open()


def test_the_server_counts_lengths_as_we_do(book: Book) -> None:
    row = Row("ticket", {"camera_id": "摄" * 60, "note": "🚨" * 600}, at_wall_ns=1, operator="李" * 60)
    book.append([row])
    (kept,) = raw(book.url, "SELECT length(camera_id) AS a, length(note) AS b, length(operator) AS c FROM ticket")
    assert (kept.a, kept.b, kept.c) == (40, 500, 40)
