"""MP4 fragments, made and walked through without FFmpeg (ISO/IEC 14496-12): pure bytes.

FFmpeg's muxer makes a file's head only. It holds a fragment's last packet back until the next one comes, so that a
camera that sends a picture a second would lose more than a second with its worker; and it wants packets of its own,
which the decoder's thread is using at the same moment.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple
from uuid import UUID

RECORDS = UUID("6d3c7a52-94f1-4b0e-8f4e-2b6d70617431").bytes
"""A box of this kind before each fragment holds its packets' index records: the index can be made anew to the bit."""
SEGMENT = UUID("6d3c7a52-94f1-4b0e-8f4e-2b6d70617432").bytes
"""A box of this kind after the file's head holds its line of segments.jsonl."""

_IS_KEY = 0x02000000
_IS_NO_KEY = 0x01010000  # depends on others, is no sync sample
_TRUN_FLAGS = 0x01000F01  # version 1; data offset, and each sample's duration, size, flags and signed offset
_SAMPLE = struct.Struct(">IIIi")
_MOST_BOX_BYTES = 2**31


class Sample(NamedTuple):
    """One packet as the file takes it; times in the file's time scale."""

    data: bytes
    dts: int
    pts: int
    is_key: bool


def fragment(sequence: int, samples: Sequence[Sample], last_duration: int) -> bytes:
    """moof and mdat of `samples`, which are at least one, with rising dts; FFmpeg takes the track as number 1."""
    table = bytearray()
    for number, sample in enumerate(samples):
        following = samples[number + 1].dts if number + 1 < len(samples) else sample.dts + last_duration
        flags = _IS_KEY if sample.is_key else _IS_NO_KEY
        table += _SAMPLE.pack(following - sample.dts, len(sample.data), flags, sample.pts - sample.dts)
    trun_size = 20 + len(table)
    traf_size = 8 + 16 + 20 + trun_size
    moof_size = 8 + 16 + traf_size
    data_size = sum(len(sample.data) for sample in samples)
    head = struct.pack(
        ">I4sI4sIII4sI4sIII4sIQI4sIIi",
        moof_size, b"moof", 16, b"mfhd", 0, sequence,
        traf_size, b"traf", 16, b"tfhd", 0x020000, 1,
        20, b"tfdt", 0x01000000, samples[0].dts,
        trun_size, b"trun", _TRUN_FLAGS, len(samples), moof_size + 8,
    )  # fmt: skip
    return b"".join((head, table, struct.pack(">I4s", 8 + data_size, b"mdat"), *(sample.data for sample in samples)))


def own_box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", 24 + len(data), b"uuid") + kind + data


def hiding_box(size_bytes: int) -> bytes:
    """The head of a box that makes every reader skip what is written in it."""
    return struct.pack(">I4s", size_bytes, b"free")


@dataclass(frozen=True, slots=True)
class Walked:
    """What stands in one segment's file."""

    line: bytes
    """Of segments.jsonl; empty when it is not there."""
    records: bytes
    """Index records of the packets whose fragments are whole."""
    whole_bytes: int
    """Up to the end of the last whole fragment."""


def walk(file: BinaryIO) -> Walked:
    """Reads the boxes' heads and our own boxes, no pictures. Whatever the file holds, it comes to an end."""
    line, records, pending, whole = b"", [], b"", 0
    has_moof = False
    for kind, at, size in _boxes(file):
        if kind == b"uuid":
            file.seek(at + 8)
            own, data = file.read(16), file.read(size - 24)
            if own == SEGMENT:
                line = data
            elif own == RECORDS:
                pending = data
        elif kind == b"moof":
            has_moof = True
        elif kind == b"mdat" and has_moof:
            records.append(pending)
            pending, has_moof, whole = b"", False, at + size
    return Walked(line, b"".join(records), whole)


def _boxes(file: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """Kind, place and size of the whole boxes."""
    end = file.seek(0, 2)
    at = 0
    while at + 8 <= end:
        file.seek(at)
        size, kind = struct.unpack(">I4s", file.read(8))
        if size < (24 if kind == b"uuid" else 8) or size > _MOST_BOX_BYTES or at + size > end:
            return
        yield kind, at, size
        at += size


def nal_units(stream: bytes) -> list[bytes]:
    """Of an Annex B byte stream (start codes), without the zeros that may follow each."""
    units = []
    at = stream.find(b"\0\0\1")
    while at >= 0:
        following = stream.find(b"\0\0\1", at + 3)
        unit = stream[at + 3 : following if following >= 0 else len(stream)].rstrip(b"\0")
        if unit:
            units.append(unit)
        at = following
    return units


def with_lengths(units: Sequence[bytes]) -> bytes:
    """NAL units as MP4 has them, each behind its length in four bytes."""
    return b"".join(part for unit in units for part in (len(unit).to_bytes(4, "big"), unit))


def units_with_lengths(data: bytes, length_bytes: int = 4) -> list[bytes]:
    """The other way round; what is cut off is left out."""
    units, at = [], 0
    while at + length_bytes <= len(data):
        size = int.from_bytes(data[at : at + length_bytes], "big")
        at += length_bytes
        if size == 0 or at + size > len(data):
            break
        units.append(data[at : at + size])
        at += size
    return units
