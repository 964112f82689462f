"""What the rooms below say of sessions has words in the window's language; what is not known comes as it is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from ui.words import troubles

ROOT = Path(__file__).parents[2]
ONLY_ON_THE_COMMAND_LINE = {"command.py", "arguments.py"}
FILES = [p for p in sorted((ROOT / "sessions").rglob("*.py")) if p.name not in ONLY_ON_THE_COMMAND_LINE]
BLANK = re.compile(r"\{[^{}]*\}")


def sentences(source: str) -> Iterator[str]:
    """Of every PersonError that `source` makes with words of its own; what is filled in is {}."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "PersonError" and node.args:
            yield from (text for text in _texts(node.args[0]) if re.search("[a-z]{3}", text))


def _texts(node: ast.expr) -> list[str]:
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=parts):
            return ["".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in parts)]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return [one + other for one in _texts(left) for other in _texts(right)]
        case ast.IfExp(body=body, orelse=orelse):
            return _texts(body) + _texts(orelse)
    return ["{}"]


KNOWN = {BLANK.sub("{}", source) for source in troubles.SENTENCES}


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_sentence_of_the_rooms_below_has_words(path: Path) -> None:
    missing = [text for text in sentences(path.read_text("utf-8")) if text not in KNOWN]
    assert missing == [], "put them into ui/words/troubles.py"


def test_the_check_reads_what_is_said() -> None:
    made = 'raise PersonError(f"The {a.b} is {c or d} gone" + (f": {why}" if why else "."))\nPersonError(str(e))'
    assert list(sentences(made)) == ["The {} is {} gone: {}", "The {} is {} gone."]


def chinese(qapp: QApplication, words: dict[str, str]) -> QTranslator:
    class Some(QTranslator):
        def isEmpty(self) -> bool:
            return False

        def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
            return words.get(source, source)

    made = Some()
    qapp.installTranslator(made)
    return made


def test_blanks_and_what_the_system_said_go_with_it(qapp: QApplication) -> None:
    words = {
        "The session {session} cannot be read: {why}.": "{why}：无法读取录像 {session}。",
        "The telemetry cannot be read: {why}.": "遥测：{why}。",
        "Permission denied": "没有访问权限",
        "The export stopped: {why}. Export the same again, it goes on where it was.": "停止（{why}）。",
    }
    translator = chinese(qapp, words)
    try:
        assert troubles.said("The session a b cannot be read: Permission denied.") == "没有访问权限：无法读取录像 a b。"
        both = "The session x cannot be read: why. The telemetry cannot be read: Permission denied."
        assert troubles.said(both) == "why：无法读取录像 x。遥测：没有访问权限。"
        stopped = "The export stopped: Permission denied. Export the same again, it goes on where it was."
        assert troubles.said(stopped) == "停止（没有访问权限）。"
        assert troubles.said("Something new. The telemetry cannot be read: x.") == "Something new. 遥测：x。"
        assert troubles.said("") == ""
    finally:
        qapp.removeTranslator(translator)


@given(st.sampled_from(troubles.SENTENCES), st.text(max_size=12))
def test_in_english_every_sentence_stays_as_it_is(source: str, blank: str) -> None:
    sentence = BLANK.sub(lambda _: blank or "x", source)
    assert troubles.said(sentence) == sentence


@given(st.text(max_size=200))
def test_whatever_comes_is_shown(sentence: str) -> None:
    assert troubles.said(sentence) == sentence
