"""Runs of one script beside one another: after how many seconds each mark was reached."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from sessions.training.runs import Run
from ui.words import training as words

BEST = "★"


class Comparison(QTableWidget):
    """One row a mark, one column a run; the quickest of each row wears a star."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[Run, ...] = ()
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setHighlightSections(False)

    def show_runs(self, runs: Sequence[Run]) -> None:
        """Of the same script; the oldest at the left."""
        self._runs = tuple(sorted(runs, key=lambda run: run.started_wall_ns))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()

    def _fill(self) -> None:
        marks = self._runs[0].score.marks if self._runs else ()
        self.setColumnCount(1 + len(self._runs))
        self.setRowCount(len(marks) + 1 if marks else 0)
        heads = [f"{run.trainee}\n{words.points(run.score.points, run.score.most)}" for run in self._runs]
        self.setHorizontalHeaderLabels([self.tr("Mark"), *heads])
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for row, mark in enumerate(marks):
            what = f"{words.injection(mark.planned.kind)}: {words.reaction(mark.expected.reaction)}"
            self.setItem(row, 0, QTableWidgetItem(what))
            times = [run.score.marks[row].after_s if row < len(run.score.marks) else None for run in self._runs]
            best = min((t for t in times if t is not None), default=None)
            for column, time in enumerate(times, 1):
                star = f"{BEST} " if time is not None and time == best and len(self._runs) > 1 else ""
                item = QTableWidgetItem(star + words.after(time))
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(row, column, item)
        if marks:
            self._foot(len(marks))

    def _foot(self, row: int) -> None:
        self.setItem(row, 0, QTableWidgetItem(self.tr("Named what was not so")))
        for column, run in enumerate(self._runs, 1):
            item = QTableWidgetItem(str(len(run.score.false)))
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setItem(row, column, item)
