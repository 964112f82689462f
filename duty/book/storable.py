"""Values as both databases keep and give them back: the digest is made of these, so a row reads as it was written.

SQLite takes any length, any type and the character NUL; PostgreSQL refuses them. Here both do the same: a text that is
too long is cut and ends with "…" (a late word is worth less than the row), what is no value of the column is refused.
"""

import math
from collections.abc import Mapping

import sqlalchemy as sa

from duty.book.errors import RowRefused
from duty.book.rows import Row, Value

INT32, INT64 = 2**31, 2**63


def columns_of(table: sa.Table, row: Row) -> dict[str, Value]:
    """Every column but the id, ready to be written and digested. Raises RowRefused."""
    names = {column.name for column in table.columns} - {"id"}
    given: Mapping[str, Value] = {
        **row.values,
        "uuid": row.uuid,
        "at_wall_ns": row.at_wall_ns,
        "operator": row.operator,
    }
    if unknown := given.keys() - names:
        raise RowRefused(row.uuid, table.name, f"there is no column {', '.join(sorted(unknown))}")
    if len(row.uuid) != 32:
        raise RowRefused(row.uuid, table.name, "its uuid is not 32 hexadecimal digits")
    return {name: _fitting(table.columns[name], given.get(name), row) for name in sorted(names)}


def clean_text(text: str) -> str:
    """What every database can keep: no half characters (lone surrogates, as keyboards and JSON can make), no NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\N{REPLACEMENT CHARACTER}")


def _fitting(column: sa.Column[object], value: Value, row: Row) -> Value:
    kind = column.type
    fitting: Value = None
    if isinstance(value, float) and not math.isfinite(value):
        value = None  # an unknown; JSON has no word for it
    if value is None:
        if not column.nullable:
            raise RowRefused(row.uuid, column.table.name, f"{column.name} is missing")
        return None
    if isinstance(kind, sa.String) and isinstance(value, str):
        return _cut(clean_text(str.__str__(value)), kind.length)
    if isinstance(kind, sa.Boolean) and (isinstance(value, bool) or value in (0, 1)):
        fitting = bool(value)
    elif isinstance(kind, sa.Integer) and isinstance(value, int):
        limit = INT64 if isinstance(kind, sa.BigInteger) else INT32
        fitting = int(value) if -limit <= value < limit else None
    elif isinstance(kind, sa.Float) and isinstance(value, int | float):
        fitting = float(value) + 0.0 if abs(value) < 1e300 else None  # + 0.0: SQLite forgets the sign of -0.0
    if fitting is None:
        raise RowRefused(row.uuid, column.table.name, f"{column.name} cannot be {str(value)[:40]!r}")
    return fitting


def _cut(text: str, length: int | None) -> str:
    return text if length is None or len(text) <= length else text[: length - 1] + "…"
