"""Tracks against zones, and our own drones told from those who only say so."""

from collections.abc import Sequence

from base.clock import NS_PER_S
from base.geodesy import Position
from drones.config import DroneConfig
from drones.picture import Verdict, VerdictReason
from drones.tracks import MOST_AIRCRAFT
from tests.drones.support import Sky, basic_id, heartbeat, location, position
from tests.drones.test_geojson import feature
from tests.drones.test_zones import zones_of

MAC = b"\x02\x4d\x50\x00\x00\x07"
FORGER = b"\x02\x66\x66\x66\x66\x66"
SERIAL = "1MP0BPD260400007"
LAT, LON = 31.2, 121.4
M_NORTH = 1 / 110_870
DRONE = DroneConfig(id="d7", name="Heron", system=7, remote_id=SERIAL)
ZONE = feature([LON, LAT], "Point", id="Z", radius_m=500)
IN, CLEAR, CANNOT = Verdict.IN_BREACH, Verdict.CLEAR, Verdict.CANNOT_TELL


def a_sky(*features: object) -> Sky:
    return Sky(drones=(DRONE,), zones=zones_of(*(features or (ZONE,))))


def broadcast(sky: Sky, mac: bytes, serial: str, lat: float, stamp_s: float, **more: float) -> None:
    sky.hear(basic_id(mac, serial), location(mac, lat, LON, stamp_s=stamp_s, **more), system=200, component=236)  # type: ignore[arg-type]


def fly(sky: Sky, lat: float, rel_m: float = 50.0) -> None:
    sky.hear(heartbeat(), position(lat, LON, rel_m=rel_m), system=7)


def told(sky: Sky) -> list[tuple[str, Verdict]]:
    return [(v.track_id, v.verdict) for v, _ in sky.changes]


def test_a_stranger_in_a_zone_is_told_once_with_its_evidence() -> None:
    sky = a_sky()
    sky.hear(basic_id(MAC, "BLACK"), system=200)
    assert sky.changes == []
    sky.wait(1.0)
    sky.hear(location(MAC, LAT, LON), system=200)
    completed_ns = sky.now_ns
    for second in range(2, 20):
        sky.wait(1.0)
        sky.hear(location(MAC, LAT, LON, stamp_s=second), system=200)
    assert told(sky) == [("BLACK", IN)]
    verdict, track = sky.changes[0]
    assert (verdict.zone_id, verdict.reasons, verdict.evidence_at_ns) == ("Z", (VerdictReason.INSIDE,), completed_ns)
    assert (track.track_id, track.ours) == ("BLACK", False)
    assert sky.picture().verdicts == (verdict,)


def test_our_own_drone_is_clear_and_said_to_be_in_the_zone() -> None:
    sky = a_sky()
    for second in range(5):
        fly(sky, LAT + second * 3 * M_NORTH)
        broadcast(sky, MAC, SERIAL, LAT + second * 3 * M_NORTH, second, height_m=50.0)
        sky.wait(0.5)
    assert sky.changes == []
    assert (sky.track(SERIAL).ours, sky.track(SERIAL).own_system) == (True, 7)
    assert sky.vehicle(7).zone_ids == ("Z",)
    fly(sky, LAT + 900 * M_NORTH)
    sky.wait(0.5)
    assert sky.vehicle(7).zone_ids == ()


def test_a_serial_of_ours_without_our_position_clears_nothing() -> None:
    sky = a_sky()
    broadcast(sky, FORGER, SERIAL, LAT, 1)
    assert told(sky) == [(SERIAL, CANNOT)]  # our drone's own word may be under way
    sky.wait(2.0)
    assert told(sky) == [(SERIAL, CANNOT), (SERIAL, IN)]
    assert VerdictReason.SERIAL_WITHOUT_POSITION in sky.changes[1][0].reasons
    assert not sky.track(SERIAL).ours


def test_at_the_start_remote_id_may_come_before_our_own_position() -> None:
    sky = a_sky()
    broadcast(sky, MAC, SERIAL, LAT, 1)
    sky.wait(0.5)
    fly(sky, LAT)
    broadcast(sky, MAC, SERIAL, LAT, 2)
    sky.wait(3.0)
    assert told(sky) == [(SERIAL, CANNOT), (SERIAL, CLEAR)]


def test_a_serial_of_ours_somewhere_else_clears_nothing() -> None:
    sky = a_sky()
    fly(sky, LAT + 0.05)
    broadcast(sky, FORGER, SERIAL, LAT, 1)
    assert told(sky) == [(SERIAL, IN)]


def test_a_position_of_ours_that_is_old_clears_nothing() -> None:
    sky = a_sky()
    fly(sky, LAT)
    sky.wait(3.5)
    broadcast(sky, FORGER, SERIAL, LAT, 1)
    sky.wait(2.0)
    assert told(sky) == [(SERIAL, CANNOT), (SERIAL, IN)]


def test_another_height_clears_nothing() -> None:
    sky = a_sky()
    fly(sky, LAT, rel_m=20.0)
    broadcast(sky, FORGER, SERIAL, LAT, 1, height_m=110.0)
    assert told(sky) == [(SERIAL, IN)]


def test_a_forger_beside_our_real_drone_is_told_and_ours_stays_ours() -> None:
    sky = a_sky()
    for second in range(6):
        fly(sky, LAT + (3000 + second) * M_NORTH)
        broadcast(sky, MAC, SERIAL, LAT + (3000 + second) * M_NORTH, second)
        broadcast(sky, MAC, SERIAL, LAT + second * M_NORTH, 500 + second)
        sky.wait(1.0)
    assert told(sky) == [(f"{SERIAL}#2", IN)]
    assert sky.track(SERIAL).ours
    assert not sky.track(f"{SERIAL}#2").ours


def test_when_our_drones_link_is_lost_its_track_is_not_ours_any_more() -> None:
    sky = a_sky()
    for second in range(18):
        if second < 4:
            fly(sky, LAT)
        broadcast(sky, MAC, SERIAL, LAT, second)
        sky.wait(1.0)
        assert (told(sky) == []) == (second < 13)
    assert told(sky) == [(SERIAL, IN)]
    fly(sky, LAT)
    broadcast(sky, MAC, SERIAL, LAT, 20)
    assert told(sky) == [(SERIAL, IN), (SERIAL, CLEAR)]
    assert sky.changes[-1][0].reasons == (VerdictReason.OURS,)


def test_a_silent_track_becomes_uncertain_and_goes() -> None:
    sky = a_sky()
    broadcast(sky, MAC, "BLACK", LAT, 1)
    sky.wait(11.0)
    assert told(sky) == [("BLACK", IN), ("BLACK", CANNOT)]
    assert sky.changes[-1][0].reasons == (VerdictReason.POSITION_OLD,)
    sky.wait(60.0)
    assert sky.picture().verdicts == ()
    assert sky.picture().tracks == ()


def test_in_and_out_and_in_again() -> None:
    sky = a_sky()
    for second, metres in enumerate((900, 490, 502, 498, 520, 560, 400)):
        broadcast(sky, MAC, "BLACK", LAT + metres * M_NORTH, second)
        sky.wait(2.0)
    assert [v for _, v in told(sky)] == [IN, CLEAR, IN]
    assert sky.picture().verdicts[0].since_ns > sky.now_ns - 3 * NS_PER_S


def test_a_zone_that_begins_while_somebody_is_in_it() -> None:
    sky = a_sky(feature([LON, LAT], "Point", id="Z", radius_m=500, start="2027-01-15T08:00:10Z"))
    for second in range(16):
        broadcast(sky, MAC, "BLACK", LAT, second)
        sky.wait(1.0)
    assert told(sky) == [("BLACK", IN)]


def test_a_zone_for_information_judges_nobody() -> None:
    sky = a_sky(feature([LON, LAT], "Point", radius_m=500, restriction="information"))
    broadcast(sky, MAC, "BLACK", LAT, 1)
    assert sky.changes == []


def test_the_name_of_a_track_stays_once_it_was_told() -> None:
    sky = a_sky()
    sky.hear(location(MAC, LAT, LON), location(MAC, LAT, LON, stamp_s=2), system=200)
    assert told(sky) == [("02:4d:50:00:00:07", IN)]
    broadcast(sky, MAC, "BLACK", LAT, 3)
    assert [t.track_id for t in sky.picture().tracks] == ["02:4d:50:00:00:07"]
    assert "BLACK" in sky.picture().tracks[0].ids


def test_a_crowd_pushes_out_who_is_under_no_suspicion_before_the_intruder() -> None:
    sky = a_sky()
    for second in range(6):
        broadcast(sky, FORGER, "INTRUDER", LAT, second)
    sky.wait(1)
    for i in range(MOST_AIRCRAFT + 100):  # each as well known as the intruder, and heard later
        mac = b"\xee" + i.to_bytes(5, "big")
        for second in range(6):
            sky.hear(basic_id(mac, f"CROWD{i}"), location(mac, LAT + 1, LON, stamp_s=second), system=200, component=236)
    picture = sky.picture()
    assert [v.track_id for v in picture.verdicts if v.verdict is IN] == ["INTRUDER"]
    assert "INTRUDER" in {t.track_id for t in picture.tracks}
    assert len(picture.tracks) <= MOST_AIRCRAFT
    assert picture.aircraft_forgotten >= 100


def test_ids_that_come_in_turns_do_not_hide_everybody() -> None:
    """Twice as many as are kept, each heard once a second: some are heard again before they are forgotten."""
    sky = a_sky()
    for second in range(4):
        for i in range(2 * MOST_AIRCRAFT):
            mac = b"\xee" + i.to_bytes(5, "big")
            sky.hear(location(mac, LAT + 1, LON, stamp_s=second), system=200, component=236)
        sky.wait(1)
    assert len(sky.picture().tracks) > MOST_AIRCRAFT // 4


def test_who_was_judged_just_now_is_not_judged_again() -> None:
    sky = a_sky()
    broadcast(sky, FORGER, "BLACK", LAT, 1)
    broadcast(sky, FORGER, "BLACK", LAT, 2)
    asked: list[int] = []
    real = sky.air._airspace._zones.depths_m

    def counting(zone: int, positions: Sequence[Position]) -> list[float]:
        asked.append(zone)
        return real(zone, positions)

    sky.air._airspace._zones.depths_m = counting  # type: ignore[method-assign]
    for second in range(3, 8):
        broadcast(sky, FORGER, "BLACK", LAT, second)
        sky.wait(1)
    assert 5 <= len(asked) <= 2 * 5 + 1
