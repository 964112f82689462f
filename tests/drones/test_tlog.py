"""Telemetry logs with every kind of damage."""

from hypothesis import given, settings
from hypothesis import strategies as st

from drones import tlog
from drones.framing import FrameCounts
from tests.drones.support import DECODER, Speaker, heartbeat

FRAMES = [Speaker(i + 1).say(heartbeat()) for i in range(6)]


def log_of(*records: tuple[int, bytes]) -> bytes:
    return b"".join(stamp.to_bytes(8, "big") + frame for stamp, frame in records)


def test_records_are_told_apart() -> None:
    log = log_of(*((1_000_000 * i, f) for i, f in enumerate(FRAMES)))
    assert list(tlog.records(log)) == [(1_000_000 * i, f) for i, f in enumerate(FRAMES)]
    assert tlog.is_tlog(log)


def test_garbage_between_records_is_handed_on_and_the_rest_is_found() -> None:
    log = log_of((1, FRAMES[0])) + b"some garbage" + log_of((2, FRAMES[1]), (3, FRAMES[2]), (4, FRAMES[3]))
    counts = FrameCounts()
    framer = DECODER.framer(packets=True, counts=counts)
    found = [frame.raw for _, raw in tlog.records(log) for frame in framer.feed(raw)]
    assert found == FRAMES[:4]
    assert counts.bad == 1


def test_a_log_that_breaks_off_keeps_its_beginning() -> None:
    log = log_of((1, FRAMES[0]), (2, FRAMES[1]))[:-4]
    assert next(iter(tlog.records(log)))[1] == FRAMES[0]


def test_the_pace_follows_the_stamps_but_not_into_nonsense() -> None:
    year_14444 = 393_000_000_000_000_000
    stamps = [10_000_000, 10_500_000, year_14444, 11_000_000, 10_900_000, 11_500_000, 911_500_000, 911_600_000]
    log = log_of(*((s, FRAMES[0]) for s in stamps))
    gaps = [round(g, 3) for g, _ in tlog.paced(log)]
    assert gaps == [0, 0.5, 0, 0.5, 0, 0.6, 5.0, 0.1]


def test_what_is_no_log_is_told() -> None:
    assert not tlog.is_tlog(b"")
    assert not tlog.is_tlog(b"RIFF" + bytes(range(256)) * 300)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=600), st.lists(st.sampled_from(FRAMES), max_size=5), st.binary(max_size=100))
def test_any_bytes_are_survived(before: bytes, frames: list[bytes], after: bytes) -> None:
    log = before + log_of(*((i, f) for i, f in enumerate(frames))) + after
    total = sum(len(raw) for _, raw in tlog.records(log))
    assert total <= len(log)
    tlog.is_tlog(log)
    assert all(0 <= g <= tlog.LONGEST_GAP_S for g, _ in tlog.paced(log))
