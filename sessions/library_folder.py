"""The sessions in a folder: listed, named, protected, deleted, and put together of foreign material."""

import logging
import queue
import threading
from collections.abc import Callable
from pathlib import Path

from base.clock import NS_PER_S, Clock
from base.errors import PersonError
from base.worker import Worker
from duty.acts import ActKind, act
from duty.book.rows import Ledger, Value
from duty.config import PrecinctConfig
from sessions import kept as kept_file
from sessions.in_use import is_used, remove
from sessions.jobs import Job, Progress
from sessions.kept import MOST_TITLE, Kept
from sessions.library import ForeignSource, LibraryView, SessionEntry
from sessions.library_entries import Entries
from sessions.library_pictures import Pictures
from sessions.sizes import is_ours, session_folders

log = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0
_GROWING_EVERY_NS = 5 * NS_PER_S
"""So often the length and the size of what is being recorded are told anew, more seldom where that takes long."""
_GROWING_SHARE = 100
_SHOW_EVERY = 50
"""While a folder is read for the first time, the list grows by so many."""


class FolderLibrary(Worker):
    """sessions.library.Library. Start it; acts and reading are done in its thread, in the order of asking."""

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        ledger: Ledger,
        recording: Callable[[], str] = lambda: "",
        *,
        place: PrecinctConfig | None = None,
        program: str = "",
    ) -> None:
        """`recording` is the id of the session that is being recorded, "" for none. `place` and `program` (a version)
        are for what is put together of foreign material."""
        super().__init__("session library")
        self._folder, self._clock, self._ledger, self._recording = folder, clock, ledger, recording
        self._place, self._program = place, program
        self._work: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._news = threading.Event()
        self._news.set()
        self._entries: Entries | None = None
        self._pictures = Pictures()
        self._seen: object = None
        self._grow_again_ns = 0
        self._trouble = ""
        """Of the last act that could not be done; the next one that can clears it."""
        self._view = LibraryView((), reading=True, folder=folder, trouble="")

    # Any thread.

    def view(self) -> LibraryView:
        return self._view

    def refresh(self) -> None:
        self._do(lambda: None)

    def rename(self, session_id: str, title: str, operator: str) -> None:
        title = title.strip()[:MOST_TITLE]
        self._change(session_id, lambda kept: kept.model_copy(update={"title": title}), operator)

    def protect(self, session_id: str, wanted: bool, operator: str) -> None:
        """A person's word counts more than bookmarks, until the next one is set."""
        self._change(session_id, lambda kept: kept.model_copy(update={"protected": wanted}), operator)

    def delete(self, session_id: str, operator: str) -> None:
        entry = self._entry(session_id)
        if entry.recording:
            raise PersonError(f"The session {session_id} is being recorded: it cannot be deleted.")
        if entry.protected:
            raise PersonError(f"The session {session_id} is protected: it cannot be deleted.")
        if entry.why is None and not is_ours(entry.folder):
            raise PersonError(f"{session_id} is no session of this program: it is not deleted here.")
        if is_used(entry.folder):
            raise PersonError(f"The session {session_id} is being recorded or replayed: it cannot be deleted.")
        self._do(lambda: self._delete(entry.folder, operator))

    def set_offsets(self, session_id: str, offsets_s: dict[str, float]) -> None:
        offsets = dict(offsets_s)
        self._change(session_id, lambda kept: kept.model_copy(update={"offsets_s": offsets}), None)

    def put_together(self, title: str, sources: tuple[ForeignSource, ...], operator: str) -> Job[str]:
        def work(progress: Progress) -> str:
            from sessions.foreign import put_together

            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                return put_together(
                    self._folder, title, sources, operator, progress, precinct=self._place, program=self._program
                )
            finally:
                self.refresh()

        return Job("putting a session together", work)

    def ask_to_stop(self) -> None:
        super().ask_to_stop()
        self._pictures.ask_to_stop()
        self._news.set()

    # The library's own thread.

    def run_once(self) -> None:
        asked = self._news.wait(LOOK_EVERY_S)
        self._news.clear()
        while not self._work.empty():
            work = self._work.get()
            try:
                work()
                self._trouble = ""
            except PersonError as error:
                log.error("%s", error)
                self._trouble = str(error)
        if self.stopping.is_set():
            return
        seen = self._look_from_outside()
        if asked or seen != self._seen:
            self._seen = seen
            self._read()
        elif self._recording() and self._clock.monotonic_ns() >= self._grow_again_ns:
            self._read_growing()
        elif self._pictures.one_more(self._view.entries):
            self._news.set()

    def ended(self) -> None:
        self._pictures.end()

    def _look_from_outside(self) -> object:
        """Changes with every session that comes or goes."""
        try:
            return self._recording(), self._folder.stat().st_mtime_ns
        except OSError:
            return self._recording(), None

    def _read(self) -> None:
        before = self._view
        recording = self._recording()
        if self._entries is None:
            self._entries = Entries(self._folder)
        try:
            folders = sorted(session_folders(self._folder), key=lambda folder: folder.name, reverse=True)
        except FileNotFoundError:
            folders = []  # nothing was ever recorded
        except OSError as error:
            trouble = f"The folder of sessions {self._folder} cannot be read: {error.strerror or error}."
            self._view = LibraryView((), reading=False, folder=self._folder, trouble=trouble)
            return
        first_time = not before.entries
        entries: list[SessionEntry] = []
        for folder in folders:
            if self.stopping.is_set():
                return
            entries.append(self._entries.entry(folder, recording=folder.name == recording))
            if first_time and len(entries) % _SHOW_EVERY == 0:
                self._show(entries, reading=True)
        self._entries.save({folder.name for folder in folders})
        self._show(entries, reading=False)

    def _read_growing(self) -> None:
        """Only the one that is being recorded: the others do not change by themselves."""
        began_ns = self._clock.monotonic_ns()
        recording = self._recording()
        if self._entries is not None and any(entry.id == recording for entry in self._view.entries):
            grown = self._entries.entry(self._folder / recording, recording=True)
            self._show([grown if entry.id == recording else entry for entry in self._view.entries], reading=False)
        now_ns = self._clock.monotonic_ns()
        self._grow_again_ns = now_ns + max(_GROWING_EVERY_NS, (now_ns - began_ns) * _GROWING_SHARE)

    def _show(self, entries: list[SessionEntry], *, reading: bool) -> None:
        newest_first = tuple(sorted(entries, key=lambda entry: (-entry.started_wall_ns, entry.id)))
        view = LibraryView(newest_first, reading=reading, folder=self._folder, trouble=self._trouble)
        if view != self._view:
            self._view = view

    def _do(self, work: Callable[[], None]) -> None:
        self._work.put(work)
        self._news.set()

    def _entry(self, session_id: str) -> SessionEntry:
        for entry in self._view.entries:
            if entry.id == session_id:
                return entry
        raise PersonError(f"There is no session {session_id}.")

    def _change(self, session_id: str, how: Callable[[Kept], Kept], operator: str | None) -> None:
        """`operator` None: nothing that has to be written down."""
        folder = self._entry(session_id).folder

        def work() -> None:
            kept = kept_file.change(folder, how)
            if operator is not None:
                detail: dict[str, Value | list[str]] = {"title": kept.title, "protected": kept.protects}
                self._say(ActKind.SESSION_CHANGED, session_id, operator, detail)

        self._do(work)

    def _delete(self, folder: Path, operator: str) -> None:
        if kept_file.read(folder)[0].protects:
            raise PersonError(f"The session {folder.name} is protected: it cannot be deleted.")
        if remove(folder):
            self._say(ActKind.SESSION_DELETED, folder.name, operator, {"why": "person"})

    def _say(self, kind: ActKind, session_id: str, operator: str, detail: dict[str, Value | list[str]]) -> None:
        self._ledger.write(act(kind, session_id, at_wall_ns=self._clock.wall_ns(), operator=operator, detail=detail))
