"""The report as HTML, CSV and JSON: whole, escaped, bounded, without anything beside it."""

import csv as reader
import io
import json
import re
from dataclasses import replace

import pytest

from base.clock import NS_PER_S
from duty.coverage.view import OnTime
from duty.incidents import Disposition, IncidentKind
from duty.patrol.config import PlanLevel, Tier
from duty.report import as_json, csv, html
from duty.report.format import Format
from duty.report.view import (
    Finding,
    IncidentFigures,
    LateCamera,
    OutCamera,
    PlanSpan,
    RoundFigures,
    ShiftReport,
    SortieFigures,
    TierFigures,
)
from duty.report.words import Word
from tests.duty.report.books import HOUR_NS, precinct
from tests.duty.report.test_figures import END, START

WORDS = {word.value: f"[{word.value}]" for word in Word} | {
    Word.HOURS_MINUTES.value: "{h} h {min} min",
    Word.MINUTES.value: "{min} min",
    Word.SECONDS.value: "{s} s",
    Word.HEADING.value: "{heading}: {value}",
    Word.AND_MORE.value: "{n} more rows",
    Word.MORE_STILLS.value: "{n} more stills",
}


def a_report() -> ShiftReport:
    return ShiftReport(
        shift_key="2026-10-25/early",
        shift_name="Early <1>",
        from_wall_ns=START,
        to_wall_ns=END,
        made_wall_ns=END + HOUR_NS,
        operators=("wang", "li"),
        plans=(PlanSpan(PlanLevel.ROUTINE, START, ""), PlanSpan(PlanLevel.HIGHEST, START + HOUR_NS, "wang")),
        sightings=12,
        displayed=11,
        looked=10,
        credited=9,
        abnormal=1,
        cannot_see=3,
        tiers=(TierFigures(Tier.KEY, 1, 1, 1999, 1), TierFigures(Tier.ORDINARY, 5, 4, 4, 1)),
        on_time=(OnTime("market", 7, PlanLevel.ROUTINE, 3, 1), OnTime("", 8, PlanLevel.ROUTINE, 2, 0)),
        rounds=(RoundFigures("a" * 32, "wang", START, None, 12, 9),),
        nobody_s=754.0,
        late=(LateCamera("c00", "market", 1, 4000, None),),
        findings=(Finding("c01", START + HOUR_NS, "wang", "=cmd|' /C calc'!A0 <script>", "stills/a.jpg", 3),),
        incidents=(
            IncidentFigures(
                3, IncidentKind.FINDING, "灯柱倒下", "c01", "", START, 12.5, None, 60.0, ("t1",), Disposition.SETTLED
            ),
        ),
        out=(OutCamera("c01", START, None, 600.0, "+dark"),),
        sorties=(SortieFigures("d01", START, None),),
        head_seq=41,
        head_hash="ab" * 32,
        names=(("wang", "王敏"),),
    )


def page(report: ShiftReport, still: html.Still = lambda _: b"jpeg") -> str:
    return html.render(report, precinct(), WORDS, still, "zh_CN")


def test_text_from_people_is_escaped() -> None:
    text = page(a_report())
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert "Early &lt;1&gt;" in text


def test_the_page_needs_nothing_beside_it() -> None:
    text = page(a_report())
    assert 'src="data:image/jpeg;base64,' in text
    assert re.findall(r"(?:src|href|url\()\s*=?\s*[\"']?(?!data:)\w+", text) == []
    assert "<script" not in text
    assert 'lang="zh-CN"' in text


def test_it_says_what_is_in_the_report() -> None:
    text = page(a_report())
    for expected in (
        "王敏",
        "灯柱倒下",
        "摄像头 1 (c01)",
        "12 min",
        "1 h 6 min",
        "[tier_key]",
        "[plan_highest]",
        "ab" * 32,
    ):
        assert expected in text
    assert "[not_over]" not in text
    assert "[not_over]" in page(replace(a_report(), made_wall_ns=END - 1))


def test_every_word_is_used_and_none_is_missing() -> None:
    """In one report or another: a word that nobody shows needs no translation."""
    empty = replace(a_report(), late=(), findings=(), incidents=(), out=(), sorties=(), rounds=(), shift_key="")
    shown = page(a_report()) + page(empty) + page(replace(a_report(), made_wall_ns=0), lambda _: None)
    shown += csv.render(a_report(), precinct(), WORDS)
    unused = [word for word in Word if WORDS[word.value] == f"[{word.value}]" and WORDS[word.value] not in shown]
    values = ("tier_", "plan_", "kind_", "disposition_")
    rest = [w for w in unused if not w.value.startswith(values)]
    assert rest == [Word.PAGE_OF, Word.AIRCRAFT_IN, Word.STILL_OPEN]


def test_stills_are_bounded_in_number_and_in_bytes() -> None:
    many = tuple(Finding("c01", START + i, "wang", "w", f"stills/{i}.jpg", None) for i in range(html.MOST_STILLS + 5))
    text = page(replace(a_report(), findings=many))
    assert text.count("data:image") == html.MOST_STILLS
    assert "5 more stills" in text
    large = page(replace(a_report(), findings=many), lambda _: b"x" * (html.MOST_STILL_BYTES // 2))
    assert large.count("data:image") == 2


def test_a_still_that_is_gone_is_said() -> None:
    assert "[no_still]" in page(a_report(), lambda _: None)


def test_a_long_table_is_cut_on_paper_and_whole_in_the_csv() -> None:
    late = tuple(LateCamera(f"x{i:04d}", "market", 1, 60, None) for i in range(html.MOST_ROWS + 7))
    report = replace(a_report(), late=late)
    text = page(report)
    assert f"x{html.MOST_ROWS - 1:04d}" in text
    assert f"x{html.MOST_ROWS:04d}" not in text
    assert "7 more rows" in text
    assert csv.render(report, precinct(), WORDS).count("[late_cameras]") == len(late)


def rows_of(text: str) -> list[list[str]]:
    return list(reader.reader(io.StringIO(text.removeprefix(csv.BOM))))


def test_the_csv_opens_in_a_spreadsheet_and_runs_nothing() -> None:
    text = csv.render(a_report(), precinct(), WORDS)
    assert text.startswith("\ufeff")
    cells = [cell for row in rows_of(text) for cell in row]
    assert "'=cmd|' /C calc'!A0 <script>" in cells
    assert "'+dark" in cells
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t", "\r") or cell[:2] == "-c"]


def test_the_csv_says_its_times_with_their_offset() -> None:
    rows = rows_of(csv.render(a_report(), precinct(), WORDS))
    assert ["[figure]", "[begins]", "2026-10-25T06:15:00+08:00"] in rows
    assert ["[figure]", "[stored]", "12"] in rows
    assert ["[tier]", "[tier_key]", "1", "1", "1999", "1"] in rows
    assert ["[on_time]", "Market", "7", "[plan_routine]", "3", "1"] in rows


def test_the_json_is_the_figures() -> None:
    report = a_report()
    read = json.loads(as_json.render(report))
    assert read["sightings"] == 12
    assert read["tiers"][0] == {"tier": "key", "cameras": 1, "seen": 1, "met": 1999, "missed": 1}
    assert read["incidents"][0]["disposition"] == "settled"
    assert read["names"] == {"wang": "王敏"}
    assert read["end_wall_ns"] == END


def test_a_share_is_never_whole_while_a_deadline_was_missed() -> None:
    form = Format(a_report(), precinct(), WORDS)
    assert form.share(1_999_999, 1) == "99.9\u00a0%"
    assert form.share(3, 0) == "100.0\u00a0%"
    assert form.share(0, 0) == "–"


@pytest.mark.parametrize(
    ("seconds", "said"), [(None, "–"), (0.0, "0 s"), (59.9, "59 s"), (60.0, "1 min"), (3_660.0, "1 h 1 min")]
)
def test_spans_of_time(seconds: float | None, said: str) -> None:
    assert Format(a_report(), precinct(), WORDS).span(seconds) == said


def test_a_time_outside_of_the_shift_carries_its_date() -> None:
    form = Format(a_report(), precinct(), WORDS)
    assert len(form.time(START + NS_PER_S)) == len("06:15:01")
    assert len(form.time(START - 86_400 * NS_PER_S)) == len("2026-10-25 06:15:01")
