"""One link's files while they are written: whole records only, whatever the disk does."""

import contextlib
import os
from pathlib import Path

from drones import tlog_index
from drones.framing import Frame
from drones.tlog_index import LEFT_OUT, RESTRICTED, Names, Relation

_write = os.write
_row = tlog_index.ROW_STRUCT.pack
_WRITTEN_AT_ONCE = 1 << 20
_ROW_AND_STAMP_BYTES = tlog_index.ROW.itemsize + 8
_MOST_WAITING_BYTES = 8_000_000
"""That much waits for a disk that fails; 59 systems say it in two minutes."""


class Appender:
    """A file that grows by whole records. What is added waits until `flush`, and goes on waiting when that fails."""

    def __init__(self, path: Path, *, keep_bytes: int = 0) -> None:
        """The file is made, or cut to `keep_bytes`, when it is opened, with the first `flush` or by `open`."""
        self.path = path
        self.written_bytes = keep_bytes
        """Whole records that the disk has."""
        self.end = keep_bytes
        """Where the next record will stand."""
        self._waiting = bytearray()
        self._file: int | None = None

    @property
    def waiting_bytes(self) -> int:
        return len(self._waiting)

    def open(self) -> int:
        """Raises OSError, FileNotFoundError where what was written is gone."""
        if self._file is not None:
            return self._file
        file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o640)
        try:
            if os.fstat(file).st_size < self.written_bytes:
                raise FileNotFoundError(2, "what was recorded is not there any more", str(self.path))
            os.ftruncate(file, self.written_bytes)
            os.lseek(file, self.written_bytes, os.SEEK_SET)
        except OSError:
            os.close(file)
            raise
        self._file = file
        return file

    def add(self, data: bytes) -> None:
        self._waiting += data
        self.end += len(data)

    def flush(self) -> None:
        """Raises OSError; then nothing of what waits counts as written."""
        if not self._waiting:
            return
        file = self.open()
        try:
            at = 0
            while at < len(self._waiting):
                at += _write(file, bytes(self._waiting[at : at + _WRITTEN_AT_ONCE]))
        except OSError:
            self.close()  # half a record may stand there: it is cut away, or written over, at the next opening
            raise
        self.written_bytes += len(self._waiting)
        self._waiting.clear()

    def sync(self) -> None:
        if self._file is not None:
            os.fsync(self._file)

    def close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            with contextlib.suppress(OSError):
                os.ftruncate(file, self.written_bytes)
            with contextlib.suppress(OSError):  # a disk that is gone says so once more
                os.close(file)


class LinkLog:
    """NN.tlog, NN.restricted.tlog (made when it is needed) and NN.idx."""

    def __init__(self, names: Names, relation: Relation, identity: bytes, rows: int, ends: tuple[int, int]) -> None:
        """Go on behind `rows` rows and `ends` bytes of the open and the restricted file. Raises OSError."""
        self._names = names
        self._relation = relation
        self.rows = rows
        index_bytes = tlog_index.HEAD_BYTES + rows * tlog_index.ROW.itemsize if rows else 0
        self._open = Appender(names.open, keep_bytes=ends[0])
        self._restricted = Appender(names.restricted, keep_bytes=ends[1])
        self._index = Appender(names.index, keep_bytes=index_bytes)
        if not rows:
            self._index.add(tlog_index.head(identity))
        self._files = (self._open, self._restricted, self._index)
        self._waiting_bytes = 0
        self._stamped_ns: int | None = None
        self._stamp = b""
        try:
            self._open.open()
            self._index.flush()
        except OSError:
            self.close()
            raise

    @property
    def written_bytes(self) -> int:
        return sum(f.written_bytes for f in self._files)

    @property
    def is_full(self) -> bool:
        """More waits for the disk than may."""
        return self._waiting_bytes > _MOST_WAITING_BYTES

    def add(self, frame: Frame, at_tape_ns: int, sender: int, place: int) -> None:
        """One message. Writes nothing yet."""
        if at_tape_ns != self._stamped_ns:
            self._stamped_ns = at_tape_ns
            self._stamp = self._relation.stamp_us(at_tape_ns).to_bytes(8, "big")
        _, message_id, system, component, sequence, _, raw = frame
        size = offset = 0
        if place != LEFT_OUT:
            file = self._restricted if place == RESTRICTED else self._open
            offset, size = file.end, len(raw)
            file.add(self._stamp + raw)
        sender &= 0xFFFFFFFF
        self._index.add(_row(at_tape_ns, offset, message_id, sender, size, system, component, sequence, place, 0))
        self._waiting_bytes += size + _ROW_AND_STAMP_BYTES
        self.rows += 1

    def flush(self) -> None:
        """The logs first: an index that is behind is mended at the next opening, one that is ahead is cut."""
        try:
            for file in self._files:
                file.flush()
        finally:
            self._waiting_bytes = sum(file.waiting_bytes for file in self._files)

    def sync(self) -> None:
        for file in self._files:
            file.sync()

    def close(self) -> None:
        for file in self._files:
            file.close()
