"""Names and words from anywhere are shown as they were written, whatever Qt would take them for."""

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import Qt, QTextDocument
from pytestqt.qtbot import QtBot

from ui.shell.labels import PlainLabel, plain_tip

ROOT = Path(__file__).parents[2] / "ui"
HOSTILE = ("<img src='file:///etc/passwd'>", "<b>all clear</b>\nsecond line", "<a href='x'>y</a> & <s>z</s>")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_html_is_shown_as_it_is(qtbot: QtBot, text: str) -> None:
    label = PlainLabel(text)
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    tip = plain_tip(text)
    assert Qt.mightBeRichText(tip), "so that Qt reads what is escaped in it"
    document = QTextDocument()
    document.setHtml(tip)
    assert document.toPlainText().replace("\u2028", "\n") == text


@pytest.mark.parametrize("text", ["", "East gate", "a & b, 3 > 2", "5 °C"])
def test_a_tool_tip_that_is_no_html_stays_as_it_is(text: str) -> None:
    assert plain_tip(text) == text


@pytest.mark.parametrize("room", ["incidents", "patrol", "people", "wall"])
def test_no_label_that_shows_words_of_others_guesses(room: str) -> None:
    """A module of these rooms makes PlainLabels, or says of its QLabels that they are plain."""
    guessing = [
        path.name
        for path in sorted((ROOT / room).glob("*.py"))
        if _makes_labels(path) and "TextFormat.PlainText" not in path.read_text(encoding="utf-8")
    ]
    assert guessing == []


def _makes_labels(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(
        isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "QLabel" for n in ast.walk(tree)
    )
