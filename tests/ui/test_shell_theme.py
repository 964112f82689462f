"""The theme keeps text readable in both lights, and marks differ by shape, not by colour alone."""

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QRadioButton, QSpinBox
from pytestqt.qtbot import QtBot

from ui import application, theme
from ui.marks import Mark, mark_icon, paint_mark
from ui.shell.fields import with_margin
from ui.theme import DARK, LIGHT, Tokens, contrast

SURFACES = ("ground", "panel", "raised")
TEXTS = ("text", "quiet", "accent", "ok", "attention", "alarm", "ours", "unknown_aircraft")


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=lambda t: t.name)
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("text", TEXTS)
def test_text_colours_keep_their_contrast_on_every_surface(tokens: Tokens, surface: str, text: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, surface)) >= 4.5


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=lambda t: t.name)
def test_ink_on_filled_colours_and_selected_rows_is_readable(tokens: Tokens) -> None:
    for filled in (tokens.accent, tokens.alarm, tokens.attention):
        assert contrast(theme.ink_on(filled), filled) >= 4.5
    assert contrast(tokens.text, tokens.line) >= 4.5
    assert contrast(tokens.ground, tokens.text) >= 4.5


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=lambda t: t.name)
def test_marks_and_focus_stand_out_from_what_they_lie_on(tokens: Tokens) -> None:
    """WCAG 1.4.11 asks 3 : 1 of graphics; `offline` is a mark only, its word is written in `quiet`."""
    for surface in (tokens.ground, tokens.panel):
        for graphic in (tokens.ok, tokens.accent, tokens.offline):
            assert contrast(graphic, surface) >= 3.0


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def silhouette(mark: Mark) -> set[tuple[int, int]]:
    image = QImage(32, 32, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_mark(painter, QRectF(0, 0, 32, 32), mark, DARK)
    painter.end()
    return {(x, y) for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() > 127}


def test_marks_differ_by_shape_alone(qapp: QApplication) -> None:
    shapes = {mark: silhouette(mark) for mark in Mark}
    for one, other in combinations(Mark, 2):
        differing = len(shapes[one] ^ shapes[other])
        assert differing > 0.12 * len(shapes[one] | shapes[other]), (one, other)


def test_a_mark_stays_in_its_box_and_leaves_the_painter_as_it_was(qapp: QApplication) -> None:
    image = QImage(40, 40, QImage.Format.Format_ARGB32_Premultiplied)
    for mark in Mark:
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        pen = painter.pen()
        paint_mark(painter, QRectF(10, 10, 20, 20), mark, DARK)
        assert painter.pen() == pen
        assert not painter.hasClipping()
        painter.end()
        outside = [(x, y) for x in range(40) for y in range(40) if not (9 <= x <= 30 and 9 <= y <= 30)]
        assert all(image.pixelColor(x, y).alpha() == 0 for x, y in outside), mark
        assert not mark_icon(mark, 16).isNull()


def test_a_change_of_theme_reaches_widgets_that_are_shown(qapp: QApplication, qtbot: QtBot) -> None:
    button = QPushButton("x")
    qtbot.addWidget(button)
    button.show()
    seen = {}
    for tokens in (LIGHT, DARK):
        theme.set_current(tokens)
        assert theme.current() is tokens
        seen[tokens.name] = button.grab().toImage().pixelColor(6, 6).name().upper()
    assert seen == {"light": LIGHT.raised, "dark": DARK.raised}


def test_figures_have_one_width(qapp: QApplication) -> None:
    from PySide6.QtGui import QFontMetricsF

    metrics = QFontMetricsF(theme.figures_font(14))
    assert len({round(metrics.horizontalAdvance(str(d)), 3) for d in range(10)}) == 1


def test_quotation_marks_do_not_tear_english_words_apart(qapp: QApplication) -> None:
    from PySide6.QtGui import QFontMetricsF

    before, widths = application.language(), dict[str, float]()
    try:
        for code in ("en", "zh_CN"):
            application.set_language(qapp, code)
            widths[code] = QFontMetricsF(theme.text_font(100)).horizontalAdvance("\u201c")
    finally:
        application.set_language(qapp, before)
    assert widths["en"] < 60, "as wide as a letter, whatever font it comes out of"
    assert widths["en"] <= widths["zh_CN"]


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=lambda t: t.name)
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_what_is_ticked_says_so_by_more_than_a_colour(
    qapp: QApplication, qtbot: QtBot, tokens: Tokens, kind: type[QCheckBox | QRadioButton]
) -> None:
    before = theme.current()
    box = kind()
    qtbot.addWidget(box)
    try:
        theme.set_current(tokens)
        box.setChecked(True)
        box.resize(40, 30)
        image = box.grab().toImage()
    finally:
        theme.set_current(before)
    seen = {image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())}
    assert tokens.accent.upper() in seen
    assert theme.ink_on(tokens.accent) in seen, "the tick"


def test_a_number_keeps_its_distance_from_the_edge(qapp: QApplication, qtbot: QtBot) -> None:
    field = with_margin(QSpinBox())
    qtbot.addWidget(field)
    field.setStyleSheet("background: #000000; color: #FFFFFF;")
    field.resize(120, 30)
    field.show()
    image = field.grab().toImage()
    dots = [x for x in range(3, 90) for y in range(6, 24) if image.pixelColor(x, y).lightness() > 128]
    assert 8 <= min(dots) <= 16
