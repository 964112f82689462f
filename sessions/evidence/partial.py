"""The folder that an export is made in: what is finished in it stays finished, whatever happens to the rest.

`<target>.partial` holds `evidence`, which gets its name in the end with one rename, and what tells how far it is.
"""

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from base.errors import PersonError
from duty.book.one_program import OneProgram
from sessions.evidence import verify
from sessions.hashes import sha256_of

SUFFIX = ".partial"
EVIDENCE, MAKING = "evidence", "making"
OF, DONE = "export.json", "done.jsonl"


@dataclass(frozen=True, slots=True)
class FileFact:
    path: str
    """Below the evidence's folder, with /."""
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class StepDone:
    files: tuple[FileFact, ...]
    facts: dict[str, Any]
    """What the manifest is to say of it."""


def partial_of(target: Path) -> Path:
    return target.with_name(target.name + SUFFIX)


class Partial:
    """Locked from construction to the end of its `with` block. Raises PersonError where it may not begin; OSError."""

    def __init__(self, target: Path, identity: str, check: Callable[[], None]) -> None:
        """`identity` says what is exported: only the same goes on. `check` raises when it is no longer wanted."""
        self.target, self.folder = target, partial_of(target)
        self._check = check
        _refuse(target)
        self._begin(identity)
        self._lock = OneProgram(self.folder)
        self.evidence, self._making = self.folder / EVIDENCE, self.folder / MAKING
        if self.evidence.is_symlink():
            self._lock.release()
            raise PersonError(f"In {self.folder} stands something else: choose another folder, or remove it.")
        self.evidence.mkdir(mode=0o700, exist_ok=True)
        self._done = self._finished()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()

    def step(self, name: str, under: str, make: Callable[[Path], tuple[Sequence[str], dict[str, Any]]]) -> StepDone:
        """`make` writes files into the folder that it is given, and returns their names and facts: they come to stand
        in the evidence's folder `under`. Not called where that was done before."""
        known = self._done.get(name)
        if known is not None:
            return known
        shutil.rmtree(self._making, ignore_errors=True)
        self._making.mkdir(mode=0o700)
        names, facts = make(self._making)
        place = self.evidence / under
        place.mkdir(parents=True, exist_ok=True)
        files = []
        for one in names:
            made = self._making / one
            size, sha256 = sha256_of(made, self._check)
            sync_file(made)
            made.replace(place / one)
            files.append(FileFact(f"{under}/{one}" if under else one, size, sha256))
        done = StepDone(tuple(files), facts)
        self._note(name, done)
        return done

    def seal(self, manifest: bytes, signature: bytes) -> None:
        for name, data in (("manifest.json", manifest), ("manifest.sig", signature)):
            with (self.evidence / name).open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        _sync_folder(self.evidence)

    def remove_others(self, known: set[str]) -> None:
        """What an interrupted run left in the evidence and no step knows."""
        for path in sorted(self.evidence.rglob("*"), reverse=True):
            name = path.relative_to(self.evidence).as_posix()
            if path.is_dir() and not path.is_symlink():
                with contextlib.suppress(OSError):
                    path.rmdir()  # an empty one
            elif name not in known:
                path.unlink()

    def finish(self) -> Path:
        """The evidence gets its name. Raises PersonError when something stands there by now."""
        _refuse(self.target)
        self.evidence.rename(self.target)
        _sync_folder(self.target.parent)
        self._lock.release()
        shutil.rmtree(self.folder, ignore_errors=True)
        return self.target

    def _begin(self, identity: str) -> None:
        note = self.folder / OF
        if os.path.lexists(self.folder) and not _is_hardly_begun(self.folder):
            if self.folder.is_symlink() or _identity_in(note) != identity:
                raise PersonError(
                    f"In {self.folder} stands something else, or another export that was not finished: "
                    "choose another folder, or remove it."
                )
            return
        self.folder.mkdir(mode=0o700, exist_ok=True)
        note.write_text(json.dumps({"identity": identity}), encoding="utf-8")
        _sync_folder(self.folder)

    def _finished(self) -> dict[str, StepDone]:
        """Steps all of whose files are there as they were made."""
        try:
            lines = (self.folder / DONE).read_text(encoding="utf-8").splitlines()
        except (FileNotFoundError, UnicodeDecodeError):
            return {}
        found = {}
        for line in lines:
            with contextlib.suppress(ValueError, TypeError, KeyError):
                said = json.loads(line)
                done = StepDone(tuple(FileFact(**file) for file in said["files"]), dict(said["facts"]))
                if all(self._is_there(file) for file in done.files):
                    found[str(said["step"])] = done
        return found

    def _is_there(self, file: FileFact) -> bool:
        path = self.evidence / file.path
        if not verify.is_safe(file.path):  # somebody wrote into the journal
            return False
        try:
            return path.is_file() and sha256_of(path, self._check) == (file.size, file.sha256)
        except OSError:
            return False

    def _note(self, name: str, done: StepDone) -> None:
        files = [{"path": f.path, "size": f.size, "sha256": f.sha256} for f in done.files]
        line = json.dumps({"step": name, "files": files, "facts": done.facts}, ensure_ascii=False)
        with (self.folder / DONE).open("a", encoding="utf-8") as file:
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())


def is_resumable(target: Path, identity: str) -> bool:
    return _identity_in(partial_of(target) / OF) == identity


def sync_file(path: Path) -> None:
    """On the disk: what is journalled as done has to be there after a loss of power, too."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _is_hardly_begun(folder: Path) -> bool:
    """Nothing but an empty note: the disk was full, or the program ended, at the very first moment."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    return all(path.name == OF and path.stat().st_size == 0 for path in folder.iterdir())


def _refuse(target: Path) -> None:
    if os.path.lexists(target):
        raise PersonError(f"There is already something at {target}: nothing is written over, choose another name.")
    if not target.parent.is_dir():
        raise PersonError(f"The folder {target.parent} is not there: connect its disk, or choose another.")


def _identity_in(note: Path) -> str | None:
    try:
        said = json.loads(note.read_bytes()[:10_000])
    except (OSError, ValueError, RecursionError):
        return None
    return said.get("identity") if isinstance(said, dict) else None


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):  # some file systems cannot
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
