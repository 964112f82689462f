"""Rows of the training's scratch book, read as reactions."""

from collections.abc import Callable, Collection, Sequence

from duty.book.rows import Row
from duty.incidents import MANY, IncidentAct, IncidentKind
from sessions.training.scoring import Reaction
from sessions.training.script import InjectionKind, ReactionKind

_ACTS = {
    IncidentAct.ACKNOWLEDGED.value: ReactionKind.ACKNOWLEDGED,
    IncidentAct.DISPATCHED.value: ReactionKind.DISPATCHED,
    IncidentAct.CLOSED.value: ReactionKind.CLOSED,
}
_CANNOT_SEE = "cannot_see"


class ReactionReader:
    """Fed with every row in the order in which it was written. `run_s` turns a row's UTC into seconds of the run.

    `intruders`: what the script's aircraft call themselves. An incident of another one, which a recorded session may
    have of its own, answers none of them. Empty: any aircraft is the script's.
    """

    def __init__(self, run_s: Callable[[int], float], intruders: Collection[str] = ()) -> None:
        self._run_s = run_s
        self._intruders = frozenset(intruders)
        self._incidents: dict[str, tuple[str, InjectionKind | None]] = {}
        """By uuid: the camera's id or the aircraft's serial, and what it can be about."""

    def read(self, rows: Sequence[Row]) -> list[Reaction]:
        found = [self._one(row) for row in rows]
        return [reaction for reaction in found if reaction is not None]

    def _one(self, row: Row) -> Reaction | None:
        values, at_s = row.values, self._run_s(row.at_wall_ns)
        match row.table:
            case "incident":
                is_air = values.get("kind") == IncidentKind.AIRSPACE.value
                camera = str(values.get("camera_id") or "")
                if is_air:
                    self._incidents[row.uuid] = self._aircraft(str(values.get("subject")))
                    return None  # the program raises those by itself
                self._incidents[row.uuid] = (camera, None)
                return Reaction(at_s, ReactionKind.OPENED, camera, text=str(values.get("title") or ""))
            case "incident_act":
                kind = _ACTS.get(str(values.get("act")))
                camera, about = self._incidents.get(str(values.get("incident_uuid")), ("", None))
                if kind is None or not row.operator:
                    return None
                return Reaction(at_s, kind, camera, about, str(values.get("note") or ""))
            case "sighting" if values.get("answer") == _CANNOT_SEE:
                return Reaction(
                    at_s, ReactionKind.CANNOT_SEE, str(values["camera_id"]), text=str(values.get("note") or "")
                )
        return None

    def _aircraft(self, subject: str) -> tuple[str, InjectionKind | None]:
        """Which one it is, where that can be told: of very many at once, or of a script that knows none, it cannot."""
        if not self._intruders or subject == MANY:
            return "", InjectionKind.BLACK_FLIGHT
        serial = subject.partition("#")[0]
        return (serial, InjectionKind.BLACK_FLIGHT) if serial in self._intruders else ("", None)
