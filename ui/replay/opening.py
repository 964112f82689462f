"""Long work in the window: how far it is, how long it will still take, and a way to cancel it."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from sessions.jobs import Job, JobState, JobView
from ui.shell.labels import PlainLabel
from ui.words import sessions as words

LOOK_MS = 50
STEPS = 1000
WAIT_S = 5.0
"""At the program's end: a job that was asked to stop and does not within this is left to its thread."""
T = TypeVar("T")


class ProgressPage(QWidget):
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.step, self.left = PlainLabel(), PlainLabel(), PlainLabel()
        self.title.setProperty("role", "title")
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title.setWordWrap(True)
        for label in (self.step, self.left):
            label.setProperty("role", "quiet")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(480)
        self.title.setFixedWidth(640)
        self.cancel_button = QPushButton()
        self.cancel_button.clicked.connect(self.cancel_requested)
        words_row = QHBoxLayout()
        words_row.addWidget(self.step, 1)
        words_row.addWidget(self.left)
        frame = QWidget()
        frame.setFixedWidth(480)
        frame.setLayout(words_row)
        words_row.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        for widget in (self.title, self.bar, frame, self.cancel_button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._say()

    def show_view(self, view: JobView) -> None:
        share = view.share
        self.bar.setRange(0, 0 if share is None else STEPS)
        if share is not None:
            self.bar.setValue(round(share * STEPS))
        self.step.setText(view.step)
        self.left.setText(words.remaining(view.remaining_s))

    def begin(self, title: str) -> None:
        self.title.setText(title)
        self.step.clear()
        self.left.clear()
        self.cancel_button.setEnabled(True)
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        self.cancel_button.setText(self.tr("Cancel"))


class Watched(QObject, Generic[T]):
    """One job at a time, looked at until it has ended. What a job made that nobody wants any more is handed to `drop`:
    a deck that was opened a moment after Cancel must not stay behind."""

    def __init__(
        self,
        parent: QObject,
        *,
        show: Callable[[JobView], object],
        done: Callable[[T], object],
        ended: Callable[[JobView], object],
        drop: Callable[[T], object] = lambda _made: None,
    ) -> None:
        """`ended` hears of a job that failed or was cancelled."""
        super().__init__(parent)
        self._show, self._done, self._ended, self._drop = show, done, ended, drop
        self._job: Job[T] | None = None
        self._unwanted: list[Job[T]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    @property
    def busy(self) -> bool:
        return self._job is not None

    def watch(self, job: Job[T]) -> None:
        """In the place of the one before, which is cancelled."""
        self._put_away()
        self._job = job
        self._timer.start()
        self.look()

    def cancel(self) -> None:
        """At once for the person; the work ends when it next looks."""
        job = self._job
        if job is not None:
            self._put_away()
            self._ended(JobView(JobState.CANCELLED, 0, 0, "", 0.0, None, ""))

    def close(self) -> None:
        """At the end: cancel, and wait for what cannot be left behind."""
        self._put_away()
        self._timer.stop()
        for job in self._unwanted:
            if job.wait(WAIT_S).state is JobState.DONE:
                self._drop(job.result())
        self._unwanted.clear()

    def look(self) -> None:
        self._tidy()
        job = self._job
        if job is None:
            if not self._unwanted:
                self._timer.stop()
            return
        view = job.view()
        if view.state is JobState.RUNNING:
            self._show(view)
            return
        self._job = None
        if view.state is JobState.DONE:
            self._done(job.result())
        else:
            self._ended(view)

    def _put_away(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._unwanted.append(self._job)
            self._job = None

    def _tidy(self) -> None:
        for job in [j for j in self._unwanted if j.view().state is not JobState.RUNNING]:
            self._unwanted.remove(job)
            if job.view().state is JobState.DONE:
                self._drop(job.result())
