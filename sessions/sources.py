"""Where a session's foreign material stands: `sources.json`."""

import json
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from base.errors import PersonError
from base.files import read_regular
from sessions.manifest import TapeNs

FORMAT = 1
MOST_BYTES = 32_000_000


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class ForeignClip(_Model):
    path: Path
    """Absolute."""
    starts_tape_ns: TapeNs
    """Of its first picture, by what its name, its metadata or a person said."""
    length_s: Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)]


class ForeignCamera(_Model):
    id: str
    clips: tuple[ForeignClip, ...]
    """By time."""


class ForeignLog(_Model):
    link: str
    """The link's name in the manifest."""
    path: Path
    """Absolute."""
    late_ns: TapeNs = 0
    """Added to its own stamps, because somebody said when it began."""


class Sources(_Model):
    format: int = FORMAT
    cameras: tuple[ForeignCamera, ...] = ()
    logs: tuple[ForeignLog, ...] = ()

    def missing(self) -> tuple[Path, ...]:
        """What is not where it stood when the session was put together."""
        paths = [clip.path for camera in self.cameras for clip in camera.clips] + [log.path for log in self.logs]
        return tuple(path for path in paths if not path.is_file())


def write(sources: Sources, path: Path) -> None:
    """Raises OSError. Names that are no UTF-8 survive as escapes."""
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(sources.model_dump(mode="json"), indent=1), encoding="ascii")
    beside.replace(path)


def read(path: Path) -> Sources:
    """Raises PersonError with one sentence."""
    name = path.parent.name
    try:
        return Sources.model_validate(json.loads(read_regular(path, MOST_BYTES)))
    except OSError as error:
        raise PersonError(f"The session {name} does not say where its material is: {error.strerror}.") from None
    except (ValueError, ValidationError, RecursionError):
        raise PersonError(f"The session {name} has a damaged list of its material.") from None
