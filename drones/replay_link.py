"""One link of a tape: its rows, read from the disk as they are needed, and its events.

Files are read, not mapped: where a disk is pulled out under a map, the whole program dies of it.
"""

import contextlib
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from drones import tlog_index
from drones.air import WANTED
from drones.events import LinkChanged, LinkEvent, PeerGone
from drones.framing import V1, Frame
from drones.picture import LinkState
from drones.replay_grid import Bad, Entry
from drones.tlog import STAMP_BYTES
from drones.tlog_index import LEFT_OUT, OPEN, RESTRICTED, Looked, RowFile, Rows

EVENTS = "events.jsonl"
_WANTED = np.array(sorted(WANTED), np.uint32)
_SPAN_BYTES = 4_000_000
"""Records that are wanted together are read in one go up to that much."""


@dataclass(frozen=True, slots=True)
class Message:
    """One recorded message."""

    link: str
    at_tape_ns: int
    system: int
    component: int
    message_id: int
    raw: bytes
    """The whole frame; b"" where it was never written, or its file is gone."""


Row = tuple[int, int, int, str, int, int, int, int, int, Any]
"""One thing of a recording, flat: tape ns, link number and order as an Entry has them; link, sender, message id,
system, component, sequence, and the frame's bytes (b"" where nobody wants them or they are not there). A message id of
EVENT says that the last is a link's event or a Bad instead.
"""
EVENT = -1


@dataclass(frozen=True, slots=True)
class Event:
    """A line of events.jsonl: something that happened to a link behind its first `after` rows."""

    at_tape_ns: int
    link_number: int
    after: int
    what: LinkEvent | Bad


class LinkTape:
    """Rows and bytes of one link. `at_ns` and `size` of all rows are in memory (10 bytes each), the rest is read."""

    def __init__(
        self, number: int, link: str, files: tuple[Path | None, Path | None], index: RowFile, looked: Looked
    ) -> None:
        """`files`: the open and the restricted log; None where it is gone. Raises OSError."""
        self.number = number
        self.link = link
        self.at_ns = looked.at_ns
        self.size = looked.size
        self.ends = looked.ends
        self._index = index
        self._files: list[int | None] = [None, None]
        try:
            for place, path in enumerate(files):
                self._files[place] = None if path is None else os.open(path, os.O_RDONLY)
        except OSError:
            self.close()
            raise
        self.restricted_gone = files[RESTRICTED] is None and looked.has_restricted

    def settle(self, path: Path, identity: bytes) -> bytes:
        """Write the index as it is understood here; its identity, another one where bytes are missing for good.

        Raises OSError.
        """
        if self._index.is_as_written and not self.restricted_gone:
            return identity
        rows = self._index.rows(0, len(self)).copy()
        if self.restricted_gone:
            missing = rows["place"] == RESTRICTED
            rows["place"][missing] = LEFT_OUT
            rows["size"][missing] = 0
            identity = tlog_index.new_identity()
            self.ends = (self.ends[0], 0)
        tlog_index.write(path, identity, rows)
        return identity

    def __len__(self) -> int:
        return len(self.at_ns)

    def close(self) -> None:
        self._index.close()
        for place, file in enumerate(self._files):
            self._files[place] = None
            if file is not None:
                with contextlib.suppress(OSError):
                    os.close(file)

    def place_after(self, tape_ns: int) -> int:
        """How many rows are at or before."""
        return int(np.searchsorted(self.at_ns, tape_ns, side="right"))

    def frames(self, start: int, stop: int, *, whole: bool = False) -> list[Row]:
        """Rows `start` to `stop`; with bytes only where the air reads them, or all with `whole`. Raises OSError."""
        rows = self._index.rows(start, stop)
        wanted = np.ones(len(rows), np.bool_) if whole else np.isin(rows["id"], _WANTED)
        senders, ids, systems, components, sequences = (
            rows[name].tolist() for name in ("sender", "id", "system", "component", "sequence")
        )
        orders = range(2 * start + 1, 2 * stop + 1, 2)
        where = (rows["at"].tolist(), repeat(self.number), orders, repeat(self.link))
        return list(zip(*where, senders, ids, systems, components, sequences, self._pieces(rows, wanted)))  # noqa: B905

    def message(self, row: int) -> Message:
        """Raises OSError."""
        one = self.frames(row, row + 1, whole=True)[0]
        at, _, _, _, _, message_id, system, component, _, raw = one
        return Message(self.link, at, system, component, message_id, raw)

    def last(self, before: int, matches: Callable[[Rows], NDArray[np.bool_]]) -> int | None:
        """The last of the first `before` rows that matches."""
        block, stop = 4096, before
        while stop > 0:
            start = max(stop - block, 0)
            found = np.flatnonzero(matches(self._index.rows(start, stop)))
            if len(found):
                return start + int(found[-1])
            stop, block = start, min(block * 4, 1 << 20)
        return None

    def topics(self, before: int) -> list[int]:
        """The last row of every (system, component, message id) among the first `before`."""
        found: dict[int, int] = {}
        block, stop = 1 << 14, before
        while stop > 0:
            start = max(stop - block, 0)
            rows = self._index.rows(start, stop)
            keys = (rows["id"].astype(np.int64) << 16) | (rows["system"].astype(np.int64) << 8) | rows["component"]
            topics, back = np.unique(keys[::-1], return_index=True)
            for topic, place in zip(topics.tolist(), back.tolist(), strict=True):
                found.setdefault(topic, stop - 1 - place)
            stop, block = start, min(block * 4, 1 << 20)
        return sorted(found.values())

    def _pieces(self, rows: Rows, wanted: NDArray[np.bool_]) -> list[bytes]:
        """The frames of rows, b"" where not `wanted` or the bytes are not there. Raises OSError."""
        pieces = [b""] * len(rows)
        for place in (OPEN, RESTRICTED):
            file = self._files[place]
            there = np.flatnonzero(wanted & (rows["place"] == place))
            if file is None or not len(there):
                continue
            begins: list[int] = (rows["offset"][there] + np.uint64(STAMP_BYTES)).tolist()
            sizes: list[int] = rows["size"][there].tolist()
            last = begins[-1] + sizes[-1]
            base, limit, data = 0, 0, b""
            for i, begin, size in zip(there.tolist(), begins, sizes, strict=True):
                end = begin + size
                if begin < base or end > limit:
                    base, data = begin, os.pread(file, min(max(last - begin, size), _SPAN_BYTES), begin)
                    limit = base + len(data)
                pieces[i] = data[begin - base : end - base]
        return pieces


def read_events(path: Path, links: Sequence[str]) -> list[Event]:
    """What can be read of the file, in its order; a damaged line is passed over. Raises no error."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError:
        return []
    events: list[Event] = []
    for line in lines:
        try:
            event = _event(json.loads(line), links)
        except (ValueError, TypeError, LookupError, OverflowError, RecursionError):
            continue
        if not events or event.at_tape_ns >= events[-1].at_tape_ns or event.link_number != events[-1].link_number:
            events.append(event)
    return events


def _event(line: Any, links: Sequence[str]) -> Event:
    number, kind = int(line["link"]), line["event"]
    if number < 0:
        raise IndexError
    link = links[number]
    what: LinkEvent | Bad
    if kind == "changed":
        what = LinkChanged(link, LinkState(line["state"]), str(line["detail"]))
    elif kind == "gone":
        what = PeerGone(link, int(line["sender"]))
    elif kind == "bad":
        what = Bad(max(int(line["count"]), 0))
    else:
        raise ValueError(kind)
    return Event(int(line["at"]), number, int(line["after"]), what)


def event_line(event: Event) -> bytes:
    """One line of events.jsonl."""
    what = event.what
    line: dict[str, object] = {"at": event.at_tape_ns, "link": event.link_number, "after": event.after}
    if isinstance(what, LinkChanged):
        line |= {"event": "changed", "state": what.state.value, "detail": what.detail}
    elif isinstance(what, PeerGone):
        line |= {"event": "gone", "sender": what.sender}
    else:
        assert isinstance(what, Bad)
        line |= {"event": "bad", "count": what.bad}
    return json.dumps(line, separators=(",", ":")).encode() + b"\n"


def entry_of(row: Row) -> Entry:
    at_ns, number, order, link, sender, message_id, system, component, sequence, what = row
    if message_id == EVENT:
        return Entry(at_ns, number, order, link, sender, what)
    is_first = bool(what) and what[0] == V1
    signed = bool(what) and not is_first and bool(what[2] & 1)
    frame = Frame(1 if is_first else 2, message_id, system, component, sequence, signed, what)
    return Entry(at_ns, number, order, link, sender, frame)


def event_row(event: Event, links: Sequence[str]) -> Row:
    number = event.link_number
    return event.at_tape_ns, number, 2 * event.after, links[number], 0, EVENT, 0, 0, 0, event.what


def event_entry(event: Event, links: Sequence[str]) -> Entry:
    return Entry(event.at_tape_ns, event.link_number, 2 * event.after, links[event.link_number], 0, event.what)
