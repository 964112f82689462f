"""Time stamps that a file can take, out of whatever a source says. Pure arithmetic."""

from fractions import Fraction

from base.clock import NS_PER_S

LEAP_S = 10.0
"""A step in the source's time beyond this is a new time line, as in video.pacing."""
BACK_S = 1.0
"""So far back is a new time line too; less is a packet out of place."""


class Stamps:
    """Of one segment: its first packet counts 0, every later one more than the one before it."""

    def __init__(self, time_base: Fraction, timescale: int, first_received_ns: int) -> None:
        self.base_dts: int | None = None
        """The source's stamp, in `time_base`, that the file counts as 0; None as long as the source gives none."""
        self.is_broken = False
        """The source's time leapt or went back: the next key frame begins a new segment."""
        # Whole numbers: fractions cost as much as all the rest of the writing.
        self._scale, self._unit = (time_base * timescale).as_integer_ratio()
        self._timescale = timescale
        self._first_ns = first_received_ns
        self._shift = 0
        self._last = -1
        self.step = max(1, timescale // 25)
        """From the last packet but one to the last, in the file's ticks."""

    def leaps(self, dts: int | None) -> bool:
        """Whether a packet with this stamp, in the source's time base, would be on another time line."""
        if dts is None or self.base_dts is None:
            return False
        return not self._goes_on(self._ticks(dts - self.base_dts) + self._shift)

    def place(self, pts: int | None, dts: int | None, received_ns: int) -> tuple[int, int]:
        """dts and pts in the file's ticks."""
        elapsed = (received_ns - self._first_ns) * self._timescale // NS_PER_S
        if dts is None:
            wanted = elapsed
        else:
            if self.base_dts is None:  # the first packets of an RTSP stream may come without
                self.base_dts = dts - elapsed * self._unit // self._scale if self._last >= 0 else dts
            wanted = self._ticks(dts - self.base_dts) + self._shift
            if not self._goes_on(wanted):
                self.is_broken = True
                self._shift += self._last + self.step - wanted
                wanted = self._last + self.step
        placed = max(wanted, self._last + 1)
        if self._last >= 0:
            self.step = min(placed - self._last, self._timescale)
        self._last = placed
        offset = 0 if pts is None or dts is None else self._ticks(pts - dts)
        if abs(offset) > LEAP_S * self._timescale:
            offset = 0
        return placed, placed + offset

    def _goes_on(self, wanted: int) -> bool:
        return -BACK_S * self._timescale <= wanted - max(self._last, 0) <= LEAP_S * self._timescale

    def _ticks(self, source: int) -> int:
        return (source * self._scale + self._unit // 2) // self._unit
