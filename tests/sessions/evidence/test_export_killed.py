"""Exports whose program is ended like a lamp, whose disk is really full, and of a session that is being recorded."""

import json
import os
import pickle
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from base.clock import NS_PER_S
from base.errors import PersonError
from sessions import manifest as manifests
from sessions.evidence.export import StationExporter, export
from sessions.evidence.partial import DONE, partial_of
from sessions.evidence.request import EvidenceRequest, Track
from sessions.evidence.verify import verify_folder
from sessions.files import SessionFiles
from sessions.in_use import InUse, remove
from sessions.jobs import JobState
from tests.sessions.evidence.material import (
    BEGAN_TAPE_NS,
    FRAME_NS,
    Session,
    Station,
    make_session,
    record_clip,
    request_of,
)
from tests.video.clips import write_clip
from video.recording.packets import INDEX_NAME, SEGMENTS_NAME, read_index

LIMIT_S = 60.0
ORIGINALS = frozenset({Track.ORIGINALS, Track.TELEMETRY, Track.UNMASKED})
EXPORTER = """
import pickle
import sys
from pathlib import Path
from sessions.evidence.export import export
from tests.sessions.evidence.material import Station
if __name__ == "__main__":
    station = Station(Path(sys.argv[1]))
    job = export(pickle.loads(sys.stdin.buffer.read()), station.house())
    print("began", flush=True)
    while job.wait(0.01).elapsed_s < 60:
        pass
"""


def whole(wish: EvidenceRequest, station: Station) -> Path:
    job = export(wish, station.house())
    view = job.wait(LIMIT_S)
    assert view.state is JobState.DONE, view.error
    return job.result()


def originals(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("original-*.mp4")}


@pytest.mark.parametrize("times", [1, pytest.param(12, marks=[pytest.mark.soak, pytest.mark.timeout(600)])])
def test_a_program_that_is_killed_again_and_again_ends_with_whole_evidence(
    times: int, session: Session, station: Station, tmp_path: Path
) -> None:
    """Each run goes on with what the ones before it finished; what comes of it is what one run makes."""
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    dice = random.Random(seed)
    wish = request_of(session, tmp_path / "out", tracks=ORIGINALS)
    script = tmp_path / "exporter.py"
    script.write_text(EXPORTER)
    finished = 0
    for run in range(times):
        data = tmp_path / f"data{run}"
        child = subprocess.Popen(
            [sys.executable, str(script), str(data)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        )
        journal = partial_of(wish.folder) / DONE
        try:
            assert child.stdin is not None
            assert child.stdout is not None
            child.stdin.write(pickle.dumps(wish))
            child.stdin.close()
            assert child.stdout.readline() == b"began\n"
            ends_s = time.monotonic() + dice.uniform(0, 1.5)
            while time.monotonic() < ends_s and not (journal.exists() and journal.read_bytes().count(b"\n") > finished):
                time.sleep(0.005)
        finally:
            child.kill()
            child.wait()
            if child.stdout is not None:
                child.stdout.close()
        finished = journal.read_bytes().count(b"\n") if journal.exists() else 0
        if wish.folder.exists():
            break
    made = wish.folder if wish.folder.exists() else whole(wish, station)
    assert verify_folder(made).code == 0
    at_once = whole(replace(wish, folder=tmp_path / "at once"), station)
    assert originals(made) == originals(at_once) != {}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 300 kB."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True, capture_output=True)


def test_a_disk_that_is_really_full_is_one_sentence_and_room_lets_it_go_on(
    session: Session, station: Station, small_disk: Path
) -> None:
    ballast = small_disk / "ballast"
    wish = request_of(session, small_disk / "out", tracks=frozenset({Track.ORIGINALS, Track.AUDIT}), cameras=("c01",))
    for left in (0, 8_192, 40_000):  # at the first byte, in the first clip, somewhere after it
        free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
        ballast.write_bytes(bytes(max(0, free - left)))
        job = export(wish, station.house())
        view = job.wait(LIMIT_S)
        assert view.state is JobState.FAILED
        assert "is full" in view.error
        assert not wish.folder.exists()
        ballast.unlink()
    assert verify_folder(whole(wish, station)).code == 0


# Of a session that is being recorded.


@pytest.fixture
def live(tmp_path: Path) -> tuple[Session, EvidenceRequest]:
    """Nobody ended it yet."""
    session = make_session(tmp_path / "sessions")
    path = SessionFiles(session.folder).manifest
    growing = session.manifest.model_copy(update={"ended_tape_ns": None, "cut_off": manifests.CutOff.NOT_ENDED})
    manifests.write(growing, path)
    end_ns = BEGAN_TAPE_NS + 12 * NS_PER_S
    return session, request_of(session, tmp_path / "out", tracks=ORIGINALS, cameras=("c01",), to_tape_ns=end_ns)


def test_what_came_after_a_camera_was_cut_is_said_to_be_missing(
    live: tuple[Session, EvidenceRequest], station: Station, tmp_path: Path
) -> None:
    """An export that goes on later does not claim pictures that its first part did not have."""
    session, wish = live
    ended_at = threading.Event()

    def stop(row: object) -> None:
        if ended_at.is_set():
            raise OSError("no more")
        ended_at.set()

    station.ledger.before = stop
    with InUse(session.folder):  # whoever records it
        assert export(wish, station.house()).wait(LIMIT_S).state is JobState.FAILED
        clip = write_clip(tmp_path / "more.mp4", seconds=6)
        later_ns = session.sent["c01"][-1].received_ns + FRAME_NS
        _add(SessionFiles(session.folder).video / "c01", clip, later_ns)
        station.ledger.before = lambda row: None
        folder = whole(wish, station)
        said = json.loads((folder / "manifest.json").read_bytes())
        assert said["session"]["ended_tape_ns"] is None
        (gap,) = [gap for gap in said["gaps"] if gap["source"] == "c01"]
        assert gap["seconds"] == pytest.approx(6.0, abs=0.2)
        again = whole(replace(wish, folder=tmp_path / "again"), station)
        assert not [gap for gap in json.loads((again / "manifest.json").read_bytes())["gaps"] if gap["source"] == "c01"]
        with pytest.raises(PersonError, match="being recorded or replayed"):
            remove(session.folder)
    assert verify_folder(folder).code == verify_folder(again).code == 0


def test_it_is_measured_and_not_deleted_while_it_leaves(
    live: tuple[Session, EvidenceRequest], station: Station
) -> None:
    session, wish = live
    job = StationExporter(station.house(), wish.folder.parent).measure(wish)
    assert job.wait(LIMIT_S).state is JobState.DONE
    assert job.result().packets > 0
    leaving = export(wish, station.house())
    while leaving.wait(0.002).state is JobState.RUNNING and not partial_of(wish.folder).exists():
        pass
    if leaving.view().state is JobState.RUNNING:
        with pytest.raises(PersonError, match="cannot be deleted"):
            remove(session.folder)
    assert leaving.wait(LIMIT_S).state is JobState.DONE
    assert remove(session.folder)


def _add(folder: Path, clip: Path, from_ns: int) -> None:
    """Segments that a recorder goes on with, behind those that are there."""
    beside = folder.with_name("more")
    record_clip(beside, clip, from_ns=from_ns)
    behind = int(read_index(folder)["segment"].max()) + 1
    more = read_index(beside).copy()
    more["segment"] += np.uint16(behind)
    for path in sorted(beside.glob("*.mp4"), reverse=True):
        path.rename(folder / f"{int(path.stem) + behind:05}.mp4")
    lines = [json.loads(line) for line in (beside / SEGMENTS_NAME).read_text().splitlines()]
    with (folder / SEGMENTS_NAME).open("a") as out:
        out.writelines(json.dumps(line | {"number": line["number"] + behind}) + "\n" for line in lines)
    with (folder / INDEX_NAME).open("ab") as index:
        index.write(more.tobytes())
