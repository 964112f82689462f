"""How large sessions are. An hour of a large wall is thousands of files: each folder is walked once, and remembered."""

import contextlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from base.files import read_regular
from sessions.files import SessionFiles
from sessions.in_use import GOING
from sessions.whole import write_whole

CACHE = ".sizes.json"
ID = re.compile(r"(\d{8}T\d{6})Z-[0-9a-f]{4}")
"""How a session's folder is named: UTC of its beginning, and four random digits."""
READY = "ready"
"""A file in the folder of what only stands ready (sessions.recorder): no session, and it goes when nothing happens."""


def session_folders(root: Path) -> Iterator[Path]:
    """All that look like sessions, by their name or a manifest, in no order: what is being deleted or only stands ready
    is none. Raises OSError."""
    with os.scandir(root) as found:
        for one in found:
            if one.name.startswith(".") or one.name.startswith(GOING) or not one.is_dir(follow_symlinks=False):
                continue
            path = Path(one.path)
            if not (path / READY).exists() and (is_ours(path) or SessionFiles(path).manifest.exists()):
                yield path


def is_ours(folder: Path) -> bool:
    """Whether a recorder, or whoever put it together, made this folder: by its name. Nothing else is ever deleted, a
    stranger's folder that somebody laid, or mounted, among the sessions least of all."""
    return ID.fullmatch(folder.name) is not None and not folder.is_symlink()


class Sizes:
    """By session id, valid as long as the manifest, which is written last, is the same."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, tuple[int, int]] = {}
        self._changed = False
        with contextlib.suppress(OSError, ValueError, TypeError, AttributeError, RecursionError):
            for name, (stamp, size) in json.loads(read_regular(root / CACHE, 64_000_000)).items():
                self._known[str(name)] = (int(stamp), int(size))

    def of(self, folder: Path, *, growing: bool = False) -> int:
        """`growing`: it is recorded now, and walked each time."""
        stamp = _stamp(folder)
        known = self._known.get(folder.name)
        if known is not None and known[0] == stamp and stamp and not growing:
            return known[1]
        size = size_of(folder)
        if growing:
            return size
        self._known[folder.name] = (stamp, size)
        self._changed = True
        return size

    def forget(self, session_id: str) -> None:
        self._changed |= self._known.pop(session_id, None) is not None

    def save(self, present: set[str]) -> None:
        """Without those that are gone; a folder that cannot be written is no matter."""
        for name in self._known.keys() - present:
            self.forget(name)
        if not self._changed:
            return
        self._changed = False
        with contextlib.suppress(OSError):
            write_whole(self._root / CACHE, json.dumps(self._known))


def size_of(folder: Path | str) -> int:
    """Bytes of all files in it; what vanishes meanwhile counts nothing."""
    total = 0
    try:
        with os.scandir(folder) as found:
            for one in found:
                with contextlib.suppress(OSError):
                    if one.is_dir(follow_symlinks=False):
                        total += size_of(one.path)
                    else:
                        total += one.stat(follow_symlinks=False).st_size
    except OSError:
        return total
    return total


def _stamp(folder: Path) -> int:
    try:
        return SessionFiles(folder).manifest.stat().st_mtime_ns
    except OSError:
        return 0
