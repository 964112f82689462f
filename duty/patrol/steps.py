"""Which cameras a round visits, in which order, and how many at a time."""

from collections.abc import Collection, Mapping, Sequence

from duty.patrol.config import RouteConfig, Tier
from duty.patrol.due import is_soon
from duty.patrol.view import DueCamera, ShiftView

LEAST_STEPS = 3
"""A due round when little is due: an officer who wants to look is offered this much."""


def chunks(cameras: Sequence[str], size: int) -> tuple[tuple[str, ...], ...]:
    """Steps of `size` cameras, the last one of what is left; a camera that is named twice is visited once."""
    once = tuple(dict.fromkeys(cameras))
    return tuple(once[i : i + size] for i in range(0, len(once), size))


def due_round(
    due: Sequence[DueCamera],
    intervals: Mapping[Tier, int | None],
    shift: ShiftView | None,
    now_wall_ns: int,
    *,
    not_now: Collection[str],
    size: int,
) -> tuple[str, ...]:
    """What is overdue or due soon, most urgent first, and the next ones until the last step is full.

    `not_now` are cameras that need not be offered: seen a moment ago, or found out of order within their interval.
    """
    offered = [c for c in due if c.camera_id not in not_now]
    soon = [c for c in offered if is_soon(c, intervals[c.tier], shift, now_wall_ns)]
    later = [c for c in offered if not is_soon(c, intervals[c.tier], shift, now_wall_ns)]
    wanted = max(len(soon), size * LEAST_STEPS)
    wanted = -(-wanted // size) * size
    return tuple(c.camera_id for c in [*soon, *later][:wanted])


def along(route: RouteConfig, known: Collection[str]) -> tuple[str, ...]:
    """A route's cameras in walking order."""
    return tuple(camera for camera in route.cameras if camera in known)
