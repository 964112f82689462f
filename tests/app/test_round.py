"""A whole round over 64 cameras in the whole program, by keys alone; its report against an independent recount."""

import csv
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from duty.precinct import load
from tests.app.drive_round import ABNORMAL, DARK, LOGIN
from tests.app.patrol_precinct import write_precinct
from tests.app.program import ROOT
from tests.duty.report.recount import recount

pytestmark = [pytest.mark.slow, pytest.mark.alone, pytest.mark.timeout(400)]


class Walked:
    def __init__(self, folder: Path, clips: Path) -> None:
        self.config = write_precinct(folder / "precinct.toml", clips)
        self.data = folder / "data"
        command = [sys.executable, "-m", "tests.app.drive_round", str(self.config), str(self.data)]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        self.said = done.stdout + done.stderr
        assert done.returncode == 0, self.said[-4000:]
        self.did = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{self.data / 'book.sqlite'}?mode=ro", uri=True)) as book:
            return book.execute(query).fetchall()

    def command(self, *words: str | Path, data: Path | None = None) -> tuple[int, str]:
        """Its exit code, and what it said. A process of its own: only one QApplication lives in one."""
        where = ("--config", self.config, "--data", data or self.data)
        command = [sys.executable, str(ROOT / "app.py"), *(str(word) for word in (*words, *where))]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
        return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def walked(clips: Path, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    return Walked(tmp_path_factory.mktemp("round"), clips)


def test_every_camera_has_one_answer_and_it_is_the_one_that_was_given(walked: Walked) -> None:
    answers = {
        camera: (answer, credited)
        for camera, answer, credited in walked.rows("select camera_id, answer, credited from sighting")
    }
    assert len(answers) == 64 == len(walked.rows("select 1 from sighting"))
    assert answers.pop(ABNORMAL[0]) == ("abnormal", 1)
    assert answers.pop(DARK[0]) == ("cannot_see", 0)
    assert set(answers.values()) == {("normal", 1)}
    facts = "select distinct operator, displayed, looked, width_px >= 320, displayed_ms >= dwell_ms from sighting"
    assert walked.rows(facts) == [(LOGIN, 1, 1, 1, 1)]
    assert "Traceback" not in walked.said
    assert "ERROR" not in walked.said


def test_what_was_answered_has_its_consequences(walked: Walked) -> None:
    assert walked.rows("select camera_id, note from ticket") == [DARK]
    ((kind, camera, title),) = walked.rows("select kind, camera_id, title from incident")
    assert (kind, camera, title) == ("finding", *ABNORMAL)
    ((path, sha256),) = walked.rows("select path, sha256 from still")
    assert (walked.data / path).stat().st_size > 5_000
    assert len(sha256) == 64
    early = walked.rows("select detail from act where kind = 'tried_early'")
    assert [json.loads(detail)["refusal"] for (detail,) in early] == ["early"]
    ((ended,),) = walked.rows("select detail from act where kind = 'round_ended'")
    assert json.loads(ended)["state"] == "finished"


def test_the_reports_figures_are_those_of_an_independent_recount(walked: Walked, tmp_path: Path) -> None:
    files = {kind: tmp_path / f"report.{kind}" for kind in ("json", "html", "csv", "pdf")}
    asked = [word for kind, path in files.items() for word in (f"--{kind}", path)]
    code, said = walked.command("report", "--language", "en", *asked)
    assert code == 0, said
    report = json.loads(files["json"].read_text(encoding="utf-8"))
    counted = recount(
        walked.data / "book.sqlite",
        report["from_wall_ns"],
        report["to_wall_ns"],
        load(walked.config),
        report["made_wall_ns"],
    )
    for name in ("sightings", "displayed", "looked", "credited", "abnormal", "cannot_see"):
        assert report[name] == counted[name], name
    assert (report["sightings"], report["credited"], report["abnormal"], report["cannot_see"]) == (64, 63, 1, 1)
    tiers = {t["tier"]: (t["cameras"], t["seen"], t["met"], t["missed"]) for t in report["tiers"]}
    assert tiers == counted["tiers"]
    on_time = {
        (g["area_id"], g["hour"], g["plan"]): (g["met"], g["missed"])
        for g in report["on_time"]
        if g["met"] or g["missed"]
    }
    assert on_time == counted["on_time"]
    rounds = {r["uuid"]: r["credited"] for r in report["rounds"]}
    assert rounds == {uuid: found[4] for uuid, found in counted["rounds"].items()}
    for path in files.values():
        assert path.stat().st_size > 500
    assert ABNORMAL[1] in files["html"].read_text(encoding="utf-8")
    with files["csv"].open(encoding="utf-8-sig", newline="") as stream:
        assert any(ABNORMAL[1] in cell for line in csv.reader(stream) for cell in line)


def test_the_book_verifies_and_a_changed_sighting_is_found(walked: Walked, tmp_path: Path) -> None:
    code, said = walked.command("verify")
    assert code == 0, said
    assert "as it was written: " in said
    copy = tmp_path / "data"
    copy.mkdir()
    assert walked.command("backup", copy / "book.sqlite")[0] == 0
    with closing(sqlite3.connect(copy / "book.sqlite")) as book:
        book.execute("update sighting set answer = 'normal', credited = 1 where answer = 'cannot_see'")
        book.commit()
    code, said = walked.command("verify", data=copy)
    assert code == 1
    assert "changed: sighting" in said
    assert "1 fault in" in said
