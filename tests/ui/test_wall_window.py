"""The wall in a real window on a real X server: what is on the screen, at 100 %, 150 % and 200 %."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.display import virtual_display
from tests.benchmarks.wall_program import on_display

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.window
@pytest.mark.parametrize(("scale", "margin"), [("1", 0), ("1.5", 0), ("1.5", 5), ("2", 3)])
def test_pictures_reach_the_screen_pixel_for_pixel(scale: str, margin: int) -> None:
    with virtual_display(1920, 1280) as display:
        done = subprocess.run(
            [sys.executable, "-m", "tests.ui.wall_in_a_window", str(margin)],
            env=on_display(display) | {"QT_SCALE_FACTOR": scale},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["scale"] == float(scale)
    assert all(seen["exact"].values()), seen
    assert seen["turned"]
    assert seen["asked_for_boxes"]
    assert seen["scaled"] == 0
    assert seen["pictures"] == [1, 1, 1, 1, 3, 1, 1, 1, 1]
