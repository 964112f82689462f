"""Widgets in reference cycles die between events in the window's thread, and nowhere else."""

import gc
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.fake_world import FakeWorld
from ui import dashboard
from ui.garbage import FULL, FULL_EVERY_S, MIDDLE, YOUNG, GarbageCollector

ROOT = Path(__file__).parents[2]

STYLED_AMID_GARBAGE = """
import gc, os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from ui.garbage import GarbageCollector

class Listening(QWidget):
    styled = 0
    def changeEvent(self, event):
        made = [[] for _ in range(500)]  # more than the first threshold, in the middle of the walk of Qt
        Listening.styled += len(made)
        super().changeEvent(event)

class Dropped(QWidget):
    def __init__(self):
        super().__init__()
        self.cycle = self
        QLabel("gone", self)

app = QApplication([])
app.setStyleSheet("QWidget { color: red }")
gc.collect()
gc.disable()
kept = [Listening() for _ in range(20)]
for _ in range(300):
    Dropped()
kept += [Listening() for _ in range(20)]
for widget in app.allWidgets():
    widget.ensurePolished()
del widget
gc.set_threshold(gc.get_count()[0] + 20)
gc.enable()
COLLECTOR
Listening.styled = 0
app.setStyleSheet("QWidget { color: blue }")
styled, then = Listening.styled, len(app.allWidgets())
if collector is not None:
    gc.set_threshold(1)
    loop = QEventLoop()
    QTimer.singleShot(3 * 200, loop.quit)
    loop.exec()
print(styled > 0, then, len(app.allWidgets()))
"""
WITH = "collector = GarbageCollector(); collector.start()"


@pytest.fixture
def automatic() -> Iterator[None]:
    """Collection as Python does it by itself; tests of the window run without."""
    before, thresholds = gc.isenabled(), gc.get_threshold()
    gc.enable()
    yield
    gc.set_threshold(*thresholds)
    if not before:
        gc.disable()


def run(collector: str) -> subprocess.CompletedProcess[str]:
    program = STYLED_AMID_GARBAGE.replace("COLLECTOR", collector)
    return subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)


def test_no_widget_dies_while_qt_goes_over_them() -> None:
    """Without the collector of ours this program ends with a segmentation fault (PySide 6.8 to 6.11)."""
    done = run(WITH)
    assert (done.returncode, done.stdout.split()) == (0, ["True", "640", "40"]), done.stderr


def test_the_danger_is_real() -> None:
    """The same program without it: the widgets are gone in the middle of the walk, if it survives that at all."""
    done = run("collector = None")
    assert done.returncode < 0 or done.stdout.split()[1:] == ["40", "40"], done.stdout


class Cycle:
    def __init__(self) -> None:
        self.me = self


def watched(note: Callable[[], None]) -> None:
    weakref.finalize(Cycle(), note)


@pytest.mark.usefixtures("automatic")
def test_garbage_of_a_thread_is_collected_in_the_windows_thread(qtbot: QtBot) -> None:
    died_in: list[threading.Thread] = []

    def work() -> None:
        watched(lambda: died_in.append(threading.current_thread()))
        kept = [[] for _ in range(20_000)]  # type: ignore[var-annotated]
        assert len(kept) == 20_000

    collector = GarbageCollector()
    collector.start()
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert died_in == []
    gc.set_threshold(1)
    qtbot.waitUntil(lambda: bool(died_in))
    collector.stop()
    assert died_in == [threading.main_thread()]
    assert gc.isenabled()


@pytest.mark.usefixtures("automatic")
def test_generations_are_collected_as_their_thresholds_say() -> None:
    now_s = 1000.0
    collector = GarbageCollector(now_s=lambda: now_s)
    collector.start()

    def collected() -> int | None:
        kept = [[] for _ in range(200)]  # type: ignore[var-annotated]
        return collector.collect() if kept else None

    gc.collect()
    gc.set_threshold(100_000, 2, 2)
    assert collected() is None
    gc.set_threshold(100, 2, 2)
    assert [collected() for _ in range(12)] == 3 * [YOUNG, YOUNG, YOUNG, MIDDLE]
    assert [collected() for _ in range(4)] == [YOUNG, YOUNG, YOUNG, MIDDLE]  # a full one is due, but one was just now
    now_s += FULL_EVERY_S
    assert [collected() for _ in range(8)] == [YOUNG, YOUNG, YOUNG, FULL, YOUNG, YOUNG, YOUNG, MIDDLE]
    gc.set_threshold(0, 2, 2)
    assert collected() is None
    collector.stop()


@pytest.mark.usefixtures("automatic")
def test_the_dashboard_collects_between_events_while_it_runs(
    qapp: QApplication, fake: FakeWorld, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[bool] = []
    died_in: list[threading.Thread] = []

    def drop() -> None:
        watched(lambda: died_in.append(threading.current_thread()))

    options = dashboard.Options(
        workspace=None,
        seconds=1.0,
        report=None,
        screenshot=None,
        offscreen=True,
        wall_picture=tmp_path / "wall.png",
        settings=tmp_path / "settings.ini",
    )

    def start() -> None:
        seen.append(gc.isenabled())
        gc.set_threshold(1)
        QTimer.singleShot(100, drop)

    try:
        assert dashboard.run(qapp, fake.world, options, start=start) == 0
    finally:
        gc.unfreeze()
    assert seen == [False]
    assert died_in == [threading.main_thread()]
    assert "wall.png" in capsys.readouterr().out
