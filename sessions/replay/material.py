"""What a session's cameras and links are played from: its own folder, or foreign material where that stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from base.clock import NS_PER_S
from sessions import sources as source_lists
from sessions.files import SessionFiles
from sessions.jobs import Progress
from sessions.manifest import Manifest, Why
from sessions.sources import Sources
from video.config import CameraConfig
from video.replay.clips import open_kept
from video.replay.index import EMPTY, TapeIndex
from video.replay.strangers import make_indexes
from video.replay.tape import Clip, Tape


@dataclass(frozen=True, slots=True)
class Material:
    cameras: tuple[CameraConfig, ...]
    tapes: tuple[Tape, ...]
    """In the order of the cameras."""
    indexes: Mapping[str, TapeIndex]
    """By camera id; only of those that have pictures."""
    sources: Sources
    trouble: str
    """One sentence on foreign material that is not there any more."""


def find_material(
    folder: Path, manifest: Manifest, offsets_s: Mapping[str, float], progress: Progress, *, may_unmasked: bool
) -> Material:
    """Makes the indexes of foreign clips where they are missing. Raises PersonError and CancelledError."""
    files = SessionFiles(folder)
    sources = source_lists.read(files.sources) if manifest.why is Why.FOREIGN else Sources()
    clips = {
        camera.id: tuple(Clip(clip.path, clip.starts_tape_ns) for clip in camera.clips) for camera in sources.cameras
    }
    cameras = tuple(_camera(camera, manifest, may_unmasked=may_unmasked) for camera in manifest.cameras)
    tapes = tuple(
        Tape(
            camera.id,
            folder=None if manifest.why is Why.FOREIGN else files.video / camera.id,
            clips=clips.get(camera.id, ()),
            offset_ns=round(offsets_s.get(camera.id, 0.0) * NS_PER_S),
            cache=files.thumbnails if manifest.why is Why.FOREIGN else None,
        )
        for camera in cameras
    )
    return Material(cameras, tapes, _indexes(tapes, progress), sources, _missing(sources))


def _camera(camera: CameraConfig, manifest: Manifest, *, may_unmasked: bool) -> CameraConfig:
    """Masks are drawn over recorded originals; where no original was kept, they are in the pictures already."""
    return camera.model_copy(update={"masks": ()}) if may_unmasked and camera.id in manifest.unmasked else camera


def _indexes(tapes: tuple[Tape, ...], progress: Progress) -> dict[str, TapeIndex]:
    found: dict[str, TapeIndex | None] = {}
    for done, tape in enumerate(tapes):
        progress.say(done, len(tapes), tape.camera_id)
        found[tape.camera_id] = open_kept(tape)
    to_make = [tape for tape in tapes if found[tape.camera_id] is None]
    if to_make:
        make_indexes(
            to_make, lambda done: progress.say(done, len(to_make), to_make[min(done, len(to_make) - 1)].camera_id)
        )
        found |= {tape.camera_id: open_kept(tape) for tape in to_make}
    return {
        camera_id: index
        for camera_id, index in found.items()
        if index is not None and index is not EMPTY and len(index)
    }


def _missing(sources: Sources) -> str:
    gone = sources.missing()
    if not gone:
        return ""
    more = f" and {len(gone) - 1} more" if len(gone) > 1 else ""
    return f"{gone[0].name}{more} is not where it was when the session was put together: {gone[0].parent}."
