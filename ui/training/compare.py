"""Runs of one script beside one another: after how many seconds each mark was reached."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from sessions.training.runs import Run
from ui.shell.labels import plain_tip
from ui.shell.tables import as_rows
from ui.words import duty
from ui.words import training as words

BEST = "★"
ROW_PX = 30
RUN_PX = 128
"""The least for a run: its date and its points stand in it whole."""
NAME_LENGTH = 16
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Comparison(QTableWidget):
    """One row a mark, one column a run; the quickest of each row wears a star. The marks' column is as wide as its
    words; the runs share the rest, and are scrolled through where that is too little."""

    def __init__(self, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._runs: tuple[Run, ...] = ()
        as_rows(self, row_px=ROW_PX)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.horizontalHeader().setMinimumSectionSize(RUN_PX)

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
        self.setAccessibleName(self.tr("Comparison of runs"))
        self.setColumnCount(1 + len(self._runs))
        self.setRowCount(len(marks) + 2 if self._runs else 0)
        self._heads()
        for row, mark in enumerate(marks):
            what = f"{words.injection(mark.planned.kind)}: {words.reaction(mark.expected.reaction)}"
            decided = [row < len(run.score.marks) and run.score.marks[row].decided for run in self._runs]
            times = [run.score.marks[row].after_s if row < len(run.score.marks) else None for run in self._runs]
            best = min((t for t in times if t is not None), default=None)
            cells = [
                (words.after(time) if is_decided else "–", time is not None and time == best)
                for time, is_decided in zip(times, decided, strict=True)
            ]
            self._row(row, what, cells)
        if self._runs:
            self._foot(len(marks))
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)

    def _heads(self) -> None:
        first = QTableWidgetItem(self.tr("Mark (★ the quickest)"))
        first.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setHorizontalHeaderItem(0, first)
        for column, run in enumerate(self._runs, 1):
            when = duty.local(run.started_wall_ns, self._zone).strftime("%m-%d %H:%M")
            head = QTableWidgetItem(f"{_shortened(run.trainee)}\n{when}")
            head.setTextAlignment(_RIGHT)
            head.setToolTip(plain_tip(run.trainee))
            self.setHorizontalHeaderItem(column, head)

    def _foot(self, row: int) -> None:
        self._row(row, self.tr("Named what was not so"), [(str(len(run.score.false)), False) for run in self._runs])
        most = max(run.score.points for run in self._runs)
        points = [
            (words.points(run.score.points, run.score.most), run.score.points == most and most > 0)
            for run in self._runs
        ]
        self._row(row + 1, self.tr("Points"), points)

    def _row(self, row: int, what: str, cells: Sequence[tuple[str, bool]]) -> None:
        """Each cell with whether it is the best; a row in which all are alike has none."""
        self.setItem(row, 0, QTableWidgetItem(what))
        starred = 0 < sum(best for _, best in cells) < len(cells)
        for column, (text, best) in enumerate(cells, 1):
            item = QTableWidgetItem(f"{BEST} {text}" if best and starred else text)
            item.setTextAlignment(_RIGHT)
            self.setItem(row, column, item)


def _shortened(name: str) -> str:
    return name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - 1] + "…"
