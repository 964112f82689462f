"""Keep the window's translations: `update` collects strings, `release` compiles, `check` says what is missing.

Run with the project's Python: `.venv/bin/python tools/translations.py check`. lupdate and lrelease come with PySide6.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
SOURCES = ("ui", "app.py")
TOOLS = Path(PySide6.__file__).parent
CHINESE, ENGLISH = "mouse_patrol_zh_CN.ts", "mouse_patrol_en.ts"
"""The English file holds plural forms only: the rest is in the source."""


@dataclass(frozen=True, slots=True)
class Message:
    context: str
    source: str
    comment: str
    numerus: bool
    state: str
    """"" when finished, else lupdate's word: unfinished, vanished, obsolete."""
    forms: tuple[str, ...]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("command", choices=("update", "release", "check"))
    match parser.parse_args().command:
        case "update":
            update(FOLDER)
        case "release":
            release(FOLDER, FOLDER)
        case _:
            problems = check(FOLDER)
            print("\n".join(problems) or "All strings are translated and compiled.")
            return 1 if problems else 0
    return 0


def update(folder: Path) -> None:
    """Collect the strings of ui/ and app.py into the .ts files of `folder`; what is translated stays."""
    sources = [str(ROOT / source) for source in SOURCES if (ROOT / source).exists()]
    common = ["-extensions", "py", "-locations", "none", "-no-obsolete", "-silent"]
    _run("lupdate", *common, *sources, "-source-language", "en", "-target-language", "zh_CN", "-ts", folder / CHINESE)
    plural = ["-pluralonly", "-source-language", "en", "-target-language", "en"]
    _run("lupdate", *common, *plural, *sources, "-ts", folder / ENGLISH)


def release(folder: Path, into: Path) -> None:
    for name in (CHINESE, ENGLISH):
        _run("lrelease", "-silent", folder / name, "-qm", (into / name).with_suffix(".qm"))


def check(folder: Path) -> list[str]:
    """Everything that is wrong, a sentence each; empty when complete."""
    problems = []
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name)
        for ts in (CHINESE, ENGLISH):
            (fresh / ts).write_bytes((folder / ts).read_bytes())
        release(fresh, fresh)
        for ts in (CHINESE, ENGLISH):
            qm = Path(ts).with_suffix(".qm").name
            kept = (folder / qm).read_bytes() if (folder / qm).exists() else b""
            if kept != (fresh / qm).read_bytes():
                problems.append(f"{qm} was not made from {ts} as it is now: run release")
        update(fresh)
        for ts in (CHINESE, ENGLISH):
            problems += [f"{ts}: {problem}" for problem in _problems(folder / ts, fresh / ts)]
    return problems


def messages(path: Path) -> Iterator[Message]:
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            numerus = message.get("numerus") == "yes"
            forms = (
                [form.text or "" for form in translation.iter("numerusform")] if numerus else [translation.text or ""]
            )
            yield Message(
                context.findtext("name") or "",
                message.findtext("source") or "",
                message.findtext("comment") or "",
                numerus,
                translation.get("type") or "",
                tuple(forms),
            )


def _problems(kept: Path, fresh: Path) -> Iterator[str]:
    key = {(m.context, m.source, m.comment) for m in messages(kept)}
    now = {(m.context, m.source, m.comment) for m in messages(fresh)}
    for context, source, _ in sorted(now - key):
        yield f"“{source}” ({context}) is missing: run update"
    for context, source, _ in sorted(key - now):
        yield f"“{source}” ({context}) is in no source any more: run update"
    for message in messages(kept):
        where = f"“{message.source}” ({message.context})"
        if message.state or not all(message.forms):
            yield f"{where} is not translated"
        for form in message.forms:
            if form and _blanks(form) - {"%n"} != _blanks(message.source) - {"%n"}:
                yield f"{where} has other {{blanks}} in “{form}”"
            if form and message.source.count("\n") != form.count("\n"):
                yield f"{where} has another number of lines in “{form}”"


def _blanks(text: str) -> set[str]:
    return set(re.findall(r"\{\w*\}|%n|%\d", text))


def _run(tool: str, *arguments: str | Path) -> None:
    command = [str(TOOLS / tool), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{tool} failed: {done.stderr.strip() or done.stdout.strip()}")
    said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    for line in said:
        print(line, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
