"""Recorded telemetry, played again: an Air that is driven over an AirTape on the grid. Nothing here can transmit."""

import logging
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shapely.errors import ShapelyError

from base.clock import NS_PER_S
from drones import replay_state
from drones import zones as zone_files
from drones.air import Air
from drones.config import DockConfig, DroneConfig, LinkConfig, ZoneFileConfig
from drones.decoding import Decoder
from drones.events import Chunk, LinkEvent
from drones.framing import Frame
from drones.picture import AirPicture
from drones.replay_checkpoints import EVERY_NS, NAME, Checkpoints, key_of
from drones.replay_grid import STEP_NS, Bad, Change, Entry, Grid, grid_before
from drones.replay_link import EVENT, Message, Row, entry_of
from drones.replay_state import DamagedError
from drones.replay_tape import AirTape, ForeignLog, OnProgress
from drones.zones import ZoneIndex

__all__ = ["STEP_NS", "AirReplay", "AirTape", "ForeignLog", "Message", "grid_before"]
log = logging.getLogger(__name__)

_WINDOW_NS = 2 * NS_PER_S
"""Read from the disk at a time, where it plays on."""
_MOST_REFUSED = 4
"""States that are none though their checksum is right: so many, and their file is somebody's who means no good."""
_NONSENSE = (ArithmeticError, ValueError, TypeError, LookupError, ShapelyError)
"""What reducers raise that go on from a state with numbers in it that mean nothing."""
ChangeEvents = Callable[[LinkEvent], Sequence[LinkEvent]]
Inject = Callable[[int, int], Sequence[LinkEvent]]


@dataclass(slots=True)
class _Window:
    """What was read from the tape: `rows` from `start` on come after the grid point `at_ns`."""

    at_ns: int
    until_ns: int
    rows: list[Row]
    start: int = 0


class AirReplay:
    """The air at a moment of a tape. For one thread at a time.

    The state at t is that at the last grid point at or before t, whichever way it was reached.
    """

    def __init__(
        self,
        tape: AirTape,
        *,
        links: Sequence[LinkConfig],
        drones: Sequence[DroneConfig],
        docks: Sequence[DockConfig],
        zones: Sequence[ZoneFileConfig],
        change: ChangeEvents | None = None,
        inject: Inject | None = None,
        zone_index: ZoneIndex | None = None,
    ) -> None:
        """`change` is given every piece of the recording (a Chunk of one whole frame, its bytes empty where they were
        not kept; a link's changes) and gives what the air shall be fed instead. `inject(after, until)` gives what comes
        in addition in these 100 ms, behind the recording's. Both must go by what they are given alone: they are asked
        again after each seek. With either no checkpoint of the recording is used.

        `zone_index`: what `zones` hold, where somebody has read them already.
        """
        self._tape = tape
        self._change = change
        self._inject = inject
        self._decoder = Decoder()
        self._parts = (tuple(links), tuple(drones), tuple(docks))
        self._zones = zone_index if zone_index is not None else _zones_of(zones)
        self._wall_offset_ns = tape.relation.started_wall_ns - tape.relation.started_tape_ns
        path = None if change or inject else tape.folder / NAME
        missing = [link.restricted_gone for link in tape.links]
        key = key_of(
            tape.identities, missing, tape.relation, links=links, drones=drones, docks=docks, zones=zones
        )  # fmt: skip
        self.checkpoints = Checkpoints(path, key)
        self.give_up: Callable[[], bool] = lambda: False
        """Asked during a long seek; where it says so the seek ends early, and the next goes on from there."""
        self._changes: list[Change] = []
        self._refused = 0
        self._adopted = False
        """Whether what its air knows may come out of a checkpoint."""
        self._grid = self._fresh()
        self._window = _Window(0, 0, [])

    @property
    def at_tape_ns(self) -> int:
        """The grid point that its state is of."""
        return self._grid.at_ns

    def picture(self) -> AirPicture:
        """Raises OSError as `seek`."""
        try:
            return self._grid.picture()
        except _NONSENSE as error:
            self._begin_anew(error)
            return self._grid.picture()

    def take_changes(self) -> list[Change]:
        """Verdicts that changed while it played on since this was last asked; a seek speaks none."""
        changes, self._changes = self._changes, []
        return changes

    def seek(self, tape_ns: int) -> None:
        """To the state of the last grid point at or before. Raises OSError where the tape cannot be read any more."""
        to_ns = grid_before(tape_ns)
        try:
            self._seek(to_ns)
        except _NONSENSE as error:
            self._begin_anew(error, to_ns)

    def _seek(self, to_ns: int) -> None:
        self._changes.clear()
        if to_ns < self._tape.start_ns:
            self._grid = self._fresh(to_ns)
            return
        nearest = self._nearest(to_ns)
        if nearest is not None:
            self._grid = nearest
        while self._grid.at_ns < to_ns and not self.give_up():
            self._roll(min(to_ns, grid_before(self._grid.at_ns + EVERY_NS)), reads_ahead=False)
            self._changes.clear()
            nearest = self._nearest(to_ns)  # somebody may have made better ones meanwhile
            if nearest is not None:
                self._grid = nearest

    def play_to(self, tape_ns: int) -> None:
        """On from where it is, to the last grid point at or before. Raises OSError as `seek`."""
        to_ns = grid_before(tape_ns)
        try:
            if to_ns > self._grid.at_ns:
                self._roll(to_ns, reads_ahead=True)
        except _NONSENSE as error:
            self._begin_anew(error, to_ns)

    def state(self) -> bytes:
        """All that its future depends on, packed: equal states are equal bytes."""
        return replay_state.pack(self._grid.air.state())

    def grid(self) -> Grid:
        """For a recorder that goes on from here; this one must not be used any more."""
        return self._grid

    def build_checkpoints(self, progress: OnProgress | None = None) -> None:
        """Play all of the tape and keep a state every 2 s, on the disk where it lets us.

        For an AirReplay of its own, in a thread of its own; `progress` gets (tape ns done, tape ns in all) and cancels
        by raising. Those that share its checkpoints find each of them at once.
        """
        start_ns, end_ns = self._tape.start_ns, grid_before(self._tape.last_tape_ns)
        self.seek(start_ns)
        while self._grid.at_ns < end_ns:
            if progress is not None:
                progress(self._grid.at_ns - start_ns, end_ns - start_ns)
            self.seek(min(self._grid.at_ns + EVERY_NS, end_ns))
        self.checkpoints.save()

    @property
    def has_checkpoints(self) -> bool:
        """Whether there is one for every 2 s, so that no seek is longer than that."""
        first = -(-self._tape.start_ns // EVERY_NS) * EVERY_NS
        due = range(first + EVERY_NS, grid_before(self._tape.last_tape_ns) - EVERY_NS, EVERY_NS)
        return all(at in self.checkpoints for at in due)

    def share_checkpoints(self, other: "AirReplay") -> None:
        """Use what `other`, of the same tape and configuration, has and makes, too."""
        self.checkpoints = other.checkpoints

    def _begin_anew(self, error: Exception, to_ns: int | None = None) -> None:
        """A state can be well made and still be one that no air can have come to: then nothing of the file is used, and
        the way to where it stood, or to `to_ns`, begins at the tape's beginning. Raises `error` where none was used.
        """
        if not self._adopted:
            raise error
        self._adopted = False
        self.checkpoints.distrust()
        log.warning("the states of the recording in %s make no sense: %r", self._tape.folder, error)
        to_ns = self._grid.at_ns if to_ns is None else to_ns
        self._grid, self._window = self._fresh(), _Window(0, 0, [])
        self._seek(to_ns)

    def _nearest(self, to_ns: int) -> Grid | None:
        """The best place to roll from; None: where it stands now."""
        at_ns = self._grid.at_ns
        stands_well = self._tape.start_ns <= at_ns <= to_ns
        for checkpoint_ns in self.checkpoints.before(to_ns):
            if stands_well and checkpoint_ns <= at_ns:
                return None
            packed = self.checkpoints.get(checkpoint_ns)
            try:
                if packed is not None:
                    grid = self._fresh(checkpoint_ns)
                    grid.air.adopt(replay_state.unpack(packed))
                    self._adopted = True
                    return grid
            except (DamagedError, LookupError):
                log.warning("a state at %d ns of the recording in %s is damaged", checkpoint_ns, self._tape.folder)
                self.checkpoints.forget(checkpoint_ns)
                self._refused += 1
                if self._refused >= _MOST_REFUSED:
                    self.checkpoints.distrust()
                    break
        return None if stands_well else self._fresh()

    def _roll(self, to_ns: int, *, reads_ahead: bool) -> None:
        if self._grid.at_ns < self._tape.start_ns <= to_ns:
            self._grid = self._fresh()
        while self._grid.at_ns < to_ns:
            checkpoint_ns = (self._grid.at_ns // EVERY_NS + 1) * EVERY_NS
            self._read(self._grid.at_ns + _WINDOW_NS if reads_ahead else min(to_ns, self._grid.at_ns + _WINDOW_NS))
            end_ns = min(to_ns, self._window.until_ns, checkpoint_ns)
            self._roll_window(end_ns)
            if end_ns == checkpoint_ns and checkpoint_ns not in self.checkpoints:
                self.checkpoints.add(checkpoint_ns, replay_state.pack(self._grid.air.state()))

    def _read(self, until_ns: int) -> None:
        """What comes next, unless it has been read already."""
        window, at_ns = self._window, self._grid.at_ns
        if window.at_ns == at_ns < window.until_ns:
            return
        after_ns = -(1 << 62) if at_ns == self._tape.start_ns else at_ns
        whole = self._change is not None or self._inject is not None
        self._window = _Window(at_ns, until_ns, self._tape.rows(after_ns, until_ns, whole=whole))

    def _roll_window(self, end_ns: int) -> None:
        grid, window = self._grid, self._window
        rows = window.rows
        is_plain = self._change is None and self._inject is None
        while grid.at_ns < end_ns:
            point_ns = grid.at_ns + STEP_NS
            stop = bisect_left(rows, (point_ns + 1,), window.start)
            due = rows[window.start : stop]
            window.start, window.at_ns = stop, point_ns
            if is_plain:
                self._feed(grid.air, due)
            else:
                for row in due:
                    self._feed_changed(grid, entry_of(row))
                for event in self._inject(grid.at_ns, point_ns) if self._inject is not None else ():
                    grid.air.feed(event)
            self._changes += grid.pass_point()

    @staticmethod
    def _feed(air: Air, rows: Sequence[Row]) -> None:
        receptions = air.receptions
        for at_ns, _, _, link, sender, message_id, system, component, sequence, what in rows:
            if message_id != EVENT:
                receptions[link].hear(sender, message_id, system, component, sequence, what, at_ns)
            elif isinstance(what, Bad):
                air.add_bad(link, what.bad)
            else:
                air.feed(what)

    def _feed_changed(self, grid: Grid, entry: Entry) -> None:
        what = entry.what
        if self._change is None or isinstance(what, Bad):
            grid.feed(entry)
            return
        if not isinstance(what, Frame):
            for event in self._change(what):
                grid.air.feed(event)
            return
        chunk = Chunk(entry.link, entry.sender, what.raw, entry.at_ns)
        for event in self._change(chunk):
            if event is chunk:
                grid.feed(entry)
            else:
                grid.air.feed(event)

    def _fresh(self, at_ns: int | None = None) -> Grid:
        links, drones, docks = self._parts
        air = Air(links=links, drones=drones, docks=docks, zones=self._zones, decoder=self._decoder, whole_frames=True)
        return Grid(air, self._tape.start_ns if at_ns is None else at_ns, self._wall_offset_ns)


def _zones_of(files: Sequence[ZoneFileConfig]) -> ZoneIndex:
    return ZoneIndex(*zone_files.load(files)) if files else zone_files.EMPTY
