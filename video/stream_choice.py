"""Which stream a tile of a given height needs: main, sub, or key frames only. Pure; looked at every 500 ms.

The limits are those of Nx Witness's controller (public source): the sub-stream for tiles up to 171 px high once that
has lasted 1 s, the main stream again from 1.34 times that, 5 s between two changes. Full size does not wait.
"""

from base.clock import NS_PER_S
from video.feed import StreamDemand, StreamKind

SUB_UP_TO_PX = 171
MAIN_FROM_PX = 230  # 171 × 1.34, rounded up
KEY_UP_TO_PX = 54
KEY_UNTIL_PX = 73  # the same ratio
FULL_FROM_PX = 540
SMALL_FOR_NS = NS_PER_S
BETWEEN_NS = 5 * NS_PER_S
RETRY_SUB_NS = 600 * NS_PER_S


class StreamChoice:
    """The choice for one camera, with its memory of the last change and of a sub-stream that failed."""

    def __init__(self, *, has_sub: bool) -> None:
        self._has_sub = has_sub
        self._sub_failed_ns: int | None = None
        self._kind: StreamKind | None = None
        self._changed_ns = 0
        self._wanted: StreamKind | None = None
        self._wanted_since_ns = 0

    @property
    def kind(self) -> StreamKind:
        return self._kind or StreamKind.MAIN

    def sub_failed(self, now_ns: int) -> None:
        """The sub-stream could not be had: stay on the main one for ten minutes."""
        self._sub_failed_ns = now_ns
        if self._kind is StreamKind.SUB:
            self._kind, self._changed_ns = StreamKind.MAIN, now_ns

    def choose(self, demand: StreamDemand, now_ns: int) -> StreamKind:
        """The stream for `demand` now; the first answer is immediate, a hidden tile keeps what it has."""
        if demand.hidden:
            return self.kind
        wanted = self._ideal(demand.height_px, now_ns)
        if self._kind is None or wanted is self._kind:
            self._kind = self._wanted = wanted
            return wanted
        if wanted is not self._wanted:
            self._wanted, self._wanted_since_ns = wanted, now_ns
        if demand.height_px < FULL_FROM_PX:
            waits = 0 if wanted is StreamKind.MAIN else SMALL_FOR_NS
            if now_ns - self._changed_ns < BETWEEN_NS or now_ns - self._wanted_since_ns < waits:
                return self._kind
        self._kind, self._changed_ns = wanted, now_ns
        return wanted

    def uses_sub(self, now_ns: int) -> bool:
        """Whether the present choice is read from the sub-stream's address: key frames are, where there is one."""
        return self.kind is not StreamKind.MAIN and self._sub_is_there(now_ns)

    def _sub_is_there(self, now_ns: int) -> bool:
        return self._has_sub and (self._sub_failed_ns is None or now_ns - self._sub_failed_ns >= RETRY_SUB_NS)

    def _ideal(self, height_px: int, now_ns: int) -> StreamKind:
        key_limit_px = KEY_UNTIL_PX if self._kind is StreamKind.KEY else KEY_UP_TO_PX + 1
        if height_px < key_limit_px:
            return StreamKind.KEY
        if not self._sub_is_there(now_ns):
            return StreamKind.MAIN
        sub_limit_px = MAIN_FROM_PX if self._kind in (StreamKind.SUB, StreamKind.KEY) else SUB_UP_TO_PX + 1
        return StreamKind.SUB if height_px < sub_limit_px else StreamKind.MAIN
