"""What is written into the book, and whether it is there yet. Plain values: rows cross threads and wait in files."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

Value = int | float | str | bool | None


def new_uuid() -> str:
    """32 hexadecimal digits. A row is known by it from its birth, whatever the book's state."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class Row:
    """One row to append. Rows refer to one another by uuid, so that they can be made while the book is away."""

    table: str
    """A table of duty.book.tables that has the common columns."""
    values: Mapping[str, Value]
    """The table's own columns by name; what is left out is NULL."""
    at_wall_ns: int
    operator: str
    """The login of whoever did it; "" for the program itself."""
    personal: Mapping[str, str] = field(default_factory=dict)
    """What the law may require to go (a caller's name, a phone number, a pilot's position): kept in a row of its own
    under a key of its own; the chain holds only its HMAC."""
    uuid: str = field(default_factory=new_uuid)


class Receipt(StrEnum):
    """Where a row is now."""

    UNKNOWN = "unknown"
    WAITING = "waiting"
    """In this program's memory only: nothing may be shown as done."""
    SPOOLED = "spooled"
    """On this machine's disk, because the book's server is away: it will join the book."""
    COMMITTED = "committed"
    REFUSED = "refused"
    """The book will never take it (it was logged and kept aside); the act did not happen."""


class Ledger(Protocol):
    """The door through which everything is written; any thread."""

    def write(self, *rows: Row) -> None:
        """Append all rows in one transaction, after those of earlier calls. Returns at once."""
        ...

    def receipt(self, row_uuid: str) -> Receipt:
        """Of rows that were written in this run; cheap enough for every tick."""
        ...

    def trouble(self) -> str:
        """Why rows cannot be written at the moment; "" when all is well."""
        ...
