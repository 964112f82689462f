"""Beside the pictures: how far the round is, the tiers' countdowns, what is due, the plan and the shift."""

from datetime import tzinfo
from math import ceil
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from duty.patrol.view import PatrolView, RoundState, RoundView
from ui.bridge import Bridge
from ui.coverage.tiers import Tiers
from ui.patrol.due_list import DueList
from ui.shell.labels import ElidedLabel, FigureLabel, set_role
from ui.words import coverage, duty
from ui.words import patrol as words

WIDTH_PX = 304


class RoundProgress(QFrame):
    """The running round: its name, step, cameras, time left, and what the book does not have yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = words.PatrolCounts(self)
        self.name, self.step = ElidedLabel(), QLabel()
        self.cameras, self.left, self.saved = FigureLabel(), QLabel(), QLabel()
        self.name.setProperty("role", "heading")
        self.step.setProperty("role", "title")
        for label in (self.cameras, self.left, self.saved):
            label.setProperty("role", "caption")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        line = QHBoxLayout()
        line.addWidget(self.cameras)
        line.addStretch(1)
        line.addWidget(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.name)
        column.addWidget(self.step)
        column.addWidget(self.bar)
        column.addLayout(line)
        column.addWidget(self.saved)

    def show_round(self, view: RoundView) -> None:
        self.name.setText(words.round_name(view))
        number = view.step.number if view.step is not None else view.steps
        step = self.tr("Step {n} of {all}").replace("{n}", str(number)).replace("{all}", str(view.steps))
        self.step.setText(step)
        cameras = self.tr("{n} of {all} cameras").replace("{n}", str(view.cameras_done))
        self.cameras.show_text(cameras.replace("{all}", str(view.cameras_total)))
        self.bar.setMaximum(max(1, view.cameras_total))
        self.bar.setValue(view.cameras_done)
        self.bar.setAccessibleName(self.cameras.text())
        self.left.setText(self._left(view.left_s))
        nothing_yet = view.cameras_done == 0 and view.unsaved == 0
        kept = "" if nothing_yet else self.tr("✓ Every answer is in the book")
        self.saved.setText(self._counts.unsaved(view.unsaved) if view.unsaved else kept)
        set_role(self.saved, "attention" if view.unsaved else "caption")

    def _left(self, seconds: float) -> str:
        if seconds >= 60:
            return self._counts.minutes_left(ceil(seconds / 60))
        return self._counts.seconds_left(ceil(seconds)) if seconds > 0 else ""


class SideColumn(QFrame):
    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = bridge.world.clock
        self._zone: tzinfo = ZoneInfo(bridge.world.precinct.precinct.time_zone)
        self.setProperty("role", "side")
        self.setFixedWidth(WIDTH_PX)
        self._counts = words.PatrolCounts(self)
        self.progress = RoundProgress()
        self._line = QFrame()
        self._line.setProperty("role", "line")
        self.tiers = Tiers()
        self._due_title, self.overdue = QLabel(), QLabel()
        self._due_title.setProperty("role", "heading")
        self.overdue.setProperty("role", "caption")
        self.due = DueList({camera.id: camera.name for camera in bridge.world.cameras.cameras})
        self.plan, self.shift = QLabel(), QLabel()
        for label in (self.plan, self.shift):
            label.setProperty("role", "caption")
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._build()
        self._retranslate()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._due_title)
        head.addStretch(1)
        head.addWidget(self.overdue)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.progress)
        column.addWidget(self._line)
        column.addWidget(self.tiers)
        column.addLayout(head)
        column.addWidget(self.due, 1)
        column.addWidget(self.plan)
        column.addWidget(self.shift)
        column.setSpacing(10)

    def show_patrol(self, view: PatrolView) -> None:
        now_wall_ns = self._clock.wall_ns()
        running = view.round
        on = running is not None and running.state in (RoundState.RUNNING, RoundState.PAUSED)
        self.progress.setVisible(on)
        self._line.setVisible(on)
        if running is not None and on:
            self.progress.show_round(running)
        self.tiers.show_patrol(view, now_wall_ns)
        late = sum(due.overdue and not due.out for due in view.due) if view.loaded else 0
        self.overdue.setText(self._counts.overdue(late) if late else "")
        set_role(self.overdue, "alarm" if late else "caption")
        self.due.show_patrol(view, now_wall_ns)
        in_force = coverage.plan_in_force(view.plan, view.plan_since_wall_ns, view.plan_by, self._zone, now_wall_ns)
        self.plan.setText(self.tr("Plan: {plan}").replace("{plan}", in_force))
        if view.shift is None:
            self.shift.setText(self.tr("No shift is on now"))
        else:
            end = duty.clock_time(view.shift.end_wall_ns, self._zone, now_wall_ns).rsplit(":", 1)[0]
            text = self.tr("Shift: {name}, until {time}").replace("{name}", view.shift.name)
            self.shift.setText(text.replace("{time}", end))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._due_title.setText(self.tr("Due"))
