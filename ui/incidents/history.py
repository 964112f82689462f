"""An incident told in order: what happened when, and who did it. Used by the details and by the card."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject

from duty.incidents import DispatchView, IncidentView
from duty.people import OperatorsView
from duty.precinct import Precinct
from ui.words import duty, figures


@dataclass(frozen=True, slots=True)
class Line:
    at_wall_ns: int
    what: str
    who: str
    """The operator's name; "" for the program."""


def responder_names(precinct: Precinct) -> dict[str, str]:
    """Names by id of everybody who can be sent: teams, posts, stations and drones."""
    return {r.id: r.name for r in precinct.responders} | {d.id: d.name for d in precinct.drones}


def operator_names(view: OperatorsView | None) -> dict[str, str]:
    return {person.login: person.name for person in view.people} if view is not None else {}


class History(QObject):
    """A QObject for its translations only."""

    def lines(self, view: IncidentView, responders: Mapping[str, str], operators: Mapping[str, str]) -> list[Line]:
        """The oldest first; what happened at the same moment in the order of the states."""

        def name(login: str) -> str:
            return operators.get(login, login)

        raised = self.tr("Opened") if view.operator else self.tr("Raised by the program")
        lines = [Line(view.raised_wall_ns, raised, name(view.operator))]
        if view.acknowledged_wall_ns is not None:
            lines.append(Line(view.acknowledged_wall_ns, self.tr("Acknowledged"), name(view.acknowledged_by)))
        for dispatch in view.dispatches:
            who = responders.get(dispatch.responder_id, dispatch.responder_id)
            lines.append(Line(dispatch.told_wall_ns, self._told(dispatch, who), name(dispatch.operator)))
            if dispatch.on_scene_wall_ns is not None:
                on_scene = self.tr("{who} is on scene").replace("{who}", who)
                lines.append(Line(dispatch.on_scene_wall_ns, on_scene, ""))
        lines += [Line(note.at_wall_ns, note.text, name(note.operator)) for note in view.notes]
        if view.closed_wall_ns is not None:
            lines.append(Line(view.closed_wall_ns, self._closed(view), ""))
        return sorted(lines, key=lambda line: line.at_wall_ns)

    def _told(self, dispatch: DispatchView, who: str) -> str:
        parts = [self.tr("{who} sent").replace("{who}", who)]
        if dispatch.channel:
            parts.append(self.tr("by {channel}").replace("{channel}", dispatch.channel))
        if dispatch.told:
            parts.append(self.tr("told: {name}").replace("{name}", dispatch.told))
        if dispatch.read_back:
            parts.append(self.tr("read back: “{words}”").replace("{words}", dispatch.read_back))
        if dispatch.reported_to:
            parts.append(self.tr("reported upward to {whom}").replace("{whom}", dispatch.reported_to))
        if dispatch.distance_m is not None:
            parts.append(figures.distance(dispatch.distance_m))
        return " · ".join(parts)

    def _closed(self, view: IncidentView) -> str:
        how = duty.disposition(view.disposition) if view.disposition is not None else ""
        said = self.tr("Closed: {how}").replace("{how}", how) if how else self.tr("Closed")
        return f"{said}. {view.note}" if view.note else said
