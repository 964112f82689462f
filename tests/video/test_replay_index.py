"""The index of a tape by itself: times, steps, gaps, density, and what damage does to it."""

import random
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.clock import NS_PER_S
from tests.video.clips import write_clip
from tests.video.tapes import INTERVAL_NS, START_NS, record, write_numbered
from video.recording.packets import INDEX_NAME, KEY, NO_STAMP, PACKET, Packets
from video.replay.demuxed import LONGEST_NS, _times_ns, demuxed
from video.replay.index import Reel, TapeIndex, assembled, indexed, open_index
from video.replay.tape import Tape

EXAMPLES = 60


def packets(times_ns: list[int], *, key_every: int = 5, segment_every: int = 10**6) -> Packets:
    records = np.zeros(len(times_ns), PACKET)
    records["received_ns"] = times_ns
    records["pts"] = records["dts"] = np.arange(len(times_ns)) * 3600
    records["size"] = 1_000
    records["segment"] = np.arange(len(times_ns)) // segment_every
    records["flags"][::key_every] = KEY
    return records


def made(times_ns: list[int], **more: int) -> TapeIndex:
    records = packets(times_ns, **more)
    return assembled((Reel(Path("00000.mp4"), 0, len(records)),), records, records["received_ns"].astype(np.int64))


TIMES = st.lists(st.integers(0, 10 * NS_PER_S), min_size=1, max_size=60).map(sorted)


@settings(max_examples=EXAMPLES, deadline=None)
@given(TIMES, st.integers(-NS_PER_S, 11 * NS_PER_S), st.integers(-5, 5))
def test_it_agrees_with_looking_at_every_packet(times: list[int], tape_ns: int, steps: int) -> None:
    index = made(times)
    before = [t for t in times if t <= tape_ns]
    assert index.frame_at(tape_ns) == (before[-1] if before else None)
    keys = times[::5]
    key_times = [t for t in keys if t <= tape_ns]
    found = index.key_at(tape_ns)
    assert (None if found is None else int(index.times_ns[found])) == (key_times[-1] if key_times else None)
    later = [t for t in keys if t > tape_ns]
    following = index.key_after(tape_ns)
    assert (None if following is None else int(index.times_ns[following])) == (later[0] if later else None)
    to_ns = index.step(tape_ns, steps)
    assert to_ns in times
    if before and steps > 0 and times[-1] > before[-1]:
        assert to_ns > before[-1]
    if before and steps < 0 and times[0] < before[-1]:
        assert to_ns < before[-1]


@settings(max_examples=EXAMPLES, deadline=None)
@given(TIMES, st.integers(1, 3 * NS_PER_S))
def test_spans_and_gaps_make_the_whole(times: list[int], pause_ns: int) -> None:
    index = made(times)
    spans = index.spans(pause_ns)
    assert spans[0][0] == times[0]
    assert spans[-1][1] == times[-1]
    for (_, end), (begin, _) in pairwise(spans):
        assert begin - end > pause_ns
    for picture in range(len(times)):
        first, last = index.span_around(picture, pause_ns)
        assert (first, last) in spans
        assert first <= times[picture] <= last
    gaps = index.gaps(0, 10 * NS_PER_S, pause_ns)
    for begin, end in gaps:
        assert end - begin > pause_ns
        assert not [t for t in times if begin < t < end]
    density = index.density(0, 10 * NS_PER_S + 1, 7)
    assert density.sum() * (10 * NS_PER_S + 1) / 7 / NS_PER_S == pytest.approx(1_000 * len(times))


def test_reordered_pictures_have_times_in_the_order_in_which_they_are_seen() -> None:
    records = packets([0, 40, 80, 120, 160, 200])
    records["pts"] = [0, 3, 1, 2, 5, 4]
    index = assembled((Reel(Path("00000.mp4"), 0, 6),), records, records["received_ns"].astype(np.int64))
    assert [index.packet(picture) for picture in range(6)] == [0, 2, 3, 1, 5, 4]
    assert [index.picture(packet) for packet in range(6)] == [0, 3, 1, 2, 5, 4]
    assert index.times_ns.tolist() == [0, 40, 80, 120, 160, 200]
    records["pts"][2] = NO_STAMP  # then nothing is known of it
    assert made([0, 40, 80]).packet_of is None


def test_what_leans_on_the_group_before_is_decoded_from_there() -> None:
    records = packets([0, 40, 80, 120, 160, 200], key_every=3)
    records["pts"] = [0, 1, 2, 6, 4, 7]  # the fifth is seen before the key frame that came before it
    index = assembled((Reel(Path("00000.mp4"), 0, 6),), records, records["received_ns"].astype(np.int64))
    assert [index.decoded_from(packet) for packet in range(6)] == [0, 0, 0, 3, 0, 3]


def test_without_what_cannot_be_read_the_rest_stays_as_it_is() -> None:
    index = made([n * INTERVAL_NS for n in range(100)]).without(20, 79)
    assert len(index) == 40
    assert index.frame_at(50 * INTERVAL_NS) == 19 * INTERVAL_NS
    assert index.gaps(0, 99 * INTERVAL_NS) == ((19 * INTERVAL_NS, 80 * INTERVAL_NS),)
    assert index.packet(index.at(85 * INTERVAL_NS) or 0) == 85
    assert index.picture(50) == -1


def test_segments_that_were_let_go_are_a_gap(tmp_path: Path) -> None:
    folder = record(write_numbered(tmp_path / "clip.mp4", count=150), tmp_path / "c", segment_pictures=50)
    tape = Tape("c", folder, offset_ns=7)
    assert len(open_index(tape)) == 150
    (folder / "00000.mp4").unlink()
    index = open_index(tape)
    assert (index.first_ns, len(index)) == (START_NS + 50 * INTERVAL_NS + 7, 100)
    nothing = open_index(Tape("d", tmp_path / "none"))
    assert (len(nothing), nothing.at(START_NS), nothing.step(START_NS, 1), nothing.spans()) == (0, None, None, ())


def test_a_damaged_index_says_something_of_nearly_every_picture(tmp_path: Path) -> None:
    seed = random.randrange(10_000)
    print("seed", seed)
    chance = random.Random(seed)
    whole = packets([START_NS + n * INTERVAL_NS for n in range(2_000)], segment_every=500)
    for name in {int(n) for n in whole["segment"]}:
        (tmp_path / f"{name:05}.mp4").touch()
    for _ in range(20):
        data = bytearray(whole.tobytes())
        for _ in range(chance.randrange(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = chance.randrange(len(data) * 9 // 10, len(data))
        (tmp_path / INDEX_NAME).write_bytes(data[:cut])
        index = open_index(Tape("c", tmp_path))
        assert bool((np.diff(index.times_ns) >= 0).all())
        right = index.times_ns == whole["received_ns"][: len(index)] if index.packet_of is None else np.ones(1)
        assert right.mean() > 0.95


def test_an_hour_of_sixteen_cameras_is_opened_and_asked_in_half_a_second(tmp_path: Path) -> None:
    records = packets([START_NS + n * INTERVAL_NS for n in range(90_000)], key_every=50, segment_every=500)
    for number in range(180):
        (tmp_path / f"{number:05}.mp4").touch()
    (tmp_path / INDEX_NAME).write_bytes(records.tobytes())
    began_s = time.process_time()
    for _ in range(16):
        index = open_index(Tape("c", tmp_path))
        assert len(index.spans()) == 1
        assert not index.gaps(START_NS, START_NS + 3_590 * NS_PER_S)
        assert len(index.density(START_NS, START_NS + 3_600 * NS_PER_S, 1_000)) == 1_000
        assert len(index.key_times_ns) == 1_800
    assert time.process_time() - began_s < 0.5


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.binary(max_size=32 * 40))
def test_any_bytes_are_an_index(data: bytes) -> None:
    records = np.frombuffer(data[: len(data) // 32 * 32], PACKET)
    index = indexed(records, Path("/nowhere") if not len(records) else Path(__file__).parent, 0)
    assert bool((np.diff(index.times_ns) >= 0).all())


def test_a_clip_that_is_a_list_of_other_files_is_none(tmp_path: Path) -> None:
    """Whatever it is called: only what holds its pictures itself is opened."""
    other = write_clip(tmp_path / "other.mp4", width=64, height=48, seconds=1)
    lists = {
        "hls.mp4": "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nother.mp4\n#EXT-X-ENDLIST\n",
        "concat.mkv": "ffconcat version 1.0\nfile other.mp4\n",
    }
    for name, text in lists.items():
        (tmp_path / name).write_text(text)
        assert demuxed(tmp_path / name) is None
    assert demuxed(other) is not None


def test_stamps_of_millennia_are_no_times() -> None:
    records = np.zeros(3, PACKET)
    records["pts"] = (-(2**62), 0, 2**62)
    times = _times_ns(records, 1.0, 25.0)
    assert times[0] == 0
    assert (np.diff(times) >= 0).all()
    assert times[-1] == LONGEST_NS
