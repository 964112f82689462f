"""Whether the people on duty can keep a plan's deadlines, and the smallest change that would make it fit.

One officer looks at a step of cameras for the dwell and needs a moment to go on to the next. A tier of n cameras takes
⌈n / cameras a step⌉ such steps in each interval (in each shift, for once a shift). The work of all tiers together must
not be more than the officers' hours: 100 % is every second of the shift spent looking, with no incident, no telephone
and no break, so `share` is shown and not only whether it fits.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil, floor
from typing import TypeVar

from base.clock import NS_PER_S
from duty.patrol.config import PlanConfig, PlanLevel, ShiftConfig, Tier
from duty.patrol.plan import PlanTable, interval_s
from duty.patrol.shifts import Shifts
from duty.precinct import Precinct

N = TypeVar("N", int, float)
SWITCH_OVER_S = 2.0
"""From the key to eyes on the next step: its pictures are connected ahead, the officer's glance is not."""
LONGEST_INTERVAL_MIN = 1440
MOST_IN_STEP = 9
LEAST_DWELL_S = 1.0
HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class TierNeed:
    tier: Tier
    cameras: int
    interval_s: float
    """Of the tier; once a shift: the shift's length."""
    steps: int
    """To see all of them once."""
    round_s: float
    """One officer, all of them once."""
    seconds_an_hour: float


@dataclass(frozen=True, slots=True)
class Changes:
    """Each by itself would make it fit, all else as it is; None: not even the utmost of it would."""

    officers: int | None
    step: int | None
    """Cameras a step; more than four at a time and fewer things are noticed."""
    dwell_s: float | None
    key_every_min: int | None
    ordinary_every_min: int | None


@dataclass(frozen=True, slots=True)
class DryRun:
    level: PlanLevel
    shift_id: str
    shift_s: float
    """Its length, this time: a change of the clock makes it longer or shorter."""
    officers: int
    step: int
    dwell_s: float
    switch_over_s: float
    tiers: tuple[TierNeed, ...]
    needed_s_an_hour: float
    capacity_s_an_hour: float
    """Of all officers of the shift."""
    cameras_an_hour: float
    """That one officer can see: cameras a step × 3600 ÷ (dwell + switch-over)."""
    share: float
    """Of the capacity that is needed: 1 is all of it."""
    fits: bool
    changes: Changes | None
    """None when it fits."""


def dry_run(precinct: Precinct, level: PlanLevel, shift: ShiftConfig, now_wall_ns: int) -> DryRun:
    """For the occurrence of the shift that runs now, or else the next one."""
    plan = next(p for p in precinct.all_plans() if p.level is level)
    shift_s = _length_s(precinct, shift, now_wall_ns)
    cameras = _cameras(precinct, level)
    needs = tuple(_need(plan, tier, count, shift_s) for tier, count in cameras.items())
    needed_s = sum(need.seconds_an_hour for need in needs)
    capacity_s = shift.officers * HOUR_S
    fits = needed_s <= capacity_s

    def works(changed: PlanConfig) -> bool:
        return sum(_need(changed, t, n, shift_s).seconds_an_hour for t, n in cameras.items()) <= capacity_s

    return DryRun(
        level=level,
        shift_id=shift.id,
        shift_s=shift_s,
        officers=shift.officers,
        step=plan.step,
        dwell_s=plan.dwell_s,
        switch_over_s=SWITCH_OVER_S,
        tiers=needs,
        needed_s_an_hour=needed_s,
        capacity_s_an_hour=capacity_s,
        cameras_an_hour=plan.step * HOUR_S / (plan.dwell_s + SWITCH_OVER_S),
        share=needed_s / capacity_s,
        fits=fits,
        changes=None if fits else _changes(plan, needed_s, works),
    )


def _changes(plan: PlanConfig, needed_s: float, works: Callable[[PlanConfig], bool]) -> Changes:
    """The smallest of each kind; all of them make the work less, step by step, so the first one that works is it."""
    officers = ceil(needed_s / HOUR_S)
    dwells = (tenths / 10 for tenths in range(floor(plan.dwell_s * 10 - 1e-9), round(LEAST_DWELL_S * 10) - 1, -1))
    ordinary = plan.ordinary_every_min
    return Changes(
        officers=officers if officers <= 99 else None,
        step=_first(range(plan.step + 1, MOST_IN_STEP + 1), lambda n: works(_with(plan, step=n))),
        dwell_s=_first(dwells, lambda s: works(_with(plan, dwell_s=s))),
        key_every_min=_first(
            range(plan.key_every_min + 1, LONGEST_INTERVAL_MIN + 1), lambda n: works(_with(plan, key_every_min=n))
        ),
        ordinary_every_min=None
        if ordinary is None  # seldomer than once a shift is not patrolled
        else _first(range(ordinary + 1, LONGEST_INTERVAL_MIN + 1), lambda n: works(_with(plan, ordinary_every_min=n))),
    )


def _need(plan: PlanConfig, tier: Tier, cameras: int, shift_s: float) -> TierNeed:
    every_s = interval_s(plan, tier)
    interval = shift_s if every_s is None else float(every_s)
    steps = ceil(cameras / plan.step)
    round_s = steps * (plan.dwell_s + SWITCH_OVER_S)
    return TierNeed(tier, cameras, interval, steps, round_s, round_s * HOUR_S / interval)


def _cameras(precinct: Precinct, level: PlanLevel) -> dict[Tier, int]:
    tiers = [camera.tier for camera in PlanTable(precinct).cameras[level].values()]
    return {tier: tiers.count(tier) for tier in Tier}


def _length_s(precinct: Precinct, shift: ShiftConfig, now_wall_ns: int) -> float:
    shifts = Shifts(precinct.zone().key, (shift,))
    occurrence = shifts.at(now_wall_ns) or shifts.next_after(now_wall_ns)
    return (occurrence.end_wall_ns - occurrence.start_wall_ns) / NS_PER_S


def _with(plan: PlanConfig, **changes: float) -> PlanConfig:
    return plan.model_copy(update=changes)


def _first(values: Iterable[N], works: Callable[[N], bool]) -> N | None:
    return next((value for value in values if works(value)), None)
