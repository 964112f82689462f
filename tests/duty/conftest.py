"""Books for the tests, on both databases: whoever takes `make_book` runs once on SQLite and once on PostgreSQL."""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from duty.book.store import Book
from tests.duty.fresh import fresh
from tests.servers.postgres import PostgresServer

MIGRATED = "migrated"
_SERVERS: list[PostgresServer] = []


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One for the whole run; `migrated` is a database with the newest tables, to copy from."""
    with PostgresServer() as server:
        _SERVERS.append(server)
        server.sql(f"CREATE DATABASE {MIGRATED} TEMPLATE template0")
        book = Book(server.url(MIGRATED))
        book.open()
        book.close()
        yield server
        _SERVERS.clear()


@pytest.fixture
def postgres_database(postgres_server: PostgresServer) -> Iterator[sa.URL]:
    """A fresh, migrated database on the shared server."""
    name = postgres_server.new_database(MIGRATED)
    yield postgres_server.url(name)
    postgres_server.drop(name)


@pytest.fixture(params=["sqlite", "postgres"])
def book_where(request: pytest.FixtureRequest, tmp_path: Path) -> Path | sa.URL:
    """What Book() takes: a file or a database with the newest tables and nothing in them."""
    if request.param == "sqlite":
        return fresh(tmp_path / "book" / "book.sqlite")
    url = request.getfixturevalue("postgres_database")
    assert isinstance(url, sa.URL)
    return url


@pytest.fixture
def make_book(book_where: Path | sa.URL) -> Iterator[Callable[[], Book]]:
    """New Books, all on the same fresh database; closed at the end of the test."""
    made: list[Book] = []

    def make() -> Book:
        made.append(Book(book_where))
        return made[-1]

    yield make
    for book in made:
        book.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed and _SERVERS and "[postgres" in item.name:
        report.sections.append(("PostgreSQL's log", _SERVERS[0].log()))
    return report
