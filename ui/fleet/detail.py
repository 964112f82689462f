"""The panel beside the tables: all that is known of the selected vehicle or dock."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.fleet.drones import Now, State
from ui.fleet.facts import Fact
from ui.fleet.history import Sample, Text
from ui.fleet.rows import Tone
from ui.marks import mark_icon
from ui.words import air

WIDTH = 344
TEXTS_SHOWN = 8


class DetailPanel(QFrame):
    show_on_map_requested = Signal()
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setFixedWidth(WIDTH)
        self._mark = QLabel()
        self._name = _label("title", wrap=True)
        self._state = _label("quiet", wrap=True)
        self._map_button = QPushButton()
        self._close_button = QPushButton()
        self._map_button.setShortcut(QKeySequence("Ctrl+M"))
        self._map_button.clicked.connect(self.show_on_map_requested)
        self._close_button.clicked.connect(self.close_requested)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        self._labels: list[tuple[QLabel, QLabel, QLabel]] = []
        self._plot_room = QVBoxLayout()
        self._plot: QWidget | None = None
        self._texts_title = _label("heading")
        self._texts = _label("", wrap=True)
        self._texts.setTextFormat(Qt.TextFormat.PlainText)
        self._texts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._build()
        self.retranslate()

    def show_thing(self, name: str, state: State, facts: Sequence[Fact]) -> None:
        tokens = theme.current()
        self._mark.setPixmap(mark_icon(state.mark, 20).pixmap(QSize(20, 20), self.devicePixelRatioF()))
        self._name.setText(name)
        self._state.setText(
            f"{state.all_words}\n{state.aside}" if state.aside not in state.all_words else state.all_words
        )
        colour = tokens.quiet if state.tone is Tone.QUIET else getattr(tokens, state.tone.value)
        self._state.setStyleSheet(f"color: {colour};")
        while len(self._labels) < len(facts):
            self._add_line()
        for line, labels in enumerate(self._labels):
            texts = facts[line] if line < len(facts) else ("", "", "")
            for label, text in zip(labels, texts, strict=True):
                label.setText(text)
                label.setVisible(line < len(facts))

    def show_texts(self, texts: Sequence[Text], now: Now) -> None:
        lines = []
        for text in texts[:TEXTS_SHOWN]:
            severity = air.severity(text.severity)
            lines.append(f"{now.time_of(text.at_ns)}  " + (f"{severity}: " if severity else "") + text.text)
        self._texts.setText("\n".join(lines) or self.tr("None since the program started"))

    def show_history(self, samples: tuple[Sample, ...], now_ns: int) -> None:
        """Plot the samples; for a dock, which has none, hide the plots."""
        if not samples:
            if self._plot is not None:
                self._plot.hide()
            return
        from ui.fleet.plot import HistoryPlot  # pyqtgraph costs half a second: only for those who look

        if self._plot is None:
            self._plot = HistoryPlot()
            self._plot_room.addWidget(self._plot)
        if isinstance(self._plot, HistoryPlot):
            self._plot.show_samples(samples, now_ns)
        self._plot.show()

    def value_of(self, label: str) -> str:
        """What stands beside a label; "" where there is none."""
        return next((value.text() for name, value, _ in self._labels if name.text() == label), "")

    def texts_shown(self) -> str:
        return self._texts.text()

    def retranslate(self) -> None:
        self._map_button.setText(self.tr("Show on map"))
        self._map_button.setToolTip(self.tr("Show it in the airspace workspace (Ctrl+M)"))
        self._close_button.setText(self.tr("Close"))
        self._close_button.setToolTip(self.tr("Close the details (Esc)"))
        self._texts_title.setText(self.tr("Its own messages"))
        self._restyle_plot()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._restyle_plot()

    def _restyle_plot(self) -> None:
        restyle = getattr(self._plot, "restyle", None)
        if restyle is not None:
            restyle()

    def _add_line(self) -> None:
        labels = (_label("quiet"), _label("", wrap=True), _label("caption"))
        labels[1].setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        labels[1].setFont(theme.figures_font(theme.current().normal))
        for column, label in enumerate(labels):
            self._facts.addWidget(label, len(self._labels), column, Qt.AlignmentFlag.AlignTop)
        self._labels.append(labels)

    def _build(self) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(12)
        heading.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        heading.addWidget(self._name, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._map_button, 1)
        buttons.addWidget(self._close_button)
        inside = QWidget()
        body = QVBoxLayout(inside)
        body.setContentsMargins(0, 0, 8, 0)
        body.setSpacing(16)
        body.addLayout(self._facts)
        body.addLayout(self._plot_room)
        body.addWidget(self._texts_title)
        body.addWidget(self._texts)
        body.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 8, 8)
        layout.setSpacing(12)
        layout.addLayout(heading)
        layout.addWidget(self._state)
        layout.addLayout(buttons)
        layout.addWidget(scroll, 1)


def _label(role: str, *, wrap: bool = False) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    return label
