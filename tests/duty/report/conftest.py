"""Books for the report's tests."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.duty.fresh import fresh


@pytest.fixture
def new_book(tmp_path: Path) -> Callable[[], Path]:
    """Each call another empty book."""
    number = iter(range(1_000_000))

    def new() -> Path:
        return fresh(tmp_path / f"book-{next(number)}.sqlite")

    return new
