"""A countdown for each tier: the next deadline, how many are overdue, how many on time."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from base.clock import NS_PER_S
from duty.patrol.config import Tier
from duty.patrol.view import PatrolView, TierView
from ui import theme
from ui.marks import Mark
from ui.shell.labels import MarkLabel, PlainLabel, set_role
from ui.words import coverage as words
from ui.words import figures


class TierCard(QFrame):
    def __init__(self, tier: Tier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._tier = tier
        self._mark = MarkLabel(18)
        self.title, self.countdown, self.next, self.state = PlainLabel(), PlainLabel(), PlainLabel(), PlainLabel()
        self.title.setProperty("role", "heading")
        self.countdown.setProperty("role", "title")
        self.countdown.setFont(theme.figures_font(theme.current().large))
        self.next.setProperty("role", "caption")
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.title, 0, 0, 1, 2)
        grid.addWidget(self.countdown, 0, 2, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self._mark, 1, 0)
        grid.addWidget(self.state, 1, 1)
        grid.addWidget(self.next, 1, 2, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(1, 1)

    def show_tier(self, view: TierView, now_wall_ns: int, *, loaded: bool) -> None:
        title = self.tr("{tier}, {every}").replace("{tier}", words.tier(view.tier))
        self.title.setText(title.replace("{every}", words.every(view.interval_s)))
        if not loaded:
            self.countdown.setText(figures.UNKNOWN)
            self.next.setText("")
            self.state.setText(self.tr("Reading the book…"))
            self._mark.set_mark(Mark.OK)
            return
        left = view.next_due_wall_ns
        self.countdown.setText(figures.UNKNOWN if left is None else words.countdown((left - now_wall_ns) / NS_PER_S))
        self.next.setText(self.tr("until the next deadline") if left is not None else self.tr("no deadline ahead"))
        if view.overdue:
            pattern = self.tr("{late} of {all} overdue")
            self.state.setText(pattern.replace("{late}", str(view.overdue)).replace("{all}", str(view.cameras)))
        elif view.cameras:
            pattern = self.tr("{n} of {all} on time")
            self.state.setText(pattern.replace("{n}", str(view.on_time)).replace("{all}", str(view.cameras)))
        else:
            self.state.setText(self.tr("no cameras"))
        self._mark.set_mark(Mark.ATTENTION if view.overdue else Mark.OK)
        set_role(self.state, "attention" if view.overdue else "")


class Tiers(QWidget):
    """The cards, one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = {tier: TierCard(tier) for tier in Tier}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for card in self.cards.values():
            column.addWidget(card)

    def show_patrol(self, patrol: PatrolView, now_wall_ns: int) -> None:
        shown = {view.tier: view for view in patrol.tiers}
        for tier, card in self.cards.items():
            view = shown.get(tier)
            card.setVisible(view is not None)
            if view is not None:
                card.show_tier(view, now_wall_ns, loaded=patrol.loaded)
