"""No visible word may bypass translation, and every translation is finished, compiled and keeps its blanks."""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from tools import translations
from ui.words.counts import Counts

ROOT = Path(__file__).parents[2]
SHOWING = {
    "addAction", "addButton", "addItem", "addItems", "addMenu", "addRow", "addTab", "drawText", "insertItem",
    "setAccessibleDescription", "setAccessibleName", "setHeaderLabels", "setHorizontalHeaderLabels", "setIconText",
    "setInformativeText", "setLabelText", "setPlaceholderText", "setPrefix", "setStatusTip", "setSuffix", "setText",
    "setTitle", "setToolTip", "setWhatsThis", "setWindowTitle", "showMessage", "show_text",
    "QAction", "QCheckBox", "QGroupBox", "QLabel", "QMenu", "QMessageBox", "QProgressDialog", "QPushButton",
    "QRadioButton", "ElidedLabel", "about", "critical", "information", "question", "warning",
}  # fmt: skip
"""Calls whose words a person sees."""
TRANSLATES = {"tr", "translate", "_tr"}
SILENT = {"strftime", "setProperty", "icon", "findChild", "getattr", "debug", "info", "exception", "error"}
"""Calls inside them whose strings nobody sees; `log.warning` is told from QMessageBox.warning by its owner."""
STYLES = {"color", "justify", "name", "parent", "role", "size"}
"""Keywords of those calls that are no words."""
ALLOWED = {"Mouse Patrol"}
"""The product's own name, where there is no translation yet because the application is just being made."""

KEYS = re.compile(r"\b(Enter|Esc|Ctrl|Alt|Shift)\b")
"""As they are printed on the keys, in China too."""


def words_that_bypass(source: str) -> Iterator[tuple[int, str]]:
    """(line, words) of literals that reach a person untranslated."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _called(node) in SHOWING and not _is_log(node):
            for argument in [*node.args, *(k.value for k in node.keywords if k.arg not in STYLES)]:
                yield from _literals(argument)


def _called(node: ast.Call) -> str:
    function = node.func
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def _is_log(node: ast.Call) -> bool:
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    return isinstance(owner, ast.Name) and owner.id in ("log", "logging")


def _literals(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Call) and _called(node) in TRANSLATES | SILENT:
        return
    if isinstance(node, ast.Subscript | ast.Compare | ast.Lambda):
        return  # keys and comparisons are not shown
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            shown = KEYS.sub("", re.sub(r"\{\w*\}", "", node.value))
            if re.search(r"[^\W\d_]{2}", shown) and node.value not in ALLOWED:
                yield node.lineno, node.value
        return
    for child in ast.iter_child_nodes(node):
        yield from _literals(child)


@pytest.mark.parametrize("path", sorted((ROOT / "ui").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_visible_word_bypasses_translation(path: Path) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: “{words}”" for line, words in words_that_bypass(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "caught"),
    [
        ('label.setText("Hello there")', True),
        ('label.setText(self.tr("Hello there"))', False),
        ('label.setText(f"{n} cameras")', True),
        ('label.setText(f"{n} · {m}")', False),
        ('QLabel("Hello")', True),
        ('menu.addAction("Quit now", act)', True),
        ('label.setToolTip("on" if x else self.tr("off"))', True),
        ('label.setText(pattern.replace("{name}", name))', False),
        ('label.setText(QCoreApplication.translate("C", "Hello"))', False),
        ('log.warning("not for people")', False),
        ('QMessageBox.warning(self, "Title", words)', True),
        ('label.setText(words["key"])', False),
        ('label.setText("中文字")', True),
        ('label.setProperty("role", "title")', False),
    ],
)
def test_the_check_catches_what_it_should(source: str, caught: bool) -> None:
    assert bool(list(words_that_bypass(source))) is caught


def test_everything_is_translated_and_compiled() -> None:
    assert translations.check(translations.FOLDER) == []


def test_what_is_missing_is_found(tmp_path: Path) -> None:
    for path in translations.FOLDER.iterdir():
        shutil.copy(path, tmp_path)
    chinese = tmp_path / translations.CHINESE
    text = chinese.read_text("utf-8")
    assert "<translation>确认</translation>" in text
    chinese.write_text(text.replace("<translation>确认</translation>", '<translation type="unfinished"></translation>'))
    problems = translations.check(tmp_path)
    assert any("“Acknowledge”" in p and "not translated" in p for p in problems)
    assert any("was not made from" in p for p in problems)
    chinese.write_text(text.replace("<source>Acknowledge</source>", "<source>Gone</source>"))
    problems = translations.check(tmp_path)
    assert any("“Acknowledge”" in p and "missing" in p for p in problems)
    assert any("“Gone”" in p for p in problems)


def test_a_blank_that_a_translation_lost_is_found(tmp_path: Path) -> None:
    for path in translations.FOLDER.iterdir():
        shutil.copy(path, tmp_path)
    chinese = tmp_path / translations.CHINESE
    text = chinese.read_text("utf-8")
    assert "转到{workspace}" in text
    chinese.write_text(text.replace("转到{workspace}", "转到"))
    assert any("blanks" in p for p in translations.check(tmp_path))


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [("en", "and 1 more", "and 5 more"), ("zh_CN", "另有 1 项", "另有 5 项")],
)
def test_compiled_translations_are_used(qapp: QApplication, language: str, one: str, many: str) -> None:
    translator = QTranslator()
    assert translator.load(f"mouse_patrol_{language}", str(translations.FOLDER))
    qapp.installTranslator(translator)
    try:
        assert (Counts().and_more(1), Counts().and_more(5)) == (one, many)
    finally:
        qapp.removeTranslator(translator)
