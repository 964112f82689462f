"""Who may sign in, what is written of it, and what nobody may do."""

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from base.clock import NS_PER_S, ManualClock
from duty.book import tables
from duty.book.rows import Receipt, Row
from duty.book.signing import StationKey, read_head
from duty.book.store import Book, BookError
from duty.book.verify import Fault, verify
from duty.operator_rows import login_of
from duty.operators import BookOperators, seed_demo
from duty.passwords import LOCKS_S, Passwords, is_weak, locked_until_wall_ns, still_locked
from duty.people import HandOverSheet, OperatorView, Right, Role, SignInState
from duty.reading import BookReader
from tests.duty.book.examples import raw
from tests.duty.kept import Kept
from tests.duty.waiting import until
from tests.ui.fake_world import incident

MakeBook = Callable[[], Book]
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
GOOD, OTHER = "tide-lamp-77", "river-stone-12"


class Desk:
    """The operators of one book, and what the book says of them."""

    def __init__(self, make_book: MakeBook, clock: ManualClock | None = None, **more: Any) -> None:
        self.clock = clock or ManualClock()
        self.reader = BookReader(make_book)
        self.operators = BookOperators(self.reader.do, self.clock, passwords=Passwords(CHEAP), **more)
        self.book = make_book()

    def settle(self) -> None:
        """Wait for what was asked; the view is then the answer."""
        until(lambda: self.operators.view().state is not SignInState.CHECKING)
        self.reader.do(lambda _: None).result(10)

    @property
    def current(self) -> str:
        return self.operators.login_of_current()

    @property
    def problem(self) -> str:
        return self.operators.view().problem

    def sign_in(self, login: str, password: str = GOOD) -> SignInState:
        self.operators.sign_in(login, password)
        self.settle()
        return self.operators.view().state

    def add(self, login: str, role: Role = Role.DUTY_OFFICER, password: str = GOOD) -> str:
        self.operators.add(login, login.title(), role, password)
        self.settle()
        return self.problem

    def acts(self) -> list[tuple[str, str, str]]:
        with self.book.reading() as connection:
            rows = connection.execute(sa.select(tables.act).order_by(tables.act.c.id))
            return [(row.kind, row.subject, row.operator) for row in rows]

    def stop(self) -> None:
        assert self.reader.stop(5)
        self.book.close()


@pytest.fixture
def desk(make_book: MakeBook) -> Iterator[Desk]:
    made = Desk(make_book)
    until(lambda: made.operators.view().loaded)
    yield made
    made.stop()


@pytest.fixture
def staffed(desk: Desk) -> Desk:
    """li is the supervisor, and signed in; wang and zhao are duty officers, fang is a pilot."""
    desk.add("li", Role.PILOT)  # whatever was asked: the first one is a supervisor
    for login, role in (("wang", Role.DUTY_OFFICER), ("zhao", Role.DUTY_OFFICER), ("fang", Role.PILOT)):
        assert desk.add(login, role) == ""
    return desk


def test_the_first_one_is_a_supervisor_and_signed_in(desk: Desk) -> None:
    assert desk.operators.view().none_yet
    assert desk.operators.view().current is None
    assert desk.add("Li") == ""
    view = desk.operators.view()
    assert view.current == OperatorView("li", "Li", Role.SUPERVISOR)
    assert not view.none_yet
    assert desk.acts() == [("operator_added", "li", "li"), ("signed_in", "li", "li")]
    assert view is desk.operators.view()


def test_nobody_is_signed_in_at_the_start(staffed: Desk, make_book: MakeBook) -> None:
    again = Desk(make_book)
    try:
        until(lambda: again.operators.view().loaded)
        assert again.operators.view().current is None
        assert [person.login for person in again.operators.view().people] == ["fang", "li", "wang", "zhao"]
    finally:
        again.stop()


def test_signing_in_changes_over_and_out(staffed: Desk) -> None:
    before = len(staffed.acts())
    assert staffed.sign_in(" WANG ") is SignInState.IDLE
    assert staffed.current == "wang"
    assert staffed.sign_in("zhao") is SignInState.IDLE
    staffed.operators.sign_out()
    assert staffed.current == ""
    staffed.settle()
    assert staffed.acts()[before:] == [
        ("signed_out", "li", "li"),
        ("signed_in", "wang", "wang"),
        ("signed_out", "wang", "wang"),
        ("signed_in", "zhao", "zhao"),
        ("signed_out", "zhao", "zhao"),
    ]


def test_a_wrong_password_leaves_whoever_is_there(staffed: Desk) -> None:
    assert staffed.sign_in("wang", "wrong-wrong") is SignInState.WRONG
    assert staffed.sign_in("nobody-at-all", GOOD) is SignInState.WRONG
    assert staffed.current == "li"
    assert staffed.acts()[-2:] == [("sign_in_refused", "wang", ""), ("sign_in_refused", "", "")]


@pytest.mark.parametrize("login", ["wang", "no-such-login"])
def test_the_lock_rises_and_a_known_login_is_locked_like_an_unknown_one(staffed: Desk, login: str) -> None:
    for _ in range(4):
        assert staffed.sign_in(login, "wrong-wrong") is SignInState.WRONG
    for lock_s in (*LOCKS_S, LOCKS_S[-1]):
        assert staffed.sign_in(login, "wrong-wrong") is SignInState.LOCKED
        assert staffed.operators.view().locked_until_wall_ns == staffed.clock.wall_ns() + lock_s * NS_PER_S
        before = staffed.acts()
        assert staffed.sign_in(login, GOOD) is SignInState.LOCKED, "not even with the right one"
        assert staffed.acts() == before, "and a locked login cannot fill the book"
        staffed.clock.advance(lock_s)
    known = login == "wang"
    said = [act for act in staffed.acts() if act[0] == "locked_out"]
    assert said == [("locked_out", login if known else "", "")] * 5
    assert staffed.sign_in(login, GOOD) is (SignInState.IDLE if known else SignInState.LOCKED)


def test_a_lock_survives_the_program_and_a_supervisor_lifts_it(staffed: Desk, make_book: MakeBook) -> None:
    for _ in range(5):
        staffed.sign_in("wang", "wrong-wrong")
    again = Desk(make_book, staffed.clock)
    try:
        assert again.sign_in("wang", GOOD) is SignInState.LOCKED
    finally:
        again.stop()
    staffed.operators.set_password("wang", OTHER)
    staffed.settle()
    assert staffed.problem == ""
    assert staffed.sign_in("wang", OTHER) is SignInState.IDLE


def test_a_clock_that_was_set_back_locks_nobody_out_for_ever(staffed: Desk) -> None:
    for _ in range(5):
        staffed.sign_in("wang", "wrong-wrong")
    staffed.clock.step_wall(-30 * 24 * 3600)
    assert staffed.sign_in("wang") is SignInState.IDLE


def test_a_right_password_forgets_the_failures(staffed: Desk) -> None:
    for _ in range(3):
        for _ in range(4):
            assert staffed.sign_in("wang", "wrong-wrong") is SignInState.WRONG
        assert staffed.sign_in("wang") is SignInState.IDLE


@pytest.mark.parametrize(
    "password",
    [
        "short-1",
        "",
        "aaaaaaaaaaaa",
        "1212121212",
        "1234567890",
        "QWERTYUIOP",
        "my-wangmin-77",
        "xwang123456",
        "x" * 300,
    ],
)
def test_weak_passwords(password: str) -> None:
    assert is_weak(password, "wang", "Wang Min")


def test_passwords_that_are_not_weak() -> None:
    assert not is_weak(GOOD, "wang", "Wang Min")
    assert not is_weak("柳岸巡逻好天气今天值", "wang", "王敏")


def test_a_weak_password_is_refused_with_its_code(staffed: Desk) -> None:
    assert staffed.add("new", password="short") == "weak"
    staffed.operators.set_password("wang", "wang-wang-77")
    staffed.settle()
    assert staffed.problem == "weak"
    assert staffed.add("Wang") == "exists"
    assert staffed.add("with space") == "bad_login"
    assert staffed.add("x" * 41) == "bad_login"
    assert [person.login for person in staffed.operators.view().people] == ["fang", "li", "wang", "zhao"]


@pytest.mark.parametrize("login", ["wang", "fang", ""])
def test_who_has_no_right_changes_nothing(staffed: Desk, login: str) -> None:
    staffed.operators.sign_out()
    if login:
        staffed.sign_in(login)
    before = staffed.operators.view().people
    assert staffed.add("new") == "no_right"
    staffed.operators.change("zhao", name="Boss", role=Role.SUPERVISOR, active=True)
    staffed.settle()
    assert staffed.problem == "no_right"
    staffed.operators.set_password("zhao", OTHER)
    staffed.settle()
    assert staffed.problem == "no_right"
    assert staffed.operators.view().people == before


def test_ones_own_password(staffed: Desk) -> None:
    staffed.sign_in("fang")
    staffed.operators.set_password("fang", OTHER)
    staffed.settle()
    assert staffed.problem == ""
    assert staffed.sign_in("fang", GOOD) is SignInState.WRONG
    assert staffed.sign_in("fang", OTHER) is SignInState.IDLE
    assert ("password_set", "fang", "fang") in staffed.acts()


def test_the_last_supervisor_stays_one(staffed: Desk) -> None:
    for role, active in ((Role.DUTY_OFFICER, True), (Role.SUPERVISOR, False)):
        staffed.operators.change("li", name="Li", role=role, active=active)
        staffed.settle()
        assert staffed.problem == "last_supervisor"
    staffed.operators.change("wang", name="Wang Min", role=Role.SUPERVISOR, active=True)
    staffed.settle()
    staffed.operators.change("li", name="Li", role=Role.DUTY_OFFICER, active=True)
    staffed.settle()
    assert staffed.problem == ""
    current = staffed.operators.view().current
    assert current is not None
    assert current.role is Role.DUTY_OFFICER, "at once, not with the next sign-in"
    assert staffed.add("new") == "no_right"


def test_two_supervisors_cannot_put_each_other_out(staffed: Desk, make_book: MakeBook) -> None:
    """Each at a desk of his own, both still shown as supervisors: the book decides, in turn."""
    staffed.operators.change("wang", name="Wang", role=Role.SUPERVISOR, active=True)
    staffed.settle()
    other = Desk(make_book, staffed.clock)
    try:
        assert other.sign_in("wang") is SignInState.IDLE
        other.operators.change("li", name="Li", role=Role.SUPERVISOR, active=False)
        staffed.operators.change("wang", name="Wang", role=Role.SUPERVISOR, active=False)
        other.settle()
        staffed.settle()
        assert sorted([staffed.problem, other.problem]) == ["", "no_right"]
        with staffed.book.reading() as connection:
            rows = connection.execute(sa.select(tables.operator).where(tables.operator.c.role == "supervisor"))
            assert sum(row.active for row in rows) == 1
    finally:
        other.stop()


def test_whoever_is_deactivated_is_out(staffed: Desk) -> None:
    staffed.operators.change("wang", name="Wang", role=Role.DUTY_OFFICER, active=False)
    staffed.settle()
    assert staffed.sign_in("wang") is SignInState.WRONG
    staffed.operators.change("li", name="Li", role=Role.SUPERVISOR, active=True)
    staffed.settle()
    assert staffed.current == "li"


def test_an_older_hash_is_made_anew(staffed: Desk) -> None:
    with staffed.book.transaction() as connection:
        old = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(GOOD)
        connection.execute(
            sa.update(tables.operator).where(tables.operator.c.login == "wang").values(password_hash=old)
        )
    assert staffed.sign_in("wang") is SignInState.IDLE
    with staffed.book.reading() as connection:
        now = connection.execute(
            sa.select(tables.operator.c.password_hash).where(tables.operator.c.login == "wang")
        ).scalar_one()
    assert now != old
    assert not CHEAP.check_needs_rehash(now)
    assert staffed.sign_in("wang") is SignInState.IDLE


class Away(Book):
    away = False

    def open(self) -> None:
        if self.away:
            raise BookError("The book cannot be opened: nobody is there")
        super().open()


def test_the_book_away_is_said_and_passes(tmp_path: Path) -> None:
    book = Away(tmp_path / "book.sqlite")
    desk = Desk(lambda: book)
    try:
        book.away = True
        until(lambda: not desk.operators.view().loaded)
        assert desk.sign_in("wang") is SignInState.UNAVAILABLE
        book.away = False
        assert desk.sign_in("wang") is SignInState.WRONG
        desk.clock.advance(3)
        until(lambda: desk.operators.view().loaded)
        assert desk.operators.view().none_yet
    finally:
        desk.stop()


def test_a_sign_out_never_waits_for_the_book(make_book: MakeBook) -> None:
    kept = Kept()
    desk = Desk(make_book, ledger=kept, always=OperatorView("officer", "Chen Yu", Role.DUTY_OFFICER))
    try:
        assert desk.current == "officer"
        desk.operators.sign_out()
        desk.operators.sign_out()
        assert desk.current == ""
        assert [row.values["kind"] for row in kept.rows] == ["signed_out"]
    finally:
        desk.stop()


def test_calls_return_at_once() -> None:
    """Whatever the reader's thread is busy with."""
    asked: list[Future[Any]] = []

    def never(work: Callable[[Book], Any]) -> Future[Any]:
        asked.append(Future())
        return asked[-1]

    operators = BookOperators(never, ManualClock())
    operators.sign_in("li", GOOD)
    assert operators.view().state is SignInState.CHECKING
    assert threading.active_count() >= 1
    asked[0].set_exception(BookError("gone"))
    assert operators.view().state is SignInState.UNAVAILABLE


def test_no_password_is_ever_written(staffed: Desk) -> None:
    staffed.sign_in("wang", "a-wrong-secret-9")
    staffed.sign_in("wang", GOOD)
    with staffed.book.reading() as connection:
        for table in tables.METADATA.tables.values():
            for row in connection.execute(sa.select(table)):
                said = " ".join(str(value) for value in row)
                assert GOOD not in said
                assert "a-wrong-secret-9" not in said


def test_demo_operators(make_book: MakeBook) -> None:
    desk = Desk(make_book)
    try:
        officer = seed_demo(desk.book)
        assert seed_demo(desk.book) == officer
        assert desk.sign_in("supervisor", "demo") is SignInState.IDLE
        assert {person.role for person in desk.operators.view().people} == set(Role)
        assert officer.may(Right.PATROL)
        assert desk.add("new", password="demo") == "weak"
        assert len([act for act in desk.acts() if act[0] == "operator_added"]) == 4
    finally:
        desk.stop()


def test_logins_are_the_same_however_they_are_typed() -> None:
    assert login_of(" Ｗang ") == login_of("WANG") == "wang"


def test_locks() -> None:
    assert [locked_until_wall_ns(n, 0) // NS_PER_S for n in (1, 4, 5, 6, 7, 8, 99)] == [0, 0, 60, 300, 900, 3600, 3600]
    assert still_locked(10 * NS_PER_S, 9 * NS_PER_S)
    assert not still_locked(10 * NS_PER_S, 10 * NS_PER_S)


SHEET = HandOverSheet((incident(3, uuid="a" * 32),), ("c01", "c02"), ("c09",), "the gate sticks")


def test_a_hand_over_is_one_act_with_both_names_and_the_signed_head_after_it(
    make_book: MakeBook, tmp_path: Path
) -> None:
    key = StationKey.of(tmp_path / "key")
    desk = Desk(make_book, sign=key.sign_head)
    try:
        desk.add("li")
        desk.add("wang")
        desk.operators.hand_over(SHEET, "Wang", GOOD)
        desk.settle()
        done = desk.operators.last_hand_over()
        assert done is not None
        assert (done.from_operator.login, done.to_operator.login, desk.current) == ("li", "wang", "wang")
        assert done.sheet is SHEET
        with desk.book.reading() as connection:
            row = connection.execute(sa.select(tables.act).where(tables.act.c.kind == "handed_over")).one()
            head = connection.execute(sa.select(tables.head)).one()
        assert (row.subject, row.operator) == ("wang", "li")
        assert json.loads(row.detail) == {
            "from": "Li",
            "from_login": "li",
            "to": "Wang",
            "note": "the gate sticks",
            "incidents": ["a" * 32],
            "overdue": ["c01", "c02"],
            "out": ["c09"],
        }
        signed = read_head(done.head)
        assert (signed.seq, signed.hash, signed.genuine) == (head.seq, head.hash, True)
        assert [act[0] for act in desk.acts()][-3:] == ["handed_over", "signed_out", "signed_in"]
        verified = verify(desk.book, done.head, [key.public_key])
        assert (verified.problem_count, verified.signed_head_seq) == (0, head.seq)
        with desk.book.transaction() as connection:
            connection.execute(sa.update(tables.act).where(tables.act.c.id == row.id).values(operator="zhao"))
        assert Fault.CHANGED in {problem.fault for problem in verify(desk.book, done.head, [key.public_key]).problems}
    finally:
        desk.stop()


def test_a_hand_over_that_is_refused_leaves_everything_as_it_was(staffed: Desk) -> None:
    staffed.sign_in("wang")
    for login, password, problem, state in (
        ("zhao", "wrong-wrong", "", SignInState.WRONG),
        ("wang", GOOD, "same", SignInState.IDLE),
        ("fang", GOOD, "no_right", SignInState.IDLE),
        ("nobody", GOOD, "", SignInState.WRONG),
    ):
        staffed.operators.hand_over(SHEET, login, password)
        staffed.settle()
        assert (staffed.problem, staffed.operators.view().state) == (problem, state)
        assert staffed.current == "wang"
    staffed.sign_in("fang")
    staffed.operators.hand_over(SHEET, "zhao", GOOD)
    staffed.settle()
    assert staffed.problem == "no_right", "a pilot has nothing to hand over"
    assert "handed_over" not in [act[0] for act in staffed.acts()]
    assert staffed.operators.last_hand_over() is None


def test_a_head_that_cannot_be_signed_is_no_hand_over(make_book: MakeBook) -> None:
    def fails(seq: int, hash_: str, at_wall_ns: int) -> str:
        raise BookError("The station's key cannot be used")

    desk = Desk(make_book, sign=fails)
    try:
        desk.add("li")
        desk.add("wang")
        desk.operators.hand_over(SHEET, "wang", GOOD)
        desk.settle()
        assert desk.operators.view().state is SignInState.UNAVAILABLE
        assert desk.current == "li"
        assert "handed_over" not in [act[0] for act in desk.acts()]
    finally:
        desk.stop()


def test_what_was_typed_for_an_unknown_login_is_nowhere(staffed: Desk) -> None:
    """In the wrong field it is a password, and the chain keeps what it has for ever."""
    for _ in range(6):
        staffed.sign_in("my-secret-pass-9", "wang")
    with staffed.book.reading() as connection:
        assert "my-secret-pass-9" not in repr(connection.execute(sa.select(tables.act)).all())


@pytest.mark.parametrize(
    ("statement", "who"),
    [
        ("UPDATE operator SET role = 'supervisor' WHERE login = 'wang'", "wang"),
        ("UPDATE operator SET name = 'Somebody Else' WHERE login = 'wang'", "wang"),
        ("UPDATE operator SET active = FALSE WHERE login = 'zhao'", "zhao"),
        (
            "UPDATE operator SET password_hash = (SELECT o.password_hash FROM operator o WHERE o.login = 'wang')"
            " WHERE login = 'li'",
            "li",
        ),
        ("DELETE FROM operator WHERE login = 'fang'", "fang"),
        ("INSERT INTO operator SELECT 'ghost', name, role, password_hash, active, 0, 0 FROM operator LIMIT 1", "ghost"),
    ],
)
def test_operators_who_were_changed_behind_the_book_are_found(
    staffed: Desk, book_where: Path | sa.URL, statement: str, who: str
) -> None:
    staffed.operators.change("zhao", name="Zhao Lan", role=Role.DUTY_OFFICER, active=True)
    staffed.settle()
    staffed.operators.set_password("fang", OTHER)
    staffed.settle()
    assert verify(staffed.book).problems == ()
    raw(book_where, statement)
    assert [(one.fault, one.table) for one in verify(staffed.book).problems] == [(Fault.OPERATOR, f"operator {who}")]


def test_a_password_that_is_hashed_anew_is_no_exchanged_one(staffed: Desk, make_book: MakeBook) -> None:
    again = Desk(make_book, staffed.clock)
    again.operators._passwords = Passwords(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    try:
        assert again.sign_in("wang") is SignInState.IDLE
        assert ("password_set", "wang", "wang") in again.acts()
        assert verify(again.book).problems == ()
    finally:
        again.stop()


def test_a_name_is_one_line_that_reads_as_it_is_written(staffed: Desk) -> None:
    staffed.operators.change("wang", name=" Wang\n\u202eecila \x00<b>\ud800 ", role=Role.PILOT, active=True)
    staffed.settle()
    (wang,) = [one for one in staffed.operators.view().people if one.login == "wang"]
    assert wang.name == "Wang ecila <b>"
    assert verify(staffed.book).problems == ()


class Rows:
    """A ledger that keeps what it is given."""

    def __init__(self) -> None:
        self.written: list[Row] = []

    def write(self, *rows: Row) -> None:
        self.written += rows

    def receipt(self, row_uuid: str) -> Receipt:
        return Receipt.UNKNOWN

    def trouble(self) -> str:
        return ""


def test_what_a_supervisor_changes_at_another_desk_is_so_here_within_a_minute(
    staffed: Desk, make_book: MakeBook
) -> None:
    ledger = Rows()
    here = Desk(make_book, staffed.clock, ledger=ledger)
    try:
        assert here.sign_in("wang") is SignInState.IDLE
        until(lambda: here.operators.view().loaded)
        staffed.operators.change("wang", name="Wang", role=Role.PILOT, active=True)
        staffed.settle()

        def role() -> Role | None:
            current = here.operators.view().current
            return None if current is None else current.role

        assert role() is Role.DUTY_OFFICER
        staffed.clock.advance(60)
        until(lambda: role() is Role.PILOT)
        staffed.operators.change("wang", name="Wang", role=Role.PILOT, active=False)
        staffed.settle()
        staffed.clock.advance(60)
        until(lambda: role() is None)
        here.settle()
        assert [(row.values["kind"], row.values["subject"]) for row in ledger.written] == [("signed_out", "wang")]
    finally:
        here.stop()
