"""Operators that are what a test says, and remember what they were asked."""

from dataclasses import replace

from duty.people import HandOverDone, HandOverSheet, OperatorsView, OperatorView, Role, SignInState

OFFICER = OperatorView("wang", "Wang Min", Role.DUTY_OFFICER)
SUPERVISOR = OperatorView("li", "Li Hua", Role.SUPERVISOR)


class FakeOperators:
    """duty.people.Operators: an officer is signed in unless a test `show`s something else."""

    def __init__(self) -> None:
        self._view = OperatorsView(
            current=OFFICER,
            state=SignInState.IDLE,
            locked_until_wall_ns=None,
            people=(OFFICER, SUPERVISOR),
            none_yet=False,
            loaded=True,
        )
        self.calls: list[tuple[object, ...]] = []
        self.done: HandOverDone | None = None

    def show(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]

    def view(self) -> OperatorsView:
        return self._view

    def answer(self, state: SignInState, **changes: object) -> None:
        """What the book says of the last thing that it was asked."""
        self.show(state=state, **changes)

    def sign_in(self, login: str, password: str) -> None:
        self.calls.append(("sign_in", login, password))

    def sign_out(self) -> None:
        self.calls.append(("sign_out",))

    def add(self, login: str, name: str, role: Role, password: str) -> None:
        self.calls.append(("add", login, name, role, password))

    def change(self, login: str, *, name: str, role: Role, active: bool) -> None:
        self.calls.append(("change", login, name, role, active))

    def set_password(self, login: str, password: str) -> None:
        self.calls.append(("set_password", login, password))

    def hand_over(self, sheet: HandOverSheet, to_login: str, to_password: str) -> None:
        self.calls.append(("hand_over", sheet, to_login, to_password))

    def last_hand_over(self) -> HandOverDone | None:
        return self.done
