"""The recording in the window: its field, its words for every fault, start, stop and bookmark, and by whom."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from duty.attention import AttentionKind
from duty.people import OperatorView, Role
from duty.recording import RecordingMode
from sessions.recording import RecorderFault, RecorderState
from sessions.rows import Topic
from sessions.world import WorldKind
from tests.ui.dialogs import dialog
from tests.ui.fake_people import OFFICER
from tests.ui.fake_sessions import FakeSessions
from tests.ui.fake_world import FakeWorld
from tests.ui.test_shell_sound import Recorder
from ui.bridge import Bridge
from ui.main_window import MainWindow
from ui.recording.wrong import WrongDialog
from ui.shell.rail import Workspace
from ui.wall.workspace import WallWorkspace
from ui.words import attention as attention_words
from ui.words import sessions as words
from video.feed import CameraState, Reason
from video.recording.order import RecordState

Key, Modifier = Qt.Key, Qt.KeyboardModifier
PILOT = OperatorView("chen", "Chen Gang", Role.PILOT)


class Station:
    def __init__(self, qtbot: QtBot, folder: Path, who: OperatorView | None = OFFICER) -> None:
        self.qtbot = qtbot
        self.fake = FakeWorld(kind=WorldKind.LIVE)
        self.fake.operators.show(current=who)
        self.sessions = FakeSessions()
        self.recorder = self.sessions.recorder
        self.bridge = Bridge(self.fake.world, sessions=self.sessions.sessions)
        store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        rooms: dict[Workspace, QWidget] = {w: QWidget() for w in Workspace if w is not Workspace.INCIDENTS}
        rooms[Workspace.WALL] = WallWorkspace(self.bridge)
        self.window = MainWindow(self.bridge, store, workspaces=rooms, player=Recorder())
        qtbot.addWidget(self.window)
        self.window.resize(1600, 900)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.turn()

    @property
    def text(self) -> str:
        return self.window.record_field.button.text()

    def turn(self, seconds: float = 0.2) -> None:
        self.fake.clock.advance(seconds)
        self.bridge.tick()
        self.window._look()
        self.window.record_field.look()
        QApplication.processEvents()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        QApplication.processEvents()


@pytest.fixture
def station(qtbot: QtBot, tmp_path: Path) -> Iterator[Station]:
    made = Station(qtbot, tmp_path)
    yield made
    made.window.close()


def test_the_key_starts_and_stops_and_the_field_says_since_when_and_how_much(station: Station) -> None:
    assert station.text.startswith("not recording")
    station.press(Key.Key_R, Modifier.ControlModifier | Modifier.ShiftModifier)
    assert station.recorder.calls == [("start", "wang")]
    station.recorder.record(station.fake.clock.wall_ns(), written_bytes=1_230_000_000)
    station.turn()
    for word in ("REC since 16:00", "1.2\u00a0GB", "61.0\u00a0GB free"):
        assert word in station.text
    assert station.window.actions_.record.text() == "Stop recording"
    station.press(Key.Key_R, Modifier.ControlModifier | Modifier.ShiftModifier)
    assert station.recorder.calls[-1] == ("stop", "wang")
    station.recorder.show(state=RecorderState.ENDING)
    station.turn()
    assert "recording ends" in station.text


def test_a_bookmark_takes_a_word_beside_the_field_and_escape_sets_none(station: Station) -> None:
    station.press(Key.Key_B, Modifier.ControlModifier)
    note = station.window.record_field.note
    assert note.isVisible()
    assert note.mapTo(station.window, note.rect().topLeft()).y() > station.window.height() - 40, "it covers the wall"
    QTest.keyClicks(note, "red van")
    station.press(Key.Key_Return)
    assert station.recorder.calls == [("bookmark", "wang", "red van")]
    assert "bookmark set" in station.text
    assert not note.isVisible()
    station.press(Key.Key_B, Modifier.ControlModifier)
    station.press(Key.Key_Escape)
    assert len(station.recorder.calls) == 1
    station.press(Key.Key_B, Modifier.ControlModifier)
    station.press(Key.Key_Return)
    assert station.recorder.calls[-1] == ("bookmark", "wang", "")


def test_who_may_not_record_cannot(qtbot: QtBot, tmp_path: Path) -> None:
    station = Station(qtbot, tmp_path, PILOT)
    station.press(Key.Key_R, Modifier.ControlModifier | Modifier.ShiftModifier)
    station.press(Key.Key_B, Modifier.ControlModifier)
    assert station.recorder.calls == []
    assert not station.window.actions_.record.isEnabled()
    assert station.window.record_field.button.toolTip()
    station.window.close()


def test_with_nobody_there_the_sign_in_comes_first(qtbot: QtBot, tmp_path: Path) -> None:
    station = Station(qtbot, tmp_path, None)
    station.press(Key.Key_R, Modifier.ControlModifier | Modifier.ShiftModifier)
    assert station.recorder.calls == []
    assert QApplication.activeModalWidget() is not None
    station.fake.operators.show(current=OFFICER)
    station.turn()
    station.window.acts.gate.go_on()
    assert station.recorder.calls == [("start", "wang")]
    station.window.close()


def test_mode_off_shows_nothing(station: Station) -> None:
    station.recorder.show(mode=RecordingMode.OFF, state=RecorderState.OFF)
    station.turn()
    assert not station.window.record_field.isVisible()
    station.press(Key.Key_R, Modifier.ControlModifier | Modifier.ShiftModifier)
    assert station.recorder.calls == []


def test_every_fault_is_said_with_what_to_do(station: Station) -> None:
    for fault in RecorderFault:
        if fault is not RecorderFault.NONE:
            fault_is_said(station, fault)


def fault_is_said(station: Station, fault: RecorderFault) -> None:
    station.recorder.record(station.fake.clock.wall_ns(), fault=fault, fault_since_wall_ns=station.fake.clock.wall_ns())
    station.turn(60)
    assert words.fault_short(fault) in station.text
    tip = station.window.record_field.button.toolTip()
    assert words.fault(fault) in tip
    assert words.fault_advice(fault) in tip
    items = [i for i in station.window.attention_panel.items if i.kind is AttentionKind.RECORDER]
    assert [i.value for i in items] == [fault.value]
    assert attention_words.why(items[0]) == words.fault(fault)
    assert attention_words.next_step(items[0]) == words.fault_advice(fault)
    assert station.fake.clock.monotonic_ns() - items[0].since_ns == 60 * 10**9
    station.recorder.show(fault=RecorderFault.NONE)
    station.turn()
    assert not [i for i in station.window.attention_panel.items if i.kind is AttentionKind.RECORDER]


def test_cameras_that_are_not_recorded_are_listed_with_their_reasons(station: Station) -> None:
    station.fake.cameras.set_state(0, CameraState.LIVE, recording=RecordState.CODEC)
    station.fake.cameras.set_state(1, CameraState.OFFLINE, Reason.UNREACHABLE, recording=RecordState.WAITING)
    station.fake.cameras.set_state(2, CameraState.LIVE, recording=RecordState.ON)
    station.recorder.record(station.fake.clock.wall_ns(), cameras_wrong=2)
    station.turn()
    assert "2 camera" in station.text
    assert "not recorded" in station.text
    station.window.record_field.wrong_entry.trigger()
    shown = dialog(WrongDialog)
    lines = dict(shown.lines())
    assert "video format" in lines["Camera 1"]
    assert "does not answer" in lines["Camera 2"]
    assert "Camera 3" not in lines
    items = [i for i in station.window.attention_panel.items if i.kind is AttentionKind.CAMERA_NOT_RECORDED]
    assert [i.subject for i in items] == ["Camera 1"]
    station.fake.cameras.set_state(0, CameraState.LIVE, recording=RecordState.ON)
    station.fake.cameras.set_state(1, CameraState.LIVE, recording=RecordState.ON)
    station.turn()
    shown.look()
    assert shown.lines() == []
    shown.accept()


def test_a_tile_says_that_its_camera_is_not_recorded(station: Station) -> None:
    wall = station.window.workspaces[Workspace.WALL]
    assert isinstance(wall, WallWorkspace)
    station.fake.cameras.put(0)
    station.fake.cameras.set_state(0, CameraState.LIVE, recording=RecordState.NO_STREAM)
    station.turn()
    caption = wall.view.tiles[0].caption
    assert caption is not None
    assert "not recorded" in caption.aside
    wall.view._hover(0)
    caption = wall.view.tiles[0].caption
    assert caption is not None
    assert "its main stream cannot be opened" in caption.aside


def test_layouts_are_noted_once_they_rest(station: Station) -> None:
    wall = station.window.workspaces[Workspace.WALL]
    assert isinstance(wall, WallWorkspace)
    station.qtbot.waitUntil(lambda: bool(station.recorder.notes), timeout=3000)
    topic, key, body = station.recorder.notes[-1]
    assert (topic, key) == (Topic.LAYOUT, "wall")
    assert isinstance(body, dict)
    assert body["cameras"] == [f"c{i:02d}" for i in range(1, 10)]
    count = len(station.recorder.notes)
    for camera in (1, 2, 3):
        wall.view.select(camera)
    wall.view.set_enlarged(True)
    station.qtbot.waitUntil(lambda: len(station.recorder.notes) > count, timeout=3000)
    assert len(station.recorder.notes) == count + 1, "each step of a quick hand was noted"
    assert station.recorder.notes[-1][2] == {"cameras": ["c04"], "selected": "c04", "enlarged": True}
    station.recorder.record(station.fake.clock.wall_ns())
    station.turn()
    assert station.recorder.notes[-1][2] == {"cameras": ["c04"], "selected": "c04", "enlarged": True}
    assert len(station.recorder.notes) == count + 2, "a session that begins does not know what is shown"
    station.window.show_workspace(Workspace.FLEET)
    station.qtbot.waitUntil(lambda: station.recorder.notes[-1][1] == "fleet", timeout=3000)
