"""Who uses a session's folder now: a lock that the system itself lets go, however the program ends.

Recording and replaying share it; deleting wants it alone. Taken within one program, too, it counts for each taker.
"""

import logging
import os
import shutil
import sys
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from base.errors import PersonError

log = logging.getLogger(__name__)

FILE = "in_use.lock"
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
GOING = ".going-"
"""How the name of a folder begins that is being deleted: it is no session any more."""


class InUse:
    """Held from construction to `release`, or for a `with` block. Never refuses: a folder that cannot be written to,
    such as one on a read-only medium, cannot be deleted either."""

    def __init__(self, folder: Path) -> None:
        self._file: IO[bytes] | None = None
        try:
            self._file = _opened(folder, "a+b")
            _lock(self._file, alone=False)
        except OSError as error:
            log.debug("%s cannot be marked as being used: %s", folder, error)

    def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _opened(folder: Path, mode: str) -> IO[bytes]:
    """Never what a link leads to: that is somebody else's file. Raises OSError."""
    return open(folder / FILE, mode, opener=lambda name, flags: os.open(name, flags | _NO_LINK, 0o666))


def is_used(folder: Path) -> bool:
    try:
        with _opened(folder, "r+b") as file:
            _lock(file, alone=True)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def remove(folder: Path) -> bool:
    """Delete a session's folder for good; it is out of sight at once, and whole until then. False: somebody else has.

    Raises PersonError when somebody uses it, or when it cannot be deleted.
    """
    name = folder.name
    try:
        try:
            file: IO[bytes] | None = _opened(folder, "a+b")
        except FileNotFoundError:
            return False
        assert file is not None
        with file:
            try:
                _lock(file, alone=True)
            except (BlockingIOError, PermissionError):
                raise PersonError(f"The session {name} is being recorded or replayed: it cannot be deleted.") from None
            going = folder.with_name(GOING + name)
            if sys.platform != "win32":  # there an open file holds its folder
                folder.rename(going)
        if sys.platform == "win32":
            folder.rename(going)
    except OSError as error:
        raise PersonError(f"The session {name} cannot be deleted: {error.strerror or error}.") from error
    shutil.rmtree(going, ignore_errors=True)
    return True


def sweep(root: Path) -> None:
    """What an earlier run was deleting when it ended."""
    for folder in root.glob(GOING + "*"):
        shutil.rmtree(folder, ignore_errors=True)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes], *, alone: bool) -> None:
        """Users take a byte of their own each, by their process; whoever wants it alone takes them all."""
        file.seek(0 if alone else os.getpid() % 65_536)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 65_536 if alone else 1)

else:
    import fcntl

    def _lock(file: IO[bytes], *, alone: bool) -> None:
        fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
