"""What is due: every camera's deadline, pure, from when it was last seen, its interval and the shift."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from base.clock import NS_PER_S
from duty.patrol.config import Tier
from duty.patrol.plan import CameraPlan
from duty.patrol.view import DueCamera, ShiftView, TierView

FUTURE_NS = 60 * NS_PER_S
"""A sighting that lies further ahead than this was written while the clock was wrong."""
SOON_SHARE = 3
"""Due soon: the last third of its interval, or of the shift."""


@dataclass(frozen=True, slots=True)
class Deadline:
    due_wall_ns: int
    of_record: int | None
    """What a sighting at this moment meets or misses: None where there is no deadline to be met."""


@dataclass(frozen=True, slots=True)
class DueList:
    cameras: tuple[DueCamera, ...]
    from_wall_ns: int
    until_wall_ns: int
    """The list stays right while the wall clock is within these two (the second left out)."""


@dataclass(frozen=True, slots=True)
class ShiftTimes:
    """The present shift, and the one that comes next."""

    present: ShiftView | None
    following: ShiftView
    began_wall_ns: int | None = None
    """When the book began, if that is known: what was never seen is due from then on at the earliest."""


def deadline(plan: CameraPlan, last_wall_ns: int | None, times: ShiftTimes, now_wall_ns: int) -> Deadline:
    """`last_wall_ns`: its last sighting that counts.

    Every N minutes: N minutes after that; without one, N minutes after the shift began, or the book if that was later.
    Once a shift: the end of the shift, or of the next one if it was seen in this one already. A sighting in the future
    is unknown: due now. A book that began in the future began while the clock was wrong, and says nothing.
    """
    if last_wall_ns is not None and last_wall_ns > now_wall_ns + FUTURE_NS:
        return Deadline(now_wall_ns, None)
    shift = times.present
    if plan.interval_s is None:
        if shift is None:
            return Deadline(times.following.end_wall_ns, None)
        if last_wall_ns is not None and shift.start_wall_ns <= last_wall_ns:
            return Deadline(max(times.following.end_wall_ns, shift.end_wall_ns), None)
        return Deadline(shift.end_wall_ns, shift.end_wall_ns)
    interval_ns = plan.interval_s * NS_PER_S
    if last_wall_ns is not None:
        return Deadline(last_wall_ns + interval_ns, last_wall_ns + interval_ns)
    if shift is None:
        return Deadline(times.following.start_wall_ns + interval_ns, None)
    began_wall_ns = times.began_wall_ns or 0
    from_wall_ns = max(shift.start_wall_ns, began_wall_ns if began_wall_ns <= now_wall_ns else 0)
    return Deadline(from_wall_ns + interval_ns, from_wall_ns + interval_ns)


def due_list(
    plans: Sequence[CameraPlan],
    seen: Mapping[str, int],
    unknown_since: Mapping[str, int],
    times: ShiftTimes,
    now_wall_ns: int,
    *,
    out: Collection[str] = (),
    loaded: bool = True,
) -> DueList:
    """Every camera, most urgent first: the earliest deadline, then key cameras, then the one not seen for longest.

    `seen`: last sightings that count. `unknown_since`: for those that lie in the future, when that was noticed.
    Nothing is called overdue while the book's memory is not `loaded`.
    """
    found: list[tuple[tuple[int, bool, int, int], DueCamera]] = []
    until_wall_ns = times.following.start_wall_ns
    if times.present is not None:
        until_wall_ns = min(until_wall_ns, times.present.end_wall_ns)
    if times.began_wall_ns is not None and times.began_wall_ns > now_wall_ns:
        until_wall_ns = min(until_wall_ns, times.began_wall_ns)
    for order, plan in enumerate(plans):
        last = seen.get(plan.camera_id)
        if last is not None and last > now_wall_ns + FUTURE_NS:
            due_wall_ns = min(now_wall_ns, unknown_since.get(plan.camera_id, now_wall_ns))
            until_wall_ns = min(until_wall_ns, last - FUTURE_NS)
            last = None
        else:
            due_wall_ns = deadline(plan, last, times, now_wall_ns).due_wall_ns
        overdue = now_wall_ns > due_wall_ns
        if not overdue:
            until_wall_ns = min(until_wall_ns, due_wall_ns + 1)
        is_out = plan.camera_id in out
        camera = DueCamera(plan.camera_id, plan.area_id, plan.tier, due_wall_ns, last, loaded and overdue, is_out)
        found.append(((due_wall_ns, plan.tier is not Tier.KEY, last or 0, order), camera))
    found.sort(key=lambda pair: pair[0])
    return DueList(tuple(camera for _, camera in found), now_wall_ns, until_wall_ns)


def tier_views(
    due: Sequence[DueCamera], intervals: Mapping[Tier, int | None], now_wall_ns: int
) -> tuple[TierView, ...]:
    """One a tier, also for a tier without cameras."""
    views = []
    for tier in Tier:
        cameras = [c for c in due if c.tier is tier]
        overdue = sum(c.overdue for c in cameras)
        next_due = min((c.due_wall_ns for c in cameras if c.due_wall_ns >= now_wall_ns), default=None)
        views.append(TierView(tier, intervals[tier], len(cameras), len(cameras) - overdue, overdue, next_due))
    return tuple(views)


def is_soon(camera: DueCamera, interval_s: int | None, shift: ShiftView | None, now_wall_ns: int) -> bool:
    """Overdue, or in the last third of what it has."""
    if interval_s is not None:
        whole_ns = interval_s * NS_PER_S
    elif shift is not None and camera.due_wall_ns <= shift.end_wall_ns:
        whole_ns = shift.end_wall_ns - shift.start_wall_ns
    else:
        return False
    return camera.due_wall_ns - now_wall_ns <= whole_ns // SOON_SHARE
