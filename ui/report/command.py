"""`mouse-patrol report`: a shift's or a period's report from the command line, without a window."""

import sys
from concurrent.futures import CancelledError
from pathlib import Path

from base.clock import NS_PER_S, Clock
from base.errors import PersonError
from duty.patrol.view import ShiftView
from duty.precinct import Precinct
from duty.records import Records
from duty.report.view import ShiftReport
from ui.report.paper import Shape, bytes_of, write

DAY_NS = 86_400 * NS_PER_S
LIMIT_S = 600.0


def make_report(
    records: Records,
    precinct: Precinct,
    clock: Clock,
    data: Path,
    *,
    shift_key: str | None,
    days: int | None,
    html: Path | None,
    pdf: Path | None,
    csv: Path | None,
    json: Path | None,
    language: str,
) -> int:
    """Write the files that are asked for; 0, or 1 with a sentence on stderr. JSON to stdout where no file is named.

    `days` back from now, or the shift of that key (2026-11-22/night), or without either the newest one in the book.
    Needs a QGuiApplication, and the translation of `language` installed in it.
    """
    try:
        report = _figures(records, clock, shift_key, days)
        wanted = {Shape.HTML: html, Shape.PDF: pdf, Shape.CSV: csv, Shape.JSON: json}
        for shape, path in wanted.items():
            if path is not None:
                write(path, bytes_of(shape, report, precinct, data, language))
                print(path)  # noqa: T201 - what was written, for people and scripts
        if not any(wanted.values()):
            sys.stdout.write(bytes_of(Shape.JSON, report, precinct, data, language).decode())
    except (PersonError, CancelledError, TimeoutError) as error:
        print(str(error) or "The book did not answer.", file=sys.stderr)  # noqa: T201
        return 1
    return 0


def _figures(records: Records, clock: Clock, shift_key: str | None, days: int | None) -> ShiftReport:
    if days is not None:
        now_ns = clock.wall_ns()
        return records.period_report(now_ns - days * DAY_NS, now_ns).result(LIMIT_S)
    return records.shift_report(_shift(records.shifts().result(LIMIT_S), shift_key)).result(LIMIT_S)


def _shift(shifts: tuple[ShiftView, ...], key: str | None) -> ShiftView:
    if not shifts:
        raise PersonError("The book has no shift yet: there is nothing to report.")
    if key is None:
        return shifts[0]
    for shift in shifts:
        if shift.key == key:
            return shift
    raise PersonError(f"The book has no shift {key}; the newest is {shifts[0].key}.")
