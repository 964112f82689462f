"""A run along its time: what went wrong as bars, what the trainee did as marks, what was missed as crosses."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from sessions.training.runs import Run
from sessions.training.script import InjectionKind
from ui import theme
from ui.words import training as words

ROW_PX, AXIS_PX, LABEL_PX, EDGE_PX = 28, 26, 300, 12
STEPS_S = (5, 10, 30, 60, 120, 300, 600, 1800, 3600)
NEAR_PX = 8


class RunTimeline(QWidget):
    moment_chosen = Signal(float)
    """Seconds of the run: a click, or arrows with the focus here."""

    def __init__(self, run: Run, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self.at_s = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._say()

    def show_run(self, run: Run) -> None:
        self._run = run
        self.update()

    def choose(self, at_s: float) -> None:
        self.at_s = min(max(0.0, at_s), self._length_s())
        self.moment_chosen.emit(self.at_s)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, ROW_PX * len(self._run.planned) + AXIS_PX + ROW_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(480, self.sizeHint().height())

    def _length_s(self) -> float:
        return max(1.0, self._run.length_s, *(p.from_s for p in self._run.planned), 1.0)

    def _x(self, at_s: float) -> float:
        width = self.width() - LABEL_PX - EDGE_PX
        return LABEL_PX + min(max(at_s, 0.0), self._length_s()) / self._length_s() * width

    def _s(self, x: float) -> float:
        return (x - LABEL_PX) / max(1, self.width() - LABEL_PX - EDGE_PX) * self._length_s()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(tokens.panel))
        painter.setFont(theme.text_font(tokens.small))
        self._paint_axis(painter)
        for row, planned in enumerate(self._run.planned):
            top = AXIS_PX + row * ROW_PX
            painter.setPen(QColor(tokens.text))
            label = f"{words.injection(planned.kind)} {self._run.names.get(planned.target, planned.target)}".strip()
            box = QRectF(EDGE_PX, top, LABEL_PX - 2 * EDGE_PX, ROW_PX)
            elided = painter.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
            is_as_long = planned.kind is not InjectionKind.BLACK_FLIGHT or planned.target
            end_s = planned.to_s if is_as_long else planned.from_s + 110
            bar = QRectF(self._x(planned.from_s), top + 9, 0, ROW_PX - 18)
            bar.setRight(max(bar.left() + 3, self._x(end_s)))
            self._paint_bar(painter, bar)
            for mark in self._run.score.marks:
                if mark.planned.id == planned.id and mark.decided:
                    reached = mark.reaction.at_s if mark.reaction is not None else planned.from_s + mark.expected.late_s
                    self._paint_mark(painter, self._x(reached), top + ROW_PX / 2, mark.points, mark.expected.points)
        bottom = AXIS_PX + len(self._run.planned) * ROW_PX
        painter.setPen(QColor(tokens.quiet))
        painter.drawText(
            QRectF(EDGE_PX, bottom, LABEL_PX, ROW_PX), Qt.AlignmentFlag.AlignVCenter, self.tr("Named what was not so")
        )
        for wrong in self._run.score.false:
            self._paint_mark(painter, self._x(wrong.at_s), bottom + ROW_PX / 2, 0, 1)
        if self._run.length_s < self._length_s():
            painter.setPen(QPen(QColor(tokens.quiet), 1, Qt.PenStyle.DashLine))
            end_x = self._x(self._run.length_s)
            painter.drawLine(QPointF(end_x, AXIS_PX), QPointF(end_x, self.height()))
        for note in self._run.notes:
            self._paint_note(painter, self._x(note.at_s))
        painter.setPen(QPen(QColor(tokens.accent), 2))
        painter.drawLine(QPointF(self._x(self.at_s), AXIS_PX), QPointF(self._x(self.at_s), self.height()))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_axis(self, painter: QPainter) -> None:
        tokens = theme.current()
        width = self.width() - LABEL_PX - EDGE_PX
        step = next((s for s in STEPS_S if s / self._length_s() * width >= 64), STEPS_S[-1])
        at_s = 0
        while at_s <= self._length_s():
            x = self._x(at_s)
            painter.setPen(QColor(tokens.line))
            painter.drawLine(QPointF(x, AXIS_PX - 4), QPointF(x, self.height()))
            painter.setPen(QColor(tokens.quiet))
            painter.drawText(QRectF(x - 30, 2, 60, AXIS_PX - 6), Qt.AlignmentFlag.AlignCenter, words.clock(at_s))
            at_s += step

    def _paint_bar(self, painter: QPainter, bar: QRectF) -> None:
        """Filled as far as the run came: what was planned for later is an outline, for it never happened."""
        grey, end_x = QColor(theme.current().disabled), self._x(self._run.length_s)
        if bar.left() < end_x:
            painter.fillRect(bar.intersected(QRectF(0, bar.top(), max(end_x, bar.left() + 3), bar.height())), grey)
        if bar.right() > end_x:
            painter.setPen(QPen(grey, 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(bar)

    @staticmethod
    def _paint_mark(painter: QPainter, x: float, y: float, points: float, most: float) -> None:
        """All points: a filled circle. Half: a half-filled one. None: a cross."""
        tokens = theme.current()
        if points <= 0:
            painter.setPen(QPen(QColor(tokens.alarm), 2.5))
            for sign in (1, -1):
                painter.drawLine(QPointF(x - 5, y - 5 * sign), QPointF(x + 5, y + 5 * sign))
            return
        full = points >= most
        colour = QColor(tokens.text if full else tokens.attention)
        painter.setPen(QPen(colour, 2))
        painter.setBrush(colour if full else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(x, y), 5.5, 5.5)
        if not full:
            painter.setBrush(colour)
            painter.drawPie(QRectF(x - 5.5, y - 5.5, 11, 11), 90 * 16, 180 * 16)

    @staticmethod
    def _paint_note(painter: QPainter, x: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.current().accent))
        top = AXIS_PX - 6.0
        painter.drawPolygon(QPolygonF([QPointF(x - 5, top - 6), QPointF(x + 5, top - 6), QPointF(x, top + 4)]))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and event.position().x() >= LABEL_PX:
            self.choose(self._s(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.choose(self._s(event.position().x()))
            return
        near = [note.text for note in self._run.notes if abs(self._x(note.at_s) - event.position().x()) < NEAR_PX]
        if near:
            QToolTip.showText(event.globalPosition().toPoint(), "\n".join(near), self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1.0, Qt.Key.Key_Right: 1.0}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.choose(self.at_s + step * (10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        self.update()

    def _say(self) -> None:
        self.setAccessibleName(self.tr("The run along its time"))
