"""Where each workspace is shown: in the main window, in a window of its own, or alone on a screen."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from sessions.world import WorldKind
from ui.settings import Settings
from ui.shell import rooms
from ui.shell.banner import Banner
from ui.shell.rail import Workspace
from ui.shell.torn import AwayPage, Cover, TornWindow


class Places(QObject):
    changed = Signal()
    """Another workspace is shown, or one has moved."""

    def __init__(
        self,
        workspaces: Mapping[Workspace, QWidget],
        window: QMainWindow,
        *,
        settings: Settings,
        kind: WorldKind,
        own_window: QAction,
        new_banner: Callable[[], Banner],
    ) -> None:
        super().__init__(window)
        self._workspaces, self._window, self._settings, self._kind = workspaces, window, settings, kind
        self._own_window, self._new_banner = own_window, new_banner
        self._torn: dict[Workspace, TornWindow] = {}
        self._cover: Cover | None = None
        self._covered: QWidget | None = None
        self._pages: dict[Workspace, QStackedWidget] = {}
        self.current = next(iter(workspaces))
        """What the main window shows."""
        self.stack = QStackedWidget()
        for workspace, widget in workspaces.items():
            away = AwayPage(workspace)
            away.button.clicked.connect(lambda _checked=False, w=workspace: self.put_back(w))
            page = QStackedWidget()
            page.addWidget(widget)
            page.addWidget(away)
            self._pages[workspace] = page
            self.stack.addWidget(page)

    def show(self, workspace: Workspace) -> None:
        """Show it where it is, and give it the keyboard."""
        window = self._torn.get(workspace)
        if window is not None:
            window.raise_()
            window.activateWindow()
        else:
            self.current = workspace
            self.stack.setCurrentWidget(self._pages[workspace])
        self._workspaces[workspace].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def active(self) -> Workspace:
        """The workspace that the person works in: that of the active window."""
        window = QApplication.activeWindow()
        if window is not None and window is self._covered:
            return Workspace.WALL
        return window.workspace if isinstance(window, TornWindow) else self.current

    def is_torn(self, workspace: Workspace) -> bool:
        return workspace in self._torn

    def torn(self) -> tuple[Workspace, ...]:
        return tuple(self._torn)

    def banners(self) -> list[Banner]:
        """Those outside the main window."""
        cover = [self._cover.banner] if self._cover is not None else []
        return [*(window.banner for window in self._torn.values()), *cover]

    def toggle_own_window(self) -> None:
        workspace = self.active()
        if self.is_torn(workspace):
            self.put_back(workspace)
        else:
            self.tear_off(workspace)

    def tear_off(self, workspace: Workspace) -> TornWindow:
        """Give it a window of its own, where it was the last time."""
        if self.is_torn(workspace):
            return self._torn[workspace]
        widget, page, banner = self._workspaces[workspace], self._pages[workspace], self._new_banner()
        window = TornWindow(workspace, widget, banner, self._kind, self._own_window)
        window.put_back_requested.connect(self.put_back)
        self._torn[workspace] = window
        page.setCurrentIndex(page.count() - 1)
        geometry = self._settings.blob(f"torn/{workspace}")
        if geometry is not None:
            window.restoreGeometry(geometry)
        widget.show()
        window.show()
        banner.refresh()
        window.activateWindow()
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
        return window

    def put_back(self, workspace: Workspace) -> None:
        window = self._torn.pop(workspace, None)
        if window is None:
            return
        self._settings.put(f"torn/{workspace}", window.saveGeometry())
        window.release()
        page = self._pages[workspace]
        page.insertWidget(0, self._workspaces[workspace])
        page.setCurrentIndex(0)
        window.close()
        window.deleteLater()
        self.changed.emit()

    def toggle_full_screen(self, screen: QScreen | None) -> None:
        """The wall knows its own full screen; anything else fills the screen with the window that it is in."""
        workspace = self.active()
        target = screen or self._window.screen() or QGuiApplication.primaryScreen()
        if workspace is Workspace.WALL and rooms.toggle_wall_full_screen(self._workspaces, target):
            self.cover_full_screen()
            self.changed.emit()
            return
        window: QWidget = self._torn.get(workspace, self._window)
        if window.isFullScreen():
            window.showNormal()
        else:
            if screen is not None:
                window.setGeometry(screen.geometry())
            window.showFullScreen()
        self.changed.emit()

    def cover_full_screen(self) -> None:
        """Put the banner and DEMO over the wall while it is alone on a screen; its own button may have put it there."""
        window = rooms.full_screen_wall(self._workspaces)
        if window is self._covered:
            return
        self._covered = window
        self._cover = Cover(window, self._new_banner(), self._kind) if window is not None else None
