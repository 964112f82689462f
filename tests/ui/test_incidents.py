"""Incidents in the window: opened, sent, on scene, words, personal content, stills, the card; by keyboard."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu
from pytestqt.qtbot import QtBot

from base.clock import NS_PER_S
from base.errors import PersonError
from base.geodesy import moved
from duty.config import ResponderConfig
from duty.incidents import (
    Dispatch,
    DispatchView,
    Disposition,
    IncidentKind,
    IncidentState,
    NewIncident,
    NoteView,
    StillView,
)
from tests.ui.dialogs import dialog, enter, focused, is_gone, type_in
from tests.ui.fake_people import OFFICER, SUPERVISOR
from tests.ui.fake_world import CENTRE, FakeWorld
from tests.ui.test_shell_window import Desk, clipped, texts
from ui.incidents.card import CardPage
from ui.incidents.card_map import LEAST_RADIUS_M, MapContent, Spot, paint, radius_m, round_length_m
from ui.incidents.closing import ClosingDialog
from ui.incidents.opening import NewIncidentDialog
from ui.incidents.personal import MASKED, PurgeDialog
from ui.incidents.sending import SendDialog
from ui.incidents.stills import load
from ui.incidents.word import WordDialog
from ui.shell import rooms
from ui.shell.paper import PaperDialog, pdf_of
from ui.shell.rail import Workspace
from ui.wall.workspace import WallWorkspace
from ui.words import duty

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TEAMS = (
    ResponderConfig(
        id="t1",
        name="Foot team",
        latitude=31.2370,
        longitude=121.4707,
        radio="ch 1",
        phone="555 01",
        report_to="District",
    ),
    ResponderConfig(id="t2", name="Motor team", latitude=31.2400, longitude=121.4707, radio="ch 2"),
    ResponderConfig(id="t3", name="Post without a place", phone="555 03"),
)


@pytest.fixture
def fake(tmp_path: Path) -> FakeWorld:
    made = FakeWorld(data=tmp_path)
    made.world = replace(made.world, precinct=made.precinct.model_copy(update={"responders": TEAMS}))
    return made


@pytest.fixture
def desk(qtbot: QtBot, fake: FakeWorld, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, fake, tmp_path)
    yield made
    made.window.close()


def select(desk: Desk, incident_id: int) -> None:
    """As a person does: the list has the keyboard."""
    desk.turn()
    desk.window.show_incident(incident_id)
    desk.window.incidents.table.setFocus()
    desk.turn()


def sent(responder_id: str, at_ns: int, *, arrived_ns: int | None = None) -> DispatchView:
    return DispatchView(responder_id, "ch 1", "Chen", "East gate", at_ns, 288.0, "rank=1", arrived_ns, "wang")


def test_one_key_opens_the_card_with_the_nearest_and_enter_sends(desk: Desk) -> None:
    desk.fake.incident(1)
    desk.turn()
    desk.press(Qt.Key.Key_F5)
    box = dialog(SendDialog)
    assert focused() is box.told, "who is nearest is chosen already"
    chosen = box.chosen()
    assert chosen is not None
    assert chosen.responder_id == "t1"
    assert box.channel.currentText() == "ch 1"
    assert box.reported_to.text() == "District"
    assert "288\u00a0m in a straight line" in texts(box)
    QTest.keyClicks(focused(), "Sergeant Chen")
    enter()
    assert focused() is box.read_back, "nobody is on the way before they have read it back"
    assert desk.fake.desk.calls == []
    QTest.keyClicks(focused(), "City hall, north side")
    enter()
    name, incident_id, dispatch = desk.fake.desk.calls[-1]
    assert (name, incident_id) == ("dispatch", 1)
    assert isinstance(dispatch, Dispatch)
    assert dispatch.responder_id == "t1"
    assert (dispatch.channel, dispatch.told, dispatch.read_back) == ("ch 1", "Sergeant Chen", "City hall, north side")
    assert dispatch.reported_to == "District"
    assert dispatch.distance_m == pytest.approx(288, abs=3)
    assert dispatch.how.startswith("rank=1")
    assert is_gone(box)
    assert "Being written…" in texts(desk.window.banner)


def test_arrows_choose_another_whatever_has_the_keyboard(desk: Desk) -> None:
    desk.fake.incident(1)
    desk.turn()
    desk.press(Qt.Key.Key_F5)
    box = dialog(SendDialog)
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    assert box.channel.currentText() == "ch 2"
    assert box.reported_to.text() == ""
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    assert "The distance is not known." in texts(box)
    assert box.channel.currentText() == "555 03"
    box.channel.setEditText("")
    box.read_back.setText("yes")
    box.do()
    assert focused() is box.channel
    assert desk.fake.desk.calls == []


def test_nobody_is_sent_twice_to_the_same_incident(desk: Desk) -> None:
    now_ns = desk.fake.clock.wall_ns()
    all_sent = tuple(sent(team.id, now_ns) for team in TEAMS)
    desk.fake.incident(1, state=IncidentState.DISPATCHED, dispatches=all_sent)
    select(desk, 1)
    desk.press(Qt.Key.Key_F5)
    box = dialog(SendDialog)
    assert "nobody who could be sent" in texts(box)
    assert not box.do_button.isEnabled()


def test_the_details_offer_the_next_act_first(desk: Desk) -> None:
    actions, detail = desk.window.actions_, desk.window.incidents.detail
    now_ns = desk.fake.clock.wall_ns()
    steps = [
        (IncidentState.NEW, (), actions.acknowledge),
        (IncidentState.ACKNOWLEDGED, (), actions.send),
        (IncidentState.DISPATCHED, (sent("t1", now_ns),), actions.on_scene),
        (IncidentState.ON_SCENE, (sent("t1", now_ns, arrived_ns=now_ns),), actions.close_incident),
    ]
    for state, dispatches, first in steps:
        desk.fake.incident(1, state=state, dispatches=dispatches)
        select(desk, 1)
        primary = [action for action, button in detail.buttons.items() if button.property("role") == "primary"]
        assert primary == [first], state
        assert detail.buttons[first].isVisible()
    desk.fake.incident(1, state=IncidentState.CLOSED, closed_wall_ns=now_ns, disposition=Disposition.LEFT_ZONE)
    select(desk, 1)
    shown = {action for action, button in detail.buttons.items() if button.isVisible()}
    assert shown == {actions.add_word, actions.card, actions.show_breach}


def test_on_scene_asks_which_of_several(desk: Desk) -> None:
    now_ns = desk.fake.clock.wall_ns()
    desk.fake.incident(1, state=IncidentState.DISPATCHED, dispatches=(sent("t1", now_ns),))
    select(desk, 1)
    desk.press(Qt.Key.Key_F5, SHIFT)
    assert desk.fake.desk.calls == [("on_scene", 1, "t1")]
    desk.fake.incident(1, state=IncidentState.DISPATCHED, dispatches=(sent("t1", now_ns), sent("t2", now_ns)))
    select(desk, 1)
    desk.press(Qt.Key.Key_F5, SHIFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["Foot team", "Motor team"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert desk.fake.desk.calls[-1] == ("on_scene", 1, "t2")


def test_an_act_that_the_desk_did_not_take_does_not_wait_for_ever(desk: Desk) -> None:
    desk.fake.incident(1, state=IncidentState.ACKNOWLEDGED)
    select(desk, 1)
    acts = desk.window.acts
    acts.on_scene(1, "t9")
    assert acts.is_pending(1)
    desk.fake.desk.why_not = "the book is away"
    desk.turn(30)
    assert acts.is_pending(1), "it waits for as long as the book is away"
    desk.fake.desk.why_not = ""
    desk.turn(1)
    assert not acts.is_pending(1)


def test_a_call_is_opened_by_keyboard_and_selected_when_the_book_has_it(desk: Desk) -> None:
    desk.press(Qt.Key.Key_N, CTRL)
    box = dialog(NewIncidentDialog)
    assert focused() is box.title
    enter()
    assert "Say in a few words" in texts(box)
    assert desk.fake.desk.calls == []
    QTest.keyClicks(focused(), "Smoke in Harbour Street 14")
    box.camera.setCurrentIndex(box.camera.findData("c03"))
    assert box.area.currentText() == "Old town", "a camera tells its area"
    type_in(box.caller, "Mrs Zhang")
    type_in(box.phone, "555 1234")
    enter()
    name, new, still = desk.fake.desk.calls[-1]
    assert (name, still) == ("open_incident", None)
    assert isinstance(new, NewIncident)
    assert (new.kind, new.title, new.camera_id) == (IncidentKind.CALL, "Smoke in Harbour Street 14", "c03")
    assert (new.caller, new.caller_phone) == ("Mrs Zhang", "555 1234")
    assert new.position is not None
    desk.fake.incident(5, kind=IncidentKind.CALL, uuid="0" * 32, title=new.title)
    desk.turn()
    assert desk.window.places.current is Workspace.INCIDENTS
    view = desk.window.incidents.selected()
    assert view is not None
    assert view.incident_id == 5


def test_one_key_opens_an_incident_about_the_selected_camera(
    desk: Desk, fake: FakeWorld, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    wall = WallWorkspace(desk.bridge)
    qtbot.addWidget(wall)
    real = {Workspace.WALL: wall}
    rooms.show_camera_on_wall(real, "c03")
    assert rooms.selected_place(real, Workspace.WALL) == ("c03", None)
    assert rooms.selected_place(real, Workspace.FLEET) == ("", None)
    monkeypatch.setitem(desk.window.workspaces, Workspace.WALL, wall)
    desk.press(Qt.Key.Key_N, CTRL | SHIFT)
    box = dialog(NewIncidentDialog)
    assert (IncidentKind(box.kind.currentData()), box.camera.currentData()) == (IncidentKind.FINDING, "c03")
    box.reject()


def test_a_finding_of_ones_own_is_listed_but_is_no_alarm(desk: Desk) -> None:
    desk.fake.incident(1)
    [view] = desk.fake.desk.incidents()
    mine = replace(view, kind=IncidentKind.FINDING, title="A bag", camera_id="c02", operator=OFFICER.login)
    desk.fake.desk.put(mine)
    desk.turn()
    assert desk.window.banner.isHidden()
    assert [(i.subject, i.own) for i in desk.window.attention_panel.items if i.incident_id == 1] == [("A bag", True)]
    desk.fake.desk.put(replace(mine, escalations=1))
    desk.turn()
    assert not desk.window.banner.isHidden(), "it was told further up"
    desk.fake.desk.put(replace(mine, operator="somebody"))
    desk.turn()
    assert not desk.window.banner.isHidden()


def test_what_is_no_camera_is_not_taken_for_one(desk: Desk) -> None:
    desk.press(Qt.Key.Key_N, CTRL)
    box = dialog(NewIncidentDialog)
    box.title.setText("Something")
    box.camera.setEditText("Camera 99")
    box.do()
    assert "There is no “Camera 99”." in texts(box)
    assert desk.fake.desk.calls == []


def test_a_caller_is_not_asked_for_where_nobody_called(desk: Desk) -> None:
    desk.window.incident_wiring.open_incident(camera_id="c02", position=CENTRE)
    box = dialog(NewIncidentDialog)
    assert box.kind.currentText() == duty.incident_kind(IncidentKind.FINDING)
    assert not box.caller.isVisible()
    assert box.position() == CENTRE, "the place on the map outranks the camera's"
    box.caller.setText("typed before the kind was changed")
    box.title.setText("x")
    box.do()
    new = desk.fake.desk.calls[-1][1]
    assert isinstance(new, NewIncident)
    assert new.caller == ""


def test_a_word_more_is_added_and_told_in_order(desk: Desk) -> None:
    desk.fake.incident(1, state=IncidentState.ACKNOWLEDGED)
    select(desk, 1)
    desk.press(Qt.Key.Key_E, CTRL)
    box = dialog(WordDialog)
    assert not box.do_button.isEnabled()
    QTest.keyClicks(focused(), "It was seen again")
    QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    assert desk.fake.desk.calls == [("correct", 1, "It was seen again")]
    now_ns = desk.fake.clock.wall_ns()
    note = NoteView(now_ns + NS_PER_S, "wang", "It was seen again")
    desk.fake.incident(
        1, state=IncidentState.DISPATCHED, notes=(note,), dispatches=(sent("t1", now_ns + 5 * NS_PER_S),)
    )
    desk.turn()
    said = texts(desk.window.incidents.detail)
    assert "It was seen again – Wang Min" in said
    assert said.index("Raised by the program") < said.index("It was seen again") < said.index("Foot team sent")


def test_personal_content_is_hidden_until_somebody_looks_and_again_after(desk: Desk) -> None:
    desk.fake.incident(1, kind=IncidentKind.CALL, title="Smoke", uuid="u1", has_personal=True)
    select(desk, 1)
    personal = desk.window.incidents.detail.personal
    assert personal.value.text() == MASKED
    assert "written in the duty book" in texts(personal)
    assert not personal.purge_button.isVisible(), "an officer may not erase"
    personal.show_button.click()
    name, arguments, future = desk.fake.records.asked[-1]
    assert (name, arguments) == ("personal", ("u1", "wang"))
    future.set_result({"caller": "Mrs Zhang", "caller_phone": "555 1234"})
    desk.qtbot.waitUntil(lambda: personal.value.text() == "Caller: Mrs Zhang\nPhone: 555 1234")
    desk.turn()
    assert "Zhang" in personal.value.text(), "hidden again by a mere tick"
    desk.fake.incident(2, kind=IncidentKind.CALL, title="Other", uuid="u2", has_personal=True)
    select(desk, 2)
    assert personal.value.text() == MASKED, "another incident shows the caller of the one before"
    select(desk, 1)
    assert personal.value.text() == MASKED
    personal.show_button.click()
    desk.window.show_workspace(Workspace.WALL)
    desk.fake.records.asked[-1][2].set_result({"caller": "Mrs Zhang"})
    QTest.qWait(120)
    assert personal.value.text() == MASKED, "shown after nobody looks any more"


def test_personal_content_that_cannot_be_read_says_why(desk: Desk) -> None:
    desk.fake.incident(1, kind=IncidentKind.CALL, title="Smoke", uuid="u1", has_personal=True)
    select(desk, 1)
    personal = desk.window.incidents.detail.personal
    personal.show_button.click()
    desk.fake.records.asked[-1][2].set_exception(PersonError("the server is away"))
    desk.qtbot.waitUntil(lambda: "It cannot be shown: the server is away" in personal.value.text())
    assert personal.show_button.isEnabled()


def test_a_supervisor_erases_with_a_reason(desk: Desk) -> None:
    desk.fake.operators.show(current=SUPERVISOR)
    desk.fake.incident(1, kind=IncidentKind.CALL, title="Smoke", uuid="u1", has_personal=True)
    select(desk, 1)
    desk.window.incidents.detail.personal.purge_button.click()
    box = dialog(PurgeDialog)
    assert not box.do_button.isEnabled()
    QTest.keyClicks(focused(), "asked for by the caller")
    enter()
    name, arguments, future = desk.fake.records.asked[-1]
    assert (name, arguments) == ("purge", ("u1", "li", "asked for by the caller"))
    future.set_exception(PersonError("the disk is full"))
    desk.qtbot.waitUntil(lambda: "It was not erased: the disk is full" in texts(box))
    enter()
    desk.fake.records.asked[-1][2].set_result(1)
    desk.qtbot.waitUntil(lambda: is_gone(box))


def test_all_alarms_are_acknowledged_by_one_key(desk: Desk) -> None:
    for number in (1, 2, 3):
        desk.fake.incident(number, subject=f"S{number}")
    desk.turn()
    desk.press(Qt.Key.Key_F2, SHIFT)
    assert {w[0] for w in desk.fake.desk.wishes} == {1, 2, 3}
    desk.fake.desk.commit()
    desk.turn()
    assert not desk.window.banner.isVisible()
    assert not desk.window.actions_.acknowledge_all.isEnabled()


@pytest.mark.parametrize("kind", list(IncidentKind))
def test_what_is_asked_at_the_end_fits_the_kind(desk: Desk, kind: IncidentKind) -> None:
    air = {Disposition.PILOT_REACHED, Disposition.LEFT_ZONE, Disposition.PERMITTED}
    offered = set(duty.dispositions(kind))
    assert bool(air & offered) is (kind is IncidentKind.AIRSPACE)
    assert {Disposition.OTHER, Disposition.FALSE_ALARM, Disposition.HANDED_OVER} <= offered
    desk.fake.incident(
        1, kind=kind, state=IncidentState.ACKNOWLEDGED, title="" if kind is IncidentKind.AIRSPACE else "T"
    )
    select(desk, 1)
    desk.press(Qt.Key.Key_F4)
    box = dialog(ClosingDialog)
    assert {value for value in offered if box.choice(value).isVisible()} == offered


def still(folder: Path, name: str = "stills/a.png", colour: str = "#804020") -> StillView:
    image = QImage(1280, 720, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    assert image.save(str(path))
    return StillView(name, "c03", 1_700_000_000 * NS_PER_S, hashlib.sha256(path.read_bytes()).hexdigest())


def test_a_still_is_shown_large_and_says_when_it_was_changed(desk: Desk, tmp_path: Path) -> None:
    made = still(tmp_path)
    image, problem = load(tmp_path, made, QSize(160, 90))
    assert image is not None
    assert problem == ""
    assert (image.width(), image.height()) == (160, 90)
    still(tmp_path, colour="#000000")
    image, problem = load(tmp_path, made, QSize(160, 90))
    assert "was changed" in problem
    desk.fake.incident(1, state=IncidentState.ACKNOWLEDGED, stills=(made,))
    select(desk, 1)
    desk.window.incidents.detail.stills.buttons[0].click()
    box = dialog(QDialog)
    assert "was changed" in texts(box)


def test_a_still_that_is_not_there_or_not_ours_is_not_read(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (tmp_path / "secret.png").write_bytes(b"x")
    (data / "words.png").write_bytes(b"no picture at all")
    for path, said in (("../secret.png", "none of this"), ("gone.png", "missing"), ("words.png", "not a picture")):
        image, problem = load(data, StillView(path, "c1", 0, ""), QSize(10, 10))
        assert image is None
        assert said in problem


def test_the_card_tells_everything_but_what_is_personal(desk: Desk, tmp_path: Path) -> None:
    now_ns = desk.fake.clock.wall_ns()
    desk.fake.incident(
        12,
        state=IncidentState.ON_SCENE,
        acknowledged_wall_ns=now_ns + 20 * NS_PER_S,
        acknowledged_by="li",
        dispatches=(sent("t1", now_ns + 60 * NS_PER_S, arrived_ns=now_ns + 300 * NS_PER_S),),
        stills=(still(tmp_path), StillView("stills/gone.png", "c04", now_ns, "")),
        notes=(NoteView(now_ns, "wang", "One <b>man</b> & a drone"),),
        has_personal=True,
        uuid="ab" * 16,
    )
    select(desk, 12)
    desk.press(Qt.Key.Key_K, CTRL)
    box = dialog(PaperDialog)
    text = box.text()
    for word in (
        "Incident 12",
        "1581F5FKD229400A1B2C",
        "City hall no-fly zone",
        "To acknowledge",
        "0:20",
        "Foot team sent",
        "read back: “East gate”",
        "Foot team is on scene",
        "One <b>man</b> & a drone",
        "Camera 3",
        "The file is missing.",
        "Personal content is left out.",
        "31.234400, 121.470700",
    ):
        assert word in text, word
    assert pdf_of(box.document, "card").startswith(b"%PDF")
    plain = pdf_of(CardPage(desk.bridge).document(replace(desk.bridge.incidents[0], stills=(), position=None)), "card")
    assert len(pdf_of(box.document, "card")) > len(plain) + 2000, "no map and no still are in the file"


def test_the_map_reaches_to_the_zone_and_to_who_was_sent() -> None:
    near, far = Spot("near", moved(CENTRE, 90, 300)), Spot("far", moved(CENTRE, 0, 2000), marked=True)
    assert radius_m(MapContent(CENTRE, (), (), ())) == LEAST_RADIUS_M
    assert radius_m(MapContent(CENTRE, (), (), (near,))) == pytest.approx(345, abs=3)
    assert radius_m(MapContent(CENTRE, (), (), (near, far))) == pytest.approx(2300, abs=10)
    corner = moved(CENTRE, 45, 1000)
    ring = ((corner.latitude, corner.longitude),)
    assert radius_m(MapContent(CENTRE, (ring,), (), (near,))) == pytest.approx(1150, abs=5)


def test_the_map_shows_places_where_they_are(qapp: QApplication) -> None:
    east = Spot("", moved(CENTRE, 90, 300), marked=True)
    image = paint(MapContent(CENTRE, (), (), (east,)), 400, 400, ratio=1.0)
    px_per_m = (200 - 12) / 345
    at = image.pixelColor(round(200 + 300 * px_per_m), 200)
    assert at.blue() > 150, "no responder 300 m east of the middle"
    assert image.pixelColor(200, 200).red() > 150, "no incident in the middle"
    assert image.pixelColor(round(200 - 300 * px_per_m), 200).name() == "#f6f8fa"


@pytest.mark.parametrize(
    ("most", "length"), [(1, 1), (3, 2), (9.9, 5), (10, 10), (340, 200), (501, 500), (1000, 1000), (4999, 2000)]
)
def test_the_scale_bar_is_a_round_length(most: float, length: float) -> None:
    assert round_length_m(most) == length


@pytest.mark.parametrize(("seconds", "said"), [(0, "0:00"), (42.4, "0:42"), (725, "12:05"), (3800, "1:03:20")])
def test_spans_of_time(seconds: float, said: str) -> None:
    assert duty.span(seconds) == said


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_cut_off_in_the_dialogs(desk: Desk, language: str) -> None:
    desk.window.set_language(language)
    desk.fake.incident(1, state=IncidentState.ACKNOWLEDGED, title="A very long title " * 6, kind=IncidentKind.FINDING)
    select(desk, 1)
    wiring = desk.window.incident_wiring
    for show in (wiring.send, wiring.open_incident, wiring.add_word, wiring.show_card):
        show()
        box = dialog(QDialog)
        QTest.qWait(50)
        assert clipped(box) == []
        box.reject()
