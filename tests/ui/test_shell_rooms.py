"""The shell with the real workspaces: what a card's button shows, and the wall alone on a screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from base.clock import NS_PER_S
from duty.attention import AttentionItem, AttentionKind, Urgency
from tests.ui.fake_world import NOW_NS, FakeWorld
from tests.ui.test_shell_sound import Recorder
from tests.ui.test_shell_window import clipped, texts
from ui import theme
from ui.airspace.scene import Key, Kind
from ui.airspace.workspace import AirspaceWorkspace
from ui.bridge import Bridge
from ui.fleet.workspace import FleetWorkspace
from ui.main_window import MainWindow
from ui.shell import rooms
from ui.shell.attention_panel import Act
from ui.shell.rail import Workspace
from ui.wall.workspace import WallWorkspace
from video.feed import CameraState, Reason


@pytest.fixture
def fake() -> FakeWorld:
    made = FakeWorld(cameras=9)
    for i in range(9):
        made.cameras.put(i)
    made.cameras.set_state(6, CameraState.OFFLINE, Reason.UNREACHABLE)
    return made


@pytest.fixture
def window(bridge: Bridge, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    with theme.held_back():
        made = MainWindow(bridge, store, player=Recorder())
    qtbot.addWidget(made)
    made.resize(1600, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    bridge.tick()
    QApplication.processEvents()
    yield made
    made.close()


def item(kind: AttentionKind, key: str, subject: str) -> AttentionItem:
    return AttentionItem(f"{kind}:{key}", kind, Urgency.WARNING, subject, "Zone", "", NOW_NS - NS_PER_S)


def test_show_on_the_wall_selects_the_camera(window: MainWindow) -> None:
    wall = window.workspaces[Workspace.WALL]
    assert isinstance(wall, WallWorkspace)
    window.show_workspace(Workspace.FLEET)
    window.attention_panel.act_requested.emit(Act.SHOW_ON_WALL, item(AttentionKind.CAMERA_OFFLINE, "c07", "Camera 7"))
    assert window.places.current is Workspace.WALL
    assert wall.view.model.selected == 6


def test_show_in_the_fleet_selects_a_drone_or_a_dock(window: MainWindow) -> None:
    fleet = window.workspaces[Workspace.FLEET]
    assert isinstance(fleet, FleetWorkspace)
    window.attention_panel.act_requested.emit(Act.SHOW_IN_FLEET, item(AttentionKind.LINK_LOST, "3", "Drone 3"))
    assert fleet.selected == ("drone", 3)
    window.attention_panel.act_requested.emit(Act.SHOW_IN_FLEET, item(AttentionKind.DOCK_ALARM, "102", "Dock 102"))
    assert fleet.selected == ("dock", 102)


def test_show_on_the_map_opens_the_airspace(window: MainWindow, fake: FakeWorld) -> None:
    track = fake.air.picture().tracks[0].track_id
    window.attention_panel.act_requested.emit(Act.SHOW_ON_MAP, item(AttentionKind.CANNOT_TELL, f"{track}:Z3", track))
    assert window.places.current is Workspace.AIRSPACE
    assert isinstance(window.workspaces[Workspace.AIRSPACE], AirspaceWorkspace)
    assert rooms.show_on_map(window.workspaces, "track", track)
    assert not rooms.show_on_map(window.workspaces, "track", "nobody")


def test_an_alarm_whose_aircraft_is_gone_shows_its_zone(window: MainWindow, fake: FakeWorld, bridge: Bridge) -> None:
    zone_id = fake.air.picture().zones[0].zone_id
    fake.incident(1, subject="GONE", zone_id=zone_id)
    bridge.tick()
    QApplication.processEvents()
    window.show_breach()
    airspace = window.workspaces[Workspace.AIRSPACE]
    assert isinstance(airspace, AirspaceWorkspace)
    assert airspace.panel.map.selected == Key(Kind.ZONE, zone_id)


def test_a_drone_of_the_fleet_is_shown_on_the_map(window: MainWindow) -> None:
    fleet = window.workspaces[Workspace.FLEET]
    assert isinstance(fleet, FleetWorkspace)
    window.show_workspace(Workspace.FLEET)
    fleet.show_on_map_requested.emit("drone", 1)
    assert window.places.current is Workspace.AIRSPACE


def test_the_wall_alone_on_a_screen_wears_demo_and_the_alarm(
    window: MainWindow, fake: FakeWorld, bridge: Bridge, qtbot: QtBot
) -> None:
    wall = window.workspaces[Workspace.WALL]
    assert isinstance(wall, WallWorkspace)
    for _ in range(2):  # and once more, after it has come back
        window.places.toggle_full_screen(None)
        alone = wall.view.window()
        assert alone is not window
        qtbot.waitUntil(alone.isVisible)
        assert "DEMO" in texts(alone)
        fake.incident(1)
        bridge.tick()
        QApplication.processEvents()
        assert "1581F5FKD229400A1B2C" in texts(alone)
        window.places.toggle_full_screen(None)
        assert wall.view.window() is window
        window._look()
        QApplication.processEvents()


def test_the_walls_own_full_screen_button_is_noticed_too(window: MainWindow, qtbot: QtBot) -> None:
    wall = window.workspaces[Workspace.WALL]
    assert isinstance(wall, WallWorkspace)
    wall.toggle_full_screen()
    qtbot.waitUntil(lambda: "DEMO" in texts(wall.view.window()))
    wall.leave_full_screen()


def test_the_grid_is_kept(window: MainWindow, bridge: Bridge, tmp_path: Path, qtbot: QtBot) -> None:
    wall = window.workspaces[Workspace.WALL]
    assert isinstance(wall, WallWorkspace)
    wall.view.set_grid(4)
    window.close()
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    with theme.held_back():
        again = MainWindow(bridge, store, player=Recorder())
    qtbot.addWidget(again)
    restored = again.workspaces[Workspace.WALL]
    assert isinstance(restored, WallWorkspace)
    assert restored.view.model.grid == 4


@pytest.mark.parametrize("workspace", list(Workspace))
def test_every_workspace_fits_a_small_window(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    window.resize(1280, 720)
    window.show_workspace(workspace)
    qtbot.wait(60)
    assert (window.width(), window.height()) == (1280, 720)
    assert clipped(window) == []


def test_no_key_of_the_shell_means_something_else_in_a_workspace(window: MainWindow) -> None:
    shell = {key.toString() for action in window.actions_.all() for key in action.shortcuts()}
    for workspace, widget in window.workspaces.items():
        for keys, words in rooms.key_lines(widget):
            clash = shell & set(keys)
            assert clash <= {"F11"}, f"{workspace}: {clash} is also “{words}”"
