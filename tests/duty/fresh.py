"""New books as files: migrated once in a process, copied from then on. The migrations take 60 ms and wait for the disk.

Tests of what a program does where there is no book yet take a path with nothing at it instead.
"""

import tempfile
from functools import cache
from pathlib import Path

from duty.book.sqlite import make_private
from duty.book.store import Book


def fresh(path: Path) -> Path:
    """`path`, where there is now an empty book with the newest tables."""
    make_private(path)
    path.write_bytes(_migrated())
    return path


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory(prefix="mouse-patrol-book-") as folder:
        path = Path(folder) / "book.sqlite"
        book = Book(path)
        book.open()
        book.close()
        return path.read_bytes()
