"""What the book remembers for the patrol; duty/patrol/recall.py reads it."""

from collections.abc import Mapping
from dataclasses import dataclass

from duty.patrol.config import PlanLevel


@dataclass(frozen=True, slots=True)
class PlanInForce:
    level: PlanLevel
    since_wall_ns: int | None
    by: str


@dataclass(frozen=True, slots=True)
class Memory:
    credited: Mapping[str, int]
    """When each camera's last sighting that counts was, by its id."""
    tried: Mapping[str, int]
    """When its last answer was that does not count."""
    tickets: Mapping[str, tuple[str, ...]]
    """Uuids of the open ones by camera, oldest first."""
    references: Mapping[str, str]
    """Path of the newest reference picture by camera."""
    plan: PlanInForce | None
    """None: no plan was ever switched in this book."""
    unfinished: tuple[str, ...]
    """Uuids of rounds that began and never ended: the program went away in the middle."""
    began_wall_ns: int | None = None
    """The time of the earliest row: nothing was due before there was a book. None: it is empty."""
