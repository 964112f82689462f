"""A replayed World's incidents: read like the live ones; nothing can be done with them, for it was done then."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.incidents.acts import IncidentActs
from ui.incidents.workspace import IncidentsWorkspace
from ui.shell.actions import Actions


class ReplayIncidents(IncidentsWorkspace):
    """With actions of its own that no key triggers, and acts on the replay's scratch book that no button reaches."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        self._deaf = QObject()
        actions = Actions((), self._deaf)
        for action in actions.all():
            action.setShortcuts([])
        super().__init__(bridge, IncidentActs(bridge, self._deaf), actions, parent)
        self._deaf.setParent(self)
        self.new_button.hide()
        self.detail.button_box.hide()  # one by one the detail shows and hides them by the incident's state

    def _counted(self) -> str:
        return self.tr("{open} open at this moment · {all} so far")

    def _nothing(self) -> str:
        return self.tr("No incident was open or raised up to this moment of the session.")
