"""What a hand-over writes, and the head of the chain after it, in one transaction."""

from collections.abc import Callable, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from duty.acts import ActKind, act
from duty.book.append import append_rows
from duty.book.rows import Row, Value
from duty.book.tables import head as head_table
from duty.people import HandOverSheet, OperatorView

Sign = Callable[[int, str, int], str]
"""Sequence number and hash of the head, the time: one line to print. duty.book.signing.StationKey.sign_head."""


def hand_over_rows(sheet: HandOverSheet, by: OperatorView, to: OperatorView, at_wall_ns: int) -> tuple[Row, ...]:
    """The sheet with both names, then one goes and the other is there."""
    detail: dict[str, Value | list[str]] = {
        "from": by.name,
        "to": to.name,
        "from_login": by.login,
        "note": sheet.note,
        "incidents": [view.uuid for view in sheet.incidents],
        "overdue": list(sheet.overdue),
        "out": list(sheet.out),
    }
    return (
        act(ActKind.HANDED_OVER, to.login, at_wall_ns=at_wall_ns, operator=by.login, detail=detail),
        act(ActKind.SIGNED_OUT, by.login, at_wall_ns=at_wall_ns, operator=by.login),
        act(ActKind.SIGNED_IN, to.login, at_wall_ns=at_wall_ns, operator=to.login),
    )


def write_signed(
    connection: Connection, head: tuple[int, str], rows: Sequence[Row], sign: Sign | None, at_wall_ns: int
) -> str:
    """The signed head after `rows`; `head` is lock_head's. A signature that cannot be made leaves nothing written."""
    append_rows(connection, head, rows)
    after = connection.execute(sa.select(head_table.c.seq, head_table.c.hash)).one()
    return "" if sign is None else sign(after.seq, after.hash, at_wall_ns)
