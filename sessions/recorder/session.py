"""One session's folder while it is recorded: made, kept, let go, ended."""

import contextlib
import hashlib
import logging
import platform
import re
import secrets
import shutil
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from itertools import pairwise
from pathlib import Path

from base.addresses import without_password
from base.clock import NS_PER_S
from base.errors import PersonError
from base.files import read_regular
from drones.config import ZoneFileConfig
from drones.geojson import MOST_BYTES
from duty.precinct import Precinct
from sessions import manifest as manifests
from sessions.files import SessionFiles
from sessions.in_use import InUse, is_used, remove
from sessions.manifest import CutOff, Manifest, Why
from sessions.recorder.messages import OpenSession
from sessions.recorder.policy import Begin
from sessions.sizes import READY, is_ours
from video.config import CameraConfig
from video.recording.order import RecordOrder
from video.recording.packets import read_segments

log = logging.getLogger(__name__)

_LIBRARIES = ("av", "numpy", "pymavlink", "pydantic", "shapely")


@dataclass(frozen=True, slots=True)
class Station:
    """What is the same for every session of a run."""

    root: Path
    precinct: Precinct
    name: str
    program: str


class Current:
    """A session that is being recorded. Methods raise OSError where the disk fails."""

    def __init__(self, station: Station, begin: Begin, *, now_tape_ns: int, now_wall_ns: int) -> None:
        self.id = _new_id(now_wall_ns)
        self.folder = station.root / self.id
        self.files = SessionFiles(self.folder)
        self.ready = begin.ready
        self.ended_tape_ns: int | None = None
        self.since_wall_ns = now_wall_ns
        self.folder.mkdir()
        self._in_use = InUse(self.folder)
        try:
            if begin.ready:
                (self.folder / READY).touch()
            for folder in (self.files.zones, self.files.links, self.files.video):
                folder.mkdir()
            zones, hashes = _copy_zones(station.precinct.zones, self.files.zones)
            self.manifest = _manifest(station, begin, self.id, zones, hashes, now_tape_ns, now_wall_ns)
            manifests.write(self.manifest, self.files.manifest)
        except BaseException:
            self.release()
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def opening(self) -> OpenSession:
        manifest = self.manifest
        zones = tuple(z.model_copy(update={"path": str(self.folder / z.path)}) for z in manifest.zones)
        return OpenSession(
            folder=str(self.folder),
            links=manifest.links,
            drones=manifest.drones,
            docks=manifest.docks,
            zones=zones,
            started_tape_ns=manifest.started_tape_ns,
            started_wall_ns=manifest.started_wall_ns,
        )

    def order(self, precinct: Precinct) -> RecordOrder:
        config = precinct.recording
        return RecordOrder(
            folder=str(self.files.video),
            cameras=frozenset(c.id for c in precinct.cameras) - frozenset(config.leave_out),
            unmasked=frozenset(self.manifest.unmasked),
        )

    def is_there(self) -> bool:
        return self.files.manifest.exists()

    def keep(self, why: Why, operator: str, from_tape_ns: int) -> None:
        """What stood ready becomes a session."""
        kept_from_ns = max(from_tape_ns, self.manifest.started_tape_ns)
        update = {"why": why, "operator": operator, "kept_from_tape_ns": kept_from_ns}
        self.manifest = self.manifest.model_copy(update=update)
        self.since_wall_ns = self.manifest.wall_ns(kept_from_ns)
        self.ready = False
        manifests.write(self.manifest, self.files.manifest)
        (self.folder / READY).unlink(missing_ok=True)

    def let_go(self, before_tape_ns: int) -> None:
        """Pictures of what stands ready that ended before. Telemetry and rows stay: with them the states at the first
        kept moment are right; they go with the folder, after half an hour."""
        with contextlib.suppress(FileNotFoundError):
            for camera in self.files.video.iterdir():
                _let_go_segments(camera, before_tape_ns)

    def end(self, cut_off: CutOff, now_tape_ns: int) -> None:
        self.ended_tape_ns = now_tape_ns
        self.manifest = self.manifest.model_copy(update={"ended_tape_ns": now_tape_ns, "cut_off": cut_off})
        if self.is_there():
            manifests.write(self.manifest, self.files.manifest)

    def release(self) -> None:
        """It may be deleted from now on."""
        self._in_use.release()

    def discard(self) -> None:
        """Nothing happened: it goes."""
        self.release()
        try:
            remove(self.folder)
        except PersonError as error:
            log.warning("%s", error)


def remove_left_ready(root: Path) -> None:
    """What stood ready when an earlier run was cut off: nothing had happened, so nothing of it is kept."""
    for marker in root.glob(f"*/{READY}"):
        if is_ours(marker.parent) and not is_used(marker.parent):
            try:
                if _was_kept(marker.parent):  # killed between the manifest and this
                    marker.unlink(missing_ok=True)
                else:
                    remove(marker.parent)
            except (OSError, PersonError) as error:
                log.warning("%s", error)


def _was_kept(folder: Path) -> bool:
    try:
        return manifests.read(SessionFiles(folder).manifest).kept_from_tape_ns is not None
    except PersonError:
        return False


def _new_id(now_wall_ns: int) -> str:
    at = datetime.fromtimestamp(now_wall_ns // NS_PER_S, UTC)
    return f"{at:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"


def _let_go_segments(camera: Path, before_tape_ns: int) -> None:
    if not camera.is_dir():
        return
    segments = sorted(read_segments(camera).values(), key=lambda segment: segment.number)
    for segment, after in pairwise(segments):
        if after.first_received_ns < before_tape_ns:
            (camera / segment.file_name).unlink(missing_ok=True)


def _copy_zones(zones: Iterable[ZoneFileConfig], to: Path) -> tuple[tuple[ZoneFileConfig, ...], tuple[str, ...]]:
    """Copies and their SHA-256; a zone file that cannot be read is left out, as the air left it out."""
    copied, hashes = [], []
    for number, zone in enumerate(zones):
        try:
            data = read_regular(Path(zone.path), MOST_BYTES)
        except OSError as error:
            log.warning("the zone file %s is not in the session: %s", zone.path, error.strerror or error)
            continue
        name = f"{number:02}-{_plain(Path(zone.path).name)}"
        (to / name).write_bytes(data)
        copied.append(zone.model_copy(update={"path": f"{to.name}/{name}"}))
        hashes.append(hashlib.sha256(data).hexdigest())
    return tuple(copied), tuple(hashes)


def _plain(name: str) -> str:
    """The end of a file's name, as every file system takes it."""
    return re.sub(r"[^\w.-]", "_", name).encode()[-120:].decode("utf-8", "ignore")


def _manifest(
    station: Station,
    begin: Begin,
    session_id: str,
    zones: tuple[ZoneFileConfig, ...],
    hashes: tuple[str, ...],
    now_tape_ns: int,
    now_wall_ns: int,
) -> Manifest:
    precinct = station.precinct
    unmasked = frozenset(precinct.recording.keep_unmasked) - frozenset(precinct.recording.leave_out)
    return Manifest(
        id=session_id,
        why=begin.why,
        program=station.program,
        station=station.name,
        operator=begin.operator,
        started_tape_ns=now_tape_ns,
        started_wall_ns=now_wall_ns,
        precinct=precinct.precinct,
        cameras=tuple(_without_secrets(c) for c in precinct.cameras if c.id not in precinct.recording.leave_out),
        unmasked=tuple(c.id for c in precinct.cameras if c.id in unmasked and c.masks),
        links=precinct.links,
        drones=precinct.drones,
        docks=precinct.docks,
        responders=precinct.responders,
        areas=precinct.areas,
        zones=zones,
        zone_sha256=hashes,
        libraries=_libraries(),
    )


def _without_secrets(camera: CameraConfig) -> CameraConfig:
    sub = camera.sub_address
    return camera.model_copy(
        update={
            "address": without_password(camera.address),
            "sub_address": None if sub is None else without_password(sub),
            "user": None,
            "secret": None,
        }
    )


def _libraries() -> dict[str, str]:
    found = {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    for name in _LIBRARIES:
        with contextlib.suppress(metadata.PackageNotFoundError):
            found[name] = metadata.version(name)
    return found
