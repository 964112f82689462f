"""A World: one clock, its cameras, its air, its book. Live and replay are two Worlds, never a singleton."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from base.clock import Clock
from drones.picture import AirPicture
from duty.incidents import Dispatch, Disposition, IncidentView, NewIncident
from duty.patrol.patrol import PatrolRoom, StillFile
from duty.people import Operators
from duty.precinct import Precinct
from duty.records import Records
from video.feed import CameraFeed


class WorldKind(StrEnum):
    LIVE = "live"
    DEMO = "demo"
    REPLAY = "replay"
    """A recorded session: its clock is the deck's, its book a scratch book, and nothing in it can transmit."""
    TRAINING = "training"
    """A script on top of a session or of our own simulator; a scratch book."""


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

    def acknowledge_all(self) -> None:
        """All new ones that are shown at this moment; one that comes a moment later sounds."""
        ...

    def close(self, incident_id: int, disposition: Disposition, note: str) -> None: ...

    def open_incident(self, new: NewIncident, still: StillFile | None = None) -> str:
        """By hand; its uuid. It is shown when its row is committed."""
        ...

    def dispatch(self, incident_id: int, dispatch: Dispatch) -> None:
        """A responder has been told and has read it back."""
        ...

    def on_scene(self, incident_id: int, responder_id: str) -> None: ...

    def escalate(self, incident_id: int, told: str) -> None:
        """It was told further up, to whom; what nobody acknowledges escalates by itself."""
        ...

    def correct(self, incident_id: int, note: str) -> None:
        """A word more; nothing is overwritten."""
        ...

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
    patrol: PatrolRoom
    operators: Operators
    records: Records
    data: Path
    """Where stills, references and reports of this world are kept."""
