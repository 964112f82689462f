"""Signing in, changing over, operators, hand-over and plans, in the whole window and by keyboard."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu
from pytestqt.qtbot import QtBot

from base.clock import NS_PER_S
from duty.incidents import IncidentState
from duty.patrol.config import PlanLevel, Tier
from duty.patrol.view import DueCamera
from duty.people import RIGHTS, HandOverDone, OperatorView, Right, Role, SignInState
from tests.ui.dialogs import dialog, enter, is_gone, type_in
from tests.ui.fake_people import OFFICER, SUPERVISOR
from tests.ui.fake_world import FakeWorld
from tests.ui.test_shell_window import Desk, clipped, texts
from ui.people.first import NewOperatorDialog
from ui.people.hand_over import HandOverDialog
from ui.people.manage import ChangeOperatorDialog, OperatorsDialog
from ui.people.password import PasswordDialog
from ui.people.plan import SwitchPlanDialog
from ui.people.sign_in import SignInDialog
from ui.shell.paper import PaperDialog
from ui.words import people as words

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PILOT = OperatorView("zhao", "Zhao Lei", Role.PILOT)


@pytest.fixture
def desk(qtbot: QtBot, fake: FakeWorld, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, fake, tmp_path)
    yield made
    made.window.close()


def signing_in(desk: Desk) -> SignInDialog:
    desk.press(Qt.Key.Key_L, CTRL)
    return dialog(SignInDialog)


def test_sign_in_by_keyboard_closes_when_the_book_has_it(desk: Desk) -> None:
    people = desk.fake.operators
    people.show(current=None)
    desk.turn()
    assert "Nobody is signed in" in texts(desk.window.status_bar)
    box = signing_in(desk)
    assert QApplication.focusWidget() is box.login
    QTest.keyClicks(box.login, "li")
    enter()
    assert QApplication.focusWidget() is box.password, "Enter leads to what is still empty"
    assert people.calls == []
    QTest.keyClicks(box.password, "secret")
    enter()
    assert people.calls == [("sign_in", "li", "secret")]
    enter()
    assert len(people.calls) == 1, "asked twice"
    people.answer(SignInState.CHECKING)
    desk.turn()
    assert box.isVisible()
    assert "being checked" in texts(box)
    people.answer(SignInState.IDLE, current=SUPERVISOR)
    desk.turn()
    assert is_gone(box)
    assert "Li Hua · Day · Routine" in texts(desk.window.status_bar)


def test_the_wall_goes_on_behind_the_sign_in(desk: Desk) -> None:
    ticks: list[object] = []
    desk.bridge.ticked.connect(ticks.append)
    desk.bridge.start()
    signing_in(desk)
    desk.qtbot.waitUntil(lambda: len(ticks) > 3)


def test_wrong_is_said_once_and_the_password_is_gone(desk: Desk) -> None:
    box = signing_in(desk)
    type_in(box.login, "li")
    type_in(box.password, "wrong")
    enter()
    desk.fake.operators.answer(SignInState.WRONG)
    desk.turn()
    assert "Login or password is wrong." in texts(box)
    assert box.password.text() == ""
    assert QApplication.focusWidget() is box.password
    QTest.keyClicks(box.password, "right")
    enter()
    assert desk.fake.operators.calls[-1] == ("sign_in", "li", "right")
    assert "wrong" not in texts(box)


def test_locked_counts_down_and_lets_another_one_try(desk: Desk) -> None:
    box = signing_in(desk)
    type_in(box.login, "li")
    type_in(box.password, "x")
    enter()
    until_ns = desk.fake.clock.wall_ns() + 90 * NS_PER_S
    desk.fake.operators.answer(SignInState.LOCKED, locked_until_wall_ns=until_ns)
    desk.turn()
    assert "locked for another 1:30" in texts(box)
    assert not box.do_button.isEnabled()
    desk.fake.clock.advance(80)
    box.look()
    assert "locked for another 0:10" in texts(box)
    box.login.setText("wang")
    assert box.do_button.isEnabled()
    box.login.setText("Li")
    assert not box.do_button.isEnabled(), "the same login in another case is still locked"
    desk.fake.clock.advance(11)
    box.look()
    assert box.do_button.isEnabled()
    assert "You can try again" in texts(box)


def test_a_book_that_cannot_be_read_is_said(desk: Desk) -> None:
    desk.fake.operators.answer(SignInState.UNAVAILABLE, current=None)
    desk.turn()
    box = signing_in(desk)
    assert "nobody can be checked" in texts(box)
    assert box.do_button.isEnabled()


def test_the_demo_tells_its_password_and_a_real_precinct_does_not(desk: Desk) -> None:
    assert "Every password is “demo”" in texts(signing_in(desk))
    assert "wang (Duty officer)" in texts(dialog(SignInDialog))


def test_an_act_with_nobody_signed_in_asks_first_and_goes_on_after_it(desk: Desk) -> None:
    desk.fake.operators.show(current=None)
    desk.fake.incident(1)
    desk.turn()
    desk.press(Qt.Key.Key_F2)
    dialog(SignInDialog)
    assert desk.fake.desk.wishes == []
    box = dialog(SignInDialog)
    type_in(box.login, "wang")
    type_in(box.password, "demo")
    enter()
    desk.fake.operators.answer(SignInState.IDLE, current=OFFICER)
    desk.turn()
    assert [w[0] for w in desk.fake.desk.wishes] == [1]


def test_an_act_whose_sign_in_was_given_up_is_not_done_later(desk: Desk) -> None:
    desk.fake.operators.show(current=None)
    desk.fake.incident(1)
    desk.turn()
    desk.press(Qt.Key.Key_F2)
    QTest.keyClick(dialog(SignInDialog), Qt.Key.Key_Escape)
    desk.fake.operators.show(current=OFFICER)
    desk.turn()
    assert desk.fake.desk.wishes == []


def test_who_lacks_the_right_is_told_who_has_it(desk: Desk) -> None:
    desk.fake.operators.show(current=PILOT)
    desk.fake.incident(1, state=IncidentState.ACKNOWLEDGED)
    desk.window.show_incident(1)
    desk.turn()
    actions, detail = desk.window.actions_, desk.window.incidents.detail
    send = detail.buttons[actions.send]
    assert not send.isEnabled()
    assert "Duty officer, Supervisor" in send.toolTip()
    assert not actions.send.isEnabled()
    assert not actions.hand_over.isEnabled()
    assert not actions.operators.isEnabled()
    assert detail.close_button.isEnabled(), "a pilot may deal with incidents"
    desk.fake.operators.show(current=OFFICER)
    desk.turn()
    assert send.isEnabled()
    assert actions.hand_over.isEnabled()
    assert not actions.operators.isEnabled()


@pytest.mark.parametrize("right", list(Right))
def test_every_right_names_the_roles_that_have_it(right: Right) -> None:
    said = words.who_may(right)
    for role in Role:
        assert (words.role(role) in said) == (right in RIGHTS[role])


def test_sign_out(desk: Desk) -> None:
    desk.press(Qt.Key.Key_L, CTRL | SHIFT)
    assert desk.fake.operators.calls == [("sign_out",)]
    desk.fake.operators.show(current=None)
    desk.turn()
    desk.press(Qt.Key.Key_L, CTRL | SHIFT)
    assert len(desk.fake.operators.calls) == 1


def test_the_first_start_asks_for_a_supervisor_once(desk: Desk) -> None:
    people = desk.fake.operators
    people.show(current=None, people=(), none_yet=True)
    desk.turn()
    box = dialog(NewOperatorDialog)
    assert "Make the first supervisor" in texts(box)
    assert not box.role.isVisible()
    type_in(box.login, "li")
    type_in(box.name, "Li Hua")
    type_in(box.password, "long enough 1")
    type_in(box.again, "long enough 2")
    enter()
    assert "The two passwords differ." in texts(box)
    assert people.calls == []
    box.again.setText("long enough 1")
    enter()
    assert people.calls == [("add", "li", "Li Hua", Role.SUPERVISOR, "long enough 1")]
    people.show(problem="weak")
    desk.turn()
    assert "too short or too simple" in texts(box)
    enter()
    people.show(problem="", none_yet=False, people=(SUPERVISOR,), current=SUPERVISOR)
    desk.turn()
    assert is_gone(box)
    people.show(none_yet=True)
    desk.turn()
    assert QApplication.activeModalWidget() is None, "offered again without being asked for"


def test_who_sits_at_an_empty_book_is_not_asked_to_be_its_first_supervisor(desk: Desk) -> None:
    """As in a training run: its book knows nobody, and its trainee is there."""
    desk.fake.operators.show(current=OFFICER, people=(), none_yet=True)
    desk.turn()
    assert QApplication.activeModalWidget() is None


def test_a_login_that_is_taken_is_said_before_the_book_is_asked(desk: Desk) -> None:
    desk.fake.operators.show(current=SUPERVISOR)
    desk.turn()
    desk.window.actions_.operators.trigger()
    box = dialog(OperatorsDialog)
    box.add_button.click()
    form = dialog(NewOperatorDialog)
    for field, text in ((form.login, "WANG"), (form.name, "n"), (form.password, "p"), (form.again, "p")):
        field.setText(text)
    form.do()
    assert "Somebody has this login already." in texts(form)
    assert desk.fake.operators.calls == []


def test_a_supervisor_changes_an_operator_and_is_told_why_not(desk: Desk) -> None:
    people = desk.fake.operators
    people.show(current=SUPERVISOR)
    desk.turn()
    desk.window.actions_.operators.trigger()
    box = dialog(OperatorsDialog)
    box.table.selectRow(1)
    box.change_button.click()
    form = dialog(ChangeOperatorDialog)
    form.active.setChecked(False)
    form.do()
    assert people.calls == [("change", "li", "Li Hua", Role.SUPERVISOR, False)]
    people.show(problem="last_supervisor")
    desk.turn()
    assert "The last supervisor must stay" in texts(form)
    form.active.setChecked(True)
    form.name.setText("Li Hua 2")
    form.do()
    changed = replace(SUPERVISOR, name="Li Hua 2")
    people.show(problem="", people=(OFFICER, changed), current=changed)
    desk.turn()
    assert is_gone(form)
    name = box.table.item(1, 1)
    assert name is not None
    assert name.text() == "Li Hua 2"
    assert box.selected() == changed


def test_ones_own_password(desk: Desk) -> None:
    desk.window.actions_.own_password.trigger()
    box = dialog(PasswordDialog)
    type_in(box.password, "new words 12")
    enter()
    assert QApplication.focusWidget() is box.again
    type_in(box.again, "new words 12")
    enter()
    assert desk.fake.operators.calls == [("set_password", "wang", "new words 12")]
    desk.fake.operators.answer(SignInState.CHECKING)
    desk.turn()
    assert not is_gone(box), "done before the book has said so"
    desk.fake.operators.answer(SignInState.UNAVAILABLE)
    desk.turn()
    assert "cannot be written now" in texts(box)
    box.do()
    desk.fake.operators.answer(SignInState.IDLE)
    desk.turn()
    assert is_gone(box)


def due(camera_id: str, *, overdue: bool, out: bool) -> DueCamera:
    return DueCamera(camera_id, "a1", Tier.KEY, 0, None, overdue, out)


def hand_over(desk: Desk) -> HandOverDialog:
    desk.fake.incident(7)
    desk.fake.incident(8, state=IncidentState.CLOSED)
    cameras = (
        due("c01", overdue=True, out=False),
        due("c02", overdue=True, out=True),
        due("c03", overdue=False, out=False),
    )
    desk.fake.patrol.show(due=cameras)
    desk.turn()
    desk.press(Qt.Key.Key_H, CTRL)
    return dialog(HandOverDialog)


def test_a_hand_over_by_keyboard_ends_with_its_page(desk: Desk) -> None:
    people = desk.fake.operators
    box = hand_over(desk)
    assert QApplication.focusWidget() is box.note
    said = texts(box)
    assert "Open incidents (1)" in said
    assert "Camera 1" in said
    QTest.keyClicks(box.note, "East gate is open")
    QTest.keyClick(box.note, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is box.login
    QTest.keyClicks(box.login, "wang")
    assert "The next officer is somebody else." in texts(box)
    box.login.setText("li")
    type_in(box.password, "demo")
    enter()
    name, sheet, login, password = people.calls[-1]
    assert (name, login, password) == ("hand_over", "li", "demo")
    assert sheet.note == "East gate is open"  # type: ignore[attr-defined]
    assert [i.incident_id for i in sheet.incidents] == [7]  # type: ignore[attr-defined]
    assert sheet.overdue == ("c01",)  # type: ignore[attr-defined]
    assert sheet.out == ("c02",)  # type: ignore[attr-defined]
    people.answer(SignInState.WRONG)
    desk.turn()
    assert "wrong" in texts(box)
    assert not box.note.isReadOnly()
    type_in(box.password, "demo")
    enter()
    at_ns = desk.fake.clock.wall_ns()
    people.done = HandOverDone(sheet, OFFICER, SUPERVISOR, at_ns, "42 abcdef signature key")  # type: ignore[arg-type]
    people.answer(SignInState.IDLE, current=SUPERVISOR)
    desk.turn()
    assert is_gone(box)
    desk.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PaperDialog))
    page = dialog(PaperDialog)
    text = page.text()
    for word in ("Wang Min", "Li Hua", "East gate is open", "42 abcdef signature key", "Camera 1", "Camera 2"):
        assert word in text, word
    page.copy()
    assert QApplication.clipboard().text() == text


def test_the_page_is_a_pdf_or_says_why_not(desk: Desk, tmp_path: Path) -> None:
    box = hand_over(desk)
    done = HandOverDone(box.sheet(), OFFICER, SUPERVISOR, desk.fake.clock.wall_ns(), "head")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    desk.window.people.show_page(done)
    page = dialog(PaperDialog)
    page.save(tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    assert "Saved" in texts(page)
    page.save(tmp_path / "nowhere" / "page.pdf")
    assert "cannot be written" in texts(page)


def test_the_lists_of_a_hand_over_follow_what_happens_meanwhile(desk: Desk) -> None:
    box = hand_over(desk)
    desk.fake.incident(9, subject="NEWER")
    desk.turn()
    assert "Open incidents (2)" in texts(box)
    desk.fake.patrol.show(loaded=False)
    desk.turn()
    assert "The book has not told yet." in texts(box)


def plan_entry(menu: QMenu, name: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == name)


def test_the_plan_is_switched_by_one_act_that_says_what_changes(desk: Desk) -> None:
    entry = plan_entry(desk.window.people.plan_menu, "Highest")
    entry.trigger()
    box = dialog(SwitchPlanDialog)
    said = texts(box)
    assert "Switch to “Highest”?" in said
    assert "every 30\u00a0min" in said
    assert "every 10\u00a0min" in said
    assert not entry.isChecked(), "shown as if it were in force"
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert desk.fake.patrol.calls == [("switch_plan", PlanLevel.HIGHEST)]
    assert box.isVisible()
    desk.fake.patrol.show(plan=PlanLevel.HIGHEST)
    desk.turn()
    assert is_gone(box)
    assert entry.isChecked()
    assert "Highest" in texts(desk.window.status_bar)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_cut_off_in_the_dialogs(desk: Desk, language: str) -> None:
    desk.window.set_language(language)
    desk.fake.operators.show(current=SUPERVISOR)
    desk.turn()
    opened: list[Callable[[], object]] = [
        lambda: desk.window.people.sign_in(),
        lambda: desk.window.people.hand_over(),
        lambda: desk.window.people.show_operators(),
        lambda: desk.window.people.change_own_password(),
        lambda: plan_entry(desk.window.people.plan_menu, desk.window.people.plan_menu.actions()[2].text()).trigger(),
    ]
    for show in opened:
        show()
        QApplication.processEvents()
        box = dialog(QDialog)
        desk.qtbot.wait(50)
        assert clipped(box) == []
        box.reject()
