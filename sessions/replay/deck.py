"""The controls of one opened session: one playhead, and everything of the session's World that follows it."""

import logging
import threading
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from base.clock import NS_PER_S
from base.playhead import Playhead
from base.worker import Worker
from sessions.manifest import Manifest
from sessions.replay.air import ReplayAir
from sessions.replay.clock import ReplayClock
from sessions.replay.parts import Cameras
from sessions.replay.view import RATES, SMOOTH_UP_TO, DeckView, Mark, MarkKind, Timeline
from sessions.world import World
from video.replay.index import TapeIndex

log = logging.getLogger(__name__)

FRAME_NS = 40_000_000
"""A step where no camera is in focus, or the one that is has no pictures."""
JUMP_BACK_NS = NS_PER_S
"""While it plays: a mark that was passed so lately is the one that was just jumped to."""
CLOSE_LIMIT_S = 5.0
FIRST_PICTURES_NS = 5 * NS_PER_S
"""A recording begins before its first key frames come: who opens it sees pictures, and not the moment before them."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a deck is made of."""

    world: World
    manifest: Manifest
    folder: Path
    timeline: Timeline
    clock: ReplayClock
    cameras: Cameras
    air: ReplayAir
    indexes: Mapping[str, TapeIndex]
    """Of each camera that has pictures."""
    annotate: Callable[[int, str, str], Mark]
    """(tape time, text, operator): keeps it beside the session. Returns at once."""
    thumbnail: Callable[[str, int], Path | None]
    """(camera id, tape time); None while it is being made."""
    trouble: str = ""
    """What could not be opened; "" when all is there."""
    goes_on: bool = False
    """It is still being recorded."""
    helpers: tuple[Worker, ...] = ()
    """Started and stopped with the deck."""
    let_go: Callable[[], None] = lambda: None
    """Files that are held open, once nothing follows the playhead any more."""


class ReplayDeck:
    """sessions.replay.view.Deck."""

    def __init__(self, parts: Parts) -> None:
        """Stands where the first pictures are, paused. Starts what follows the playhead."""
        self._parts = parts
        self._timeline = parts.timeline
        self._clock = parts.clock
        self._version = 0
        self._last_jump = 0
        """Version of the last playhead that was a jump."""
        self._held = False
        """The handle is being dragged: time stands still until it is let go."""
        self._closing: threading.Thread | None = None
        self._view = DeckView(
            playing=False,
            rate=1.0,
            loop=None,
            focus=next(iter(parts.indexes), ""),
            at_end=False,
            seeking=True,
            keys_only=False,
            behind_s=0.0,
            trouble=parts.trouble,
            goes_on=parts.goes_on,
        )
        self._set(_first_pictures_ns(parts))
        parts.cameras.start()
        parts.cameras.set_focus(self._view.focus)
        parts.air.start()
        for helper in parts.helpers:
            helper.start()

    @property
    def world(self) -> World:
        return self._parts.world

    @property
    def manifest(self) -> Manifest:
        return self._parts.manifest

    @property
    def folder(self) -> Path:
        return self._parts.folder

    @property
    def timeline(self) -> Timeline:
        return self._timeline

    @property
    def playhead(self) -> Playhead:
        return self._clock.playhead

    def view(self) -> DeckView:
        return self._view

    def tape_ns(self) -> int:
        return self._clock.monotonic_ns()

    def advance(self) -> None:
        if self._closing is not None:
            return
        if self._view.playing and not self._held:
            self._turn_at_ends()
        self._look()

    def play(self) -> None:
        """From the end it begins anew."""
        view, first_ns, last_ns = self._view, self._timeline.first_tape_ns, self._timeline.last_tape_ns
        from_ns = self.tape_ns()
        if view.loop is not None and not view.loop[0] <= from_ns < view.loop[1]:
            from_ns = view.loop[0] if view.rate > 0 else view.loop[1]
        elif view.rate > 0 and from_ns >= last_ns:
            from_ns = first_ns
        elif view.rate < 0 and from_ns <= first_ns:
            from_ns = last_ns
        is_jump = from_ns != self.tape_ns() or not self._playhead_is_exact()
        self._held = False
        self._show(playing=True, at_end=False)
        self._set(from_ns, is_jump=is_jump)

    def pause(self) -> None:
        """Exact pictures come, also after a speed that showed key frames only."""
        if self._view.playing:
            at_ns, keys_only = self.tape_ns(), self._keys_only()
            self._held = False
            self._show(playing=False)
            self._set(at_ns, is_jump=keys_only)

    def set_rate(self, rate: float) -> None:
        if rate not in RATES:
            raise ValueError(f"{rate} is no speed of a replay")
        if rate != self._view.rate:
            at_ns, keys_only = self.tape_ns(), self._keys_only()
            self._show(rate=rate, at_end=False)
            if self._view.playing:
                self._set(at_ns, is_jump=keys_only and not self._keys_only(), exact=not self._held)

    def seek(self, tape_ns: int, *, exact: bool = True) -> None:
        self._held = not exact
        self._show(at_end=False)
        self._set(tape_ns, exact=exact)

    def step(self, frames: int) -> None:
        from_ns = self.tape_ns()
        self._held = False
        self._show(playing=False, at_end=False)
        index = self._parts.indexes.get(self._view.focus)
        to_ns = None if index is None else index.step(from_ns, frames)
        self._set(from_ns + frames * FRAME_NS if to_ns is None else to_ns)

    def jump(self, direction: int, kinds: frozenset[MarkKind] | None = None) -> Mark | None:
        marks = [mark for mark in self._timeline.marks if kinds is None or mark.kind in kinds]
        times = [mark.at_tape_ns for mark in marks]
        here_ns = self.tape_ns()
        if direction > 0:
            place = bisect_right(times, here_ns)
        else:
            slack_ns = round(JUMP_BACK_NS * max(self._view.rate, 0.0)) if self._view.playing else 0
            place = bisect_left(times, here_ns - slack_ns) - 1
        if not 0 <= place < len(marks):
            return None
        self.seek(times[place])
        return marks[place]

    def set_loop(self, span: tuple[int, int] | None) -> None:
        """One that is empty or outside the session is none."""
        if span is not None:
            low, high = (self._inside(one) for one in sorted(span))
            span = (low, high) if low < high else None
        self._show(loop=span)

    def set_focus(self, camera_id: str) -> None:
        self._show(focus=camera_id if camera_id in self._parts.indexes else "")
        self._parts.cameras.set_focus(self._view.focus)

    def annotate(self, text: str, operator: str) -> None:
        self.add_marks(self._parts.annotate(self.tape_ns(), text, operator))

    def add_marks(self, *marks: Mark) -> None:
        """Further marks for the timeline, such as those of a training script."""
        ordered = sorted([*self._timeline.marks, *marks], key=lambda mark: mark.at_tape_ns)
        self._timeline = replace(self._timeline, marks=tuple(ordered))

    def thumbnail(self, tape_ns: int) -> Path | None:
        focus = self._view.focus
        return self._parts.thumbnail(focus, self._inside(tape_ns)) if focus else None

    def close(self) -> None:
        """Asks; `wait_until_closed` waits for it."""
        if self._closing is None:
            for worker in (self._parts.air, *self._parts.helpers):
                worker.ask_to_stop()
            self._closing = threading.Thread(target=self._close, name="closing a replay")
            self._closing.start()

    def wait_until_closed(self, timeout_s: float) -> bool:
        """True when all its processes and threads have ended."""
        if self._closing is None:
            return False
        self._closing.join(timeout_s)
        return not self._closing.is_alive()

    def _close(self) -> None:
        """Errors are logged where they happen; one part that ends late must not keep the others."""
        if not self._parts.cameras.stop(CLOSE_LIMIT_S * 0.8):
            log.error("the cameras of a replay did not stop in time")
        late = [worker for worker in (self._parts.air, *self._parts.helpers) if not worker.join(CLOSE_LIMIT_S)]
        if not late:
            self._parts.let_go()

    # The playhead

    def _set(self, tape_ns: int, *, is_jump: bool = True, exact: bool = True) -> None:
        """From now on it is `tape_ns`, and on from there if it plays."""
        self._version += 1
        view, timeline = self._view, self._timeline
        playhead = Playhead(
            version=self._version,
            at_tape_ns=self._inside(tape_ns),
            set_at_ns=self._clock.live.monotonic_ns(),
            rate=view.rate if view.playing and not self._held else 0.0,
            first_tape_ns=timeline.first_tape_ns,
            last_tape_ns=timeline.last_tape_ns,
            is_jump=is_jump,
            exact=exact,
        )
        self._clock.playhead = playhead
        self._parts.cameras.set_playhead(playhead)
        self._parts.air.woken()
        self._look()

    def _turn_at_ends(self) -> None:
        view, now_ns = self._view, self.tape_ns()
        loop = view.loop
        if loop is not None and (now_ns >= loop[1] if view.rate > 0 else now_ns <= loop[0]):
            self._set(loop[0] if view.rate > 0 else loop[1])
        elif now_ns >= self._timeline.last_tape_ns if view.rate > 0 else now_ns <= self._timeline.first_tape_ns:
            self.pause()
            self._show(at_end=True)

    def _inside(self, tape_ns: int) -> int:
        return min(max(tape_ns, self._timeline.first_tape_ns), self._timeline.last_tape_ns)

    def _playhead_is_exact(self) -> bool:
        return self._clock.playhead.exact

    def _keys_only(self) -> bool:
        view = self._view
        return self._held or (view.playing and not 0 < view.rate <= SMOOTH_UP_TO)

    def _look(self) -> None:
        """Whether those that follow have come to where the playhead is."""
        air = self._parts.air
        pictures_there = all(settled.is_final for settled in self._parts.cameras.settled())
        seeking = air.settled_version < self._jumped_version() or not pictures_there
        trouble = " ".join(one for one in (self._parts.trouble, air.trouble) if one)
        keys_only = self._keys_only()
        self._show(seeking=seeking, keys_only=keys_only, behind_s=round(air.behind_s, 1), trouble=trouble)

    def _jumped_version(self) -> int:
        playhead = self._clock.playhead
        if playhead.is_jump:
            self._last_jump = playhead.version
        return self._last_jump

    def _show(self, **changes: object) -> None:
        view = replace(self._view, **changes)  # type: ignore[arg-type]  # names and types are DeckView's own
        if view != self._view:
            self._view = view


def _first_pictures_ns(parts: Parts) -> int:
    """The beginning, or a moment later, when all cameras that were there from the beginning have sent a picture."""
    start_ns = parts.timeline.first_tape_ns
    firsts = [int(index.times_ns[0]) for index in parts.indexes.values() if len(index)]
    return max([first for first in firsts if start_ns <= first <= start_ns + FIRST_PICTURES_NS], default=start_ns)
