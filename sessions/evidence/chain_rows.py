"""Rows of the duty book with their links. In the thread of a book's reader: it loads the book's libraries."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from duty.book import chain, tables
from duty.book.store import chain_head


@dataclass(frozen=True, slots=True)
class ChainRow:
    seq: int
    hash: str
    before: str
    """Hash of the link before it."""
    digest: str
    table: str
    columns: dict[str, Any]
    """All of them."""


def rows_of(
    connection: Connection, session_id: str, from_wall_ns: int, to_wall_ns: int, leave_out: Collection[str]
) -> Iterator[ChainRow]:
    """Everything in the span, the incidents that something was done with in it, and every act on the session itself; in
    the order of the chain. `leave_out` are kinds of acts."""
    wanted: dict[int, tuple[str, int, str, str]] = {}
    for name, table in tables.CHAINED.items():
        columns = table.c
        span: sa.ColumnElement[bool] = columns.at_wall_ns.between(from_wall_ns, to_wall_ns)
        if name == "act":
            span = sa.and_(sa.or_(span, columns.subject == session_id), columns.kind.not_in(list(leave_out)))
        elif name == "incident":
            acted = sa.select(tables.incident_act.c.incident_uuid).where(
                tables.incident_act.c.at_wall_ns.between(from_wall_ns, to_wall_ns)
            )
            span = sa.or_(span, columns.uuid.in_(acted))
        link = tables.chain.c
        found = sa.select(link.seq, link.row_id, link.digest, link.hash).join(
            table, sa.and_(link.row_table == name, link.row_id == columns.id)
        )
        for seq, row_id, digest, link_hash in connection.execute(found.where(span)):
            wanted[seq] = (name, row_id, digest, link_hash)
    for seq in sorted(wanted):
        name, row_id, digest, link_hash = wanted[seq]
        table = tables.CHAINED[name]
        row = connection.execute(sa.select(table).where(table.c.id == row_id)).one()
        before = connection.execute(
            sa.select(tables.chain.c.hash).where(tables.chain.c.seq == seq - 1)
        ).scalar_one_or_none()
        yield ChainRow(seq, link_hash, before or chain.GENESIS, digest, name, dict(row._mapping))


def head_of(connection: Connection) -> tuple[int, str]:
    return chain_head(connection)
