"""What one can jump to: marks out of a session's rows, and out of what people kept beside it."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from drones.picture import Verdict
from duty.patrol.view import Answer
from sessions.manifest import Manifest
from sessions.replay.desk import read_incident
from sessions.replay.view import Mark, MarkKind
from sessions.rows import SessionRow, Topic
from video.feed import CameraState

MARKED = frozenset({Topic.INCIDENT, Topic.VERDICT, Topic.CAMERA, Topic.SIGHTING, Topic.ACT, Topic.BOOKMARK})
_OUT = frozenset({CameraState.OFFLINE, CameraState.UNAUTHORISED, CameraState.UNSUPPORTED})


def marks_of(rows: Iterable[SessionRow], manifest: Manifest) -> list[Mark]:
    """By time, as the rows are. A row that cannot be read is no mark."""
    names = {camera.id: camera.name for camera in manifest.cameras}
    seen = _Seen(manifest, names)
    return [mark for row in rows for mark in seen.marks(row)]


class _Seen:
    """What was marked already: an incident is raised once, a camera is out until it is back."""

    def __init__(self, manifest: Manifest, names: dict[str, str]) -> None:
        self._manifest = manifest
        self._names = names
        self._incidents: set[str] = set()
        self._out: set[str] = set()
        self._in_breach: set[str] = set()
        self._ways: dict[Topic, Callable[[SessionRow, dict[str, Any]], Iterator[Mark]]] = {
            Topic.VERDICT: self._verdict,
            Topic.CAMERA: self._camera,
            Topic.SIGHTING: self._sighting,
            Topic.ACT: self._act,
            Topic.BOOKMARK: self._bookmark,
        }

    def marks(self, row: SessionRow) -> Iterator[Mark]:
        if row.topic is Topic.INCIDENT:
            yield from self._incident(row)
            return
        way = self._ways.get(row.topic)
        body = body_of(row) if way is not None else None
        if way is not None and body is not None:
            yield from way(row, body)

    def _incident(self, row: SessionRow) -> Iterator[Mark]:
        """Those that were open when the recording began were raised before it."""
        if row.key in self._incidents:
            return
        self._incidents.add(row.key)
        view = read_incident(row.body)
        if view is not None and view.raised_wall_ns >= self._manifest.started_wall_ns:
            yield Mark(row.at_tape_ns, MarkKind.INCIDENT, row.key, view.title or view.subject)

    def _verdict(self, row: SessionRow, body: dict[str, Any]) -> Iterator[Mark]:
        was = row.key in self._in_breach
        if body.get("verdict") == Verdict.IN_BREACH:
            self._in_breach.add(row.key)
            if not was:
                yield Mark(row.at_tape_ns, MarkKind.VERDICT, row.key, _word(body, "zone_name"))
        else:
            self._in_breach.discard(row.key)

    def _camera(self, row: SessionRow, body: dict[str, Any]) -> Iterator[Mark]:
        was = row.key in self._out
        if body.get("state") in _OUT:
            self._out.add(row.key)
            if not was:
                yield Mark(row.at_tape_ns, MarkKind.CAMERA_OUT, row.key, self._names.get(row.key, row.key))
        else:
            self._out.discard(row.key)

    def _sighting(self, row: SessionRow, body: dict[str, Any]) -> Iterator[Mark]:
        if _word(body, "answer") not in (Answer.NONE, Answer.NORMAL):
            yield Mark(row.at_tape_ns, MarkKind.FINDING, row.key, _word(body, "note") or self._names.get(row.key, ""))

    def _act(self, row: SessionRow, body: dict[str, Any]) -> Iterator[Mark]:
        yield Mark(row.at_tape_ns, MarkKind.ACT, row.key, _word(body, "subject"))

    def _bookmark(self, row: SessionRow, body: dict[str, Any]) -> Iterator[Mark]:
        yield Mark(row.at_tape_ns, MarkKind.BOOKMARK, row.key, _word(body, "note"))


def body_of(row: SessionRow) -> dict[str, Any] | None:
    """None where it is damaged."""
    try:
        body = json.loads(row.body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(body, dict):
        return None
    inner = body.get("values")
    return {**inner, **body} if isinstance(inner, dict) else body


def _word(body: dict[str, Any], name: str) -> str:
    value = body.get(name, "")
    return value if isinstance(value, str) else ""
