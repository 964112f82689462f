"""SHA-256 of files that may be large: in parts, and to be broken off between them."""

import hashlib
from collections.abc import Callable
from pathlib import Path

AT_ONCE_BYTES = 1 << 20


def sha256_of(path: Path, check: Callable[[], None]) -> tuple[int, str]:
    """Size and SHA-256. Raises OSError, and whatever `check` raises between the parts."""
    said, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while data := file.read(AT_ONCE_BYTES):
            said.update(data)
            size += len(data)
            check()
    return size, said.hexdigest()
