"""Where stands what is exported, and what a person said of its clocks.

A session of ours holds it; a session of foreign material only says where it is. Offsets are in what was seen, so they
are in what is taken: the manifest says how large they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from base.clock import NS_PER_S
from base.errors import PersonError
from sessions import kept as kept_files
from sessions import sources as source_lists
from sessions.evidence.request import EvidenceRequest, Track
from sessions.files import SessionFiles
from sessions.jobs import Progress
from sessions.manifest import Manifest, Why
from sessions.sources import ForeignClip, Sources
from video.evidence.order import Span
from video.replay.clips import open_kept
from video.replay.strangers import make_indexes
from video.replay.tape import Clip, Tape


@dataclass(frozen=True, slots=True)
class Log:
    """Telemetry of one link, as one file of the evidence."""

    link: str
    name: str
    """Of the file that is made."""
    path: Path
    shift_ns: int = 0
    """The session's UTC less the stamps in the file."""
    is_restricted: bool = False
    is_foreign: bool = False
    """Restricted messages stand among the others, and its stamps may be nonsense."""
    sha256: str = ""
    """Of the whole file, when the session was put together of it; "" where nobody asked then."""


@dataclass(frozen=True, slots=True)
class Material:
    request: EvidenceRequest
    manifest: Manifest
    offsets_s: Mapping[str, float] = field(default_factory=dict)
    """By camera id or link name, as the replay has them."""
    sources: Sources = field(default_factory=Sources)
    """Of a foreign session."""
    trouble: str = ""
    """One sentence: it is not known which offsets there were."""

    @property
    def is_foreign(self) -> bool:
        return self.manifest.why is Why.FOREIGN

    @property
    def takes_originals(self) -> bool:
        return bool(self.request.tracks & {Track.ORIGINALS, Track.UNMASKED})

    def offset_ns(self, source: str) -> int:
        return round(self.offsets_s.get(source, 0.0) * NS_PER_S)

    def span(self, camera_id: str) -> Span:
        request, manifest = self.request, self.manifest
        camera = next(camera for camera in manifest.cameras if camera.id == camera_id)
        offset_ns = self.offset_ns(camera_id)
        return Span(
            camera_id=camera_id,
            folder=str(SessionFiles(request.session).video / camera_id),
            from_ns=request.from_tape_ns - offset_ns,
            to_ns=request.to_tape_ns - offset_ns,
            wall_offset_ns=manifest.started_wall_ns - manifest.started_tape_ns,
            is_masked=bool(camera.masks),
            unmasked=Track.UNMASKED in request.tracks,
            offset_ns=offset_ns,
            foreign=self._tape(camera_id) if self.is_foreign else None,
        )

    def clips(self, camera_id: str) -> tuple[ForeignClip, ...]:
        return next((camera.clips for camera in self.sources.cameras if camera.id == camera_id), ())

    def logs(self) -> list[Log]:
        """Everything that was asked for."""
        wanted = [
            (track is Track.RESTRICTED, ending)
            for track, ending in ((Track.TELEMETRY, ".tlog"), (Track.RESTRICTED, ".restricted.tlog"))
            if track in self.request.tracks
        ]
        return [
            self._log(number, link.name, ending, is_restricted=is_restricted)
            for number, link in enumerate(self.manifest.links)
            for is_restricted, ending in wanted
        ]

    def _log(self, number: int, link: str, ending: str, *, is_restricted: bool) -> Log:
        name = f"{number:02d}{ending}"
        if not self.is_foreign:
            return Log(link, name, SessionFiles(self.request.session).links / name, is_restricted=is_restricted)
        found = next((log for log in self.sources.logs if log.link == link), None)
        if found is None:
            raise PersonError(f"The session {self.manifest.id} does not say where the telemetry of {link} is.")
        shift_ns = found.late_ns + self.offset_ns(link)
        return Log(link, name, found.path, shift_ns, is_restricted, is_foreign=True, sha256=found.sha256)

    def _tape(self, camera_id: str) -> Tape:
        clips = tuple(Clip(clip.path, clip.starts_tape_ns) for clip in self.clips(camera_id))
        return Tape(camera_id, clips=clips, cache=SessionFiles(self.request.session).thumbnails)


def find_material(request: EvidenceRequest, manifest: Manifest, progress: Progress) -> Material:
    """Makes the indexes of foreign clips where they are missing. Raises PersonError and CancelledError."""
    kept, trouble = kept_files.read(request.session)
    offsets_s = kept.offsets_s
    if manifest.why is not Why.FOREIGN:
        return Material(request, manifest, offsets_s, trouble=trouble)
    sources = source_lists.read(SessionFiles(request.session).sources)
    material = Material(request, manifest, offsets_s, sources, trouble)
    wanted = [clip.path for camera_id in request.cameras for clip in material.clips(camera_id)]
    gone = next((path for path in (*wanted, *(log.path for log in material.logs())) if not path.is_file()), None)
    if gone is not None:
        raise PersonError(f"{gone.name} is not where it was when the session was put together: {gone.parent}.")
    _index([material.span(camera_id).foreign for camera_id in request.cameras], progress)
    return material


def _index(tapes: Sequence[Tape | None], progress: Progress) -> None:
    to_make = [tape for tape in tapes if tape is not None and open_kept(tape) is None]
    if not to_make:
        return
    make_indexes(to_make, lambda done: progress.say(done, len(to_make), to_make[min(done, len(to_make) - 1)].camera_id))
    left = next((tape for tape in to_make if open_kept(tape) is None), None)
    if left is not None:
        raise PersonError(f"The clips of {left.camera_id} cannot be looked through: the session's folder is read-only.")
