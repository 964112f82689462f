"""GCJ-02 and BD-09 there and back, against known points and against published zones in both systems."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.geodesy import Position, distance_m
from drones import crs, zones
from drones.config import Crs, ZoneFileConfig

CITIES = {"Shanghai": (121.4737, 31.2304), "Beijing": (116.4074, 39.9042), "Chengdu": (104.0665, 30.5723)}
lons, lats = st.floats(73.5, 134.5), st.floats(18.0, 53.5)


def wgs84_to_bd09(lon: float, lat: float) -> crs.LonLat:
    return crs.gcj02_to_bd09(*crs.wgs84_to_gcj02(lon, lat))


def apart_m(a: crs.LonLat, b: crs.LonLat) -> float:
    return distance_m(Position(a[1], a[0]), Position(b[1], b[0]))


@given(lons, lats)
def test_there_and_back(lon: float, lat: float) -> None:
    assert apart_m(crs.gcj02_to_wgs84(*crs.wgs84_to_gcj02(lon, lat)), (lon, lat)) < 0.001
    assert apart_m(crs.bd09_to_wgs84(*wgs84_to_bd09(lon, lat)), (lon, lat)) < 0.001


@pytest.mark.parametrize("city", CITIES)
def test_the_offsets_are_as_large_as_is_known(city: str) -> None:
    there = CITIES[city]
    assert 265 <= apart_m(crs.wgs84_to_gcj02(*there), there) <= 640
    assert 800 <= apart_m(wgs84_to_bd09(*there), there) <= 1400


def test_a_known_point() -> None:
    """Tian'anmen, WGS84 116.3912757 39.906217 → GCJ-02 116.3975 39.9076 (published with several converters)."""
    lon, lat = crs.wgs84_to_gcj02(116.3912757, 39.906217)
    assert lon == pytest.approx(116.39752, abs=2e-5)
    assert lat == pytest.approx(39.90762, abs=2e-5)


def test_outside_china_nothing_moves() -> None:
    assert crs.gcj02_to_wgs84(2.35, 48.85) == (2.35, 48.85)


@pytest.mark.real_data
def test_the_same_zones_in_two_systems_coincide(real_data: Path) -> None:
    wgs, none = zones.load([ZoneFileConfig(path=str(real_data / "zones/shanghai-wgs84.geojson"), crs=Crs.WGS84)])
    bd, none_either = zones.load([ZoneFileConfig(path=str(real_data / "zones/shanghai-bd09.geojson"), crs=Crs.BD09)])
    assert (len(wgs), len(bd), none, none_either) == (8, 8, [], [])
    for zone in wgs:
        nearest = min(zone.area.hausdorff_distance(other.area) for other in bd)
        assert nearest * 111_000 < 1.0  # metres
    raw = json.loads((real_data / "zones/shanghai-bd09.geojson").read_text())
    first = raw["features"][0]["geometry"]["coordinates"][0][0]
    assert 800 < apart_m(tuple(first), crs.bd09_to_wgs84(*first)) < 1300
