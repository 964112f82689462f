"""A World: one clock, its cameras, its air, its book. Live and replay are two Worlds, never a singleton."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from base.clock import Clock
from drones.picture import AirPicture
from duty.incidents import Disposition, IncidentView
from duty.precinct import Precinct
from video.feed import CameraFeed


class WorldKind(StrEnum):
    LIVE = "live"
    DEMO = "demo"


class AirFeed(Protocol):
    """The air as last reduced; replaced whole, never changed in place."""

    def picture(self) -> AirPicture: ...


class IncidentDesk(Protocol):
    """Incidents and what people do with them; an act is shown once the book has it."""

    def incidents(self) -> tuple[IncidentView, ...]:
        """Open ones first, newest first; then the latest closed. Replaced whole when something changed."""
        ...

    def counts(self) -> tuple[int, int]:
        """Open, and all that the book holds."""
        ...

    def acknowledge(self, incident_id: int) -> None: ...

    def close(self, incident_id: int, disposition: Disposition, note: str) -> None: ...

    def trouble(self) -> str:
        """Why rows cannot be written at the moment; "" when all is well."""
        ...


@dataclass(frozen=True, slots=True)
class World:
    kind: WorldKind
    clock: Clock
    precinct: Precinct
    cameras: CameraFeed
    air: AirFeed
    desk: IncidentDesk
