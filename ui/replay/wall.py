"""The replayed wall: the same surface as the live one, with the time of the tape on every tile."""

from collections.abc import Callable

from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.replay.band import ReplayBand
from ui.wall.states import TileState, replayed_state
from ui.wall.tile import Tile
from ui.wall.tile_words import Body, Caption, Moment, body_for, replayed_caption
from ui.wall.view import WallView
from ui.wall.workspace import WallWorkspace
from ui.words import cameras as words
from video.feed import CameraFacts, CameraState, Reason


class ReplayWallView(WallView):
    def __init__(self, bridge: Bridge, is_seeking: Callable[[], bool], parent: QWidget | None = None) -> None:
        """`is_seeking()`: pictures of the present place are still on their way, so those of another are no fault."""
        self._is_seeking = is_seeking
        super().__init__(bridge, parent)

    def _state_of(self, tile: Tile, facts: CameraFacts, now_ns: int) -> TileState:
        return replayed_state(facts, now_ns=now_ns, seeking=self._is_seeking())

    def _caption(self, tile: Tile, state: TileState, facts: CameraFacts) -> Caption:
        name, hovered = self._feed.cameras[tile.camera].name, tile.camera == self._hovered
        now = Moment(self._clock.monotonic_ns(), self._clock.wall_ns())
        return replayed_caption(
            self.model.number(tile.camera), name, state, facts, now=now, zone=self._zone, hovered=hovered
        )

    def _body(self, state: TileState, facts: CameraFacts, now: Moment) -> Body:
        if state.state is CameraState.STALE:
            return Body(state.state, words.nearest_picture(words.age_text(state.age_s or 0)), "", "", "")
        if state.reason is Reason.ENDED and state.state is CameraState.OFFLINE:
            return Body(state.state, words.nothing_recorded(), "", "", "")
        body = body_for(state, facts, now, self._zone)
        # What could be done about the camera, and when it is tried again, was true then and is no advice now.
        return Body(body.state, body.headline, "", "", "", body.veiled)

    def _say(self, *parts: str) -> None:
        """Nothing is called live here, to nobody."""
        super()._say(*(part for part in parts if part != words.state_word(CameraState.LIVE)))

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Replayed camera wall"))


class ReplayWall(WallWorkspace):
    """Its full screen wears the band, too."""

    def __init__(self, bridge: Bridge, view: ReplayWallView, new_band: Callable[[], ReplayBand]) -> None:
        self._new_band = new_band
        super().__init__(bridge, view=view)
        self.bar.counts.hide()  # nothing is live here

    def go_full_screen(self, screen: QScreen) -> None:
        super().go_full_screen(screen)
        if self._away is not None:
            column = self._away.layout()
            assert isinstance(column, QVBoxLayout)
            column.setSpacing(0)
            column.insertWidget(0, self._new_band())
