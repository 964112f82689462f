"""The program's log: one file that never grows without end, and no password in it, whoever wrote the line."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from base.addresses import without_password
from base.errors import PersonError

FILE = "mouse-patrol.log"


class Discreet(logging.Formatter):
    """Cuts passwords out of whatever is written, tracebacks and the words of libraries included.

    Ours never hold one; FFmpeg's messages and exceptions name the whole address that they were given.
    """

    def format(self, record: logging.LogRecord) -> str:
        return without_password(super().format(record))


def keep_log(folder: Path) -> None:
    """Everything from INFO up into a file of at most 5 MB and three before it; warnings also to the terminal.

    Raises PersonError when the folder cannot be used.
    """
    terminal = logging.StreamHandler()
    terminal.setLevel(logging.WARNING)
    terminal.setFormatter(Discreet("%(levelname)s %(name)s: %(message)s"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = RotatingFileHandler(folder / FILE, maxBytes=5_000_000, backupCount=3, encoding="utf-8", errors="replace")
    except OSError as error:
        raise PersonError(f"The data folder {folder} cannot be used: {error.strerror or error}") from None
    file.setFormatter(Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[terminal, file], force=True)
    logging.captureWarnings(True)
