"""Who sits at the desk: operators, roles and rights. The doors; duty.operators keeps them in the book."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from duty.incidents import IncidentView


class Role(StrEnum):
    DUTY_OFFICER = "duty_officer"
    PILOT = "pilot"
    TRAINER = "trainer"
    SUPERVISOR = "supervisor"


class Right(StrEnum):
    PATROL = "patrol"
    INCIDENTS = "incidents"
    """Acknowledge, correct, close; open by hand."""
    DISPATCH = "dispatch"
    SWITCH_PLAN = "switch_plan"
    EDIT_PLANS = "edit_plans"
    HAND_OVER = "hand_over"
    REPORTS = "reports"
    SEE_PERSONAL = "see_personal"
    PURGE = "purge"
    OPERATORS = "operators"
    VERIFY = "verify"
    RECORD = "record"
    """Start and stop a recording, set bookmarks."""
    REPLAY = "replay"
    """Open sessions, foreign material too."""
    SEE_UNMASKED = "see_unmasked"
    """Recorded originals of cameras with privacy masks."""
    SEE_RESTRICTED = "see_restricted"
    """Recorded pilot positions."""
    SESSIONS = "sessions"
    """Rename, protect and delete sessions."""
    EXPORT = "export"
    """Take evidence out of the house."""
    TRAIN = "train"
    """Write training scripts, see everybody's runs."""


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.DUTY_OFFICER: frozenset(
        {
            Right.PATROL,
            Right.INCIDENTS,
            Right.DISPATCH,
            Right.SWITCH_PLAN,
            Right.HAND_OVER,
            Right.REPORTS,
            Right.SEE_PERSONAL,
            Right.VERIFY,
            Right.RECORD,
            Right.REPLAY,
        }
    ),
    Role.PILOT: frozenset({Right.INCIDENTS, Right.REPLAY}),
    Role.TRAINER: frozenset({Right.REPORTS, Right.RECORD, Right.REPLAY, Right.SESSIONS, Right.TRAIN}),
    Role.SUPERVISOR: frozenset(Right),
}


@dataclass(frozen=True, slots=True)
class OperatorView:
    login: str
    name: str
    role: Role
    active: bool = True

    def may(self, right: Right) -> bool:
        return right in RIGHTS[self.role]


class SignInState(StrEnum):
    IDLE = "idle"
    CHECKING = "checking"
    WRONG = "wrong"
    """Login or password: which one is not said."""
    LOCKED = "locked"
    UNAVAILABLE = "unavailable"
    """The book cannot be read now: nobody can be checked."""


@dataclass(frozen=True, slots=True)
class OperatorsView:
    """Replaced whole when something changed."""

    current: OperatorView | None
    state: SignInState
    locked_until_wall_ns: int | None
    people: tuple[OperatorView, ...]
    none_yet: bool
    """The book knows nobody: the first one to be made is a supervisor."""
    loaded: bool
    problem: str = ""
    """Why the last change of an operator was not made (a code: exists, weak, last_supervisor, no_right …)."""


@dataclass(frozen=True, slots=True)
class HandOverSheet:
    """What one officer leaves to the next."""

    incidents: tuple[IncidentView, ...]
    """Open ones."""
    overdue: tuple[str, ...]
    """Camera ids."""
    out: tuple[str, ...]
    """Cameras with an open repair ticket."""
    note: str


@dataclass(frozen=True, slots=True)
class HandOverDone:
    """A hand-over that is in the book, with the head of the chain after it, signed: to be printed."""

    sheet: HandOverSheet
    from_operator: OperatorView
    to_operator: OperatorView
    at_wall_ns: int
    head: str
    """One line that `verify --head` takes: sequence number, hash, signature, public key."""


class Operators(Protocol):
    """Who is signed in, and everybody who may be. Checks take a tenth of a second: answers show in `view`."""

    def view(self) -> OperatorsView:
        """The same object until something changed."""
        ...

    def sign_in(self, login: str, password: str) -> None:
        """Takes the place of whoever is signed in; the wall does not mind."""
        ...

    def sign_out(self) -> None: ...

    def add(self, login: str, name: str, role: Role, password: str) -> None:
        """The very first one needs no right, is a supervisor and is signed in."""
        ...

    def change(self, login: str, *, name: str, role: Role, active: bool) -> None: ...

    def set_password(self, login: str, password: str) -> None:
        """One's own, or with the right anybody's."""
        ...

    def hand_over(self, sheet: HandOverSheet, to_login: str, to_password: str) -> None:
        """The next officer signs in, the sheet is written with both names; then `last_hand_over` has it."""
        ...

    def last_hand_over(self) -> HandOverDone | None: ...
