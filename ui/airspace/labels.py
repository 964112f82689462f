"""Where labels go so that they can be read: greedy, most important first, each staying where it was while it can."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

CELL_PX = 4
GAP_PX = 12
"""From the symbol's centre to the label: clear of the symbol's own cells."""
SYMBOL_PX = 14


class Wish(NamedTuple):
    key: Hashable
    x_px: float
    y_px: float
    width_px: float
    height_px: float
    forced: bool
    """Shown even where it covers another: the selected one and what is in breach."""


class Labeller:
    """Keeps the side on which each label was, so that labels do not jump about."""

    def __init__(self) -> None:
        self._sides: dict[Hashable, int] = {}

    def place(
        self,
        wishes: Sequence[Wish],
        width_px: float,
        height_px: float,
        keep_clear_px: Sequence[tuple[float, float, float, float]] = (),
    ) -> dict[Hashable, tuple[float, float]]:
        """Offsets from the symbol to the label's upper left corner, for the labels that found room.

        `wishes` come most important first; `keep_clear_px` are boxes (left, top, width, height) to stay out of.
        """
        board = _Board(width_px, height_px)
        for box in keep_clear_px:
            board.take(*box)
        half = SYMBOL_PX / 2
        for wish in wishes:
            board.take(wish.x_px - half, wish.y_px - half, SYMBOL_PX, SYMBOL_PX)
        placed: dict[Hashable, tuple[float, float]] = {}
        sides: dict[Hashable, int] = {}
        for wish in wishes:
            offsets = _offsets(wish.width_px, wish.height_px)
            stay = self._sides.get(wish.key, 0)
            for side in (stay, *(s for s in range(len(offsets)) if s != stay)):
                left, top = wish.x_px + offsets[side][0], wish.y_px + offsets[side][1]
                if board.is_free(left, top, wish.width_px, wish.height_px):
                    break
            else:
                if not wish.forced:
                    continue
                side = stay
                left, top = wish.x_px + offsets[side][0], wish.y_px + offsets[side][1]
            board.take(left, top, wish.width_px, wish.height_px)
            placed[wish.key] = offsets[side]
            sides[wish.key] = side
        self._sides = sides
        return placed


class _Board:
    """Which cells of the screen are taken: one integer a row, one bit a cell. Each look into an array of cells cost
    seven microseconds, and a crowded map needs more than a thousand."""

    def __init__(self, width_px: float, height_px: float) -> None:
        self._columns = int(width_px // CELL_PX) + 1
        self._rows = [0] * (int(height_px // CELL_PX) + 1)

    def take(self, left: float, top: float, width: float, height: float) -> None:
        first, last = max(0, int(left // CELL_PX)), min(self._columns, int((left + width) // CELL_PX) + 1)
        if last <= first:
            return
        bits = ((1 << (last - first)) - 1) << first
        for row in range(max(0, int(top // CELL_PX)), min(len(self._rows), int((top + height) // CELL_PX) + 1)):
            self._rows[row] |= bits

    def is_free(self, left: float, top: float, width: float, height: float) -> bool:
        """Also false where the box would hang over the screen's edge."""
        if left < 0 or top < 0:
            return False
        first, last = int(left // CELL_PX), int((left + width) // CELL_PX) + 1
        low, high = int(top // CELL_PX), int((top + height) // CELL_PX) + 1
        if last > self._columns or high > len(self._rows):
            return False
        bits = ((1 << (last - first)) - 1) << first
        return not any(row & bits for row in self._rows[low:high])


def _offsets(width: float, height: float) -> tuple[tuple[float, float], ...]:
    """Right, left, above, below of the symbol, then two corners."""
    return (
        (GAP_PX, -height / 2),
        (-GAP_PX - width, -height / 2),
        (-width / 2, -GAP_PX - height),
        (-width / 2, GAP_PX),
        (GAP_PX, -GAP_PX - height),
        (GAP_PX, GAP_PX),
    )
