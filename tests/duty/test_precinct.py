from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.errors import ConfigurationError
from duty import check
from duty.precinct import Precinct, load, parse

GOOD = """
[precinct]
name = "East Bank"
time_zone = "Asia/Shanghai"
centre = [31.23, 121.49]

[[cameras]]
id = "c01"
name = "North gate"
address = "rtsp://10.0.0.4/main"
user = "viewer"
secret = "north-gate"
masks = [[[0, 0], [0.5, 0], [0.5, 0.5]]]

[[cameras]]
id = "c02"
name = "Clip"
address = "clips/street.mp4"

[[drones]]
id = "p1"
name = "P1"
system = 1

[[docks]]
id = "d1"
name = "Roof"
system = 101
drone = "p1"

[[links]]
name = "field"
address = "udpin:0.0.0.0:14550"

[[zones]]
path = "zones/quarter.geojson"
crs = "wgs84"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "precinct.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_paths_start_at_the_configurations_folder(tmp_path: Path) -> None:
    precinct = load(write(tmp_path, GOOD))
    assert precinct.zones[0].path == str(tmp_path / "zones/quarter.geojson")
    assert precinct.cameras[1].address == str(tmp_path / "clips/street.mp4")
    assert precinct.cameras[0].address == "rtsp://10.0.0.4/main"


def test_an_empty_precinct_is_a_precinct(tmp_path: Path) -> None:
    head = '[precinct]\nname = "x"\ntime_zone = "UTC"\ncentre = [0, 0]\n'
    assert load(write(tmp_path, head)).cameras == ()


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        load(write(folder, text))
    return caught.value.problems


def test_every_error_is_told_at_once_with_its_path(tmp_path: Path) -> None:
    text = GOOD.replace("Asia/Shanghai", "Asia/Nowhere").replace("system = 1\n", "system = 300\n")
    text = text.replace('crs = "wgs84"', 'crs = "mars"').replace('name = "Clip"', 'nmae = "Clip"')
    found = "\n".join(problems(tmp_path, text))
    for expected in (
        "precinct.time_zone: expected an IANA time zone",
        "drones[0].system: ",
        "zones[0].crs: ",
        "cameras[1].name: is missing",
        "cameras[1].nmae: is not a field that is known here",
    ):
        assert expected in found


def test_references_and_repetitions(tmp_path: Path) -> None:
    text = GOOD.replace('drone = "p1"', 'drone = "p9"').replace('id = "c02"', 'id = "c01"')
    found = problems(tmp_path, text)
    assert any(p.startswith("docks[0].drone: expected the id of a drone") for p in found)
    assert any(p.startswith("cameras.id: expected each to be different") for p in found)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("rtsp://user:hunter2@10.0.0.4/", "password does not belong"),
        ("gopher://10.0.0.4/", "expected one of"),
        ("rtsp:///main", "host name"),
        ("usb:front", "usb:"),
        ("usb:²", "usb:"),
        ("http://[", "expected an address that can be read"),
        ("rtsp://10.0.0.4:99999/", "port"),
        ("", "expected an address"),
    ],
)
def test_wrong_addresses(tmp_path: Path, address: str, expected: str) -> None:
    found = problems(tmp_path, GOOD.replace("rtsp://10.0.0.4/main", address))
    assert len(found) == 1
    assert found[0].startswith("cameras[0].address: ")
    assert expected in found[0]
    assert "hunter2" not in found[0]


@pytest.mark.parametrize("port", ["²", "9" * 5000], ids=["digit", "long"])
def test_a_link_with_a_wrong_port(tmp_path: Path, port: str) -> None:
    found = problems(tmp_path, GOOD.replace("udpin:0.0.0.0:14550", f"udpin:0.0.0.0:{port}"))
    assert [line.partition(" with a port")[0] for line in found] == ["links[0].address: expected udpin:host:port"]


@pytest.mark.parametrize("value", ["x" * 100_000, 10**5000], ids=["text", "number"])
def test_a_wrong_value_is_not_told_at_length(value: object) -> None:
    with pytest.raises(ConfigurationError) as caught:
        parse({"precinct": {"name": value, "time_zone": "UTC", "centre": [0, 0]}}, source="s", folder=Path("/"))
    assert all(len(problem) < 200 for problem in caught.value.problems)


def test_names_that_no_file_can_have_are_told_by_check() -> None:
    data = {
        "precinct": {"name": "p", "time_zone": "UTC", "centre": [0, 0]},
        "cameras": [{"id": "a", "name": "a", "address": "/" + "x" * 5000}, {"id": "b", "name": "b", "address": "/\0"}],
    }
    found = check.problems(parse(data, source="s", folder=Path("/")))
    assert [line.partition(":")[0] for line in found] == ["cameras[0].address", "cameras[1].address"]


def test_a_ground_stations_id_is_refused(tmp_path: Path) -> None:
    text = GOOD.replace('name = "field"', 'name = "field"\ntransmit = true\nsystem_id = 255')
    assert "links[0]" in problems(tmp_path, text)[0]


@pytest.mark.parametrize(
    ("content", "expected"),
    [(b"\xff\xfe\x00", "not UTF-8"), (b"[precinct\n", "not valid TOML"), (b"", "precinct: is missing")],
)
def test_files_that_are_no_configuration(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "precinct.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigurationError, match=expected) as caught:
        load(path)
    assert "precinct.toml" in str(caught.value)


def test_missing_files_and_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"gone\.toml: cannot be read"):
        load(tmp_path / "gone.toml")
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load(tmp_path)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)
fields = st.sampled_from(["precinct", "cameras", "links", "drones", "docks", "zones", "responders", "x"])


@given(st.dictionaries(fields, values, max_size=5))
def test_any_data_is_a_precinct_or_a_configuration_error(data: dict[str, object]) -> None:
    try:
        precinct = parse(data, source="x.toml", folder=Path("/"))
    except ConfigurationError as error:
        found = error.problems
    else:
        assert isinstance(precinct, Precinct)
        return
    assert found
    assert all(problem and "Traceback" not in problem for problem in found)


def test_recording_names_cameras_that_are_there(tmp_path: Path) -> None:
    good = GOOD + '\n[recording]\nmode = "incidents"\nkeep_unmasked = ["c01"]\nleave_out = ["c02"]\n'
    assert load(write(tmp_path, good)).recording.keep_unmasked == ("c01",)
    with pytest.raises(ConfigurationError) as raised:
        load(write(tmp_path, good.replace('["c02"]', '["c09"]').replace('"incidents"', '"sometimes"')))
    assert any("recording.mode" in problem for problem in raised.value.problems)
    with pytest.raises(ConfigurationError, match=r"recording.leave_out\[0\]: expected the id of a camera"):
        load(write(tmp_path, good.replace('["c02"]', '["c09"]')))
