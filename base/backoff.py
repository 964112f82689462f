"""How long to wait before trying again: 1, 2, 4, 8, 16, then 30 s, as every camera and link here does."""

DELAYS_S = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0)


class Backoff:
    def __init__(self, delays_s: tuple[float, ...] = DELAYS_S) -> None:
        self._delays_s = delays_s
        self._failures = 0

    @property
    def failures(self) -> int:
        return self._failures

    def next_delay_s(self) -> float:
        """Count one more failure and return the wait before the next try, in seconds."""
        delay_s = self._delays_s[min(self._failures, len(self._delays_s) - 1)]
        self._failures += 1
        return delay_s

    def reset(self) -> None:
        self._failures = 0
