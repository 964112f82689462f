"""The coverage map: the airspace's view box with its mouse and keys, painting coverage instead of the air."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.airspace import ground
from ui.airspace.geometry import Window
from ui.airspace.map_view import MapView
from ui.coverage import painting
from ui.coverage.scene import CoverageScene


class CoverageMap(MapView):
    def __init__(self, scene: CoverageScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.coverage = scene
        self.layers.trails = self.layers.labels = False

    def show_blind(self, on: bool) -> None:
        """Blind squares stand where the airspace's map has its zones."""
        self.layers.zones = on
        self.restyle()

    def paint_map(self, painter: QPainter) -> None:
        super().paint_map(painter)
        patch = self.coverage.patch(self.selected)
        if patch is not None:
            x, y = self.window_now.to_px(patch.eye.x_m, patch.eye.y_m)
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(x, y), 12, 12)

    def _paint_ground(self, painter: QPainter, window: Window) -> None:
        tokens = theme.current()
        ground.paint_ground(painter, window, tokens)
        if self.layers.zones:
            painting.paint_blind(painter, window, self.coverage.dark, self.coverage.outlines, tokens)
        painting.paint_outlines(painter, window, self.coverage.outlines, tokens)
        painting.paint_sectors(painter, window, self.coverage.patches, tokens)
        painting.paint_outline_names(painter, window, self.coverage.outlines, tokens)
        painting.paint_signs(painter, window, self.coverage.patches, tokens)
