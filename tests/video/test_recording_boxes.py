"""MP4 fragments, time stamps and lines of the list, as pure values: what goes in comes out, what is wrong ends."""

import io
import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.clock import NS_PER_S
from video.recording.boxes import (
    RECORDS,
    SEGMENT,
    Sample,
    fragment,
    nal_units,
    own_box,
    units_with_lengths,
    walk,
    with_lengths,
)
from video.recording.packets import Segment
from video.recording.stamps import BACK_S, LEAP_S, Stamps

_units = st.lists(
    st.binary(min_size=1, max_size=40).map(lambda unit: unit.replace(b"\0", b"\1")), min_size=1, max_size=6
)
_ints = st.integers(-(2**63) + 1, 2**63 - 1)


@given(_units, st.sampled_from([b"\0\0\1", b"\0\0\0\1"]))
def test_nal_units_are_the_same_behind_start_codes_and_behind_lengths(units: list[bytes], code: bytes) -> None:
    assert nal_units(b"".join(code + unit for unit in units)) == units
    assert units_with_lengths(with_lengths(units)) == units


@given(st.binary(max_size=200))
def test_any_bytes_have_nal_units_or_none(data: bytes) -> None:
    assert sum(map(len, nal_units(data))) <= len(data)
    assert sum(map(len, units_with_lengths(data))) <= len(data)


def _file(fragments: int = 3) -> bytes:
    parts = [b"\0\0\0\x08ftyp", own_box(SEGMENT, b"line\n")]
    for number in range(fragments):
        samples = [Sample(b"abc", number * 10, number * 10, True), Sample(b"de", number * 10 + 5, number * 10, False)]
        parts += [own_box(RECORDS, bytes([number]) * 64), fragment(number + 1, samples, 5)]
    return b"".join(parts)


def test_a_file_is_walked_through_at_any_cut() -> None:
    data = _file()
    whole = walk(io.BytesIO(data))
    assert (whole.line, whole.records, whole.whole_bytes) == (
        b"line\n",
        bytes(64) + b"\1" * 64 + b"\2" * 64,
        len(data),
    )
    for cut in range(len(data)):
        found = walk(io.BytesIO(data[:cut]))
        assert whole.records.startswith(found.records)
        assert len(found.records) % 64 == 0
        assert found.whole_bytes <= cut


def test_a_walk_through_damaged_files_comes_to_an_end() -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    for _ in range(300):
        data = bytearray(_file())
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(len(data))] = chance.choice([0, 1, 0xFF, chance.randrange(256)])
        assert walk(io.BytesIO(bytes(data))).whole_bytes <= len(data)


@given(
    st.builds(
        Segment,
        number=st.integers(0, 65535),
        time_base=st.fractions(min_value=Fraction(1, 10**9), max_value=1).filter(lambda base: base > 0),
        base_dts=_ints,
        first_received_ns=_ints,
        codec=st.text(max_size=12),
        width=st.integers(0, 10**6),
        height=st.integers(0, 10**6),
        masked=st.booleans(),
    )
)
def test_a_line_of_the_list_is_read_as_it_was_written(segment: Segment) -> None:
    assert segment.line().count(b"\n") == 1
    assert Segment.of_line(segment.line()) == segment


@given(st.binary(max_size=80) | st.text(alphabet='{}[]":,0123456789eE.-numbertime_base/', max_size=80).map(str.encode))
def test_any_line_is_a_segment_or_a_value_error(line: bytes) -> None:
    try:
        Segment.of_line(line)
    except ValueError:
        return


_stamp = st.none() | st.integers(-(2**40), 2**40) | st.integers(-2000, 2000)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(_stamp, _stamp, st.integers(0, 3 * NS_PER_S)), min_size=1, max_size=40),
    st.sampled_from([Fraction(1, 90_000), Fraction(1, 1000), Fraction(1001, 30_000)]),
)
def test_whatever_a_source_says_the_file_gets_rising_stamps(
    packets: list[tuple[int | None, int | None, int]], time_base: Fraction
) -> None:
    stamps = Stamps(time_base, time_base.denominator, 1000)
    now_ns, last = 1000, -1
    for pts, dts, later_ns in packets:
        now_ns += later_ns
        placed, shown = stamps.place(pts, dts, now_ns)
        assert placed > last
        assert placed - max(last, 0) < 2**32
        assert abs(shown - placed) <= LEAP_S * time_base.denominator
        last = placed


class TestStamps:
    def place(self, *stamps: tuple[int | None, int | None]) -> tuple[list[int], bool]:
        placed = Stamps(Fraction(1, 1000), 1000, 0)
        return [placed.place(pts, dts, i * NS_PER_S // 25)[0] for i, (pts, dts) in enumerate(stamps)], placed.is_broken

    def test_usable_ones_are_kept_but_for_the_base(self) -> None:
        assert self.place((-80, -80), (0, -40), (-40, 0)) == ([0, 40, 80], False)

    def test_equal_ones_are_told_apart(self) -> None:
        assert self.place((0, 0), (0, 0), (40, 40)) == ([0, 1, 40], False)

    def test_none_at_all_go_by_their_receipt(self) -> None:
        assert self.place((None, None), (None, None), (None, None)) == ([0, 40, 80], False)

    def test_the_first_ones_may_come_later(self) -> None:
        assert self.place((None, None), (None, None), (9080, 9080), (9120, 9120)) == ([0, 40, 80, 120], False)

    @pytest.mark.parametrize("leap_s", [LEAP_S + 1, -(BACK_S + 1)])
    def test_a_leap_goes_on_with_the_last_step_until_a_segment_can_begin(self, leap_s: float) -> None:
        at = round(leap_s * 1000)
        assert self.place((0, 0), (40, 40), (at, at), (at + 40, at + 40)) == ([0, 40, 80, 120], True)
