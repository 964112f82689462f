"""People's bookmarks: in the session's rows, in what protects it, and in the duty book."""

import logging
from collections.abc import Callable

from base.errors import PersonError
from duty.acts import ActKind
from duty.book.rows import Value
from sessions import kept as kept_file
from sessions.kept import MOST_NOTE, KeptBookmark
from sessions.recorder import happenings
from sessions.recorder.intake import Intake
from sessions.recorder.session import Current
from sessions.rows import SessionRow, Topic

log = logging.getLogger(__name__)

Say = Callable[[ActKind, str, dict[str, Value | list[str]], str], None]
"""Writes an act: its kind, its subject, details, the operator."""


class Bookmarks:
    """One that is set before its session has begun waits for it."""

    def __init__(self, intake: Intake, say: Say) -> None:
        self._intake = intake
        self._say = say
        self._waiting: list[KeptBookmark] = []

    def set(self, bookmark: KeptBookmark, session: Current | None) -> None:
        bookmark = bookmark.model_copy(update={"note": bookmark.note[:MOST_NOTE]})
        if session is None:
            self._waiting.append(bookmark)
        else:
            self._write(session, bookmark)

    def has_begun(self, session: Current) -> None:
        waiting, self._waiting = self._waiting, []
        for bookmark in waiting:
            self._write(session, bookmark)

    def _write(self, session: Current, bookmark: KeptBookmark) -> None:
        at_wall_ns = session.manifest.wall_ns(bookmark.at_tape_ns)
        body = happenings.as_json({"note": bookmark.note})
        self._intake.put(SessionRow(bookmark.at_tape_ns, Topic.BOOKMARK, bookmark.operator, body))
        try:
            kept_file.change(session.folder, lambda kept: kept.with_bookmark(bookmark))
        except PersonError as error:
            log.error("a bookmark does not protect its session: %s", error)
        self._say(ActKind.BOOKMARKED, session.id, {"at_wall_ns": at_wall_ns, "note": bookmark.note}, bookmark.operator)
