"""Routes: cameras along a street in walking order, put in order with the keyboard."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from duty.patrol.config import RouteConfig
from duty.precinct import Precinct
from ui.plans.cameras_list import CamerasList
from ui.plans.draft import Draft, Problem, moved
from ui.plans.wrong import wrong_words


class RoutesTab(QWidget):
    changed = Signal(object, str)
    """The Draft, and which field it was."""

    def __init__(self, precinct: Precinct, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = {camera.id: camera.name for camera in precinct.cameras}
        self._draft: Draft | None = None
        self._problems: tuple[Problem, ...] = ()
        self.routes, self.cameras = QListWidget(), QListWidget()
        self.all = CamerasList(precinct, ticks=False)
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Name of the route"))
        self.problem = QLabel()
        self.problem.setProperty("role", "alarm")
        self.add_button, self.remove_button = QPushButton(self.tr("New route")), QPushButton(self.tr("Remove route"))
        self.up_button, self.down_button = QPushButton(self.tr("Up")), QPushButton(self.tr("Down"))
        self.take_off_button = QPushButton(self.tr("Take off"))
        self._build()
        self._connect()

    @property
    def route(self) -> RouteConfig | None:
        """The one that is shown."""
        routes = () if self._draft is None else self._draft.routes
        row = self.routes.currentRow()
        return routes[row] if 0 <= row < len(routes) else None

    def show_draft(self, draft: Draft, problems: tuple[Problem, ...]) -> None:
        before = None if self.route is None else self.route.id
        self._draft, self._problems = draft, problems
        self.routes.blockSignals(True)
        self.routes.clear()
        for route in draft.routes:
            self.routes.addItem(f"{route.name or '…'}  ({len(route.cameras)})")
        ids = [route.id for route in draft.routes]
        self.routes.setCurrentRow(ids.index(before) if before in ids else 0 if ids else -1)
        self.routes.blockSignals(False)
        self._show_route()

    def focus_problem(self, problem: Problem) -> None:
        assert self._draft is not None
        ids = [route.id for route in self._draft.routes]
        self.routes.setCurrentRow(ids.index(problem.id))
        (self.name if not self._draft.routes[ids.index(problem.id)].name.strip() else self.all.search).setFocus()

    def _show_route(self) -> None:
        route = self.route
        for widget in (self.name, self.cameras, self.all, self.remove_button):
            widget.setEnabled(route is not None)
        for widget in (self.up_button, self.down_button, self.take_off_button):
            widget.setEnabled(route is not None and bool(route.cameras))
        if self.name.text() != ("" if route is None else route.name):
            self.name.setText("" if route is None else route.name)
        place = self.cameras.currentRow()
        self.cameras.clear()
        for number, camera_id in enumerate(() if route is None else route.cameras, 1):
            self.cameras.addItem(f"{number}.  {self._names.get(camera_id, camera_id)}")
        self.cameras.setCurrentRow(min(place, self.cameras.count() - 1))
        said = [
            wrong_words(p.wrong) for p in self._problems if route is not None and (p.part, p.id) == ("routes", route.id)
        ]
        self.problem.setText(" ".join(said))
        self.problem.setVisible(bool(said))

    def _move(self, by: int) -> None:
        route, place = self.route, self.cameras.currentRow()
        if route is None or place < 0:
            return
        order = moved(route.cameras, place, by)
        if order != route.cameras:
            self._tell(order)
            self.cameras.setCurrentRow(place + by)

    def _take(self, camera_id: str) -> None:
        """After the camera that is current, so that a street can be filled in from its middle."""
        route = self.route
        if route is not None:
            place = self.cameras.currentRow() + 1 if self.cameras.currentRow() >= 0 else len(route.cameras)
            self._tell((*route.cameras[:place], camera_id, *route.cameras[place:]))
            self.cameras.setCurrentRow(place)

    def _take_off(self) -> None:
        route, place = self.route, self.cameras.currentRow()
        if route is not None and place >= 0:
            self._tell((*route.cameras[:place], *route.cameras[place + 1 :]))

    def _tell(self, cameras: tuple[str, ...]) -> None:
        route = self.route
        if self._draft is not None and route is not None:
            self.changed.emit(self._draft.with_route(route.id, cameras=cameras), "")

    def _rename(self, name: str) -> None:
        route = self.route
        if self._draft is not None and route is not None:
            self.changed.emit(self._draft.with_route(route.id, name=name), f"routes.{route.id}.name")

    def _add(self) -> None:
        if self._draft is not None:
            self.changed.emit(self._draft.with_new_route(self.tr("New route")), "")
            self.routes.setCurrentRow(self.routes.count() - 1)
            self.name.setFocus()
            self.name.selectAll()

    def _remove(self) -> None:
        route = self.route
        if self._draft is not None and route is not None:
            self.changed.emit(self._draft.without("routes", route.id), "")

    def _connect(self) -> None:
        self.routes.currentRowChanged.connect(lambda _row: self._show_route())
        self.name.textEdited.connect(self._rename)
        self.all.taken.connect(self._take)
        for button, act in (
            (self.add_button, self._add),
            (self.remove_button, self._remove),
            (self.up_button, lambda: self._move(-1)),
            (self.down_button, lambda: self._move(1)),
            (self.take_off_button, self._take_off),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, act=act: act())
        for key, move in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(key), self.cameras)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda move=move: self._move(move))
        remove = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.cameras)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self._take_off)

    def _build(self) -> None:
        self.routes.setAccessibleName(self.tr("Routes"))
        self.cameras.setAccessibleName(self.tr("Cameras in walking order"))
        self.up_button.setToolTip(self.tr("Alt+↑"))
        self.down_button.setToolTip(self.tr("Alt+↓"))
        self.take_off_button.setToolTip(QKeySequence(QKeySequence.StandardKey.Delete).toString())
        grid = QGridLayout(self)
        grid.setHorizontalSpacing(16)
        titles = (self.tr("Routes"), self.tr("Cameras in walking order"), self.tr("All cameras: Enter takes one"))
        for column, title in enumerate(titles):
            label = QLabel(title)
            label.setProperty("role", "quiet")
            grid.addWidget(label, 0, column)
            grid.setColumnStretch(column, (2, 3, 3)[column])
        middle = QVBoxLayout()
        middle.setSpacing(8)
        for part in (self.name, self.problem):
            middle.addWidget(part)
        middle.addWidget(self.cameras, 1)
        grid.addWidget(self.routes, 1, 0)
        grid.addLayout(middle, 1, 1)
        grid.addWidget(self.all, 1, 2)
        for column, buttons in enumerate(
            ((self.add_button, self.remove_button), (self.up_button, self.down_button, self.take_off_button))
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            grid.addLayout(row, 2, column)
        hint = QLabel(self.tr("Alt+↑ and Alt+↓ move a camera, Delete takes it off."))
        hint.setProperty("role", "caption")
        grid.addWidget(hint, 2, 2)
