"""The wall itself: the cameras of a page, as the model has them, on one paint surface."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.bridge import Bridge
from ui.wall.demand import ENLARGED_PRIORITY, TILE_PRIORITY
from ui.wall.layout import Shape, grid_shape
from ui.wall.model import Filter, WallModel
from ui.wall.states import TileState
from ui.wall.surface import TileSurface
from ui.wall.tile import Tile
from ui.wall.tile_words import Caption, caption_for
from video.feed import CameraFacts, StreamDemand

SMALLEST_PICTURE_PX = 160
"""The automatic grid turns to more pages rather than to narrower pictures (device-independent pixels)."""


class WallView(TileSurface):
    """Shows the cameras that `model` lists; `changed` says of selection, page, grid or filter, too."""

    full_screen_requested = Signal()
    search_requested = Signal()
    leave_requested = Signal()
    """Escape with nothing enlarged."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        self.model = WallModel(bridge.world.cameras.cameras)
        self._shape = Shape(1, 1)
        super().__init__(bridge, parent)
        self._name()

    # What others ask of it

    def set_grid(self, grid: int) -> None:
        self.model.grid = grid
        self.model.set_enlarged(False)
        self._arrange()

    def set_filter(self, wanted: Filter) -> None:
        self.model.set_filter(wanted)
        self._arrange()

    def select(self, camera: int) -> None:
        self.model.select(camera)
        self._arrange()

    def step(self, columns: int, rows: int) -> None:
        """Move the selection by tiles; one by one while a camera is enlarged."""
        self.model.step(columns + rows * (1 if self.model.enlarged else self._shape.columns))
        self._arrange()

    def select_edge(self, *, last: bool) -> None:
        self.model.select_edge(last=last)
        self._arrange()

    def turn_page(self, pages: int) -> None:
        if self.model.enlarged:
            self.model.step(pages)
        else:
            self.model.turn_page(pages)
        self._arrange()

    def set_enlarged(self, enlarged: bool) -> None:
        self.model.set_enlarged(enlarged)
        self._arrange()

    # What the surface asks of it

    @property
    def selected(self) -> int | None:
        return self.model.selected

    def _cameras(self, width: int, height: int, caption_px: int, scale: float) -> tuple[Shape, tuple[int, ...]]:
        self._shape = grid_shape(
            self.model.grid,
            len(self.model.listed),
            width,
            height,
            caption=caption_px,
            smallest_width=round(SMALLEST_PICTURE_PX * scale),
        )
        self.model.set_tiles(self._shape.tiles)
        return Shape(1, 1) if self.model.enlarged else self._shape, self.model.in_view()

    def _wishes(self) -> dict[int, StreamDemand]:
        priority = ENLARGED_PRIORITY if self.model.enlarged else TILE_PRIORITY
        return {
            tile.camera: StreamDemand(tile.box.width, tile.box.height, priority=priority)
            for tile in self._tiles
            if not tile.box.is_empty
        }

    def _caption(self, tile: Tile, state: TileState, facts: CameraFacts) -> Caption:
        name, hovered = self._feed.cameras[tile.camera].name, tile.camera == self._hovered
        return caption_for(self.model.number(tile.camera), name, state, facts, hovered=hovered)

    def _frame(self) -> QColor | None:
        tokens = theme.current()
        alone = self.model.enlarged or len(self._feed.cameras) < 2
        return None if alone else QColor(tokens.accent if self.hasFocus() else tokens.disabled)

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Camera wall"))

    # Qt's events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        tile = self.tile_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and tile is not None:
            self.select(tile.camera)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        tile = self.tile_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and tile is not None:
            self.model.select(tile.camera)
            self.set_enlarged(not self.model.enlarged)
