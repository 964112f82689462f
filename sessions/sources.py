"""Where a session's foreign material stands: `sources.json`."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from base.errors import PersonError
from base.files import read_regular
from sessions.manifest import TapeNs
from sessions.whole import write_whole

FORMAT = 1
MOST_BYTES = 32_000_000


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


def _of_this_machine(path: Path) -> Path:
    """A relative one would be looked for wherever the program was started."""
    if not path.is_absolute() or "\0" in str(path):
        raise ValueError("no absolute path")
    return path


_Absolute = Annotated[Path, AfterValidator(_of_this_machine)]
_Sha256 = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
"""Of the file when the session was put together; "" where nobody asked then."""


class ForeignClip(_Model):
    path: _Absolute
    sha256: _Sha256 = ""
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
    path: _Absolute
    late_ns: TapeNs = 0
    """Added to its own stamps, because somebody said when it began."""
    sha256: _Sha256 = ""


class Sources(_Model):
    format: int = FORMAT
    cameras: tuple[ForeignCamera, ...] = ()
    logs: tuple[ForeignLog, ...] = ()

    def missing(self) -> tuple[Path, ...]:
        """What is not where it stood when the session was put together."""
        return tuple(path for path in self.paths() if not path.is_file())

    def paths(self) -> tuple[Path, ...]:
        clips = (clip.path for camera in self.cameras for clip in camera.clips)
        return (*clips, *(log.path for log in self.logs))

    def with_hashes(self, known: Mapping[Path, str]) -> "Sources":
        cameras = tuple(
            one.model_copy(update={"clips": tuple(_hashed(clip, known) for clip in one.clips)}) for one in self.cameras
        )
        return self.model_copy(update={"cameras": cameras, "logs": tuple(_hashed(log, known) for log in self.logs)})


_Source = TypeVar("_Source", ForeignClip, ForeignLog)


def _hashed(source: _Source, known: Mapping[Path, str]) -> _Source:
    return source.model_copy(update={"sha256": known.get(source.path, "")})


def write(sources: Sources, path: Path) -> None:
    """Raises OSError. Names that are no UTF-8 survive as escapes."""
    write_whole(path, json.dumps(sources.model_dump(mode="json"), indent=1))


def read(path: Path) -> Sources:
    """Raises PersonError with one sentence."""
    name = path.parent.name
    try:
        return Sources.model_validate(json.loads(read_regular(path, MOST_BYTES)))
    except OSError as error:
        raise PersonError(f"The session {name} does not say where its material is: {error.strerror}.") from None
    except (ValueError, ValidationError, RecursionError):
        raise PersonError(f"The session {name} has a damaged list of its material.") from None
