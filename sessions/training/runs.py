"""Runs that were made: kept per trainee, one file each, so that they can be compared."""

import json
import os
import re
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from sessions.training.scoring import Reaction, Score
from sessions.training.script import Planned, Script


class Note(BaseModel):
    """A trainer's word at a moment of the run."""

    model_config = ConfigDict(frozen=True)

    at_s: float
    text: str
    author: str


class Run(BaseModel):
    """Everything that a debrief shows; the script as it was then, whatever became of its file."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    script: Script
    seed: int
    trainee: str
    trainer: str
    """Logins or names; "" for nobody."""
    started_wall_ns: int
    length_s: float
    ended: bool
    """False: broken off before the script's end."""
    planned: tuple[Planned, ...]
    names: dict[str, str] = {}
    """Of drones, docks and cameras by id, as they were."""
    reactions: tuple[Reaction, ...]
    score: Score
    session_id: str = ""
    """The session that was recorded of it, or that it was played on; "" for none."""
    started_tape_ns: int | None = None
    """Where in that session it began."""
    notes: tuple[Note, ...] = ()


class RunStore:
    """A folder of JSON files, each replaced whole. Damaged ones are named by `refused` and left alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.refused: tuple[str, ...] = ()

    def all(self) -> tuple[Run, ...]:
        """Newest first."""
        runs, refused = [], []
        for path in sorted(self._folder.glob("*.json")):
            try:
                runs.append(Run.model_validate_json(path.read_bytes()))
            except (OSError, ValueError, ValidationError, RecursionError):
                refused.append(path.name)
        self.refused = tuple(refused)
        return tuple(sorted(runs, key=lambda run: run.started_wall_ns, reverse=True))

    def save(self, run: Run) -> None:
        """Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{_safe(run.id)}.json"
        beside = path.with_suffix(".new")
        with beside.open("w", encoding="utf-8") as file:
            json.dump(TypeAdapter(Run).dump_python(run, mode="json"), file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)

    def annotate(self, run: Run, note: Note) -> Run:
        """Raises OSError."""
        noted = run.model_copy(update={"notes": tuple(sorted((*run.notes, note), key=lambda n: n.at_s))})
        self.save(noted)
        return noted

    def delete(self, run: Run) -> None:
        """Raises OSError."""
        (self._folder / f"{_safe(run.id)}.json").unlink(missing_ok=True)


def _safe(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "_", name)[:80]
