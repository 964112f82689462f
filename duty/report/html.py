"""The report as one HTML file that needs nothing beside it: to read, to keep, to print.

Tables and plain styles only: the PDF is printed from the same text by Qt, which knows no flex and no grid.
"""

import base64
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from duty.precinct import Precinct
from duty.report.format import Format
from duty.report.template import TEMPLATE
from duty.report.view import ShiftReport
from duty.report.words import Word

MOST_STILLS = 40
MOST_STILL_BYTES = 12_000_000
MOST_ROWS = 200
"""Of a table; the CSV has them all."""

Still = Callable[[str], bytes | None]
"""A kept picture by its path below the data folder, as a small JPEG; None when it is not there."""


def render(
    report: ShiftReport,
    precinct: Precinct,
    words: Mapping[str, str],
    still: Still,
    language: str,
    *,
    plain: bool = False,
) -> str:
    """`words` by duty.report.words.Word, `language` such as "en" or "zh_CN". All text from people is escaped.

    `plain` leaves out what only browsers understand: Qt takes every style for its own, whatever medium it is meant for.
    """
    form = Format(report, precinct, words)
    return _template().render(
        r=report,
        f=form,
        W=Word,
        w=form.word,
        language=language.replace("_", "-"),
        precinct=precinct.precinct.name,
        met=sum(t.met for t in report.tiers),
        missed=sum(t.missed for t in report.tiers),
        areas=_by_area(report),
        hours=_by_hour(report),
        stills=_inlined(report, still),
        most=MOST_ROWS,
        plain=plain,
    )


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(TEMPLATE)


def _by_area(report: ShiftReport) -> list[tuple[str, int, int]]:
    """(area's id, met, missed), the worst share first."""
    areas: dict[str, list[int]] = {}
    for group in report.on_time:
        counted = areas.setdefault(group.area_id, [0, 0])
        counted[0] += group.met
        counted[1] += group.missed
    found = [(area_id, met, missed) for area_id, (met, missed) in areas.items()]
    return sorted(found, key=lambda a: (a[1] / max(1, a[1] + a[2]), a[0]))


def _by_hour(report: ShiftReport) -> list[tuple[int, int, int]]:
    hours: dict[int, list[int]] = {}
    for group in report.on_time:
        counted = hours.setdefault(group.hour, [0, 0])
        counted[0] += group.met
        counted[1] += group.missed
    return [(hour, *hours[hour]) for hour in sorted(hours)]  # type: ignore[misc]


def _inlined(report: ShiftReport, still: Still) -> dict[str, Any]:
    """Data URIs by path, as many as fit; the last are left out and counted."""
    found: dict[str, Markup | None] = {}
    size, left_out = 0, 0
    for finding in report.findings:
        if not finding.still_path or finding.still_path in found:
            continue
        if len(found) >= MOST_STILLS or size >= MOST_STILL_BYTES:
            left_out += 1
            continue
        jpeg = still(finding.still_path)
        size += len(jpeg or b"")
        text = None if jpeg is None else Markup("data:image/jpeg;base64," + base64.b64encode(jpeg).decode())
        found[finding.still_path] = text
    return {"by_path": found, "left_out": left_out}
