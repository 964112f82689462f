"""What a session says of itself: written when it begins, and once more when it ends."""

import json
import os
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from base.errors import PersonError
from base.files import read_regular
from drones.config import DockConfig, DroneConfig, LinkConfig, ZoneFileConfig
from duty.config import PrecinctConfig, ResponderConfig
from duty.patrol.config import AreaConfig
from duty.precinct import Precinct
from video.config import CameraConfig

FORMAT = 1
MOST_BYTES = 32_000_000
"""Of a manifest: a precinct of thousands of cameras has less."""

TapeNs = Annotated[int, Field(ge=-(2**60), le=2**60)]
"""36 years either way: sums of two still fit where numpy counts."""
WallNs = Annotated[int, Field(ge=0, le=2**62)]


SessionId = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f/\\]{1,100}$")]
"""It goes into the duty book, and into what is read by people."""
_Short = Annotated[str, AfterValidator(lambda text: text[:200])]


def _within(zone: ZoneFileConfig) -> ZoneFileConfig:
    """A copy in the session's own folder: a manifest from elsewhere opens no other file of this machine."""
    parts = PurePath(zone.path).parts
    if len(parts) != 2 or parts[0] != "zones" or parts[1] == ".." or "\0" in zone.path:
        raise ValueError("a zone file outside of the session")
    return zone


_OwnZone = Annotated[ZoneFileConfig, AfterValidator(_within)]


class Why(StrEnum):
    PERSON = "person"
    INCIDENT = "incident"
    ALWAYS = "always"
    TRAINING = "training"
    FOREIGN = "foreign"
    """Somebody else's logs and clips, put together by hand."""


class CutOff(StrEnum):
    """Why it ended."""

    NOT_ENDED = ""
    """It is being recorded, or its program was cut off."""
    PERSON = "person"
    LONG_ENOUGH = "long_enough"
    INCIDENT_OVER = "incident_over"
    PROGRAM_ENDED = "program_ended"
    DISK = "disk"


class Manifest(BaseModel):
    """Addresses in it carry no passwords (the configuration has none), secrets' names are left out."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: int = FORMAT
    id: SessionId
    why: Why
    program: _Short
    """Version of the program that recorded it."""
    station: _Short = ""
    operator: _Short = ""
    """Login of whoever began it; "" for the program itself."""
    started_tape_ns: TapeNs
    started_wall_ns: WallNs
    """UTC of `started_tape_ns`; tape time plus their difference is what .tlog stamps and players show as UTC."""
    ended_tape_ns: TapeNs | None = None
    cut_off: CutOff = CutOff.NOT_ENDED
    kept_from_tape_ns: TapeNs | None = None
    """What is older was let go while nothing had happened."""
    precinct: PrecinctConfig
    cameras: tuple[CameraConfig, ...] = ()
    unmasked: tuple[str, ...] = ()
    """Cameras with masks whose unmasked original is in the session."""
    links: tuple[LinkConfig, ...] = ()
    drones: tuple[DroneConfig, ...] = ()
    docks: tuple[DockConfig, ...] = ()
    responders: tuple[ResponderConfig, ...] = ()
    areas: tuple[AreaConfig, ...] = ()
    zones: tuple[_OwnZone, ...] = ()
    """Paths are relative to the session's folder."""
    zone_sha256: tuple[str, ...] = ()
    libraries: dict[str, str] = {}
    """Names and versions of what wrote it: av, ffmpeg, pymavlink, python."""

    def wall_ns(self, tape_ns: int) -> int:
        return tape_ns - self.started_tape_ns + self.started_wall_ns

    def tape_ns(self, wall_ns: int) -> int:
        return wall_ns - self.started_wall_ns + self.started_tape_ns

    def as_precinct(self, folder: Path) -> Precinct:
        """The precinct as it was, for a replay's World; zone files come out of the session's folder."""
        zones = tuple(z.model_copy(update={"path": str(folder / z.path)}) for z in self.zones)
        return Precinct(
            precinct=self.precinct,
            cameras=self.cameras,
            links=tuple(link.model_copy(update={"transmit": False, "system_id": None}) for link in self.links),
            drones=self.drones,
            docks=self.docks,
            zones=zones,
            responders=self.responders,
            areas=self.areas,
        )


def write(manifest: Manifest, path: Path) -> None:
    """Replace it whole, and on the disk before it is there under its name. Raises OSError."""
    beside = path.with_suffix(".new")
    with beside.open("w", encoding="utf-8") as file:
        json.dump(manifest.model_dump(mode="json"), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def read(path: Path) -> Manifest:
    """Raises PersonError with one sentence when it is missing or damaged, or comes from a newer program."""
    name = path.parent.name
    try:
        data = json.loads(read_regular(path, MOST_BYTES))
        if isinstance(data, dict) and isinstance(data.get("format"), int) and data["format"] > FORMAT:
            raise PersonError(f"The session {name} was recorded by a newer version of the program.")
        return Manifest.model_validate(data)
    except OSError as error:
        raise PersonError(f"The session {name} cannot be read: {error.strerror or error}.") from None
    except (ValueError, ValidationError, RecursionError):
        raise PersonError(f"The session {name} has a damaged manifest.") from None
