"""The thread that reads the book, and does the rare writing that has to answer (an operator, a purge)."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from duty.book.store import Book

T = TypeVar("T")


class BookReader:
    """One thread with a Book of its own. Work that raises gives its error to the Future; the next one starts anew."""

    def __init__(self, make_book: Callable[[], Book]) -> None:
        self._make_book = make_book
        self._book: Book | None = None
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="book reader")

    def do(self, work: Callable[[Book], T]) -> Future[T]:
        return self._pool.submit(self._run, work)

    def stop(self, timeout_s: float) -> bool:
        """Ask what runs to end and forget what waits; True when it ended in time."""
        ended = self._pool.submit(self._close)
        self._pool.shutdown(wait=False, cancel_futures=False)
        try:
            ended.result(timeout_s)
        except TimeoutError:
            return False
        return True

    def _run(self, work: Callable[[Book], T]) -> T:
        if self._book is None:
            self._book = self._make_book()
        return work(self._book)

    def _close(self) -> None:
        if self._book is not None:
            self._book.close()
            self._book = None
