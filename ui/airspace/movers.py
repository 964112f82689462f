"""The part of the map that moves: trails, drones, docks, tracks, and their labels."""

from collections.abc import Hashable
from math import isnan

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from ui import theme
from ui.airspace.geometry import Window
from ui.airspace.labels import Labeller, Wish
from ui.airspace.scene import Key, Kind, Scene, Spot
from ui.airspace.symbols import HALF_PX, Symbols, mixed
from ui.theme import Tokens

MARGIN_PX = 24.0
PULSE_S = 1.2
LABELS_EVERY_S = 0.4
"""Labels look for a better place this often; between, each moves with its symbol."""
TRAIL_SHARE = 0.45
Seen = list[tuple[Spot, float, float]]


def paint_trails(painter: QPainter, window: Window, scene: Scene, tokens: Tokens) -> None:
    """Every trail of one colour in one path: hundreds of lines, two calls. Plain opaque pixels, which
    are the cheapest."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for kind in (Kind.DRONE, Kind.TRACK):
        points = np.rint(window.to_px_array(scene.trail_lines(kind)))
        if len(points) < 2:
            continue
        # Rounded to pixels most points of a slow aircraft fall together; a NaN, which ends a line, differs from itself.
        keep = np.ones(len(points), bool)
        keep[1:] = (points[1:] != points[:-1]).any(axis=1)
        points = points[keep].clip(-20_000, 20_000)
        painter.setPen(QPen(trail_colour(kind, tokens), 1))
        painter.drawPath(pg.functions.arrayToQPath(points[:, 0], points[:, 1], connect="finite"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)


def trail_colour(kind: Kind, tokens: Tokens) -> QColor:
    return mixed(tokens.ours if kind is Kind.DRONE else tokens.unknown_aircraft, tokens.ground, TRAIL_SHARE)


class MoverPainter:
    """Paints the spots of a scene; remembers where labels stood and what signs look like."""

    def __init__(self, tokens: Tokens, pixel_ratio: float) -> None:
        self.symbols = Symbols(tokens, pixel_ratio)
        self._tokens = tokens
        self._labeller = Labeller()
        self._offsets: dict[Hashable, tuple[float, float]] = {}
        self._placed: tuple[tuple[Window, Key | None, bool, int], float] | None = None
        self._font = theme.figures_font(tokens.small)
        self._metrics = QFontMetrics(self._font)
        self._advances: dict[str, int] = {}

    @property
    def labels_shown(self) -> int:
        return len(self._offsets)

    def paint(
        self,
        painter: QPainter,
        window: Window,
        scene: Scene,
        *,
        selected: Key | None,
        labels: bool,
        trails: bool,
        taken: list[QRectF],
        now_s: float,
        motion: bool,
    ) -> None:
        """Labels keep clear of `taken`; nothing pulses without `motion`."""
        seen = [(spot, *window.to_px(spot.x_m, spot.y_m)) for spot in scene.spots]
        seen = [one for one in seen if window.has(one[1], one[2], MARGIN_PX)]
        self._paint_breach_lines(painter, window, scene)
        if trails:
            self._paint_trail_ends(painter, window, scene, seen)
        for spot, x, y in seen:
            painter.drawPixmap(QPointF(x - HALF_PX, y - HALF_PX), self.symbols.picture(spot))
            if spot.urgency == 2 and spot.key.kind is Kind.TRACK:
                self._paint_pulse(painter, x, y, now_s if motion else None)
            if spot.key == selected:
                painter.setPen(QPen(QColor(self._tokens.accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QPointF(x, y), 16, 16)
        self._paint_labels(painter, window, seen, selected, labels, taken, now_s)

    def _paint_labels(
        self,
        painter: QPainter,
        window: Window,
        seen: Seen,
        selected: Key | None,
        labels: bool,
        taken: list[QRectF],
        now_s: float,
    ) -> None:
        height = self._metrics.height()
        shown = [one for one in seen if _has_label(one[0]) and (labels or _forced(one[0], selected))]
        situation = (window, selected, labels, len(shown))
        if self._placed is None or self._placed[0] != situation or not 0 <= now_s - self._placed[1] < LABELS_EVERY_S:
            self._placed = (situation, now_s)
            shown.sort(key=lambda one: (one[0].key != selected, -one[0].urgency, not one[0].ours, one[0].key))
            wishes = [Wish(s.key, x, y, self._width(s) + 6, height, _forced(s, selected)) for s, x, y in shown]
            boxes = [(box.left(), box.top(), box.width(), box.height()) for box in taken]
            self._offsets = self._labeller.place(wishes, window.width_px, window.height_px, boxes)
        tokens, ascent = self._tokens, self._metrics.ascent()
        plate = QColor(tokens.ground)
        plate.setAlphaF(0.72)
        ours, other = QPen(QColor(tokens.text)), QPen(QColor(tokens.unknown_aircraft))
        quiet, alarm = QPen(QColor(tokens.quiet)), QPen(QColor(tokens.alarm))
        painter.setFont(self._font)
        for spot, x, y in shown:
            offset = self._offsets.get(spot.key)
            if offset is None:
                continue
            left, top = round(x + offset[0]), round(y + offset[1])
            painter.fillRect(left, top, self._width(spot) + 6, height, plate)
            painter.setPen(alarm if spot.urgency == 2 else quiet if spot.faded else ours if spot.ours else other)
            painter.drawText(left + 3, top + ascent, spot.title)
            if spot.detail:
                painter.setPen(quiet)
                painter.drawText(left + 9 + self._advance(spot.title), top + ascent, spot.detail)

    def _width(self, spot: Spot) -> int:
        return self._advance(spot.title) + (6 + self._advance(spot.detail) if spot.detail else 0)

    def _advance(self, text: str) -> int:
        """Measuring a text costs as much as painting it, and altitudes repeat."""
        width = self._advances.get(text)
        if width is None:
            if len(self._advances) > 4096:
                self._advances.clear()
            width = self._advances[text] = self._metrics.horizontalAdvance(text)
        return width

    def _paint_pulse(self, painter: QPainter, x: float, y: float, now_s: float | None) -> None:
        """A ring in alarm colour; a second one spreads where motion is allowed."""
        colour = QColor(self._tokens.alarm)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2))
        painter.drawEllipse(QPointF(x, y), 14, 14)
        if now_s is not None:
            share = (now_s % PULSE_S) / PULSE_S
            colour.setAlphaF(1 - share)
            painter.setPen(QPen(colour, 2))
            painter.drawEllipse(QPointF(x, y), 14 + 14 * share, 14 + 14 * share)

    def _paint_breach_lines(self, painter: QPainter, window: Window, scene: Scene) -> None:
        for track_key, zone_key in scene.breaches:
            spot, area = scene.spot(track_key), scene.area(zone_key)
            if spot is not None and area is not None:
                painter.setPen(QPen(QColor(self._tokens.alarm), 1.5, Qt.PenStyle.DashLine))
                start, end = window.to_px(spot.x_m, spot.y_m), window.to_px(*area.centre_m)
                painter.drawLine(QPointF(*start), QPointF(*end))

    def _paint_trail_ends(self, painter: QPainter, window: Window, scene: Scene, seen: Seen) -> None:
        """From where the painted trail ends to where the aircraft is now."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for kind in (Kind.DRONE, Kind.TRACK):
            lines = []
            for spot, x, y in seen:
                end = scene.trail_ends.get(spot.key) if spot.key.kind is kind else None
                if end is not None and not isnan(end[0]):
                    lines.append(QLineF(*window.to_px(*end), x, y))
            painter.setPen(QPen(trail_colour(kind, self._tokens), 1))
            painter.drawLines(lines)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)


def _has_label(spot: Spot) -> bool:
    """A track of ours lies on the drone that it is, which wears the name."""
    return not (spot.ours and spot.key.kind is Kind.TRACK)


def _forced(spot: Spot, selected: Key | None) -> bool:
    return spot.key == selected or (spot.urgency == 2 and spot.key.kind is Kind.TRACK)
