"""The air of a run on a recorded session: its telemetry with what goes wrong in it, brought along with the run's clock.

There is no link in it and nothing that could open one: it reads files.
"""

import logging
from collections.abc import Callable, Sequence

from base.clock import NS_PER_S, Clock
from base.worker import Worker
from drones.events import LinkEvent
from drones.picture import AirPicture, TrackView, Verdict, VerdictView
from drones.replay import STEP_NS, AirReplay, AirTape, grid_before
from drones.replay_checkpoints import Checkpoints
from drones.zones import ZoneIndex
from duty.precinct import Precinct
from sessions.jobs import Progress
from sessions.world import AirFeed

SLICE_NS = NS_PER_S
"""Played at a time where it has fallen behind: verdicts and pictures come on the way."""
_AGAIN_S = 1.0
_LEAST_WAIT_S = 0.005
log = logging.getLogger(__name__)
OnVerdict = Callable[[VerdictView, TrackView], None]


def recorded_at(start_ns: int, tape: AirTape, precinct: Precinct, zones: ZoneIndex, progress: Progress) -> AirReplay:
    """The recording as it is, at the last grid point at or before `start_ns`. Raises OSError, CancelledError."""
    parts = precinct
    plain = AirReplay(
        tape, links=parts.links, drones=parts.drones, docks=parts.docks, zones=parts.zones, zone_index=zones
    )
    plain.give_up = progress.cancelled.is_set
    plain.seek(start_ns)
    progress.check()
    return plain


def changed_from(
    plain: AirReplay,
    tape: AirTape,
    precinct: Precinct,
    zones: ZoneIndex,
    *,
    change: Callable[[LinkEvent], Sequence[LinkEvent]],
    inject: Callable[[int, int], Sequence[LinkEvent]] | None,
) -> AirReplay:
    """From where `plain` stands, as long as nothing has gone wrong until there: an hour is not played first.

    Raises OSError.
    """
    player = AirReplay(
        tape,
        links=precinct.links,
        drones=precinct.drones,
        docks=precinct.docks,
        zones=precinct.zones,
        change=change,
        inject=inject,
        zone_index=zones,
    )
    player.checkpoints = Checkpoints(None, b"")
    player.checkpoints.add(plain.at_tape_ns, plain.state())
    player.seek(plain.at_tape_ns)
    return player


class TrainingAir(Worker):
    """sessions.world.AirFeed. Never leaves anything out, however late it is: each verdict is spoken once."""

    pause_after_error_s = 0.1

    def __init__(self, player: AirReplay, clock: Clock) -> None:
        """`player` stands where the run's world begins."""
        super().__init__("air of a run")
        self._player = player
        self._clock = clock
        self._on_verdict: OnVerdict = _nobody
        self._picture = player.picture()
        self._trouble = ""

    def listen(self, on_verdict: OnVerdict) -> AirFeed:
        """sessions.building.Given.air: who hears of verdicts that change. Before it is started."""
        self._on_verdict = on_verdict
        return self

    def picture(self) -> AirPicture:
        """As of the last grid point that was reached; replaced whole. Any thread."""
        return self._picture

    @property
    def trouble(self) -> str:
        """One sentence while the telemetry cannot be read; "" when all is well."""
        return self._trouble

    def started(self) -> None:
        """A desk that one comes to knows of what goes on already."""
        tracks = {track.track_id: track for track in self._picture.tracks}
        for verdict in self._picture.verdicts:
            track = tracks.get(verdict.track_id)
            if verdict.verdict is Verdict.IN_BREACH and track is not None:
                self._on_verdict(verdict, track)

    def run_once(self) -> None:
        wanted_ns = grid_before(self._clock.monotonic_ns())
        try:
            if wanted_ns > self._player.at_tape_ns:
                self._play_to(min(wanted_ns, self._player.at_tape_ns + SLICE_NS))
            self._trouble = ""
        except OSError as error:
            if not self._trouble:
                log.error("the telemetry of a training cannot be read: %s", error.strerror or error)
            self._trouble = f"The telemetry cannot be read: {error.strerror or error}."
            self.stopping.wait(_AGAIN_S)
            return
        if self._player.at_tape_ns >= wanted_ns:
            due_s = (wanted_ns + STEP_NS - self._clock.monotonic_ns()) / NS_PER_S
            self.stopping.wait(max(due_s, _LEAST_WAIT_S))

    def _play_to(self, to_ns: int) -> None:
        self._player.play_to(to_ns)
        for verdict, track in self._player.take_changes():
            self._on_verdict(verdict, track)
        self._picture = self._player.picture()


def _nobody(_verdict: VerdictView, _track: TrackView) -> None: ...
