"""How far a camera of a replay has come with the present place of the playhead: one word on the board."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray


class Settled(IntEnum):
    WAITING = 0
    """Nothing of this place is shown yet."""
    NOTHING_HERE = 1
    """Nothing was received around this time, or nobody asks for pictures: nothing more will come."""
    KEY = 2
    """A picture from nearby is shown; the exact one is on its way."""
    KEY_ONLY = 3
    """The nearest key frame is shown, and no more is wanted."""
    EXACT = 4

    @property
    def is_final(self) -> bool:
        return self not in (Settled.WAITING, Settled.KEY)


_VERSION_BITS = 30
_MASK = (1 << _VERSION_BITS) - 1


def settled_word(playhead_changes: int, demand_version: int, settled: Settled) -> int:
    """For which playhead and which demand it holds, in one word of 64 bits that is written at once."""
    return (playhead_changes & _MASK) << 34 | (demand_version & _MASK) << 4 | settled


def read_settled(word: int, playhead_changes: int, demand_version: int) -> Settled | None:
    """None when the word speaks of a playhead or a demand before these."""
    code = word & 0xF
    if code >= len(Settled) or word != settled_word(playhead_changes, demand_version, Settled(code)):
        return None
    return Settled(code)


def is_of_playhead(word: int, playhead_changes: int) -> bool:
    """Whatever the demand was."""
    return word >> 34 == playhead_changes & _MASK


def are_waiting(words: NDArray[np.uint64], playhead_changes: int) -> NDArray[np.bool_]:
    """Of each of the words, whether nothing of this playhead is shown, whatever the demand was."""
    elsewhere = words >> np.uint64(34) != np.uint64(playhead_changes & _MASK)
    waiting: NDArray[np.bool_] = elsewhere | (words & np.uint64(0xF) == np.uint64(Settled.WAITING))
    return waiting


def settled_before(word: int) -> Settled:
    """What it said of whatever it spoke of."""
    code = word & 0xF
    return Settled(code) if code < len(Settled) else Settled.WAITING
