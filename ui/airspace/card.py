"""What the selection is, in words; its place can be copied, and the view can follow a drone of our own."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from base.geodesy import Position
from drones.picture import AirPicture, DockView, TrackView, VehicleView
from ui.airspace.lists import limits
from ui.airspace.scene import Key, Kind, Scene
from ui.words import air, figures


class SelectionCard(QFrame):
    follow_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.place: Position | None = None
        self._title = _label("heading")
        self._words = _label("")
        self._place = _label("small")
        self._place.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.copy_button = QPushButton()
        self.copy_button.clicked.connect(self.copy)
        self.follow_button = QPushButton()
        self.follow_button.setCheckable(True)
        self.follow_button.toggled.connect(self.follow_changed)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.follow_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(6)
        for part in (self._title, self._words, self._place):
            layout.addWidget(part)
        layout.addLayout(buttons)
        self.retranslate()

    def show_words(self, title: str, words: str, place: Position | None, *, can_follow: bool) -> None:
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.place = place
        self._place.setText(figures.place(place))
        self.copy_button.setEnabled(place is not None)
        self.follow_button.setVisible(can_follow)
        if not can_follow:
            self.follow_button.setChecked(False)

    def copy(self) -> None:
        """Latitude and longitude to the clipboard."""
        if self.place is not None:
            QGuiApplication.clipboard().setText(figures.place_to_copy(self.place))

    def toggle_following(self) -> None:
        if self.follow_button.isVisible():
            self.follow_button.toggle()

    def retranslate(self) -> None:
        shortcut = QKeySequence(QKeySequence.StandardKey.Copy).toString(QKeySequence.SequenceFormat.NativeText)
        self.copy_button.setText(self.tr("Copy place"))
        self.copy_button.setToolTip(self.tr("Copy latitude and longitude ({key})").replace("{key}", shortcut))
        self.follow_button.setText(self.tr("Follow"))
        self.follow_button.setToolTip(self.tr("Keep this drone in view (F)"))


def words_of(key: Key, picture: AirPicture, scene: Scene, now_ns: int) -> tuple[str, str]:
    """Title and lines for an object on the map; ages where values are old."""
    match key.kind:
        case Kind.DRONE:
            vehicle = next((v for v in picture.vehicles if str(v.system) == key.name), None)
            return scene.title_of(key), "" if vehicle is None else _drone(vehicle, now_ns)
        case Kind.DOCK:
            dock = next((d for d in picture.docks if str(d.system) == key.name), None)
            return scene.title_of(key), "" if dock is None else _dock(dock, now_ns)
        case Kind.TRACK:
            track = next((t for t in picture.tracks if t.track_id == key.name), None)
            return key.name, "" if track is None else _track(track, picture, now_ns)
        case Kind.ZONE:
            zone = next((z for z in picture.zones if z.zone_id == key.name), None)
            if zone is None:
                return scene.title_of(key), ""
            active = QCoreApplication.translate("Airspace", "active now")
            rests = QCoreApplication.translate("Airspace", "not active")
            return zone.name or zone.zone_id, "\n".join(
                (f"{air.restriction(zone.restriction)} · {active if zone.active else rests}", limits(zone), zone.source)
            )
        case Kind.CAMERA:
            eye = next((e for e in scene.eyes if e.key == key), None)
            offline = eye is not None and eye.offline
            return scene.title_of(key), QCoreApplication.translate("Airspace", "Camera: no picture") if offline else (
                QCoreApplication.translate("Airspace", "Camera")
            )


def _drone(vehicle: VehicleView, now_ns: int) -> str:
    heights = [figures.altitude(a) for a in (vehicle.altitude_rel, vehicle.altitude_amsl) if a is not None]
    lines = [
        " · ".join(word for word in (air.presence(vehicle.presence), vehicle.mode, air.armed(vehicle.armed)) if word),
        *(heights or [QCoreApplication.translate("Airspace", "altitude unknown")]),
        f"{figures.figure(vehicle.speed_mps, 'm/s', 1)} · {figures.degrees(vehicle.heading_deg)}",
        _with_age(QCoreApplication.translate("Airspace", "Place"), vehicle.position_at_ns, now_ns),
    ]
    if vehicle.battery_percent is not None:
        lines.insert(1, figures.figure(vehicle.battery_percent, "%"))
    return "\n".join(lines)


def _dock(dock: DockView, now_ns: int) -> str:
    return "\n".join(
        (
            f"{air.dock_mode(dock.mode)} · {air.cover(dock.cover)} · {air.charge(dock.charge)}",
            _with_age(QCoreApplication.translate("Airspace", "Heard"), dock.heartbeat_at_ns, now_ns),
        )
    )


def _track(track: TrackView, picture: AirPicture, now_ns: int) -> str:
    """No pilot's place: that is not shown to anyone yet."""
    verdicts = [v for v in picture.verdicts if v.track_id == track.track_id]
    lines = [air.verdict_sentence(v.verdict, v.zone_name, v.reasons) for v in verdicts]
    lines += [figures.altitude(a) for a in track.altitudes]
    if not track.altitudes:
        lines.append(QCoreApplication.translate("Airspace", "altitude unknown"))
    lines.append(f"{figures.figure(track.speed_mps, 'm/s', 1)} · {figures.degrees(track.heading_deg)}")
    lines.append(", ".join((air.track_source(track.source), *(i for i in track.ids if i != track.track_id))))
    lines.append(_with_age(QCoreApplication.translate("Airspace", "Place"), track.position_at_ns, now_ns))
    return "\n".join(lines)


def _with_age(what: str, then_ns: int | None, now_ns: int) -> str:
    return f"{what}: {figures.ago(figures.seconds_between(then_ns, now_ns))}"


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label
