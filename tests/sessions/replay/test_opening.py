"""Opening sessions that are whole, cut off, still being recorded, damaged, or of foreign material."""

import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from base.clock import NS_PER_S, ManualClock
from base.errors import PersonError
from sessions import kept, manifest
from sessions.files import SessionFiles
from sessions.foreign import put_together
from sessions.in_use import InUse, is_used
from sessions.jobs import CancelledError, Progress
from sessions.library import ForeignSource
from sessions.manifest import CutOff
from sessions.replay.opening import open_session
from sessions.replay.view import MarkKind
from tests.conftest import REAL_DATA
from tests.sessions import hour
from tests.sessions.replay.conftest import Opened, settle, wait_until
from tests.video.clips import write_clip
from video.feed import StreamDemand

LENGTH_NS = 48 * NS_PER_S


def progress() -> Progress:
    return Progress(threading.Event())


@pytest.fixture
def copied(small_session: Path, tmp_path: Path) -> SessionFiles:
    folder = tmp_path / "copied"
    shutil.copytree(small_session, folder, copy_function=shutil.copy)
    return SessionFiles(folder)


def cut_off(files: SessionFiles) -> None:
    """As a killed program leaves it: nobody wrote down that it ended."""
    described = manifest.read(files.manifest)
    manifest.write(described.model_copy(update={"ended_tape_ns": None, "cut_off": CutOff.NOT_ENDED}), files.manifest)


def test_a_whole_session(small_session: Path, opened_without_video: Opened) -> None:
    with opened_without_video(small_session) as deck:
        line = deck.timeline
        assert line.last_tape_ns - line.first_tape_ns == LENGTH_NS
        assert [(lane.name, lane.is_camera) for lane in line.lanes] == [
            ("", False), ("c01", True), ("c02", True), ("Demo fleet", False),
        ]  # fmt: skip
        assert all(len(lane.density) == line.bins and max(lane.density) == 1.0 for lane in line.lanes)
        assert all(lane.gaps == () for lane in line.lanes)
        kinds = [mark.kind for mark in line.marks]
        assert {MarkKind.INCIDENT, MarkKind.VERDICT, MarkKind.BOOKMARK, MarkKind.CAMERA_OUT, MarkKind.ACT} <= set(kinds)
        assert is_used(small_session)
        assert deck.view().trouble == ""
        assert not deck.view().goes_on
        settle(deck)
        assert len(deck.world.air.picture().links) == 1
        incident = next(mark for mark in line.marks if mark.kind is MarkKind.INCIDENT)
        deck.seek(incident.at_tape_ns - 1)
        assert deck.world.desk.incidents() == ()
        deck.seek(incident.at_tape_ns)
        assert [view.uuid for view in deck.world.desk.incidents()] == [incident.name]
        assert deck.world.clock.wall_ns() == hour.STARTED_WALL_NS + incident.at_tape_ns - hour.STARTED_TAPE_NS
    assert not is_used(small_session)


def test_one_that_was_cut_off_is_mended(copied: SessionFiles, opened_without_video: Opened) -> None:
    cut_off(copied)
    (copied.video / "c01" / "packets.idx").unlink()
    (copied.links / "00.idx").unlink()
    (copied.links / "checkpoints.bin").unlink()
    newest = sorted((copied.video / "c02").glob("*.mp4"))[-1]
    newest.write_bytes(newest.read_bytes()[:-500])
    with opened_without_video(copied.folder) as deck:
        line = deck.timeline
        assert abs(line.last_tape_ns - line.first_tape_ns - LENGTH_NS) < NS_PER_S
        assert [lane.gaps for lane in line.lanes] == [()] * 4
        deck.seek(line.last_tape_ns)
        settle(deck)
        assert len(deck.world.air.picture().vehicles) == 6
        wait_until((copied.links / "checkpoints.bin").exists, "the states on the way are made anew")


def test_one_that_is_being_recorded_opens_up_to_now_and_is_left_alone(
    copied: SessionFiles, opened_without_video: Opened
) -> None:
    cut_off(copied)
    before = _stamps(copied.folder)
    with InUse(copied.folder), opened_without_video(copied.folder) as deck:
        assert deck.view().goes_on
        assert abs(deck.timeline.last_tape_ns - deck.timeline.first_tape_ns - LENGTH_NS) < NS_PER_S
        deck.seek(deck.timeline.last_tape_ns)
        settle(deck)
    assert _stamps(copied.folder) == before


def _stamps(folder: Path) -> dict[str, int]:
    return {p.name: p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file() and p.name != "in_use.lock"}


def _remove_rows(files: SessionFiles) -> None:
    files.rows.unlink()


def _dust_in_rows(files: SessionFiles) -> None:
    files.rows.write_bytes(b"dust" * 2000)


def _no_links(files: SessionFiles) -> None:
    shutil.rmtree(files.links)


def _no_video(files: SessionFiles) -> None:
    shutil.rmtree(files.video)


def _no_zones(files: SessionFiles) -> None:
    shutil.rmtree(files.zones)


def _dust_in_states(files: SessionFiles) -> None:
    path = files.links / "checkpoints.bin"
    data = bytearray(path.read_bytes())
    data[100:400] = bytes(300)
    path.write_bytes(data)


def _dust_in_kept(files: SessionFiles) -> None:
    files.kept.write_text("{")


@pytest.mark.parametrize(
    "harm", [_remove_rows, _dust_in_rows, _no_links, _no_video, _no_zones, _dust_in_states, _dust_in_kept]
)
def test_what_is_left_of_a_damaged_session_opens(
    copied: SessionFiles, opened_without_video: Opened, harm: Callable[[SessionFiles], None]
) -> None:
    harm(copied)
    with opened_without_video(copied.folder) as deck:
        assert deck.timeline.last_tape_ns - deck.timeline.first_tape_ns == LENGTH_NS
        deck.seek(deck.timeline.last_tape_ns - NS_PER_S)
        settle(deck)
        told = harm in (_remove_rows, _dust_in_rows, _dust_in_kept)
        assert bool(deck.view().trouble) is told
        if harm is not _no_links:
            assert len(deck.world.air.picture().vehicles) == 6


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 99}', "[" * 5000])
def test_no_manifest_is_one_sentence(copied: SessionFiles, text: str) -> None:
    copied.manifest.write_text(text)
    with pytest.raises(PersonError):
        open_session(copied.folder, live_clock=ManualClock(), progress=progress())
    assert not is_used(copied.folder)


def test_a_manifest_with_two_cameras_of_one_id_is_one_sentence(copied: SessionFiles) -> None:
    data = json.loads(copied.manifest.read_text())
    data["cameras"].append(data["cameras"][0])
    copied.manifest.write_text(json.dumps(data))
    with pytest.raises(PersonError, match="damaged manifest"):
        open_session(copied.folder, live_clock=ManualClock(), progress=progress())
    assert not is_used(copied.folder)


def test_opening_is_cancelled_and_lets_go(copied: SessionFiles) -> None:
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(CancelledError):
        open_session(copied.folder, live_clock=ManualClock(), progress=Progress(cancelled))
    assert not is_used(copied.folder)


def test_words_of_people_stay_beside_the_session(copied: SessionFiles, opened_without_video: Opened) -> None:
    with opened_without_video(copied.folder) as deck:
        deck.seek(deck.timeline.first_tape_ns + 5 * NS_PER_S)
        deck.annotate("  look at the gate ", "wang")
        wait_until(lambda: bool(kept.read(copied.folder)[0].annotations), "it is on the disk")
    note = kept.read(copied.folder)[0].annotations[0]
    assert (note.text, note.operator, note.at_tape_ns - hour.STARTED_TAPE_NS) == (
        "look at the gate",
        "wang",
        5 * NS_PER_S,
    )
    with opened_without_video(copied.folder) as deck:
        marks = [mark for mark in deck.timeline.marks if mark.kind is MarkKind.ANNOTATION]
        assert [mark.text for mark in marks] == ["look at the gate"]


def test_offsets_move_sources(copied: SessionFiles, opened_without_video: Opened) -> None:
    kept.change(copied.folder, lambda k: k.model_copy(update={"offsets_s": {"c02": 10.0}}))
    with opened_without_video(copied.folder) as deck:
        lane = next(lane for lane in deck.timeline.lanes if lane.name == "c02")
        assert len(lane.gaps) == 1
        assert lane.gaps[0][1] - lane.gaps[0][0] == pytest.approx(10 * NS_PER_S, abs=NS_PER_S // 10)


def test_masks_are_lifted_only_where_that_is_asked_and_the_original_was_kept(
    copied: SessionFiles, opened_without_video: Opened
) -> None:
    described = manifest.read(copied.manifest)
    mask = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))
    cameras = tuple(camera.model_copy(update={"masks": (mask,)}) for camera in described.cameras)
    manifest.write(described.model_copy(update={"cameras": cameras, "unmasked": ("c01",)}), copied.manifest)
    with opened_without_video(copied.folder) as deck:
        assert [len(camera.masks) for camera in deck.world.cameras.cameras] == [1, 1]
    with opened_without_video(copied.folder, may_unmasked=True) as deck:
        assert [len(camera.masks) for camera in deck.world.cameras.cameras] == [0, 1]


# Foreign material


@pytest.mark.real_data
def test_foreign_material_on_one_clock(tmp_path: Path, opened: Opened) -> None:
    clip = write_clip(tmp_path / "gate_20240601_120000.mp4", seconds=6)
    log = tmp_path / "flight.tlog"
    shutil.copy(REAL_DATA / "tlog" / "three-copters-one-lost.tlog", log)
    sources = (ForeignSource(clip), ForeignSource(log, starts_wall_ns=1_717_243_200 * NS_PER_S))
    home = tmp_path / "sessions"
    session_id = put_together(home, "Try", sources, "wang", progress())
    with opened(home / session_id) as deck:
        assert deck.timeline.last_tape_ns - deck.timeline.first_tape_ns == pytest.approx(129 * NS_PER_S, rel=0.02)
        assert deck.view().trouble == ""
        deck.world.cameras.demand(0, StreamDemand(320, 180))
        deck.seek(deck.timeline.first_tape_ns + 3 * NS_PER_S)
        settle(deck)
        with deck.world.cameras.picture(0) as picture:
            assert picture is not None
        assert {vehicle.system for vehicle in deck.world.air.picture().vehicles} >= {1, 2, 3}
    before = {path.name for path in tmp_path.iterdir()}
    clip.rename(tmp_path / "elsewhere.mp4")
    log.unlink()
    with opened(home / session_id) as deck:
        assert "gate_20240601_120000.mp4 and 1 more" in deck.view().trouble
        assert len(deck.timeline.lanes) == 3
    assert {path.name for path in tmp_path.iterdir()} | {"flight.tlog", clip.name} == before | {"elsewhere.mp4"}
