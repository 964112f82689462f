"""STATUSTEXT, which may come in pieces."""

from dataclasses import dataclass, field

from base.clock import NS_PER_S
from drones.decoding import Message

_PIECE_CHARS = 50
_MOST_PENDING = 8
_MOST_PIECES = 20
_PATIENCE_NS = NS_PER_S


@dataclass(slots=True)
class _Pending:
    severity: int
    begun_at_ns: int
    pieces: dict[int, str] = field(default_factory=dict)
    last: int | None = None


@dataclass(slots=True)
class TextAssembler:
    """The newest whole text of one system. Pieces share an id; the last is shorter than 50 characters.

    A text whose pieces stay away is shown after 1 s with "…" in the gaps (MAVLink's STATUSTEXT asks for that).
    """

    text: str = ""
    severity: int | None = None
    pending: dict[tuple[int, int], _Pending] = field(default_factory=dict)
    """Texts of which pieces are still to come, by component and id."""

    def feed(self, component: int, m: Message, now_ns: int) -> None:
        text = _clean(m.text)
        if m.id == 0:
            self.text, self.severity = text, m.severity
            return
        key = (component, m.id)
        pending = self.pending.get(key)
        if pending is None:
            if len(self.pending) >= _MOST_PENDING:
                self._finish(next(iter(self.pending)))
            pending = self.pending[key] = _Pending(m.severity, now_ns)
        if m.chunk_seq < _MOST_PIECES:
            pending.pieces[m.chunk_seq] = text
        if len(m.text) < _PIECE_CHARS or m.chunk_seq >= _MOST_PIECES - 1:
            pending.last = min(m.chunk_seq, _MOST_PIECES - 1)
        if pending.last is not None and all(i in pending.pieces for i in range(pending.last + 1)):
            self._finish(key)

    def advance(self, now_ns: int) -> None:
        """Give up on pieces that stay away."""
        for key in [k for k, p in self.pending.items() if now_ns - p.begun_at_ns > _PATIENCE_NS]:
            self._finish(key)

    def _finish(self, key: tuple[int, int]) -> None:
        pending = self.pending.pop(key)
        end = max(pending.pieces, default=-1) if pending.last is None else pending.last
        parts = [pending.pieces.get(i, "…") for i in range(end + 1)]
        if pending.last is None:
            parts.append("…")
        self.text, self.severity = "".join(parts), pending.severity


def _clean(text: str) -> str:
    return "".join(c if c.isprintable() else "·" for c in text)
