"""What a span lacks, and how much of it there is: read from indices alone, nothing is decoded."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np

from sessions.evidence.request import EvidenceRequest, GapFact, Measure, Track
from sessions.files import SessionFiles
from sessions.manifest import Manifest
from sessions.row_file import RowReader
from sessions.rows import Topic
from video.evidence.order import UNSEEN_AFTER_NS, Span
from video.evidence.span import take
from video.recording.packets import read_index

MOST_GAPS = 10_000


def span_of(request: EvidenceRequest, manifest: Manifest, camera_id: str) -> Span:
    camera = next(camera for camera in manifest.cameras if camera.id == camera_id)
    return Span(
        camera_id=camera_id,
        folder=str(SessionFiles(request.session).video / camera_id),
        from_ns=request.from_tape_ns,
        to_ns=request.to_tape_ns,
        wall_offset_ns=manifest.started_wall_ns - manifest.started_tape_ns,
        is_masked=bool(camera.masks),
        unmasked=Track.UNMASKED in request.tracks,
    )


def wants_originals(request: EvidenceRequest) -> bool:
    return bool(request.tracks & {Track.ORIGINALS, Track.UNMASKED})


def logs_of(request: EvidenceRequest, manifest: Manifest) -> list[tuple[str, Path]]:
    """Link and log of everything that was asked for."""
    folder = SessionFiles(request.session).links
    wanted = [
        (track, ending)
        for track, ending in ((Track.TELEMETRY, ".tlog"), (Track.RESTRICTED, ".restricted.tlog"))
        if track in request.tracks
    ]
    return [
        (link.name, folder / f"{number:02d}{ending}")
        for number, link in enumerate(manifest.links)
        for _, ending in wanted
    ]


def camera_gaps(span: Span) -> list[GapFact]:
    """Stretches of the span without a packet of the camera."""
    received = np.maximum.accumulate(read_index(Path(span.folder))["received_ns"])
    first, end = np.searchsorted(received, span.from_ns), np.searchsorted(received, span.to_ns, "right")
    times = np.concatenate(([span.from_ns], received[first:end], [span.to_ns]))
    places = np.flatnonzero(np.diff(times) > UNSEEN_AFTER_NS)[:MOST_GAPS]
    return [GapFact(span.camera_id, int(times[at]), int(times[at + 1])) for at in places]


def noted_gaps(rows: RowReader, request: EvidenceRequest) -> list[GapFact]:
    """What the recorder itself said that it had to leave out; each from its note to the note that it is over."""
    begun: dict[str, tuple[int, str]] = {}
    found = []
    for row in rows.between(request.from_tape_ns, request.to_tape_ns + 1, [Topic.GAP]):
        try:
            body = json.loads(row.body)
            why, over = str(body.get("why", "")), body.get("over") is True
        except (ValueError, AttributeError, RecursionError):
            continue
        since_ns, before = begun.pop(row.key, (row.at_tape_ns, why))
        if over:
            found.append(GapFact(row.key, since_ns, row.at_tape_ns, before or why))
        else:
            begun[row.key] = (since_ns, why)
    found += [GapFact(key, since, request.to_tape_ns, why) for key, (since, why) in begun.items()]
    return found[:MOST_GAPS]


def measure(
    request: EvidenceRequest,
    manifest: Manifest,
    *,
    free_bytes: int | None,
    resumes: bool,
    say: Callable[[int, int, str], None],
) -> Measure:
    packets = original_bytes = telemetry_bytes = rendered_ns = drawn_bytes = 0
    gaps: list[GapFact] = []
    masked_only, nothing_of = [], []
    logs = logs_of(request, manifest)
    steps = len(request.cameras) + len(logs)
    span_ns = max(request.to_tape_ns - request.from_tape_ns, 0)
    for number, camera_id in enumerate(request.cameras):
        say(number, steps, camera_id)
        span = span_of(request, manifest, camera_id)
        all_of_it = take(span, originals=False)
        if not all_of_it.count:
            nothing_of.append(camera_id)
        if wants_originals(request):
            originals = take(span, originals=True)
            packets, original_bytes = packets + originals.count, original_bytes + originals.size
            if originals.left_out:
                masked_only.append(camera_id)
        if Track.RENDERED in request.tracks and all_of_it.count:
            rendered_ns, drawn_bytes = rendered_ns + span_ns, drawn_bytes + all_of_it.size
        gaps += camera_gaps(span)
    for number, (link, path) in enumerate(logs, len(request.cameras)):
        say(number, steps, link)
        telemetry_bytes += _share(path, request, manifest)
    rows = RowReader(SessionFiles(request.session).rows)
    try:
        gaps += noted_gaps(rows, request)
    finally:
        rows.close()
    return Measure(
        packets=packets,
        original_bytes=original_bytes,
        telemetry_bytes=telemetry_bytes,
        rendered_s=rendered_ns / 1e9,
        estimated_bytes=round((original_bytes + packets * 200 + telemetry_bytes + drawn_bytes) * 1.02) + 200_000,
        free_bytes=free_bytes,
        gaps=tuple(sorted(gaps, key=lambda gap: (gap.from_tape_ns, gap.source))),
        masked_only=tuple(masked_only),
        nothing_of=tuple(nothing_of),
        resumes=resumes,
    )


def _share(path: Path, request: EvidenceRequest, manifest: Manifest) -> int:
    """About as many of a log's bytes as the span has of the session's time."""
    try:
        size = path.stat().st_size
    except OSError:
        return 0
    ended_ns = manifest.ended_tape_ns or request.to_tape_ns
    length_ns = max(ended_ns - manifest.started_tape_ns, 1)
    return round(size * min(max(request.to_tape_ns - request.from_tape_ns, 0) / length_ns, 1.0))
