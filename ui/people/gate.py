"""What the person at the desk may do: asked by every button, and in the way of every act."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from duty.people import OperatorView, Right
from ui.bridge import Bridge
from ui.words import people as words


class Gate(QObject):
    changed = Signal()
    """Somebody signed in or out, or has other rights now."""
    sign_in_requested = Signal()
    """An act waits for somebody to sign in."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._waiting: tuple[Right, Callable[[], object]] | None = None
        bridge.operators_changed.connect(self._look)

    @property
    def operator(self) -> OperatorView | None:
        view = self._bridge.operators
        return view.current if view is not None else None

    @property
    def login(self) -> str:
        return self.operator.login if self.operator is not None else ""

    def may(self, right: Right) -> bool:
        return self.operator is not None and self.operator.may(right)

    def why_not(self, right: Right) -> str:
        """Why an act cannot even be tried: somebody is signed in who lacks the right. With nobody there it can be
        tried: the sign-in comes first. "" when it can."""
        return words.who_may(right) if self.operator is not None and not self.may(right) else ""

    def then(self, right: Right, act: Callable[[], object]) -> None:
        """Do it now, or after a sign-in; nothing where the operator lacks the right, for the button says so."""
        if self.operator is None:
            self._waiting = right, act
            self.sign_in_requested.emit()
        elif self.may(right):
            act()

    def go_on(self) -> None:
        """Somebody has signed in: do what waited for it, if they may."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None and self.operator is not None:
            self.then(*waiting)

    def forget(self) -> None:
        """Nobody signed in: what waited is not done later by surprise."""
        self._waiting = None

    def _look(self) -> None:
        self.changed.emit()
