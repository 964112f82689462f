"""Where a replay stands, and how fast it goes: one value that every source of a session follows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Playhead:
    """Replaced whole with every act (play, pause, seek, another speed); between acts time follows from the clock.

    Tape time (`*_tape_ns`) is the monotonic clock of the machine while it recorded: it never runs back, whatever was
    done to the wall clock. What that was as UTC is in the session's manifest.
    """

    version: int
    """Grows with every change, so that a worker knows that it must look again."""
    at_tape_ns: int
    """Tape time at `set_at_ns`."""
    set_at_ns: int
    """The replaying desk's monotonic clock."""
    rate: float = 0.0
    """1: as it was. 0: paused. Negative: backward."""
    first_tape_ns: int = 0
    last_tape_ns: int = 0
    """The span that may be played; time stands still at its ends."""
    is_jump: bool = True
    """The time of this playhead does not follow from the one before: pictures that are shown are of elsewhere."""
    exact: bool = True
    """False while a person drags the handle: the nearest key frame is good enough, and quick."""

    def tape_ns(self, now_ns: int) -> int:
        """Tape time at the desk's monotonic `now_ns`."""
        at_ns = self.at_tape_ns + round((now_ns - self.set_at_ns) * self.rate)
        return min(max(at_ns, self.first_tape_ns), self.last_tape_ns)


STOPPED = Playhead(version=0, at_tape_ns=0, set_at_ns=0)
