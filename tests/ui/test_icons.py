"""Pictograms: every one that is used has ink, in the colour that was asked for, in the middle, and sharp."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.shell.icons import icon

USED = [
    "view-grid-outline",
    "cctv",
    "quadcopter",
    "radar",
    "clipboard-alert-outline",
    "history",
    "menu",
    "volume-off",
    "play",
    "pause",
    "filter-variant",
    "lock-outline",
    "skip-previous",
    "page-previous-outline",
    "rewind",
    "step-backward",
    "step-forward",
    "fast-forward",
    "page-next-outline",
    "skip-next",
    "ray-start",
    "ray-end",
    "repeat-off",
    "bookmark-plus-outline",
    "clock-outline",
]
RED = "#ff0000"


def image(name: str, px: int = 64, *, mode: QIcon.Mode = QIcon.Mode.Normal, scale: float = 1.0) -> QImage:
    return icon(name, RED).pixmap(QSize(px, px), scale, mode, QIcon.State.Off).toImage()


def inked(picture: QImage) -> list[tuple[int, int, QColor]]:
    colours = ((x, y, picture.pixelColor(x, y)) for y in range(picture.height()) for x in range(picture.width()))
    return [(x, y, colour) for x, y, colour in colours if colour.alpha() > 250]


@pytest.mark.parametrize("name", USED)
def test_every_icon_has_ink_in_its_colour_and_stays_within_its_square(qapp: QApplication, name: str) -> None:
    ink = inked(image(name))
    assert len(ink) > 64 * 64 / 30
    assert {colour.name() for _x, _y, colour in ink} == {RED}
    assert all(3 <= x < 61 and 3 <= y < 61 for x, y, _colour in ink)


def test_it_is_in_the_middle(qapp: QApplication) -> None:
    ink = inked(image("view-grid-outline"))
    for axis in (0, 1):
        places = [pixel[:2][axis] for pixel in ink]
        assert abs((min(places) + max(places)) / 2 - 31.5) <= 1


def test_a_disabled_one_is_in_the_themes_colour_for_that(qapp: QApplication) -> None:
    ink = inked(image("play", mode=QIcon.Mode.Disabled))
    assert {colour.name() for _x, _y, colour in ink} == {theme.current().disabled.lower()}


def test_it_is_drawn_anew_for_a_screen_of_more_pixels(qapp: QApplication) -> None:
    sharp = image("radar", 16, scale=2.0)
    assert sharp.size() == QSize(32, 32)
    assert sharp.convertToFormat(QImage.Format.Format_ARGB32) != image("radar", 16).scaled(32, 32).convertToFormat(
        QImage.Format.Format_ARGB32
    )


def test_a_name_that_the_font_does_not_have_is_said(qapp: QApplication) -> None:
    with pytest.raises(KeyError, match="no-such-thing"):
        icon("no-such-thing")
