"""What a person's hands do to the deck: the meaning of every key and button, in one place."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from base.clock import NS_PER_S
from duty.people import Right
from sessions.replay.view import RATES, Deck, MarkKind
from ui.people.gate import Gate

SKIP_S, LONG_SKIP_S = 5, 60
NOTE_LIMIT = 2000


class DeckControl(QObject):
    note_requested = Signal()
    """A person wants to write a word at this place."""
    time_requested = Signal()
    """A person wants to say where to go."""
    no_more = Signal(int)
    """There is no other event in this direction."""
    acted = Signal()
    """Something was asked of the deck: look at it anew."""

    def __init__(self, deck: Deck, gate: Gate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.deck, self._gate = deck, gate
        self.kinds: frozenset[MarkKind] | None = None
        """What next and previous event stop at; None: at everything."""
        self.loop_from_ns: int | None = None
        """Where a loop begins whose end was not said yet."""

    # Time goes by itself.

    def toggle(self) -> None:
        if self.deck.view().playing:
            self._do(self.deck.pause)
        else:
            self.play()

    def play(self) -> None:
        """From the beginning where it stands at its end; backward it stays there."""
        if self.deck.view().at_end and self.deck.view().rate > 0:
            self.deck.seek(self.deck.timeline.first_tape_ns)
        self._do(self.deck.play)

    def pause(self) -> None:
        self._do(self.deck.pause)

    def set_rate(self, rate: float) -> None:
        self._do(lambda: self.deck.set_rate(rate))

    def faster(self, direction: int) -> None:
        """J and L: once more in the same direction is faster, the other direction is slower first."""
        self.set_rate(next_rate(self.deck.view().rate, direction, playing=self.deck.view().playing))
        self.play()

    # Time goes by hand.

    def arrow(self, direction: int) -> None:
        """A picture while it stands, five seconds while it plays."""
        if self.deck.view().playing:
            self.skip(direction * SKIP_S)
        else:
            self.step(direction)

    def step(self, frames: int) -> None:
        self._do(lambda: self.deck.step(frames))

    def skip(self, seconds: float) -> None:
        self.go_to(self.deck.tape_ns() + round(seconds * NS_PER_S))

    def go_to(self, tape_ns: int, *, exact: bool = True) -> None:
        line = self.deck.timeline
        at_ns = min(max(tape_ns, line.first_tape_ns), line.last_tape_ns)
        self._do(lambda: self.deck.seek(at_ns, exact=exact))

    def to_start(self) -> None:
        self.go_to(self.deck.timeline.first_tape_ns)

    def to_end(self) -> None:
        self.go_to(self.deck.timeline.last_tape_ns)

    def jump(self, direction: int) -> None:
        if self.deck.jump(direction, self.kinds) is None:
            self.no_more.emit(direction)
        self.acted.emit()

    # Loops and words.

    def loop_in(self) -> None:
        now_ns, loop = self.deck.tape_ns(), self.deck.view().loop
        self.loop_from_ns = now_ns
        end_ns = loop[1] if loop is not None else None
        span = (now_ns, end_ns) if end_ns is not None and end_ns > now_ns else None
        self._do(lambda: self.deck.set_loop(span))

    def loop_out(self) -> None:
        now_ns, loop = self.deck.tape_ns(), self.deck.view().loop
        start_ns = loop[0] if loop is not None else self.loop_from_ns
        if start_ns is None:
            start_ns = self.deck.timeline.first_tape_ns
        if start_ns < now_ns:
            self.loop_from_ns = start_ns
            self._do(lambda: self.deck.set_loop((start_ns, now_ns)))

    def loop_off(self) -> None:
        self.loop_from_ns = None
        self._do(lambda: self.deck.set_loop(None))

    def ask_for_note(self) -> None:
        """The tape stands meanwhile: the word belongs to this place. Who may not is told so by the bar."""
        self.note_requested.emit()

    def annotate(self, text: str) -> None:
        said = text.strip()[:NOTE_LIMIT]
        self._gate.then(Right.RECORD, lambda: self._do(lambda: self.deck.annotate(said, self._gate.login)))

    def may_annotate(self) -> str:
        """Why not; "" when one may."""
        return self._gate.why_not(Right.RECORD)

    def _do(self, act: Callable[[], object]) -> None:
        act()
        self.acted.emit()


def next_rate(rate: float, direction: int, *, playing: bool) -> float:
    """The speed after `rate` in `direction` (1 faster forward, -1 towards backward): whole speeds only, and 1× or
    backward 1× first where the tape stands."""
    if not playing:
        return float(direction)
    whole = [r for r in RATES if abs(r) >= 1]
    if direction > 0:
        return next((r for r in whole if r > rate), whole[-1])
    return next((r for r in reversed(whole) if r < rate), whole[0])
