"""What is let go wrong in a recording: it begins and ends in time, it is sound MAVLink, and always the same."""

import itertools
import random
from dataclasses import replace
from pathlib import Path

import pytest
import shapely

from base.clock import NS_PER_S
from base.geodesy import LocalFrame, Position, distance_m
from drones.air import Air
from drones.config import Crs, LinkConfig, ZoneFileConfig
from drones.decoding import Decoder
from drones.events import Chunk, LinkChanged, LinkEvent, Now
from drones.framing import frame_of
from drones.geojson import Schedule, Zone
from drones.injecting import Fault, FaultKind, Faults
from drones.intruder import OUTSIDE_M, Course, Flight, Receiver, course_into, free_system, ground_of, serial_of
from drones.picture import Altitude, AltitudeDatum, CoverState, DockView, LinkState, Presence, Restriction, Verdict
from drones.replay import AirReplay
from drones.simulator import geography
from drones.zones import ZoneIndex, load
from tests.drones.support import DECODER, M, Speaker, heartbeat, message
from tests.drones.tapes import STARTED_TAPE_NS, STARTED_WALL_NS, ZONES, Setup, a_fleet, simulated
from tests.drones.test_recording import at

LENGTH_S = 24
DOCK = geography.FIRST_DOCK_SYSTEM
LINK = "sim"
CENTRE = Position(31.2, 121.4)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Setup:
    setup = a_fleet(tmp_path_factory.mktemp("injected") / "links", drones=3, docks=2)
    setup.record(simulated(setup, LENGTH_S))
    return setup


def black_flight(begins_s: float, *, seed: int = 1) -> Receiver:
    """It enters the zone ten seconds after it was first heard: the tests are short."""
    dice = random.Random(seed)
    zones, _ = load([ZoneFileConfig(path=str(ZONES), crs=Crs.WGS84)])
    course = course_into(zones, CENTRE, STARTED_WALL_NS, dice)
    assert course.zone_name == "Government quarter"
    course = replace(course, away_m=course.away_m - OUTSIDE_M + 250)
    flight = Flight(course, serial_of(dice), at(begins_s))
    return Receiver(
        [flight],
        Decoder(),
        link=LINK,
        system=free_system([1, 2, 3]),
        from_tape_ns=at(1),
        wall_less_tape_ns=STARTED_WALL_NS - STARTED_TAPE_NS,
    )


def replay(setup: Setup, faults: list[Fault], receiver: Receiver | None = None) -> AirReplay:
    return AirReplay(
        setup.tape(),
        links=setup.links,
        drones=setup.drones,
        docks=setup.docks,
        zones=setup.zones,
        change=Faults(faults, Decoder()).change,
        inject=None if receiver is None else receiver.inject,
    )


def the_dock(played: AirReplay, seconds: float) -> DockView:
    played.play_to(at(seconds))
    return next(d for d in played.picture().docks if d.system == DOCK)


def test_a_lost_link_begins_and_ends_in_time(recorded: Setup) -> None:
    played = replay(recorded, [Fault(FaultKind.LINK_LOSS, 2, at(5), at(15))])

    def vehicle(seconds: float) -> tuple[Presence, int]:
        played.play_to(at(seconds))
        found = next(v for v in played.picture().vehicles if v.system == 2)
        return found.presence, found.messages

    assert vehicle(4.9)[0] is Presence.OK
    before = vehicle(5.1)[1]
    assert vehicle(14.9)[1] - before <= 1
    assert vehicle(14.9)[0] is not Presence.OK
    assert vehicle(17)[0] is Presence.OK
    others = [v for v in played.picture().vehicles if v.system in (1, 3)]
    assert len(others) == 2
    assert all(v.presence is Presence.OK for v in others)
    played._tape.close()


def test_a_docks_troubles_begin_and_end_in_time(recorded: Setup) -> None:
    faults = [
        Fault(FaultKind.DOCK_RAIN, DOCK, at(4), at(12)),
        Fault(FaultKind.COVER_JAMMED, DOCK, at(8), at(16)),
    ]
    played = replay(recorded, faults)

    def wrong(seconds: float) -> tuple[bool, bool, bool]:
        dock = the_dock(played, seconds)
        return dock.rain_level == 3, dock.cover is CoverState.ABNORMAL, dock.alarm is True

    assert wrong(3.9) == (False, False, False)
    assert wrong(7.5) == (True, False, False)
    assert wrong(11.5) == (True, True, True)
    assert wrong(15.5) == (False, True, True)
    assert wrong(18) == (False, False, False)
    lost = played.picture().links[0].lost
    unchanged = recorded.replay(recorded.tape())
    unchanged.seek(at(18))
    assert (lost, played.picture().links[0].bad) == (unchanged.picture().links[0].lost, 0)
    other = next(d for d in played.picture().docks if d.system == DOCK + 1)
    assert other == next(d for d in unchanged.picture().docks if d.system == DOCK + 1)
    for one in (played, unchanged):
        one._tape.close()


def test_a_black_flight_is_raised_and_goes(recorded: Setup) -> None:
    played = replay(recorded, [], black_flight(6))
    played.play_to(at(5.9))
    known = {track.track_id for track in played.picture().tracks}
    vehicles = {v.system for v in played.picture().vehicles}

    def spoken_until(seconds: float) -> list[tuple[str, Verdict]]:
        played.play_to(at(seconds))
        return [(v.zone_name, v.verdict) for v, track in played.take_changes() if track.track_id == new[0]]

    played.play_to(at(7))
    new = [track.track_id for track in played.picture().tracks if track.track_id not in known]
    assert len(new) == 1
    assert spoken_until(13) in ([], [("Government quarter", Verdict.CLEAR)])
    assert ("Government quarter", Verdict.IN_BREACH) in spoken_until(22)
    assert {v.system for v in played.picture().vehicles} - vehicles <= {249}
    played._tape.close()


@pytest.mark.parametrize("seed", range(4))
def test_the_same_things_go_wrong_again_after_a_seek(recorded: Setup, seed: int) -> None:
    faults = [
        Fault(FaultKind.LINK_LOSS, 1, at(5.03), at(11)),
        Fault(FaultKind.DOCK_RAIN, DOCK, at(4), at(12)),
        Fault(FaultKind.COVER_JAMMED, DOCK, at(9.99), at(22)),
    ]
    one, other = (replay(recorded, faults, black_flight(6.05, seed=seed)) for _ in range(2))
    dice = random.Random(seed)
    times = sorted(at(dice.uniform(0, LENGTH_S)) for _ in range(5))
    pictures = {}
    for time_ns in times:
        one.play_to(time_ns)
        pictures[time_ns] = one.picture(), one.state()
    for time_ns in dice.sample(times, len(times)):
        other.seek(time_ns)
        assert (other.picture(), other.state()) == pictures[time_ns]
    for played in (one, other):
        played._tape.close()


def test_what_is_put_in_is_sound_mavlink_without_a_gap() -> None:
    receiver = black_flight(3)
    reader = M.MAVLink(None)
    whole = receiver.inject(at(0), at(120))
    dice = random.Random(3)
    cuts = [at(0), *sorted(at(dice.uniform(0, 120)) for _ in range(60)), at(120)]
    pieces = [chunk for begin, end in itertools.pairwise(cuts) for chunk in receiver.inject(begin, end)]
    assert pieces == whole, "however the time is cut"
    found = [reader.decode(bytearray(chunk.data)) for chunk in whole]
    sequences = [one.get_seq() for one in found]
    assert [(b - a) % 256 for a, b in itertools.pairwise(sequences)] == [1] * (len(found) - 1)
    kinds = {one.get_type() for one in found}
    assert kinds == {"HEARTBEAT", "OPEN_DRONE_ID_BASIC_ID", "OPEN_DRONE_ID_LOCATION"}, "and nothing of a pilot"
    assert whole[-1].received_at_ns > at(119), "the receiver goes on"
    times = [c.received_at_ns for c, m in zip(whole, found, strict=True) if m.get_type() == "OPEN_DRONE_ID_LOCATION"]
    assert times[0] == at(3)
    assert {b - a for a, b in itertools.pairwise(times)} == {NS_PER_S // 2}


def dock_status(system: int = DOCK, **changed: int) -> "object":
    values = {"supply": 53_200, "temp_in": 2400, "temp_out": 1800, "humidity": 6000, "wind_speed": 300, "mode": 1}
    values |= {"cover_state": 1, "drone_present": 2, "drone_sysid": 1, "charge_state": 2, "task_step": 0}
    values |= {"emergency_stop": 1, "alarm": 1, "rain": 0, "net_type": 1, "net_quality": 5}
    return message("dock_status", **(values | changed))


def changed_by(data: bytes, *kinds: FaultKind, system: int = DOCK) -> bytes | None:
    faults = Faults([Fault(kind, system, at(0), at(10)) for kind in kinds], DECODER)
    found = faults.change(Chunk(LINK, 7, data, at(5)))
    assert all(
        isinstance(one, Chunk) and (one.link, one.sender, one.received_at_ns) == (LINK, 7, at(5)) for one in found
    )
    return found[0].data if found and isinstance(found[0], Chunk) else None


def test_a_changed_frame_is_the_same_but_for_what_is_wrong() -> None:
    speaker = Speaker(DOCK, 25)
    speaker.mav.seq = 211
    raw = speaker.say(dock_status())
    changed = changed_by(raw, FaultKind.COVER_JAMMED, FaultKind.DOCK_RAIN)
    assert changed is not None
    before, after = (M.MAVLink(None).decode(bytearray(one)) for one in (raw, changed))
    assert (after.get_seq(), after.get_srcSystem(), after.get_srcComponent()) == (211, DOCK, 25)
    told, was = after.to_dict(), before.to_dict()
    assert {name: told[name] for name in told if told[name] != was[name]} == {"cover_state": 4, "alarm": 2, "rain": 3}


def test_a_signed_frame_is_changed_into_an_unsigned_one() -> None:
    speaker = Speaker(DOCK, 25)
    speaker.mav.signing.secret_key = bytes(range(32))
    speaker.mav.signing.sign_outgoing = True
    raw = speaker.say(dock_status())
    assert frame_of(raw).signed
    changed = changed_by(raw, FaultKind.DOCK_RAIN)
    assert changed is not None
    assert not frame_of(changed).signed
    assert M.MAVLink(None).decode(bytearray(changed)).rain == 3


@pytest.mark.parametrize("v1", [False, True])
def test_a_dock_that_has_only_named_values_is_changed_too(v1: bool) -> None:
    speaker = Speaker(DOCK)
    for kind, name, value in ((FaultKind.DOCK_RAIN, b"RAIN", 3), (FaultKind.COVER_JAMMED, b"cover", 4)):
        for named, zero in (("named_value_float", 0.0), ("named_value_int", 0)):
            raw = speaker.say(message(named, 0, name.ljust(10, b"\0"), zero), v1=v1)
            changed = changed_by(raw, kind)
            assert changed is not None
            assert M.MAVLink(None).decode(bytearray(changed)).value == value
            assert (changed[0], len(changed)) == (raw[0], len(changed))
    other = speaker.say(message("named_value_float", 0, b"TEMP_IN\0\0\0", 21.0))
    assert changed_by(other, FaultKind.DOCK_RAIN) == other


def test_what_it_is_not_about_stays_as_it_is() -> None:
    status = Speaker(DOCK).say(dock_status())
    assert changed_by(status, *FaultKind, system=DOCK + 1) == status
    beat = Speaker(DOCK).say(heartbeat())
    assert changed_by(beat, FaultKind.DOCK_RAIN, FaultKind.COVER_JAMMED) == beat
    assert changed_by(beat, FaultKind.LINK_LOSS) is None
    faults = Faults([Fault(FaultKind.LINK_LOSS, DOCK, at(0), at(10))], DECODER)
    events: list[LinkEvent] = [
        Chunk(LINK, 1, status, at(0) - 1),
        Chunk(LINK, 1, status, at(10)),
        Chunk(LINK, 1, b"", at(5)),
        LinkChanged(LINK, LinkState.WAITING, ""),
    ]
    assert [tuple(faults.change(event)) for event in events] == [(event,) for event in events]


def test_bytes_that_are_no_frame_are_left_alone() -> None:
    seed = random.randrange(1 << 32)
    print("seed", seed)
    dice = random.Random(seed)
    raw = Speaker(DOCK).say(dock_status())
    for _ in range(300):
        hurt = bytearray(raw)
        for _ in range(dice.choice((1, 4))):
            hurt[dice.randrange(len(hurt))] ^= 1 << dice.randrange(8)
        data = bytes(hurt[: dice.choice((len(hurt), dice.randrange(len(hurt))))])
        changed = changed_by(data, FaultKind.DOCK_RAIN)
        assert changed == data or DECODER.is_whole(frame_of(data).message_id, data)


def zone(ring: str, *, lower: Altitude | None = None, upper: Altitude | None = None) -> Zone:
    area = shapely.from_wkt(ring)
    assert isinstance(area, shapely.MultiPolygon)
    return Zone("z", "Z", Restriction.PROHIBITED, area, lower, upper, Schedule(), "")


SQUARE = "MULTIPOLYGON(((121.40 31.20, 121.41 31.20, 121.41 31.21, 121.40 31.21, 121.40 31.20)))"
CRESCENT = (
    "MULTIPOLYGON(((121.40 31.20, 121.43 31.20, 121.43 31.23, 121.425 31.23, 121.425 31.205, 121.405 31.205,"
    " 121.405 31.23, 121.40 31.23, 121.40 31.20)),((122 31, 122.0001 31, 122.0001 31.0001, 122 31)))"
)
LARGE = "MULTIPOLYGON(((121 31, 122 31, 122 32, 121 32, 121 31)))"
SMALL = "MULTIPOLYGON(((121.4 31.2, 121.4003 31.2, 121.4003 31.2003, 121.4 31.2003, 121.4 31.2)))"


@pytest.mark.parametrize("ring", [SQUARE, CRESCENT, LARGE, SMALL], ids=["square", "crescent", "large", "small"])
@pytest.mark.parametrize(
    ("lower", "upper"),
    [
        (None, None),
        (None, Altitude(120.0, AltitudeDatum.GROUND)),
        (Altitude(150.0, AltitudeDatum.GROUND), None),
        (Altitude(0.0, AltitudeDatum.AMSL), Altitude(500.0, AltitudeDatum.AMSL)),
        (None, Altitude(2100.0, AltitudeDatum.AMSL)),
        (Altitude(100.0, AltitudeDatum.ELLIPSOID), Altitude(160.0, AltitudeDatum.ELLIPSOID)),
        (None, Altitude(300.0, AltitudeDatum.PRESSURE)),
    ],
)
def test_it_flies_from_outside_into_any_zone_and_out_again(
    ring: str, lower: Altitude | None, upper: Altitude | None
) -> None:
    seed = random.randrange(1 << 32)
    print("seed", seed)
    dice = random.Random(seed)
    index = ZoneIndex([zone(ring, lower=lower, upper=upper)])
    ground_m = dice.choice((None, 16.0, 1900.0))
    course = course_into(index.zones, CENTRE, STARTED_WALL_NS, dice, ground_m=ground_m)
    depths = [_depth(index, course, s) for s in (0.0, course.away_m / 25 + 10, course.length_s - 0.1)]
    assert -500 < depths[0] < 0
    assert depths[1] > 0
    assert depths[2] < 0
    assert course.length_s < 260
    assert _verdicts(index, course) == {Verdict.IN_BREACH}
    speeds = [distance_m(_position(course, s), _position(course, s + 1)) for s in range(int(course.length_s))]
    assert max(speeds) < 30, "it jumps nowhere"


def _position(course: Course, into_s: float) -> Position:
    return LocalFrame(course.middle).to_position(*course.place(into_s))


def _depth(index: ZoneIndex, course: Course, into_s: float) -> float:
    return index.depth_m(0, _position(course, into_s))


def _verdicts(index: ZoneIndex, course: Course) -> set[Verdict]:
    """Spoken of it while it circles."""
    receiver = Receiver(
        [Flight(course, "1581F000000000000001", at(1))],
        DECODER,
        link="a",
        system=249,
        from_tape_ns=at(0),
        wall_less_tape_ns=0,
    )
    air = Air(links=[LinkConfig(name="a", address="udpin:127.0.0.1:0")], drones=[], docks=[], zones=index)
    circling = at(1 + course.away_m / 25 + 10)
    for chunk in receiver.inject(circling - 3 * NS_PER_S, circling):
        air.feed(chunk)
        air.evaluate(Now(chunk.received_at_ns, STARTED_WALL_NS))
    return {verdict.verdict for verdict in air.picture(Now(circling, STARTED_WALL_NS)).verdicts}


def test_without_a_zone_it_circles_over_the_centre() -> None:
    zones, _ = load([ZoneFileConfig(path=str(ZONES), crs=Crs.WGS84)])
    for others in ([], [z for z in zones if z.name != "Government quarter"]):
        course = course_into(others, CENTRE, STARTED_WALL_NS, random.Random(1))
        assert (course.zone_name, course.middle) == ("", CENTRE)


def test_its_height_is_that_of_the_ground_here(recorded: Setup) -> None:
    played = recorded.replay(recorded.tape())
    played.seek(at(10))
    ground_m = ground_of(played.picture().tracks)
    assert ground_m is not None
    assert abs(ground_m - geography.GROUND_AMSL_M - geography.GEOID_M) < 1.0
    zones, _ = load([ZoneFileConfig(path=str(ZONES), crs=Crs.WGS84)])
    course = course_into(zones, CENTRE, STARTED_WALL_NS, random.Random(1), ground_m=ground_m)
    assert course.ellipsoid_m == ground_m + course.height_m
    assert ground_of(()) is None
    played._tape.close()


def test_a_system_that_is_free_is_found() -> None:
    assert free_system([]) == 249
    assert free_system([249, 248]) == 247
    assert free_system(range(256)) == 249


def test_tapes_stay_as_they_were(recorded: Setup) -> None:
    """No state of a changed recording is kept beside the recording."""
    before = {path.name: path.read_bytes() for path in Path(recorded.folder).iterdir()}
    played = replay(recorded, [Fault(FaultKind.LINK_LOSS, 2, at(5), at(15))], black_flight(3))
    played.play_to(at(LENGTH_S))
    played.checkpoints.save()
    played._tape.close()
    assert {path.name: path.read_bytes() for path in Path(recorded.folder).iterdir()} == before
