"""The band over a training: nobody may take what is under it for the street."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QPushButton, QWidget

from sessions.training.stage import Stage, StageState
from ui import theme
from ui.replay.band import Band
from ui.words import training as words


class TrainingBand(Band):
    notice_requested = Signal()
    end_requested = Signal()

    def __init__(self, stage: Stage, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        self._stage = stage
        self._noted = ""
        self.notice_button, self.end_button = QPushButton(), QPushButton()
        super().__init__(stage.scene.clock, zone, parent)
        for button in (self.notice_button, self.end_button):
            self.row.addWidget(button)
        self.notice_button.clicked.connect(self.notice_requested)
        self.end_button.clicked.connect(self.end_requested)

    def fill(self) -> str:
        return theme.current().attention

    def say(self) -> None:
        self.word.setText(self.tr("TRAINING"))
        self.setAccessibleName(self.tr("Training: nothing here is real"))
        self.setToolTip(self.tr("Nothing here is real, and nothing that is done here reaches anybody"))
        self.notice_button.setText(self.tr("What is wrong?  F12"))
        self.end_button.setText(self.tr("End the run"))

    def note(self, what: str) -> None:
        """What the trainee said stays in sight: whether it was right, the debrief tells."""
        self._noted = self.tr("noted: {what}").replace("{what}", what)
        self.tick()

    def tick(self) -> None:
        """What is left of the run, beside the title of its script."""
        stage = self._stage
        run_s = stage.run_s()
        match stage.state():
            case StageState.WAITING:
                text = self.tr("begins in {time}").replace("{time}", words.clock(1.0 - run_s))
            case StageState.RUNNING:
                text = self.tr("{time} left").replace("{time}", words.clock(stage.length_s - run_s + 0.999))
            case StageState.OVER:
                text = self.tr("over")
        if text != self.time.text():
            self.time.setText(text)
        said = " · ".join(part for part in (stage.brief.script.title, stage.brief.trainee, self._noted) if part)
        if said != self.words.text():
            self.words.setText(said)
        self.notice_button.setEnabled(stage.state() is StageState.RUNNING)

    def paint_shape(self, painter: QPainter, box: QRectF) -> None:
        """A diamond."""
        middle = box.center()
        corners = [
            (middle.x(), box.top()),
            (box.right(), middle.y()),
            (middle.x(), box.bottom()),
            (box.left(), middle.y()),
        ]
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
