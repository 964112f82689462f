"""The timeline: what there is of every source, what happened, and a playhead that a hand can take."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from sessions.manifest import Manifest
from sessions.replay.view import Lane, Mark, Timeline
from ui import theme
from ui.replay import timeline_geometry as geometry
from ui.replay.control import DeckControl
from ui.replay.preview import Preview
from ui.replay.timeline_geometry import AXIS_PX, LABEL_PX, LANE_PX, MARKS_PX, RIGHT_PX, Span
from ui.replay.timeline_painter import TimelinePainter, lane_title
from ui.words import duty
from ui.words import sessions as words

ZOOM_STEP = 1.25
HEAD_PX = 12
PAN_SHARE = 0.1


class TimelineView(QWidget):
    camera_requested = Signal(str)
    """A person has clicked on the name of a camera's lane."""

    def __init__(self, control: DeckControl, manifest: Manifest, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._control, self._deck = control, control.deck
        self._manifest, self._zone = manifest, zone
        line = self._deck.timeline
        self._line: Timeline = line
        self._whole = line.first_tape_ns, max(line.last_tape_ns, line.first_tape_ns + 1)
        self._view = self._whole
        self._drawn: QPixmap | None = None
        self._painter = TimelinePainter(manifest, zone)
        self._lanes: tuple[Lane, ...] = ()
        self._head_px: float | None = None
        self._shown_loop: tuple[int, int] | None = None
        self._chosen: tuple[object, object] = (None, None)
        self._dragged_ns: int | None = None
        """Where the hand holds the playhead; None while nobody holds it."""
        self._hovered: Mark | None = None
        self.preview = Preview(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.set_height(geometry.height_for(3))
        self._say()

    # What others ask of it

    @property
    def span(self) -> Span:
        width = max(1.0, self.width() - LABEL_PX - RIGHT_PX)
        return Span(*self._view, float(LABEL_PX), width)

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """Those that are shown."""
        return self._lanes

    @property
    def is_dragged(self) -> bool:
        return self._dragged_ns is not None

    def set_height(self, room_px: int) -> None:
        """As high as its lanes need, at most `room_px`."""
        shown = geometry.shown_lanes(self._line.lanes, self._deck.view().focus, room_px)
        self.setFixedHeight(max(geometry.height_for(2), geometry.height_for(len(shown))))
        self.redraw()

    def tick(self) -> None:
        """Follow the deck; paints only the strip that the playhead has left and the one where it is now."""
        if self._deck.timeline is not self._line:
            self._line = self._deck.timeline
            self.redraw()
        view, now_ns = self._deck.view(), self._deck.tape_ns()
        chosen = self._control.kinds, self._control.loop_from_ns
        if chosen != self._chosen:
            self._chosen = chosen
            self.redraw()
        if view.playing and not self.is_dragged:
            self._show(geometry.followed(self._view, self._whole, now_ns, backward=view.rate < 0))
        if view.loop != self._shown_loop:
            self._shown_loop = view.loop
            self.update()
        head = self.span.x(now_ns)
        if self._head_px is None or abs(head - self._head_px) >= 0.5:
            for x in (self._head_px, head):
                if x is not None:
                    self.update(self._strip(x))
            self._head_px = head
            self._tell(now_ns)

    def redraw(self) -> None:
        self._drawn = None
        self.update()

    def show_whole(self) -> None:
        self._show(self._whole)

    def zoom(self, factor: float, around_ns: int) -> None:
        self._show(geometry.zoomed(self._view, self._whole, factor, around_ns))

    def _show(self, view: tuple[int, int]) -> None:
        if view != self._view:
            self._view = view
            self.redraw()

    def _strip(self, x: float) -> QRect:
        return QRect(round(x) - HEAD_PX, 0, 2 * HEAD_PX, self.height())

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        scale, focus = self.devicePixelRatioF(), self._deck.view().focus
        if self._drawn is None or self._drawn.devicePixelRatio() != scale:
            self._lanes = geometry.shown_lanes(self._line.lanes, focus, self.height())
            self._drawn = self._painter.picture(
                QSizeF(self.size()),
                scale,
                self._line,
                self._lanes,
                self.span,
                focus=focus,
                kinds=self._control.kinds,
            )
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        self._paint_loop(painter)
        self._paint_head(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)  # the head's would cover everything
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_loop(self, painter: QPainter) -> None:
        span, tokens, view = self.span, theme.current(), self._deck.view()
        area = QRectF(span.left_px, 0, span.width_px, self.height())
        if view.loop is not None:
            left, right = (min(max(span.x(ns), area.left()), area.right()) for ns in view.loop)
            shade = QColor(tokens.replay)
            shade.setAlphaF(0.22)
            painter.fillRect(QRectF(left, AXIS_PX - 4, right - left, self.height()), shade)
            painter.fillRect(QRectF(left, AXIS_PX - 6, right - left, 3), QColor(tokens.replay))
        ends = (self._control.loop_from_ns,) if view.loop is None else view.loop
        for at_ns in ends:
            if at_ns is not None and span.contains(at_ns):
                painter.fillRect(QRectF(span.x(at_ns) - 1, AXIS_PX - 6, 2, self.height()), QColor(tokens.replay))

    def _paint_head(self, painter: QPainter) -> None:
        span, tokens = self.span, theme.current()
        now_ns = self._deck.tape_ns()
        if not span.contains(now_ns):
            return
        x = span.x(now_ns)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.panel), 4))
        painter.drawLine(QPointF(x, 4), QPointF(x, self.height()))
        painter.setPen(QPen(QColor(tokens.text), 2))
        painter.drawLine(QPointF(x, 4), QPointF(x, self.height()))
        painter.setPen(QPen(QColor(tokens.panel), 1))
        painter.setBrush(QColor(tokens.text))
        painter.drawPolygon(
            QPolygonF([QPointF(x - 7, 1), QPointF(x + 7, 1), QPointF(x + 7, 9), QPointF(x, 16), QPointF(x - 7, 9)])
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position()
        if point.x() < LABEL_PX:
            lane = self._lane_at(point)
            if lane is not None and lane.is_camera:
                self.camera_requested.emit(lane.name)
            return
        self.preview.leave()
        self._drag(self._meant(point))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self.is_dragged:
            self._drag(self._held(self.span.tape_ns(point.x())))
        else:
            self._hover(point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._dragged_ns is not None:
            at_ns, self._dragged_ns = self._dragged_ns, None
            self._control.go_to(at_ns, exact=True)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer; sideways or with Shift: move along."""
        turn = event.angleDelta()
        sideways = turn.x() or (turn.y() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0)
        if sideways:
            length = self._view[1] - self._view[0]
            shift = -round(length * PAN_SHARE * sideways / 120)
            self._show(geometry.held((self._view[0] + shift, self._view[1] + shift), self._whole))
        elif turn.y():
            self.zoom(ZOOM_STEP ** (turn.y() / 120), self._held(self.span.tape_ns(event.position().x())))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self.preview.leave()
        super().leaveEvent(event)

    def _meant(self, point: QPointF) -> int:
        """A mark under the pointer in the marks' row, else the place itself."""
        mark = self._mark_at(point)
        return mark.at_tape_ns if mark is not None else self._held(self.span.tape_ns(point.x()))

    def _drag(self, tape_ns: int) -> None:
        if tape_ns != self._dragged_ns:
            self._dragged_ns = tape_ns
            self._control.go_to(tape_ns, exact=False)
            self.tick()

    def _hover(self, point: QPointF) -> None:
        if point.x() < LABEL_PX or point.x() > self.width() - RIGHT_PX:
            self.preview.leave()
            lane = self._lane_at(point)
            self.setToolTip(lane_title(lane) if lane is not None else "")
            return
        self.setToolTip("")
        mark = self._mark_at(point)
        at_ns = mark.at_tape_ns if mark is not None else self._held(self.span.tape_ns(point.x()))
        self.preview.point_at(self._deck, at_ns, self._words_at(at_ns, mark, self._lane_at(point)), self.span.x(at_ns))

    def _words_at(self, tape_ns: int, mark: Mark | None, lane: Lane | None) -> str:
        lines = [duty.local(self._manifest.wall_ns(tape_ns), self._zone).strftime("%Y-%m-%d %H:%M:%S")]
        if mark is not None:
            kind = words.mark_kind(mark.kind)
            lines.append(f"{kind}: {mark.text}" if mark.text else kind)
        if lane is not None:
            gap = any(start <= tape_ns < end for start, end in lane.gaps)
            lines.append(f"{lane_title(lane)}: {self.tr('nothing recorded')}" if gap else lane_title(lane))
        return "\n".join(lines)

    def _mark_at(self, point: QPointF) -> Mark | None:
        if not AXIS_PX <= point.y() < AXIS_PX + MARKS_PX:
            return None
        return geometry.mark_at(self._line.marks, self.span, point.x(), self._control.kinds)

    def _lane_at(self, point: QPointF) -> Lane | None:
        row = int((point.y() - AXIS_PX - MARKS_PX) // LANE_PX)
        return self._lanes[row] if 0 <= row < len(self._lanes) else None

    def _held(self, tape_ns: int) -> int:
        return min(max(tape_ns, self._whole[0]), self._whole[1])

    # The keyboard, and words for it

    def keyPressEvent(self, event: QKeyEvent) -> None:
        now_ns = self._deck.tape_ns()
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(ZOOM_STEP**2, now_ns)
            case Qt.Key.Key_Minus:
                self.zoom(ZOOM_STEP**-2, now_ns)
            case Qt.Key.Key_0:
                self.show_whole()
            case _:
                super().keyPressEvent(event)  # the page's keys move the playhead

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._head_px = None
        self.redraw()

    def sizeHint(self) -> QSize:
        return QSize(600, self.height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self.redraw()

    def _say(self) -> None:
        self.setAccessibleName(self.tr("Timeline"))

    def _tell(self, now_ns: int) -> None:
        text = duty.local(self._manifest.wall_ns(now_ns), self._zone).strftime("%Y-%m-%d %H:%M:%S")
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)
