"""Paints one tile, in device pixels: its caption, what it says without a picture, and the veil over a stale one.

Everything that carries text is drawn once into a pixmap and blitted from then on: laying out a line of text costs more
than moving a whole picture, and twenty-five pictures a second come for each word that changes.
"""

from collections import OrderedDict
from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from ui import theme
from ui.marks import Mark, paint_mark
from ui.theme import Tokens
from ui.wall.layout import Rect
from ui.wall.pixels import to_qrect
from ui.wall.tile_words import Body, Caption
from video.feed import CameraState

CAPTION_PX = 22
PICTURE_GROUND = "#05070A"
"""Behind pictures, in the dark and the light theme alike: letterbox bars must not outshine the picture."""
KEPT_CAPTIONS = 256

MARKS = {
    CameraState.LIVE: Mark.OK,
    CameraState.STALE: Mark.ATTENTION,
    CameraState.OFFLINE: Mark.OFFLINE,
    CameraState.UNSUPPORTED: Mark.OFFLINE,
}
"""Connecting and unauthorised have shapes of their own: an open ring, a padlock."""


def paint_state_mark(painter: QPainter, rect: QRectF, state: CameraState, tokens: Tokens) -> None:
    """The camera state's mark in the largest square in the middle of `rect`."""
    if state in MARKS:
        paint_mark(painter, rect, MARKS[state], tokens)
        return
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state is CameraState.CONNECTING:
        painter.setPen(QPen(QColor(tokens.ok), max(1.2, side / 10)))
        painter.drawEllipse(rect.center(), side * 0.26, side * 0.26)
    else:
        _paint_padlock(painter, rect.center(), side, QColor(tokens.attention))
    painter.restore()


class TilePainter:
    """Fonts, hatching and finished captions for one scale and theme; made anew when either changes."""

    def __init__(self, scale: float, tokens: Tokens) -> None:
        self._scale = scale
        self._tokens = tokens
        self._small = theme.figures_font(self._px(tokens.small))
        self._name = theme.text_font(self._px(tokens.small))
        self._normal = theme.text_font(self._px(tokens.normal))
        self._captions: OrderedDict[tuple[Caption, int, bool], QPixmap] = OrderedDict()
        self._hatching = self._hatch_brush()
        self._ground = QColor(PICTURE_GROUND)

    @property
    def caption_px(self) -> int:
        """Height of a caption in device pixels."""
        return self._px(CAPTION_PX)

    def paint_caption(self, painter: QPainter, rect: Rect, caption: Caption, *, selected: bool) -> None:
        key = (caption, rect.width, selected)
        pixmap = self._captions.get(key)
        if pixmap is None:
            pixmap = self._draw_caption(caption, rect.width, rect.height, selected=selected)
            self._captions[key] = pixmap
            while len(self._captions) > KEPT_CAPTIONS:
                self._captions.popitem(last=False)
        else:
            self._captions.move_to_end(key)
        painter.drawPixmap(rect.x, rect.y, pixmap)

    def paint_bars(self, painter: QPainter, box: Rect, picture: Rect) -> None:
        """The letterbox around `picture`; nothing under it."""
        for x, y, width, height in (
            (box.x, box.y, box.width, picture.y - box.y),
            (box.x, picture.bottom, box.width, box.bottom - picture.bottom),
            (box.x, picture.y, picture.x - box.x, picture.height),
            (picture.right, picture.y, box.right - picture.right, picture.height),
        ):
            if width > 0 and height > 0:
                painter.fillRect(x, y, width, height, self._ground)

    def paint_stale(self, painter: QPainter, picture: Rect, body: Body) -> None:
        """Dim and hatch what is there, and say how old it is across it: nobody may take it for live."""
        area = to_qrect(picture)
        if body.veiled:
            painter.fillRect(area, QColor(0, 0, 0, 150))
            painter.setBrushOrigin(area.topLeft())
            painter.fillRect(area, self._hatching)
        self._paint_chip(painter, area, body.headline)

    def paint_body(self, painter: QPainter, box: Rect, body: Body) -> None:
        """What a tile without a picture says, as much of it as fits, the most useful first."""
        tokens = self._tokens
        painter.fillRect(to_qrect(box), QColor(tokens.ground))
        if box.is_empty or not body.headline:
            return
        quiet, text = QColor(tokens.quiet), QColor(tokens.text)
        calm = body.state is CameraState.CONNECTING
        lines = [
            (body.headline, self._normal if box.width >= self._px(220) else self._name, quiet if calm else text),
            (body.advice, self._name, quiet),
            (body.since, self._small, quiet),
            (body.next_try, self._small, quiet),
        ]
        self._paint_block(painter, box, body.state, [line for line in lines if line[0]])

    def _paint_block(
        self, painter: QPainter, box: Rect, state: CameraState, lines: list[tuple[str, QFont, QColor]]
    ) -> None:
        """A mark and lines of text in the middle of `box`; lines that do not fit are left out from the second on."""
        pad, gap = self._px(8), self._px(4)
        width = max(1, box.width - 2 * pad)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
        blocks: list[tuple[str, QFont, QColor, int]] = []
        for text, font, colour in lines:
            bounds = QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 10_000), int(flags), text)
            blocks.append((text, font, colour, ceil(bounds.height())))
        mark = self._px(28)
        room = box.height - 2 * gap
        while len(blocks) > 1 and sum(b[3] + gap for b in blocks) > room:
            blocks.pop(1)
        needed = sum(b[3] + gap for b in blocks)
        with_mark = needed + mark + gap <= room
        y = box.y + max(gap, (box.height - needed - (mark + gap if with_mark else 0)) // 2)
        painter.save()
        painter.setClipRect(to_qrect(box), Qt.ClipOperation.IntersectClip)
        if with_mark:
            area = QRectF(box.x + (box.width - mark) / 2, y, mark, mark)
            paint_state_mark(painter, area, state, self._tokens)
            y += mark + gap
        for text, font, colour, height in blocks:
            painter.setFont(font)
            painter.setPen(colour)
            painter.drawText(QRect(box.x + pad, y, width, height), int(flags), text)
            y += height + gap
        painter.restore()

    def _paint_chip(self, painter: QPainter, area: QRect, text: str) -> None:
        """A triangle and the age on a plate in the middle; dark in both themes, as it lies on a dimmed picture."""
        if not text:
            return
        tokens = theme.DARK
        metrics = QFontMetricsF(self._small)
        pad, mark = self._px(8), self._px(14)
        width = min(ceil(metrics.horizontalAdvance(text)) + mark + 3 * pad, area.width())
        height = min(self._px(26), area.height())
        plate = QRect(area.x() + (area.width() - width) // 2, area.y() + (area.height() - height) // 2, width, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.panel))
        painter.drawRoundedRect(plate, self._px(tokens.radius), self._px(tokens.radius))
        paint_state_mark(painter, QRectF(plate.x() + pad, plate.y(), mark, plate.height()), CameraState.STALE, tokens)
        painter.setFont(self._small)
        painter.setPen(QColor(tokens.text))
        room = QRect(plate.x() + 2 * pad + mark, plate.y(), max(0, width - 3 * pad - mark), plate.height())
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
        painter.restore()

    def _draw_caption(self, caption: Caption, width: int, height: int, *, selected: bool) -> QPixmap:
        tokens = self._tokens
        pixmap = QPixmap(max(1, width), max(1, height))
        pixmap.fill(QColor(tokens.line if selected else tokens.panel))
        painter = QPainter(pixmap)
        pad, mark = self._px(6), self._px(12)
        paint_state_mark(painter, QRectF(pad, 0, mark, height), caption.state, tokens)
        left = pad + mark + self._px(5)
        right = width - pad
        numbers, names = QFontMetricsF(self._small), QFontMetricsF(self._name)
        number_width = ceil(numbers.horizontalAdvance(caption.number))
        aside_width = ceil(numbers.horizontalAdvance(caption.aside))
        middle = Qt.AlignmentFlag.AlignVCenter
        abnormal = caption.state in (CameraState.STALE, CameraState.UNAUTHORISED)
        # Where it is narrow, a live camera's name says more than its age, and a fault more than the name; in a replay
        # the time of the tape says more than either.
        live = caption.state is CameraState.LIVE
        name_width = names.horizontalAdvance(caption.name) + self._px(14) if live else self._px(48)
        if caption.aside_first:
            name_width = self._px(28)
        painter.setFont(self._small)
        if caption.aside and left + number_width + name_width + aside_width <= right:
            painter.setPen(QColor(tokens.attention if abnormal else tokens.quiet))
            painter.drawText(QRectF(right - aside_width, 0, aside_width + 1, height), middle, caption.aside)
            right -= aside_width + self._px(8)
        painter.setPen(QColor(tokens.quiet))
        painter.drawText(QRectF(left, 0, number_width + 1, height), middle, caption.number)
        left += number_width + self._px(6)
        painter.setFont(self._name)
        painter.setPen(QColor(tokens.text))
        name = names.elidedText(caption.name, Qt.TextElideMode.ElideRight, max(0, right - left))
        painter.drawText(QRectF(left, 0, max(0, right - left), height), middle, name)
        painter.end()
        return pixmap

    def _hatch_brush(self) -> QBrush:
        """Diagonal lines in the colour of attention, thin enough to leave the picture readable."""
        side = self._px(12)
        tile = QPixmap(side, side)
        tile.fill(Qt.GlobalColor.transparent)
        painter = QPainter(tile)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(theme.DARK.attention)
        colour.setAlpha(96)
        painter.setPen(QPen(colour, max(1.0, self._scale * 1.2)))
        for shift in (-side, 0, side):
            painter.drawLine(QPointF(shift, side), QPointF(shift + side, 0))
        painter.end()
        return QBrush(tile)

    def _px(self, length: int) -> int:
        return max(1, round(length * self._scale))


def _paint_padlock(painter: QPainter, centre: QPointF, side: float, colour: QColor) -> None:
    body = QRectF(centre.x() - side * 0.34, centre.y() - side * 0.06, side * 0.68, side * 0.48)
    shackle = QRectF(centre.x() - side * 0.2, centre.y() - side * 0.42, side * 0.4, side * 0.56)
    painter.setPen(QPen(colour, max(1.2, side / 9)))
    painter.drawArc(shackle, 0, 180 * 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(body, side * 0.06, side * 0.06)
