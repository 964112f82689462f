"""What is loaded where: the window's process has no decoder and no OpenCV, a spawned child has no Qt."""

import subprocess
import sys
from functools import cache

import pytest

from tests.app.program import ROOT


@cache  # starting an interpreter is what costs
def loaded_by(statement: str) -> frozenset[str]:
    """The top-level modules that a fresh interpreter has loaded after `statement`."""
    code = f"import sys\n{statement}\nprint(' '.join({{m.partition('.')[0] for m in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    return frozenset(done.stdout.split())


@pytest.mark.parametrize("module", ["app", "video.worker", "video.scenes.child", "drones.simulator.run"])
def test_a_child_loads_no_qt(module: str) -> None:
    """Spawned children import app as their main module, and then what they are for."""
    assert loaded_by(f"import {module}").isdisjoint({"PySide6", "pyqtgraph"})


BEFORE_THE_WINDOW = (
    "base.logs, ui.application, ui.preparing, video.scenes.clips, duty.demo, duty.precinct, duty.book.one_program, "
    "drones.service, duty.book_records, duty.desk, duty.keeping, duty.opening, duty.operators, duty.patrol.room, "
    "duty.reading, duty.watching, sessions.building, sessions.assembling, video.supervisor, ui.dashboard"
)
"""All that app.py imports to make a world and its window."""


def test_the_windows_process_loads_no_decoder() -> None:
    assert loaded_by(f"import app, {BEFORE_THE_WINDOW}").isdisjoint({"cv2", "av"})


def test_the_window_waits_for_no_library_of_the_book() -> None:
    """They take a second to load, and load in the threads of the desk and of the book's readers. qtawesome brings a
    binding of its own, which loads every module of Qt that there is; miniaudio loads in the thread that plays."""
    slow = {"sqlalchemy", "alembic", "argon2", "cryptography", "psycopg", "jinja2", "tomlkit"}
    slow |= {"qtawesome", "qtpy", "miniaudio"}
    assert loaded_by(f"import app, {BEFORE_THE_WINDOW}").isdisjoint(slow)
