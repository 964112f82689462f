"""Where points lie in and beside zones."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point

from base.geodesy import Position, distance_m, moved
from drones.config import Crs
from drones.geojson import Zone, parse
from drones.picture import Altitude, AltitudeDatum
from drones.zones import EMPTY, ZoneIndex
from tests.drones.support import WALL_NS
from tests.drones.test_geojson import feature


def zones_of(*features: Any) -> tuple[Zone, ...]:
    data = json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()
    found, refused = parse(data, source="z.json", crs=Crs.WGS84)
    assert refused == []
    return tuple(found)


CENTRE = Position(31.2, 121.4)
CIRCLE = feature([121.4, 31.2], "Point", id="C", radius_m=500)


@settings(deadline=None, max_examples=200)
@given(st.floats(0, 360), st.floats(1, 1400))
def test_the_depth_in_a_circle_is_its_radius_less_the_distance(bearing: float, metres: float) -> None:
    index = ZoneIndex(zones_of(CIRCLE))
    assert index.depth_m(0, moved(CENTRE, bearing, metres)) == pytest.approx(500 - metres, abs=1.0)


def test_only_zones_at_hand_are_looked_at() -> None:
    index = ZoneIndex(zones_of(CIRCLE, feature([122.4, 31.2], "Point", radius_m=500)))
    near = index.near([CENTRE, moved(CENTRE, 90, 1400), moved(CENTRE, 90, 1700), Position(31.2, 122.4)])
    assert near == [[0], [0], [], [1]]
    assert ZoneIndex(()).near([CENTRE]) == [[]]


def test_a_hole_is_outside() -> None:
    square = [[121.4, 31.2], [121.5, 31.2], [121.5, 31.3], [121.4, 31.3], [121.4, 31.2]]
    hole = [[121.44, 31.24], [121.44, 31.26], [121.46, 31.26], [121.46, 31.24], [121.44, 31.24]]
    index = ZoneIndex(zones_of(feature([square, hole])))
    assert index.depth_m(0, Position(31.25, 121.45)) < 0 < index.depth_m(0, Position(31.25, 121.43))


def test_over_the_antimeridian_the_cut_is_no_edge() -> None:
    east = [[[179.9, -17], [180, -17], [180, -16.9], [179.9, -16.9], [179.9, -17]]]
    west = [[[-180, -17], [-179.9, -17], [-179.9, -16.9], [-180, -16.9], [-180, -17]]]
    index = ZoneIndex(zones_of(feature([east, west], "MultiPolygon")))
    for longitude in (179.9999, -179.9999):
        place = Position(-16.95, longitude)
        assert index.near([place]) == [[0]]
        assert index.depth_m(0, place) == pytest.approx(5530, rel=0.02)  # to the northern or southern edge
    assert index.depth_m(0, Position(-16.95, 179.8)) < 0


def test_own_drones_are_in_zones_unless_known_to_be_above_and_leave_with_some_room() -> None:
    index = ZoneIndex(zones_of(feature([121.4, 31.2], "Point", id="C", radius_m=500, upper_m=100, upper_datum="amsl")))
    inside, just_out = moved(CENTRE, 0, 490), moved(CENTRE, 0, 503)
    amsl = Altitude(90, AltitudeDatum.AMSL)
    assert index.ids_around(inside, [amsl], WALL_NS) == ("C",)
    assert index.ids_around(inside, [Altitude(140, AltitudeDatum.AMSL)], WALL_NS) == ()
    assert index.ids_around(inside, [Altitude(140, AltitudeDatum.HOME)], WALL_NS) == ("C",)
    assert index.ids_around(just_out, [amsl], WALL_NS) == ()
    assert index.ids_around(just_out, [amsl], WALL_NS, before=("C",)) == ("C",)


def test_views_are_the_same_objects_until_a_zone_begins() -> None:
    index = ZoneIndex(zones_of(CIRCLE, feature(start="2027-01-15T08:00:10Z")))
    first = index.views(WALL_NS)
    assert [v.active for v in first] == [True, False]
    assert index.views(WALL_NS + 5_000_000_000) is first
    assert [v.active for v in index.views(WALL_NS + 11_000_000_000)] == [True, True]


def test_what_is_found_later_leaves_numbers_and_ids_as_they_were() -> None:
    first, second = zones_of(CIRCLE, CIRCLE), zones_of(CIRCLE, feature([122.4, 31.2], "Point", id="D", radius_m=500))
    grown = EMPTY.extended(first, ()).extended(second, ())
    whole = ZoneIndex((*first, *second))
    assert [z.zone_id for z in grown.zones] == [z.zone_id for z in whole.zones] == ["C", "C#2", "C#3", "D"]
    places = [CENTRE, Position(31.2, 122.4)]
    assert grown.near(places) == whole.near(places) == [[0, 1, 2], [3]]
    assert grown.depth_m(3, places[1]) == whole.depth_m(3, places[1])


def test_the_same_id_twice_is_told_apart() -> None:
    assert [z.zone_id for z in ZoneIndex(zones_of(CIRCLE, CIRCLE, feature())).zones] == ["C", "C#2", "z-3"]


@settings(deadline=None, max_examples=60)
@given(st.floats(121.35, 121.55), st.floats(31.15, 31.35))
def test_inside_is_what_shapely_says(longitude: float, latitude: float) -> None:
    zones = zones_of(feature())
    depth_m = ZoneIndex(zones).depth_m(0, Position(latitude, longitude))
    assert (depth_m > 0) == zones[0].area.contains(Point(longitude, latitude)) or abs(depth_m) < 0.01
    assert abs(depth_m) <= distance_m(Position(latitude, longitude), Position(31.25, 121.45)) + 20_000
