"""Time and pictures, as pure arithmetic: pacing a file, measuring a rate, noticing lateness, thinning.

Times are monotonic nanoseconds; media times are seconds on the stream's own clock. The two meet only here.
"""

from collections import deque

from base.clock import NS_PER_S

_JUMP_S = 10.0
"""A step in media time beyond this is a new time line (a loop, a camera set right by NTP), not a pause."""

_FIRST_STEP_S = 0.04
"""How long a picture stands where no other tells."""


class Pace:
    """When a file's packet is due so that it plays as fast as it was recorded."""

    def __init__(self) -> None:
        self._origin_ns: int | None = None
        self._last_s = 0.0
        self._step_s = _FIRST_STEP_S
        self._again_ns: int | None = None
        """When the first picture after a rewind is due."""

    def due_ns(self, media_s: float, now_ns: int) -> int:
        """`media_s` is the packet's decoding time. More than a second late starts anew from now: no racing."""
        step_s = media_s - self._last_s
        self._last_s = media_s
        if self._again_ns is not None:
            self._origin_ns = max(now_ns, self._again_ns) - round(media_s * NS_PER_S)
            self._again_ns = None
        elif self._origin_ns is not None and 0.0 < step_s < _JUMP_S:
            self._step_s = step_s
        elif self._origin_ns is None or not -1.0 < step_s < _JUMP_S:
            self._origin_ns = now_ns - round(media_s * NS_PER_S)
        due_ns = self._origin_ns + round(media_s * NS_PER_S)
        if now_ns - due_ns > NS_PER_S:
            self._origin_ns += now_ns - due_ns
            return now_ns
        return due_ns

    def rewound(self) -> None:
        """The last picture has its time too: a file of one picture must not be read as fast as the machine can."""
        if self._origin_ns is not None:
            self._again_ns = self._origin_ns + round((self._last_s + self._step_s) * NS_PER_S)


class RateMeter:
    """Pictures a second by their arrival over the last seconds: what a container claims may be anything."""

    window_ns = 4 * NS_PER_S
    burst_ns = 7 * NS_PER_S // 10
    """What comes right after opening was gathered while the stream was probed: no rate either."""

    def __init__(self) -> None:
        self._arrivals: deque[int] = deque(maxlen=512)
        self._first_ns: int | None = None

    def count(self, now_ns: int) -> None:
        if self._first_ns is None:
            self._first_ns = now_ns
        if now_ns - self._first_ns < self.burst_ns:
            return
        arrivals = self._arrivals
        arrivals.append(now_ns)
        while len(arrivals) > 5 and arrivals[0] < now_ns - self.window_ns:
            arrivals.popleft()  # the last five stay however old: a camera may send one picture a minute

    def per_s(self) -> float | None:
        """None until it can be told: five arrivals, over at least a tenth of a second."""
        if len(self._arrivals) < 5:
            return None
        span_ns = self._arrivals[-1] - self._arrivals[0]
        return (len(self._arrivals) - 1) * NS_PER_S / span_ns if span_ns >= NS_PER_S // 10 else None


class Lateness:
    """How far a live picture lags because we are behind: what waits in queues between the camera and the tile.

    Counted from the last moment at which nothing waited. The camera's own clock alone would not do: it may run at any
    rate, jump, or be invented by a demuxer (MJPEG's is), and dropping pictures would mend none of that.
    """

    def __init__(self) -> None:
        self._baseline_s: float | None = None
        self._media_s = 0.0

    def late_s(self, media_s: float, now_ns: int, *, caught_up: bool) -> float:
        """`media_s` is the picture's presentation time; `caught_up` when its data had to be waited for."""
        transit_s = now_ns / NS_PER_S - media_s
        is_other_time_line = not 0.0 <= media_s - self._media_s < _JUMP_S
        if caught_up or is_other_time_line or self._baseline_s is None:
            self._baseline_s = transit_s
        self._baseline_s = min(self._baseline_s, transit_s)
        self._media_s = media_s
        return transit_s - self._baseline_s


class Thinning:
    """Lets through at most so many pictures a second, evenly."""

    def __init__(self) -> None:
        self._next_ns = 0

    def lets_through(self, now_ns: int, max_fps: float, source_fps: float | None) -> bool:
        if max_fps <= 0.0:
            return False
        if source_fps is not None and source_fps <= max_fps * 1.05:
            return True
        interval_ns = round(NS_PER_S / max_fps)
        early_ns = min(interval_ns // 4, NS_PER_S // 100)
        if now_ns < self._next_ns - early_ns:
            return False
        is_in_step = now_ns < self._next_ns + interval_ns
        self._next_ns = (self._next_ns if is_in_step else now_ns) + interval_ns
        return True
