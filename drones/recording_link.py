"""One link of a recording: what frames its bytes, its files, and its time, which never runs back."""

from collections.abc import Sequence
from pathlib import Path

from drones.config import LinkConfig
from drones.decoding import Decoder
from drones.events import LinkChanged
from drones.framing import FrameCounts, Framer
from drones.recording_log import LinkLog
from drones.replay_grid import grid_before
from drones.replay_tape import AirTape
from drones.tlog_index import Names, Relation

_MOST_PEERS = 64


class RecordedLink:
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
        """Go on behind what `tape` has of it. Raises OSError."""
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
        self._passed_ns = grid_before(relation.started_tape_ns if tape is None else tape.last_tape_ns)
        """The last grid point that is past: what comes later has a later time."""
        self._last_ns = int(before.at_ns[-1]) if before is not None and len(before) else self._passed_ns
        self.now_ns = self._last_ns
        self._asked_ns: int | None = None
        """The time that was asked for last, while the answer is still the same: a batch was received at one time."""
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
        if tape_ns == self._asked_ns:
            return self._last_ns
        self._asked_ns = tape_ns
        self.now_ns = max(self.now_ns, tape_ns)
        relation = self._relation
        stamp_us = max(relation.stamp_us(tape_ns), relation.stamp_us(self._passed_ns) + 1)
        self._last_ns = max(relation.tape_ns(stamp_us), self._last_ns)
        return self._last_ns

    def pass_point(self, tape_ns: int) -> None:
        """What comes later has a later time."""
        if tape_ns > self._passed_ns:
            self._passed_ns = tape_ns
            self._asked_ns = None
