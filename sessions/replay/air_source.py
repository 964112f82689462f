"""The recorded telemetry of a session, opened: what plays it, and what there is of it."""

from collections.abc import Mapping
from pathlib import Path

from base.clock import NS_PER_S
from drones.replay import AirReplay, AirTape, ForeignLog
from duty.precinct import Precinct
from sessions.files import SessionFiles
from sessions.jobs import Progress
from sessions.manifest import Manifest
from sessions.replay.timeline import Arrivals
from sessions.sources import Sources


class AirSource:
    def __init__(self, tape: AirTape, precinct: Precinct) -> None:
        self.tape = tape
        self._precinct = precinct

    def player(self) -> AirReplay:
        """Reads the zone files: for the thread that is to play."""
        parts = self._precinct
        return AirReplay(self.tape, links=parts.links, drones=parts.drones, docks=parts.docks, zones=parts.zones)

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
