"""The configuration's rule on what is recorded, and how long it may stay."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from base.model import ConfigModel, Identifier


class RecordingMode(StrEnum):
    OFF = "off"
    """Nothing can be recorded."""
    ON_DEMAND = "on_demand"
    """From a person's start to a person's stop."""
    INCIDENTS = "incidents"
    """The last minute is kept ready; an incident keeps it, and what follows. A person can start and stop, too."""
    ALWAYS = "always"


class RecordingConfig(ConfigModel):
    mode: RecordingMode = RecordingMode.ON_DEMAND
    folder: str | None = None
    """Where sessions are kept; without it `sessions` in the data folder."""
    before_s: Annotated[int, Field(ge=10, le=600)] = 60
    """Kept of the time before an incident was raised."""
    after_s: Annotated[int, Field(ge=10, le=7200)] = 300
    """Recorded on after the last open incident was closed, and at least so long after it was raised."""
    longest_min: Annotated[int, Field(ge=5, le=1440)] = 60
    """A session is closed and the next one begun after so long."""
    most_gb: Annotated[float, Field(gt=0, le=1_000_000)] = 200.0
    """All sessions together, 10⁹ bytes; beyond it the oldest that nothing protects go."""
    least_free_gb: Annotated[float, Field(ge=0.05, le=10_000)] = 2.0
    """Left free on the disk; beyond it likewise."""
    most_days: Annotated[int, Field(ge=1, le=3650)] = 30
    restricted_days: Annotated[int, Field(ge=1, le=3650)] = 7
    """Remote ID's pilot positions (OPEN_DRONE_ID_SYSTEM and packs that carry it), which stand in files of their own."""
    keep_unmasked: tuple[Identifier, ...] = ()
    """Cameras with privacy masks whose unmasked original is kept, behind a right."""
    leave_out: tuple[Identifier, ...] = ()
    """Cameras that are never recorded."""
