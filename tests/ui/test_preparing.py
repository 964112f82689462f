import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog, QPushButton

from ui.preparing import Cancelled, Progress, prepare


def test_what_the_work_returns_and_raises_comes_back(qapp: QApplication) -> None:
    assert prepare(lambda _progress, _stop: 42, "Counting", offscreen=True) == 42

    def fails(_progress: Progress, _stop: threading.Event) -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk is full"):
        prepare(fails, "Counting", offscreen=True)


def test_progress_is_told_in_the_terminal(qapp: QApplication, capsys: pytest.CaptureFixture[str]) -> None:
    told = threading.Event()

    def work(progress: Progress, _stop: threading.Event) -> str:
        progress(5, 10, "half")
        told.wait(0.3)
        return "done"

    assert prepare(work, "Drawing", offscreen=True) == "done"
    assert "Drawing 50 %" in capsys.readouterr().out


def test_the_dialog_goes_by_itself_when_the_work_is_done(qapp: QApplication) -> None:
    seen: list[int] = []

    def work(progress: Progress, stop: threading.Event) -> str:
        for step in range(1, 9):
            progress(step, 8, "step")
            assert not stop.wait(0.05), "nobody cancelled"
        return "done"

    def look() -> None:
        seen.extend(w.value() for w in QApplication.topLevelWidgets() if isinstance(w, QProgressDialog))

    QTimer.singleShot(250, look)
    assert prepare(work, "Drawing", offscreen=False) == "done"
    assert seen
    assert seen[0] > 0


def test_a_person_can_cancel(qapp: QApplication) -> None:
    def work(progress: Progress, stop: threading.Event) -> None:
        progress(1, 100, "slow")
        assert stop.wait(20), "nobody cancelled"

    def cancel() -> None:
        dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, QProgressDialog) and w.isVisible()]
        if dialogs:
            button = dialogs[0].findChild(QPushButton)
            assert isinstance(button, QPushButton)
            button.click()
        else:
            QTimer.singleShot(50, cancel)

    QTimer.singleShot(200, cancel)
    with pytest.raises(Cancelled):
        prepare(work, "Drawing", offscreen=False)
