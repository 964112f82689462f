"""The whole program records, opens what it recorded, exports of it, and its verify finds a changed byte."""

import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from base.clock import SystemClock
from duty.book.store import Book
from duty.operators import seed_demo
from sessions.files import SessionFiles
from sessions.jobs import Job, JobState, Progress
from sessions.manifest import CutOff, Why, read
from sessions.replay.deck import ReplayDeck
from sessions.replay.opening import open_session
from tests.app.program import ROOT, gone, program

pytestmark = [pytest.mark.slow, pytest.mark.alone, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def recorded(
    demo_data: Path, demo_run: tuple[dict[str, Any], Path, str], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A session of some seconds, made by `record`."""
    assert demo_run
    folder = tmp_path_factory.mktemp("record")
    before = set((demo_data / "demo" / "sessions").glob("*"))
    with program("record", "--offscreen", "--seconds", "14", "--data", demo_data, folder=folder) as running:
        running.wait_for("cameras live", 60)
        family = running.family()
        assert running.process.wait(60) == 0, running.said
        assert "Traceback" not in running.said
        assert gone(family, 3) == []
    made = [
        s for s in (demo_data / "demo" / "sessions").iterdir() if s not in before and (s / "manifest.json").exists()
    ]
    assert len(made) == 1
    return made[0]


def test_the_session_is_whole(recorded: Path) -> None:
    manifest = read(SessionFiles(recorded).manifest)
    assert manifest.why is Why.PERSON
    assert manifest.cut_off is CutOff.PROGRAM_ENDED
    assert manifest.ended_tape_ns is not None
    assert manifest.ended_tape_ns - manifest.started_tape_ns > 5e9
    assert len(list((recorded / "video").iterdir())) == len(manifest.cameras) == 16
    assert (recorded / "links" / "00.tlog").stat().st_size > 50_000
    clip = min((recorded / "video" / "c01").glob("*.mp4"))
    probed = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "stream=codec_name,width", clip],
                            capture_output=True, text=True, check=True)  # fmt: skip
    assert "codec_name=h264" in probed.stdout
    assert probed.stderr == ""


def test_it_opens_with_its_cameras_fleet_and_acts(recorded: Path) -> None:
    def work(progress: Progress) -> ReplayDeck:
        return open_session(recorded, live_clock=SystemClock(), progress=progress)

    job = Job("open", work)
    assert job.wait(30).state is JobState.DONE, job.view().error
    deck = job.result()
    try:
        assert len(deck.world.cameras.cameras) == 16
        assert len(deck.timeline.lanes) >= 17
        assert deck.timeline.last_tape_ns > deck.timeline.first_tape_ns
    finally:
        deck.close()


def test_the_window_replays_it(recorded: Path, demo_data: Path, tmp_path: Path) -> None:
    """On a machine without a configuration: a precinct of nothing, and nobody who may until somebody signs in."""
    picture = tmp_path / "s.png"
    home = ("--data", demo_data / "demo")  # where the demo's sessions are
    with program(
        "replay", recorded.name, "--offscreen", *home, "--seconds", "8", "--screenshot", picture, folder=tmp_path
    ) as running:
        running.wait_for("cameras live 0/0", 60)
        family = running.family()
        assert running.process.wait(60) == 0, running.said
        assert "Traceback" not in running.said
        assert gone(family, 3) == []
    assert picture.stat().st_size > 20_000


def test_evidence_is_exported_and_a_changed_byte_is_named(recorded: Path, tmp_path: Path) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    dice = random.Random(seed)
    data, out, config = tmp_path / "data", tmp_path / "out", tmp_path / "precinct.toml"
    config.write_text('[precinct]\nname = "P"\ntime_zone = "Asia/Shanghai"\ncentre = [31.2, 121.5]\n')
    book = Book(data / "book.sqlite")
    seed_demo(book, at_wall_ns=SystemClock().wall_ns())
    book.close()
    words: list[str | Path] = [
        "export",
        recorded,
        "--operator",
        "supervisor",
        "--reason",
        "Bicycle theft",
        "--to-folder",
        out,
    ]
    done = command(*words, "--cameras", "c01,c02", "--config", config, "--data", data, said="demo\n")
    assert done.returncode == 0, done.stdout + done.stderr
    assert command("verify", out).returncode == 0
    files = sorted(path for path in out.rglob("*") if path.is_file() and path.name != "verify.py")
    touched = dice.choice([path for path in files if path.stat().st_size])
    changed = bytearray(touched.read_bytes())
    changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    touched.write_bytes(changed)
    verdict = command("verify", out)
    assert verdict.returncode != 0, touched
    assert touched.name in verdict.stdout or "manifest" in verdict.stdout, (touched, verdict.stdout)


def command(*words: str | Path, said: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "app.py"), *map(str, words)],
        input=said,
        capture_output=True,
        text=True,
        check=False,
    )
