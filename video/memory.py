"""Memory shared between the processes, that nothing can leave behind.

A segment here has no name: it is a file descriptor (memfd) that the supervisor opens and its workers inherit. The
kernel frees it when the last process that holds it is gone, also after kill -9 of all of them. Rejected:
multiprocessing.shared_memory, whose named segments outlive a kill -9 of the whole process group and which must fit into
/dev/shm (64 MB in a container); a memfd is bounded by the machine's memory alone.
"""

import mmap
import os
import tempfile
from multiprocessing import reduction
from typing import Any


class SharedFile:
    """An unnamed file in memory; passes through the arguments of a spawned process, and only through those."""

    def __init__(self, fd: int, size: int) -> None:
        self.fd = fd
        self.size = size

    @classmethod
    def create(cls, size: int, name: str) -> "SharedFile":
        """Room for `size` bytes; no page is taken yet. Raises OSError where the system refuses."""
        if hasattr(os, "memfd_create"):
            fd = os.memfd_create(name, os.MFD_CLOEXEC)
        else:  # other Unixes: an unlinked file, which cannot be left behind either
            with tempfile.TemporaryFile(prefix=name) as file:
                fd = os.dup(file.fileno())
        try:
            os.ftruncate(fd, size)
        except OSError:
            os.close(fd)
            raise
        return cls(fd, size)

    def map(self, *, offset: int = 0, length: int | None = None, writable: bool) -> mmap.mmap:
        access = mmap.PROT_READ | (mmap.PROT_WRITE if writable else 0)
        return mmap.mmap(self.fd, self.size - offset if length is None else length, prot=access, offset=offset)

    def reserve(self, offset: int, length: int) -> None:
        """Take the pages now: without it a machine out of memory is a SIGBUS in the middle of a picture.

        Raises OSError (ENOSPC, EFBIG, ENOMEM) when there is no room.
        """
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(self.fd, offset, length)

    def close(self) -> None:
        os.close(self.fd)

    def __reduce__(self) -> tuple[Any, ...]:
        return _inherit, (reduction.DupFd(self.fd), self.size)


def _inherit(inherited: Any, size: int) -> SharedFile:
    return SharedFile(inherited.detach(), size)
