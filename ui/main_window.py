"""The window: rail, workspaces, what needs attention, the alarm's banner and the bar at the foot."""

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QMessageBox, QVBoxLayout, QWidget

from duty.attention import Attention, AttentionItem, RecordingTrouble
from duty.incidents import IncidentKind, IncidentState, IncidentView
from sessions.recording import RecorderFault
from sessions.world import WorldKind
from ui import application, theme
from ui.bridge import Bridge
from ui.incidents.acts import IncidentActs, has_place_on_map
from ui.incidents.wiring import IncidentWiring
from ui.incidents.workspace import IncidentsWorkspace
from ui.people.wiring import PeopleWiring
from ui.recording.acts import RecordingActs
from ui.recording.field import RecordField
from ui.recording.notes import LayoutNotes
from ui.replay.workspace import ReplayWorkspace
from ui.settings import Settings
from ui.shell import rooms
from ui.shell.actions import Actions
from ui.shell.attention_panel import Act, AttentionPanel
from ui.shell.banner import Banner
from ui.shell.keys_dialog import KeysDialog, key_of, lines_of
from ui.shell.menu import MainMenu
from ui.shell.places import Places
from ui.shell.rail import Rail, Workspace, workspace_name
from ui.shell.sounding import Sounding
from ui.shell.status_bar import StatusBar
from ui.sound import DevicePlayer, Player, SilentPlayer

ATTENTION_EVERY_MS = 250
SMALLEST_PX = (1024, 640)


class MainWindow(QMainWindow):
    closing = Signal()
    """The window is about to close and still whole."""

    def __init__(
        self,
        bridge: Bridge,
        settings: QSettings,
        *,
        workspaces: Mapping[Workspace, QWidget] | None = None,
        player: Player | None = None,
        config: Path | None = None,
    ) -> None:
        """`workspaces` replaces the real ones (Incidents is always the window's own); `player` the sound device.
        `config` is the precinct's file, where plans are edited; None: there is none."""
        super().__init__()
        self._bridge, self._settings = bridge, Settings(settings)
        self._world = bridge.world
        self._apply_settings()
        self.acts = IncidentActs(bridge, self)
        self.actions_ = Actions(tuple(Workspace), self)
        self.sounding = Sounding(player or _player(), self._world.clock, self)
        self.sounding.volume_percent = self._settings.number("volume", 75)
        self._attention = Attention(
            {c.id: c.name for c in self._world.cameras.cameras}, self._world.precinct.patrol.repeat_alarm_s
        )
        self.workspaces = dict(workspaces if workspaces is not None else rooms.build(bridge))
        self.incidents = IncidentsWorkspace(bridge, self.acts, self.actions_)
        self.workspaces[Workspace.INCIDENTS] = self.incidents
        if Workspace.REPLAY not in self.workspaces:
            self.workspaces[Workspace.REPLAY] = ReplayWorkspace(
                bridge, self.acts.gate, lambda: key_of(self.actions_.record)
            )
        self.workspaces = {w: self.workspaces[w] for w in Workspace if w in self.workspaces}
        self.recording = RecordingActs(bridge, self.acts.gate, self)
        self.places = Places(
            self.workspaces,
            self,
            settings=self._settings,
            kind=self._world.kind,
            own_window=self.actions_.own_window,
            new_banner=self._new_banner,
        )
        self.people = PeopleWiring(bridge, self.acts.gate, self.actions_, self, config=config)
        self._main_menu = MainMenu(self.actions_, self.people.menu, self.sounding.volume_percent, self)
        self._build()
        self.incident_wiring = IncidentWiring(
            bridge,
            self.acts,
            self.actions_,
            self.incidents,
            self,
            in_banner=lambda: self.banner.incident,
            show_workspace=lambda: self.show_workspace(Workspace.INCIDENTS),
        )
        self._connect()
        rooms.restore(self.workspaces, self._settings)
        self._say()
        self.show_workspace(Workspace.WALL)
        self._look()

    # What it is made of.

    def _build(self) -> None:
        self.banner = self._new_banner()
        self.rail = Rail(tuple(self.workspaces), self._main_menu.menu)
        self.attention_panel = AttentionPanel(self.acts.is_pending)
        self.record_field = RecordField(self._bridge, self.recording, self.actions_)
        self.status_bar = StatusBar(
            self._bridge, self.people.menu, self.sounding.state_text, recording=self.record_field
        )
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.places.stack, 1)
        middle.addWidget(self.attention_panel)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addLayout(middle, 1)
        column.addWidget(self.status_bar)
        self.setCentralWidget(centre)
        self.addActions(list(self.actions_.all()))
        self.setMinimumSize(*SMALLEST_PX)
        self.resize(1600, 900)
        geometry = self._settings.blob("geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)

    def _new_banner(self) -> Banner:
        zone = ZoneInfo(self._world.precinct.precinct.time_zone)
        return Banner(self.acts, self._world.clock, zone, self.actions_.acknowledge, self.actions_.show_breach)

    def _connect(self) -> None:
        a = self.actions_
        for workspace, action in a.workspaces.items():
            action.triggered.connect(lambda _checked=False, w=workspace: self.show_workspace(w))
        a.show_breach.triggered.connect(self.show_breach)
        a.new_incident_here.triggered.connect(self._open_incident_here)
        a.go_to_attention.triggered.connect(self._go_to_attention)
        a.attention_panel.setChecked(True)
        a.attention_panel.toggled.connect(lambda: self._moved())
        a.mute.triggered.connect(self.sounding.mute)
        a.own_window.triggered.connect(self.places.toggle_own_window)
        a.full_screen.triggered.connect(lambda: self.places.toggle_full_screen(None))
        a.menu.triggered.connect(self.rail.open_menu)
        a.keys.triggered.connect(self.show_keys)
        a.about.triggered.connect(self._show_about)
        a.quit.triggered.connect(self.close)
        self.places.changed.connect(self._moved)
        self.rail.workspace_requested.connect(self.places.show)
        self.attention_panel.act_requested.connect(self._act)
        self.acts.show_on_map_requested.connect(self.show_incident_on_map)
        self.acts.changed.connect(self._look)
        self.sounding.changed.connect(self._sound_changed)
        self._main_menu.language_requested.connect(self.set_language)
        self._main_menu.theme_requested.connect(self.set_theme)
        self._main_menu.volume_requested.connect(self._set_volume)
        self._main_menu.full_screen_requested.connect(self.places.toggle_full_screen)
        rooms.connect(
            self.workspaces,
            self.show_vehicle,
            show_workspace=self.show_workspace,
            sign_in=self.people.sign_in,
            show_plans=self.people.show_plans,
        )
        self.layout_notes: LayoutNotes | None = None
        if self._bridge.sessions is not None:
            self.layout_notes = LayoutNotes(
                self._bridge.sessions.recorder, self.workspaces, lambda: self.places.current, self
            )
            self.places.changed.connect(self.layout_notes.changed)
        self._timer = QTimer(self)
        self._timer.setInterval(ATTENTION_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    # What needs attention.

    def _look(self) -> None:
        """Draw attention anew: at once when incidents change, four times a second otherwise."""
        now_ns = self._world.clock.monotonic_ns()
        items = self._attention.items(
            air=self._bridge.air,
            cameras=self._bridge.cameras,
            incidents=self._bridge.incidents,
            trouble=self.acts.trouble(),
            now_ns=now_ns,
            now_wall_ns=self._world.clock.wall_ns(),
            patrol=self._bridge.patrol,
            operator=self.acts.operator,
            recording=self._recording_trouble(),
        )
        self.attention_panel.set_items(items, now_ns)
        self.places.cover_full_screen()
        self.sounding.hear(items)
        for banner in (self.banner, *self.places.banners()):
            banner.refresh()
        waiting = len(self.acts.alarms())
        opened = sum(i.state is not IncidentState.CLOSED for i in self._bridge.incidents)
        self.rail.button(Workspace.INCIDENTS).set_badge(opened, urgent=waiting > 0)
        self.incident_wiring.offer()
        if self.layout_notes is not None:
            self.layout_notes.look()
        self.actions_.show_breach.setEnabled(opened > 0)

    def _recording_trouble(self) -> RecordingTrouble | None:
        view = self.recording.view()
        if view is None or view.fault is RecorderFault.NONE:
            return None
        return RecordingTrouble(view.fault.value, view.fault_since_wall_ns)

    def show_breach(self) -> None:
        view = self.banner.incident or self.incidents.selected()
        if view is not None and has_place_on_map(view):
            self.show_incident_on_map(view)

    def _open_incident_here(self) -> None:
        """About the camera that is selected on the wall, in the round or on a map, or what the map has selected."""
        camera_id, position = rooms.selected_place(self.workspaces, self.places.active())
        self.incident_wiring.open_incident(camera_id=camera_id, position=position)

    def show_incident_on_map(self, view: IncidentView) -> None:
        if view.kind is IncidentKind.AIRSPACE:
            self.show_track(view.subject)
        else:
            self.show_workspace(Workspace.AIRSPACE)
            rooms.show_on_map(self.workspaces, "camera", view.camera_id)

    def show_track(self, track_id: str) -> None:
        self.show_workspace(Workspace.AIRSPACE)
        if not rooms.show_on_map(self.workspaces, "track", track_id):
            # Gone from the air, the incident still open: the zone is where one looks then.
            zone_id = next((view.zone_id for view in self._bridge.incidents if view.subject == track_id), None)
            rooms.show_on_map(self.workspaces, "zone", zone_id)

    def show_vehicle(self, kind: str, system: int) -> None:
        self.show_workspace(Workspace.AIRSPACE)
        rooms.show_on_map(self.workspaces, kind, system)

    def _act(self, act: Act, item: AttentionItem) -> None:
        match act:
            case Act.ACKNOWLEDGE if item.incident_id is not None:
                self.acts.acknowledge(item.incident_id)
            case Act.CLOSE if item.incident_id is not None:
                self.show_incident(item.incident_id)
                view = self.acts.find(item.incident_id)
                if view is not None:
                    self.incident_wiring.ask_to_close(view)
            case Act.SHOW_ON_MAP:
                self.show_workspace(Workspace.AIRSPACE)
                rooms.show_item_on_map(self.workspaces, item)
            case Act.SHOW_IN_FLEET:
                self.show_workspace(Workspace.FLEET)
                rooms.show_in_fleet(self.workspaces, item, self._bridge.air)
            case Act.SHOW_ON_WALL:
                self.show_workspace(Workspace.WALL)
                rooms.show_on_wall(self.workspaces, item)
            case Act.SHOW_PATROL:
                self.show_workspace(Workspace.PATROL)
            case Act.SHOW_SESSIONS:
                self.show_workspace(Workspace.REPLAY)
            case Act.SHOW_NOT_RECORDED:
                self.record_field.show_wrong()
            case _ if item.incident_id is not None:
                self.show_incident(item.incident_id)
            case _:
                self.show_workspace(Workspace.INCIDENTS)

    def show_incident(self, incident_id: int) -> None:
        self.show_workspace(Workspace.INCIDENTS)
        self.incidents.select(incident_id)

    def _go_to_attention(self) -> None:
        self.actions_.attention_panel.setChecked(True)
        self.activateWindow()
        self.attention_panel.focus_first()

    # Workspaces.

    def show_workspace(self, workspace: Workspace | str) -> None:
        """Show it where it is: in this window, or the window of its own that it was given."""
        self.places.show(Workspace(workspace))

    def _moved(self) -> None:
        """Another workspace is shown, or one has moved."""
        a, full = self.actions_, self.isFullScreen()
        self.rail.set_current(self.places.current)
        self.rail.setHidden(full)
        self.attention_panel.setVisible(a.attention_panel.isChecked() and not full)
        a.own_window.setChecked(self.places.is_torn(self.places.active()))
        a.full_screen.setChecked(full)

    # Language, looks, sounds, keys.

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "rail"):
            self._say()

    def _say(self) -> None:
        self.actions_.retranslate()
        self._main_menu.retranslate()
        self.people.retranslate()
        keys = {w: a.shortcut().toString() for w, a in self.actions_.workspaces.items()}
        self.rail.set_keys(keys)
        name = self._world.precinct.precinct.name
        title = self.tr("{precinct} – Mouse Patrol").replace("{precinct}", name)
        demo = self.tr("DEMO")
        self.setWindowTitle(f"{title} – {demo}" if self._world.kind is WorldKind.DEMO else title)
        self._look()

    def set_language(self, code: str) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        application.set_language(app, code)
        self._settings.put("language", application.language())

    def set_theme(self, name: str) -> None:
        if name in theme.THEMES:
            theme.set_current(theme.THEMES[name])
            self._settings.put("theme", name)

    def _set_volume(self, percent: int) -> None:
        self.sounding.volume_percent = percent
        self._settings.put("volume", percent)

    def _sound_changed(self) -> None:
        self.actions_.mute.setChecked(self.sounding.muted)
        self.status_bar.show_time()

    def _apply_settings(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        kept = self._settings.text("language", "")
        if kept and not app.property(application.ASKED_FOR):
            application.set_language(app, kept)
        theme.set_current(theme.THEMES.get(self._settings.text("theme", ""), theme.current()))

    def show_keys(self) -> None:
        sections = [(self.tr("Everywhere"), lines_of(self.actions_.all()))]
        for workspace, widget in self.workspaces.items():
            lines = rooms.key_lines(widget)
            if lines:
                sections.append((workspace_name(workspace), lines))
        dialog = KeysDialog(sections, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_about(self) -> None:
        what = self.tr("A police precinct's video wall and drone fleet in one window.")
        limits = self.tr("It flags and hands over to people: it steers nothing and identifies nobody.")
        licence = self.tr("Apache License 2.0. Made with Qt, under the LGPL version 3.")
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("About Mouse Patrol"))
        box.setText(self.tr("Mouse Patrol"))
        box.setInformativeText(f"{what}\n{limits}\n\n{licence}")
        box.setIconPixmap(QGuiApplication.windowIcon().pixmap(64, 64))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.isVisible():
            self.closing.emit()
        self._timer.stop()
        if self.layout_notes is not None:
            self.layout_notes.stop()
        self.sounding.stop()
        self._settings.put("geometry", self.saveGeometry())
        rooms.keep(self.workspaces, self._settings)
        for workspace in self.places.torn():
            self.places.put_back(workspace)
        self._settings.save()
        super().closeEvent(event)


def _player() -> Player:
    """Without a screen there is nobody to hear it either."""
    return SilentPlayer() if QGuiApplication.platformName() == "offscreen" else DevicePlayer()
