"""Telemetry to the disk: every whole frame once, with the time at which it was received.

Below `<session>/links/`: NN.tlog (8 bytes of big-endian µs since 1970, then the frame, as mavlogdump and MAVExplorer
read it), NN.restricted.tlog (recording_rules), NN.idx (tlog_index), events.jsonl (replay_link: links that changed and
peers that hung up, bad frames by number), checkpoints.bin (replay_checkpoints). Garbage is counted and not written.

Remote ID packs that carry a pilot's position are in the restricted file whole. The drone's own LOCATION in them is what
a track is made of, so recorder and replay read both files while the restricted one is there: our decoder passes over
the pilot's part (remoteid), and no state, checkpoint or picture ever has it. When the restricted file's retention has
ended, aircraft that only such packs told of are missing from a replay, which says so (AirTape.gone), and checkpoints
that knew them are not used any more.
"""

import errno
import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from base.clock import NS_PER_S
from base.errors import PersonError
from drones import replay_state, tlog_index
from drones import zones as zone_files
from drones.air import Air
from drones.config import DockConfig, DroneConfig, LinkConfig, ZoneFileConfig
from drones.decoding import Decoder
from drones.events import Chunk, LinkChanged, LinkEvent, PeerGone
from drones.framing import FrameCounts, Framer
from drones.picture import LinkState
from drones.recording_log import Appender, LinkLog
from drones.recording_rules import place_of
from drones.replay import AirReplay
from drones.replay_checkpoints import EVERY_NS, NAME, Checkpoints, CheckpointWriter, key_of
from drones.replay_grid import STEP_NS, Bad, Entry, Grid, grid_before, is_wanted
from drones.replay_link import EVENTS, Event, event_entry, event_line
from drones.replay_tape import AirTape
from drones.tlog_index import LEFT_OUT, Names, Relation
from drones.zones import ZoneIndex

log = logging.getLogger(__name__)

LATE_NS = NS_PER_S
"""Links are threads: what one of them brings may be so much older than what another has brought before."""
_TELL_BAD_NS = NS_PER_S
_MOST_AT_ONCE_NS = 30 * NS_PER_S
"""After the machine was asleep its own air catches up little by little: the writing comes first."""
_PATIENCE_S = 0.5
"""For zone files at the end of a recording that was so short."""
_MOST_PEERS = 64
_MOST_ENTRIES_WAITING = 200_000
"""For zone files to be read; then there are no checkpoints, and a replay makes them."""


class AirRecorder:
    """Of one session, for one thread. Writes with `advance`, `flush` and `close`; these raise OSError, `feed` does not.

    After an error nothing is lost that was fed: what the disk did not take waits (up to 8 MB a link) for the next
    `flush`. One that was let go is followed by another on the same folder, which goes on behind the last whole record.
    """

    def __init__(
        self,
        folder: Path,
        *,
        links: Sequence[LinkConfig],
        drones: Sequence[DroneConfig],
        docks: Sequence[DockConfig],
        zones: Sequence[ZoneFileConfig],
        started_tape_ns: int,
        started_wall_ns: int,
        checkpoints: bool = True,
    ) -> None:
        """`zones` with absolute paths; they are read in a thread of their own. Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        self._relation = Relation(started_tape_ns, started_wall_ns)
        self._names = tuple(link.name for link in links)
        self._numbers = {name: number for number, name in enumerate(self._names)}
        self._lost = 0
        identities, tape = _found(folder, links, self._relation)
        self._events = Appender(folder / EVENTS, keep_bytes=_whole_lines(folder / EVENTS))
        self._links: list[_Link] = []
        self._states = _States(
            folder, links, drones, docks, zones, self._relation, identities, resumed=tape is not None
        )  # fmt: skip
        decoder = Decoder()
        try:
            for number, link in enumerate(links):
                self._links.append(_Link(folder, number, link, decoder, self._relation, identities, tape))
            if checkpoints:
                self._states.start()
        except OSError:
            self._let_go()  # it will be tried again, perhaps for hours
            raise
        finally:
            if tape is not None:
                tape.close()

    @property
    def messages(self) -> int:
        """In the session's logs, what waits for the disk and what was left out included."""
        return sum(link.log.rows for link in self._links)

    @property
    def written_bytes(self) -> int:
        files = sum(link.log.written_bytes for link in self._links)
        return files + self._events.written_bytes + self._states.written_bytes

    @property
    def lost(self) -> int:
        """Messages that the disk did not take in time, and pieces of links that are not in the configuration."""
        return self._lost

    def feed(self, events: Sequence[LinkEvent], at_tape_ns: int | None = None) -> None:
        """Everything that the links brought, in its order. `at_tape_ns`: of events that have no time of their own."""
        for event in events:
            number = self._numbers.get(event.link)
            if number is None:
                self._lost += 1
                continue
            link = self._links[number]
            if isinstance(event, Chunk):
                self._take(link, event)
            else:
                self._note(link, event, at_tape_ns)

    def advance(self, now_tape_ns: int) -> None:
        """Nothing that is older than `now_tape_ns` less a second will be fed any more. Writes. Raises OSError."""
        for link in self._links:
            link.now_ns = max(link.now_ns, now_tape_ns - LATE_NS)
            if link.counted.bad > link.told_bad and now_tape_ns - link.told_bad_at_ns >= _TELL_BAD_NS:
                self._tell_bad(link)
        self.flush()
        passed_ns = self._states.advance(grid_before(now_tape_ns - LATE_NS))
        for link in self._links:
            link.passed_ns = max(link.passed_ns, passed_ns)

    def flush(self) -> None:
        """Everything to the operating system, states last: they must not know more than the logs. Raises OSError."""
        for link in self._links:
            link.log.flush()
        self._events.flush()
        self._states.flush()

    def reopen(self) -> None:
        """The disk is well again: goes on where the last whole record ends. Raises OSError."""
        self.flush()

    def close(self) -> None:
        """Write what is left, and let go whatever happens. Raises OSError."""
        try:
            for link in self._links:
                if link.counted.bad > link.told_bad:
                    self._tell_bad(link)
            self.flush()
            self._states.finish(grid_before(max((link.now_ns for link in self._links), default=0)))
            self.flush()
            for link in self._links:
                link.log.sync()
        finally:
            self._let_go()

    def _let_go(self) -> None:
        self._states.stop()
        for link in self._links:
            link.log.close()
        self._events.close()
        self._states.close()

    def _take(self, link: "_Link", chunk: Chunk) -> None:
        frames = link.framer(chunk.sender).feed(chunk.data)
        at_ns = link.time(chunk.received_at_ns)
        if link.log.is_full:
            self._lost += len(frames)
            return
        if frames and not link.opened:
            self._note(link, LinkChanged(link.name, LinkState.WAITING, ""), chunk.received_at_ns)
        for frame in frames:
            place = place_of(frame)
            order = 2 * link.log.rows + 1
            link.log.add(frame, at_ns, sender=chunk.sender, place=place)
            if place == LEFT_OUT or not is_wanted(frame.message_id):
                frame = frame._replace(raw=b"")
            self._states.take(Entry(at_ns, link.number, order, link.name, chunk.sender & 0xFFFFFFFF, frame))

    def _note(self, link: "_Link", event: LinkEvent, at_tape_ns: int | None) -> None:
        if isinstance(event, LinkChanged):
            link.opened = True
            if event.state is LinkState.CLOSED:
                link.framers.clear()
        elif isinstance(event, PeerGone):
            link.framers.pop(event.sender, None)
        self._write_event(link, event, link.time(link.now_ns if at_tape_ns is None else at_tape_ns))

    def _tell_bad(self, link: "_Link") -> None:
        at_ns = link.time(link.now_ns)
        count, link.told_bad = link.counted.bad - link.told_bad, link.counted.bad
        link.told_bad_at_ns = at_ns
        self._write_event(link, Bad(count), at_ns)

    def _write_event(self, link: "_Link", what: LinkEvent | Bad, at_ns: int) -> None:
        event = Event(at_ns, link.number, link.log.rows, what)
        self._events.add(event_line(event))
        self._states.take(event_entry(event, self._names))


class _Link:
    """One link: what frames its bytes, its files, and its time, which never runs back."""

    def __init__(
        self,
        folder: Path,
        number: int,
        config: LinkConfig,
        decoder: Decoder,
        relation: Relation,
        identities: Sequence[bytes],
        tape: AirTape | None,
    ) -> None:
        self.number = number
        self.name = config.name
        self._relation = relation
        self._decoder = decoder
        self._packets = config.kind.has_packets
        self.counted = FrameCounts()
        self.framers: dict[int, Framer] = {}
        self.told_bad = 0
        self.told_bad_at_ns = 0
        before = tape.links[number] if tape is not None else None
        self.opened = tape is not None and any(
            e.link_number == number and isinstance(e.what, LinkChanged) for e in tape.events
        )
        self.passed_ns = grid_before(relation.started_tape_ns if tape is None else tape.last_tape_ns)
        """The last grid point that is past: what comes later has a later time."""
        self._last_ns = int(before.at_ns[-1]) if before is not None and len(before) else self.passed_ns
        self.now_ns = self._last_ns
        ends = before.ends if before is not None else (0, 0)
        rows = len(before) if before is not None else 0
        self.log = LinkLog(Names(folder, number), relation, identities[number], rows, ends)

    def framer(self, sender: int) -> Framer:
        """As drones.reception has it: packets stand alone, a stream is each sender's own."""
        key = 0 if self._packets else sender
        framer = self.framers.get(key)
        if framer is None:
            if len(self.framers) >= _MOST_PEERS:
                self.framers.clear()
            framer = self._decoder.framer(packets=self._packets, counts=self.counted, keep_unknown=True)
            self.framers[key] = framer
        return framer

    def time(self, tape_ns: int) -> int:
        """What a .tlog's stamp can say of it, not before anything that was written, nor before a point that is past."""
        self.now_ns = max(self.now_ns, tape_ns)
        relation = self._relation
        stamp_us = max(relation.stamp_us(tape_ns), relation.stamp_us(self.passed_ns) + 1)
        self._last_ns = max(relation.tape_ns(stamp_us), self._last_ns)
        return self._last_ns


class _States:
    """The recorder's own air, a second behind, and its checkpoints.

    Until the zone files are read, and what was recorded before is played, what comes waits in memory.
    """

    def __init__(
        self,
        folder: Path,
        links: Sequence[LinkConfig],
        drones: Sequence[DroneConfig],
        docks: Sequence[DockConfig],
        zones: Sequence[ZoneFileConfig],
        relation: Relation,
        identities: Sequence[bytes],
        *,
        resumed: bool,
    ) -> None:
        self._folder = folder
        self._parts = (tuple(links), tuple(drones), tuple(docks))
        self._zones = tuple(zones)
        self._relation = relation
        self._identities = tuple(identities)
        self._resumed = resumed
        self._waiting: list[Entry] = []
        self._grid: Grid | None = None
        self._writer: CheckpointWriter | None = None
        self._failed = True
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._passed_ns = grid_before(relation.started_tape_ns)

    @property
    def written_bytes(self) -> int:
        return self._writer.written_bytes if self._writer is not None else 0

    def start(self) -> None:
        """Raises OSError."""
        links, drones, docks = self._parts
        key = key_of(
            self._identities,
            [False] * len(links),
            self._relation,
            links=links,
            drones=drones,
            docks=docks,
            zones=self._zones,
        )
        self._writer = Checkpoints(self._folder / NAME, key).writer()
        self._failed = False
        if self._resumed:
            # Opened here, not in the thread: it ends where this recorder begins.
            tape = _opened(self._folder, links, self._relation)
            self._begin(lambda zones: self._played(tape, zones))
        else:
            self._begin(self._fresh)

    def take(self, entry: Entry) -> None:
        if self._failed:
            return
        self._waiting.append(entry)
        if self._grid is None and len(self._waiting) > _MOST_ENTRIES_WAITING:
            log.warning("the recording has no states: what they are made of takes too long to read")
            self._give_up()

    def advance(self, to_ns: int) -> int:
        """To a grid point, once it can; the point that is past from now on."""
        thread = self._thread
        if thread is not None and not thread.is_alive():
            thread.join()
            self._thread = None
            if self._grid is None:
                self._give_up()
        if self._grid is None or self._failed or to_ns <= self._grid.at_ns:
            return self._passed_ns
        to_ns = min(to_ns, self._grid.at_ns + _MOST_AT_ONCE_NS)
        self._waiting.sort(key=_order)
        done = 0
        while self._grid.at_ns < to_ns:
            checkpoint_ns = (self._grid.at_ns // EVERY_NS + 1) * EVERY_NS
            done, _ = self._grid.go_to(min(to_ns, checkpoint_ns), self._waiting, done)
            if self._grid.at_ns == checkpoint_ns and self._writer is not None:
                self._writer.add(checkpoint_ns, replay_state.pack(self._grid.air.state()))
        del self._waiting[:done]
        self._passed_ns = self._grid.at_ns
        return self._passed_ns

    def flush(self) -> None:
        if self._writer is not None:
            self._writer.flush()

    def finish(self, to_ns: int) -> None:
        """Nothing more comes: no need to wait for what is late."""
        if self._thread is not None:
            self._thread.join(_PATIENCE_S)
        if self._thread is None or not self._thread.is_alive():
            self.advance(to_ns)
        self.stop()

    def stop(self) -> None:
        self._stop.set()
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.join()

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._give_up()

    def _begin(self, make: Callable[[ZoneIndex], Grid]) -> None:
        self._thread = threading.Thread(target=self._prepare, args=(make,), name="recorded air", daemon=True)
        self._thread.start()

    def _prepare(self, make: Callable[[ZoneIndex], Grid]) -> None:
        index = zone_files.EMPTY
        try:
            for file in self._zones:
                index = index.extended(*zone_files.load_file(file, stopped=self._stop.is_set))
                if self._stop.is_set():
                    return
            self._grid = make(index)
        except Exception:
            log.exception("the recording has no states")

    def _fresh(self, zones: ZoneIndex) -> Grid:
        links, drones, docks = self._parts
        air = Air(links=links, drones=drones, docks=docks, zones=zones, whole_frames=True)
        relation = self._relation
        return Grid(
            air, grid_before(relation.started_tape_ns), relation.started_wall_ns - relation.started_tape_ns
        )  # fmt: skip

    def _played(self, tape: AirTape, zones: ZoneIndex) -> Grid:
        """What was recorded before, played to its end."""
        links, drones, docks = self._parts
        try:
            replay = AirReplay(
                tape, links=links, drones=drones, docks=docks, zones=self._zones, zone_index=zones
            )  # fmt: skip
            replay.seek(grid_before(tape.last_tape_ns))
            # What is behind the last grid point belongs to the next.
            self._waiting[:0] = tape.entries(replay.at_tape_ns, tape.last_tape_ns + STEP_NS)
            return replay.grid()
        finally:
            tape.close()

    def _give_up(self) -> None:
        self._failed = True
        self._waiting.clear()


def _found(folder: Path, links: Sequence[LinkConfig], relation: Relation) -> tuple[list[bytes], AirTape | None]:
    """The identities of the links' indices, and what was recorded here before; None where nothing was."""
    if not any(Names(folder, n).index.exists() or Names(folder, n).open.exists() for n in range(len(links))):
        return [tlog_index.new_identity() for _ in links], None
    tape = _opened(folder, links, relation)
    try:
        tape.settle()
    except OSError:
        tape.close()
        raise
    return list(tape.identities), tape


def _opened(folder: Path, links: Sequence[LinkConfig], relation: Relation) -> AirTape:
    """Raises OSError."""
    try:
        return AirTape.open(
            folder,
            links,
            started_tape_ns=relation.started_tape_ns,
            started_wall_ns=relation.started_wall_ns,
        )
    except PersonError as error:
        raise OSError(errno.EIO, str(error), str(folder)) from None


def _whole_lines(path: Path) -> int:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return 0
    return data.rfind(b"\n") + 1


def _order(entry: Entry) -> tuple[int, int, int]:
    return entry[:3]
