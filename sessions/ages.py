"""How old sessions are, on machines whose clocks are sometimes wrong.

A session's age counts from what its id says. Where that cannot be, because it lies in the future or before this program
was written, the clock was wrong then: it is as old as the first time at which somebody noticed. A clock that makes
everything old at once is not believed for a day. Both are remembered beside the sessions, for machines that are
switched off at night; the file may be deleted at any time.
"""

import contextlib
import json
import logging
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from base.clock import NS_PER_S, Clock
from base.files import read_regular
from sessions.files import SessionFiles
from sessions.sizes import ID
from sessions.whole import write_whole

log = logging.getLogger(__name__)

FILE = ".ages.json"
LEAP_NS = 3600 * NS_PER_S
BELIEVED_AFTER_NS = 86_400 * NS_PER_S
"""By then somebody has seen that the clock was set forward, or it is right."""
EARLIEST_WALL_NS = 1_735_689_600 * NS_PER_S
"""2025-01-01: there was no such program before."""
NOTHING_FOR_NS = 366 * 86_400 * NS_PER_S
"""So long without a session: rather the clock is wrong at the first look of a run."""
_DOUBT = "doubted_since"


class Ages:
    """For one thread."""

    def __init__(self, root: Path, clock: Clock) -> None:
        self._root, self._clock = root, clock
        self._noticed, self._doubted_wall_ns = _read(root)
        """By session id, UTC; and since when, UTC, the clock is not believed."""
        self._leapt_ns: int | None = None
        """The same, monotonic, if it was set while this runs."""
        self._ahead_ns: int | None = None
        """The wall clock less the monotonic one, at the last look."""
        self._changed = False

    def order(self, folder: Path) -> tuple[int, int, str]:
        """The oldest first; of those that were noticed at once, by their ids."""
        return self.since_wall_ns(folder), kept_since_wall_ns(folder), folder.name

    def since_wall_ns(self, folder: Path) -> int:
        now_ns, said_ns = self._clock.wall_ns(), kept_since_wall_ns(folder)
        if EARLIEST_WALL_NS <= said_ns <= now_ns + LEAP_NS:
            self._changed |= self._noticed.pop(folder.name, None) is not None
            return said_ns
        known_ns = self._noticed.get(folder.name)
        if known_ns is not None and known_ns <= now_ns + LEAP_NS:
            return known_ns
        if now_ns >= EARLIEST_WALL_NS:
            self._noticed[folder.name] = now_ns
            self._changed = True
        return now_ns

    def believed(self, folders: Iterable[Path]) -> bool:
        """Whether anything may go for its age now."""
        now_ns, wall_ns = self._clock.monotonic_ns(), self._clock.wall_ns()
        before_ns, self._ahead_ns = self._ahead_ns, wall_ns - now_ns
        leap_ns = 0 if before_ns is None else self._ahead_ns - before_ns
        if before_ns is None and self._doubted_wall_ns is None:
            newest_ns = max(map(self.since_wall_ns, folders), default=wall_ns)
            leap_ns = max(0, wall_ns - newest_ns - NOTHING_FOR_NS)
        if leap_ns > LEAP_NS:
            log.warning("the clock was set forward: for a day no session is deleted for its age")
            self._doubt(now_ns, wall_ns)
        elif leap_ns < -LEAP_NS:
            self._doubt(None, None)
        if self._doubted_wall_ns is None:
            return True
        since_ns = wall_ns - self._doubted_wall_ns if self._leapt_ns is None else now_ns - self._leapt_ns
        if 0 <= since_ns < BELIEVED_AFTER_NS:
            return False
        self._doubt(None, None)
        return True

    def save(self, present: set[str]) -> None:
        """Without those that are gone; a folder that cannot be written is no matter."""
        for name in self._noticed.keys() - present:
            del self._noticed[name]
            self._changed = True
        if not self._changed:
            return
        self._changed = False
        with contextlib.suppress(OSError):
            write_whole(self._root / FILE, json.dumps({_DOUBT: self._doubted_wall_ns, "noticed": self._noticed}))

    def _doubt(self, now_ns: int | None, wall_ns: int | None) -> None:
        self._changed |= self._doubted_wall_ns != wall_ns
        self._leapt_ns, self._doubted_wall_ns = now_ns, wall_ns


def kept_since_wall_ns(folder: Path) -> int:
    """What it says itself: foreign material's age counts from when it was put together."""
    if SessionFiles(folder).sources.exists():
        try:
            return SessionFiles(folder).manifest.stat().st_mtime_ns
        except OSError:
            return 0
    return started_wall_ns(folder)


def started_wall_ns(folder: Path) -> int:
    """By the session's id; of another name, by when the folder was last changed."""
    match = ID.fullmatch(folder.name)
    if match is not None:
        try:
            return int(datetime.strptime(match[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC).timestamp()) * NS_PER_S
        except ValueError:
            pass
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0


def _read(root: Path) -> tuple[dict[str, int], int | None]:
    try:
        said = json.loads(read_regular(root / FILE, 64_000_000))
        doubted = said.get(_DOUBT)
        noticed = {str(name): int(at_ns) for name, at_ns in said["noticed"].items()}
        return noticed, None if doubted is None else int(doubted)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return {}, None
