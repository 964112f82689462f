"""Battery and altitude over the last minutes. Imported late: pyqtgraph takes half a second."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from base.clock import NS_PER_S
from ui import theme
from ui.fleet.history import Sample

PLOT_HEIGHT = 128


class HistoryPlot(QWidget):
    """Two small plots above one another over the same minutes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._plots = [pg.PlotWidget() for _ in range(2)]
        self._curves = [plot.plot([], []) for plot in self._plots]
        for plot in self._plots:
            plot.setFixedHeight(PLOT_HEIGHT)
            plot.setMenuEnabled(False)
            plot.setMouseEnabled(x=False, y=False)
            plot.hideButtons()
            plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            plot.getAxis("left").setWidth(40)
            layout.addWidget(plot)
        self._plots[0].setYRange(0, 100, padding=0.05)
        self._plots[0].getAxis("left").setTicks([[(value, str(value)) for value in (0, 50, 100)]])
        self.restyle()

    def restyle(self) -> None:
        """Colours from the theme, titles in the language."""
        tokens = theme.current()
        titles = (
            QCoreApplication.translate("Fleet", "Battery, % over minutes"),
            QCoreApplication.translate("Fleet", "Altitude, m over minutes"),
        )
        for plot, curve, title in zip(self._plots, self._curves, titles, strict=True):
            plot.setBackground(tokens.ground)
            plot.setTitle(title, color=tokens.quiet, size=f"{tokens.small}px", justify="left")
            curve.setPen(pg.mkPen(tokens.text, width=1.5))
            for side in ("left", "bottom"):
                axis = plot.getAxis(side)
                axis.setPen(pg.mkPen(tokens.line))
                axis.setTextPen(pg.mkPen(tokens.quiet))
                axis.setTickFont(theme.figures_font(tokens.small - 1))

    def show_samples(self, samples: tuple[Sample, ...], now_ns: int) -> None:
        """The x axis counts minutes back from now; unknown values leave gaps."""
        minutes = np.array([(s.at_ns - now_ns) / NS_PER_S / 60 for s in samples], float)
        values = (
            np.array([np.nan if s.battery_percent is None else s.battery_percent for s in samples], float),
            np.array([np.nan if s.altitude_m is None else s.altitude_m for s in samples], float),
        )
        oldest = min(-1.0, float(minutes[0])) if len(minutes) else -1.0
        for plot, curve, ys in zip(self._plots, self._curves, values, strict=True):
            curve.setData(minutes, ys, connect="finite")
            plot.setXRange(oldest, 0, padding=0.02)
