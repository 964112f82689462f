"""States of a recorded air every 2 s of tape time, in one file that is only added to.

The head says of which recording, configuration and program they are: another one does not use them. A record that was
cut off ends the file, one that is damaged is passed over.
"""

import hashlib
import json
import os
import threading
import zlib
from bisect import bisect_right, insort
from collections.abc import Sequence
from pathlib import Path

from base.clock import NS_PER_S
from drones import replay_state
from drones.config import DockConfig, DroneConfig, LinkConfig, ZoneFileConfig
from drones.recording_log import Appender
from drones.replay_grid import STEP_NS
from drones.tlog_index import Relation

EVERY_NS = 2 * NS_PER_S
NAME = "checkpoints.bin"
_MAGIC = b"MPAIR\x01\0\0"
_KEY_BYTES = 32
_RECORD = b"CP"
_HEAD_BYTES = 2 + 8 + 4 + 4
_MOST_BYTES = 32_000_000


def key_of(
    identities: Sequence[bytes],
    missing: Sequence[bool],
    relation: Relation,
    *,
    links: Sequence[LinkConfig],
    drones: Sequence[DroneConfig],
    docks: Sequence[DockConfig],
    zones: Sequence[ZoneFileConfig],
) -> bytes:
    """Of everything that a state depends on. `missing`: links whose restricted file was deleted since."""
    digest = hashlib.sha256(replay_state.version())
    configured = [[c.model_dump(mode="json") for c in kind] for kind in (drones, docks)]
    about = [[(link.name, link.shown_address) for link in links], configured, list(missing)]
    digest.update(json.dumps([about, relation.started_tape_ns, relation.started_wall_ns], sort_keys=True).encode())
    for identity in identities:
        digest.update(identity)
    for zone in zones:
        try:
            content = Path(zone.path).read_bytes()
        except (OSError, ValueError):
            content = b""
        digest.update(zone.crs.value.encode() + hashlib.sha256(content).digest())
    return digest.digest()


class Checkpoints:
    """Read by replays, added to by whoever comes first to a place that has none. Any thread."""

    def __init__(self, path: Path | None, key: bytes) -> None:
        """Those of the file where its key is this one; None: in memory only. Raises no error."""
        self._path = path
        self._key = key
        self._lock = threading.Lock()
        self._places: dict[int, tuple[int, int]] = {}
        self._memory: dict[int, bytes] = {}
        self._times: list[int] = []
        self._end = 0
        if path is not None:
            self._look(path)

    def before(self, at_tape_ns: int) -> list[int]:
        """The times of those at or before, the latest first."""
        with self._lock:
            return self._times[: bisect_right(self._times, at_tape_ns)][::-1]

    def __contains__(self, at_tape_ns: int) -> bool:
        return at_tape_ns in self._places or at_tape_ns in self._memory

    def __len__(self) -> int:
        with self._lock:
            return len(self._times)

    def get(self, at_tape_ns: int) -> bytes | None:
        """A packed state; None when it is not there or damaged (and then it is forgotten)."""
        with self._lock:
            kept = self._memory.get(at_tape_ns)
            place = self._places.get(at_tape_ns)
        if kept is not None or place is None or self._path is None:
            return kept
        data = b""
        try:
            with self._path.open("rb") as file:
                file.seek(place[0])
                data = file.read(place[1])
        except OSError:
            pass
        start = data[:_HEAD_BYTES]
        if len(data) == place[1] and zlib.crc32(data[_HEAD_BYTES:]) == int.from_bytes(start[14:18], "big"):
            return data[_HEAD_BYTES:]
        self.forget(at_tape_ns)
        return None

    def forget(self, at_tape_ns: int) -> None:
        with self._lock:
            self._places.pop(at_tape_ns, None)
            self._memory.pop(at_tape_ns, None)
            self._times = sorted(self._places.keys() | self._memory.keys())

    def distrust(self) -> None:
        """Forget all there are, since what the file says is false."""
        with self._lock:
            self._places.clear()
            self._memory.clear()
            self._times = []

    def add(self, at_tape_ns: int, state: bytes) -> None:
        """In memory; `save` writes all."""
        with self._lock:
            if at_tape_ns not in self._places and at_tape_ns not in self._memory:
                insort(self._times, at_tape_ns)
            self._memory[at_tape_ns] = state

    def save(self) -> bool:
        """Write the file anew with all there are; False where the disk does not let us."""
        if self._path is None:
            return False
        beside = self._path.with_suffix(".new")
        times = sorted(self.before(1 << 62))
        try:
            with beside.open("wb") as file:
                file.write(_MAGIC + self._key)
                for at in times:
                    state = self.get(at)
                    if state is not None:
                        file.write(record(at, state))
            beside.replace(self._path)
        except OSError:
            return False
        with self._lock:
            self._places.clear()
            self._memory.clear()
            self._look(self._path)
        return True

    def _look(self, path: Path) -> None:
        """Where the records are; their content is looked at when it is used."""
        self._find(path)
        self._times = sorted(self._places)

    def _find(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                if file.read(len(_MAGIC) + _KEY_BYTES) != _MAGIC + self._key:
                    return
                at = self._end = len(_MAGIC) + _KEY_BYTES
                while True:
                    start = file.read(_HEAD_BYTES)
                    length = int.from_bytes(start[10:14], "big")
                    if len(start) < _HEAD_BYTES or not start.startswith(_RECORD) or length > _MOST_BYTES:
                        return
                    after = at + _HEAD_BYTES + length
                    if after > size:
                        return
                    at_tape_ns = int.from_bytes(start[2:10], "big", signed=True)
                    if at_tape_ns % STEP_NS == 0:
                        self._places[at_tape_ns] = (at, _HEAD_BYTES + length)
                    at = self._end = after
                    file.seek(at)
        except OSError:
            return

    def writer(self) -> "CheckpointWriter":
        """Goes on behind what is there. Raises OSError."""
        assert self._path is not None
        return CheckpointWriter(self._path, self._key, self._end)


def record(at_tape_ns: int, state: bytes) -> bytes:
    return (
        _RECORD
        + at_tape_ns.to_bytes(8, "big", signed=True)
        + len(state).to_bytes(4, "big")
        + zlib.crc32(state).to_bytes(4, "big")
        + state
    )


class CheckpointWriter:
    """For the recorder: appends while the recording goes on."""

    def __init__(self, path: Path, key: bytes, end: int) -> None:
        """Behind the first `end` bytes; 0 begins anew. Raises OSError."""
        self._file = Appender(path, keep_bytes=end)
        if not end:
            self._file.add(_MAGIC + key)
        self._file.open()

    @property
    def written_bytes(self) -> int:
        return self._file.written_bytes

    def add(self, at_tape_ns: int, state: bytes) -> None:
        self._file.add(record(at_tape_ns, state))

    def flush(self) -> None:
        """Raises OSError."""
        self._file.flush()

    def close(self) -> None:
        self._file.close()
