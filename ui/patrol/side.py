"""Beside the pictures: how far the round is, the tiers' countdowns, what is due, the plan and the shift."""

from datetime import tzinfo
from math import ceil
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from base.clock import NS_PER_S
from duty.patrol.config import Tier
from duty.patrol.view import PatrolView, RoundState, RoundView, TierView
from ui import theme
from ui.bridge import Bridge
from ui.patrol.due_list import DueList
from ui.shell.labels import ElidedLabel, FigureLabel, set_role
from ui.words import coverage, duty, figures
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


class TierLine(QWidget):
    """One tier: its countdown to the next deadline, how often, and how many are on time or overdue."""

    def __init__(self, tier: Tier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tier = tier
        self.title, self.every, self.state = ElidedLabel(), ElidedLabel(), QLabel()
        self.title.setProperty("role", "heading")
        self.every.setProperty("role", "caption")
        self.state.setFont(theme.text_font(theme.current().small))
        self.countdown = FigureLabel()
        self.countdown.setFont(theme.figures_font(theme.current().large))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.addWidget(self.title, 0, 0)
        grid.addWidget(self.countdown, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.every, 1, 0)
        grid.addWidget(self.state, 1, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)

    def show_tier(self, view: TierView, now_wall_ns: int, *, loaded: bool) -> None:
        self.title.setText(coverage.tier(view.tier))
        self.every.setText(coverage.every(view.interval_s))
        left_ns = None if view.next_due_wall_ns is None or not loaded else view.next_due_wall_ns - now_wall_ns
        self.countdown.show_text(figures.UNKNOWN if left_ns is None else coverage.countdown(left_ns / NS_PER_S))
        self.countdown.setToolTip(self.tr("Until the next deadline"))
        self.countdown.setAccessibleName(
            self.tr("Until the next deadline: {time}").replace("{time}", self.countdown.text())
        )
        late = view.overdue if loaded else 0
        pattern = self.tr("{n} of {all} overdue") if late else self.tr("{n} of {all} on time")
        text = pattern.replace("{n}", str(late or view.on_time)).replace("{all}", str(view.cameras))
        self.state.setText(text if loaded and view.cameras else "")
        set_role(self.state, "attention" if late else "quiet")


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
        self.tiers = {tier: TierLine(tier) for tier in Tier}
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
        column.addWidget(self.progress)
        column.addWidget(self._line)
        for line in self.tiers.values():
            column.addWidget(line)
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
        tiers = {tier.tier: tier for tier in view.tiers}
        for tier, line in self.tiers.items():
            line.setVisible(tier in tiers)
            if tier in tiers:
                line.show_tier(tiers[tier], now_wall_ns, loaded=view.loaded)
        late = sum(due.overdue and not due.out for due in view.due) if view.loaded else 0
        self.overdue.setText(self._counts.overdue(late) if late else "")
        set_role(self.overdue, "attention" if late else "caption")
        self.due.show_patrol(view, now_wall_ns)
        in_force = coverage.plan_in_force(view.plan, view.plan_since_wall_ns, view.plan_by, self._zone, now_wall_ns)
        self.plan.setText(self.tr("Plan: {plan}").replace("{plan}", in_force))
        if view.shift is None:
            self.shift.setText(self.tr("No shift is on now"))
        else:
            end = duty.local(view.shift.end_wall_ns, self._zone).strftime("%H:%M")
            text = self.tr("Shift: {name}, until {time}").replace("{name}", view.shift.name)
            self.shift.setText(text.replace("{time}", end))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._due_title.setText(self.tr("Due"))
