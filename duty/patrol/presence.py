"""Nobody at the desk: after so many minutes without any input the time does not count as watched."""

from base.clock import NS_PER_S


class Presence:
    def __init__(self, nobody_after_min: int, now_ns: int) -> None:
        self.after_ns = nobody_after_min * 60 * NS_PER_S
        self._last_input_ns = now_ns
        self.nobody_since_wall_ns: int | None = None
        """The last input, when it is too long ago."""

    def touched(self, now_ns: int) -> float | None:
        """An input; if nobody was there before, how many seconds it had been."""
        away_ns = now_ns - self._last_input_ns
        was_away = self.nobody_since_wall_ns is not None
        self._last_input_ns = now_ns
        self.nobody_since_wall_ns = None
        return away_ns / NS_PER_S if was_away else None

    def advance(self, now_ns: int, now_wall_ns: int) -> bool:
        """True at the moment at which the desk turns out to be empty."""
        away_ns = now_ns - self._last_input_ns
        if self.nobody_since_wall_ns is not None or away_ns < self.after_ns:
            return False
        self.nobody_since_wall_ns = now_wall_ns - away_ns
        return True
