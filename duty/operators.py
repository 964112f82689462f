"""Operators who sign in with what the book knows of them. Rights are checked here, whatever the window offers.

Every call returns at once; its work is done in the book reader's thread, each in one transaction with the acts that
say so, and the answer is a new view.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, replace
from typing import Any, Protocol

from sqlalchemy.engine import Connection

from base.clock import NS_PER_S, Clock
from base.errors import PersonError
from duty import operator_rows as rows_of
from duty.acts import ActKind, act
from duty.book.append import append_rows, lock_head
from duty.book.rows import Ledger, Row
from duty.book.store import Book
from duty.hand_over import Sign, hand_over_rows, write_signed
from duty.passwords import Passwords, is_weak, locked_until_wall_ns, still_locked
from duty.people import HandOverDone, HandOverSheet, OperatorsView, OperatorView, Right, Role, SignInState

log = logging.getLogger(__name__)

TRY_AGAIN_NS = 2 * NS_PER_S
MOST_UNKNOWN = 1000
"""Logins that nobody has and somebody tried: so many are remembered."""


class Do(Protocol):
    def __call__(self, work: Callable[[Book], Any], /) -> Future[Any]: ...


class NotDoneError(Exception):
    """A change that is not to be made; its code is what OperatorsView.problem shows."""


@dataclass(frozen=True, slots=True)
class _Refused:
    """Nobody came in."""

    state: SignInState
    locked_until_wall_ns: int | None = None


class BookOperators:
    """duty.people.Operators."""

    def __init__(
        self,
        do: Do,
        clock: Clock,
        *,
        sign: Sign | None = None,
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
        self._unknown: OrderedDict[str, tuple[int, int]] = OrderedDict()
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
        if not view.loaded and not self._loading and self._clock.monotonic_ns() >= self._next_load_ns:
            self._loading = True
            self._ask(_everybody, self._loaded, self._not_loaded)
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
        self._ask(lambda book: self._come_in(book, rows_of.login_of(login), login, password, before), self._came_in)

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

    def _come_in(
        self, book: Book, login: str, typed: str, password: str, before: OperatorView | None
    ) -> "tuple[OperatorView, tuple[OperatorView, ...]] | _Refused":
        found = self._checked(book, login, typed, password)
        if isinstance(found, _Refused):
            return found
        now_wall_ns = self._clock.wall_ns()
        written = [act(ActKind.SIGNED_IN, found.login, at_wall_ns=now_wall_ns, operator=found.login)]
        if before is not None and before.login != found.login:
            out = act(ActKind.SIGNED_OUT, before.login, at_wall_ns=now_wall_ns, operator=before.login)
            written.insert(0, out)
        with book.transaction() as connection:
            append_rows(connection, lock_head(connection), written)
            return found, rows_of.everybody(connection)

    def _came_in(self, answer: "tuple[OperatorView, tuple[OperatorView, ...]] | _Refused") -> None:
        if isinstance(answer, _Refused):
            self._set(state=answer.state, locked_until_wall_ns=answer.locked_until_wall_ns)
            return
        current, people = answer
        self._set(current=current, state=SignInState.IDLE, people=people, none_yet=False, loaded=True)

    # Checking a password.

    def _checked(self, book: Book, login: str, typed: str, password: str) -> OperatorView | _Refused:
        """Whose it is; else what to say. What failed is counted in the book, and for nobody's logins in memory."""
        with book.reading() as connection:
            known = rows_of.find(connection, login)
        until_wall_ns = self._unknown.get(login, (0, 0))[1] if known is None else known.locked_until_wall_ns
        if still_locked(until_wall_ns, self._clock.wall_ns()):
            return _Refused(SignInState.LOCKED, until_wall_ns)
        may = known is not None and known.view.active
        checked = self._passwords.check(known.password_hash if known is not None and may else None, password)
        if known is None or not checked.right:
            return self._failed(book, login, typed, is_known=known is not None)
        with book.transaction() as connection:
            lock_head(connection)
            still = rows_of.find(connection, login)
            if still is None or not still.view.active or still.password_hash != known.password_hash:
                return _Refused(SignInState.WRONG)
            new_hash = still.password_hash if checked.new_hash is None else checked.new_hash
            rows_of.change(connection, login, failed=0, locked_until_wall_ns=0, password_hash=new_hash)
        return still.view

    def _failed(self, book: Book, login: str, typed: str, *, is_known: bool) -> _Refused:
        now_wall_ns = self._clock.wall_ns()
        with book.transaction() as connection:
            head = lock_head(connection)  # two desks that guess at once are counted one after the other
            known = rows_of.find(connection, login) if is_known else None
            failed = (self._unknown.get(login, (0, 0))[0] if known is None else known.failed) + 1
            until_wall_ns = locked_until_wall_ns(failed, now_wall_ns)
            written = [act(ActKind.SIGN_IN_REFUSED, typed[: rows_of.LOGIN_LIMIT], at_wall_ns=now_wall_ns, operator="")]
            if until_wall_ns:
                detail = {"until_wall_ns": until_wall_ns}
                subject = login[: rows_of.LOGIN_LIMIT]
                written.append(act(ActKind.LOCKED_OUT, subject, at_wall_ns=now_wall_ns, operator="", detail=detail))
            append_rows(connection, head, written)
            if known is not None:
                rows_of.change(connection, login, failed=failed, locked_until_wall_ns=until_wall_ns)
        if known is None:
            self._unknown[login] = (failed, until_wall_ns)
            self._unknown.move_to_end(login)
            while len(self._unknown) > MOST_UNKNOWN:
                self._unknown.popitem(last=False)
        return _Refused(SignInState.LOCKED, until_wall_ns) if until_wall_ns else _Refused(SignInState.WRONG)

    # Changes.

    def add(self, login: str, name: str, role: Role, password: str) -> None:
        by = self._view.current
        new = OperatorView(rows_of.login_of(login), name.strip()[: rows_of.NAME_LIMIT], role)

        def work(book: Book) -> tuple[OperatorView | None, tuple[OperatorView, ...]]:
            if not rows_of.is_login(new.login) or not new.name:
                raise NotDoneError("bad_login")
            if is_weak(password, new.login, new.name):
                raise NotDoneError("weak")
            hashed = self._passwords.hash(password)
            now_wall_ns = self._clock.wall_ns()
            with book.transaction() as connection:
                head = lock_head(connection)
                first = rows_of.nobody_yet(connection)
                if not first:
                    _need(connection, by, Right.OPERATORS)
                if rows_of.find(connection, new.login) is not None:
                    raise NotDoneError("exists")
                made = replace(new, role=Role.SUPERVISOR) if first else new
                who = made.login if first or by is None else by.login
                written = [rows_of.changed_row(ActKind.OPERATOR_ADDED, made, now_wall_ns, who)]
                if first:
                    written.append(act(ActKind.SIGNED_IN, made.login, at_wall_ns=now_wall_ns, operator=made.login))
                rows_of.add(connection, made, hashed)
                append_rows(connection, head, written)
                return made if first else None, rows_of.everybody(connection)

        self._change(work)

    def change(self, login: str, *, name: str, role: Role, active: bool) -> None:
        by = self._view.current
        new = OperatorView(rows_of.login_of(login), name.strip()[: rows_of.NAME_LIMIT], role, active)

        def work(book: Book) -> tuple[OperatorView | None, tuple[OperatorView, ...]]:
            now_wall_ns = self._clock.wall_ns()
            with book.transaction() as connection:
                head = lock_head(connection)
                who = _need(connection, by, Right.OPERATORS)
                if rows_of.find(connection, new.login) is None:
                    raise NotDoneError("unknown")
                if not new.name:
                    raise NotDoneError("bad_login")
                stays = new.active and new.role is Role.SUPERVISOR
                if not stays and rows_of.is_last_supervisor(connection, new.login):
                    raise NotDoneError("last_supervisor")
                rows_of.change(connection, new.login, name=new.name, role=new.role.value, active=new.active)
                append_rows(connection, head, [rows_of.changed_row(ActKind.OPERATOR_CHANGED, new, now_wall_ns, who)])
                return None, rows_of.everybody(connection)

        self._change(work)

    def set_password(self, login: str, password: str) -> None:
        by = self._view.current
        login = rows_of.login_of(login)

        def work(book: Book) -> tuple[OperatorView | None, tuple[OperatorView, ...]]:
            with book.reading() as connection:
                known = rows_of.find(connection, login)
            if known is None:
                raise NotDoneError("unknown")
            if is_weak(password, login, known.view.name):
                raise NotDoneError("weak")
            hashed = self._passwords.hash(password)
            now_wall_ns = self._clock.wall_ns()
            with book.transaction() as connection:
                head = lock_head(connection)
                who = _need(connection, by, None if by is not None and by.login == login else Right.OPERATORS)
                rows_of.change(connection, login, password_hash=hashed, failed=0, locked_until_wall_ns=0)
                written = act(ActKind.PASSWORD_SET, login, at_wall_ns=now_wall_ns, operator=who)
                append_rows(connection, head, [written])
                return None, rows_of.everybody(connection)

        self._change(work)

    def _change(self, work: Callable[[Book], tuple[OperatorView | None, tuple[OperatorView, ...]]]) -> None:
        self._set(state=SignInState.CHECKING, problem="")
        self._ask(work, self._changed)

    def _changed(self, answer: tuple[OperatorView | None, tuple[OperatorView, ...]]) -> None:
        first, people = answer
        with self._turn:
            current = first or self._view.current
            known = {view.login: view for view in people}
            if current is not None and current.login in known:
                current = known[current.login] if known[current.login].active else None
            self._set(current=current, people=people, none_yet=not people, loaded=True, state=SignInState.IDLE)

    # Handing over.

    def hand_over(self, sheet: HandOverSheet, to_login: str, to_password: str) -> None:
        by = self._view.current
        self._set(state=SignInState.CHECKING, locked_until_wall_ns=None, problem="")
        self._ask(lambda book: self._over(book, sheet, by, to_login, to_password), self._done)

    def _over(
        self, book: Book, sheet: HandOverSheet, by: OperatorView | None, to_login: str, to_password: str
    ) -> "HandOverDone | _Refused":
        login = rows_of.login_of(to_login)
        if by is None or not by.may(Right.HAND_OVER):
            raise NotDoneError("no_right")
        if login == by.login:
            raise NotDoneError("same")
        to = self._checked(book, login, to_login, to_password)
        if isinstance(to, _Refused):
            return to
        if not to.may(Right.HAND_OVER):
            raise NotDoneError("no_right")
        at_wall_ns = self._clock.wall_ns()
        with book.transaction() as connection:
            head = lock_head(connection)
            _need(connection, by, Right.HAND_OVER)
            rows = hand_over_rows(sheet, by, to, at_wall_ns)
            line = write_signed(connection, head, rows, self._sign, at_wall_ns)
        return HandOverDone(sheet, by, to, at_wall_ns, line)

    def _done(self, answer: "HandOverDone | _Refused") -> None:
        if isinstance(answer, _Refused):
            self._set(state=answer.state, locked_until_wall_ns=answer.locked_until_wall_ns)
            return
        self._handed_over = answer  # before the view: whoever sees the next officer finds the sheet
        self._set(current=answer.to_operator, state=SignInState.IDLE)

    # Asking the book.

    def _ask(
        self, work: Callable[[Book], Any], then: Callable[[Any], None], otherwise: Callable[[], None] | None = None
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
        self._loading = False
        self._set(people=people, none_yet=not people, loaded=True)

    def _not_loaded(self) -> None:
        self._next_load_ns = self._clock.monotonic_ns() + TRY_AGAIN_NS
        self._loading = False

    def _set(self, **changes: Any) -> None:
        with self._turn:
            new = replace(self._view, **changes)
            if new != self._view:
                self._view = new


def _everybody(book: Book) -> tuple[OperatorView, ...]:
    with book.reading() as connection:
        return rows_of.everybody(connection)


def _need(connection: Connection, by: OperatorView | None, right: Right | None) -> str:
    """The login of whoever acts, as the book knows him at this moment: his role may have changed since he came."""
    known = rows_of.find(connection, by.login) if by is not None else None
    if known is None or not known.view.active or (right is not None and not known.view.may(right)):
        raise NotDoneError("no_right")
    return known.view.login


DEMO_PASSWORD = "demo"
DEMO_PEOPLE: Sequence[tuple[str, Role, str, str]] = (
    ("officer", Role.DUTY_OFFICER, "Chen Yu", "陈宇"),
    ("pilot", Role.PILOT, "Luo Fei", "罗飞"),
    ("trainer", Role.TRAINER, "Sun Jing", "孙静"),
    ("supervisor", Role.SUPERVISOR, "Zhao Lan", "赵岚"),
)
"""login, role, name, 姓名: invented."""


def seed_demo(book: Book, *, chinese: bool = False, at_wall_ns: int = 0) -> OperatorView:
    """Operators for the demo, all with the password "demo", which nobody could set; the officer, to be signed in."""
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
