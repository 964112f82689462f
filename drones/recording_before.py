"""What was recorded in a folder before: a recorder whose process died is followed by one that goes on behind it."""

import errno
from collections.abc import Sequence
from pathlib import Path

from base.errors import PersonError
from drones import tlog_index
from drones.config import LinkConfig
from drones.replay_tape import AirTape
from drones.tlog_index import Names, Relation


def found(folder: Path, links: Sequence[LinkConfig], relation: Relation) -> tuple[list[bytes], AirTape | None]:
    """The identities of the links' indices, and what was recorded here before; None where nothing was."""
    if not any(Names(folder, n).index.exists() or Names(folder, n).open.exists() for n in range(len(links))):
        return [tlog_index.new_identity() for _ in links], None
    tape = opened(folder, links, relation)
    try:
        tape.settle()
    except OSError:
        tape.close()
        raise
    return list(tape.identities), tape


def opened(folder: Path, links: Sequence[LinkConfig], relation: Relation) -> AirTape:
    """Raises OSError."""
    try:
        return AirTape.open(
            folder,
            links,
            started_tape_ns=relation.started_tape_ns,
            started_wall_ns=relation.started_wall_ns,
        )
    except PersonError as error:
        raise OSError(errno.EIO, str(error), str(folder)) from None


def whole_lines(path: Path) -> int:
    """Bytes of a file up to the end of its last whole line; 0 where there is none."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return 0
    return data.rfind(b"\n") + 1
