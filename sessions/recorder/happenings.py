"""What the recorder sees by looking: cameras, incidents and the clock, as rows of what changed since it last looked."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from pydantic import TypeAdapter

from base.clock import NS_PER_MS, NS_PER_S
from drones.picture import VerdictView
from duty.acts import BOOK_ONLY
from duty.book.rows import Row
from duty.incidents import IncidentState, IncidentView
from sessions.rows import MOST_BODY_BYTES, SessionRow, Topic
from video.feed import CameraFacts

CLOCK_EVERY_NS = 10 * NS_PER_S
STEP_NS = 200 * NS_PER_MS
"""The wall clock was set when it is off by more; what NTP slews between two looks is far less."""


@cache
def _incident_json() -> TypeAdapter[IncidentView]:
    return TypeAdapter(IncidentView)


@cache
def _verdict_json() -> TypeAdapter[VerdictView]:
    return TypeAdapter(VerdictView)


def verdict_body(verdict: VerdictView) -> object:
    """The body of a row on a verdict."""
    return _verdict_json().dump_python(verdict, mode="json")


class Cameras:
    def __init__(self) -> None:
        self._said: dict[str, tuple[object, ...]] = {}

    def look(self, facts: Iterable[CameraFacts], now_ns: int) -> list[SessionRow]:
        rows = []
        for one in facts:
            now = (one.state, one.reason, one.detail, one.recording, one.frozen_since_ns)
            if self._said.get(one.camera_id) == now:
                continue
            self._said[one.camera_id] = now
            values: dict[str, object] = {
                "state": one.state,
                "reason": one.reason,
                "detail": one.detail[:2000],
                "recording": one.recording,
            }
            if one.frozen_since_ns is not None:
                values |= {"frozen_since_ns": one.frozen_since_ns}
            rows.append(SessionRow(now_ns, Topic.CAMERA, one.camera_id, as_json(values)))
        return rows

    def anew(self) -> None:
        """A session begins: everything is said again."""
        self._said.clear()


class Incidents:
    """Also what the policy wants to know: how many are open, and whether one was raised.

    One that an earlier run left open is shown and written, and keeps no recording going: it was raised long before
    there was anything to keep, and nobody may ever close it.
    """

    def __init__(self, after_ns: int = 0, began_wall_ns: int = 0) -> None:
        """What was raised more than `after_ns` before the program began is of an earlier run; what is younger may still
        be going on."""
        self._after_ns, self._began_wall_ns = after_ns, began_wall_ns
        self._shown: Sequence[IncidentView] = ()
        self._views: dict[str, IncidentView] = {}
        self._unsaid: set[str] = set()
        self._known: set[str] = set()
        self._left_open: set[str] = set()
        self.open_count = 0

    def look(
        self, shown: Sequence[IncidentView], now_ns: int, wall_ns: int | None = None
    ) -> tuple[list[SessionRow], bool]:
        """Rows of those that changed; whether one is open that was not known before. `wall_ns`: now, where a clock may
        have been set back since the program began."""
        if shown is self._shown and not self._unsaid:
            return [], False
        views = {view.uuid: view for view in shown if view.uuid}
        changed = [view for uuid, view in views.items() if uuid in self._unsaid or self._views.get(uuid) != view]
        before_ns = min(self._began_wall_ns, wall_ns or self._began_wall_ns) - self._after_ns
        new = views.keys() - self._known
        self._left_open |= {uuid for uuid in new if views[uuid].raised_wall_ns < before_ns}
        is_open = {uuid for uuid, view in views.items() if view.state is not IncidentState.CLOSED} - self._left_open
        raised = bool(is_open - self._known)
        self._shown, self._views, self.open_count = shown, views, len(is_open)
        self._known |= views.keys()
        self._unsaid = set()
        rows = []
        for view in changed:
            body = _incident_json().dump_json(view).decode()
            if len(body.encode()) <= MOST_BODY_BYTES:
                rows.append(SessionRow(now_ns, Topic.INCIDENT, view.uuid, body))
        return rows, raised

    def anew(self) -> None:
        self._unsaid = set(self._views)


class WallClock:
    """A row every ten seconds, and at once when somebody has set the clock."""

    def __init__(self) -> None:
        self._said_ns: int | None = None
        self._difference_ns = 0

    def look(self, wall_ns: int, now_ns: int) -> list[SessionRow]:
        difference_ns = wall_ns - now_ns
        due = self._said_ns is None or now_ns - self._said_ns >= CLOCK_EVERY_NS
        if not due and abs(difference_ns - self._difference_ns) <= STEP_NS:
            return []
        self._said_ns, self._difference_ns = now_ns, difference_ns
        return [SessionRow(now_ns, Topic.CLOCK, "", as_json({"wall_ns": wall_ns}))]

    def anew(self) -> None:
        self._said_ns = None


def of_the_book(rows: Iterable[Row], wall_ns: int, now_ns: int) -> list[SessionRow]:
    """Sightings and acts, at the time when they were made. What is personal in them stays in the book, and so do acts
    on operators' passwords: sessions leave the house."""
    found = []
    for row in rows:
        if row.table not in _TABLES:
            continue
        topic, key = _TABLES[row.table]
        values: Mapping[str, object] = row.values
        if row.table == "act" and values.get("kind") in BOOK_ONLY:
            continue
        body = as_json({"uuid": row.uuid, "at_wall_ns": row.at_wall_ns, "operator": row.operator, **values})
        if len(body.encode()) <= MOST_BODY_BYTES:
            at_ns = now_ns - max(0, wall_ns - row.at_wall_ns)
            found.append(SessionRow(at_ns, topic, str(values.get(key, "")), body))
    return found


_TABLES = {"sighting": (Topic.SIGHTING, "camera_id"), "act": (Topic.ACT, "kind")}


def as_json(body: object) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
