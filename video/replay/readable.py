"""What of a camera's tape can be read: without what turned out to be damaged, and with what is being recorded."""

import logging
from pathlib import Path

from base.clock import NS_PER_S, Clock
from video.recording.packets import INDEX_NAME
from video.replay.clips import open_tape
from video.replay.decoding import TapeDecoder
from video.replay.index import EMPTY, TapeIndex, open_index
from video.replay.tape import Tape

log = logging.getLogger(__name__)

TRY_AGAIN_NS = 3 * NS_PER_S
LOOK_EVERY_NS = NS_PER_S
NEAR_END_NS = 2 * NS_PER_S
"""So near to its end it is looked whether the tape has grown: until then a second's pictures are known beforehand."""


class Readable:
    """One camera's. The index that is valid is its decoder's."""

    def __init__(self, tape: Tape, decoder: TapeDecoder, clock: Clock) -> None:
        self._tape = tape
        self._decoder = decoder
        self._clock = clock
        self._whole: TapeIndex = EMPTY
        """With what could not be read."""
        self._left_out: list[tuple[int, int]] = []
        """First and last packet."""
        self._left_out_ns = 0
        self._looked_ns = 0
        self._index_bytes = 0
        self._told: set[Path] = set()
        """Files of which it was said that pictures in them cannot be read."""

    def load(self) -> None:
        self._index_bytes = self._size()
        try:
            self._whole = open_tape(self._tape)
        except Exception:
            log.exception("camera %s: its tape cannot be read", self._tape.camera_id)
        self._decoder.index = self._whole

    def has_grown(self, tape_ns: int) -> bool:
        """Look, now and then, whether there is more by now, if that time is near the end of what is known."""
        now_ns, last_ns = self._clock.monotonic_ns(), self._whole.last_ns
        if now_ns - self._looked_ns < LOOK_EVERY_NS or (last_ns is not None and tape_ns < last_ns - NEAR_END_NS):
            return False
        self._looked_ns = now_ns
        size = self._size()
        if size == self._index_bytes:
            return False
        self._index_bytes = size
        index = open_index(self._tape)
        if len(index.packets) <= len(self._whole.packets):
            return False
        self._whole = index
        for first, last in self._left_out:
            index = index.without(first, last)
        self._decoder.index = index
        return True

    def _size(self) -> int:
        """Of the index on the disk, in bytes; 0 where none is written (any more)."""
        try:
            return (self._tape.folder / INDEX_NAME).stat().st_size if self._tape.folder is not None else 0
        except OSError:
            return 0

    def try_again(self) -> bool:
        """The disk may be back: what could not be read is looked for with a seek, now and then. True where it is, and
        pictures are counted anew."""
        if not self._left_out or self._clock.monotonic_ns() - self._left_out_ns <= TRY_AGAIN_NS:
            return False
        self._left_out.clear()
        self._decoder.index = self._whole
        return True

    def leave_out_file(self, packet: int) -> None:
        """The file in which this packet is cannot be opened: it is a gap from now on."""
        index = self._decoder.index
        reel = index.reels[index.reel_of(packet)]
        self._leave_out(reel.first, reel.first + reel.count - 1)

    def leave_out(self, packet: int) -> None:
        """Its picture cannot be read: it is a gap from now on, with those that lean on it."""
        index = self._decoder.index
        reel = index.reels[index.reel_of(packet)]
        level = logging.DEBUG if reel.path in self._told else logging.WARNING
        log.log(level, "camera %s: %s: a picture cannot be read", self._tape.camera_id, reel.path.name)
        self._told.add(reel.path)
        leans_on_nothing = index.decoded_from(packet) is None
        is_key = index.is_key[packet] or leans_on_nothing
        last = _group_end(index, packet, reel.first + reel.count) if is_key else packet
        self._leave_out(reel.first if leans_on_nothing else packet, last)

    def _leave_out(self, first: int, last: int) -> None:
        self._left_out_ns = self._clock.monotonic_ns()
        self._left_out.append((first, last))
        self._decoder.index = self._decoder.index.without(first, last)

    def name_of(self, packet: int) -> str:
        """Of the file in which it is."""
        index = self._decoder.index
        return index.reels[index.reel_of(packet)].path.name


def _group_end(index: TapeIndex, packet: int, end: int) -> int:
    """The last packet that leans on this key packet."""
    for following in range(packet + 1, end):
        if index.is_key[following]:
            return following - 1
    return end - 1
