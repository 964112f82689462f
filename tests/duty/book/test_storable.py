"""What is written reads the same from both databases, or is refused by both."""

import math
import random
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pytest
import sqlalchemy as sa

from duty.book import tables
from duty.book.rows import Row
from duty.book.store import Book, RowRefused
from duty.book.verify import verify
from tests.duty.book.examples import act, incident, sighting, still, ticket
from tests.duty.conftest import MIGRATED
from tests.servers.postgres import PostgresServer


class Word(StrEnum):
    NORMAL = "normal"


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """One for all these values."""
    if request.param == "sqlite":
        book = Book(tmp_path_factory.mktemp("book") / "book.sqlite")
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        book = Book(server.url(server.new_database(MIGRATED)))
    yield book
    book.close()


def changed(row: Row, **values: Any) -> Row:
    return Row(row.table, {**row.values, **values}, at_wall_ns=row.at_wall_ns, operator=row.operator)


def read_back(book: Book, row: Row) -> sa.RowMapping:
    book.append([row])
    table = tables.CHAINED[row.table]
    with book.reading() as connection:
        return connection.execute(sa.select(table).where(table.c.uuid == row.uuid)).mappings().one()


@pytest.mark.parametrize(
    ("row", "column", "given", "kept"),
    [
        (sighting(), "note", "x" * 500, "x" * 500),
        (sighting(), "note", "巡" * 501, "巡" * 499 + "…"),
        (sighting(), "camera_id", "C" * 41, "C" * 39 + "…"),
        (sighting(), "note", "a\x00b", "a\ufffdb"),
        (sighting(), "note", "half \udcff", "half ?"),
        (sighting(), "note", "🚨 e\u0301 \u202e\r\n\t trailing  ", "🚨 e\u0301 \u202e\r\n\t trailing  "),
        (sighting(), "answer", Word.NORMAL, "normal"),
        (sighting(), "step", True, 1),
        (sighting(), "looked", 1, True),
        (sighting(), "step", -(2**31), -(2**31)),
        (sighting(), "due_wall_ns", 2**63 - 1, 2**63 - 1),
        (sighting(), "due_wall_ns", None, None),
        (incident()[0], "latitude", math.nan, None),
        (incident()[0], "latitude", math.inf, None),
        (incident()[0], "latitude", -0.0, 0.0),
        (incident()[0], "latitude", 31, 31.0),
        (incident()[0], "latitude", 5e-324, 5e-324),
        (incident()[0], "latitude", 0.1 + 0.2, 0.1 + 0.2),
        (act(), "detail", "{}" + " " * 100_000, "{}" + " " * 100_000),
    ],
)
def test_a_value_reads_as_it_was_kept(book: Book, row: Row, column: str, given: Any, kept: Any) -> None:
    found = read_back(book, changed(row, **{column: given}))
    assert (found[column], type(found[column])) == (kept, type(kept))
    assert verify(book).problems == ()


@pytest.mark.parametrize(
    ("row", "values"),
    [
        (sighting(), {"step": 2**31}),
        (sighting(), {"due_wall_ns": 2**63}),
        (sighting(), {"step": "3"}),
        (sighting(), {"step": 1.0}),
        (sighting(), {"looked": 2}),
        (sighting(), {"looked": "yes"}),
        (sighting(), {"note": 5}),
        (sighting(), {"note": None}),
        (sighting(), {"note": b"x"}),
        (sighting(), {"no such column": 1}),
        (sighting(), {"id": 1}),
        (incident()[0], {"latitude": "north"}),
        (incident()[0], {"latitude": 1e308}),
    ],
)
def test_what_no_column_can_hold_is_refused(book: Book, row: Row, values: dict[str, Any]) -> None:
    before = verify(book).rows
    row = changed(row, **values)
    with pytest.raises(RowRefused, match=f"refuses a row of {row.table} for good: ") as refused:
        book.append([ticket(), row])
    assert refused.value.row_uuid == row.uuid
    assert verify(book).rows == before


def test_no_table_and_no_uuid(book: Book) -> None:
    for row in (Row("personal", {}, at_wall_ns=1, operator=""), ticket(uuid="short")):
        with pytest.raises(RowRefused):
            book.append([row])


def any_value(chance: random.Random, column: sa.Column[Any]) -> Any:
    if column.nullable and chance.random() < 0.2:
        return None
    if isinstance(column.type, sa.Boolean):
        return chance.random() < 0.5
    if isinstance(column.type, sa.BigInteger):
        return chance.randrange(-(2**63), 2**63)
    if isinstance(column.type, sa.Integer):
        return chance.randrange(-(2**31), 2**31)
    if isinstance(column.type, sa.Float):
        return chance.choice([chance.uniform(-180, 180), 10 ** chance.uniform(-300, 300), chance.randrange(9)])
    length = chance.choice([0, 1, 5, 50, 600])
    return "".join(chr(chance.choice([*range(128), 0x5DE1, 0xDC80, 0x1F6A8, 0xFFFF])) for _ in range(length))


def test_any_value_of_the_right_kind_is_kept_and_verifies(book: Book) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    before = verify(book).rows
    for _ in range(30):
        first = chance.choice([sighting(), still(), act(), ticket(), incident()[0]])
        table = tables.CHAINED[first.table]
        values = {name: any_value(chance, table.columns[name]) for name in first.values}
        personal = {name: any_value(chance, table.columns["operator"]) for name in ("caller", "é\x00")}
        row = Row(first.table, values, at_wall_ns=chance.randrange(2**62), operator="li\x00", personal=personal)
        book.append([row, row])
    found = verify(book)
    assert (found.rows, found.problems) == (before + 30, ())
