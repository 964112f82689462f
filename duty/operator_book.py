"""The book's side of the operators: in the reader's thread, each call one transaction with the acts that say so."""

from collections import OrderedDict
from dataclasses import replace

from sqlalchemy.engine import Connection

from base.clock import Clock
from duty import operator_rows as rows_of
from duty.acts import ActKind, act
from duty.book.append import append_rows, lock_head
from duty.book.store import Book
from duty.hand_over import Sign, hand_over_rows, write_signed
from duty.operator_answers import NotDoneError, Refused
from duty.passwords import Passwords, is_weak, locked_until_wall_ns, still_locked
from duty.people import HandOverDone, HandOverSheet, OperatorView, Right, Role, SignInState

Changed = tuple[OperatorView | None, tuple[OperatorView, ...]]
"""Who is signed in by it (the first of all), and everybody."""
MOST_UNKNOWN = 1000
"""Logins that nobody has and somebody tried: so many are remembered."""


class OperatorBook:
    """Raises BookError, and NotDoneError for what is not to be."""

    def __init__(self, clock: Clock, passwords: Passwords, sign: Sign | None) -> None:
        self._clock, self._passwords, self._sign = clock, passwords, sign
        self._unknown: OrderedDict[str, tuple[int, int]] = OrderedDict()
        """Failures, and until when it is locked, by login."""

    def everybody(self, book: Book) -> tuple[OperatorView, ...]:
        with book.reading() as connection:
            return rows_of.everybody(connection)

    def come_in(
        self, book: Book, typed: str, password: str, before: OperatorView | None
    ) -> tuple[OperatorView, tuple[OperatorView, ...]] | Refused:
        found = self._checked(book, typed, password)
        if isinstance(found, Refused):
            return found
        now_wall_ns = self._clock.wall_ns()
        written = [act(ActKind.SIGNED_IN, found.login, at_wall_ns=now_wall_ns, operator=found.login)]
        if before is not None and before.login != found.login:
            out = act(ActKind.SIGNED_OUT, before.login, at_wall_ns=now_wall_ns, operator=before.login)
            written.insert(0, out)
        with book.transaction() as connection:
            append_rows(connection, lock_head(connection), written)
            return found, rows_of.everybody(connection)

    def _checked(self, book: Book, typed: str, password: str) -> OperatorView | Refused:
        """Whose it is; else what to say. What failed is counted in the book, and for nobody's logins in memory."""
        login = rows_of.login_of(typed)
        with book.reading() as connection:
            known = rows_of.find(connection, login)
        until_wall_ns = self._unknown.get(login, (0, 0))[1] if known is None else known.locked_until_wall_ns
        if still_locked(until_wall_ns, self._clock.wall_ns()):
            return Refused(SignInState.LOCKED, until_wall_ns)
        may = known is not None and known.view.active
        checked = self._passwords.check(known.password_hash if known is not None and may else None, password)
        if known is None or not checked.right:
            return self._failed(book, login, is_known=known is not None)
        with book.transaction() as connection:
            head = lock_head(connection)
            still = rows_of.find(connection, login)
            if still is None or not still.view.active or still.password_hash != known.password_hash:
                return Refused(SignInState.WRONG)
            rows_of.change(connection, login, failed=0, locked_until_wall_ns=0)
            if checked.new_hash is not None:
                rows_of.change(connection, login, password_hash=checked.new_hash)
                renewed = rows_of.password_row(login, self._clock.wall_ns(), login, checked.new_hash)
                append_rows(connection, head, [renewed])
        return still.view

    def _failed(self, book: Book, login: str, *, is_known: bool) -> Refused:
        now_wall_ns = self._clock.wall_ns()
        with book.transaction() as connection:
            head = lock_head(connection)  # two desks that guess at once are counted one after the other
            known = rows_of.find(connection, login) if is_known else None
            failed = (self._unknown.get(login, (0, 0))[0] if known is None else known.failed) + 1
            until_wall_ns = locked_until_wall_ns(failed, now_wall_ns)
            subject = login if known is not None else ""  # of an unknown one: it may be a password in the wrong field
            written = [act(ActKind.SIGN_IN_REFUSED, subject, at_wall_ns=now_wall_ns, operator="")]
            if until_wall_ns:
                detail = {"until_wall_ns": until_wall_ns}
                written.append(act(ActKind.LOCKED_OUT, subject, at_wall_ns=now_wall_ns, operator="", detail=detail))
            append_rows(connection, head, written)
            if known is not None:
                rows_of.change(connection, login, failed=failed, locked_until_wall_ns=until_wall_ns)
        if known is None:
            self._unknown[login] = (failed, until_wall_ns)
            self._unknown.move_to_end(login)
            while len(self._unknown) > MOST_UNKNOWN:
                self._unknown.popitem(last=False)
        return Refused(SignInState.LOCKED, until_wall_ns) if until_wall_ns else Refused(SignInState.WRONG)

    def add(self, book: Book, by: OperatorView | None, asked: OperatorView, password: str) -> Changed:
        new = _tidied(asked)
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
            written = [rows_of.changed_row(ActKind.OPERATOR_ADDED, made, now_wall_ns, who, hashed)]
            if first:
                written.append(act(ActKind.SIGNED_IN, made.login, at_wall_ns=now_wall_ns, operator=made.login))
            rows_of.add(connection, made, hashed)
            append_rows(connection, head, written)
            return made if first else None, rows_of.everybody(connection)

    def change(self, book: Book, by: OperatorView | None, asked: OperatorView) -> Changed:
        new = _tidied(asked)
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

    def set_password(self, book: Book, by: OperatorView | None, typed: str, password: str) -> Changed:
        login = rows_of.login_of(typed)
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
            append_rows(connection, head, [rows_of.password_row(login, now_wall_ns, who, hashed)])
            return None, rows_of.everybody(connection)

    def hand_over(
        self, book: Book, sheet: HandOverSheet, by: OperatorView | None, to_login: str, to_password: str
    ) -> HandOverDone | Refused:
        login = rows_of.login_of(to_login)
        if by is None or not by.may(Right.HAND_OVER):
            raise NotDoneError("no_right")
        if login == by.login:
            raise NotDoneError("same")
        to = self._checked(book, to_login, to_password)
        if isinstance(to, Refused):
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


def _need(connection: Connection, by: OperatorView | None, right: Right | None) -> str:
    """The login of whoever acts, as the book knows him at this moment: his role may have changed since he came."""
    known = rows_of.find(connection, by.login) if by is not None else None
    if known is None or not known.view.active or (right is not None and not known.view.may(right)):
        raise NotDoneError("no_right")
    return known.view.login


def _tidied(asked: OperatorView) -> OperatorView:
    """A name is one line that reads as it is written: nothing in it turns the words after it round."""
    name = "".join(c if c.isprintable() else " " for c in asked.name)
    return replace(asked, login=rows_of.login_of(asked.login), name=" ".join(name.split())[: rows_of.NAME_LIMIT])
