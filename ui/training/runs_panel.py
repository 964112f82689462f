"""The runs of one script: who, when, how many points; their debrief, and several of them beside one another."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from duty.people import Right
from sessions.training.runs import Run, RunStore
from sessions.training.script import Script
from ui.people.gate import Gate
from ui.shell.labels import PlainLabel
from ui.shell.tables import as_rows
from ui.training.compare import Comparison
from ui.training.questions import ask_to_delete
from ui.words import duty
from ui.words import training as words
from ui.words.troubles import said

MOST_COMPARED = 6
ROW_PX = 32
WHEN, TRAINEE, SEED, POINTS = range(4)


class RunsPanel(QWidget):
    debrief_requested = Signal(object)
    """Run"""
    trouble_said = Signal(str)
    deleted = Signal()

    def __init__(self, store: RunStore, gate: Gate, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._gate, self._zone = store, gate, zone
        self._script: Script | None = None
        self._all: tuple[Run, ...] = ()
        self._listed: list[Run] = []
        """Of the chosen script, as the table has them."""
        self.table, self.comparison = QTableWidget(0, 4), Comparison(zone)
        self.nothing = PlainLabel()
        self.pages = QStackedWidget()
        self.debrief, self.compare, self.delete = (QPushButton() for _ in range(3))
        self.compare.setCheckable(True)
        self._lay_out()
        self.table.itemSelectionChanged.connect(self._chosen_anew)
        self.table.activated.connect(lambda _index: self._debrief_chosen())
        self.debrief.clicked.connect(self._debrief_chosen)
        self.compare.toggled.connect(self._show_comparison)
        self.delete.clicked.connect(lambda: self._gate.then(Right.TRAIN, self._ask_to_delete))
        self._say()

    def _lay_out(self) -> None:
        as_rows(self.table, row_px=ROW_PX, many=True)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.nothing.setProperty("role", "quiet")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.nothing)
        self.acts = QWidget()
        row = QHBoxLayout(self.acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.debrief, self.compare, self.delete):
            row.addWidget(button)
        row.addStretch(1)
        self.comparison.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.pages, 2)
        column.addWidget(self.acts)
        column.addWidget(self.comparison, 3)

    def reload(self) -> None:
        """Read every run again; `show_script` shows them."""
        self._all = self._store.all()

    def show_script(self, script: Script | None) -> None:
        """Its runs. A trainee sees runs under the own name, a trainer everybody's."""
        self._script = script
        operator = self._gate.operator
        sees_all = self._gate.may(Right.TRAIN)
        mine = {operator.name, operator.login} if operator is not None else set()
        of_script = [run for run in self._all if script is not None and run.script.id == script.id]
        self._listed = [run for run in of_script if sees_all or run.trainee in mine]
        self.compare.setChecked(False)
        self.table.setRowCount(len(self._listed))
        for row, run in enumerate(self._listed):
            points = words.points(run.score.points, run.score.most)
            for column, text in enumerate((self._when(run), run.trainee, str(run.seed), points)):
                item = QTableWidgetItem(text)
                if column in (SEED, POINTS):
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, item)
        self.pages.setCurrentIndex(0 if self._listed else 1)
        self.pages.setVisible(script is not None)
        self.acts.setVisible(bool(self._listed))
        self.nothing.setText(self._why_nothing(len(of_script)))
        self.look()

    def look(self) -> None:
        """What can be done with what is chosen, by whoever is signed in."""
        why_not = self._gate.why_not(Right.TRAIN)
        chosen = self.chosen()
        self.debrief.setEnabled(len(chosen) == 1)
        self.compare.setEnabled(self.compare.isChecked() or 1 < len(chosen) <= MOST_COMPARED)
        self.delete.setEnabled(len(chosen) == 1 and not why_not)
        self.delete.setToolTip(why_not)

    def chosen(self) -> list[Run]:
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        return [self._listed[row] for row in rows if row < len(self._listed)]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _when(self, run: Run) -> str:
        return duty.local(run.started_wall_ns, self._zone).strftime("%Y-%m-%d %H:%M")

    def _why_nothing(self, hidden: int) -> str:
        if hidden:
            return self.tr("You have made no run of this script yet: “Start a run…” begins one. Others see their own.")
        first = self.tr("Nobody has made a run of this script yet.")
        then = self.tr(
            "“Start a run…” opens the same dashboard in a window of its own. "
            "When it is over, its debrief opens, and the run is kept here to be compared."
        )
        return f"{first}\n{then}"

    def _say(self) -> None:
        self.debrief.setText(self.tr("Debrief"))
        self.compare.setText(self.tr("Compare"))
        self.compare.setToolTip(self.tr("Choose up to six runs with Ctrl or Shift"))
        self.delete.setText(self.tr("Delete the run…"))
        self.table.setAccessibleName(self.tr("Runs of this script"))
        heads = (self.tr("When"), self.tr("Trainee"), self.tr("Seed"), self.tr("Points"))
        self.table.setHorizontalHeaderLabels(heads)
        for column in (SEED, POINTS):
            item = self.table.horizontalHeaderItem(column)
            if item is not None:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(TRAINEE, QHeaderView.ResizeMode.Stretch)
        self.show_script(self._script)

    # What can be done

    def _chosen_anew(self) -> None:
        """The comparison follows the choice, and goes where there is nothing to compare any more."""
        chosen = self.chosen()
        if self.compare.isChecked():
            if 1 < len(chosen) <= MOST_COMPARED:
                self.comparison.show_runs(chosen)
            else:
                self.compare.setChecked(False)
        self.look()

    def _show_comparison(self, wanted: bool) -> None:
        if wanted:
            self.comparison.show_runs(self.chosen())
        self.comparison.setVisible(wanted)
        self.look()

    def _debrief_chosen(self) -> None:
        chosen = self.chosen()
        if len(chosen) == 1:
            self.debrief_requested.emit(chosen[0])

    def _ask_to_delete(self) -> None:
        chosen = self.chosen()
        if len(chosen) != 1:
            return
        question = self.tr("Delete the run of {trainee}, {when}, with its notes for good?")
        question = question.replace("{trainee}", chosen[0].trainee).replace("{when}", self._when(chosen[0]))
        ask_to_delete(self, question, lambda: self._delete(chosen[0]))

    def _delete(self, run: Run) -> None:
        try:
            self._store.delete(run)
        except OSError as error:
            self.trouble_said.emit(said(error.strerror or str(error)))
            return
        self.deleted.emit()
