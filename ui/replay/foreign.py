"""Somebody else's material: telemetry logs, folders of clips, clips, each with its start and an offset."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from base.clock import NS_PER_S
from base.errors import PersonError
from sessions.jobs import JobView
from sessions.library import ForeignSource, Library
from ui.people.form import Form
from ui.replay.opening import STEPS, Watched
from ui.shell.fields import with_margin
from ui.shell.labels import plain_tip
from ui.shell.tables import as_rows
from ui.words import sessions as words
from ui.words.troubles import said

WIDTH_PX = 860
TITLE_LIMIT = 120
MOST_OFFSET_S = 86_400.0
TLOG = ".tlog"
NAME, START, OFFSET = range(3)
FORMATS = ("%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M")


def start_wall_ns(text: str, zone: ZoneInfo) -> int | None:
    """A local date and time as UTC nanoseconds; None for what is none. Raises nothing."""
    for pattern in FORMATS:
        try:
            at = datetime.strptime(text.strip(), pattern).replace(tzinfo=zone)  # the zone follows
            return int(at.timestamp()) * NS_PER_S + at.microsecond * 1000
        except (ValueError, OverflowError):
            continue
    return None


class ForeignDialog(Form):
    made = Signal(str)
    """The id of the session that was put together."""

    def __init__(self, library: Library, zone: ZoneInfo, operator: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, width_px=WIDTH_PX)
        self._library, self._zone, self._operator = library, zone, operator
        self._working: Watched[str] = Watched(self, show=self._show_progress, done=self._done, ended=self._ended)
        self.setAcceptDrops(True)
        self.setWindowTitle(self.tr("Open other material"))
        self.say(
            self.tr("Open other material"),
            self.tr(
                "Telemetry logs (.tlog), folders of clips, and clips are shown on one clock. They stay where they are; "
                "a session that points to them is added to the list."
            ),
        )
        self.title = self.line(self.tr("&Title"), most=TITLE_LIMIT)
        self.table = QTableWidget(0, 3)
        self.add_files, self.add_folder, self.remove = QPushButton(), QPushButton(), QPushButton()
        self.bar = QProgressBar()
        self._lay_out()
        self.table.itemSelectionChanged.connect(self._look)
        self.title.textChanged.connect(self._look)
        self.add_files.clicked.connect(self._ask_files)
        self.add_folder.clicked.connect(self._ask_folder)
        self.remove.clicked.connect(self._remove)
        self._look()

    def _lay_out(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels([self.tr("Material"), self.tr("Begins at (local)"), self.tr("Offset")])
        as_rows(table, row_px=40)
        table.setFixedHeight(240)
        table.horizontalHeader().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(START, 240)
        table.setColumnWidth(OFFSET, 140)
        table.setAccessibleName(self.tr("Material"))
        self.add_files.setText(self.tr("Add &files…"))
        self.add_folder.setText(self.tr("Add a f&older…"))
        self.remove.setText(self.tr("&Remove"))
        self.do_button.setText(self.tr("Put together"))
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.add_files, self.add_folder, self.remove):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch()
        self.bar.setTextVisible(False)
        self.bar.hide()
        at = self.column.indexOf(self.hint)
        self.column.insertWidget(at, self.bar)
        self.column.insertLayout(at, row)
        self.column.insertWidget(at, table)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.add_files.setFocus()

    # Material

    def add(self, path: Path) -> None:
        """One piece of material; the same one twice is once."""
        if any(known == path for known, _, _ in self._rows()):
            return
        row = self.table.rowCount()
        self.table.insertRow(row)
        item = QTableWidgetItem(path.name or str(path))
        item.setData(Qt.ItemDataRole.UserRole, str(path))
        item.setToolTip(plain_tip(str(path)))
        self.table.setItem(row, NAME, item)
        start, offset = QLineEdit(), with_margin(QDoubleSpinBox())
        is_log = path.suffix.lower() == TLOG
        start.setPlaceholderText(self.tr("in the log") if is_log else self.tr("from the file"))
        start.setToolTip(
            self.tr("A log carries its own times")
            if is_log
            else self.tr("Such as 2026-11-22 14:05:09; empty: from its name, its metadata or its file's time")
        )
        start.setEnabled(not is_log)
        start.setAccessibleName(self.tr("Begins at (local)"))
        start.textChanged.connect(self._look)
        offset.setRange(-MOST_OFFSET_S, MOST_OFFSET_S)
        offset.setDecimals(3)
        offset.setSuffix(" s")
        offset.setAccessibleName(self.tr("Offset"))
        offset.setToolTip(self.tr("Added to its times, where its clock was wrong"))
        self.table.setCellWidget(row, START, start)
        self.table.setCellWidget(row, OFFSET, offset)
        self.table.selectRow(row)
        if not self.title.text().strip():
            self.title.setText(path.stem[:TITLE_LIMIT])
        self._look()

    def _rows(self) -> list[tuple[Path, QLineEdit, QDoubleSpinBox]]:
        rows = []
        for row in range(self.table.rowCount()):
            item = self.table.item(row, NAME)
            start, offset = self.table.cellWidget(row, START), self.table.cellWidget(row, OFFSET)
            if item is not None and isinstance(start, QLineEdit) and isinstance(offset, QDoubleSpinBox):
                rows.append((Path(item.data(Qt.ItemDataRole.UserRole)), start, offset))
        return rows

    def sources(self) -> tuple[ForeignSource, ...]:
        return tuple(
            ForeignSource(path, start_wall_ns(start.text(), self._zone), offset.value())
            for path, start, offset in self._rows()
        )

    def _remove(self) -> None:
        if self.table.currentRow() >= 0:
            self.table.removeRow(self.table.currentRow())
            self._look()

    def _ask_files(self) -> None:
        dialog = QFileDialog(self, self.tr("Add files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        media = "*.tlog *.mp4 *.mkv *.mov *.avi *.ts *.m4v *.webm"
        dialog.setNameFilters([f"{self.tr('Logs and clips')} ({media} {media.upper()})", f"{self.tr('All files')} (*)"])
        dialog.filesSelected.connect(self._add_all)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Add a folder of clips"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(self._add_all)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _add_all(self, names: list[str]) -> None:
        for name in names:
            self.add(Path(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._add_all([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    # The work

    def do(self) -> None:
        waits = bool(self._refusal()) or self._working.busy
        if waits:
            return
        try:
            job = self._library.put_together(self.title.text().strip(), self.sources(), self._operator)
        except PersonError as error:
            self.say_hint(said(str(error)), wrong=True)
            return
        self._working.watch(job)
        if self._working.busy:  # one that failed at once has said why
            self._look()

    def reject(self) -> None:
        """While it works: cancel the work, and stay."""
        if self._working.busy:
            self._working.cancel()
        else:
            super().reject()

    def _refusal(self) -> str:
        rows = self._rows()
        if not rows:
            return self.tr("Add at least one log, clip or folder; they can be dropped here, too.")
        if any(s.text().strip() and start_wall_ns(s.text(), self._zone) is None for _, s, _ in rows):
            return self.tr("A beginning is written such as 2026-11-22 14:05:09.")
        return ""

    def _look(self) -> None:
        busy = self._working.busy
        for widget in (self.title, self.table, self.add_files, self.add_folder):
            widget.setEnabled(not busy)
        self.remove.setEnabled(not busy and self.table.currentRow() >= 0)
        refusal = self._refusal()
        self.do_button.setEnabled(not busy and not refusal)
        self.bar.setVisible(busy)
        if not busy:
            self.say_hint(refusal, wrong=bool(self._rows()) and bool(refusal))

    def _show_progress(self, view: JobView) -> None:
        self.bar.setRange(0, 0 if view.share is None else STEPS)
        if view.share is not None:
            self.bar.setValue(round(view.share * STEPS))
        self.say_hint("  ".join(part for part in (view.step, words.remaining(view.remaining_s)) if part))

    def _done(self, session_id: str) -> None:
        self.accept()
        self.made.emit(session_id)

    def _ended(self, view: JobView) -> None:
        self._look()
        self.say_hint(said(view.error) or self.tr("Cancelled; nothing was added."), wrong=bool(view.error))
