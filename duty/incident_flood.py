"""How breaches become incidents: one for one track in one zone while it is open, and in a flood one for the zone.

Whoever makes up serial numbers can put thousands of aircraft on the air. Beyond MOST_IN_ZONE open airspace incidents in
one zone a further track opens none of its own: it joins the zone's incident for many, whose rows name every track.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from duty.incidents import MANY, IncidentKind, IncidentState, IncidentView

MOST_IN_ZONE = 50
MOST_JOINED = 10_000
"""Tracks that one incident counts; beyond that its number stays, and means "at least"."""


class Place(StrEnum):
    """What a breach becomes."""

    OWN = "own"
    KNOWN = "known"
    """Its matter is open already."""
    FIRST_OF_MANY = "first_of_many"
    """It opens the incident for many."""
    JOINS = "joins"


@dataclass(slots=True)
class OpenMatters:
    """The open airspace incidents by zone; told of every change by whoever keeps it."""

    _subjects: dict[str, dict[str, str]] = field(default_factory=dict)
    """Zone id: subject: the incident's uuid."""
    _joined: dict[str, set[str]] = field(default_factory=dict)
    """Uuid of an incident for many: its tracks."""

    @classmethod
    def of(cls, views: Iterable[IncidentView]) -> "OpenMatters":
        made = cls()
        for view in views:
            made.heard(view)
        return made

    def heard(self, view: IncidentView) -> None:
        """An incident as it is now."""
        if view.kind is not IncidentKind.AIRSPACE:
            return
        zone = self._subjects.setdefault(view.zone_id, {})
        if view.state is not IncidentState.CLOSED:
            zone.setdefault(view.subject, view.uuid)
        elif zone.get(view.subject) == view.uuid:
            self.forget(view)

    def forget(self, view: IncidentView) -> None:
        zone = self._subjects.get(view.zone_id, {})
        if zone.get(view.subject) == view.uuid:
            del zone[view.subject]
            self._joined.pop(view.uuid, None)

    def join(self, incident_uuid: str, tracks: Iterable[str]) -> None:
        self._joined.setdefault(incident_uuid, set()).update(tracks)

    def place(self, view: IncidentView) -> tuple[Place, str]:
        """What a new breach becomes; the uuid of the incident that it belongs to, "" for one of its own."""
        zone = self._subjects.get(view.zone_id, {})
        if view.subject in zone:
            return Place.KNOWN, zone[view.subject]
        many = zone.get(MANY)
        if many is not None:
            tracks = self._joined.setdefault(many, set())
            if view.subject in tracks or len(tracks) >= MOST_JOINED:
                return Place.KNOWN, many
        if len(zone) - (many is not None) < MOST_IN_ZONE:
            return Place.OWN, ""
        return (Place.FIRST_OF_MANY, "") if many is None else (Place.JOINS, many)


def late(shown: Iterable[IncidentView], waiting: Iterable[IncidentView]) -> tuple[IncidentView, ...]:
    """Breaches that wait for the book, as they are shown meanwhile, newest first; without those of `shown`."""
    matters = OpenMatters.of(shown)
    found: dict[str, IncidentView] = {}
    for view in waiting:
        place, uuid = matters.place(view)
        if place is Place.JOINS:
            matters.join(uuid, [view.subject])
            if uuid in found:
                found[uuid] = replace(found[uuid], tracks=found[uuid].tracks + 1)
        elif place is not Place.KNOWN:
            found[view.uuid] = view if place is Place.OWN else replace(view, subject=MANY)
            matters.heard(found[view.uuid])
            if place is Place.FIRST_OF_MANY:
                matters.join(view.uuid, [view.subject])
    return tuple(reversed(found.values()))
