import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from duty.book.errors import BookError, RowRefused
from duty.book.rows import Row
from duty.book.spool import Batch, Spool
from duty.book.store import Book
from duty.book.verify import verify
from tests.duty.book.examples import fill, incident, raw, sighting, ticket

Make = Callable[[], Book]
ROOT = Path(__file__).parents[3]


def ignore(batch: Batch, refused: RowRefused | None) -> None:
    pass


def test_rows_wait_in_order_and_join_once(tmp_path: Path, make_book: Make) -> None:
    spool = Spool(tmp_path / "spool" / "spool.sqlite")
    assert (spool.count(), list(spool.batches())) == (0, [])
    batches = [incident(1, caller="赵女士 \udcff"), [sighting(1)], [ticket(phone="139")]]
    for rows in batches:
        spool.put(rows)
    spool.close()
    again = Spool(spool.path)
    assert [list(batch.rows) for batch in again.batches()] == batches
    book = make_book()
    book.append(batches[0])  # joined, and killed before it was crossed out
    heard: list[int] = []
    assert again.join(book, lambda batch, refused: heard.append(batch.number)) == 3
    assert (again.count(), heard) == (0, [1, 2, 3])
    assert again.join(book, ignore) == 0
    found = verify(book)
    assert (found.rows, found.problems) == (4, ())
    assert b"139" not in b"".join(path.read_bytes() for path in spool.path.parent.iterdir())
    again.close()


def test_a_batch_that_is_refused_for_good_does_not_hold_up_the_others(tmp_path: Path, make_book: Make) -> None:
    spool = Spool(tmp_path / "spool.sqlite")
    orphan = Row("ticket_act", {"ticket_uuid": "f" * 32, "act": "closed", "note": ""}, at_wall_ns=1, operator="li")
    spool.put([ticket()])
    spool.put([ticket(), orphan])
    spool.put([ticket()])
    heard: list[RowRefused | None] = []
    book = make_book()
    assert spool.join(book, lambda batch, refused: heard.append(refused)) == 2
    assert (spool.count(), spool.refused_count()) == (0, 1)
    assert [None if one is None else one.row_uuid for one in heard] == [None, orphan.uuid, None]
    assert verify(book).rows == 2
    spool.close()


class Away(Book):
    def append(self, *args: object, **named: object) -> dict[str, int]:
        raise BookError("The book is away")


def test_what_cannot_be_written_now_stays(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool.sqlite")
    spool.put([ticket()])
    with pytest.raises(BookError, match="away"):
        spool.join(Away(tmp_path / "book.sqlite"), ignore)
    assert (spool.count(), spool.refused_count()) == (1, 0)
    spool.close()


@pytest.mark.parametrize("content", [b"no database at all " * 10, b""])
def test_a_damaged_spool_is_kept_aside(tmp_path: Path, content: bytes) -> None:
    spool = Spool(tmp_path / "spool.sqlite")
    spool.path.write_bytes(content)
    if content:
        with pytest.raises(BookError, match=r"spool\.sqlite cannot be used: file is not a database"):
            spool.put([ticket()])
        (aside,) = tmp_path.glob("spool.sqlite.damaged-*")
        assert aside.read_bytes() == content
    spool.put([ticket()])
    assert spool.count() == 1
    spool.close()


def test_a_batch_that_cannot_be_read_is_kept_aside(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool.sqlite")
    spool.put([ticket()])
    spool.put([ticket()])
    raw(spool.path, "UPDATE batch SET content = '[{}]' WHERE id = 1")
    assert [batch.number for batch in spool.batches()] == [2]
    assert spool.refused_count() == 1
    spool.close()


def test_a_spool_that_is_taken_away_begins_anew_and_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool.sqlite")
    spool.put([ticket()])
    spool.path.unlink()
    spool.put([ticket()])
    assert spool.count() == 1
    spool.close()
    (tmp_path / "file").touch()
    with pytest.raises(BookError, match="cannot be used"):
        Spool(tmp_path / "file" / "spool.sqlite").put([ticket()])


CHILD = """
import sys
from pathlib import Path
from duty.book.spool import Spool
from tests.duty.book.examples import sighting
spool = Spool(Path(sys.argv[1]))
while True:
    rows = [sighting(number) for number in range(3)]
    spool.put(rows)
    print(*(row.uuid for row in rows), flush=True)
"""


def test_what_was_kept_survives_kill_9(tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    wanted = random.Random(seed).randrange(1, 40)
    path = tmp_path / "spool.sqlite"
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    said = [child.stdout.readline().split() for _ in range(wanted)]
    child.kill()
    said += [line.split() for line in child.stdout.read().splitlines() if len(line) == 98]
    child.wait()
    child.stdout.close()
    spool = Spool(path)
    kept = [[row.uuid for row in batch.rows] for batch in spool.batches()]
    assert kept[: len(said)] == said
    assert len(kept) <= len(said) + 1
    spool.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_the_rows_of_every_table_come_back_as_they_were(tmp_path: Path) -> None:
    book, spool = Book(tmp_path / "book.sqlite"), Spool(tmp_path / "spool.sqlite")
    rows = fill(book)
    spool.put(rows)
    (batch,) = spool.batches()
    assert list(batch.rows) == rows
    spool.close()
    book.close()
