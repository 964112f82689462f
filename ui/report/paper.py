"""A report in the four shapes in which it leaves the program, and its name on the disk."""

import os
import re
import tempfile
from enum import StrEnum
from pathlib import Path

from base.errors import PersonError
from duty.precinct import Precinct
from duty.report import as_json, csv
from duty.report.format import Format
from duty.report.view import ShiftReport
from duty.report.words import Word
from ui.report.pdf import pdf_of
from ui.report.stills import small_stills
from ui.words import report as words


class Shape(StrEnum):
    PDF = "pdf"
    HTML = "html"
    CSV = "csv"
    JSON = "json"


def html_of(report: ShiftReport, precinct: Precinct, data: Path, language: str, *, plain: bool = False) -> str:
    """`plain`: for Qt's text documents, not for browsers."""
    from duty.report import html  # its library takes a while to load, and the window does not need it

    return html.render(report, precinct, words.words(), small_stills(data), language, plain=plain)


def bytes_of(shape: Shape, report: ShiftReport, precinct: Precinct, data: Path, language: str) -> bytes:
    """The whole file. Needs a QGuiApplication for its pictures and its PDF."""
    said = words.words()
    match shape:
        case Shape.CSV:
            return csv.render(report, precinct, said).encode()
        case Shape.JSON:
            return as_json.render(report).encode()
        case Shape.HTML:
            return html_of(report, precinct, data, language).encode()
        case Shape.PDF:
            text = html_of(report, precinct, data, language, plain=True)
            head = head_line(report, precinct)
            return pdf_of(text, title=head, head=head, page_of=said[Word.PAGE_OF])


def head_line(report: ShiftReport, precinct: Precinct) -> str:
    """Such as "Shift report · Willow Bank · Night · 2026-11-22 20:00 – 2026-11-23 08:00"."""
    said = words.words()
    form = Format(report, precinct, said)
    kind = said[Word.SHIFT_REPORT if report.shift_key else Word.PERIOD_REPORT]
    times = f"{form.moment(report.from_wall_ns)} – {form.moment(report.to_wall_ns)}"
    return " · ".join(part for part in (kind, precinct.precinct.name, report.shift_name, times) if part)


def file_name(report: ShiftReport, precinct: Precinct, shape: Shape) -> str:
    """Such as report-2026-11-22-night.pdf: letters that every disk takes."""
    if report.shift_key:
        name = report.shift_key
    else:
        form = Format(report, precinct, {})
        name = f"{form.moment(report.from_wall_ns)[:10]}-{form.moment(report.to_wall_ns)[:10]}"
    return f"report-{re.sub(r'[^A-Za-z0-9-]+', '-', name)}.{shape.value}"


def write(path: Path, content: bytes) -> None:
    """The file is there whole or as it was before. Raises PersonError."""
    part = ""
    try:
        handle, part = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(part).chmod(0o666 & ~mask)
        Path(part).replace(path)
    except OSError as error:
        if part:
            Path(part).unlink(missing_ok=True)
        raise PersonError(f"{path}: {error.strerror or error}") from error
