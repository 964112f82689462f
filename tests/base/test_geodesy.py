from math import isclose

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from base.geodesy import LocalFrame, Position, bearing_deg, distance_m, moved

WGS84 = Geod(ellps="WGS84")
places = st.builds(Position, st.floats(-60, 60), st.floats(-180, 180))


@given(places, st.floats(0, 360, exclude_max=True), st.floats(1, 50_000))
def test_moving_agrees_with_the_geodesic(start: Position, bearing: float, metres: float) -> None:
    end = moved(start, bearing, metres)
    _, _, geodesic_m = WGS84.inv(start.longitude, start.latitude, end.longitude, end.latitude)
    assert isclose(geodesic_m, metres, rel_tol=2e-2, abs_tol=0.01)
    assert isclose(distance_m(start, end), geodesic_m, rel_tol=1e-3, abs_tol=0.01)


@given(places, st.floats(-20_000, 20_000), st.floats(-20_000, 20_000))
def test_there_and_back(origin: Position, x_m: float, y_m: float) -> None:
    frame = LocalFrame(origin)
    there = frame.to_position(x_m, y_m)
    back_x, back_y = frame.to_xy(there.latitude, there.longitude)
    assert isclose(back_x, x_m, abs_tol=1e-3)
    assert isclose(back_y, y_m, abs_tol=1e-3)


def test_the_antimeridian_is_no_wall() -> None:
    west, east = Position(10, 179.999), Position(10, -179.999)
    assert 200 < distance_m(west, east) < 250
    assert 85 < bearing_deg(west, east) < 95
    x_m, _ = LocalFrame(west).to_xy(east.latitude, east.longitude)
    assert 200 < x_m < 250


def test_arrays_agree_with_single_points() -> None:
    frame = LocalFrame(Position(31.2, 121.5))
    xs, ys = frame.to_xy_arrays([31.2, 31.3], [121.5, 121.4])
    singles = [frame.to_xy(31.2, 121.5), frame.to_xy(31.3, 121.4)]
    np.testing.assert_allclose(np.stack([xs, ys], axis=1), singles)


def test_a_bearing_is_below_360() -> None:
    assert bearing_deg(Position(0, 0), Position(1, -5e-324)) == 0.0
