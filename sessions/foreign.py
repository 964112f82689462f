"""A session of somebody else's material: logs and clips, put together by hand, and left where they stand.

The session's folder has a manifest, and a list of where the material is. Nothing is copied and nothing is changed.
"""

import mmap
import re
import secrets
import shutil
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from base.clock import NS_PER_S
from base.errors import PersonError
from drones import tlog
from drones.config import LinkConfig
from duty.config import PrecinctConfig
from sessions import kept
from sessions import manifest as manifests
from sessions import sources as source_lists
from sessions.files import SessionFiles
from sessions.hashes import sha256_of
from sessions.jobs import Progress
from sessions.kept import Kept
from sessions.library import ForeignSource
from sessions.manifest import CutOff, Manifest, Why
from sessions.sources import ForeignCamera, ForeignClip, ForeignLog, Sources
from video.config import CameraConfig
from video.replay.strangers import ClipFacts, clip_facts

CLIPS = frozenset(
    [".3gp", ".avi", ".flv", ".m2ts", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".mts", ".ts", ".webm"]
)
LOG = ".tlog"
MOST_CLIPS = 5_000
"""In one folder: more than a day in pieces of 20 s."""
STARTED_TAPE_NS = 1_000_000 * NS_PER_S
"""There was no monotonic clock. Far enough from 0 for any offset."""
_ID_CHARACTERS = 40
_NAME_CHARACTERS = 80
_NOWHERE = PrecinctConfig(name="–", time_zone="UTC", centre=(0.0, 0.0))
_STAMP = re.compile(
    r"(?<!\d)(20\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)[-_.T ]?([0-2]\d)[-_.:]?([0-5]\d)[-_.:]?([0-5]\d)(?!\d)(Z?)"
)
"""2026-11-22T08-00-00, 20261122_080000, 20261122080000Z and the like."""


_YEAR_2000_US, _YEAR_2100_US = 946_684_800_000_000, 4_102_444_800_000_000
_FAR_US = 10 * 86_400 * 1_000_000


@dataclass(frozen=True, slots=True)
class _Camera:
    """Pieces whose names differ in their times only are one camera's."""

    name: str
    clips: tuple[tuple[Path, int, float], ...]
    """(path, start as UTC in ns, length in s), by time."""
    offset_s: float


@dataclass(frozen=True, slots=True)
class _Log:
    path: Path
    first_wall_ns: int
    last_wall_ns: int
    late_ns: int
    """Added to its stamps, because somebody said when it began."""
    offset_s: float


def put_together(
    folder: Path,
    title: str,
    sources: tuple[ForeignSource, ...],
    operator: str,
    progress: Progress,
    *,
    precinct: PrecinctConfig | None = None,
    program: str = "",
) -> str:
    """Makes a session in `folder`, where the sessions are; its id.

    `precinct` gives the place, and the time zone in which file names tell the time. Raises PersonError naming the
    material that cannot be used, and leaves nothing behind then.
    """
    if not sources:
        raise PersonError("There is nothing to put together.")
    place = precinct or _NOWHERE
    zone = ZoneInfo(place.time_zone)
    logs = [_log_of(source, progress) for source in sources if _is_log(source)]
    cameras = [one for source in sources if not _is_log(source) for one in _cameras_of(source, zone, progress)]
    started_ns = min([*(camera.clips[0][1] for camera in cameras), *(log.first_wall_ns for log in logs)])
    session_id = f"{datetime.fromtimestamp(started_ns // NS_PER_S, UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
    files = SessionFiles(folder / session_id)
    material = _material(cameras, logs, started_ns)
    material = material.with_hashes(_hashes(material.paths(), progress))
    try:
        files.folder.mkdir(parents=True)
        source_lists.write(material, files.sources)
        _keep(files.folder, title, material, cameras, logs)
        manifest = _manifest(session_id, operator, program, place, material, cameras, logs, started_ns)
        manifests.write(manifest, files.manifest)
    except (OSError, PersonError) as error:
        shutil.rmtree(files.folder, ignore_errors=True)
        why = getattr(error, "strerror", None) or error
        raise PersonError(f"The session cannot be written to {folder}: {why}.") from None
    return session_id


def _hashes(paths: Sequence[Path], progress: Progress) -> dict[Path, str]:
    """What each file was now, so that an export of it can say whether it still is. Raises PersonError."""
    known: dict[Path, str] = {}
    sizes = {path: path.stat().st_size if path.is_file() else 0 for path in paths}
    total, behind = sum(sizes.values()) // 1_000_000, 0
    for path in sizes:
        progress.say(behind // 1_000_000, total, path.name)
        try:
            size, known[path] = sha256_of(path, progress.check)
        except OSError as error:
            raise PersonError(f"{path.name} cannot be read: {error.strerror or error}.") from None
        behind += size
    return known


def _is_log(source: ForeignSource) -> bool:
    return source.path.suffix.lower() == LOG


def _material(cameras: Sequence[_Camera], logs: Sequence[_Log], started_ns: int) -> Sources:
    ids = _distinct((_identifier(camera.name) for camera in cameras), _ID_CHARACTERS)
    links = _distinct((_name(log.path.stem) for log in logs), _NAME_CHARACTERS)
    return Sources(
        cameras=tuple(
            ForeignCamera(
                id=camera_id,
                clips=tuple(
                    ForeignClip(path=path, starts_tape_ns=starts_ns - started_ns + STARTED_TAPE_NS, length_s=length_s)
                    for path, starts_ns, length_s in camera.clips
                ),
            )
            for camera_id, camera in zip(ids, cameras, strict=True)
        ),
        logs=tuple(
            ForeignLog(link=link, path=log.path, late_ns=log.late_ns) for link, log in zip(links, logs, strict=True)
        ),
    )


def _manifest(
    session_id: str,
    operator: str,
    program: str,
    place: PrecinctConfig,
    material: Sources,
    cameras: Sequence[_Camera],
    logs: Sequence[_Log],
    started_ns: int,
) -> Manifest:
    ends_ns = [starts_ns + round(length_s * NS_PER_S) for camera in cameras for _, starts_ns, length_s in camera.clips]
    ended_ns = max([*ends_ns, *(log.last_wall_ns for log in logs)])
    return Manifest(
        id=session_id,
        why=Why.FOREIGN,
        program=program,
        operator=operator,
        started_tape_ns=STARTED_TAPE_NS,
        started_wall_ns=started_ns,
        ended_tape_ns=ended_ns - started_ns + STARTED_TAPE_NS,
        cut_off=CutOff.PERSON,
        precinct=place,
        cameras=tuple(
            CameraConfig(id=one.id, name=_name(camera.name), address="file:clips")
            for one, camera in zip(material.cameras, cameras, strict=True)
        ),
        links=tuple(LinkConfig(name=log.link, address=f"file:{_name(log.path.name)}") for log in material.logs),
    )


def _keep(folder: Path, title: str, material: Sources, cameras: Sequence[_Camera], logs: Sequence[_Log]) -> None:
    """Title and offsets are of what people may change later."""
    offsets_s = {one.id: camera.offset_s for one, camera in zip(material.cameras, cameras, strict=True)}
    offsets_s |= {one.link: log.offset_s for one, log in zip(material.logs, logs, strict=True)}
    told = {name: offset_s for name, offset_s in offsets_s.items() if offset_s}
    kept.change(folder, lambda _: Kept(title=_readable(title)[: kept.MOST_TITLE], offsets_s=told))


# Clips


def _cameras_of(source: ForeignSource, zone: ZoneInfo, progress: Progress) -> list[_Camera]:
    paths = _files_of(source.path)

    def say(done: int) -> None:
        progress.say(done, len(paths), paths[min(done, len(paths) - 1)].name)

    known = [(path, facts) for path, facts in zip(paths, clip_facts(paths, say), strict=True) if facts is not None]
    if not known:
        raise PersonError(f"There is no video in {source.path.name} that can be read.")
    starts_ns = [_started_ns(path, facts, zone) for path, facts in known]
    late_ns = 0 if source.starts_wall_ns is None else source.starts_wall_ns - min(starts_ns)
    pieces: dict[str, list[tuple[Path, int, float]]] = {}
    for (path, facts), start_ns in zip(known, starts_ns, strict=True):
        pieces.setdefault(_without_time(path), []).append((path, start_ns + late_ns, facts.length_s))
    return [
        _Camera(name, tuple(sorted(clips, key=lambda clip: clip[1])), source.offset_s) for name, clips in pieces.items()
    ]


def _files_of(path: Path) -> list[Path]:
    """One clip, or all that lie in a folder, in order of their names."""
    path = path.absolute()
    if path.is_file():
        return [path]
    try:
        found = sorted(one for one in path.iterdir() if one.suffix.lower() in CLIPS and one.is_file())
    except OSError as error:
        raise PersonError(f"{path.name} cannot be opened: {error.strerror or error}.") from None
    if not found:
        raise PersonError(f"There are no clips in the folder {path.name}.")
    if len(found) > MOST_CLIPS:
        raise PersonError(f"The folder {path.name} holds {len(found)} clips; at most {MOST_CLIPS} are taken at once.")
    return found


def _started_ns(path: Path, facts: ClipFacts, zone: ZoneInfo) -> int:
    """By the name, else by the metadata, else the file's time less its length."""
    named = time_in_name(path.name, zone)
    if named is not None:
        return named
    if facts.created_wall_ns is not None:
        return facts.created_wall_ns
    return path.stat().st_mtime_ns - round(facts.length_s * NS_PER_S)


def time_in_name(name: str, zone: ZoneInfo) -> int | None:
    """UTC in ns of a time that stands in a file's name, in `zone` unless it ends in Z; None without one."""
    found = _STAMP.search(name)
    if found is None:
        return None
    try:
        moment = datetime.strptime("".join(found.groups()[:6]), "%Y%m%d%H%M%S")  # noqa: DTZ007 - its zone follows
    except ValueError:
        return None
    return round(moment.replace(tzinfo=UTC if found[7] else zone).timestamp()) * NS_PER_S


def _without_time(path: Path) -> str:
    """Pieces of one recording differ in the time in their names; clips without one are cameras of their own."""
    return _STAMP.sub("", path.stem).strip(" _-.") or path.parent.name or path.stem


# Logs


def _log_of(source: ForeignSource, progress: Progress) -> _Log:
    path = source.path.absolute()
    stamps = _stamps(path, progress)
    if not len(stamps):
        raise PersonError(f"{path.name} is no telemetry log, or there is nothing in it.")
    first_ns, last_ns = int(stamps.min()) * 1000, int(stamps.max()) * 1000
    late_ns = 0 if source.starts_wall_ns is None else source.starts_wall_ns - first_ns
    return _Log(path, first_ns + late_ns, last_ns + late_ns, late_ns, source.offset_s)


def _stamps(path: Path, progress: Progress) -> NDArray[np.int64]:
    """In µs since 1970; those that are days away from most are nonsense."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            if not tlog.is_tlog(data):
                return np.empty(0, np.int64)
            found, done = array("Q"), 0
            for stamp, raw in tlog.records(data):
                found.append(stamp)
                done += len(raw) + tlog.STAMP_BYTES
                if len(found) % 10_000 == 0:
                    progress.say(done, len(data), path.name)
    except (OSError, ValueError) as error:  # an empty file cannot be mapped
        raise PersonError(f"{path.name} cannot be read: {getattr(error, 'strerror', None) or error}.") from None
    stamps = np.frombuffer(found, np.uint64)
    sound = stamps[(stamps > _YEAR_2000_US) & (stamps < _YEAR_2100_US)].astype(np.int64)
    return sound[np.abs(sound - np.median(sound)) < _FAR_US] if len(sound) else sound


# Names


def _identifier(name: str) -> str:
    """As base.model.Identifier wants it: letters, digits and a few signs; Chinese names keep what is left of them."""
    return (re.sub(r"[^A-Za-z0-9_.-]+", "-", name).strip("-._") or "clip")[:_ID_CHARACTERS]


def _name(text: str) -> str:
    return _readable(text)[:_NAME_CHARACTERS] or "–"


def _readable(text: str) -> str:
    """File names may hold bytes that are no text, ends of lines, and signs that turn what stands after them around."""
    known = text.encode("utf-8", "replace").decode()
    return " ".join("".join(sign if sign.isprintable() else " " for sign in known).split())


def _distinct(names: Iterable[str], longest: int) -> list[str]:
    taken: list[str] = []
    for name in names:
        number, one = 1, name
        while one in taken:
            number += 1
            one = f"{name[: longest - 1 - len(str(number))]}-{number}"
        taken.append(one)
    return taken
