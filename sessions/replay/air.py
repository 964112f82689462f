"""The air of a replay: a thread that brings the recorded telemetry to the playhead, and the picture for all to see.

There is no link in it and nothing that could open one: it reads files.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable

from base.clock import NS_PER_S
from base.errors import PersonError
from base.playhead import Playhead
from base.worker import Worker
from drones import picture as pictures
from drones.picture import AirPicture
from sessions.replay.clock import ReplayClock
from sessions.replay.parts import AirTapePlayer

GRID_NS = NS_PER_S // 10
"""Of tape time: the state at a moment is that of the last grid point at or before it."""
SLICE_NS = NS_PER_S
"""Played at a time before the playhead is looked at again, and a picture published."""
SKIP_NS = 6 * NS_PER_S
"""So far behind the playhead it is left out what is in between: a checkpoint is nearer than the way there."""
BACK_NS = 4 * NS_PER_S
"""Playing backward goes by stretches of so long: each is played forward once, and its pictures kept."""
_KEPT = 160
"""Pictures of grid points that were passed lately: stepping and playing backward finds most of them here."""
_IDLE_S = 0.5
_LEAST_WAIT_S = 0.02
"""As often as the window looks: at 32 times there are more grid points than anybody sees."""
_AGAIN_S = 1.0
log = logging.getLogger(__name__)


class ReplayAir(Worker):
    """sessions.world.AirFeed. `woken` is called after each change of the clock's playhead."""

    def __init__(self, make_tape: Callable[[], AirTapePlayer], clock: ReplayClock) -> None:
        """`make_tape` is called in the thread: it may take a while."""
        super().__init__("replayed air")
        self._make_tape = make_tape
        self._tape_made: AirTapePlayer | None = None
        self._clock = clock
        self._woken = threading.Event()
        self._picture = pictures.EMPTY
        self._kept: OrderedDict[int, AirPicture] = OrderedDict()
        self._behind_s = 0.0
        self._settled_version = -1
        self._trouble = ""

    def picture(self) -> AirPicture:
        """As of the last grid point that was reached; replaced whole. Any thread."""
        return self._picture

    @property
    def behind_s(self) -> float:
        """Tape seconds from the picture to the playhead, beyond what the grid explains."""
        return self._behind_s

    @property
    def settled_version(self) -> int:
        """Of the newest playhead whose place has been reached since it was set."""
        return self._settled_version

    def woken(self) -> None:
        self._woken.set()

    def ask_to_stop(self) -> None:
        super().ask_to_stop()
        self._woken.set()

    @property
    def trouble(self) -> str:
        """One sentence while the telemetry cannot be read; "" when all is well."""
        return self._trouble

    def run_once(self) -> None:
        """What cannot be read, because its disk is gone, is tried again."""
        try:
            self._turn()
        except (OSError, PersonError) as error:
            said = getattr(error, "strerror", None) or str(error)
            if not self._trouble:
                log.error("the telemetry of a replay cannot be read: %s", said)
            self._trouble = f"The telemetry cannot be read: {said}."
            self.stopping.wait(_AGAIN_S)

    @property
    def _tape(self) -> AirTapePlayer:
        if self._tape_made is None:
            self._tape_made = self._make_tape()
        return self._tape_made

    def _turn(self) -> None:
        self._woken.clear()
        playhead = self._clock.playhead
        now_ns = self._clock.live.monotonic_ns()
        wanted_ns = _grid(playhead.tape_ns(now_ns))
        is_jump = playhead.is_jump and playhead.version > self._settled_version
        reached = self._go(wanted_ns, is_jump=is_jump, backward=playhead.rate < 0)
        self._trouble = ""
        self._behind_s = 0.0 if reached else abs(wanted_ns - self._picture.at_ns) / NS_PER_S
        if not reached:
            return
        self._settled_version = max(self._settled_version, playhead.version)
        self._wait(playhead, wanted_ns)

    def _go(self, wanted_ns: int, *, is_jump: bool, backward: bool) -> bool:
        """Nearer to the grid point; True when its picture is published."""
        if self._picture.at_ns == wanted_ns:
            return True
        kept = self._kept.get(wanted_ns)
        if kept is not None:
            self._picture = kept
            return True
        at_ns = self._tape.at_tape_ns
        if backward and wanted_ns < at_ns:
            self._tape.seek(wanted_ns - BACK_NS)
            self._keep()
            at_ns = self._tape.at_tape_ns
        if at_ns <= wanted_ns < at_ns + SKIP_NS and not is_jump:
            self._play(min(wanted_ns, at_ns + SLICE_NS), every_point=backward)
        else:
            self._tape.seek(wanted_ns)
        self._picture = self._keep()
        return self._tape.at_tape_ns == wanted_ns

    def _play(self, to_ns: int, *, every_point: bool) -> None:
        if every_point:
            for point in range(self._tape.at_tape_ns + GRID_NS, to_ns, GRID_NS):
                self._tape.play_to(point)
                self._keep()
        self._tape.play_to(to_ns)

    def _keep(self) -> AirPicture:
        picture = self._tape.picture()
        self._kept[picture.at_ns] = picture
        self._kept.move_to_end(picture.at_ns)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return picture

    def _wait(self, playhead: Playhead, wanted_ns: int) -> None:
        """Until the next grid point is due, or the playhead was changed."""
        if not playhead.rate:
            self._woken.wait(_IDLE_S)
            return
        now_ns = playhead.tape_ns(self._clock.live.monotonic_ns())
        next_ns = wanted_ns + GRID_NS if playhead.rate > 0 else wanted_ns - 1
        due_s = (next_ns - now_ns) / playhead.rate / NS_PER_S
        self._woken.wait(min(max(due_s, _LEAST_WAIT_S), _IDLE_S))


def _grid(tape_ns: int) -> int:
    return tape_ns // GRID_NS * GRID_NS
