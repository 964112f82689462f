"""The recorder with its process, from a person's start to the files."""

import json
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from base.clock import NS_PER_S, ManualClock
from duty.acts import ActKind, act
from duty.book.rows import Row
from duty.incidents import IncidentState
from duty.recording import RecordingMode
from sessions import kept, manifest
from sessions.manifest import CutOff, Why
from sessions.recorder import policy
from sessions.recorder.happenings import Incidents, WallClock, of_the_book
from sessions.recording import RecorderState
from sessions.rows import Topic
from tests.duty.waiting import until
from tests.sessions.recorder.station import incident, numbers, records, rows_of, running
from video.feed import CameraState


def test_from_a_persons_start_to_a_persons_stop(tmp_path: Path) -> None:
    with running(tmp_path / "sessions") as station:
        station.say(5)  # before: in no session
        station.recorder.start("wang")
        session_id = station.wait_recording()
        files = station.files(session_id)
        station.say(200)
        until(lambda: station.orders != [])
        station.recorder.note(Topic.LAYOUT, "wall", {"cameras": ["c1"]})
        station.cameras["c2"] = replace(station.cameras["c2"], state=CameraState.OFFLINE)
        station.incidents = (incident("i1"),)
        at_wall_ns = station.clock.wall_ns()
        station.recorder.take_rows(
            (
                act(ActKind.NOBODY, "", at_wall_ns=at_wall_ns, operator=""),
                Row("sighting", {"camera_id": "c1", "note": "ok"}, at_wall_ns, "wang", {"caller": "Li Caller"}),
                Row("incident", {"subject": "x"}, at_wall_ns, "wang"),
            )
        )
        station.recorder.bookmark("wang", "there")
        until(lambda: station.recorder.view().messages == 200)
        until(lambda: '"offline"' in rows_of(files, Topic.CAMERA)[-1].body and len(rows_of(files, Topic.BOOKMARK)) == 1)
        assert station.recorder.view().cameras == 2
        station.recorder.stop("wang")
        until(lambda: station.recorder.view().state is RecorderState.READY)
    assert numbers(files) == list(range(5, 205))
    assert mavlogdump_counts(files.links / "00.tlog") == 200
    written = manifest.read(files.manifest)
    assert (written.why, written.cut_off, written.operator) == (Why.PERSON, CutOff.PERSON, "wang")
    assert all(written.wall_ns(written.started_tape_ns) // 1000 <= us for us, _ in records_of(files.links))
    assert (written.cameras[0].user, written.cameras[0].secret) == (None, None)
    assert json.loads(rows_of(files, Topic.LAYOUT)[0].body) == {"cameras": ["c1"]}
    assert [row.key for row in rows_of(files, Topic.SIGHTING)] == ["c1"]
    assert [row.key for row in rows_of(files, Topic.ACT)] == ["nobody"]
    assert "Li Caller" not in files.rows.read_bytes().decode("latin1")
    assert [row.key for row in rows_of(files, Topic.INCIDENT)] == ["i1"]
    assert rows_of(files, Topic.CLOCK)
    assert kept.read(files.folder)[0].bookmarks[0].note == "there"
    assert [o is None for o in station.orders] == [False, True]
    kinds = [str(row.values["kind"]) for row in station.ledger.rows]
    assert kinds == [ActKind.RECORDING_STARTED, ActKind.BOOKMARKED, ActKind.RECORDING_ENDED]


def records_of(links: Path) -> list[tuple[int, bytes]]:
    return list(records((links / "00.tlog").read_bytes()))


def mavlogdump_counts(path: Path) -> int:
    code = (
        "import sys; from pymavlink import mavutil; m = mavutil.mavlink_connection(sys.argv[1]);"
        "print(sum(1 for _ in iter(m.recv_match, None)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, timeout=60, check=True
    )
    return int(done.stdout.split()[-1])


def test_a_session_that_follows_another_leaves_no_gap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    longest_ns = 1_500_000_000
    real = policy.Policy.__init__

    def short(self: policy.Policy, *given: object) -> None:
        real(self, *given)  # type: ignore[arg-type]
        self._longest_ns = longest_ns

    monkeypatch.setattr(policy.Policy, "__init__", short)
    with running(tmp_path / "sessions", mode=RecordingMode.ALWAYS) as station:
        station.wait_recording()
        with station.talking(per_s=200):
            until(lambda: len(station.acts(ActKind.RECORDING_STARTED)) == 3)
    folders = sorted(
        (tmp_path / "sessions").glob("2*"), key=lambda f: manifest.read(f / "manifest.json").started_tape_ns
    )
    found = [numbers(station.files(folder.name)) for folder in folders]
    assert [number for one in found for number in one] == list(range(found[0][0], station.sent))
    assert len(found) == 3
    assert None not in station.orders[:-1], "the cameras go from one session to the next"
    ends = [manifest.read(folder / "manifest.json") for folder in folders]
    assert [one.cut_off for one in ends] == [CutOff.LONG_ENOUGH, CutOff.LONG_ENOUGH, CutOff.PROGRAM_ENDED]


def test_an_incident_keeps_what_stood_ready(tmp_path: Path) -> None:
    with running(tmp_path / "sessions", mode=RecordingMode.INCIDENTS) as station:
        until(lambda: station.orders != [])
        assert station.recorder.view().state is RecorderState.READY
        assert station.recorder.session_id() == ""
        station.say(30)
        station.incidents = (incident("i1"),)
        files = station.files(station.wait_recording())
        station.say(30)
        until(lambda: station.recorder.view().messages == 60)
        station.incidents = (incident("i1", state=IncidentState.CLOSED),)
        until(lambda: len(rows_of(files, Topic.INCIDENT)) == 2)
        assert station.recorder.session_id() == files.folder.name
    assert numbers(files) == list(range(60))
    written = manifest.read(files.manifest)
    assert (written.why, written.kept_from_tape_ns) == (Why.INCIDENT, written.started_tape_ns)
    assert len(station.orders) == 2
    assert [folder.name for folder in (tmp_path / "sessions").glob("2*")] == [files.folder.name]


def test_an_incident_right_after_what_stood_ready_was_begun_anew_keeps_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy, "ROLL_ON_NS", 1_000_000_000)
    with running(tmp_path / "sessions", mode=RecordingMode.INCIDENTS) as station:
        with station.talking(per_s=200):
            until(lambda: len(station.orders) == 2)
            monkeypatch.setattr(policy, "ROLL_ON_NS", 10**18)
            station.incidents = (incident("i1"),)
            second = station.wait_recording()
        assert None not in station.orders
    folders = sorted((tmp_path / "sessions").glob("2*"), key=lambda one: one.name != second, reverse=True)
    assert len(folders) == 2
    found = [number for one in folders for number in numbers(station.files(one.name))]
    assert found == list(range(found[0], station.sent))
    assert [manifest.read(one / "manifest.json").why for one in folders] == [Why.INCIDENT] * 2
    assert len(station.acts(ActKind.RECORDING_STARTED)) == len(station.acts(ActKind.RECORDING_ENDED)) == 2


def test_an_incident_that_an_earlier_run_left_open_keeps_nothing_going(tmp_path: Path) -> None:
    long_ago_ns, lately_ns = time.time_ns() - 400 * NS_PER_S, time.time_ns() - 200 * NS_PER_S
    with running(tmp_path / "sessions", mode=RecordingMode.INCIDENTS, after_s=300) as station:
        station.incidents = (incident("old", raised_wall_ns=long_ago_ns),)
        until(lambda: station.orders != [])
        turned_ns = station.clock.monotonic_ns()
        until(lambda: (station.recorder._recording.turned_ns or 0) > turned_ns + NS_PER_S)
        assert station.recorder.session_id() == ""
        station.incidents += (incident("young", raised_wall_ns=lately_ns),)
        files = station.files(station.wait_recording())
        until(lambda: len(rows_of(files, Topic.INCIDENT)) == 2)
    assert {row.key for row in rows_of(files, Topic.INCIDENT)} == {"old", "young"}, "both are in the session"


def test_which_incidents_are_of_an_earlier_run() -> None:
    began_ns, after_ns = 1_000 * NS_PER_S, 300 * NS_PER_S

    def count(raised_s: int, now_s: int) -> int:
        incidents = Incidents(after_ns, began_ns)
        incidents.look((incident("i1", raised_wall_ns=raised_s * NS_PER_S),), 1, now_s * NS_PER_S)
        return incidents.open_count

    assert (count(699, 1_001), count(700, 1_001)) == (0, 1)
    assert count(1_400, 1_400) == 1
    assert count(400, 400) == 1, "raised now, after the clock was set back"
    assert count(699, 9_000) == 0, "told late, after the clock was set forward"


def test_what_stood_ready_goes_when_nothing_happened(tmp_path: Path) -> None:
    sessions = tmp_path / "sessions"
    with running(sessions, mode=RecordingMode.INCIDENTS) as station:
        until(lambda: station.orders != [])
        assert len(list(sessions.glob("2*"))) == 1
    assert list(sessions.glob("2*")) == []
    left = sessions / "20261122T080000Z-1f3a"
    left.mkdir()
    (left / "ready").touch()
    (left / "manifest.json").touch()
    with running(sessions, mode=RecordingMode.INCIDENTS) as station:  # an earlier run was killed
        until(lambda: station.orders != [])
        assert not left.exists()
    assert station.ledger.rows == []


def test_nothing_can_be_recorded_in_mode_off(tmp_path: Path) -> None:
    with running(tmp_path / "sessions", mode=RecordingMode.OFF) as station:
        station.recorder.start("wang")
        station.recorder.bookmark("wang", "x")
        station.say(3)
        until(lambda: station.recorder.view().free_bytes is not None)
        assert station.recorder.view().state is RecorderState.OFF
    assert list((tmp_path / "sessions").glob("2*")) == []
    assert station.orders in ([], [None])


def test_a_bookmark_starts_a_recording_and_protects_it(tmp_path: Path) -> None:
    with running(tmp_path / "sessions") as station:
        station.recorder.bookmark("wang", "now")
        files = station.files(station.wait_recording())
        until(lambda: kept.read(files.folder)[0].protects)


def test_the_wall_clock_is_set() -> None:
    clock, wall = ManualClock(), WallClock()

    def look() -> list[int]:
        rows = wall.look(clock.wall_ns(), clock.monotonic_ns())
        return [json.loads(row.body)["wall_ns"] for row in rows]

    assert look() == [clock.wall_ns()]
    clock.advance(9.9)
    assert look() == []
    clock.step_wall(-3600)
    assert look() == [clock.wall_ns()]
    assert look() == []
    clock.advance(10)
    assert look() == [clock.wall_ns()]
    clock.step_wall(0.1)  # no more than NTP does now and then
    assert look() == []
    wall.anew()
    assert look() == [clock.wall_ns()]


def test_rows_of_the_book_have_the_time_when_they_were_made() -> None:
    late = act(ActKind.NOBODY, "", at_wall_ns=1_000, operator="")
    early = act(ActKind.NOBODY, "", at_wall_ns=5_000, operator="")  # the clock was set back since
    rows = of_the_book([late, early], wall_ns=3_000, now_ns=10_000)
    assert [row.at_tape_ns for row in rows] == [8_000, 10_000]


def test_an_incident_that_is_too_long_for_a_row_is_left_out() -> None:
    rows, raised = Incidents().look((incident("i1", note="x" * 70_000), incident("i2")), 1)
    assert [row.key for row in rows] == ["i2"]
    assert raised
