"""A camera's folder: `packets.idx`, fixed records, and `segments.jsonl`, a line a segment; both are only added to."""

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from base.files import read_regular

INDEX_NAME = "packets.idx"
SEGMENTS_NAME = "segments.jsonl"
MOST_INDEX_BYTES = 1 << 30
"""Two weeks at 25 a second; no session is that long."""
MOST_LIST_BYTES = 64_000_000
KEY = 1
PACKET = np.dtype(
    [
        ("received_ns", "<i8"),
        ("pts", "<i8"),
        ("dts", "<i8"),
        ("size", "<u4"),
        ("segment", "<u2"),
        ("flags", "<u2"),
    ]
)
"""One packet, 32 bytes. `received_ns` is tape time (monotonic); `pts` and `dts` are the source's own, in the time base
that segments.jsonl gives for the segment, the smallest int64 for none; `segment` is its number; flags: KEY. The packets
of a segment's file are those of its records, in the same order; `size` is the packet's in the file."""

NO_STAMP = -(2**63)
Packets = NDArray[np.void]


@dataclass(frozen=True, slots=True)
class Segment:
    """One line of segments.jsonl."""

    number: int
    time_base: Fraction
    """Of the stamps in packets.idx, seconds."""
    base_dts: int
    """The source's stamp that the file counts as 0, that of the first packet where it has one: a stamp in the file is
    (source's - base_dts), in `time_base`, as long as the source's are usable; where not, only the index has them."""
    first_received_ns: int
    """Tape time of the first packet."""
    codec: str
    width: int
    height: int
    masked: bool
    """Masked key pictures (MJPEG) in place of the camera's own packets."""

    @property
    def file_name(self) -> str:
        return f"{self.number:05}.mp4"

    def line(self) -> bytes:
        """As it stands in the file, with its end of line."""
        values = {
            "number": self.number,
            "time_base": f"{self.time_base.numerator}/{self.time_base.denominator}",
            "base_dts": self.base_dts,
            "first_received_ns": self.first_received_ns,
            "codec": self.codec,
            "width": self.width,
            "height": self.height,
            "masked": self.masked,
        }
        return json.dumps(values).encode() + b"\n"

    @classmethod
    def of_line(cls, line: bytes) -> "Segment":
        """Raises ValueError when it is none."""
        try:
            values = json.loads(line)
            segment = cls(
                number=int(values["number"]),
                time_base=Fraction(values["time_base"]),
                base_dts=int(values["base_dts"]),
                first_received_ns=int(values["first_received_ns"]),
                codec=str(values["codec"]),
                width=int(values["width"]),
                height=int(values["height"]),
                masked=bool(values["masked"]),
            )
        except (KeyError, TypeError, ZeroDivisionError, OverflowError, RecursionError) as error:
            raise ValueError(f"not a segment: {error}") from None
        if not 0 <= segment.number <= LAST_SEGMENT or segment.time_base <= 0:
            raise ValueError("not a segment")
        return segment


LAST_SEGMENT = 2**16 - 1


def read_index(folder: Path) -> Packets:
    """All whole records, shape (packets,); empty where there is no index. A cut-off last record is left out."""
    try:
        data = read_regular(folder / INDEX_NAME, MOST_INDEX_BYTES)
    except FileNotFoundError:
        data = b""
    return np.frombuffer(data[: len(data) // PACKET.itemsize * PACKET.itemsize], PACKET)


def read_segments(folder: Path) -> dict[int, Segment]:
    """By number; empty where there is no list. A line that is none, such as a cut-off last one, is left out."""
    try:
        data = read_regular(folder / SEGMENTS_NAME, MOST_LIST_BYTES)
    except FileNotFoundError:
        return {}
    segments = {}
    for line in data.splitlines():
        try:
            segment = Segment.of_line(line)
        except ValueError:
            continue
        segments[segment.number] = segment
    return segments
