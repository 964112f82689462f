"""What somebody else recorded, as evidence: his files whole and as they are, and what is known of them said with them.

Nothing is cut out of them: who handed them over can find his own file again by its SHA-256. They are taken as long as
they are what the session was put together of; what was changed since has to be put together anew.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from base.errors import PersonError
from sessions.evidence.audit import utc_text
from sessions.evidence.material import Log, Material
from sessions.hashes import AT_ONCE_BYTES, sha256_of
from video.evidence.order import ORIGINAL
from video.evidence.span import Taken, take

FOREIGN = "not recorded by this program"
COPY_BYTES = 200
"""Copied in a microsecond, about."""
_MOST_NAME = 200


def files_of(taken: Taken) -> list[Path]:
    """Each once, in order of time."""
    return list(dict.fromkeys(piece.path for piece in taken.pieces))


def copy_clips(
    material: Material, camera_id: str, to: Path, say: Callable[[int], None]
) -> tuple[tuple[str, ...], dict[str, Any]]:
    """Every clip that has pictures in the span, whole. `say` hears how many bytes are done, and may raise.

    Raises OSError, and PersonError for a clip that is another file by now.
    """
    span = material.span(camera_id)
    known = {clip.path: clip for clip in material.clips(camera_id)}
    names, sources, behind = [], [], 0
    taken = take(span, originals=True)
    for number, path in enumerate(files_of(taken), 1):
        clip, name = known[path], f"{ORIGINAL}-{number:03d}{_suffix(path)}"
        size, sha256 = _copy(path, to / name, lambda done, behind=behind: say(behind + done))  # type: ignore[misc]
        _need_same(path, clip.sha256, sha256)
        behind += size
        names.append(name)
        starts_ns = material.manifest.wall_ns(clip.starts_tape_ns + span.offset_ns)
        sources.append(_source(path, clip.sha256) | {"file": name, "starts_utc": utc_text(starts_ns)})
    return tuple(names), {"packets": taken.count, "sources": sources, "whole_files": True}


def drawn_from(material: Material, camera_id: str, check: Callable[[], None]) -> dict[str, Any]:
    """The clips of which pictures are drawn, none of them another file by now. Raises as `check_unchanged` does."""
    known = {clip.path: clip for clip in material.clips(camera_id)}
    sources = []
    for path in files_of(take(material.span(camera_id), originals=False)):
        check_unchanged(path, known[path].sha256, check)
        sources.append(_source(path, known[path].sha256))
    return {"sources": sources}


def check_unchanged(path: Path, sha256: str, check: Callable[[], None]) -> None:
    """Raises PersonError when the file is another one than when the session was put together, OSError, and what
    `check` raises."""
    if sha256:
        _need_same(path, sha256, sha256_of(path, check)[1])


def log_facts(log: Log, left_out: int) -> dict[str, Any]:
    """`shift_s` is in the span already, and in no stamp of the file."""
    return {"source": _source(log.path, log.sha256), "shift_s": log.shift_ns / 1e9, "left_out": left_out}


def _source(path: Path, sha256: str) -> dict[str, str]:
    name = path.name.encode("utf-8", "replace").decode()[:_MOST_NAME]
    return {"name": name, "sha256_when_put_together": sha256}


def _copy(source: Path, target: Path, say: Callable[[int], None]) -> tuple[int, str]:
    said, size = hashlib.sha256(), 0
    with source.open("rb") as reading, target.open("wb") as writing:
        while data := reading.read(AT_ONCE_BYTES):
            writing.write(data)
            said.update(data)
            size += len(data)
            say(size)
    return size, said.hexdigest()


def _need_same(path: Path, before: str, now: str) -> None:
    if before and before != now:
        raise PersonError(
            f"{path.name} is not the same file any more as when the session was put together: put it together anew."
        )


def _suffix(path: Path) -> str:
    """As it was, where any system can have it."""
    suffix = path.suffix.lower()
    return suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= 6 else ""
