"""The Wall workspace by keyboard alone, its empty states, and full screen."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.fake_world import FakeWorld, empty_world
from ui.bridge import Bridge
from ui.wall.keys import WORDS, WallKeys
from ui.wall.layout import GRIDS
from ui.wall.workspace import WallWorkspace
from video.feed import HIDDEN, CameraState, Reason

Key = Qt.Key


@pytest.fixture
def fake() -> FakeWorld:
    return FakeWorld(cameras=23)


@pytest.fixture
def wall(qtbot: QtBot, bridge: Bridge) -> WallWorkspace:
    made = WallWorkspace(bridge)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    bridge.tick()
    made.setFocus()
    made.view.set_grid(9)
    return made


def press(wall: WallWorkspace, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(wall.view, key)


def texts(wall: WallWorkspace) -> str:
    return "\n".join(label.text() for label in wall.findChildren(QLabel) if label.isVisible())


def test_arrows_home_and_end_move_the_selection(wall: WallWorkspace) -> None:
    press(wall, Key.Key_Right, Key.Key_Right, Key.Key_Down)
    assert wall.view.model.selected == 5
    press(wall, Key.Key_Up, Key.Key_Left)
    assert wall.view.model.selected == 1
    press(wall, Key.Key_End)
    assert (wall.view.model.selected, wall.view.model.page) == (22, 2)
    press(wall, Key.Key_Home)
    assert (wall.view.model.selected, wall.view.model.page) == (0, 0)


def test_page_keys_turn_pages(wall: WallWorkspace) -> None:
    press(wall, Key.Key_PageDown)
    assert [tile.camera for tile in wall.view.tiles] == list(range(9, 18))
    assert "2 / 3" in texts(wall)
    press(wall, Key.Key_PageDown, Key.Key_PageDown)
    assert [tile.camera for tile in wall.view.tiles] == list(range(18, 23))
    press(wall, Key.Key_PageUp)
    assert wall.view.model.page == 1


def test_enter_enlarges_arrows_go_on_escape_returns(wall: WallWorkspace) -> None:
    press(wall, Key.Key_Return)
    assert [tile.camera for tile in wall.view.tiles] == [0]
    press(wall, Key.Key_Right)
    assert [tile.camera for tile in wall.view.tiles] == [1]
    press(wall, Key.Key_PageDown)
    assert [tile.camera for tile in wall.view.tiles] == [2]
    press(wall, Key.Key_Escape)
    assert len(wall.view.tiles) == 9
    press(wall, Key.Key_Enter, Key.Key_Enter)
    assert len(wall.view.tiles) == 9


def test_digits_choose_a_camera_by_its_number(wall: WallWorkspace, fake: FakeWorld) -> None:
    press(wall, Key.Key_1, Key.Key_7)
    assert wall.view.model.selected == 16
    assert wall.view.model.page == 1
    fake.clock.advance(2)
    press(wall, Key.Key_4)
    assert wall.view.model.selected == 3
    press(wall, Key.Key_9)  # there is no camera 49: 9 begins a number of its own
    assert wall.view.model.selected == 8
    fake.clock.advance(2)
    press(wall, Key.Key_0)
    assert wall.view.model.selected == 8


def test_plus_and_minus_change_the_grid(wall: WallWorkspace) -> None:
    seen = []
    for _ in range(12):
        press(wall, Key.Key_Minus)
    for _ in GRIDS:
        press(wall, Key.Key_Plus)
        seen.append(wall.view.model.grid)
    assert tuple(seen) == GRIDS
    assert wall.bar.findChildren(QComboBox)[0].currentText() == "8 × 8"


def test_slash_searches_and_escape_clears(wall: WallWorkspace, qtbot: QtBot) -> None:
    wall.activateWindow()
    qtbot.waitUntil(wall.view.hasFocus)
    press(wall, Key.Key_Slash)
    qtbot.waitUntil(wall.bar.search.hasFocus)
    QTest.keyClicks(wall.bar.search, "camera 2")
    assert wall.view.model.listed == (1, 11, 19, 20, 21, 22)  # 2, 12, 20 to 23
    QTest.keyClicks(wall.bar.search, "3")
    assert [tile.camera for tile in wall.view.tiles] == [22]
    QTest.keyClick(wall.bar.search, Key.Key_Return)
    assert wall.view.hasFocus()
    press(wall, Key.Key_Slash)
    QTest.keyClick(wall.bar.search, Key.Key_Escape)
    assert wall.view.hasFocus()
    assert len(wall.view.model.listed) == 23


def test_tab_reaches_every_control(wall: WallWorkspace, qtbot: QtBot) -> None:
    wall.activateWindow()
    qtbot.waitUntil(wall.view.hasFocus)
    reached: set[QWidget] = set()
    for _ in range(12):
        focus = QApplication.focusWidget()
        assert focus is not None
        reached.add(focus)
        QTest.keyClick(focus, Key.Key_Tab)
    assert {wall.view, wall.bar.search, *wall.bar.findChildren(QComboBox)} <= reached
    assert all(widget.accessibleName() or widget.property("text") for widget in reached)


def test_an_area_shows_only_its_cameras(wall: WallWorkspace) -> None:
    area = wall.bar.findChildren(QComboBox)[1]
    area.setFocus()
    QTest.keyClick(area, Key.Key_Down)
    shown = {wall.view.model.cameras[tile.camera].area for tile in wall.view.tiles}
    assert shown == {area.currentText()} != {"All areas"}


def test_without_a_match_it_says_so_and_the_button_brings_all_back(wall: WallWorkspace, fake: FakeWorld) -> None:
    wall.bar.search.setText("no such camera")
    assert "No camera matches" in texts(wall)
    assert all(demands[-1] == HIDDEN for demands in fake.cameras.demands)
    button = next(b for b in wall.findChildren(QPushButton) if b.isVisible())
    QTest.keyClick(button, Key.Key_Space)
    assert wall.view.isVisible()
    assert len(wall.view.tiles) == 9


def test_without_cameras_it_says_what_to_do(qtbot: QtBot) -> None:
    bridge = Bridge(empty_world().world)
    wall = WallWorkspace(bridge)
    qtbot.addWidget(wall)
    wall.show()
    bridge.tick()
    assert "No cameras are configured" in texts(wall)
    assert "[[cameras]]" in texts(wall)
    assert "0 live" not in texts(wall)
    assert not any(box.isVisible() for box in wall.bar.findChildren(QComboBox))
    for key in (Key.Key_Return, Key.Key_Right, Key.Key_PageDown, Key.Key_F11, Key.Key_1):
        QTest.keyClick(wall.view, key)
    assert not wall.is_full_screen
    bridge.stop()


def test_the_bar_counts_states_in_words(wall: WallWorkspace, bridge: Bridge, fake: FakeWorld) -> None:
    for camera in range(21):
        fake.cameras.put(camera)
    fake.cameras.set_state(20, CameraState.UNAUTHORISED, Reason.WRONG_PASSWORD)
    fake.clock.advance(0.2)
    bridge.tick()
    assert "20 live" in texts(wall)
    frozen = replace(fake.cameras._facts[3], frozen_since_ns=fake.clock.monotonic_ns())
    fake.cameras._facts[3] = frozen
    fake.clock.advance(0.2)
    bridge.tick()
    assert "19 live" in texts(wall)  # what is frozen is not live, whatever comes
    assert "1 stale" in texts(wall)
    assert "2 connecting" in texts(wall)
    assert "1 unauthorised" in texts(wall)
    assert "offline" not in texts(wall)


@pytest.mark.parametrize("key", [Key.Key_F11, Key.Key_Escape])
def test_full_screen_and_back(wall: WallWorkspace, bridge: Bridge, fake: FakeWorld, key: Qt.Key) -> None:
    small = fake.cameras.demands[0][-1]
    press(wall, Key.Key_F11)
    bridge.tick()
    window = wall.view.window()
    assert window is not wall.window()
    assert window.isFullScreen()
    assert "The wall is in full screen" in texts(wall)
    assert not fake.cameras.demands[0][-1].hidden
    press(wall, Key.Key_Return, Key.Key_Escape)  # Escape first undoes what was enlarged
    assert wall.view.window() is window
    press(wall, key)
    assert wall.view.window() is wall.window()
    assert wall.view.isVisible()
    wall.view._ask()
    assert fake.cameras.demands[0][-1] == small


def test_closing_the_full_screen_window_gives_the_wall_back(wall: WallWorkspace) -> None:
    press(wall, Key.Key_F11)
    wall.view.window().close()
    assert wall.view.window() is wall.window()
    assert wall.view.isVisible()


def test_a_change_of_language_says_everything_anew(
    wall: WallWorkspace, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    inner: Callable[..., str] = wall.bar.tr
    monkeypatch.setattr(wall.bar, "tr", lambda text, *more: (said.append(text), inner(text, *more))[1])  # type: ignore[func-returns-value]
    QApplication.sendEvent(wall.bar, QEvent(QEvent.Type.LanguageChange))
    assert {"All areas", "Search cameras (/)", "Full screen"} <= set(said)


def test_the_list_of_keys_names_every_key(wall: WallWorkspace) -> None:
    listed = {key for keys, _words in WORDS for key in keys}
    assert listed == WallKeys(wall.view, wall._bridge.world.clock).keys
    assert all(all(keys) and words for keys, words in wall.key_lines())
