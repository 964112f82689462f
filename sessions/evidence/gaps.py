"""What a span lacks, and how much of it there is: read from indices alone, nothing is decoded."""

import contextlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from sessions.evidence.material import Material
from sessions.evidence.request import GapFact, Measure, Track
from sessions.files import SessionFiles
from sessions.row_file import RowReader
from sessions.rows import Topic
from video.evidence.order import UNSEEN_AFTER_NS, Span
from video.evidence.span import Taken, take, times_of

MOST_GAPS = 10_000
_ALWAYS = (-(2**62), 2**62)


def camera_gaps(span: Span) -> list[GapFact]:
    """Stretches of the span without a packet of the camera, in the time under which it is shown."""
    received = times_of(span)
    first, end = np.searchsorted(received, span.from_ns), np.searchsorted(received, span.to_ns, "right")
    times = np.concatenate(([span.from_ns], received[first:end], [span.to_ns]))
    places = np.flatnonzero(np.diff(times) > UNSEEN_AFTER_NS)[:MOST_GAPS]
    times = times + span.offset_ns
    return [GapFact(span.camera_id, int(times[at]), int(times[at + 1])) for at in places]


def noted_gaps(material: Material) -> list[GapFact]:
    """What the recorder itself said that it had to leave out; each from its note to the note that it is over."""
    if material.is_foreign:
        return []
    rows = RowReader(SessionFiles(material.request.session).rows)
    try:
        return _noted(rows, material)
    finally:
        rows.close()


def _noted(rows: RowReader, material: Material) -> list[GapFact]:
    """Also of what began before the span: it was noted once, however long it took."""
    request = material.request
    cameras = {camera.id for camera in material.manifest.cameras}
    begun: dict[str, tuple[int, str]] = {}
    found = []
    for row in rows.between(*_ALWAYS, [Topic.GAP]):
        try:
            body = json.loads(row.body)
            why, over = str(body.get("why", "")), body.get("over") is True
        except (ValueError, AttributeError, RecursionError):
            continue
        at_ns = row.at_tape_ns + (material.offset_ns(row.key) if row.key in cameras else 0)
        since_ns, before = begun.pop(row.key, (at_ns, why))
        if over:
            found.append(GapFact(row.key, since_ns, at_ns, before or why))
        else:
            begun[row.key] = (since_ns, why)
    found += [GapFact(key, since, request.to_tape_ns, why) for key, (since, why) in begun.items()]
    return [
        replace(
            gap,
            from_tape_ns=max(gap.from_tape_ns, request.from_tape_ns),
            to_tape_ns=min(gap.to_tape_ns, request.to_tape_ns),
        )
        for gap in found
        if gap.from_tape_ns <= request.to_tape_ns and gap.to_tape_ns >= request.from_tape_ns
    ][:MOST_GAPS]


def measure(
    material: Material, *, free_bytes: int | None, resumes: bool, say: Callable[[int, int, str], None]
) -> Measure:
    request = material.request
    packets = original_bytes = telemetry_bytes = rendered_ns = drawn_bytes = 0
    gaps: list[GapFact] = []
    masked_only, nothing_of = [], []
    logs = material.logs()
    steps = len(request.cameras) + len(logs)
    span_ns = max(request.to_tape_ns - request.from_tape_ns, 0)
    for number, camera_id in enumerate(request.cameras):
        say(number, steps, camera_id)
        span = material.span(camera_id)
        all_of_it = take(span, originals=False)
        if not all_of_it.count:
            nothing_of.append(camera_id)
        if material.takes_originals:
            originals = take(span, originals=True)
            packets += originals.count
            original_bytes += _clip_bytes(originals) if material.is_foreign else originals.size
            if originals.left_out:
                masked_only.append(camera_id)
        if Track.RENDERED in request.tracks and all_of_it.count:
            rendered_ns, drawn_bytes = rendered_ns + span_ns, drawn_bytes + all_of_it.size
        gaps += camera_gaps(span)
    for number, log in enumerate(logs, len(request.cameras)):
        say(number, steps, log.link)
        telemetry_bytes += _share(log.path, material)
    return Measure(
        packets=packets,
        original_bytes=original_bytes,
        telemetry_bytes=telemetry_bytes,
        rendered_s=rendered_ns / 1e9,
        estimated_bytes=round((original_bytes + packets * 200 + telemetry_bytes + drawn_bytes) * 1.02) + 200_000,
        free_bytes=free_bytes,
        gaps=tuple(sorted([*gaps, *noted_gaps(material)], key=lambda gap: (gap.from_tape_ns, gap.source))),
        masked_only=tuple(masked_only),
        nothing_of=tuple(nothing_of),
        resumes=resumes,
    )


def _clip_bytes(taken: Taken) -> int:
    """Foreign clips are handed on whole."""
    total = 0
    for path in {piece.path for piece in taken.pieces}:
        with contextlib.suppress(OSError):
            total += path.stat().st_size
    return total


def _share(path: Path, material: Material) -> int:
    """About as many of a log's bytes as the span has of the session's time."""
    request, manifest = material.request, material.manifest
    try:
        size = path.stat().st_size
    except OSError:
        return 0
    ended_ns = manifest.ended_tape_ns or request.to_tape_ns
    length_ns = max(ended_ns - manifest.started_tape_ns, 1)
    return round(size * min(max(request.to_tape_ns - request.from_tape_ns, 0) / length_ns, 1.0))
