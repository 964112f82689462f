"""Trails are numbers until somebody looks, and nobody can tell."""

import copy
import pickle
import threading
from collections import deque
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.geodesy import Position
from drones.trail import MOST_POINTS, GrowingTrail, Trail

PLACES = st.builds(Position, st.floats(-90, 90), st.floats(-180, 180))


def places(count: int, start: int = 0) -> list[Position]:
    return [Position(31.2 + i * 1e-4, 121.4 - i * 1e-4) for i in range(start, start + count)]


@settings(deadline=None, max_examples=40)
@given(st.lists(PLACES, max_size=12), st.integers(0, 1500))
def test_a_trail_is_what_the_last_places_were(first: list[Position], more: int) -> None:
    expected = deque(first, MOST_POINTS)
    trail = GrowingTrail(first)
    for place in places(more):
        expected.append(place)
        trail.append(place)
    assert tuple(trail.show()) == tuple(expected)
    assert len(trail) == len(trail.show()) == len(expected)
    assert trail.last == (expected[-1] if expected else None)
    again = GrowingTrail.of_degrees(trail.degrees())
    assert again.show() == trail.show()
    assert again.degrees() == trail.degrees()
    assert again.last == trail.last
    again.append(Position(1.0, 2.0))
    assert tuple(again.show()) == (*tuple(expected)[-MOST_POINTS + 1 :], Position(1.0, 2.0))


def test_what_was_shown_stays_as_it_was_while_the_trail_grows() -> None:
    trail = GrowingTrail()
    shown: list[tuple[Trail, tuple[Position, ...]]] = []
    for number, place in enumerate(places(2_500)):
        trail.append(place)
        if number % 100 == 7:
            shown.append((trail.show(), tuple(places(MOST_POINTS, number + 1 - MOST_POINTS))[-(number + 1) :]))
    assert all(tuple(view) == expected for view, expected in shown)
    assert trail.show() is trail.show()


def test_moments_of_a_trail_share_their_places() -> None:
    """The map recognises a trail that has grown by it."""
    trail = GrowingTrail.of_degrees(GrowingTrail(places(100)).degrees())
    before = trail.show()
    trail.extend(places(3, 100))
    after = trail.show()
    assert after[-4] is before[-1]
    assert after[0] is before[0]


def test_a_trail_is_a_sequence() -> None:
    all_places = places(9)
    shown = GrowingTrail(all_places).show()
    assert shown[2:4] == tuple(all_places[2:4])
    assert shown[-1] == all_places[8]
    assert shown == tuple(all_places)
    assert shown != tuple(all_places[1:])
    assert hash(shown) == hash(GrowingTrail(all_places).show())
    assert repr(shown) == repr(tuple(all_places))
    assert all_places[3] in shown
    for outside in (9, -10):
        with pytest.raises(IndexError):
            shown[outside]
    assert not GrowingTrail().show()


def test_a_copy_goes_its_own_way() -> None:
    trail = GrowingTrail(places(5))
    copied = copy.deepcopy(trail)
    trail.append(Position(0.0, 0.0))
    assert tuple(copied.show()) == tuple(places(5))
    assert pickle.loads(pickle.dumps(trail.show())) == trail.show()


@pytest.mark.parametrize("data", [bytes(8), bytes(24), bytes(7), bytes(16 * (MOST_POINTS + 1))])
def test_what_is_no_trail_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"no trail|item"):
        GrowingTrail.of_degrees(data)


def test_others_may_look_while_it_grows() -> None:
    trail = GrowingTrail.of_degrees(GrowingTrail(places(MOST_POINTS)).degrees())
    pictures = [trail.show()]
    looked: list[bool] = []
    stopped = threading.Event()

    def look() -> None:
        while not stopped.is_set():
            looked.append(all(a.latitude < b.latitude for a, b in pairwise(pictures[-1])))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        for place in places(4_000, MOST_POINTS):
            trail.append(place)
            pictures.append(trail.show())
    finally:
        stopped.set()
        thread.join()
    assert looked
    assert all(looked)
