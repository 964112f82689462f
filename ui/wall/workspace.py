"""The Wall workspace: the bar, the wall, what stands in its place when there is nothing to show, and full screen."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QScreen
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.shell.focus import FocusPage
from ui.shell.labels import PlainLabel
from ui.wall.bar import WallBar
from ui.wall.keys import WallKeys
from ui.wall.view import WallView


class Notice(QWidget):
    """What stands in the wall's place: a title, what to do next, and the button that does it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.title, self.text, self.button = PlainLabel(self), PlainLabel(self), QPushButton(self)
        self.title.setProperty("role", "title")
        self.text.setProperty("role", "quiet")
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text.setFixedWidth(520)
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(1)
        for widget in (self.title, self.text, self.button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)


class FullScreenWall(QWidget):
    """A window of its own for the wall, on the monitor that was chosen. Closing it gives the wall back."""

    def __init__(self, workspace: "WallWorkspace", screen: QScreen) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self._workspace = workspace
        self._say()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(workspace.view)
        self.setScreen(screen)
        self.setGeometry(screen.geometry())

    def _say(self) -> None:
        self.setWindowTitle(self.tr("Mouse Patrol: wall"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._workspace.take_back()
        super().closeEvent(event)


class WallWorkspace(FocusPage):
    def __init__(self, bridge: Bridge, parent: QWidget | None = None, *, view: WallView | None = None) -> None:
        """`view` takes the place of the plain one."""
        super().__init__(parent)
        self._bridge = bridge
        self.view = WallView(bridge) if view is None else view
        self._keys = WallKeys(self.view, bridge.world.clock)
        self.view.key_taker = self._keys.press
        self.bar = WallBar(self.view.model, self)
        self._away: FullScreenWall | None = None
        self._stack = QStackedWidget(self)
        self._no_cameras, self._no_match, self._elsewhere = (Notice(self._stack) for _ in range(3))
        for page in (self.view, self._no_cameras, self._no_match, self._elsewhere):
            self._stack.addWidget(page)
        self._no_cameras.button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self.hand_focus_to(self.view)
        self._connect(bridge)
        self._retranslate()
        self._follow()

    def _connect(self, bridge: Bridge) -> None:
        view, bar = self.view, self.bar
        view.changed.connect(self._follow)
        view.search_requested.connect(self.search)
        view.full_screen_requested.connect(self.toggle_full_screen)
        view.leave_requested.connect(self.leave_full_screen)
        bar.grid_chosen.connect(view.set_grid)
        bar.filter_chosen.connect(view.set_filter)
        bar.page_turned.connect(view.turn_page)
        bar.full_screen_chosen.connect(self.go_full_screen)
        bar.left.connect(view.setFocus)
        self._no_match.button.clicked.connect(bar.clear_filter)
        self._elsewhere.button.clicked.connect(self.leave_full_screen)
        bridge.cameras_changed.connect(self._count)

    def search(self) -> None:
        self.leave_full_screen()
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.selectAll()

    @property
    def is_full_screen(self) -> bool:
        return self._away is not None

    def toggle_full_screen(self) -> None:
        if self._away is None:
            self.go_full_screen(self.screen() or QGuiApplication.primaryScreen())
        else:
            self.leave_full_screen()

    def go_full_screen(self, screen: QScreen) -> None:
        """Show the wall alone on `screen`; the workspace says where it went."""
        if not self.view.model.cameras:
            return
        self.leave_full_screen()
        self._away = FullScreenWall(self, screen)
        self._follow()
        self._away.showFullScreen()
        self._away.activateWindow()
        self.view.show()
        self.view.setFocus()

    def leave_full_screen(self) -> None:
        if self._away is not None:
            self._away.close()

    def take_back(self) -> None:
        """The full-screen window closes: the wall comes back into the workspace."""
        if self._away is None:
            return
        window, self._away = self._away, None
        self._stack.insertWidget(0, self.view)
        window.deleteLater()
        self._follow()
        self.view.setFocus()

    def key_lines(self) -> list[tuple[tuple[str, ...], str]]:
        """For the list of keys: keys as written, and what they do."""
        return self._keys.lines()

    def _follow(self) -> None:
        """Bar and page follow the view's model."""
        self.bar.show_model()
        page: QWidget = self.view
        if not self.view.model.cameras:
            page = self._no_cameras
        elif self._away is not None:
            page = self._elsewhere
        elif not self.view.model.listed:
            page = self._no_match
        # while the wall moves between two windows it is in neither
        if self._stack.currentWidget() is not page and self._stack.indexOf(page) >= 0:
            self._stack.setCurrentWidget(page)

    def _count(self) -> None:
        if self.isVisible():
            self.bar.counts.show_facts(self._bridge.cameras)

    def _retranslate(self) -> None:
        self._no_cameras.title.setText(self.tr("No cameras are configured"))
        self._no_cameras.text.setText(
            self.tr(
                "Add a [[cameras]] section with id, name and address to the configuration file and start again. "
                "“mouse-patrol check FILE” says what is wrong with a file."
            )
        )
        self._no_match.title.setText(self.tr("No camera matches"))
        self._no_match.text.setText(self.tr("No camera of this area has these words in its number, name or area."))
        self._no_match.button.setText(self.tr("Show all cameras"))
        self._elsewhere.title.setText(self.tr("The wall is in full screen"))
        self._elsewhere.text.setText(self.tr("Esc or F11 brings it back."))
        self._elsewhere.button.setText(self.tr("Bring it back"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that a control of the bar had no use for are the wall's."""
        if not self.view.key_taker(event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.leave_full_screen()
        super().closeEvent(event)
