"""Coverage as it is now: how long ago each camera was seen, where it looks, and what no healthy camera sees."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from base.clock import NS_PER_S
from duty.coverage.grid import Shape, cells_of, place_of, sector_of, seen_by, shape_around, shape_of_ring
from duty.coverage.view import AreaCoverage, CameraCoverage, CoverageView, Ring
from duty.patrol.config import AreaConfig
from duty.patrol.view import DueCamera, PatrolView
from duty.precinct import Precinct
from video.feed import CameraFacts, CameraState

FUTURE_NS = 60 * NS_PER_S
"""A last sighting farther ahead than this is no time: the clock was set back."""
MASKED_FROM = 0.9
"""With this share of its picture under privacy masks a camera shows nobody anything."""
NOT_YET = 0.999
"""The largest part of a deadline that has passed while it is not called overdue."""


class Coverage:
    """One precinct's areas and cameras, which do not change; what is asked of it is what changes."""

    def __init__(self, precinct: Precinct) -> None:
        self._cameras = precinct.cameras
        sight_m = precinct.patrol.sight_m
        self._sectors = tuple(sector_of(camera, sight_m) for camera in self._cameras)
        self._areas = precinct.all_areas()
        by_name = {area.name: area.id for area in self._areas}
        self._area_of = {c.id: by_name.get(c.area or "", "") for c in self._cameras}
        shapes = [self._shape(area, sight_m) for area in self._areas]
        self._cells, self._cell_m = cells_of(shapes, precinct.patrol.cell_m)
        self._seen = [[seen_by(camera, cells, sight_m) for camera in self._cameras] for cells in self._cells]
        self._healthy: frozenset[str] | None = None
        self._blind: tuple[Ring, ...] = ()
        self._blind_counts: tuple[int, ...] = (0,) * len(self._areas)

    @property
    def cell_m(self) -> float:
        """The squares' side: as configured, or larger where those would have been too many."""
        return self._cell_m

    def view(self, patrol: PatrolView, facts: Sequence[CameraFacts], now_wall_ns: int) -> CoverageView:
        healthy = frozenset(f.camera_id for f in facts if is_healthy(f))
        if healthy != self._healthy:
            self._look(healthy)
        due = {item.camera_id: item for item in patrol.due}
        shift_start_ns = None if patrol.shift is None else patrol.shift.start_wall_ns
        every_s = {tier.tier: tier.interval_s for tier in patrol.tiers}
        cameras = []
        for camera, sector in zip(self._cameras, self._sectors, strict=True):
            item = due.get(camera.id)
            known = item is not None and patrol.loaded
            start_ns = shift_start_ns
            if item is not None and (interval_s := every_s.get(item.tier)) is not None:
                # of one that was never seen: when the shift began, or the book
                start_ns = item.due_wall_ns - interval_s * NS_PER_S
            cameras.append(
                CameraCoverage(
                    camera_id=camera.id,
                    position=place_of(camera),
                    age_s=age_s(item, now_wall_ns) if item is not None and known else None,
                    part=part_passed(item, start_ns, now_wall_ns) if item is not None and known else None,
                    overdue=item is not None and known and item.overdue,
                    out=item is not None and item.out,
                    healthy=camera.id in healthy,
                    sector=sector,
                )
            )
        return CoverageView(
            cameras=tuple(cameras),
            areas=tuple(self._area_views(cameras)),
            blind=self._blind,
            cells=sum(len(cells.rings) for cells in self._cells),
            cell_m=self._cell_m,
        )

    def area_of(self, camera_id: str) -> str:
        """The id of the area that a camera belongs to; "" for none."""
        return self._area_of.get(camera_id, "")

    def _shape(self, area: AreaConfig, sight_m: float) -> Shape | None:
        if area.ring:
            return shape_of_ring(area.ring)
        places = (place_of(c) for c in self._cameras if self._area_of[c.id] == area.id)
        return shape_around([place for place in places if place is not None], sight_m)

    def _look(self, healthy: frozenset[str]) -> None:
        """Which squares nobody sees, for another set of healthy cameras."""
        blind: list[Ring] = []
        counts = []
        for cells, seen in zip(self._cells, self._seen, strict=True):
            dark = np.ones(len(cells.rings), bool)
            for camera, indices in zip(self._cameras, seen, strict=True):
                if camera.id in healthy and len(indices):
                    dark[indices] = False
            blind += [cells.rings[i] for i in np.flatnonzero(dark).tolist()]
            counts.append(int(np.count_nonzero(dark)))
        self._healthy, self._blind, self._blind_counts = healthy, tuple(blind), tuple(counts)

    def _area_views(self, cameras: Iterable[CameraCoverage]) -> Iterable[AreaCoverage]:
        """One for each area; cameras of none are counted under the id "", where there are any."""
        counts: dict[str, Counter[str]] = {area.id: Counter() for area in self._areas}
        for camera in cameras:
            count = counts.setdefault(self._area_of[camera.camera_id], Counter())
            count["cameras"] += 1
            count["overdue"] += camera.overdue
            count["out"] += camera.out
        for area, cells, blind in zip(self._areas, self._cells, self._blind_counts, strict=True):
            yield _area_view(area.id, area.name, counts[area.id], len(cells.rings), blind)
        if "" in counts:
            yield _area_view("", "", counts[""], 0, 0)


def is_healthy(facts: CameraFacts) -> bool:
    """Live, not frozen, and not masked out. One that is hidden is judged by what is received of it."""
    return facts.state is CameraState.LIVE and facts.frozen_since_ns is None and facts.masked_share < MASKED_FROM


def age_s(item: DueCamera, now_wall_ns: int) -> float | None:
    """Seconds since the last sighting that counts; None: none is known, or its time cannot be."""
    seen_ns = item.last_seen_wall_ns
    if seen_ns is None or seen_ns > now_wall_ns + FUTURE_NS:
        return None
    return max(0.0, (now_wall_ns - seen_ns) / NS_PER_S)


def part_passed(item: DueCamera, shift_start_ns: int | None, now_wall_ns: int) -> float | None:
    """How much of the time to the deadline has passed; 1 and above is overdue and nothing else is.

    It runs from the last sighting, or from the shift's begin for a camera that was not seen. None: from neither.
    """
    from_ns = shift_start_ns if age_s(item, now_wall_ns) is None else item.last_seen_wall_ns
    part = None
    if from_ns is not None and item.due_wall_ns > from_ns:
        part = max(0.0, (now_wall_ns - from_ns) / (item.due_wall_ns - from_ns))
    if item.overdue:
        return max(1.0, part or 0.0)
    return None if part is None else min(part, NOT_YET)


def _area_view(area_id: str, name: str, count: Mapping[str, int], cells: int, blind: int) -> AreaCoverage:
    return AreaCoverage(area_id, name, count["cameras"], count["overdue"], count["out"], cells, blind)
