"""The doors of coverage. Positions and rings are (latitude, longitude), WGS84 degrees."""

from dataclasses import dataclass

from base.geodesy import Position
from duty.patrol.config import PlanLevel

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class CameraCoverage:
    camera_id: str
    position: Position | None
    age_s: float | None
    """Since the last sighting that counts; None: none is known."""
    part: float | None
    """Of its deadline that has passed: 0 just seen, 1 and above overdue."""
    overdue: bool
    out: bool
    healthy: bool
    """Live, fresh, not frozen at this moment."""
    sector: Ring
    """What it looks at, from position, heading and field of view; empty where one of them is unknown."""


@dataclass(frozen=True, slots=True)
class AreaCoverage:
    area_id: str
    name: str
    cameras: int
    overdue: int
    out: int
    cells: int
    blind: int


@dataclass(frozen=True, slots=True)
class CoverageView:
    cameras: tuple[CameraCoverage, ...]
    areas: tuple[AreaCoverage, ...]
    blind: tuple[Ring, ...]
    """Cells of the areas that no healthy camera sees."""
    cells: int
    cell_m: float = 0.0
    """Side of the squares: as configured, or larger where those would have been too many."""


@dataclass(frozen=True, slots=True)
class OnTime:
    """Deadlines met and missed in one group."""

    area_id: str
    hour: int
    """0 to 23 on the precinct's clock, of the deadline."""
    plan: PlanLevel
    met: int
    missed: int


@dataclass(frozen=True, slots=True)
class WeeksView:
    from_wall_ns: int
    to_wall_ns: int
    groups: tuple[OnTime, ...]
    sightings: int
