"""Frames to messages, and the losses that sequence numbers tell of."""

import math
import re
import struct
from collections import namedtuple
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate
from types import ModuleType
from typing import Any

from drones import dialect
from drones.framing import V1, V2, Crc, Frame, FrameCounts, Framer, frame_size

Message = Any
"""A message with the fields that its definition gives it: a tuple that Decoder.read made, or pymavlink's own object."""


class Decoder:
    """Knows the dialect: makes framers for it, and decodes the payload of the frames that somebody wants."""

    def __init__(self) -> None:
        self.dialect: ModuleType = dialect.load()
        self._builders: dict[int, Callable[[bytes], Message]] = {}
        self._extras: dict[int, int] = {i: m.crc_extra for i, m in self.dialect.mavlink_map.items()}
        self._crc_ends = {i: bytes((extra,)) for i, extra in self._extras.items()}
        self._crc: Crc = self.dialect.mcrf4xx or _slow_crc(self.dialect)

    def framer(self, *, packets: bool, counts: FrameCounts, keep_unknown: bool = False) -> Framer:
        return Framer(self._extras, self._crc, packets=packets, counts=counts, keep_unknown=keep_unknown)

    def knows(self, message_id: int) -> bool:
        return message_id in self._extras

    def is_whole(self, message_id: int, raw: bytes) -> bool:
        """Whether the bytes of a frame of a known id are a frame of that id with a right CRC, as they once were."""
        size = len(raw)
        if size < 8:
            return False
        if raw[0] == V2 and not raw[2]:  # nearly all
            end = size - 2
            if raw[1] + 10 != end:
                return False
        else:
            if raw[0] not in (V1, V2) or frame_size(raw, 0, size) != size:
                return False
            end = raw[1] + (10 if raw[0] == V2 else 6)
        return self._crc(raw[1:end] + self._crc_ends[message_id], 0xFFFF) == raw[end] | raw[end + 1] << 8

    def decode(self, frame: Frame) -> Message | None:
        """The pymavlink message of a frame, strings cut at their first NUL; None where its payload makes no sense.

        The same as pymavlink's MAVLink.decode (a test compares them), but without checking the CRC a second time. For
        those that pack it again: `read` costs a third.
        """
        kind = self.dialect.mavlink_map[frame.message_id]
        start, size = 10 if frame.version == 2 else 6, kind.unpacker.size
        payload = frame.raw[start : start + frame.raw[1]]
        try:
            values = kind.unpacker.unpack(payload[:size].ljust(size, b"\0"))
            arguments = []
            for order in kind.orders:
                first, length = sum(kind.lengths[:order]), kind.lengths[order]
                arguments.append(values[first] if length == 1 else list(values[first : first + length]))
            return kind(*arguments)
        except (struct.error, ValueError, TypeError):
            return None

    def read(self, message_id: int, raw: bytes) -> Message | None:
        """A tuple with the fields of a frame of a known id by their names; None where its payload makes no sense.

        Values are as pymavlink has them, but that arrays of bytes are bytes and others tuples.
        """
        build = self._builders.get(message_id)
        if build is None:
            build = self._builders[message_id] = _builder(self.dialect.mavlink_map[message_id])
        try:
            return build(raw)
        except (struct.error, ValueError, TypeError, IndexError):
            return None


_BYTES_OF = re.compile(r"(\d+)B")


def _builder(kind: Any) -> Callable[[bytes], Message]:
    """What makes a message of a frame. MAVLink 2 cuts zeros from a payload's end; what is longer than we know is a
    newer version's extension.
    """
    wire = struct.Struct(_BYTES_OF.sub(r"\1s", kind.unpacker.format))
    names = kind.ordered_fieldnames
    made = namedtuple(kind.msgname, names)  # type: ignore[misc]
    types = dict(zip(kind.fieldnames, kind.fieldtypes, strict=True))
    # One value of the wire for each field, but for arrays of other things than bytes.
    steps = [1 if types[n] in ("char", "uint8_t") else length for n, length in zip(names, kind.lengths, strict=True)]
    texts = [place for place, n in enumerate(names) if types[n] == "char"]
    new, unpack_from, size = tuple.__new__, wire.unpack_from, wire.size

    def build(raw: bytes) -> Message:
        start = 10 if raw[0] == V2 else 6
        length = raw[1]
        if length >= size:
            return new(made, unpack_from(raw, start))
        return new(made, wire.unpack(raw[start : start + length].ljust(size, b"\0")))

    if not texts and set(steps) == {1}:
        return build

    ends = list(accumulate(steps))

    def build_arrays(raw: bytes) -> Message:
        flat = tuple(build(raw))
        values: list[Any] = [
            flat[end - step : end] if step > 1 else flat[end - 1] for end, step in zip(ends, steps, strict=True)
        ]
        for place in texts:
            values[place] = values[place].split(b"\0", 1)[0].decode("ascii", errors="replace")
        return new(made, values)

    return build_arrays


def _slow_crc(module: ModuleType) -> Crc:
    def crc(data: bytes, start: int) -> int:
        state = module.x25crc()
        state.crc = start
        state.accumulate(data)
        return int(state.crc)

    return crc


_REORDERED = 248
"""A sequence up to 8 behind is a frame that came late or twice, not 248 and more that were lost."""
_MOST_STREAMS = 4096


@dataclass(slots=True)
class _Stream:
    sequence: int
    lost: int = 0


@dataclass(slots=True)
class SequenceGaps:
    """Frames lost on one link, from the 8-bit sequence per (sender, system, component).

    Ground stations are left out: their frames reach us by other ways, in part. A component whose sequence stands still
    counts nothing (it would be 255 a frame).
    """

    _streams: dict[tuple[int, int, int], _Stream] = field(default_factory=dict)
    _ignored: set[tuple[int, int, int]] = field(default_factory=set)
    lost: int = 0

    def note(self, sender: int, system: int, component: int, sequence: int) -> int:
        """Frames now known to be lost just before this one."""
        key = (sender, system, component)
        stream = self._streams.get(key)
        if stream is None:
            if len(self._streams) >= _MOST_STREAMS:  # somebody makes ids up: begin anew rather than grow
                self._streams.clear()
            self._streams[key] = _Stream(sequence)
            return 0
        step = (sequence - stream.sequence) & 0xFF
        if step == 1:
            stream.sequence = sequence
            return 0
        if step == 0 or key in self._ignored:
            stream.sequence = sequence
            return 0
        if step >= _REORDERED:
            if stream.lost:
                stream.lost -= 1
                self.lost -= 1
                return -1
            return 0
        stream.sequence = sequence
        stream.lost += step - 1
        self.lost += step - 1
        return step - 1

    def ignore(self, sender: int, system: int, component: int) -> None:
        """It turned out to be a ground station: take back what it has counted, and count no more."""
        key = (sender, system, component)
        if key in self._ignored or len(self._ignored) >= _MOST_STREAMS:
            return
        self._ignored.add(key)
        stream = self._streams.get(key)
        if stream is not None:
            self.lost -= stream.lost
            stream.lost = 0


def finite(value: float, lowest: float, highest: float) -> float | None:
    """`value` where it is a number within the range, else None: floats on the wire may be NaN, infinite or absurd."""
    return value if math.isfinite(value) and lowest <= value <= highest else None
