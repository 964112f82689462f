"""`export` on the command line: signing in, times, tracks, and the evidence that comes of it."""

import argparse
from pathlib import Path

import pytest

from base.clock import NS_PER_S, SystemClock
from base.errors import PersonError
from duty.book.store import Book
from duty.operators import seed_demo
from duty.precinct import load
from sessions.evidence import arguments, request
from sessions.evidence.arguments import add_arguments
from sessions.evidence.command import request_of, run, session_folder
from sessions.evidence.request import USUAL, Track
from sessions.evidence.verify import verify_folder
from tests.sessions.evidence.material import BEGAN_TAPE_NS, ID, LENGTH_S, Session

TOML = """
[precinct]
name = "Riverside"
time_zone = "Asia/Shanghai"
centre = [31.23, 121.47]

[recording]
folder = "{folder}"
"""


@pytest.fixture
def config(tmp_path: Path, session: Session) -> Path:
    path = tmp_path / "precinct.toml"
    path.write_text(TOML.replace("{folder}", str(session.folder.parent)))
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder whose book knows the demo's people, all with the password "demo"."""
    folder = tmp_path / "data"
    book = Book(folder / "book.sqlite")
    seed_demo(book, at_wall_ns=SystemClock().wall_ns())
    book.close()
    return folder


def parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args([ID, "--reason", "Theft of a bicycle", *words])


def test_it_exports_for_whoever_signs_in(
    config: Path, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    light = ("--tracks", "telemetry,audit", "--to-folder", str(out), "--case", "A-1")
    arguments = parsed("--operator", "Supervisor", *light)
    assert run(arguments, config=config, data=data, version="0.1.0", password=lambda: "demo") == 0
    assert verify_folder(out).code == 0
    assert str(out) in capsys.readouterr().out
    assert '"exported"' in (out / "audit" / "book.jsonl").read_text()
    for login, password, says in (("officer", "demo", "may not"), ("supervisor", "wrong", "wrong")):
        again = parsed("--operator", login, *light[:2], "--to-folder", str(tmp_path / "other"))
        with pytest.raises(PersonError, match=says):
            run(again, config=config, data=data, version="0.1.0", password=lambda said=password: said)  # type: ignore[misc]
    assert not (tmp_path / "other").exists()
    assert not (tmp_path / "other.partial").exists()


def test_times_and_tracks_are_understood(session: Session, tmp_path: Path) -> None:
    always = ("--operator", "x", "--to-folder", str(tmp_path / "out"))
    request = request_of(parsed(*always), session.folder)
    assert (request.from_tape_ns, request.to_tape_ns) == (BEGAN_TAPE_NS, BEGAN_TAPE_NS + LENGTH_S * NS_PER_S)
    assert (request.cameras, request.tracks) == (("c01", "c02"), USUAL)
    times = ("--from", "2026-11-22T08:00:01.5Z", "--to", "2026-11-22 16:00:03")
    request = request_of(parsed(*always, *times, "--cameras", "c02", "--tracks", "originals"), session.folder)
    assert (request.from_tape_ns - BEGAN_TAPE_NS, request.to_tape_ns - BEGAN_TAPE_NS) == (1_500_000_000, 3 * NS_PER_S)
    assert (request.cameras, request.tracks) == (("c02",), frozenset({Track.ORIGINALS}))
    for wrong in (("--from", "yesterday"), ("--tracks", "everything")):
        with pytest.raises(PersonError):
            request_of(parsed(*always, *wrong), session.folder)


def test_a_session_is_found_by_its_id_and_by_its_folder(session: Session, config: Path, tmp_path: Path) -> None:
    precinct = load(config)
    assert session_folder(ID, precinct, tmp_path) == session.folder
    assert session_folder(str(session.folder), precinct, tmp_path) == session.folder
    with pytest.raises(PersonError, match="no session"):
        session_folder("20200101T000000Z-0000", precinct, tmp_path)


def test_the_command_line_names_the_tracks_that_there_are() -> None:
    assert set(arguments.TRACKS) == {track.value for track in request.Track}
    assert set(arguments.USUAL) == {track.value for track in request.USUAL}
