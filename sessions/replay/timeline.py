"""The timeline of a session: how much each source brought when, and where it brought nothing. Pure numpy."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from base.clock import NS_PER_S
from sessions.replay.view import Lane, Mark, MarkKind, Timeline

CAMERA_GAP_NS = 2 * NS_PER_S
LINK_GAP_NS = 5 * NS_PER_S
MOST_BINS = 1200
"""A pixel and a half each on a wide screen; a minute has 60."""
_Times = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What one source brought: shape (n,) each, by time."""

    name: str
    is_camera: bool
    title: str
    at_tape_ns: _Times
    size: NDArray[np.int64]
    """Bytes."""


def timeline(first_tape_ns: int, last_tape_ns: int, arrivals: Sequence[Arrivals], marks: Sequence[Mark]) -> Timeline:
    """Lanes in the order of `arrivals`, after one for all together. Where links fall silent becomes a mark."""
    length_ns = max(last_tape_ns - first_tape_ns, 1)
    bins = int(min(max(length_ns // NS_PER_S, 1), MOST_BINS))
    edges = (first_tape_ns, last_tape_ns)
    amounts = [_amounts(one, edges, bins) for one in arrivals]
    lanes = [_lane(one, _scaled(amount), _gaps(one, edges)) for one, amount in zip(arrivals, amounts, strict=True)]
    together = _scaled(np.sum(amounts, axis=0)) if amounts else (0.0,) * bins
    lost = [
        Mark(gap[0], MarkKind.LINK_LOST, lane.name, lane.title)
        for lane in lanes
        if not lane.is_camera
        for gap in lane.gaps
        if gap[0] > first_tape_ns
    ]
    everything = Lane("", is_camera=False, title="", density=together, gaps=_common(lanes))
    ordered = sorted([*marks, *lost], key=lambda mark: mark.at_tape_ns)
    return Timeline(first_tape_ns, last_tape_ns, bins, (everything, *lanes), tuple(ordered))


def _lane(one: Arrivals, density: tuple[float, ...], gaps: tuple[tuple[int, int], ...]) -> Lane:
    return Lane(one.name, one.is_camera, one.title, density, gaps)


def _amounts(one: Arrivals, edges: tuple[int, int], bins: int) -> NDArray[np.float64]:
    """Bytes in each bin."""
    first, last = edges
    inside = (one.at_tape_ns >= first) & (one.at_tape_ns <= last)
    places = (one.at_tape_ns[inside] - first) * bins // max(last - first, 1)  # 2^63 ns / 1200 are 89 days
    return np.bincount(np.minimum(places, bins - 1), weights=one.size[inside], minlength=bins).astype(np.float64)


def _scaled(amount: NDArray[np.float64]) -> tuple[float, ...]:
    highest = float(amount.max(initial=0.0))
    return tuple((amount / highest).round(4).tolist()) if highest else (0.0,) * len(amount)


def _gaps(one: Arrivals, edges: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """From the last before to the first after a silence; also before the first and after the last."""
    first, last = edges
    inside = one.at_tape_ns[(one.at_tape_ns >= first) & (one.at_tape_ns <= last)]
    times = np.concatenate([np.array([first], np.int64), inside, np.array([last], np.int64)])
    longest = CAMERA_GAP_NS if one.is_camera else LINK_GAP_NS
    at = np.flatnonzero(np.diff(times) > longest)
    return tuple((int(times[i]), int(times[i + 1])) for i in at)


def _common(lanes: Sequence[Lane]) -> tuple[tuple[int, int], ...]:
    """Where no source brought anything."""
    if not lanes:
        return ()
    common = lanes[0].gaps
    for lane in lanes[1:]:
        common = tuple(
            (max(a, c), min(b, d)) for a, b in common for c, d in lane.gaps if min(b, d) - max(a, c) > CAMERA_GAP_NS
        )
    return common
