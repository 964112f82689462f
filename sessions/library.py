"""The door to the sessions on the disk."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sessions.jobs import Job
from sessions.manifest import CutOff, Why


@dataclass(frozen=True, slots=True)
class Bookmark:
    at_tape_ns: int
    note: str
    operator: str


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """One session, as much of it as a list shows."""

    id: str
    folder: Path
    title: str
    """A person's; "" for none."""
    why: Why | None
    """None: damaged, `trouble` says how."""
    started_wall_ns: int
    length_s: float
    bytes: int
    cameras: tuple[str, ...]
    """Names."""
    incidents: tuple[str, ...]
    """Titles or subjects of those that were open in it."""
    operator: str
    protected: bool
    bookmarks: tuple[Bookmark, ...]
    cut_off: CutOff
    recording: bool
    """It is being recorded now."""
    thumbnail: Path | None
    trouble: str
    """One sentence; "" when it can be opened."""


@dataclass(frozen=True, slots=True)
class LibraryView:
    """Replaced whole when something changed."""

    entries: tuple[SessionEntry, ...]
    """Newest first."""
    reading: bool
    """The folder is still being read."""
    folder: Path
    trouble: str


@dataclass(frozen=True, slots=True)
class ForeignSource:
    """One piece of somebody else's material."""

    path: Path
    """A .tlog file, or a folder of clips, or one clip."""
    starts_wall_ns: int | None = None
    """Of a clip's first picture; None: from its file name or metadata, else its file's time less its length; a .tlog
    carries its own times."""
    offset_s: float = 0.0
    """Added to its times: aligns it with the others."""


class Library(Protocol):
    def view(self) -> LibraryView: ...

    def refresh(self) -> None:
        """Read the folder again, in a thread."""
        ...

    def rename(self, session_id: str, title: str, operator: str) -> None: ...

    def protect(self, session_id: str, wanted: bool, operator: str) -> None: ...

    def delete(self, session_id: str, operator: str) -> None:
        """For good; one that is protected or being recorded is refused with PersonError."""
        ...

    def set_offsets(self, session_id: str, offsets_s: dict[str, float]) -> None:
        """By camera id or link name; for sources whose clocks were wrong."""
        ...

    def put_together(self, title: str, sources: tuple[ForeignSource, ...], operator: str) -> Job[str]:
        """Make a session of foreign material, which stays where it is; its id."""
        ...
