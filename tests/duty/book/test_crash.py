"""kill -9 in the middle of appends: whatever was said to be committed is there, and the chain verifies."""

import random
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from duty.book.store import Book
from duty.book.verify import verify
from tests.duty.book.examples import raw

Make = Callable[[], Book]
Where = Path | sa.URL
ROOT = Path(__file__).parents[3]
LONGEST_S = 0.6
CHILD = """
import sys
from pathlib import Path
import sqlalchemy as sa
from duty.book.store import Book
from tests.duty.book.examples import incident, sighting
where = sys.stdin.readline().strip()
book = Book(sa.make_url(where) if where.startswith("postgresql") else Path(where))
number = 0
while True:
    number += 1
    rows = [sighting(number), *incident(number, caller="x"), *(sighting(number + k) for k in range(number % 9))]
    book.append(rows)
    print(" ".join(row.uuid for row in rows) + " .", flush=True)
"""


def kill_while_appending(make_book: Make, where: Where, seed: int, times: int) -> None:
    """Several times on the same book: each run has to clear up after the one before."""
    chance = random.Random(seed)
    address = where.render_as_string(hide_password=False) if isinstance(where, sa.URL) else str(where)
    said: set[str] = set()
    for _ in range(times):
        after_s = chance.uniform(0.0, LONGEST_S)
        print(f"seed {seed}: killed {after_s:.3f} s after the first commit")
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(address + "\n")
            child.stdin.flush()
            first = child.stdout.readline()
            time.sleep(after_s)  # chance, not luck: any moment will do
        finally:
            child.kill()
            lines = [first, *child.stdout.read().splitlines()]
            child.wait()
            child.stdin.close()
            child.stdout.close()
        assert first, "the child wrote nothing"
        said |= {uuid for line in lines if line.rstrip().endswith(".") for uuid in line.split()[:-1]}
    found = verify(make_book())
    assert found.problem_count == 0, found.problems
    assert found.rows >= len(said)
    query = "SELECT uuid FROM sighting UNION ALL SELECT uuid FROM incident UNION ALL SELECT uuid FROM incident_act"
    there = {row.uuid for row in raw(where, query)}
    assert said <= there
    assert found.rows == len(there)


@pytest.mark.parametrize("seed", range(2))
def test_no_committed_row_is_lost_to_kill_9(make_book: Make, book_where: Where, seed: int) -> None:
    kill_while_appending(make_book, book_where, seed, 1)


@pytest.mark.parametrize("seed", range(2, 5))
def test_no_committed_row_of_a_file_is_lost_to_kill_9(tmp_path: Path, seed: int) -> None:
    """Two are enough on a server, which is not killed itself."""
    where = tmp_path / "book.sqlite"
    with closing(Book(where)) as book:
        kill_while_appending(lambda: book, where, seed, 1)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 125))
def test_no_committed_row_is_lost_to_kill_9_at_length(make_book: Make, book_where: Where, seed: int) -> None:
    kill_while_appending(make_book, book_where, seed, 2)
