"""Where a precinct's book is, and how each thread that uses it gets a Book of its own.

The libraries behind the book take a third of a second to load: nothing here loads them before a book is made.
"""

import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from base.errors import PersonError
from base.secrets import resolve
from duty.precinct import Precinct

if TYPE_CHECKING:
    from duty.book.spool import Spool
    from duty.book.store import Book

FILE = "book.sqlite"
SPOOL = "spool.sqlite"
STATION = "station.id"


def book_maker(precinct: Precinct, folder: Path) -> "Callable[[], Book]":
    """Makes Books on the configured server, or on the file in `folder`. Raises PersonError for a missing secret."""
    config = precinct.book
    url = config.url
    password = resolve(config.secret) if config.secret is not None else None

    def make() -> "Book":
        from duty.book.store import Book

        if url is None:
            return Book(folder / FILE)
        from duty.book.postgres import open_url

        return Book(open_url(url, password))

    return make


def spool_maker(precinct: Precinct, folder: Path) -> "Callable[[], Spool] | None":
    """Only a server can be away; a file is where the spool would be."""
    if precinct.book.url is None:
        return None

    def make() -> "Spool":
        from duty.book.spool import Spool

        return Spool(folder / SPOOL)

    return make


def signer(folder: Path) -> Callable[[int, str, int], str]:
    """Signs heads with the station's key in `folder`, made when it is needed first."""

    def sign(seq: int, head_hash: str, at_wall_ns: int) -> str:
        from duty.book.signing import StationKey

        return StationKey.of(folder).sign_head(seq, head_hash, at_wall_ns)

    return sign


def known_keys(folder: Path) -> Callable[[], tuple[str, ...]]:
    """Tells the public key of this station, where it has one: asking makes none. Raises BookError."""

    def keys() -> tuple[str, ...]:
        from duty.book.signing import FILE as KEY_FILE
        from duty.book.signing import StationKey

        return (StationKey.of(folder).public_key,) if (folder / KEY_FILE).exists() else ()

    return keys


def has_book(precinct: Precinct, folder: Path) -> bool:
    """False where no program has made one yet: reading commands do not begin a new book."""
    return precinct.book.url is not None or (folder / FILE).exists()


def need_book(precinct: Precinct, folder: Path) -> None:
    """Raises PersonError where there is none."""
    if not has_book(precinct, folder):
        raise PersonError(f"There is no book in {folder}: the program has not run with this folder yet")


def station_of(folder: Path) -> str:
    """What tells this desk from others that share its book: made once, kept in the data folder. Raises PersonError."""
    path = folder / STATION
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError), path.open("x", encoding="ascii") as file:
            file.write(uuid.uuid4().hex[:8])
        return path.read_text(encoding="ascii", errors="replace").strip()[:40]
    except OSError as error:
        raise PersonError(f"The data folder {folder} cannot be used: {error.strerror or error}") from error
