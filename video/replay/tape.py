"""One camera's recorded material, as the workers are told of it. Small: it is pickled into every worker."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Tape:
    """Either a folder that the recorder wrote, or foreign clips, one after the other, each with its start."""

    camera_id: str
    folder: Path | None = None
    clips: tuple["Clip", ...] = ()
    offset_ns: int = 0
    """Added to every packet's time: aligns this source with the others."""
    cache: Path | None = None
    """Where the index of foreign clips is kept; None: it is made anew by every worker that needs it."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A video file of somebody else's; its pictures' times are its start and their time stamps."""

    path: Path
    starts_tape_ns: int
