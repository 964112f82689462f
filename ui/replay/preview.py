"""What floats above the timeline under the pointer: a small picture of then, the time, and what happened."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from sessions.replay.view import Deck
from ui.shell.labels import PlainLabel

PICTURE_PX = 192
ASK_MS = 120
"""A pointer that only passes asks for no pictures; one that rests asks until the picture is there."""


class Preview(QFrame):
    def __init__(self, timeline: QWidget) -> None:
        super().__init__(timeline, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._timeline = timeline
        self._deck: Deck | None = None
        self._at_ns = 0
        self._x_px = 0.0
        self._picture_of: Path | None = None
        self.picture, self.words = QLabel(), PlainLabel()
        self.picture.hide()
        self.words.setProperty("role", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(4)
        column.addWidget(self.picture)
        column.addWidget(self.words)
        self._timer = QTimer(self)
        self._timer.setInterval(ASK_MS)
        self._timer.timeout.connect(self._ask)

    def point_at(self, deck: Deck, tape_ns: int, words: str, x_px: float) -> None:
        """Show it over the timeline at `x_px` of it."""
        if tape_ns != self._at_ns:
            self._picture_of = None
            self.picture.clear()  # a picture of another place would be taken for this one
        self._deck, self._at_ns, self._x_px = deck, tape_ns, x_px
        self.words.setText(words)
        self._place()
        self.show()
        self._timer.start()

    def leave(self) -> None:
        self._timer.stop()
        self._deck = None
        self.hide()

    def _ask(self) -> None:
        path = self._deck.thumbnail(self._at_ns) if self._deck is not None else None
        if path is None:
            return  # it is being made: asked again
        self._timer.stop()
        if path != self._picture_of:
            pixmap = QPixmap(str(path))
            self._picture_of = None if pixmap.isNull() else path
            if not pixmap.isNull():
                smooth = Qt.TransformationMode.SmoothTransformation
                shown = pixmap.scaledToWidth(PICTURE_PX, smooth)
                self.picture.setFixedSize(shown.size())
                self.picture.setPixmap(shown)
                self.picture.show()
            self._place()

    def _place(self) -> None:
        """Above the line, inside its width."""
        self.adjustSize()
        room = self._timeline.width() - self.width()
        x = min(max(round(self._x_px) - self.width() // 2, 0), max(room, 0))
        self.move(self._timeline.mapToGlobal(QPoint(x, -self.height() - 6)))
