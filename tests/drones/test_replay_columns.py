"""Objects as columns: they come back as they were, and what is none is refused."""

import json
import random
import zlib
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.geodesy import Position
from drones import replay_state
from drones.air import AirState
from drones.replay_columns import Columns
from drones.trail import GrowingTrail
from tests.drones.support import Sky, basic_id, heartbeat, location, message, position


class Colour(Enum):
    RED = "r"
    BLUE = "b"


@dataclass
class Inner:
    name: str
    weight: float | None


@dataclass
class Outer:
    number: int
    colour: Colour
    inner: Inner | None
    pair: tuple[int, str]
    many: list[Inner]
    colours: tuple[Colour, ...]
    chosen: set[tuple[int, int]]
    by_name: dict[str, dict[int, Inner]]
    counts: Counter[str]
    is_on: bool | None
    left: list[int] = field(default_factory=list)


TEXTS = st.text(max_size=5)
INNERS = st.builds(Inner, TEXTS, st.none() | st.floats(allow_nan=False) | st.integers())
OUTERS = st.builds(
    Outer,
    number=st.integers(),
    colour=st.sampled_from(Colour),
    inner=st.none() | INNERS,
    pair=st.tuples(st.integers(), TEXTS),
    many=st.lists(INNERS, max_size=3),
    colours=st.lists(st.sampled_from(Colour), max_size=3).map(tuple),
    chosen=st.sets(st.tuples(st.integers(), st.integers()), max_size=3),
    by_name=st.dictionaries(TEXTS, st.dictionaries(st.integers(), INNERS, max_size=2), max_size=3),
    counts=st.dictionaries(TEXTS, st.integers(), max_size=3).map(Counter),
    is_on=st.none() | st.booleans(),
)
COLUMNS = Columns({(Outer, "left"): list})
COLUMN = COLUMNS.of(Outer)


@settings(deadline=None, max_examples=60)
@given(st.lists(OUTERS, max_size=4))
def test_what_was_packed_comes_back(values: list[Outer]) -> None:
    packed = json.loads(json.dumps(COLUMN.pack(values)))
    assert COLUMN.unpack(packed, len(values)) == values
    with pytest.raises((ValueError, TypeError, LookupError)):
        COLUMN.unpack(packed, len(values) + 1)


def mangled(value: Any, dice: random.Random) -> Any:
    """One place of a tree is something else."""
    if isinstance(value, list) and value and dice.random() < 0.9:
        place = dice.randrange(len(value))
        return [*value[:place], mangled(value[place], dice), *value[place + 1 :]]
    return dice.choice([None, "x", -1, 7, 1 << 70, 0.5, [], [[]], {}, True])


def test_whatever_the_columns_hold_only_such_objects_come_out(fleet: AirState) -> None:
    seed = random.randrange(1 << 32)
    print("seed", seed)
    dice = random.Random(seed)
    body = zlib.decompress(replay_state.pack(fleet))
    size = int.from_bytes(body[:4], "big")
    tree, trails = json.loads(body[4 : 4 + size]), body[4 + size :]
    refused = 0
    for _ in range(400):
        plain = json.dumps(mangled(tree, dice)).encode()
        try:
            state = replay_state.unpack(zlib.compress(len(plain).to_bytes(4, "big") + plain + trails, 1))
        except replay_state.DamagedError:
            refused += 1
            continue
        assert replay_state.unpack(replay_state.pack(state))
    assert refused > 100


def test_counts_of_what_is_not_there_take_neither_time_nor_memory(fleet: AirState) -> None:
    body = zlib.decompress(replay_state.pack(fleet))
    size = int.from_bytes(body[:4], "big")
    tree, trails = json.loads(body[4 : 4 + size]), body[4 + size :]
    refused = 0
    for place in numbers_in(tree):
        one = json.loads(json.dumps(tree))
        column = one
        for step in place:
            column = column[step]
        column[0] = 1 << 40
        plain = json.dumps(one).encode()
        try:
            replay_state.unpack(zlib.compress(len(plain).to_bytes(4, "big") + plain + trails, 1))
        except replay_state.DamagedError:
            refused += 1
    assert refused > 10


def numbers_in(value: Any, place: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    """Where lists begin with a whole number, as a column of lengths does."""
    if not isinstance(value, list) or not value:
        return []
    here = [place] if type(value[0]) is int else []
    return here + [one for step, part in enumerate(value) for one in numbers_in(part, (*place, step))]


@pytest.fixture
def fleet() -> AirState:
    sky = Sky(links=("a", "b"))
    for number in range(30):
        sky.hear(heartbeat(custom_mode=number % 7), position(31.2 + number * 1e-4, 121.4), system=7)
        sky.hear(heartbeat(31, autopilot=8), position(31.2, 121.5), system=101, component=25, link="b")
        sky.hear(message("statustext", 4, b"x" * 50, 1 + number % 3, number % 2), system=7)
        sky.hear(basic_id(b"\x02\1\1\1\1\1", "S1"), location(b"\x02\1\1\1\1\1", 31.2, 121.4, stamp_s=number), system=9)
        sky.wait(0.3)
    return sky.air.state()


@pytest.mark.parametrize(
    "places",
    [
        [Position(0.0, 179.9999), Position(0.0, -179.9999), Position(-90.0, 180.0), Position(90.0, -180.0)],
        [Position(1.23456789, 5.0), Position(31.2, 121.4)],  # between two degE7
        [Position(float("inf"), 1.0), Position(1e300, -1e300)],
    ],
)
def test_trails_of_any_places_come_back(fleet: AirState, places: list[Position]) -> None:
    fleet.fleet.vehicles[7].trail = GrowingTrail(places)
    data = replay_state.pack(fleet)
    back = replay_state.unpack(data)
    assert tuple(back.fleet.vehicles[7].trail.show()) == tuple(places)
    assert replay_state.pack(back) == data
    aircraft = next(iter(back.tracks.aircraft.values()))
    assert all(path.aircraft is aircraft for path in aircraft.paths)


def test_what_unfolds_without_end_is_damaged(fleet: AirState) -> None:
    with pytest.raises(replay_state.DamagedError):
        replay_state.unpack(zlib.compress(bytes(200_000_000), 9))
    with pytest.raises(replay_state.DamagedError):
        replay_state.unpack(replay_state.pack(fleet)[:-3])


def test_a_class_that_is_packed_otherwise_is_another_version() -> None:
    assert any("Vehicle:" in one for one in replay_state._columns()[1])
    assert any("GpsFix:" in one for one in replay_state._columns()[1])
    sources = {f"{name}.py" for name in replay_state._READ_BY_FORMAT}
    assert sources <= {path.name for path in Path(replay_state.__file__).parent.iterdir()}
