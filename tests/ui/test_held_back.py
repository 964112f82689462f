"""A window that is built before it is styled is the same, to the pixel."""

from contextlib import nullcontext
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.fake_world import FakeWorld
from ui import theme
from ui.bridge import Bridge
from ui.main_window import MainWindow
from ui.theme import LIGHT


def pictures(qtbot: QtBot, folder: Path, *, held_back: bool) -> dict[str, QImage]:
    """Every workspace of it."""
    bridge = Bridge(FakeWorld().world)
    settings = QSettings(str(folder / f"{held_back}.ini"), QSettings.Format.IniFormat)
    with theme.held_back() if held_back else nullcontext():
        window = MainWindow(bridge, settings)
    qtbot.addWidget(window)
    window.resize(1600, 900)
    window.show()
    taken = {}
    for workspace in window.workspaces:
        window.show_workspace(workspace)
        bridge.tick()
        QApplication.processEvents()
        taken[workspace.value] = window.places.stack.grab().toImage()
    window.close()
    bridge.stop()
    return taken


def test_it_looks_as_if_it_had_been_styled_from_the_beginning(qtbot: QtBot, tmp_path: Path) -> None:
    styled = pictures(qtbot, tmp_path, held_back=False)
    late = pictures(qtbot, tmp_path, held_back=True)
    assert {name for name in styled if styled[name] != late[name]} == set()


def test_nothing_stays_held_back_when_building_fails(qapp: QApplication) -> None:
    def build() -> None:
        with theme.held_back():
            assert qapp.styleSheet() == theme.NO_RULES
            theme.set_current(LIGHT)
            assert qapp.styleSheet() == theme.NO_RULES
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        build()
    assert qapp.styleSheet() == theme.stylesheet(LIGHT)
    assert QWidget().palette().window().color().name() == LIGHT.ground.lower()
