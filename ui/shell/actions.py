"""Every act of the shell as a QAction: its words, its one key, and where it stands in the list of keys."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from ui.shell.rail import Workspace, workspace_name


class Actions(QObject):
    """Keys work in every window of the program, whatever has the focus; a text field keeps the letters for itself."""

    def __init__(self, workspaces: tuple[Workspace, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._all: list[QAction] = []
        self.acknowledge = self._made("F2")
        self.show_breach = self._made("F3")
        self.close_incident = self._made("F4")
        self.send = self._made("F5")
        self.go_to_attention = self._made("F6")
        self.mute = self._made("F7", checkable=True)
        self.own_window = self._made("F8", checkable=True)
        self.attention_panel = self._made("F9", checkable=True)
        self.menu = self._made("F10")
        self.full_screen = self._made("F11", checkable=True)
        self.workspaces = {w: self._made(f"Ctrl+{i}") for i, w in enumerate(workspaces, start=1)}
        self.acknowledge_all = self._made("Shift+F2")
        self.on_scene = self._made("Shift+F5")
        self.new_incident = self._made("Ctrl+N")
        self.new_incident_here = self._made("Ctrl+Shift+N")
        self.add_word = self._made("Ctrl+E")
        self.card = self._made("Ctrl+K")
        self.sign_in = self._made("Ctrl+L")
        self.sign_out = self._made("Ctrl+Shift+L")
        self.hand_over = self._made("Ctrl+H")
        self.own_password = self._made()
        self.operators = self._made()
        self.plans = self._made("Ctrl+P")
        self.record = self._made("Ctrl+Shift+R")
        self.bookmark = self._made("Ctrl+B")
        self.keys = self._made("F1", "?", "Shift+?")  # platforms differ in whether "?" includes its Shift
        self.about = self._made()
        self.quit = self._made("Ctrl+Q")
        self.retranslate()

    def all(self) -> tuple[QAction, ...]:
        return tuple(self._all)

    def _made(self, *keys: str, checkable: bool = False) -> QAction:
        action = QAction(self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        action.setCheckable(checkable)
        action.setAutoRepeat(False)  # a key that is held down must not acknowledge the next alarm too
        self._all.append(action)
        return action

    def retranslate(self) -> None:
        self.acknowledge.setText(self.tr("Acknowledge the alarm"))
        self.acknowledge.setIconText(self.tr("Acknowledge"))
        self.show_breach.setText(self.tr("Show the alarm on the map"))
        self.show_breach.setIconText(self.tr("Show on map"))
        self.close_incident.setText(self.tr("Close the selected incident…"))
        self.close_incident.setIconText(self.tr("Close…"))
        self.send.setText(self.tr("Report upward and send the nearest team…"))
        self.send.setIconText(self.tr("Send…"))
        self.acknowledge_all.setText(self.tr("Acknowledge all alarms"))
        self.acknowledge_all.setIconText(self.tr("Acknowledge all"))
        self.on_scene.setText(self.tr("The team is on scene"))
        self.on_scene.setIconText(self.tr("On scene"))
        self.new_incident.setText(self.tr("New incident…"))
        self.new_incident.setIconText(self.tr("New incident…"))
        self.new_incident_here.setText(self.tr("New incident at the selected camera or place…"))
        self.add_word.setText(self.tr("Add a word to the selected incident…"))
        self.add_word.setIconText(self.tr("Add a word…"))
        self.card.setText(self.tr("Card of the selected incident, to print or copy…"))
        self.card.setIconText(self.tr("Card…"))
        self.go_to_attention.setText(self.tr("Go to what needs attention"))
        self.mute.setText(self.tr("Mute notices for 15 minutes"))
        self.own_window.setText(self.tr("Workspace in a window of its own"))
        self.attention_panel.setText(self.tr("Attention panel"))
        self.menu.setText(self.tr("Menu"))
        self.full_screen.setText(self.tr("Full screen"))
        for workspace, action in self.workspaces.items():
            action.setText(self.tr("Go to {workspace}").replace("{workspace}", workspace_name(workspace)))
        self.sign_in.setText(self.tr("Sign in or change over…"))
        self.sign_out.setText(self.tr("Sign out"))
        self.hand_over.setText(self.tr("Hand over…"))
        self.operators.setText(self.tr("Operators…"))
        self.plans.setText(self.tr("Plans…"))
        self.record.setText(self.tr("Start or stop recording"))
        self.bookmark.setText(self.tr("Set a bookmark in the recording…"))
        self.own_password.setText(self.tr("Change your password…"))
        self.keys.setText(self.tr("List of keys"))
        self.about.setText(self.tr("About Mouse Patrol"))
        self.quit.setText(self.tr("Quit"))
