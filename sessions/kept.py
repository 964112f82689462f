"""What people add to a session after its recording: `kept.json`, replaced whole with every change."""

import json
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from base.errors import PersonError
from base.files import read_regular
from sessions.files import SessionFiles
from sessions.manifest import TapeNs
from sessions.whole import one_program_at_a_time, write_whole

log = logging.getLogger(__name__)

MOST_NOTE = 2_000
MOST_TITLE = 200
MOST_BYTES = 16_000_000
_ONE_AT_A_TIME = threading.Lock()
"""Recorder, library and decks of this program change the same files."""

_Note = Annotated[str, Field(max_length=MOST_NOTE)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class KeptBookmark(_Model):
    at_tape_ns: TapeNs
    note: _Note = ""
    operator: str = ""


class Annotation(_Model):
    """A word at a place, written while the session was looked at."""

    at_tape_ns: TapeNs
    text: _Note
    operator: str = ""
    at_wall_ns: int = 0
    """When it was written."""


class Kept(_Model):
    title: Annotated[str, Field(max_length=MOST_TITLE)] = ""
    protected: bool | None = None
    """A person's word; None while nobody has said anything: then bookmarks protect."""
    bookmarks: tuple[KeptBookmark, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    offsets_s: dict[str, Annotated[float, Field(ge=-1e9, le=1e9, allow_inf_nan=False)]] = {}
    """By camera id or link name; added to that source's times, in the replay and in evidence alike. Links of a session
    of ours share the recorder's clock: theirs are not asked."""
    restricted_erased: bool = False
    """Pilots' positions were here, and were erased."""

    @property
    def protects(self) -> bool:
        return bool(self.bookmarks) if self.protected is None else self.protected

    def with_bookmark(self, bookmark: KeptBookmark) -> "Kept":
        """Which protects, whatever somebody said before."""
        protected = None if self.protected is False else self.protected
        return self.model_copy(update={"bookmarks": (*self.bookmarks, bookmark), "protected": protected})


def read(folder: Path) -> tuple[Kept, str]:
    """What is kept beside the session in `folder`, and one sentence where that cannot be read ("" when all is well).

    A damaged file protects: nobody can tell any more what stood in it.
    """
    path = SessionFiles(folder).kept
    try:
        return Kept.model_validate(json.loads(read_regular(path, MOST_BYTES))), ""
    except FileNotFoundError:
        return Kept(), ""
    except OSError as error:
        return Kept(protected=True), f"Title and bookmarks cannot be read: {error.strerror or error}."
    except (ValueError, ValidationError, RecursionError):
        return Kept(protected=True), "Title and bookmarks are damaged; the session is protected until it is changed."


def change(folder: Path, how: Callable[[Kept], Kept]) -> Kept:
    """Read, change and replace. Raises PersonError. A damaged file is set aside, not overwritten."""
    path = SessionFiles(folder).kept
    with _ONE_AT_A_TIME, one_program_at_a_time(folder):
        before, trouble = read(folder)
        try:
            if trouble and path.exists():
                path.replace(path.with_suffix(".damaged"))
            after = how(before)
            write_whole(path, json.dumps(after.model_dump(mode="json"), indent=1), sync=True)
        except OSError as error:
            raise PersonError(f"The session {folder.name} cannot be changed: {error.strerror or error}.") from error
    if trouble:
        log.warning("%s: %s", path, trouble)
    return after
