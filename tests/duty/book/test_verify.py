"""Whoever changes the book behind its back is found out."""

import random
from collections.abc import Callable
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from duty.acts import ActKind
from duty.book import chain as links
from duty.book import tables
from duty.book.errors import BookError
from duty.book.personal import PURGED, purge
from duty.book.signing import StationKey
from duty.book.store import Book, chain_head
from duty.book.verify import Fault, Problem, Signature, verify
from tests.duty.book.examples import fill, incident, raw, sighting, ticket
from tests.duty.fresh import fresh

Where = Path | sa.URL
Make = Callable[[], Book]


def faults(book: Book, **named: Any) -> list[tuple[Any, ...]]:
    found = verify(book, **named)
    assert found.problem_count == len(found.problems)
    return [(one.fault, one.seq, one.table, one.row_id) for one in found.problems]


def test_a_book_as_it_was_written_has_no_problem(make_book: Make) -> None:
    book = make_book()
    assert verify(book).rows == 0
    rows = fill(book)
    seen: list[tuple[int, int]] = []

    def watch(done: int, of: int) -> bool:
        seen.append((done, of))
        return True

    found = verify(book, progress=watch)
    assert (found.rows, found.head_seq, found.problems, found.problem_count) == (len(rows), len(rows), (), 0)
    assert seen[-1] == (len(rows), len(rows))
    with pytest.raises(CancelledError):
        verify(book, progress=lambda done, of: False)


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["UPDATE sighting SET camera_id = 'C99' WHERE id = 3"], [(Fault.CHANGED, 6, "sighting", 3)]),
        (["UPDATE sighting SET credited = NOT credited WHERE id = 1"], [(Fault.CHANGED, 4, "sighting", 1)]),
        (["UPDATE incident SET latitude = latitude + 1e-9 WHERE id = 1"], [(Fault.CHANGED, 10, "incident", 1)]),
        (["UPDATE act SET operator = 'wang' WHERE id = 2"], [(Fault.CHANGED, 14, "act", 2)]),
        (["UPDATE ticket SET uuid = 'x' WHERE id = 2"], [(Fault.CHANGED, 2, "ticket", 2)]),
        (["DELETE FROM still WHERE id = 1"], [(Fault.MISSING, 13, "still", 1)]),
        (["DELETE FROM chain WHERE seq = 13"], [(Fault.MISSING, 13, "", None), (Fault.ADDED, None, "still", 1)]),
        (["DELETE FROM chain WHERE seq = 13", "DELETE FROM still WHERE id = 1"], [(Fault.MISSING, 13, "", None)]),
        (
            ["INSERT INTO ticket VALUES (77, 'x', 1, 'li', NULL, 'C1', 'never was')"],
            [(Fault.ADDED, None, "ticket", 77)],
        ),
        (
            [
                "UPDATE chain SET seq = -5 WHERE seq = 5",
                "UPDATE chain SET seq = 5 WHERE seq = 6",
                "UPDATE chain SET seq = 6 WHERE seq = -5",
            ],
            [
                (Fault.BROKEN, 5, "sighting", 3),
                (Fault.BROKEN, 6, "sighting", 2),
                (Fault.BROKEN, 7, "sighting", 4),
            ],
        ),
        (["UPDATE chain SET row_table = 'no such' WHERE seq = 8"], None),
        (["UPDATE chain SET hash = digest WHERE seq = 8"], None),
        (
            ["DELETE FROM chain WHERE seq > 17", "DELETE FROM act WHERE id = 3"],
            [(Fault.CUT_OFF, 19, "", None), (Fault.ADDED, None, "still", 2)],
        ),
        (["DELETE FROM chain", "DELETE FROM head"], None),
        (["INSERT INTO head VALUES (2, 0, '')"], [(Fault.CUT_OFF, None, "", None)]),
        (["UPDATE head SET seq = 15"], [(Fault.ADDED, 15, "", None)]),
        (["UPDATE head SET hash = 'f'"], [(Fault.BROKEN, 19, "", None)]),
        (["UPDATE personal SET content = NULL, key = NULL WHERE row_table = 'incident'"], [(Fault.PERSONAL, 10)]),
        (["UPDATE personal SET content = '{}' WHERE row_table = 'incident'"], [(Fault.PERSONAL, 10)]),
        (["UPDATE personal SET key = NULL WHERE row_table = 'incident'"], [(Fault.PERSONAL, 10)]),
        (["UPDATE personal SET key = 'no key' WHERE row_table = 'incident'"], [(Fault.PERSONAL, 10)]),
        (["UPDATE personal SET at_wall_ns = 0 WHERE row_table = 'incident'"], [(Fault.PERSONAL, 10)]),
        (["DELETE FROM personal WHERE row_table = 'incident'"], [(Fault.PERSONAL, 10)]),
        (["INSERT INTO personal VALUES ('x', 'ticket', 1, '{}', 'aa')"], [(Fault.PERSONAL, None)]),
    ],
)
def test_what_was_done_behind_its_back_is_found(
    make_book: Make, book_where: Where, statements: list[str], expected: list[tuple[Any, ...]] | None
) -> None:
    book = make_book()
    fill(book)
    raw(book_where, *statements)
    found = faults(book)
    assert found
    if expected is not None:
        assert len(found) == len(expected)
        for one, wanted in zip(found, expected, strict=True):
            assert tuple(one[: len(wanted)]) == wanted


@pytest.mark.parametrize("value", ["CAST(X'ff' AS TEXT)", "X'00ff'", "9e999"])
@pytest.mark.parametrize(
    ("column", "fault"),
    [("ticket SET note", Fault.CHANGED), ("personal SET content", Fault.PERSONAL), ("chain SET digest", Fault.BROKEN)],
)
def test_bytes_that_are_no_value_are_found(tmp_path: Path, column: str, fault: Fault, value: str) -> None:
    """SQLite takes anything in any column."""
    book = Book(fresh(tmp_path / "book.sqlite"))
    fill(book)
    raw(tmp_path / "book.sqlite", f"UPDATE {column} = {value}")
    assert fault in {one.fault for one in verify(book).problems}
    raw(tmp_path / "book.sqlite", "UPDATE sighting SET looked = 2 WHERE looked")
    assert Fault.CHANGED in {one.fault for one in verify(book).problems if one.table == "sighting"}
    book.close()


def test_one_link_doubled_is_found(tmp_path: Path) -> None:
    """The index that forbids it can be taken away, and the hashes made to fit."""
    book = Book(fresh(tmp_path / "book.sqlite"))
    book.append([ticket(), ticket()])
    with book.reading() as connection:
        head = chain_head(connection)[1]
        digest = connection.execute(sa.select(tables.chain.c.digest).where(tables.chain.c.seq == 1)).scalar_one()
    new = links.link(head, 3, "ticket", 1, digest)
    raw(
        tmp_path / "book.sqlite",
        "DROP INDEX ix_chain_row",
        f"INSERT INTO chain VALUES (3, 'ticket', 1, '{digest}', '{new}')",
        f"UPDATE head SET seq = 3, hash = '{new}'",
    )
    assert faults(book) == [(Fault.BROKEN, 3, "ticket", 1)]
    book.close()


def test_a_purge_is_no_problem_and_its_undoing_is(make_book: Make, book_where: Where) -> None:
    assert ActKind.PURGED.value == PURGED
    book = make_book()
    begun = incident(1, caller="赵女士")
    book.append(begun)
    (kept,) = raw(book_where, "SELECT content, key FROM personal")
    assert purge(book, [begun[0].uuid], 5, "li", "30 days") == 1
    assert faults(book) == []
    raw(book_where, sa.update(tables.personal).values(content=kept.content, key=kept.key))
    assert faults(book) == [(Fault.PERSONAL, 1, "incident", 1)]


def sign(book: Book, key: StationKey) -> str:
    with book.reading() as connection:
        return key.sign_head(*chain_head(connection), at_wall_ns=1_790_000_000_000_000_000)


def test_only_the_signed_head_finds_a_chain_that_was_cut_and_grew_again(
    make_book: Make, book_where: Where, tmp_path: Path
) -> None:
    book, key = make_book(), StationKey.of(tmp_path)
    fill(book)
    head = sign(book, key)
    ours = {"head": head, "known_keys": [key.public_key]}
    found = verify(book, **ours)  # type: ignore[arg-type]
    assert (found.problems, found.signed_head_seq, found.signature) == ((), 19, Signature.OURS)
    book.append([ticket()])
    assert faults(book, **ours) == []
    (before,) = raw(book_where, "SELECT seq, hash FROM chain WHERE seq = 18")
    raw(
        book_where,
        "DELETE FROM chain WHERE seq >= 19",
        "DELETE FROM act WHERE id = 3",
        "DELETE FROM ticket WHERE id = 3",
        f"UPDATE head SET seq = 18, hash = '{before.hash}'",
    )
    assert faults(book) == []
    assert faults(book, **ours) == [(Fault.CUT_OFF, 19, "", None)]
    book.append([ticket(), ticket()])
    assert faults(book) == []
    found = verify(book, **ours)  # type: ignore[arg-type]
    assert [(one.fault, one.seq) for one in found.problems] == [(Fault.CUT_OFF, 19)]
    assert found.signed_head_seq is None


def test_a_head_of_another_station_or_of_nobody_is_said_to_be_one(make_book: Make, tmp_path: Path) -> None:
    book, key = make_book(), StationKey.of(tmp_path / "other")
    fill(book)
    head = sign(book, key)
    found = verify(book, head, known_keys=[StationKey.of(tmp_path / "ours").public_key])
    assert (found.signature, found.signed_head_seq) == (Signature.FOREIGN, 19)
    assert found.problems == (Problem(Fault.SIGNATURE, 19, "", None),)
    forged = head.replace(":19:", ":18:")
    found = verify(book, forged, known_keys=[key.public_key])
    assert found.signature is Signature.FALSE
    assert found.problems == (Problem(Fault.SIGNATURE, 18, "", None),)
    with pytest.raises(BookError, match="not the line of a signed head"):
        verify(book, "20:ff")


TAMPERED = [*tables.CHAINED.values(), tables.chain, tables.head, tables.personal]


def meddle(chance: random.Random, where: Where) -> Callable[[], object]:
    """One cell of one row changed, or one row removed; what is given undoes it."""
    table = chance.choice(TAMPERED)
    row = chance.choice(raw(where, sa.select(table)))._asdict()
    key = next(iter(table.primary_key))
    this = key == row[key.name]
    if chance.random() < 0.25:
        print(f"remove {table.name} {row}")
        raw(where, sa.delete(table).where(this))
        return lambda: raw(where, sa.insert(table).values(row))
    column = chance.choice([one for one in table.columns if (table.name, one.name) != ("head", "id")])
    before = row[column.name]
    after = other_value(chance, column, before)
    print(f"change {table.name}.{column.name} from {before!r} to {after!r} in {row}")
    raw(where, sa.update(table).where(this).values({column.name: after}))
    moved = key == (after if column is key else row[key.name])
    return lambda: raw(where, sa.update(table).where(moved).values({column.name: before}))


def other_value(chance: random.Random, column: sa.Column[Any], before: Any) -> Any:
    if isinstance(column.type, sa.Boolean):
        return not before
    if isinstance(column.type, sa.Integer | sa.Float):
        unique = column.primary_key or column.name == "row_id"
        return (before or 0) + (1000 if unique else chance.choice([-1, 1, 1000]))
    text = before or ""
    if text and column.nullable and chance.random() < 0.3:
        return None
    if text and chance.random() < 0.5:
        place = chance.randrange(len(text))
        return text[:place] + ("0" if text[place] != "0" else "1") + text[place + 1 :]
    return text[:-1] if text else "x"


def meddle_and_verify(make_book: Make, where: Where, seed: int, times: int) -> None:
    print(f"seed {seed}")
    chance = random.Random(seed)
    book = make_book()
    rows = fill(book)
    purge(book, [rows[0].uuid], 5, "li", "asked for")
    for _ in range(times):
        undo = meddle(chance, where)
        assert verify(book).problem_count > 0
        undo()
        assert verify(book).problems == ()


def test_whatever_is_meddled_with_is_found(make_book: Make, book_where: Where) -> None:
    meddle_and_verify(make_book, book_where, random.randrange(10**6), 15)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_whatever_is_meddled_with_is_found_at_length(make_book: Make, book_where: Where, seed: int) -> None:
    meddle_and_verify(make_book, book_where, seed, 100)


def test_more_than_one_batch_and_more_than_a_hundred_problems(make_book: Make, book_where: Where) -> None:
    book = make_book()
    book.append([sighting(number) for number in range(4500)])
    assert verify(book).problems == ()
    raw(book_where, "UPDATE sighting SET note = 'x' WHERE id > 2300")
    found = verify(book)
    assert (found.problem_count, len(found.problems), found.rows) == (2200, 100, 4500)
