"""Whether the book is as it was written: every row, every link, the head."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    CHANGED = "changed"
    """A row is not what its digest says."""
    MISSING = "missing"
    """A link has no row, or a number of the chain is not there."""
    ADDED = "added"
    """A row has no link."""
    BROKEN = "broken"
    """A link does not follow from the one before it: reordered, or rewritten."""
    CUT_OFF = "cut_off"
    """The chain ends before its head, or before the signed head that was given."""
    PERSONAL = "personal"
    """Personal content was changed, or is gone without a purge in the chain."""
    SIGNATURE = "signature"
    """The head that was given is not signed by the key it names, or by another station."""


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
