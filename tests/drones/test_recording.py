"""What came is on the disk, once, whole, in its place; and stays readable whatever the disk does."""

import errno
import os
import random
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymavlink import mavutil

from base.clock import NS_PER_S
from drones import recording_log
from drones.config import LinkConfig
from drones.events import Chunk, LinkChanged, LinkEvent, PeerGone
from drones.picture import LinkState
from drones.vehicle import HANDLERS
from tests.drones.support import Speaker, heartbeat, id_bytes, location, message, position
from tests.drones.tapes import STARTED_TAPE_NS, STARTED_WALL_NS, Setup, a_fleet, frames, simulated, written

UDP = LinkConfig(name="udp", address="udpin:127.0.0.1:0")
TCP = LinkConfig(name="tcp", address="tcpin:127.0.0.1:0")
SECRET = bytes(range(101, 133))
PILOT_E7 = 312_345_678


def at(seconds: float) -> int:
    return STARTED_TAPE_NS + round(seconds * NS_PER_S)


def stamp_us(tape_ns: int) -> int:
    return (tape_ns - STARTED_TAPE_NS + STARTED_WALL_NS) // 1000


def setup_signing() -> bytes:
    return Speaker(255, 190).say(message("setup_signing", 1, 1, list(SECRET), 12345))


def remote_id_system() -> bytes:
    return Speaker(236, 236).say(
        message("open_drone_id_system", 0, 0, id_bytes("X"), 1, 0, PILOT_E7, 1_213_000_000, 1, 0, 0, 0, 0, 0, 0, 5)
    )


def pack(*kinds: int, count: int | None = None) -> bytes:
    """A pack of empty messages of these types; SYSTEM (4) says where the pilot is."""
    body = b"".join(
        bytes((kind << 4, 0)) + (PILOT_E7.to_bytes(4, "little") if kind == 4 else bytes(4)) + bytes(19)
        for kind in kinds
    )
    said = message(
        "open_drone_id_message_pack",
        0,
        0,
        id_bytes("X"),
        25,
        len(kinds) if count is None else count,
        list(body.ljust(225, b"\0")),
    )
    return Speaker(236, 236).say(said)


def test_every_message_is_there_once_over_cuts_and_bursts_and_links(tmp_path: Path) -> None:
    seed = random.randrange(1 << 32)
    print("seed", seed)
    dice = random.Random(seed)
    setup = Setup(tmp_path / "links", (UDP, TCP))
    speakers = [Speaker(n) for n in range(1, 6)]
    fed: dict[str, list[tuple[int, bytes]]] = {"udp": [], "tcp": []}
    recorder = setup.recorder()
    streams: dict[int, bytes] = {}
    now_ns = at(0)
    for _ in range(400):
        now_ns += dice.choice((0, 0, 1_000, 7_777_777, 60_000_000))
        speaker = dice.choice(speakers)
        burst = [speaker.say(heartbeat(), v1=dice.random() < 0.2) for _ in range(dice.choice((1, 1, 2, 30)))]
        if dice.random() < 0.5:
            recorder.feed([Chunk("udp", 7, b"".join(burst), now_ns)])
            fed["udp"] += [(stamp_us(now_ns), frame) for frame in burst]
        else:
            peer = dice.choice((1, 2))
            rest = streams.pop(peer, b"") + b"".join(burst)
            cut = dice.randrange(len(rest) + 1)
            recorder.feed([Chunk("tcp", peer, rest[:cut], now_ns)])
            streams[peer] = rest[cut:]
            fed["tcp"] += [(0, frame) for frame in burst]
        if dice.random() < 0.1:
            recorder.advance(now_ns)
    for peer, rest in streams.items():
        recorder.feed([Chunk("tcp", peer, rest, now_ns)])
    recorder.close()
    assert written(setup.folder / "00.tlog") == fed["udp"]
    assert sorted(frames(written(setup.folder / "01.tlog"))) == sorted(frame for _, frame in fed["tcp"])
    assert recorder.messages == len(fed["udp"]) + len(fed["tcp"])
    assert recorder.lost == 0
    with_tape = setup.tape()
    assert with_tape.messages == recorder.messages
    with_tape.close()


def test_pymavlink_and_mavlogdump_read_it(tmp_path: Path) -> None:
    setup = a_fleet(tmp_path / "links", drones=2, docks=1, zones=False)
    setup.record(simulated(setup, 5))
    path = setup.folder / "00.tlog"
    log = mavutil.mavlink_connection(str(path))
    read = []
    while (one := log.recv_match()) is not None:
        read.append((round(one._timestamp * 1e6), bytes(one.get_msgbuf())))
    log.close()
    assert [raw for _, raw in read] == frames(written(path))
    assert max(abs(a - b) for (a, _), (b, _) in zip(read, written(path), strict=True)) <= 1
    tool = Path(sys.executable).with_name("mavlogdump.py")
    said = subprocess.run(
        [sys.executable, str(tool), "--types", "HEARTBEAT", str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    heartbeats = [raw for raw in frames(written(path)) if raw[7:10] == b"\0\0\0"]
    assert said.stdout.count("HEARTBEAT {") == len(heartbeats) > 5


def test_a_signing_key_is_never_on_the_disk(tmp_path: Path) -> None:
    setup = Setup(tmp_path / "links", (UDP, TCP))
    speaker = Speaker(1)
    tunnel = speaker.say(message("tunnel", 0, 0, 0, 60, list(setup_signing().ljust(128, b"\0"))))
    unknown = bytes((0xFD, len(setup_signing()) + 2, 0, 0, 9, 1, 1, 0x77, 0x77, 0x05)) + setup_signing() + bytes(4)
    events = [
        Chunk("udp", 1, speaker.say(heartbeat()) + setup_signing() + speaker.say(heartbeat()), at(1)),
        Chunk("udp", 1, tunnel, at(1.1)),
        Chunk("udp", 1, unknown, at(1.2)),
        Chunk("tcp", 1, setup_signing()[:20], at(1.3)),
        Chunk("tcp", 1, setup_signing()[20:] + speaker.say(heartbeat()), at(1.4)),
    ]
    recorder = setup.record(events)
    for path in setup.folder.iterdir():
        assert SECRET[:8] not in path.read_bytes(), path
    assert len(written(setup.folder / "00.tlog")) == 2
    assert len(written(setup.folder / "01.tlog")) == 1
    assert recorder.messages == 7  # they were heard, so they count


def test_ftp_and_logs_are_kept_as_they_are(tmp_path: Path) -> None:
    setup = Setup(tmp_path / "links", (UDP,))
    speaker = Speaker(1)
    ftp = speaker.say(message("file_transfer_protocol", 0, 1, 1, list(setup_signing().ljust(251, b"\1"))))
    setup.record([Chunk("udp", 1, ftp, at(1))])
    assert frames(written(setup.folder / "00.tlog")) == [ftp]


def test_where_a_pilot_stands_is_apart(tmp_path: Path) -> None:
    setup = Setup(tmp_path / "links", (UDP,))
    place = location("X", 31.2, 121.4)
    open_frames = [Speaker(236, 236).say(place), pack(0, 1), pack(0, 1, 3, 2)]
    operator = Speaker(236, 236).say(message("open_drone_id_operator_id", 0, 0, id_bytes("X"), 0, b"PILOT-7"))
    tunnel = Speaker(1).say(message("tunnel", 0, 0, 0, 80, list(remote_id_system().ljust(128, b"\0"))))
    restricted = [remote_id_system(), operator, pack(0, 1, 4), pack(5), pack(0, 4, count=1), pack(0, 1, 9), tunnel]
    restricted += [pack(0, count=12), pack(0, count=0)]
    setup.record([Chunk("udp", 1, frame, at(1)) for frame in [*open_frames, *restricted]])
    assert frames(written(setup.folder / "00.tlog")) == open_frames
    assert frames(written(setup.folder / "00.restricted.tlog")) == restricted
    secret = PILOT_E7.to_bytes(4, "little")
    for path in setup.folder.iterdir():
        assert (secret in path.read_bytes()) == (path.name == "00.restricted.tlog"), path
        assert (b"PILOT-7" in path.read_bytes()) == (path.name == "00.restricted.tlog"), path


def test_unknown_ids_are_kept_and_garbage_is_counted(tmp_path: Path) -> None:
    setup = Setup(tmp_path / "links", (UDP,))
    unknown = bytes((0xFD, 3, 0, 0, 9, 1, 1, 0x77, 0x77, 0x05)) + b"abc" + b"\x12\x34"
    good = Speaker(1).say(heartbeat())
    broken = good[:-1] + bytes((good[-1] ^ 1,))
    pieces = (unknown, b"garbage", good, broken, unknown)
    setup.record([Chunk("udp", 1, piece, at(1 + i)) for i, piece in enumerate(pieces)])
    assert frames(written(setup.folder / "00.tlog")) == [unknown, good, unknown]
    tape = setup.tape()
    replay = setup.replay(tape)
    replay.seek(at(10))
    link = replay.picture().links[0]
    assert (link.messages, link.unknown, link.bad) == (3, 2, 2)
    tape.close()


def test_links_that_open_and_close_are_played_again(tmp_path: Path) -> None:
    setup = Setup(tmp_path / "links", (UDP, TCP))
    recorder = setup.recorder()
    recorder.feed([LinkChanged("udp", LinkState.WAITING, "listening")], at(0.5))
    half = Speaker(1).say(heartbeat())
    recorder.feed([Chunk("tcp", 4, half[:7], at(1)), PeerGone("tcp", 4), Chunk("tcp", 4, half[7:], at(1.2))])
    recorder.feed([LinkChanged("udp", LinkState.CLOSED, "cable out")], at(3))
    recorder.feed([Chunk("nowhere", 1, half, at(3))])
    recorder.close()
    assert recorder.lost == 1
    assert not written(setup.folder / "01.tlog")
    tape = setup.tape()
    replay = setup.replay(tape)
    seen = []
    for seconds in (0.2, 1, 4):
        replay.seek(at(seconds))
        view = replay.picture().links[0]
        seen.append((view.state, view.detail))
    assert seen == [(LinkState.CLOSED, ""), (LinkState.WAITING, "listening"), (LinkState.CLOSED, "cable out")]
    tape.close()


def test_a_message_that_nobody_foresaw_ends_the_states_and_not_the_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumbles(*_: object) -> None:
        raise AttributeError("no such field")

    setup = Setup(tmp_path, (UDP,))
    recorder = setup.recorder()
    monkeypatch.setitem(HANDLERS, 33, stumbles)
    speaker = Speaker(1)
    for seconds in range(1, 9):
        recorder.feed(
            [Chunk("udp", 1, speaker.say(what), at(seconds)) for what in (heartbeat(), position(31.2, 121.4))]
        )
        recorder.advance(at(seconds))
    recorder.close()
    assert len(written(setup.folder / "00.tlog")) == 16


def test_a_peer_that_hangs_up_puts_nothing_off_that_comes_behind_it(tmp_path: Path) -> None:
    """What is sent to the recorder together may have come in over a fifth of a second, or more of a busy machine."""
    setup = Setup(tmp_path, (UDP, TCP))
    recorder = setup.recorder()
    whole = [Speaker(system).say(heartbeat()) for system in (1, 2, 3)]
    batch: list[LinkEvent] = [
        Chunk("tcp", 1, whole[0], at(1.0)),
        PeerGone("tcp", 1),
        LinkChanged("tcp", LinkState.WAITING, "again"),
        Chunk("tcp", 2, whole[1], at(1.02)),
        PeerGone("tcp", 2),
        Chunk("udp", 1, whole[2], at(1.5)),
        LinkChanged("udp", LinkState.CLOSED, ""),
    ]
    recorder.feed(batch, at(1.9))
    recorder.close()
    assert [time_us for time_us, _ in written(setup.folder / "01.tlog")] == [stamp_us(at(1.0)), stamp_us(at(1.02))]
    assert [time_us for time_us, _ in written(setup.folder / "00.tlog")] == [stamp_us(at(1.5))]
    tape = setup.tape()
    assert tape.events[-1].at_tape_ns // 1000 == at(1.9) // 1000
    tape.close()


class Disk:
    """Takes `room` bytes more, the last write in part, and then none."""

    def __init__(self, room: int) -> None:
        self.room = room

    def write(self, file: int, data: bytes) -> int:
        if self.room <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        size = os.write(file, data[: self.room])
        self.room -= size
        return size


@pytest.mark.parametrize("room", [0, 5, 40, 333, 2_000])
def test_a_full_disk_costs_nothing_that_was_fed(tmp_path: Path, room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    setup = Setup(tmp_path / "links", (UDP,))
    speaker = Speaker(1)
    said = [speaker.say(position(31.2, 121.4 + i * 1e-4)) for i in range(200)]
    recorder = setup.recorder()
    disk = Disk(room)
    monkeypatch.setattr(recording_log, "_write", disk.write)
    errors: list[int | None] = []
    for i, frame in enumerate(said):
        recorder.feed([Chunk("udp", 1, frame, at(i / 20))])
        if i == 150:
            disk.room = 10**9
            recorder.flush()
        try:
            recorder.advance(at(i / 20))
        except OSError as error:
            errors.append(error.errno)
            assert all(frame in said for frame in frames(written(setup.folder / "00.tlog")))
    assert len(errors) > 50
    assert set(errors) == {errno.ENOSPC}
    recorder.close()
    assert frames(written(setup.folder / "00.tlog")) == said
    assert setup.tape().messages == len(said)


def test_another_recorder_goes_on_behind_the_last_whole_record(tmp_path: Path) -> None:
    setup = a_fleet(tmp_path / "links", drones=3, docks=1)
    events = simulated(setup, 24)
    half = len(events) // 2
    first = setup.recorder()
    for event in events[:half]:
        first.feed([event])
        first.advance(event.received_at_ns if isinstance(event, Chunk) else at(0))
    first.flush()
    first._states.stop()  # as a kill would: nothing is closed, and half a record stands at the end
    with (setup.folder / "00.tlog").open("ab") as file:
        file.write(b"\0\0\0\1\2\3\4\5\xfd\x09\0")
    second = setup.recorder()
    assert second.messages == first.messages
    for event in events[half:]:
        second.feed([event])
        second.advance(event.received_at_ns if isinstance(event, Chunk) else at(0))
    second.close()
    together = Setup(tmp_path / "once", setup.links, setup.drones, setup.docks, setup.zones)
    together.record(events)
    for name in ("00.tlog", "00.restricted.tlog"):
        assert written(setup.folder / name) == written(together.folder / name)
    tapes = setup.tape(), together.tape()
    replays = [one.replay(tape) for one, tape in zip((setup, together), tapes, strict=True)]
    assert all(len(replay.checkpoints) >= 4 for replay in replays)
    for seconds in (5.1, 11.9, 14, 23.3):
        for replay in replays:
            replay.seek(at(seconds))
        assert replays[0].state() == replays[1].state()
    for tape in tapes:
        tape.close()


def test_what_was_written_must_still_be_there(tmp_path: Path) -> None:
    setup = Setup(tmp_path / "links", (UDP,))
    recorder = setup.recorder()
    recorder.feed([Chunk("udp", 1, Speaker(1).say(heartbeat()), at(1))])
    recorder.flush()
    recorder._links[0].log.close()
    (setup.folder / "00.tlog").unlink()
    recorder.feed([Chunk("udp", 1, Speaker(1).say(heartbeat()), at(1))])
    with pytest.raises(FileNotFoundError, match="not there any more"):
        recorder.flush()
    with pytest.raises(FileNotFoundError):
        recorder.close()
    open_files = psutil.Process().num_fds()
    for _ in range(3):
        (tmp_path / "odd" / "01.idx").mkdir(parents=True, exist_ok=True)
        with pytest.raises(OSError, match="directory"):
            Setup(tmp_path / "odd", (UDP, TCP)).recorder()
    assert psutil.Process().num_fds() == open_files
    (tmp_path / "a file").write_bytes(b"")
    with pytest.raises(OSError, match="directory"):
        Setup(tmp_path / "a file" / "links", (UDP,)).recorder()


def test_a_link_that_is_slow_to_tell_is_not_put_before_what_is_past(tmp_path: Path) -> None:
    setup = Setup(tmp_path / "links", (UDP, TCP))
    recorder = setup.recorder()
    speaker = Speaker(1)
    recorder.feed([Chunk("udp", 1, speaker.say(heartbeat()), at(10))])
    recorder.advance(at(10))
    recorder.feed([Chunk("tcp", 1, speaker.say(heartbeat()), at(2))])
    recorder.close()
    tape = setup.tape()
    late_ns = int(tape.links[1].at_ns[0])
    assert at(8.8) < late_ns <= at(9)
    tape.close()


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(1, 3), st.binary(max_size=80)), max_size=25))
def test_anything_that_links_bring_is_survived(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[tuple[int, int, bytes]]
) -> None:
    setup = Setup(tmp_path_factory.mktemp("any") / "links", (UDP, TCP))
    names = ("udp", "tcp")
    events: list[LinkEvent] = [Chunk(names[n], sender, data, at(i / 9)) for i, (n, sender, data) in enumerate(pieces)]
    recorder = setup.record(events)
    tape = setup.tape()
    assert tape.messages == recorder.messages
    replay = setup.replay(tape)
    replay.seek(at(9))
    assert sum(link.messages for link in replay.picture().links) == recorder.messages
    tape.close()
