"""A form that asks for a login and a password, and waits for what the book says of them."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from base.clock import NS_PER_S
from duty.people import OperatorsView, SignInState
from ui.bridge import Bridge
from ui.people.form import Form
from ui.words import duty
from ui.words import people as words

LOGIN_LIMIT = 40
PASSWORD_LIMIT = 200
LOOK_EVERY_MS = 250


class CheckedForm(Form):
    """Closes by itself (accepted) when what was asked for is done; a refusal is said and can be tried again.

    The one who makes it adds the fields before `ask_for_login`, so that they stand in the order in which one types.
    """

    def __init__(self, bridge: Bridge, parent: QWidget | None = None, *, width_px: int = 440) -> None:
        super().__init__(parent, width_px=width_px)
        self.bridge = bridge
        self._asked = False
        self._locked_login = ""
        self._state = SignInState.IDLE
        self._problem = ""
        self._do_words = ""

    def ask_for_login(self, login_words: str, password_words: str, do_words: str) -> None:
        self._do_words = do_words
        self.login = self.line(login_words, most=LOGIN_LIMIT)
        self.password = self.line(password_words, most=PASSWORD_LIMIT, secret=True)
        self.login.textChanged.connect(self.look)
        self.password.textChanged.connect(self.look)
        self.bridge.operators_changed.connect(self._heard)
        timer = QTimer(self)
        timer.setInterval(LOOK_EVERY_MS)
        timer.timeout.connect(self.look)
        timer.start()
        view = self.bridge.operators
        if view is not None and view.state is SignInState.UNAVAILABLE:
            self._state = view.state
        self.look()

    # For the one who makes it.

    def ask(self, login: str, password: str) -> None:
        """Ask for it; the answer shows in the view."""
        raise NotImplementedError

    def is_done(self, view: OperatorsView) -> bool:
        """The view says that it was done."""
        raise NotImplementedError

    def problem(self, view: OperatorsView) -> str:
        """The view's code for why it was not done, for reasons other than the password; "" where there are none."""
        return ""

    def refusal(self) -> str:
        """Why what was typed cannot even be asked for; "" when it can."""
        return ""

    # What it does.

    @property
    def typed_login(self) -> str:
        return self.login.text().strip()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.login.setFocus()

    def do(self) -> None:
        """Enter leads to the field that is still empty; the fields wait until the answer is there."""
        if self._asked:
            return
        if not self.typed_login:
            self.login.setFocus()
        elif not self.password.text():
            self.password.setFocus()
        elif self.refusal():
            self.look()
        else:
            self._asked, self._state, self._problem = True, SignInState.CHECKING, ""
            self.ask(self.typed_login, self.password.text())
            self.look()

    def _heard(self, view: OperatorsView) -> None:
        if not self._asked or view.state is SignInState.CHECKING:
            return
        if view.state is SignInState.IDLE and not self.problem(view):
            if self.is_done(view):
                self.accept()
            return
        self._asked = False
        self._state, self._problem = view.state, self.problem(view)
        self._locked_login = self.typed_login.casefold() if view.state is SignInState.LOCKED else ""
        self.password.clear()
        self.look()
        self.password.setFocus()

    def _locked_for_s(self) -> float:
        view = self.bridge.operators
        until_ns = view.locked_until_wall_ns if view is not None else None
        return max(0.0, ((until_ns or 0) - self.bridge.world.clock.wall_ns()) / NS_PER_S)

    def look(self) -> None:
        """Say how it stands. Only what cannot be done at all is disabled."""
        for field in (self.login, self.password):
            field.setReadOnly(self._asked)
        left_s = self._locked_for_s()
        locked = self._state is SignInState.LOCKED and left_s > 0
        here = locked and self.typed_login.casefold() == self._locked_login
        self.do_button.setEnabled(not self._asked and not here)
        self.do_button.setText(self.tr("Checking…") if self._asked else self._do_words)
        text, wrong = self._said(locked, left_s)
        self.say_hint(text, wrong=wrong)

    def _said(self, locked: bool, left_s: float) -> tuple[str, bool]:
        """The line over the buttons, and whether it tells of something wrong."""
        if self.refusal():
            return self.refusal(), True
        if self._problem:
            return words.problem(self._problem), True
        match self._state:
            case SignInState.WRONG:
                return self.tr("Login or password is wrong."), True
            case SignInState.LOCKED if locked:
                text = self.tr("Too many wrong tries: locked for another {time}.")
                return text.replace("{time}", duty.span(left_s)), True
            case SignInState.LOCKED:
                return self.tr("The lock is over. You can try again."), False
            case SignInState.UNAVAILABLE:
                return self.tr("The duty book cannot be read now: nobody can be checked. Try again."), True
            case SignInState.CHECKING:
                return self.tr("The password is being checked."), False
            case SignInState.IDLE:
                return "", False
