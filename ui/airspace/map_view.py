"""The map: one view box in local metres, one item that paints everything, mouse and keyboard.

What stands still is painted into a picture once for each view, the trails over it once a second; an update then copies
that picture and paints what moves.
"""

from collections.abc import Callable
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QToolTip, QWidget

from ui import theme
from ui.airspace import ground
from ui.airspace.geometry import Window
from ui.airspace.movers import MoverPainter, paint_trails
from ui.airspace.pick import next_in, order_of, pick, towards
from ui.airspace.scene import Key, Scene

TRAILS_EVERY_S = 1.0
SETTLE_MS = 90
SMALLEST_M = 40.0
LARGEST_M = 400_000.0
EMPTY_SPAN_M = 4_000.0
KEY_ZOOM = 0.8
KEY_PAN = 0.15
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class Layers:
    """What a person wants to see; tracks, drones and docks are always shown."""

    def __init__(self) -> None:
        self.cameras = True
        self.zones = True
        self.trails = True
        self.labels = True


class MapItem(pg.GraphicsObject):  # type: ignore[misc]
    """Fills the view box and paints the whole map in pixels of the view."""

    def __init__(self, view: "MapView") -> None:
        super().__init__()
        self._view = view

    def boundingRect(self) -> QRectF:
        return QRectF(self.viewRect())

    def viewTransformChanged(self) -> None:  # noqa: N802
        self.prepareGeometryChange()
        super().viewTransformChanged()

    def paint(self, painter: QPainter, _option: Any, _widget: QWidget | None = None) -> None:
        painter.resetTransform()
        self._view.paint_map(painter)


class MapView(pg.GraphicsView):  # type: ignore[misc]
    selected_changed = Signal(object)
    """A Key, or None."""
    cursor_moved = Signal(object)
    """(x, y) in metres east and north of the centre under the mouse, or None when it left."""
    moved_by_hand = Signal()
    everything_requested = Signal()

    def __init__(self, scene_data: Scene, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self.data = scene_data
        self.layers = Layers()
        self.selected: Key | None = None
        self._now_s = 0.0
        self.describe: Callable[[Key], str] = scene_data.title_of
        """What hovering tells of an object."""
        self._movers: MoverPainter | None = None
        self._still: QPixmap | None = None
        self._ground: QPixmap | None = None
        self._ground_for: tuple[float, int, bool, bool] | None = None
        self._ground_window: Window | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._settling.timeout.connect(self._paint_again)
        self._name_boxes: list[QRectF] = []
        self._trails_due_s = 0.0
        self._pressed_at: QPoint | None = None
        self.box = pg.ViewBox(lockAspect=True, enableMenu=False)
        self.box.setLimits(minXRange=SMALLEST_M, maxXRange=LARGEST_M, minYRange=SMALLEST_M, maxYRange=LARGEST_M)
        self.box.disableAutoRange()
        self.setCentralItem(self.box)
        self._item: MapItem = MapItem(self)
        self.box.addItem(self._item, ignoreBounds=True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.box.sigRangeChanged.connect(lambda *_: self._settling.start())
        self.box.sigRangeChangedManually.connect(lambda *_: self.moved_by_hand.emit())

    @property
    def window_now(self) -> Window:
        (left, right), (_, top) = self.box.viewRange()
        size = self.box.size()
        return Window(left, top, size.width() / (right - left), size.width(), size.height())

    @property
    def labels_shown(self) -> int:
        return 0 if self._movers is None else self._movers.labels_shown

    @property
    def settling(self) -> bool:
        """Whether the view moved a moment ago, so that its picture is still the old one, stretched."""
        return bool(self._settling.isActive())

    def advance(self, now_s: float) -> None:
        """Paint the scene as it is now. `now_s` paces trails and pulse, seconds on the monotonic clock."""
        self._now_s = now_s
        self._paint_again()

    def fit_all(self) -> None:
        """Everything near the precinct with a margin; its surroundings while there is nothing."""
        box = self.data.box_m()
        if box is None:
            half = EMPTY_SPAN_M / 2
            box = (-half, half, -half, half)
        west, east, south, north = box
        margin = max(60.0, 0.08 * max(east - west, north - south))
        self.box.setRange(
            xRange=(west - margin, east + margin), yRange=(south - margin, north + margin), padding=0, update=True
        )

    def centre_on(self, x_m: float, y_m: float) -> None:
        rect = self.box.viewRect()
        self.box.translateBy(x=x_m - rect.center().x(), y=y_m - rect.center().y())

    def select(self, key: Key | None) -> None:
        if key == self.selected:
            return
        self.selected = key
        self.selected_changed.emit(key)
        self._item.update()

    def show_thing(self, key: Key) -> bool:
        """Select it and bring it into view; False when it is not on the map."""
        place = self.data.place_of(key)
        if place is None:
            return False
        self.select(key)
        x_m, y_m = self.data.frame.to_xy(place.latitude, place.longitude)
        window = self.window_now
        x, y = window.to_px(x_m, y_m)
        if not window.has(x, y, -40):
            self.moved_by_hand.emit()
            self.centre_on(x_m, y_m)
        return True

    def _paint_again(self) -> None:
        self._item.update()

    def restyle(self) -> None:
        """After a change of theme, language or layers."""
        self._movers = None
        self._ground = self._still = None
        self._item.update()

    def paint_map(self, painter: QPainter) -> None:
        window = self.window_now
        tokens = theme.current()
        ratio = self.devicePixelRatioF()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_still(painter, window, ratio)
        if self._movers is None or self._movers.symbols.pixel_ratio != ratio:
            self._movers = MoverPainter(tokens, ratio)
        self._movers.paint(
            painter,
            window,
            self.data,
            selected=self.selected,
            labels=self.layers.labels,
            trails=self.layers.trails,
            taken=self._name_boxes,
            now_s=self._now_s,
            motion=theme.motion_ms() > 0,
        )
        ground.paint_frame(painter, window, tokens)

    def _paint_still(self, painter: QPainter, window: Window, ratio: float) -> None:
        """Copy what stands still. While the view moves, the old picture is moved and stretched instead: a new one of a
        crowded precinct takes a tenth of a second, which would be felt at each notch of the wheel."""
        wanted = (ratio, self.data.still_version, self.layers.cameras, self.layers.zones)
        fits = self._ground is not None and self._ground_for == wanted
        if not fits or (self._ground_window != window and not self._settling.isActive()):
            self._ground = self._ground_picture(window, ratio)
            self._ground_for, self._ground_window = wanted, window
            self._still = None
        if self._ground is None or self._ground_window is None:
            return
        if self._still is None or self._now_s >= self._trails_due_s:
            self._trails_due_s = self._now_s + TRAILS_EVERY_S
            self._still = self._with_trails(self._ground, self._ground_window)
        if self._ground_window == window:
            painter.drawPixmap(0, 0, self._still)
            return
        old = self._ground_window
        left, top = window.to_px(old.left_m, old.top_m)
        scale = window.pixels_per_m / old.pixels_per_m
        painter.fillRect(QRectF(0, 0, window.width_px, window.height_px), QColor(theme.current().ground))
        painter.drawPixmap(
            QRectF(left, top, old.width_px * scale, old.height_px * scale), self._still, QRectF(self._still.rect())
        )

    def _with_trails(self, below: QPixmap, window: Window) -> QPixmap:
        if not self.layers.trails:
            return below
        picture = below.copy()
        painter = QPainter(picture)
        paint_trails(painter, window, self.data, theme.current())
        painter.end()
        return picture

    def _ground_picture(self, window: Window, ratio: float) -> QPixmap:
        picture = QPixmap(round(window.width_px * ratio), round(window.height_px * ratio))
        picture.setDevicePixelRatio(ratio)
        painter = QPainter(picture)
        self._paint_ground(painter, window)
        painter.end()
        return picture

    def _paint_ground(self, painter: QPainter, window: Window) -> None:
        tokens = theme.current()
        ground.paint_ground(painter, window, tokens)
        if self.layers.zones:
            ground.paint_areas(painter, window, self.data.areas, tokens)
        if self.layers.cameras:
            ground.paint_eyes(painter, window, self.data.eyes, tokens)
        self._name_boxes = []
        if self.layers.zones:
            self._name_boxes = ground.paint_area_names(painter, window, self.data.areas, tokens)

    def pick_at(self, point: QPoint) -> Key | None:
        return pick(self.data, self.window_now, point.x(), point.y(), self.layers.cameras, self.layers.zones)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        released = event.position().toPoint()
        if (
            event.button() == Qt.MouseButton.LeftButton
            and self._pressed_at is not None
            and (released - self._pressed_at).manhattanLength() < 5
        ):
            self.select(self.pick_at(released))
        self._pressed_at = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        point = event.position()
        self.cursor_moved.emit(self.window_now.to_metres(point.x(), point.y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.cursor_moved.emit(None)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            key = self.pick_at(event.pos())
            QToolTip.showText(event.globalPos(), "" if key is None else self.describe(key), self)
            return True
        return bool(super().viewportEvent(event))

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab walks through what flies and the docks, most urgent first, and leaves the map at either end."""
        found = next_in(order_of(self.data), self.selected, forward=forward)
        if found is None or not self.hasFocus():
            return bool(super().focusNextPrevChild(forward))
        self.show_thing(found)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        direction = ARROWS.get(Qt.Key(event.key()))
        if direction is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._select_towards(*direction)
        elif direction is not None:
            self._pan(*direction)
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom(KEY_ZOOM)
        elif event.key() in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self._zoom(1 / KEY_ZOOM)
        elif event.key() == Qt.Key.Key_Home:
            self.everything_requested.emit()
        elif event.key() == Qt.Key.Key_Escape and self.selected is not None:
            self.select(None)
        else:
            event.ignore()

    def _pan(self, right: int, up: int) -> None:
        rect = self.box.viewRect()
        self.moved_by_hand.emit()
        self.box.translateBy(x=right * rect.width() * KEY_PAN, y=up * rect.height() * KEY_PAN)

    def _zoom(self, factor: float) -> None:
        """About the selected object where it is in view, else about the middle."""
        spot = self.data.spot(self.selected)
        centre = None
        if spot is not None and self.window_now.has(*self.window_now.to_px(spot.x_m, spot.y_m)):
            centre = QPointF(spot.x_m, spot.y_m)
        self.moved_by_hand.emit()
        self.box.scaleBy((factor, factor), center=centre)

    def _select_towards(self, right: int, up: int) -> None:
        rect = self.box.viewRect()
        start = self.data.place_of(self.selected) if self.selected is not None else None
        from_m = (rect.center().x(), rect.center().y())
        if start is not None:
            from_m = self.data.frame.to_xy(start.latitude, start.longitude)
        found = towards(self.data, self.selected, from_m, (right, up), self.layers.cameras)
        if found is not None:
            self.show_thing(found)
