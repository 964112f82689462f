"""A replay's state is a question of the tape alone, whichever way it was reached."""

import itertools
import math
import random
import time
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import grimp
import pytest

from base.clock import NS_PER_S
from base.errors import PersonError
from base.geodesy import Position
from drones import replay as replay_module
from drones import replay_state, tlog
from drones.air import Air, AirState
from drones.config import LinkConfig
from drones.events import Chunk, LinkChanged, LinkEvent
from drones.picture import AirPicture, LinkState, Presence
from drones.replay import AirReplay, AirTape, ForeignLog, grid_before
from drones.replay_checkpoints import EVERY_NS, NAME, Checkpoints
from drones.replay_grid import Grid, grid_after
from drones.replay_link import EVENTS
from drones.tlog_index import Relation
from drones.trail import GrowingTrail
from drones.zones import ZoneIndex
from tests.drones.support import DECODER, Speaker, basic_id, heartbeat, location, position
from tests.drones.tapes import STARTED_TAPE_NS, STARTED_WALL_NS, Setup, a_fleet, simulated, written
from tests.drones.test_recording import UDP, at, pack, remote_id_system

LENGTH_S = 33


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Setup:
    setup = a_fleet(tmp_path_factory.mktemp("recorded") / "links", drones=5, docks=2)
    setup.record(simulated(setup, LENGTH_S))
    return setup


def copied(setup: Setup, folder: Path, *names: str) -> Setup:
    """A recording of its own to be hurt; `names` are left behind."""
    folder.mkdir()
    for path in setup.folder.iterdir():
        if path.name not in names:
            (folder / path.name).write_bytes(path.read_bytes())
    return replace(setup, folder=folder)


def test_a_seek_leads_to_the_state_of_playing_through(recorded: Setup) -> None:
    seed = random.randrange(1 << 32)
    print("seed", seed)
    dice = random.Random(seed)
    tape = recorded.tape()
    times = sorted(dice.randrange(tape.first_tape_ns - NS_PER_S, tape.last_tape_ns + 2 * NS_PER_S) for _ in range(14))
    through = recorded.replay(tape, checkpoints=False)
    through.seek(tape.start_ns)
    states: dict[int, tuple[AirPicture, bytes]] = {}
    for time_ns in times:
        through.play_to(time_ns)
        if time_ns >= tape.start_ns:
            states[time_ns] = through.picture(), through.state()
            assert through.at_tape_ns == grid_before(time_ns) == states[time_ns][0].at_ns
    jumping = recorded.replay(tape)
    assert len(jumping.checkpoints) == LENGTH_S * NS_PER_S // EVERY_NS
    for time_ns in dice.sample(sorted(states), len(states)):
        jumping.seek(time_ns)
        assert jumping.picture() == states[time_ns][0]
        assert jumping.state() == states[time_ns][1]
    tape.close()


def test_the_recorder_put_away_what_a_replay_computes(recorded: Setup) -> None:
    tape = recorded.tape()
    kept, made = recorded.replay(tape), recorded.replay(tape, checkpoints=False)
    assert kept.has_checkpoints
    made.seek(tape.last_tape_ns)
    assert kept.checkpoints.before(tape.last_tape_ns) == made.checkpoints.before(tape.last_tape_ns)
    for time_ns in kept.checkpoints.before(tape.last_tape_ns):
        assert kept.checkpoints.get(time_ns) == made.checkpoints.get(time_ns)
    tape.close()


def test_verdicts_are_spoken_again_and_a_seek_speaks_none(tmp_path: Path) -> None:
    setup = a_fleet(tmp_path / "links", drones=1, docks=0)
    setup.record(simulated(setup, 24))  # the black flight enters the quarter at 15 s
    tape = setup.tape()
    replay = setup.replay(tape)
    replay.play_to(tape.last_tape_ns)
    changes = replay.take_changes()
    assert {v.verdict for v, _ in changes} >= {"in_breach"}
    assert replay.take_changes() == []
    replay.seek(tape.start_ns)
    replay.seek(tape.last_tape_ns)
    assert replay.take_changes() == []
    assert [v.track_id for v in replay.picture().verdicts] == [v.track_id for v, _ in changes][-1:]
    tape.close()


def test_before_the_beginning_nothing_is_known_yet(recorded: Setup) -> None:
    tape = recorded.tape()
    replay = recorded.replay(tape)
    replay.seek(at(20))
    for _ in range(2):
        replay.seek(at(-60))
        picture = replay.picture()
        assert picture.at_ns == grid_before(at(-60))
        assert {v.presence for v in picture.vehicles} == {Presence.LOST}
        assert picture.links[0].messages == 0
    replay.play_to(at(8))
    state = replay.state()
    replay.seek(at(20))
    replay.seek(at(8))
    assert replay.state() == state
    tape.close()


def test_a_state_that_was_packed_goes_on_the_same(recorded: Setup) -> None:
    tape = recorded.tape()
    replay = recorded.replay(tape)
    replay.seek(at(17))
    data = replay.state()
    assert replay_state.pack(replay_state.unpack(data)) == data
    seed = random.randrange(1 << 32)
    print("seed", seed)
    dice = random.Random(seed)
    for _ in range(200):
        hurt = bytearray(data)
        for _ in range(dice.choice((1, 3))):
            hurt[dice.randrange(len(hurt))] ^= 1 << dice.randrange(8)
        try:
            state = replay_state.unpack(bytes(hurt[: dice.choice((len(hurt), dice.randrange(len(hurt))))]))
        except replay_state.DamagedError:
            continue
        assert replay_state.pack(state) == data  # a bit that zlib does not care for
    tape.close()


def test_states_of_another_program_or_damaged_ones_are_made_anew(
    recorded: Setup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup = copied(recorded, tmp_path / "links")
    tape = setup.tape()
    sound = setup.replay(tape)
    sound.seek(at(27))
    data = bytearray((setup.folder / NAME).read_bytes())
    data[len(data) // 2] ^= 4
    (setup.folder / NAME).write_bytes(data[:-9])
    hurt = setup.replay(tape)
    assert len(hurt.checkpoints) == len(sound.checkpoints) - 1
    for seconds in (27, 13, 32, 19):
        hurt.seek(at(seconds))
        sound.seek(at(seconds))
        assert hurt.state() == sound.state()
    monkeypatch.setattr(replay_state, "version", lambda: b"another program")
    other = setup.replay(tape)
    assert len(other.checkpoints) == 0
    assert not other.has_checkpoints
    steps: list[tuple[int, int]] = []
    other.build_checkpoints(lambda done, total: steps.append((done, total)))
    assert steps[-1][0] < steps[-1][1]
    assert setup.replay(tape).has_checkpoints
    tape.close()


def _nonsense(state: AirState) -> None:
    """As nobody's air ever was, in values of the right types."""
    state.tracks.owners = dict.fromkeys(state.tracks.owners, 1 << 40)
    for vehicle in state.fleet.vehicles.values():
        vehicle.heartbeat_at_ns = 1 << 2000
        vehicle.position = Position(math.inf, math.nan)
        vehicle.trail = GrowingTrail([Position(math.inf, 0.0)])
    for reception in state.receptions.values():
        reception.steps = [(0, 1 << 3000)]


def test_states_that_no_air_can_have_come_to_are_made_anew(recorded: Setup, tmp_path: Path) -> None:
    setup = copied(recorded, tmp_path / "links")
    tape = setup.tape()
    sound, false = setup.replay(tape, checkpoints=False), setup.replay(tape)
    for time_ns in false.checkpoints.before(tape.last_tape_ns):
        packed = false.checkpoints.get(time_ns)
        assert packed is not None
        state = replay_state.unpack(packed)
        _nonsense(state)
        false.checkpoints.add(time_ns, replay_state.pack(state))
    assert false.checkpoints.save()
    played = setup.replay(tape)
    for seconds in (27, 13, 32):
        for replay in (sound, false, played):
            replay.seek(at(seconds))
            replay.play_to(at(seconds + 1))
            replay.picture()
        assert false.picture() == sound.picture() == played.picture()
        assert false.state() == sound.state() == played.state()
    tape.close()


def test_states_that_are_none_are_not_tried_one_by_one(recorded: Setup, tmp_path: Path) -> None:
    setup = copied(recorded, tmp_path / "links")
    tape = setup.tape()
    replay = setup.replay(tape)
    bomb = zlib.compress(b"\0\0\0\x09" + b"[" * 9 + bytes(60_000_000))
    for time_ns in replay.checkpoints.before(tape.last_tape_ns):
        replay.checkpoints.add(time_ns, bomb)
    assert replay.checkpoints.save()
    assert len(replay.checkpoints) > 10
    began_s = time.thread_time()
    replay.seek(at(27))
    sound = setup.replay(tape, checkpoints=False)
    sound.seek(at(27))
    assert time.thread_time() - began_s < 10
    assert replay.state() == sound.state()
    tape.close()


def test_a_long_seek_may_be_given_up_and_goes_on(recorded: Setup) -> None:
    tape = recorded.tape()
    usual, replay = recorded.replay(tape), recorded.replay(tape, checkpoints=False)
    replay.give_up = iter([False, False, True] * 9).__next__
    calls = 0
    while replay.at_tape_ns < grid_before(at(31)):
        replay.seek(at(31))
        calls += 1
    assert calls > 2
    usual.seek(at(31))
    assert replay.state() == usual.state()
    tape.close()


def test_building_states_can_be_cancelled(recorded: Setup, tmp_path: Path) -> None:
    setup = copied(recorded, tmp_path / "links", NAME)
    tape = setup.tape()
    replay = setup.replay(tape)

    def cancel(done: int, total: int) -> None:
        if done > total // 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        replay.build_checkpoints(cancel)
    assert 0 < len(replay.checkpoints) < LENGTH_S * NS_PER_S // EVERY_NS
    assert not (setup.folder / NAME).exists()
    tape.close()


def test_the_index_is_made_anew_and_its_making_cancelled(recorded: Setup, tmp_path: Path) -> None:
    setup = copied(recorded, tmp_path / "links", "00.idx", NAME)

    def cancel(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        AirTape.open(
            setup.folder,
            setup.links,
            started_tape_ns=STARTED_TAPE_NS,
            started_wall_ns=STARTED_WALL_NS,
            progress=cancel,
        )
    whole, mended = recorded.tape(), setup.tape()
    assert mended.messages == whole.messages
    assert (mended.links[0].at_ns == whole.links[0].at_ns).all()
    assert (setup.folder / "00.idx").exists()
    one, other = recorded.replay(whole), setup.replay(mended)
    for seconds in (6, 31):
        one.seek(at(seconds))
        other.seek(at(seconds))
        assert other.picture() == one.picture()
    whole.close()
    mended.close()


@pytest.mark.parametrize("kept", [("00.idx",), ("00.idx", NAME), (NAME,), ()])
def test_logs_that_were_cut_off_anywhere_open(recorded: Setup, tmp_path: Path, kept: Sequence[str]) -> None:
    seed = random.randrange(1 << 32)
    print("seed", seed)
    dice = random.Random(seed)
    data = (recorded.folder / "00.tlog").read_bytes()
    ends = list(itertools.accumulate(8 + len(raw) for _, raw in written(recorded.folder / "00.tlog")))
    for turn in range(3):
        setup = copied(recorded, tmp_path / f"links{turn}", *{"00.idx", NAME} - set(kept), "00.restricted.tlog")
        cut = dice.randrange(len(data))
        (setup.folder / "00.tlog").write_bytes(data[:cut])
        tape = setup.tape()
        whole = sum(end <= cut for end in ends)
        assert int((tape.links[0].size > 0).sum()) - _restricted_rows(tape) == whole
        replay = setup.replay(tape)
        replay.seek(at(dice.randrange(LENGTH_S)))
        replay.picture()
        tape.close()


def _restricted_rows(tape: AirTape) -> int:
    link = tape.links[0]
    return int((link._index.rows(0, len(link))["place"] == 1).sum())


def test_flipped_bits_are_survived(recorded: Setup, tmp_path: Path) -> None:
    seed = random.randrange(1 << 32)
    print("seed", seed)
    dice = random.Random(seed)
    names = sorted(path.name for path in recorded.folder.iterdir())
    for turn in range(8):
        setup = copied(recorded, tmp_path / f"links{turn}", *([NAME] if turn % 3 else []))
        path = setup.folder / dice.choice([name for name in names if (setup.folder / name).exists()])
        data = bytearray(path.read_bytes())
        for _ in range(dice.choice((1, 20, 300))):
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        path.write_bytes(data)
        tape = setup.tape()
        replay = setup.replay(tape)
        for _ in range(2):
            replay.seek(at(dice.randrange(LENGTH_S)))
            replay.picture()
        tape.last_of_all("sim", tape.last_tape_ns)
        tape.close()


def test_events_that_cannot_be_are_passed_over(recorded: Setup, tmp_path: Path) -> None:
    setup = copied(recorded, tmp_path / "links")
    with (setup.folder / EVENTS).open("ab") as file:
        for line in (
            b'{"at":1e999,"link":0,"after":0,"event":"bad","count":1}',
            b'{"at":99999999999999999999,"link":0,"after":0,"event":"bad","count":1}',
            b'{"at":5000200000000,"link":7,"after":0,"event":"bad","count":1}',
            b'{"at":5000200000000,"link":0,"after":0,"event":"sung"}',
            b'{"at":5000200000000,"link":0,"after":0,"event":"changed","state":"merry","detail":""}',
            b"[]",
            b'{"at":5000',
        ):
            file.write(line + b"\n")
    tape, whole = setup.tape(), recorded.tape()
    assert tape.events == whole.events
    assert tape.last_tape_ns == whole.last_tape_ns
    tape.close()
    whole.close()


def test_the_last_message_of_every_topic_is_found(recorded: Setup) -> None:
    tape = recorded.tape()
    link = tape.links[0]
    rows = link._index.rows(0, len(link))
    for time_ns in (at(-5), at(0.7), at(11), at(60)):
        before = rows[rows["at"] <= time_ns]
        expected = {(int(r["system"]), int(r["component"]), int(r["id"])): int(r["at"]) for r in before}
        found = tape.last_of_all("sim", time_ns)
        assert {(m.system, m.component, m.message_id): m.at_tape_ns for m in found} == expected
        for message in found:
            one = tape.last("sim", message.system, message.message_id, time_ns)
            assert one is not None
            assert one.at_tape_ns >= message.at_tape_ns
            assert len(one.raw) >= 12
    assert tape.last("sim", 99, 0, at(60)) is None
    tape.close()


def test_density_and_gaps_are_known(tmp_path: Path) -> None:
    setup = Setup(tmp_path / "links", (UDP,))
    speaker = Speaker(1)
    times = [1.0, 1.5, 2.0, 9.0, 9.1, 30.0]
    sizes = [speaker.say(heartbeat()) for _ in times]
    setup.record([Chunk("udp", 1, raw, at(seconds)) for raw, seconds in zip(sizes, times, strict=True)])
    tape = setup.tape()
    size = len(sizes[0])
    assert tape.density("udp", at(0), at(32), 4).tolist() == [3 * size, 2 * size, 0, size]
    assert [round((b - a) / NS_PER_S, 3) for a, b in tape.gaps("udp")] == [7.0, 20.9]
    arrivals, amounts = tape.arrivals("udp")
    assert [round((t - STARTED_TAPE_NS) / NS_PER_S, 3) for t in arrivals.tolist()] == times
    assert set(amounts.tolist()) == {size}
    tape.close()


def test_what_only_restricted_packs_told_is_missing_when_they_are_gone(tmp_path: Path) -> None:
    setup = Setup(tmp_path / "links", (UDP,))
    receiver = Speaker(236, 236)
    mac = b"\x02\x01\x01\x01\x01\x01"

    def heard(seconds: float) -> bytes:
        secret = remote_id_system()
        receiver.mav.seq = (secret[4] + 1) % 256
        return receiver.say(basic_id(mac, "S1")) + receiver.say(location(mac, 31.2, 121.4, stamp_s=seconds))

    events: list[LinkEvent] = []
    for i in range(60):
        frames = [heard(i / 4), _with_sequence(remote_id_system(), 3), _with_sequence(pack(0, 1, 4), 4)]
        events += [Chunk("udp", 1, frame, at(i / 4)) for frame in frames]
    setup.record(events)
    there = setup.tape()
    replay = setup.replay(there)
    replay.seek(at(14))
    before = replay.picture()
    assert there.gone == ()
    there.close()
    (setup.folder / "00.restricted.tlog").unlink()
    tape = setup.tape()
    assert tape.gone == ("udp",)
    replay = setup.replay(tape)
    assert len(replay.checkpoints) == 0  # they knew what is not to be known any more
    replay.seek(at(14))
    assert replay.picture().links == before.links  # heard is heard: nothing counts as lost
    assert [t.track_id for t in replay.picture().tracks] == ["S1"]
    tape.close()


def _with_sequence(frame: bytes, sequence: int) -> bytes:
    body = bytearray(frame)
    body[4] = sequence
    known = DECODER.dialect.mavlink_map[body[7] | body[8] << 8 | body[9] << 16]
    crc = DECODER._crc(bytes(body[1:-2]) + bytes((known.crc_extra,)), 0xFFFF)
    return bytes(body[:-2]) + crc.to_bytes(2, "little")


def lose_one(event: LinkEvent) -> Sequence[LinkEvent]:
    """Drone 2 is not heard from 10 s on."""
    if isinstance(event, Chunk) and event.data and event.data[5] == 2 and event.received_at_ns >= at(10):
        return ()
    return (event,)


def fly_black(after_ns: int, until_ns: int) -> Sequence[LinkEvent]:
    """A stranger's Remote ID once a second, from 5 s on."""
    second = until_ns // NS_PER_S
    if until_ns < at(5) or after_ns // NS_PER_S == second:
        return ()
    speaker, mac = Speaker(230, 236), b"\x02\x09\x09\x09\x09\x09"
    speaker.mav.seq = second % 128 * 2
    said = (basic_id(mac, "BLACK"), location(mac, 31.2, 121.4 + second % 50 * 1e-4, stamp_s=second % 3600))
    return [Chunk("sim", 99, speaker.say(one), until_ns) for one in said]


def test_a_script_may_change_what_is_heard(recorded: Setup) -> None:
    tape = recorded.tape()
    parts = {"links": recorded.links, "drones": recorded.drones, "docks": recorded.docks, "zones": recorded.zones}
    changed = AirReplay(tape, **parts, change=lose_one, inject=fly_black)  # type: ignore[arg-type]
    assert len(changed.checkpoints) == 0
    changed.seek(tape.start_ns)
    states = {}
    for seconds in (4, 9.5, 14, 22.2, 31):
        changed.play_to(at(seconds))
        states[seconds] = changed.picture(), changed.state()
    presences = [{v.system: v.presence for v in states[s][0].vehicles}[2] for s in (9.5, 14)]
    assert presences == [Presence.OK, Presence.LOST]
    black = ["BLACK" in {t.track_id for t in states[s][0].tracks} for s in (4, 14)]
    assert black == [False, True]
    for seconds in (22.2, 4, 31, 9.5):
        changed.seek(at(seconds))
        assert (changed.picture(), changed.state()) == states[seconds]
    plain = AirReplay(tape, **parts, change=lambda event: (event,))  # type: ignore[arg-type]
    usual = recorded.replay(tape)
    for seconds in (6, 30):
        plain.seek(at(seconds))
        usual.seek(at(seconds))
        assert plain.state() == usual.state()
    tape.close()


def test_several_links_are_heard_in_one_order_whichever_way(tmp_path: Path) -> None:
    links = (UDP, LinkConfig(name="second", address="udpin:127.0.0.1:0"))
    setup = Setup(tmp_path / "links", links)
    speakers = {link.name: Speaker(number) for number, link in enumerate(links, 1)}
    events: list[LinkEvent] = []
    for i in range(240):
        for link in links:
            seconds = i / 20 + (link is UDP) * 0.02
            if i % 50 == 20:
                state = LinkState.CLOSED if i % 100 == 20 else LinkState.WAITING
                events.append(LinkChanged(link.name, state, f"the {i}th"))
            if i % 31 == 3:
                events.append(Chunk(link.name, 1, b"no frame at all", at(seconds)))
            said = heartbeat(custom_mode=i % 7) if i % 4 == 0 else position(31.2 + i * 1e-4, 121.4)
            events.append(Chunk(link.name, 1 + i % 2, speakers[link.name].say(said), at(seconds)))
    setup.record(events)
    data = bytearray((setup.folder / "00.tlog").read_bytes())
    data[len(data) // 2] ^= 1  # damaged since
    (setup.folder / "00.tlog").write_bytes(data)
    tape = setup.tape()
    plain = setup.replay(tape, checkpoints=False)
    by_piece = AirReplay(tape, links=links, drones=(), docks=(), zones=(), change=lambda event: (event,))
    for seconds in (3.3, 11.9, 6.0):
        plain.seek(at(seconds))
        by_piece.seek(at(seconds))
        assert plain.state() == by_piece.state()
    assert [link.bad > 0 for link in plain.picture().links] == [True, True]
    assert [link.messages > 100 for link in plain.picture().links] == [True, True]
    tape.close()


def test_nothing_in_it_can_transmit(recorded: Setup) -> None:
    graph = grimp.build_graph("drones")
    reached = graph.find_upstream_modules("drones.replay")
    assert "drones.air" in reached
    assert not reached & {f"drones.{name}" for name in ("transports", "links", "service", "inbox", "recording")}
    assert not any(name.startswith("drones.simulator") for name in reached)
    tape = recorded.tape()
    replay = recorded.replay(tape)
    replay.seek(at(20))
    seen: set[int] = set()
    _no_sockets(replay, seen)
    assert len(seen) > 300
    assert not [name for name in dir(replay_module) if "send" in name.lower() or "socket" in name.lower()]
    tape.close()


def _no_sockets(value: object, seen: set[int]) -> None:
    """Nothing that is reached from the replay has a way to send."""
    if id(value) in seen or isinstance(value, (type, int, str, bytes, float)) or callable(value):
        return
    seen.add(id(value))
    assert not hasattr(value, "send"), value
    assert not hasattr(value, "sendto"), value
    assert not hasattr(value, "write"), value
    if type(value).__name__ == "module" or type(value).__module__.startswith(("numpy", "shapely", "pymavlink")):
        return
    parts: list[object] = list(vars(value).values()) if hasattr(value, "__dict__") else []
    parts += [getattr(value, name) for name in getattr(value, "__slots__", ()) if hasattr(value, name)]
    if isinstance(value, dict):
        parts += [*value.keys(), *value.values()]
    elif isinstance(value, (list, tuple, set, frozenset)):
        parts += list(value)
    for part in parts:
        _no_sockets(part, seen)


def played_live(link: LinkConfig, events: Sequence[LinkEvent]) -> tuple[Grid, list[LinkEvent]]:
    """An Air as a link's bytes come, driven by the grid's rule."""
    air = Air(links=[link], drones=[], docks=[], zones=ZoneIndex([]), decoder=DECODER)
    return Grid(air, grid_before(STARTED_TAPE_NS), STARTED_WALL_NS - STARTED_TAPE_NS), list(events)


@pytest.mark.real_data
@pytest.mark.parametrize(
    "name",
    [
        "tlog/sub-two-components.tlog",
        "tlog/three-copters-one-lost.tlog",
        "tlog/corrupt-stamps.tlog",
        "remote-id/parrot-anafi-real.tlog",
        "remote-id/message-pack-serial-and-session.tlog",
    ],
)
def test_real_logs_come_back_as_they_were_heard(name: str, real_data: Path, tmp_path: Path) -> None:
    setup = Setup(tmp_path / "links", (UDP,))
    relation = Relation(STARTED_TAPE_NS, STARTED_WALL_NS)
    events: list[LinkEvent] = [LinkChanged("udp", LinkState.WAITING, "")]
    now_ns = STARTED_TAPE_NS
    for gap_s, raw in tlog.paced((real_data / name).read_bytes()):
        now_ns += round(gap_s * NS_PER_S)
        if now_ns > at(45):
            break
        events.append(Chunk("udp", 1, raw, relation.tape_ns(relation.stamp_us(now_ns) + 1)))
    setup.record(events)
    live, left = played_live(UDP, events)
    tape = setup.tape()
    replay = setup.replay(tape)
    for share in (0.2, 0.55, 1.0):
        point_ns = grid_after(STARTED_TAPE_NS + round((now_ns - STARTED_TAPE_NS) * share))
        while live.at_ns < point_ns:
            while left and (not isinstance(left[0], Chunk) or left[0].received_at_ns <= live.at_ns + 100_000_000):
                live.air.feed(left.pop(0))
            live.pass_point()
        replay.seek(point_ns)
        ours, theirs = replay.picture(), live.picture()
        assert replace(ours, links=()) == replace(theirs, links=())
        # Garbage is told once a second; all else of a link is as it was.
        assert replace(ours.links[0], bad=0) == replace(theirs.links[0], bad=0)
    replay.seek(now_ns + 3 * NS_PER_S)
    assert replay.picture().links[0].bad == live.picture().links[0].bad
    tape.close()


@pytest.mark.real_data
def test_a_foreign_log_with_nonsense_for_stamps_is_a_tape(real_data: Path, tmp_path: Path) -> None:
    link = LinkConfig(name="theirs", address="theirs.tlog")
    parts = {"links": [link], "drones": (), "docks": (), "zones": ()}
    pictures = []
    spans = []
    for offset_ns in (0, 77 * NS_PER_S):
        tape = AirTape.open(
            tmp_path,
            [link],
            started_tape_ns=STARTED_TAPE_NS,
            started_wall_ns=STARTED_WALL_NS,
            foreign={"theirs": ForeignLog(real_data / "tlog/corrupt-stamps.tlog", offset_ns)},
        )
        assert (tape.links[0].at_ns[1:] >= tape.links[0].at_ns[:-1]).all()
        spans.append((tape.first_tape_ns, tape.last_tape_ns))
        replay = AirReplay(tape, **parts)  # type: ignore[arg-type]
        replay.seek(tape.last_tape_ns)
        pictures.append(replay.picture())
        tape.close()
    assert [b - a for a, b in zip(*spans, strict=True)] == [77 * NS_PER_S] * 2
    assert 60 < (spans[0][1] - spans[0][0]) / NS_PER_S < 3600
    assert pictures[0].links[0].messages >= 9_400
    assert [(v.system, v.mode) for v in pictures[0].vehicles] == [(1, "RTL")]
    assert not list(tmp_path.iterdir())


def test_what_is_no_log_is_said(tmp_path: Path) -> None:
    link = LinkConfig(name="theirs", address="theirs.tlog")
    for content, words in ((b"RIFF" + bytes(5000), "no telemetry log"), (None, "not there")):
        path = tmp_path / "x.tlog"
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(PersonError, match=words):
            AirTape.open(
                tmp_path, [link], started_tape_ns=0, started_wall_ns=0, foreign={"theirs": ForeignLog(path)}
            )  # fmt: skip


def test_an_empty_recording_is_one(tmp_path: Path) -> None:
    setup = Setup(tmp_path / "links", (UDP,))
    setup.record([])
    tape = setup.tape()
    assert (tape.first_tape_ns, tape.last_tape_ns, tape.messages) == (STARTED_TAPE_NS, STARTED_TAPE_NS, 0)
    replay = setup.replay(tape)
    replay.seek(at(2))
    replay.play_to(at(12))
    assert replay.picture().links[0].messages == 0
    assert Checkpoints(None, b"").get(EVERY_NS) is None
    tape.close()
