"""Thumbnails: the right picture, masked, whole or not at all, and no process left."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest

from base.clock import NS_PER_S
from tests.video.conftest import camera, wait_for
from tests.video.tapes import FPS, INTERVAL_NS, START_NS, read_number, record, write_numbered
from video.replay.tape import Clip, Tape
from video.replay.thumbnails import GRID_S, Thumbnails


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("thumbnails")
    record(write_numbered(folder / "clip.mp4", count=250), folder / "recorded")
    return folder


def made(folder: Path, name: str) -> Thumbnails:
    tapes = (
        Tape("plain", folder / "recorded"),
        Tape("masked", folder / "recorded", offset_ns=-2 * NS_PER_S),
        Tape("foreign", clips=(Clip(folder / "clip.mp4", START_NS),)),
        Tape("gone", folder / "gone"),
    )
    right_half = [[(0.5, 0.0), (1.0, 0.0), (1.0, 1.0), (0.5, 1.0)]]
    cameras = tuple(camera("/x", id=t.camera_id, masks=right_half if t.camera_id == "masked" else []) for t in tapes)
    thumbnails = Thumbnails(cameras, tapes, folder / name)
    thumbnails.start()
    return thumbnails


@pytest.fixture(scope="module")
def thumbnails(folder: Path) -> Iterator[Thumbnails]:
    """One process for the module: it takes a second to load its libraries."""
    thumbnails = made(folder, "made")
    try:
        wanted(thumbnails, "plain", START_NS)
        yield thumbnails
    finally:
        assert thumbnails.stop(5.0)


def wanted(thumbnails: Thumbnails, camera_id: str, tape_ns: int) -> Path:
    wait_for(lambda: thumbnails.at(camera_id, tape_ns) is not None)
    path = thumbnails.at(camera_id, tape_ns)
    assert path is not None
    return path


@pytest.mark.parametrize("name", ["plain", "foreign"])
def test_it_shows_the_key_frame_nearest_to_its_place(thumbnails: Thumbnails, name: str) -> None:
    assert thumbnails.at(name, START_NS + 7 * NS_PER_S) is None
    path = wanted(thumbnails, name, START_NS + 7 * NS_PER_S)
    pixels = cv2.imread(str(path))
    assert pixels is not None
    assert pixels.shape == (90, 160, 3)
    number = read_number(pixels)  # type: ignore[arg-type]
    assert number is not None
    assert number % FPS == 0
    begins_ns = START_NS + 7 * NS_PER_S // (GRID_S * NS_PER_S) * (GRID_S * NS_PER_S)
    assert abs(START_NS + number * INTERVAL_NS - begins_ns) <= NS_PER_S
    assert path.name == f"{begins_ns // NS_PER_S}.jpg"
    assert all(p.suffix == ".jpg" for p in path.parent.iterdir())


def test_masks_are_in_it_and_an_offset_is_not_in_its_name(thumbnails: Thumbnails) -> None:
    path = wanted(thumbnails, "masked", START_NS + 2 * NS_PER_S)
    assert path.name == f"{(START_NS + 4 * NS_PER_S) // NS_PER_S}.jpg"
    pixels = cv2.imread(str(path))
    assert pixels is not None
    assert pixels[:, 84:].max() < 12
    assert pixels[:, :76].max() > 100


def test_where_nothing_was_recorded_there_is_none(thumbnails: Thumbnails) -> None:
    for name, tape_ns in (("gone", START_NS), ("plain", START_NS + 3_600 * NS_PER_S), ("unknown", START_NS)):
        assert thumbnails.at(name, tape_ns) is None
    wanted(thumbnails, "plain", START_NS)  # asked for last, made first
    thumbnails.ask("plain", (START_NS + 4 * NS_PER_S,))
    wait_for(lambda: thumbnails.at("plain", START_NS + 4 * NS_PER_S))
    assert thumbnails.at("gone", START_NS) is None


def test_a_process_that_is_killed_is_replaced(folder: Path) -> None:
    thumbnails = made(folder, "killed")
    try:
        wanted(thumbnails, "plain", START_NS)
        process = thumbnails._process
        assert process is not None
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join(5.0)
        wanted(thumbnails, "plain", START_NS + 6 * NS_PER_S)
    finally:
        assert thumbnails.stop(5.0)


def test_a_thumbnail_that_was_deleted_is_made_anew(thumbnails: Thumbnails) -> None:
    path = wanted(thumbnails, "plain", START_NS)
    path.unlink()
    assert wanted(thumbnails, "plain", START_NS) == path
