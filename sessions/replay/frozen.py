"""Since when a camera's picture stood still, as it was known while it was recorded: a replay shows what was seen."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from sessions.replay.marks import body_of
from sessions.rows import SessionRow, Topic

_FARTHEST_NS = 2**60


class Frozen:
    """For any thread: nothing in it changes."""

    def __init__(self, rows: Iterable[SessionRow], offsets_ns: Mapping[str, int]) -> None:
        """`rows` by time, those of Topic.CAMERA among them; `offsets_ns` is added to a camera's times."""
        self._known: dict[str, tuple[list[int], list[int | None]]] = {}
        for row in rows:
            body = body_of(row) if row.topic is Topic.CAMERA else None
            if body is None:
                continue
            times, since = self._known.setdefault(row.key, ([], []))
            offset_ns, frozen_ns = offsets_ns.get(row.key, 0), body.get("frozen_since_ns")
            times.append(row.at_tape_ns + offset_ns)
            is_time = isinstance(frozen_ns, int) and not isinstance(frozen_ns, bool) and abs(frozen_ns) < _FARTHEST_NS
            since.append(int(frozen_ns or 0) + offset_ns if is_time else None)
        self._known = {key: known for key, known in self._known.items() if any(one is not None for one in known[1])}

    def since_ns(self, camera_id: str, tape_ns: int) -> int | None:
        """Tape time; None: all was well, or nobody wrote it down."""
        times, since = self._known.get(camera_id, ((), ()))
        place = bisect_right(times, tape_ns) - 1
        return since[place] if place >= 0 else None
