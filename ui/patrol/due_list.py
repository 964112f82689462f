"""What is due, the most urgent first, each with its countdown: as many as fit, and how many more there are."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from duty.patrol.view import DueCamera, PatrolView
from ui import theme
from ui.marks import Mark, mark_colour, paint_mark
from ui.words import coverage, figures
from ui.words.patrol import PatrolCounts

ROW_PX = 28
MARK_PX = 14


class DueList(QWidget):
    """Painted, not a table: it is only looked at, and never has the keyboard. Its words are its description."""

    def __init__(self, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._counts = PatrolCounts(self)
        self._rows: tuple[tuple[Mark, str, str], ...] = ()
        self._due: tuple[DueCamera, ...] = ()
        self._loaded, self._now_wall_ns = False, 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(2 * ROW_PX)
        self._say()

    @property
    def rows(self) -> tuple[tuple[Mark, str, str], ...]:
        """What is painted: mark, name, countdown."""
        return self._rows

    def show_patrol(self, view: PatrolView, now_wall_ns: int) -> None:
        self._due, self._loaded, self._now_wall_ns = view.due, view.loaded, now_wall_ns
        self._lay_out()

    def sizeHint(self) -> QSize:
        return QSize(280, 8 * ROW_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        font, figure_font = theme.text_font(tokens.small), theme.figures_font(tokens.small)
        names, numbers = QFontMetricsF(font), QFontMetricsF(figure_font)
        middle = Qt.AlignmentFlag.AlignVCenter
        for place, (mark, name, countdown) in enumerate(self._rows):
            row = QRect(0, place * ROW_PX, self.width(), ROW_PX)
            left = 0
            if countdown:
                paint_mark(painter, QRectF(0, row.y(), MARK_PX, ROW_PX), mark, tokens)
                left = MARK_PX + 8
            width = numbers.horizontalAdvance(countdown)
            calm = mark in (Mark.OK, Mark.OFFLINE)
            painter.setFont(figure_font)
            painter.setPen(QColor(tokens.quiet if calm else mark_colour(mark, tokens)))
            painter.drawText(QRectF(self.width() - width - 1, row.y(), width + 1, ROW_PX), middle, countdown)
            room = self.width() - left - (width + 12 if countdown else 0)
            painter.setFont(font)
            painter.setPen(QColor(tokens.text if countdown else tokens.quiet))
            said = names.elidedText(name, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(left, row.y(), max(0.0, room), ROW_PX), middle, said)
        painter.end()

    def _say(self) -> None:
        self.setAccessibleName(self.tr("Due"))

    def _lay_out(self) -> None:
        fit = max(1, self.height() // ROW_PX)
        shown = self._due if len(self._due) <= fit else self._due[: fit - 1]
        rows = [self._row(due) for due in shown]
        if len(shown) < len(self._due):
            rows.append((Mark.OK, self._counts.and_more(len(self._due) - len(shown)), ""))
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            self.setAccessibleDescription("; ".join(f"{name} {countdown}".strip() for _, name, countdown in rows))
            self.update()

    def _row(self, due: DueCamera) -> tuple[Mark, str, str]:
        mark = Mark.OK
        if due.out:
            mark = Mark.OFFLINE
        elif due.overdue and self._loaded:
            mark = Mark.ATTENTION
        word = coverage.due_word(due, self._now_wall_ns, self._loaded) or figures.UNKNOWN
        return mark, self._names.get(due.camera_id, due.camera_id), word
