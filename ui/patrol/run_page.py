"""A round that is being walked: the step's pictures, the line under them, and the card over them while it is paused."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from duty.patrol.view import RoundState, RoundView
from ui.bridge import Bridge
from ui.patrol.acts import RoundActs
from ui.patrol.answer_line import AnswerLine
from ui.patrol.covers import PausedCover
from ui.patrol.hints import Hint, HintBar
from ui.patrol.pictures import StepPictures
from ui.shell.focus import FocusPage


class RunPage(FocusPage):
    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pictures = StepPictures(bridge)
        self.line, self.hints = AnswerLine(), HintBar()
        self.acts = RoundActs(bridge, self.line, self)
        self.acts.picture_is_shown = self.pictures.shows_picture_of
        self.cover = PausedCover(self.pictures)
        self.cover.hide()
        self._shown: RoundView | None = None
        self._foot = QStackedWidget()
        self._foot.addWidget(_framed(self.hints))
        self._foot.addWidget(self.line)
        self._foot.setFixedHeight(self.line.height())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pictures, 1)
        column.addWidget(self._foot)
        self.hand_focus_to(self.pictures)
        self.line.changed.connect(self._show_foot)
        self.line.finished.connect(self.pictures.setFocus)
        self.pictures.number_chosen.connect(self._click)
        self.pictures.installEventFilter(self)
        self.cover.resume_requested.connect(self.acts.pause_or_resume)

    def show_round(self, view: RoundView | None) -> None:
        """None: there is nothing to be walked."""
        self._shown = view
        if view is None or view.step is None:
            self.acts.close()
            self.pictures.show_step(None, None, ())
            self.cover.hide()
            return
        paused = view.state is RoundState.PAUSED
        self.pictures.show_step((view.uuid, view.step.number), view.step, view.next_cameras, paused=paused)
        if paused:
            self.cover.show_reason(view.pause)
        self.cover.setVisible(paused)
        self._show_hints(view)

    def retranslate(self) -> None:
        if self._shown is not None and self._shown.step is not None:
            self._show_hints(self._shown)

    def _show_hints(self, view: RoundView) -> None:
        acts, step = self.acts, view.step
        if view.state is RoundState.PAUSED:
            going_on = (Hint("P", self.tr("Go on"), acts.pause_or_resume), Hint("Esc", self.tr("End"), acts.back))
            self.hints.show_hints(going_on)
            return
        ready = step is not None and step.can_go_on
        count = len(step.cameras) if step is not None else 0
        numbers = "1" if count == 1 else f"1 – {count}"
        self.hints.show_hints(
            (
                Hint(self.tr("Space"), self.tr("All normal"), acts.normal, ready),
                Hint("A", self.tr("Abnormal"), acts.abnormal),
                Hint("N", self.tr("Cannot see"), acts.cannot_see),
                Hint("R", self.tr("Reference"), acts.toggle_reference),
                Hint("P", self.tr("Pause"), acts.pause_or_resume),
                Hint("Esc", self.tr("Back"), acts.back),
                Hint(numbers, self.tr("Choose"), self._choose_next),
            )
        )

    def _choose_next(self) -> None:
        """By mouse: the camera after the chosen one."""
        view = self._shown
        if view is None or view.step is None:
            return
        numbers = [c.number for c in view.step.cameras]
        chosen = next((c.number for c in view.step.cameras if c.camera_id == view.step.chosen), 0)
        self.acts.choose(chosen + 1 if chosen + 1 in numbers else numbers[0])

    def _click(self, number: int) -> None:
        """While a word is asked for, it is about the camera that it was asked for."""
        if not self.line.is_asking:
            self.acts.choose(number)

    def _show_foot(self) -> None:
        self._foot.setCurrentIndex(1 if self.line.is_needed else 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.pictures and event.type() == QEvent.Type.Resize and self.cover.isVisible():
            self.cover.place()
        return False


def _framed(widget: QWidget) -> QFrame:
    frame = QFrame()
    frame.setProperty("role", "foot")
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    return frame
