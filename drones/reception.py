"""One link's bytes to messages, and its counters."""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field

from base.clock import NS_PER_S
from drones.decoding import Decoder, Message, SequenceGaps
from drones.events import Chunk, LinkChanged, LinkEvent
from drones.framing import FrameCounts, Framer
from drones.picture import LinkState, LinkView

QUIET_NS = round(3.5 * NS_PER_S)
_RATE_STEP_NS = NS_PER_S // 2
_RATE_STEPS = 6
_HEARTBEAT = 0
_GROUND_STATION = 6
_MOST_PEERS = 64

Reduce = Callable[[str, int, int, int, Message | None, int, int], None]
"""What becomes of each frame with a right checksum: link, system, component, message id, the message (None where nobody
wants its payload), frames of the same sender known to be lost just before it, and when it came. Plain arguments: an
object for each of fifteen hundred a second would cost more than what is done with it.
"""


@dataclass(slots=True)
class ReceptionState:
    state: LinkState = LinkState.CLOSED
    detail: str = ""
    counts: FrameCounts = field(default_factory=FrameCounts)
    gaps: SequenceGaps = field(default_factory=SequenceGaps)
    framers: dict[int, Framer] = field(default_factory=dict)
    heard_at_ns: int | None = None
    steps: list[tuple[int, int]] = field(default_factory=list)
    """(time, frames until then), every half second of the last three."""


class Reception:
    """A reducer of one link's events. Only payloads with a message id in `wanted` are decoded: the rest is counted."""

    def __init__(
        self, name: str, address: str, decoder: Decoder, wanted: frozenset[int], reduce: Reduce, *, packets: bool
    ) -> None:
        """`reduce` gets the messages that events complete."""
        self.name = name
        self._reduce = reduce
        self._address = address
        self._decoder = decoder
        self._read, self._is_whole, self._knows = decoder.read, decoder.is_whole, decoder.knows
        self._wanted = wanted
        self._packets = packets
        self._state = ReceptionState()

    def feed(self, event: LinkEvent) -> None:
        """An event of this link."""
        state = self._state
        if isinstance(event, Chunk):
            framer = self._framer(0 if self._packets else event.sender)  # packets stand alone: one for all senders
            sender, at_ns = event.sender, event.received_at_ns
            for _, message_id, system, component, sequence, _, raw in framer.feed(event.data):
                self._take(sender, message_id, system, component, sequence, raw, at_ns)
            return
        if isinstance(event, LinkChanged):
            state.state, state.detail = event.state, event.detail
            if event.state is LinkState.CLOSED:
                state.framers.clear()
        else:
            state.framers.pop(event.sender, None)

    def hear(
        self,
        sender: int,
        message_id: int,
        system: int,
        component: int,
        sequence: int,
        raw: bytes,
        at_ns: int,
        *,
        is_checked: bool = False,
    ) -> None:
        """One frame out of a recording, which was framed when it was written.

        Its bytes may be missing (`raw` empty), because nobody wants them or because they were not to be kept: it counts
        all the same. Bytes that were damaged meanwhile count as bad; `is_checked` where they cannot have been.
        """
        counts = self._state.counts
        if not self._knows(message_id):
            counts.unknown += 1
            return
        if raw and not is_checked and not self._is_whole(message_id, raw):
            counts.bad += 1
            return
        counts.frames += 1
        self._take(sender, message_id, system, component, sequence, raw, at_ns)

    def _take(
        self, sender: int, message_id: int, system: int, component: int, sequence: int, raw: bytes, at_ns: int
    ) -> None:
        state = self._state
        state.heard_at_ns = at_ns
        lost = state.gaps.note(sender, system, component, sequence)
        message = None
        if raw and message_id in self._wanted:
            message = self._read(message_id, raw)
            if message is None:
                state.counts.bad += 1
                return
            if message_id == _HEARTBEAT and message.type == _GROUND_STATION:
                state.gaps.ignore(sender, system, component)
        self._reduce(self.name, system, component, message_id, message, lost, at_ns)

    def add_bad(self, count: int) -> None:
        """So many bad frames and stretches came that a recording counts and does not keep."""
        self._state.counts.bad += count

    def _framer(self, key: int) -> Framer:
        framers = self._state.framers
        framer = framers.get(key)
        if framer is None:
            if len(framers) >= _MOST_PEERS:
                framers.clear()
            framer = framers[key] = self._decoder.framer(packets=self._packets, counts=self._state.counts)
        return framer

    def advance(self, now_ns: int) -> None:
        steps = self._state.steps
        if not steps or now_ns - steps[-1][0] >= _RATE_STEP_NS:
            steps.append((now_ns, self._state.counts.frames))
            del steps[: -_RATE_STEPS - 1]

    def state(self) -> ReceptionState:
        """Itself, not a copy."""
        return self._state

    def adopt(self, state: ReceptionState) -> None:
        self._state = state

    def snapshot(self) -> object:
        return copy.deepcopy(self._state)

    def restore(self, snapshot: object) -> None:
        assert isinstance(snapshot, ReceptionState)
        self._state = copy.deepcopy(snapshot)

    def view(self, now_ns: int) -> LinkView:
        s = self._state
        per_second = 0.0
        if s.steps and now_ns > s.steps[0][0]:
            per_second = (s.counts.frames - s.steps[0][1]) * NS_PER_S / (now_ns - s.steps[0][0])
        shown = s.state
        if shown in (LinkState.WAITING, LinkState.RECEIVING):
            quiet = s.heard_at_ns is None or now_ns - s.heard_at_ns > QUIET_NS
            shown = LinkState.WAITING if quiet else LinkState.RECEIVING
        return LinkView(
            self.name,
            self._address,
            shown,
            s.detail,
            s.counts.frames + s.counts.unknown,
            round(per_second, 1),
            s.gaps.lost,
            s.counts.bad,
            s.counts.unknown,
            s.heard_at_ns,
        )
