"""The dry run's figures, by hand and by trying every change."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duty.patrol.config import PlanLevel, ShiftConfig, Tier
from duty.patrol.dry_run import SWITCH_OVER_S, dry_run
from duty.precinct import Precinct
from tests.duty.patrol.station import AT_NOON, precinct


def shift(officers: int = 1) -> ShiftConfig:
    return ShiftConfig(id="day", name="Day", start="08:00", end="20:00", officers=officers)


def of(cameras: int, keys: int, **plan: object) -> Precinct:
    names = [f"c{i + 1:02d}" for i in range(keys)]
    return precinct(cameras, patrol={"key_cameras": names}, plans=[{"level": "routine", **plan}])


def test_by_hand() -> None:
    """5 key cameras are 2 steps of 10 s each half hour; 59 others 15 steps in twelve hours."""
    run = dry_run(of(64, 5), PlanLevel.ROUTINE, shift(), AT_NOON)
    key, ordinary = run.tiers
    assert (key.tier, key.cameras, key.steps, key.round_s, key.seconds_an_hour) == (Tier.KEY, 5, 2, 20.0, 40.0)
    assert (ordinary.interval_s, ordinary.steps, ordinary.seconds_an_hour) == (43200.0, 15, 12.5)
    assert (run.needed_s_an_hour, run.capacity_s_an_hour) == (52.5, 3600.0)
    assert run.share == pytest.approx(52.5 / 3600)
    assert run.cameras_an_hour == 1440.0
    assert run.fits
    assert run.changes is None


def test_what_to_change() -> None:
    """551 cameras every 10 minutes: 138 steps of 10 s are 1380 s for 600 s."""
    run = dry_run(of(551, 551, key_every_min=10), PlanLevel.ROUTINE, shift(), AT_NOON)
    assert run.share == pytest.approx(2.3)
    assert not run.fits
    assert run.changes is not None
    assert (run.changes.officers, run.changes.key_every_min) == (3, 23)
    assert run.changes.step is None, "62 steps of nine are still 620 s"
    assert run.changes.dwell_s == 2.3
    assert run.changes.ordinary_every_min is None


@given(
    cameras=st.integers(1, 300),
    keys=st.integers(0, 300),
    key_every_min=st.integers(1, 120),
    ordinary_every_min=st.none() | st.integers(1, 600),
    dwell_s=st.sampled_from([1, 2.5, 8, 30, 120]),
    step=st.integers(1, 9),
    officers=st.integers(1, 6),
)
@settings(deadline=None, max_examples=60)
def test_the_smallest_change_is_enough_and_a_smaller_one_is_not(
    cameras: int,
    keys: int,
    key_every_min: int,
    ordinary_every_min: int | None,
    dwell_s: float,
    step: int,
    officers: int,
) -> None:
    plan: dict[str, object] = {
        "key_every_min": key_every_min,
        "ordinary_every_min": ordinary_every_min,
        "dwell_s": dwell_s,
        "step": step,
    }
    keys = min(keys, cameras)

    def fits(people: int = officers, **changed: object) -> bool:
        return dry_run(of(cameras, keys, **{**plan, **changed}), PlanLevel.ROUTINE, shift(people), AT_NOON).fits

    run = dry_run(of(cameras, keys, **plan), PlanLevel.ROUTINE, shift(officers), AT_NOON)
    needed = sum(-(-tier.cameras // step) * (dwell_s + SWITCH_OVER_S) * 3600 / tier.interval_s for tier in run.tiers)
    assert run.needed_s_an_hour == pytest.approx(needed)
    assert run.fits == (needed <= officers * 3600)
    changes = run.changes
    if changes is None:
        assert run.fits
        return
    if changes.officers is not None:
        assert fits(changes.officers)
        assert not fits(changes.officers - 1)
    for field, smaller in (("step", -1), ("key_every_min", -1), ("ordinary_every_min", -1), ("dwell_s", 0.1)):
        value = getattr(changes, field)
        if value is not None:
            assert fits(**{field: value})
            assert not fits(**{field: round(value + smaller, 1) if field == "dwell_s" else value + smaller})
    if changes.step is None and step < 9:
        assert not fits(step=9)
    if changes.dwell_s is None:
        assert not fits(dwell_s=1)
    if changes.key_every_min is None and key_every_min < 1440:
        assert not fits(key_every_min=1440)
