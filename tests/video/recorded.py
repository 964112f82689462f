"""What the tests of the recording ask of a folder, with other people's eyes where possible."""

import subprocess
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av

from video.recording.boxes import nal_units, units_with_lengths
from video.recording.packets import KEY, NO_STAMP, read_index, read_segments


class Stored(NamedTuple):
    """One packet, as demuxed from a segment and as the index has it."""

    units: tuple[bytes, ...]
    """NAL units; the whole packet where the codec has none."""
    pts: int | None
    dts: int | None
    is_key: bool
    segment: int
    received_ns: int
    file_pts: int
    file_dts: int


def units_of(data: bytes, codec: str, *, has_start_codes: bool) -> tuple[bytes, ...]:
    if codec not in ("h264", "hevc"):
        return (data,)
    return tuple(nal_units(data) if has_start_codes else units_with_lengths(data))


def stored(folder: Path) -> list[Stored]:
    """All packets of a camera's folder; the files hold what the index says, in the same order."""
    index, found = read_index(folder), []
    for number, segment in sorted(read_segments(folder).items()):
        records = index[index["segment"] == number]
        with av.open(str(folder / segment.file_name)) as container:
            stream = container.streams.video[0]
            packets = [packet for packet in container.demux(stream) if packet.size]
            assert (stream.codec_context.codec.canonical_name, stream.time_base) == (
                segment.codec,
                Fraction(1, segment.time_base.denominator),
            )
        assert len(packets) >= len(records)
        for packet, record in zip(packets, records, strict=False):
            assert packet.size == record["size"]
            assert packet.is_keyframe == bool(record["flags"] & KEY)
            assert packet.pts is not None
            assert packet.dts is not None
            found.append(
                Stored(
                    units_of(bytes(packet), segment.codec, has_start_codes=False),
                    None if record["pts"] == NO_STAMP else int(record["pts"]),
                    None if record["dts"] == NO_STAMP else int(record["dts"]),
                    packet.is_keyframe,
                    number,
                    int(record["received_ns"]),
                    packet.pts,
                    packet.dts,
                )
            )
    return found


def packets_of(clip: Path | str) -> list[tuple[tuple[bytes, ...], int | None, int | None, bool]]:
    """NAL units, pts, dts and key of a clip."""
    with av.open(str(clip)) as container:
        stream = container.streams.video[0]
        codec = stream.codec_context.codec.canonical_name
        extradata = bytes(stream.codec_context.extradata or b"")
        return [
            (
                units_of(bytes(packet), codec, has_start_codes=extradata[:1] != b"\1"),
                packet.pts,
                packet.dts,
                packet.is_keyframe,
            )
            for packet in container.demux(stream)
            if packet.size
        ]


def ffprobe_packets(file: Path) -> int:
    """How many packets ffprobe reads; it must not complain of anything but a cut-off end."""
    command = ["ffprobe", "-v", "fatal", "-count_packets", "-select_streams", "v:0"]
    command += ["-show_entries", "stream=nb_read_packets", "-of", "csv=p=0", str(file)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert not said.stderr, said.stderr
    return int(said.stdout.strip().strip(","))


def mpv_plays(file: Path, frames: int = 5) -> None:
    command = ["mpv", "--no-config", "--vo=null", "--ao=null", f"--frames={frames}", "--msg-level=all=warn", str(file)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert said.returncode == 0, said.stdout + said.stderr
