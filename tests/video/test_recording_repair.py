"""A folder after a kill or a careless hand: its lists are made whole again, to the bit, and quickly."""

import random
import shutil
import time
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from base.clock import NS_PER_S
from video.recording.head import Head, head_of_masked
from video.recording.packets import INDEX_NAME, SEGMENTS_NAME, read_index, read_segments
from video.recording.repair import mend
from video.recording.segments import Kept, SegmentFolder

FRAME_NS = NS_PER_S // 25
FRAGMENT = 12


def head() -> Head:
    return head_of_masked(64, 48, Fraction(1, 90_000))


def packets(head: Head, first: int, count: int) -> list[Kept]:
    return [
        Kept(head, b"x" * (10 + n % 7), n * 3600, n * 3600, n % 50 == 0, n % 50 == 0, 1000 + n * FRAME_NS)
        for n in range(first, first + count)
    ]


def record(folder: Path, count: int, *, segment_s: float = 4.0, fragment: int = FRAGMENT) -> None:
    target, its_head = SegmentFolder(folder, segment_s), head()
    for first in range(0, count, fragment):
        target.write(packets(its_head, first, min(fragment, count - first)))
    target.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    record(tmp_path / "c1", 530)
    return tmp_path / "c1"


def _lists(folder: Path) -> tuple[bytes, bytes]:
    return (folder / INDEX_NAME).read_bytes(), (folder / SEGMENTS_NAME).read_bytes()


def test_a_whole_folder_is_left_alone(folder: Path) -> None:
    before = _lists(folder)
    assert not mend(folder)
    assert not mend(folder, thorough=True)
    assert _lists(folder) == before
    assert len(read_index(folder)) == 530
    assert sorted(read_segments(folder)) == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("names", [[INDEX_NAME], [SEGMENTS_NAME], [INDEX_NAME, SEGMENTS_NAME]])
def test_lists_that_are_gone_are_made_anew_to_the_bit(folder: Path, names: list[str]) -> None:
    before = _lists(folder)
    for name in names:
        (folder / name).unlink()
    assert mend(folder)
    assert _lists(folder) == before


def test_an_index_cut_anywhere_is_made_whole_from_the_files(folder: Path) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    before = _lists(folder)
    for _ in range(20):
        for name, data in zip((INDEX_NAME, SEGMENTS_NAME), before, strict=True):
            (folder / name).write_bytes(data[: chance.randrange(len(data) + 1)])
        mend(folder, thorough=True)
        assert _lists(folder) == before


def test_lists_with_flipped_bytes_do_no_harm(folder: Path) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    before = _lists(folder)
    for _ in range(20):
        for name, data in zip((INDEX_NAME, SEGMENTS_NAME), before, strict=True):
            flipped = bytearray(data)
            flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            (folder / name).write_bytes(flipped)
        mend(folder)
        mend(folder, thorough=True)
        assert _lists(folder)[0] == before[0]


def test_a_last_segment_that_was_cut_off_holds_what_the_index_says(folder: Path) -> None:
    last = folder / "00005.mp4"
    data = last.read_bytes()
    whole = int((read_index(folder)["segment"] == 5).sum())
    counts = set()
    for cut in range(0, len(data), 211):
        last.write_bytes(data[:cut])
        mend(folder)
        index = read_index(folder)
        held = int((index["segment"] == 5).sum())
        counts.add(held)
        assert held <= whole
        assert (index["segment"] < 5).sum() == 500
    assert {0, whole} < counts | {whole}
    assert len(counts) > 2
    last.write_bytes(data)
    mend(folder)
    assert len(read_index(folder)) == 530


def test_a_segment_that_was_deleted_is_in_no_index(folder: Path) -> None:
    (folder / "00002.mp4").unlink()
    assert mend(folder)
    assert sorted(set(read_index(folder)["segment"].tolist())) == [0, 1, 3, 4, 5]


def test_the_next_writer_goes_on_with_a_new_number(folder: Path) -> None:
    index = (folder / INDEX_NAME).read_bytes()
    (folder / INDEX_NAME).write_bytes(index[:-7])
    (folder / SEGMENTS_NAME).write_bytes((folder / SEGMENTS_NAME).read_bytes() + b'{"number": 7, "ti')
    record(folder, 50)
    assert (folder / INDEX_NAME).read_bytes()[: len(index)] == index
    assert sorted(read_segments(folder)) == [0, 1, 2, 3, 4, 5, 6]
    assert len(read_index(folder)) == 580


def test_files_that_are_not_ours_are_left_alone(folder: Path) -> None:
    for name in ("film.mp4", "99999.mp4", "1.mp4", "００００１.mp4"):
        (folder / name).write_bytes(b"something else")
    (folder / "00009.mp4").write_bytes(b"")
    (folder / "00008.mp4").write_bytes(random.randbytes(4000))
    before = _lists(folder)
    mend(folder, thorough=True)
    assert _lists(folder) == before


def test_no_folder_and_an_empty_one(tmp_path: Path) -> None:
    assert not mend(tmp_path)
    assert not mend(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_an_hour_is_looked_through_quickly(tmp_path: Path) -> None:
    """16 cameras in well under a second: 30 ms for one, on a machine that does other things."""
    record(tmp_path / "c1", 25 * 3600, segment_s=20, fragment=500)
    shutil.copy(tmp_path / "c1" / "00179.mp4", tmp_path / "whole.mp4")
    took_s = []
    for _ in range(5):
        started_s = time.thread_time()
        assert not mend(tmp_path / "c1")
        took_s.append(time.thread_time() - started_s)
    print("mend", took_s)
    assert min(took_s) < 0.03
    assert len(np.unique(read_index(tmp_path / "c1")["segment"])) == 180
