"""Small files that are replaced whole, while others read them, and other programs may replace them, too."""

import contextlib
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path


def write_whole(path: Path, text: str, *, sync: bool = False) -> None:
    """The old or the new, never half of one; with `sync` the new is on the disk first. Raises OSError.

    The name that it has meanwhile is this writer's own: two programs with one folder write no mixture.
    """
    beside = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.new")
    try:
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


@contextlib.contextmanager
def one_program_at_a_time(folder: Path) -> Iterator[None]:
    """Held by whoever reads a file in `folder` and replaces it by what it makes of it.

    Where the system cannot lock a folder (a network's, Windows) the last one who writes is right.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = -1
    try:
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        if handle >= 0:
            os.close(handle)
