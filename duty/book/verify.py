"""Whether the book is as it was written: every row, every link, the head.

One pass in the order of the chain, a few thousand links at a time: memory does not grow with the book.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from duty.book import chain as links
from duty.book import tables
from duty.book.personal import PURGED
from duty.book.signing import SignedHead, read_head
from duty.book.sqlite import any_text
from duty.book.staff import strangers
from duty.book.store import Book

AT_ONCE = 2000
SHOWN = 100


class Fault(StrEnum):
    CHANGED = "changed"
    """A row is not what its digest says."""
    MISSING = "missing"
    """A link has no row, or a number of the chain is not there."""
    ADDED = "added"
    """A row has no link, or a link comes after the head."""
    BROKEN = "broken"
    """A link does not follow from the one before it: reordered, or rewritten."""
    CUT_OFF = "cut_off"
    """The chain ends before its head, or does not hold the signed head that was given."""
    PERSONAL = "personal"
    """Personal content was changed, or is gone without a purge in the chain, or is back after one."""
    OPERATOR = "operator"
    """An operator is not what the chain's acts made of him: role, name, password, or that he is there at all."""
    SIGNATURE = "signature"
    """The head that was given is not signed by the key it names, or by another station."""


class Signature(StrEnum):
    OURS = "ours"
    """By one of the keys that verify was given as known."""
    FOREIGN = "foreign"
    """Genuine, by a key that is not known here."""
    FALSE = "false"
    """Not by the key it names: a figure or the signature was altered."""


@dataclass(frozen=True, slots=True)
class Problem:
    fault: Fault
    seq: int | None
    table: str
    row_id: int | None


@dataclass(frozen=True, slots=True)
class Verified:
    rows: int
    head_seq: int
    head_hash: str
    problems: tuple[Problem, ...]
    """At most the first 100."""
    problem_count: int
    signed_head_seq: int | None
    """Of the head that was given and found in the chain."""
    signature: Signature | None = None
    """Of the head that was given."""


def verify(
    book: Book,
    head: str | None = None,
    known_keys: Collection[str] = (),
    progress: Callable[[int, int], bool] | None = None,
) -> Verified:
    """Read the whole book in one consistent view. `head` is a line of signing.StationKey.sign_head, `known_keys` the
    public keys that are ours; `progress` gets links done and in all, and answers whether to go on.

    Without a signed head, a chain that was cut off at its end or rewritten throughout, head and all, is not found out.
    Raises BookError where the book cannot be read or the line is none, CancelledError where progress said no.
    """
    signed = None if head is None else read_head(head)
    with book.reading() as connection:
        try:
            return _Pass(connection, signed, progress).run(known_keys)
        except OperationalError as error:
            if "decode" not in str(error.orig):
                raise
        with any_text(connection):  # it costs a third more time, and is needed for books that were meddled with only
            return _Pass(connection, signed, progress).run(known_keys)


@dataclass(frozen=True, slots=True)
class _Link:
    seq: int
    row_table: str
    row_id: int
    digest: str
    hash: str


class _Pass:
    def __init__(
        self, connection: Connection, signed: SignedHead | None, progress: Callable[[int, int], bool] | None
    ) -> None:
        self._connection = connection
        self._signed = signed
        self._progress = progress
        self._problems: list[Problem] = []
        self._count = 0
        self._seq, self._hash = 0, links.GENESIS
        self._linked: Counter[str] = Counter()
        self._signed_seq: int | None = None
        self._purged = frozenset(
            connection.execute(sa.select(tables.act.c.subject).where(tables.act.c.kind == PURGED)).scalars()
        )

    def run(self, known_keys: Collection[str]) -> Verified:
        heads = self._connection.execute(sa.select(tables.head.c.seq, tables.head.c.hash)).all()
        head = heads[0] if len(heads) == 1 else None
        total = self._connection.execute(sa.select(sa.func.count()).select_from(tables.chain)).scalar_one()
        rows = 0
        for batch in self._links():
            self._rows_of(batch)
            for one in batch:
                self._follow(one)
            rows += len(batch)
            if self._progress is not None and not self._progress(rows, total):
                raise CancelledError
        if head is None or head.seq > self._seq:
            self._found(Fault.CUT_OFF, None if head is None else head.seq)
        elif (head.seq, head.hash) != (self._seq, self._hash):
            self._found(Fault.ADDED if head.seq < self._seq else Fault.BROKEN, head.seq)
        self._unlinked()
        self._orphans()
        for login in strangers(self._connection):
            self._found(Fault.OPERATOR, None, f"operator {login}")
        signature = self._signature(known_keys)
        return Verified(rows, self._seq, self._hash, tuple(self._problems), self._count, self._signed_seq, signature)

    def _found(self, fault: Fault, seq: int | None = None, table: str = "", row_id: int | None = None) -> None:
        self._count += 1
        if len(self._problems) < SHOWN:
            self._problems.append(Problem(fault, seq, table, row_id))

    def _links(self) -> Iterator[list[_Link]]:
        """By the number after the last, not by one long answer: neither database has to hold it."""
        chain, last = tables.chain.c, -(2**31)
        columns = sa.select(chain.seq, chain.row_table, chain.row_id, chain.digest, chain.hash)
        while True:
            found = self._connection.execute(columns.where(chain.seq > last).order_by(chain.seq).limit(AT_ONCE)).all()
            if not found:
                return
            last = found[-1].seq
            yield [_Link(*row) for row in found]

    def _follow(self, one: _Link) -> None:
        if one.seq != self._seq + 1:
            missing = one.seq - self._seq - 1
            self._found(Fault.MISSING, self._seq + 1)
            self._count += max(0, missing - 1)
        elif _link_hash(self._hash, one) != one.hash:
            self._found(Fault.BROKEN, one.seq, one.row_table, one.row_id)
        self._seq, self._hash = one.seq, one.hash
        if self._signed is not None and (one.seq, one.hash) == (self._signed.seq, self._signed.hash):
            self._signed_seq = one.seq

    def _rows_of(self, batch: Sequence[_Link]) -> None:
        by_table: dict[str, list[_Link]] = {}
        for one in batch:
            by_table.setdefault(one.row_table, []).append(one)
        for name, some in by_table.items():
            table = tables.CHAINED.get(name)
            rows = {} if table is None else _fetch(self._connection, table, [one.row_id for one in some])
            self._linked[name] += len({one.row_id for one in some} & rows.keys())
            with_personal: list[tuple[_Link, Mapping[str, Any]]] = []
            for one in some:
                if one.row_id not in rows:
                    self._found(Fault.MISSING, one.seq, name, one.row_id)
                    continue
                row = rows[one.row_id]
                if _digest(name, row) != one.digest:
                    self._found(Fault.CHANGED, one.seq, name, one.row_id)
                elif row["personal_hmac"] is not None:
                    with_personal.append((one, row))
            self._personal(name, with_personal)

    def _personal(self, name: str, rows: Sequence[tuple[_Link, Mapping[str, Any]]]) -> None:
        if not rows:
            return
        query = sa.select(tables.personal).where(tables.personal.c.row_uuid.in_([row["uuid"] for _, row in rows]))
        kept = {one.row_uuid: one for one in self._connection.execute(query)}
        for one, row in rows:
            found = kept.get(row["uuid"])
            purged = row["uuid"] in self._purged
            if found is None or (found.row_table, found.at_wall_ns) != (name, row["at_wall_ns"]):
                good = False
            elif found.content is None and found.key is None:
                good = purged
            else:
                good = not purged and _personal_hmac(found.key, found.content) == row["personal_hmac"]
            if not good:
                self._found(Fault.PERSONAL, one.seq, name, one.row_id)

    def _unlinked(self) -> None:
        """Rows without a link, and links that name a row a second time."""
        chain = tables.chain.c
        twice = sa.select(chain.row_table, chain.row_id, sa.func.max(chain.seq))
        for table_name, row_id, seq in self._connection.execute(
            twice.group_by(chain.row_table, chain.row_id).having(sa.func.count() > 1)
        ):
            self._found(Fault.BROKEN, seq, table_name, row_id)
        for name, table in tables.CHAINED.items():
            total = self._connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            if total != self._linked[name]:
                linked = sa.exists().where(chain.row_table == name, chain.row_id == table.c.id)
                for row_id in self._connection.execute(sa.select(table.c.id).where(~linked)).scalars():
                    self._found(Fault.ADDED, None, name, row_id)

    def _orphans(self) -> None:
        """Personal content that belongs to no row, or to one that says it has none."""
        personal = tables.personal.c
        owned = [
            sa.exists().where(
                personal.row_table == name, table.c.uuid == personal.row_uuid, table.c.personal_hmac.is_not(None)
            )
            for name, table in tables.CHAINED.items()
        ]
        for row in self._connection.execute(sa.select(personal.row_table).where(~sa.or_(*owned))):
            self._found(Fault.PERSONAL, None, row.row_table, None)

    def _signature(self, known_keys: Collection[str]) -> Signature | None:
        if self._signed is None:
            return None
        if not self._signed.genuine:
            self._found(Fault.SIGNATURE, self._signed.seq)
            return Signature.FALSE
        if self._signed_seq is None and (self._signed.seq, self._signed.hash) != (0, links.GENESIS):
            self._found(Fault.CUT_OFF, self._signed.seq)
        if self._signed.public_key in known_keys:
            return Signature.OURS
        self._found(Fault.SIGNATURE, self._signed.seq)
        return Signature.FOREIGN


def _select(table: sa.Table) -> sa.Select[Any]:
    """Flags as the numbers that SQLite holds: 2 is true as well, and no flag of ours."""
    columns: list[sa.ColumnElement[Any]] = [
        sa.type_coerce(column, sa.Integer).label(column.name) if isinstance(column.type, sa.Boolean) else column
        for column in table.columns
    ]
    return sa.select(*columns)


def _fetch(connection: Connection, table: sa.Table, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    found = connection.execute(_select(table).where(table.c.id.in_(ids)))
    names = list(found.keys())
    flags = [column.name for column in table.columns if isinstance(column.type, sa.Boolean)]
    rows = {}
    for values in found:
        row = dict(zip(names, values, strict=True))
        for flag in flags:
            if row[flag] == 0 or row[flag] == 1:
                row[flag] = bool(row[flag])
        rows[row["id"]] = row
    return rows


def _digest(name: str, row: Mapping[str, Any]) -> str | None:
    """None for what no row can hold: bytes, half characters, infinities."""
    try:
        return links.digest(name, row)
    except (TypeError, ValueError):
        return None


def _link_hash(before: str, one: _Link) -> str | None:
    try:
        return links.link(before, one.seq, one.row_table, one.row_id, one.digest)
    except (TypeError, ValueError):
        return None


def _personal_hmac(key: str | None, content: str | None) -> str | None:
    try:
        return None if key is None or content is None else links.personal_hmac(key, content)
    except (TypeError, ValueError, AttributeError):
        return None
