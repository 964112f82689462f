"""Sessions go when they are too old or too many: the oldest first that nothing protects, and none that is used now.

Bookmarks and a person's word protect. Pilots' positions go by a limit of their own, out of protected sessions, too.
"""

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

from base.clock import NS_PER_S, Clock
from base.errors import PersonError
from base.worker import Worker
from duty.acts import ActKind, act
from duty.book.rows import Ledger
from duty.recording import RecordingConfig
from sessions import kept as kept_file
from sessions.ages import Ages
from sessions.files import SessionFiles
from sessions.in_use import is_used, remove
from sessions.sizes import Sizes, is_ours, session_folders

log = logging.getLogger(__name__)

LOOK_EVERY_S = 2.0
WALK_EVERY_NS = 20 * NS_PER_S
RESTRICTED_EVERY_NS = 600 * NS_PER_S
TRY_AGAIN_NS = 60 * NS_PER_S
"""One that could not be deleted."""
DAY_NS = 86_400 * NS_PER_S
_GB = 1_000_000_000
RESTRICTED = "*.restricted.*"


class Retention(Worker):
    def __init__(
        self,
        root: Path,
        config: RecordingConfig,
        clock: Clock,
        ledger: Ledger,
        *,
        growing: Callable[[], tuple[str, int]] = lambda: ("", 0),
    ) -> None:
        """`growing` tells the id and the bytes of what is being recorded now, which the folder's walk leaves out."""
        super().__init__("retention")
        self._root, self._config, self._clock, self._ledger = root, config, clock, ledger
        self._growing = growing
        self._sizes: Sizes | None = None
        self._refused: dict[str, int] = {}
        """Sessions that could not be deleted: when to try again, monotonic."""
        self._without_restricted: set[str] = set()
        self._restricted_ns: int | None = None
        self._walked_ns: int | None = None
        self._ages = Ages(root, clock)
        self.kept_bytes = 0
        """All sessions but the one that grows."""
        self.free_bytes: int | None = None
        """On their disk; None when it cannot be asked."""
        self.full = False
        """Nothing is left that may be deleted, and there is no room: recording must stop."""

    def run_once(self) -> None:
        self.look()
        self._clock.wait(self.stopping, LOOK_EVERY_S)

    def look(self) -> None:
        """Everything that is due, now: free space always, the folder now and then, or when there is too little room."""
        now_ns = self._clock.monotonic_ns()
        try:
            self.free_bytes = shutil.disk_usage(self._root).free
            walk = self._walked_ns is None or now_ns - self._walked_ns >= WALK_EVERY_NS
            if walk or self._lacks(margin=self.full):
                self._walk()
                self._walked_ns = now_ns
            self.full = self._lacks(margin=self.full)
        except OSError:
            self.free_bytes, self.full = None, False

    def _walk(self) -> None:
        """Raises OSError."""
        if self._sizes is None:
            self._sizes = Sizes(self._root)
        folders = sorted(session_folders(self._root), key=self._ages.order)
        recorded, _ = self._growing()
        sizes = {folder: self._sizes.of(folder) for folder in folders if folder.name != recorded}
        self.kept_bytes = sum(sizes.values())
        may_age = self._ages.believed(folders)
        idle = [folder for folder in sizes if is_ours(folder) and not is_used(folder)]
        sizes = {folder: sizes[folder] for folder in idle}
        if may_age:
            self._age(sizes)
        self._make_room(sizes)
        present = {folder.name for folder in folders}
        self._sizes.save(present)
        self._ages.save(present)
        self._erase_restricted(idle)

    def _age(self, sizes: dict[Path, int]) -> None:
        before_wall_ns = self._clock.wall_ns() - self._config.most_days * DAY_NS
        for folder in [one for one in sizes if self._ages.since_wall_ns(one) < before_wall_ns]:
            self._delete(folder, sizes, "age")

    def _make_room(self, sizes: dict[Path, int]) -> None:
        for folder in list(sizes):
            if not self._lacks(margin=False) or self.stopping.is_set():
                return
            self._delete(folder, sizes, "room")

    def _lacks(self, *, margin: bool) -> bool:
        """Too little room. With `margin` a little more is asked for, so that it does not go back and forth."""
        free_bytes, more = self.free_bytes, 1.05 if margin else 1.0
        if free_bytes is not None and free_bytes < self._config.least_free_gb * _GB * more:
            return True
        return (self.kept_bytes + self._growing()[1]) * more > self._config.most_gb * _GB

    def _delete(self, folder: Path, sizes: dict[Path, int], why: str) -> None:
        now_ns = self._clock.monotonic_ns()
        if self._refused.get(folder.name, now_ns) > now_ns or kept_file.read(folder)[0].protects:
            return
        try:
            is_mine = remove(folder)
        except PersonError as error:
            log.warning("%s", error)
            self._refused[folder.name] = now_ns + TRY_AGAIN_NS
            return
        log.info("session %s was deleted (%s)", folder.name, why)
        self.kept_bytes -= sizes.pop(folder)
        try:
            self.free_bytes = shutil.disk_usage(self._root).free
        except OSError:
            self.free_bytes = None
        if is_mine:  # or another program with the same folder says so
            self._say(ActKind.SESSION_DELETED, folder.name, why=why)

    def _erase_restricted(self, folders: list[Path]) -> None:
        now_ns = self._clock.monotonic_ns()
        if self._restricted_ns is not None and now_ns - self._restricted_ns < RESTRICTED_EVERY_NS:
            return
        self._restricted_ns = now_ns
        before_wall_ns = self._clock.wall_ns() - self._config.restricted_days * DAY_NS
        for folder in folders:
            if folder.name not in self._without_restricted and self._ages.since_wall_ns(folder) < before_wall_ns:
                self._erase(folder)

    def _erase(self, folder: Path) -> None:
        links, found, left = SessionFiles(folder).links, 0, 0
        try:
            paths = [] if links.is_symlink() else list(links.glob(RESTRICTED))  # a link leads to somebody else's files
        except OSError as error:
            log.error("pilots' positions of session %s cannot be erased: %s", folder.name, error)
            return
        for path in paths:  # one that cannot go keeps none of the others
            try:
                path.unlink(missing_ok=True)
                found += 1
            except OSError as error:
                left += 1
                log.error("pilots' positions of session %s cannot be erased: %s", folder.name, error)
        if not left:
            self._without_restricted.add(folder.name)
        if found:
            log.info("pilots' positions of session %s were erased", folder.name)
            self._say(ActKind.RESTRICTED_ERASED, folder.name)

    def _say(self, kind: ActKind, session_id: str, **detail: str) -> None:
        self._ledger.write(act(kind, session_id, at_wall_ns=self._clock.wall_ns(), operator="", detail=detail))
