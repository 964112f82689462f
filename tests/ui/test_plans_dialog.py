"""The plans' dialogs: side by side with a dry run, the switch, and the editor that saves into a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from duty.patrol.config import PlanLevel
from duty.patrol.view import Refusal
from duty.people import OperatorView, Role
from duty.precinct import Precinct, load
from tests.ui.fake_people import OFFICER, SUPERVISOR
from tests.ui.fake_world import FakeWorld
from ui.bridge import Bridge
from ui.marks import Mark
from ui.people.plan import SwitchPlanDialog
from ui.plans.copying import text_of
from ui.plans.dialog import PlansDialog
from ui.plans.draft import draft_of
from ui.plans.editor import PlanEditor
from ui.plans.trying import Trial
from ui.shell.labels import MarkLabel


@pytest.fixture(autouse=True)
def _deleted(qapp: QApplication) -> Iterator[None]:
    yield
    for window in QApplication.topLevelWidgets():
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def supervisor(fake: FakeWorld, bridge: Bridge) -> OperatorView:
    fake.operators.show(current=SUPERVISOR)
    bridge.tick()
    return SUPERVISOR


@pytest.fixture
def config(fake: FakeWorld, tmp_path: Path) -> Path:
    path = tmp_path / "precinct.toml"
    path.write_text("# ours\n" + text_of(fake.precinct), "utf-8")
    return path


class Replanned:
    """What the patrol is told after a save."""

    def __init__(self, fake: FakeWorld, refusal: Refusal | None = None) -> None:
        self.told: list[tuple[Precinct, str, str]] = []
        self.refusal = refusal
        fake.patrol.replan = self  # type: ignore[attr-defined]

    def __call__(self, precinct: Precinct, *, file: str = "", summary: str = "") -> Refusal | None:
        self.told.append((precinct, file, summary))
        return self.refusal


def shown(dialog: QDialog) -> None:
    dialog.show()
    QApplication.processEvents()


def cameras_of(editor: PlanEditor) -> tuple[str, ...]:
    """Of the first route."""
    return editor.draft.routes[0].cameras


def keys_of(editor: PlanEditor) -> tuple[str, ...]:
    return editor.draft.key_cameras


def test_three_plans_with_the_one_in_force_marked(fake: FakeWorld, bridge: Bridge) -> None:
    bridge.tick()
    dialog = PlansDialog(bridge)
    shown(dialog)
    states = {level: card.badge.isVisible() for level, card in dialog.cards.items()}
    assert states == {PlanLevel.ROUTINE: True, PlanLevel.HEIGHTENED: False, PlanLevel.HIGHEST: False}
    assert not dialog.cards[PlanLevel.ROUTINE].switch_button.isVisible()
    assert dialog.cards[PlanLevel.HIGHEST].switch_button.isEnabled()
    fake.patrol.show(plan=PlanLevel.HIGHEST, plan_by="Wang Min", plan_since_wall_ns=fake.clock.wall_ns())
    bridge.tick()
    assert dialog.cards[PlanLevel.HIGHEST].badge.isVisible()
    assert "Highest since" in dialog.in_force.text()
    assert "Wang Min" in dialog.in_force.text()


def test_a_dialog_that_is_gone_hears_nothing_more(fake: FakeWorld, bridge: Bridge, qtbot: QtBot) -> None:
    """Its cards are deleted with it: a connection that stayed would fail at every tick of the program."""
    dialog = PlansDialog(bridge)
    shown(dialog)
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with qtbot.captureExceptions() as failed:
        bridge.patrol_changed.emit(fake.patrol.view())
        bridge.operators_changed.emit(fake.operators.view())
    assert failed == []


def test_the_buttons_at_the_cards_feet_are_in_sight(bridge: Bridge, qtbot: QtBot, supervisor: OperatorView) -> None:
    dialog = PlansDialog(bridge)
    shown(dialog)
    room = dialog.screen().availableGeometry().height() - 80
    bar = dialog.findChildren(QScrollArea)[0].verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0 or dialog.height() >= room)


def test_a_switch_is_one_act_with_a_second_look(fake: FakeWorld, bridge: Bridge) -> None:
    bridge.tick()
    dialog = PlansDialog(bridge)
    shown(dialog)
    dialog.cards[PlanLevel.HIGHEST].switch_button.click()
    asked = dialog.findChild(SwitchPlanDialog)
    assert asked is not None
    assert ("switch_plan", PlanLevel.HIGHEST) not in fake.patrol.calls
    asked.do_button.click()
    assert fake.patrol.calls.count(("switch_plan", PlanLevel.HIGHEST)) == 1


@pytest.mark.parametrize(
    ("who", "switch", "edit"),
    [(None, False, False), (OFFICER, True, False), (SUPERVISOR, True, True), (Role.PILOT, False, False)],
)
def test_rights(fake: FakeWorld, bridge: Bridge, who: object, switch: bool, edit: bool) -> None:
    current = OperatorView("p", "P", who) if isinstance(who, Role) else who
    fake.operators.show(current=current)
    bridge.tick()
    dialog = PlansDialog(bridge)
    assert dialog.cards[PlanLevel.HIGHEST].switch_button.isEnabled() is switch
    assert dialog.edit_button.isEnabled() is edit
    assert bool(dialog.rights.text()) is not (switch and edit)


def test_the_dry_run_says_the_sum_and_what_to_change(qapp: QApplication) -> None:
    fake = FakeWorld(cameras=551)
    bridge = Bridge(fake.world)
    dialog = PlansDialog(bridge)
    routine, highest = dialog.cards[PlanLevel.ROUTINE], dialog.cards[PlanLevel.HIGHEST]
    said = routine.sums.text().replace("step(s)", "steps")  # plural forms are there once a language was installed
    assert "Ordinary cameras: 551 ÷ 4 = 138 steps × (8\u00a0s + 2\u00a0s to the next) = 23\u00a0min" in said
    assert "once a shift" in routine.sums.text()
    assert routine.advice.isHidden()
    assert highest.findChild(MarkLabel).mark is not Mark.ALARM  # type: ignore[union-attr]
    precinct = fake.precinct.model_copy(
        update={"plans": (dialog.precinct.all_plans()[2].model_copy(update={"ordinary_every_min": 10}),)}
    )
    dialog._take(precinct)
    assert highest.findChild(MarkLabel).mark is Mark.ALARM  # type: ignore[union-attr]
    assert "Cannot be kept" in highest.verdict.text()
    assert "Any one of these would do:" in highest.advice.text()
    assert "2 officers in this shift" in highest.advice.text().replace("officer(s)", "officers")
    bridge.stop()


def test_a_share_just_over_all_is_not_rounded_to_fit() -> None:
    from dataclasses import replace

    from duty.patrol.dry_run import dry_run

    fake = FakeWorld()
    run = dry_run(fake.precinct, PlanLevel.ROUTINE, fake.precinct.all_shifts()[0], fake.clock.wall_ns())
    trial = Trial()
    assert trial.share(replace(run, share=1.001, fits=False)) == "101\u00a0%"
    assert trial.share(replace(run, share=0.999, fits=True)) == "100\u00a0%"
    assert trial.mark(replace(run, share=0.999, fits=True)) is Mark.ATTENTION


def test_an_edit_is_saved_in_place_and_put_in_force(
    fake: FakeWorld, bridge: Bridge, supervisor: OperatorView, config: Path
) -> None:
    told = Replanned(fake)
    editor = PlanEditor(bridge, config=config)
    saved: list[Precinct] = []
    editor.saved.connect(saved.append)
    shown(editor)
    assert not editor.save_button.isEnabled()
    editor.plans.columns[PlanLevel.HIGHEST].key_every.setValue(7)
    editor.plans.columns[PlanLevel.ROUTINE].once.setChecked(False)
    editor.shifts.rows[0].officers.setValue(3)
    assert editor.save_button.isEnabled()
    editor.save_button.click()
    assert not editor.isVisible()
    after = load(config)
    assert after.all_plans()[2].key_every_min == 7
    assert after.all_plans()[0].ordinary_every_min == 240
    assert after.all_shifts()[0].officers == 3
    assert config.read_text("utf-8").startswith("# ours\n")
    assert len(saved) == 1
    (precinct, file, summary), *more = told.told
    assert more == []
    assert precinct.all_plans() == after.all_plans()
    assert file == str(config)
    assert "plans.highest.key_every_min: 10 -> 7" in summary
    assert "shifts.day.officers: 1 -> 3" in summary


def test_undo_and_redo(fake: FakeWorld, bridge: Bridge, supervisor: OperatorView, config: Path) -> None:
    editor = PlanEditor(bridge, config=config)
    shown(editor)
    column = editor.plans.columns[PlanLevel.HEIGHTENED]
    for value in (3, 4, 5, 6):
        column.step.setValue(value)
    column.dwell.setValue(2.5)
    editor.undo_button.click()
    assert column.dwell.value() == 8.0
    assert column.step.value() == 6
    editor.undo_button.click()
    assert column.step.value() == 4, "the changes of one field in a row are one step"
    assert not editor.is_changed
    assert not editor.undo_button.isEnabled()
    editor.redo_button.click()
    editor.redo_button.click()
    assert (column.step.value(), column.dwell.value()) == (6, 2.5)
    assert not editor.redo_button.isEnabled()


def test_what_is_wrong_is_said_at_the_field_and_not_saved(
    fake: FakeWorld, bridge: Bridge, supervisor: OperatorView, config: Path
) -> None:
    before = config.read_bytes()
    editor = PlanEditor(bridge, config=config)
    shown(editor)
    editor.tabs.setCurrentWidget(editor.shifts)
    row = editor.shifts.rows[0]
    row.name.selectAll()
    QTest.keyClick(row.name, Qt.Key.Key_Backspace)
    assert row.problem.isVisible()
    assert row.problem.text() == "Give it a name."
    assert not editor.save_button.isEnabled()
    editor.try_now()
    assert "nothing is wrong" in editor.trial.details.text()
    editor.tabs.setCurrentWidget(editor.plans)
    editor.save()
    assert editor.tabs.currentWidget() is editor.shifts, "it goes to the field"
    assert config.read_bytes() == before
    QTest.keyClicks(row.name, "Early")
    assert row.problem.isHidden()
    assert editor.draft.shifts[0].name == "Early"


def test_shifts_come_and_go_and_gaps_are_told(
    fake: FakeWorld, bridge: Bridge, supervisor: OperatorView, config: Path
) -> None:
    editor = PlanEditor(bridge, config=config)
    shown(editor)
    editor.tabs.setCurrentWidget(editor.shifts)
    editor.shifts.rows[1].remove.click()
    assert [s.id for s in editor.draft.shifts] == ["day"]
    assert editor.shifts.notice.text() == "Nobody is on duty 20:00–08:00."
    editor.shifts.rows[0].remove.click()
    assert editor.shifts.notice.text() == "There must be a shift."
    editor.shifts.add_button.click()
    assert len(editor.shifts.rows) == 1
    assert editor.shifts.rows[0].name.text() == "New shift"
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_route_is_put_in_order_with_the_keyboard(
    fake: FakeWorld, bridge: Bridge, supervisor: OperatorView, config: Path
) -> None:
    editor = PlanEditor(bridge, config=config)
    shown(editor)
    editor.tabs.setCurrentWidget(editor.routes)
    tab = editor.routes
    tab.add_button.click()
    assert tab.problem.text() == "A route needs a camera."
    QTest.keyClicks(tab.name, "Walk")
    assert editor.draft.routes[0].name == "Walk"
    for text in ("Camera 3", "Camera 1", "c07"):
        tab.all.search.setFocus()
        tab.all.search.selectAll()
        QTest.keyClicks(tab.all.search, text)
        QTest.keyClick(tab.all.search, Qt.Key.Key_Return)
        QTest.keyClick(tab.all.view, Qt.Key.Key_Return)
    assert cameras_of(editor) == ("c03", "c01", "c07")
    assert tab.problem.isHidden()
    tab.cameras.setFocus()
    tab.cameras.setCurrentRow(2)
    QTest.keyClick(tab.cameras, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(tab.cameras, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(tab.cameras, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert cameras_of(editor) == ("c07", "c03", "c01")
    assert tab.cameras.currentRow() == 0
    QTest.keyClick(tab.cameras, Qt.Key.Key_Delete)
    assert cameras_of(editor) == ("c03", "c01")
    editor.save()
    assert [r.cameras for r in load(config).routes] == [("c03", "c01")]


def test_key_cameras_are_ticked(fake: FakeWorld, bridge: Bridge, supervisor: OperatorView, config: Path) -> None:
    editor = PlanEditor(bridge, config=config)
    shown(editor)
    editor.tabs.setCurrentIndex(2)
    QTest.keyClicks(editor.keys.search, "old town camera 5")
    assert [item.toolTip() for item in editor.keys.shown()] == ["c05"]
    QTest.keyClick(editor.keys.search, Qt.Key.Key_Return)
    QTest.keyClick(editor.keys.view, Qt.Key.Key_Return)
    assert keys_of(editor) == ("c05",)
    QTest.keyClick(editor.keys.view, Qt.Key.Key_Space)
    assert keys_of(editor) == ()
    QTest.keyClick(editor.keys.view, Qt.Key.Key_Space)
    editor.save()
    assert load(config).patrol.key_cameras == ("c05",)


def test_the_dry_run_follows_the_fields(fake: FakeWorld, bridge: Bridge, supervisor: OperatorView) -> None:
    editor = PlanEditor(bridge)
    shown(editor)
    before = editor.trial.runs
    editor.plans.columns[PlanLevel.HIGHEST].ordinary_every.setValue(1)
    editor.plans.columns[PlanLevel.HIGHEST].dwell.setValue(120)
    editor.try_now()
    assert editor.trial.runs != before
    assert [run.fits for run in editor.trial.runs[:3]] == [True, True, False]
    assert editor.trial.details.text().startswith("Highest: Day, Night\nCannot be kept")


def test_changes_are_given_up_at_the_second_escape_only(
    fake: FakeWorld, bridge: Bridge, supervisor: OperatorView, config: Path
) -> None:
    before = config.read_bytes()
    editor = PlanEditor(bridge, config=config)
    shown(editor)
    editor.plans.columns[PlanLevel.ROUTINE].step.setValue(6)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.isVisible()
    assert "not saved" in editor.hint.text()
    editor.plans.columns[PlanLevel.ROUTINE].step.setValue(5)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.isVisible(), "another change asks again"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert not editor.isVisible()
    assert config.read_bytes() == before


def test_a_file_that_somebody_else_changed_is_not_overwritten(
    fake: FakeWorld, bridge: Bridge, supervisor: OperatorView, config: Path
) -> None:
    told = Replanned(fake)
    editor = PlanEditor(bridge, config=config)
    shown(editor)
    config.write_text(config.read_text("utf-8") + "# theirs\n", "utf-8")
    editor.plans.columns[PlanLevel.ROUTINE].step.setValue(6)
    editor.save()
    assert editor.isVisible()
    assert "changed by somebody else" in editor.hint.text()
    assert config.read_text("utf-8").endswith("# theirs\n")
    assert told.told == []
    assert editor.is_changed


def test_a_file_that_went_away_is_said(
    fake: FakeWorld, bridge: Bridge, supervisor: OperatorView, tmp_path: Path
) -> None:
    editor = PlanEditor(bridge, config=tmp_path / "gone.toml")
    shown(editor)
    assert "cannot be read" in editor.hint.text()
    editor.plans.columns[PlanLevel.ROUTINE].step.setValue(6)
    editor.save()
    assert "cannot be read" in editor.hint.text()
    assert editor.isVisible()
    assert draft_of(fake.precinct) != editor.draft


def test_a_saved_file_that_is_not_in_force_is_said(
    fake: FakeWorld, bridge: Bridge, supervisor: OperatorView, config: Path
) -> None:
    Replanned(fake, Refusal.SIGNED_OUT)
    editor = PlanEditor(bridge, config=config)
    shown(editor)
    editor.plans.columns[PlanLevel.ROUTINE].step.setValue(6)
    editor.save()
    assert editor.isVisible()
    assert "only after a new start" in editor.hint.text()
    assert load(config).all_plans()[0].step == 6


def test_without_the_right_nothing_is_written(fake: FakeWorld, bridge: Bridge, config: Path) -> None:
    """The supervisor may have gone while the editor was open."""
    before = config.read_bytes()
    editor = PlanEditor(bridge, config=config)
    shown(editor)
    editor.plans.columns[PlanLevel.ROUTINE].step.setValue(6)
    editor.save()
    assert "Only a supervisor" in editor.hint.text()
    assert config.read_bytes() == before


def test_the_demo_saves_a_copy_only(fake: FakeWorld, bridge: Bridge, supervisor: OperatorView, tmp_path: Path) -> None:
    editor = PlanEditor(bridge)
    shown(editor)
    assert editor.save_button.isHidden()
    assert "no file" in editor.hint.text()
    editor.plans.columns[PlanLevel.ROUTINE].step.setValue(6)
    editor.write_copy(tmp_path / "mine")
    assert load(tmp_path / "mine.toml").all_plans()[0].step == 6
    assert "mine.toml" in editor.hint.text()
    assert not editor.is_changed
    editor.write_copy(tmp_path / "no" / "folder.toml")
    assert "cannot be written" in editor.hint.text()


def test_the_plans_dialog_shows_what_was_saved(
    fake: FakeWorld, bridge: Bridge, supervisor: OperatorView, config: Path
) -> None:
    Replanned(fake)
    dialog = PlansDialog(bridge, config=config)
    shown(dialog)
    editor = dialog.edit()
    assert isinstance(editor, PlanEditor)
    editor.plans.columns[PlanLevel.HIGHEST].step.setValue(2)
    editor.shifts.rows[0].officers.setValue(4)
    editor.save()
    assert "÷ 2 =" in dialog.cards[PlanLevel.HIGHEST].sums.text()
    assert "4 officers" in dialog.shift_box.itemText(0).replace("officer(s)", "officers")


def test_what_was_edited_since_the_start_is_what_is_shown(fake: FakeWorld, bridge: Bridge) -> None:
    plan = fake.precinct.all_plans()[2].model_copy(update={"dwell_s": 33.0})
    fake.patrol.precinct = fake.precinct.model_copy(update={"plans": (plan,)})  # type: ignore[attr-defined]
    bridge.tick()
    dialog = PlansDialog(bridge)
    assert "33\u00a0s" in dialog.cards[PlanLevel.HIGHEST].sums.text()
    asked = dialog.ask_for(PlanLevel.HIGHEST)
    assert any(label.text() == "33\u00a0s" for label in asked.findChildren(QLabel))


def test_the_real_patrol_takes_edited_plans() -> None:
    """What the editor looks for by name is what the patrol really has."""
    from duty.patrol.room import Patrol

    assert {"precinct", "replan"} <= set(dir(Patrol))
