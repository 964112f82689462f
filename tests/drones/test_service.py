"""The air, running: real datagrams in, verdicts and pictures out."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from base.clock import SystemClock
from drones import geojson, zones
from drones.air import Air
from drones.config import Crs, DroneConfig, LinkConfig, ZoneFileConfig
from drones.events import Chunk, LinkEvent
from drones.picture import AirPicture, LinkState, Presence, TrackView, Verdict, VerdictView
from drones.service import AirService
from tests.drones.support import Speaker, basic_id, heartbeat, location, position
from tests.drones.test_geojson import feature

LOCAL = "127.0.0.1"
STOP_LIMIT_S = 15.0
"""Half a second on a free machine, nearly three on a full one; that not all zones were waited for shows the picture."""
MAC = b"\x02\x02\x02\x02\x02\x02"


class Desk:
    def __init__(self) -> None:
        self.told: list[tuple[VerdictView, TrackView, int, str]] = []

    def __call__(self, verdict: VerdictView, track: TrackView) -> None:
        self.told.append((verdict, track, time.monotonic_ns(), threading.current_thread().name))


def until(wanted: Callable[[], bool], limit_s: float = 8.0) -> None:
    end_s = time.monotonic() + limit_s
    while not wanted():
        assert time.monotonic() < end_s, f"not seen in {limit_s} s"
        time.sleep(0.005)


def zone_file(folder: Path) -> ZoneFileConfig:
    path = folder / "zones.geojson"
    zone = feature([121.4, 31.2], "Point", id="Z", radius_m=500)
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [zone]}))
    return ZoneFileConfig(path=str(path), crs=Crs.WGS84)


@contextmanager
def running(
    links: list[LinkConfig],
    desk: Callable[[VerdictView, TrackView], None],
    zone_files: list[ZoneFileConfig],
    speed: float = 1.0,
) -> Iterator[AirService]:
    service = AirService(
        links=links,
        drones=[DroneConfig(id="d1", name="Heron", system=1)],
        docks=[],
        zones=zone_files,
        clock=SystemClock(),
        on_verdict=desk,
        log_speed=speed,
    )
    service.start()
    try:
        yield service
    finally:
        assert service.stop(timeout_s=3.0)


def a_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind((LOCAL, 0))
        return int(probe.getsockname()[1])


def test_a_black_flight_is_told_soon_after_its_datagram(tmp_path: Path) -> None:
    port, desk, receiver = a_port(), Desk(), Speaker(200, 236)
    link = LinkConfig(name="udp", address=f"udpin:{LOCAL}:{port}")
    with running([link], desk, [zone_file(tmp_path)]) as air, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        until(lambda: air.picture().links[0].state is LinkState.WAITING)
        out.sendto(receiver.say(basic_id(MAC, "BLACK")), (LOCAL, port))
        until(lambda: air.picture().links[0].messages == 1)
        sent_ns = time.monotonic_ns()
        out.sendto(receiver.say(location(MAC, 31.2, 121.4)), (LOCAL, port))
        until(lambda: bool(desk.told))
        verdict, track, told_ns, thread = desk.told[0]
        assert (verdict.track_id, verdict.zone_id, verdict.verdict) == ("BLACK", "Z", Verdict.IN_BREACH)
        assert sent_ns <= verdict.evidence_at_ns <= told_ns
        assert (told_ns - sent_ns) / 1e6 < 150
        assert (track.track_id, thread) == ("BLACK", "air")
        until(lambda: air.picture().verdicts == (verdict,))


def test_a_vehicle_comes_and_is_lost(tmp_path: Path) -> None:
    port, speaker = a_port(), Speaker(1)
    link = LinkConfig(name="udp", address=f"udpin:{LOCAL}:{port}")
    with running([link], Desk(), []) as air, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        until(lambda: air.picture().links[0].state is LinkState.WAITING)
        assert air.picture().vehicles[0].presence is Presence.LOST
        out.sendto(speaker.say(heartbeat()) + speaker.say(position(31.2, 121.4)), (LOCAL, port))
        until(lambda: air.picture().vehicles[0].presence is Presence.OK)
        heard_ns = air.picture().vehicles[0].heartbeat_at_ns
        assert heard_ns is not None
        until(lambda: air.picture().vehicles[0].presence is Presence.LOST)
        lost_after_s = (air.picture().at_ns - heard_ns) / 1e9
        assert 3.5 <= lost_after_s < 5.0
        assert air.picture().vehicles[0].position is not None


def test_a_desk_that_fails_does_not_stop_the_air(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def broken(verdict: VerdictView, track: TrackView) -> None:
        raise RuntimeError("the desk is on fire")

    port, receiver = a_port(), Speaker(200, 236)
    link = LinkConfig(name="udp", address=f"udpin:{LOCAL}:{port}")
    with running([link], broken, [zone_file(tmp_path)]) as air, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        until(lambda: air.picture().links[0].state is LinkState.WAITING)
        for what in (basic_id(MAC, "BLACK"), location(MAC, 31.2, 121.4)):
            out.sendto(receiver.say(what), (LOCAL, port))
        until(lambda: len(air.picture().verdicts) == 1)
    assert "could not be handed on" in caplog.text


def test_a_piece_that_nobody_foresaw_does_not_take_the_others_with_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = Air.feed

    def feed(air: Air, event: LinkEvent) -> None:
        if isinstance(event, Chunk) and event.data == b"poison":
            raise IndexError("not foreseen")
        real(air, event)

    monkeypatch.setattr(Air, "feed", feed)
    service = AirService(
        links=[LinkConfig(name="udp", address=f"udpin:{LOCAL}:{a_port()}")],
        drones=[],
        docks=[],
        zones=[],
        clock=SystemClock(),
        on_verdict=Desk(),
    )
    now_ns = time.monotonic_ns()
    service._inbox.put([Chunk("udp", 1, b"poison", now_ns), Chunk("udp", 1, Speaker(7).say(heartbeat()), now_ns)])
    service.start()
    try:
        until(lambda: [v.system for v in service.picture().vehicles] == [7])
    finally:
        assert service.stop(timeout_s=3.0)
    assert "link udp could not be understood" in caplog.text


def test_what_is_wrong_with_links_and_zones_is_shown_and_the_rest_runs(tmp_path: Path) -> None:
    bad = tmp_path / "bad.geojson"
    bad.write_text("no json at all")
    links = [
        LinkConfig(name="gone", address=str(tmp_path / "ttyACM0")),
        LinkConfig(name="udp", address=f"udpin:{LOCAL}:{a_port()}"),
    ]
    with running(links, Desk(), [ZoneFileConfig(path=str(bad), crs=Crs.WGS84), zone_file(tmp_path)]) as air:
        until(lambda: air.picture().links[1].state is LinkState.WAITING)
        until(lambda: "is not there" in air.picture().links[0].detail)
        until(lambda: air.picture().zone_files_to_read == 0)
        found = air.picture().zones
        assert [z.zone_id for z in found if not z.quarantined] == ["Z"]
        assert "bad.geojson is not readable JSON" in found[-1].quarantined


def test_a_large_zone_file_is_not_waited_for_and_judges_what_is_there_already(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, port, desk, receiver = threading.Event(), a_port(), Desk(), Speaker(200, 236)
    real = zones.load_file

    def slow(file: ZoneFileConfig, *, stopped: Callable[[], bool]) -> object:
        assert read.wait(10)
        return real(file, stopped=stopped)

    monkeypatch.setattr(zones, "load_file", slow)
    link = LinkConfig(name="udp", address=f"udpin:{LOCAL}:{port}")
    with running([link], desk, [zone_file(tmp_path)]) as air, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        until(lambda: air.picture().links[0].state is LinkState.WAITING)
        for what in (basic_id(MAC, "BLACK"), location(MAC, 31.2, 121.4)):
            out.sendto(receiver.say(what), (LOCAL, port))
        until(lambda: len(air.picture().tracks) == 1)
        assert (air.picture().zones, air.picture().zone_files_to_read, desk.told) == ((), 1, [])
        read.set()
        until(lambda: bool(desk.told))
        assert (desk.told[0][0].verdict, desk.told[0][0].zone_id) == (Verdict.IN_BREACH, "Z")
        until(lambda: air.picture().zone_files_to_read == 0)


def test_stops_in_the_middle_of_a_zone_file(tmp_path: Path) -> None:
    path = tmp_path / "many.geojson"
    many = [feature([121.4, 31.2], "Point", id=f"Z{n}", radius_m=500) for n in range(geojson.MOST_FEATURES)]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": many}))
    with running([], Desk(), [ZoneFileConfig(path=str(path), crs=Crs.WGS84)]) as air:
        until(lambda: any(w.name == "zone files" for w in threading.enumerate()))
        assert air.picture().zone_files_to_read == 1
        started_s = time.monotonic()
    assert time.monotonic() - started_s < STOP_LIMIT_S
    assert air.picture().zones == ()


def test_stops_while_the_zones_of_a_file_are_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = {"type": "FeatureCollection", "features": [feature([121.4, 31.2], "Point", id="Z", radius_m=500)]}
    (zone,), _ = geojson.parse(json.dumps(one).encode(), source="one.geojson", crs=Crs.WGS84)
    many = [replace(zone, zone_id=f"Z{n}") for n in range(2 * geojson.MOST_FEATURES)]
    read = threading.Event()

    def load_file(*_: object, **__: object) -> tuple[list[geojson.Zone], list[geojson.Refused]]:
        read.set()
        return many, []

    monkeypatch.setattr("drones.service.zone_files.load_file", load_file)
    with running([], Desk(), [ZoneFileConfig(path=str(tmp_path / "many.geojson"), crs=Crs.WGS84)]) as air:
        assert read.wait(10)
        started_s = time.monotonic()
    assert time.monotonic() - started_s < STOP_LIMIT_S
    assert air.picture().zones == ()


def test_several_links_at_once(tmp_path: Path) -> None:
    ports = [a_port(), a_port()]
    links = [LinkConfig(name=f"l{i}", address=f"udpin:{LOCAL}:{p}") for i, p in enumerate(ports)]
    with running(links, Desk(), []) as air, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        until(lambda: all(link.state is LinkState.WAITING for link in air.picture().links))
        for number, port in enumerate(ports):
            out.sendto(Speaker(number + 1).say(heartbeat()), (LOCAL, port))
        until(lambda: [(v.system, v.links) for v in air.picture().vehicles] == [(1, ("l0",)), (2, ("l1",))])


@pytest.mark.real_data
def test_a_real_log_as_fast_as_possible_loses_nothing(real_data: Path) -> None:
    pictures: list[AirPicture] = []
    link = LinkConfig(name="log", address=str(real_data / "tlog/three-copters-one-lost.tlog"))
    with running([link], Desk(), [], speed=float("inf")) as air:
        until(lambda: air.picture().links[0].state is LinkState.ENDED, limit_s=20)
        pictures.append(air.picture())
    assert pictures[0].links[0].messages == 39_112
    assert [v.system for v in pictures[0].vehicles] == [1, 2, 3]


def test_stops_at_once_while_links_wait_to_try_again(tmp_path: Path) -> None:
    links = [LinkConfig(name=f"l{i}", address=f"tcp:{LOCAL}:1") for i in range(3)]
    with running(links, Desk(), []) as air:
        until(lambda: all(link.detail for link in air.picture().links))
        started_s = time.monotonic()
    assert time.monotonic() - started_s < STOP_LIMIT_S
