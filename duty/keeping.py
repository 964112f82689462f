"""What the book needs from time to time: personal content and old stills erased, a backup a day."""

import logging
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as NotYet
from pathlib import Path
from typing import TYPE_CHECKING

from base.clock import NS_PER_S, Clock
from base.errors import PersonError
from base.worker import Worker
from duty.acts import ActKind, act
from duty.patrol.config import BookConfig
from duty.reading import BookReader

if TYPE_CHECKING:
    from duty.book.store import Book

log = logging.getLogger(__name__)

DAY_NS = 86_400 * NS_PER_S
FIRST_AFTER_S = 30.0
"""The start of the program has other things to do."""
EVERY_S = 3600.0
RETENTION = "retention"


class Keeper(Worker):
    """Asks the reader's thread once an hour; what could not be done is tried again with the next."""

    def __init__(self, reader: BookReader, config: BookConfig, clock: Clock, data: Path) -> None:
        super().__init__("keeper")
        self._reader = reader
        self._config = config
        self._clock = clock
        self._data = data
        self._due_ns = clock.monotonic_ns() + round(FIRST_AFTER_S * NS_PER_S)
        self._asked: Future[None] | None = None

    def run_once(self) -> None:
        if self._asked is not None:
            self._listen(self._asked)
        elif self._clock.monotonic_ns() >= self._due_ns:
            self._due_ns = self._clock.monotonic_ns() + round(EVERY_S * NS_PER_S)
            self._asked = self._reader.do(self.keep)
        else:
            self._clock.wait(self.stopping, 0.5)

    def keep(self, book: "Book") -> None:
        """Everything that is due, now. Raises BookError. In the reader's thread."""
        from duty.book.personal import older_than, purge
        from duty.stills import erase_old

        now_ns = self._clock.wall_ns()
        with book.reading() as connection:
            personal = older_than(connection, now_ns - self._config.personal_days * DAY_NS)
            before_ns = now_ns - self._config.still_days * DAY_NS
            stills = erase_old(connection, self._data, before_wall_ns=before_ns, now_wall_ns=now_ns)
        if stills:
            book.append(stills)
        if personal:
            count = purge(book, personal, now_ns, "", RETENTION)
            log.info("%d rows of personal content were older than %d days", count, self._config.personal_days)
        if self._config.backup_folder is not None:
            self._back_up(book, Path(self._config.backup_folder), now_ns)

    def _back_up(self, book: "Book", folder: Path, now_ns: int) -> None:
        from duty.book.backup import NAME, backup, backup_name, rotate

        today = backup_name(now_ns)[: len("book-YYYYMMDD")]
        there = sorted(path.name for path in folder.iterdir() if NAME.fullmatch(path.name)) if folder.is_dir() else []
        if there and there[-1].startswith(today):
            return
        to = folder / backup_name(now_ns)
        backup(book, to, lambda done, of: not self.stopping.is_set())
        book.append([act(ActKind.BACKED_UP, to.name, at_wall_ns=now_ns, operator="")])
        rotate(folder, self._config.backup_keep)

    def _listen(self, asked: "Future[None]") -> None:
        try:
            asked.result(timeout=0.5)
        except NotYet:
            return
        except CancelledError:
            pass
        except PersonError as error:
            log.error("the book's keeping was put off: %s", error)
        self._asked = None
