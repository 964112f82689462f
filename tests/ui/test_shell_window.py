"""The whole window on a fake world: acts by keyboard, languages, DEMO, tearing off, narrow and scaled windows."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QTranslator
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from base.clock import NS_PER_S
from drones.picture import EMPTY, LinkState
from duty.incidents import Disposition, IncidentState
from sessions.world import WorldKind
from tests.ui import fake_world
from tests.ui.fake_world import NOW_NS, FakeWorld, camera_facts, empty_world, link
from tests.ui.test_shell_sound import Recorder
from ui import application, theme
from ui.bridge import Bridge
from ui.incidents.closing import ClosingDialog
from ui.main_window import MainWindow
from ui.shell.keys_dialog import KeysDialog
from ui.shell.labels import ElidedLabel
from ui.shell.rail import Workspace
from ui.shell.status_bar import oldest_age_s
from ui.shell.torn import TornWindow
from ui.sound import Tone
from video.feed import CameraState, Reason

ROOT = Path(__file__).parents[2]


class Room(QWidget):
    """A workspace that can have the keyboard and show a track."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)
        self.setFocusProxy(self.field)
        self.setObjectName(name)

    def show_on_map(self, kind: str, name: object) -> bool:
        self.shown.append(f"{kind} {name}")
        return True


class Desk:
    """A window on a fake world, and the hands of the person in front of it."""

    def __init__(self, qtbot: QtBot, fake: FakeWorld, folder: Path) -> None:
        self.qtbot, self.fake = qtbot, fake
        self.bridge = Bridge(fake.world)
        self.player = Recorder()
        self.rooms: dict[Workspace, Room] = {w: Room(w.value) for w in Workspace if w is not Workspace.INCIDENTS}
        self.store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        with theme.held_back():
            self.window = MainWindow(self.bridge, self.store, workspaces=dict(self.rooms), player=self.player)
        qtbot.addWidget(self.window)
        self.window.resize(1600, 900)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.turn()

    def turn(self, seconds: float = 0.0) -> None:
        """Let time pass, pull the world once and paint."""
        self.fake.clock.advance(seconds)
        self.bridge.tick()
        self.window.status_bar.show_time()
        self.window._look()
        QApplication.processEvents()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Where the keyboard is: the focused widget, else the active window."""
        target = QApplication.focusWidget() or QApplication.activeWindow() or self.window
        QTest.keyClick(target, key, modifier)
        QApplication.processEvents()


@pytest.fixture
def desk(qtbot: QtBot, fake: FakeWorld, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, fake, tmp_path)
    yield made
    made.window.close()


@pytest.fixture(autouse=True)
def _english_again(qapp: QApplication) -> Iterator[None]:
    application.set_language(qapp, "en")
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()


def texts(window: QWidget) -> str:
    labels = [w.text() for w in window.findChildren(QLabel) if w.isVisible()]
    return "\n".join([*labels, *(b.text() for b in window.findChildren(QAbstractButton) if b.isVisible())])


def clipped(window: QWidget) -> list[str]:
    """Words that do not fit where they stand, and controls that hang over their window's edge."""
    found = []
    kinds: tuple[type[QLabel] | type[QAbstractButton], ...] = (QLabel, QAbstractButton)
    for kind in kinds:
        for widget in window.findChildren(kind):
            if not widget.isVisible() or not widget.text() or widget.visibleRegion().isEmpty():
                continue  # scrolled out of sight is not cut off
            needed = widget.minimumSizeHint()
            if isinstance(widget, ElidedLabel) or (isinstance(widget, QLabel) and widget.wordWrap()):
                needed.setWidth(0)
            if widget.width() < needed.width() or widget.height() < needed.height():
                found.append(f"{widget.text()!r}: {widget.width()}×{widget.height()}, needs {needed.toTuple()}")
            corner = widget.mapTo(window, widget.rect().bottomRight())
            if corner.x() >= window.width():
                found.append(f"{widget.text()!r} ends at x = {corner.x()} of {window.width()}")
    return found


def test_a_breach_is_announced_and_acknowledged_and_closed_by_keyboard_alone(desk: Desk) -> None:
    banner, incidents = desk.window.banner, desk.window.incidents
    assert not banner.isVisible()
    desk.fake.incident(1)
    desk.turn()
    assert banner.isVisible()
    assert "1581F5FKD229400A1B2C" in texts(banner)
    assert "City hall no-fly zone" in texts(banner)
    assert "it is inside the zone" in texts(banner)
    assert banner.painted_at_ns(1) == desk.fake.clock.monotonic_ns()
    assert desk.player.played[-1] == (Tone.ALARM, 0.75)

    desk.press(Qt.Key.Key_F2)
    assert [w[:2] for w in desk.fake.desk.wishes] == [(1, IncidentState.ACKNOWLEDGED)]
    desk.press(Qt.Key.Key_F2)
    assert len(desk.fake.desk.wishes) == 1, "the same wish was sent twice"
    desk.turn(3)
    assert banner.isVisible(), "not in the book yet: nothing may look acknowledged"
    assert "Being written…" in texts(banner)
    desk.fake.desk.commit()
    desk.turn()
    assert not banner.isVisible()

    desk.press(Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert incidents.isVisible()
    desk.press(Qt.Key.Key_F4)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ClosingDialog)
    first = QApplication.focusWidget()
    assert first is dialog.choice(Disposition.HANDED_OVER)
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert dialog.disposition is Disposition.PILOT_REACHED, "an arrow that only moves the focus looks like a choice"
    QTest.keyClicks(dialog.note, "At the east gate")
    QTest.keyClick(dialog.close_button, Qt.Key.Key_Return)
    assert desk.fake.desk.wishes == [], "closed without a second look"
    assert "cannot be opened again" in texts(dialog)
    QTest.keyClick(dialog.close_button, Qt.Key.Key_Return)
    assert desk.fake.desk.wishes == [(1, IncidentState.CLOSED, Disposition.PILOT_REACHED, "At the east gate")]
    desk.turn()
    assert "Being written…" in texts(incidents)
    desk.fake.desk.commit()
    desk.turn()
    assert "Pilot reached" in texts(incidents.detail)
    assert "At the east gate" in texts(incidents.detail)


def test_enter_on_the_banners_button_acknowledges(desk: Desk) -> None:
    desk.fake.incident(1)
    desk.turn()
    desk.window.banner.acknowledge_button.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert [w[0] for w in desk.fake.desk.wishes] == [1]


def test_a_newer_breach_does_not_take_the_place_of_the_one_that_is_shown(desk: Desk) -> None:
    desk.fake.incident(1)
    desk.turn(2)
    desk.fake.incident(2, subject="SECOND")
    desk.turn()
    assert desk.window.banner.incident is not None
    assert desk.window.banner.incident.incident_id == 1
    assert "1 of 2" in texts(desk.window.banner)
    assert desk.window.banner.painted_at_ns(2) is not None
    desk.press(Qt.Key.Key_F2)
    desk.fake.desk.commit()
    desk.turn()
    assert "SECOND" in texts(desk.window.banner)


def test_f2_in_incidents_speaks_of_the_selected_one(desk: Desk) -> None:
    desk.fake.incident(1)
    desk.turn(2)
    desk.fake.incident(2, subject="SECOND")
    desk.turn()
    desk.window.show_incident(2)
    desk.window.incidents.table.setFocus()
    desk.press(Qt.Key.Key_F2)
    assert [w[0] for w in desk.fake.desk.wishes] == [2]


def test_the_alarm_can_be_shown_on_the_map(desk: Desk) -> None:
    desk.fake.incident(1)
    desk.turn()
    desk.press(Qt.Key.Key_F3)
    assert desk.window.places.current is Workspace.AIRSPACE
    assert desk.rooms[Workspace.AIRSPACE].shown == ["track 1581F5FKD229400A1B2C"]


def test_trouble_with_the_book_is_said(desk: Desk) -> None:
    desk.fake.desk.why_not = "the disk is full"
    desk.fake.incident(-1, committed_at_ns=None)
    desk.turn()
    desk.window.show_workspace(Workspace.INCIDENTS)
    desk.turn()
    assert "The book cannot be written: the disk is full" in texts(desk.window.incidents)
    assert "The duty book cannot be written" in texts(desk.window.attention_panel)
    assert "not written yet" in texts(desk.window.incidents.detail)


def test_other_needs_a_note_and_escape_closes_nothing(desk: Desk) -> None:
    desk.fake.incident(1, state=IncidentState.ACKNOWLEDGED)
    desk.turn()
    desk.window.incident_wiring.ask_to_close(desk.bridge.incidents[0])
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ClosingDialog)
    assert not dialog.close_button.isEnabled()
    dialog.choice(Disposition.OTHER).click()
    assert not dialog.close_button.isEnabled()
    QTest.keyClicks(dialog.note, "  ")
    assert not dialog.close_button.isEnabled()
    QTest.keyClicks(dialog.note, "gone")
    dialog.close_button.click()
    assert QApplication.focusWidget() is not dialog.close_button, "a second Enter by habit would close it"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert desk.fake.desk.wishes == []


def test_the_window_speaks_chinese_at_once_and_english_again(desk: Desk) -> None:
    desk.fake.incident(1)
    desk.turn()
    english = texts(desk.window)
    desk.window.set_language("zh_CN")
    desk.turn()
    chinese = texts(desk.window)
    for word in ("监控墙", "无人机", "确认", "演示"):
        assert word in chinese, word
    for word in ("Wall", "Acknowledge", "Needs attention", "Drones", "DEMO"):
        assert word in english
        assert word not in chinese, word
    desk.window.set_language("en")
    desk.turn()
    assert texts(desk.window) == english
    assert desk.store.value("language") == "en"


def test_an_unknown_language_or_theme_in_the_settings_is_harmless(
    qtbot: QtBot, fake: FakeWorld, tmp_path: Path
) -> None:
    lines = ["[General]", "language=tlh", "theme=paisley", "volume=loud", "geometry=@Invalid()", "[wall]", "grid=x"]
    (tmp_path / "settings.ini").write_text("\n".join(lines))
    desk = Desk(qtbot, fake, tmp_path)
    assert application.language() == "en"
    assert theme.current() is theme.DARK
    assert desk.window.sounding.volume_percent == 75


def test_settings_come_back(qtbot: QtBot, fake: FakeWorld, tmp_path: Path) -> None:
    desk = Desk(qtbot, fake, tmp_path)
    desk.window.set_theme("light")
    desk.window._main_menu.volume_requested.emit(50)
    desk.window.close()
    theme.set_current(theme.DARK)
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Bridge(fake.world), store, workspaces={w: Room(w) for w in desk.rooms}, player=Recorder())
    qtbot.addWidget(window)
    assert theme.current() is theme.LIGHT
    assert window.sounding.volume_percent == 50
    assert store.contains("geometry")


def test_an_empty_configuration_leaves_no_blank_and_no_zeros(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, empty_world(), tmp_path)
    bar = desk.window.status_bar
    assert not bar.cameras.isVisible()
    assert not bar.demo.isVisible(), "a live world was marked as a demo"
    assert "DEMO" not in desk.window.windowTitle()
    assert "Nothing needs you now" in texts(desk.window.attention_panel)
    desk.window.show_workspace(Workspace.INCIDENTS)
    desk.turn()
    assert "No incidents." in texts(desk.window.incidents)


def test_the_status_bar_tells_what_is_well_and_what_is_not(desk: Desk) -> None:
    for i in range(9):
        desk.fake.cameras.put(i)
    desk.fake.cameras.set_state(4, CameraState.OFFLINE, Reason.UNREACHABLE)
    desk.turn(0.2)
    bar = desk.window.status_bar
    assert bar.cameras.text == "Cameras 8/9 live"
    assert bar.drones.text == "Drones 2/3"
    assert bar.docks.text == "Docks 2/2"
    assert bar.links[0].text == "udp 14550  loss 0.1\u00a0%"
    assert bar.links[1].text.startswith("tcp radio")
    assert bar.clock.text() == "2027-01-15  16:00:00", "UTC 08:00 is 16:00 in the precinct's zone"
    assert "0.7" in bar.age.text(), "the oldest heartbeat was 0.5 s old before 0.2 s passed"


def test_a_camera_that_nobody_looks_at_does_not_grow_old() -> None:
    """It is received and not decoded: in another workspace its last picture grows old though all is well."""
    seen = replace(camera_facts("c1", state=CameraState.LIVE), picture_at_ns=NOW_NS - 2 * NS_PER_S)
    unseen = replace(seen, picture_at_ns=NOW_NS - 90 * NS_PER_S, hidden=True)
    assert oldest_age_s(EMPTY, (unseen, seen), NOW_NS) == 2.0
    assert oldest_age_s(EMPTY, (unseen,), NOW_NS) is None


def test_many_links_are_one_figure(desk: Desk) -> None:
    links = tuple(link(f"radio {i}", state=LinkState.CLOSED if i == 3 else LinkState.RECEIVING) for i in range(5))
    desk.fake.air.set(replace(desk.fake.air.picture(), links=links))
    desk.turn()
    assert desk.window.status_bar.links[0].text == "Links 4/5  loss 0.1\u00a0%"
    assert not desk.window.status_bar.links[1].isVisible()


def test_no_sound_device_shows_in_the_status_bar(desk: Desk) -> None:
    desk.player.available = False
    desk.turn()
    assert "No sound device" in texts(desk.window.status_bar)


def test_its_mark_wears_the_colour_of_the_theme(desk: Desk) -> None:
    before = theme.current()
    desk.player.available = False
    try:
        for tokens in (theme.DARK, theme.LIGHT):
            theme.set_current(tokens)
            desk.turn()
            image = desk.window.status_bar._sound_icon.pixmap().toImage()
            inked = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
            assert tokens.attention.lower() in inked
    finally:
        theme.set_current(before)


def test_muted_shows_in_the_status_bar(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F7)
    assert "Notices muted for 15 min" in texts(desk.window.status_bar)
    desk.press(Qt.Key.Key_F7)
    assert "muted" not in texts(desk.window.status_bar)


def test_a_workspace_torn_off_keeps_demo_alarm_and_keys_and_comes_back(desk: Desk) -> None:
    fleet = desk.rooms[Workspace.FLEET]
    desk.press(Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.places.current is Workspace.FLEET
    desk.press(Qt.Key.Key_F8)
    window = fleet.window()
    assert isinstance(window, TornWindow)
    assert window.isVisible()
    assert fleet.isVisible()
    assert "DEMO" in texts(window)
    desk.qtbot.waitUntil(window.isActiveWindow)
    desk.fake.incident(1)
    desk.turn()
    assert window.banner.isVisible()
    desk.press(Qt.Key.Key_F2)
    assert [w[0] for w in desk.fake.desk.wishes] == [1]
    desk.press(Qt.Key.Key_F8)
    assert fleet.window() is desk.window
    assert fleet.isVisible()


def test_closing_a_torn_off_window_puts_the_workspace_back(desk: Desk) -> None:
    window = desk.window.places.tear_off(Workspace.WALL)
    assert "Wall is in a window of its own." in texts(desk.window)
    window.close()
    assert desk.rooms[Workspace.WALL].window() is desk.window


def test_closing_the_main_window_closes_every_window(desk: Desk) -> None:
    windows = [desk.window.places.tear_off(w) for w in (Workspace.WALL, Workspace.FLEET)]
    with desk.qtbot.waitSignal(desk.window.closing):
        desk.window.close()
    QApplication.processEvents()
    assert not any(isValid(w) and w.isVisible() for w in windows)
    assert desk.player.stopped


def test_full_screen_keeps_demo_and_the_way_back(desk: Desk) -> None:
    desk.window.show_workspace(Workspace.AIRSPACE)
    desk.press(Qt.Key.Key_F11)
    assert desk.window.isFullScreen()
    assert desk.window.status_bar.demo.isVisible()
    assert not desk.window.rail.isVisible()
    desk.press(Qt.Key.Key_F11)
    assert not desk.window.isFullScreen()
    assert desk.window.rail.isVisible()


def test_the_list_of_keys_is_that_of_the_actions(desk: Desk) -> None:
    desk.window.show_workspace(Workspace.INCIDENTS)
    desk.window.incidents.table.setFocus()
    desk.press(Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, KeysDialog)
    said = texts(dialog)
    for action in desk.window.actions_.all():
        if action.shortcuts():
            assert action.text() in said
            assert action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) in said
    assert "Go to Airspace" in said


def test_a_question_mark_in_a_text_field_is_a_letter(desk: Desk) -> None:
    field = desk.rooms[Workspace.WALL].field
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.activeModalWidget() is None
    assert field.text() == "?"


def test_no_key_means_two_things(desk: Desk) -> None:
    actions: list[QAction] = [*desk.window.actions_.all(), *desk.window.incidents.findChildren(QAction)]
    keys = [key.toString() for action in actions for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_f10_opens_the_menu_and_the_language_can_be_chosen_there_by_keyboard(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F10)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entry = menu.activeAction()
    assert entry is not None
    assert entry.text() == "Go to Wall"
    languages = next(a.menu() for a in menu.actions() if a.text() == "Language")
    assert isinstance(languages, QMenu)
    assert [a.text() for a in languages.actions()] == ["English", "简体中文"]
    languages.actions()[1].trigger()
    menu.close()
    desk.turn()
    assert "监控墙" in texts(desk.window)


def test_f6_goes_to_what_needs_attention(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F6)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert desk.window.attention_panel.isAncestorOf(focus)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("workspace", [Workspace.WALL, Workspace.INCIDENTS])
def test_nothing_is_cut_off_in_a_small_window(desk: Desk, language: str, workspace: Workspace) -> None:
    desk.window.set_language(language)
    desk.fake.incident(1)
    desk.fake.incident(2, state=IncidentState.ACKNOWLEDGED)
    desk.player.available = False
    desk.window.resize(1280, 720)
    desk.window.show_workspace(workspace)
    desk.turn(1)
    QTest.qWait(50)
    assert (desk.window.width(), desk.window.height()) == (1280, 720)
    assert clipped(desk.window) == []


def test_a_live_world_wears_no_demo_badge(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, FakeWorld(kind=WorldKind.LIVE), tmp_path)
    assert not desk.window.status_bar.demo.isVisible()
    window = desk.window.places.tear_off(Workspace.WALL)
    assert "DEMO" not in texts(window)
    window.close()


def test_nothing_is_cut_off_at_200_percent(tmp_path: Path) -> None:
    """In a process of its own: the scale is the application's and is read once."""
    script = (
        "import sys, pytest;"
        "sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider', '--rootdir=.', "
        "'tests/ui/test_shell_window.py', '-k', 'small_window and INCIDENTS']))"
    )
    environment = {**os.environ, "QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 passed" in done.stdout


def test_fake_world_is_what_the_bridge_expects(bridge: Bridge, fake: FakeWorld, qtbot: QtBot) -> None:
    with qtbot.waitSignals([bridge.cameras_changed, bridge.incidents_changed, bridge.air_changed], timeout=1000):
        fake.incident(1)
        fake.air.set(fake_world.busy_air())
        bridge.tick()
    assert bridge.incidents[0].incident_id == 1
