"""Books for the report's tests: a migrated file is copied, for making one takes longer than counting it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from duty.book.store import Book


@pytest.fixture(scope="session")
def empty_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "book.sqlite"
    book = Book(path)
    book.open()
    book.close()
    return path


@pytest.fixture
def new_book(empty_book: Path, tmp_path: Path) -> Callable[[], Path]:
    """Each call another empty book."""
    number = iter(range(1_000_000))

    def new() -> Path:
        return Path(shutil.copy(empty_book, tmp_path / f"book-{next(number)}.sqlite"))

    return new
