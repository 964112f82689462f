"""kill -9 in the middle of a round: what was shown as kept is kept, the book opens, its chain verifies."""

import random
import select
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from duty.book.store import Book
from duty.book.verify import verify
from tests.app.program import ROOT

LONGEST_S = 1.5


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_round_that_is_killed_keeps_every_sighting_that_it_showed(tmp_path: Path, seed: int) -> None:
    kill_in_a_round(tmp_path, seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 150))
def test_a_round_that_is_killed_keeps_every_sighting_that_it_showed_fifty_times(tmp_path: Path, seed: int) -> None:
    kill_in_a_round(tmp_path, seed)


def kill_in_a_round(folder: Path, seed: int) -> None:
    """Twice on the same book: the second run also has to clear up after the first."""
    path = folder / "book.sqlite"
    chance = random.Random(seed)
    saved: dict[str, int] = {}
    for _ in range(2):
        after_s = chance.uniform(0.0, LONGEST_S)
        print(f"seed {seed}: killed {after_s:.3f} s after the first sightings were kept")
        saved |= killed(path, after_s)
    assert saved, "no sighting was kept before the kill: the test showed nothing"
    with closing(sqlite3.connect(path)) as book:
        for round_uuid, cameras in saved.items():
            (there,) = book.execute("select count(*) from sighting where round_uuid = ?", (round_uuid,)).fetchone()
            assert there >= cameras
        twice = "select count(*) from (select 1 from sighting group by round_uuid, camera_id having count(*) > 1)"
        assert book.execute(twice).fetchone() == (0,)
        wrong = "select count(*) from sighting where credited and not (displayed and answer in ('normal', 'abnormal'))"
        assert book.execute(wrong).fetchone() == (0,)
    opened = Book(path)
    try:
        found = verify(opened)
        assert found.problem_count == 0, found.problems
        assert found.rows > sum(saved.values())
    finally:
        opened.close()


def killed(path: Path, after_s: float) -> dict[str, int]:
    """Run the child, kill it `after_s` after its first sightings; the most that it said of each of its rounds."""
    command = [sys.executable, "-m", "tests.duty.round_child", str(path)]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    said: dict[str, int] = {}
    assert child.stdout is not None
    assert child.stderr is not None
    try:
        ends = time.monotonic() + 40
        rest = b""
        while (left_s := ends - time.monotonic()) > 0:
            if not select.select([child.stdout], [], [], left_s)[0]:
                break
            read = child.stdout.read1(65536)  # type: ignore[attr-defined]
            assert read, child.stderr.read().decode()
            *lines, rest = (rest + read).split(b"\n")
            had = any(said.values())
            for line in lines:
                _, round_uuid, cameras = line.decode().split()
                said[round_uuid] = max(int(cameras), said.get(round_uuid, 0))
            if any(said.values()) and not had:
                ends = time.monotonic() + after_s
    finally:
        child.kill()
        rest_said, _ = child.communicate()
    for line in (rest + rest_said).decode().splitlines():
        words = line.split()
        if len(words) == 3 and words[2].isdigit() and len(words[1]) == 32:
            said[words[1]] = max(int(words[2]), said.get(words[1], 0))
    return said
