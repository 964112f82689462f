"""What is wrong with the recording now: one fault out of all that is known, calm enough to be told to people."""

from collections.abc import Iterable
from dataclasses import dataclass

from base.clock import NS_PER_S
from sessions.recording import RecorderFault
from video.feed import CameraFacts
from video.recording.order import RecordState

WELL_FOR_NS = 2 * NS_PER_S
"""A fault is over when nothing was wrong for so long: a disk that is slow now and then is one trouble, not twenty."""
_OF_CAMERAS = {
    RecordState.DISK_GONE: RecorderFault.DISK_GONE,
    RecordState.DISK_FULL: RecorderFault.DISK_FULL,
    RecordState.DISK_SLOW: RecorderFault.DISK_SLOW,
}
_WORST_FIRST = (
    RecorderFault.DISK_GONE,
    RecorderFault.DISK_FULL,
    RecorderFault.PROCESS_LOST,
    RecorderFault.DISK_SLOW,
)


@dataclass(frozen=True, slots=True)
class Change:
    """The fault is another one now; `over` has what ended: since when, and how much was lost in it."""

    fault: RecorderFault
    over: RecorderFault = RecorderFault.NONE
    over_since_tape_ns: int = 0
    lost: int = 0


class Trouble:
    def __init__(self) -> None:
        self.fault = RecorderFault.NONE
        self.since_tape_ns = 0
        self._wrong_ns = 0
        self._lost_at_begin = self._lost_before = 0

    def look(self, faults: Iterable[RecorderFault], lost: int, now_ns: int) -> Change | None:
        """`lost` counts everything that was left out since the program began."""
        before, self._lost_before = self._lost_before, lost
        present = set(faults)
        fault = next((one for one in _WORST_FIRST if one in present), RecorderFault.NONE)
        if fault is not RecorderFault.NONE:
            self._wrong_ns = now_ns
        elif self.fault is RecorderFault.NONE or now_ns - self._wrong_ns < WELL_FOR_NS:
            return None
        if fault is self.fault:
            return None
        if self.fault is RecorderFault.NONE:  # what was lost since the last look is how it was noticed
            change = Change(fault)
            self._lost_at_begin = before
        else:
            change = Change(fault, self.fault, self.since_tape_ns, lost - self._lost_at_begin)
            self._lost_at_begin = lost
        self.fault, self.since_tape_ns = fault, now_ns
        return change


def of_cameras(facts: Iterable[CameraFacts]) -> set[RecorderFault]:
    return {_OF_CAMERAS[one.recording] for one in facts if one.recording in _OF_CAMERAS}
