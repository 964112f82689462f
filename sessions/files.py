"""Where everything of a session stands in its folder. docs/session-format.md says what is in it."""

from dataclasses import dataclass
from pathlib import Path

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class SessionFiles:
    folder: Path

    @property
    def manifest(self) -> Path:
        return self.folder / MANIFEST

    @property
    def rows(self) -> Path:
        """SQLite: sessions.rows."""
        return self.folder / "rows.sqlite"

    @property
    def video(self) -> Path:
        """A folder for each camera, named by its id; video.recording writes, video.replay reads."""
        return self.folder / "video"

    @property
    def links(self) -> Path:
        """drones.recording writes, drones.replay reads."""
        return self.folder / "links"

    @property
    def zones(self) -> Path:
        """Copies of the zone files, so that a verdict can be understood years later."""
        return self.folder / "zones"

    @property
    def kept(self) -> Path:
        """What may change after the recording: title, protection, bookmarks, offsets (JSON, replaced whole)."""
        return self.folder / "kept.json"

    @property
    def sources(self) -> Path:
        """Of a session of foreign material: where it stands (sessions.sources). Missing for all others."""
        return self.folder / "sources.json"

    @property
    def thumbnails(self) -> Path:
        """May be deleted at any time: made anew."""
        return self.folder / "thumbnails"
