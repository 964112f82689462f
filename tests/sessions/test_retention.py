"""What goes, what stays, and in which order."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.clock import NS_PER_S, ManualClock
from base.errors import PersonError
from duty.acts import ActKind
from duty.recording import RecordingConfig
from sessions import ages
from sessions.in_use import GOING, InUse, is_used, remove, sweep
from sessions.retention import Retention
from sessions.sizes import Sizes, size_of
from tests.duty.kept import Kept
from tests.sessions.made import make

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
BOOKMARK = {"at_tape_ns": 1, "note": "", "operator": ""}


def keeper(root: Path, ledger: Kept | None = None, growing: int = 0, **config: object) -> Retention:
    rule = RecordingConfig.model_validate({"least_free_gb": 0.05} | config)
    clock = ManualClock(wall_ns=int(NOW.timestamp()) * NS_PER_S)
    return Retention(root, rule, clock, ledger or Kept(), growing=lambda: ("", growing))


def names(root: Path) -> list[str]:
    return sorted(one.name for one in root.glob("[12]*"))


def test_the_oldest_that_nothing_protects_go_first(tmp_path: Path) -> None:
    folders = [make(tmp_path, n, at=NOW - timedelta(hours=9 - n), size=1_000_000) for n in range(5)]
    (folders[0] / "kept.json").write_text('{"bookmarks": [{"at_tape_ns": 1}]}')
    (folders[1] / "kept.json").write_text("damaged: who knows what stood in it")
    ledger = Kept()
    with InUse(folders[2]):
        one = keeper(tmp_path, ledger, most_gb=0.0035)
        one.look()
    assert names(tmp_path) == sorted(folder.name for folder in folders[:3])
    assert [row.values["subject"] for row in ledger.rows] == [folder.name for folder in folders[3:]]
    assert [row.values["detail"] for row in ledger.rows] == ['{"why": "room"}'] * 2
    assert not one.full


def test_what_grows_counts_and_full_is_said(tmp_path: Path) -> None:
    make(tmp_path, at=NOW, size=1_000_000, protected=True)
    one = keeper(tmp_path, growing=3_000_000, most_gb=0.0035)
    one.look()
    assert one.full
    assert len(names(tmp_path)) == 1


def test_a_person_may_take_the_protection_away(tmp_path: Path) -> None:
    make(tmp_path, at=NOW - timedelta(days=40), protected=False, bookmarks=[BOOKMARK])
    kept = make(tmp_path, 1, at=NOW - timedelta(days=40), bookmarks=[BOOKMARK])
    keeper(tmp_path).look()
    assert names(tmp_path) == [kept.name]


def test_days(tmp_path: Path) -> None:
    make(tmp_path, at=NOW - timedelta(days=31))
    young = make(tmp_path, at=NOW - timedelta(days=29))
    ledger = Kept()
    keeper(tmp_path, ledger).look()
    assert names(tmp_path) == [young.name]
    assert ledger.rows[0].values["detail"] == '{"why": "age"}'


def test_a_clock_that_was_set_forward_deletes_nothing_for_a_day(tmp_path: Path) -> None:
    folder = make(tmp_path, at=NOW)
    clock = ManualClock(wall_ns=int(NOW.timestamp()) * NS_PER_S)
    one = Retention(tmp_path, RecordingConfig.model_validate({"least_free_gb": 0.05}), clock, Kept())
    one.look()
    clock.step_wall(400 * 86_400)
    for _ in range(23):
        clock.advance(3600)
        one.look()
    assert folder.exists()
    clock.step_wall(-400 * 86_400)
    clock.advance(2 * 86_400)
    one.look()
    assert folder.exists(), "it was set right"
    clock.step_wall(400 * 86_400)
    clock.advance(60)
    one.look()
    clock.advance(86_400 + 3600)
    one.look()
    assert not folder.exists(), "so it is"


def at(days: float = 0.0) -> ManualClock:
    return ManualClock(wall_ns=int((NOW + timedelta(days=days)).timestamp()) * NS_PER_S)


def looked(root: Path, clock: ManualClock, **config: object) -> None:
    """A run of the program: started, one look, ended."""
    rule = RecordingConfig.model_validate({"least_free_gb": 0.05} | config)
    Retention(root, rule, clock, Kept()).look()


def test_sessions_from_the_future_are_as_old_as_their_clock_was_found_wrong(tmp_path: Path) -> None:
    """The clock stood at 2030 for a day, and was set back: they neither stay for ever nor push out what is newer."""
    wrong = make(tmp_path, at=NOW + timedelta(days=1500), size=4_000_000)
    looked(tmp_path, at())
    newer = make(tmp_path, 1, at=NOW + timedelta(days=1), size=4_000_000)
    looked(tmp_path, at(2))
    assert names(tmp_path) == sorted([wrong.name, newer.name])
    looked(tmp_path, at(2), most_gb=0.006)
    assert names(tmp_path) == [newer.name]

    wrong = make(tmp_path, 2, at=NOW + timedelta(days=1500))
    looked(tmp_path, at(3))
    looked(tmp_path, at(29))
    assert wrong.exists()
    looked(tmp_path, at(34))
    assert not wrong.exists()


def test_what_was_recorded_while_the_clock_stood_at_1970_is_not_deleted_for_its_age(tmp_path: Path) -> None:
    old = make(tmp_path, at=NOW - timedelta(days=20))
    fresh = make(tmp_path, 1, at=datetime(1970, 1, 1, 0, 5, tzinfo=UTC))
    looked(tmp_path, at(-20_000))  # the clock is still wrong: nobody can say how old anything is
    looked(tmp_path, at())
    looked(tmp_path, at(9))
    assert names(tmp_path) == [fresh.name, old.name]
    looked(tmp_path, at(12))
    assert names(tmp_path) == [fresh.name]
    looked(tmp_path, at(31))
    assert names(tmp_path) == []


def test_a_clock_that_is_years_ahead_when_the_program_starts_is_not_believed_at_once(tmp_path: Path) -> None:
    folder = make(tmp_path, at=NOW)
    for hours in (0, 8, 23):  # switched off in between
        looked(tmp_path, at(500 + hours / 24))
    assert folder.exists()
    looked(tmp_path, at(0.1))
    assert folder.exists(), "it was set right"
    looked(tmp_path, at(500))
    looked(tmp_path, at(501.1))
    assert not folder.exists(), "so it is"


@pytest.mark.parametrize("said", [b"", b"[]", b'{"noticed": 1}', b'{"noticed": {"x": "y"}}', b"\xff", b"{" * 100_000])
def test_a_damaged_memory_of_ages_is_no_matter(tmp_path: Path, said: bytes) -> None:
    (tmp_path / ".ages.json").write_bytes(said)
    make(tmp_path, at=NOW - timedelta(days=31))
    looked(tmp_path, at())
    assert names(tmp_path) == []


def test_foreign_material_is_as_old_as_its_putting_together(tmp_path: Path) -> None:
    folder = make(tmp_path, at=NOW - timedelta(days=3000))
    (folder / "sources.json").write_text("{}")
    keeper(tmp_path).look()
    assert folder.exists()


def test_pilots_positions_go_by_a_limit_of_their_own(tmp_path: Path) -> None:
    old = make(tmp_path, at=NOW - timedelta(days=8), restricted=True, protected=True)
    young = make(tmp_path, at=NOW - timedelta(days=6), restricted=True)
    ledger = Kept()
    one = keeper(tmp_path, ledger)
    one.look()
    assert sorted(path.name for path in (old / "links").iterdir()) == ["00.tlog"]
    assert len(list((young / "links").iterdir())) == 3
    assert [(row.values["kind"], row.values["subject"]) for row in ledger.rows] == [
        (ActKind.RESTRICTED_ERASED, old.name)
    ]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 39), st.integers(1, 20), st.booleans()), max_size=8),
    st.integers(5, 60),
)
def test_as_little_goes_as_need_be(
    tmp_path_factory: pytest.TempPathFactory, made: list[tuple[int, int, bool]], most: int
) -> None:
    root = tmp_path_factory.mktemp("sessions")
    sessions = {}
    for number, (age, size, protected) in enumerate(made):
        at = NOW - timedelta(days=age, seconds=number)
        folder = make(root, number, at=at, size=size * 100_000, protected=protected, rows=None)
        sessions[folder] = (at, size_of(folder), protected)
    one = keeper(root, most_gb=most / 10_000)
    one.look()
    there = {folder for folder in sessions if folder.exists()}
    gone = sessions.keys() - there
    assert not any(sessions[folder][2] for folder in gone), "nothing that is protected goes"
    assert one.kept_bytes == sum(sessions[folder][1] for folder in there)
    limit = most * 100_000
    free_to_go = [folder for folder in there if not sessions[folder][2]]
    assert all(sessions[folder][0] >= NOW - timedelta(days=30) for folder in free_to_go)
    assert one.full == (one.kept_bytes > limit)
    assert not (one.full and free_to_go)
    by_room = [folder for folder in gone if sessions[folder][0] >= NOW - timedelta(days=30)]
    if by_room:
        newest_gone = max(sessions[folder][0] for folder in by_room)
        assert all(sessions[folder][0] > newest_gone for folder in free_to_go), "the oldest first"
        last = max(by_room, key=lambda folder: sessions[folder][0])
        assert one.kept_bytes + sessions[last][1] > limit, "and not one too many"


def test_a_folder_that_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    one = keeper(tmp_path / "nowhere")
    one.look()
    assert (one.free_bytes, one.full, one.kept_bytes) == (None, False, 0)


def test_sizes_are_remembered_and_a_damaged_memory_is_no_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make(tmp_path, size=5_000)
    keeper(tmp_path).look()
    assert Sizes(tmp_path).of(folder) == size_of(folder)
    monkeypatch.setattr("sessions.sizes.size_of", lambda folder: 7)
    assert Sizes(tmp_path).of(folder) > 5_000
    for content in (b"", b"[]", b'{"a": 1}', b"\xff" * 9, b"[" * 50_000):
        (tmp_path / ".sizes.json").write_bytes(content)
        assert Sizes(tmp_path).of(folder) == 7


# Who uses a session.

HOLD = """
import sys, time
from pathlib import Path
from sessions.in_use import InUse
used = InUse(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_a_lock_dies_with_its_process(tmp_path: Path) -> None:
    folder = make(tmp_path)
    command = [sys.executable, "-c", HOLD, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with InUse(folder):  # several may use it
            assert is_used(folder)
        with pytest.raises(PersonError, match="recorded or replayed"):
            remove(folder)
        assert folder.exists()
        holder.kill()
        holder.wait()
    assert not is_used(folder)
    remove(folder)
    assert list(tmp_path.iterdir()) == []


def test_what_was_being_deleted_when_the_program_ended_goes_with_the_next(tmp_path: Path) -> None:
    folder = make(tmp_path)
    going = folder.rename(tmp_path / (GOING + folder.name))
    one = keeper(tmp_path)
    one.look()
    assert one.kept_bytes == 0, "it is no session any more"
    sweep(tmp_path)
    assert not going.exists()


def test_started_is_read_from_the_id(tmp_path: Path) -> None:
    assert ages.started_wall_ns(tmp_path / "20261122T080000Z-1f3a") == int(NOW.timestamp()) * NS_PER_S
    other = tmp_path / "20269922T080000Z-1f3a"
    assert ages.started_wall_ns(other) == 0
    other.mkdir()
    assert ages.started_wall_ns(other) == other.stat().st_mtime_ns
