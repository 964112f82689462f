"""Scripts and runs of the trainer's room; a run whose scene cannot be built is one sentence."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from base.errors import PersonError
from duty.book.rows import Receipt, Row
from sessions.jobs import JobState, Progress
from sessions.training.room import TrainingRoom
from sessions.training.script import Cast, Planned, plan
from sessions.training.stage import Brief, Scene


class Ledger:
    def __init__(self) -> None:
        self.rows: list[Row] = []

    def write(self, *rows: Row) -> None:
        self.rows += rows

    def receipt(self, row_uuid: str) -> Receipt:
        return Receipt.COMMITTED

    def trouble(self) -> str:
        return ""


def nothing(
    brief: Brief, rows: Callable[[Sequence[Row]], None], progress: Progress
) -> tuple[tuple[Planned, ...], Scene]:
    raise PersonError("There is no memory left.")


def room(folder: Path) -> TrainingRoom:
    return TrainingRoom(folder, Ledger(), lambda: 1, {"simulator": nothing, "": nothing})


def test_our_scripts_are_there_once_and_can_be_run_anywhere_with_a_dock(tmp_path: Path) -> None:
    training = room(tmp_path / "training")
    entries = training.scripts()
    assert entries
    for entry in entries:
        assert entry.script is not None, entry.trouble
        planned = plan(entry.script, Cast(("d1",), ("k1",), ("c1",)), seed=1)
        assert len(planned) == len(entry.script.injections)
        training.delete_script(entry.name)
    assert training.scripts() == ()


def test_a_script_is_kept_under_its_name_and_a_damaged_one_says_so(tmp_path: Path) -> None:
    training = room(tmp_path / "training")
    first = training.scripts()[0]
    assert first.script is not None
    training.save_script("../夜班 2", first.script)
    (training.scripts_folder / "bad.toml").write_text("id = ")
    entries = {entry.name: entry for entry in training.scripts()}
    assert entries["___夜班_2"].script == first.script
    assert entries["bad"].script is None
    assert "bad.toml" in entries["bad"].trouble


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "training").write_text("a file")
    training = room(tmp_path / "training")
    assert training.scripts() == ()
    script = room(tmp_path / "other").scripts()[0].script
    assert script is not None
    with pytest.raises(PersonError, match="cannot be kept"):
        training.save_script("one", script)


def test_a_scene_that_cannot_be_built_fails_the_job_with_its_sentence(tmp_path: Path) -> None:
    training = room(tmp_path / "training")
    script = training.scripts()[0].script
    assert script is not None
    view = training.start(Brief(script, 1, "Li", "Wang")).wait(5.0)
    assert (view.state, view.error) == (JobState.FAILED, "There is no memory left.")
