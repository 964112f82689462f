"""The recorder's own air: a second behind what is written, and put away every few seconds as a replay finds it."""

import logging
import threading
from bisect import bisect_right
from collections.abc import Callable, Sequence
from operator import itemgetter
from pathlib import Path

from base.clock import NS_PER_S
from drones import replay_state
from drones import zones as zone_files
from drones.air import Air
from drones.config import DockConfig, DroneConfig, LinkConfig, ZoneFileConfig
from drones.recording_before import opened
from drones.replay import AirReplay
from drones.replay_checkpoints import EVERY_NS, NAME, Checkpoints, CheckpointWriter, key_of
from drones.replay_grid import STEP_NS, Entry, Grid, grid_before
from drones.replay_tape import AirTape
from drones.tlog_index import Relation
from drones.zones import ZoneIndex

log = logging.getLogger(__name__)

_MOST_AT_ONCE_NS = 30 * NS_PER_S
"""After the machine was asleep its own air catches up little by little: the writing comes first."""
_PATIENCE_S = 0.5
"""For zone files at the end of a recording that was so short."""
_MOST_ENTRIES_WAITING = 200_000
"""For zone files to be read; then there are no checkpoints, and a replay makes them."""
_time = itemgetter(0)
_order = itemgetter(0, 1, 2)


class RecordedStates:
    """The recorder's own air, a second behind, and its checkpoints.

    Until the zone files are read, and what was recorded before is played, what comes waits in memory.
    """

    def __init__(
        self,
        folder: Path,
        links: Sequence[LinkConfig],
        drones: Sequence[DroneConfig],
        docks: Sequence[DockConfig],
        zones: Sequence[ZoneFileConfig],
        relation: Relation,
        identities: Sequence[bytes],
        *,
        resumed: bool,
    ) -> None:
        self._folder = folder
        self._parts = (tuple(links), tuple(drones), tuple(docks))
        self._zones = tuple(zones)
        self._relation = relation
        self._identities = tuple(identities)
        self._resumed = resumed
        self._waiting: list[list[Entry]] = [[] for _ in links]
        """Of each link, in order."""
        self._grid: Grid | None = None
        self._writer: CheckpointWriter | None = None
        self._failed = True
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._passed_ns = grid_before(relation.started_tape_ns)

    @property
    def written_bytes(self) -> int:
        return self._writer.written_bytes if self._writer is not None else 0

    def start(self) -> None:
        """Raises OSError."""
        links, drones, docks = self._parts
        key = key_of(
            self._identities,
            [False] * len(links),
            self._relation,
            links=links,
            drones=drones,
            docks=docks,
            zones=self._zones,
        )
        self._writer = Checkpoints(self._folder / NAME, key).writer()
        self._failed = False
        if self._resumed:
            # Opened here, not in the thread: it ends where this recorder begins.
            tape = opened(self._folder, links, self._relation)
            self._begin(lambda zones: self._played(tape, zones))
        else:
            self._begin(self._fresh)

    def take(self, entry: Entry) -> None:
        if not self._failed:
            self._waiting[entry.link_number].append(entry)

    def advance(self, to_ns: int) -> int:
        """To a grid point, once it can; the point that is past from now on."""
        thread = self._thread
        if thread is not None and not thread.is_alive():
            thread.join()
            self._thread = None
            if self._grid is None:
                self._give_up()
        if self._grid is None and sum(map(len, self._waiting)) > _MOST_ENTRIES_WAITING:
            log.warning("the recording has no states: what they are made of takes too long to read")
            self._give_up()
        if self._grid is None or self._failed or to_ns <= self._grid.at_ns:
            return self._passed_ns
        to_ns = min(to_ns, self._grid.at_ns + _MOST_AT_ONCE_NS)
        try:
            self._go(self._grid, to_ns)
        except Exception:  # a message that nobody foresaw ends the states, and not the writing
            log.exception("the recording has no states from here on")
            self._give_up()
            return self._passed_ns
        self._passed_ns = self._grid.at_ns
        return self._passed_ns

    def _go(self, grid: Grid, to_ns: int) -> None:
        entries = self._until(to_ns)
        done = 0
        while grid.at_ns < to_ns:
            checkpoint_ns = (grid.at_ns // EVERY_NS + 1) * EVERY_NS
            done, _ = grid.go_to(min(to_ns, checkpoint_ns), entries, done)
            if grid.at_ns == checkpoint_ns and self._writer is not None:
                self._writer.add(checkpoint_ns, replay_state.pack(grid.air.state()))

    def _until(self, to_ns: int) -> list[Entry]:
        """Taken out of what waits: all of it up to a time, in order."""
        found: list[Entry] = []
        parts = 0
        for waiting in self._waiting:
            count = bisect_right(waiting, to_ns, key=_time)
            if count:
                found += waiting[:count]
                del waiting[:count]
                parts += 1
        if parts > 1:
            found.sort(key=_order)
        return found

    def flush(self) -> None:
        if self._writer is not None:
            self._writer.flush()

    def finish(self, to_ns: int) -> None:
        """Nothing more comes: no need to wait for what is late."""
        if self._thread is not None:
            self._thread.join(_PATIENCE_S)
        if self._thread is None or not self._thread.is_alive():
            self.advance(to_ns)
        self.stop()

    def stop(self) -> None:
        self._stop.set()
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.join()

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._give_up()

    def _begin(self, make: Callable[[ZoneIndex], Grid]) -> None:
        self._thread = threading.Thread(target=self._prepare, args=(make,), name="recorded air", daemon=True)
        self._thread.start()

    def _prepare(self, make: Callable[[ZoneIndex], Grid]) -> None:
        index = zone_files.EMPTY
        try:
            for file in self._zones:
                index = index.extended(*zone_files.load_file(file, stopped=self._stop.is_set))
                if self._stop.is_set():
                    return
            self._grid = make(index)
        except Exception:
            log.exception("the recording has no states")

    def _fresh(self, zones: ZoneIndex) -> Grid:
        links, drones, docks = self._parts
        air = Air(links=links, drones=drones, docks=docks, zones=zones, whole_frames=True)
        relation = self._relation
        offset_ns = relation.started_wall_ns - relation.started_tape_ns
        return Grid(air, grid_before(relation.started_tape_ns), offset_ns, is_checked=True)

    def _played(self, tape: AirTape, zones: ZoneIndex) -> Grid:
        """What was recorded before, played to its end."""
        links, drones, docks = self._parts
        try:
            replay = AirReplay(
                tape, links=links, drones=drones, docks=docks, zones=self._zones, zone_index=zones
            )  # fmt: skip
            replay.seek(grid_before(tape.last_tape_ns))
            # What is behind the last grid point belongs to the next.
            for entry in reversed(tape.entries(replay.at_tape_ns, tape.last_tape_ns + STEP_NS)):
                self._waiting[entry.link_number].insert(0, entry)
            return replay.grid()
        finally:
            tape.close()

    def _give_up(self) -> None:
        self._failed = True
        for waiting in self._waiting:
            waiting.clear()
