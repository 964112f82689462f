"""The benchmark's book is one that the program could have written."""

from pathlib import Path

from duty.book.store import Book
from duty.book.verify import verify
from tests.benchmarks.long_book import fill, rows


def test_its_rows_and_links_are_those_of_append(tmp_path: Path) -> None:
    quick, slow = tmp_path / "quick.sqlite", Book(tmp_path / "slow.sqlite")
    fill(quick, rows(300))
    slow.append(list(rows(300)))
    book = Book(quick)
    one, other = verify(book), verify(slow)
    book.close()
    slow.close()
    assert one.problems == ()
    assert one.rows > 300
    assert (one.head_seq, one.head_hash) == (other.head_seq, other.head_hash)
