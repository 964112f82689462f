"""Handing over the desk: what is open, what is overdue, what is broken, a note, and the next officer's sign-in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from duty.incidents import IncidentState, IncidentView
from duty.patrol.view import PatrolView
from duty.people import HandOverSheet, OperatorsView
from sessions.world import WorldKind
from ui.bridge import Bridge
from ui.people.checked import CheckedForm
from ui.shell.labels import PlainLabel
from ui.words import duty

NOTE_LIMIT = 2000
LISTS_HEIGHT_PX = 260


def sheet_of(incidents: tuple[IncidentView, ...], patrol: PatrolView | None, note: str) -> HandOverSheet:
    """What one officer leaves to the next at this moment."""
    due = patrol.due if patrol is not None else ()
    return HandOverSheet(
        incidents=tuple(i for i in incidents if i.state is not IncidentState.CLOSED),
        overdue=tuple(camera.camera_id for camera in due if camera.overdue and not camera.out),
        out=tuple(camera.camera_id for camera in due if camera.out),
        note=note,
    )


class HandOverDialog(CheckedForm):
    done_ = Signal(object)
    """HandOverDone: it is in the book."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent, width_px=560)
        self.setWindowTitle(self.tr("Hand over"))
        self._before = bridge.world.operators.last_hand_over()
        view = bridge.operators
        current = view.current if view is not None else None
        self._from_login = current.login if current is not None else ""
        name = current.name if current is not None else ""
        about = self.tr("What stands below is written in the duty book with both names. The wall goes on.")
        if bridge.world.kind is WorldKind.DEMO:
            about += "\n" + self.tr("Demo: every password is “demo”.")
        self.say(self.tr("{name} hands over").replace("{name}", name), about)
        self._lists = _Lists(bridge)
        self.column.insertWidget(2, self._lists)
        self.note = self.paragraph(self.tr("N&ote"))
        self.note.setPlaceholderText(self.tr("What the next officer has to know (optional)"))
        self.ask_for_login(self.tr("Next officer's &login"), self.tr("Their &password"), self.tr("Hand over"))
        bridge.incidents_changed.connect(self._fill)
        bridge.patrol_changed.connect(self._fill)
        self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.note.setFocus()

    def sheet(self) -> HandOverSheet:
        return sheet_of(self.bridge.incidents, self.bridge.patrol, self.note.toPlainText().strip()[:NOTE_LIMIT])

    def ask(self, login: str, password: str) -> None:
        self.note.setReadOnly(True)
        self.bridge.world.operators.hand_over(self.sheet(), login, password)

    def problem(self, view: OperatorsView) -> str:
        return "may_not_take_over" if view.problem == "no_right" else view.problem

    def refusal(self) -> str:
        if self._from_login and self.typed_login.casefold() == self._from_login.casefold():
            return self.tr("The next officer is somebody else.")
        return ""

    def is_done(self, view: OperatorsView) -> bool:
        done = self.bridge.world.operators.last_hand_over()
        if done is None or done is self._before:
            return False
        self.done_.emit(done)
        return True

    def look(self) -> None:
        super().look()
        self.note.setReadOnly(not self.do_button.isEnabled() and self.login.isReadOnly())

    def _fill(self) -> None:
        self._lists.show_sheet(self.sheet(), self.bridge.patrol)


class _Lists(QScrollArea):
    """Incidents, overdue and broken cameras, each with its number, in a box that scrolls."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._names = {camera.id: camera.name for camera in bridge.world.cameras.cameras}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = self._inside = QFrame()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid)
        column.addStretch()
        self.setWidget(inside)
        self._rows = [(PlainLabel(), PlainLabel()) for _ in range(3)]
        for row, (name, value) in enumerate(self._rows):
            name.setProperty("role", "caption")
            for label in (name, value):
                label.setWordWrap(True)
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
        self._grid.setColumnMinimumWidth(0, 132)

    def show_sheet(self, sheet: HandOverSheet, patrol: PatrolView | None) -> None:
        none = self.tr("none")
        incidents = [f"{duty.incident_number(i.incident_id)}  {duty.incident_title(i)}" for i in sheet.incidents]
        loaded = patrol is not None and patrol.loaded
        parts = [
            (self.tr("Open incidents ({n})"), incidents, "\n"),
            (self.tr("Overdue cameras ({n})"), self._named(sheet.overdue), self.tr(", ")),
            (self.tr("Broken cameras ({n})"), self._named(sheet.out), self.tr(", ")),
        ]
        for index, ((name, value), (words, lines, between)) in enumerate(zip(self._rows, parts, strict=True)):
            known = loaded or index == 0
            name.setText(words.replace("{n}", str(len(lines)) if known else "–"))
            value.setText((between.join(lines) or none) if known else self.tr("The book has not told yet."))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as its words, as far as there is room."""
        needed_px = self._inside.heightForWidth(max(self.viewport().width(), 400)) + 4
        self.setFixedHeight(min(needed_px, LISTS_HEIGHT_PX))

    def _named(self, cameras: tuple[str, ...]) -> list[str]:
        return [self._names.get(camera, camera) for camera in cameras]
