"""Files that somebody else may have made: read whole, but neither waited for nor believed to be small."""

import errno
import os
import stat
from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def read_regular(path: Path, most_bytes: int) -> bytes:
    """All of a regular file. Raises OSError, also for a pipe, which would be waited for without end, a device, and for
    more than `most_bytes`, which would take the memory."""
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:
        known = os.fstat(file.fileno())
        if not stat.S_ISREG(known.st_mode):
            raise OSError(errno.EISDIR if stat.S_ISDIR(known.st_mode) else errno.EINVAL, "It is no file", str(path))
        if known.st_size > most_bytes:
            raise OSError(errno.EFBIG, "It is too large", str(path))
        return file.read()
