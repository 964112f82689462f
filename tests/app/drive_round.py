"""Runs the real program and works it by keys alone: makes the first supervisor, walks a whole round, ends it.

python -m tests.app.drive_round CONFIG DATA [PICTURES]: a JSON line for each thing that was done.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

import app
from duty.patrol.view import Answer, RoundState, RoundView
from sessions.world import World
from ui.bridge import Bridge

Key = Qt.Key
EVERY_MS = 120
LIMIT_S = 240.0
LOGIN, NAME, PASSWORD = "zhao", "Zhao Lan", "three willows by the river"
ABNORMAL, DARK = ("c06", "A bag left under the bench"), ("c11", "Black picture")


class Driver:
    """A script of waits and keys: each `yield` waits until its condition holds, looking every EVERY_MS."""

    def __init__(self, bridge: Bridge, pictures: Path | None) -> None:
        self._world: World = bridge.world
        self._bridge = bridge
        self._pictures = pictures
        self._script = self._steps()
        self._wanted: Callable[[], bool] = lambda: True
        self._began = time.monotonic()
        self._timer = QTimer(bridge)
        self._timer.timeout.connect(self._look)
        self._timer.start(EVERY_MS)

    def _look(self) -> None:
        if time.monotonic() - self._began > LIMIT_S:
            self._timer.stop()
            say("gave_up", round=repr(self._round())[:2000])
            QApplication.exit(1)
            return
        if self._wanted():
            self._wanted = next(self._script, self._wait_for_the_end)

    def _wait_for_the_end(self) -> bool:
        return False

    def _steps(self) -> Iterator[Callable[[], bool]]:
        yield lambda: self._bridge.operators is not None and self._bridge.operators.none_yet
        yield lambda: QApplication.activeModalWidget() is not None
        for text in (LOGIN, NAME, PASSWORD, PASSWORD):
            typed(text)
            press(Key.Key_Tab)
        press(Key.Key_Return)
        yield lambda: self._bridge.operators is not None and self._bridge.operators.current is not None
        yield lambda: QApplication.activeModalWidget() is None
        say("signed_in", login=self._login())
        press(Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        yield lambda: self._bridge.patrol is not None and self._bridge.patrol.loaded
        self._keep("start")
        press(Key.Key_Tab)
        press(Key.Key_Space)
        yield lambda: self._round() is not None
        yield from self._walk()
        yield lambda: (walk := self._round()) is not None and walk.state is RoundState.FINISHED and walk.unsaved == 0
        walk = self._round()
        assert walk is not None
        say("finished", round=walk.uuid, cameras=walk.cameras_done)
        self._keep("finished")
        press(Key.Key_Q, Qt.KeyboardModifier.ControlModifier)

    def _walk(self) -> Iterator[Callable[[], bool]]:
        """Every step: wait for its pictures, answer the odd ones, and Space."""
        number = 0
        while (walk := self._round()) is not None and walk.state is RoundState.RUNNING:
            step = walk.step
            if step is None or step.number == number:
                yield lambda: True
                continue
            number = step.number
            if number == 2:
                press(Key.Key_Space)  # early: must be refused
            for camera in step.cameras:
                wanted = {ABNORMAL[0]: (Key.Key_A, ABNORMAL[1]), DARK[0]: (Key.Key_N, DARK[1])}.get(camera.camera_id)
                if wanted is not None:
                    yield lambda: self._can_go_on()
                    press(Key.Key_0 + camera.number)
                    press(wanted[0])
                    typed(wanted[1])
                    self._keep(f"answer-{camera.camera_id}")
                    press(Key.Key_Return)
                    # The field stays until the still is written: a Space before that would be a letter of the word.
                    yield partial(self._has_answer, camera.camera_id)
            if number == 3:
                self._keep("step")
            yield lambda: self._can_go_on()
            say("step", number=number, cameras=[camera.camera_id for camera in step.cameras])
            press(Key.Key_Space)

    def _can_go_on(self) -> bool:
        walk = self._round()
        return walk is not None and walk.step is not None and walk.step.can_go_on

    def _has_answer(self, camera_id: str) -> bool:
        walk = self._round()
        cameras = () if walk is None or walk.step is None else walk.step.cameras
        return any(camera.camera_id == camera_id and camera.answer is not Answer.NONE for camera in cameras)

    def _round(self) -> RoundView | None:
        return None if self._bridge.patrol is None else self._bridge.patrol.round

    def _login(self) -> str:
        view = self._bridge.operators
        return view.current.login if view is not None and view.current is not None else ""

    def _keep(self, name: str) -> None:
        if self._pictures is not None:
            window = QApplication.activeWindow() or focus().window()
            window.grab().save(str(self._pictures / f"{name}.png"))


def focus() -> QWidget:
    """What has the keyboard. Without a window manager nobody gives it back when a dialog has closed: we do."""
    if QApplication.activeWindow() is None:
        next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow)).activateWindow()
        QApplication.processEvents()
    widget = QApplication.focusWidget() or QApplication.activeWindow()
    assert isinstance(widget, QWidget)
    return widget


def press(key: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), Key(key), modifier)


def typed(text: str) -> None:
    QTest.keyClicks(focus(), text)


def say(what: str, **more: object) -> None:
    sys.stdout.write(json.dumps({"did": what, **more}) + "\n")
    sys.stdout.flush()


def main(config: str, data: str, pictures: str | None = None) -> int:
    start = Bridge.start
    drivers: list[Driver] = []

    def start_driven(bridge: Bridge) -> None:
        start(bridge)
        drivers.append(Driver(bridge, None if pictures is None else Path(pictures)))  # Qt would let it go

    Bridge.start = start_driven  # type: ignore[method-assign, assignment]
    return app.main(["--config", config, "--data", data, "--offscreen", "--language", "en"])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
