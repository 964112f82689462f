"""One run of the demo for all whole-program tests, and one folder for its clips."""

import json
import shutil
import signal
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.app.program import gone, program
from tests.children import shared_memory_of
from video.scenes import clips as scene_clips

DRAWN = 3
"""Scenes that are drawn for the tests; the others' clips are copies of theirs, but for the last one's."""
FRAMES = 30
"""Two seconds of the twelve: drawing is what costs, and a loop is a loop. tests/video/scenes looks at every scene."""

SHOWN_S = 6
"""Status lines, one a second, for which all cameras are watched."""


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for all demo runs, with short clips of all scenes but one: that one the first run draws."""
    data = tmp_path_factory.mktemp("demo-data")
    folder = data / "demo" / "clips"
    scenes = [scene.id for scene in scene_clips.SCENES]
    drawn = scene_clips.ensure(folder, lambda *_: None, threading.Event(), scenes=tuple(scenes[:DRAWN]), frames=FRAMES)
    for number, scene in enumerate(scenes[DRAWN:-1]):
        shutil.copyfile(drawn[number % DRAWN], scene_clips.path_of(folder, scene))
    return data


@pytest.fixture(scope="session")
def demo_run(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path, str]:
    """The demo until its black flight is an incident, and some seconds; then a signal ends it. Its report, its
    screenshot and what it said."""
    folder = tmp_path_factory.mktemp("demo-run")
    report, picture = folder / "r.json", folder / "s.png"
    arguments = ("--report", report, "--screenshot", picture, "--data", demo_data)
    with program("demo", "--offscreen", *arguments, folder=folder) as running:
        running.wait_for("cameras live", 200)
        assert "clips (only once)" in running.said
        running.wait_for("cameras live 16/16", 60)
        running.wait_for("incidents open 1", 60)
        running.wait_for_lines(SHOWN_S)
        family = running.family()
        assert len(family) >= 4, "workers and simulator are processes of their own"
        shared = shared_memory_of(member.pid for member in family)
        took_s = running.end(signal.SIGTERM, 15)
        said = running.said
        assert running.process.returncode == 0, said
        assert gone(family, 1) == []
        assert took_s < 8, "three seconds are promised; the margin is for busy machines and a picture of the window"
    assert [path for path in shared if path.exists()] == []
    assert report.exists(), said
    return json.loads(report.read_text(encoding="utf-8")), picture, said


@pytest.fixture(scope="session")
def clips(demo_data: Path, demo_run: tuple[dict[str, Any], Path, str]) -> Path:
    """The folder of the demo's clips, drawn."""
    assert demo_run
    return demo_data / "demo" / "clips"
