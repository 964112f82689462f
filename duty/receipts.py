"""Where each row of this run is now. Asked at every tick: a look into a dictionary. The oldest are forgotten."""

from collections import deque
from collections.abc import Iterable

from duty.book.rows import Receipt

KEPT = 50_000
"""Rows whose fate is known. A forgotten one is UNKNOWN, never wrongly COMMITTED."""


class Receipts:
    """`waiting` in any thread, the rest in the one that writes: single operations on a dict, each of them atomic."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._of: dict[str, Receipt] = {}
        self._settled: deque[str] = deque()

    def of(self, row_uuid: str) -> Receipt:
        return self._of.get(row_uuid, Receipt.UNKNOWN)

    def waiting(self, row_uuids: Iterable[str]) -> None:
        for uuid in row_uuids:
            self._of[uuid] = Receipt.WAITING

    def spooled(self, row_uuids: Iterable[str]) -> None:
        for uuid in row_uuids:
            self._of[uuid] = Receipt.SPOOLED

    def settled(self, row_uuids: Iterable[str], receipt: Receipt) -> None:
        """COMMITTED or REFUSED. One that was written in an earlier run, and joined only now, was never asked for."""
        for uuid in row_uuids:
            if uuid in self._of:
                self._of[uuid] = receipt
                self._settled.append(uuid)
        while len(self._settled) > self._kept:
            oldest = self._settled.popleft()
            if self._of.get(oldest) in (Receipt.COMMITTED, Receipt.REFUSED):
                del self._of[oldest]
