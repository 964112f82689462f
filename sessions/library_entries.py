"""What a list shows of each session, read once and remembered: `.library.json` beside the sessions makes a thousand of
them quick at the next start. It may be deleted at any time."""

import contextlib
import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from base.clock import NS_PER_S
from base.errors import PersonError
from base.files import read_regular
from duty.incidents import IncidentState
from sessions import kept as kept_file
from sessions import manifest as manifests
from sessions.ages import started_wall_ns
from sessions.files import SessionFiles
from sessions.library import Bookmark, SessionEntry
from sessions.manifest import CutOff, Manifest, Why
from sessions.row_file import RowReader
from sessions.rows import Topic
from sessions.sizes import Sizes
from sessions.strangers import refuse_strangers
from sessions.whole import write_whole
from video.recording.packets import INDEX_NAME, PACKET

log = logging.getLogger(__name__)

CACHE = ".library.json"
THUMBNAIL = "first.jpg"
_MOST_INCIDENTS = 50
_NO_TIME = -1


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one session, as far as its manifest's age tells that they are still right."""

    stamp: int
    why: str
    started_wall_ns: int
    length_s: float
    cameras: tuple[str, ...]
    incidents: tuple[str, ...]
    operator: str
    cut_off: str
    trouble: str


class Entries:
    """For one thread."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._sizes = Sizes(root)
        self._facts = _read_cache(root)
        self._changed = False

    def entry(self, folder: Path, *, recording: bool) -> SessionEntry:
        """Never raises: a damaged session is listed with what is wrong with it."""
        files = SessionFiles(folder)
        stamp = _stamp(folder)
        facts = self._facts.get(folder.name)
        if facts is None or facts.stamp != stamp or recording or not stamp:
            facts = read_facts(folder, stamp)
            # One without an end may be growing, or be mended: it is read again until it has one.
            if not recording and stamp and (facts.cut_off or facts.trouble):
                self._facts[folder.name] = facts
                self._changed = True
        kept, kept_trouble = kept_file.read(folder)
        return SessionEntry(
            id=folder.name,
            folder=folder,
            title=kept.title,
            why=None if facts.trouble else Why(facts.why),
            started_wall_ns=facts.started_wall_ns,
            length_s=facts.length_s,
            bytes=self._sizes.of(folder, growing=recording),
            cameras=facts.cameras,
            incidents=facts.incidents,
            operator=facts.operator,
            protected=kept.protects,
            bookmarks=tuple(Bookmark(b.at_tape_ns, b.note, b.operator) for b in kept.bookmarks),
            cut_off=CutOff(facts.cut_off),
            recording=recording,
            thumbnail=_thumbnail(files),
            trouble=facts.trouble or kept_trouble,
        )

    def save(self, present: set[str]) -> None:
        """Without those that are gone. A folder that cannot be written is read anew the next time."""
        self._sizes.save(present)
        for name in self._facts.keys() - present:
            del self._facts[name]
            self._changed = True
        if not self._changed:
            return
        self._changed = False
        with contextlib.suppress(OSError):
            write_whole(self._root / CACHE, json.dumps({name: asdict(facts) for name, facts in self._facts.items()}))


def read_facts(folder: Path, stamp: int) -> Facts:
    try:
        refuse_strangers(folder)
        manifest = manifests.read(SessionFiles(folder).manifest)
        return _facts_of(folder, manifest, stamp)
    except PersonError as error:
        trouble = str(error)
    except Exception as error:  # whatever a damaged file makes some reader say, the list goes on
        log.warning("%s cannot be listed", folder, exc_info=True)
        trouble = f"The session {folder.name} is damaged: {error}."
    return Facts(stamp, "", started_wall_ns(folder), 0.0, (), (), "", "", trouble)


def _facts_of(folder: Path, manifest: Manifest, stamp: int) -> Facts:
    first_ns = manifest.started_tape_ns if manifest.kept_from_tape_ns is None else manifest.kept_from_tape_ns
    reader = RowReader(SessionFiles(folder).rows) if SessionFiles(folder).rows.exists() else None
    try:
        last_ns = manifest.ended_tape_ns
        if last_ns is None:
            last_ns = last_tape_ns(folder, manifest, reader)
        incidents = () if reader is None else _incidents(reader, manifest, first_ns)
    finally:
        if reader is not None:
            reader.close()
    return Facts(
        stamp=stamp,
        why=manifest.why,
        started_wall_ns=manifest.wall_ns(first_ns),
        length_s=max(0, last_ns - first_ns) / NS_PER_S,
        cameras=tuple(camera.name for camera in manifest.cameras),
        incidents=incidents,
        operator=manifest.operator,
        cut_off=manifest.cut_off,
        trouble="",
    )


def last_tape_ns(folder: Path, manifest: Manifest, reader: RowReader | None) -> int:
    """The last that is there of a session that nobody ended: rows, packets, telemetry."""
    files = SessionFiles(folder)
    ends = [manifest.started_tape_ns]
    span = reader.span() if reader is not None else None
    if span is not None:
        ends.append(span[1])
    for camera in manifest.cameras:
        with contextlib.suppress(OSError):
            ends.append(_last_packet_ns(files.video / camera.id / INDEX_NAME))
    for link in range(len(manifest.links)):
        with contextlib.suppress(OSError):
            ends.append(manifest.tape_ns((files.links / f"{link:02}.tlog").stat().st_mtime_ns))
    longest_ns = manifest.started_tape_ns + 366 * 86_400 * NS_PER_S
    return max(end for end in ends if end <= longest_ns)


def _last_packet_ns(path: Path) -> int:
    import numpy as np

    with path.open("rb") as file:
        whole = path.stat().st_size // PACKET.itemsize
        if not whole:
            return _NO_TIME
        file.seek((whole - 1) * PACKET.itemsize)
        return int(np.frombuffer(file.read(PACKET.itemsize), PACKET)["received_ns"][0])


def _incidents(reader: RowReader, manifest: Manifest, first_ns: int) -> tuple[str, ...]:
    """Titles or subjects of those that were open in it, the first to be told first."""
    found: dict[str, str] = {}
    for row in (*reader.all_last(Topic.INCIDENT, first_ns), *reader.between(first_ns + 1, 2**62, [Topic.INCIDENT])):
        with contextlib.suppress(ValueError, RecursionError):
            body = json.loads(row.body)
            if isinstance(body, dict) and body.get("state") != IncidentState.CLOSED.value:
                found.setdefault(row.key, str(body.get("title") or body.get("subject") or "")[:200])
    return tuple(found.values())[:_MOST_INCIDENTS]


def _thumbnail(files: SessionFiles) -> Path | None:
    first = files.thumbnails / THUMBNAIL
    return first if first.is_file() else None


def _stamp(folder: Path) -> int:
    try:
        return SessionFiles(folder).manifest.stat().st_mtime_ns
    except OSError:
        return 0


def _read_cache(root: Path) -> dict[str, Facts]:
    """Empty where it is missing or damaged; a line that is none is left out."""
    known = {}
    try:
        for name, values in json.loads(read_regular(root / CACHE, 64_000_000)).items():
            facts = _checked(values)
            if facts is not None:
                known[str(name)] = facts
    except (OSError, ValueError, AttributeError, RecursionError):
        return {}
    return known


def _checked(values: object) -> Facts | None:
    try:
        assert isinstance(values, dict)
        facts = Facts(
            stamp=int(values["stamp"]),
            why=str(values["why"]),
            started_wall_ns=int(values["started_wall_ns"]),
            length_s=float(values["length_s"]),
            cameras=tuple(str(one) for one in values["cameras"]),
            incidents=tuple(str(one) for one in values["incidents"]),
            operator=str(values["operator"]),
            cut_off=str(values["cut_off"]),
            trouble=str(values["trouble"]),
        )
        CutOff(facts.cut_off)
        if not facts.trouble:
            Why(facts.why)
    except (AssertionError, KeyError, TypeError, ValueError, OverflowError):
        return None
    return facts
