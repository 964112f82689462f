"""Zones from GeoJSON: what is read, what is refused, and in which words."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.errors import PersonError
from drones import zones
from drones.config import Crs, ZoneFileConfig
from drones.geojson import MOST_FEATURES, MOST_POINTS, Refused, Schedule, Zone, parse
from drones.picture import Altitude, AltitudeDatum, Restriction

SQUARE = [[121.4, 31.2], [121.5, 31.2], [121.5, 31.3], [121.4, 31.3], [121.4, 31.2]]


def feature(coordinates: Any = None, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": [SQUARE] if coordinates is None else coordinates}
    return {"type": "Feature", "properties": {"name": "Park"} | properties, "geometry": geometry}


def read(*features: Any, crs: Crs = Crs.WGS84) -> tuple[list[Zone], list[Refused]]:
    document = {"type": "FeatureCollection", "features": list(features)}
    return parse(json.dumps(document).encode(), source="/etc/zones.geojson", crs=crs)


def only(one: Any) -> Zone:
    found, refused = read(one)
    assert refused == []
    return found[0]


def why(one: Any) -> str:
    found, refused = read(one)
    assert found == []
    assert refused[0].why.startswith("/etc/zones.geojson, feature 1 (“")
    return refused[0].why


def test_a_plain_polygon_is_prohibited_at_all_heights_and_times() -> None:
    zone = only(feature())
    assert (zone.zone_id, zone.name, zone.restriction) == ("zones-1", "Park", Restriction.PROHIBITED)
    assert (zone.lower, zone.upper, zone.schedule) == (None, None, Schedule())


def test_limits_carry_their_datum() -> None:
    zone = only(feature(id="Z9", lower_m=10, lower_datum="ground", upper_m=120.5, upper_datum="AMSL"))
    assert zone.zone_id == "Z9"
    assert zone.lower == Altitude(10, AltitudeDatum.GROUND)
    assert zone.upper == Altitude(120.5, AltitudeDatum.AMSL)


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (feature(upper_m=120), "upper_datum"),
        (feature(upper=120), "upper_m"),
        (feature(upper_m="120", upper_datum="amsl"), "not a number"),
        (feature(lower_m=200, lower_datum="amsl", upper_m=100, upper_datum="amsl"), "not below"),
        (feature(restriction="forbidden"), "restriction 'forbidden'"),
        (feature([[*SQUARE[:4]]]), "not closed"),
        (feature([SQUARE[:3]]), "fewer than four"),
        (feature([[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]), "Self-intersection"),
        (feature([[[0, 0], [1, 0], [2, 0], [0, 0]]]), "not valid"),
        (feature([[[31.2, 121.4], [31.3, 121.4], [31.3, 121.5], [31.2, 121.4]]]), "longitude, latitude"),
        (feature([[[179, 0], [-179, 0], [-179, 1], [179, 1], [179, 0]]]), "antimeridian"),
        (feature([[[10**400, 0], [1, 0], [1, 1], [10**400, 0]]]), "not [longitude, latitude]"),
        (feature(upper_m=10**400, upper_datum="amsl"), "not a number"),
        (feature([121.4, 31.2], "Point", radius_m=10**400), "radius_m"),
        (feature(daily_start="1" * 5000 + ":00", daily_end="20:00", time_zone="Asia/Shanghai"), "HH:MM"),
        (feature([[[0, "x"], [1, 0], [1, 1], [0, 0]]]), "not [longitude, latitude]"),
        (feature([121.4, 31.2], "Point"), "radius_m"),
        (feature([121.4, 31.2], "Point", radius_m=-5), "radius_m"),
        (feature([[0, 0], [1, 1]], "LineString"), "'LineString'"),
        (feature(start="2026-01-01T00:00:00"), "offset"),
        (feature(start="soon"), "ISO 8601"),
        (feature(start="2026-02-01T00:00:00Z", end="2026-01-01T00:00:00Z"), "not before"),
        (feature(daily_start="08:00", daily_end="20:00"), "time_zone"),
        (feature(daily_start="08:00", daily_end="20:00", time_zone="Mars/Base"), "IANA"),
        (feature(daily_start="25:00", daily_end="20:00", time_zone="Asia/Shanghai"), "HH:MM"),
        ({"type": "Feature", "properties": None, "geometry": None}, "no geometry"),
        (["not", "a", "feature"], "not a GeoJSON Feature"),
    ],
)
def test_what_is_wrong_is_refused_in_words_and_never_mended(one: Any, words: str) -> None:
    assert words in why(one)


def test_half_a_character_in_a_name_can_be_written() -> None:
    zone = only(feature(name="Park \ud83d", id="\udcff"))
    assert (zone.zone_id, zone.name) == ("?", "Park ?")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_and_a_name_that_no_file_can_have_are_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.geojson"
    os.mkfifo(pipe)
    files = [ZoneFileConfig(path=str(pipe), crs=Crs.WGS84), ZoneFileConfig(path="/a\0b", crs=Crs.WGS84)]
    found, refused = zones.load(files)
    assert found == []
    assert refused[0].why == f"the zone file {pipe} is not a file"
    assert "cannot be read" in refused[1].why


def test_one_bad_feature_does_not_take_the_others_along() -> None:
    found, refused = read(feature(), feature([SQUARE[:3]]), feature(name="Third"))
    assert [z.name for z in found] == ["Park", "Third"]
    assert "feature 2" in refused[0].why


def test_holes_and_several_polygons() -> None:
    hole = [[121.44, 31.24], [121.44, 31.26], [121.46, 31.26], [121.46, 31.24], [121.44, 31.24]]
    far = [[[122.0, 31.0], [122.1, 31.0], [122.1, 31.1], [122.0, 31.0]]]
    zone = only(feature([[SQUARE, hole], far], "MultiPolygon"))
    assert len(zone.area.geoms) == 2
    assert len(zone.area.geoms[0].interiors) == 1


def test_a_circle_lies_inside_itself() -> None:
    zone = only(feature([121.4, 31.2], "Point", radius_m=3000))
    corners = list(zone.area.geoms[0].exterior.coords)
    assert len(corners) == 129
    assert zone.area.bounds[3] == pytest.approx(31.2 + 3000 / 110_870, rel=1e-5)


def test_schedules() -> None:
    def active(schedule: Schedule, text: str) -> bool:
        from datetime import datetime

        return schedule.active(round(datetime.fromisoformat(text).timestamp() * 1e9))

    span = only(feature(start="2026-10-01T08:00:00+08:00", end="2026-10-08T00:00:00Z")).schedule
    assert not active(span, "2026-09-30T23:59:59Z")
    assert active(span, "2026-10-01T00:00:00Z")
    assert not active(span, "2026-10-08T00:00:00Z")
    night = only(feature(daily_start="22:00", daily_end="06:00", time_zone="Asia/Shanghai")).schedule
    assert active(night, "2026-10-01T15:00:00Z")
    assert active(night, "2026-10-01T21:59:00Z")
    assert not active(night, "2026-10-01T22:00:00Z")
    day = only(feature(daily_start="08:00", daily_end="24:00", time_zone="Asia/Shanghai")).schedule
    assert active(day, "2026-10-01T15:59:00Z")
    assert not active(day, "2026-10-01T16:00:00Z")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not readable JSON"),
        (b"\xff\xfe\x00", "not readable JSON"),
        (b"[1, 2]", "not GeoJSON"),
        (b'{"type": "Feature"}', "not GeoJSON"),
        (b"[" * 100_000, "not readable JSON"),
    ],
)
def test_files_that_are_no_geojson(data: bytes, words: str) -> None:
    with pytest.raises(PersonError, match=words):
        parse(data, source="x.json", crs=Crs.WGS84)


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ed269-che.json", "ED-269"),
        ("ed318-cis-sample.json", "ED-318"),
        ("ed318_Example_Collection.json", "ED-318"),
        ("ed318_Example_GeoZone_Circle.json", "ED-318"),
        ("ed318_InvalidExample_GeoZone_2_Layers.json", "ED-318"),
    ],
)
def test_other_formats_are_named_and_the_rest_runs(real_data: Path, name: str, words: str) -> None:
    files = [
        ZoneFileConfig(path=str(real_data / "zones" / name), crs=Crs.WGS84),
        ZoneFileConfig(path=str(real_data / "zones/shanghai-wgs84.geojson"), crs=Crs.WGS84),
        ZoneFileConfig(path="/nowhere/zones.geojson", crs=Crs.WGS84),
    ]
    found, refused = zones.load(files)
    assert len(found) == 8
    assert words in refused[0].why
    assert name in refused[0].why
    assert "/nowhere/zones.geojson cannot be read" in refused[1].why


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(st.text(max_size=6), inner, max_size=4)),
    max_leaves=12,
)


@settings(deadline=None, max_examples=150)
@given(
    geometry=st.one_of(
        json_values,
        st.fixed_dictionaries(
            {
                "type": st.sampled_from(["Polygon", "MultiPolygon", "Point"]),
                "coordinates": st.one_of(
                    json_values,
                    st.lists(
                        st.lists(st.lists(st.floats(-200, 200), min_size=2, max_size=2), min_size=3, max_size=7),
                        max_size=3,
                    ),
                ),
            }
        ),
    ),
    properties=st.one_of(json_values, st.fixed_dictionaries({"restriction": json_values, "upper_m": json_values})),
    crs=st.sampled_from(list(Crs)),
)
def test_any_feature_is_read_or_refused(geometry: Any, properties: Any, crs: Crs) -> None:
    data = json.dumps(
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": geometry, "properties": properties}]}
    ).encode()
    try:
        found, refused = parse(data, source="x.json", crs=crs)
    except PersonError:
        return
    assert len(found) + len(refused) == 1
    assert all(z.area.is_valid for z in found)


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes_are_one_sentence(data: bytes) -> None:
    with pytest.raises(PersonError) as caught:
        parse(data, source="x.json", crs=Crs.WGS84)
    assert "x.json" in str(caught.value)


def test_a_file_of_too_many_features_or_points_is_refused_as_a_whole() -> None:
    point = feature([121.4, 31.2], "Point", radius_m=500)
    many = json.dumps({"type": "FeatureCollection", "features": [point] * (MOST_FEATURES + 1)}).encode()
    with pytest.raises(PersonError, match=r"z\.json has 10001 features, more than 10000"):
        parse(many, source="z.json", crs=Crs.WGS84)
    ring = [[121.4, 31.2]] * (MOST_POINTS // 2)
    long = json.dumps({"type": "FeatureCollection", "features": [feature([ring]), feature([[ring], [ring]])]}).encode()
    with pytest.raises(PersonError, match=r"z\.json has more than 200000 points"):
        parse(long, source="z.json", crs=Crs.WGS84)


@given(st.recursive(st.floats() | st.text() | st.none(), st.lists, max_leaves=20))
def test_anything_may_stand_where_coordinates_should(coordinates: object) -> None:
    data = json.dumps({"type": "FeatureCollection", "features": [feature(coordinates)]}).encode()
    found, refused = parse(data, source="z.json", crs=Crs.WGS84)
    assert len(found) + len(refused) == 1
