"""How the coverage map is painted: hatched blind squares, sectors by the part of the deadline, signs of cameras.

Colour never speaks alone: what is overdue or out wears the mark that it wears in every list, what is due soon a ring.
Red is not used: it belongs to alarms.
"""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPolygonF

from ui import theme
from ui.airspace.geometry import Metres, Window
from ui.airspace.symbols import mixed
from ui.coverage.scene import SHADES, Dark, Look, Outline, Patch
from ui.marks import Mark, paint_mark
from ui.theme import Tokens

MARKS = {Look.OVERDUE: Mark.ATTENTION, Look.OUT: Mark.OFFLINE}
SOON_MOST = 0.6
"""So much of the way from grey to amber a camera goes before its deadline: past it is a step that one sees."""
SECTOR_FROM_PX = 6.0
NAMES_FROM_PX = 90.0
"""Width of a sector from which names do not lie on one another."""
HATCH = Qt.BrushStyle.BDiagPattern
BLIND_ALPHA = 0.5
FAR_PX = 20_000.0
"""Far beyond the screen Qt's rasteriser would count in overflowing numbers."""


def colour_of(look: Look, shade: int, tokens: Tokens) -> QColor:
    """Grey while seen lately, a pale amber towards the deadline, amber past it."""
    if look is Look.OVERDUE:
        return QColor(tokens.attention)
    if look in (Look.OUT, Look.UNKNOWN):
        return QColor(tokens.offline)
    return mixed(tokens.attention, tokens.ok, SOON_MOST * shade / SHADES)


def paint_blind(
    painter: QPainter, window: Window, darks: tuple[Dark, ...], outlines: tuple[Outline, ...], tokens: Tokens
) -> None:
    """One brush for all: the hatching runs on from square to square. A square at the edge is cut off by its area."""
    rings = {outline.area_id: outline.ring for outline in outlines}
    for dark in darks:
        ring = rings.get(dark.area_id)
        painter.save()
        if ring is not None:
            path = QPainterPath()
            path.addPolygon(_polygon(window.to_px_array(ring)))
            painter.setClipPath(path)
        _paint_boxes(painter, window, dark.boxes, tokens)
        painter.restore()


def _paint_boxes(painter: QPainter, window: Window, boxes: Metres, tokens: Tokens) -> None:
    if not len(boxes):
        return
    corner = window.to_px_array(boxes[:, (0, 3)])
    other = window.to_px_array(boxes[:, (2, 1)])
    shown = (other >= 0).all(axis=1) & (corner[:, 0] <= window.width_px) & (corner[:, 1] <= window.height_px)
    corner, other = corner[shown].clip(-FAR_PX, FAR_PX), other[shown].clip(-FAR_PX, FAR_PX)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    colour = QColor(tokens.quiet)
    colour.setAlphaF(BLIND_ALPHA)
    painter.setBrush(QBrush(colour, HATCH))
    # From rounded corner to rounded corner: neighbours then share an edge and leave no seam.
    corner, other = np.rint(corner), np.rint(other)
    pairs = zip(corner.tolist(), other.tolist(), strict=True)
    painter.drawRects([QRectF(x, y, max(1.0, r - x), max(1.0, b - y)) for (x, y), (r, b) in pairs])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)


def paint_outlines(painter: QPainter, window: Window, outlines: tuple[Outline, ...], tokens: Tokens) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(mixed(tokens.quiet, tokens.ground, 0.7), 1.5, Qt.PenStyle.DashLine))
    for outline in outlines:
        painter.drawPolyline(_polygon(window.to_px_array(outline.ring)))


def paint_outline_names(painter: QPainter, window: Window, outlines: tuple[Outline, ...], tokens: Tokens) -> None:
    """Inside at the top, where the area is wide enough."""
    font = theme.text_font(tokens.small)
    metrics = QFontMetrics(font)
    painter.setFont(font)
    for outline in outlines:
        points = window.to_px_array(outline.ring)
        (west, north), (east, south) = points.min(axis=0), points.max(axis=0)
        width = metrics.horizontalAdvance(outline.name)
        if east - west < width + 12 or south - north < 2 * metrics.height():
            continue
        box = QRectF(max(4.0, west + 3), max(4.0, north + 3), width + 8, metrics.height() + 2)
        if box.right() > min(east, window.width_px) or box.bottom() > min(south, window.height_px):
            continue
        painter.fillRect(box, _faint(QColor(tokens.ground), 0.8))
        painter.setPen(QColor(tokens.quiet))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, outline.name)


def paint_sectors(painter: QPainter, window: Window, patches: tuple[Patch, ...], tokens: Tokens) -> None:
    """The calm ones first. All of one colour are one shape, so that overlapping ones do not add up to a blot."""
    shapes: dict[tuple[int, Look, bool], QPainterPath] = {}
    for patch in patches:
        points = window.to_px_array(patch.sector)
        if len(points) < 3 or np.ptp(points, axis=0).max() < SECTOR_FROM_PX or _misses(points, window):
            continue
        kind = Look.CALM if patch.look is Look.SOON else patch.look
        path = shapes.setdefault((patch.shade, kind, patch.healthy), QPainterPath())
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addPolygon(_polygon(points))
    for (shade, look, healthy), path in sorted(shapes.items(), key=lambda one: one[0][0]):
        colour = colour_of(look, shade, tokens)
        painter.setPen(QPen(_faint(colour, 0.75), 1, Qt.PenStyle.SolidLine if healthy else Qt.PenStyle.DotLine))
        # What sees nothing now is an outline only, and the squares under it stay hatched.
        alpha = 0.34 if look is Look.OVERDUE else 0.26 if shade else 0.18
        painter.setBrush(_faint(colour, alpha) if healthy else Qt.BrushStyle.NoBrush)
        painter.drawPath(path)


def paint_signs(painter: QPainter, window: Window, patches: tuple[Patch, ...], tokens: Tokens) -> None:
    """The most urgent last, on top."""
    order = list(Look)
    seen = [(patch, *window.to_px(patch.eye.x_m, patch.eye.y_m)) for patch in patches]
    seen = [one for one in seen if window.has(one[1], one[2], 12)]
    for patch, x, y in sorted(seen, key=lambda one: order.index(one[0].look)):
        paint_sign(painter, x, y, patch.look, patch.shade, tokens)
    wide = [np.ptp(p.sector[:, 0]) for p in patches if len(p.sector)]
    if not wide or float(np.median(wide)) * window.pixels_per_m < NAMES_FROM_PX:
        return
    painter.setFont(theme.text_font(tokens.small))
    painter.setPen(QColor(tokens.text))
    for patch, x, y in seen:
        painter.drawText(QPointF(x + 10, y + 4), patch.eye.title)


def paint_sign(painter: QPainter, x: float, y: float, look: Look, shade: int, tokens: Tokens) -> None:
    mark = MARKS.get(look)
    if mark is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.ground))
        painter.drawEllipse(QPointF(x, y), 8, 8)
        paint_mark(painter, QRectF(x - 7, y - 7, 14, 14), mark, tokens)
        return
    colour = colour_of(look, shade, tokens)
    hollow = look is Look.UNKNOWN
    painter.setPen(QPen(colour, 1.5) if hollow else QPen(QColor(tokens.ground), 1))
    painter.setBrush(QColor(tokens.ground) if hollow else colour)
    painter.drawEllipse(QPointF(x, y), 4, 4)
    if look is Look.SOON:
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(x, y), 7, 7)


def _polygon(points: Metres) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points.clip(-FAR_PX, FAR_PX).tolist()])


def _misses(points: Metres, window: Window) -> bool:
    (west, north), (east, south) = points.min(axis=0), points.max(axis=0)
    return bool(east < 0 or south < 0 or west > window.width_px or north > window.height_px)


def _faint(colour: QColor, alpha: float) -> QColor:
    faint = QColor(colour)
    faint.setAlphaF(alpha)
    return faint
