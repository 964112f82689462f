"""The part of the map that moves: trails, drones, docks, tracks, and their labels."""

from math import cos, pi, sin

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen, QPolygonF

from ui import theme
from ui.airspace.geometry import Metres, Window
from ui.airspace.labels import Labeller, Wish
from ui.airspace.scene import Key, Kind, Scene, Spot
from ui.marks import Mark, paint_mark
from ui.theme import Tokens

ARROW = QPolygonF([QPointF(0, -9), QPointF(7, 8), QPointF(0, 4), QPointF(-7, 8)])
DIAMOND = QPolygonF([QPointF(0, -8), QPointF(8, 0), QPointF(0, 8), QPointF(-8, 0)])
SMALL_DIAMOND = QPolygonF([QPointF(0, -5), QPointF(5, 0), QPointF(0, 5), QPointF(-5, 0)])
DOCK = QRectF(-6, -6, 12, 12)
MARGIN_PX = 24.0
PULSE_S = 1.2


def paint_trails(painter: QPainter, window: Window, scene: Scene, tokens: Tokens) -> None:
    """Every trail of one colour in one path: hundreds of lines, two calls."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for kind, colour in ((Kind.DRONE, tokens.ours), (Kind.TRACK, tokens.unknown_aircraft)):
        lines = [points for key, points in scene.trails.items() if key.kind is kind and len(points) > 1]
        path_points = _joined(lines, window)
        if path_points is None:
            continue
        faint = QColor(colour)
        faint.setAlphaF(0.5)
        painter.setPen(QPen(faint, 1))
        painter.drawPath(pg.functions.arrayToQPath(path_points[:, 0], path_points[:, 1], connect="finite"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)


def _joined(lines: list[Metres], window: Window) -> Metres | None:
    """The lines that touch the window in pixels, a NaN between two; points closer than a pixel left out."""
    parts: list[Metres] = []
    gap = np.full((1, 2), np.nan)
    for line in lines:
        points = np.rint(window.to_px_array(line))
        west, north = points.min(axis=0)
        east, south = points.max(axis=0)
        if east < 0 or south < 0 or west > window.width_px or north > window.height_px:
            continue
        keep = np.ones(len(points), bool)
        keep[1:] = (np.abs(np.diff(points, axis=0)) > 0).any(axis=1)
        parts += [points[keep], gap]
    return np.concatenate(parts) if parts else None


class MoverPainter:
    """Paints the spots of a scene; remembers where labels stood."""

    def __init__(self) -> None:
        self._labeller = Labeller()
        self.labels_shown = 0
        self._font = theme.figures_font(theme.current().small)
        self._metrics = QFontMetrics(self._font)
        self._advances: dict[str, int] = {}

    def paint(
        self,
        painter: QPainter,
        window: Window,
        scene: Scene,
        tokens: Tokens,
        *,
        selected: Key | None,
        labels: bool,
        trails: bool,
        taken: list[QRectF],
        phase_s: float | None,
    ) -> None:
        """`phase_s` is the pulse's clock, None where nothing may move; labels keep clear of `taken`."""
        seen = [(spot, *window.to_px(spot.x_m, spot.y_m)) for spot in scene.spots]
        seen = [(spot, x, y) for spot, x, y in seen if window.has(x, y, MARGIN_PX)]
        _paint_breach_lines(painter, window, scene, tokens)
        if trails:
            _paint_trail_ends(painter, window, scene, seen, tokens)
        self.paint_symbols(painter, seen, tokens, selected, phase_s)
        self._paint_labels(painter, window, seen, tokens, selected, labels, taken)

    def paint_symbols(
        self,
        painter: QPainter,
        seen: list[tuple[Spot, float, float]],
        tokens: Tokens,
        selected: Key | None,
        phase_s: float | None,
    ) -> None:
        for spot, x, y in seen:
            painter.translate(x, y)
            if spot.key == selected:
                painter.setPen(QPen(QColor(tokens.accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QPointF(0, 0), 15, 15)
            if spot.key.kind is Kind.TRACK and spot.urgency == 2:
                _paint_pulse(painter, tokens, phase_s)
            _paint_symbol(painter, spot, tokens)
            painter.translate(-x, -y)

    def _paint_labels(
        self,
        painter: QPainter,
        window: Window,
        seen: list[tuple[Spot, float, float]],
        tokens: Tokens,
        selected: Key | None,
        labels: bool,
        taken: list[QRectF],
    ) -> None:
        painter.setFont(self._font)
        height = self._metrics.height()
        shown = [one for one in seen if _has_label(one[0]) and (labels or _forced(one[0], selected))]
        shown.sort(key=lambda one: (one[0].key != selected, -one[0].urgency, one[0].ours, one[0].key))
        wishes = [Wish(s.key, x, y, self._width(s) + 6, height, _forced(s, selected)) for s, x, y in shown]
        boxes = [(box.left(), box.top(), box.width(), box.height()) for box in taken]
        offsets = self._labeller.place(wishes, window.width_px, window.height_px, boxes)
        self.labels_shown = len(offsets)
        plate = QColor(tokens.ground)
        plate.setAlphaF(0.72)
        ascent = self._metrics.ascent()
        title_pens = {True: QPen(QColor(tokens.text)), False: QPen(QColor(tokens.unknown_aircraft))}
        quiet = QPen(QColor(tokens.quiet))
        alarm = QPen(QColor(tokens.alarm))
        for wish, (spot, x, y) in zip(wishes, shown, strict=True):
            offset = offsets.get(spot.key)
            if offset is None:
                continue
            left, top = round(x + offset[0]), round(y + offset[1])
            painter.fillRect(QRectF(left, top, wish.width_px, height), plate)
            painter.setPen(alarm if spot.urgency == 2 else quiet if spot.faded else title_pens[spot.ours])
            painter.drawText(left + 3, top + ascent, spot.title)
            if spot.detail:
                painter.setPen(quiet)
                painter.drawText(left + 3 + self._advance(spot.title) + 6, top + ascent, spot.detail)

    def _width(self, spot: Spot) -> int:
        return self._advance(spot.title) + (6 + self._advance(spot.detail) if spot.detail else 0)

    def _advance(self, text: str) -> int:
        """Measuring a text costs as much as painting it: altitudes repeat."""
        width = self._advances.get(text)
        if width is None:
            if len(self._advances) > 4096:
                self._advances.clear()
            width = self._advances[text] = self._metrics.horizontalAdvance(text)
        return width


def _has_label(spot: Spot) -> bool:
    """A track of ours lies on the drone that it is, which wears the name."""
    return not (spot.ours and spot.key.kind is Kind.TRACK)


def _forced(spot: Spot, selected: Key | None) -> bool:
    return spot.key == selected or spot.urgency == 2


def _paint_symbol(painter: QPainter, spot: Spot, tokens: Tokens) -> None:
    match spot.key.kind:
        case Kind.DRONE:
            _paint_drone(painter, spot, tokens)
        case Kind.DOCK:
            _paint_dock(painter, spot, tokens)
        case _:
            _paint_track(painter, spot, tokens)


def _paint_drone(painter: QPainter, spot: Spot, tokens: Tokens) -> None:
    colour = QColor(tokens.offline if spot.faded else tokens.ours)
    painter.setPen(QPen(colour, 1.5) if spot.faded else QPen(QColor(tokens.ground), 1))
    painter.setBrush(QColor(tokens.ground) if spot.faded else colour)
    if spot.heading_deg is None:
        painter.drawEllipse(QPointF(0, 0), 6, 6)
    else:
        painter.rotate(spot.heading_deg)
        painter.drawPolygon(ARROW)
        painter.rotate(-spot.heading_deg)
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
        paint_mark(painter, QRectF(4, -16, 13, 13), Mark.ALARM, tokens)


def _paint_track(painter: QPainter, spot: Spot, tokens: Tokens) -> None:
    if spot.ours:
        painter.setPen(QPen(QColor(tokens.ours), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(DIAMOND)
        return
    colour = QColor(tokens.unknown_aircraft)
    painter.setPen(QPen(colour if spot.faded else QColor(tokens.ground), 1.5))
    painter.setBrush(QBrush(QColor(tokens.ground) if spot.faded else colour))
    painter.drawPolygon(DIAMOND)
    if spot.heading_deg is not None and not spot.faded:
        angle = spot.heading_deg * pi / 180
        painter.setPen(QPen(colour, 2))
        painter.drawLine(QPointF(9 * sin(angle), -9 * cos(angle)), QPointF(18 * sin(angle), -18 * cos(angle)))


def _paint_pulse(painter: QPainter, tokens: Tokens, phase_s: float | None) -> None:
    """A ring in alarm colour; it breathes where motion is allowed."""
    colour = QColor(tokens.alarm)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 2))
    painter.drawEllipse(QPointF(0, 0), 14, 14)
    if phase_s is not None:
        share = (phase_s % PULSE_S) / PULSE_S
        colour.setAlphaF(1 - share)
        painter.setPen(QPen(colour, 2))
        painter.drawEllipse(QPointF(0, 0), 14 + 14 * share, 14 + 14 * share)


def _paint_breach_lines(painter: QPainter, window: Window, scene: Scene, tokens: Tokens) -> None:
    for track_key, zone_key in scene.breaches:
        spot, area = scene.spot(track_key), scene.area(zone_key)
        if spot is not None and area is not None:
            painter.setPen(QPen(QColor(tokens.alarm), 1.5, Qt.PenStyle.DashLine))
            start, end = window.to_px(spot.x_m, spot.y_m), window.to_px(*area.centre_m)
            painter.drawLine(QPointF(*start), QPointF(*end))


def _paint_trail_ends(
    painter: QPainter, window: Window, scene: Scene, seen: list[tuple[Spot, float, float]], tokens: Tokens
) -> None:
    """From where the painted trail ends to where the aircraft is now."""
    for ours, colour in ((True, tokens.ours), (False, tokens.unknown_aircraft)):
        faint = QColor(colour)
        faint.setAlphaF(0.5)
        painter.setPen(QPen(faint, 1))
        for spot, x, y in seen:
            trail = scene.trails.get(spot.key)
            if spot.ours is ours and trail is not None and len(trail):
                painter.drawLine(QPointF(*window.to_px(*trail[-1].tolist())), QPointF(x, y))
