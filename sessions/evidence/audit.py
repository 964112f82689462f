"""What was done in the span: the session's rows, and the duty book's with their places in its chain.

Operators' passwords and who mistyped his are nobody's evidence: those acts are left out. Personal content stands apart
in the book and is not touched at all.
"""

import csv
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from duty.acts import BOOK_ONLY
from sessions.manifest import Manifest
from sessions.row_file import RowReader
from sessions.rows import SessionRow, Topic

if TYPE_CHECKING:
    from duty.book.store import Book

SESSION, BOOK, HEAD = "session", "book", "head.txt"
LEFT_OUT = frozenset(kind.value for kind in BOOK_ONLY)
PIECE_NS = 600 * 10**9
"""Rows are read so much time at once."""
SESSION_COLUMNS = ("utc", "tape_ns", "topic", "key", "body")
BOOK_COLUMNS = ("utc", "chain_seq", "chain_hash", "chain_before", "digest", "table", "id", "uuid", "operator", "row")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_session_rows(
    rows: RowReader, manifest: Manifest, from_ns: int, to_ns: int, folder: Path, check: Callable[[], None]
) -> tuple[tuple[str, ...], dict[str, Any]]:
    """session.csv and session.jsonl; the facts say how many rows, and what is wrong with the session's file."""
    count = 0
    with _Table(folder, SESSION, SESSION_COLUMNS) as table:
        for since in range(from_ns, to_ns + 1, PIECE_NS):
            check()
            for row in rows.between(since, min(since + PIECE_NS, to_ns + 1)):
                if row.topic is Topic.ACT and row.key in LEFT_OUT:
                    continue
                count += 1
                utc = utc_text(manifest.wall_ns(row.at_tape_ns))
                table.add(
                    (utc, row.at_tape_ns, row.topic.value, row.key, row.body),
                    {"utc": utc, "tape_ns": row.at_tape_ns, "topic": row.topic.value, "key": row.key}
                    | {"body": _json(row)},
                )
    return table.files, {"rows": count, "trouble": rows.trouble}


def write_book_rows(
    book: "Book",
    session_id: str,
    from_wall_ns: int,
    to_wall_ns: int,
    folder: Path,
    sign_head: Callable[[int, str, int], str],
    now_wall_ns: int,
) -> tuple[tuple[str, ...], dict[str, Any]]:
    """book.csv, book.jsonl and head.txt. In a reader's thread of the book. Raises BookError.

    A row's link is SHA-256 of "before|seq|table|id|digest", its digest SHA-256 of all its columns as canonical JSON
    with `table` among them: whoever has the book finds the same hash under the same number.
    """
    from sessions.evidence.chain_rows import head_of, rows_of

    count = 0
    with book.reading() as connection, _Table(folder, BOOK, BOOK_COLUMNS) as table:
        for one in rows_of(connection, session_id, from_wall_ns, to_wall_ns, LEFT_OUT):
            count += 1
            utc, columns = utc_text(one.columns["at_wall_ns"]), dict(one.columns)
            table.add(
                (
                    *(utc, one.seq, one.hash, one.before, one.digest, one.table),
                    *(columns["id"], columns["uuid"], columns["operator"], json.dumps(columns, ensure_ascii=False)),
                ),
                {"utc": utc, "seq": one.seq, "hash": one.hash, "before": one.before, "digest": one.digest}
                | {"table": one.table, "row": columns},
            )
        seq, head_hash = head_of(connection)
    (folder / HEAD).write_text(sign_head(seq, head_hash, now_wall_ns) + "\n", encoding="ascii")
    return (*table.files, HEAD), {"rows": count, "head_seq": seq, "head_hash": head_hash}


def utc_text(wall_ns: int) -> str:
    moment = datetime.fromtimestamp(wall_ns // 10**9, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{wall_ns // 1000 % 10**6:06d}Z"


class _Table:
    """The same rows twice: for a spreadsheet, and for a program."""

    def __init__(self, folder: Path, name: str, columns: Sequence[str]) -> None:
        self.files = (f"{name}.csv", f"{name}.jsonl")
        self._csv = (folder / self.files[0]).open("w", encoding="utf-8-sig", newline="")
        self._lines = (folder / self.files[1]).open("w", encoding="utf-8")
        self._writer = csv.writer(self._csv)
        self._writer.writerow(columns)

    def add(self, cells: Iterable[object], values: Mapping[str, Any]) -> None:
        self._writer.writerow([_safe(cell) for cell in cells])
        self._lines.write(json.dumps(values, ensure_ascii=False, sort_keys=True) + "\n")

    def __enter__(self) -> "_Table":
        return self

    def __exit__(self, *error: object) -> None:
        self._csv.close()
        self._lines.close()


def _safe(cell: object) -> object:
    """A text that a spreadsheet would take for a formula is made a text; the JSON lines have it as it is."""
    return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _json(row: SessionRow) -> Any:
    try:
        return json.loads(row.body)
    except (ValueError, RecursionError):
        return row.body
