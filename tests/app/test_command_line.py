"""The command line, in this process: what it takes, and what it says when that is wrong."""

import tomllib
from pathlib import Path

import pytest

from app import VERSION, main
from tests.app.program import ROOT
from tests.duty.test_precinct import GOOD, write
from ui.arguments import parse


def test_options_may_stand_before_or_after_a_command() -> None:
    arguments = parse(["demo", "--offscreen", "--seconds", "25", "--report", "r.json", "--screenshot", "s.png"])
    assert arguments.demo
    assert (arguments.seconds, arguments.report) == (25.0, Path("r.json"))
    assert not parse([]).demo
    before = parse(["--language", "zh_CN", "--data", "d", "demo", "--seconds", "5"])
    assert (before.demo, before.language, before.data, before.seconds) == (True, "zh_CN", Path("d"), 5.0)
    assert parse(["--data", "d", "verify"]).data == Path("d")
    assert parse(["--language", "en", "report"]).language == "en"
    assert parse(["report"]).data is parse(["demo"]).data is None


@pytest.mark.parametrize(
    "line",
    [["--seconds", "0"], ["--seconds", "nan"], ["simulate", "--drones", "-1"], ["--language", "fr"], ["nonsense"]],
)
def test_wrong_words_end_with_a_sentence(line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse(line)
    assert caught.value.code == 2
    assert "error:" in capsys.readouterr().err


def test_check_tells_every_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, GOOD.replace("Asia/Shanghai", "Nowhere").replace("system = 1\n", "system = 0\n"))
    assert main(["check", str(path)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith(f"{path}: ") for line in lines)


def test_check_looks_at_the_files_and_secrets_that_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, GOOD)
    assert main(["check", str(path)]) == 2
    said = capsys.readouterr().err
    assert "cameras[0].secret: " in said
    assert "cameras[1].address: expected a file" in said
    assert "zones[0].path: " in said
    monkeypatch.setenv("MOUSE_PATROL_SECRET_NORTH_GATE", "x")
    (tmp_path / "clips").mkdir()
    (tmp_path / "clips" / "street.mp4").write_bytes(b"")
    (tmp_path / "zones").mkdir()
    (tmp_path / "zones" / "quarter.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    assert main(["check", str(path)]) == 0
    assert "2 cameras, 1 links, 1 drones, 1 docks, 1 zone files" in capsys.readouterr().out


def test_a_missing_file_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "/nowhere/precinct.toml"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "/nowhere/precinct.toml: cannot be read" in said


def test_the_version_is_the_packages() -> None:
    found = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert found["project"]["version"] == VERSION


@pytest.mark.parametrize("command", [["verify"], ["backup", "copy.sqlite"], ["report", "--json", "r.json"]])
def test_without_a_book_there_is_nothing_to_read(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, '[precinct]\nname = "Empty"\ntime_zone = "UTC"\ncentre = [31.2, 121.5]\n')
    assert main([*command, "--config", str(path), "--data", str(tmp_path / "data")]) == 1
    assert "There is no book in" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_simulate_stays_on_this_machine(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "--url", "udpout:192.0.2.1:14550", "--seconds", "1"]) == 1
    assert "this machine only" in capsys.readouterr().err
