"""Sentences that the rooms below say about sessions, in the window's language.

Below ui/ nothing translates: an error is one English sentence (base.errors.PersonError), which the log and the command
line show as it is. Here each of them stands once more with blanks, is recognised by its fixed words, and said again.
What is not known is shown as it came; `tests/ui/test_trouble_words.py` reads the code of sessions/ for sentences that
are missing here. Rejected: error kinds with arguments through every job, view and file that carries one of them now.
"""

import re
from functools import cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_MARKED = (
    QT_TRANSLATE_NOOP("Trouble", "There is no session {session}."),
    QT_TRANSLATE_NOOP("Trouble", "Opening a session needs somebody who is signed in and may."),
    QT_TRANSLATE_NOOP("Trouble", "The duty book does not answer: the export goes on from here when it does."),
    QT_TRANSLATE_NOOP(
        "Trouble",
        "The disk of {folder} is full: make room and export the same again, it goes on where it was.",
    ),
    QT_TRANSLATE_NOOP("Trouble", "The export stopped: {why}. Export the same again, it goes on where it was."),
    QT_TRANSLATE_NOOP("Trouble", "Evidence is exported by whoever is signed in: sign in first."),
    QT_TRANSLATE_NOOP("Trouble", "Evidence does not go into the session's own folder: choose another."),
    QT_TRANSLATE_NOOP("Trouble", "Say why it is exported, in {least} to {most} characters."),
    QT_TRANSLATE_NOOP("Trouble", "A case number has at most {most} characters, in one line."),
    QT_TRANSLATE_NOOP("Trouble", "The span ends before it begins."),
    QT_TRANSLATE_NOOP("Trouble", "Nothing was chosen to be exported."),
    QT_TRANSLATE_NOOP("Trouble", "No camera was chosen."),
    QT_TRANSLATE_NOOP("Trouble", "The session {session} has no camera {cameras}."),
    QT_TRANSLATE_NOOP("Trouble", "The session {session} is not there any more: it was deleted or its disk is gone."),
    QT_TRANSLATE_NOOP(
        "Trouble",
        "The folder {folder} is not there any more: connect its disk and export the same again, it goes "
        "on where it was.",
    ),
    QT_TRANSLATE_NOOP("Trouble", "Whoever is signed in may not do this (right: {right})."),
    QT_TRANSLATE_NOOP("Trouble", "Reason, case number and the folder's name must be text that can be written."),
    QT_TRANSLATE_NOOP(
        "Trouble",
        "The duty book does not take this export now, and nothing leaves without it: {trouble}",
    ),
    QT_TRANSLATE_NOOP("Trouble", "The duty book does not take this export now, and nothing leaves without it."),
    QT_TRANSLATE_NOOP("Trouble", "The folder {folder} cannot be made: {why}."),
    QT_TRANSLATE_NOOP(
        "Trouble",
        "{file} is not the same file any more as when the session was put together: put it together anew.",
    ),
    QT_TRANSLATE_NOOP("Trouble", "{file} is not where it was when the session was put together: {folder}."),
    QT_TRANSLATE_NOOP("Trouble", "The clips of {camera} cannot be looked through: the session's folder is read-only."),
    QT_TRANSLATE_NOOP("Trouble", "The session {session} does not say where the telemetry of {link} is."),
    QT_TRANSLATE_NOOP(
        "Trouble",
        "There is already something at {target}: nothing is written over, choose another name.",
    ),
    QT_TRANSLATE_NOOP("Trouble", "The folder {folder} is not there: connect its disk, or choose another."),
    QT_TRANSLATE_NOOP("Trouble", "In {folder} stands something else: choose another folder, or remove it."),
    QT_TRANSLATE_NOOP(
        "Trouble",
        "In {folder} stands something else, or another export that was not finished: choose another "
        "folder, or remove it.",
    ),
    QT_TRANSLATE_NOOP("Trouble", "There is nothing to put together."),
    QT_TRANSLATE_NOOP("Trouble", "There is no video in {file} that can be read."),
    QT_TRANSLATE_NOOP("Trouble", "There are no clips in the folder {folder}."),
    QT_TRANSLATE_NOOP("Trouble", "The folder {folder} holds {count} clips; at most {most} are taken at once."),
    QT_TRANSLATE_NOOP("Trouble", "{file} is no telemetry log, or there is nothing in it."),
    QT_TRANSLATE_NOOP("Trouble", "The session cannot be written to {folder}: {why}."),
    QT_TRANSLATE_NOOP("Trouble", "{file} cannot be opened: {why}."),
    QT_TRANSLATE_NOOP("Trouble", "{file} cannot be read: {why}."),
    QT_TRANSLATE_NOOP("Trouble", "The session {session} cannot be deleted: {why}."),
    QT_TRANSLATE_NOOP("Trouble", "The session {session} is being recorded or replayed: it cannot be deleted."),
    QT_TRANSLATE_NOOP("Trouble", "The session {session} is being recorded: it cannot be deleted."),
    QT_TRANSLATE_NOOP("Trouble", "The session {session} is protected: it cannot be deleted."),
    QT_TRANSLATE_NOOP("Trouble", "{session} is no session of this program: it is not deleted here."),
    QT_TRANSLATE_NOOP("Trouble", "Title and bookmarks cannot be read: {why}."),
    QT_TRANSLATE_NOOP("Trouble", "Title and bookmarks are damaged; the session is protected until it is changed."),
    QT_TRANSLATE_NOOP("Trouble", "The session {session} cannot be changed: {why}."),
    QT_TRANSLATE_NOOP("Trouble", "The folder of sessions {folder} cannot be read: {why}."),
    QT_TRANSLATE_NOOP("Trouble", "The session {session} was recorded by a newer version of the program."),
    QT_TRANSLATE_NOOP("Trouble", "The session {session} cannot be read: {why}."),
    QT_TRANSLATE_NOOP("Trouble", "The session {session} is damaged: {why}."),
    QT_TRANSLATE_NOOP("Trouble", "The session {session} has a damaged manifest."),
    QT_TRANSLATE_NOOP("Trouble", "The session {session} does not say where its material is: {why}."),
    QT_TRANSLATE_NOOP("Trouble", "The session {session} has a damaged list of its material."),
    QT_TRANSLATE_NOOP("Trouble", "The session {session} holds what no recording has, a link or a pipe: {name}."),
    QT_TRANSLATE_NOOP("Trouble", "The telemetry cannot be read: {why}."),
    QT_TRANSLATE_NOOP("Trouble", "A replay has no book of its own: ask the live one."),
    QT_TRANSLATE_NOOP("Trouble", "The rows of the session are damaged ({why}): {count} of them could be read."),
    QT_TRANSLATE_NOOP("Trouble", "The rows of the session are missing: there is no {file}."),
    QT_TRANSLATE_NOOP("Trouble", "The script “{script}” plays on a session that is not there."),
    QT_TRANSLATE_NOOP(
        "Trouble",
        "The session {session} is too short for the script “{script}”: {left} from where it begins, and "
        "the script takes {length}.",
    ),
    QT_TRANSLATE_NOOP("Trouble", "The session has no telemetry: no aircraft can come into it."),
    QT_TRANSLATE_NOOP("Trouble", "The script cannot be kept: {why}."),
    QT_TRANSLATE_NOOP("Trouble", "The script cannot be deleted: {why}."),
    QT_TRANSLATE_NOOP("Trouble", "The run cannot be kept: {why}."),
    QT_TRANSLATE_NOOP("Trouble", "The script “{script}” wants {kind} at “{target}”, which is not there."),
    QT_TRANSLATE_NOOP("Trouble", "The script “{script}” wants {kind}, and there is nothing it could happen to."),
    QT_TRANSLATE_NOOP("Trouble", "The script {file} cannot be read: {why}."),
    QT_TRANSLATE_NOOP("Trouble", "The script {file} is not valid TOML."),
    QT_TRANSLATE_NOOP("Trouble", "The script {file}: {problems}"),
    QT_TRANSLATE_NOOP("Trouble", "No such file or directory"),
    QT_TRANSLATE_NOOP("Trouble", "Permission denied"),
    QT_TRANSLATE_NOOP("Trouble", "No space left on device"),
    QT_TRANSLATE_NOOP("Trouble", "Read-only file system"),
    QT_TRANSLATE_NOOP("Trouble", "Input/output error"),
    QT_TRANSLATE_NOOP("Trouble", "Not a directory"),
    QT_TRANSLATE_NOOP("Trouble", "Is a directory"),
    QT_TRANSLATE_NOOP("Trouble", "File name too long"),
    QT_TRANSLATE_NOOP("Trouble", "Directory not empty"),
    QT_TRANSLATE_NOOP("Trouble", "Device or resource busy"),
    QT_TRANSLATE_NOOP("Trouble", "Too many open files"),
)
"""What has no full stop is said by the system, inside another sentence."""
SENTENCES = tuple(str(one) for one in _MARKED)  # the marking function has no type of its own
_BLANK = re.compile(r"\{\w+\}")
_NEXT = re.compile(r"(?<=[.!?]) (?=[A-Z])")


def said(sentence: str) -> str:
    """`sentence`, or several of them one after the other, as far as they are known; "" for ""."""
    whole = _said(sentence)
    parts = _NEXT.split(sentence)
    if len(parts) == 1:
        return whole or sentence
    known = [_said(part) for part in parts]
    if whole is not None and None in known:  # one sentence with a full stop inside
        return whole
    made = known[0] or parts[0]
    for part, text in zip(parts[1:], known[1:], strict=True):
        made += ("" if made.endswith("。") else " ") + (text or part)
    return made


def _said(sentence: str) -> str | None:
    stops = len(_NEXT.findall(sentence))
    for source, pattern in _patterns():
        found = pattern.fullmatch(sentence) if len(_NEXT.findall(source)) == stops else None
        if found is not None:
            return _filled(QCoreApplication.translate("Trouble", source), found)
    return None


def _filled(text: str, found: re.Match[str]) -> str:
    """What the system said stands in a blank, and has words of its own."""
    return _BLANK.sub(lambda blank: said(found[blank.group()[1:-1]]), text)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Those with the most fixed words first: “The session {session} cannot be read” before “{file} cannot be read”."""
    ordered = sorted(SENTENCES, key=lambda source: -len(_BLANK.sub("", source)))
    return tuple((source, _pattern(source)) for source in ordered)


def _pattern(source: str) -> re.Pattern[str]:
    made, at = "", 0
    for blank in _BLANK.finditer(source):
        made += re.escape(source[at : blank.start()]) + f"(?P<{blank.group()[1:-1]}>.+?)"
        at = blank.end()
    return re.compile(made + re.escape(source[at:]), re.DOTALL)
