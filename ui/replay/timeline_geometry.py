"""Where things stand on the timeline: pure, in device-independent pixels and tape nanoseconds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from base.clock import NS_PER_S
from sessions.replay.view import Lane, Mark, MarkKind, Timeline

LABEL_PX = 160
"""For the lanes' names, at the left."""
AXIS_PX = 22
MARKS_PX = 20
LANE_PX = 16
FOOT_PX = 6
RIGHT_PX = 12
NEAR_PX = 7
"""A mark this close to the pointer is meant."""
SHORTEST_NS = 2 * NS_PER_S
"""The most that the wheel magnifies: two seconds across the line."""
TICK_EVERY_PX = 110
_STEPS_S = (0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400)


@dataclass(frozen=True, slots=True)
class Span:
    """What of the tape is in view, and where it lies."""

    from_ns: int
    to_ns: int
    left_px: float
    width_px: float

    @property
    def ns_per_px(self) -> float:
        return (self.to_ns - self.from_ns) / max(self.width_px, 1.0)

    def x(self, tape_ns: int) -> float:
        return self.left_px + (tape_ns - self.from_ns) / max(self.ns_per_px, 1e-9)

    def tape_ns(self, x_px: float) -> int:
        return self.from_ns + round((x_px - self.left_px) * self.ns_per_px)

    def contains(self, tape_ns: int) -> bool:
        return self.from_ns <= tape_ns <= self.to_ns


def zoomed(view: tuple[int, int], whole: tuple[int, int], factor: float, around_ns: int) -> tuple[int, int]:
    """`view` magnified by `factor` (below 1: less), with `around_ns` where it was, inside `whole`."""
    length = max(view[1] - view[0], 1)
    new = min(max(round(length / factor), min(SHORTEST_NS, whole[1] - whole[0])), whole[1] - whole[0])
    share = min(max((around_ns - view[0]) / length, 0.0), 1.0)
    return held((around_ns - round(new * share), around_ns - round(new * share) + new), whole)


def held(view: tuple[int, int], whole: tuple[int, int]) -> tuple[int, int]:
    """`view` moved until it is inside `whole`, as long as it was where it fits."""
    length = min(view[1] - view[0], whole[1] - whole[0])
    start = min(max(view[0], whole[0]), whole[1] - length)
    return start, start + length


def followed(view: tuple[int, int], whole: tuple[int, int], tape_ns: int, *, backward: bool) -> tuple[int, int]:
    """The page of the line that the playhead has run to; `view` itself while it is on it."""
    if view[0] <= tape_ns <= view[1]:
        return view
    length = view[1] - view[0]
    lead = round(length * 0.1)
    start = tape_ns - length + lead if backward else tape_ns - lead
    return held((start, start + length), whole)


def shown_lanes(lanes: Sequence[Lane], focus: str, height_px: float) -> tuple[Lane, ...]:
    """All of them where they fit; else everything together, the focused camera and the links, as many as fit."""
    room = max(1, int((height_px - AXIS_PX - MARKS_PX - FOOT_PX) // LANE_PX))
    if len(lanes) <= room:
        return tuple(lanes)
    together = [lane for lane in lanes if not lane.name]
    focused = [lane for lane in lanes if lane.is_camera and lane.name == focus]
    links = [lane for lane in lanes if lane.name and not lane.is_camera]
    return tuple([*together, *focused, *links][:room])


def height_for(lanes: int) -> int:
    return AXIS_PX + MARKS_PX + lanes * LANE_PX + FOOT_PX


def tick_step_ns(span: Span) -> int:
    """From one labelled tick to the next: a round figure, wide enough for its label."""
    least = span.ns_per_px * TICK_EVERY_PX / NS_PER_S
    return round(next((s for s in _STEPS_S if s >= least), _STEPS_S[-1] * -(-least // _STEPS_S[-1])) * NS_PER_S)


def columns(lane: Lane, line: Timeline, span: Span, count: int) -> NDArray[np.float64]:
    """The lane's density in `count` equal columns of the span, shape (count,): the highest of the bins in each."""
    bins = len(lane.density)
    if not bins or count <= 0:
        return np.zeros(max(count, 0))
    length = max(line.last_tape_ns - line.first_tape_ns, 1)
    edges = np.linspace(span.from_ns - line.first_tape_ns, span.to_ns - line.first_tape_ns, count + 1) * bins / length
    first = np.clip(edges[:-1].astype(np.int64), 0, bins - 1)
    last = np.clip(np.maximum(edges[1:].astype(np.int64), first + 1), 1, bins)
    density = np.append(np.asarray(lane.density, dtype=np.float64), 0.0)
    # reduceat looks from each even edge to the odd one after it.
    return np.asarray(np.maximum.reduceat(density, np.stack((first, last), axis=1).ravel())[::2])


def mark_at(marks: Sequence[Mark], span: Span, x_px: float, kinds: frozenset[MarkKind] | None) -> Mark | None:
    """The mark that the pointer means; the nearest where several are."""
    near = [
        (abs(span.x(m.at_tape_ns) - x_px), i)
        for i, m in enumerate(marks)
        if (kinds is None or m.kind in kinds) and abs(span.x(m.at_tape_ns) - x_px) <= NEAR_PX
    ]
    return marks[min(near)[1]] if near else None


def is_gap(line: Timeline, camera_id: str, tape_ns: int) -> bool:
    """Nothing was recorded of this camera at this place; of everything, where there is no such lane."""
    lane = next((one for one in line.lanes if one.name == camera_id), None)
    lane = lane or next((one for one in line.lanes if not one.name), None)
    return lane is not None and any(start <= tape_ns < end for start, end in lane.gaps)
