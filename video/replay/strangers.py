"""Foreign clips, looked at in a child process: what they say of themselves, and the index of their pictures.

A strange file may hang or crash the library that reads it, and the window loads no such library.
"""

import datetime as dt
import multiprocessing
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from video.replay.tape import Tape

T = TypeVar("T")

LIMIT_S = 20.0
"""For one clip, on a slow disk."""
INDEX_LIMIT_S = 600.0
"""For all clips of a camera: every packet is read."""
_END_LIMIT_S = 2.0
_LOOK_EVERY_S = 0.1


@dataclass(frozen=True, slots=True)
class ClipFacts:
    length_s: float
    created_wall_ns: int | None
    """Out of its metadata; cameras without a clock write nonsense, so years before 2000 are none."""


def clip_facts(
    paths: Sequence[Path], say: Callable[[int], None] = lambda done: None, limit_s: float = LIMIT_S
) -> list[ClipFacts | None]:
    """One for each path; None for what is no clip. `say` hears how many are done, and may raise to break off."""
    return _asked(paths, _facts, say, limit_s)


def make_indexes(tapes: Sequence[Tape], say: Callable[[int], None] = lambda done: None) -> None:
    """So that video.replay.clips.open_kept has them afterwards; a clip that nothing can be made of has none."""
    _asked(tapes, _indexed, say, INDEX_LIMIT_S)


def _asked(
    questions: Sequence[object], answer: Callable[..., T | None], say: Callable[[int], None], limit_s: float
) -> list[T | None]:
    """In order. A question that ends the child, or takes too long, has no answer."""
    answers: list[T | None] = []
    while len(answers) < len(questions):
        say(len(answers))
        _ask(questions, answer, answers, say, limit_s)
    return answers


def _ask(
    questions: Sequence[object],
    answer: Callable[..., T | None],
    answers: list[T | None],
    say: Callable[[int], None],
    limit_s: float,
) -> None:
    """On from the first that has no answer yet, until one ends the child."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_child, args=(theirs, answer), name="foreign clips", daemon=True)
    try:
        process.start()
        theirs.close()
        while len(answers) < len(questions):
            ours.send(questions[len(answers)])
            waited_s = 0.0
            while not ours.poll(_LOOK_EVERY_S):
                say(len(answers))
                waited_s += _LOOK_EVERY_S
                if waited_s >= limit_s:
                    raise EOFError
            answers.append(ours.recv())
            say(len(answers))
    except (EOFError, OSError):
        answers.append(None)
    finally:
        ours.close()
        process.kill()
        process.join(_END_LIMIT_S)
        process.close()


def _child(pipe: Connection, answer: Callable[..., object]) -> None:
    from base.lifeline import leave_terminal, tie_to_parent

    tie_to_parent()
    leave_terminal()
    while True:
        try:
            question = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(answer(question))


def _indexed(tape: Tape) -> bool:
    from video.replay.clips import open_tape

    open_tape(tape)
    return True


def _facts(path: Path) -> ClipFacts | None:
    import av.error

    from video.replay.reels import open_strange

    try:
        with open_strange(f"file:{path}") as container:
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
