"""Shifts by time zone: never a gap or an overlap where there is none on paper, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.clock import NS_PER_S
from duty.patrol.config import ShiftConfig, default_shifts
from duty.patrol.shifts import Shifts, first_moment

ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("posix", "right")))
MOMENTS = st.integers(
    int(datetime(1980, 1, 1, tzinfo=UTC).timestamp()), int(datetime(2060, 1, 1, tzinfo=UTC).timestamp())
)
CLOCKS = st.times().map(lambda t: t.replace(second=0, microsecond=0, tzinfo=None))


def shift(name: str, start: str, end: str) -> ShiftConfig:
    return ShiftConfig(id=name, name=name, start=start, end=end)


def at(zone: str, text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp()) * NS_PER_S


def test_across_midnight() -> None:
    shifts = Shifts("Asia/Shanghai", default_shifts())
    night = shifts.at(at("Asia/Shanghai", "2026-11-22T03:00"))
    assert night is not None
    assert night.key == "2026-11-21/night"
    assert night.start_wall_ns == at("Asia/Shanghai", "2026-11-21T20:00")
    assert night.end_wall_ns == at("Asia/Shanghai", "2026-11-22T08:00")
    assert shifts.next_after(night.start_wall_ns).key == "2026-11-22/day"


@pytest.mark.parametrize(
    ("day", "hours"),
    [("2026-03-28", 11), ("2026-10-24", 13), ("2026-10-26", 12)],
)
def test_a_night_is_an_hour_shorter_or_longer_when_the_clocks_change(day: str, hours: int) -> None:
    night = Shifts("Europe/Berlin", default_shifts()).at(at("Europe/Berlin", f"{day}T23:00"))
    assert night is not None
    assert night.end_wall_ns - night.start_wall_ns == hours * 3600 * NS_PER_S


def test_a_time_that_does_not_exist_is_the_end_of_the_gap_and_one_that_is_double_the_first() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert first_moment(berlin, date(2026, 3, 29), time(2, 30)) == at("UTC", "2026-03-29T01:00")
    assert first_moment(berlin, date(2026, 10, 25), time(2, 30)) == at("UTC", "2026-10-25T00:30")


def test_a_date_that_a_place_skipped() -> None:
    """Samoa had no 30 December 2011."""
    shifts = Shifts("Pacific/Apia", default_shifts())
    found = shifts.between(at("Pacific/Apia", "2011-12-29T00:00"), at("Pacific/Apia", "2012-01-01T00:00"))
    assert [s.key for s in found] == [
        "2011-12-29/day",
        "2011-12-29/night",
        "2011-12-30/night",
        "2011-12-31/day",
        "2011-12-31/night",
    ]
    assert all(a.end_wall_ns == b.start_wall_ns for a, b in pairwise(found))


def test_of_two_that_overlap_the_one_that_began_last() -> None:
    shifts = Shifts("UTC", (shift("day", "08:00", "20:00"), shift("rush", "16:00", "18:00")))

    def key(text: str) -> str:
        found = shifts.at(at("UTC", text))
        return "" if found is None else found.shift_id

    assert [key(f"2026-11-22T{hour}:00") for hour in ("07", "08", "15", "16", "17", "18", "20")] == [
        "",
        "day",
        "day",
        "rush",
        "rush",
        "day",
        "",
    ]


def test_a_shift_that_ends_when_it_begins_is_a_whole_day() -> None:
    found = Shifts("UTC", (shift("all", "08:00", "08:00"),)).at(at("UTC", "2026-11-22T07:59"))
    assert found is not None
    assert found.key == "2026-11-21/all"


@given(zone=st.sampled_from(ZONES), moment=MOMENTS, times=st.lists(CLOCKS, min_size=1, max_size=5, unique=True))
@settings(deadline=None, max_examples=150)
def test_shifts_that_meet_on_paper_cover_every_moment_once(zone: str, moment: int, times: list[time]) -> None:
    times = sorted(times)
    texts = [f"{t:%H:%M}" for t in times]
    shifts = Shifts(zone, [shift(f"s{i}", start, texts[(i + 1) % len(texts)]) for i, start in enumerate(texts)])
    wall_ns = moment * NS_PER_S
    found = shifts.at(wall_ns)
    assert found is not None
    assert found.start_wall_ns <= wall_ns < found.end_wall_ns
    following = shifts.next_after(wall_ns)
    assert following.start_wall_ns == found.end_wall_ns
    assert shifts.at(found.end_wall_ns) == following
    assert shifts.at(found.end_wall_ns - 1) == found
    assert shifts.valid_until(wall_ns) == found.end_wall_ns
    assert found in shifts.between(found.start_wall_ns, found.start_wall_ns + 1)
    shown = datetime.fromtimestamp(found.start_wall_ns // NS_PER_S, ZoneInfo(zone)).replace(tzinfo=None)
    wanted = datetime.combine(date.fromisoformat(found.key.split("/")[0]), times[int(found.shift_id[1:])])
    assert timedelta() <= shown - wanted <= timedelta(hours=24), "as its clock says, or at the end of a gap"


@given(zone=st.sampled_from(ZONES), moment=MOMENTS, start=CLOCKS, end=CLOCKS)
@settings(deadline=None, max_examples=150)
def test_one_shift_is_what_a_minute_by_minute_look_at_the_clock_says(
    zone: str, moment: int, start: time, end: time
) -> None:
    """The clock is looked at for itself: a shift begins when it first shows the time."""
    shifts = Shifts(zone, (shift("s", f"{start:%H:%M}", f"{end:%H:%M}"),))
    found = shifts.at(moment * NS_PER_S) or shifts.next_after(moment * NS_PER_S)
    day = date.fromisoformat(found.key.split("/")[0])
    wanted = datetime.combine(day, start)
    second = found.start_wall_ns // NS_PER_S
    assert datetime.fromtimestamp(second, ZoneInfo(zone)).replace(tzinfo=None) >= wanted
    for before in (1, 60, 1800, 3600, 7200):
        assert datetime.fromtimestamp(second - before, ZoneInfo(zone)).replace(tzinfo=None) < wanted
