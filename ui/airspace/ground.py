"""The part of the map that stands still: ground, grid, distance rings, zones, cameras. Painted into a picture once for
each view and copied from there."""

from math import ceil, cos, hypot, radians, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPolygonF

from drones.picture import Restriction
from ui import theme
from ui.airspace.geometry import Metres, Window, nice_step, steps_between
from ui.airspace.scene import Area, Eye
from ui.airspace.symbols import mixed
from ui.theme import Tokens
from ui.words import figures

CAMERA_RANGE_M = 80.0
"""How far a street camera tells a person from a lamp-post: what its sector on the map says."""
SECTOR_FROM_PX = 8.0
"""Sectors smaller than this are specks: left out."""
NAMES_FROM_PX = 70.0
GRID_PX = 96.0


def paint_ground(painter: QPainter, window: Window, tokens: Tokens) -> None:
    """Grid lines a round number of metres apart and rings around the precinct's centre."""
    painter.fillRect(QRectF(0, 0, window.width_px, window.height_px), QColor(tokens.ground))
    right_m, bottom_m = window.to_metres(window.width_px, window.height_px)
    step = nice_step(GRID_PX / window.pixels_per_m)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(mixed(tokens.line, tokens.ground, 0.55), 1))
    for x_m in steps_between(window.left_m, right_m, step):
        x = round(window.to_px(x_m, 0)[0])
        painter.drawLine(x, 0, x, int(window.height_px))
    for y_m in steps_between(bottom_m, window.top_m, step):
        y = round(window.to_px(0, y_m)[1])
        painter.drawLine(0, y, int(window.width_px), y)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    _paint_rings(painter, window, tokens, step * 2)


def paint_areas(painter: QPainter, window: Window, areas: tuple[Area, ...], tokens: Tokens) -> None:
    """Zones that are not active first, so that those that count lie on top."""
    for area in sorted(areas, key=lambda a: (a.in_breach, a.active, a.restriction is Restriction.PROHIBITED)):
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.OddEvenFill)
        for ring in area.rings:
            points = window.to_px_array(ring)
            if _misses(points, window):
                continue
            # Far beyond the screen Qt's rasteriser would count in overflowing numbers.
            points = points.clip(-20_000, 20_000)
            path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points.tolist()]))
            path.closeSubpath()
        if path.isEmpty():
            continue
        colour, pen_style, hatch = _style(area, tokens)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_faint(colour, 0.16 if area.in_breach else 0.07 if area.active else 0.0))
        painter.drawPath(path)
        if hatch is not None:
            painter.setBrush(QBrush(_faint(colour, 0.5 if area.in_breach else 0.28), hatch))
        painter.setPen(QPen(_faint(colour, 1.0 if area.in_breach or not area.active else 0.8), 2.0, pen_style))
        painter.drawPath(path)


def paint_area_names(painter: QPainter, window: Window, areas: tuple[Area, ...], tokens: Tokens) -> list[QRectF]:
    """Names inside the zones, and the boxes that they fill."""
    font = theme.text_font(tokens.small)
    metrics = QFontMetrics(font)
    painter.setFont(font)
    taken: list[QRectF] = []
    for area in areas:
        west, north = window.to_px(min(r[:, 0].min() for r in area.rings), max(r[:, 1].max() for r in area.rings))
        east, south = window.to_px(max(r[:, 0].max() for r in area.rings), min(r[:, 1].min() for r in area.rings))
        width = metrics.horizontalAdvance(area.title)
        if east - west < 0.7 * width or south - north < 24:
            continue
        box = QRectF((west + east - width) / 2 - 4, north + (south - north) * 0.12, width + 8, metrics.height() + 2)
        if not box.intersects(QRectF(0, 0, window.width_px, window.height_px)) or any(box.intersects(t) for t in taken):
            continue
        taken.append(box)
        painter.fillRect(box, _faint(tokens.ground, 0.72))
        colour = _style(area, tokens)[0] if area.active else QColor(tokens.quiet)
        painter.setPen(colour)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, area.title)
    return taken


def paint_eyes(painter: QPainter, window: Window, eyes: tuple[Eye, ...], tokens: Tokens) -> None:
    """All sectors as one shape, so that overlapping ones do not add up to a blot."""
    reach = CAMERA_RANGE_M * window.pixels_per_m
    seen = [(eye, *window.to_px(eye.x_m, eye.y_m)) for eye in eyes]
    seen = [(eye, x, y) for eye, x, y in seen if window.has(x, y, reach + 8)]
    if reach >= SECTOR_FROM_PX:
        sectors = QPainterPath()
        sectors.setFillRule(Qt.FillRule.WindingFill)
        for eye, x, y in seen:
            if eye.heading_deg is not None and not eye.offline:
                sectors.addPolygon(_sector(x, y, eye.heading_deg, eye.field_of_view_deg, reach))
        painter.setPen(QPen(_faint(tokens.quiet, 0.35), 1))
        painter.setBrush(_faint(tokens.quiet, 0.13))
        painter.drawPath(sectors)
    size = 2.5 if reach < SECTOR_FROM_PX else 3.5
    painter.setPen(QPen(QColor(tokens.ground), 1))
    painter.setBrush(QColor(tokens.quiet))
    for eye, x, y in seen:
        if not eye.offline:
            painter.drawEllipse(QPointF(x, y), size, size)
    painter.setPen(QPen(QColor(tokens.attention), 1.5))
    painter.setBrush(QColor(tokens.ground))
    for eye, x, y in seen:
        if eye.offline:
            painter.drawEllipse(QPointF(x, y), size + 1, size + 1)
            painter.drawLine(QPointF(x - size, y + size), QPointF(x + size, y - size))
    if reach >= NAMES_FROM_PX:
        painter.setFont(theme.text_font(tokens.small))
        painter.setPen(QColor(tokens.quiet))
        for eye, x, y in seen:
            painter.drawText(QPointF(x + 8, y + 4), eye.title)


def paint_frame(painter: QPainter, window: Window, tokens: Tokens) -> None:
    """Scale bar at the lower left, north at the upper right. The map is never turned, so north is up."""
    step = nice_step(80 / window.pixels_per_m)
    width = step * window.pixels_per_m
    left, bottom = 16.0, window.height_px - 16.0
    painter.setFont(theme.figures_font(tokens.small))
    painter.setPen(QPen(QColor(tokens.text), 2))
    painter.drawPolyline(
        [
            QPointF(left, bottom - 6),
            QPointF(left, bottom),
            QPointF(left + width, bottom),
            QPointF(left + width, bottom - 6),
        ]
    )
    painter.drawText(QPointF(left + 6, bottom - 6), _round_distance(step))
    x, y = window.width_px - 28.0, 20.0
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.text))
    painter.drawPolygon([QPointF(x, y), QPointF(x + 7, y + 20), QPointF(x, y + 15), QPointF(x - 7, y + 20)])
    painter.setPen(QColor(tokens.text))
    painter.drawText(QRectF(x - 12, y + 20, 24, 20), Qt.AlignmentFlag.AlignCenter, figures.north())


def _paint_rings(painter: QPainter, window: Window, tokens: Tokens, step: float) -> None:
    """Rings only as far as the farthest corner, and from the nearest one that cuts the window."""
    centre_x, centre_y = window.to_px(0, 0)
    corners = [hypot(x - centre_x, y - centre_y) for x in (0.0, window.width_px) for y in (0.0, window.height_px)]
    if not window.has(centre_x, centre_y, 2_000):
        return
    painter.setFont(theme.figures_font(tokens.small))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    metrics = painter.fontMetrics()
    for number in range(1, min(12, ceil(max(corners) / (step * window.pixels_per_m)))):
        radius = number * step * window.pixels_per_m
        painter.setPen(QPen(mixed(tokens.line, tokens.text, 0.85), 1, Qt.PenStyle.DotLine))
        painter.drawEllipse(QPointF(centre_x, centre_y), radius, radius)
        text = _round_distance(number * step)
        at = QPointF(centre_x + 4, centre_y - radius - 4)
        painter.setPen(QColor(tokens.quiet))
        if at.y() > metrics.height():
            painter.drawText(at, text)
    painter.setPen(QPen(QColor(tokens.quiet), 1))
    painter.drawLine(QPointF(centre_x - 6, centre_y), QPointF(centre_x + 6, centre_y))
    painter.drawLine(QPointF(centre_x, centre_y - 6), QPointF(centre_x, centre_y + 6))


def _sector(x: float, y: float, heading_deg: float, field_deg: float, reach: float) -> QPolygonF:
    """A pie slice, always wound the same way."""
    steps = max(2, ceil(field_deg / 15))
    points = [QPointF(x, y)] if field_deg < 360 else []
    for i in range(steps + 1):
        bearing = radians(heading_deg - field_deg / 2 + field_deg * i / steps)
        points.append(QPointF(x + reach * sin(bearing), y - reach * cos(bearing)))
    points.append(points[0])
    return QPolygonF(points)


def style_of(
    restriction: Restriction, active: bool, in_breach: bool, tokens: Tokens
) -> tuple[QColor, Qt.PenStyle, Qt.BrushStyle | None]:
    """Colour, line and hatch: each restriction differs from the others in at least two of them."""
    if not active:
        return QColor(tokens.disabled), Qt.PenStyle.DashLine, None
    if in_breach or restriction is Restriction.PROHIBITED:
        return QColor(tokens.alarm), Qt.PenStyle.SolidLine, Qt.BrushStyle.BDiagPattern
    if restriction is Restriction.AUTHORISATION:
        return QColor(tokens.attention), Qt.PenStyle.SolidLine, Qt.BrushStyle.FDiagPattern
    if restriction is Restriction.CONDITIONAL:
        return QColor(tokens.attention), Qt.PenStyle.DashDotLine, None
    return QColor(tokens.quiet), Qt.PenStyle.DotLine, None


def _style(area: Area, tokens: Tokens) -> tuple[QColor, Qt.PenStyle, Qt.BrushStyle | None]:
    return style_of(area.restriction, area.active, area.in_breach, tokens)


def _misses(points_px: Metres, window: Window) -> bool:
    west, north = points_px.min(axis=0)
    east, south = points_px.max(axis=0)
    return bool(east < 0 or south < 0 or west > window.width_px or north > window.height_px)


def _faint(colour: str | QColor, alpha: float) -> QColor:
    faint = QColor(colour)
    faint.setAlphaF(alpha)
    return faint


def _round_distance(metres: float) -> str:
    if metres < 1000:
        return figures.figure(metres, "m")
    return figures.figure(metres / 1000, "km", 0 if metres % 1000 == 0 else 1)
