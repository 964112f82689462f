"""The small map of an incident's card: ink on paper, drawn from WGS84 around the incident; needs no map of streets."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log10

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QPolygonF

from base.geodesy import LocalFrame, Position
from ui import theme
from ui.words import figures

INK, QUIET, LINE, PAPER = "#101418", "#4A5766", "#C3CCD6", "#F6F8FA"
ZONE, HERE, SENT, CAMERA = "#BF1B28", "#BF1B28", "#0B5FD0", "#4A5766"
LEAST_RADIUS_M, MOST_RADIUS_M = 200.0, 5_000.0
MARGIN_PX = 12.0
MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class Spot:
    name: str
    position: Position
    marked: bool = False
    """The incident's own camera, a responder who was sent."""


@dataclass(frozen=True, slots=True)
class MapContent:
    here: Position
    rings: tuple[tuple[tuple[float, float], ...], ...]
    """Of the zone that the incident is about: corners (latitude, longitude)."""
    cameras: tuple[Spot, ...]
    responders: tuple[Spot, ...]


def radius_m(content: MapContent) -> float:
    """So far around the incident that its zone, the marked and the nearest responder are on the map."""
    frame = LocalFrame(content.here)

    def away(latitude: float, longitude: float) -> float:
        x, y = frame.to_xy(latitude, longitude)
        return float((x * x + y * y) ** 0.5)

    corners = [away(*corner) for ring in content.rings for corner in ring]
    responders = sorted((away(s.position.latitude, s.position.longitude), s.marked) for s in content.responders)
    wanted = [*corners, *(metres for metres, marked in responders if marked), *(m for m, _ in responders[:1])]
    return min(max(max((m for m in wanted if m <= MOST_RADIUS_M), default=0.0) * 1.15, LEAST_RADIUS_M), MOST_RADIUS_M)


def paint(content: MapContent, width_px: int, height_px: int, ratio: float = 2.0) -> QImage:
    """The map as a picture of the size in device-independent pixels; `ratio` device pixels to each."""
    image = QImage(round(width_px * ratio), round(height_px * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(PAPER))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.setFont(theme.text_font(11))
    _Sheet(painter, content, QRectF(0, 0, width_px, height_px)).paint()
    painter.end()
    return image


class _Sheet:
    def __init__(self, painter: QPainter, content: MapContent, rect: QRectF) -> None:
        self._painter, self._content, self._rect = painter, content, rect
        self._frame = LocalFrame(content.here)
        self._px_per_m = (min(rect.width(), rect.height()) / 2 - MARGIN_PX) / radius_m(content)
        self._taken: list[QRectF] = []

    def _at(self, position: Position) -> QPointF:
        x_m, y_m = self._frame.to_xy(position.latitude, position.longitude)
        centre = self._rect.center()
        return QPointF(centre.x() + x_m * self._px_per_m, centre.y() - y_m * self._px_per_m)

    def paint(self) -> None:
        self._zone()
        for spot in self._inside(self._content.cameras):
            self._camera(spot)
        for spot in self._inside(self._content.responders):
            self._responder(spot)
        self._here()
        self._names()
        self._scale()
        self._north()
        self._painter.setPen(QPen(QColor(LINE), 1))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(self._rect.adjusted(0.5, 0.5, -0.5, -0.5))

    def _inside(self, spots: Sequence[Spot]) -> list[Spot]:
        return [spot for spot in spots if self._rect.adjusted(4, 4, -4, -4).contains(self._at(spot.position))]

    def _zone(self) -> None:
        path = QPainterPath()
        for ring in self._content.rings:
            path.addPolygon(QPolygonF([self._at(Position(*corner)) for corner in ring]))
            path.closeSubpath()
        fill = QColor(ZONE)
        fill.setAlpha(28)
        self._painter.setPen(QPen(QColor(ZONE), 1.5))
        self._painter.setBrush(QBrush(fill))
        self._painter.drawPath(path)

    def _camera(self, spot: Spot) -> None:
        at = self._at(spot.position)
        side = 8.0 if spot.marked else 5.0
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(INK if spot.marked else CAMERA))
        self._painter.drawRect(QRectF(at.x() - side / 2, at.y() - side / 2, side, side))

    def _responder(self, spot: Spot) -> None:
        at = self._at(spot.position)
        self._painter.setPen(QPen(QColor(SENT), 2))
        self._painter.setBrush(QColor(SENT) if spot.marked else QColor(PAPER))
        self._painter.drawEllipse(at, 5, 5)
        if spot.marked:
            self._painter.setPen(QPen(QColor(SENT), 1.2, Qt.PenStyle.DashLine))
            self._painter.drawLine(at, self._rect.center())

    def _here(self) -> None:
        """A diamond and a cross of hairs: where it is."""
        at = self._rect.center()
        self._painter.setPen(QPen(QColor(HERE), 1.5))
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            self._painter.drawLine(
                QPointF(at.x() + 9 * dx, at.y() + 9 * dy), QPointF(at.x() + 18 * dx, at.y() + 18 * dy)
            )
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(HERE))
        self._painter.drawPolygon(
            QPolygonF([QPointF(at.x() + 7 * dx, at.y() + 7 * dy) for dx, dy in ((0, -1), (1, 0), (0, 1), (-1, 0))])
        )
        self._taken.append(QRectF(at.x() - 19, at.y() - 19, 38, 38))

    def _names(self) -> None:
        """The marked first, then what is nearest; a name that would lie on another is left out."""
        centre = self._rect.center()

        def order(spot: Spot) -> tuple[bool, float]:
            d = self._at(spot.position) - centre
            return not spot.marked, d.x() ** 2 + d.y() ** 2

        spots = sorted(self._inside((*self._content.responders, *self._content.cameras)), key=order)
        metrics = QFontMetricsF(self._painter.font(), self._painter.device())
        self._taken += [QRectF(self._at(s.position) - QPointF(5, 5), QSizeF(10, 10)) for s in spots]
        written = 0
        for spot in spots:
            at, width, height = self._at(spot.position), metrics.horizontalAdvance(spot.name) + 2, metrics.height()
            for box in (
                QRectF(at.x() + 9, at.y() - height / 2, width, height),
                QRectF(at.x() - 9 - width, at.y() - height / 2, width, height),
                QRectF(at.x() - width / 2, at.y() + 8, width, height),
            ):
                inside = self._rect.adjusted(4, 4, -4, -26).contains(box)
                if inside and not any(box.intersects(other) for other in self._taken):
                    self._taken.append(box)
                    responder = spot in self._content.responders
                    self._painter.setPen(QColor(SENT if responder else INK if spot.marked else QUIET))
                    self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, spot.name)
                    written += 1
                    break
            if written >= MOST_NAMES:
                return

    def _scale(self) -> None:
        """A bar of a round length: 1, 2 or 5 of a power of ten, at most a third of the width."""
        length_m = round_length_m(self._rect.width() / 3 / self._px_per_m)
        left, y = self._rect.left() + MARGIN_PX, self._rect.bottom() - MARGIN_PX
        right = left + length_m * self._px_per_m
        self._painter.setPen(QPen(QColor(INK), 1.5))
        self._painter.drawLine(QPointF(left, y), QPointF(right, y))
        for x in (left, right):
            self._painter.drawLine(QPointF(x, y - 4), QPointF(x, y))
        self._painter.drawText(QPointF(right + 6, y + 1), figures.distance(length_m))

    def _north(self) -> None:
        x, top = self._rect.right() - 20, self._rect.top() + MARGIN_PX
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(INK))
        self._painter.drawPolygon(QPolygonF([QPointF(x, top), QPointF(x + 5, top + 14), QPointF(x - 5, top + 14)]))
        self._painter.setPen(QColor(INK))
        self._painter.drawText(QRectF(x - 12, top + 15, 24, 16), Qt.AlignmentFlag.AlignCenter, figures.north())


def round_length_m(most_m: float) -> float:
    """The largest of 1, 2, 5, 10, 20, 50 … metres that is no longer than `most_m`."""
    power = 10.0 ** (ceil(log10(max(most_m, 1.0))) - 1)
    return max(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power <= max(most_m, 1.0) * 1.0001)
