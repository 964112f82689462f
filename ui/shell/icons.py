"""Pictograms of the shell: Material Design Icons, out of the files of qtawesome, in the theme's colours.

The package itself is never imported: it loads every module of Qt through a second binding, a quarter of a second before
there is a window, to read one font.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPixmap, QRawFont
from shiboken6 import isValid

from ui import theme

FONT = "materialdesignicons6-webfont"
EM_PX = 96.0
"""Size at which outlines are kept; they are scaled when they are drawn."""
OF_HEIGHT = 0.875
"""An em is that part of the icon's height: the rest is the air around it."""


def icon(name: str, colour: str | None = None) -> QIcon:
    """`name` such as "radar"; `colour` as #RRGGBB, the quiet text colour where none is given. Raises KeyError."""
    tokens = theme.current()
    return QIcon(_Engine(_outline(name), QColor(colour or tokens.quiet), QColor(tokens.disabled)))


_clones: list[QIconEngine] = []
"""Qt takes a clone over without Python's knowing: with no name of its own it would be freed before Qt uses it.
Those that Qt has freed since go with the next."""


class _Engine(QIconEngine):
    """Draws one outline at any size and scale, so that it stays sharp on every screen."""

    def __init__(self, outline: QPainterPath, colour: QColor, disabled: QColor) -> None:
        super().__init__()
        self._outline, self._colour, self._disabled = outline, colour, disabled

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(QRectF(rect).center())
        scale = round(OF_HEIGHT * rect.height()) / EM_PX
        painter.scale(scale, scale)
        painter.fillPath(self._outline, self._disabled if mode is QIcon.Mode.Disabled else self._colour)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        _clones[:] = [clone for clone in _clones if isValid(clone)]
        _clones.append(_Engine(self._outline, self._colour, self._disabled))
        return _clones[-1]


@cache
def _outline(name: str) -> QPainterPath:
    """The glyph's outline, EM_PX to the em, its box centred on the origin."""
    font = QRawFont(str(_file("ttf")), EM_PX)
    glyph = font.glyphIndexesForString(_characters()[name])[0]
    outline = font.pathForGlyph(glyph)
    outline.setFillRule(Qt.FillRule.WindingFill)
    width = font.advancesForGlyphIndexes([glyph])[0].x()
    return outline.translated(-width / 2, (font.ascent() - font.descent()) / 2)


@cache
def _characters() -> dict[str, str]:
    """The font's character for each name."""
    codes: dict[str, str] = json.loads(_file("json").read_text(encoding="ascii"))
    return {name: chr(int(code, 16)) for name, code in codes.items()}


def _file(ending: str) -> Path:
    """The newest of its kind in qtawesome's folder."""
    package = find_spec("qtawesome")
    if package is None or package.submodule_search_locations is None:
        raise ModuleNotFoundError("qtawesome is not installed, which brings the icons' font")
    fonts = Path(package.submodule_search_locations[0]) / "fonts"
    return max(fonts.glob(f"{FONT}-*.{ending}"))
