"""Operators who sign in with what the book knows of them. Rights are checked here, whatever the window offers.

Every call returns at once; its work is done in the book reader's thread (duty/operator_book.py, which is loaded there:
the window does not wait for the book's libraries), and the answer is a new view.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from base.clock import NS_PER_S, Clock
from base.errors import PersonError
from duty.acts import ActKind, act
from duty.book.rows import Ledger, Row
from duty.operator_answers import NotDoneError, Refused
from duty.passwords import Passwords
from duty.people import HandOverDone, HandOverSheet, OperatorsView, OperatorView, Role, SignInState

if TYPE_CHECKING:
    from duty.book.store import Book
    from duty.hand_over import Sign
    from duty.operator_book import Changed, OperatorBook

log = logging.getLogger(__name__)

TRY_AGAIN_NS = 2 * NS_PER_S
LOOK_AGAIN_NS = 60 * NS_PER_S
"""At another desk of the same book a supervisor may have taken a right away: for so long it is still believed here."""


class Do(Protocol):
    def __call__(self, work: "Callable[[Book], Any]", /) -> Future[Any]: ...


class BookOperators:
    """duty.people.Operators."""

    def __init__(
        self,
        do: Do,
        clock: Clock,
        *,
        sign: "Sign | None" = None,
        always: OperatorView | None = None,
        ledger: Ledger | None = None,
        passwords: Passwords | None = None,
    ) -> None:
        """`do` is BookReader.do, `sign` is StationKey.sign_head; without it a hand-over has no head to print.

        `always` is signed in from the start, without a password: in the demo only. `ledger` takes a sign-out, which
        happens whether the book can be written or not.
        """
        self._do, self._clock, self._sign, self._ledger = do, clock, sign, ledger
        self._passwords = passwords or Passwords()
        self._made: OperatorBook | None = None
        self._turn = threading.RLock()
        self._view = OperatorsView(
            current=always,
            state=SignInState.IDLE,
            locked_until_wall_ns=None,
            people=(),
            none_yet=False,
            loaded=False,
        )
        self._loading = False
        self._next_load_ns = 0
        self._handed_over: HandOverDone | None = None

    # What is there.

    def view(self) -> OperatorsView:
        view = self._view
        if not self._loading and self._clock.monotonic_ns() >= self._next_load_ns:
            self._loading = True
            self._ask(lambda book: self._rows().everybody(book), self._loaded, self._not_loaded)
        return view

    def login_of_current(self) -> str:
        """Any thread; "" when nobody is signed in."""
        current = self._view.current
        return "" if current is None else current.login

    def last_hand_over(self) -> HandOverDone | None:
        return self._handed_over

    # Signing in and out.

    def sign_in(self, login: str, password: str) -> None:
        before = self._view.current
        self._set(state=SignInState.CHECKING, locked_until_wall_ns=None, problem="")
        self._ask(lambda book: self._rows().come_in(book, login, password, before), self._came_in)

    def sign_out(self) -> None:
        """At once: nobody stays signed in because the book is away."""
        current = self._view.current
        if current is None:
            return
        self._set(current=None, state=SignInState.IDLE, problem="")
        now_wall_ns = self._clock.wall_ns()
        row = act(ActKind.SIGNED_OUT, current.login, at_wall_ns=now_wall_ns, operator=current.login)
        if self._ledger is not None:
            self._ledger.write(row)
        else:
            self._ask(lambda book: book.append([row]), lambda _: None, lambda: log.error("A sign-out was not written"))

    def _came_in(self, answer: tuple[OperatorView, tuple[OperatorView, ...]] | Refused) -> None:
        if isinstance(answer, Refused):
            self._set(state=answer.state, locked_until_wall_ns=answer.locked_until_wall_ns)
            return
        current, people = answer
        self._set(current=current, state=SignInState.IDLE, people=people, none_yet=False, loaded=True)

    # Changes.

    def add(self, login: str, name: str, role: Role, password: str) -> None:
        by = self._view.current
        self._change(lambda book: self._rows().add(book, by, OperatorView(login, name, role), password))

    def change(self, login: str, *, name: str, role: Role, active: bool) -> None:
        by = self._view.current
        self._change(lambda book: self._rows().change(book, by, OperatorView(login, name, role, active)))

    def set_password(self, login: str, password: str) -> None:
        by = self._view.current
        self._change(lambda book: self._rows().set_password(book, by, login, password))

    def _change(self, work: "Callable[[Book], Changed]") -> None:
        self._set(state=SignInState.CHECKING, problem="")
        self._ask(work, self._changed)

    def _changed(self, answer: "Changed") -> None:
        first, people = answer
        with self._turn:
            current = _as_known(first or self._view.current, people)
            self._set(current=current, people=people, none_yet=not people, loaded=True, state=SignInState.IDLE)

    # Handing over.

    def hand_over(self, sheet: HandOverSheet, to_login: str, to_password: str) -> None:
        by = self._view.current
        self._set(state=SignInState.CHECKING, locked_until_wall_ns=None, problem="")
        self._ask(lambda book: self._rows().hand_over(book, sheet, by, to_login, to_password), self._done)

    def _done(self, answer: HandOverDone | Refused) -> None:
        if isinstance(answer, Refused):
            self._set(state=answer.state, locked_until_wall_ns=answer.locked_until_wall_ns)
            return
        self._handed_over = answer  # before the view: whoever sees the next officer finds the sheet
        self._set(current=answer.to_operator, state=SignInState.IDLE)

    # Asking the book.

    def _rows(self) -> "OperatorBook":
        """In the reader's thread only."""
        if self._made is None:
            from duty.operator_book import OperatorBook

            self._made = OperatorBook(self._clock, self._passwords, self._sign)
        return self._made

    def _ask(
        self, work: "Callable[[Book], Any]", then: Callable[[Any], None], otherwise: Callable[[], None] | None = None
    ) -> None:
        def answered(future: "Future[Any]") -> None:
            try:
                answer = future.result()
            except NotDoneError as error:
                self._set(state=SignInState.IDLE, problem=str(error))
            except (PersonError, CancelledError) as error:
                log.warning("The operators cannot be asked for: %s", error)
                self._away(otherwise)
            except Exception:
                log.exception("The operators cannot be asked for")
                self._away(otherwise)
            else:
                then(answer)

        self._do(work).add_done_callback(answered)

    def _away(self, otherwise: Callable[[], None] | None) -> None:
        if otherwise is not None:
            otherwise()
        else:
            self._set(state=SignInState.UNAVAILABLE)

    def _loaded(self, people: tuple[OperatorView, ...]) -> None:
        self._next_load_ns = self._clock.monotonic_ns() + LOOK_AGAIN_NS
        self._loading = False
        with self._turn:
            before = self._view.current
            current = _as_known(before, people)
            self._set(current=current, people=people, none_yet=not people, loaded=True)
        if before is not None and current is None and self._ledger is not None:
            now_wall_ns = self._clock.wall_ns()
            self._ledger.write(act(ActKind.SIGNED_OUT, before.login, at_wall_ns=now_wall_ns, operator=""))

    def _not_loaded(self) -> None:
        again_ns = LOOK_AGAIN_NS if self._view.loaded else TRY_AGAIN_NS
        self._next_load_ns = self._clock.monotonic_ns() + again_ns
        self._loading = False

    def _set(self, **changes: Any) -> None:
        with self._turn:
            new = replace(self._view, **changes)
            if new != self._view:
                self._view = new


def _as_known(current: OperatorView | None, people: Sequence[OperatorView]) -> OperatorView | None:
    """Whoever is signed in with the role that the book has for him; None when he may not sign in any more."""
    known = next((one for one in people if current is not None and one.login == current.login), current)
    return known if known is not None and known.active else None


DEMO_PASSWORD = "demo"
DEMO_PEOPLE: Sequence[tuple[str, Role, str, str]] = (
    ("officer", Role.DUTY_OFFICER, "Chen Yu", "陈宇"),
    ("pilot", Role.PILOT, "Luo Fei", "罗飞"),
    ("trainer", Role.TRAINER, "Sun Jing", "孙静"),
    ("supervisor", Role.SUPERVISOR, "Zhao Lan", "赵岚"),
)
"""login, role, name, 姓名: invented."""


def seed_demo(book: "Book", *, chinese: bool = False, at_wall_ns: int = 0) -> OperatorView:
    """Operators for the demo, all with the password "demo", which nobody could set; the officer, to be signed in."""
    from duty import operator_rows as rows_of
    from duty.book.append import append_rows, lock_head

    people = [OperatorView(login, zh if chinese else en, role) for login, role, en, zh in DEMO_PEOPLE]
    hashed = Passwords().hash(DEMO_PASSWORD)
    with book.transaction() as connection:
        head = lock_head(connection)
        if rows_of.nobody_yet(connection):
            written: list[Row] = []
            for view in people:
                rows_of.add(connection, view, hashed)
                written.append(rows_of.changed_row(ActKind.OPERATOR_ADDED, view, at_wall_ns, ""))
            append_rows(connection, head, written)
    return people[0]
