"""Slots: a reader sees whole pictures only, whatever the writer does meanwhile."""

import errno
import multiprocessing
import os
import subprocess
import sys
import time

import numpy as np
import pytest

from tests.children import shared_memory_of
from tests.video.conftest import wait_for
from video.board import Board
from video.feed import HIDDEN, StreamDemand
from video.memory import SharedFile
from video.slots import LARGEST_HEIGHT, LARGEST_WIDTH, SlotReader, SlotWriter, pictures_file
from video.status import Phase, Status


def make(cameras: int = 1) -> tuple[Board, SharedFile]:
    return Board.create(cameras, 2), pictures_file(cameras)


def put(writer: SlotWriter, width: int, height: int, value: int, at_ns: int = 1) -> int:
    target = writer.begin(width, height)
    assert target is not None
    target[:] = value
    return writer.publish(at_ns)


def test_nothing_before_the_first_picture_then_the_newest() -> None:
    board, pictures = make(2)
    reader, writer = SlotReader(board, pictures), SlotWriter(board, pictures, 1)
    assert reader.hold(1) is None
    assert board.sequences().tolist() == [0, 0]
    for value in range(1, 8):
        put(writer, 64, 32, value, at_ns=value * 10)
        picture = reader.hold(1)
        assert picture is not None
        assert picture.sequence == value
        assert picture.received_at_ns == value * 10
        assert picture.pixels.shape == (32, 64, 4)
        assert (picture.pixels == value).all()
        reader.release(1)
    assert board.sequences().tolist() == [0, 7]
    assert reader.hold(0) is None


def test_a_held_picture_stays_as_it_is_while_newer_ones_come() -> None:
    board, pictures = make()
    reader, writer = SlotReader(board, pictures), SlotWriter(board, pictures, 0)
    put(writer, 16, 16, 1)
    held = reader.hold(0)
    assert held is not None
    for value in range(2, 12):
        put(writer, 16, 16, value)
        assert (held.pixels == 1).all()
    reader.release(0)
    newest = reader.hold(0)
    assert newest is not None
    assert (newest.pixels == 11).all()


def test_two_readers_that_hold_cost_pictures_and_never_a_torn_one() -> None:
    board, pictures = make()
    first, second = SlotReader(board, pictures, 0), SlotReader(board, pictures, 1)
    writer = SlotWriter(board, pictures, 0)
    put(writer, 16, 16, 1)
    one = first.hold(0)
    put(writer, 16, 16, 2)
    two = second.hold(0)
    put(writer, 16, 16, 3)
    assert writer.begin(16, 16) is None
    assert one is not None
    assert two is not None
    assert (one.pixels == 1).all()
    assert (two.pixels == 2).all()
    first.release(0)
    put(writer, 16, 16, 4)


def test_the_last_picture_stays_until_the_first_of_another_size() -> None:
    board, pictures = make()
    reader, writer = SlotReader(board, pictures), SlotWriter(board, pictures, 0)
    put(writer, 64, 32, 1)
    assert writer.begin(LARGEST_WIDTH, LARGEST_HEIGHT) is not None
    small = reader.hold(0)
    assert small is not None
    assert small.pixels.shape == (32, 64, 4)
    writer.publish(2)
    large = reader.hold(0)
    assert large is not None
    assert large.pixels.shape == (LARGEST_HEIGHT, LARGEST_WIDTH, 4)


def test_pages_come_with_large_pictures_and_go_with_small_ones() -> None:
    board, pictures = make()
    writer = SlotWriter(board, pictures, 0)
    for _ in range(6):
        put(writer, 1920, 1080, 1)
    large_bytes = os.fstat(pictures.fd).st_blocks * 512
    for _ in range(6):
        put(writer, 64, 32, 2)
    small_bytes = os.fstat(pictures.fd).st_blocks * 512
    assert 3 * 1920 * 1080 * 4 <= large_bytes < 3 * 1920 * 1080 * 4 + 1_000_000
    assert small_bytes < 200_000
    picture = SlotReader(board, pictures).hold(0)
    assert picture is not None
    assert (picture.pixels == 2).all()


def test_a_writer_goes_on_where_a_dead_one_ended() -> None:
    board, pictures = make()
    reader = SlotReader(board, pictures)
    dead = SlotWriter(board, pictures, 0)
    put(dead, 16, 16, 1)
    assert dead.begin(16, 16) is not None  # and never publishes
    held = reader.hold(0)
    assert put(SlotWriter(board, pictures, 0), 16, 16, 3) == 2
    assert held is not None
    assert (held.pixels == 1).all()


@pytest.mark.parametrize(("width", "height"), [(0, 10), (4096, 2304)])
def test_a_size_that_does_not_fit_is_refused(width: int, height: int) -> None:
    board, pictures = make()
    with pytest.raises(ValueError, match="does not fit"):
        SlotWriter(board, pictures, 0).begin(width, height)


def test_pixels_are_read_only_for_the_reader() -> None:
    board, pictures = make()
    put(SlotWriter(board, pictures, 0), 16, 16, 1)
    picture = SlotReader(board, pictures).hold(0)
    assert picture is not None
    with pytest.raises(ValueError, match="read-only"):
        picture.pixels[0, 0, 0] = 1


class FullMemory(SharedFile):
    """A machine without a page to spare."""

    def reserve(self, offset: int, length: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_memory_that_is_full_is_an_error_before_a_pixel_is_written() -> None:
    board, pictures = make()
    writer = SlotWriter(board, FullMemory(pictures.fd, pictures.size), 0)
    with pytest.raises(OSError, match="No space left"):
        writer.begin(320, 180)
    assert SlotReader(board, pictures).hold(0) is None


_NO_FILES = """
import resource
from base.clock import SystemClock
from base.errors import PersonError
from video.config import CameraConfig
from video.supervisor import Supervisor
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, resource.RLIM_INFINITY))
try:
    Supervisor((CameraConfig(id="a", name="a", address="/a.mp4"),), clock=SystemClock())
except PersonError as error:
    print(error)
"""


def test_a_system_that_gives_no_memory_to_share_is_one_clear_sentence() -> None:
    done = subprocess.run([sys.executable, "-c", _NO_FILES], capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stdout) == (0, "no shared memory for 1 cameras: File too large\n"), done.stderr


def _hammer(board_file: SharedFile, pictures: SharedFile, seconds: float) -> None:
    """Publish pictures whose every pixel holds their number, in changing sizes, as fast as can be."""
    writer = SlotWriter(Board(board_file, 1, 2), pictures, 0)
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        value = (writer.sequence + 1) % 251
        target = writer.begin(64 + value, 48)
        if target is not None:
            target[:] = value
            writer.publish(value)


def test_a_hammered_slot_shows_no_torn_picture() -> None:
    board, pictures = make()
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_hammer, args=(board.file, pictures, 60.0))
    process.start()
    try:
        reader = SlotReader(board, pictures)
        wait_for(lambda: board.sequences()[0] > 0)
        began_s = time.monotonic()
        seen: set[int] = set()
        held = 0
        while time.monotonic() < began_s + 2.0 or held <= 500 or len(seen) <= 100:  # longer where others want the cores
            assert process.is_alive()
            picture = reader.hold(0)
            if picture is None:
                continue
            held += 1
            expected = picture.sequence % 251
            for _ in range(3):
                assert picture.pixels.shape == (48, 64 + expected, 4)
                assert picture.received_at_ns == expected
                assert int(picture.pixels.min()) == int(picture.pixels.max()) == expected
            seen.add(picture.sequence)
            reader.release(0)
    finally:
        process.kill()
        process.join()
        process.close()


def test_demands_and_statuses_cross_the_board() -> None:
    board, _ = make(3)
    assert board.read_demand(2) == (HIDDEN, 0)
    demand = StreamDemand(640, 360, 12.5, 3)
    version = board.demand_version(2)
    board.write_demand(2, demand, 77)
    assert board.demand_version(2) != version
    assert board.read_demand(2) == (demand, 77)
    assert board.read_demand(1) == (HIDDEN, 0)
    status = Status(phase=Phase.STREAMING, source_fps=12.5, detail="雨")
    board.write_status(1, status)
    assert board.read_status(1) == status
    assert board.read_status(0) == Status()


def test_a_record_cut_off_in_the_middle_is_not_read_and_can_be_written_again() -> None:
    board, _ = make()
    board.words[board.status_versions_at] |= 1
    board.words[board.demand_versions_at] |= 1
    assert board.read_status(0) is None
    assert board.read_demand(0) is None
    board.write_status(0, Status(detail="again"))
    board.write_demand(0, HIDDEN, 5)
    assert board.read_status(0) == Status(detail="again")
    assert board.read_demand(0) == (HIDDEN, 5)


def test_no_names_are_left_in_shared_memory() -> None:
    before = shared_memory_of([os.getpid()])
    board, pictures = make(4)
    put(SlotWriter(board, pictures, 3), 64, 64, 1)
    assert shared_memory_of([os.getpid()]) == before
    assert np.count_nonzero(board.sequences()) == 1


def held_value(reader: SlotReader) -> int:
    picture = reader.hold(0)
    assert picture is not None
    value = int(picture.pixels[0, 0, 0])
    reader.release(0)
    return value


def test_two_pictures_of_one_bunch_are_given_one_after_the_other() -> None:
    board, pictures = make()
    reader, writer = SlotReader(board, pictures), SlotWriter(board, pictures, 0)
    put(writer, 16, 16, 1)
    assert held_value(reader) == 1
    put(writer, 16, 16, 2)
    put(writer, 16, 16, 3)
    assert [held_value(reader) for _ in range(3)] == [2, 3, 3]
    for value in (4, 5, 6):
        put(writer, 16, 16, value)
    assert held_value(reader) == 6, "more than two: the newest, so that no lag builds up"


def test_the_newest_comes_first_where_the_one_before_is_older_or_of_another_size() -> None:
    board, pictures = make()
    reader, writer = SlotReader(board, pictures), SlotWriter(board, pictures, 0)
    put(writer, 16, 16, 1)
    assert held_value(reader) == 1
    put(writer, 16, 16, 2, at_ns=1)
    put(writer, 16, 16, 3, at_ns=1_000_000_000)
    assert held_value(reader) == 3
    put(writer, 32, 16, 4, at_ns=1_000_000_000)
    put(writer, 16, 16, 5, at_ns=1_000_000_000)
    assert held_value(reader) == 5
