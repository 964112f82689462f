"""Colours, sizes and the style sheet: one set of tokens, dark for the command room and light for daytime desks.

Control-room rule (ISA-101): grey is normal, colour means that a person should look. Colour never speaks alone: a shape
and a word stand beside it (ui.marks). Every text colour keeps a contrast of at least 4.5 : 1 (WCAG 2.2, 1.4.3).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QLocale
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyle

from ui.stylesheet import DARK_INK, LIGHT_INK, sheet

MOTION_MS = 120
"""The one length of a change of state that moves."""
CJK_FAMILIES = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei UI", "PingFang SC")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as #RRGGBB, sizes in device-independent pixels."""

    name: str
    ground: str
    panel: str
    raised: str
    line: str
    text: str
    quiet: str
    disabled: str
    accent: str
    """Focus and selection only."""
    ok: str
    attention: str
    alarm: str
    offline: str
    """For marks; words about something offline are written in `quiet`."""
    ours: str
    unknown_aircraft: str
    replay: str
    """The band and the frame of everything that is not now."""
    small: int = 12
    normal: int = 14
    large: int = 20
    grid: int = 8
    radius: int = 4


DARK = Tokens(
    name="dark",
    ground="#0F1318",
    panel="#171C23",
    raised="#1F2630",
    line="#2B3440",
    text="#E7ECF2",
    quiet="#9AA6B4",
    disabled="#5F6B79",
    accent="#4C9AFF",
    ok="#8793A1",
    attention="#F2B233",
    alarm="#FF5C5C",
    offline="#5F6B79",
    ours="#3CC8D8",
    unknown_aircraft="#E36BE0",
    replay="#B49CFF",
)
LIGHT = Tokens(
    name="light",
    ground="#EDF0F4",
    panel="#FBFCFD",
    raised="#E3E8EE",
    line="#C3CCD6",
    text="#16202B",
    quiet="#4A5766",
    disabled="#7F8B99",
    accent="#0B5FD0",
    ok="#586470",
    attention="#865600",
    alarm="#BF1B28",
    offline="#7A8694",
    ours="#006A78",
    unknown_aircraft="#9A1C96",
    replay="#5A3FC0",
)
THEMES = {tokens.name: tokens for tokens in (DARK, LIGHT)}

NO_RULES = "/* none */"
"""Not an empty sheet: Qt 6.11 then throws its style away that keeps sheets, and with the next one it crashes in
QApplication.setStyleSheet on what that style had kept of widgets that are gone by now."""

_current = DARK
_held_back = False


def current() -> Tokens:
    return _current


def set_current(tokens: Tokens) -> None:
    """Change the theme of the whole program; widgets hear of it as QEvent.StyleChange and PaletteChange."""
    global _current
    _current = tokens
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setPalette(palette(tokens))
        app.setStyleSheet(NO_RULES if _held_back else stylesheet(tokens))


@contextmanager
def held_back() -> Iterator[None]:
    """While many widgets are built that nobody sees yet: the style sheet comes when all are there.

    With one, Qt styles a widget anew with all that it holds each time that it is put into another: 0.6 s of the start.
    """
    global _held_back
    _held_back = True
    set_current(_current)
    try:
        yield
    finally:
        _held_back = False
        set_current(_current)


def stylesheet(tokens: Tokens) -> str:
    return sheet(tokens, ink_on_accent=ink_on(tokens.accent), ink_on_alarm=ink_on(tokens.alarm))


def palette(tokens: Tokens) -> QPalette:
    """What the style sheet does not reach: item views' selections, links, place-holders, native dialogs."""
    roles = {
        QPalette.ColorRole.Window: tokens.ground,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Base: tokens.ground,
        QPalette.ColorRole.AlternateBase: tokens.panel,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.Button: tokens.raised,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.BrightText: tokens.alarm,
        QPalette.ColorRole.ToolTipBase: tokens.raised,
        QPalette.ColorRole.ToolTipText: tokens.text,
        QPalette.ColorRole.PlaceholderText: tokens.quiet,
        QPalette.ColorRole.Highlight: tokens.accent,
        QPalette.ColorRole.HighlightedText: ink_on(tokens.accent),
        QPalette.ColorRole.Link: tokens.accent,
        QPalette.ColorRole.LinkVisited: tokens.accent,
        QPalette.ColorRole.Mid: tokens.line,
        QPalette.ColorRole.Dark: tokens.line,
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.disabled))
    return made


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def ink_on(colour: str) -> str:
    """Black or white ink, whichever reads better on a filled `colour`."""
    return max((DARK_INK, LIGHT_INK), key=lambda ink: contrast(ink, colour))


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def text_font(px: int) -> QFont:
    """The system's sans with Chinese glyphs behind it."""
    families = [f for f in QFont(QApplication.font()).families() if f not in CJK_FAMILIES]
    font = QFont([*families, *CJK_FAMILIES])
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setPixelSize(px)
    if QLocale().language() is not QLocale.Language.Chinese:
        # Quotation marks and dots of a Chinese font are as wide as a character, which tears English words apart.
        font.setFeature(QFont.Tag("pwid"), 1)
    return font


def figures_font(px: int) -> QFont:
    """Figures of one width, so that a value that changes does not jump."""
    font = text_font(px)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def motion_ms() -> int:
    """How long a change of state may move: 0 where the system asks for less motion."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return 0
    return MOTION_MS if app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0 else 0
