"""The same seed gives the same plan; reactions earn what the marks say, and no more."""

import contextlib
import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.errors import PersonError
from duty.acts import ActKind, act
from duty.book.rows import Row
from duty.incidents import MANY
from sessions.training.reactions import ReactionReader
from sessions.training.runs import Note, Run, RunStore
from sessions.training.scoring import Reaction, score
from sessions.training.script import (
    Cast,
    Expected,
    Injection,
    InjectionKind,
    Planned,
    ReactionKind,
    Script,
    load,
    plan,
    save,
)

CAST = Cast(drones=("d01", "d02", "d03"), docks=("k01", "k02"), cameras=("c01", "c02", "c03"))
SCRIPT = Script(
    id="night",
    title="A night with rain",
    injections=(
        Injection(id="rain", kind=InjectionKind.DOCK_RAIN, at_s=20, spread_s=30),
        Injection(id="link", kind=InjectionKind.LINK_LOSS, at_s=40, spread_s=10, targets=("d02", "d03")),
        Injection(id="black", kind=InjectionKind.BLACK_FLIGHT, at_s=100),
    ),
    marks=(
        Expected(injection="rain", reaction=ReactionKind.NOTICED, within_s=15, late_s=40, points=10),
        Expected(injection="black", reaction=ReactionKind.ACKNOWLEDGED, within_s=20, late_s=60, points=20),
        Expected(injection="black", reaction=ReactionKind.DISPATCHED, within_s=60, late_s=90, points=30),
    ),
)
PLANNED = plan(SCRIPT, CAST, seed=7)
FROM = {one.id: one for one in PLANNED}


def noticed(at_s: float, target: str, about: InjectionKind) -> Reaction:
    return Reaction(at_s, ReactionKind.NOTICED, target, about)


def test_the_same_seed_gives_the_same_plan_and_another_another() -> None:
    assert plan(SCRIPT, CAST, seed=7) == PLANNED
    assert len({plan(SCRIPT, CAST, seed=seed) for seed in range(20)}) > 10
    assert {one.target for seed in range(40) for one in plan(SCRIPT, CAST, seed) if one.id == "link"} == {"d02", "d03"}


def test_an_injection_that_is_added_moves_no_other() -> None:
    freeze = Injection(id="freeze", kind=InjectionKind.CAMERA_FREEZE, at_s=5, spread_s=100)
    more = SCRIPT.model_copy(update={"injections": (freeze, *SCRIPT.injections)})
    assert [one for one in plan(more, CAST, seed=7) if one.id != "freeze"] == list(PLANNED)


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(PersonError, match="nothing it could happen to"):
        plan(SCRIPT, Cast((), (), ()), seed=1)
    with pytest.raises(PersonError, match="d02"):
        plan(SCRIPT, Cast(("d09",), ("k01",), ()), seed=1)


def test_points_by_time() -> None:
    rain, black = FROM["rain"], FROM["black"]
    reactions = [
        noticed(rain.from_s + 10, rain.target, InjectionKind.DOCK_RAIN),
        Reaction(black.from_s + 30, ReactionKind.ACKNOWLEDGED, "", InjectionKind.BLACK_FLIGHT),
        Reaction(black.from_s + 91, ReactionKind.DISPATCHED, "", InjectionKind.BLACK_FLIGHT),
    ]
    result = score(SCRIPT, PLANNED, reactions)
    assert [mark.points for mark in result.marks] == [10, 10, 0]
    assert [mark.after_s for mark in result.marks] == [pytest.approx(10), pytest.approx(30), None]
    assert (result.points, result.most, result.false) == (20, 60, ())


def test_noticing_what_is_not_there_costs_and_noticing_twice_does_not() -> None:
    rain = FROM["rain"]
    right = noticed(rain.from_s + 10, rain.target, InjectionKind.DOCK_RAIN)
    again = noticed(rain.from_s + 12, rain.target, InjectionKind.DOCK_RAIN)
    early = noticed(rain.from_s - 9, rain.target, InjectionKind.DOCK_RAIN)
    wrong_thing = noticed(rain.from_s + 1, rain.target, InjectionKind.COVER_JAMMED)
    result = score(SCRIPT, PLANNED, [right, again, early, wrong_thing])
    assert set(result.false) == {early, wrong_thing}
    assert result.points == 10 + 2 * SCRIPT.false_points


def test_of_two_alike_each_has_its_own() -> None:
    two = Script(
        id="two",
        title="Two",
        injections=tuple(
            Injection(id=f"f{n}", kind=InjectionKind.CAMERA_FREEZE, at_s=30.0 * n, targets=("c01",)) for n in (1, 2)
        ),
        marks=tuple(
            Expected(injection=f"f{n}", reaction=ReactionKind.CANNOT_SEE, within_s=50, late_s=60) for n in (2, 1)
        ),
    )
    planned = plan(two, CAST, seed=1)
    once = score(two, planned, [Reaction(65.0, ReactionKind.CANNOT_SEE, "c01")])
    assert [mark.reaction is not None for mark in once.marks] == [False, True], "to the one that waited longer"
    both = score(two, planned, [Reaction(t, ReactionKind.CANNOT_SEE, "c01") for t in (65.0, 70.0)])
    assert [mark.after_s for mark in both.marks] == [pytest.approx(10.0), pytest.approx(35.0)]


@given(
    st.lists(
        st.builds(
            Reaction,
            st.floats(0, 600),
            st.sampled_from(ReactionKind),
            st.sampled_from(["", *CAST.docks, *CAST.drones, *CAST.cameras]),
            st.none() | st.sampled_from(InjectionKind),
        ),
        max_size=20,
    )
)
def test_no_reactions_earn_more_than_there_is_or_count_twice(reactions: list[Reaction]) -> None:
    result = score(SCRIPT, PLANNED, reactions)
    used = [mark.reaction for mark in result.marks if mark.reaction is not None]
    assert sum(mark.points for mark in result.marks) <= SCRIPT.most_points
    assert all(used.count(one) <= reactions.count(one) for one in used)
    assert score(SCRIPT, PLANNED, sorted(reactions, key=lambda r: r.at_s)).points == result.points


def test_nobody_reacts_or_too_early_or_too_late() -> None:
    assert score(SCRIPT, PLANNED, []).points == 0
    assert [mark.decided for mark in score(SCRIPT, PLANNED, []).marks] == [True] * 3
    rain = FROM["rain"]
    late = noticed(rain.from_s + 40.1, rain.target, InjectionKind.DOCK_RAIN)
    guessed = noticed(rain.from_s - 1.5, rain.target, InjectionKind.DOCK_RAIN)
    result = score(SCRIPT, PLANNED, [late, guessed])
    assert [mark.reaction for mark in result.marks] == [None] * 3
    assert result.false == (guessed,), "late is late, and no lie; before it began it was one"
    assert result.points == SCRIPT.false_points


def test_what_the_end_of_a_run_leaves_open_counts_for_nothing() -> None:
    """Broken off after 50 s: it has not flown yet, and the rain may still have been noticed."""
    rain = FROM["rain"]
    nothing = score(SCRIPT, PLANNED, [], length_s=rain.from_s + 39)
    assert [mark.decided for mark in nothing.marks] == [False] * 3
    assert (nothing.points, nothing.most) == (0, 0)
    too_late = score(SCRIPT, PLANNED, [], length_s=rain.from_s + 41)
    assert [mark.decided for mark in too_late.marks] == [True, False, False]
    assert (too_late.points, too_late.most) == (0, 10)
    right = noticed(rain.from_s + 5, rain.target, InjectionKind.DOCK_RAIN)
    after_the_end = Reaction(200.0, ReactionKind.ACKNOWLEDGED, "", InjectionKind.BLACK_FLIGHT)
    earned = score(SCRIPT, PLANNED, [right, after_the_end], length_s=rain.from_s + 6)
    assert [(mark.decided, mark.points) for mark in earned.marks] == [(True, 10), (False, 0), (False, 0)]
    assert (earned.points, earned.most) == (10, 10)


def test_of_two_aircraft_each_act_answers_its_own() -> None:
    script = Script(
        id="two",
        title="Two",
        injections=tuple(Injection(id=name, kind=InjectionKind.BLACK_FLIGHT, at_s=10) for name in ("one", "two")),
        marks=tuple(
            Expected(injection=name, reaction=ReactionKind.ACKNOWLEDGED, within_s=30, late_s=60)
            for name in ("one", "two")
        ),
    )
    planned = [Planned(name, InjectionKind.BLACK_FLIGHT, f"S-{name}", 10.0, 100.0) for name in ("one", "two")]
    reader = ReactionReader(lambda wall_ns: 20.0, {"S-one", "S-two"})
    rows = [
        row("incident", "", "a2", kind="airspace", subject="S-two#2"),
        row("incident_act", incident_uuid="a2", act="acknowledged"),
    ]
    result = score(script, planned, reader.read(rows))
    assert [mark.points for mark in result.marks] == [0, 10]


def row(table: str, operator: str = "li", uuid: str | None = None, **values: str) -> Row:
    made = Row(table, values, at_wall_ns=5_000_000_000, operator=operator)
    return made if uuid is None else Row(table, values, at_wall_ns=5_000_000_000, operator=operator, uuid=uuid)


def test_rows_are_read_as_reactions() -> None:
    reader = ReactionReader(lambda wall_ns: wall_ns / 1e9)
    black = row("incident", "", "a1", kind="airspace", subject="1581F")
    call = row("incident", "li", "b2", kind="call", title="Noise", camera_id="")
    rows = [
        black,
        row("incident_act", incident_uuid="a1", act="acknowledged"),
        row("incident_act", "", incident_uuid="a1", act="escalated"),
        row("incident_act", incident_uuid="a1", act="dispatched"),
        call,
        row("sighting", camera_id="c02", answer="cannot_see"),
        row("sighting", camera_id="c02", answer="normal"),
        act(ActKind.SIGNED_IN, "li", at_wall_ns=1, operator="li"),
    ]
    found = reader.read(rows)
    assert [(r.kind, r.target, r.about) for r in found] == [
        (ReactionKind.ACKNOWLEDGED, "", InjectionKind.BLACK_FLIGHT),
        (ReactionKind.DISPATCHED, "", InjectionKind.BLACK_FLIGHT),
        (ReactionKind.OPENED, "", None),
        (ReactionKind.CANNOT_SEE, "c02", None),
    ]
    assert {r.at_s for r in found} == {5.0}


def test_an_incident_of_another_aircraft_answers_none_of_the_scripts() -> None:
    reader = ReactionReader(lambda wall_ns: wall_ns / 1e9, {"1581F"})
    rows = []
    for number, subject in enumerate(("1581F", "1581F#2", MANY, "other")):
        rows.append(row("incident", "", f"a{number}", kind="airspace", subject=subject))
        rows.append(row("incident_act", incident_uuid=f"a{number}", act="acknowledged"))
    black = InjectionKind.BLACK_FLIGHT
    assert [r.about for r in reader.read(rows)] == [black, black, black, None]


def test_scripts_come_back_from_their_file_and_bad_ones_are_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "night.toml"
    save(SCRIPT, path)
    assert load(path) == SCRIPT
    good = path.read_text()
    for wrong, said in (
        (good.replace("[[injections]]", "[[injektions]]", 1), "injektions"),
        (re.sub(r'injection = "rain"', 'injection = "snow"', good), "snow"),
        ("]] no toml", "TOML"),
    ):
        path.write_text(wrong)
        with pytest.raises(PersonError, match=said):
            load(path)
    with pytest.raises(PersonError, match="cannot be read"):
        load(tmp_path / "none.toml")


def test_damaged_scripts_never_raise_anything_else(tmp_path: Path) -> None:
    path = tmp_path / "night.toml"
    save(SCRIPT, path)
    whole = path.read_bytes()
    seed = random.randrange(2**32)
    print("seed", seed)
    dice = random.Random(seed)
    for _ in range(200):
        data = bytearray(whole[: dice.randrange(len(whole))] if dice.random() < 0.5 else whole)
        for _ in range(dice.randrange(4)):
            if data:
                data[dice.randrange(len(data))] = dice.randrange(256)
        path.write_bytes(data)
        with contextlib.suppress(PersonError):
            load(path)


def run(run_id: str, wall_ns: int) -> Run:
    return Run(
        id=run_id,
        script=SCRIPT,
        seed=7,
        trainee="li",
        trainer="wang",
        started_wall_ns=wall_ns,
        length_s=120.0,
        ended=True,
        planned=PLANNED,
        reactions=(noticed(30, "k01", InjectionKind.DOCK_RAIN),),
        score=score(SCRIPT, PLANNED, [noticed(30, "k01", InjectionKind.DOCK_RAIN)]),
    )


def test_runs_are_kept_annotated_and_survive_a_damaged_neighbour(tmp_path: Path) -> None:
    store = RunStore(tmp_path / "runs")
    assert store.all() == ()
    first, second = run("a", 1), run("b", 2)
    store.save(first)
    store.save(second)
    noted = store.annotate(first, Note(at_s=31.0, text="looked at the wrong dock first", author="wang"))
    (tmp_path / "runs" / "c.json").write_text("{")
    assert store.all() == (second, noted)
    assert store.refused == ("c.json",)
    assert isinstance(store.all()[0].planned[0], Planned)
    store.delete(second)
    assert store.all() == (noted,)
