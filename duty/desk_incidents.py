"""The desk's incidents: what an act means for them as rows, what is already kept of them, what may be shown.

Two states stand side by side: `_kept` is what the book has, or the spool on this disk: that is shown. `_coming` is the
same with every row that still waits: by that it is decided whether an act is in order. In the desk's thread only.
"""

import itertools
import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from base.clock import NS_PER_S, Clock
from duty.book.rows import Row
from duty.incident_flood import OpenMatters, Place
from duty.incident_rows import incident_of, new_act, new_incident, with_row
from duty.incidents import (
    CLOSED_SHOWN,
    MANY,
    Dispatch,
    Disposition,
    IncidentAct,
    IncidentState,
    IncidentView,
)

log = logging.getLogger(__name__)

JOIN_EVERY_NS = 2 * NS_PER_S
NOTE_LIMIT = 1900
"""Characters of JSON in a JOINED row's note; the column takes 2000."""
MOST_NUMBERS = 1000
MOST_LEVELS = 3
"""So often it is told further up; after that there is nobody left to tell."""


class UnheardOfError(LookupError):
    """An act on an incident that is not known here, or not by this number yet."""


class DeskIncidents:
    def __init__(self, clock: Clock, escalate_after_ns: int | None, provisional_ids: "itertools.count[int]") -> None:
        self._clock = clock
        self._escalate_after_ns = escalate_after_ns
        self._provisional_ids = provisional_ids
        self._kept: dict[str, IncidentView] = {}
        self._coming: dict[str, IncidentView] = {}
        self._matters = OpenMatters()
        self._uuid_of: dict[int, str] = {}
        self._numbers: dict[str, int] = {}
        self._breach_of: dict[str, int] = {}
        """The provisional id of the breach that an incident was made of, until it is kept."""
        self._evidence_ns: dict[str, int | None] = {}
        self._committed_ns: dict[str, int] = {}
        self._joining: dict[str, list[str]] = {}
        self._joined_ns = 0
        self._escalate_ns: dict[str, int] = {}
        """When the next level is due, monotonic; only of those that nobody has acknowledged."""
        self.total = 0
        """Incidents in the book."""
        self.dealt_with: list[int] = []
        """Provisional ids of breaches that the desk need not show any longer by itself."""

    # Acts: each answers with the rows that it becomes, or with none when it is not in order.

    def breach(self, view: IncidentView) -> tuple[Row, ...]:
        place, uuid = self._matters.place(view)
        if place in (Place.KNOWN, Place.JOINS):
            self._uuid_of[view.incident_id] = uuid
            self.dealt_with.append(view.incident_id)
            if place is Place.JOINS:
                self._matters.join(uuid, [view.subject])
                self._joining.setdefault(uuid, []).append(view.subject)
            return ()
        self._call(view.uuid, view.incident_id)
        self._breach_of[view.uuid] = view.incident_id
        self._evidence_ns[view.uuid] = view.evidence_at_ns
        if place is Place.OWN:
            return self._coming_with(new_incident(view))
        log.warning("%s has so many open incidents that further aircraft share one", view.zone_name or view.zone_id)
        self._matters.join(view.uuid, [view.subject])
        first = _join(view.uuid, [view.subject], view.raised_wall_ns)
        return self._coming_with(new_incident(replace(view, subject=MANY)), first)

    def acknowledge(self, incident_ids: Iterable[int], at_wall_ns: int, operator: str) -> tuple[Row, ...]:
        rows: list[Row] = []
        for view in [self._open(incident_id, "acknowledged") for incident_id in incident_ids]:
            if view is not None and view.acknowledged_wall_ns is None:
                rows += self._coming_with(new_act(view.uuid, IncidentAct.ACKNOWLEDGED, at_wall_ns, operator))
        return tuple(rows)

    def close(
        self, incident_id: int, at_wall_ns: int, operator: str, disposition: Disposition, note: str
    ) -> tuple[Row, ...]:
        view = self._open(incident_id, "closed")
        if view is None:
            return ()
        closed = new_act(view.uuid, IncidentAct.CLOSED, at_wall_ns, operator, disposition=disposition, note=note)
        return self._coming_with(*self._joined_rows(view.uuid, at_wall_ns), closed)

    def dispatch(self, incident_id: int, at_wall_ns: int, operator: str, sent: Dispatch) -> tuple[Row, ...]:
        """Whoever sends somebody has seen the incident: it is acknowledged by the same act, as a row of its own."""
        view = self._open(incident_id, "dispatched")
        if view is None:
            return ()
        if any(one.responder_id == sent.responder_id for one in view.dispatches):
            log.info("%s was sent to incident %d already: it is not sent again", sent.responder_id, incident_id)
            return ()
        rows: list[Row] = []
        if view.acknowledged_wall_ns is None:
            rows.append(new_act(view.uuid, IncidentAct.ACKNOWLEDGED, at_wall_ns, operator))
        rows.append(new_act(view.uuid, IncidentAct.DISPATCHED, at_wall_ns, operator, sent=sent))
        if sent.reported_to:
            rows.append(
                new_act(
                    view.uuid,
                    IncidentAct.REPORTED,
                    at_wall_ns,
                    operator,
                    responder_id=sent.responder_id,
                    told=sent.reported_to,
                )
            )
        return self._coming_with(*rows)

    def on_scene(self, incident_id: int, at_wall_ns: int, operator: str, responder_id: str) -> tuple[Row, ...]:
        view = self._open(incident_id, "on scene")
        if view is None:
            return ()
        if not any(one.responder_id == responder_id and one.on_scene_wall_ns is None for one in view.dispatches):
            log.info("%s is not on its way to incident %d: it cannot arrive there", responder_id, incident_id)
            return ()
        act = new_act(view.uuid, IncidentAct.ON_SCENE, at_wall_ns, operator, responder_id=responder_id)
        return self._coming_with(act)

    def correct(self, incident_id: int, at_wall_ns: int, operator: str, note: str) -> tuple[Row, ...]:
        """Also of a closed one: what was wrong stays, and the word beside it says so."""
        view = self._find(incident_id)
        if not note:
            return ()
        return self._coming_with(new_act(view.uuid, IncidentAct.NOTE, at_wall_ns, operator, note=note))

    def escalate(self, incident_id: int, at_wall_ns: int, operator: str, told: str) -> tuple[Row, ...]:
        view = self._open(incident_id, "escalated")
        return () if view is None else self._escalated(view, at_wall_ns, operator, told)

    def written(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """Rows of others, which may speak of incidents."""
        return self._coming_with(*rows)

    def due(self) -> tuple[Row, ...]:
        """What the desk writes by itself: tracks that joined, and levels that nobody's acknowledgement prevented."""
        now_ns, now_wall_ns = self._clock.monotonic_ns(), self._clock.wall_ns()
        rows: list[Row] = []
        if self._joining and now_ns - self._joined_ns >= JOIN_EVERY_NS:
            rows += self.flush()
            self._joined_ns = now_ns
        for uuid in [uuid for uuid, due_ns in self._escalate_ns.items() if now_ns >= due_ns]:
            rows += self._escalated(self._coming[uuid], now_wall_ns, "", "")
        return tuple(rows)

    def flush(self) -> tuple[Row, ...]:
        now_wall_ns = self._clock.wall_ns()
        return tuple(
            row for uuid in list(self._joining) for row in self._coming_with(*self._joined_rows(uuid, now_wall_ns))
        )

    def _joined_rows(self, uuid: str, at_wall_ns: int) -> list[Row]:
        """Every track's id is written, as many in a row as fit."""
        rows: list[Row] = []
        part: list[str] = []
        size = 2
        for track in self._joining.pop(uuid, []):
            length = len(json.dumps(track, ensure_ascii=False)) + 2
            if part and size + length > NOTE_LIMIT:
                rows.append(_join(uuid, part, at_wall_ns))
                part, size = [], 2
            part.append(track[:80])
            size += length
        if part:
            rows.append(_join(uuid, part, at_wall_ns))
        return rows

    def _escalated(self, view: IncidentView, at_wall_ns: int, operator: str, told: str) -> tuple[Row, ...]:
        level = str(view.escalations + 1)
        return self._coming_with(new_act(view.uuid, IncidentAct.ESCALATED, at_wall_ns, operator, how=level, told=told))

    def _find(self, incident_id: int) -> IncidentView:
        view = self._coming.get(self._uuid_of.get(incident_id, ""))
        if view is None:
            raise UnheardOfError(incident_id)
        return view

    def _open(self, incident_id: int, act: str) -> IncidentView | None:
        view = self._find(incident_id)
        if view.state is IncidentState.CLOSED:
            log.info("Incident %d is closed: it cannot be %s any more", incident_id, act)
            return None
        return view

    # What comes of rows.

    def _coming_with(self, *rows: Row) -> tuple[Row, ...]:
        for row in rows:
            uuid = incident_of(row)
            if uuid is not None:
                self._heard(uuid, self._with(self._coming.get(uuid), row))
        return rows

    def _with(self, view: IncidentView | None, row: Row) -> IncidentView | None:
        try:
            after = with_row(view, row)
        except (KeyError, TypeError, AssertionError):  # no row that the book will take: it says so itself
            log.exception("A row of %s is not as it should be", row.table)
            return view
        if view is None and after is not None:
            return replace(after, incident_id=self._number(after.uuid))
        return after

    def _number(self, uuid: str) -> int:
        """What it is called for as long as the book has not given it a number."""
        if uuid not in self._numbers:
            self._call(uuid, next(self._provisional_ids))
        return self._numbers[uuid]

    def _call(self, uuid: str, number: int) -> None:
        """Whoever still speaks of an earlier number means the same incident."""
        self._numbers[uuid] = number
        self._uuid_of[number] = uuid

    def _heard(self, uuid: str, view: IncidentView | None) -> None:
        """An incident as it will be once everything is written; None: it is none."""
        before = self._coming.get(uuid)
        if view is None:
            if before is not None:
                self._matters.forget(before)
                del self._coming[uuid]
            self._escalate_ns.pop(uuid, None)
            return
        self._coming[uuid] = view
        self._matters.heard(view)
        self._time_escalation(view, before)

    def _time_escalation(self, view: IncidentView, before: IncidentView | None) -> None:
        """One level at a time. The wall clock is asked only of an incident that is new here: it may be set later on."""
        after_ns = self._escalate_after_ns
        if after_ns is None or view.state is not IncidentState.NEW or view.escalations >= MOST_LEVELS:
            self._escalate_ns.pop(view.uuid, None)
        elif view.uuid not in self._escalate_ns or (before is not None and view.escalations > before.escalations):
            fresh = before is None and not view.escalations
            age_ns = max(0, self._clock.wall_ns() - view.raised_wall_ns) if fresh else 0
            self._escalate_ns[view.uuid] = self._clock.monotonic_ns() + max(0, after_ns - age_ns)

    def kept(self, rows: Sequence[Row], ids: Mapping[str, int] | None) -> set[str]:
        """These rows are in the book under `ids`, or without `ids` in the spool; the incidents that they speak of."""
        touched: set[str] = set()
        for row in rows:
            uuid = incident_of(row)
            if uuid is None:
                continue
            touched.add(uuid)
            if ids is not None and row.table == "incident":
                self._commit(uuid, ids[row.uuid])
            view = self._with(self._kept.get(uuid), row)
            if view is not None:
                self._kept[uuid] = self._dressed(replace(view, spooled=view.spooled or ids is None))
                if row.table == "incident":
                    self.dealt_with.append(self._breach_of.pop(uuid, 0))
        return touched

    def incidents_of(self, rows: Iterable[Row]) -> set[str]:
        return {uuid for row in rows if (uuid := incident_of(row)) is not None}

    def joined_the_book(self, rows: Sequence[Row], ids: Mapping[str, int]) -> set[str]:
        """Rows that were kept in the spool have their numbers now; the incidents that have to be read again."""
        for row in rows:
            if row.table == "incident":
                self._commit(row.uuid, ids[row.uuid])
        return self.incidents_of(rows)

    def _commit(self, uuid: str, number: int) -> None:
        if self._numbers.get(uuid, 0) > 0:  # it was spooled, or tried twice
            return
        self.total += 1
        self._committed_ns[uuid] = self._clock.monotonic_ns()
        self._call(uuid, number)
        for views in (self._kept, self._coming):
            if uuid in views:
                views[uuid] = replace(views[uuid], incident_id=number)

    def _dressed(self, view: IncidentView) -> IncidentView:
        """With what only this run knows of it."""
        return replace(
            view,
            evidence_at_ns=self._evidence_ns.get(view.uuid),
            committed_at_ns=self._committed_ns.get(view.uuid),
        )

    def read(self, views: Iterable[IncidentView]) -> None:
        """Incidents as the book has them now."""
        for view in views:
            self._call(view.uuid, view.incident_id)
            self._kept[view.uuid] = self._dressed(view)
            if view.uuid not in self._coming:
                self._heard(view.uuid, view)
            elif self._coming[view.uuid].incident_id != view.incident_id:
                self._coming[view.uuid] = replace(self._coming[view.uuid], incident_id=view.incident_id)

    def not_in_the_book(self, uuids: Iterable[str], waiting: Iterable[Row]) -> None:
        """What was shown of them is not so: their rows were refused."""
        gone = [uuid for uuid in uuids if self._kept.pop(uuid, None) is not None]
        self.recount(gone, waiting)

    def load(self, views: Iterable[IncidentView], total: int, waiting: Iterable[Row]) -> None:
        """The book was read from the start; `waiting` rows are in nothing but memory."""
        self._kept.clear()
        self.read(views)
        self.total = total
        self.recount({*self._kept, *self._coming}, waiting)

    def for_many(self) -> tuple[str, ...]:
        """Open incidents that stand for many tracks."""
        views = self._kept.values()
        return tuple(v.uuid for v in views if v.subject == MANY and v.state is not IncidentState.CLOSED)

    def joined_before(self, incident_uuid: str, tracks: Iterable[str]) -> None:
        """The tracks of an incident for many, as an earlier run wrote them."""
        self._matters.join(incident_uuid, tracks)

    def recount(self, uuids: Iterable[str], waiting: Iterable[Row]) -> None:
        """Put together anew what is coming: rows were refused, or the book says otherwise."""
        rows: dict[str, list[Row]] = {uuid: [] for uuid in uuids}
        for row in waiting:
            uuid = incident_of(row)
            if uuid in rows:
                rows[uuid].append(row)
        for uuid, more in rows.items():
            view = self._kept.get(uuid)
            for row in more:
                view = self._with(view, row)
            self._heard(uuid, view)

    # What is shown.

    def shown(self) -> tuple[IncidentView, ...]:
        """Open ones first, newest first; then the latest closed. What is older is forgotten here."""
        views = sorted(self._kept.values(), key=lambda view: (-view.raised_wall_ns, -abs(view.incident_id)))
        closed = [view for view in views if view.state is IncidentState.CLOSED]
        for old in closed[CLOSED_SHOWN:]:
            self._forget(old.uuid)
        if len(self._uuid_of) > 2 * (len(self._numbers) + MOST_NUMBERS):
            self._forget_numbers()
        return (*(view for view in views if view.state is not IncidentState.CLOSED), *closed[:CLOSED_SHOWN])

    def _forget(self, uuid: str) -> None:
        for known in (self._kept, self._coming, self._numbers, self._evidence_ns, self._committed_ns):
            known.pop(uuid, None)

    def _forget_numbers(self) -> None:
        """Of a breach that flickers for hours only the newest provisional ones: nobody has the others on screen."""
        newest = dict(itertools.islice(reversed(self._uuid_of.items()), MOST_NUMBERS))
        given = {number: uuid for uuid, number in self._numbers.items()}
        self._uuid_of = {**dict(reversed(newest.items())), **given}


def _join(uuid: str, tracks: Sequence[str], at_wall_ns: int) -> Row:
    return new_act(uuid, IncidentAct.JOINED, at_wall_ns, "", note=json.dumps(tracks, ensure_ascii=False))
