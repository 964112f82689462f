"""The evidence of one camera in one step: was a fresh, healthy, large enough picture on screen, and for how long.

Fed at every tick with what the tile really shows. A run begins when all is well and ends with the first thing that is
not; it counts on the monotonic clock only. Whatever was not observed is not evidence.
"""

from base.clock import NS_PER_MS, NS_PER_S
from duty.patrol.view import NotSeen, Shown
from video.feed import CameraState
from video.freshness import amber_after_ns

UNOBSERVED_NS = NS_PER_S
"""Between two looks at the screen. Longer than this (the window hung, the machine slept) and the run begins anew."""
MASKED_MOST = 0.9
"""Of a picture under privacy masks, above which nobody can be said to have seen the street."""


class Evidence:
    def __init__(self, *, smallest_width_px: int, dwell_ns: int, came_up_ns: int) -> None:
        self._smallest_width_px = smallest_width_px
        self._dwell_ns = dwell_ns
        self._came_up_ns = came_up_ns
        """Only what was painted since then was painted in this step."""
        self.begin_anew()

    def begin_anew(self) -> None:
        """After a pause: what was on screen before it, perhaps before other eyes, does not count."""
        self._last: Shown | None = None
        self._observed_ns: int | None = None
        self._run_began_ns: int | None = None
        self._dwell_began_ns: int | None = None
        """Of the latest run, also when it has ended: an input after it was made by somebody who saw something."""
        self._longest_ns = 0
        self._aimed_ns: int | None = None
        self._fault_observed = NotSeen.NO_PICTURE

    def observe(self, shown: Shown | None, now_ns: int) -> None:
        """What the camera's tile shows at this moment; None: it has none."""
        if self._run_began_ns is not None and self._was_interrupted(shown, now_ns):
            self._run_began_ns = None
        self._last = shown
        self._observed_ns = now_ns
        self._fault_observed = self._fault(now_ns)
        if self._fault_observed is not NotSeen.NONE:
            self._run_began_ns = None
            return
        if self._run_began_ns is None:
            self._run_began_ns = self._dwell_began_ns = now_ns
        self._longest_ns = max(self._longest_ns, now_ns - self._run_began_ns)

    def aimed(self, now_ns: int) -> None:
        """An input of the officer that is about this step."""
        self._aimed_ns = now_ns

    def not_seen(self, now_ns: int) -> NotSeen:
        """Why it cannot be ticked as normal at this moment; NONE: it can."""
        fault = self._fault(now_ns)
        if fault is not NotSeen.NONE:
            return fault
        return NotSeen.NONE if self.dwelt_ns >= self._dwell_ns else NotSeen.DWELLING

    @property
    def not_seen_observed(self) -> NotSeen:
        """The same at the latest observation: cheap, for showing."""
        if self._fault_observed is NotSeen.NONE and self.dwelt_ns < self._dwell_ns:
            return NotSeen.DWELLING
        return self._fault_observed

    @property
    def dwelt_ns(self) -> int:
        """The run that goes on, up to the latest observation."""
        if self._run_began_ns is None or self._observed_ns is None:
            return 0
        return self._observed_ns - self._run_began_ns

    @property
    def displayed_ms(self) -> int:
        """The longest run since the step came up or was resumed; rounded down."""
        return self._longest_ns // NS_PER_MS

    @property
    def displayed(self) -> bool:
        return self._longest_ns >= self._dwell_ns

    @property
    def looked(self) -> bool:
        began_ns, aimed_ns = self._dwell_began_ns, self._aimed_ns
        return began_ns is not None and aimed_ns is not None and aimed_ns >= began_ns

    @property
    def was_fresh(self) -> bool:
        """There was a fresh picture of it in this step, however short."""
        return self._dwell_began_ns is not None

    @property
    def last(self) -> Shown | None:
        return self._last

    def _was_interrupted(self, shown: Shown | None, now_ns: int) -> bool:
        """Between the last observation and this one, whatever is seen now."""
        last, observed_ns = self._last, self._observed_ns
        if last is None or observed_ns is None or now_ns - observed_ns > UNOBSERVED_NS or now_ns < observed_ns:
            return True
        if shown is None or shown.received_at_ns == last.received_at_ns:
            return False
        # Another picture: the one before it stayed on screen until this one was painted, and must have been fresh.
        until_ns = now_ns if shown.painted_at_ns is None else min(now_ns, shown.painted_at_ns)
        return until_ns - (last.received_at_ns or 0) >= amber_after_ns(last.source_fps)

    def _fault(self, now_ns: int) -> NotSeen:
        shown = self._last
        if shown is None or self._observed_ns is None or now_ns - self._observed_ns > UNOBSERVED_NS:
            return NotSeen.HIDDEN if self._observed_ns is not None else NotSeen.NO_PICTURE
        if not shown.in_view:
            return NotSeen.HIDDEN
        if shown.state is CameraState.STALE:
            return NotSeen.STALE
        if shown.state is not CameraState.LIVE:
            return NotSeen.NOT_LIVE
        painted_ns, received_ns = shown.painted_at_ns, shown.received_at_ns
        if shown.sequence <= 0 or painted_ns is None or received_ns is None or painted_ns < self._came_up_ns:
            return NotSeen.NO_PICTURE
        if now_ns - received_ns >= amber_after_ns(shown.source_fps):
            return NotSeen.STALE
        if shown.frozen:
            return NotSeen.FROZEN
        if shown.width_px < self._smallest_width_px:
            return NotSeen.TOO_SMALL
        if not shown.masked_share < MASKED_MOST:  # not a number is not seen either
            return NotSeen.MASKED
        return NotSeen.NONE
