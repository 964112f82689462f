"""Commands that read the book without a window: verify and backup, and what the report needs."""

import sys
from collections.abc import Callable
from pathlib import Path

from base.clock import SystemClock
from duty.book.verify import Problem, Signature
from duty.book_records import BookRecords
from duty.opening import book_maker, known_keys, need_book
from duty.precinct import load
from duty.reading import BookReader

STOP_LIMIT_S = 3.0


class Kept:
    """What is kept of a precinct: for the commands that read its book. Raises PersonError where there is none."""

    def __init__(self, config: Path, data: Path) -> None:
        self.data = data
        self.precinct = load(config)
        self.clock = SystemClock()
        need_book(self.precinct, data)
        self._reader = BookReader(book_maker(self.precinct, data))
        self.records = BookRecords(self._reader, self.precinct, self.clock, data, lambda right: True, known_keys(data))

    def __enter__(self) -> "Kept":
        return self

    def __exit__(self, *error: object) -> None:
        self._reader.stop(STOP_LIMIT_S)


def verify(config: Path, data: Path, head: str | None) -> int:
    """Say whether the book is as it was written, each fault a line; how many faults. Raises PersonError."""
    with Kept(config, data) as kept:
        found = kept.records.verify(head, _progress("verified")).result()
    for problem in found.problems:
        _say(_line(problem))
    if found.signature is Signature.FOREIGN:
        there = "is in the chain" if found.signed_head_seq is not None else "is not in the chain"
        _say(f"The signed head {there} and genuine, by a key that is not the one in {data}: is it another station's?")
    if found.problem_count:
        faults = "1 fault" if found.problem_count == 1 else f"{found.problem_count:,} faults"
        _say(f"The book is not as it was written: {faults} in {found.rows:,} rows")
        return found.problem_count
    _say(f"The book is as it was written: {found.rows:,} rows, head {found.head_seq} {found.head_hash}")
    if found.signed_head_seq is not None:
        _say(f"The signed head is link {found.signed_head_seq} of it, by this station's key")
    return 0


def backup(config: Path, data: Path, to: Path) -> None:
    """Copy the book to the new file `to`. Raises PersonError."""
    with Kept(config, data) as kept:
        made = kept.records.backup(to, _progress("copied")).result()
    _say(f"{made}: {made.stat().st_size:,} bytes")


def _line(problem: Problem) -> str:
    where = " ".join(str(part) for part in (problem.table or "the chain", problem.row_id) if part is not None)
    return f"{problem.fault}: {where}" + (f", link {problem.seq}" if problem.seq is not None else "")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _progress(verb: str) -> Callable[[int, int], bool]:
    """A line that counts up, on a terminal only."""

    def tell(done: int, of: int) -> bool:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{verb} {done:,} of {of:,}" + ("" if done < of else "\n"))
        return True

    return tell
