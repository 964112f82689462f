"""What a foreign clip says of itself: length and time. Asked in a child process, because a strange file may hang or
crash the library that reads it."""

import datetime as dt
import multiprocessing
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

LIMIT_S = 20.0
"""For one clip, on a slow disk."""
_END_LIMIT_S = 2.0


@dataclass(frozen=True, slots=True)
class ClipFacts:
    length_s: float
    created_wall_ns: int | None
    """Out of its metadata; cameras without a clock write nonsense, so years before 2000 are none."""


def clip_facts(
    paths: Sequence[Path], say: Callable[[int], None] = lambda done: None, limit_s: float = LIMIT_S
) -> list[ClipFacts | None]:
    """One for each path; None for what is no clip. `say` hears how many are done, and may raise to break off."""
    found: list[ClipFacts | None] = []
    while len(found) < len(paths):
        say(len(found))
        _ask(paths, found, say, limit_s)
    return found


def _ask(paths: Sequence[Path], found: list[ClipFacts | None], say: Callable[[int], None], limit_s: float) -> None:
    """On from the first that is not answered yet. One that ends the child, or takes too long, is no clip."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_child, args=(theirs,), name="clip facts", daemon=True)
    try:
        process.start()
        theirs.close()
        while len(found) < len(paths):
            ours.send(paths[len(found)])
            if not ours.poll(limit_s):
                raise EOFError
            found.append(ours.recv())
            say(len(found))
    except (EOFError, OSError):
        found.append(None)
    finally:
        ours.close()
        process.kill()
        process.join(_END_LIMIT_S)
        process.close()


def _child(pipe: Connection) -> None:
    from base.lifeline import leave_terminal, tie_to_parent

    tie_to_parent()
    leave_terminal()
    while True:
        try:
            path = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(_facts(path))


def _facts(path: Path) -> ClipFacts | None:
    import av
    import av.error

    try:
        with av.open(f"file:{path}", metadata_errors="replace") as container:
            if not container.streams.video:
                return None
            stream = container.streams.video[0]
            length_s = 0.0
            if container.duration:
                length_s = container.duration / 1_000_000
            elif stream.duration and stream.time_base:
                length_s = float(stream.duration * stream.time_base)
            said = container.metadata.get("creation_time") or stream.metadata.get("creation_time") or ""
            return ClipFacts(max(length_s, 0.0), _wall_ns(said))
    except (av.error.FFmpegError, OSError, ValueError):
        return None


def _wall_ns(said: str) -> int | None:
    try:
        moment = dt.datetime.fromisoformat(said)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return round(moment.timestamp()) * 10**9 if moment.year >= 2000 else None
