"""Deadlines, counted: pure arithmetic on UTC nanoseconds.

A camera's deadlines after the first one, `due`, follow at its tier's interval until it is seen. Those of a tier that is
looked at once a shift have no interval: there is one deadline, the shift's end.
"""

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache

from base.clock import NS_PER_S

QUARTER_NS = 900 * NS_PER_S
"""Every time zone's hours begin at a multiple of a quarter of an hour UTC."""
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def missed(due_ns: int, interval_s: int | None, *, after_ns: int, until_ns: int) -> int:
    """How many deadlines lie in (after, until]: those before belong to the period before."""
    if interval_s is None:
        return int(after_ns < due_ns <= until_ns)
    return max(0, _count(due_ns, interval_s, until_ns) - _count(due_ns, interval_s, after_ns))


def spread(
    due_ns: int, interval_s: int | None, *, after_ns: int, until_ns: int, hour_of: Callable[[int], int]
) -> dict[int, int]:
    """The same deadlines by the hour of the precinct's day in which they lie; `hour_of` takes a quarter's number."""
    count = missed(due_ns, interval_s, after_ns=after_ns, until_ns=until_ns)
    if count == 0:
        return {}
    if interval_s is None or count == 1:
        last_ns = due_ns if interval_s is None else due_ns + (until_ns - due_ns) // _ns(interval_s) * _ns(interval_s)
        return {hour_of(last_ns // QUARTER_NS): 1}
    hours: dict[int, int] = {}
    start_ns = max(after_ns, due_ns - 1)
    before = _count(due_ns, interval_s, start_ns)
    for quarter in range((start_ns + 1) // QUARTER_NS, until_ns // QUARTER_NS + 1):
        now = _count(due_ns, interval_s, min(until_ns, (quarter + 1) * QUARTER_NS - 1))
        if now > before:
            hours[hour_of(quarter)] = hours.get(hour_of(quarter), 0) + now - before
            before = now
    return hours


def hours_of(zone: tzinfo) -> Callable[[int], int]:
    """The hour (0 to 23) on `zone`'s clock of a quarter of an hour since 1970, whatever the clocks were changed."""

    @lru_cache(maxsize=100_000)
    def hour_of(quarter: int) -> int:
        return (_EPOCH + timedelta(minutes=15 * quarter)).astimezone(zone).hour

    return hour_of


def _count(due_ns: int, interval_s: int, until_ns: int) -> int:
    """Deadlines at or before `until_ns`."""
    return 0 if until_ns < due_ns else 1 + (until_ns - due_ns) // _ns(interval_s)


def _ns(interval_s: int) -> int:
    return max(1, interval_s) * NS_PER_S
