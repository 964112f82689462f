"""The map's geometry, labels, picking and scene: what is where, without painting."""

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from base.clock import NS_PER_S
from base.geodesy import LocalFrame, Position
from drones.picture import AirPicture, Altitude, AltitudeDatum, Presence, Verdict, VerdictReason
from tests.ui.fake_world import CENTRE, NOW_NS, busy_air, camera, camera_facts, dock, track, vehicle, verdict, zone
from ui.airspace.geometry import Window, grown_trail, inside, nice_step, ring_xy, steps_between, trail_xy
from ui.airspace.labels import Labeller, Wish
from ui.airspace.pick import next_in, order_of, pick, towards
from ui.airspace.scene import Key, Kind, Scene, tail
from video.feed import CameraState

FRAME = LocalFrame(CENTRE)
WINDOW = Window(-1000.0, 1000.0, 0.5, 1000.0, 1000.0)


def scene_of(picture: AirPicture) -> Scene:
    scene = Scene(FRAME)
    scene.take_air(picture)
    return scene


@given(x=st.floats(-50_000, 50_000), y=st.floats(-50_000, 50_000))
def test_pixels_and_metres_are_the_same_place(x: float, y: float) -> None:
    assert WINDOW.to_metres(*WINDOW.to_px(x, y)) == pytest.approx((x, y), abs=1e-6)
    assert tuple(WINDOW.to_px_array(np.array([[x, y]]))[0]) == pytest.approx(WINDOW.to_px(x, y))


def test_north_is_up() -> None:
    assert WINDOW.to_px(0.0, 100.0)[1] < WINDOW.to_px(0.0, 0.0)[1]


@pytest.mark.parametrize(
    "centre", [Position(-16.5, 179.9), Position(-16.5, -179.9), Position(31.0, 121.0), Position(10.0, 0.05)]
)
def test_a_zone_across_the_antimeridian_stays_in_one_piece(centre: Position) -> None:
    """Also seen from a precinct at 0° and from China, whose far side another meridian is."""
    ring = ((-17.0, 179.5), (-17.0, -179.5), (-16.0, -179.5), (-16.0, 179.5), (-17.0, 179.5))
    points = ring_xy(LocalFrame(centre), ring)
    assert np.ptp(points[:, 0]) < 150_000
    assert np.allclose(points[0], points[-1], atol=1.0)


@given(lon=st.floats(-180, 180), size=st.floats(0.001, 5))
def test_no_zone_is_ever_drawn_around_the_world(lon: float, size: float) -> None:
    ring = [(31 + size * math.sin(a / 4), (lon + size * math.cos(a / 4) + 180) % 360 - 180) for a in range(26)]
    points = ring_xy(FRAME, ring)
    assert np.abs(np.diff(points[:, 0])).max() < 700_000


def test_a_hole_is_outside() -> None:
    outer = np.array([[-100, -100], [100, -100], [100, 100], [-100, 100]], float)
    hole = outer * 0.3
    assert inside((outer, hole), 60.0, 0.0)
    assert not inside((outer, hole), 0.0, 0.0)
    assert not inside((outer, hole), 160.0, 0.0)


@given(st.floats(1e-3, 1e7))
def test_steps_are_round_and_large_enough(value: float) -> None:
    step = nice_step(value)
    assert value * (1 - 1e-6) <= step <= value * 10
    assert f"{step:e}"[0] in "125"


def test_an_absurd_number_of_lines_is_none() -> None:
    assert steps_between(0, 1e9, 1.0) == []
    assert steps_between(-1, 2.5, 1.0) == [-1.0, 0.0, 1.0, 2.0]


@given(seed=st.integers(0, 5000))
def test_a_trail_that_grows_is_the_same_as_one_made_anew(seed: int) -> None:
    chance = random.Random(seed)
    points = [Position(31 + chance.uniform(-0.1, 0.1), 121.4 + chance.uniform(-0.1, 0.1)) for _ in range(40)]
    start, length, step = chance.randrange(10), chance.randrange(1, 20), chance.randrange(0, 8)
    before = tuple(points[start : start + length])
    trail = tuple(points[start + chance.randrange(length + 1) : start + length + step])
    grown = grown_trail(FRAME, trail_xy(FRAME, before), before, trail)
    if grown is not None:
        assert np.allclose(grown, trail_xy(FRAME, trail))


def test_a_steadily_growing_trail_is_not_made_anew() -> None:
    points = [Position(31 + 0.001 * i, 121.4) for i in range(12)]
    before, trail = tuple(points[:10]), tuple(points[1:11])
    grown = grown_trail(FRAME, trail_xy(FRAME, before), before, trail)
    assert grown is not None
    assert np.allclose(grown, trail_xy(FRAME, trail))


def test_labels_do_not_lie_on_one_another() -> None:
    chance = random.Random(3)
    wishes = [Wish(i, chance.uniform(0, 900), chance.uniform(0, 600), 90, 16, False) for i in range(120)]
    placed = Labeller().place(wishes, 900, 600)
    boxes = [(w.x_px + placed[w.key][0], w.y_px + placed[w.key][1]) for w in wishes if w.key in placed]
    assert len(boxes) > 40
    for i, (x1, y1) in enumerate(boxes):
        for x2, y2 in boxes[i + 1 :]:
            assert abs(x1 - x2) >= 90 or abs(y1 - y2) >= 16


def test_a_label_alone_finds_room_wherever_its_symbol_is() -> None:
    for x in range(300, 320):
        assert Labeller().place([Wish(1, x + 0.3, 200, 80, 16, False)], 900, 600)[1] == (12, -8)


def test_a_label_stays_on_its_side_while_it_can() -> None:
    labeller = Labeller()
    near = [Wish("a", 300, 300, 80, 16, False), Wish("b", 316, 300, 80, 16, False)]
    first = labeller.place(near, 900, 600)
    apart = [Wish("a", 300, 300, 80, 16, False), Wish("b", 600, 300, 80, 16, False)]
    assert labeller.place(apart, 900, 600)["a"] == first["a"]


def test_what_is_selected_or_in_breach_is_always_named() -> None:
    wishes = [Wish(i, 300, 300, 80, 16, i == 29) for i in range(30)]
    assert 29 in Labeller().place(wishes, 900, 600)


def test_the_scene_says_altitude_with_datum_and_age(qapp: QApplication) -> None:
    old = track("A", altitudes=(Altitude(120.0, AltitudeDatum.ELLIPSOID),), position_at_ns=NOW_NS - 6 * NS_PER_S)
    blind = track("B", altitudes=())
    scene = scene_of(AirPicture(NOW_NS, vehicles=(vehicle(1),), tracks=(old, blind)))
    details = {spot.key.name: spot.detail for spot in scene.spots}
    assert details == {"1": "80\u00a0m rel.", "A": "120\u00a0m WGS84 · 6\u00a0s", "B": "–"}


def test_a_lost_drone_stays_where_it_was_last(qapp: QApplication) -> None:
    gone = vehicle(1, presence=Presence.LOST)
    spot = scene_of(AirPicture(NOW_NS, vehicles=(gone,))).spots[0]
    assert (spot.faded, spot.position, spot.detail) == (True, gone.position, "Lost")


def test_a_track_of_ours_does_not_cover_the_drone_that_it_is(qapp: QApplication) -> None:
    ours, drone = Key(Kind.TRACK, "OURS0001"), Key(Kind.DRONE, "1")
    scene = scene_of(busy_air())
    assert scene.spot(ours) is None
    assert scene.same_as == {ours: drone}
    alone = scene_of(AirPicture(NOW_NS, tracks=(track("OURS0001", ours=True, own_system=1),)))
    assert alone.spot(ours) is not None


def test_a_breach_ties_track_and_zone(qapp: QApplication) -> None:
    scene = scene_of(busy_air())
    assert scene.breaches == ((Key(Kind.TRACK, "1581F5FKD229400A1B2C"), Key(Kind.ZONE, "Z3")),)
    assert [area.in_breach for area in scene.areas] == [True, False]


def test_a_quarantined_zone_is_not_drawn(qapp: QApplication) -> None:
    scene = scene_of(AirPicture(NOW_NS, zones=(zone(), zone("Q", "Bad", quarantined="it crosses itself"))))
    assert [area.key.name for area in scene.areas] == ["Z3"]


def test_what_stands_still_is_painted_again_only_when_it_changes(qapp: QApplication) -> None:
    scene = scene_of(busy_air())
    version = scene.still_version
    scene.take_air(busy_air(NOW_NS + NS_PER_S))
    assert scene.still_version == version
    scene.take_air(AirPicture(NOW_NS, zones=(zone(active=False),)))
    assert scene.still_version == version + 1
    cameras = (camera(1), camera(2))
    live = tuple(camera_facts(c.id, state=CameraState.LIVE) for c in cameras)
    scene.take_cameras(cameras, live)
    scene.take_cameras(cameras, live)
    assert scene.still_version == version + 2
    scene.take_cameras(cameras, (live[0], camera_facts("c02", state=CameraState.OFFLINE)))
    assert [eye.offline for eye in scene.eyes] == [False, True]


def test_trails_of_what_is_gone_are_forgotten(qapp: QApplication) -> None:
    scene = scene_of(busy_air())
    scene.take_air(AirPicture(NOW_NS))
    assert not scene.trails
    assert not scene.trail_ends


def test_something_on_the_other_side_of_the_world_does_not_count_for_the_whole(qapp: QApplication) -> None:
    far = zone("far", rings=(((-33.0, -70.0), (-33.0, -69.0), (-32.0, -69.0)),))
    scene = scene_of(AirPicture(NOW_NS, vehicles=(vehicle(1),), zones=(far,)))
    box = scene.box_m()
    assert box is not None
    assert max(abs(v) for v in box) < 10_000
    assert Scene(FRAME).box_m() is None


def test_an_airliner_passing_by_does_not_shrink_the_precinct(qapp: QApplication) -> None:
    liner = track("780C4A", position=Position(CENTRE.latitude - 0.3, CENTRE.longitude - 0.3))
    with_it = scene_of(AirPicture(NOW_NS, vehicles=(vehicle(1),), tracks=(liner,)))
    assert with_it.box_m() == scene_of(AirPicture(NOW_NS, vehicles=(vehicle(1),))).box_m()
    assert scene_of(AirPicture(NOW_NS, tracks=(liner,))).box_m() is not None


def test_picking_prefers_what_moves_to_the_zone_below(qapp: QApplication) -> None:
    scene = scene_of(busy_air())
    spot = scene.spot(Key(Kind.TRACK, "1581F5FKD229400A1B2C"))
    assert spot is not None
    at = WINDOW.to_px(spot.x_m, spot.y_m)
    assert pick(scene, WINDOW, at[0] + 5, at[1], True, True) == spot.key
    beside = WINDOW.to_px(spot.x_m + 60, spot.y_m - 60)
    assert pick(scene, WINDOW, *beside, True, True) == Key(Kind.ZONE, "Z3")
    assert pick(scene, WINDOW, *beside, True, False) is None


def test_tab_goes_through_all_and_then_leaves(qapp: QApplication) -> None:
    order = order_of(scene_of(busy_air()))
    assert order[0] == Key(Kind.TRACK, "1581F5FKD229400A1B2C")
    walked: list[Key] = []
    at: Key | None = None
    while (at := next_in(order, at, forward=True)) is not None:
        walked.append(at)
    assert walked == order
    assert Key(Kind.TRACK, "OURS0001") not in order
    assert next_in(order, order[0], forward=False) is None
    assert next_in([], None, forward=True) is None


def test_arrows_find_the_nearest_in_their_direction(qapp: QApplication) -> None:
    scene = scene_of(
        AirPicture(NOW_NS, docks=(dock(101, position=Position(CENTRE.latitude, CENTRE.longitude + 0.01)),))
    )
    assert towards(scene, None, (0.0, 0.0), (1, 0), True) == Key(Kind.DOCK, "101")
    assert towards(scene, None, (0.0, 0.0), (-1, 0), True) is None


def test_doubt_weighs_less_than_breach(qapp: QApplication) -> None:
    doubt = verdict("B", verdict=Verdict.CANNOT_TELL, reasons=(VerdictReason.ALTITUDE_UNKNOWN,))
    scene = scene_of(AirPicture(NOW_NS, tracks=(track("A"), track("B"), track("C")), verdicts=(verdict("A"), doubt)))
    assert {s.key.name: s.urgency for s in scene.spots} == {"A": 2, "B": 1, "C": 0}


def test_long_ids_are_told_apart_by_their_ends() -> None:
    assert (tail("1581F5FKD229400A1B2C"), tail("78A3F1")) == ("…A1B2C", "78A3F1")
