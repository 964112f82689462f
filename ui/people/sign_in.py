"""Signing in, and changing over: the next officer signs in over the present one; the wall behind goes on."""

from PySide6.QtWidgets import QWidget

from duty.people import OperatorsView
from sessions.world import WorldKind
from ui.bridge import Bridge
from ui.people.checked import CheckedForm
from ui.words import people as words


class SignInDialog(CheckedForm):
    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.setWindowTitle(self.tr("Sign in"))
        view = bridge.operators
        current = view.current if view is not None else None
        if current is None:
            heading = self.tr("Nobody is signed in")
            about = self.tr("What you do from now on is written in the duty book with your name.")
        else:
            heading = self.tr("{name} is signed in").replace("{name}", current.name)
            about = self.tr("Whoever signs in now takes over at once; the wall goes on.")
        if bridge.world.kind is WorldKind.DEMO:
            about = f"{about}\n{self._demo_words(view)}"
        self.say(heading, about)
        self.ask_for_login(self.tr("&Login"), self.tr("&Password"), self.tr("Sign in"))

    def _demo_words(self, view: OperatorsView | None) -> str:
        people = view.people if view is not None else ()
        logins = [f"{person.login} ({words.role(person.role)})" for person in people if person.active]
        if not logins:
            return self.tr("Demo: every password is “demo”.")
        said = self.tr("Demo: sign in as {logins}. Every password is “demo”.")
        return said.replace("{logins}", self.tr(", ").join(logins))

    def ask(self, login: str, password: str) -> None:
        self.bridge.world.operators.sign_in(login, password)

    def is_done(self, view: OperatorsView) -> bool:
        return view.current is not None and view.current.login.casefold() == self.typed_login.casefold()
