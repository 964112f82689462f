"""What the book's side of the operators answers where nothing is done."""

from dataclasses import dataclass

from duty.people import SignInState


class NotDoneError(Exception):
    """A change that is not to be made; its code is what OperatorsView.problem shows."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Nobody came in."""

    state: SignInState
    locked_until_wall_ns: int | None = None
