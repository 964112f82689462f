"""Frames to pymavlink message objects, and the losses that sequence numbers tell of."""

import math
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from drones import dialect
from drones.framing import Crc, Frame, FrameCounts, Framer

Message = Any
"""A pymavlink MAVLink_*_message, with the fields that its definition gives it."""


class Decoder:
    """Knows the dialect: makes framers for it, and decodes the payload of the frames that somebody wants."""

    def __init__(self) -> None:
        self.dialect: ModuleType = dialect.load()
        self._mav = self.dialect.MAVLink(None)
        self._extras = {i: m.crc_extra for i, m in self.dialect.mavlink_map.items()}
        self._crc: Crc = self.dialect.mcrf4xx or _slow_crc(self.dialect)
        self._error: type[Exception] = self.dialect.MAVError

    def framer(self, *, packets: bool, counts: FrameCounts) -> Framer:
        return Framer(self._extras, self._crc, packets=packets, counts=counts)

    def decode(self, frame: Frame) -> Message | None:
        """The message of a frame, strings cut at their first NUL; None where its payload makes no sense."""
        try:
            return self._mav.decode(bytearray(frame.raw))
        except (self._error, UnicodeDecodeError):
            return None

    def name(self, message_id: int) -> str:
        known = self.dialect.mavlink_map.get(message_id)
        return str(known.msgname) if known else f"UNKNOWN_{message_id}"


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
