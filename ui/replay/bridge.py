"""The bridge of a replayed World: drives the deck, and looks at the cameras by the desk's clock."""

from PySide6.QtCore import QObject

from base.clock import Clock
from sessions.replay.view import Deck
from ui.bridge import FACTS_EVERY_NS, Bridge


class ReplayBridge(Bridge):
    """Its World's time stands still, runs back and jumps, so it says nothing of when the cameras are due again."""

    def __init__(self, deck: Deck, desk_clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(deck.world, parent)
        self._deck, self._desk_clock = deck, desk_clock
        self._looked_ns: int | None = None

    def tick(self) -> None:
        self._deck.advance()
        super().tick()

    def _facts_are_due(self, now_ns: int) -> bool:
        desk_ns = self._desk_clock.monotonic_ns()
        if self._looked_ns is not None and desk_ns - self._looked_ns < FACTS_EVERY_NS:
            return False
        self._looked_ns = desk_ns
        return True
