"""Bytes to MAVLink frames, with no input or output of its own: packets and streams, MAVLink 1 and 2.

Every frame of a known message id is checked against its CRC here, because only the CRC tells a frame from a stray
marker in garbage. What a byte stream yields does not depend on how it was cut into pieces.
"""

import copy
import mmap
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

V1 = 0xFE
V2 = 0xFD
_SIGNED = 0x01
_SIGNATURE_BYTES = 13
_LEAST_V2_BYTES = 12
_V2_HEAD = struct.Struct("<xBBxBBBHB")
"""Payload's bytes, flags, sequence, system, component, and the message id in two pieces."""

Crc = Callable[[bytes, int], int]
"""CRC-16/MCRF4XX of some bytes, continued from a value."""


class Frame(NamedTuple):
    """One frame with a right CRC. `raw` is the whole of it, markers, checksum and signature included."""

    version: int
    message_id: int
    system: int
    component: int
    sequence: int
    signed: bool
    raw: bytes

    def without_bytes(self) -> "Frame":
        return _new(Frame, (*self[:-1], b""))


_new = tuple.__new__
"""A named tuple's own one is a function of Python around this, and as dear as a checksum."""


@dataclass(slots=True)
class FrameCounts:
    frames: int = 0
    bad: int = 0
    """Frames with a wrong checksum, and stretches of bytes that are no frame."""
    unknown: int = 0
    """Whole frames of ids that the dialect does not know; their CRC cannot be checked."""


class Framer:
    """Cuts bytes into frames. One for each byte stream, or one for all packets of a link.

    With `packets` every `feed` is a datagram that stands alone: a frame never goes on in the next one. Without, a frame
    may come in any number of pieces.
    """

    def __init__(
        self,
        crc_extras: Mapping[int, int],
        crc: Crc,
        *,
        packets: bool,
        counts: FrameCounts | None = None,
        keep_unknown: bool = False,
    ) -> None:
        """`keep_unknown`: whole frames of unknown ids are among what `feed` gives, for a recorder."""
        self._crc_extras = crc_extras
        self._keep_unknown = keep_unknown
        self._crc = crc
        self._packets = packets
        self.counts = counts or FrameCounts()
        self._rest = b""
        self._in_bad = False
        """Since the last good frame there were only bytes that are counted as bad already."""
        self._bad_frame_end = -1
        """Where, in `_rest`, the last frame with a wrong checksum said that it ends."""

    def __deepcopy__(self, memo: dict[int, object]) -> "Framer":
        """Snapshots share the dialect's table; deepcopy would copy it for each framer."""
        copied = copy.copy(self)
        copied.counts = copy.deepcopy(self.counts, memo)
        return copied

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that `data` completes, oldest first."""
        if self._rest:
            data = self._rest + data
        alone = self._alone(data)
        return self._cut(data) if alone is None else [alone]

    def _cut(self, data: bytes) -> list[Frame]:
        frames: list[Frame] = []
        at = unknown = 0
        end = len(data)
        while at < end:
            marker = data[at]
            if marker not in (V1, V2):
                at = self._skip_garbage(data, at)
                continue
            size = frame_size(data, at, end)
            if size is None or at + size > end:
                if not self._packets:
                    break
                self._count_bad(at, end)
                at += 1
                continue
            verdict = self._judge(data, at, size, end)
            if verdict is None:
                break
            if isinstance(verdict, Frame):
                frames.append(verdict)
            elif verdict:
                unknown += 1
                if self._keep_unknown:
                    frames.append(frame_of(data[at : at + size]))
            if verdict is False:
                self._count_bad(at, at + size)
                at += 1
            else:
                at += size
                self._in_bad = False
                self._bad_frame_end = -1
        self.counts.unknown += unknown
        self.counts.frames += len(frames) - (unknown if self._keep_unknown else 0)
        if self._packets:
            self._in_bad = False
            self._bad_frame_end = -1
        else:
            self._rest = data[at:]
            self._bad_frame_end -= at
        return frames

    def _alone(self, data: bytes) -> Frame | None:
        """The frame that `data` is from end to end, as nearly every datagram is: a third of what the loop takes."""
        size = len(data)
        if size < _LEAST_V2_BYTES or data[0] != V2:
            return None
        length, flags, sequence, system, component, low, high = _V2_HEAD.unpack_from(data)
        extra = self._crc_extras.get(low | high << 16)
        if flags or length != size - _LEAST_V2_BYTES or extra is None:
            return None
        if self._crc(data[1:-2] + _BYTE[extra], 0xFFFF) != data[-2] | data[-1] << 8:
            return None
        self.counts.frames += 1
        self._in_bad = False
        self._bad_frame_end = -1 if self._packets else -1 - size  # as the loop leaves it: states are compared
        self._rest = b""
        return _new(Frame, (2, low | high << 16, system, component, sequence, False, data))

    def _judge(self, data: bytes, at: int, size: int, end: int) -> Frame | bool | None:
        """A frame; True for a whole frame of an unknown id; False for no frame; None if more bytes must come first."""
        if data[at] == V2:
            flags = data[at + 2]
            if flags & ~_SIGNED:  # a receiver must drop frames with incompatibility flags that it does not know
                return False
            signed = bool(flags)
            message_id = data[at + 7] | data[at + 8] << 8 | data[at + 9] << 16
            sequence, system, component = data[at + 4], data[at + 5], data[at + 6]
            body_end = at + size - 2 - (_SIGNATURE_BYTES if signed else 0)
        else:
            signed = False
            sequence, system, component, message_id = data[at + 2], data[at + 3], data[at + 4], data[at + 5]
            body_end = at + size - 2
        extra = self._crc_extras.get(message_id)
        if extra is None:
            return self._judge_unknown(data, at + size, end)
        crc = self._crc(data[at + 1 : body_end] + _BYTE[extra], 0xFFFF)
        if crc != data[body_end] | data[body_end + 1] << 8:
            return False
        return Frame(2 if data[at] == V2 else 1, message_id, system, component, sequence, signed, data[at : at + size])

    def _judge_unknown(self, data: bytes, after: int, end: int) -> bool | None:
        """Without a CRC the only sign of a whole frame is that the next one, or the packet's end, follows at once."""
        if after < end:
            return data[after] in (V1, V2)
        return True if self._packets else None

    def _skip_garbage(self, data: bytes, at: int) -> int:
        if not self._in_bad:
            self.counts.bad += 1
            self._in_bad = True
        return min((n for n in (data.find(V1, at), data.find(V2, at)) if n >= 0), default=len(data))

    def _count_bad(self, start: int, stop: int) -> None:
        """A candidate failed. It counts by itself only behind a good frame or just behind another bad one."""
        if not self._in_bad or start == self._bad_frame_end:
            self.counts.bad += 1
            self._bad_frame_end = stop
            self._in_bad = True


_BYTE = tuple(bytes((i,)) for i in range(256))


def frame_of(raw: bytes) -> Frame:
    """What the header of one whole frame says; nothing is checked."""
    if raw[0] == V2:
        message_id = raw[7] | raw[8] << 8 | raw[9] << 16
        return Frame(2, message_id, raw[5], raw[6], raw[4], bool(raw[2] & _SIGNED), raw)
    return Frame(1, raw[5], raw[3], raw[4], raw[2], False, raw)


def frame_size(data: bytes | mmap.mmap, at: int, end: int) -> int | None:
    """The whole frame's size in bytes by its header, or None where the header is not all there."""
    if data[at] == V1:
        return data[at + 1] + 8 if at + 6 <= end else None
    if at + 10 > end:
        return None
    return data[at + 1] + 12 + (_SIGNATURE_BYTES if data[at + 2] & _SIGNED else 0)
