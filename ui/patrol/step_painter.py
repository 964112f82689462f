"""Paints the strip over a picture of the round: its key, its name, what has been answered or is missing, and how long
it has been shown.

All of it stands beside the picture, nothing over it: what is over a picture would hide it, and be painted again with
each of twenty-five pictures a second.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from duty.book.rows import Receipt
from duty.patrol.view import Answer, CameraInStep, NotSeen, StepView
from ui import theme
from ui.marks import Mark, paint_mark
from ui.theme import Tokens
from ui.wall.layout import Rect
from ui.wall.tile_painter import TilePainter, paint_state_mark
from ui.wall.tile_words import Caption
from ui.words import patrol as words
from ui.words.figures import NBSP
from video.feed import CameraState

STRIP_PX = 46
BAR_PX = 4
UNDER_BAR_PX = 2
"""Keeps a full bar apart from the black beside a picture."""
BAR_PARTS = 60
"""So finely the bar fills: a finer step is not seen, and each one paints the strip."""


class Sign(StrEnum):
    """What stands before the words at the right of a strip."""

    NONE = ""
    TICK = "tick"
    """In the book."""
    TICK_LATER = "tick_later"
    """On this machine's disk."""
    WAITING = "waiting"
    ATTENTION = "attention"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class StepCaption(Caption):
    """`number` is the key; `aside` what stands at the right."""

    sign: Sign
    note: str
    """Smaller, under `aside`; "" for none."""
    parts: int
    """Of BAR_PARTS, how much of the dwell has passed."""
    abnormal: bool
    """`aside` is written in the colour of attention."""


def step_caption(
    camera: CameraInStep, step: StepView, name: str, state: CameraState, *, paused: bool = False
) -> StepCaption:
    """While the round is paused nothing is counted: a picture that is there must not be said to be missing."""
    part = 1.0 if camera.displayed else min(1.0, camera.dwelt_s / step.dwell_s) if step.dwell_s > 0 else 0.0
    parts = BAR_PARTS if camera.displayed else min(BAR_PARTS - 1, int(part * BAR_PARTS))
    aside, note, abnormal, sign = "", "", False, Sign.NONE
    if camera.answer is not Answer.NONE:
        aside, note = words.answer(camera.answer), words.receipt(camera.receipt)
        abnormal, sign = camera.answer is Answer.ABNORMAL, _SIGNS[camera.receipt]
    elif paused:
        pass
    elif camera.not_seen in (NotSeen.NONE, NotSeen.DWELLING):
        aside = words.shown_long_enough() if camera.displayed else _seconds_left(camera, step)
    else:
        aside, abnormal, sign = words.not_seen(camera.not_seen), True, Sign.ATTENTION
    return StepCaption(state, str(camera.number), name, aside, sign, note, parts, abnormal)


_SIGNS = {
    Receipt.UNKNOWN: Sign.WAITING,
    Receipt.WAITING: Sign.WAITING,
    Receipt.SPOOLED: Sign.TICK_LATER,
    Receipt.COMMITTED: Sign.TICK,
    Receipt.REFUSED: Sign.ALARM,
}


def _seconds_left(camera: CameraInStep, step: StepView) -> str:
    seconds = max(1, ceil(step.dwell_s - camera.dwelt_s))
    return QCoreApplication.translate("Figures", "{n} s").replace("{n}", str(seconds)).replace(" ", NBSP)


class StepTilePainter(TilePainter):
    def __init__(self, scale: float, tokens: Tokens) -> None:
        super().__init__(scale, tokens)
        self._key_font = theme.figures_font(self._px(tokens.normal))
        self._key_font.setWeight(QFont.Weight.DemiBold)

    @property
    def caption_px(self) -> int:
        return self._px(STRIP_PX)

    def _draw_caption(self, caption: Caption, width: int, height: int, *, selected: bool) -> QPixmap:
        assert isinstance(caption, StepCaption)
        tokens = self._tokens
        pixmap = QPixmap(max(1, width), max(1, height))
        pixmap.fill(QColor(tokens.raised if selected else tokens.panel))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = self._px(BAR_PX)
        line = Rect(self._px(8), 0, max(0, width - self._px(16)), height - bar - self._px(UNDER_BAR_PX))
        left = self._draw_key(painter, caption, line, selected=selected)
        right = self._draw_aside(painter, caption, line, left)
        self._draw_name(painter, caption, left, right, line.height)
        self._draw_bar(painter, caption, width, height, bar)
        painter.end()
        return pixmap

    def _draw_key(self, painter: QPainter, caption: StepCaption, line: Rect, *, selected: bool) -> int:
        """The key that chooses it, on a plate as keys are written everywhere; the x behind it."""
        tokens, side = self._tokens, self._px(24)
        plate = QRectF(line.x + 0.5, (line.height - side) / 2 + 0.5, side - 1, side - 1)
        painter.setPen(QPen(QColor(tokens.accent if selected else tokens.disabled), max(1.0, self._px(1))))
        painter.setBrush(QColor(tokens.accent) if selected else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(plate, self._px(tokens.radius), self._px(tokens.radius))
        painter.setFont(self._key_font)
        painter.setPen(QColor(theme.ink_on(tokens.accent) if selected else tokens.text))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, caption.number)
        return line.x + side + self._px(8)

    def _draw_aside(self, painter: QPainter, caption: StepCaption, line: Rect, left: int) -> int:
        """What is at the right, in one line or two; the x before it."""
        tokens = self._tokens
        metrics, small = QFontMetricsF(self._normal), QFontMetricsF(self._small)
        mark = self._px(18) if caption.sign is not Sign.NONE else 0
        room = max(0, line.right - left - self._px(48))
        wanted = max(metrics.horizontalAdvance(caption.aside), small.horizontalAdvance(caption.note))
        width = min(ceil(wanted) + 1, max(0, room - mark))
        x = line.right - width
        rows = [(caption.aside, self._normal, metrics, tokens.attention if caption.abnormal else tokens.text)]
        if caption.note:
            rows.append((caption.note, self._small, small, tokens.quiet))
        y = (line.height - sum(m.height() for _, _, m, _ in rows)) / 2
        for text, font, measure, colour in rows:
            painter.setFont(font)
            painter.setPen(QColor(colour))
            said = measure.elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRectF(x, y, width, measure.height()), Qt.AlignmentFlag.AlignRight, said)
            y += measure.height()
        if mark:
            # beside the first row's words, which may be narrower than the second's
            first = min(width, ceil(metrics.horizontalAdvance(caption.aside)))
            top = (line.height - sum(m.height() for _, _, m, _ in rows)) / 2
            area = QRectF(line.right - first - mark, top, mark - self._px(4), metrics.height())
            self._draw_sign(painter, caption.sign, area)
            x = min(x, round(area.x()))
        return x - self._px(8)

    def _draw_sign(self, painter: QPainter, sign: Sign, area: QRectF) -> None:
        tokens = self._tokens
        match sign:
            case Sign.ATTENTION:
                paint_mark(painter, area, Mark.ATTENTION, tokens)
            case Sign.ALARM:
                paint_mark(painter, area, Mark.ALARM, tokens)
            case Sign.TICK | Sign.TICK_LATER:
                paint_tick(painter, area, QColor(tokens.text), dashed=sign is Sign.TICK_LATER)
            case Sign.WAITING:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.quiet))
                for step in (-1, 0, 1):
                    centre = area.center() + QPointF(step * area.width() * 0.32, 0)
                    painter.drawEllipse(centre, area.width() * 0.1, area.width() * 0.1)
            case Sign.NONE:
                pass

    def _draw_name(self, painter: QPainter, caption: StepCaption, left: int, right: int, height: int) -> None:
        tokens = self._tokens
        if caption.state is not CameraState.LIVE:
            side = self._px(14)
            paint_state_mark(painter, QRectF(left, 0, side, height), caption.state, tokens)
            left += side + self._px(6)
        painter.setFont(self._normal)
        painter.setPen(QColor(tokens.text))
        room = max(0, right - left)
        name = QFontMetricsF(self._normal).elidedText(caption.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, 0, room, height), Qt.AlignmentFlag.AlignVCenter, name)

    def _draw_bar(self, painter: QPainter, caption: StepCaption, width: int, height: int, bar: int) -> None:
        tokens = self._tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        top = height - bar - self._px(UNDER_BAR_PX)
        painter.fillRect(0, top, width, bar, QColor(tokens.line))
        full = caption.parts >= BAR_PARTS
        filled = width * caption.parts // BAR_PARTS
        painter.fillRect(0, top, filled, bar, QColor(tokens.text if full else tokens.ok))


def paint_tick(painter: QPainter, area: QRectF, colour: QColor, *, dashed: bool = False) -> None:
    """A tick in the largest square in the middle of `area`; dashed where the book does not have it yet."""
    side = min(area.width(), area.height())
    centre = area.center()
    path = QPainterPath(QPointF(centre.x() - side * 0.4, centre.y() + side * 0.02))
    path.lineTo(centre.x() - side * 0.12, centre.y() + side * 0.3)
    path.lineTo(centre.x() + side * 0.42, centre.y() - side * 0.32)
    pen = QPen(colour, max(1.5, side / 7))
    if dashed:
        pen.setDashPattern([1.2, 0.9])
    else:
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.restore()
