"""The bar above the wall: grid, page, patrol area, search, how many cameras are in which state, full screen."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QWidget

from ui import theme
from ui.shell.labels import PlainLabel
from ui.wall.layout import AUTO, GRIDS, grid_shape
from ui.wall.model import Filter, WallModel
from ui.wall.tile_painter import paint_state_mark
from ui.words import cameras as words
from video.feed import CameraFacts, CameraState

BAR_PX = 44
SHOWN = (
    CameraState.LIVE,
    CameraState.CONNECTING,
    CameraState.STALE,
    CameraState.OFFLINE,
    CameraState.UNAUTHORISED,
    CameraState.UNSUPPORTED,
)


class SearchField(QLineEdit):
    """Escape empties it and gives the keyboard back; Enter and Down give it back and keep the words."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class StateMark(QWidget):
    """A camera state's mark, as large as a line of small text."""

    def __init__(self, state: CameraState, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = state
        self.setFixedSize(QSize(14, 14))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_state_mark(painter, QRectF(self.rect()), self._state, theme.current())
        painter.end()


class StateCounts(QWidget):
    """`14 live · 1 stale · …`: live always, the others only where there are some."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._counts: Counter[CameraState] = Counter()
        self._labels: dict[CameraState, tuple[StateMark, QLabel]] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for state in SHOWN:
            mark, label = StateMark(state, self), PlainLabel(self)
            label.setProperty("role", "caption")
            label.setContentsMargins(0, 0, 8, 0)
            line.addWidget(mark)
            line.addWidget(label)
            self._labels[state] = (mark, label)

    def show_facts(self, facts: Sequence[CameraFacts]) -> None:
        counts = Counter(CameraState.STALE if f.frozen_since_ns is not None else f.state for f in facts)
        if counts != self._counts:
            self._counts = counts
            self.say()

    def say(self) -> None:
        for state, (mark, label) in self._labels.items():
            count = self._counts[state]
            label.setText(f"{count} {words.state_word(state)}")
            for widget in (mark, label):
                widget.setVisible(bool(count) or state is CameraState.LIVE)


class WallBar(QFrame):
    grid_chosen = Signal(int)
    filter_chosen = Signal(object)
    """A Filter."""
    page_turned = Signal(int)
    full_screen_chosen = Signal(object)
    """A QScreen."""
    left = Signal()
    """The keyboard goes back to the wall."""

    def __init__(self, model: WallModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setProperty("role", "panel")
        self.setFixedHeight(BAR_PX)
        self._grid = QComboBox(self)
        self._back = QToolButton(self)
        self._page = PlainLabel(self)
        self._forth = QToolButton(self)
        self._area = QComboBox(self)
        self.search = SearchField(self)
        self.counts = StateCounts(self)
        self._full_screen = QToolButton(self)
        self._build()
        self.retranslate()
        self.show_model()

    def _build(self) -> None:
        for grid in (AUTO, *GRIDS):
            self._grid.addItem("", grid)
        self._area.addItem("", None)
        for area in self._model.areas:
            self._area.addItem(area, area)
        self._area.setVisible(bool(self._model.areas))
        for choice in (self._grid, self.search, self.counts, self._full_screen):
            choice.setVisible(bool(self._model.cameras))  # without cameras there is nothing to choose and to count
        self._area.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._area.setMaximumWidth(220)
        self._page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._page.setFont(theme.figures_font(theme.current().normal))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(240)
        self.search.setMinimumWidth(120)
        for button, arrow in ((self._back, "‹"), (self._forth, "›")):
            button.setText(arrow)
            button.setProperty("role", "flat")
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 4, 8, 4)
        line.setSpacing(8)
        for widget in (self._grid, self._area, self.search, self._back, self._page, self._forth):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(self.counts)
        line.addWidget(self._full_screen)
        self._grid.activated.connect(self._choose_grid)
        self._area.activated.connect(self._choose_filter)
        self.search.textChanged.connect(self._choose_filter)
        self.search.left.connect(self.left)
        self._back.clicked.connect(lambda: self.page_turned.emit(-1))
        self._forth.clicked.connect(lambda: self.page_turned.emit(1))
        self._full_screen.clicked.connect(self._choose_screen)

    def show_model(self) -> None:
        """Follow what keys and clicks on the wall changed."""
        self._grid.setCurrentIndex(self._grid.findData(self._model.grid))
        pages = self._model.pages
        for widget in (self._back, self._page, self._forth):
            widget.setVisible(pages > 1)
        self._page.setText(f"{self._model.page + 1} / {pages}")
        self._back.setEnabled(self._model.page > 0)
        self._forth.setEnabled(self._model.page < pages - 1)

    def clear_filter(self) -> None:
        self._area.setCurrentIndex(0)
        self.search.clear()
        self._choose_filter()

    def retranslate(self) -> None:
        self._grid.setItemText(0, self.tr("Automatic grid"))
        for place, grid in enumerate(GRIDS, start=1):
            shape = grid_shape(grid, grid, 16, 9, caption=0)
            self._grid.setItemText(place, f"{shape.columns} × {shape.rows}")
        self._grid.setAccessibleName(self.tr("Grid"))
        self._grid.setToolTip(self.tr("How many cameras at a time (+ and −)"))
        self._area.setItemText(0, self.tr("All areas"))
        self._area.setAccessibleName(self.tr("Patrol area"))
        self._area.setToolTip(self.tr("Only the cameras of one patrol area"))
        self.search.setPlaceholderText(self.tr("Search cameras (/)"))
        self.search.setAccessibleName(self.tr("Search cameras"))
        self._back.setToolTip(self.tr("Page before (Page Up)"))
        self._back.setAccessibleName(self.tr("Page before"))
        self._forth.setToolTip(self.tr("Next page (Page Down)"))
        self._forth.setAccessibleName(self.tr("Next page"))
        self._full_screen.setText(self.tr("Full screen"))
        self._full_screen.setToolTip(self.tr("The wall alone on this monitor or another (F11)"))
        self.counts.say()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _choose_grid(self) -> None:
        self.grid_chosen.emit(self._grid.currentData())
        self.left.emit()

    def _choose_filter(self) -> None:
        self.filter_chosen.emit(Filter(self._area.currentData(), self.search.text().strip()))

    def _choose_screen(self) -> None:
        """At once where there is one monitor, by a menu where there are several."""
        screens = QGuiApplication.screens()
        if len(screens) == 1:
            self.full_screen_chosen.emit(screens[0])
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for screen in screens:
            action = menu.addAction(screen_words(screen))
            action.triggered.connect(lambda _=False, s=screen: self.full_screen_chosen.emit(s))
        menu.popup(self._full_screen.mapToGlobal(self._full_screen.rect().bottomLeft()))


def screen_words(screen: QScreen) -> str:
    """A monitor by name and size in its own pixels."""
    size, ratio = screen.size(), screen.devicePixelRatio()
    return f"{screen.name()} · {round(size.width() * ratio)} × {round(size.height() * ratio)}"
