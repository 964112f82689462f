"""The shift report's figures. Times are UTC nanoseconds; words, numbers' formats and the language are the shower's."""

from dataclasses import dataclass

from duty.coverage.view import OnTime
from duty.incidents import Disposition, IncidentKind
from duty.patrol.config import PlanLevel, Tier


@dataclass(frozen=True, slots=True)
class TierFigures:
    tier: Tier
    cameras: int
    """That belonged to the tier at the end of the period."""
    seen: int
    """Of those, credited at least once."""
    met: int
    missed: int
    """Deadlines."""


@dataclass(frozen=True, slots=True)
class LateCamera:
    camera_id: str
    area_id: str
    missed: int
    worst_s: int
    """The longest time past a deadline."""
    last_seen_wall_ns: int | None


@dataclass(frozen=True, slots=True)
class Finding:
    camera_id: str
    at_wall_ns: int
    operator: str
    word: str
    still_path: str
    """Below the data folder; "" when none was kept."""
    incident_number: int | None


@dataclass(frozen=True, slots=True)
class IncidentFigures:
    number: int
    kind: IncidentKind
    title: str
    subject: str
    zone_name: str
    raised_wall_ns: int
    to_acknowledge_s: float | None
    to_dispatch_s: float | None
    to_close_s: float | None
    responders: tuple[str, ...]
    disposition: Disposition | None


@dataclass(frozen=True, slots=True)
class OutCamera:
    camera_id: str
    since_wall_ns: int
    until_wall_ns: int | None
    """None: still out at the end."""
    out_s: float
    """Within the period."""
    word: str


@dataclass(frozen=True, slots=True)
class RoundFigures:
    uuid: str
    operator: str
    began_wall_ns: int
    ended_wall_ns: int | None
    sightings: int
    credited: int


@dataclass(frozen=True, slots=True)
class SortieFigures:
    """A drone in the air, from arming to disarming, as the book was told."""

    drone_id: str
    from_wall_ns: int
    to_wall_ns: int | None


@dataclass(frozen=True, slots=True)
class PlanSpan:
    plan: PlanLevel
    from_wall_ns: int
    by: str


@dataclass(frozen=True, slots=True)
class ShiftReport:
    shift_key: str
    """"" for a period."""
    shift_name: str
    from_wall_ns: int
    to_wall_ns: int
    made_wall_ns: int
    operators: tuple[str, ...]
    plans: tuple[PlanSpan, ...]
    sightings: int
    """All that were stored."""
    displayed: int
    looked: int
    credited: int
    abnormal: int
    cannot_see: int
    tiers: tuple[TierFigures, ...]
    on_time: tuple[OnTime, ...]
    rounds: tuple[RoundFigures, ...]
    nobody_s: float
    """Nobody at the desk."""
    late: tuple[LateCamera, ...]
    findings: tuple[Finding, ...]
    incidents: tuple[IncidentFigures, ...]
    out: tuple[OutCamera, ...]
    sorties: tuple[SortieFigures, ...]
    head_seq: int
    head_hash: str
    names: tuple[tuple[str, str], ...] = ()
    """(login, name) of the operators."""

    @property
    def end_wall_ns(self) -> int:
        """Until when things were counted: the period's end, or when the report was made in the midst of it."""
        return max(self.from_wall_ns, min(self.to_wall_ns, self.made_wall_ns))
