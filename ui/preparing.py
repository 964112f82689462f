"""Long work before the window opens: in a thread, with progress and a way to cancel."""

import sys
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QProgressDialog

Progress = Callable[[int, int, str], None]
"""Steps done, steps in all, what is being done now."""
POLL_MS = 50

T = TypeVar("T")


class Cancelled(Exception):  # noqa: N818 - a person's wish, not an error
    """The person pressed Cancel."""


class _Work(Generic[T]):
    """Runs in a thread; keeps how far it is and how it ended."""

    def __init__(self, work: Callable[[Progress, threading.Event], T]) -> None:
        self.stop = threading.Event()
        self.done, self.total, self.what = 0, 0, ""
        self.result: list[T] = []
        self.error: Exception | None = None
        self._work = work
        self.thread = threading.Thread(target=self._run, name="preparing", daemon=True)

    def _run(self) -> None:
        try:
            self.result.append(self._work(self._progress, self.stop))
        except Exception as error:  # noqa: BLE001 - handed to the caller's thread, which raises it
            self.error = error

    def _progress(self, done: int, total: int, what: str) -> None:
        self.done, self.total, self.what = done, total, what

    def outcome(self) -> T:
        self.thread.join()
        if self.stop.is_set():
            raise Cancelled
        if self.error is not None:
            raise self.error
        return self.result[0]


def prepare(work: Callable[[Progress, threading.Event], T], title: str, *, offscreen: bool) -> T:
    """Run `work(progress, stop)` in a thread and show how far it is; what it returns or raises comes back here.

    Offscreen, progress goes to the terminal, a line for each tenth. Raises Cancelled when the person cancelled.
    """
    job = _Work(work)
    job.thread.start()
    job.thread.join(POLL_MS / 1000)  # what is there already needs no dialog
    if job.thread.is_alive():
        _tell(job, title) if offscreen else _show(job, title)
    return job.outcome()


def _tell(job: _Work[T], title: str) -> None:
    told = -1
    while job.thread.is_alive():
        job.thread.join(POLL_MS / 1000)
        tenth = job.done * 10 // job.total if job.total else 0
        if job.total and tenth != told:
            told = tenth
            sys.stdout.write(f"{title} {tenth * 10} %\n")
            sys.stdout.flush()


def _show(job: _Work[T], title: str) -> None:
    dialog = QProgressDialog(title, QCoreApplication.translate("Preparing", "Cancel"), 0, 0)
    dialog.setWindowTitle("Mouse Patrol")
    dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
    dialog.setMinimumDuration(0)
    dialog.setMinimumWidth(420)
    dialog.setAutoReset(False)
    dialog.canceled.connect(job.stop.set)
    dialog.show()
    loop = QEventLoop()
    poll = QTimer()

    def look() -> None:
        if not job.thread.is_alive():
            loop.quit()
        elif not job.stop.is_set() and job.total:
            dialog.setMaximum(job.total)
            dialog.setValue(job.done)

    poll.timeout.connect(look)
    poll.start(POLL_MS)
    loop.exec()
    poll.stop()
    dialog.canceled.disconnect(job.stop.set)  # closing says "canceled", too
    dialog.close()
    dialog.deleteLater()
