"""What is being edited, without a window: changes, problems, summaries, gaps between shifts, copies."""

import random
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.errors import ConfigurationError
from duty import plan_file
from duty.demo import precinct as demo
from duty.patrol.config import PlanLevel, ShiftConfig
from duty.precinct import load
from tests.ui.fake_world import FakeWorld
from ui.plans.copying import text_of, write_copy
from ui.plans.draft import (
    SUMMARY_LIMIT,
    Wrong,
    applied,
    changes_of,
    draft_of,
    moved,
    problems_of,
    summary_of,
    uncovered,
)

PRECINCT = FakeWorld().precinct


def test_a_draft_that_was_not_touched_changes_nothing() -> None:
    draft = draft_of(PRECINCT)
    assert changes_of(PRECINCT, draft) == plan_file.PlanChanges()
    assert problems_of(draft) == ()
    assert summary_of(draft, draft) == ""


def test_only_the_parts_that_differ_are_written() -> None:
    draft = draft_of(PRECINCT).with_plan(PlanLevel.HIGHEST, dwell_s=3.0)
    changes = changes_of(PRECINCT, draft)
    assert changes.plans == draft.plans
    assert (changes.patrol, changes.shifts, changes.routes, changes.areas) == (None, None, None, None)
    assert summary_of(draft_of(PRECINCT), draft) == "plans.highest.dwell_s: 6.0 -> 3.0"
    assert applied(PRECINCT, draft).all_plans()[2].dwell_s == 3.0


def test_problems_name_their_entry() -> None:
    draft = draft_of(PRECINCT).with_shift("day", name=" ").with_shift("night", name="n" * 81).with_new_route("Walk")
    assert [(p.part, p.id, p.wrong) for p in problems_of(draft)] == [
        ("shifts", "day", Wrong.NO_NAME),
        ("shifts", "night", Wrong.LONG_NAME),
        ("routes", "walk", Wrong.NO_CAMERAS),
    ]
    bare = draft_of(PRECINCT).without("shifts", "day").without("shifts", "night")
    assert [p.wrong for p in problems_of(bare)] == [Wrong.NO_SHIFT]
    full = draft_of(PRECINCT).with_new_route("W").with_route("w", cameras=("c01",) * 201)
    assert [p.wrong for p in problems_of(full)] == [Wrong.MANY_CAMERAS]


@pytest.mark.parametrize("name", ["Market walk", "河边路线", "", "---", "A" * 200, "Ünï"])
def test_new_entries_have_ids_that_a_configuration_takes(name: str) -> None:
    draft = draft_of(PRECINCT)
    for _ in range(3):
        draft = draft.with_new_route(name).with_new_shift(name)
    for entries in (draft.routes, draft.shifts):
        ids = [entry.id for entry in entries]
        assert len(set(ids)) == len(ids) >= 3
        for entry_id in ids:
            ShiftConfig(id=entry_id, name="x", start=draft.shifts[-1].start, end=draft.shifts[-1].end)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1439), st.integers(0, 1439)), min_size=1, max_size=5))
def test_gaps_are_the_minutes_that_no_shift_covers(spans: list[tuple[int, int]]) -> None:
    def clock(minute: int) -> str:
        return f"{minute // 60:02d}:{minute % 60:02d}"

    shifts = [ShiftConfig(id=f"s{i}", name="S", start=clock(a), end=clock(b)) for i, (a, b) in enumerate(spans)]
    free = {m for m in range(1440) if not any((m - a) % 1440 < ((b - a) % 1440 or 1440) for a, b in spans)}
    told = set()
    for begin, end in uncovered(shifts):
        first, last = (int(t[:2]) * 60 + int(t[3:]) for t in (begin, end))
        told |= {m % 1440 for m in range(first, last if last > first else last + 1440)}
    assert told == free


@given(st.lists(st.sampled_from("abcdef"), max_size=8), st.integers(-2, 9), st.sampled_from([-1, 1]))
def test_moving_keeps_every_camera(cameras: list[str], place: int, by: int) -> None:
    order = moved(tuple(cameras), place, by)
    assert sorted(order) == sorted(cameras)
    if 0 <= place < len(cameras) and 0 <= place + by < len(cameras):
        assert order[place + by] == cameras[place]
        assert moved(order, place + by, -by) == tuple(cameras)
    else:
        assert order == tuple(cameras)


def test_a_long_summary_is_cut() -> None:
    draft = draft_of(PRECINCT)
    for number in range(60):
        draft = draft.with_new_route(f"Route number {number} along the street")
    assert len(summary_of(draft_of(PRECINCT), draft)) == SUMMARY_LIMIT


def test_the_demo_as_a_copy_reads_back_the_same(tmp_path: Path) -> None:
    made = demo(tmp_path / "clips", 14550)
    draft = draft_of(made).with_plan(PlanLevel.ROUTINE, key_every_min=25).with_shift("day", officers=3)
    path = tmp_path / "copy.toml"
    write_copy(applied(made, draft), path)
    assert load(path) == applied(made, draft)
    assert "password" not in path.read_text("utf-8")


def test_a_copy_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be written"):
        write_copy(PRECINCT, tmp_path / "nowhere" / "copy.toml")
    kept = tmp_path / "kept.toml"
    kept.write_text("old")
    kept.chmod(0o400)
    assert list(tmp_path.iterdir()) == [kept]


def test_saved_changes_are_what_the_draft_says(tmp_path: Path) -> None:
    """Random edits, written into a file with B's own writer, read back as drafted."""
    seed = random.randrange(1 << 30)
    print("seed", seed)
    rng = random.Random(seed)
    made = demo(tmp_path / "clips", 14550)
    path = tmp_path / "precinct.toml"
    path.write_text(text_of(made), "utf-8")
    ids = [c.id for c in made.cameras]
    for _ in range(5):
        base = load(path)
        draft = draft_of(base)
        level = rng.choice(list(PlanLevel))
        draft = draft.with_plan(
            level, dwell_s=float(rng.randint(1, 120)), step=rng.randint(1, 9), ordinary_every_min=rng.choice((None, 90))
        )
        draft = draft.with_new_shift(f"Extra {rng.randint(0, 9)}")
        draft = draft.with_new_route("Walk")
        draft = draft.with_route(draft.routes[-1].id, cameras=tuple(rng.sample(ids, 3)))
        file, precinct = plan_file.save(plan_file.read(path), changes_of(base, draft))
        assert draft_of(precinct) == draft == draft_of(load(path))
        assert tomllib.loads(file.text)["precinct"]["name"] == made.precinct.name
