"""The clock of a replay's World: what the recording machine's clocks said at the playhead."""

import threading

from base.clock import Clock
from base.playhead import STOPPED, Playhead


class ReplayClock:
    """base.clock.Clock. It stands still while the replay is paused, and runs backward with it.

    Whoever needs a clock that never runs back (time-outs, the window's own tick) has to use the desk's, `live`.
    """

    def __init__(
        self, live: Clock, *, started_tape_ns: int, started_wall_ns: int, playhead: Playhead = STOPPED
    ) -> None:
        """`started_wall_ns` is the UTC of `started_tape_ns`, out of the manifest."""
        self.live = live
        self.playhead = playhead
        """Replaced whole by the deck; read in any thread."""
        self._wall_less_tape_ns = started_wall_ns - started_tape_ns

    def monotonic_ns(self) -> int:
        """Tape time at the playhead, now."""
        return self.playhead.tape_ns(self.live.monotonic_ns())

    def wall_ns(self) -> int:
        return self.monotonic_ns() + self._wall_less_tape_ns

    def wall_of(self, tape_ns: int) -> int:
        return tape_ns + self._wall_less_tape_ns

    def wait(self, event: threading.Event, timeout_s: float) -> bool:
        """Real seconds, whatever the replay's speed: a thread that sleeps must wake up."""
        return self.live.wait(event, timeout_s)
