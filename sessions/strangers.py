"""What no recorder of ours has put into a session's folder: links that lead out of it, pipes, devices.

A session may come from anywhere. Looked through before anything in it is opened: who reads its files need not ask.
"""

import os
import stat
from pathlib import Path

from base.errors import PersonError

_DEEPEST = 8


def refuse_strangers(folder: Path) -> None:
    """Raises PersonError, naming the first that is neither a file nor a folder. What vanishes is no matter."""
    waiting = [(folder, 0)]
    while waiting:
        place, depth = waiting.pop()
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        if depth >= _DEEPEST:
                            raise _refusal(folder, Path(entry.path))
                        waiting.append((Path(entry.path), depth + 1))
                    elif not entry.is_file(follow_symlinks=False) and _is_there(entry):
                        raise _refusal(folder, Path(entry.path))
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            raise PersonError(f"The session {folder.name} cannot be read: {error.strerror or error}.") from None


def _is_there(entry: "os.DirEntry[str]") -> bool:
    try:
        return not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode)
    except OSError:
        return False


def _refusal(folder: Path, path: Path) -> PersonError:
    name = path.relative_to(folder).as_posix().encode("utf-8", "replace").decode()[:200]
    return PersonError(f"The session {folder.name} holds what no recording has, a link or a pipe: {name}.")
