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
    """What one source brought: shape (n,) each, in order of time."""

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
    """Bytes in each bin. An hour of a large fleet is five million messages: of each of them only a sum is made."""
    first, last = edges
    bounds = first + (np.arange(bins + 1) * ((last - first) / bins)).astype(np.int64)
    places = np.searchsorted(one.at_tape_ns, bounds)
    places[-1] = np.searchsorted(one.at_tape_ns, last, "right")
    until = np.cumsum(one.size[places[0] : places[-1]], dtype=np.int64)
    sums: NDArray[np.float64] = np.diff(np.concatenate(([0], until))[places - places[0]]).astype(np.float64)
    return sums


def _scaled(amount: NDArray[np.float64]) -> tuple[float, ...]:
    highest = float(amount.max(initial=0.0))
    return tuple((amount / highest).round(4).tolist()) if highest else (0.0,) * len(amount)


def _gaps(one: Arrivals, edges: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """From the last before to the first after a silence; also before the first and after the last."""
    first, last = edges
    inside = one.at_tape_ns[slice(*np.searchsorted(one.at_tape_ns, (first, last + 1)))]
    longest = CAMERA_GAP_NS if one.is_camera else LINK_GAP_NS
    if not len(inside):
        return (edges,) if last - first > longest else ()
    gaps = [(int(inside[at]), int(inside[at + 1])) for at in np.flatnonzero(np.diff(inside) > longest)]
    if inside[0] - first > longest:
        gaps.insert(0, (first, int(inside[0])))
    if last - inside[-1] > longest:
        gaps.append((int(inside[-1]), last))
    return tuple(gaps)


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
