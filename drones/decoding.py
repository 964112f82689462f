"""Frames to pymavlink message objects, and the losses that sequence numbers tell of."""

import math
import struct
from dataclasses import dataclass, field
from operator import itemgetter
from types import ModuleType
from typing import Any

from drones import dialect
from drones.framing import V1, V2, Crc, Frame, FrameCounts, Framer, frame_size

Message = Any
"""A pymavlink MAVLink_*_message, with the fields that its definition gives it."""


class Decoder:
    """Knows the dialect: makes framers for it, and decodes the payload of the frames that somebody wants."""

    def __init__(self) -> None:
        self.dialect: ModuleType = dialect.load()
        self._plans: dict[int, _Plan] = {}
        self._extras = {i: m.crc_extra for i, m in self.dialect.mavlink_map.items()}
        self._crc: Crc = self.dialect.mcrf4xx or _slow_crc(self.dialect)

    def framer(self, *, packets: bool, counts: FrameCounts, keep_unknown: bool = False) -> Framer:
        return Framer(self._extras, self._crc, packets=packets, counts=counts, keep_unknown=keep_unknown)

    def knows(self, message_id: int) -> bool:
        return message_id in self._extras

    def is_whole(self, frame: Frame) -> bool:
        """Whether the bytes of a frame of a known id are a frame of that id with a right CRC, as they once were."""
        raw = frame.raw
        if len(raw) < 8 or raw[0] not in (V1, V2) or frame_size(raw, 0, len(raw)) != len(raw):
            return False
        end = 10 + raw[1] if raw[0] == V2 else 6 + raw[1]
        crc = self._crc(raw[1:end] + bytes((self._extras[frame.message_id],)), 0xFFFF)
        return crc == raw[end] | raw[end + 1] << 8

    def decode(self, frame: Frame) -> Message | None:
        """The message of a frame, strings cut at their first NUL; None where its payload makes no sense.

        The same as pymavlink's MAVLink.decode (a test compares them), but without checking the CRC a second time and
        without the header object: half the time.
        """
        plan = self._plans.get(frame.message_id)
        if plan is None:
            plan = self._plans[frame.message_id] = _Plan(self.dialect.mavlink_map[frame.message_id])
        start = 10 if frame.version == 2 else 6
        payload = frame.raw[start : start + frame.raw[1]]
        try:
            return plan.build(payload)
        except (struct.error, ValueError, TypeError):
            return None


class _Plan:
    """How the values on the wire, largest types first, become the arguments of a message class."""

    def __init__(self, kind: Any) -> None:
        self._kind = kind
        self._unpack = kind.unpacker.unpack
        self._size = kind.unpacker.size
        starts = [sum(kind.lengths[:order]) for order in kind.orders]
        lengths = [kind.lengths[order] for order in kind.orders]
        self._pick: Any = None
        if len(starts) > 1 and set(lengths) == {1}:
            self._pick = itemgetter(*starts)
        self._fields = list(zip(starts, lengths, strict=True))

    def build(self, payload: bytes) -> Message:
        """MAVLink 2 cuts zeros from a payload's end; what is longer than we know is a newer version's extension."""
        values = self._unpack(payload[: self._size].ljust(self._size, b"\0"))
        if self._pick is not None:
            return self._kind(*self._pick(values))
        return self._kind(
            *[
                values[start]
                if length == 1 or isinstance(values[start], bytes)
                else list(values[start : start + length])
                for start, length in self._fields
            ]
        )


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

    def note(self, sender: int, frame: Frame) -> int:
        """Frames now known to be lost just before this one."""
        key = (sender, frame.system, frame.component)
        stream = self._streams.get(key)
        if stream is None:
            if len(self._streams) >= _MOST_STREAMS:  # somebody makes ids up: begin anew rather than grow
                self._streams.clear()
            self._streams[key] = _Stream(frame.sequence)
            return 0
        step = (frame.sequence - stream.sequence) & 0xFF
        if step == 1:
            stream.sequence = frame.sequence
            return 0
        if step == 0 or key in self._ignored:
            stream.sequence = frame.sequence
            return 0
        if step >= _REORDERED:
            if stream.lost:
                stream.lost -= 1
                self.lost -= 1
                return -1
            return 0
        stream.sequence = frame.sequence
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
