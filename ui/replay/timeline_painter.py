"""Draws the timeline without its playhead: axis, marks, lanes; once for each span, size and theme."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QImage, QPainter, QPen, QPixmap

from base.clock import NS_PER_S
from sessions.manifest import Manifest
from sessions.replay.view import Lane, MarkKind, Timeline
from ui import theme
from ui.replay.timeline_geometry import AXIS_PX, LABEL_PX, LANE_PX, MARKS_PX, Span, columns, tick_step_ns
from ui.replay.timeline_marks import paint_event_mark
from ui.words import duty

MARK_PX = 14
_SHADE = 190
"""Of 255: density is the ground that marks and playhead stand on."""
_LEAST = 0.12
"""Of a lane's height: what is there at all is seen."""


def lane_title(lane: Lane) -> str:
    return lane.title if lane.name else QCoreApplication.translate("Timeline", "Everything")


class TimelinePainter:
    def __init__(self, manifest: Manifest, zone: ZoneInfo) -> None:
        self._manifest, self._zone = manifest, zone

    def picture(
        self,
        size: QSizeF,
        scale: float,
        line: Timeline,
        lanes: Sequence[Lane],
        span: Span,
        *,
        focus: str,
        kinds: frozenset[MarkKind] | None,
    ) -> QPixmap:
        tokens = theme.current()
        made = QPixmap(round(size.width() * scale), round(size.height() * scale))
        made.setDevicePixelRatio(scale)
        made.fill(QColor(tokens.panel))
        painter = QPainter(made)
        self._axis(painter, span, size.height())
        for row, lane in enumerate(lanes):
            self._lane(painter, line, lane, span, AXIS_PX + MARKS_PX + row * LANE_PX, focused=lane.name == focus)
        self._marks(painter, line, span, kinds)
        painter.end()
        return made

    def _axis(self, painter: QPainter, span: Span, height_px: float) -> None:
        tokens = theme.current()
        step_ns = tick_step_ns(span)
        painter.setFont(theme.figures_font(tokens.small))
        offset_ns = self._offset_ns(span.from_ns)
        first = -(-(self._manifest.wall_ns(span.from_ns) + offset_ns) // step_ns) * step_ns
        at_ns = self._manifest.tape_ns(first - offset_ns)
        shown_day = ""
        while at_ns <= span.to_ns:
            x = span.x(at_ns)
            at = duty.local(self._manifest.wall_ns(at_ns), self._zone)
            day = at.strftime("%m-%d ") if at.strftime("%m-%d ") != shown_day else ""
            shown_day = at.strftime("%m-%d ")
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawLine(QPointF(x, AXIS_PX - 5), QPointF(x, height_px))
            painter.setPen(QColor(tokens.quiet))
            text = day + _clock(at, step_ns)
            if (
                x + 4 + painter.fontMetrics().horizontalAdvance(text) <= span.left_px + span.width_px
            ):  # never half a time
                painter.drawText(QRectF(x + 4, 0, 140, AXIS_PX), Qt.AlignmentFlag.AlignVCenter, text)
            at_ns += step_ns

    def _offset_ns(self, tape_ns: int) -> int:
        """So that ticks are whole hours of the precinct's time, not of UTC."""
        offset = duty.local(self._manifest.wall_ns(tape_ns), self._zone).utcoffset()
        return 0 if offset is None else round(offset.total_seconds()) * NS_PER_S

    def _lane(self, painter: QPainter, line: Timeline, lane: Lane, span: Span, top_px: float, *, focused: bool) -> None:
        tokens = theme.current()
        font = theme.text_font(tokens.small)
        font.setBold(focused and bool(lane.name))
        painter.setFont(font)
        painter.setPen(QColor(tokens.text if focused else tokens.quiet))
        metrics = QFontMetricsF(font)
        name = metrics.elidedText(lane_title(lane), Qt.TextElideMode.ElideRight, LABEL_PX - 24)
        painter.drawText(QRectF(16, top_px, LABEL_PX - 16, LANE_PX), Qt.AlignmentFlag.AlignVCenter, name)
        painter.fillRect(QRectF(span.left_px, top_px + 1, span.width_px, LANE_PX - 2), QColor(tokens.ground))
        bars = self._bars(lane, line, span, painter.device().devicePixelRatio(), tokens.text if focused else tokens.ok)
        painter.drawImage(QPointF(span.left_px, top_px + 2), bars)
        for start, end in lane.gaps:
            self._gap(painter, span, start, end, top_px)

    def _bars(self, lane: Lane, line: Timeline, span: Span, scale: float, colour: str) -> QImage:
        """The density as one image: thousands of filled rectangles a redraw would stop the window for a moment."""
        width, height = max(1, int(span.width_px * scale)), max(1, round((LANE_PX - 3) * scale))
        density = columns(lane, line, span, width)
        tall = np.where(density > 0, np.maximum(density, _LEAST) * height, 0.0)
        below = np.arange(height, 0, -1)[:, np.newaxis] <= np.ceil(tall)[np.newaxis, :]
        pixels = np.where(below, np.uint32(QColor(colour).rgb() & 0xFFFFFF | _SHADE << 24), np.uint32(0))
        pixels = np.ascontiguousarray(pixels, dtype=np.uint32)
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32).copy()
        image.setDevicePixelRatio(scale)
        return image

    def _gap(self, painter: QPainter, span: Span, start_ns: int, end_ns: int, top_px: float) -> None:
        left = max(span.x(start_ns), span.left_px)
        right = min(span.x(end_ns), span.left_px + span.width_px)
        if right <= left:
            return
        tokens = theme.current()
        area = QRectF(left, top_px + 1, max(right - left, 2.0), LANE_PX - 2)
        painter.fillRect(area, QColor(tokens.ground))
        painter.fillRect(area, QBrush(QColor(tokens.attention), Qt.BrushStyle.BDiagPattern))

    def _marks(self, painter: QPainter, line: Timeline, span: Span, kinds: frozenset[MarkKind] | None) -> None:
        for mark in line.marks:
            if span.contains(mark.at_tape_ns):
                painter.setOpacity(1.0 if kinds is None or mark.kind in kinds else 0.3)
                x = span.x(mark.at_tape_ns)
                box = QRectF(x - MARK_PX / 2, AXIS_PX + (MARKS_PX - MARK_PX) / 2, MARK_PX, MARK_PX)
                paint_event_mark(painter, box, mark.kind, theme.current())
        painter.setOpacity(1.0)


def _clock(at: datetime, step_ns: int) -> str:
    if step_ns < NS_PER_S:
        return f"{at:%H:%M:%S}.{at.microsecond // 100_000}"
    return at.strftime("%H:%M" if step_ns % (60 * NS_PER_S) == 0 else "%H:%M:%S")
