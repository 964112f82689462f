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

from collections.abc import Sequence
from pathlib import Path

from base.clock import NS_PER_S
from drones.config import DockConfig, DroneConfig, LinkConfig, ZoneFileConfig
from drones.decoding import Decoder
from drones.events import Chunk, LinkChanged, LinkEvent, PeerGone
from drones.picture import LinkState
from drones.recording_before import found, whole_lines
from drones.recording_link import RecordedLink
from drones.recording_log import Appender
from drones.recording_rules import place_of
from drones.recording_states import RecordedStates
from drones.replay_grid import Bad, Entry, grid_before, is_wanted
from drones.replay_link import EVENTS, Event, event_entry, event_line
from drones.tlog_index import LEFT_OUT, Relation

LATE_NS = NS_PER_S
"""Links are threads: what one of them brings may be so much older than what another has brought before."""
_TELL_BAD_NS = NS_PER_S
_LOOK_AHEAD = 256
"""Events: that many peers may hang up together."""
_new = tuple.__new__
"""As in drones.framing."""


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
        self._lost = 0
        identities, tape = found(folder, links, self._relation)
        self._events = Appender(folder / EVENTS, keep_bytes=whole_lines(folder / EVENTS))
        self._links: list[RecordedLink] = []
        self._states = RecordedStates(
            folder, links, drones, docks, zones, self._relation, identities, resumed=tape is not None
        )  # fmt: skip
        decoder = Decoder()
        try:
            for number, link in enumerate(links):
                self._links.append(RecordedLink(folder, number, link, decoder, self._relation, identities, tape))
            if checkpoints:
                self._states.start()
            self._by_name = {link.name: link for link in self._links}
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
        """Everything that the links brought, in its order. `at_tape_ns`: of events that have no time of their own, but
        that what comes behind one of them keeps its own.
        """
        for place, event in enumerate(events):
            link = self._by_name.get(event.link)
            if link is None:
                self._lost += 1
            elif isinstance(event, Chunk):
                self._take(link, event)
            else:
                self._note(link, event, _not_after_the_next(at_tape_ns, events, place))

    def advance(self, now_tape_ns: int) -> None:
        """Nothing that is older than `now_tape_ns` less a second will be fed any more. Writes. Raises OSError."""
        for link in self._links:
            link.now_ns = max(link.now_ns, now_tape_ns - LATE_NS)
            if link.counted.bad > link.told_bad and now_tape_ns - link.told_bad_at_ns >= _TELL_BAD_NS:
                self._tell_bad(link)
        self.flush()
        passed_ns = self._states.advance(grid_before(now_tape_ns - LATE_NS))
        for link in self._links:
            link.pass_point(passed_ns)

    def flush(self) -> None:
        """Everything to the operating system, states last: they must not know more than the logs. Raises OSError."""
        for link in self._links:
            link.log.flush()
        self._events.flush()
        self._states.flush()

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

    def _take(self, link: RecordedLink, chunk: Chunk) -> None:
        """Some thousand times a second: each name looked up here is a percent of what the recording costs."""
        _, sender, data, received_at_ns = chunk
        frames = link.framer(sender).feed(data)
        at_ns = link.time(received_at_ns)
        if not frames:
            return
        rows = link.log
        if rows.is_full:
            self._lost += len(frames)
            return
        if not link.opened:
            self._note(link, LinkChanged(link.name, LinkState.WAITING, ""), received_at_ns)
        sender &= 0xFFFFFFFF
        for frame in frames:
            place = place_of(frame)
            order = 2 * rows.rows + 1
            rows.add(frame, at_ns, sender, place)
            if place == LEFT_OUT or not is_wanted(frame.message_id):
                frame = frame.without_bytes()
            self._states.take(_new(Entry, (at_ns, link.number, order, link.name, sender, frame)))

    def _note(self, link: RecordedLink, event: LinkEvent, at_tape_ns: int | None) -> None:
        if isinstance(event, LinkChanged):
            link.opened = True
            if event.state is LinkState.CLOSED:
                link.framers.clear()
        elif isinstance(event, PeerGone):
            link.framers.pop(event.sender, None)
        self._write_event(link, event, link.time(link.now_ns if at_tape_ns is None else at_tape_ns))

    def _tell_bad(self, link: RecordedLink) -> None:
        at_ns = link.time(link.now_ns)
        count, link.told_bad = link.counted.bad - link.told_bad, link.counted.bad
        link.told_bad_at_ns = at_ns
        self._write_event(link, Bad(count), at_ns)

    def _write_event(self, link: RecordedLink, what: LinkEvent | Bad, at_ns: int) -> None:
        event = Event(at_ns, link.number, link.log.rows, what)
        self._events.add(event_line(event))
        self._states.take(event_entry(event, self._names))


def _not_after_the_next(at_tape_ns: int | None, events: Sequence[LinkEvent], place: int) -> int | None:
    """A link's time never runs back: an event with the time of a batch's end would put off all that is behind it."""
    if at_tape_ns is None:
        return None
    behind = (event.received_at_ns for event in events[place + 1 : place + _LOOK_AHEAD] if isinstance(event, Chunk))
    return min(at_tape_ns, next(behind, at_tape_ns))
