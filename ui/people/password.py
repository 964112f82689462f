"""A new password: one's own, or by a supervisor anybody's."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from duty.people import OperatorsView, OperatorView, SignInState
from ui.bridge import Bridge
from ui.people.checked import PASSWORD_LIMIT
from ui.people.form import Form
from ui.words import people as words


class PasswordDialog(Form):
    def __init__(self, bridge: Bridge, person: OperatorView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._person = bridge, person
        self._asked = False
        self.setWindowTitle(self.tr("New password"))
        self.say(
            self.tr("New password for {name}").replace("{name}", person.name),
            self.tr("It is kept as a hash only. That it was changed, and by whom, is written in the duty book."),
        )
        self.password = self.line(self.tr("&New password"), most=PASSWORD_LIMIT, secret=True)
        self.again = self.line(self.tr("A&gain"), most=PASSWORD_LIMIT, secret=True)
        self.do_button.setText(self.tr("Set"))
        for field in (self.password, self.again):
            field.textChanged.connect(self._look)
        bridge.operators_changed.connect(self._heard)
        self._look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.password.setFocus()

    def do(self) -> None:
        for field in (self.password, self.again):
            if not field.text():
                field.setFocus()
                return
        if self._asked or self.password.text() != self.again.text():
            return
        self._asked = True
        self._bridge.world.operators.set_password(self._person.login, self.password.text())
        self._look()

    def _heard(self, view: OperatorsView) -> None:
        if not self._asked or view.state is SignInState.CHECKING:
            return
        said = words.not_done(view)
        if not said:
            self.accept()
            return
        self._asked = False
        self._look()
        self.say_hint(said, wrong=True)
        self.password.setFocus()

    def _look(self) -> None:
        differ = bool(self.again.text()) and self.password.text() != self.again.text()
        self.do_button.setEnabled(not self._asked and not differ)
        if self._asked:
            self.say_hint(self.tr("Being written…"))
        elif differ:
            self.say_hint(self.tr("The two passwords differ."), wrong=True)
        else:
            self.say_hint("")
