"""Payloads into messages, and losses from sequence numbers."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drones import tlog
from drones.air import WANTED
from drones.decoding import SequenceGaps
from drones.framing import Frame, FrameCounts
from tests.drones.support import DECODER, M, Speaker, message


def at(sequence: int, system: int = 1, component: int = 1) -> tuple[int, int, int]:
    return system, component, sequence % 256


def same(read: Any, decoded: Any) -> bool:
    """NaN is as good as NaN."""
    assert set(read._fields) == set(decoded.get_fieldnames())

    def plain(value: Any) -> Any:
        return list(value) if isinstance(value, bytes | tuple | list) else value

    return all(repr(plain(getattr(read, n))) == repr(plain(getattr(decoded, n))) for n in read._fields)


def count(sequences: list[int]) -> int:
    gaps = SequenceGaps()
    for sequence in sequences:
        gaps.note(1, *at(sequence))
    return gaps.lost


def test_gaps_are_counted_over_the_wrap() -> None:
    assert count([250, 251, 254, 255, 0, 3]) == 2 + 2


def test_a_frozen_sequence_counts_nothing() -> None:
    assert count([9] * 50) == 0


def test_a_late_frame_is_taken_back_and_a_repeated_one_is_nothing() -> None:
    assert count([1, 3, 2, 4]) == 0
    assert count([1, 2, 2, 3]) == 0


def test_senders_components_and_systems_are_kept_apart() -> None:
    gaps = SequenceGaps()
    for i in range(20):
        gaps.note(1, *at(i))
        gaps.note(2, *at(100 + i))
        gaps.note(1, *at(200 + i, component=2))
        gaps.note(1, *at(50 + i, system=2))
    assert gaps.lost == 0


def test_a_ground_station_is_left_out_even_afterwards() -> None:
    gaps = SequenceGaps()
    gaps.note(1, *at(1, 255, 190))
    gaps.note(1, *at(50, 255, 190))
    gaps.note(1, *at(1))
    gaps.note(1, *at(4))
    assert gaps.lost == 48 + 2
    gaps.ignore(1, 255, 190)
    gaps.note(1, *at(99, 255, 190))
    assert gaps.lost == 2


def test_made_up_ids_cannot_fill_the_memory() -> None:
    gaps = SequenceGaps()
    for i in range(20_000):
        gaps.note(1, *at(0, i >> 8, i & 255))
    assert len(gaps._streams) <= 4096


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["tlog/sub-two-components", "tlog/vtol", "remote-id/parrot-anafi-real"])
def test_every_wanted_message_of_real_logs_is_decoded_as_by_pymavlink(real_data: Path, name: str) -> None:
    framer = DECODER.framer(packets=True, counts=FrameCounts())
    mav = M.MAVLink(None)
    compared = 0
    for _, raw in tlog.records((real_data / f"{name}.tlog").read_bytes()):
        for frame in framer.feed(raw):
            if frame.message_id in WANTED:
                compared += 1
                if compared % 7 == 0:
                    ours, theirs = DECODER.decode(frame), mav.decode(bytearray(frame.raw))
                    assert ours is not None
                    assert repr(ours.to_dict()) == repr(theirs.to_dict())
                    assert same(DECODER.read(frame.message_id, frame.raw), ours)
    assert compared > 500


@settings(deadline=None, max_examples=120)
@given(message_id=st.sampled_from(sorted(WANTED)), payload=st.binary(min_size=1, max_size=255))
def test_any_payload_is_decoded_or_refused(message_id: int, payload: bytes) -> None:
    raw = bytes([0xFD, len(payload), 0, 0, 0, 1, 1, message_id & 255, message_id >> 8, 0]) + payload + b"\0\0"
    decoded, read = DECODER.decode(Frame(2, message_id, 1, 1, 0, False, raw)), DECODER.read(message_id, raw)
    assert (decoded is None) == (read is None)
    assert decoded is None or (decoded.get_msgId() == message_id and same(read, decoded))


def test_a_payload_that_was_cut_at_its_zeros_is_filled_up() -> None:
    raw = Speaker(1).say(message("statustext", 6, b"hi"))
    frame = DECODER.framer(packets=True, counts=FrameCounts()).feed(raw)[0]
    assert len(raw) < 20
    decoded = DECODER.decode(frame)
    assert decoded is not None
    assert (decoded.text, decoded.chunk_seq) == ("hi", 0)
