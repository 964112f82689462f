"""Shapes of the timeline's marks: each kind has its own, so that colour never speaks alone."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from sessions.replay.view import MarkKind
from ui.marks import Mark, paint_mark
from ui.theme import Tokens

_STATE_MARKS = {
    MarkKind.INCIDENT: Mark.ALARM,
    MarkKind.CAMERA_OUT: Mark.OFFLINE,
    MarkKind.LINK_LOST: Mark.STALE,
    MarkKind.FINDING: Mark.ATTENTION,
    MarkKind.VERDICT: Mark.UNKNOWN_AIRCRAFT,
}
"""The same shapes as everywhere; the others have shapes of their own."""

Points = tuple[tuple[float, float], ...]
_RIBBON: Points = ((-0.28, -0.45), (0.28, -0.45), (0.28, 0.45), (0, 0.2), (-0.28, 0.45))
_BUBBLE: Points = ((-0.45, -0.4), (0.45, -0.4), (0.45, 0.18), (0, 0.18), (-0.2, 0.45), (-0.2, 0.18), (-0.45, 0.18))
_LIGHTNING: Points = ((0.08, -0.48), (-0.3, 0.08), (-0.02, 0.08), (-0.1, 0.48), (0.3, -0.1), (0.04, -0.1))


def paint_event_mark(painter: QPainter, box: QRectF, kind: MarkKind, tokens: Tokens) -> None:
    known = _STATE_MARKS.get(kind)
    if known is not None:
        paint_mark(painter, box, known, tokens)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    centre, side = box.center(), min(box.width(), box.height())
    colour = QColor(tokens.text if kind in (MarkKind.BOOKMARK, MarkKind.ANNOTATION) else tokens.quiet)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    match kind:
        case MarkKind.BOOKMARK:
            painter.drawPolygon(_at(centre, side, _RIBBON))
        case MarkKind.ANNOTATION:
            painter.drawPolygon(_at(centre, side, _BUBBLE))
        case MarkKind.INJECTION:
            painter.drawPolygon(_at(centre, side, _LIGHTNING))
        case _:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, 1.5))
            painter.drawRect(QRectF(centre.x() - side * 0.22, centre.y() - side * 0.22, side * 0.44, side * 0.44))
    painter.restore()


def _at(centre: QPointF, side: float, points: Points) -> QPolygonF:
    return QPolygonF([QPointF(centre.x() + x * side, centre.y() + y * side) for x, y in points])
