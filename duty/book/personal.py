"""What the law may require to go: erased with its key, so that the chain still holds and says nothing any more."""

import json
import logging
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from duty.book import tables
from duty.book.append import append_rows, lock_head
from duty.book.rows import Row
from duty.book.store import Book

log = logging.getLogger(__name__)

PURGED = "purged"
"""The kind of the act that each purge is; its subject is the row's uuid."""
AT_ONCE = 500


def purge(book: Book, row_uuids: Sequence[str], at_wall_ns: int, operator: str, reason: str) -> int:
    """Erase the personal content of those rows and write an act for each, in one transaction; how many had any.

    In a file the bytes are overwritten (secure_delete, and the log that held them is emptied); on a server they are out
    of reach at once and out of its files when it vacuums and recycles its log. Backups made before still hold what is
    purged here: they have to go when their time is up, by rotation. Raises BookError.
    """
    purged = 0
    with book.transaction() as connection:
        head = lock_head(connection)
        found = {row.row_uuid: row.row_table for part in _parts(row_uuids) for row in _with_content(connection, part)}
        acts = [
            Row("act", _act(uuid, table, reason), at_wall_ns=at_wall_ns, operator=operator)
            for uuid, table in found.items()
        ]
        append_rows(connection, head, acts)
        for part in _parts(list(found)):
            result = connection.execute(
                sa.update(tables.personal).where(tables.personal.c.row_uuid.in_(part)).values(content=None, key=None)
            )
            purged += result.rowcount
    if purged:
        book.forget_traces()
    return purged


def older_than(connection: Connection, wall_ns: int) -> list[str]:
    """The uuids of rows before that time whose personal content is still there, the oldest first."""
    personal = tables.personal.c
    query = sa.select(personal.row_uuid).where(personal.at_wall_ns < wall_ns, personal.content.is_not(None))
    return list(connection.execute(query.order_by(personal.at_wall_ns)).scalars())


def _with_content(connection: Connection, row_uuids: Sequence[str]) -> list[Any]:
    personal = tables.personal.c
    query = sa.select(personal.row_uuid, personal.row_table)
    return list(connection.execute(query.where(personal.row_uuid.in_(row_uuids), personal.content.is_not(None))).all())


def _act(uuid: str, table: str, reason: str) -> dict[str, str]:
    detail = json.dumps({"reason": reason, "table": table}, sort_keys=True, ensure_ascii=False)
    return {"kind": PURGED, "subject": uuid, "detail": detail}


def _parts(uuids: Sequence[str]) -> list[Sequence[str]]:
    return [uuids[start : start + AT_ONCE] for start in range(0, len(uuids), AT_ONCE)]
