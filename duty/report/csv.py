"""The report as one CSV file: a block for each table, its name first in every row. Times as ISO 8601 with offset."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta

from duty.precinct import Precinct
from duty.report.format import Format
from duty.report.view import ShiftReport
from duty.report.words import Word

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for the system's old code page, and Chinese for noise."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Cell = str | int | float | None


def render(report: ShiftReport, precinct: Precinct, words: Mapping[str, str]) -> str:
    """All rows of all tables, nothing cut. Figures are plain numbers; seconds where the heading says so."""
    form = Format(report, precinct, words)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for title, heads, rows in _tables(report, form):
        name = form.word(title)
        writer.writerow([_safe(cell) for cell in ("", *(form.word(head) for head in heads))])
        writer.writerows([_safe(cell) for cell in (name, *row)] for row in rows)
        writer.writerow([])
    return BOM + out.getvalue()


def _tables(r: ShiftReport, f: Format) -> Iterable[tuple[Word, tuple[Word, ...], Iterable[tuple[Cell, ...]]]]:
    def at(wall_ns: int | None) -> str:
        if wall_ns is None:
            return ""
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=wall_ns // 1000)
        return moment.astimezone(f.zone).isoformat(timespec="seconds")

    w = Word
    yield w.FIGURE, (w.FIGURE, w.VALUE), ((f.word(word), value) for word, value in _figures(r, at))
    yield (
        w.TIER,
        (w.TIER, w.CAMERAS, w.SEEN, w.MET, w.MISSED),
        ((f.tier(t.tier), t.cameras, t.seen, t.met, t.missed) for t in r.tiers),
    )
    yield (
        w.ON_TIME,
        (w.AREA, w.HOUR, w.PLAN, w.MET, w.MISSED),
        ((f.area(g.area_id), g.hour, f.plan(g.plan), g.met, g.missed) for g in r.on_time),
    )
    yield w.PLANS, (w.PLAN, w.SINCE, w.BY), ((f.plan(p.plan), at(p.from_wall_ns), p.by) for p in r.plans)
    yield (
        w.LATE_CAMERAS,
        (w.CAMERA, w.CAMERA_NAME, w.AREA, w.MISSED, w.WORST_S, w.LAST_SEEN),
        (
            (c.camera_id, f.camera_name(c.camera_id), f.area(c.area_id), c.missed, c.worst_s, at(c.last_seen_wall_ns))
            for c in r.late
        ),
    )
    yield (
        w.FINDINGS,
        (w.TIME, w.CAMERA, w.CAMERA_NAME, w.WORD, w.OPERATOR, w.INCIDENT, w.STILL),
        (
            (
                at(c.at_wall_ns),
                c.camera_id,
                f.camera_name(c.camera_id),
                c.word,
                c.operator,
                c.incident_number,
                c.still_path,
            )
            for c in r.findings
        ),
    )
    yield (
        w.INCIDENTS,
        (
            w.NUMBER,
            w.KIND,
            w.WHAT,
            w.RAISED,
            w.TO_ACKNOWLEDGE_S,
            w.TO_DISPATCH_S,
            w.TO_CLOSE_S,
            w.RESPONDERS,
            w.DISPOSITION,
        ),
        (
            (
                i.number,
                f.kind(i.kind),
                f.incident(i),
                at(i.raised_wall_ns),
                i.to_acknowledge_s,
                i.to_dispatch_s,
                i.to_close_s,
                f.responders(i.responders),
                "" if i.disposition is None else f.disposition(i.disposition),
            )
            for i in r.incidents
        ),
    )
    yield (
        w.OUT_CAMERAS,
        (w.CAMERA, w.CAMERA_NAME, w.SINCE, w.UNTIL, w.OUT_FOR_S, w.WORD),
        (
            (o.camera_id, f.camera_name(o.camera_id), at(o.since_wall_ns), at(o.until_wall_ns), o.out_s, o.word)
            for o in r.out
        ),
    )
    yield (
        w.SORTIES,
        (w.DRONE, w.SINCE, w.UNTIL),
        ((f.drone(s.drone_id), at(s.from_wall_ns), at(s.to_wall_ns)) for s in r.sorties),
    )
    yield (
        w.ROUNDS,
        (w.SINCE, w.ENDED, w.OPERATOR, w.STORED, w.CREDITED),
        ((at(o.began_wall_ns), at(o.ended_wall_ns), o.operator, o.sightings, o.credited) for o in r.rounds),
    )


def _figures(r: ShiftReport, at: Callable[[int | None], str]) -> Iterable[tuple[Word, Cell]]:
    w = Word
    yield w.SHIFT, r.shift_key
    yield w.BEGINS, at(r.from_wall_ns)
    yield w.ENDS, at(r.to_wall_ns)
    yield w.MADE_AT, at(r.made_wall_ns)
    yield w.STORED, r.sightings
    yield w.DISPLAYED, r.displayed
    yield w.LOOKED, r.looked
    yield w.CREDITED, r.credited
    yield w.ABNORMAL, r.abnormal
    yield w.CANNOT_SEE, r.cannot_see
    yield w.MET, sum(t.met for t in r.tiers)
    yield w.MISSED, sum(t.missed for t in r.tiers)
    yield w.NOBODY_S, r.nobody_s
    yield w.CHAIN_HEAD, f"{r.head_seq} {r.head_hash}"


def _safe(cell: Cell) -> Cell:
    """A text that a spreadsheet would take for a formula is made a text; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
