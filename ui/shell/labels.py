"""Labels: one line that is shortened to fit, a figure that does not jump, a state mark."""

from html import escape
from typing import Any

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget

from ui import theme
from ui.marks import Mark, paint_mark


class PlainLabel(QLabel):
    """Shows its words as they are: Qt takes what looks like HTML for HTML, and names and words come from anywhere."""

    def __init__(self, *arguments: Any) -> None:
        """QLabel's."""
        super().__init__(*arguments)
        self.setTextFormat(Qt.TextFormat.PlainText)


def plain_tip(text: str) -> str:
    """For a tool tip, which has no format to be set: what looks like HTML is shown as it is written."""
    if not Qt.mightBeRichText(text):
        return text
    return f"<p style='white-space: pre-wrap'>{escape(text)}</p>"


class ElidedLabel(QLabel):
    """Never asks for more width than there is; screen readers and tests still read the whole text."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOption()
        option.initFrom(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())
        self.setToolTip(plain_tip(self.text()) if shown != self.text() else "")
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment(), shown)
        painter.end()


class FigureLabel(QLabel):
    """A value that changes in place: tabular figures, and as wide as its widest text so far, so nothing jumps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.figures_font(theme.current().small))

    def show_text(self, text: str) -> None:
        if text != self.text():
            self.setText(text)


class MarkLabel(QWidget):
    """A state mark of `px` device-independent pixels."""

    def __init__(self, px: int, mark: Mark = Mark.OK) -> None:
        super().__init__()
        self.setFixedSize(QSize(px, px))
        self._mark = mark

    def set_mark(self, mark: Mark) -> None:
        if mark is not self._mark:
            self._mark = mark
            self.update()

    @property
    def mark(self) -> Mark:
        return self._mark

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_mark(painter, QRectF(self.rect()), self._mark, theme.current())
        painter.end()


def set_role(widget: QWidget, role: str) -> None:
    """Change a widget's `role` property and have the style sheet look at it again."""
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
