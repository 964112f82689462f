"""Three buffers a camera in shared memory: one writer, readers that hold a picture and copy nothing.

Each camera has its own range of one unnamed file, large enough for three pictures of 3840 × 2160. Only the pages that
pictures really use are taken, so another size is another header, not another segment: nothing to pass, nothing to leak,
and the last picture stays until the first of the new size is published.

Why no reader sees a torn frame: the writer stamps a buffer as unfinished, fences, then looks at the holds; a reader
sets its hold, fences, then looks at the stamp. Whatever the order, one of the two sees the other and gives way.
"""

import mmap

import numpy as np
from numpy.typing import NDArray

from base.clock import NS_PER_MS
from video.board import BUFFERS, READERS, Board
from video.feed import Picture
from video.memory import SharedFile

LARGEST_WIDTH, LARGEST_HEIGHT = 3840, 2160
BUFFER_BYTES = LARGEST_WIDTH * LARGEST_HEIGHT * 4
BUNCH_NS = 100 * NS_PER_MS
_PAGE = mmap.PAGESIZE


def pictures_file(cameras: int) -> SharedFile:
    """Address room for all cameras' pictures; the pages come with the pictures. Raises OSError."""
    return SharedFile.create(max(cameras, 1) * BUFFERS * BUFFER_BYTES, "mouse-patrol-pictures")


class SlotWriter:
    """The worker's end of one camera's slot. One at a time."""

    def __init__(self, board: Board, pictures: SharedFile, index: int) -> None:
        self._board = board
        self._pictures = pictures
        self._offset = index * BUFFERS * BUFFER_BYTES
        self._map = pictures.map(offset=self._offset, length=BUFFERS * BUFFER_BYTES, writable=True)
        self._index = index
        self._reserved = [0] * BUFFERS
        self._buffer = 0
        self.sequence = board.words[board.latest_at + index] >> 2
        """Goes on from where a writer before this one ended."""

    def begin(self, width: int, height: int) -> NDArray[np.uint8] | None:
        """A buffer of shape (height, width, 4) to fill; None when readers hold all of them.

        Raises OSError when there is no memory for it, ValueError when it is larger than a slot can be.
        """
        size = width * height * 4
        if not 0 < size <= BUFFER_BYTES:
            raise ValueError(f"a picture of {width} × {height} does not fit into a slot")
        buffer = self._free_buffer()
        if buffer is None:
            return None
        self._fit(buffer, size)
        self._buffer = buffer
        words = self._board.words
        words[self._board.shapes_at + self._index * BUFFERS + buffer] = width << 32 | height
        return np.frombuffer(self._map, np.uint8, size, buffer * BUFFER_BYTES).reshape(height, width, 4)

    def publish(self, received_at_ns: int) -> int:
        """Make the buffer of the last `begin` the newest picture; returns its sequence number."""
        board, at = self._board, self._index * BUFFERS + self._buffer
        self.sequence += 1
        board.words[board.received_at + at] = received_at_ns
        board.words[board.stamps_at + at] = self.sequence
        board.words[board.latest_at + self._index] = self.sequence << 2 | self._buffer
        return self.sequence

    def _free_buffer(self) -> int | None:
        board = self._board
        newest = board.words[board.latest_at + self._index] & 3 if self.sequence else BUFFERS
        stamps_at = board.stamps_at + self._index * BUFFERS
        # The oldest first: the last but one stays for a reader that has not seen it yet.
        for buffer in sorted(range(BUFFERS), key=lambda buffer: board.words[stamps_at + buffer]):
            if buffer == newest or self._is_held(buffer):
                continue
            board.words[stamps_at + buffer] = 0
            board.fence()
            if not self._is_held(buffer):
                return buffer
        return None

    def _is_held(self, buffer: int) -> bool:
        at = self._board.holds_at + self._index * READERS
        return any(self._board.words[at + reader] == buffer + 1 for reader in range(READERS))

    def _fit(self, buffer: int, size: int) -> None:
        """Take the pages that are missing; give back those of a much larger picture before."""
        needed = -(-size // _PAGE) * _PAGE
        if needed > self._reserved[buffer]:
            self._pictures.reserve(self._offset + buffer * BUFFER_BYTES, needed)
        elif needed * 4 < self._reserved[buffer] and hasattr(mmap, "MADV_REMOVE"):
            self._map.madvise(mmap.MADV_REMOVE, buffer * BUFFER_BYTES + needed, self._reserved[buffer] - needed)
        else:
            return
        self._reserved[buffer] = needed


class SlotReader:
    """One process's end of all slots. `reader` is its own hold mark, 0 ≤ reader < READERS; one thread at a time."""

    def __init__(self, board: Board, pictures: SharedFile, reader: int = 0) -> None:
        self._board = board
        self._map = pictures.map(writable=False)
        self._reader = reader
        self._seen = [0] * board.cameras

    def hold(self, index: int) -> Picture | None:
        """The newest picture, which stays as it is until `release`; None before the first.

        Two that came in one bunch are given one after the other: decoders that share a processor hand over in bunches,
        and every tenth of 16 × 25 pictures a second was overwritten before a tick of 20 ms had seen it.
        """
        picture = self._last_but_one(index) or self._newest(index)
        if picture is not None:
            self._seen[index] = picture.sequence
        return picture

    def _last_but_one(self, index: int) -> Picture | None:
        """The picture before the newest, if it is the very next to the one held last, as large, and only just older."""
        board, words = self._board, self._board.words
        latest = words[board.latest_at + index]
        wanted = (latest >> 2) - 1
        if wanted <= 1 or self._seen[index] != wanted - 1:
            return None
        first = index * BUFFERS
        newest = first + (latest & 3)
        for at in range(first, first + BUFFERS):
            if words[board.stamps_at + at] == wanted and words[board.shapes_at + at] == words[board.shapes_at + newest]:
                break
        else:
            return None
        if not 0 <= words[board.received_at + newest] - words[board.received_at + at] <= BUNCH_NS:
            return None  # a replay may go backward: there the newest is the one to see
        hold_at = board.holds_at + index * READERS + self._reader
        words[hold_at] = at - first + 1
        board.fence()
        if words[board.stamps_at + at] == wanted:
            return self._picture(at, wanted)
        words[hold_at] = 0
        return None

    def _newest(self, index: int) -> Picture | None:
        board, words = self._board, self._board.words
        hold_at = board.holds_at + index * READERS + self._reader
        for _ in range(1000):  # one turn nearly always; a bound, so that nothing a worker does can hang the reader
            latest = words[board.latest_at + index]
            if latest == 0:
                return None
            sequence, buffer = latest >> 2, latest & 3
            words[hold_at] = buffer + 1
            board.fence()
            at = index * BUFFERS + buffer
            if words[board.stamps_at + at] == sequence:
                return self._picture(at, sequence)
            words[hold_at] = 0  # the writer was faster: a newer one is there or about to be
        return None

    def _picture(self, at: int, sequence: int) -> Picture:
        board, words = self._board, self._board.words
        shape = words[board.shapes_at + at]
        width, height = shape >> 32, shape & 0xFFFFFFFF
        start = at * BUFFER_BYTES
        pixels = np.frombuffer(self._map, np.uint8, width * height * 4, start).reshape(height, width, 4)
        return Picture(sequence, pixels, words[board.received_at + at])

    def release(self, index: int) -> None:
        self._board.words[self._board.holds_at + index * READERS + self._reader] = 0
