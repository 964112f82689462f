"""The thread that reads the book: answers, errors, and an end in time whatever the database does."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from pathlib import Path

import pytest

from duty.acts import ActKind, act
from duty.book.store import Book, BookError, chain_head
from duty.reading import BookReader


@pytest.fixture
def reader(make_book: Callable[[], Book]) -> Iterator[BookReader]:
    made = BookReader(make_book)
    yield made
    assert made.stop(5.0)


def write_one(book: Book) -> int:
    return len(book.append([act(ActKind.PROGRAM_STARTED, "", at_wall_ns=1, operator="", detail={})]))


def head(book: Book) -> int:
    with book.reading() as connection:
        return chain_head(connection)[0]


def test_it_answers_in_order_and_in_one_thread(reader: BookReader) -> None:
    threads: list[int] = []

    def note_and_write(book: Book) -> int:
        threads.append(threading.get_ident())
        return write_one(book)

    futures = [reader.do(note_and_write) for _ in range(3)]
    assert [f.result(10.0) for f in futures] == [1, 1, 1]
    assert reader.do(head).result(10.0) == 3
    assert len(set(threads)) == 1
    assert threads[0] != threading.get_ident()


def test_an_error_goes_to_whoever_asked_and_the_next_one_is_answered(reader: BookReader) -> None:
    def fail(_: Book) -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        reader.do(fail).result(10.0)
    assert reader.do(head).result(10.0) == 0


def test_after_a_book_error_the_book_is_opened_anew(tmp_path: Path) -> None:
    closed = []

    class Watched(Book):
        def close(self) -> None:
            closed.append(1)
            super().close()

    reader = BookReader(lambda: Watched(tmp_path / "book.sqlite"))

    def fail(_: Book) -> None:
        raise BookError("the server is away")

    with pytest.raises(BookError):
        reader.do(fail).result(10.0)
    assert reader.do(head).result(10.0) == 0
    assert len(closed) == 1
    assert reader.stop(5.0)
    assert len(closed) == 2


def test_a_folder_that_cannot_be_made_is_a_sentence_and_is_tried_again(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    reader = BookReader(lambda: Book(blocked / "book.sqlite"))
    with pytest.raises(BookError, match="book"):
        reader.do(head).result(10.0)
    blocked.unlink()
    assert reader.do(head).result(10.0) == 0
    assert reader.stop(5.0)


def test_stop_forgets_what_waits_and_lets_what_runs_finish(tmp_path: Path) -> None:
    reader = BookReader(lambda: Book(tmp_path / "book.sqlite"))
    began, go_on = threading.Event(), threading.Event()

    def slow(_: Book) -> str:
        began.set()
        go_on.wait(10.0)
        return "done"

    running, waiting = reader.do(slow), reader.do(head)
    assert began.wait(10.0)
    assert not reader.stop(0.01)
    go_on.set()
    assert reader.stop(5.0)
    assert running.result(0) == "done"
    with pytest.raises(CancelledError):
        waiting.result(0)
    late: Future[int] = reader.do(head)
    assert late.cancelled()


def test_one_that_was_never_asked_has_no_thread(tmp_path: Path) -> None:
    before = threading.active_count()
    reader = BookReader(lambda: Book(tmp_path / "book.sqlite"))
    assert threading.active_count() == before
    assert reader.stop(0.0)


def test_a_question_that_was_cancelled_is_not_asked(reader: BookReader) -> None:
    began, go_on = threading.Event(), threading.Event()

    def slow(_: Book) -> None:
        began.set()
        go_on.wait(10.0)

    reader.do(slow)
    assert began.wait(10.0)
    asked: list[int] = []
    unwanted = reader.do(lambda _: asked.append(1))
    assert unwanted.cancel()
    go_on.set()
    assert reader.do(head).result(10.0) == 0
    assert asked == []
