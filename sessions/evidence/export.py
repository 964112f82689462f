"""Evidence is made: first the act is in the book, then the first byte leaves; the name comes last, when all is signed.

Everything is made in `<folder>.partial`. An export that was cancelled, ran out of room or lost its disk goes on with
the same request where it stopped; what is finished is not made again as long as its hashes agree.
"""

import errno
import hashlib
import json
import logging
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from base.errors import PersonError
from duty.acts import ActKind, act
from duty.book.rows import Receipt
from duty.people import Right
from sessions import manifest as manifests
from sessions.evidence.house import House, Signer
from sessions.evidence.request import (
    CASE_LIMIT,
    FEWEST_REASON,
    OF_CAMERAS,
    REASON_LIMIT,
    RIGHTS,
    EvidenceRequest,
    Measure,
)
from sessions.files import SessionFiles
from sessions.in_use import InUse
from sessions.jobs import CancelledError, Job, Progress
from sessions.manifest import Manifest
from sessions.strangers import refuse_strangers

if TYPE_CHECKING:
    from sessions.evidence.material import Material

log = logging.getLogger(__name__)

BOOK_LIMIT_S = 20.0
LOOK_EVERY_S = 0.05
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class StationExporter:
    """sessions.evidence.request.Exporter."""

    def __init__(self, house: House, home: Path) -> None:
        """`home` is where evidence goes if nobody says otherwise."""
        self._house, self._home = house, home

    def who(self) -> str:
        return self._house.who()

    def may(self, right: Right) -> bool:
        return self._house.may(right)

    def home(self) -> Path:
        return self._home

    def measure(self, request: EvidenceRequest) -> Job[Measure]:
        def work(progress: Progress) -> Measure:
            from sessions.evidence.gaps import measure  # nothing of it is loaded before the window is shown
            from sessions.evidence.material import find_material
            from sessions.evidence.partial import is_resumable

            material = find_material(request, manifest_of(request), progress)
            return measure(
                material,
                free_bytes=_free_bytes(request.folder),
                resumes=is_resumable(request.folder, identity_of(material, self._house.version)),
                say=progress.say,
            )

        return Job("evidence measured", work)

    def start(self, request: EvidenceRequest) -> Job[Path]:
        def work(progress: Progress) -> Path:
            if request.folder.parent == self._home:
                self._make_home()
            return _export(request, self._house, progress)

        return Job("evidence", work)

    def _make_home(self) -> None:
        """Of our own folder only: what stands above a person's choice may be a disk that is not connected."""
        try:
            self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise PersonError(f"The folder {self._home} cannot be made: {error.strerror or error}.") from None


def export(request: EvidenceRequest, house: House) -> Job[Path]:
    """The evidence's folder. Rights and reason are asked for here, whatever the window has asked before."""
    return Job("evidence", lambda progress: _export(request, house, progress))


def _export(request: EvidenceRequest, house: House, progress: Progress) -> Path:
    from sessions.evidence.material import find_material
    from video.evidence.order import EvidenceError

    check_request(request, house)
    manifest = manifest_of(request)
    said = _act(request, manifest)
    with InUse(request.session):
        try:
            signer = house.signer()
            _commit(ActKind.EXPORTED, said | {"manifest_sha256": ""}, manifest, house, request.operator, progress)
            made = _made(find_material(request, manifest, progress), house, signer, said, progress)
        except BaseException as error:
            sentence = _sentence(error, request)
            why = "cancelled" if isinstance(error, CancelledError) else sentence
            detail = {"why": why[:400], "folder": str(request.folder)}
            house.ledger.write(_row(ActKind.EXPORT_ENDED, detail, manifest, house, request.operator))
            if isinstance(error, CancelledError | PersonError) and not isinstance(error, EvidenceError):
                raise
            log.exception("An export came to nothing")
            raise PersonError(sentence) from None
    log.info("Evidence of %s was exported to %s by %s", manifest.id, made, request.operator)
    return made


def _made(material: "Material", house: House, signer: Signer, said: dict[str, Any], progress: Progress) -> Path:
    from sessions.evidence.contents import Contents
    from sessions.evidence.partial import Partial

    request, manifest = material.request, material.manifest
    identity = identity_of(material, house.version)
    with Partial(request.folder, identity, progress.check) as partial:
        contents = Contents(material, house, signer, progress)
        written = contents.make(partial)
        partial.seal(written, signer.sign(written))
        sha256 = hashlib.sha256(written).hexdigest()
        _commit(ActKind.EXPORTED, said | {"manifest_sha256": sha256}, manifest, house, request.operator, progress)
        return partial.finish()


def check_request(request: EvidenceRequest, house: House) -> None:
    """Raises PersonError."""
    who = house.who()
    if not who or who != request.operator:
        raise PersonError("Evidence is exported by whoever is signed in: sign in first.")
    for right in (Right.EXPORT, *(RIGHTS[track] for track in sorted(request.tracks) if track in RIGHTS)):
        if not house.may(right):
            raise PersonError(f"Whoever is signed in may not do this (right: {right.value}).")
    try:
        f"{request.reason}{request.case_number}{request.folder}".encode()
    except UnicodeEncodeError:
        raise PersonError("Reason, case number and the folder's name must be text that can be written.") from None
    if request.folder.is_relative_to(request.session):
        raise PersonError("Evidence does not go into the session's own folder: choose another.")
    if len(_visible(request.reason)) < FEWEST_REASON or len(request.reason) > REASON_LIMIT:
        raise PersonError(f"Say why it is exported, in {FEWEST_REASON} to {REASON_LIMIT} characters.")
    if len(request.case_number) > CASE_LIMIT or not request.case_number.isprintable():
        raise PersonError(f"A case number has at most {CASE_LIMIT} characters, in one line.")
    if request.from_tape_ns >= request.to_tape_ns:
        raise PersonError("The span ends before it begins.")
    if not request.tracks:
        raise PersonError("Nothing was chosen to be exported.")
    if not request.cameras and not request.tracks - OF_CAMERAS:
        raise PersonError("No camera was chosen.")


def _visible(text: str) -> str:
    """Without what nobody sees: blanks at both ends, and signs without width."""
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()


def manifest_of(request: EvidenceRequest) -> Manifest:
    """Of the session, with every camera in it that was asked for. Raises PersonError."""
    refuse_strangers(request.session)
    manifest = manifests.read(SessionFiles(request.session).manifest)
    unknown = [camera for camera in request.cameras if camera not in {known.id for known in manifest.cameras}]
    if unknown or len(set(request.cameras)) != len(request.cameras):
        raise PersonError(f"The session {manifest.id} has no camera {', '.join(unknown) or 'twice'}.")
    return manifest


def identity_of(material: "Material", version: str) -> str:
    """What an interrupted export has to have in common with the one that goes on with it."""
    request = material.request
    said = {
        "session": material.manifest.id,
        "offsets_s": dict(material.offsets_s),
        "cameras": sorted(request.cameras),
        "span": [request.from_tape_ns, request.to_tape_ns],
        "tracks": sorted(request.tracks),
        "case_number": request.case_number,
        "version": version,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _act(request: EvidenceRequest, manifest: Manifest) -> dict[str, Any]:
    return {
        "reason": request.reason.strip(),
        "case_number": request.case_number,
        "cameras": list(request.cameras),
        "from_wall_ns": manifest.wall_ns(request.from_tape_ns),
        "to_wall_ns": manifest.wall_ns(request.to_tape_ns),
        "tracks": sorted(track.value for track in request.tracks),
        "folder": str(request.folder),
    }


def _row(kind: ActKind, detail: dict[str, Any], manifest: Manifest, house: House, operator: str):  # type: ignore[no-untyped-def]
    return act(kind, manifest.id, at_wall_ns=house.clock.wall_ns(), operator=operator, detail=detail)


def _commit(
    kind: ActKind, detail: dict[str, Any], manifest: Manifest, house: House, operator: str, progress: Progress
) -> None:
    """Written and in the book itself. Raises PersonError otherwise: what waits somewhere may never get there."""
    row = _row(kind, detail, manifest, house, operator)
    house.ledger.write(row)
    waited_s = 0.0
    while (receipt := house.ledger.receipt(row.uuid)) is not Receipt.COMMITTED:
        if receipt in (Receipt.REFUSED, Receipt.SPOOLED) or waited_s > BOOK_LIMIT_S:
            trouble = house.ledger.trouble()
            raise PersonError(
                "The duty book does not take this export now, and nothing leaves without it"
                + (f": {trouble}" if trouble else ".")
            )
        progress.cancelled.wait(LOOK_EVERY_S)
        progress.check()
        waited_s += LOOK_EVERY_S


def _sentence(error: BaseException, request: EvidenceRequest) -> str:
    """What a person reads, and what he can do about it."""
    from sessions.evidence.partial import partial_of
    from video.evidence.order import EvidenceError

    partial = partial_of(request.folder)
    full = getattr(error, "no_space", False) or (isinstance(error, OSError) and error.errno in _FULL)
    if full:
        return f"The disk of {request.folder} is full: make room and export the same again, it goes on where it was."
    if isinstance(error, OSError | EvidenceError):
        if not request.session.is_dir():
            return f"The session {request.session.name} is not there any more: it was deleted or its disk is gone."
        if not partial.is_dir():
            return (
                f"The folder {partial} is not there any more: connect its disk and export the same again, "
                "it goes on where it was."
            )
        why = error.strerror or str(error) if isinstance(error, OSError) else str(error)
        return f"The export stopped: {why}. Export the same again, it goes on where it was."
    return str(error) if isinstance(error, PersonError) else f"{type(error).__name__}: {error}"


def _free_bytes(folder: Path) -> int | None:
    place = next((one for one in (folder, *folder.parents) if one.is_dir()), None)
    try:
        return None if place is None else shutil.disk_usage(place).free
    except OSError:
        return None
