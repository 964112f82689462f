"""Rows that were handed to the ledger, followed until the book has them or will never have them."""

from collections.abc import Callable, Mapping, Sequence

from base.clock import NS_PER_S
from duty.book.rows import Ledger, Receipt, Row

Settled = Callable[[Receipt], None]
"""Called when a row's place changes: SPOOLED, COMMITTED or REFUSED; a spooled one is told of again when it joins."""
SPOOLED_EVERY_NS = NS_PER_S
"""The book's server may be away for hours: its rows are not asked about at every tick."""


class Outbox:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._waiting: dict[str, Settled] = {}
        self._spooled: dict[str, Settled] = {}
        self._spooled_next_ns = 0

    def write(self, *rows: Row, follow: Mapping[str, Settled] | None = None) -> None:
        """All in one transaction; `follow` by the row's uuid."""
        self._waiting.update(follow or {})
        self._ledger.write(*rows)

    def write_all(self, rows: Sequence[Row]) -> None:
        if rows:
            self._ledger.write(*rows)

    def poll(self, now_ns: int) -> bool:
        """Ask where the rows are; True when one of them has moved."""
        moved = False
        for uuid in tuple(self._waiting):
            receipt = self._ledger.receipt(uuid)
            if receipt in (Receipt.UNKNOWN, Receipt.WAITING):
                continue
            settled = self._waiting.pop(uuid)
            if receipt is Receipt.SPOOLED:
                self._spooled[uuid] = settled
            settled(receipt)
            moved = True
        if self._spooled and now_ns >= self._spooled_next_ns:
            self._spooled_next_ns = now_ns + SPOOLED_EVERY_NS
            for uuid in tuple(self._spooled):
                receipt = self._ledger.receipt(uuid)
                if receipt in (Receipt.COMMITTED, Receipt.REFUSED):
                    self._spooled.pop(uuid)(receipt)
                    moved = True
        return moved
