"""The PDF: read back by other programs; and the command that makes reports without a window."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from base.errors import PersonError
from duty.patrol.view import ShiftView
from duty.report.view import Finding, RoundFigures
from tests.duty.report.test_shapes import a_report
from tests.ui.fake_records import FakeRecords
from tests.ui.fake_world import FakeWorld
from ui.report import paper
from ui.report.command import make_report
from ui.report.paper import Shape
from ui.report.pdf import report_font
from ui.report.searchable import searchable
from ui.report.stills import WIDTH_PX, small_stills

pytestmark = pytest.mark.usefixtures("qapp")
NS = 1_000_000_000


def tool(name: str, *arguments: str) -> str:
    assert shutil.which(name) is not None, f"{name} is missing: tools/system_packages.sh development"
    return subprocess.run([name, *arguments], capture_output=True, text=True, check=True).stdout


def test_chinese_and_english_can_be_read_back(fake: FakeWorld, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(paper.bytes_of(Shape.PDF, a_report(), fake.precinct, tmp_path, "en"))
    text = tool("pdftotext", "-layout", str(path), "-")
    for expected in ("Shift report", "灯柱倒下", "王敏", "Riverside", "2026-10-25 06:15", "Page 1 of", "99.9 %"):
        assert expected.replace("\u00a0", " ") in text.replace("\u00a0", " "), expected
    fonts = tool("pdffonts", str(path)).splitlines()[2:]
    assert fonts
    assert all(re.search(r"\s(yes|no)\s+(yes|no)\s+(yes|no)\s", line)[1] == "yes" for line in fonts)  # type: ignore[index]


def test_characters_that_look_like_radicals_are_read_back_as_what_they_are(fake: FakeWorld, tmp_path: Path) -> None:
    """人入无行方长至一示 are drawn like radicals that come before them in Unicode."""
    said = "人入无行方长至一示 – a 2027"
    finding = Finding("c01", a_report().from_wall_ns, "wang", said, "", None)
    path = tmp_path / "report.pdf"
    path.write_bytes(paper.bytes_of(Shape.PDF, replace(a_report(), findings=(finding,)), fake.precinct, tmp_path, "en"))
    text = re.sub(r"\s", "", tool("pdftotext", "-raw", str(path), "-"))
    assert re.sub(r"\s", "", said) in text
    assert not re.search("[\u2e80-\u2fdf]", text)


def test_a_file_that_is_not_understood_is_left_as_it_is() -> None:
    for content in (b"", b"%PDF-1.4", b"%PDF-1.4\nstartxref\n9\n%%EOF", b"%PDF\nxref\n0 9\ntrailer\nstartxref\n5\n"):
        assert searchable(content, "text", report_font()) == content


def test_long_reports_have_many_pages_each_with_its_number(fake: FakeWorld, tmp_path: Path) -> None:
    rounds = tuple(RoundFigures(f"{i:032x}", "wang", a_report().from_wall_ns + i * NS, None, 1, 1) for i in range(150))
    path = tmp_path / "report.pdf"
    path.write_bytes(paper.bytes_of(Shape.PDF, replace(a_report(), rounds=rounds), fake.precinct, tmp_path, "en"))
    found = re.search(r"Pages:\s+(\d+)", tool("pdfinfo", str(path)))
    assert found is not None
    pages = int(found[1])
    assert pages > 3
    assert "A4" in tool("pdfinfo", str(path))
    for number in (1, pages):
        text = tool("pdftotext", "-f", str(number), "-l", str(number), str(path), "-")
        assert f"Page {number} of {pages}" in text
        assert "Riverside" in text


def test_a_still_is_in_it_and_small(fake: FakeWorld, tmp_path: Path) -> None:
    (tmp_path / "stills").mkdir()
    picture = QImage(1920, 1080, QImage.Format.Format_RGB32)
    picture.fill(QColor("#336699"))
    assert picture.save(str(tmp_path / "stills" / "a.jpg"))
    jpeg = small_stills(tmp_path)("stills/a.jpg")
    assert jpeg is not None
    assert QImage.fromData(jpeg).width() == WIDTH_PX
    path = tmp_path / "report.pdf"
    path.write_bytes(paper.bytes_of(Shape.PDF, a_report(), fake.precinct, tmp_path, "en"))
    assert len(tool("pdfimages", "-list", str(path)).splitlines()) == 3


@pytest.mark.parametrize("path", ["../secret.jpg", "/etc/passwd", "stills/none.jpg", "stills/text.jpg", "", "a\0b"])
def test_nothing_outside_of_the_data_folder_is_read(tmp_path: Path, path: str) -> None:
    data = tmp_path / "data"
    (data / "stills").mkdir(parents=True)
    (data / "stills" / "text.jpg").write_text("no picture")
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    assert picture.save(str(tmp_path / "secret.jpg"))
    assert small_stills(data)(path) is None


def test_a_finding_without_its_file_is_printed(fake: FakeWorld, tmp_path: Path) -> None:
    report = replace(a_report(), findings=(Finding("c01", a_report().from_wall_ns, "wang", "w", "../x.jpg", None),))
    assert paper.bytes_of(Shape.PDF, report, fake.precinct, tmp_path, "en").startswith(b"%PDF")


class Answering(FakeRecords):
    """Answers at once."""

    def __init__(self, answers: dict[str, object]) -> None:
        super().__init__()
        self._answers = answers

    def _ask(self, name: str, *arguments: object):  # type: ignore[no-untyped-def]
        future = super()._ask(name, *arguments)
        value = self._answers[name]
        if isinstance(value, BaseException):
            future.set_exception(value)
        else:
            future.set_result(value)
        return future


SHIFTS = (ShiftView("2026-10-25/late", "late", "Late", 2, 3), ShiftView("2026-10-25/early", "early", "Early", 1, 2))


def run(fake: FakeWorld, records: FakeRecords, tmp_path: Path, **changes: object) -> int:
    arguments = {"shift_key": None, "days": None, "html": None, "pdf": None, "csv": None, "json": None} | changes
    return make_report(records, fake.precinct, fake.clock, tmp_path, language="en", **arguments)  # type: ignore[arg-type]


def test_the_command_writes_what_is_asked_for(
    fake: FakeWorld, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = Answering({"shifts": SHIFTS, "shift_report": a_report()})
    files = {shape: tmp_path / f"r.{shape}" for shape in Shape}
    assert run(fake, records, tmp_path, shift_key="2026-10-25/early", **{k.value: p for k, p in files.items()}) == 0
    assert records.asked[-1][1] == (SHIFTS[1],)
    assert all(path.stat().st_size > 500 for path in files.values())
    assert json.loads(files[Shape.JSON].read_text("utf-8"))["head_seq"] == 41
    assert capsys.readouterr().out.split() == [str(files[s]) for s in (Shape.HTML, Shape.PDF, Shape.CSV, Shape.JSON)]


def test_without_a_file_the_figures_go_to_stdout(
    fake: FakeWorld, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = Answering({"shifts": SHIFTS, "shift_report": a_report(), "period_report": a_report()})
    assert run(fake, records, tmp_path) == 0
    assert records.asked[-1][1] == (SHIFTS[0],)
    assert json.loads(capsys.readouterr().out)["sightings"] == 12
    assert run(fake, records, tmp_path, days=7) == 0
    _, (start, end), _ = records.asked[-1]
    assert isinstance(start, int)
    assert isinstance(end, int)
    assert end - start == 7 * 86_400 * NS


@pytest.mark.parametrize(
    ("answers", "changes", "said"),
    [
        ({"shifts": ()}, {}, "no shift yet"),
        ({"shifts": SHIFTS}, {"shift_key": "x"}, "no shift x; the newest is 2026-10-25/late"),
        ({"shifts": PersonError("The book is away")}, {}, "The book is away"),
        ({"shifts": SHIFTS, "shift_report": a_report()}, {"pdf": Path("/no/such/folder/r.pdf")}, "/no/such/folder"),
    ],
)
def test_what_cannot_be_made_is_a_sentence(
    fake: FakeWorld,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    answers: dict[str, object],
    changes: dict[str, object],
    said: str,
) -> None:
    assert run(fake, Answering(answers), tmp_path, **changes) == 1
    assert said in capsys.readouterr().err


def test_no_part_of_a_file_is_left_when_the_disk_refuses(tmp_path: Path, qapp: QApplication) -> None:
    (tmp_path / "r.pdf").mkdir()
    with pytest.raises(PersonError, match=r"r\.pdf"):
        paper.write(tmp_path / "r.pdf", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["r.pdf"]
