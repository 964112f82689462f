"""The confirm card: the nearest who are free, by which channel they were told, what they read back, and who above."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from base.clock import NS_PER_S, Clock
from duty.dispatch import Suggestion
from duty.incidents import Dispatch, IncidentView
from ui import theme
from ui.people.form import Form
from ui.shell.labels import plain_tip
from ui.shell.tables import as_rows
from ui.words import dispatch as words
from ui.words import duty, figures

ROW_PX = 30
ROWS_SHOWN = 5
CHANNEL_LIMIT = 80
TOLD_LIMIT = 120
READ_BACK_LIMIT = 500
REPORT_LIMIT = 120


class SendDialog(Form):
    """↑ and ↓ choose who, whatever field has the keyboard; Enter leads to what is missing, then sends."""

    sent = Signal(object, object)
    """(IncidentView, Dispatch): told, and read back."""

    def __init__(
        self, view: IncidentView, suggestions: tuple[Suggestion, ...], clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, width_px=680)
        self._view = view
        already = {d.responder_id for d in view.dispatches}
        self._suggestions = tuple(c for c in suggestions if c.responder_id not in already)
        self.setWindowTitle(self.tr("Report upward and send"))
        age = figures.age(max(0.0, (clock.wall_ns() - view.raised_wall_ns) / NS_PER_S))
        where = figures.place(view.position) if view.position is not None else self.tr("place unknown")
        ago = self.tr("{age} ago").replace("{age}", age)
        self.say(duty.incident_title(view), f"{where} · {ago}")
        self.table = _table()
        self.column.insertWidget(2, self.table)
        self.channel = QComboBox()
        written = QLineEdit()
        written.setMaxLength(CHANNEL_LIMIT)
        self.channel.setEditable(True)
        self.channel.setLineEdit(written)
        self.fields.addRow(self.tr("&Channel"), self.channel)
        self.told = self.line(self.tr("&Who answered"), most=TOLD_LIMIT)
        self.read_back = self.line(self.tr("&Read back"), most=READ_BACK_LIMIT)
        self.read_back.setPlaceholderText(self.tr("What they repeated: place and task"))
        self.reported_to = self.line(self.tr("Reported &upward to"), most=REPORT_LIMIT)
        self.do_button.setText(self.tr("They are on their way"))
        self._fill()
        self.table.currentCellChanged.connect(lambda: self._chosen_changed())
        self.read_back.textChanged.connect(self._look)
        self.channel.editTextChanged.connect(self._look)
        if self._suggestions:
            self.table.selectRow(0)
        self._chosen_changed()

    def _fill(self) -> None:
        self.table.setHorizontalHeaderLabels(
            [self.tr("Who"), self.tr("Distance"), self.tr("Reached by"), self.tr("Remarks")]
        )
        self.table.setRowCount(len(self._suggestions))
        for row, one in enumerate(self._suggestions):
            channels = " / ".join(one.channels) or figures.UNKNOWN
            texts = (one.name, figures.distance(one.distance_m), channels, words.remarks(one))
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(words.how(one) if column == 1 else text))
                if one.busy_with is not None:
                    item.setForeground(QColor(theme.current().quiet))
                self.table.setItem(row, column, item)
        rows = min(max(len(self._suggestions), 1), ROWS_SHOWN)
        self.table.setFixedHeight(rows * ROW_PX + 44)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.told.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and self._suggestions:
            row = min(max(self.table.currentRow() + step, 0), len(self._suggestions) - 1)
            self.table.selectRow(row)
            return
        super().keyPressEvent(event)

    def chosen(self) -> Suggestion | None:
        row = self.table.currentRow()
        return self._suggestions[row] if 0 <= row < len(self._suggestions) else None

    def _chosen_changed(self) -> None:
        chosen = self.chosen()
        self.channel.clear()
        if chosen is not None:
            self.channel.addItems(list(chosen.channels))
            self.reported_to.setText(chosen.report_to)
        self._look()

    def _look(self) -> None:
        chosen = self.chosen()
        self.do_button.setEnabled(chosen is not None)
        if chosen is None:
            self.say_hint(self.tr("There is nobody who could be sent: no responder is configured, or all were sent."))
            return
        self.say_hint(f"{chosen.name}: {words.how(chosen)}")

    def do(self) -> None:
        chosen = self.chosen()
        if chosen is None:
            return
        channel, read_back = self.channel.currentText().strip(), self.read_back.text().strip()
        if not channel:
            self.say_hint(self.tr("Say by which channel they were told."), wrong=True)
            self.channel.setFocus()
            return
        if not read_back:
            self.say_hint(
                self.tr("Nobody is on the way before they have read it back: write what they repeated."), wrong=True
            )
            self.read_back.setFocus()
            return
        dispatch = Dispatch(
            responder_id=chosen.responder_id,
            channel=channel,
            told=self.told.text().strip(),
            read_back=read_back,
            distance_m=chosen.distance_m,
            how=chosen.how,
            reported_to=self.reported_to.text().strip(),
        )
        self.sent.emit(self._view, dispatch)
        self.accept()


def _table() -> QTableWidget:
    table = QTableWidget(0, 4)
    as_rows(table, row_px=ROW_PX)
    table.setWordWrap(False)
    header = table.horizontalHeader()
    for column in range(3):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
    return table
