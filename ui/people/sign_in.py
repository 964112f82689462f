"""Signing in, and changing over: the next officer signs in over the present one; the wall behind goes on."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from base.clock import NS_PER_S
from duty.people import OperatorsView, SignInState
from sessions.world import WorldKind
from ui.bridge import Bridge
from ui.people.form import Form
from ui.words import figures
from ui.words import people as words

LOGIN_LIMIT = 40
PASSWORD_LIMIT = 200
LOOK_EVERY_MS = 250


class SignInDialog(Form):
    """Closes by itself (accepted) when the operator is signed in; a refusal is said and can be tried again."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._asked = False
        self._locked_login = ""
        self._state = SignInState.IDLE
        self.setWindowTitle(self.tr("Sign in"))
        self.login = self.line(self.tr("&Login"), most=LOGIN_LIMIT)
        self.password = self.line(self.tr("&Password"), most=PASSWORD_LIMIT, secret=True)
        self.do_button.setText(self.tr("Sign in"))
        self._introduce()
        self.login.textChanged.connect(self._look)
        self.password.textChanged.connect(self._look)
        bridge.operators_changed.connect(self._heard)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        view = bridge.operators
        if view is not None and view.state in (SignInState.LOCKED, SignInState.UNAVAILABLE):
            self._state = view.state
        self._look()

    def _introduce(self) -> None:
        view = self._bridge.operators
        current = view.current if view is not None else None
        if current is None:
            heading = self.tr("Nobody is signed in")
            about = self.tr("Everything that you do is written in the duty book with your name.")
        else:
            heading = self.tr("{name} is signed in").replace("{name}", current.name)
            about = self.tr("Whoever signs in now takes over at once. A round that runs is paused, not lost.")
        if self._bridge.world.kind is WorldKind.DEMO:
            about = f"{about}\n{self._demo_words(view)}"
        self.say(heading, about)

    def _demo_words(self, view: OperatorsView | None) -> str:
        people = view.people if view is not None else ()
        logins = [f"{person.login} ({words.role(person.role)})" for person in people if person.active]
        if not logins:
            return self.tr("Demo: every password is “demo”.")
        said = self.tr("Demo: sign in as {logins}. Every password is “demo”.")
        return said.replace("{logins}", self.tr(", ").join(logins))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.login.setFocus()

    def do(self) -> None:
        """Ask for it; the fields wait until the answer is there."""
        if not self._complete() or self._asked:
            if not self.login.text().strip():
                self.login.setFocus()
            elif not self.password.text():
                self.password.setFocus()
            return
        self._asked = True
        self._state = SignInState.CHECKING
        self._bridge.world.operators.sign_in(self.login.text().strip(), self.password.text())
        self._look()

    def _complete(self) -> bool:
        return bool(self.login.text().strip() and self.password.text())

    def _heard(self, view: OperatorsView) -> None:
        if not self._asked:
            return
        typed = self.login.text().strip()
        if view.state is SignInState.CHECKING:
            return
        if view.state is SignInState.IDLE:
            if view.current is not None and view.current.login.casefold() == typed.casefold():
                self.accept()
            return
        self._asked = False
        self._state = view.state
        self._locked_login = typed if view.state is SignInState.LOCKED else ""
        self.password.clear()
        self._look()
        self.password.setFocus()

    def _locked_for_s(self) -> float:
        view = self._bridge.operators
        until_ns = view.locked_until_wall_ns if view is not None else None
        return max(0.0, ((until_ns or 0) - self._bridge.world.clock.wall_ns()) / NS_PER_S)

    def _look(self) -> None:
        for field in (self.login, self.password):
            field.setReadOnly(self._asked)
        left_s = self._locked_for_s()
        locked = self._state is SignInState.LOCKED and left_s > 0
        here = locked and self.login.text().strip().casefold() == self._locked_login.casefold()
        # Only what cannot be done at all is disabled: Enter in a field that is empty leads to it.
        self.do_button.setEnabled(not self._asked and not here)
        self.do_button.setText(self.tr("Checking…") if self._asked else self.tr("Sign in"))
        match self._state:
            case SignInState.WRONG:
                self.say_hint(self.tr("Login or password is wrong."), wrong=True)
            case SignInState.LOCKED if locked:
                text = self.tr("Too many wrong tries: locked for another {time}.")
                self.say_hint(text.replace("{time}", figures.age(left_s)), wrong=True)
            case SignInState.LOCKED:
                self.say_hint(self.tr("The lock is over. You can try again."))
            case SignInState.UNAVAILABLE:
                self.say_hint(
                    self.tr("The duty book cannot be read now: nobody can be checked. Try again."), wrong=True
                )
            case SignInState.CHECKING:
                self.say_hint(self.tr("The password is being checked."))
            case SignInState.IDLE:
                self.say_hint("")
