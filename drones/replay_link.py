"""One link of a tape: its rows, read from the disk as they are needed, and its events.

Files are read, not mapped: where a disk is pulled out under a map, the whole program dies of it.
"""

import contextlib
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from drones import tlog_index
from drones.events import LinkChanged, LinkEvent, PeerGone
from drones.framing import Frame
from drones.picture import LinkState
from drones.replay_grid import Bad, Entry, is_wanted
from drones.tlog import STAMP_BYTES
from drones.tlog_index import LEFT_OUT, OPEN, RESTRICTED, Looked, RowFile, Rows

EVENTS = "events.jsonl"
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

    def entries(self, start: int, stop: int, *, whole: bool = False) -> list[Entry]:
        """Rows `start` to `stop` for the grid; with bytes only where the air reads them, or all with `whole`."""
        rows = self._index.rows(start, stop).tolist()
        wanted = [row[4] if row[8] <= RESTRICTED and (whole or is_wanted(row[2])) else 0 for row in rows]
        pieces = self._pieces(rows, wanted)
        made: list[Entry] = []
        number, link = self.number, self.link
        for i, (row, raw) in enumerate(zip(rows, pieces, strict=True)):
            at, _, message_id, sender, _, system, component, sequence, _, _ = row
            version, signed = 2, False
            if raw:
                version, signed = (2, bool(raw[2] & 1)) if raw[0] == 0xFD else (1, False)
            frame = Frame(version, message_id, system, component, sequence, signed, raw)
            made.append(Entry(at, number, 2 * (start + i) + 1, link, sender, frame))
        return made

    def message(self, row: int) -> Message:
        """Raises OSError."""
        one = self._index.rows(row, row + 1).tolist()
        raw = self._pieces(one, [one[0][4]] if one[0][8] <= RESTRICTED else [0])[0]
        at, _, message_id, _, _, system, component, *_ = one[0]
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

    def _pieces(self, rows: Sequence[tuple[Any, ...]], wanted: Sequence[int]) -> list[bytes]:
        """The frames of rows, b"" where `wanted` is 0 or the bytes are not there. Raises OSError."""
        pieces = [b""] * len(rows)
        for place in (OPEN, RESTRICTED):
            file = self._files[place]
            there = [i for i, row in enumerate(rows) if wanted[i] and row[8] == place]
            if file is None or not there:
                continue
            base, data = 0, b""
            for i in there:
                begin = rows[i][1] + STAMP_BYTES
                end = begin + rows[i][4]
                if not base <= begin or end > base + len(data):
                    last = rows[there[-1]]
                    span = min(max(last[1] + STAMP_BYTES + last[4] - begin, end - begin), _SPAN_BYTES)
                    base, data = begin, os.pread(file, span, begin)
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


def event_entry(event: Event, links: Sequence[str]) -> Entry:
    return Entry(event.at_tape_ns, event.link_number, 2 * event.after, links[event.link_number], 0, event.what)
