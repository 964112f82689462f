"""Asking the book what it remembers, until it answers."""

import logging
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from base.clock import NS_PER_S
from duty.patrol.memory import Memory

if TYPE_CHECKING:
    from duty.book.store import Book

log = logging.getLogger(__name__)

T = TypeVar("T")
AGAIN_NS = 5 * NS_PER_S


class Ask(Protocol):
    """duty.reading.BookReader.do."""

    def __call__(self, work: "Callable[[Book], T]", /) -> Future[T]: ...


class Loading:
    def __init__(self, do: Ask, now_ns: int, station: str) -> None:
        self._do = do
        self._station = station
        self._asked: Future[Memory] | None = None
        self._next_ns = now_ns
        self._problem = ""

    def poll(self, now_ns: int, wall_ns: int) -> Memory | None:
        """The answer, once; nobody waits for it."""
        if self._asked is None and now_ns >= self._next_ns:
            self._next_ns = now_ns + AGAIN_NS
            self._asked = self._do(partial(_recall, now_wall_ns=wall_ns, station=self._station))
        if self._asked is None or not self._asked.done():
            return None
        asked, self._asked = self._asked, None
        error = CancelledError() if asked.cancelled() else asked.exception()
        if error is None:
            return asked.result()
        if repr(error) != self._problem:
            self._problem = repr(error)
            log.warning("what was seen before is not known yet: %s", error or "the book is being closed")
        return None


def _recall(book: "Book", now_wall_ns: int, station: str) -> Memory:
    """In the reader's thread, where the libraries behind the book are loaded."""
    from duty.patrol.recall import recall

    return recall(book, now_wall_ns, station)
