"""A paint surface of tiles: one opaque widget for all its pictures.

At each tick it looks at the feed's sequence numbers and repaints just the pictures that moved. A picture is painted
straight from the worker's shared memory: wrapped, held for the length of the paint, copied once, into the window.
"""

import time
from collections.abc import Callable
from math import floor
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from base.clock import NS_PER_MS
from ui import theme
from ui.bridge import Bridge
from ui.wall.demand import DemandKeeper
from ui.wall.layout import Shape, tile_rects
from ui.wall.page_painter import PagePainter
from ui.wall.states import TileState, tile_state
from ui.wall.statistics import WallStatistics, for_cameras
from ui.wall.tile import Tile
from ui.wall.tile_words import Body, Caption, Moment, body_for
from ui.words import cameras as words
from video.feed import CameraFacts, StreamDemand

SETTLE_MS = 120
"""A window that is being dragged to another size asks the workers for new sizes only once it rests."""


class TileSurface(QWidget):
    """Its subclasses say which cameras, in which shape, and what is asked of the feed.

    All tile geometry is in device pixels of this widget.
    """

    changed = Signal()
    """What is shown, or where."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed = bridge.world.cameras
        self._clock = bridge.world.clock
        self._zone = ZoneInfo(bridge.world.precinct.precinct.time_zone)
        self._facts: tuple[CameraFacts, ...] = bridge.cameras
        self._demands = DemandKeeper(bridge.demands)
        self._statistics = for_cameras(len(self._feed.cameras))
        self._tiles: tuple[Tile, ...] = ()
        self._page_painter = self._made_painter()
        self.key_taker: Callable[[QKeyEvent], bool] = lambda _event: False
        """Acts on a key and says whether it was one of its own."""
        self._hovered: int | None = None
        self._in_view = False
        self._ticked_ns: int | None = None
        self._again = QRegion()
        """To be painted again at the next tick: Qt would drop an update asked for inside a paint event."""
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        bridge.ticked.connect(self._tick)
        bridge.cameras_changed.connect(self._take_facts)

    # What a subclass says

    @property
    def selected(self) -> int | None:
        """The camera whose tile wears the frame."""
        raise NotImplementedError

    def _cameras(self, width: int, height: int, caption_px: int, scale: float) -> tuple[Shape, tuple[int, ...]]:
        """The shape of the page, and the cameras in tile order; lengths are device pixels."""
        raise NotImplementedError

    def _wishes(self) -> dict[int, StreamDemand]:
        """What is asked of the feed while it is in view, by camera index."""
        raise NotImplementedError

    def _caption(self, tile: Tile, state: TileState, facts: CameraFacts) -> Caption:
        raise NotImplementedError

    def _state_of(self, tile: Tile, facts: CameraFacts, now_ns: int) -> TileState:
        """What the tile may claim at `now_ns`, the world's monotonic time."""
        return tile_state(facts, now_ns=now_ns, in_view_since_ns=tile.in_view_since_ns)

    def _body(self, state: TileState, facts: CameraFacts, now: Moment) -> Body:
        return body_for(state, facts, now, self._zone)

    def _frame(self) -> QColor | None:
        """The colour of the frame; None for none."""
        raise NotImplementedError

    def _name(self) -> None:
        """Name it for assistive technology, in the present language."""
        raise NotImplementedError

    def _made_painter(self) -> PagePainter:
        return PagePainter(
            self._feed, self._clock, self._statistics, scale=self.devicePixelRatioF(), tokens=theme.current()
        )

    # What others ask of it

    def statistics(self) -> WallStatistics:
        return self._statistics

    @property
    def tiles(self) -> tuple[Tile, ...]:
        return self._tiles

    @property
    def in_view(self) -> bool:
        """Visible in a window that is not minimised."""
        return self._in_view

    def tile_at(self, point: QPoint) -> Tile | None:
        """The tile under a point of the widget (device-independent pixels)."""
        scale = self._page_painter.scale
        x, y = point.x() * scale, point.y() * scale
        return next((tile for tile in self._tiles if tile.rect.contains(x, y)), None)

    # Arranging: which tiles, where, and what the feed is asked for

    def _arrange(self) -> None:
        """Lay the page out anew, ask the feed for it, and say so."""
        self._lay_out()
        self._describe()
        self._ask()
        self.update()
        self.changed.emit()

    def _lay_out(self) -> None:
        """Tiles for the page as it is now; one that keeps its place keeps what is on it."""
        painter = self._page_painter
        scale, caption_px = painter.scale, painter.tile_painter.caption_px
        width, height = floor(self.width() * scale), floor(self.height() * scale)
        shape, cameras = self._cameras(width, height, caption_px, scale)
        rects = tile_rects(shape, width, height, gutter=painter.gutter)
        before = {tile.camera: tile for tile in self._tiles}
        now_ns = self._clock.monotonic_ns()
        tiles = []
        for camera, rect in zip(cameras, rects, strict=False):
            old = before.get(camera)
            if old is None or not old.lies_like(rect, caption_px, scale):
                since_ns = now_ns if old is None else old.in_view_since_ns
                old = Tile(camera, rect, caption_px, scale, since_ns)
            tiles.append(old)
        self._tiles = tuple(tiles)
        painter.set_tiles(self._tiles)

    def _ask(self) -> None:
        self._demands.ask(self._wishes() if self._in_view else {})

    def _look_whether_in_view(self) -> None:
        """Nothing tells a widget that its window was minimised, so look: it costs nothing."""
        in_view = self.isVisible() and not self.window().isMinimized()
        if in_view == self._in_view:
            return
        self._in_view = in_view
        self._settle.stop()
        if in_view:
            now_ns = self._clock.monotonic_ns()
            for tile in self._tiles:
                tile.come_into_view(now_ns)
            self._arrange()
        else:
            self._ask()

    # The tick: what moved, and what the words are now

    def _tick(self, now_ns: int) -> None:
        if not self._in_view:
            self._ticked_ns = None
            return
        passed_ns = 0 if self._ticked_ns is None else now_ns - self._ticked_ns
        self._ticked_ns = now_ns
        sequences = self._feed.sequences().tolist()
        moved, self._again = self._again, QRegion()
        for tile in self._tiles:
            paints = self._statistics.cameras[tile.camera]
            if paints.pictures:
                paints.watched_ns += passed_ns
            if tile.shows_picture and sequences[tile.camera] != tile.sequence:
                moved += tile.picture_area
        if not moved.isEmpty():
            self.update(moved)

    def _take_facts(self, facts: tuple[CameraFacts, ...]) -> None:
        self._facts = facts
        self._look_whether_in_view()
        if self._in_view:
            self._describe()

    def _describe(self) -> None:
        """Put the words of this moment on every tile, and repaint those whose words changed."""
        if not self._facts:
            return
        now = Moment(self._clock.monotonic_ns(), self._clock.wall_ns())
        for tile in self._tiles:
            facts = self._facts[tile.camera]
            state = self._state_of(tile, facts, now.monotonic_ns)
            caption = self._caption(tile, state, facts)
            if caption != tile.caption:
                tile.caption = caption
                self.update(tile.caption_area)
            body = self._body(state, facts, now)
            if body != tile.body or state.shows_picture != tile.shows_picture:
                tile.body = body
                tile.shows_picture = state.shows_picture
                self.update(tile.box_area)
            if tile.camera == self.selected:
                self._say(caption.number, caption.name, words.state_word(state.state), body.headline)

    def _say(self, *parts: str) -> None:
        """The selected tile in words, for assistive technology."""
        text = ", ".join(part for part in parts if part)
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)

    # Qt's events

    def paintEvent(self, event: QPaintEvent) -> None:
        started_ns = time.perf_counter_ns()
        painter = QPainter(self)
        again = self._page_painter.paint(painter, event.region(), selected=self.selected, frame=self._frame())
        painter.end()
        self._statistics.paint_ms.append((time.perf_counter_ns() - started_ns) / NS_PER_MS)
        self._again += again

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.DevicePixelRatioChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._page_painter = self._made_painter()
            self._arrange()
        elif kind == QEvent.Type.LanguageChange:
            self._name()
            self._describe()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()
        self._describe()
        self.update()
        if self._in_view:
            self._settle.start()
        self.changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        self._look_whether_in_view()

    def hideEvent(self, event: QHideEvent) -> None:
        self._look_whether_in_view()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.key_taker(event):
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        tile = self.tile_at(event.position().toPoint())
        self._hover(None if tile is None else tile.camera)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def _hover(self, camera: int | None) -> None:
        if camera != self._hovered:
            self._hovered = camera
            self._describe()
