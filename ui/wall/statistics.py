"""What was really painted, for the report and the benchmarks."""

from collections import deque
from dataclasses import dataclass, field

from base.clock import NS_PER_S

KEPT = 20_000


@dataclass(slots=True)
class CameraPaints:
    """One camera's pictures on the screen. *_ns are monotonic."""

    pictures: int = 0
    """Distinct sequence numbers painted."""
    sequence: int = 0
    """The last one."""
    first_painted_ns: int | None = None
    last_painted_ns: int | None = None
    watched_ns: int = 0
    """For how long a person could have seen it move: in view, since its first picture."""
    latencies_ms: deque[float] = field(default_factory=lambda: deque(maxlen=2_000))
    """From the receipt of a picture's data to its paint."""


@dataclass(slots=True)
class WallStatistics:
    cameras: tuple[CameraPaints, ...]
    paint_ms: deque[float] = field(default_factory=lambda: deque(maxlen=KEPT))
    """Duration of each paint event."""
    scaled: int = 0
    """Pictures that did not have the size of their box and had to be scaled by the painter."""

    def shown_fps(self, index: int) -> float:
        """Distinct pictures a second while camera `index` was in view; 0 before the second one."""
        camera = self.cameras[index]
        return (camera.pictures - 1) / (camera.watched_ns / NS_PER_S) if camera.watched_ns and camera.pictures else 0.0

    @property
    def pictures(self) -> int:
        return sum(c.pictures for c in self.cameras)


def for_cameras(count: int) -> WallStatistics:
    return WallStatistics(tuple(CameraPaints() for _ in range(count)))
