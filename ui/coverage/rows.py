"""The areas and the due list as rows of a table."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from base.clock import NS_PER_S
from duty.coverage.view import AreaCoverage, CoverageView
from duty.patrol.view import DueCamera, PatrolView
from ui.fleet.rows import Cell, Column, Row, Tone
from ui.marks import Mark
from ui.words import coverage as words
from ui.words import figures

translate = QCoreApplication.translate


def area_columns() -> tuple[Column, ...]:
    return (
        Column(translate("Coverage", "Area"), "Some area"),
        Column(translate("Coverage", "Cameras"), "000", figures=True),
        Column(translate("Coverage", "Overdue"), "000", figures=True),
        Column(translate("Coverage", "Out"), "000", figures=True),
        Column(
            translate("Coverage", "Blind"),
            "100 %",
            translate("Coverage", "Share of the squares of the area that no healthy camera looks at"),
            figures=True,
        ),
    )


def due_columns() -> tuple[Column, ...]:
    return (
        Column(translate("Coverage", "Camera"), "Some camera"),
        Column(translate("Coverage", "Due"), translate("Coverage", "{time} late").replace("{time}", "59 min")),
    )


def area_rows(view: CoverageView) -> list[Row]:
    """What has most overdue first, then what is out, then by name."""
    return [_area_row(area) for area in view.areas]


def _area_row(area: AreaCoverage) -> Row:
    name = area.name or translate("Coverage", "no area")
    blind = words.share(area.blind, area.cells)
    squares = translate("Coverage", "{blind} of {cells} squares").replace("{blind}", figures.count(area.blind))
    cells = (
        Cell(name, name, Tone.NORMAL if area.area_id else Tone.QUIET, tip=name),
        Cell(str(area.cameras), area.cameras),
        _number(area.overdue, Tone.ATTENTION),
        _number(area.out, Tone.ATTENTION),
        Cell(
            blind,
            area.blind / area.cells if area.cells else None,
            tip=squares.replace("{cells}", figures.count(area.cells)) if area.cells else "",
        ),
    )
    return Row(area.area_id, area.overdue * 1000 + area.out, name, cells, name.casefold())


def _number(count: int, tone: Tone) -> Cell:
    return Cell(str(count), count, tone if count else Tone.QUIET)


def due_rows(patrol: PatrolView, names: Mapping[str, str], areas: Mapping[str, str], now_wall_ns: int) -> list[Row]:
    """The cameras in the patrol's order. `names` by camera id, `areas` by area id."""
    return [_due_row(item, place, names, areas, patrol.loaded, now_wall_ns) for place, item in enumerate(patrol.due)]


def _due_row(
    item: DueCamera, place: int, names: Mapping[str, str], areas: Mapping[str, str], loaded: bool, now_wall_ns: int
) -> Row:
    name = names.get(item.camera_id, item.camera_id)
    left_s = (item.due_wall_ns - now_wall_ns) / NS_PER_S
    overdue = item.overdue and loaded and not item.out
    if item.out:
        mark, tone = Mark.OFFLINE, Tone.QUIET
    elif overdue:
        mark, tone = Mark.ATTENTION, Tone.ATTENTION
    else:
        mark, tone = Mark.OK, Tone.NORMAL
    tip = " · ".join(part for part in (name, areas.get(item.area_id, ""), words.tier_of_one(item.tier)) if part)
    cells = (
        Cell(name, name, Tone.QUIET if item.out else Tone.NORMAL, mark=mark, tip=tip),
        Cell(words.due_word(item, now_wall_ns, loaded), left_s, tone),
    )
    # No two have the same rank: a name to break ties would only be taken to pieces 551 times for each sorting.
    return Row(item.camera_id, -place, "", cells, f"{name} {item.camera_id}".casefold())
