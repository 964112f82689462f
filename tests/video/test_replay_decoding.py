"""Reading and decoding tapes in this process: the packets as they were, the right picture or none, damaged or not."""

import random
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from av.video.frame import VideoFrame

from tests.video.tapes import read_number, record, write_numbered
from video.open_errors import SourceError
from video.recording.packets import PACKET
from video.replay.clips import open_tape
from video.replay.decoding import Decoded, Missing, TapeDecoder
from video.replay.index import TapeIndex, open_index
from video.replay.reels import OpenReel
from video.replay.segments import SegmentReel
from video.replay.tape import Clip, Tape

COUNT = 120
KINDS = ("plain", "reordered", "hevc", "mjpeg")


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("clips")
    return {
        "plain": write_numbered(folder / "plain.mp4", count=COUNT),
        "reordered": write_numbered(folder / "reordered.mp4", count=COUNT, b_frames=2),
        "hevc": write_numbered(folder / "hevc.mp4", count=COUNT, b_frames=2, codec="libx265"),
        "mjpeg": write_numbered(folder / "mjpeg.mp4", count=COUNT, codec="mjpeg", gop=1),
        "stream": write_numbered(folder / "stream.ts", count=COUNT, b_frames=2),
        "raw": write_numbered(folder / "raw.h264", count=COUNT),
    }


@pytest.fixture(scope="module")
def folders(clips: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("recorded")
    return {kind: record(clips[kind], folder / kind, segment_pictures=50) for kind in KINDS}


def decoder_of(index: TapeIndex) -> TapeDecoder:
    return TapeDecoder(index, lambda: None, lambda _: None)


def shown(decoder: TapeDecoder, picture: int) -> Decoded | Missing:
    decoder.aim(decoder.index.packet(picture))
    for _ in range(10 * COUNT):
        found = decoder.work(3)
        if found is not Missing.YET:
            return found
    raise AssertionError("it never comes to an end")


def number_in(frame: VideoFrame) -> int | None:
    return read_number(np.asarray(frame.to_ndarray(format="rgb24"), np.uint8))


@pytest.mark.parametrize("kind", KINDS)
def test_a_segment_is_read_as_a_demuxer_reads_it(folders: dict[str, Path], kind: str) -> None:
    index = open_index(Tape(kind, folders[kind]))
    for reel in index.reels:
        ours, theirs = SegmentReel(index, reel, None), OpenReel(index, reel)
        try:
            read = [(n, bytes(p), p.is_keyframe) for n, p in ours.packets_from(reel.first)]
            assert read == [(n, bytes(p), p.is_keyframe) for n, p in theirs.packets_from(reel.first)]
            assert len(read) == reel.count
            assert ours.pixel_aspect == theirs.pixel_aspect == 1.0
        finally:
            ours.close()
            theirs.close()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("kept_bytes", [0, 10_000_000])
def test_pictures_in_any_order(folders: dict[str, Path], kind: str, kept_bytes: int) -> None:
    chance = random.Random(kept_bytes)
    decoder = decoder_of(open_index(Tape(kind, folders[kind])))
    decoder.most_kept_bytes = kept_bytes
    try:
        at = 0
        for _ in range(60):
            step = chance.choice((-1, 1, 1, 2, 7, None))
            at = chance.randrange(COUNT) if step is None else min(max(at + step, 0), COUNT - 1)
            found = shown(decoder, at)
            assert isinstance(found, Decoded)
            assert number_in(found.frame) == at
            if chance.random() < 0.2:
                key = decoder.index.key_at(int(decoder.index.times_ns[chance.randrange(COUNT)]))
                assert key is not None
                found = decoder.key(decoder.index.packet(key))
                assert isinstance(found, Decoded)
                assert number_in(found.frame) == key
    finally:
        decoder.close()


def test_going_on_does_not_begin_anew(folders: dict[str, Path]) -> None:
    entered = []
    decoder = TapeDecoder(open_index(Tape("plain", folders["plain"])), lambda: entered.append(1), lambda _: None)
    decoder.most_kept_bytes = 10_000_000
    try:
        shown(decoder, 20)
        assert len(entered) == 21
        for picture in range(21, 50):
            shown(decoder, picture)
        assert len(entered) == 50
        shown(decoder, 40)  # kept
        assert len(entered) == 50
        assert decoder.distance(45) == 0
        assert decoder.distance(10) == 0
    finally:
        decoder.close()


@pytest.fixture
def foreign(request: pytest.FixtureRequest, clips: dict[str, Path]) -> Iterator[TapeDecoder]:
    decoder = decoder_of(open_tape(Tape("foreign", clips=(Clip(clips[request.param], 0),))))
    try:
        yield decoder
    finally:
        decoder.close()


@pytest.mark.parametrize("foreign", ["reordered", "hevc", "stream", "raw"], indirect=True)
def test_foreign_clips_of_several_kinds(foreign: TapeDecoder) -> None:
    assert len(foreign.index) == COUNT
    chance = random.Random(3)
    for picture in [0, COUNT - 1, *(chance.randrange(COUNT) for _ in range(12))]:
        found = shown(foreign, picture)
        assert isinstance(found, Decoded)
        assert number_in(found.frame) == picture
    times_ms = np.diff(foreign.index.times_ns) / 1e6
    assert times_ms.max() < 41
    assert times_ms.min() > 39


@pytest.mark.parametrize("foreign", [False, True])
def test_damage_costs_pictures_and_nothing_else(
    clips: dict[str, Path], folders: dict[str, Path], tmp_path: Path, foreign: bool
) -> None:
    """Flipped bytes, cut ends, wiped stretches: what comes out is a picture, near the one asked for, or none."""
    seed = random.randrange(10_000)
    print("seed", seed)
    chance = random.Random(seed)
    for turn in range(8):
        if foreign:
            path = tmp_path / f"{turn}.mp4"
            _damage(clips["reordered"], path, chance)
            index = open_tape(Tape("c", clips=(Clip(path, 0),)))
        else:
            folder = tmp_path / str(turn)
            shutil.copytree(folders["plain"], folder)
            for number in range(3):
                _damage(folders["plain"] / f"{number:05}.mp4", folder / f"{number:05}.mp4", chance)
            index = open_index(Tape("c", folder))
        decoder = decoder_of(index)
        try:
            for picture in (chance.randrange(len(index)) for _ in range(8 if len(index) else 0)):
                try:
                    found = shown(decoder, picture)
                except SourceError:
                    continue
                if isinstance(found, Decoded):
                    assert 0 <= index.picture(found.packet) <= picture
        finally:
            decoder.close()


def _damage(source: Path, target: Path, chance: random.Random) -> None:
    data = bytearray(source.read_bytes())
    kind = chance.randrange(3)
    if kind == 0:
        for _ in range(chance.randrange(1, 40)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif kind == 1:
        del data[chance.randrange(len(data)) :]
    else:
        at = chance.randrange(len(data))
        data[at : at + 4096] = bytes(len(data[at : at + 4096]))
    target.write_bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        struct.pack(">I4sQ", 1, b"mdat", 2**64 - 1) + b"\xff" * 3000,
        struct.pack(">I4sQ", 1, b"free", 2**63 - 1) + b"\xff" * 3000,
        struct.pack(">I4sQ", 1, b"moov", 2**63 + 5) + struct.pack(">I4sQ", 1, b"mdat", 2**64 - 1),
        b"#!/bin/sh\n",
        b"",
    ],
)
def test_a_segment_that_is_something_else(folders: dict[str, Path], tmp_path: Path, data: bytes) -> None:
    folder = tmp_path / "c"
    shutil.copytree(folders["plain"], folder)
    records = np.fromfile(folder / "packets.idx", PACKET)
    records["size"][::2] = 2**32 - 1
    records.tofile(folder / "packets.idx")
    for path in folder.glob("*.mp4"):
        path.write_bytes(data)
    index = open_index(Tape("c", folder))
    decoder = decoder_of(index)
    try:
        for picture in (0, 1, len(index) // 2, len(index) - 1):
            try:
                assert isinstance(shown(decoder, picture), Missing)
            except SourceError:
                continue
    finally:
        decoder.close()
