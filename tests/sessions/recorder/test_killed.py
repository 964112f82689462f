"""kill -9 of a program that records, at any moment: at most the last second is lost, and the session opens."""

import json
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from base.clock import NS_PER_S, SystemClock
from sessions.files import SessionFiles
from sessions.jobs import Job
from sessions.library_entries import Entries
from sessions.library_pictures import Pictures
from sessions.replay.opening import open_session
from sessions.rows import Topic
from tests.duty.waiting import until
from tests.sessions.recorder.station import numbers, rows_of
from tests.video.clips import write_clip
from tests.video.recorded import ffprobe_packets, mpv_plays
from video.recording.packets import read_index

ROOT = Path(__file__).resolve().parents[3]
LOST_S = 1.0
BUSY_S = 0.7
"""What a test machine that does other things may add."""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_clip(tmp_path_factory.mktemp("clips") / "short.mp4", width=160, height=90)


@pytest.mark.parametrize("number", range(3))
def test_killed_while_recording(number: int, tmp_path: Path, clip: Path) -> None:
    session = kill_and_look(tmp_path, clip, random.randrange(2**32))
    if number == 0:
        look_at_first_picture(session)


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(30))
def test_killed_thirty_times(seed: int, tmp_path: Path, clip: Path) -> None:
    kill_and_look(tmp_path, clip, seed)


def kill_and_look(folder: Path, clip: Path, seed: int) -> Path:
    print("seed", seed)
    after_s = random.Random(seed).uniform(0.0, 2.5)
    sent = killed_after(folder / "sessions", clip, after_s)
    killed_ns = sent[-1][1]
    (session,) = (folder / "sessions").glob("2*")
    files = SessionFiles(session)
    must_have = [number for number, at_ns in sent if at_ns < killed_ns - (LOST_S + BUSY_S) * NS_PER_S]
    logged = numbers(files)
    assert logged == list(range(len(logged))), "every message once, and whole"
    shown = [json.loads(row.body)["number"] for row in rows_of(files, Topic.LAYOUT)]
    assert shown == list(range(len(shown)))
    if must_have:
        assert min(len(logged), len(shown)) > must_have[-1]
    look_at_video(files, killed_ns)
    entry = Entries(folder / "sessions").entry(session, recording=False)
    assert (entry.trouble, entry.cut_off.value) == ("", "")
    assert entry.length_s > (killed_ns - first_ns(files)) / NS_PER_S - LOST_S - BUSY_S
    look_at_replay(session)
    return session


@pytest.mark.parametrize("times", [1, pytest.param(4, marks=[pytest.mark.soak, pytest.mark.timeout(600)])])
def test_everybody_but_the_program_is_killed_at_once(times: int, tmp_path: Path, clip: Path) -> None:
    """The video worker, the spare one, the recorder's process and Python's own helper, and again as soon as they are
    back: the same session goes on, and nothing is in it twice."""
    command = [sys.executable, "-m", "tests.sessions.recorder.recording_child", str(tmp_path / "sessions"), str(clip)]
    with subprocess.Popen([*command, "spare"], cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        reader = threading.Thread(target=program.stdout.read)
        try:
            assert program.stdout.readline(), "it never recorded"
            reader.start()
            (session,) = (tmp_path / "sessions").glob("2*")
            files, family = SessionFiles(session), psutil.Process(program.pid)
            for _ in range(times):
                until(lambda: len(family.children()) >= 4, 30)
                children = family.children()
                for child in children:
                    child.suspend()
                killed_ns, before = SystemClock().monotonic_ns(), len(numbers(files))
                for child in children:
                    child.kill()
                wait_until_it_goes_on(files, killed_ns, before)
        finally:
            children = psutil.Process(program.pid).children(recursive=True)
            program.kill()
            reader.join(10.0)
    until(lambda: not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in children))
    logged = numbers(files)
    assert logged == sorted(set(logged))
    assert list((tmp_path / "sessions").glob("2*")) == [session]
    look_at_replay(session)


def wait_until_it_goes_on(files: SessionFiles, killed_ns: int, messages: int) -> None:
    until(lambda: min(last_packets_ns(files)) > killed_ns + NS_PER_S // 2, 60)
    until(lambda: len(numbers(files)) > messages + 10, 60)


def last_packets_ns(files: SessionFiles) -> list[int]:
    return [int(read_index(files.video / camera)["received_ns"].max(initial=0)) for camera in ("c1", "c2")]


def look_at_first_picture(session: Path) -> None:
    entries, pictures = Entries(session.parent), Pictures()
    assert pictures.one_more([entries.entry(session, recording=False)])
    picture = entries.entry(session, recording=False).thumbnail
    assert picture is not None
    assert picture.read_bytes()[:2] == b"\xff\xd8"


def killed_after(sessions: Path, clip: Path, after_s: float) -> list[tuple[int, int]]:
    """What it said that it had handed over, until it was killed so many seconds after everything was being written."""
    command = [sys.executable, "-m", "tests.sessions.recorder.recording_child", str(sessions), str(clip)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        try:
            lines = [program.stdout.readline()]
            deadline_s = time.monotonic() + after_s
            while time.monotonic() < deadline_s:
                lines.append(program.stdout.readline())
            children = psutil.Process(program.pid).children(recursive=True)
        finally:  # a test that runs out of time must not wait for it for ever
            program.kill()
        lines += program.stdout.readlines()
    until(lambda: not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in children))
    words = [line.split() for line in lines if line.endswith("\n")]
    assert words, "it never recorded"
    return [(int(number), int(at_ns)) for number, at_ns in words]


def first_ns(files: SessionFiles) -> int:
    return int(json.loads(files.manifest.read_bytes())["started_tape_ns"])


def look_at_video(files: SessionFiles, killed_ns: int) -> None:
    for camera in ("c1", "c2"):
        folder = files.video / camera
        last_ns = int(read_index(folder)["received_ns"].max())
        assert (killed_ns - last_ns) / NS_PER_S < LOST_S + BUSY_S
        for segment in sorted(folder.glob("*.mp4")):
            packets = ffprobe_packets(segment)
            if packets:  # the last one may just have begun
                mpv_plays(segment, packets)


def look_at_replay(session: Path) -> None:
    job = Job("opening", lambda progress: open_session(session, live_clock=SystemClock(), progress=progress))
    job.wait(30.0)
    deck = job.result()
    try:
        assert len(deck.timeline.lanes) >= 3
        assert deck.timeline.last_tape_ns > deck.timeline.first_tape_ns
    finally:
        deck.close()
        assert deck.wait_until_closed(10.0)
