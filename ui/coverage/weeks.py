"""Coverage over weeks: the share of deadlines met by area and hour, and by plan."""

import logging
from concurrent.futures import CancelledError, Future
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from base.clock import NS_PER_S
from base.errors import PersonError
from duty.coverage.view import WeeksView
from duty.patrol.config import PlanLevel
from ui.bridge import Bridge
from ui.coverage.heat import HeatTable, Met, heat_rows
from ui.coverage.tables import SideTable
from ui.fleet.rows import Cell, Column, Row, RowsModel, Tone
from ui.plans.in_force import precinct_in_force
from ui.words import coverage as words
from ui.words import duty, figures

log = logging.getLogger(__name__)
DAY_NS = 24 * 3600 * NS_PER_S
SPANS_DAYS = (7, 28)
POLL_MS = 100


class WeeksPanel(QWidget):
    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        precinct = bridge.world.precinct
        self._zone = precinct.zone()
        self.days = SPANS_DAYS[0]
        self.view: WeeksView | None = None
        self._future: Future[WeeksView] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.poll)
        self.span_buttons = {days: QToolButton() for days in SPANS_DAYS}
        self.again_button, self.cancel_button, self.retry_button = QPushButton(), QPushButton(), QPushButton()
        self.range, self.waiting, self.problem, self.empty = QLabel(), QLabel(), QLabel(), QLabel()
        self.heat_title, self.plan_title, self.reading = QLabel(), QLabel(), QLabel()
        self.heat = HeatTable()
        self.plans = SideTable(RowsModel(self._plan_columns, self))
        self.pages = QStackedWidget()
        self._build()
        self.retranslate()

    def ask(self) -> None:
        """Ask the book anew; what was asked before is let go."""
        self._let_go()
        to_ns = self._bridge.world.clock.wall_ns()
        try:
            self._future = self._bridge.world.records.weeks(to_ns - self.days * DAY_NS, to_ns)
        except PersonError as error:
            self._show_problem(str(error))
            return
        self.pages.setCurrentIndex(0)
        self._timer.start()

    def poll(self) -> None:
        """Look whether the answer is there. Public for the tests."""
        future = self._future
        if future is None or not future.done():
            return
        self._timer.stop()
        self._future = None
        try:
            self._take(future.result())
        except CancelledError:
            self._show_problem(self.tr("The question was cancelled."))
        except PersonError as error:
            self._show_problem(str(error))
        except Exception:
            log.exception("the weeks' coverage could not be read")
            self._show_problem(self.tr("The book could not be read; the log says more."))

    def retranslate(self) -> None:
        for days, button in self.span_buttons.items():
            button.setText(self.tr("Last %n day(s)", "", days))
        self.again_button.setText(self.tr("Read again"))
        self.retry_button.setText(self.tr("Try again"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.waiting.setText(self.tr("Reading the book…"))
        self.empty.setText(self.tr("No deadline fell due in these days: there is nothing to compare yet."))
        self.heat_title.setText(self.tr("Deadlines met by area and hour of the day, in %"))
        self.plan_title.setText(self.tr("By plan"))
        self.reading.setText(
            self.tr(
                "Below 95 % a cell is tinted amber, below 80 % strongly so, bold and underlined. Hours are those of "
                "the deadlines, on the clock of the precinct. A camera that stays overdue misses one after another."
            )
        )
        self.heat.setAccessibleName(self.heat_title.text())
        self.plans.setAccessibleName(self.plan_title.text())
        self.plans.rows_model.retranslate()
        if self.view is not None:
            self._take(self.view)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._future is not None:
            self._timer.start()
        elif self.view is None:
            self.ask()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _take(self, view: WeeksView) -> None:
        self.view = view
        pattern = self.tr("{from} to {to} · {n} sightings")
        text = pattern.replace("{from}", _minute(view.from_wall_ns, self._zone))
        text = text.replace("{to}", _minute(view.to_wall_ns, self._zone))
        self.range.setText(text.replace("{n}", figures.count(view.sightings)))
        if not any(group.met or group.missed for group in view.groups):
            self.pages.setCurrentIndex(2)
            return
        areas = {area.id: area.name for area in precinct_in_force(self._bridge.world).all_areas()}
        self.heat.show_rows(heat_rows(view.groups, areas, self.tr("no area"), self.tr("All areas")))
        self.plans.rows_model.update_rows(self._plan_rows(view), self._bridge.world.clock.monotonic_ns())
        self.plans.fit_columns()
        self.pages.setCurrentIndex(3)

    def _plan_columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Plan"), words.plan(PlanLevel.HEIGHTENED)),
            Column(self.tr("On time"), "100 %", figures=True),
            Column(self.tr("Met"), "000 000", figures=True),
            Column(self.tr("Missed"), "000 000", figures=True),
        )

    def _plan_rows(self, view: WeeksView) -> list[Row]:
        found = []
        for rank, level in enumerate(PlanLevel):
            met = Met()
            for group in view.groups:
                met = met.plus(group) if group.plan is level else met
            name = words.plan(level)
            tone = Tone.NORMAL if met.all else Tone.QUIET
            cells = (
                Cell(name, rank, tone),
                Cell(words.share(met.met, met.all), met.percent, tone),
                Cell(figures.count(met.met), met.met, tone),
                Cell(figures.count(met.missed), met.missed, tone),
            )
            found.append(Row(level, -rank, name, cells, name.casefold()))
        return found

    def _show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.pages.setCurrentIndex(1)

    def _cancel(self) -> None:
        self._let_go()
        self._show_problem(self.tr("The question was cancelled."))

    def _let_go(self) -> None:
        self._timer.stop()
        if self._future is not None:
            self._future.cancel()
        self._future = None

    def _choose(self, days: int) -> None:
        self.days = days
        self.ask()

    def _build(self) -> None:
        group = QButtonGroup(self)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(8)
        for days, button in self.span_buttons.items():
            button.setProperty("role", "flat")
            button.setCheckable(True)
            button.setChecked(days == self.days)
            button.clicked.connect(lambda _checked=False, chosen=days: self._choose(chosen))
            group.addButton(button)
            head.addWidget(button)
        self.range.setProperty("role", "quiet")
        head.addWidget(self.range, 1)
        head.addWidget(self.again_button)
        self.again_button.clicked.connect(self.ask)
        self.retry_button.clicked.connect(self.ask)
        self.cancel_button.clicked.connect(self._cancel)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedSize(240, 8)
        self.pages.addWidget(_middle(self.waiting, bar, self.cancel_button))
        self.pages.addWidget(_middle(self.problem, self.retry_button))
        self.pages.addWidget(_middle(self.empty))
        self.pages.addWidget(self._tables())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.pages, 1)

    def _tables(self) -> QWidget:
        tables = QWidget()
        column = QVBoxLayout(tables)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(8)
        for title in (self.heat_title, self.plan_title):
            title.setProperty("role", "heading")
        self.reading.setProperty("role", "caption")
        self.reading.setWordWrap(True)
        self.plans.setFixedHeight(32 * 4 + 8)
        self.plans.setFixedWidth(480)
        self.plans.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.plans.setSortingEnabled(False)
        column.addWidget(self.heat_title)
        column.addWidget(self.heat, 100)
        column.addWidget(self.reading)
        column.addWidget(self.plan_title)
        column.addWidget(self.plans)
        column.addStretch(1)
        return tables


def _minute(wall_ns: int, zone: ZoneInfo) -> str:
    return duty.local(wall_ns, zone).strftime("%Y-%m-%d %H:%M")


def _middle(*widgets: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setSpacing(12)
    column.addStretch(1)
    for widget in widgets:
        if isinstance(widget, QLabel):
            widget.setWordWrap(True)
            widget.setTextFormat(Qt.TextFormat.PlainText)
            widget.setMinimumWidth(480)
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(1)
    return page
