"""What a trainer lets go wrong in a recording: frames that are left out, and frames that say something else.

Everything here goes by tape time and by what it is given alone, as AirReplay's `change` and `inject` have to: asked
again after a seek it says the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from drones.decoding import Decoder, Message
from drones.events import Chunk, LinkEvent
from drones.framing import V1, V2, Frame, frame_of

DOCK_STATUS, NAMED_FLOAT, NAMED_INT = 54000, 251, 252
HEAVY_RAIN, COVER_ABNORMAL, YES = 3, 4, 2


class FaultKind(StrEnum):
    LINK_LOSS = "link_loss"
    """Nothing of this system comes any more."""
    DOCK_RAIN = "dock_rain"
    """The dock says that it rains heavily."""
    COVER_JAMMED = "cover_jammed"
    """The dock says that its cover stands wrong, and that its alarm is on."""


@dataclass(frozen=True, slots=True)
class Fault:
    """From `from_tape_ns` on, up to but without `to_tape_ns`."""

    kind: FaultKind
    system: int
    from_tape_ns: int
    to_tape_ns: int


@dataclass(frozen=True, slots=True)
class _Words:
    """How a dock tells of something: fields of DOCK_STATUS, and NAMED_VALUE_* of one that has only those."""

    fields: Mapping[str, int]
    named: Mapping[str, int]


_WORDS = {
    FaultKind.DOCK_RAIN: _Words({"rain": HEAVY_RAIN}, {"RAIN": HEAVY_RAIN}),
    FaultKind.COVER_JAMMED: _Words(
        {"cover_state": COVER_ABNORMAL, "alarm": YES}, {"COVER": COVER_ABNORMAL, "ALARM": YES}
    ),
}
_TELLING = frozenset({DOCK_STATUS, NAMED_FLOAT, NAMED_INT})


class Faults:
    """`change` is for AirReplay. A piece whose bytes were not kept says not whose it is, and stays."""

    def __init__(self, faults: Sequence[Fault], decoder: Decoder) -> None:
        self._decoder = decoder
        self._of: dict[int, list[Fault]] = {}
        for fault in faults:
            self._of.setdefault(fault.system, []).append(fault)

    def change(self, event: LinkEvent) -> Sequence[LinkEvent]:
        if not isinstance(event, Chunk):
            return (event,)
        faults = self._of.get(_system(event.data))
        if faults is None:
            return (event,)
        kinds = {f.kind for f in faults if f.from_tape_ns <= event.received_at_ns < f.to_tape_ns}
        if not kinds:
            return (event,)
        if FaultKind.LINK_LOSS in kinds:
            return ()
        frame = frame_of(event.data)
        if frame.message_id not in _TELLING:
            return (event,)
        data = self._told(frame, sorted(kinds))
        return (event,) if data is None else (Chunk(event.link, event.sender, data, event.received_at_ns),)

    def _told(self, frame: Frame, kinds: Sequence[FaultKind]) -> bytes | None:
        """The frame as the dock would have sent it, unsigned; None where it tells of nothing that is wrong."""
        message = self._decoder.decode(frame) if self._decoder.is_whole(frame.message_id, frame.raw) else None
        if message is None:
            return None
        is_changed = False
        for kind in kinds:
            words = _WORDS[kind]
            if frame.message_id == DOCK_STATUS:
                for name, value in words.fields.items():
                    setattr(message, name, value)
                is_changed = True
            elif message.name.upper() in words.named:
                message.value = words.named[message.name.upper()]
                is_changed = True
        return packed(self._decoder, message, frame) if is_changed else None


def packed(decoder: Decoder, message: Message, like: Frame) -> bytes:
    """A message as a frame of the same sender, sequence and version, with a CRC of its own and no signature."""
    mav = decoder.dialect.MAVLink(None, srcSystem=like.system, srcComponent=like.component)
    mav.seq = like.sequence
    return bytes(message.pack(mav, force_mavlink1=like.version == 1))


def _system(data: bytes) -> int:
    """Of a whole frame; −1 for what is none."""
    if len(data) >= 12 and data[0] == V2:
        return data[5]
    return data[3] if len(data) >= 8 and data[0] == V1 else -1
