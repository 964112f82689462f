"""Values as both databases keep and give them back: the digest is made of these, so a row reads as it was written.

SQLite takes any length, any type and the character NUL; PostgreSQL refuses them. Here both do the same: a text that is
too long is cut and ends with "…" (a late word is worth less than the row), what is no value of the column is refused.
"""

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from duty.book.errors import RowRefused
from duty.book.rows import Row, Value

INT32, INT64 = 2**31, 2**63


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    kind: type
    """str, bool, int or float."""
    nullable: bool
    limit: int | None
    """Characters of a str, 2^31 or 2^63 of an int."""


def columns_of(table: sa.Table, row: Row) -> dict[str, Value]:
    """Every column but the id, ready to be written and digested. Raises RowRefused."""
    given: Mapping[str, Value] = {
        **row.values,
        "uuid": row.uuid,
        "at_wall_ns": row.at_wall_ns,
        "operator": row.operator,
    }
    columns = _columns(table)
    if unknown := given.keys() - columns.keys():
        raise RowRefused(row.uuid, table.name, f"there is no column {', '.join(sorted(unknown))}")
    if len(row.uuid) != 32:
        raise RowRefused(row.uuid, table.name, "its uuid is not 32 hexadecimal digits")
    fitting: dict[str, Value] = {}
    for name, column in columns.items():
        value = given.get(name)
        if isinstance(value, float) and not math.isfinite(value):
            value = None  # an unknown; JSON has no word for it
        if value is None and not column.nullable:
            raise RowRefused(row.uuid, table.name, f"{name} is missing")
        fitting[name] = _fitting(column, value)
        if value is not None and fitting[name] is None:
            raise RowRefused(row.uuid, table.name, f"{name} cannot be {str(value)[:40]!r}")
    return fitting


def clean_text(text: str) -> str:
    """What every database can keep: no half characters (lone surrogates, as keyboards and JSON can make), no NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\N{REPLACEMENT CHARACTER}")


@functools.cache
def _columns(table: sa.Table) -> dict[str, _Column]:
    """By name, in the order of the alphabet; the id is the database's."""
    found = {}
    for column in sorted(table.columns, key=lambda column: column.name):
        kind = column.type
        if column.name == "id":
            continue
        limit = kind.length if isinstance(kind, sa.String) else INT64 if isinstance(kind, sa.BigInteger) else INT32
        found[column.name] = _Column(column.name, kind.python_type, bool(column.nullable), limit)
    return found


def _fitting(column: _Column, value: Value) -> Value:
    """The value as the column keeps it; None where it cannot."""
    if column.kind is str and isinstance(value, str):
        return _cut(clean_text(str.__str__(value)), column.limit)
    if column.kind is bool and (isinstance(value, bool) or value in (0, 1)):
        return bool(value)
    if column.kind is int and isinstance(value, int):
        assert column.limit is not None
        return int(value) if -column.limit <= value < column.limit else None
    if column.kind is float and isinstance(value, int | float):
        return float(value) + 0.0 if abs(value) < 1e300 else None  # + 0.0: SQLite forgets the sign of -0.0
    return None


def _cut(text: str, length: int | None) -> str:
    return text if length is None or len(text) <= length else text[: length - 1] + "…"
