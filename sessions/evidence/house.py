"""What an export needs of the program around it: the station's key, the book, and who is there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from base.clock import Clock, SystemClock
from duty.book.rows import Ledger
from duty.people import Right
from duty.reading import AskBook


class Signer(Protocol):
    """duty.book.signing.StationKey."""

    public_key: str

    @property
    def fingerprint(self) -> str: ...

    def sign(self, said: bytes) -> bytes: ...

    def public_pem(self) -> bytes: ...

    def sign_head(self, seq: int, head_hash: str, at_wall_ns: int) -> str: ...


@dataclass(frozen=True, slots=True)
class House:
    """For as long as the program runs; all of it may be called from any thread."""

    signer: Callable[[], Signer]
    """The station's key; called in the export's thread, where its library may load. Raises PersonError."""
    ledger: Ledger
    may: Callable[[Right], bool]
    """Whoever is signed in."""
    who: Callable[[], str]
    """His login; "" for nobody."""
    station: str
    version: str
    language: str = "en"
    ask_book: AskBook | None = None
    """Without it the book's rows are left out of the audit extract, and the manifest says so."""
    clock: Clock = SystemClock()  # noqa: RUF009 - it has no state
