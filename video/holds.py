"""Pictures that are held for the length of a `with` block."""

from contextlib import AbstractContextManager
from types import TracebackType

from video.feed import Picture
from video.slots import SlotReader


class Holds:
    """Of all cameras, for one thread. Held twice at the same time it is the same picture: the first hold counts."""

    def __init__(self, reader: SlotReader, cameras: int) -> None:
        self._reader = reader
        self._held: list[_Hold | None] = [None] * cameras

    def hold(self, index: int) -> AbstractContextManager[Picture | None]:
        return self._held[index] or _Hold(self._reader, self._held, index)


class _Hold:
    """Of one camera, once or several times at once."""

    def __init__(self, reader: SlotReader, held: list["_Hold | None"], index: int) -> None:
        self._reader = reader
        self._held = held
        self._index = index
        self._depth = 0
        self._picture: Picture | None = None

    def __enter__(self) -> Picture | None:
        if self._depth == 0:
            self._picture = self._reader.hold(self._index)
            self._held[self._index] = self
        self._depth += 1
        return self._picture

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._depth -= 1
        if self._depth == 0:
            self._picture = None
            self._held[self._index] = None
            self._reader.release(self._index)
