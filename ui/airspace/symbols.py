"""The signs of drones, docks and tracks; painted once into small pictures, which are copied from then on."""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from ui.airspace.scene import Kind, Spot
from ui.marks import Mark, paint_mark
from ui.theme import Tokens

ARROW = QPolygonF([QPointF(0, -9), QPointF(7, 8), QPointF(0, 4), QPointF(-7, 8)])
DIAMOND = QPolygonF([QPointF(0, -8), QPointF(8, 0), QPointF(0, 8), QPointF(-8, 0)])
DOCK = QRectF(-6, -6, 12, 12)
HALF_PX = 22
"""Half the side of a sign's picture."""
TURN_DEG = 5
"""Headings are told apart by this much."""


class Symbols:
    """Copying a picture of 44 × 44 pixels took a quarter of the time of filling a smooth polygon."""

    def __init__(self, tokens: Tokens, pixel_ratio: float) -> None:
        self.tokens = tokens
        self.pixel_ratio = pixel_ratio
        self._pictures: dict[tuple[Kind, int | None, bool, bool, int], QPixmap] = {}

    def picture(self, spot: Spot) -> QPixmap:
        """The sign of a spot; its place is in the picture's middle."""
        heading = None if spot.heading_deg is None else round(spot.heading_deg / TURN_DEG) % (360 // TURN_DEG)
        key = (spot.key.kind, heading, spot.faded, spot.ours, spot.urgency)
        picture = self._pictures.get(key)
        if picture is None:
            picture = self._pictures[key] = self._paint(spot, None if heading is None else heading * TURN_DEG)
        return picture

    def _paint(self, spot: Spot, heading_deg: float | None) -> QPixmap:
        side = round(2 * HALF_PX * self.pixel_ratio)
        picture = QPixmap(side, side)
        picture.setDevicePixelRatio(self.pixel_ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(HALF_PX, HALF_PX)
        match spot.key.kind:
            case Kind.DRONE:
                _paint_drone(painter, spot, heading_deg, self.tokens)
            case Kind.DOCK:
                _paint_dock(painter, spot, self.tokens)
            case _:
                _paint_track(painter, spot, heading_deg, self.tokens)
        painter.end()
        return picture


def _paint_drone(painter: QPainter, spot: Spot, heading_deg: float | None, tokens: Tokens) -> None:
    colour = QColor(tokens.offline if spot.faded else tokens.ours)
    painter.setPen(QPen(colour, 1.5) if spot.faded else QPen(QColor(tokens.ground), 1))
    painter.setBrush(QColor(tokens.ground) if spot.faded else colour)
    if heading_deg is None:
        painter.drawEllipse(QPointF(0, 0), 6, 6)
    else:
        painter.rotate(heading_deg)
        painter.drawPolygon(ARROW)
        painter.rotate(-heading_deg)
    if spot.faded:
        painter.drawLine(QPointF(-9, 9), QPointF(9, -9))
    elif spot.urgency:
        paint_mark(painter, QRectF(5, -17, 12, 12), Mark.ATTENTION, tokens)


def _paint_dock(painter: QPainter, spot: Spot, tokens: Tokens) -> None:
    colour = QColor(tokens.offline if spot.faded else tokens.text)
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(QColor(tokens.ground))
    painter.drawRect(DOCK)
    painter.drawLine(QPointF(-6, -2), QPointF(6, -2))
    if spot.faded:
        painter.drawLine(QPointF(-9, 9), QPointF(9, -9))
    elif spot.urgency:
        paint_mark(painter, QRectF(4, -17, 13, 13), Mark.ALARM, tokens)


def _paint_track(painter: QPainter, spot: Spot, heading_deg: float | None, tokens: Tokens) -> None:
    if spot.ours:
        painter.setPen(QPen(QColor(tokens.ours), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(DIAMOND)
        return
    colour = QColor(tokens.unknown_aircraft)
    if heading_deg is not None and not spot.faded:
        angle = heading_deg * pi / 180
        painter.setPen(QPen(colour, 2))
        painter.drawLine(QPointF(9 * sin(angle), -9 * cos(angle)), QPointF(18 * sin(angle), -18 * cos(angle)))
    painter.setPen(QPen(colour if spot.faded else QColor(tokens.ground), 1.5))
    painter.setBrush(QColor(tokens.ground) if spot.faded else colour)
    painter.drawPolygon(DIAMOND)


def mixed(one: str, other: str, share: float) -> QColor:
    """`share` of one colour, the rest of the other."""
    a, b, rest = QColor(one), QColor(other), 1 - share
    return QColor.fromRgbF(
        a.redF() * share + b.redF() * rest, a.greenF() * share + b.greenF() * rest, a.blueF() * share + b.blueF() * rest
    )
