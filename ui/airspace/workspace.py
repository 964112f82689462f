"""The airspace workspace: the map and, beside it, tracks and zones in words.

Built when it is first shown: pyqtgraph takes half a second to import, which the start of the window must not pay.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from base.geodesy import Position
from drones.picture import AirPicture
from ui.bridge import Bridge
from ui.shell.focus import FocusPage
from video.feed import CameraFacts

if TYPE_CHECKING:
    from ui.airspace.panel import AirspacePanel


class AirspaceWorkspace(FocusPage):
    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._panel: AirspacePanel | None = None
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        bridge.air_changed.connect(self._take_air)
        bridge.cameras_changed.connect(self._take_cameras)

    @property
    def opened(self) -> bool:
        return self._panel is not None

    @property
    def panel(self) -> "AirspacePanel":
        """The map and its lists; builds them where that has not happened yet."""
        if self._panel is None:
            from ui.airspace.panel import AirspacePanel  # pulls in pyqtgraph

            self._panel = AirspacePanel(self._bridge.world)
            self._room.addWidget(self._panel)
            self.hand_focus_to(self._panel.map)
        return self._panel

    def show_on_map(self, kind: str, name: object) -> bool:
        """Select an object and bring it into view: kind "drone" or "dock" with its system id, "track", "zone" or
        "camera" with its id. False when it has no place on the map."""
        self.panel.take_air(self._bridge.air)
        self.panel.take_cameras(self._bridge.cameras)
        return self.panel.show_thing(kind, str(name))

    def selected_place(self) -> tuple[str, Position | None]:
        """The id of the selected camera, or "" and the place of whatever else is selected; neither for nothing."""
        key = self._panel.map.selected if self._panel is not None else None
        if self._panel is None or key is None:
            return "", None
        return (key.name, None) if key.kind == "camera" else ("", self._panel.scene.place_of(key))

    def key_lines(self) -> list[tuple[tuple[str, ...], str]]:
        """For the list of keys: keys as written, and what they do."""
        return [
            (("+", "−"), self.tr("Zoom the map")),
            (("←", "→", "↑", "↓"), self.tr("Move the map")),
            (("Home",), self.tr("Show everything")),
            (("Tab", "Shift+Tab"), self.tr("Select the next or the previous object")),
            (("Ctrl+←", "Ctrl+→", "Ctrl+↑", "Ctrl+↓"), self.tr("Select the nearest object in that direction")),
            (("Esc",), self.tr("Select nothing")),
            (("F",), self.tr("Follow the selected drone")),
            (("Ctrl+C",), self.tr("Copy the place of the selected object")),
            (("C", "Z", "T", "L"), self.tr("Cameras, zones, trails, labels on or off")),
        ]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        panel = self.panel
        panel.take_cameras(self._bridge.cameras)
        panel.take_air(self._bridge.air)
        panel.resume()
        if not panel.isAncestorOf(QApplication.focusWidget() or self):
            panel.map.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._panel is not None:
            self._panel.rest()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._panel is not None and event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange):
            self._panel.retranslate()

    def _take_air(self, picture: AirPicture) -> None:
        if self._panel is not None and self.isVisible():
            self._panel.take_air(picture)

    def _take_cameras(self, facts: tuple[CameraFacts, ...]) -> None:
        if self._panel is not None and self.isVisible():
            self._panel.take_cameras(facts)
