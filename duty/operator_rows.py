"""Operators as the book has them: the one table whose rows change, and the acts that say so in the chain."""

import unicodedata
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from duty.acts import ActKind, act
from duty.book.rows import Row
from duty.book.staff import seal
from duty.book.tables import operator
from duty.people import OperatorView, Role

LOGIN_LIMIT, NAME_LIMIT = 40, 80


@dataclass(frozen=True, slots=True)
class Known:
    """One operator with what only the check of a password needs."""

    view: OperatorView
    password_hash: str
    failed: int
    locked_until_wall_ns: int


def login_of(typed: str) -> str:
    """The same login however it was typed: full-width letters, capitals, spaces around it."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def is_login(login: str) -> bool:
    return 0 < len(login) <= LOGIN_LIMIT and login.isprintable() and " " not in login


def everybody(connection: Connection) -> tuple[OperatorView, ...]:
    rows = connection.execute(sa.select(operator).order_by(operator.c.login)).mappings()
    return tuple(view for row in rows if (view := _view(dict(row))) is not None)


def nobody_yet(connection: Connection) -> bool:
    return connection.execute(sa.select(sa.func.count()).select_from(operator)).scalar_one() == 0


def find(connection: Connection, login: str) -> Known | None:
    row = connection.execute(sa.select(operator).where(operator.c.login == login)).mappings().one_or_none()
    if row is None or (view := _view(dict(row))) is None:
        return None
    return Known(view, row["password_hash"], row["failed"], row["locked_until_wall_ns"])


def is_last_supervisor(connection: Connection, login: str) -> bool:
    """Without this one nobody could manage the operators."""
    others = sa.select(sa.func.count()).where(
        operator.c.role == Role.SUPERVISOR.value, operator.c.active, operator.c.login != login
    )
    this = find(connection, login)
    is_one = this is not None and this.view.role is Role.SUPERVISOR and this.view.active
    return is_one and connection.execute(others).scalar_one() == 0


def add(connection: Connection, view: OperatorView, password_hash: str) -> None:
    connection.execute(
        sa.insert(operator).values(
            login=view.login,
            name=view.name,
            role=view.role.value,
            password_hash=password_hash,
            active=view.active,
            failed=0,
            locked_until_wall_ns=0,
        )
    )


def change(connection: Connection, login: str, **columns: str | int | bool) -> None:
    connection.execute(sa.update(operator).where(operator.c.login == login).values(**columns))


def changed_row(kind: ActKind, view: OperatorView, at_wall_ns: int, by: str, password_hash: str = "") -> Row:
    detail: dict[str, str | bool] = {"name": view.name, "role": view.role.value}
    if kind is ActKind.OPERATOR_CHANGED:
        detail["active"] = view.active
    if password_hash:
        detail["seal"] = seal(password_hash)
    return act(kind, view.login, at_wall_ns=at_wall_ns, operator=by, detail=detail)


def password_row(login: str, at_wall_ns: int, by: str, password_hash: str) -> Row:
    return act(ActKind.PASSWORD_SET, login, at_wall_ns=at_wall_ns, operator=by, detail={"seal": seal(password_hash)})


def _view(row: dict[str, object]) -> OperatorView | None:
    """None for a role that only a newer program knows: this one cannot tell what it may."""
    role = str(row["role"])
    if role not in {known.value for known in Role}:
        return None
    return OperatorView(str(row["login"]), str(row["name"]), Role(role), bool(row["active"]))
