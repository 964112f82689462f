"""What is wrong with an edited script: which table, line and column, and what is expected there."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QCoreApplication

MOST_LINES = 6
translate = QCoreApplication.translate

_FIELDS: Mapping[str, Callable[[], str]] = {
    "title": lambda: translate("ScriptEditor", "&Title"),
    "minutes": lambda: translate("ScriptEditor", "Length, &minutes"),
    "base": lambda: translate("ScriptEditor", "Takes &place in"),
    "from_s": lambda: translate("ScriptEditor", "&From, minutes:seconds"),
    "false_points": lambda: translate("ScriptEditor", "For naming what is &not so"),
    "notes": lambda: translate("ScriptEditor", "N&otes for the trainer"),
    "id": lambda: translate("ScriptEditor", "Id"),
    "kind": lambda: translate("ScriptEditor", "What"),
    "at_s": lambda: translate("ScriptEditor", "At, s"),
    "spread_s": lambda: translate("ScriptEditor", "Up to later, s"),
    "for_s": lambda: translate("ScriptEditor", "For, s"),
    "targets": lambda: translate("ScriptEditor", "Where (ids; empty: any)"),
    "injection": lambda: translate("ScriptEditor", "Id of what goes wrong"),
    "reaction": lambda: translate("ScriptEditor", "Reaction"),
    "within_s": lambda: translate("ScriptEditor", "All points within, s"),
    "late_s": lambda: translate("ScriptEditor", "Half until, s"),
    "points": lambda: translate("ScriptEditor", "Points"),
}
_TABLES: Mapping[str, Callable[[], str]] = {
    "injections": lambda: translate("ScriptEditor", "What goes wrong"),
    "marks": lambda: translate("ScriptEditor", "What should be done about it"),
}
_EXPECTED: Mapping[str, tuple[str, Callable[[], str]]] = {
    "float_parsing": ("", lambda: translate("ScriptProblems", "a number is needed")),
    "float_type": ("", lambda: translate("ScriptProblems", "a number is needed")),
    "finite_number": ("", lambda: translate("ScriptProblems", "a number is needed")),
    "int_parsing": ("", lambda: translate("ScriptProblems", "a whole number is needed")),
    "int_from_float": ("", lambda: translate("ScriptProblems", "a whole number is needed")),
    "greater_than": ("gt", lambda: translate("ScriptProblems", "it must be more than {limit}")),
    "greater_than_equal": ("ge", lambda: translate("ScriptProblems", "at least {limit} is needed")),
    "less_than_equal": ("le", lambda: translate("ScriptProblems", "at most {limit} is possible")),
    "string_too_short": ("", lambda: translate("ScriptProblems", "something must stand here")),
    "string_too_long": ("max_length", lambda: translate("ScriptProblems", "at most {limit} characters")),
    "string_pattern_mismatch": (
        "",
        lambda: translate("ScriptProblems", "1 to 40 plain letters, digits, dots, dashes or underscores"),
    ),
}
"""By pydantic's kind of error: the name of its limit, and the words."""
_OWN: tuple[tuple[re.Pattern[str], Callable[[], str]], ...] = (
    (
        re.compile(r"late_s must not be shorter than within_s"),
        lambda: translate("ScriptProblems", "half of the points cannot end before all of them do"),
    ),
    (
        re.compile(r"injections\.id: “(?P<id>.*)” \d+ times"),
        lambda: translate("ScriptProblems", "What goes wrong: the id “{id}” stands in more than one line"),
    ),
    (
        re.compile(r"marks\[(?P<row>\d+)\]\.injection: expected the id of an injection, got “(?P<id>.*)”"),
        lambda: translate(
            "ScriptProblems", "What should be done about it, line {line}: nothing that goes wrong is “{id}”"
        ),
    ),
    (
        re.compile(r"injections: “(?P<id>.*)” may begin only after the run's end"),
        lambda: translate("ScriptProblems", "What goes wrong: “{id}” may begin only after the run's end"),
    ),
)
"""What the script itself refuses (sessions.training.script)."""


def lines(error: ValidationError) -> list[str]:
    """One a problem, and no more than can be read at once."""
    found = [line for problem in error.errors(include_url=False) for line in _of(dict(problem))]
    return found[:MOST_LINES]


def _of(problem: dict[str, Any]) -> list[str]:
    where = _where(list(problem["loc"]))
    messages = problem["msg"].removeprefix("Value error, ").split("\n")
    if problem["type"] != "value_error":
        messages = [_expected(problem)]
    return [where + _own(message) for message in messages]


def _where(place: list[str | int]) -> str:
    """Such as "What goes wrong, line 2, At, s: "."""
    parts: list[str] = []
    if place and place[0] in _TABLES and len(place) > 1:
        line = translate("ScriptEditor", "line {number}").replace("{number}", str(int(place[1]) + 1))
        parts += [_TABLES[str(place[0])](), line]
        place = place[2:]
    if place:
        field = _FIELDS.get(str(place[0]))
        parts.append(field().replace("&", "") if field is not None else str(place[0]))
    return f"{', '.join(parts)}: " if parts else ""


def _expected(problem: dict[str, Any]) -> str:
    known = _EXPECTED.get(problem["type"])
    if known is None:
        return str(problem["msg"])
    limit = problem.get("ctx", {}).get(known[0], "")
    return known[1]().replace("{limit}", f"{limit:g}" if isinstance(limit, float) else str(limit))


def _own(message: str) -> str:
    for pattern, words in _OWN:
        found = pattern.fullmatch(message)
        if found is not None:
            said = words()
            for name, value in found.groupdict().items():
                said = said.replace("{line}", str(int(value) + 1)) if name == "row" else said.replace("{id}", value)
            return said
    return message
