"""What is exported: cameras, span, tracks. Widgets that know nothing of exporting."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QDateTime, Qt, QTimeZone, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDateTimeEdit,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from base.clock import NS_PER_MS
from duty.people import Right
from sessions.evidence.request import RIGHTS, USUAL, Exporter, Track
from sessions.manifest import Manifest
from ui.evidence import words
from ui.shell.fields import with_margin
from ui.shell.labels import PlainLabel
from ui.words import duty

LIST_HEIGHT_PX = 150
FORMAT = "yyyy-MM-dd  HH:mm:ss.zzz"


class CameraChoice(QWidget):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setFixedHeight(LIST_HEIGHT_PX)
        self.list.setAccessibleName(self.tr("Cameras"))
        self.all_button, self.none_button = QPushButton(self.tr("All cameras")), QPushButton(self.tr("None"))
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.all_button, self.none_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.list)
        column.addLayout(row)
        self.all_button.clicked.connect(lambda: self._check_all(Qt.CheckState.Checked))
        self.none_button.clicked.connect(lambda: self._check_all(Qt.CheckState.Unchecked))
        self.list.itemChanged.connect(lambda _item: self.changed.emit())

    def fill(self, manifest: Manifest, chosen: frozenset[str]) -> None:
        """`chosen` empty: all of them."""
        self.list.blockSignals(True)
        self.list.clear()
        for camera in manifest.cameras:
            text = f"{camera.name} ({camera.id})"
            item = QListWidgetItem(self.tr("{camera}, masked").replace("{camera}", text) if camera.masks else text)
            item.setData(Qt.ItemDataRole.UserRole, camera.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_chosen = not chosen or camera.id in chosen
            item.setCheckState(Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)

    def cameras(self) -> tuple[str, ...]:
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() is Qt.CheckState.Checked
        )

    def _check_all(self, state: Qt.CheckState) -> None:
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            self.list.item(row).setCheckState(state)
        self.list.blockSignals(False)
        self.changed.emit()


class SpanChoice(QWidget):
    """Two moments in the precinct's local time; what is between is told in tape time."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manifest: Manifest | None = None
        self._offset_ms = 0
        self.begin, self.end = with_margin(QDateTimeEdit()), with_margin(QDateTimeEdit())
        self.whole_button, self.loop_button = QPushButton(self.tr("Whole session")), QPushButton(self.tr("The loop"))
        self.begin_here, self.end_here = QPushButton(self.tr("From here")), QPushButton(self.tr("To here"))
        for edit, name in ((self.begin, self.tr("From")), (self.end, self.tr("To"))):
            edit.setDisplayFormat(FORMAT)
            edit.setTimeZone(QTimeZone.utc())
            edit.setAccessibleName(name)
            edit.setKeyboardTracking(False)
            edit.dateTimeChanged.connect(lambda _when: self.changed.emit())
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        grid.addWidget(self.begin, 0, 0)
        grid.addWidget(self.begin_here, 0, 1)
        grid.addWidget(self.whole_button, 0, 2)
        grid.addWidget(self.end, 1, 0)
        grid.addWidget(self.end_here, 1, 1)
        grid.addWidget(self.loop_button, 1, 2)
        grid.setColumnStretch(0, 1)
        for button in (self.whole_button, self.loop_button, self.begin_here, self.end_here):
            button.setAutoDefault(False)

    def fill(self, manifest: Manifest, first_ns: int, last_ns: int) -> None:
        """The span that may be chosen, tape ns. Qt is given local time as if it were UTC: it has no tzdata of ours."""
        self._manifest = manifest
        local = duty.local(manifest.started_wall_ns, ZoneInfo(manifest.precinct.time_zone))
        offset = local.utcoffset()
        self._offset_ms = round(offset.total_seconds() * 1000) if offset is not None else 0
        for edit in (self.begin, self.end):
            edit.setDateTimeRange(self._shown(first_ns), self._shown(last_ns + NS_PER_MS - 1))
        self.show_span(first_ns, last_ns)

    def show_span(self, from_ns: int, to_ns: int) -> None:
        for edit, tape_ns in ((self.begin, from_ns), (self.end, to_ns)):
            edit.setDateTime(self._shown(tape_ns))

    def span(self) -> tuple[int, int]:
        """Tape ns."""
        assert self._manifest is not None
        from_ms, to_ms = (edit.dateTime().toMSecsSinceEpoch() - self._offset_ms for edit in (self.begin, self.end))
        return self._manifest.tape_ns(from_ms * NS_PER_MS), self._manifest.tape_ns(to_ms * NS_PER_MS)

    def _shown(self, tape_ns: int) -> QDateTime:
        assert self._manifest is not None
        ms = self._manifest.wall_ns(tape_ns) // NS_PER_MS + self._offset_ms
        return QDateTime.fromMSecsSinceEpoch(ms, QTimeZone.utc())


class TrackChoice(QWidget):
    changed = Signal()

    def __init__(self, exporter: Exporter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exporter = exporter
        self.boxes = {track: QCheckBox(words.track(track)) for track in Track}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for track, box in self.boxes.items():
            box.setChecked(track in USUAL)
            column.addWidget(box)
            box.toggled.connect(lambda _on: self.changed.emit())
        self.why = PlainLabel()
        self.why.setProperty("role", "quiet")
        self.why.setWordWrap(True)
        column.addWidget(self.why)

    def fill(self, manifest: Manifest) -> None:
        """What this session does not have is not offered; what needs another right is, and says so."""
        has = {
            Track.UNMASKED: bool(manifest.unmasked),
            Track.TELEMETRY: bool(manifest.links),
            Track.RESTRICTED: bool(manifest.links),
            Track.ORIGINALS: bool(manifest.cameras),
            Track.RENDERED: bool(manifest.cameras),
        }
        refused = False
        for track, box in self.boxes.items():
            right: Right | None = RIGHTS.get(track)
            may = right is None or self._exporter.may(right)
            box.setVisible(has.get(track, True))
            box.setEnabled(may)
            refused = refused or (has.get(track, True) and not may)
            if not (may and has.get(track, True)):
                box.setChecked(False)
        self.why.setText(self.tr("What is grey needs a right that you do not have.") if refused else "")
        self.why.setVisible(refused)

    def tracks(self) -> frozenset[Track]:
        return frozenset(track for track, box in self.boxes.items() if box.isChecked())
