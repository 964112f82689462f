"""The round's page by keyboard and by mouse, against a patrol that remembers what it was asked."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from duty.book.rows import Receipt
from duty.incidents import IncidentState
from duty.patrol.view import Answer, NotSeen, PauseReason, Refusal, RoundKind, RoundState
from tests.ui.fake_people import OFFICER
from tests.ui.fake_world import FakeWorld, empty_world
from tests.ui.patrol_views import cameras_in_step, due_cameras, round_view, tiers
from ui import theme
from ui.bridge import Bridge
from ui.patrol.round_page import RoundPage
from ui.patrol.workspace import PatrolWorkspace
from video.feed import HIDDEN, CameraState, Reason, StreamDemand

Key = Qt.Key


@pytest.fixture
def fake(tmp_path: Path) -> FakeWorld:
    made = FakeWorld(cameras=9, data=tmp_path)
    made.patrol.show(due=due_cameras(9, overdue=3), tiers=tiers())
    return made


class Hands:
    """An officer in front of the page."""

    def __init__(self, qtbot: QtBot, bridge: Bridge, fake: FakeWorld) -> None:
        self.qtbot, self.bridge, self.fake = qtbot, bridge, fake
        with theme.held_back():
            self.workspace = PatrolWorkspace(bridge)
        qtbot.addWidget(self.workspace)
        self.workspace.resize(1200, 760)
        self.workspace.show()
        self.workspace.activateWindow()
        qtbot.waitUntil(self.workspace.isActiveWindow)
        self.page: RoundPage = self.workspace.round
        self.pictures, self.line = self.page.run.pictures, self.page.run.line
        self.turn()
        self.workspace.setFocus()

    def turn(self, seconds: float = 0.2, times: int = 2) -> None:
        for _ in range(times):
            self.fake.clock.advance(seconds)
            self.bridge.tick()
            QApplication.processEvents()

    def begin(self, count: int = 4, changes: dict[int, dict[str, Any]] | None = None, **more: Any) -> None:
        """A step with pictures on the screen."""
        self.fake.patrol.show(round=round_view(cameras_in_step(count, changes), **more))
        self.turn()
        self.feed()

    def feed(self, width: int = 640, height: int = 360) -> None:
        for index in range(9):
            self.fake.cameras.put(index, width=width, height=height)
        self.turn()

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.workspace, key, modifier)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.workspace, text)

    def heard(self, calls: int) -> bool:
        """Whether the patrol was asked so often, a tick later: for `qtbot.waitUntil`."""
        self.turn(0.02, 1)
        return len(self.asked) >= calls

    @property
    def asked(self) -> list[tuple[object, ...]]:
        return [call for call in self.fake.patrol.calls if call != ("touched",)]

    def says(self) -> str:
        widgets = self.workspace.findChildren(QLabel)
        words = [w.text() for w in widgets if w.isVisible()]
        return "\n".join([*words, *(b.text() for b in self.workspace.findChildren(QAbstractButton) if b.isVisible())])


@pytest.fixture
def hands(qtbot: QtBot, bridge: Bridge, fake: FakeWorld) -> Iterator[Hands]:
    made = Hands(qtbot, bridge, fake)
    yield made
    made.workspace.close()


# Before a round


def test_enter_begins_the_round_of_what_is_due(hands: Hands) -> None:
    said = hands.says()
    assert "are due" in said
    assert "Camera 1" in said
    assert "74 %" in said
    hands.press(Key.Key_Return)
    assert hands.asked == [("start", RoundKind.DUE, "")]


def test_areas_routes_and_all_begin_by_mouse_and_by_keyboard(hands: Hands) -> None:
    area = next(b for b in hands.page.start.areas if b.which == "riverside")
    QTest.mouseClick(area, Qt.MouseButton.LeftButton)
    hands.page.start.all.setFocus()
    hands.press(Key.Key_Return)
    assert hands.asked == [("start", RoundKind.AREA, "riverside"), ("start", RoundKind.ALL, "")]


def test_a_round_that_is_refused_says_why_in_place(hands: Hands) -> None:
    hands.fake.patrol.refusal = Refusal.SHIFT_UNKNOWN
    hands.press(Key.Key_Return)
    assert "No shift" in hands.page.start.said.text()
    wished = []
    hands.workspace.sign_in_requested.connect(lambda: wished.append(1))
    hands.fake.patrol.refusal = Refusal.SIGNED_OUT
    hands.press(Key.Key_Return)
    assert wished == [1]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"loaded": False}, "Reading the book"),
        ({"shift": None}, "No shift is on now"),
    ],
)
def test_what_stands_in_the_way_is_said(hands: Hands, changes: dict[str, Any], words: str) -> None:
    hands.fake.patrol.show(**changes)
    hands.turn()
    assert words in hands.says()


def test_nobody_signed_in_offers_the_sign_in(hands: Hands) -> None:
    wished = []
    hands.workspace.sign_in_requested.connect(lambda: wished.append(1))
    hands.fake.operators.show(current=None)
    hands.turn()
    assert "Nobody is signed in" in hands.says()
    QTest.mouseClick(hands.page.notice.button, Qt.MouseButton.LeftButton)
    assert wished == [1]
    hands.fake.operators.show(current=OFFICER)
    hands.turn()
    assert "are due" in hands.says()


def test_a_precinct_without_cameras_says_so(qtbot: QtBot) -> None:
    fake = empty_world()
    bridge = Bridge(fake.world)
    page = RoundPage(bridge)
    qtbot.addWidget(page)
    page.show()
    bridge.tick()
    assert page.notice.isVisible()
    assert "No cameras" in page.notice.title.text()
    page.close_down()


# The step's pictures


@pytest.mark.parametrize("count", [1, 2, 3, 4, 6, 9])
def test_a_step_fills_the_room_with_its_cameras_in_order(hands: Hands, count: int) -> None:
    hands.begin(count)
    tiles = hands.pictures.tiles
    assert [tile.camera for tile in tiles] == list(range(count))
    rects = [tile.rect for tile in tiles]
    assert not any(a.overlaps(b) for i, a in enumerate(rects) for b in rects[:i])
    area = hands.pictures.width() * hands.pictures.height()
    assert sum(r.width * r.height for r in rects) > 0.7 * area
    assert [(r.y, r.x) for r in rects] == sorted((r.y, r.x) for r in rects)


def test_the_patrol_hears_what_was_really_painted(hands: Hands) -> None:
    hands.begin(2)
    shown = hands.fake.patrol.shown
    assert [s.camera_id for s in shown] == ["c01", "c02"]
    for place, s in enumerate(shown):
        tile = hands.pictures.tiles[place]
        assert tile.picture is not None
        assert s.in_view
        assert s.sequence == 1
        assert s.width_px == min(640, tile.picture.width)
        assert s.painted_at_ns is not None
        assert s.received_at_ns is not None
        assert s.painted_at_ns >= s.received_at_ns
        assert s.state is CameraState.LIVE


def test_nothing_counts_as_painted_before_it_was(hands: Hands) -> None:
    hands.fake.patrol.show(round=round_view(cameras_in_step(2)))
    hands.turn()
    assert [(s.width_px, s.sequence, s.painted_at_ns) for s in hands.fake.patrol.shown] == [(0, 0, None)] * 2


def test_a_small_picture_painted_large_is_as_small_as_it_is(hands: Hands) -> None:
    hands.begin(1)
    hands.feed(width=160, height=90)
    assert hands.fake.patrol.shown[0].width_px == 160
    tile = hands.pictures.tiles[0]
    assert tile.picture is not None
    assert tile.picture.width > 600


def test_a_new_step_begins_with_nothing_painted_even_for_the_same_camera(hands: Hands) -> None:
    hands.begin(2)
    assert hands.fake.patrol.shown[0].sequence == 1
    hands.fake.patrol.show(round=round_view(cameras_in_step(2), number=2))
    hands.bridge.tick()  # the view arrives; nothing has been painted yet
    hands.fake.clock.advance(0.02)
    hands.page._tick(hands.fake.clock.monotonic_ns())
    assert [s.sequence for s in hands.fake.patrol.shown] == [0, 0]


def test_out_of_view_is_said_at_every_tick(hands: Hands) -> None:
    hands.begin(2)
    hands.workspace.show_page(1)
    hands.turn()
    assert [s.in_view for s in hands.fake.patrol.shown] == [False, False]
    hands.workspace.show_page(0)
    hands.turn()
    assert [s.in_view for s in hands.fake.patrol.shown] == [True, True]
    hands.workspace.showMinimized()
    hands.turn()
    assert [s.in_view for s in hands.fake.patrol.shown] == [False, False]


def test_frozen_masked_and_old_pictures_are_told_as_they_are(hands: Hands) -> None:
    hands.begin(3)
    hands.fake.cameras.set_state(0, CameraState.LIVE, frozen_since_ns=1)
    hands.fake.cameras.set_state(1, CameraState.LIVE, masked_share=0.95)
    hands.fake.cameras.set_state(2, CameraState.OFFLINE, Reason.UNREACHABLE)
    hands.turn()
    frozen, masked, offline = hands.fake.patrol.shown
    assert frozen.frozen
    assert masked.masked_share == 0.95
    assert offline.state is CameraState.OFFLINE
    assert (offline.width_px, offline.painted_at_ns) == (0, None)
    hands.turn(seconds=1.5, times=3)  # nothing new: the tile doubts the feed that goes on saying live
    assert hands.fake.patrol.shown[0].state is CameraState.STALE


def test_the_step_is_asked_for_large_and_the_next_one_ahead(hands: Hands) -> None:
    hands.begin(2, next_cameras=("c05", "c06"))
    hands.qtbot.wait(150)
    latest = [asked[-1] for asked in hands.fake.cameras.demands]
    for place in range(2):
        box = hands.pictures.tiles[place].box
        assert latest[place] == StreamDemand(box.width, box.height, priority=1)
    for place in (4, 5):
        assert not latest[place].hidden
        assert latest[place].max_fps <= 2
        assert latest[place].priority < 0
    assert all(latest[place] == HIDDEN for place in (2, 3, 6, 7, 8))
    hands.workspace.show_page(1)
    assert all(asked[-1].hidden for asked in hands.fake.cameras.demands)


def test_the_strip_above_a_picture_changes_and_the_picture_is_not_painted_over(hands: Hands) -> None:
    hands.begin(1)
    pixels = np.full((360, 640, 4), 255, np.uint8)
    hands.fake.cameras.put(0, pixels)
    hands.turn()

    def white() -> int:
        image = hands.pictures.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
        tile = hands.pictures.tiles[0]
        assert tile.picture is not None
        part = flat[tile.picture.y : tile.picture.bottom, tile.picture.x : tile.picture.right, :3]
        return int(np.count_nonzero(np.all(part == 255, axis=2)) - part.shape[0] * part.shape[1])

    assert white() == 0
    before = hands.pictures.tiles[0].caption
    hands.begin(1, {1: {"answer": Answer.ABNORMAL, "receipt": Receipt.COMMITTED, "displayed": True}})
    hands.fake.cameras.put(0, pixels)
    hands.turn()
    assert hands.pictures.tiles[0].caption != before
    assert white() == 0


# Answers


def test_space_says_all_normal_and_numbers_choose(hands: Hands) -> None:
    hands.begin(4)
    hands.press(Key.Key_3, Key.Key_Space)
    assert hands.asked == [("choose", 3), ("normal", False)]
    hands.press(Key.Key_7)
    assert len(hands.asked) == 2


def test_a_space_that_is_held_is_told_as_held(hands: Hands) -> None:
    hands.begin(4)
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyPress(target, Key.Key_Space)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
        QApplication.sendEvent(target, QKeyEvent(kind, Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", True))
    assert hands.asked == [("normal", False), ("normal", True), ("normal", True)]
    QTest.keyRelease(target, Key.Key_Space)
    QTest.keyPress(target, Key.Key_Space)
    assert hands.asked[-1] == ("normal", False)


@pytest.mark.parametrize("key", [Key.Key_A, Key.Key_N, Key.Key_P, Key.Key_3, Key.Key_R, Key.Key_Escape])
def test_other_keys_that_repeat_do_nothing(hands: Hands, key: Qt.Key) -> None:
    hands.begin(4, chosen="c01")
    target = QApplication.focusWidget()
    assert target is not None
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", True)
    QApplication.sendEvent(target, event)
    assert hands.asked == []
    assert not hands.line.is_asking


@pytest.mark.parametrize(
    ("refusal", "words"),
    [(Refusal.EARLY, "7 s more"), (Refusal.HELD, "held down"), (Refusal.NOT_SEEN, "2 Camera 2: Frozen picture")],
)
def test_a_refusal_is_said_in_place_with_its_reason(hands: Hands, refusal: Refusal, words: str) -> None:
    hands.begin(2, {2: {"not_seen": NotSeen.FROZEN, "dwelt_s": 1.0}})
    hands.fake.patrol.refusal = refusal
    hands.press(Key.Key_Space)
    assert words in hands.line.text.text()
    assert hands.line.isVisible()
    hands.fake.patrol.refusal = None
    hands.press(Key.Key_Space)
    assert not hands.line.isVisible()


def test_abnormal_takes_its_still_at_once_and_a_word(hands: Hands, tmp_path: Path) -> None:
    hands.begin(4, chosen="c02")
    hands.press(Key.Key_A)
    hands.fake.cameras.put(1, np.zeros((360, 640, 4), np.uint8))  # what comes later is not what was seen
    hands.press(Key.Key_Return)
    assert "word is needed" in hands.line.text.text()
    hands.type("smoke")
    hands.press(Key.Key_Return)
    hands.qtbot.waitUntil(lambda: hands.heard(1))
    [(name, word, still)] = hands.asked
    assert (name, word) == ("abnormal", "smoke")
    kept = QImage(str(tmp_path / still.path))  # type: ignore[attr-defined]
    assert (kept.width(), kept.height()) == (640, 360)
    assert kept.pixelColor(5, 5).lightness() > 20
    assert not hands.line.is_asking
    assert QApplication.focusWidget() is hands.pictures


def test_escape_leaves_the_word_and_its_still_behind(hands: Hands, tmp_path: Path) -> None:
    hands.begin(4, chosen="c02")
    hands.press(Key.Key_A)
    hands.type("n")
    hands.press(Key.Key_Escape)
    assert hands.asked == []
    assert QApplication.focusWidget() is hands.pictures
    hands.qtbot.waitUntil(lambda: not [p for p in tmp_path.rglob("*") if p.is_file()])


def test_a_finding_that_is_refused_keeps_its_word(hands: Hands) -> None:
    hands.begin(4, chosen="c02")
    hands.press(Key.Key_A)
    hands.type("smoke")
    hands.fake.patrol.refusal = Refusal.PAUSED
    hands.press(Key.Key_Return)
    hands.qtbot.waitUntil(lambda: hands.heard(1))
    assert "paused" in hands.line.text.text()
    assert hands.line.field.text() == "smoke"
    hands.fake.patrol.refusal = None
    hands.press(Key.Key_Return)
    hands.turn(0.02, 1)
    assert [call[0] for call in hands.asked] == ["abnormal", "resume", "abnormal"]
    assert hands.asked[-1][1] == "smoke"
    assert not hands.line.is_asking


def test_a_finding_is_never_noted_about_another_camera(hands: Hands) -> None:
    hands.begin(4, chosen="c02")
    hands.press(Key.Key_A)
    hands.type("smoke")
    QTest.mouseClick(hands.pictures, Qt.MouseButton.LeftButton, pos=QPoint(40, 100))
    assert hands.asked == []
    hands.fake.patrol.show(round=round_view(cameras_in_step(4, start=4), number=2, chosen="c06"))
    hands.turn()
    assert not hands.line.is_asking


def test_a_still_that_cannot_be_kept_does_not_keep_the_finding_out_of_the_book(hands: Hands, tmp_path: Path) -> None:
    (tmp_path / "stills").write_text("in the way")
    hands.begin(4, chosen="c02")
    hands.press(Key.Key_A)
    hands.type("smoke")
    hands.press(Key.Key_Return)
    hands.qtbot.waitUntil(lambda: hands.heard(1))
    assert hands.asked == [("abnormal", "smoke", None)]
    assert "without its still" in hands.line.text.text()


def test_a_camera_must_be_chosen_unless_there_is_one_only(hands: Hands) -> None:
    hands.begin(4)
    hands.press(Key.Key_A)
    assert "Choose a camera first" in hands.line.text.text()
    hands.press(Key.Key_N)
    assert hands.asked == []
    hands.begin(1)
    hands.press(Key.Key_N)
    assert hands.asked == [("choose", 1)]
    assert hands.line.is_asking


def test_cannot_see_takes_an_empty_word(hands: Hands) -> None:
    hands.begin(4, chosen="c03")
    hands.press(Key.Key_N, Key.Key_Return)
    assert hands.asked == [("cannot_see", "")]
    hands.begin(4, {3: {"answer": Answer.CANNOT_SEE}}, chosen="c03")
    hands.press(Key.Key_N)
    assert "has its answer already" in hands.line.text.text()


def test_the_mouse_does_everything_too(hands: Hands) -> None:
    hands.begin(4, chosen="c01", can_go_on=True)
    for button in [b for b in hands.page.run.hints.buttons if b.isVisible()]:
        if "Reference" not in button.text():
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            hands.line.leave()
    assert {str(call[0]) for call in hands.asked} == {"normal", "pause", "choose"}
    tile = hands.pictures.tiles[2]
    QTest.mouseClick(hands.pictures, Qt.MouseButton.LeftButton, pos=tile.box_area.center())
    assert hands.asked[-1] == ("choose", 3)


# Pauses, alarms, the end


@pytest.mark.parametrize("reason", [r for r in PauseReason if r is not PauseReason.NONE])
def test_a_paused_round_says_why_and_p_goes_on(hands: Hands, reason: PauseReason) -> None:
    hands.begin(4, state=RoundState.PAUSED, pause=reason)
    cover = hands.page.run.cover
    assert cover.isVisible()
    assert hands.pictures.rect().contains(cover.geometry())
    assert cover.sign_in.isVisible() == (reason is PauseReason.SIGNED_OUT)
    hands.press(Key.Key_P)
    assert hands.asked == [("resume",)]
    hands.begin(4)
    assert not cover.isVisible()
    hands.press(Key.Key_P)
    assert hands.asked[-1] == ("pause",)


def test_a_new_alarm_pauses_a_round_and_nothing_else_does(hands: Hands) -> None:
    hands.fake.incident(1)
    hands.turn()
    assert hands.asked == []  # no round
    hands.begin(4)
    hands.fake.incident(2, state=IncidentState.ACKNOWLEDGED)
    hands.fake.incident(3, operator=OFFICER.login)
    hands.turn()
    assert hands.asked == []
    hands.fake.incident(4)
    hands.turn(times=3)
    assert hands.asked == [("alarm",)]


def test_escape_asks_before_it_ends_a_round(hands: Hands) -> None:
    hands.begin(4)
    hands.press(Key.Key_Escape)
    assert hands.line.is_asking
    hands.press(Key.Key_Space, Key.Key_Escape)
    assert hands.asked == []
    hands.press(Key.Key_Escape, Key.Key_Return)
    assert hands.asked == [("abandon",)]


@pytest.mark.parametrize(("unsaved", "words"), [(0, "Every answer is in the book"), (3, "not in the book yet")])
def test_an_ended_round_says_what_it_came_to(hands: Hands, unsaved: int, words: str) -> None:
    hands.begin(4, {2: {"answer": Answer.ABNORMAL}, 3: {"answer": Answer.CANNOT_SEE}})
    ended = round_view((), state=RoundState.FINISHED, cameras_done=4, cameras_total=4, unsaved=unsaved)
    hands.fake.patrol.show(round=replace(ended, step=None))
    hands.turn()
    said = hands.says()
    assert "The round is finished" in said
    assert words in said
    figures = [figure.text() for figure, _ in hands.page.ended._figures]
    assert figures == ["3", "3", "1", "1"]
    hands.press(Key.Key_Return)
    assert "are due" in hands.says()
    hands.press(Key.Key_Return)
    assert hands.asked == [("start", RoundKind.DUE, "")]


# References


def test_the_reference_stands_beside_the_live_picture(hands: Hands, tmp_path: Path) -> None:
    folder = tmp_path / "references"
    folder.mkdir()
    image = QImage(64, 36, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    image.save(str(folder / "20260101T101010Z-c02-1.png"))
    hands.fake.patrol.kept = {"c02": "references/20260101T101010Z-c02-1.png", "c03": "../../etc/passwd"}
    hands.begin(4, chosen="c02")
    hands.press(Key.Key_R)
    assert hands.page.reference.isVisible()
    assert not hands.page.side.isVisible()
    assert "Kept 2026-01-01 18:10:10" in hands.page.reference.words.text()
    assert len(hands.pictures.tiles) == 4
    middle = hands.page.reference.picture.grab().toImage().pixelColor(hands.page.reference.picture.rect().center())
    assert middle == Qt.GlobalColor.red
    hands.begin(4, chosen="c03")
    assert "cannot be read" in hands.page.reference.words.text()
    hands.begin(4, chosen="c04")
    assert "No reference" in hands.page.reference.words.text()
    hands.press(Key.Key_Escape)
    assert not hands.page.reference.isVisible()
    assert not hands.line.is_asking


def test_the_present_picture_becomes_the_reference_and_an_old_one_is_asked_about(hands: Hands) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    hands.begin(4, chosen="c02")
    hands.press(Key.Key_R, modifier=control)
    hands.qtbot.waitUntil(lambda: hands.heard(1))
    name, camera_id, still = hands.asked[0]
    assert (name, camera_id) == ("set_reference", "c02")
    hands.fake.patrol.kept = {"c02": still.path}  # type: ignore[attr-defined]
    hands.press(Key.Key_R, modifier=control)
    assert hands.line.is_asking
    hands.press(Key.Key_Escape)
    hands.turn()
    assert len(hands.asked) == 1
    hands.press(Key.Key_R, modifier=control)
    hands.press(Key.Key_Return)
    hands.qtbot.waitUntil(lambda: hands.heard(2))


def test_a_picture_that_is_not_fresh_cannot_be_the_reference(hands: Hands) -> None:
    hands.begin(4, {2: {"not_seen": NotSeen.FROZEN}}, chosen="c02")
    hands.press(Key.Key_R, modifier=Qt.KeyboardModifier.ControlModifier)
    assert "fresh picture" in hands.line.text.text()
    assert hands.asked == []


# Around it


def test_input_anywhere_tells_that_somebody_is_there_until_the_window_closes(hands: Hands, qtbot: QtBot) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    hands.page._activity.look_for_windows()
    hands.turn(2.0)
    hands.fake.patrol.calls.clear()
    QTest.mouseClick(other.windowHandle(), Qt.MouseButton.LeftButton)
    QTest.mouseClick(other.windowHandle(), Qt.MouseButton.LeftButton)
    assert hands.fake.patrol.calls == [("touched",)]
    hands.workspace.close()
    hands.turn(5.0)
    QTest.mouseClick(other.windowHandle(), Qt.MouseButton.LeftButton)
    assert hands.fake.patrol.calls == [("touched",)]


def test_pages_turn_by_key(hands: Hands) -> None:
    hands.press(Key.Key_3, modifier=Qt.KeyboardModifier.AltModifier)
    assert hands.workspace.tabs.currentIndex() == 2
    hands.press(Key.Key_1, modifier=Qt.KeyboardModifier.AltModifier)
    assert hands.workspace.tabs.currentIndex() == 0
    assert hands.page.isVisible()


def test_coverage_begins_a_round_of_an_area(hands: Hands) -> None:
    hands.workspace.show_page(1)
    hands.workspace.coverage.round_requested.emit(RoundKind.AREA, "riverside")
    assert hands.asked == [("start", RoundKind.AREA, "riverside")]
    assert hands.workspace.tabs.currentIndex() == 0


@pytest.mark.parametrize("tokens", [theme.DARK, theme.LIGHT], ids=["dark", "light"])
def test_nothing_is_cut_off_and_everything_has_a_name(hands: Hands, tokens: theme.Tokens) -> None:
    theme.set_current(tokens)
    hands.begin(4, chosen="c01")
    QApplication.processEvents()
    for button in hands.page.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.text() or button.accessibleName()
            assert button.width() >= button.minimumSizeHint().width()
    for label in (hands.page.side.progress.step, hands.page.side.plan, hands.page.side.shift):
        assert label.width() >= min(label.sizeHint().width(), 260)
    assert hands.pictures.accessibleName()
    assert "Camera 1" in hands.pictures.accessibleDescription()
    assert hands.page.side.due.accessibleDescription().startswith("Camera 1")


def test_a_narrow_window_gives_the_pictures_the_room(qtbot: QtBot, bridge: Bridge, fake: FakeWorld) -> None:
    page = RoundPage(bridge)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    fake.patrol.show(round=round_view(cameras_in_step(4)))
    bridge.tick()
    assert page.side.isVisible()
    page.resize(640, 500)
    QApplication.processEvents()
    assert page.width() == 640
    assert not page.side.isVisible()
    assert page.run.pictures.width() == 640
    page.close_down()


@pytest.mark.parametrize("page", ["start", "reports"])
@pytest.mark.parametrize("key", [Key.Key_Tab, Key.Key_Backtab], ids=["forward", "backward"])
def test_tab_reaches_everything_and_comes_back(hands: Hands, page: str, key: Qt.Key) -> None:
    if page == "reports":
        hands.workspace.show_page(2)
    stops = {
        widget
        for widget in hands.workspace.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    first = QApplication.focusWidget()
    assert first is (hands.page.start.due if page == "start" else hands.workspace.reports.choices)
    reached = set()
    for _step in range(len(stops) + 1):
        hands.press(key)
        reached.add(QApplication.focusWidget())
        if QApplication.focusWidget() is first:
            break
    assert stops - reached == set()
    assert hands.workspace.tabs in reached
