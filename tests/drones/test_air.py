"""The whole room on real logs; and a snapshot leads to the same future."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drones import tlog
from drones.config import DroneConfig
from drones.picture import AltitudeDatum, LinkState, Presence, VehicleKind
from tests.drones.support import DOCK, Sky, Speaker, basic_id, heartbeat, location, message, play, position
from tests.drones.test_airspace import ZONE
from tests.drones.test_zones import zones_of

pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.real_data
def test_the_copter(real_data: Path) -> None:
    picture = play(real_data / "tlog/copter-cubeorange.tlog")
    link, vehicle = picture.links[0], picture.vehicles[0]
    assert (link.messages, link.bad, link.unknown, link.state) == (28_341, 0, 0, LinkState.RECEIVING)
    assert len(picture.vehicles) == 1
    assert (vehicle.system, vehicle.mode, vehicle.armed, vehicle.position) == (1, "LOITER", False, None)
    assert vehicle.battery_percent == 99


@pytest.mark.real_data
def test_the_vtol_plane(real_data: Path) -> None:
    picture = play(real_data / "tlog/vtol.tlog")
    vehicle = picture.vehicles[0]
    assert picture.links[0].messages == 23_894
    assert (vehicle.kind, vehicle.mode, vehicle.presence) == (VehicleKind.DRONE, "QLAND", Presence.OK)
    assert vehicle.home_distance_m == pytest.approx(0.02, abs=0.1)
    assert len(vehicle.trail) == 240


@pytest.mark.real_data
def test_a_submarine_with_two_components_is_one_vehicle(real_data: Path) -> None:
    picture = play(real_data / "tlog/sub-two-components.tlog")
    assert [(v.system, v.mav_type, v.kind) for v in picture.vehicles] == [(1, 12, VehicleKind.OTHER)]
    assert picture.links[0].messages == 35_912
    assert picture.links[0].bad == 4


@pytest.mark.real_data
def test_three_copters_of_which_one_dies(real_data: Path) -> None:
    path = real_data / "tlog/three-copters-one-lost.tlog"
    assert [v.presence for v in play(path, until_s=85).vehicles] == [Presence.OK] * 3
    picture = play(path)
    assert [(v.system, v.presence) for v in picture.vehicles] == [
        (1, Presence.OK),
        (2, Presence.LOST),
        (3, Presence.OK),
    ]
    assert picture.vehicles[1].position is not None
    assert picture.links[0].lost == 0
    assert [t.track_id for t in picture.tracks] == ["0008C5"]


@pytest.mark.real_data
def test_corrupt_frames_and_stamps_are_survived_and_counted(real_data: Path) -> None:
    picture = play(real_data / "tlog/corrupt-stamps.tlog")
    assert picture.links[0].messages >= 9_400
    assert picture.links[0].bad >= 1_000
    assert [(v.system, v.mode) for v in picture.vehicles] == [(1, "RTL")]


@pytest.mark.real_data
def test_a_real_parrot_is_one_track_without_height_over_the_sea(real_data: Path) -> None:
    picture = play(real_data / "remote-id/parrot-anafi-real.tlog")
    assert [t.track_id for t in picture.tracks] == ["1588E040445AC004418"]
    track = picture.tracks[0]
    assert {a.datum for a in track.altitudes} <= {AltitudeDatum.HOME}
    assert "90:3a:e6:5b:c8:a8" in track.ids
    assert track.airborne
    assert picture.vehicles == ()


@pytest.mark.real_data
def test_a_pack_with_serial_and_session_is_one_track(real_data: Path) -> None:
    picture = play(real_data / "remote-id/message-pack-serial-and-session.tlog")
    assert [t.track_id for t in picture.tracks] == ["112624150A90E3AE1EC0"]
    assert {"FD3454B778E565C24B70", "8c:17:59:f5:95:65"} < set(picture.tracks[0].ids)


def a_sky() -> Sky:
    drone = DroneConfig(id="d7", name="Heron", system=7, remote_id="OURS")
    return Sky(drones=(drone,), zones=zones_of(ZONE))


OURS, BLACK = b"\x02\x01\x01\x01\x01\x01", b"\x02\x02\x02\x02\x02\x02"


def act(sky: Sky, number: int) -> None:
    """One of some things that can happen."""
    lat = 31.2 + (number % 97) * 2e-5
    if number % 9 == 0:
        sky.wait(1 + number % 4)
    elif number % 9 == 1:
        sky.hear(heartbeat(custom_mode=number % 8), position(lat, 121.4), system=7)
    elif number % 9 == 2:
        sky.hear(basic_id(OURS, "OURS"), location(OURS, lat, 121.4, stamp_s=number), system=200)
    elif number % 9 == 3:
        sky.hear(basic_id(BLACK, "BLACK"), location(BLACK, lat, 121.401, stamp_s=number), system=200)
    elif number % 9 == 4:
        sky.hear(location(BLACK, lat + 0.02, 121.401, stamp_s=number), system=200)
    elif number % 9 == 5:
        sky.hear(message("statustext", 4, b"x" * 50, 1 + number % 3, number % 2), system=7)
    elif number % 9 == 6:
        sky.hear(heartbeat(DOCK, autopilot=8, custom_mode=number % 6), system=101, component=25)
    elif number % 9 == 7:
        sky.feed(bytes([0xFD, number % 256, 0, 7]))
    else:
        sky.hear(message("sys_status", 0, 0, 0, 0, 22_000, 1, number % 101, 0, 0, 0, 0, 0, 0), system=7)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 900), max_size=25), st.lists(st.integers(0, 900), max_size=25))
def test_a_snapshot_leads_to_the_same_future(before: list[int], after: list[int]) -> None:
    sky = a_sky()
    for number in before:
        act(sky, number)
    snapshot, now_ns, wall_ns = sky.air.snapshot(), sky.now_ns, sky.wall_ns
    sequences = {key: s.mav.seq for key, s in sky._speakers.items()}
    picture = sky.picture()
    sky.changes.clear()
    for number in after:
        act(sky, number)
    other = a_sky()
    other.air.restore(snapshot)
    other.now_ns, other.wall_ns = now_ns, wall_ns
    for (system, component), sequence in sequences.items():
        other._speakers[system, component] = speaker = Speaker(system, component)
        speaker.mav.seq = sequence
    assert other.picture() == picture
    for number in after:
        act(other, number)
    assert other.picture() == sky.picture()
    assert other.changes == sky.changes


@settings(deadline=None, max_examples=40)
@given(st.lists(st.one_of(st.binary(max_size=60), st.integers(0, 900)), max_size=30))
def test_anything_at_all_is_survived(events: list[bytes | int]) -> None:
    sky = a_sky()
    for event in events:
        if isinstance(event, bytes):
            sky.feed(event)
        else:
            act(sky, event)
    sky.wait(1.0)
    assert sky.picture().links[0].messages >= 0


def test_the_rate_and_the_state_of_a_link() -> None:
    sky = Sky()
    assert sky.picture().links[0].state is LinkState.WAITING
    for _ in range(50):
        sky.hear(heartbeat())
        sky.wait(0.1)
    link = sky.picture().links[0]
    assert link.state is LinkState.RECEIVING
    assert link.per_second == pytest.approx(10, abs=1)
    sky.wait(4)
    link = sky.picture().links[0]
    assert (link.state, link.per_second) == (LinkState.WAITING, 0)


def test_a_log_of_nothing_but_stamps_is_survived(tmp_path: Path) -> None:
    path = tmp_path / "x.tlog"
    path.write_bytes(bytes(8) * 1000)
    assert play(path).links[0].messages == 0
    assert not tlog.is_tlog(path.read_bytes())
