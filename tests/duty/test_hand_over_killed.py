"""kill -9 in a hand-over, at random: it is in the book whole or not at all, and what was shown as done is there."""

import json
import os
import random
import selectors
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from base.clock import ManualClock
from duty.book import tables
from duty.book.signing import StationKey, read_head
from duty.book.store import Book
from duty.book.verify import verify
from duty.operators import BookOperators
from duty.passwords import Passwords
from duty.people import Role, SignInState
from duty.reading import BookReader
from tests.duty.hand_over_child import CHEAP, PASSWORD
from tests.duty.waiting import until

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with two officers, to copy from."""
    path = tmp_path_factory.mktemp("staffed") / "book.sqlite"
    reader = BookReader(lambda: Book(path))
    operators = BookOperators(reader.do, ManualClock(), passwords=Passwords(CHEAP))
    for login in ("li", "wang"):
        operators.add(login, login.title(), Role.SUPERVISOR, PASSWORD)
        until(lambda: operators.view().state is SignInState.IDLE)
    assert [person.login for person in operators.view().people] == ["li", "wang"]
    assert reader.stop(5)
    return path


def killed(book: Path, keys: Path, after_s: float) -> list[str]:
    """The lines that a child printed before it was killed, `after_s` seconds after it was ready."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.duty.hand_over_child", str(book), str(keys)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert child.stdout is not None
    try:
        with selectors.DefaultSelector() as selector:
            selector.register(child.stdout, selectors.EVENT_READ)
            assert selector.select(60), "the child never became ready"
        assert child.stdout.readline() == b"ready\n"
        time.sleep(after_s)  # the moment of the kill, not a wait for something
        assert child.poll() is None, "it ended by itself"
    finally:
        child.kill()
        rest = child.stdout.read().decode()
        child.stdout.close()
        child.wait(10)
    return rest.splitlines(keepends=True)


def hand_over_killed_at(seed: int, staffed: Path, folder: Path) -> int:
    """How many hand-overs were shown as done."""
    print(f"seed {seed}")
    book_path = folder / "book.sqlite"
    shutil.copy(staffed, book_path)
    lines = killed(book_path, folder / "keys", random.Random(seed).uniform(0.0, 0.3))
    shown = [line.split() for line in lines if line.endswith("\n")]
    key = StationKey.of(folder / "keys")
    book = Book(book_path)
    try:
        with book.reading() as connection:
            acts = list(connection.execute(sa.select(tables.act).order_by(tables.act.c.id)))
            links = dict(connection.execute(sa.select(tables.chain.c.seq, tables.chain.c.hash)).all())
        first = next((n for n, row in enumerate(acts) if row.kind == "handed_over"), len(acts))
        groups = [acts[n : n + 3] for n in range(first, len(acts), 3)]
        for number, group in enumerate(groups, 1):
            assert [row.kind for row in group] == ["handed_over", "signed_out", "signed_in"], "half a hand-over"
            over, gone, there = group
            assert json.loads(over.detail)["note"] == str(number)
            assert (over.operator, over.subject) == (gone.subject, there.subject)
        assert len(groups) in (len(shown), len(shown) + 1), "one that was shown as done is not in the book"
        for which, to, signed in shown:
            head = read_head(signed)
            assert head.genuine
            assert links[head.seq] == head.hash
            assert groups[int(which) - 1][0].subject == to
        last = shown[-1][2] if shown else None
        assert verify(book, last, [key.public_key]).problems == ()
    finally:
        book.close()
    return len(shown)


def test_killed_in_a_hand_over(staffed: Path, tmp_path: Path) -> None:
    done = 0
    for seed in range(5):
        folder = tmp_path / str(seed)
        folder.mkdir()
        done += hand_over_killed_at(seed, staffed, folder)
    assert done > 0, "they were all killed before the first one: nothing was tested"


@pytest.mark.soak
@pytest.mark.parametrize("start", range(100, 150, 10))
def test_killed_in_a_hand_over_many_times(staffed: Path, tmp_path: Path, start: int) -> None:
    done = 0
    for seed in range(start, start + 10):
        folder = tmp_path / str(seed)
        folder.mkdir()
        done += hand_over_killed_at(seed, staffed, folder)
    assert done > 0
