"""The step's pictures: a paint surface that shows exactly the cameras of a step, and tells what it really shows."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QWidget

from duty.patrol.view import CameraInStep, Shown, StepView
from ui import theme
from ui.bridge import Bridge
from ui.patrol.step_painter import StepTilePainter, step_caption
from ui.wall.demand import AHEAD_PRIORITY, ROUND_PRIORITY
from ui.wall.layout import Shape, shape_for
from ui.wall.page_painter import PagePainter
from ui.wall.states import TileState
from ui.wall.surface import TileSurface
from ui.wall.tile import Tile
from ui.wall.tile_words import Caption, caption_for
from video.feed import CameraFacts, CameraState, StreamDemand, StreamKind

AHEAD_FPS = 2.0
AHEAD_HEIGHT_PX = 240
"""Tall enough for the stream that the step will need (video.stream_choice): changing streams costs a second or more."""

StepKey = tuple[str, int]
"""A round's uuid, and the step's number."""


class StepPictures(TileSurface):
    number_chosen = Signal(int)
    """A picture was clicked; its number."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        self._bridge = bridge
        self._index = {camera.id: i for i, camera in enumerate(bridge.world.cameras.cameras)}
        self._key: StepKey | None = None
        self._step: StepView | None = None
        self._next: tuple[int, ...] = ()
        self._paused = False
        super().__init__(bridge, parent)
        self._name()

    def show_step(
        self, key: StepKey | None, step: StepView | None, next_cameras: tuple[str, ...], *, paused: bool = False
    ) -> None:
        """What is to be seen now, and what will be next. A new key begins anew: nothing that was painted counts."""
        following = tuple(self._index[c] for c in next_cameras if c in self._index) if step is not None else ()
        before = () if self._step is None else tuple(c.camera_id for c in self._step.cameras)
        after = () if step is None else tuple(c.camera_id for c in step.cameras)
        chosen = None if self._step is None else self._step.chosen
        self._step, self._paused = step, paused
        if key != self._key or before != after:
            self._key, self._next = key, following
            self._tiles = ()
            self._arrange()
        else:
            if following != self._next:
                self._next = following
                self._ask()
            if step is not None and step.chosen != chosen:
                self.update()
            self._describe()

    def shown(self) -> tuple[Shown, ...]:
        """What each camera of the step really shows at this moment."""
        if self._step is None:
            return ()
        in_view = self._in_view and self._is_exposed()
        tiles = {tile.camera: tile for tile in self._tiles}
        return tuple(self._shown(c, tiles.get(self._index.get(c.camera_id, -1)), in_view) for c in self._step.cameras)

    def shows_picture_of(self, camera_id: str) -> bool:
        """Its tile has a picture on it that came while it was in view, fresh or stale."""
        index = self._index.get(camera_id)
        tile = next((tile for tile in self._tiles if tile.camera == index), None)
        return self._in_view and tile is not None and tile.sequence >= 0 and tile.shows_picture

    # What the surface asks of it

    @property
    def selected(self) -> int | None:
        chosen = self._step.chosen if self._step is not None else None
        return self._index.get(chosen) if chosen is not None else None

    def _cameras(self, width: int, height: int, caption_px: int, scale: float) -> tuple[Shape, tuple[int, ...]]:
        cameras = [] if self._step is None else [self._index[c.camera_id] for c in self._known()]
        return shape_for(len(cameras), width, height, caption=caption_px), tuple(cameras)

    def _wishes(self) -> dict[int, StreamDemand]:
        wanted = {}
        for tile in self._tiles:
            if not tile.box.is_empty:
                wanted[tile.camera] = StreamDemand(tile.box.width, tile.box.height, priority=ROUND_PRIORITY)
        if wanted:
            largest = max(wanted.values(), key=lambda d: d.height_px)
            height = min(AHEAD_HEIGHT_PX, largest.height_px)
            width = largest.width_px * height // largest.height_px
            for camera in self._next:
                if camera not in wanted:
                    wanted[camera] = StreamDemand(width, height, max_fps=AHEAD_FPS, priority=AHEAD_PRIORITY)
        return wanted

    def _caption(self, tile: Tile, state: TileState, facts: CameraFacts) -> Caption:
        name = self._feed.cameras[tile.camera].name
        for camera in self._known():
            if self._step is not None and self._index[camera.camera_id] == tile.camera:
                return step_caption(camera, self._step, name, state.state, paused=self._paused)
        return caption_for("", name, state, facts, hovered=False)

    def _frame(self) -> QColor | None:
        tokens = theme.current()
        return QColor(tokens.accent if self.hasFocus() else tokens.disabled)

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Pictures of the round"))

    def _made_painter(self) -> PagePainter:
        scale, tokens = self.devicePixelRatioF(), theme.current()
        painter = StepTilePainter(scale, tokens)
        return PagePainter(self._feed, self._clock, self._statistics, scale=scale, tokens=tokens, tile_painter=painter)

    # What it really shows

    def _known(self) -> list[CameraInStep]:
        """The step's cameras that the feed has."""
        return [] if self._step is None else [c for c in self._step.cameras if c.camera_id in self._index]

    def _is_exposed(self) -> bool:
        """The window system shows the window: some say when it is wholly covered."""
        handle = self.window().windowHandle()
        return handle is not None and handle.isExposed()

    def _shown(self, camera: CameraInStep, tile: Tile | None, in_view: bool) -> Shown:
        index = self._index.get(camera.camera_id)
        facts = self._facts[index] if index is not None and index < len(self._facts) else None
        state = CameraState.CONNECTING
        if facts is not None:
            # the tile doubts the feed: a worker that hangs cannot look alive
            state = facts.state if tile is None or tile.body is None else tile.body.state
        painted = tile is not None and tile.sequence >= 0 and tile.shows_picture and tile.picture is not None
        if not painted or tile is None or tile.picture is None or facts is None:
            return _nothing(camera.camera_id, in_view, state, facts)
        return Shown(
            camera_id=camera.camera_id,
            in_view=in_view,
            # a small picture painted large shows no more than it has
            width_px=min(tile.picture.width, tile.pixels_width),
            height_px=min(tile.picture.height, tile.pixels_height),
            sequence=tile.sequence,
            painted_at_ns=tile.painted_at_ns,
            received_at_ns=tile.received_at_ns,
            state=state,
            source_fps=facts.source_fps,
            stream=facts.stream,
            frozen=facts.frozen_since_ns is not None,
            masked_share=facts.masked_share,
        )

    # Qt's events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        tile = self.tile_at(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or tile is None:
            return
        for camera in self._known():
            if self._index[camera.camera_id] == tile.camera:
                self.number_chosen.emit(camera.number)


def _nothing(camera_id: str, in_view: bool, state: CameraState, facts: CameraFacts | None) -> Shown:
    return Shown(
        camera_id=camera_id,
        in_view=in_view,
        width_px=0,
        height_px=0,
        sequence=0,
        painted_at_ns=None,
        received_at_ns=None,
        state=state,
        source_fps=facts.source_fps if facts is not None else None,
        stream=facts.stream if facts is not None else StreamKind.MAIN,
        frozen=facts is not None and facts.frozen_since_ns is not None,
        masked_share=facts.masked_share if facts is not None else 0.0,
    )
