"""The recorded telemetry of a session, opened: what plays it, and what there is of it."""

import logging
import threading
from collections.abc import Mapping
from pathlib import Path

from base.clock import NS_PER_S
from base.errors import PersonError
from base.worker import Worker
from drones.replay import AirReplay, AirTape, ForeignLog
from duty.precinct import Precinct
from sessions.files import SessionFiles
from sessions.jobs import CancelledError, Progress
from sessions.manifest import Manifest
from sessions.replay.timeline import Arrivals
from sessions.sources import Sources

log = logging.getLogger(__name__)

STATES_THREAD = "states of a replay"
_BREATH_S = 0.05
"""After every few seconds of tape."""


class AirSource:
    def __init__(self, tape: AirTape, precinct: Precinct) -> None:
        self.tape = tape
        self._precinct = precinct
        self._lock = threading.Lock()
        self._players: list[AirReplay] = []

    def player(self) -> AirReplay:
        """Reads the zone files: for the thread that is to play. All of them share the states on the way."""
        parts = self._precinct
        made = AirReplay(self.tape, links=parts.links, drones=parts.drones, docks=parts.docks, zones=parts.zones)
        with self._lock:
            if self._players:
                made.share_checkpoints(self._players[0])
            self._players.append(made)
        return made

    def arrivals(self) -> list[Arrivals]:
        """Of each link, for the timeline."""
        return [
            Arrivals(link.name, False, link.name, *self.tape.arrivals(link.name)) for link in self._precinct.links
        ]  # fmt: skip

    def span(self) -> tuple[int, int] | None:
        """Tape times of the first and the last message; None without any."""
        return (self.tape.first_tape_ns, self.tape.last_tape_ns) if self.tape.messages else None

    def close(self) -> None:
        self.tape.close()


class StatesMaker(Worker):
    """Plays the tape once in the background where the states on the way are missing: after that no seek is long.

    Foreign logs have none, nor has a session whose program was cut off at once or is another version's.
    """

    def __init__(self, source: AirSource) -> None:
        super().__init__(STATES_THREAD)
        self._source = source

    def run_once(self) -> None:
        try:
            player = self._source.player()
            if not player.has_checkpoints:
                player.build_checkpoints(self._go_on)
        except CancelledError:
            return
        except (OSError, PersonError) as error:
            log.warning("states on the way are missing: %s", error)
        self.ask_to_stop()

    def _go_on(self, done: int, total: int) -> None:
        """The window and whoever looks at the replay come first."""
        if self.stopping.wait(_BREATH_S):
            raise CancelledError


def open_air(
    folder: Path,
    manifest: Manifest,
    precinct: Precinct,
    sources: Sources,
    offsets_s: Mapping[str, float],
    progress: Progress,
) -> AirSource:
    """Makes the indexes where they are missing, and the states on the way where there are none. Raises PersonError."""
    foreign = {
        log.link: ForeignLog(log.path, log.late_ns + round(offsets_s.get(log.link, 0.0) * NS_PER_S))
        for log in sources.logs
        if log.path.is_file()
    }
    tape = AirTape.open(
        SessionFiles(folder).links,
        precinct.links,
        started_tape_ns=manifest.started_tape_ns,
        started_wall_ns=manifest.started_wall_ns,
        foreign=foreign,
        progress=progress.say,
    )
    return AirSource(tape, precinct)
