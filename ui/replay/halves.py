"""What keeps a replay and the live wall apart where both are in one window: the frame, and the live half."""

from zoneinfo import ZoneInfo

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui import theme
from ui.bridge import Bridge
from ui.replay.band import LiveBand
from ui.wall.view import WallView

FRAME_PX = 4


class Framed(QFrame):
    """Everything inside is of a replay: the frame goes all around it, whatever is shown in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(FRAME_PX, 0, FRAME_PX, FRAME_PX)
        self.column.setSpacing(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.current().replay))
        inside = self.rect().adjusted(FRAME_PX, FRAME_PX, -FRAME_PX, -FRAME_PX)
        painter.fillRect(inside, QColor(theme.current().ground))
        painter.end()


class LiveHalf(QWidget):
    """The live wall beside a replay, with its own band; its pictures are asked for like those of any other view."""

    def __init__(self, bridge: Bridge, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.band = LiveBand(bridge.world.clock, zone)
        self.view = WallView(bridge)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.band)
        column.addWidget(self.view, 1)
        bridge.cameras_changed.connect(self._tick)

    def _tick(self) -> None:
        self.band.tick()
