"""Trainings on recorded sessions, as the program puts them together: by whom, on which folder, and what is written."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from base.errors import PersonError
from base.lifecycle import Lifecycle
from duty.book.rows import Row
from duty.people import OperatorView, Role
from duty.precinct import empty
from sessions.assembling import Studio
from sessions.building import build
from sessions.files import SessionFiles
from sessions.jobs import JobState, JobView
from sessions.training import replayed
from sessions.training.room import TrainingRoom
from sessions.training.script import Script
from sessions.training.stage import Brief
from sessions.world import WorldKind

PILOT = OperatorView("li", "Li", Role.PILOT)
Made = Callable[[OperatorView | None], tuple[TrainingRoom, list[Row]]]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Made]:
    """The room of a live World that is not started; `open_replayed` is another test's."""

    def opened(brief: Brief, rows: object, progress: object, **named: object) -> None:
        folder_of = named["folder_of"]
        assert callable(folder_of)
        raise PersonError(str(folder_of(brief.script.base)))

    monkeypatch.setattr(replayed, "open_replayed", opened)
    manifest = SessionFiles(tmp_path / "sessions" / "one").manifest
    manifest.parent.mkdir(parents=True)
    manifest.write_text("{}")
    (tmp_path / "manifest.json").write_text("{}")
    (tmp_path / "sessions" / "manifest.json").write_text("{}")

    def make(who: OperatorView | None) -> tuple[TrainingRoom, list[Row]]:
        studio, written = Studio(), list[Row]()
        built = build(WorldKind.LIVE, empty(), tmp_path / "data", life, version="test", always=who, taps=studio.taps)
        monkeypatch.setattr(built.desk, "write", lambda *rows: written.extend(rows))
        folder, home = tmp_path / "sessions", tmp_path / "home"
        sessions = studio.furnish(
            built, empty(), life, folder=folder, home=home, version="test", language="en", openers={}
        )
        assert sessions.training is not None
        return sessions.training, written

    (tmp_path / "data").mkdir()
    life = Lifecycle()
    yield make
    life.stop()


def start(room: TrainingRoom, base: str) -> JobView:
    script = Script(id="s", title="S", base=base)
    assert room.can_run(script)
    return room.start(Brief(script, 1, "Li", "Wang")).wait(10.0)


def test_who_opens_a_session_to_train_on_it_is_written_down(made: Made) -> None:
    room, written = made(PILOT)
    view = start(room, "one")
    assert view.error.endswith("sessions/one"), view.error
    assert [(row.values["kind"], row.values["subject"], row.operator) for row in written] == [
        ("session_opened", "one", "li")
    ]


@pytest.mark.parametrize(
    "base", ["", ".", "..", "../sessions/one", "one/../one", "/etc", ".going-one", "none", "one\0"]
)
def test_a_script_leads_to_no_other_folder(made: Made, base: str) -> None:
    room, written = made(PILOT)
    view = start(room, base)
    assert (view.state, view.error) == (JobState.FAILED, f"There is no session {base}.")
    assert written == []


def test_nobody_who_is_not_signed_in_opens_one(made: Made) -> None:
    room, written = made(None)
    assert "signed in" in start(room, "one").error
    assert written == []
