"""All recorded telemetry of a session: opened, mended where it was cut off or damaged, and asked.

A .tlog is the truth, everything else is made from it when it is missing. What was restricted may have been deleted
since: `gone` tells of which links; their rows are still counted, and aircraft known by packs alone are missing.
"""

import contextlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from base.clock import NS_PER_S
from base.errors import PersonError
from drones import tlog_index
from drones.config import LinkConfig
from drones.decoding import Decoder
from drones.events import LinkChanged
from drones.framing import frame_of
from drones.picture import LinkState
from drones.replay_grid import Entry, grid_before
from drones.replay_link import EVENTS, Event, LinkTape, Message, Row, entry_of, event_row, read_events
from drones.tlog_index import OPEN, RESTRICTED, Looked, Names, Relation, RowFile, Rows

log = logging.getLogger(__name__)

OnProgress = Callable[[int, int], None]
"""(bytes done, bytes in all); raises to cancel."""
GAP_NS = 5 * NS_PER_S
LONGEST_PAUSE_US = 3_600_000_000
YEAR_2100_US = 4_102_444_800_000_000
LONGEST_SESSION_NS = 60 * 86_400 * NS_PER_S
"""Times further from the beginning than that come from damage."""
_TELL_EVERY = 20_000
_FIRST_THREE = itemgetter(0, 1, 2)


@dataclass(frozen=True, slots=True)
class ForeignLog:
    """A .tlog of somebody else, played as a link's recording."""

    path: Path
    offset_ns: int = 0
    """Added to its times, to align it with other sources."""


class AirTape:
    """`links` in the manifest's order. For any thread; close it when nobody reads any more."""

    def __init__(
        self, folder: Path, relation: Relation, links: tuple[LinkTape, ...], identities: tuple[bytes, ...]
    ) -> None:
        self.folder = folder
        self.relation = relation
        self.links = links
        self.identities = identities
        self.names = tuple(link.link for link in links)
        start_ns, longest_ns = relation.started_tape_ns, LONGEST_SESSION_NS
        events = read_events(folder / EVENTS, self.names)
        sound = [e for e in events if start_ns - longest_ns <= e.at_tape_ns <= start_ns + longest_ns]
        self.events = _with_openings(sound, links)
        self._event_rows = [event_row(e, self.names) for e in self.events]
        self._event_times = np.array([e.at_tape_ns for e in self.events], np.int64)

    @classmethod
    def open(
        cls,
        folder: Path,
        links: Sequence[LinkConfig],
        *,
        started_tape_ns: int,
        started_wall_ns: int,
        foreign: Mapping[str, ForeignLog] | None = None,
        progress: OnProgress | None = None,
    ) -> "AirTape":
        """`foreign`: by the link's name. An index that is missing is made: about 4 s a million messages.

        Raises PersonError where a file cannot be read, and what `progress` raises.
        """
        relation = Relation(started_tape_ns, started_wall_ns)
        opener = _Opener(folder, relation, progress)
        opened: list[LinkTape] = []
        identities: list[bytes] = []
        try:
            for number, link in enumerate(links):
                log_of = (foreign or {}).get(link.name)
                tape, identity = opener.foreign(number, link.name, log_of) if log_of else opener.own(number, link.name)
                opened.append(tape)
                identities.append(identity)
            return cls(folder, relation, tuple(opened), tuple(identities))
        except OSError as error:
            _close(opened)
            raise PersonError(f"The telemetry in {folder} cannot be read: {error.strerror or error}.") from None
        except BaseException:
            _close(opened)
            raise

    def close(self) -> None:
        _close(self.links)

    def settle(self) -> None:
        """Write what was mended while it was opened, for a recorder that goes on behind it. Raises OSError."""
        settled = []
        for link, identity in zip(self.links, self.identities, strict=True):
            names = Names(self.folder, link.number)
            settled.append(link.settle(names.index, identity))
        self.identities = tuple(settled)

    @property
    def messages(self) -> int:
        return sum(len(link) for link in self.links)

    @property
    def first_tape_ns(self) -> int:
        """Of the first message or event; the session's beginning where there is none."""
        times = [int(link.at_ns[0]) for link in self.links if len(link)] + self._event_times[:1].tolist()
        return min(times, default=self.relation.started_tape_ns)

    @property
    def last_tape_ns(self) -> int:
        times = [int(link.at_ns[-1]) for link in self.links if len(link)] + self._event_times[-1:].tolist()
        return max(times, default=self.relation.started_tape_ns)

    @property
    def start_ns(self) -> int:
        """The grid point at which every replay begins."""
        return grid_before(min(self.first_tape_ns - 1, self.relation.started_tape_ns))

    @property
    def gone(self) -> tuple[str, ...]:
        """Links whose restricted file has been deleted: aircraft that only its packs told of are not replayed."""
        return tuple(link.link for link in self.links if link.restricted_gone)

    def arrivals(self, link: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Tape ns and bytes of every message of a link, each of shape (n,)."""
        tape = self._link(link)
        return tape.at_ns, tape.size.astype(np.int64)

    def density(self, link: str, first_ns: int, last_ns: int, bins: int) -> NDArray[np.float64]:
        """Bytes in each of `bins` equal parts of a span; shape (bins,)."""
        tape = self._link(link)
        edges = first_ns + (np.arange(bins + 1) * ((last_ns - first_ns) / bins)).astype(np.int64)
        places = np.searchsorted(tape.at_ns, edges)
        sums = np.concatenate(([0], np.cumsum(tape.size, dtype=np.int64)))
        return np.diff(sums[places]).astype(np.float64)

    def gaps(self, link: str, *, longer_than_ns: int = GAP_NS) -> tuple[tuple[int, int], ...]:
        """(from, to) between two messages that are further apart."""
        at = self._link(link).at_ns
        places = np.flatnonzero(np.diff(at) > longer_than_ns)
        return tuple((int(at[i]), int(at[i + 1])) for i in places)

    def last(self, link: str, system: int, message_id: int, at_tape_ns: int) -> Message | None:
        """The last such message at or before. Raises OSError."""
        tape = self._link(link)

        def matches(rows: Rows) -> NDArray[np.bool_]:
            found: NDArray[np.bool_] = (rows["id"] == message_id) & (rows["system"] == system)
            return found

        row = tape.last(tape.place_after(at_tape_ns), matches)
        return None if row is None else tape.message(row)

    def last_of_all(self, link: str, at_tape_ns: int) -> tuple[Message, ...]:
        """The last message of every (system, component, message id) at or before. Raises OSError."""
        tape = self._link(link)
        return tuple(tape.message(row) for row in tape.topics(tape.place_after(at_tape_ns)))

    def entries(self, after_ns: int, until_ns: int, *, whole: bool = False) -> list[Entry]:
        """`rows`, as the grid is fed."""
        return list(map(entry_of, self.rows(after_ns, until_ns, whole=whole)))

    def rows(self, after_ns: int, until_ns: int, *, whole: bool = False) -> list[Row]:
        """Everything in (after, until], sorted; with bytes only of what the air reads, or all with `whole`.

        Raises OSError.
        """
        found: list[Row] = []
        first, last = np.searchsorted(self._event_times, (after_ns, until_ns), side="right")
        found += self._event_rows[first:last]
        parts = 1 if found else 0
        for tape in self.links:
            start, stop = tape.place_after(after_ns), tape.place_after(until_ns)
            if stop > start:
                found += tape.frames(start, stop, whole=whole)
                parts += 1
        if parts > 1:
            found.sort(key=_FIRST_THREE)
        return found

    def _link(self, name: str) -> LinkTape:
        return self.links[self.names.index(name)]


class _Opener:
    """Opens the links one after the other; makes what is missing."""

    def __init__(self, folder: Path, relation: Relation, progress: OnProgress | None) -> None:
        self._folder = folder
        self._relation = relation
        self._progress = progress
        self._decoder = Decoder()

    def own(self, number: int, link: str) -> tuple[LinkTape, bytes]:
        names = Names(self._folder, number)
        sizes = (_size(names.open), _size(names.restricted))
        found = tlog_index.identity_of(names.index)
        if found is not None:
            opened = self._with_index(number, link, names, found, sizes)
            if opened is not None:
                return opened, found[0]
            log.warning("the index %s is damaged and made anew", names.index)
        rows = self._rows_of(names, sizes)
        identity = tlog_index.new_identity()
        index = RowFile(None, 0, rows)
        if found is not None or len(rows):
            with contextlib.suppress(OSError):  # then the next opening takes its time once more
                tlog_index.write(names.index, identity, rows)
                index = RowFile(names.index, len(rows))
        return self._tape(number, link, (names.open, names.restricted), sizes, index), identity

    def foreign(self, number: int, link: str, foreign: ForeignLog) -> tuple[LinkTape, bytes]:
        """Its index is in memory only: nothing is written beside somebody else's file."""
        size = _size(foreign.path)
        if size is None:
            raise PersonError(f"The log {foreign.path} is not there.")
        found = list(self._scan(foreign.path, 0, OPEN))
        if size and not found:
            raise PersonError(f"The file {foreign.path} is no telemetry log.")
        times = tlog_index.times_us(
            [f[0] for f in found], lowest_us=0, highest_us=YEAR_2100_US, longest_gap_us=LONGEST_PAUSE_US
        )
        rows = self._made(found, [self._relation.tape_ns(t) + foreign.offset_ns for t in times], {})
        identity = tlog_index.new_identity()
        return self._tape(number, link, (foreign.path, None), (size, None), RowFile(None, 0, rows)), identity

    def _with_index(
        self, number: int, link: str, names: Names, found: tuple[bytes, int], sizes: tuple[int | None, int | None]
    ) -> LinkTape | None:
        index = RowFile(names.index, found[1])
        try:
            return self._mended(number, link, names, index, found[1], sizes)
        except BaseException:
            index.close()
            raise

    def _mended(
        self,
        number: int,
        link: str,
        names: Names,
        index: RowFile,
        rows: int,
        sizes: tuple[int | None, int | None],
    ) -> LinkTape | None:
        """The index cut to what the logs have, and what they have beyond it added in memory; None: not sound."""
        start_ns, longest_ns = self._relation.started_tape_ns, LONGEST_SESSION_NS
        looked = tlog_index.look(index, sizes, (start_ns - longest_ns, start_ns + longest_ns))
        if looked is None:
            index.close()
            return None
        count = len(looked.at_ns)
        index.cut(count)
        behind = [
            one
            for place, path in enumerate((names.open, names.restricted))
            if (sizes[place] or 0) > looked.ends[place]
            for one in self._scan(path, looked.ends[place], place)
        ]
        if not behind and count == rows:
            return LinkTape(number, link, _there((names.open, names.restricted), sizes), index, looked)
        senders = _senders(index.rows(max(count - 4096, 0), count))
        index.close()
        last_ns = int(looked.at_ns[-1]) if count else -(1 << 62)
        behind.sort(key=lambda f: f[0])
        times = self._own_times([f[0] for f in behind])
        more = self._made(behind, [max(t, last_ns) for t in times], senders)
        return self._tape(number, link, (names.open, names.restricted), sizes, RowFile(names.index, count, more))

    def _tape(
        self,
        number: int,
        link: str,
        paths: tuple[Path, Path | None],
        sizes: tuple[int | None, int | None],
        index: RowFile,
    ) -> LinkTape:
        looked: Looked | None = tlog_index.look(index, sizes)
        if looked is None:  # what we have just made ourselves
            raise PersonError(f"The telemetry of link {link} in {self._folder} cannot be understood.")
        return LinkTape(number, link, _there(paths, sizes), index, looked)

    def _rows_of(self, names: Names, sizes: tuple[int | None, int | None]) -> Rows:
        """Both logs from their beginning, merged by their stamps."""
        both: list[tuple[int, int, int, bytes]] = []
        times: list[int] = []
        for place, path in enumerate((names.open, names.restricted)):
            if sizes[place]:
                found = list(self._scan(path, 0, place))
                times += self._own_times([f[0] for f in found])
                both += found
        order = sorted(range(len(both)), key=times.__getitem__)
        return self._made([both[i] for i in order], [times[i] for i in order], {})

    def _own_times(self, stamps: Sequence[int]) -> list[int]:
        """Tape ns of stamps that we wrote; one that was damaged since takes its time from the one before."""
        start_us = self._relation.started_wall_ns // 1000
        lowest_us = max(start_us - LONGEST_SESSION_NS // 1000, 0)
        highest_us = start_us + LONGEST_SESSION_NS // 1000
        times = tlog_index.times_us(stamps, lowest_us=lowest_us, highest_us=highest_us, longest_gap_us=highest_us)
        return [self._relation.tape_ns(t) for t in times]

    def _scan(self, path: Path, start: int, place: int) -> "list[tuple[int, int, int, bytes]]":
        """(stamp, offset, place, frame) of each record, telling how far it is."""
        found: list[tuple[int, int, int, bytes]] = []
        total = _size(path) or 0
        for stamp, offset, frame in tlog_index.scan_file(path, start, self._is_whole):
            if len(found) % _TELL_EVERY == 0 and self._progress is not None:
                self._progress(offset, total)
            found.append((stamp, offset, place, frame))
        return found

    def _is_whole(self, raw: bytes) -> bool:
        frame = frame_of(raw)
        return self._decoder.knows(frame.message_id) and self._decoder.is_whole(frame.message_id, raw)

    @staticmethod
    def _made(
        found: Sequence[tuple[int, int, int, bytes]], times: Sequence[int], senders: dict[tuple[int, int], int]
    ) -> Rows:
        packed = bytearray()
        last_ns = -(1 << 62)
        for (_, offset, place, raw), at_ns in zip(found, times, strict=True):
            frame = frame_of(raw)
            last_ns = max(last_ns, at_ns)
            sender = senders.get((frame.system, frame.component), 1)
            packed += tlog_index.packed(last_ns, offset, frame, sender=sender, size=len(raw), place=place)
        return np.frombuffer(bytes(packed), tlog_index.ROW)


def _senders(rows: Rows) -> dict[tuple[int, int], int]:
    """By which peer each component was heard last."""
    return {(row[5], row[6]): row[3] for row in rows.tolist()}


def _there(paths: tuple[Path, Path | None], sizes: tuple[int | None, int | None]) -> tuple[Path | None, Path | None]:
    return paths[0] if sizes[OPEN] is not None else None, paths[1] if sizes[RESTRICTED] is not None else None


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


def _with_openings(events: Sequence[Event], links: Sequence[LinkTape]) -> list[Event]:
    """Sorted. A link that brought something without having been opened was open when the recording began."""
    opened = {e.link_number for e in events if e.after == 0 and isinstance(e.what, LinkChanged)}
    missing = [
        Event(int(link.at_ns[0]), link.number, 0, LinkChanged(link.link, LinkState.WAITING, ""))
        for link in links
        if len(link) and link.number not in opened
    ]
    return sorted((*events, *missing), key=attrgetter("at_tape_ns", "link_number", "after"))


def _close(links: Sequence[LinkTape]) -> None:
    for link in links:
        with contextlib.suppress(OSError):
            link.close()
