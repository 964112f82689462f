"""The operators of a replay's World: nobody is signed in, so that nothing in it asks anybody's rights.

Who may open the session was asked in the live World, and written down there.
"""

from duty.people import HandOverDone, HandOverSheet, OperatorsView, Role, SignInState

_NOBODY = OperatorsView(
    current=None, state=SignInState.IDLE, locked_until_wall_ns=None, people=(), none_yet=False, loaded=True
)


class Nobody:
    """duty.people.Operators; what it is asked to do is not done."""

    def view(self) -> OperatorsView:
        return _NOBODY

    def sign_in(self, login: str, password: str) -> None: ...

    def sign_out(self) -> None: ...

    def add(self, login: str, name: str, role: Role, password: str) -> None: ...

    def change(self, login: str, *, name: str, role: Role, active: bool) -> None: ...

    def set_password(self, login: str, password: str) -> None: ...

    def hand_over(self, sheet: HandOverSheet, to_login: str, to_password: str) -> None: ...

    def last_hand_over(self) -> HandOverDone | None:
        return None
