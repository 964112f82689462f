"""The acts of people in the main window: actions, their dialogs, and what an act that nobody may do says."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from duty.people import OperatorsView, Right
from ui.bridge import Bridge
from ui.people.first import NewOperatorDialog
from ui.people.gate import Gate
from ui.people.password import PasswordDialog
from ui.people.sign_in import SignInDialog
from ui.shell.actions import Actions


class PeopleWiring(QObject):
    def __init__(self, bridge: Bridge, gate: Gate, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._gate, self._actions, self._window = bridge, gate, actions, window
        self._dialog: QDialog | None = None
        self._first_offered = False
        self.menu = QMenu(window)
        self.menu.setToolTipsVisible(True)
        self.menu.addActions([actions.sign_in, actions.sign_out, actions.own_password])
        actions.sign_in.triggered.connect(self.sign_in)
        actions.sign_out.triggered.connect(self.sign_out)
        actions.own_password.triggered.connect(self.change_own_password)
        gate.sign_in_requested.connect(self.sign_in)
        bridge.operators_changed.connect(self._heard)
        self._offer()

    def sign_in(self) -> None:
        """Ctrl+L: sign in, or change over. At the very first start: make the first supervisor."""
        view = self._bridge.operators
        if view is not None and view.none_yet:
            self._open(NewOperatorDialog(self._bridge, self._window), done=self._gate.go_on, given_up=self._gate.forget)
        else:
            self._open(SignInDialog(self._bridge, self._window), done=self._gate.go_on, given_up=self._gate.forget)

    def sign_out(self) -> None:
        if self._gate.operator is not None:
            self._bridge.world.operators.sign_out()

    def change_own_password(self) -> None:
        if self._gate.operator is not None:
            self._open(PasswordDialog(self._bridge, self._gate.operator, self._window))

    def _open(
        self,
        dialog: QDialog,
        *,
        done: Callable[[], object] | None = None,
        given_up: Callable[[], object] | None = None,
    ) -> None:
        """One at a time: a key that is pressed again must not pile them up."""
        if self._dialog is not None:
            dialog.deleteLater()
            return
        self._dialog = dialog

        def ended(result: int) -> None:
            self._dialog = None
            follow = done if result == QDialog.DialogCode.Accepted else given_up
            if follow is not None:
                follow()

        dialog.finished.connect(ended)
        dialog.open()

    def _heard(self, view: OperatorsView) -> None:
        self._offer()
        if view.loaded and view.none_yet and not self._first_offered and self._window.isVisible():
            self._first_offered = True
            self.sign_in()

    def _offer(self) -> None:
        """Say what can be done now, and of the rest why not."""
        somebody = self._gate.operator is not None
        self._actions.sign_out.setEnabled(somebody)
        self._actions.own_password.setEnabled(somebody)
        rights: dict[QAction, Right] = {}
        for action, right in rights.items():
            offer(action, self._gate, right)


def offer(action: QAction, gate: Gate, right: Right) -> None:
    """Enabled where it can be tried; else its tool tip says which roles may."""
    why_not = gate.why_not(right)
    action.setEnabled(not why_not)
    action.setToolTip(why_not or action.text())
