"""The user's configuration file, edited in place: areas, plans, shifts, routes and how rounds are walked.

Comments, order and everything that is not edited stay as they are. What would not read back is not written.
"""

import os
import tempfile
import tomllib
from collections.abc import MutableMapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT
from tomlkit.items import Array as TomlArray

from base.errors import ConfigurationError
from base.model import ConfigModel
from duty.patrol.config import AreaConfig, PatrolConfig, PlanConfig, RouteConfig, ShiftConfig
from duty.precinct import Precinct, parse

BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """What is to be in the file; None leaves a part as it is. A part is given whole: what is missing in it goes."""

    patrol: PatrolConfig | None = None
    plans: tuple[PlanConfig, ...] | None = None
    shifts: tuple[ShiftConfig, ...] | None = None
    areas: tuple[AreaConfig, ...] | None = None
    routes: tuple[RouteConfig, ...] | None = None


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A configuration file as it was read: `text` tells whether somebody else has changed it since."""

    path: Path
    text: str


def read(path: Path) -> PlanFile:
    """Raises ConfigurationError."""
    try:
        return PlanFile(path, path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise ConfigurationError(str(path), [f"cannot be read: {error.strerror or error}"]) from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(str(path), [f"is not UTF-8 text: byte {error.start} cannot be read"]) from None


def save(file: PlanFile, changes: PlanChanges) -> tuple[PlanFile, Precinct]:
    """Write the changes to the file's place: the file as it is now, and what it says.

    The old text stays beside it as `<name>.bak`. The new one takes its place in one move: whoever reads meanwhile finds
    the one or the other, whole. Raises ConfigurationError, with the file untouched, when the result would not be a
    configuration, when the file was changed since it was read, or when it cannot be written.
    """
    path = file.path.resolve()  # a link stays a link
    if read(file.path).text != file.text:
        raise ConfigurationError(str(file.path), ["was changed by somebody else since it was read: read it again"])
    text = edited(file.text, changes, source=str(file.path))
    precinct = parse(tomllib.loads(text.removeprefix(BOM)), source=str(file.path), folder=path.parent)
    if text != file.text:
        try:
            mode = path.stat().st_mode & 0o7777
            _replace(path.with_name(path.name + ".bak"), file.text, mode)
            _replace(path, text, mode)
        except OSError as error:
            raise ConfigurationError(str(file.path), [f"cannot be written: {error.strerror or error}"]) from None
    return PlanFile(file.path, text), precinct


def edited(text: str, changes: PlanChanges, *, source: str = "the configuration") -> str:
    """The same text with the changes in it. Raises ConfigurationError with every problem of the result."""
    mark = BOM if text.startswith(BOM) else ""
    plain = text.removeprefix(BOM)
    crlf = "\r\n" in plain
    try:
        before = tomllib.loads(plain)
        document = tomlkit.parse(plain.replace("\r\n", "\n"))
        if changes.patrol is not None:
            _edit_patrol(document, changes.patrol)
        for name, key, entries in _lists(changes):
            _edit_list(document, name, key, entries)
        result = tomlkit.dumps(document)
        if result != plain.replace("\r\n", "\n"):
            result = result.rstrip("\n") + "\n"
    except (TOMLKitError, tomllib.TOMLDecodeError, ValueError) as error:
        raise ConfigurationError(source, [f"cannot be edited in place: {error}"]) from None
    _check(source, before, result, changes)
    return mark + (result.replace("\n", "\r\n") if crlf else result)


def _lists(changes: PlanChanges) -> list[tuple[str, str, Sequence[ConfigModel]]]:
    """The lists that are given: their names, and by which field an entry is known."""
    lists: tuple[tuple[str, str, Sequence[ConfigModel] | None], ...] = (
        ("plans", "level", changes.plans),
        ("shifts", "id", changes.shifts),
        ("areas", "id", changes.areas),
        ("routes", "id", changes.routes),
    )
    return [(name, key, entries) for name, key, entries in lists if entries is not None]


def _edit_patrol(document: tomlkit.TOMLDocument, patrol: PatrolConfig) -> None:
    wanted, defaults = _plain(patrol), _plain(PatrolConfig())
    if "patrol" not in document:
        if wanted == defaults:
            return
        document["patrol"] = tomlkit.table()
    table = document["patrol"]
    if not isinstance(table, MutableMapping):
        raise ValueError("patrol is not a table")
    _edit_entry(table, wanted, defaults)


def _edit_list(document: tomlkit.TOMLDocument, name: str, key: str, entries: Sequence[ConfigModel]) -> None:
    found = document.get(name)
    if not entries:
        if found is not None:
            del document[name]
        return
    if found is None:
        if not tomlkit.dumps(document).endswith("\n\n"):
            document.add(tomlkit.nl())
        document[name] = tomlkit.aot()
        found = document[name]
    if not isinstance(found, AoT | TomlArray):
        raise ValueError(f"{name} is not a list of tables")
    wanted = {str(_plain(entry)[key]): entry for entry in entries}
    for index in reversed(range(len(found))):
        if str(found[index].get(key)) not in wanted:
            del found[index]
    there = {str(entry.get(key)): entry for entry in found}
    for name_of, entry in wanted.items():
        if name_of in there:
            _edit_entry(there[name_of], _plain(entry), _defaults(entry))
        else:
            new = tomlkit.table() if isinstance(found, AoT) else tomlkit.inline_table()
            _edit_entry(new, _plain(entry), _defaults(entry))
            _add(found, new)


def _add(found: "AoT | TomlArray", new: Any) -> None:
    """At the end, with an empty line before and after it."""
    if isinstance(found, AoT):
        if len(found) and not found[-1].as_string().endswith("\n\n"):
            found[-1].add(tomlkit.nl())
        new.add(tomlkit.nl())
    found.append(new)


def _edit_entry(table: MutableMapping[str, Any], wanted: dict[str, Any], defaults: dict[str, Any]) -> None:
    """Only what differs is touched: a value that stands there as it should keeps its spelling and its comment."""
    for field, value in wanted.items():
        if field not in table:
            if value is not None and value != defaults.get(field):
                table[field] = value
        elif value is None or value == []:
            if value is None or defaults.get(field) == []:
                del table[field]
        elif _unwrapped(table[field]) != value:
            table[field] = value


def _unwrapped(value: Any) -> Any:
    return value.unwrap() if hasattr(value, "unwrap") else value


def _plain(entry: ConfigModel) -> dict[str, Any]:
    return entry.model_dump(mode="json")


def _defaults(entry: ConfigModel) -> dict[str, Any]:
    return {
        name: field.get_default(call_default_factory=True)
        if not isinstance(field.default, tuple)
        else list(field.default)
        for name, field in type(entry).model_fields.items()
        if not field.is_required()
    }


def _check(source: str, before: dict[str, Any], result: str, changes: PlanChanges) -> None:
    """What comes out says what was asked for, and of everything else what it said before."""
    try:
        after = tomllib.loads(result)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(source, [f"cannot be edited in place: {error}"]) from None
    precinct = parse(after, source=source, folder=Path())
    edited_parts = {name for name, _, _ in _lists(changes)} | ({"patrol"} if changes.patrol is not None else set())
    wrong = [name for name in {*before, *after} - edited_parts if before.get(name) != after.get(name)]
    for name, key, entries in _lists(changes):
        found = {str(_plain(entry)[key]): entry for entry in getattr(precinct, name)}
        if found != {str(_plain(entry)[key]): entry for entry in entries}:
            wrong.append(name)
    if changes.patrol is not None and precinct.patrol != changes.patrol:
        wrong.append("patrol")
    if wrong:
        problems = [f"{name}: cannot be edited in place; edit the file by hand" for name in wrong]
        raise ConfigurationError(source, problems)


def _replace(path: Path, text: str, mode: int) -> None:
    """All of it or nothing, and on the disk when this returns."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(text.encode("utf-8"))
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise
    with suppress(OSError):  # some file systems know no fsync of a folder
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
