"""What the signs and colours of the coverage map mean, in one line under it."""

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.coverage import painting
from ui.coverage.scene import SHADES, Look

SIGN_PX = 30.0
GAP_PX = 18.0
LINE_PX = 26
BLIND = "blind"
NOT_HEALTHY = "not healthy"


class Legend(QWidget):
    """Signs and words side by side, on as many lines as the width asks for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return int(self._places(width)[-1][1].bottom()) + 6

    def sizeHint(self) -> QSize:
        return QSize(600, self.heightForWidth(600))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, LINE_PX)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.text_font(tokens.small))
        for (sign, word), box in self._places(self.width()):
            self._paint_sign(painter, box.left() + SIGN_PX / 2, box.center().y(), sign, tokens)
            painter.setPen(QColor(tokens.quiet))
            painter.drawText(box.adjusted(SIGN_PX + 4, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, word)

    def _places(self, width: int) -> list[tuple[tuple[Look | str, str], QRectF]]:
        metrics = QFontMetrics(theme.text_font(theme.current().small))
        places = []
        x, y = 16.0, 4.0
        for entry in entries():
            wide = SIGN_PX + 6 + metrics.horizontalAdvance(entry[1])
            if x > 16.0 and x + wide > width - 8:
                x, y = 16.0, y + LINE_PX
            places.append((entry, QRectF(x, y, wide, LINE_PX)))
            x += wide + GAP_PX
        return places

    def _paint_sign(self, painter: QPainter, x: float, y: float, sign: Look | str, tokens: theme.Tokens) -> None:
        box = QRectF(x - 13, y - 7, 26, 14)
        if isinstance(sign, Look):
            shade = {Look.SOON: SHADES - 1, Look.OVERDUE: SHADES}.get(sign, 0)
            if sign not in (Look.UNKNOWN, Look.OUT):
                faint = painting.colour_of(sign if sign is Look.OVERDUE else Look.CALM, shade, tokens)
                faint.setAlphaF(0.3)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(faint)
                painter.drawPie(QRectF(x - 16, y - 16, 32, 32), -28 * 16, 56 * 16)
            painting.paint_sign(painter, x, y, sign, shade, tokens)
            return
        colour = QColor(tokens.quiet)
        if sign == BLIND:
            colour.setAlphaF(painting.BLIND_ALPHA)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(colour, painting.HATCH))
            painter.drawRect(box)
            return
        painter.setPen(QPen(colour, 1, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPie(QRectF(x - 16, y - 16, 32, 32), -28 * 16, 56 * 16)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(x, y), 3, 3)


def entries() -> list[tuple[Look | str, str]]:
    """Signs and their words."""
    return [
        (Look.CALM, QCoreApplication.translate("Coverage", "seen lately")),
        (Look.SOON, QCoreApplication.translate("Coverage", "near its deadline")),
        (Look.OVERDUE, QCoreApplication.translate("Coverage", "overdue")),
        (Look.OUT, QCoreApplication.translate("Coverage", "out, ticket open")),
        (Look.UNKNOWN, QCoreApplication.translate("Coverage", "no deadline known")),
        (NOT_HEALTHY, QCoreApplication.translate("Coverage", "no good picture now")),
        (BLIND, QCoreApplication.translate("Coverage", "no healthy camera looks here")),
    ]
