"""A workspace in a window of its own, what stands in its place meanwhile, and what lies over a wall that is alone."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from sessions.world import WorldKind
from ui.shell.banner import Banner, with_key
from ui.shell.labels import PlainLabel
from ui.shell.rail import Workspace, workspace_name
from ui.shell.status_bar import demo_badge, say_demo


class TornWindow(QWidget):
    """A workspace in a window of its own, with the alarm's banner above and DEMO below. Closing it puts it back."""

    put_back_requested = Signal(object)
    """The Workspace; asked for once."""

    def __init__(self, workspace: Workspace, content: QWidget, banner: Banner, kind: WorldKind, back: QAction) -> None:
        super().__init__()
        self.workspace, self.banner = workspace, banner
        self._content: QWidget | None = content
        self._back = back
        self._name = PlainLabel()
        self._name.setProperty("role", "caption")
        self._demo = demo_badge(kind)
        self._button = QPushButton()
        self._button.setProperty("role", "small")
        self._button.clicked.connect(self._put_back)
        foot = QFrame()
        foot.setProperty("role", "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 2, 16, 2)
        row.setSpacing(16)
        row.addWidget(self._name)
        row.addStretch()
        row.addWidget(self._demo)
        row.addWidget(self._button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(banner)
        column.addWidget(content, 1)
        column.addWidget(foot)
        self.resize(1280, 800)
        self._say()

    def release(self) -> None:
        """The content is somewhere else now: closing asks for nothing any more."""
        self._content = None

    def _put_back(self) -> None:
        if self._content is not None:
            self.put_back_requested.emit(self.workspace)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._put_back()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        name = workspace_name(self.workspace)
        self.setWindowTitle(self.tr("{workspace} – Mouse Patrol").replace("{workspace}", name))
        self._name.setText(name)
        self._back.setIconText(self.tr("Put back"))
        self._button.setText(with_key(self._back))
        say_demo(self._demo)


class AwayPage(QWidget):
    """What the main window shows in a torn-off workspace's place."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._text = PlainLabel()
        self._text.setProperty("role", "quiet")
        self.button = QPushButton()
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch()
        column.addWidget(self._text, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        text = self.tr("{workspace} is in a window of its own.")
        self._text.setText(text.replace("{workspace}", workspace_name(self._workspace)))
        self.button.setText(self.tr("Put it back here"))


class Cover(QObject):
    """Keeps the banner at the top and DEMO at the lower right of a window that the shell does not lay out.

    The wall in full screen is one: what it shows must not pass for the real precinct, and no alarm be missed there.
    """

    def __init__(self, window: QWidget, banner: Banner, kind: WorldKind) -> None:
        super().__init__(window)
        self._window = window
        self.banner, self.demo = banner, demo_badge(kind)
        layout = window.layout()
        self._laid_out = isinstance(layout, QVBoxLayout)
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, banner)  # the pictures make room for it
        else:
            banner.setParent(window)
        banner.refresh()
        self.demo.setParent(window)
        self.demo.setVisible(kind is WorldKind.DEMO)
        window.installEventFilter(self)
        banner.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutRequest):
            self._place()
        elif event.type() == QEvent.Type.LanguageChange and watched is self._window:
            say_demo(self.demo)
        return False

    def _place(self) -> None:
        width, height = self._window.width(), self._window.height()
        if not self._laid_out:
            self.banner.setGeometry(0, 0, width, self.banner.sizeHint().height())
            self.banner.raise_()
        self.demo.adjustSize()
        self.demo.move(width - self.demo.width() - 12, height - self.demo.height() - 12)
        self.demo.raise_()
