"""What a camera of a replay says of itself on the board. All times are tape time."""

from av.video.frame import VideoFrame

from video.board import Board
from video.feed import Reason, StreamKind
from video.replay.index import TapeIndex
from video.replay.settled import Settled, is_of_playhead, settled_before, settled_word
from video.scaling import Plan
from video.status import Phase, Status

_STREAMS = {Settled.KEY_ONLY: StreamKind.KEY, Settled.EXACT: StreamKind.MAIN}
_RATE_FOR = 64
"""Pictures: the rate is looked at anew after so many, because that costs as much as everything else that is said."""


class Said:
    """The status and the settled word of one camera."""

    def __init__(self, board: Board, index: int) -> None:
        self._board = board
        self._index = index
        self.status = Status(pictures=(board.read_status(index) or Status()).pictures)
        self._rate: tuple[TapeIndex | None, int, float | None] = (None, -1, None)

    def loading(self) -> None:
        """A worker before this one may have said that all is there."""
        self._board.mark_settled(self._index, 0)
        self.status.phase = Phase.CONNECTING
        self._write()

    def loaded(self) -> None:
        self.status.phase = Phase.STREAMING

    def drawn(self, frame: VideoFrame, how: Plan, at_ns: int, took_ms: float) -> None:
        """A picture has been put into the slot; `around` is to follow."""
        status = self.status
        status.source_width, status.source_height = frame.width, frame.height
        status.width, status.height = how.width, how.height
        status.picture_at_ns = at_ns
        status.pictures += 1
        status.reason, status.detail = Reason.NONE, ""
        status.latency_ms = took_ms

    def around(self, index: TapeIndex, picture: int | None, *, hidden: bool = False) -> None:
        """The stretch without a gap around a picture: how fresh it is at any time follows from it."""
        status = self.status
        before = (status.packet_at_ns, status.live_since_ns)
        if picture is None:
            status.packet_at_ns = status.live_since_ns = 0
        else:
            status.source_fps = self.fps(index, picture)
            status.live_since_ns, status.packet_at_ns = index.span_around(picture)
        if not hidden or before != (status.packet_at_ns, status.live_since_ns):
            self._write()

    def settled(self, versions: tuple[int, int], settled: Settled) -> None:
        """With this playhead and this demand."""
        stream = _STREAMS.get(settled, self.status.stream)
        if stream is not self.status.stream:
            self.status.stream = stream
            self._write()
        word = settled_word(*versions, settled)
        if word != self._board.settled_word(self._index):
            self._board.mark_settled(self._index, word)

    def is_near(self, playhead_changes: int) -> bool:
        """Whether it said that a picture from nearby is shown, and the exact one on its way."""
        word = self._board.settled_word(self._index)
        return is_of_playhead(word, playhead_changes) and settled_before(word) is Settled.KEY

    def failed(self, versions: tuple[int, int], reason: Reason, detail: str, tape_ns: int) -> None:
        self.status.reason, self.status.detail, self.status.reason_since_ns = reason, detail, tape_ns
        self._write()
        self.settled(versions, Settled.NOTHING_HERE)

    def fps(self, index: TapeIndex, picture: int) -> float | None:
        """Pictures a second around there."""
        if self._rate[0] is not index or self._rate[1] != picture // _RATE_FOR:
            self._rate = (index, picture // _RATE_FOR, index.fps_around(picture))
        return self._rate[2]

    def _write(self) -> None:
        self._board.write_status(self._index, self.status)
