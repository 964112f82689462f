"""The thread that reads the book, and does the rare writing that has to answer (an operator, a purge)."""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from duty.book.errors import BookError

if TYPE_CHECKING:
    from duty.book.store import Book

T = TypeVar("T")


class AskBook(Protocol):
    """BookReader.do."""

    def __call__(self, work: "Callable[[Book], Any]", /) -> Future[Any]: ...


class BookReader:
    """One thread with a Book of its own, started by the first question.

    Work that raises gives its error to the Future. After a BookError the book is closed: the next work opens it anew.
    The thread is a daemon: a server that hangs keeps neither `stop` nor the program from ending.
    """

    def __init__(self, make_book: "Callable[[], Book]") -> None:
        self._make_book = make_book
        self._waiting: deque[tuple[Callable[[Book], Any], Future[Any]]] = deque()
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None
        self.stopping = threading.Event()
        """Long work looks at it between its parts, and gives up."""

    def do(self, work: "Callable[[Book], T]") -> Future[T]:
        """Returns at once. The Future can be cancelled while it waits; after `stop` it comes cancelled."""
        future: Future[T] = Future()
        with self._wake:
            if self.stopping.is_set():
                future.cancel()
                return future
            self._waiting.append((work, future))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="book reader", daemon=True)
                self._thread.start()
            self._wake.notify()
        return future

    def stop(self, timeout_s: float) -> bool:
        """Ask what runs to end and forget what waits; True when it ended in time. May be called again."""
        with self._wake:
            self.stopping.set()
            forgotten = [future for _, future in self._waiting]
            self._waiting.clear()
            self._wake.notify()
            thread = self._thread
        for future in forgotten:
            future.cancel()
        if thread is None:
            return True
        thread.join(timeout_s)
        return not thread.is_alive()

    def _run(self) -> None:
        book: Book | None = None
        try:
            while (one := self._next()) is not None:
                work, future = one
                if not future.set_running_or_notify_cancel():
                    continue
                try:
                    if book is None:
                        book = self._make_book()
                    answer = work(book)
                except BaseException as error:  # noqa: BLE001 - whoever asked hears of it
                    if isinstance(error, BookError) and book is not None:
                        book.close()
                    future.set_exception(error)
                else:
                    future.set_result(answer)
                del work, future, one  # a report of megabytes is not kept until the next question
        finally:
            if book is not None:
                book.close()

    def _next(self) -> "tuple[Callable[[Book], Any], Future[Any]] | None":
        """None when it is time to end."""
        with self._wake:
            while not self._waiting and not self.stopping.is_set():
                self._wake.wait()
            return None if self.stopping.is_set() else self._waiting.popleft()
