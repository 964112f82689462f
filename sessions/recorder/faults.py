"""What the system says of a disk, as the few things that a person can do something about."""

import errno
import sqlite3

from sessions.recording import RecorderFault

FAILURES = (OSError, sqlite3.Error)
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def fault_of(error: BaseException) -> RecorderFault:
    """DISK_FULL or DISK_GONE."""
    if isinstance(error, OSError):
        return RecorderFault.DISK_FULL if error.errno in _FULL else RecorderFault.DISK_GONE
    return RecorderFault.DISK_FULL if "full" in str(error) else RecorderFault.DISK_GONE
