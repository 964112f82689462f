"""Where something has been: numbers in a row, which become positions only when somebody looks at them.

A fleet's trails are 14,000 places. As objects each of them would be made again with every checkpoint that is read, and
walked through with every one that is written.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from base.geodesy import Position

MOST_POINTS = 240


class _Log:
    """Places that are only ever added: latitude and longitude of each, and its object once it was looked at."""

    __slots__ = ("degrees", "points")

    def __init__(self, degrees: "array[float]", points: list[Position | None]) -> None:
        self.degrees = degrees
        self.points = points


class Trail(Sequence[Position]):
    """A stretch of places, oldest first; immutable, and equal to a tuple of the same places. Any thread.

    Trails that are moments of one growing trail share the objects of their places.
    """

    __slots__ = ("_log", "_start", "_stop")

    def __init__(self, log: _Log, start: int, stop: int) -> None:
        self._log = log
        self._start = start
        self._stop = stop

    def __len__(self) -> int:
        return self._stop - self._start

    @overload
    def __getitem__(self, index: int) -> Position: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Position, ...]: ...
    def __getitem__(self, index: int | slice) -> Position | tuple[Position, ...]:
        if isinstance(index, slice):
            return tuple(self._point(i) for i in range(self._start, self._stop)[index])
        return self._point(range(self._start, self._stop)[index])

    def __iter__(self) -> Iterator[Position]:
        return map(self._point, range(self._start, self._stop))

    def _point(self, place: int) -> Position:
        log = self._log
        point = log.points[place]
        if point is None:
            point = log.points[place] = Position(log.degrees[2 * place], log.degrees[2 * place + 1])
        return point

    def _degrees(self) -> "array[float]":
        return self._log.degrees[2 * self._start : 2 * self._stop]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Trail):
            return self._degrees() == other._degrees()
        return isinstance(other, tuple) and tuple(self) == other

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


class GrowingTrail:
    """The last MOST_POINTS places. For one thread; what it shows of itself is for any."""

    __slots__ = ("_log", "_shown")

    def __init__(self, points: Iterable[Position] = ()) -> None:
        self._log = _Log(array("d"), [])
        self._shown: Trail | None = None
        self.extend(points)

    @classmethod
    def of_degrees(cls, degrees: bytes) -> "GrowingTrail":
        """Latitude, longitude, latitude and so on as doubles. Raises ValueError where they are too many or none."""
        made = cls()
        made._log.degrees.frombytes(degrees)
        count, half = divmod(len(made._log.degrees), 2)
        if half or count > MOST_POINTS:
            raise ValueError("that is no trail")
        made._log.points = [None] * count
        return made

    def degrees(self) -> bytes:
        return self._log.degrees[-2 * MOST_POINTS :].tobytes()

    def __len__(self) -> int:
        return min(len(self._log.points), MOST_POINTS)

    @property
    def last(self) -> Position | None:
        log = self._log
        if not log.points:
            return None
        point = log.points[-1]
        if point is None:
            point = log.points[-1] = Position(log.degrees[-2], log.degrees[-1])
        return point

    def append(self, point: Position) -> None:
        log = self._log
        if len(log.points) >= 4 * MOST_POINTS:  # what was shown keeps the old one
            log = self._log = _Log(log.degrees[-2 * MOST_POINTS :], log.points[-MOST_POINTS:])
        log.degrees.append(point.latitude)
        log.degrees.append(point.longitude)
        log.points.append(point)
        self._shown = None

    def extend(self, points: Iterable[Position]) -> None:
        for point in points:
            self.append(point)

    def show(self) -> Trail:
        """As it is now; the same object for as long as nothing comes to it."""
        if self._shown is None:
            count = len(self._log.points)
            self._shown = Trail(self._log, max(count - MOST_POINTS, 0), count)
        return self._shown

    def __deepcopy__(self, memo: dict[int, object]) -> "GrowingTrail":
        made = GrowingTrail()
        made._log = _Log(self._log.degrees[:], self._log.points[:])
        return made
