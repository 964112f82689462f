"""The one table whose rows change, the operators', against the acts in the chain that say how it came to be so."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from duty.book import tables

ADDED, CHANGED, PASSWORD = "operator_added", "operator_changed", "password_set"
"""duty.acts.ActKind's: an operator's login is the subject; `name`, `role`, `active` and `seal` are in the detail."""


def seal(password_hash: str) -> str:
    """What the chain holds of a password: enough to see that it was exchanged. The hash that it is of is salted."""
    return hashlib.sha256(password_hash.encode("utf-8", "surrogateescape")).hexdigest()


def strangers(connection: Connection) -> Iterator[str]:
    """Logins of operators who are not what the acts made of them, who were added without one or are gone."""
    told = _told(connection)
    there = {row.login: row for row in connection.execute(sa.select(tables.operator))}
    for login in sorted(told.keys() | there.keys(), key=repr):
        one, row = told.get(login), there.get(login)
        if one is None or row is None or not _agree(one, row):
            yield login


def _agree(told: Mapping[str, Any], row: sa.Row[Any]) -> bool:
    """A book of before there were seals has acts without."""
    if "seal" in told and told["seal"] != seal(row.password_hash):
        return False
    return bool((told.get("name"), told.get("role"), told.get("active")) == (row.name, row.role, row.active))


def _told(connection: Connection) -> dict[str, dict[str, Any]]:
    act = tables.act.c
    query = sa.select(act.kind, act.subject, act.detail).where(act.kind.in_((ADDED, CHANGED, PASSWORD)))
    told: dict[str, dict[str, Any]] = {}
    for kind, login, text in connection.execute(query.order_by(act.id)):
        detail = _detail(text)
        one = {"active": True} if kind == ADDED else told.setdefault(login, {})
        told[login] = {**one, **detail}
        if kind == PASSWORD and "seal" not in detail:
            told[login].pop("seal", None)
    return told


def _detail(text: str) -> Mapping[str, Any]:
    """What cannot be read was changed, which the chain says."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
