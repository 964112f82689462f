"""Frames out of bytes, however they were cut and whatever they are mixed with."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drones.framing import V1, V2, Frame, FrameCounts
from tests.drones.support import DECODER, M, Speaker, heartbeat, message, position


def cut(data: bytes, *, packets: bool = False) -> tuple[list[Frame], FrameCounts]:
    counts = FrameCounts()
    return DECODER.framer(packets=packets, counts=counts).feed(data), counts


def some_frames(count: int = 3) -> list[bytes]:
    speaker = Speaker(7, 1)
    kinds = [heartbeat(), position(31.2, 121.4), message("vfr_hud", 1.0, 2.0, 90, 50, 3.0, 0.5)]
    return [speaker.say(kinds[i % 3], v1=i % 2 == 1) for i in range(count)]


def test_both_versions_in_one_stream() -> None:
    frames, counts = cut(b"".join(some_frames(4)))
    assert [(f.version, f.message_id, f.system, f.sequence) for f in frames] == [
        (2, 0, 7, 0),
        (1, 33, 7, 1),
        (2, 74, 7, 2),
        (1, 0, 7, 3),
    ]
    assert counts == FrameCounts(frames=4)


PIECE = st.one_of(
    st.builds(lambda i: some_frames(6)[i], st.integers(0, 5)),
    st.builds(
        lambda i, at, by: flipped(some_frames(3)[i], at, by), st.integers(0, 2), st.integers(), st.integers(1, 255)
    ),
    st.builds(lambda frame, keep: frame[:keep], st.sampled_from(some_frames(2)), st.integers(0, 40)),
    st.binary(max_size=20),
)


def flipped(frame: bytes, at: int, by: int) -> bytes:
    at %= len(frame)
    return frame[:at] + bytes([frame[at] ^ by]) + frame[at + 1 :]


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECE, max_size=8), st.booleans())
def test_a_frame_that_comes_alone_is_taken_like_any_other(pieces: list[bytes], packets: bool) -> None:
    """The short way for it leaves frames, counts and all that is remembered as the long way does."""
    short, long = (DECODER.framer(packets=packets, counts=FrameCounts(), keep_unknown=True) for _ in range(2))
    long._alone = lambda data: None  # type: ignore[method-assign]
    for piece in pieces:
        assert short.feed(piece) == long.feed(piece)
        assert vars(short) == {name: value for name, value in vars(long).items() if name != "_alone"}


def test_a_wrong_checksum_is_one_bad_frame_and_the_next_is_heard() -> None:
    first, second, third = some_frames()
    broken = second[:-1] + bytes([second[-1] ^ 0xFF])
    frames, counts = cut(first + broken + third)
    assert [f.message_id for f in frames] == [0, 74]
    assert counts.bad == 1


def test_two_broken_frames_in_a_row_count_twice() -> None:
    first, second, third = some_frames()
    frames, counts = cut(first[:-1] + bytes([first[-1] ^ 1]) + second[:-1] + bytes([second[-1] ^ 1]) + third)
    assert len(frames) == 1
    assert counts.bad == 2


def test_a_stretch_of_garbage_counts_once() -> None:
    first, second, _ = some_frames()
    frames, counts = cut(first + b"garbage, no marker in it" + second + b"\x00\x01")
    assert len(frames) == 2
    assert counts.bad == 2


def test_a_frame_that_is_cut_short_does_not_swallow_the_next() -> None:
    first, second, third = some_frames()
    frames, counts = cut(second[:-5] + first + third + first)
    assert [f.message_id for f in frames] == [0, 74, 0]
    assert counts.bad == 1


def test_unknown_ids_are_counted_and_stepped_over() -> None:
    first, second, _ = some_frames()
    unknown = bytes([V2, 3, 0, 0, 9, 7, 1, 0x50, 0xD6, 0x00, 1, 2, 3, 0xAA, 0xBB])
    frames, counts = cut(first + unknown + second)
    assert len(frames) == 2
    assert (counts.unknown, counts.bad) == (1, 0)
    assert cut(unknown, packets=True)[1].unknown == 1


def test_a_signed_frame_is_told() -> None:
    speaker = Speaker(3)
    speaker.mav.signing.secret_key = bytes(32)
    speaker.mav.signing.sign_outgoing = True
    frames, counts = cut(speaker.say(heartbeat()) + some_frames()[0])
    assert [f.signed for f in frames] == [True, False]
    assert counts.bad == 0


def test_unknown_incompatibility_flags_are_refused() -> None:
    frame = bytearray(some_frames()[0])
    frame[2] = 0x02
    frames, counts = cut(bytes(frame) + some_frames()[0])
    assert len(frames) == 1
    assert counts.bad == 1


def test_a_datagram_stands_alone() -> None:
    first, second, _ = some_frames()
    counts = FrameCounts()
    framer = DECODER.framer(packets=True, counts=counts)
    assert framer.feed(first[:-3]) == []
    assert len(framer.feed(second)) == 1
    assert counts.bad == 1


@settings(deadline=None, max_examples=150)
@given(
    pieces=st.lists(
        st.one_of(
            st.sampled_from(some_frames(6)),
            st.binary(max_size=40),
            st.sampled_from([f[:-4] for f in some_frames(3)]),
            st.sampled_from([bytes([V1]), bytes([V2, 200, 0]), bytes([V2] * 30)]),
        ),
        max_size=12,
    ),
    cuts=st.lists(st.integers(0, 600), max_size=12),
)
def test_how_a_stream_is_cut_changes_nothing(pieces: list[bytes], cuts: list[int]) -> None:
    data = b"".join(pieces)
    whole = FrameCounts()
    expected = DECODER.framer(packets=False, counts=whole).feed(data)
    counts = FrameCounts()
    framer = DECODER.framer(packets=False, counts=counts)
    got: list[Frame] = []
    bounds = [0, *sorted(min(c, len(data)) for c in cuts), len(data)]
    for start, stop in pairwise(bounds):
        got += framer.feed(data[start:stop])
    assert got == expected
    assert counts == whole


@settings(deadline=None, max_examples=150)
@given(before=st.binary(max_size=80), flip=st.integers(0, 20), after=st.binary(max_size=20))
def test_any_bytes_are_survived_and_a_good_frame_behind_them_is_found(before: bytes, flip: int, after: bytes) -> None:
    good = some_frames()[0]
    padding = bytes(300)  # longer than any frame that garbage can pretend to begin
    frames, _ = cut(before + padding + good + after, packets=True)
    assert good in [f.raw for f in frames]
    broken = bytearray(good)
    broken[flip % len(good)] ^= 0x10
    cut(before + bytes(broken) + after, packets=True)


@pytest.mark.parametrize("filling", [V1, V2])
def test_a_flood_of_markers_costs_bounded_time(filling: int) -> None:
    started_s = time.process_time()
    cut(bytes([filling]) * 60_000)
    assert time.process_time() - started_s < 5


def test_decodes_as_pymavlink_does() -> None:
    for raw in some_frames(6):
        frame = cut(raw)[0][0]
        ours, theirs = DECODER.decode(frame), M.MAVLink(None).decode(bytearray(raw))
        assert ours is not None
        assert ours.to_dict() == theirs.to_dict()
