"""What a camera's evidence really was, worked out afterwards from a log of what was on screen.

Written apart from duty.patrol: it knows the rule (docs/patrol.md) and the log, and nothing else.
"""

from dataclasses import dataclass

SECOND = 1_000_000_000
LONGEST_SILENCE = SECOND
"""Between two entries; what nobody looked at for longer is no evidence."""


@dataclass(frozen=True)
class Entry:
    """One tile as the screen showed it at one moment; nanoseconds."""

    at: int
    painted: int | None
    received: int | None
    fps: float | None
    well: bool
    """Live, in view, large enough, not frozen, not masked out."""


def limit(fps: float | None) -> int:
    """A picture of this age is stale: max(2 / fps, 2 s)."""
    return round(max(2.0, 2.0 / fps if fps else 0.0) * SECOND)


def is_fresh(entry: Entry, step_began: int) -> bool:
    if not entry.well or entry.painted is None or entry.received is None or entry.painted < step_began:
        return False
    return entry.at - entry.received < limit(entry.fps)


def holds_between(before: Entry, after: Entry) -> bool:
    """The picture of `before` was fresh for as long as it can have stayed on screen."""
    if after.at - before.at > LONGEST_SILENCE:
        return False
    assert before.received is not None
    if after.received == before.received:
        return True  # the same picture: judged by its age at `after`
    until = after.at if after.painted is None else min(after.at, after.painted)
    return until - before.received < limit(before.fps)


def runs(log: list[Entry], step_began: int) -> list[tuple[int, int]]:
    """All stretches (from, to) for which the camera was fresh on screen without a gap."""
    found: list[tuple[int, int]] = []
    previous: Entry | None = None
    for entry in log:
        if not is_fresh(entry, step_began):
            previous = None
            continue
        if previous is not None and holds_between(previous, entry):
            found[-1] = (found[-1][0], entry.at)
        else:
            found.append((entry.at, entry.at))
        previous = entry
    return found
