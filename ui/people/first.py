"""The first start: the book knows nobody, and somebody has to be its first supervisor. Also: one more operator."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from duty.people import OperatorsView, Role, SignInState
from ui.bridge import Bridge
from ui.people.checked import LOGIN_LIMIT, PASSWORD_LIMIT
from ui.people.form import Form
from ui.words import people as words

NAME_LIMIT = 80


class NewOperatorDialog(Form):
    """Closes by itself when the book knows the operator; a refusal is said and can be mended."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._asked_for = ""
        view = bridge.operators
        self._first = view is not None and view.none_yet
        self.login = self.line(self.tr("&Login"), most=LOGIN_LIMIT)
        self.name = self.line(self.tr("&Name"), most=NAME_LIMIT)
        self.role = self.choice(self.tr("&Role"), [(words.role(role), role) for role in Role])
        self.password = self.line(self.tr("&Password"), most=PASSWORD_LIMIT, secret=True)
        self.again = self.line(self.tr("Password a&gain"), most=PASSWORD_LIMIT, secret=True)
        if self._first:
            self.setWindowTitle(self.tr("First start"))
            self.say(
                self.tr("Make the first supervisor"),
                self.tr(
                    "The duty book knows nobody yet. The first one is a supervisor and can add the others. "
                    "The password is kept as a hash only: nobody can read it, and nobody can bring it back."
                ),
            )
            self.fields.setRowVisible(self.role, False)
            self.cancel_button.setText(self.tr("Later"))
        else:
            self.setWindowTitle(self.tr("New operator"))
            self.say(self.tr("New operator"))
        self.do_button.setText(self.tr("Make") if self._first else self.tr("Add"))
        for field in (self.login, self.name, self.password, self.again):
            field.textChanged.connect(self._look)
        bridge.operators_changed.connect(self._heard)
        self._look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.login.setFocus()

    def do(self) -> None:
        for field in (self.login, self.name, self.password, self.again):
            if not field.text().strip():
                field.setFocus()
                return
        if self._asked_for or self.password.text() != self.again.text():
            return
        login = self.login.text().strip()
        if login.casefold() in self._logins():
            self.say_hint(words.problem("exists"), wrong=True)
            self.login.setFocus()
            return
        role = Role.SUPERVISOR if self._first else self.role.currentData()
        self._asked_for = login
        self._bridge.world.operators.add(self._asked_for, self.name.text().strip(), Role(role), self.password.text())
        self._look()

    def _logins(self) -> set[str]:
        view = self._bridge.operators
        return {person.login.casefold() for person in view.people} if view is not None else set()

    def _heard(self, view: OperatorsView) -> None:
        if not self._asked_for or view.state is SignInState.CHECKING:
            return
        if words.not_done(view):
            self._asked_for = ""
            self._look()
            self.say_hint(words.not_done(view), wrong=True)
        elif any(person.login.casefold() == self._asked_for.casefold() for person in view.people):
            self.accept()

    def _look(self) -> None:
        waiting = bool(self._asked_for)
        differ = bool(self.again.text()) and self.password.text() != self.again.text()
        self.do_button.setEnabled(not waiting and not differ)
        if waiting:
            self.say_hint(self.tr("Being written…"))
        elif differ:
            self.say_hint(self.tr("The two passwords differ."), wrong=True)
        else:
            self.say_hint("")
