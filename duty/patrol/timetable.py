"""The precinct's plan, shifts and due list, kept right with as little work as possible."""

from collections.abc import Collection, Mapping
from zoneinfo import ZoneInfo

from base.clock import NS_PER_S
from duty.patrol.config import PlanLevel, Tier
from duty.patrol.due import FUTURE_NS, DueList, ShiftTimes, deadline, due_list, tier_views
from duty.patrol.plan import CameraPlan, PlanTable, interval_s
from duty.patrol.shifts import Shifts
from duty.patrol.view import ShiftView, TierView
from duty.precinct import Precinct

EVERY_NS = NS_PER_S
"""The due list is put together no more often than this."""


class Timetable:
    def __init__(self, precinct: Precinct, began_wall_ns: int | None = None) -> None:
        """`began_wall_ns`: when the book began, once that is known."""
        self.precinct = precinct
        self.began_wall_ns = began_wall_ns
        self.plans = PlanTable(precinct)
        self.cameras = {camera.id: camera for camera in precinct.cameras}
        zone = precinct.zone().key
        self.zone = ZoneInfo(zone)
        self._shifts = Shifts(zone, precinct.all_shifts())
        self._times: ShiftTimes | None = None
        self._times_from_ns = self._times_until_ns = 0
        self._unknown_since: dict[str, int] = {}
        """Cameras whose last sighting lies in the future, and when that was noticed."""
        self.due = DueList((), 0, 0)
        self.tiers: tuple[TierView, ...] = ()
        self.shift: ShiftView | None = None
        self._stale = True
        self._level: PlanLevel | None = None
        self._next_ns = 0

    def begins(self, began_wall_ns: int) -> None:
        """When the book began is known now."""
        self.began_wall_ns, self._times, self._stale = began_wall_ns, None, True

    def changed(self) -> None:
        """Something that the due list is made of is not what it was."""
        self._stale = True

    def times(self, wall_ns: int) -> ShiftTimes:
        if self._times is None or not self._times_from_ns <= wall_ns < self._times_until_ns:
            self._times = ShiftTimes(self._shifts.at(wall_ns), self._shifts.next_after(wall_ns), self.began_wall_ns)
            self._times_from_ns, self._times_until_ns = wall_ns, self._shifts.valid_until(wall_ns)
        return self._times

    def intervals(self, level: PlanLevel) -> dict[Tier, int | None]:
        return {tier: interval_s(self.plans.plans[level], tier) for tier in Tier}

    def refresh(
        self,
        level: PlanLevel,
        seen: Mapping[str, int],
        out: Collection[str],
        now_ns: int,
        wall_ns: int,
        *,
        loaded: bool,
        at_once: bool = False,
    ) -> bool:
        """Put the due list together again if it may have changed; True when it was."""
        at_once = at_once or level is not self._level
        is_right = (
            not self._stale and level is self._level and self.due.from_wall_ns <= wall_ns < self.due.until_wall_ns
        )
        if not at_once and (is_right or now_ns < self._next_ns):
            return False
        self._next_ns = now_ns + EVERY_NS
        self._stale, self._level = False, level
        ahead = {camera for camera, at_ns in seen.items() if at_ns > wall_ns + FUTURE_NS}
        self._unknown_since = {c: min(wall_ns, self._unknown_since.get(c, wall_ns)) for c in ahead}
        times = self.times(wall_ns)
        plans = tuple(self.plans.cameras[level].values())
        self.due = due_list(plans, seen, self._unknown_since, times, wall_ns, out=out, loaded=loaded)
        self.tiers = tier_views(self.due.cameras, self.intervals(level), wall_ns)
        self.shift = times.present
        return True

    def deadline_of_record(self, plan: CameraPlan, last_wall_ns: int | None, wall_ns: int) -> int | None:
        return deadline(plan, last_wall_ns, self.times(wall_ns), wall_ns).of_record
