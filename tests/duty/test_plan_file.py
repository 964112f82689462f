"""The user's file, edited in place: what was not edited stays to the letter."""

import os
import stat
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.errors import ConfigurationError
from duty.patrol.config import AreaConfig, PatrolConfig, PlanConfig, PlanLevel, RouteConfig, ShiftConfig
from duty.plan_file import PlanChanges, edited, read, save
from duty.precinct import load, parse

HEAD = """# Our precinct. Ask Li before changing addresses.
[precinct]
name = "East Bank"
time_zone = "Asia/Shanghai"
centre = [31.23, 121.49]

[[cameras]]
id = "c01"    # the old one
name = "North gate"
address = "rtsp://10.0.0.4/main"
area = "North"

[[cameras]]
id = "c02"
name = "Bridge"
address = "rtsp://10.0.0.5/main"
"""

PATROL = """
[patrol]  # how rounds are walked
key_cameras = [
    "c01",  # the gate
]
plan = "routine"

# Agreed with the command on 3 March.
[[plans]]
level = "routine"
key_every_min = 30  # minutes
dwell_s = 8

[[plans]]
level = "highest"
key_every_min = 0x0a

[[shifts]]
id = "day"
name = "Day"
start = "08:00"
end = "20:00"

[[routes]]
id = "walk"
name = "Walk"
cameras = ["c01", "c02"]

[book]
personal_days = 30  # by law
"""

TEXT = HEAD + PATROL


def parsed(text: str) -> Any:
    return parse(tomllib.loads(text), source="test", folder=Path())


def test_nothing_to_change_changes_nothing() -> None:
    now = parsed(TEXT)
    whole = PlanChanges(now.patrol, now.plans, now.shifts, now.areas, now.routes)
    assert edited(TEXT, PlanChanges()) == TEXT
    assert edited(TEXT, whole) == TEXT


def test_one_figure_is_one_line() -> None:
    plans = tuple(
        p.model_copy(update={"key_every_min": 25}) if p.level is PlanLevel.ROUTINE else p for p in parsed(TEXT).plans
    )
    result = edited(TEXT, PlanChanges(plans=plans))
    assert result == TEXT.replace("key_every_min = 30  # minutes", "key_every_min = 25  # minutes")


def test_what_goes_and_what_comes() -> None:
    shifts = (ShiftConfig(id="night", name="Nacht 夜", start="20:00", end="08:00", officers=2),)
    area = AreaConfig(id="north", name="North", ring=((31.1, 121.1), (31.2, 121.1), (31.2, 121.2)))
    route = RouteConfig(id="back", name="Back", cameras=("c02", "c01"))
    result = edited(TEXT, PlanChanges(shifts=shifts, areas=(area,), routes=(*parsed(TEXT).routes, route), plans=()))
    after = parsed(result)
    assert (after.shifts, after.areas, after.plans) == (shifts, (area,), ())
    assert [r.id for r in after.routes] == ["walk", "back"]
    assert result.startswith(HEAD)
    assert "personal_days = 30  # by law" in result


def test_what_comes_stands_apart() -> None:
    night = ShiftConfig(id="night", name="Night", start="20:00", end="08:00")
    area = AreaConfig(id="north", name="North")
    result = edited(TEXT, PlanChanges(shifts=(*parsed(TEXT).shifts, night), areas=(area,)))
    new = '[[shifts]]\nid = "night"\nname = "Night"\nstart = "20:00"\nend = "08:00"\n\n'
    assert result == TEXT.replace("[[routes]]", new + "[[routes]]") + '\n[[areas]]\nid = "north"\nname = "North"\n'


def test_a_file_without_any_patrol_gets_one() -> None:
    plans = (PlanConfig(level=PlanLevel.HIGHEST, key_areas=("north",)),)
    result = edited(HEAD, PlanChanges(patrol=PatrolConfig(key_cameras=("c02",)), plans=plans))
    assert result.startswith(HEAD)
    assert parsed(result).patrol.key_cameras == ("c02",)
    assert parsed(result).plans == plans


def test_every_problem_of_the_result_is_told() -> None:
    patrol = PatrolConfig(key_cameras=("c77",))
    route = RouteConfig(id="walk", name="Walk", cameras=("c88",))
    with pytest.raises(ConfigurationError) as caught:
        edited(TEXT, PlanChanges(patrol=patrol, routes=(route,)), source="precinct.toml")
    assert [p.split(":")[0] for p in caught.value.problems] == ["patrol.key_cameras[0]", "routes[0].cameras[0]"]
    with pytest.raises(ConfigurationError):
        edited("not toml [", PlanChanges())


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("\n", "\r\n"),
        "\ufeff" + TEXT,
        HEAD + "\n" + '[patrol]\nplan = "routine"',
        'shifts = [{ id = "day", name = "Day", start = "08:00", end = "20:00" }]\n' + HEAD,
        'patrol.plan = "highest"\n' + HEAD,
        TEXT.replace("[[routes]]", '[[plans]]\nlevel = "heightened"\n\n[[routes]]'),
    ],
    ids=["crlf", "bom", "no last newline", "inline", "dotted", "apart"],
)
def test_other_spellings(text: str) -> None:
    shifts = (
        ShiftConfig(id="day", name="Day", start="07:00", end="19:00"),
        ShiftConfig(id="night", name="Night", start="19:00", end="07:00"),
    )
    changes = PlanChanges(
        patrol=PatrolConfig(nobody_after_min=5), shifts=shifts, plans=(PlanConfig(level=PlanLevel.HIGHEST, step=2),)
    )
    result = edited(text, changes)
    after = parsed(result.removeprefix("\ufeff"))
    assert (after.patrol, after.shifts, after.plans) == (changes.patrol, shifts, changes.plans)
    assert result.startswith("\ufeff") == text.startswith("\ufeff")
    if "\r\n" in text:
        assert "\n" not in result.replace("\r\n", "")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "precinct.toml"
    found.write_text(TEXT, encoding="utf-8")
    found.chmod(0o640)
    return found


CHANGE = PlanChanges(patrol=PatrolConfig(key_cameras=("c02",)))


def test_saving_keeps_the_mode_and_the_old_text(path: Path) -> None:
    file, precinct = save(read(path), CHANGE)
    assert precinct == load(path)
    assert precinct.patrol.key_cameras == ("c02",)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    old = path.with_name("precinct.toml.bak")
    assert old.read_text(encoding="utf-8") == TEXT
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert sorted(p.name for p in path.parent.iterdir()) == ["precinct.toml", "precinct.toml.bak"]
    assert file == read(path)
    save(file, PlanChanges(patrol=PatrolConfig()))
    assert "c02" in old.read_text(encoding="utf-8").split("[[plans]]")[0].split("[patrol]")[1]


def test_a_file_that_somebody_else_changed_is_left_alone(path: Path) -> None:
    file = read(path)
    path.write_text(TEXT + "# mine\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="changed by somebody else"):
        save(file, CHANGE)
    assert path.read_text(encoding="utf-8") == TEXT + "# mine\n"
    path.unlink()
    with pytest.raises(ConfigurationError, match="cannot be read"):
        save(file, CHANGE)


def test_what_would_not_read_back_is_not_written(path: Path) -> None:
    with pytest.raises(ConfigurationError):
        save(read(path), PlanChanges(patrol=PatrolConfig(key_cameras=("c99",))))
    assert path.read_text(encoding="utf-8") == TEXT
    assert [p.name for p in path.parent.iterdir()] == ["precinct.toml"]


def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    save(read(link), CHANGE)
    assert link.is_symlink()
    assert load(path).patrol.key_cameras == ("c02",)


def test_a_disk_that_is_full_leaves_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ConfigurationError, match="No space left"):
        save(read(path), CHANGE)
    assert [p.name for p in path.parent.iterdir()] == ["precinct.toml"]
    assert path.read_text(encoding="utf-8") == TEXT


TIMES = st.times().map(lambda t: f"{t:%H:%M}")
NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
SHIFTS = st.lists(
    st.builds(
        ShiftConfig,
        id=st.sampled_from(["day", "night", "late"]),
        name=NAMES,
        start=TIMES,
        end=TIMES,
        officers=st.integers(1, 99),
    ),
    max_size=3,
    unique_by=lambda s: s.id,
)
PLANS = st.lists(
    st.builds(
        PlanConfig,
        level=st.sampled_from(list(PlanLevel)),
        key_every_min=st.integers(1, 1440),
        ordinary_every_min=st.none() | st.integers(1, 1440),
        dwell_s=st.floats(1, 120),
        step=st.integers(1, 9),
        key_areas=st.sampled_from([(), ("north",)]),
    ),
    max_size=3,
    unique_by=lambda p: p.level,
)
ROUTES = st.lists(
    st.builds(
        RouteConfig,
        id=st.sampled_from(["walk", "back"]),
        name=NAMES,
        cameras=st.lists(st.sampled_from(["c01", "c02"]), min_size=1, max_size=4).map(tuple),
    ),
    max_size=2,
    unique_by=lambda r: r.id,
)


@given(base=st.sampled_from([TEXT, HEAD, TEXT.replace("\n", "\r\n")]), shifts=SHIFTS, plans=PLANS, routes=ROUTES)
@settings(deadline=None, max_examples=60)
def test_whatever_is_edited_reads_back(
    base: str, shifts: list[ShiftConfig], plans: list[PlanConfig], routes: list[RouteConfig]
) -> None:
    result = edited(base, PlanChanges(shifts=tuple(shifts), plans=tuple(plans), routes=tuple(routes)))
    after = parsed(result)
    assert {s.id: s for s in after.shifts} == {s.id: s for s in shifts}
    assert {p.level: p for p in after.plans} == {p.level: p for p in plans}
    assert {r.id: r for r in after.routes} == {r.id: r for r in routes}
    assert after.cameras == parsed(base).cameras
    comments = [line for line in base.splitlines() if line.startswith("#")]
    assert [line for line in result.splitlines() if line.startswith("# Our")] == [comments[0]]
