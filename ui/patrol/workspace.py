"""The Patrol workspace: the round, the coverage and the reports as three pages under a calm row of tabs."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from duty.patrol.view import RoundKind
from ui.bridge import Bridge
from ui.coverage.page import CoveragePage
from ui.patrol.round_page import RoundPage
from ui.report.page import ReportsPage
from ui.shell.focus import FocusPage


class PatrolWorkspace(FocusPage):
    sign_in_requested = Signal()
    """Nobody is signed in, and a round needs a name."""
    wall_requested = Signal(str)
    """Show this camera (its id) on the wall."""
    plans_requested = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.round = RoundPage(bridge)
        self.coverage = CoveragePage(bridge)
        self.reports = ReportsPage(bridge)
        self.tabs = QTabBar(self)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._stack = QStackedWidget(self)
        self._actions: list[QAction] = []
        self._pages: tuple[QWidget, ...] = (self.round, self.coverage, self.reports)
        for number, page in enumerate(self._pages):
            self.tabs.addTab("")
            self._stack.addWidget(page)
            self._actions.append(self._action(number))
        self.tabs.currentChanged.connect(self._go)
        self.round.sign_in_requested.connect(self.sign_in_requested)
        self.reports.sign_in_requested.connect(self.sign_in_requested)
        self.coverage.wall_requested.connect(self.wall_requested)
        self.coverage.plans_requested.connect(self.plans_requested)
        self.coverage.round_requested.connect(self._begin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self._retranslate()
        self._go(0)

    def show_page(self, number: int) -> None:
        """0 the round, 1 the coverage, 2 the reports."""
        if self.tabs.currentIndex() == number:
            self._go(number)
        else:
            self.tabs.setCurrentIndex(number)

    def selected_camera(self) -> str:
        """The id of the camera that is chosen in the round's step or on the coverage map; "" for none."""
        page = self._stack.currentWidget()
        if page is self.coverage:
            return self.coverage.selected_camera()
        return self.round.chosen_camera() if page is self.round else ""

    def key_lines(self) -> list[tuple[tuple[str, ...], str]]:
        """For the list of keys: keys as written, and what they do."""
        return [*self.round.key_lines(), *self.coverage.key_lines(), *self.reports.key_lines()]

    def close_down(self) -> None:
        """The window closes."""
        self.round.close_down()

    def _begin(self, kind: RoundKind, which: str) -> None:
        self.show_page(0)
        self.round.begin(kind, which)

    def _action(self, number: int) -> QAction:
        action = QAction(self)
        action.setShortcut(QKeySequence(f"Alt+{number + 1}"))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: self.show_page(number))
        self.addAction(action)
        return action

    def _go(self, number: int) -> None:
        page = self._pages[number]
        self._stack.setCurrentWidget(page)
        self.hand_focus_to(page)
        if not self.tabs.hasFocus():
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _retranslate(self) -> None:
        self.tabs.setAccessibleName(self.tr("Pages of the patrol"))
        names = (self.tr("Round"), self.tr("Coverage"), self.tr("Reports"))
        for number, (name, action) in enumerate(zip(names, self._actions, strict=True)):
            self.tabs.setTabText(number, name)
            self.tabs.setTabToolTip(number, f"{name}  {action.shortcut().toString()}")
            action.setText(self.tr("Go to the page {page}").replace("{page}", name))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.close_down()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
