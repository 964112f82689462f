"""One running program for a data folder: a lock that the system itself lets go, however the program ends."""

import logging
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from base.errors import PersonError

log = logging.getLogger(__name__)

FILE = "running.lock"
LOCKED_BYTE = 1 << 20
"""Windows locks bytes and forbids even reading them: one far behind the pid."""


class OneProgram:
    """Held from construction to `release`, or for a `with` block. Raises PersonError when another one holds it."""

    def __init__(self, folder: Path) -> None:
        path = folder / FILE
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file: IO[bytes] | None = (path).open("a+b")
        except OSError as error:
            raise PersonError(f"The data folder {folder} cannot be used: {error.strerror or error}") from error
        try:
            _lock(self._file)
        except (BlockingIOError, PermissionError):
            self._file.seek(0)
            pid = self._file.read(20).decode("ascii", "replace").strip()
            self._file.close()
            raise PersonError(
                f"Another Mouse Patrol (process {pid or 'unknown'}) is already using the data folder {folder}: "
                "end it first, or give this one another folder."
            ) from None
        except OSError as error:
            log.warning("the data folder %s knows no locks (%s): nobody notices a second program", folder, error)
        self._file.truncate(0)
        self._file.write(str(os.getpid()).encode())
        self._file.flush()

    def release(self) -> None:
        """The file stays: to remove it would take the lock from under somebody who has just opened it."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
