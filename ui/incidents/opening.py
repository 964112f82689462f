"""Opening an incident by hand: a call, something seen, anything else that a person has to deal with."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from base.geodesy import Position
from duty.incidents import IncidentKind, NewIncident
from duty.patrol.config import AreaConfig
from ui.bridge import Bridge
from ui.people.form import Form
from ui.plans.in_force import precinct_in_force
from ui.words import duty, figures
from video.config import CameraConfig

TITLE_LIMIT = 200
CALLER_LIMIT = 120
KINDS = (IncidentKind.CALL, IncidentKind.FINDING, IncidentKind.OTHER)


class NewIncidentDialog(Form):
    opened = Signal(object)
    """NewIncident"""

    def __init__(
        self,
        bridge: Bridge,
        parent: QWidget | None = None,
        *,
        camera_id: str = "",
        position: Position | None = None,
    ) -> None:
        """`camera_id`: seen on this one; `position`: from the map, before a camera's and an area's place."""
        super().__init__(parent, width_px=520)
        self._cameras = {camera.id: camera for camera in bridge.world.cameras.cameras}
        self._areas = {area.id: area for area in precinct_in_force(bridge.world).all_areas()}
        self._position = position
        self.setWindowTitle(self.tr("New incident"))
        self.say(self.tr("New incident"))
        self.kind = self.choice(self.tr("&Kind"), [(duty.incident_kind(kind), kind) for kind in KINDS])
        self.title = self.line(self.tr("&What and where"), most=TITLE_LIMIT)
        cameras = sorted(((c.name, c.id) for c in self._cameras.values()), key=lambda pair: pair[0])
        areas = [(area.name, area.id) for area in self._areas.values()]
        self.camera = self._searched(self.choice(self.tr("C&amera"), [(self.tr("none"), ""), *cameras]))
        self.area = self._searched(self.choice(self.tr("A&rea"), [(self.tr("none"), ""), *areas]))
        self.caller = self.line(self.tr("Ca&ller (personal)"), most=CALLER_LIMIT)
        self.phone = self.line(self.tr("&Phone (personal)"), most=CALLER_LIMIT)
        for field in (self.caller, self.phone):
            field.setPlaceholderText(self.tr("Kept apart from the rest, and can be erased"))
        self.do_button.setText(self.tr("Open"))
        self.kind.currentIndexChanged.connect(self._look)
        self.camera.currentIndexChanged.connect(self._camera_chosen)
        self.area.currentIndexChanged.connect(self._look)
        self.title.textChanged.connect(self._look)
        if camera_id in self._cameras:
            self.kind.setCurrentIndex(KINDS.index(IncidentKind.FINDING))
            self.camera.setCurrentIndex(self.camera.findData(camera_id))
        self._look()

    def _searched(self, field: QComboBox) -> QComboBox:
        """Hundreds of names are found by typing a part of one."""
        field.setEditable(True)
        field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(field.model(), field)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        field.setCompleter(completer)
        return field

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.title.setFocus()

    def _kind(self) -> IncidentKind:
        return IncidentKind(self.kind.currentData())  # Qt gives back a plain str

    def _chosen(self, field: QComboBox) -> str:
        """What stands in the field, where that is one of its names."""
        index = field.findText(field.currentText(), Qt.MatchFlag.MatchFixedString)
        return str(field.itemData(index)) if index >= 0 else ""

    def _camera_chosen(self) -> None:
        """A camera tells its area, unless one was chosen."""
        camera = self._cameras.get(self._chosen(self.camera))
        if camera is not None and not self._chosen(self.area):
            index = self.area.findText(camera.area or "")
            self.area.setCurrentIndex(max(0, index))
        self._look()

    def position(self) -> Position | None:
        """Where it is: on the map, at the camera, or in the middle of the area."""
        if self._position is not None:
            return self._position
        camera = self._cameras.get(self._chosen(self.camera))
        if camera is not None and camera.latitude is not None and camera.longitude is not None:
            return Position(camera.latitude, camera.longitude)
        area = self._areas.get(self._chosen(self.area))
        return _middle(area, self._cameras.values()) if area is not None else None

    def _look(self) -> None:
        call = self._kind() is IncidentKind.CALL
        for field in (self.caller, self.phone):
            self.fields.setRowVisible(field, call)
        at = self.position()
        where = self.tr("Place: {place}").replace("{place}", figures.place(at)) if at is not None else ""
        self.say_hint(where or self.tr("Without a place no nearest team can be named: choose a camera or an area."))

    def do(self) -> None:
        title = self.title.text().strip()
        for field in (self.camera, self.area):
            if not self._chosen(field) and field.currentText().strip() not in ("", self.tr("none")):
                self.say_hint(self.tr("There is no “{name}”.").replace("{name}", field.currentText()), wrong=True)
                field.setFocus()
                return
        if not title:
            self.say_hint(self.tr("Say in a few words what it is and where."), wrong=True)
            self.title.setFocus()
            return
        call = self._kind() is IncidentKind.CALL
        new = NewIncident(
            kind=self._kind(),
            title=title,
            camera_id=self._chosen(self.camera),
            area_id=self._chosen(self.area),
            position=self.position(),
            caller=self.caller.text().strip() if call else "",
            caller_phone=self.phone.text().strip() if call else "",
        )
        self.opened.emit(new)
        self.accept()


def _middle(area: AreaConfig, cameras: Iterable[CameraConfig]) -> Position | None:
    """The mean of the ring's corners, else of its cameras: a place to name a nearest team by, no more."""
    corners = list(dict.fromkeys(area.ring))
    if not corners:
        of_area = [c for c in cameras if c.area == area.name]
        corners = [(c.latitude, c.longitude) for c in of_area if c.latitude is not None and c.longitude is not None]
    if not corners:
        return None
    latitudes, longitudes = zip(*corners, strict=True)
    return Position(sum(latitudes) / len(corners), sum(longitudes) / len(corners))
