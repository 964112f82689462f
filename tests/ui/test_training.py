"""Training in the window: scripts, the run under its band, the debrief, notes, comparison, the editor, rights."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from pydantic import ValidationError
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from base.clock import NS_PER_S
from duty.people import OperatorView, Role
from sessions.replay.view import Mark
from sessions.training.runs import Run
from sessions.training.scoring import Reaction
from sessions.training.script import InjectionKind, ReactionKind, Script
from tests.ui.fake_sessions import FakeSessions
from tests.ui.fake_training import BEGINS_AFTER_S, FakeTraining
from tests.ui.fake_world import FakeWorld
from tests.ui.test_shell_sound import Recorder
from ui.bridge import Bridge
from ui.people.gate import Gate
from ui.training import problems
from ui.training.debrief import Debrief
from ui.training.editor import AT, KIND, REACTION, ScriptEditor
from ui.training.notice import NoticeDialog
from ui.training.page import TrainingPage
from ui.training.start import StartDialog
from ui.training.window import TrainingWindow
from ui.words import training as words

TRAINER = OperatorView("wang", "Wang", Role.TRAINER)
PILOT = OperatorView("li", "Li", Role.PILOT)
D = TypeVar("D", bound=QWidget)


class Room:
    def __init__(self, qtbot: QtBot, fake: FakeWorld, folder: Path) -> None:
        self.qtbot, self.fake = qtbot, fake
        self.training = FakeTraining(folder / "training", fake)
        self.bridge = Bridge(fake.world)
        self.gate = Gate(self.bridge)
        self.page = TrainingPage(self.bridge, self.training.room, self.gate, make_player=Recorder)
        qtbot.addWidget(self.page)
        self.page.resize(1500, 900)
        self.page.show()
        self.sign_in(TRAINER)

    def sign_in(self, operator: OperatorView) -> None:
        self.fake.operators.show(current=operator)
        self.bridge.tick()

    def dialog(self, kind: type[D]) -> D:
        QApplication.processEvents()
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
        assert found, f"no {kind.__name__}"
        return found[-1]

    def start(self) -> TrainingWindow:
        self.page.start_button.click()
        dialog = self.dialog(StartDialog)
        dialog.trainee.setText("Li")
        dialog.seed.setText("7")
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.page.window_of_run is not None)
        window = self.page.window_of_run
        assert window is not None
        self.qtbot.waitUntil(window.isActiveWindow)
        return window


@pytest.fixture
def room(qtbot: QtBot, fake: FakeWorld, tmp_path: Path) -> Iterator[Room]:
    made = Room(qtbot, fake, tmp_path)
    yield made
    made.page.close_down()


def ended(room: Room, window: TrainingWindow) -> Debrief:
    window.end()
    room.qtbot.waitUntil(lambda: room.page.debrief is not None)
    assert room.page.debrief is not None
    return room.page.debrief


def test_a_run_from_start_to_debrief(room: Room, fake: FakeWorld) -> None:
    window = room.start()
    assert "TRAINING" in window.windowTitle()
    assert window.band.word.text() == "TRAINING"
    assert "begins in" in window.band.time.text()
    assert not window.band.notice_button.isEnabled()
    assert not room.page.start_button.isEnabled(), "one run at a time"
    fake.clock.advance(BEGINS_AFTER_S + 100)
    room.qtbot.waitUntil(lambda: "left" in window.band.time.text())
    QTest.keyClick(window, Qt.Key.Key_F12)
    notice = room.dialog(NoticeDialog)
    notice.what.setCurrentIndex(notice.what.findData(InjectionKind.BLACK_FLIGHT))
    assert not notice.which.isEnabled()
    notice.what.setCurrentIndex(notice.what.findData(InjectionKind.CAMERA_FREEZE))
    assert notice.which.count() == len(fake.world.precinct.cameras)
    notice.what.setCurrentIndex(notice.what.findData(InjectionKind.BLACK_FLIGHT))
    QTest.keyClick(notice, Qt.Key.Key_Return)
    window.close()
    box = room.dialog(QMessageBox)
    assert "End the run now?" in box.text()
    assert [b.text() for b in box.buttons() if box.defaultButton() is b] == ["Go on"]
    next(b for b in box.buttons() if b.text() == "End the run").click()
    room.qtbot.waitUntil(lambda: room.page.debrief is not None)
    assert room.training.stopped == 1
    debrief = room.page.debrief
    assert debrief is not None
    assert "Li" in debrief.facts.text()
    assert "broken off" in debrief.facts.text()
    marks = debrief.run.score.marks
    began = [debrief.table.model().index(row, 2).data() != "–" for row in range(len(marks))]
    assert began == [mark.planned.from_s < debrief.run.length_s for mark in marks]
    assert set(began) == {True, False}, "what the run did not come to never began"
    assert [run.trainee for run in room.training.room.runs.all()] == ["Li"]
    assert debrief.run.score.false == (Reaction(100.0, ReactionKind.NOTICED, "", InjectionKind.BLACK_FLIGHT),)
    kinds = [row.values["kind"] for row in room.training.ledger.rows]
    assert kinds == ["training_started", "training_ended"]


def test_time_is_up(room: Room, fake: FakeWorld) -> None:
    window = room.start()
    script = window._stage.brief.script
    fake.clock.advance(BEGINS_AFTER_S + script.minutes * 60 + 1)
    room.qtbot.waitUntil(lambda: window.band.time.text() == "over")
    room.dialog(QMessageBox).buttons()[0].click()
    room.qtbot.waitUntil(lambda: room.page.debrief is not None)
    assert room.page.debrief is not None
    assert room.page.debrief.run.ended


def test_the_programs_end_scores_and_keeps_the_run(room: Room) -> None:
    room.start()
    room.page.close_down()
    assert room.training.stopped == 1
    assert len(room.training.room.runs.all()) == 1


def test_the_debrief_is_annotated_and_saved(room: Room, tmp_path: Path) -> None:
    debrief = ended(room, room.start())
    debrief.timeline.choose(42.0)
    assert "0:42" in debrief.note.placeholderText()
    debrief.note.setText("looked <i>away</i>")
    QTest.keyClick(debrief.note, Qt.Key.Key_Return)
    assert room.training.room.runs.all()[0].notes[0].text == "looked <i>away</i>"
    debrief.save_to(tmp_path / "d.html", html=True)
    saved = (tmp_path / "d.html").read_text()
    assert "looked &lt;i&gt;away&lt;/i&gt;" in saved
    debrief.save_to(tmp_path / "d.pdf", html=False)
    assert (tmp_path / "d.pdf").read_bytes().startswith(b"%PDF")
    debrief.save_to(tmp_path / "none" / "d.pdf", html=False)
    assert debrief.trouble.isVisible()
    shown: list[tuple[str, int, tuple[Mark, ...]]] = []
    room.page.recording_requested.connect(lambda session, at, marks: shown.append((session, at, marks)))
    debrief.recording.click()
    session, at, marks = shown[0]
    assert (session, at) == (debrief.run.session_id, 42 * NS_PER_S)
    assert [mark.at_tape_ns for mark in marks] == [round(one.from_s * NS_PER_S) for one in debrief.run.planned]


def keep(room: Room, name: str, wall_ns: int, trainee: str = "Li") -> Run:
    first = room.training.room.scripts()[0].script
    assert first is not None
    window = room.start()
    run = ended(room, window).run.model_copy(update={"id": name, "started_wall_ns": wall_ns, "trainee": trainee})
    for old in room.training.room.runs.all():
        if old.id not in ("a", "b"):
            room.training.room.runs.delete(old)
    marks = tuple(replace(mark, after_s=10.0 * (1 + wall_ns) + i, points=1.0) for i, mark in enumerate(run.score.marks))
    run = run.model_copy(update={"score": replace(run.score, marks=marks)})
    room.training.room.runs.save(run)
    assert room.page.debrief is not None
    room.page.debrief.back.click()
    return run


def test_runs_are_compared_and_deleted(room: Room) -> None:
    keep(room, "a", 1)
    keep(room, "b", 2, trainee="Zhao")
    assert room.page.runs.table.rowCount() == 2
    room.page.runs.table.selectAll()
    room.page.runs.compare.click()
    table = room.page.runs.comparison
    assert table.isVisible()
    first, second = table.item(0, 1), table.item(0, 2)
    assert first is not None
    assert second is not None
    assert first.text().startswith("★")
    assert not second.text().startswith("★")
    room.page.runs.table.selectRow(0)
    room.page.runs.delete.click()
    next(b for b in room.dialog(QMessageBox).buttons() if b.text() == "Delete").click()
    assert [run.id for run in room.training.room.runs.all()] == ["a"]


def test_a_trainee_sees_the_own_runs_and_changes_no_script(room: Room) -> None:
    keep(room, "a", 1)
    keep(room, "b", 2, trainee="Zhao")
    room.sign_in(PILOT)
    assert [room.page.runs.table.item(r, 1).text() for r in range(room.page.runs.table.rowCount())] == ["Li"]  # type: ignore[union-attr]
    assert not room.page.edit.isEnabled()
    assert room.page.edit.toolTip()
    assert room.page.start_button.isEnabled()


def test_scripts_are_copied_edited_and_deleted_and_what_is_wrong_is_said(room: Room) -> None:
    room.page.copy.click()
    assert room.page.scripts.count() == 2
    room.page.edit.click()
    editor = room.dialog(ScriptEditor)
    editor.title.setText("Second night")
    item = editor.injections.table.item(0, AT)
    assert item is not None
    item.setText("soon")
    QTest.mouseClick(editor.do_button, Qt.MouseButton.LeftButton)
    assert editor.isVisible()
    assert "line 1" in editor.hint.text()
    assert "At, s: a number is needed" in editor.hint.text()
    item.setText("12")
    editor.injections.add.click()
    editor.marks.add.click()
    editor.do_button.click()
    entry = room.page.chosen
    assert entry is not None
    assert entry.script is not None
    assert (entry.script.title, entry.script.injections[0].at_s) == ("Second night", 12)
    assert entry.script.marks[-1].injection == entry.script.injections[-1].id
    room.page.delete.click()
    next(b for b in room.dialog(QMessageBox).buttons() if b.text() == "Delete").click()
    assert room.page.scripts.count() == 1


def test_no_script_and_a_damaged_one_say_what_to_do(room: Room) -> None:
    for entry in room.training.room.scripts():
        room.training.room.delete_script(entry.name)
    room.page.refresh()
    assert str(room.training.room.scripts_folder) in room.page.facts.text()
    assert not room.page.start_button.isEnabled()
    (room.training.room.scripts_folder / "bad.toml").write_text("id =")
    room.page.refresh()
    assert "bad.toml" in room.page.trouble.text()
    assert not room.page.start_button.isEnabled()


def test_a_script_on_a_session_says_that_it_cannot_be_run_here(room: Room) -> None:
    script = room.training.room.scripts()[0].script
    assert script is not None
    room.training.room.save_script("on-session", script.model_copy(update={"base": "20260101T000000Z-abcd"}))
    room.page.refresh()
    room.page.scripts.setCurrentRow(1)
    assert not room.page.start_button.isEnabled()
    assert "recorded session" in room.page.start_button.toolTip()


def test_every_kind_has_words() -> None:
    assert len({words.injection(kind) for kind in InjectionKind}) == len(InjectionKind)
    assert len({words.reaction(kind) for kind in ReactionKind}) == len(ReactionKind)


def test_a_script_is_put_on_a_session_from_a_moment_of_it(room: Room) -> None:
    assert room.page.chosen is not None
    script = room.page.chosen.script
    assert script is not None
    kept: list[Script] = []
    sessions = [("Night at the stadium · 20:00", "20260101T000000Z-abcd"), ("Second", "b")]
    editor = ScriptEditor(script, room.fake.world.precinct, sessions=sessions)
    room.qtbot.addWidget(editor)
    editor.kept.connect(kept.append)
    assert editor.base.currentData() == "simulator"
    assert not editor.from_time.isEnabled()
    editor.base.setCurrentIndex(editor.base.findText("Night at the stadium · 20:00"))
    assert editor.from_time.isEnabled()
    for wrong in ("soon", "1:-5", "", "1:2:3:4", "-3"):
        editor.from_time.setText(wrong)
        editor.do()
        assert "From, minutes:seconds: " in editor.hint.text(), wrong
    for right, seconds in (("2:05", 125.0), ("75", 75.0), ("1:00:01", 3601.0)):
        editor.from_time.setText(right)
        editor.do()
        assert (kept[-1].base, kept[-1].from_s) == ("20260101T000000Z-abcd", seconds)


def test_a_session_that_is_gone_stays_in_its_script(room: Room) -> None:
    assert room.page.chosen is not None
    first = room.page.chosen.script
    assert first is not None
    script = first.model_copy(update={"base": "gone", "from_s": 12.5})
    kept: list[Script] = []
    editor = ScriptEditor(script, room.fake.world.precinct)
    room.qtbot.addWidget(editor)
    editor.kept.connect(kept.append)
    assert "gone" in editor.base.currentText()
    editor.do()
    assert kept == [script], "with its half second"
    editor.base.setCurrentIndex(0)
    editor.do()
    assert (kept[-1].base, kept[-1].from_s) == ("simulator", 0.0)


def test_the_page_offers_what_the_library_has(qtbot: QtBot, fake: FakeWorld, tmp_path: Path) -> None:
    library = FakeSessions()
    bridge = Bridge(fake.world, sessions=library.sessions)
    training = FakeTraining(tmp_path / "training", fake)
    page = TrainingPage(bridge, training.room, Gate(bridge))
    qtbot.addWidget(page)
    offered = page._sessions()
    entries = {entry.id: entry for entry in library.library.view().entries}
    assert all(not entries[one].trouble and not entries[one].recording for _, one in offered)
    assert len(offered) == 3
    assert any(title == "Drone over the stadium · 40:00" for title, _ in offered)
    entry = page.chosen
    assert entry is not None
    assert entry.script is not None
    base = next(one for title, one in offered if "stadium" in title)
    training.room.save_script(entry.name, entry.script.model_copy(update={"base": base}))
    page.refresh()
    assert "on the session Drone over the stadium" in page.facts.text()
    assert not page.start_button.isEnabled(), "this room has no scene for sessions"
    page.close_down()


WRONG: list[dict[str, object]] = [
    {"title": "", "minutes": "x", "from_s": "x", "false_points": "1.5", "notes": "n" * 4001},
    {"injections": [{"id": "a b", "kind": "link_loss", "at_s": "", "spread_s": "-1", "for_s": "0", "targets": ["/"]}]},
    {"injections": [{"id": "a", "kind": "link_loss", "at_s": "nan", "for_s": "99999"}]},
    {"minutes": 1, "injections": [{"id": "a", "kind": "link_loss", "at_s": 1}] * 2},
    {"minutes": 1, "injections": [{"id": "a", "kind": "link_loss", "at_s": 99}]},
    {"marks": [{"injection": "gone", "reaction": "noticed", "within_s": 5, "late_s": 6}]},
    {"marks": [{"injection": "gone", "reaction": "noticed", "within_s": 5, "late_s": 4, "points": "0"}]},
]


@pytest.mark.parametrize("wrong", WRONG, ids=range(len(WRONG)))
def test_what_is_wrong_with_a_script_is_said_in_words_of_the_window(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as caught:
        Script.model_validate({"id": "i", "title": "t", **wrong})
    said = "\n".join(problems.lines(caught.value))
    assert said
    for technical in ("_s", "Input should", "String should", "injections", "marks[", "&", "{", "pattern"):
        assert technical not in said, said


def test_a_mark_without_its_cause_is_named_by_its_line() -> None:
    mark = {"injection": "gone", "reaction": "noticed", "within_s": 5, "late_s": 6}
    with pytest.raises(ValidationError) as caught:
        Script.model_validate({"id": "i", "title": "t", "marks": [mark]})
    assert problems.lines(caught.value) == ["What should be done about it, line 1: nothing that goes wrong is “gone”"]


def test_a_comparison_follows_the_choice_and_tells_runs_of_one_person_apart(room: Room) -> None:
    hour_ns = 3600 * NS_PER_S
    keep(room, "a", hour_ns)
    keep(room, "b", 3 * hour_ns)
    panel = room.page.runs
    assert panel.pages.currentWidget() is panel.table
    panel.table.selectAll()
    panel.compare.click()
    heads = [panel.comparison.horizontalHeaderItem(column) for column in (1, 2)]
    assert len({head.text() for head in heads if head is not None}) == 2
    assert panel.comparison.columnWidth(0) >= panel.comparison.sizeHintForColumn(0), "marks are read whole"
    panel.table.selectRow(0)
    assert not panel.comparison.isVisible()
    assert not panel.compare.isChecked()


def test_without_runs_the_page_says_how_one_begins(room: Room) -> None:
    panel = room.page.runs
    assert panel.pages.currentWidget() is panel.nothing
    assert "Start a run" in panel.nothing.text()
    assert not panel.acts.isVisible()
    keep(room, "a", 1, trainee="Zhao")
    room.sign_in(PILOT)
    assert "You have made no run" in panel.nothing.text()


def test_the_editor_opens_at_its_first_line_with_nothing_cut_off(room: Room) -> None:
    room.page.edit.click()
    editor = room.dialog(ScriptEditor)
    assert editor.title.hasFocus()
    for rows, column in ((editor.injections, KIND), (editor.marks, REACTION)):
        assert rows.table.verticalScrollBar().value() == 0
        assert not rows.remove.isEnabled()
        for row in range(rows.table.rowCount()):
            box = rows.table.cellWidget(row, column)
            assert isinstance(box, QComboBox)
            assert box.width() >= box.fontMetrics().horizontalAdvance(box.currentText()) + 30, box.currentText()
            assert box.height() <= rows.table.rowHeight(row)
    editor.reject()


def test_the_trainers_notes_are_not_shown_to_the_trainee(room: Room) -> None:
    assert room.page.chosen is not None
    script = room.page.chosen.script
    assert script is not None
    assert room.page.notes.text() == script.notes != ""
    room.sign_in(PILOT)
    assert room.page.notes.text() == ""
    assert not room.page.notes.isVisible()


def test_a_run_that_ends_badly_still_has_its_debrief(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_run: Run) -> None:
        raise RuntimeError("no room in the book")

    def cannot_be_removed() -> None:
        raise OSError("Directory not empty")

    monkeypatch.setattr(room.training.room, "keep", fails)
    window = room.start()
    window._stage.scene.life.when_nothing_runs(cannot_be_removed)
    debrief = ended(room, window)
    assert "no room in the book" in debrief.trouble.text()
    assert room.page.window_of_run is None
    assert room.page.start_button.isEnabled()
