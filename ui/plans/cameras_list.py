"""All cameras in a list that is searched by typing: to be ticked, or to be taken one by one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from duty.precinct import Precinct

ID = Qt.ItemDataRole.UserRole


class _List(QListWidget):
    taken = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.taken.emit(item.data(ID))
            return
        super().keyPressEvent(event)


class CamerasList(QWidget):
    taken = Signal(str)
    """Enter or a double-click on a camera: its id."""
    ticked_changed = Signal()

    def __init__(self, precinct: Precinct, *, ticks: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ticks = ticks
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search by name, number or area"))
        self.search.setClearButtonEnabled(True)
        self.view = _List()
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for camera in precinct.cameras:
            item = QListWidgetItem(f"{camera.name}  ·  {camera.area or self.tr('no area')}")
            item.setData(ID, camera.id)
            item.setToolTip(camera.id)
            if ticks:
                item.setCheckState(Qt.CheckState.Unchecked)
            self.view.addItem(item)
        self.view.itemChanged.connect(lambda _item: self.ticked_changed.emit())
        self.view.itemDoubleClicked.connect(lambda item: self.taken.emit(item.data(ID)) if not ticks else None)
        self.view.taken.connect(self._take)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._to_the_first)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.view, 1)

    def items(self) -> list[QListWidgetItem]:
        return [self.view.item(row) for row in range(self.view.count())]

    def ticked(self) -> tuple[str, ...]:
        return tuple(item.data(ID) for item in self.items() if item.checkState() is Qt.CheckState.Checked)

    def tick(self, camera_ids: tuple[str, ...]) -> None:
        """Show these ticked, without telling of it."""
        wanted = set(camera_ids)
        self.view.blockSignals(True)
        for item in self.items():
            state = Qt.CheckState.Checked if item.data(ID) in wanted else Qt.CheckState.Unchecked
            if item.checkState() is not state:
                item.setCheckState(state)
        self.view.blockSignals(False)
        self.view.viewport().update()

    def shown(self) -> list[QListWidgetItem]:
        return [item for item in self.items() if not item.isHidden()]

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        for item in self.items():
            searched = f"{item.text()} {item.data(ID)}".casefold()
            item.setHidden(not all(word in searched for word in words))

    def _to_the_first(self) -> None:
        shown = self.shown()
        if shown:
            self.view.setCurrentItem(shown[0])
            self.view.setFocus()

    def _take(self, camera_id: str) -> None:
        item = self.view.currentItem()
        if self._ticks and item is not None:
            on = item.checkState() is Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
        else:
            self.taken.emit(camera_id)
