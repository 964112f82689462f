"""How rows enter the chain: under the lock on its head, many at a time."""

import itertools
import os
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DataError, IntegrityError

from duty.book import chain as links
from duty.book import tables
from duty.book.errors import RowRefused
from duty.book.rows import Row, Value
from duty.book.storable import clean_text, columns_of

RUN_LIMIT = 500


def lock_head(connection: Connection) -> tuple[int, str]:
    """Sequence number and hash of the last link; nobody else appends until this transaction ends."""
    row = connection.execute(sa.select(tables.head.c.seq, tables.head.c.hash).with_for_update()).one()
    return row.seq, row.hash


def append_rows(
    connection: Connection, head: tuple[int, str], rows: Sequence[Row], run_limit: int = RUN_LIMIT
) -> dict[str, int]:
    """Write rows and links, move the head; the ids of all rows by uuid, of those too that were there already.

    `head` is lock_head's, in the same transaction. Raises RowRefused (of a run of several rows it names the first one).
    """
    ids: dict[str, int] = {}
    seq, before = head
    for name, together in itertools.groupby(rows, key=lambda row: row.table):
        several = list(together)
        for start in range(0, len(several), run_limit):
            run = several[start : start + run_limit]
            ids.update(_already(connection, name, run))
            run = list({row.uuid: row for row in run if row.uuid not in ids}.values())
            if not run:
                continue
            made = []
            for row, row_id, digest in _insert(connection, name, run):
                seq += 1
                before = links.link(before, seq, name, row_id, digest)
                made.append({"seq": seq, "row_table": name, "row_id": row_id, "digest": digest, "hash": before})
                ids[row.uuid] = row_id
            connection.execute(sa.insert(tables.chain), made)
    if seq != head[0]:
        connection.execute(sa.update(tables.head).values(seq=seq, hash=before))
    return ids


def cause(error: Exception) -> str:
    """The first line of what the database says, without the statement."""
    return str(getattr(error, "orig", None) or error).splitlines()[0]


def _already(connection: Connection, name: str, run: Sequence[Row]) -> dict[str, int]:
    if name not in tables.CHAINED:
        raise RowRefused(run[0].uuid, name, "there is no such table")
    table = tables.CHAINED[name]
    query = sa.select(table.c.uuid, table.c.id)
    if len(run) == 1:
        query = query.where(table.c.uuid == run[0].uuid)
    else:
        query = query.where(table.c.uuid.in_([row.uuid for row in run]))
    return {row.uuid: row.id for row in connection.execute(query)}


def _insert(connection: Connection, name: str, run: Sequence[Row]) -> list[tuple[Row, int, str]]:
    """Each row with its id and digest. What the chain or the head say against it later is no fault of the row."""
    table = tables.CHAINED[name]
    columns: list[dict[str, Value]] = []
    personal: list[dict[str, Value]] = []
    for row in run:
        values = columns_of(table, row)
        if row.personal:
            content = links.canonical({key: clean_text(text) for key, text in row.personal.items()})
            key = os.urandom(32).hex()
            values["personal_hmac"] = links.personal_hmac(key, content)
            personal.append(
                {
                    "row_uuid": row.uuid,
                    "row_table": name,
                    "at_wall_ns": row.at_wall_ns,
                    "content": content,
                    "key": key,
                }
            )
        columns.append(values)
    try:
        if len(run) == 1:
            key_of_row = connection.execute(sa.insert(table), columns[0]).inserted_primary_key
            assert key_of_row is not None
            ids = {run[0].uuid: int(key_of_row[0])}
        else:  # asking for the ids afterwards takes a third of the time of RETURNING with many rows
            connection.execute(sa.insert(table), columns)
            ids = _already(connection, name, run)
        if personal:
            connection.execute(sa.insert(tables.personal), personal)
    except (IntegrityError, DataError) as error:
        raise RowRefused(run[0].uuid, name, cause(error)) from error
    return [
        (row, ids[row.uuid], links.digest(name, {"id": ids[row.uuid], **values}))
        for row, values in zip(run, columns, strict=True)
    ]
