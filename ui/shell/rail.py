"""The rail on the left: one button a workspace, a badge where incidents are open, the menu at its foot."""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui import theme
from ui.shell.icons import icon

ICON_PX = 24
WIDTH_PX = 88


class Workspace(StrEnum):
    """In the rail's order; the values are what --workspace takes."""

    WALL = "wall"
    PATROL = "patrol"
    FLEET = "fleet"
    AIRSPACE = "airspace"
    INCIDENTS = "incidents"
    REPLAY = "replay"


_ICONS = {
    Workspace.WALL: "view-grid-outline",
    Workspace.PATROL: "cctv",
    Workspace.FLEET: "quadcopter",
    Workspace.AIRSPACE: "radar",
    Workspace.INCIDENTS: "clipboard-alert-outline",
    Workspace.REPLAY: "history",
}


def workspace_name(workspace: Workspace) -> str:
    match workspace:
        case Workspace.WALL:
            return QCoreApplication.translate("Workspace", "Wall")
        case Workspace.PATROL:
            return QCoreApplication.translate("Workspace", "Patrol")
        case Workspace.FLEET:
            return QCoreApplication.translate("Workspace", "Fleet")
        case Workspace.AIRSPACE:
            return QCoreApplication.translate("Workspace", "Airspace")
        case Workspace.INCIDENTS:
            return QCoreApplication.translate("Workspace", "Incidents")
        case Workspace.REPLAY:
            return QCoreApplication.translate("Workspace", "Replay")


class Rail(QFrame):
    workspace_requested = Signal(object)

    def __init__(self, workspaces: tuple[Workspace, ...], menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setFixedWidth(WIDTH_PX)
        self._group = QButtonGroup(self)
        self._buttons = {workspace: RailButton() for workspace in workspaces}
        self.menu_button = RailButton()
        self.menu_button.setCheckable(False)
        self.menu_button.setMenu(menu)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(4)
        for workspace, button in self._buttons.items():
            self._group.addButton(button)
            button.clicked.connect(lambda _checked=False, w=workspace: self.workspace_requested.emit(w))
            column.addWidget(button)
        column.addStretch()
        column.addWidget(self.menu_button)
        self._say()
        self._draw_icons()

    def open_menu(self) -> None:
        """By keyboard: beside its button, on its first entry."""
        menu = self.menu_button.menu()
        menu.popup(self.menu_button.mapToGlobal(QPoint(self.menu_button.width(), 0)))
        menu.setActiveAction(menu.actions()[0])

    def button(self, workspace: Workspace) -> "RailButton":
        return self._buttons[workspace]

    def set_current(self, workspace: Workspace) -> None:
        self._buttons[workspace].setChecked(True)

    def set_keys(self, keys: dict[Workspace, str]) -> None:
        """Each workspace's key, shown in its tool tip."""
        for workspace, button in self._buttons.items():
            button.setToolTip(f"{workspace_name(workspace)}  {keys[workspace]}")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        elif event.type() == QEvent.Type.PaletteChange:
            self._draw_icons()

    def _say(self) -> None:
        for workspace, button in self._buttons.items():
            button.setText(workspace_name(workspace))
        self.menu_button.setText(self.tr("Menu"))

    def _draw_icons(self) -> None:
        for workspace, button in self._buttons.items():
            button.setIcon(icon(_ICONS[workspace], theme.current().text))
        self.menu_button.setIcon(icon("menu", theme.current().text))


class RailButton(QToolButton):
    """An icon over a word, and a badge with a number where there is something to count."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "rail")
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIconSize(QSize(ICON_PX, ICON_PX))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._count, self._urgent = 0, False

    def set_badge(self, count: int, *, urgent: bool) -> None:
        if (count, urgent) != (self._count, self._urgent):
            self._count, self._urgent = count, urgent
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._count:
            return
        tokens = theme.current()
        fill = tokens.alarm if self._urgent else tokens.line
        text = str(self._count) if self._count < 100 else "99+"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.figures_font(tokens.small - 1)
        painter.setFont(font)
        width = max(16.0, painter.fontMetrics().horizontalAdvance(text) + 8.0)
        box = QRectF(self.width() / 2 + 4, 6, width, 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(box, 8, 8)
        painter.setPen(QColor(theme.ink_on(fill)))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
