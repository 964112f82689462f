"""The trainer's room: scripts, runs, and the beginning of a run."""

import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from base.errors import PersonError
from duty.acts import ActKind, act
from duty.book.rows import Ledger, Row
from sessions.jobs import Job, Progress
from sessions.training.runs import Run, RunStore
from sessions.training.script import SIMULATOR, Planned, Script, load, save
from sessions.training.stage import Brief, Scene, Stage

TakeRows = Callable[[Sequence[Row]], None]
SceneOpener = Callable[[Brief, TakeRows, Progress], tuple[tuple[Planned, ...], Scene]]
"""Builds and starts a scene; the function is for the rows of its book. Raises PersonError or CancelledError."""


@dataclass(frozen=True, slots=True)
class ScriptEntry:
    """A script in the trainer's folder."""

    name: str
    """Of its file, without the folder."""
    script: Script | None
    """None: damaged, `trouble` says how."""
    trouble: str


class TrainingRoom:
    """`<data>/training/scripts/*.toml` and `<data>/training/runs/*.json`. Scripts of ours are put there once."""

    def __init__(
        self,
        folder: Path,
        ledger: Ledger,
        wall_ns: Callable[[], int],
        openers: Mapping[str, SceneOpener],
    ) -> None:
        """`openers`: by the script's base; "simulator", and "" for every session."""
        self._folder = folder
        self._ledger = ledger
        self._wall_ns = wall_ns
        self._openers = openers
        self.runs = RunStore(folder / "runs")

    @property
    def scripts_folder(self) -> Path:
        return self._folder / "scripts"

    def scripts(self) -> tuple[ScriptEntry, ...]:
        """By file name. Reads the folder: a few milliseconds."""
        self._put_ours()
        return tuple(_entry(path) for path in sorted(self.scripts_folder.glob("*.toml")))

    def save_script(self, name: str, script: Script) -> None:
        """Replace or make the file. Raises PersonError."""
        try:
            self.scripts_folder.mkdir(parents=True, exist_ok=True)
            save(script, self.scripts_folder / f"{_safe(name)}.toml")
        except OSError as error:
            raise PersonError(f"The script cannot be kept: {error.strerror or error}.") from None

    def delete_script(self, name: str) -> None:
        """Raises PersonError."""
        try:
            (self.scripts_folder / f"{_safe(name)}.toml").unlink(missing_ok=True)
        except OSError as error:
            raise PersonError(f"The script cannot be deleted: {error.strerror or error}.") from None

    def can_run(self, script: Script) -> bool:
        """Whether there is a scene for its base."""
        return _base(script) in self._openers

    def start(self, brief: Brief) -> Job[Stage]:
        """Build the run's World; the stage has not begun yet when the job is done."""
        opener = self._openers[_base(brief.script)]

        def work(progress: Progress) -> Stage:
            stages: list[Stage] = []
            early: list[Row] = []

            def take(rows: Sequence[Row]) -> None:
                if stages:
                    stages[0].take_rows(rows)
                else:
                    early.extend(rows)

            planned, scene = opener(brief, take, progress)
            try:
                progress.check()
            except BaseException:
                scene.life.stop()
                raise
            stage = Stage(brief, planned, scene, now_wall_ns=self._wall_ns())
            stage.take_rows(early)
            stages.append(stage)
            detail: dict[str, str | int | float] = {"trainee": brief.trainee, "seed": brief.seed}
            self._say(ActKind.TRAINING_STARTED, brief.script.id, brief.trainer, detail)
            return stage

        return Job(f"training {brief.script.id}", work)

    def keep(self, run: Run) -> None:
        """What `Stage.end` gave. Raises PersonError."""
        try:
            self.runs.save(run)
        except OSError as error:
            raise PersonError(f"The run cannot be kept: {error.strerror or error}.") from None
        self._say(ActKind.TRAINING_ENDED, run.id, run.trainer, {"points": run.score.points, "of": run.score.most})

    def _say(self, kind: ActKind, subject: str, operator: str, detail: Mapping[str, str | int | float]) -> None:
        self._ledger.write(act(kind, subject, at_wall_ns=self._wall_ns(), operator=operator, detail=dict(detail)))

    def _put_ours(self) -> None:
        """Only into a folder that is not there yet: what a trainer deleted stays deleted."""
        if self.scripts_folder.exists():
            return
        try:
            self.scripts_folder.mkdir(parents=True)
            with resources.as_file(resources.files("resources") / "training") as ours:
                for path in sorted(ours.glob("*.toml")):
                    shutil.copyfile(path, self.scripts_folder / path.name)
        except OSError:
            return  # an empty list says what to do


def _base(script: Script) -> str:
    return SIMULATOR if script.base == SIMULATOR else ""


def _entry(path: Path) -> ScriptEntry:
    try:
        return ScriptEntry(path.stem, load(path), "")
    except PersonError as error:
        return ScriptEntry(path.stem, None, str(error))


def _safe(name: str) -> str:
    return re.sub(r"[^\w-]", "_", name)[:60] or "script"
