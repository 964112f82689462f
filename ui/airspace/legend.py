"""What the signs on the map mean."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from drones.picture import Restriction
from ui import theme
from ui.airspace.ground import style_of
from ui.airspace.symbols import ARROW, DIAMOND, DOCK
from ui.words import air

LINE_PX = 24
SIGN_PX = 34


class Legend(QWidget):
    """Two columns of signs and words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(LINE_PX * 5 + 8)

    def sizeHint(self) -> QSize:
        return QSize(320, LINE_PX * 5 + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.text_font(tokens.small))
        half = self.width() * 0.47
        for number, (sign, word) in enumerate(entries()):
            left, middle = half * (number // 5), LINE_PX * (number % 5) + LINE_PX / 2 + 4
            painter.save()
            painter.translate(left + SIGN_PX / 2, middle)
            self._paint_sign(painter, sign, tokens)
            painter.restore()
            painter.setPen(QColor(tokens.quiet))
            box = QRectF(
                left + SIGN_PX + 4,
                middle - LINE_PX / 2,
                (half if number < 5 else self.width() - half) - SIGN_PX - 4,
                LINE_PX,
            )
            shown = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _paint_sign(self, painter: QPainter, sign: str | Restriction | None, tokens: theme.Tokens) -> None:
        if sign is None or isinstance(sign, Restriction):
            colour, line, hatch = style_of(sign or Restriction.PROHIBITED, sign is not None, False, tokens)
            painter.setPen(QPen(colour, 2, line))
            painter.setBrush(QBrush(colour, hatch) if hatch is not None else Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(-14, -7, 28, 14))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        match sign:
            case "drone":
                painter.setBrush(QColor(tokens.ours))
                painter.scale(0.85, 0.85)
                painter.drawPolygon(ARROW)
            case "track":
                painter.setBrush(QColor(tokens.unknown_aircraft))
                painter.drawPolygon(DIAMOND)
            case "breach":
                painter.setBrush(QColor(tokens.unknown_aircraft))
                painter.scale(0.7, 0.7)
                painter.drawPolygon(DIAMOND)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(tokens.alarm), 2.5))
                painter.drawEllipse(QPointF(0, 0), 13, 13)
            case "dock":
                painter.setPen(QPen(QColor(tokens.text), 1.5))
                painter.drawRect(DOCK)
                painter.drawLine(QPointF(-6, -2), QPointF(6, -2))
            case _:
                painter.setBrush(QColor(tokens.quiet))
                painter.drawEllipse(QPointF(-8, 0), 3.5, 3.5)
                faint = QColor(tokens.quiet)
                faint.setAlphaF(0.3)
                painter.setBrush(faint)
                painter.drawPie(QRectF(-26, -18, 36, 36), -30 * 16, 60 * 16)


def entries() -> list[tuple[str | Restriction | None, str]]:
    """Signs and their words; None is a zone that is not active."""
    return [
        ("drone", QCoreApplication.translate("Airspace", "Our drone")),
        ("track", QCoreApplication.translate("Airspace", "Unknown aircraft")),
        ("breach", QCoreApplication.translate("Airspace", "In breach")),
        ("dock", QCoreApplication.translate("Airspace", "Dock")),
        ("camera", QCoreApplication.translate("Airspace", "Camera, 80 m")),
        *((restriction, air.restriction(restriction)) for restriction in Restriction),
        (None, QCoreApplication.translate("Airspace", "Zone not active")),
    ]
