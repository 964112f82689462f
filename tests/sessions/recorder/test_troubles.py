"""A disk that is full, slow, gone or read-only, and a process that dies: said at once, and over by itself."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from duty.acts import ActKind
from duty.recording import RecordingMode
from sessions import manifest, retention
from sessions.manifest import CutOff
from sessions.recorder import process
from sessions.recording import RecorderFault
from sessions.rows import Topic
from tests.duty.waiting import until
from tests.sessions.recorder.station import Station, numbers, rows_of, running


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 8 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", place], check=False).returncode:
        pytest.skip("mounting is refused here: a full, a pulled out and a read-only disk need root's own right to it")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


@pytest.fixture(autouse=True)
def watched_more_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "LOOK_EVERY_S", 0.1)


def fault_is(station: Station, fault: RecorderFault) -> bool:
    return station.recorder.view().fault is fault


def told(station: Station) -> list[str]:
    return [json.loads(detail)["what"] for detail in station.acts(ActKind.RECORDING_TROUBLE)]


def fill_up(path: Path) -> None:
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(bytes(65536)):
            pass


def test_a_process_that_dies_is_started_again_and_goes_on(tmp_path: Path) -> None:
    with running(tmp_path / "sessions", mode=RecordingMode.ALWAYS) as station:
        files = station.files(station.wait_recording())
        station.say(50)
        until(lambda: len(numbers(files)) == 50)
        with station.talking(per_s=100):
            victim = station.recorder.process_id()
            assert victim is not None
            os.kill(victim, signal.SIGKILL)
            until(lambda: fault_is(station, RecorderFault.PROCESS_LOST))
            until(lambda: station.recorder.process_id() not in (None, victim))
            until(lambda: fault_is(station, RecorderFault.NONE), 15)
        assert station.recorder.session_id() == files.folder.name
    found = numbers(files)
    assert found == sorted(set(found))
    assert station.sent - len(found) < 100, "no more than a second is lost"
    assert found[-1] == station.sent - 1
    assert told(station) == ["process_lost", ""]
    gap = [json.loads(row.body) for row in rows_of(files, Topic.GAP)]
    assert [(one["why"], one["over"]) for one in gap] == [("process_lost", False), ("process_lost", True)]


def test_a_disk_that_fills_up_stops_the_recording_before_it_is_full(small_disk: Path) -> None:
    """With the least free space watched: 50 MB cannot be free on 8."""
    with running(small_disk / "sessions", least_free_gb=0.05) as station:
        station.recorder.start("wang")
        until(lambda: fault_is(station, RecorderFault.DISK_FULL))
    assert told(station) == ["disk_full"]


def test_a_full_disk_and_room_again(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else fills it, faster than anybody watches."""
    monkeypatch.setattr(retention.Retention, "_lacks", lambda self, *, margin: False)
    with running(small_disk / "sessions", mode=RecordingMode.ALWAYS) as station:
        files = station.files(station.wait_recording())
        station.say(100)
        until(lambda: len(numbers(files)) == 100)
        fill = small_disk / "film"
        fill_up(fill)
        with station.talking(per_s=500):
            until(lambda: fault_is(station, RecorderFault.DISK_FULL), 30)
            before = len(numbers(files))
            fill.unlink()
            until(lambda: fault_is(station, RecorderFault.NONE), 15)
            until(lambda: len(numbers(files)) > before)
        assert station.recorder.session_id() == files.folder.name
    found = numbers(files)
    assert found == sorted(set(found))
    assert found[-1] == station.sent - 1
    assert told(station) == ["disk_full", ""]
    assert manifest.read(files.manifest).cut_off is CutOff.PROGRAM_ENDED


def test_a_removed_session_is_followed_by_a_new_one(tmp_path: Path) -> None:
    with running(tmp_path / "sessions", mode=RecordingMode.ALWAYS) as station:
        first = station.wait_recording()
        with station.talking():
            until(lambda: len(numbers(station.files(first))) > 5)
            shutil.rmtree(tmp_path / "sessions")
            until(lambda: fault_is(station, RecorderFault.DISK_GONE))
            until(lambda: station.recorder.session_id() not in ("", first))
            second = station.files(station.recorder.session_id())
            until(lambda: len(numbers(second)) > 5)
            until(lambda: fault_is(station, RecorderFault.NONE))
    assert manifest.read(second.manifest).cut_off is CutOff.PROGRAM_ENDED
    assert told(station) == ["disk_gone", ""]
    assert station.acts(ActKind.RECORDING_ENDED)[0] == '{"why": "disk"}'


def test_a_disk_that_is_pulled_out_and_put_back(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention.Retention, "_lacks", lambda self, *, margin: False)
    elsewhere = small_disk.parent / "elsewhere"
    elsewhere.mkdir()
    with running(small_disk / "sessions", mode=RecordingMode.ALWAYS) as station:
        files = station.files(station.wait_recording())
        with station.talking():
            until(lambda: len(numbers(files)) > 5)
            subprocess.run(["mount", "--bind", small_disk, elsewhere], check=True)
            try:
                subprocess.run(["umount", "-l", small_disk], check=True)
                until(lambda: fault_is(station, RecorderFault.DISK_GONE))
                assert list(small_disk.iterdir()) == [], "nothing is written below the place of the lost disk"
                assert station.orders[-1] is None
                subprocess.run(["mount", "--bind", elsewhere, small_disk], check=True)
            finally:
                subprocess.run(["umount", "-l", elsewhere], check=True)
            before = len(numbers(files))
            until(lambda: fault_is(station, RecorderFault.NONE))
            until(lambda: len(numbers(files)) > before)
        assert station.recorder.session_id() == files.folder.name
    assert told(station) == ["disk_gone", ""]
    assert [json.loads(row.body)["over"] for row in rows_of(files, Topic.GAP)] == [False, True]


def test_a_folder_that_cannot_be_written(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention.Retention, "_lacks", lambda self, *, margin: False)
    (small_disk / "sessions").mkdir()
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with running(small_disk / "sessions", mode=RecordingMode.ALWAYS) as station:
        until(lambda: fault_is(station, RecorderFault.DISK_GONE))
        assert station.recorder.session_id() == ""
        subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
        station.wait_recording()
        until(lambda: fault_is(station, RecorderFault.NONE))
    assert told(station) == ["disk_gone", ""]


def test_a_disk_that_hangs_is_slow_and_nothing_waits_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "SILENT_AFTER_NS", 500_000_000)
    with running(tmp_path / "sessions", mode=RecordingMode.ALWAYS, most_queued_bytes=100_000) as station:
        files = station.files(station.wait_recording())
        station.say(10)
        until(lambda: len(numbers(files)) == 10)
        held = station.recorder.process_id()
        assert held is not None
        os.kill(held, signal.SIGSTOP)  # as a write into a dead network disk would
        try:
            began_ns = station.clock.monotonic_ns()
            station.say(6_000)  # more than pipe and line hold
            assert station.clock.monotonic_ns() - began_ns < 5_000_000_000
            until(lambda: fault_is(station, RecorderFault.DISK_SLOW))
            until(lambda: station.recorder.view().lost > 0)
        finally:
            os.kill(held, signal.SIGCONT)
        until(lambda: fault_is(station, RecorderFault.NONE), 15)
        lost = station.recorder.view().lost
        station.say(1)
        until(lambda: numbers(files)[-1] == station.sent - 1)
    found = numbers(files)
    assert found == sorted(set(found))
    assert lost == station.sent - len(found)
    begin, end = [json.loads(row.body) for row in rows_of(files, Topic.GAP)]
    assert (begin["why"], end["why"], end["over"]) == ("disk_slow", "disk_slow", True)
    assert end["lost"] == lost


@pytest.mark.soak
def test_a_process_that_hangs_for_good_does_not_hold_up_the_end(tmp_path: Path) -> None:
    with running(tmp_path / "sessions", mode=RecordingMode.ALWAYS) as station:
        files = station.files(station.wait_recording())
        station.say(10)
        until(lambda: len(numbers(files)) == 10)
        held = station.recorder.process_id()
        assert held is not None
        os.kill(held, signal.SIGSTOP)
        began_ns = station.clock.monotonic_ns()
        station.recorder.end(2.0)
        assert station.clock.monotonic_ns() - began_ns < 4_000_000_000
    assert manifest.read(files.manifest).cut_off is CutOff.PROGRAM_ENDED


@pytest.mark.soak
def test_a_folder_that_cannot_be_made_is_said_and_tried_again(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.write_text("a file stands where the folder should be")
    with running(place / "sessions") as station:
        station.recorder.start("wang")
        until(lambda: fault_is(station, RecorderFault.DISK_GONE))
        place.unlink()
        station.wait_recording()
        until(lambda: fault_is(station, RecorderFault.NONE))
