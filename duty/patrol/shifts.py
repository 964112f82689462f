"""Which shift it is: times of day on the precinct's clock, across midnight and changes of the clock.

A shift begins at the first moment at which the clock on the wall shows its time or a later one: in a gap (the clock
jumps forward) that is the end of the gap, in an overlap (it is set back) the first of the two. The end follows the same
rule, so that shifts that meet on paper always meet, and none is missing or double.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from base.clock import NS_PER_S
from duty.patrol.config import ShiftConfig
from duty.patrol.view import ShiftView

AHEAD_DAYS = 4
"""A daily shift begins within a day and a bit; the more is for a place that skipped a date."""


class Shifts:
    def __init__(self, zone: str, shifts: Sequence[ShiftConfig]) -> None:
        self._zone = ZoneInfo(zone)
        self._shifts = tuple(shifts)

    def at(self, wall_ns: int) -> ShiftView | None:
        """The shift that runs at that moment; of several the one that began last, and of those the first listed."""
        running = [s for s in self._around(wall_ns, -2, 1) if s.start_wall_ns <= wall_ns < s.end_wall_ns]
        return max(running, key=lambda s: s.start_wall_ns, default=None)

    def next_after(self, wall_ns: int) -> ShiftView:
        """The first one that begins after that moment."""
        later = [s for s in self._around(wall_ns, -1, AHEAD_DAYS) if s.start_wall_ns > wall_ns]
        return min(later, key=lambda s: s.start_wall_ns)

    def between(self, from_wall_ns: int, to_wall_ns: int) -> tuple[ShiftView, ...]:
        """All that begin from the first moment on and before the second, in the order of their beginnings."""
        days = (to_wall_ns - from_wall_ns) // (86400 * NS_PER_S) + 2
        found = [s for s in self._around(from_wall_ns, -1, days) if from_wall_ns <= s.start_wall_ns < to_wall_ns]
        return tuple(sorted(found, key=lambda s: s.start_wall_ns))

    def valid_until(self, wall_ns: int) -> int:
        """Until when `at` gives what it gives at that moment."""
        now = self.at(wall_ns)
        begins = self.next_after(wall_ns).start_wall_ns
        return begins if now is None else min(begins, now.end_wall_ns)

    def _around(self, wall_ns: int, first_day: int, last_day: int) -> Iterable[ShiftView]:
        today = datetime.fromtimestamp(wall_ns // NS_PER_S, self._zone).date()
        for days in range(first_day, last_day + 1):
            yield from _of_day(self._zone, self._shifts, today + timedelta(days=days))


@lru_cache(maxsize=64)
def _of_day(zone: ZoneInfo, shifts: tuple[ShiftConfig, ...], day: date) -> tuple[ShiftView, ...]:
    """Those that begin on that date; one that lies in a gap altogether is none."""
    found = []
    for shift in shifts:
        start, end = time.fromisoformat(shift.start), time.fromisoformat(shift.end)
        last_day = day if end > start else day + timedelta(days=1)
        start_ns, end_ns = first_moment(zone, day, start), first_moment(zone, last_day, end)
        if start_ns < end_ns:
            found.append(ShiftView(f"{day.isoformat()}/{shift.id}", shift.id, shift.name, start_ns, end_ns))
    return tuple(found)


def first_moment(zone: ZoneInfo, day: date, at: time) -> int:
    """UTC nanoseconds at which the zone's clock first shows this date and time, or a later one."""
    shown = datetime.combine(day, at)
    moment = shown.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == shown:
        return round(moment.timestamp()) * NS_PER_S
    # In a gap: PEP 495's two readings of the time lie on its two sides.
    low = round(shown.replace(tzinfo=zone, fold=1).timestamp())
    high = round(moment.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, zone).replace(tzinfo=None) >= shown:
            high = middle
        else:
            low = middle
    return high * NS_PER_S
