"""A page of the Patrol workspace: coverage as it is now, and over weeks.

Built when it is first shown: the map pulls in pyqtgraph, half a second that the start of the window must not pay.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.coverage.weeks import WeeksPanel

if TYPE_CHECKING:
    from ui.coverage.panel import CoveragePanel

REFRESH_MS = 500


class CoveragePage(QWidget):
    wall_requested = Signal(str)
    """Show this camera (its id) on the wall."""
    round_requested = Signal(object, str)
    """Begin a round: RoundKind, and the area's id."""
    plans_requested = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._panel: CoveragePanel | None = None
        self.weeks = WeeksPanel(bridge)
        self.now_button, self.weeks_button = QToolButton(), QToolButton()
        self._pages = QStackedWidget()
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        self._build()
        self.retranslate()

    @property
    def opened(self) -> bool:
        return self._panel is not None

    @property
    def panel(self) -> "CoveragePanel":
        """The live view; builds it where that has not happened yet."""
        if self._panel is None:
            from ui.coverage.panel import CoveragePanel  # pulls in pyqtgraph

            self._panel = CoveragePanel(self._bridge)
            self._panel.wall_requested.connect(self.wall_requested)
            self._panel.round_requested.connect(self.round_requested)
            self._panel.plans_requested.connect(self.plans_requested)
            self._pages.insertWidget(0, self._panel)
            self._pages.setCurrentWidget(self.weeks if self.weeks_button.isChecked() else self._panel)
        return self._panel

    def refresh(self) -> None:
        """Bring the live view up to date; the timer calls it while the page can be seen."""
        patrol = self._bridge.patrol
        if patrol is not None and self.now_button.isChecked():
            self.panel.refresh(patrol, self._bridge.cameras)

    def show_camera(self, camera_id: str) -> bool:
        """Select a camera on the map; False when there is none of that id."""
        self.now_button.click()
        return self.panel.show_camera(camera_id)

    def selected_camera(self) -> str:
        """The id of the camera that is selected on the map; "" for none."""
        key = self._panel.map.selected if self._panel is not None and self.now_button.isChecked() else None
        return "" if key is None else key.name

    def key_lines(self) -> list[tuple[tuple[str, ...], str]]:
        """For the list of keys: keys as written, and what they do."""
        return [
            (("+", "−"), self.tr("Zoom the map")),
            (("←", "→", "↑", "↓"), self.tr("Move the map")),
            (("Home",), self.tr("Show everything")),
            (("Ctrl+←", "Ctrl+→", "Ctrl+↑", "Ctrl+↓"), self.tr("Select the nearest camera in that direction")),
            (("Enter",), self.tr("In the due list: show the camera on the wall; in the areas: begin a round there")),
            (("M", "W"), self.tr("Coverage now, coverage over weeks")),
            (("B",), self.tr("Blind squares on or off")),
        ]

    def retranslate(self) -> None:
        self.now_button.setText(self.tr("Now"))
        self.weeks_button.setText(self.tr("Weeks"))
        self.now_button.setToolTip(f"{self.tr('Now')} (M)")
        self.weeks_button.setToolTip(f"{self.tr('Weeks')} (W)")
        if self._panel is not None:
            self._panel.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        _ = self.panel
        self.refresh()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange):
            self.retranslate()

    def _switch(self) -> None:
        weeks = self.weeks_button.isChecked()
        self._pages.setCurrentWidget(self.weeks if weeks else self.panel)
        self.refresh()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 0)
        head.setSpacing(8)
        group = QButtonGroup(self)
        for button, key in ((self.now_button, "M"), (self.weeks_button, "W")):
            button.setProperty("role", "flat")
            button.setCheckable(True)
            group.addButton(button)
            button.toggled.connect(lambda on: self._switch() if on else None)
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)
            head.addWidget(button)
        head.addStretch(1)
        self._pages.addWidget(QWidget())  # stands there until the live view is built: the weeks ask when shown
        self._pages.addWidget(self.weeks)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._pages, 1)
        self.now_button.blockSignals(True)
        self.now_button.setChecked(True)
        self.now_button.blockSignals(False)
