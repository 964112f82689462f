"""The one menu, at the rail's foot: views, language, theme, sounds, help."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from ui import theme
from ui.application import LANGUAGES, language
from ui.shell.actions import Actions
from ui.shell.sounding import VOLUMES


class MainMenu(QObject):
    language_requested = Signal(str)
    theme_requested = Signal(str)
    volume_requested = Signal(int)
    full_screen_requested = Signal(object)
    """On this QScreen."""

    def __init__(self, actions: Actions, people: QMenu, volume_percent: int, parent: QWidget) -> None:
        """`people` is the menu of operators, hand-over and plan, which the status bar has too."""
        super().__init__(parent)
        self.people = people
        self.menu = QMenu(parent)
        self._actions = actions
        self._screens, self._language, self._theme, self._volume = (QMenu(self.menu) for _ in range(4))
        self._languages = _choices(self._language, list(LANGUAGES), self.language_requested.emit)
        self._themes = _choices(self._theme, list(theme.THEMES), self.theme_requested.emit)
        percents = [str(v) for v in VOLUMES]
        self._volumes = _choices(self._volume, percents, lambda text: self.volume_requested.emit(int(text)))
        for code, name in LANGUAGES.items():
            self._languages[code].setText(name)
        self._languages[language()].setChecked(True)
        self._themes[theme.current().name].setChecked(True)
        nearest = min(VOLUMES, key=lambda v: abs(v - volume_percent))
        self._volumes[str(nearest)].setChecked(True)
        self._fill()
        self.retranslate()
        self.menu.aboutToShow.connect(self._list_screens)

    def _fill(self) -> None:
        a, menu = self._actions, self.menu
        menu.addActions(list(a.workspaces.values()))
        menu.addSeparator()
        menu.addActions([a.own_window, a.full_screen])
        menu.addMenu(self._screens)
        menu.addAction(a.attention_panel)
        menu.addSeparator()
        menu.addActions([a.acknowledge, a.acknowledge_all, a.show_breach, a.send, a.on_scene])
        menu.addActions([a.close_incident, a.add_word, a.card, a.new_incident, a.new_incident_here, a.go_to_attention])
        menu.addSeparator()
        menu.addActions([a.record, a.bookmark])
        menu.addSeparator()
        menu.addMenu(self.people)
        menu.addSeparator()
        menu.addAction(a.mute)
        for part in (self._volume, self._language, self._theme):
            menu.addMenu(part)
        menu.addSeparator()
        menu.addActions([a.keys, a.about, a.quit])

    def _list_screens(self) -> None:
        """Monitors come and go while the program runs."""
        self._screens.clear()
        screens = QGuiApplication.screens()
        self._screens.menuAction().setVisible(len(screens) > 1)
        for screen in screens:
            size = screen.size()
            entry = QAction(f"{screen.name()}  {size.width()} × {size.height()}", self._screens)
            entry.triggered.connect(lambda _checked=False, s=screen: self.full_screen_requested.emit(s))
            self._screens.addAction(entry)

    def retranslate(self) -> None:
        self._screens.setTitle(self.tr("Full screen on"))
        self._language.setTitle(self.tr("Language"))
        self._theme.setTitle(self.tr("Theme"))
        self._volume.setTitle(self.tr("Volume"))
        self._themes["dark"].setText(self.tr("Dark, for the command room"))
        self._themes["light"].setText(self.tr("Light, for daytime desks"))
        for percent, entry in self._volumes.items():
            entry.setText(f"{percent} %")
        self._languages[language()].setChecked(True)


def _choices(menu: QMenu, values: list[str], choose: Callable[[str], None]) -> dict[str, QAction]:
    """One of several: a checkable action for each value."""
    group = QActionGroup(menu)
    made = {}
    for value in values:
        action = QAction(menu)
        action.setCheckable(True)
        action.triggered.connect(lambda _checked=False, v=value: choose(v))
        group.addAction(action)
        menu.addAction(action)
        made[value] = action
    return made
