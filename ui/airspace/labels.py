"""Where labels go so that they can be read: greedy, most important first, each staying where it was while it can."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Grid = NDArray[np.bool_]

CELL_PX = 4
GAP_PX = 10
"""From the symbol's centre to the label."""


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
        wishes: list[Wish],
        width_px: float,
        height_px: float,
        keep_clear_px: Sequence[tuple[float, float, float, float]] = (),
    ) -> dict[Hashable, tuple[float, float]]:
        """Offsets from the symbol to the label's upper left corner, for the labels that found room.

        `wishes` come most important first; `keep_clear_px` are boxes (left, top, width, height) to stay out of.
        """
        columns, rows = int(width_px // CELL_PX) + 1, int(height_px // CELL_PX) + 1
        taken = np.zeros((rows, columns), bool)
        for box in keep_clear_px:
            _mark(taken, *box)
        for wish in wishes:
            _mark(taken, wish.x_px - 7, wish.y_px - 7, 14, 14)
        placed: dict[Hashable, tuple[float, float]] = {}
        sides: dict[Hashable, int] = {}
        for wish in wishes:
            offsets = _offsets(wish.width_px, wish.height_px)
            stay = self._sides.get(wish.key, 0)
            for side in (stay, *(s for s in range(len(offsets)) if s != stay)):
                left, top = wish.x_px + offsets[side][0], wish.y_px + offsets[side][1]
                if _free(taken, left, top, wish.width_px, wish.height_px):
                    break
            else:
                if not wish.forced:
                    continue
                side = stay
                left, top = wish.x_px + offsets[side][0], wish.y_px + offsets[side][1]
            _mark(taken, left, top, wish.width_px, wish.height_px)
            placed[wish.key] = offsets[side]
            sides[wish.key] = side
        self._sides = sides
        return placed


def _mark(taken: Grid, x: float, y: float, w: float, h: float) -> None:
    first_row, first_column = max(0, int(y // CELL_PX)), max(0, int(x // CELL_PX))
    last_row, last_column = int((y + h) // CELL_PX) + 1, int((x + w) // CELL_PX) + 1
    if last_row > 0 and last_column > 0:
        taken[first_row:last_row, first_column:last_column] = True


def _free(taken: Grid, x: float, y: float, w: float, h: float) -> bool:
    first_row, first_column = int(y // CELL_PX), int(x // CELL_PX)
    last_row, last_column = int((y + h) // CELL_PX) + 1, int((x + w) // CELL_PX) + 1
    if first_row < 0 or first_column < 0 or last_row > taken.shape[0] or last_column > taken.shape[1]:
        return False
    return not taken[first_row:last_row, first_column:last_column].any()


def _offsets(width: float, height: float) -> tuple[tuple[float, float], ...]:
    """Right, left, above, below of the symbol, then its corners."""
    return (
        (GAP_PX, -height / 2),
        (-GAP_PX - width, -height / 2),
        (-width / 2, -GAP_PX - height),
        (-width / 2, GAP_PX),
        (GAP_PX, -GAP_PX - height),
        (GAP_PX, GAP_PX),
    )
