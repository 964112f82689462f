"""State marks: the same shape and colour for the same state in every view, readable without seeing colours."""

import math
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from ui import theme
from ui.theme import Tokens


class Mark(StrEnum):
    OK = "ok"
    """A quiet grey dot."""
    ATTENTION = "attention"
    """An amber triangle."""
    ALARM = "alarm"
    """A red octagon, the stop sign's shape."""
    STALE = "stale"
    """A hatched square: the value is old."""
    OFFLINE = "offline"
    """A grey ring with a slash."""
    OURS = "ours"
    """A cyan arrowhead."""
    UNKNOWN_AIRCRAFT = "unknown_aircraft"
    """A magenta diamond."""


def mark_colour(mark: Mark, tokens: Tokens) -> str:
    return {
        Mark.OK: tokens.ok,
        Mark.ATTENTION: tokens.attention,
        Mark.ALARM: tokens.alarm,
        Mark.STALE: tokens.attention,
        Mark.OFFLINE: tokens.offline,
        Mark.OURS: tokens.ours,
        Mark.UNKNOWN_AIRCRAFT: tokens.unknown_aircraft,
    }[mark]


def paint_mark(painter: QPainter, rect: QRectF, mark: Mark, tokens: Tokens) -> None:
    """Paint the mark into the largest square centred in `rect`."""
    side = min(rect.width(), rect.height())
    centre = rect.center()
    colour = QColor(mark_colour(mark, tokens))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour))
    match mark:
        case Mark.OK:
            painter.drawEllipse(centre, side * 0.26, side * 0.26)
        case Mark.ATTENTION:
            _attention(painter, centre, side, tokens)
        case Mark.ALARM:
            _alarm(painter, centre, side, tokens)
        case Mark.STALE:
            _stale(painter, centre, side, colour)
        case Mark.OFFLINE:
            _offline(painter, centre, side, colour)
        case Mark.OURS:
            painter.drawPolygon(_points(centre, side, ((0, -0.46), (0.38, 0.42), (0, 0.22), (-0.38, 0.42))))
        case Mark.UNKNOWN_AIRCRAFT:
            painter.drawPolygon(_points(centre, side, ((0, -0.48), (0.48, 0), (0, 0.48), (-0.48, 0))))
    painter.restore()


def mark_icon(mark: Mark, px: int, tokens: Tokens | None = None) -> QIcon:
    """The mark as an icon of `px` device-independent pixels, sharp at 100, 150, 200 and 300 %."""
    icon = QIcon()
    for ratio in (1.0, 1.5, 2.0, 3.0):
        pixmap = QPixmap(QSize(round(px * ratio), round(px * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_mark(painter, QRectF(0, 0, px, px), mark, tokens or theme.current())
        painter.end()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):  # a style would tint the mark of a selected row
            icon.addPixmap(pixmap, mode)
    return icon


def _points(centre: QPointF, side: float, fractions: tuple[tuple[float, float], ...]) -> QPolygonF:
    return QPolygonF([QPointF(centre.x() + x * side, centre.y() + y * side) for x, y in fractions])


def _attention(painter: QPainter, centre: QPointF, side: float, tokens: Tokens) -> None:
    painter.drawPolygon(_points(centre, side, ((0, -0.44), (0.48, 0.40), (-0.48, 0.40))))
    _bang(painter, QPointF(centre.x(), centre.y() + side * 0.10), side * 0.46, theme.ink_on(tokens.attention))


def _alarm(painter: QPainter, centre: QPointF, side: float, tokens: Tokens) -> None:
    corners = (math.radians(22.5 + 45 * i) for i in range(8))
    painter.drawPolygon(_points(centre, side, tuple((0.49 * math.cos(a), 0.49 * math.sin(a)) for a in corners)))
    _bang(painter, centre, side * 0.58, theme.ink_on(tokens.alarm))


def _bang(painter: QPainter, centre: QPointF, height: float, ink: str) -> None:
    """An exclamation mark; left out where it would be a smear."""
    if height < 5:
        return
    width = max(1.2, height * 0.22)
    painter.setBrush(QColor(ink))
    top = centre.y() - height / 2
    painter.drawRect(QRectF(centre.x() - width / 2, top, width, height * 0.62))
    painter.drawRect(QRectF(centre.x() - width / 2, top + height * 0.78, width, height * 0.22))


def _stale(painter: QPainter, centre: QPointF, side: float, colour: QColor) -> None:
    box = QRectF(centre.x() - side * 0.4, centre.y() - side * 0.4, side * 0.8, side * 0.8)
    width = max(1.0, side / 12)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, width))
    painter.drawRect(box)
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    step = side * 0.27
    for i in range(-3, 4):
        painter.drawLine(
            QPointF(box.left() + i * step, box.bottom()), QPointF(box.left() + i * step + box.height(), box.top())
        )


def _offline(painter: QPainter, centre: QPointF, side: float, colour: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, max(1.4, side / 9)))
    radius = side * 0.38
    painter.drawEllipse(centre, radius, radius)
    reach = radius * math.sqrt(0.5)
    painter.drawLine(QPointF(centre.x() - reach, centre.y() + reach), QPointF(centre.x() + reach, centre.y() - reach))
