"""Sessions that somebody made to do harm, and strangers' folders among them: one sentence, and nothing is touched."""

import json
import os
import sqlite3
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from base.clock import NS_PER_S, ManualClock, SystemClock
from base.errors import PersonError
from base.files import read_regular
from duty.recording import RecordingConfig
from sessions import kept as kept_file
from sessions import manifest as manifests
from sessions import sources
from sessions.evidence.material import find_material
from sessions.evidence.request import USUAL, EvidenceRequest
from sessions.in_use import InUse, is_used
from sessions.jobs import Progress
from sessions.library_entries import Entries
from sessions.library_folder import FolderLibrary
from sessions.recorder.session import remove_left_ready
from sessions.replay.opening import open_session
from sessions.retention import Retention
from sessions.row_file import RowReader
from sessions.rows import Topic
from sessions.sizes import READY, session_folders
from tests.duty.kept import Kept
from tests.duty.waiting import until
from tests.sessions.made import TAPE_NS, make
from tests.sessions.recorder.station import LINK
from video.recording.packets import read_index

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=600)
ALL = (-(2**62), 2**62)
TIMES = ("started_tape_ns", "ended_tape_ns", "kept_from_tape_ns")
OUTSIDE = ("/etc/passwd", "../x", "zones/..", "zones/../../x", "zones/\0")
_ROW = (
    "CREATE TABLE row (id INTEGER PRIMARY KEY, at_tape_ns INTEGER NOT NULL, topic TEXT NOT NULL,"
    " key TEXT NOT NULL, body TEXT NOT NULL)"
)
_ENDLESS = (
    "CREATE VIEW row AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) "
    "SELECT x AS id, x AS at_tape_ns, 'incident' AS topic, 'k' AS key, '{}' AS body FROM c"
)
_COMPUTED = (
    "CREATE TABLE row (id INTEGER PRIMARY KEY, at_tape_ns INTEGER, topic TEXT, key TEXT,"
    " body TEXT AS (hex(zeroblob(400000000))))"
)


def change(folder: Path, **values: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def keeper(root: Path, ledger: Kept | None = None, **config: object) -> Retention:
    rule = RecordingConfig.model_validate({"least_free_gb": 0.05} | config)
    return Retention(root, rule, ManualClock(wall_ns=int(NOW.timestamp()) * NS_PER_S), ledger or Kept())


def test_a_pipe_is_not_waited_for_and_a_large_file_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "large").open("wb") as file:
        file.truncate(1 << 40)
    for name in ("pipe", "large", "gone"):
        with pytest.raises(OSError, match=name):
            read_regular(tmp_path / name, 1_000)
    (tmp_path / "small").write_bytes(b"x" * 1_000)
    assert read_regular(tmp_path / "small", 1_000) == b"x" * 1_000


@pytest.mark.parametrize(
    "name",
    [
        "manifest.json",
        "kept.json",
        "rows.sqlite",
        "rows.sqlite-wal",
        "sources.json",
        "in_use.lock",
        "links",
        "links/00.tlog",
        "links/00.idx",
        "links/events.jsonl",
        "links/checkpoints.bin",
        "video/c1/packets.idx",
        "video/c1/00000.mp4",
        "thumbnails/first.jpg",
    ],
)
@pytest.mark.parametrize("kind", ["pipe", "link"])
def test_pipes_and_links_are_one_sentence(name: str, kind: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    folder = make(tmp_path / "sessions")
    path = folder / name
    if path.is_dir():
        path.rename(tmp_path / "moved")
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    os.mkfifo(path) if kind == "pipe" else path.symlink_to(outside)
    entry = Entries(folder.parent).entry(folder, recording=False)
    assert name in entry.trouble
    with pytest.raises(PersonError, match="holds what no recording has"):
        open_session(folder, live_clock=SystemClock(), progress=Progress(threading.Event()))
    with InUse(folder):
        is_used(folder)
    assert not outside.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *((name, value) for name in TIMES for value in (2**63, -(2**63), 10**4000)),
        ("started_wall_ns", 10**30),
        ("started_wall_ns", -(10**20)),
        *(("zones", [{"path": path, "crs": "wgs84"}]) for path in OUTSIDE),
        *(("id", value) for value in ("", "a/b", "..\\x", "a\nb", "\x1b[2J", "x" * 101)),
        ("cameras", [{"id": "../../x", "name": "x", "address": "file:x"}]),
        ("links", [{"name": "x" * 1_000, "address": "udpin:127.0.0.1:1"}]),
    ],
)  # fmt: skip
def test_a_manifest_that_cannot_be(field: str, value: object, tmp_path: Path) -> None:
    folder = make(tmp_path)
    change(folder, **{field: value})
    assert Entries(tmp_path).entry(folder, recording=False).trouble.endswith("damaged manifest.")
    with pytest.raises(PersonError, match="damaged manifest"):
        manifests.read(folder / "manifest.json")


def test_a_name_that_fills_the_screen_is_cut(tmp_path: Path) -> None:
    folder = make(tmp_path)
    change(folder, operator="x" * 100_000, program="x" * 100_000, station="x" * 100_000)
    assert len(Entries(tmp_path).entry(folder, recording=False).operator) == 200
    described = manifests.read(folder / "manifest.json")
    assert len(described.program) == len(described.station) == 200


def test_times_that_cannot_be_in_what_people_add_and_in_lists(tmp_path: Path) -> None:
    folder = make(tmp_path, bookmarks=[{"at_tape_ns": 2**63}])
    assert kept_file.read(folder)[0].protects
    assert kept_file.read(folder)[1] != ""
    clip = {"path": "/x.mp4", "starts_tape_ns": 1, "length_s": float("inf")}
    for wrong in ({"length_s": float("inf")}, {"length_s": 1, "starts_tape_ns": 2**63}):
        (folder / "sources.json").write_text(json.dumps({"cameras": [{"id": "c", "clips": [clip | wrong]}]}))
        with pytest.raises(PersonError):
            sources.read(folder / "sources.json")


def foreign(root: Path, *paths: str) -> Path:
    """A session from elsewhere that says where its material is."""
    folder = make(root)
    change(folder, why="foreign", cameras=[{"id": "c1", "name": "x", "address": "file:x"}])
    log = {"link": LINK, "path": paths[-1]}
    clips = [{"path": path, "starts_tape_ns": TAPE_NS, "length_s": 1.0} for path in paths]
    (folder / "sources.json").write_text(json.dumps({"cameras": [{"id": "c1", "clips": clips}], "logs": [log]}))
    return folder


@pytest.mark.parametrize("path", ["a/b.mp4", "../../etc/passwd", "/tmp/a\0b.mp4", "", "concat:/etc/passwd"])
def test_a_list_of_material_with_paths_that_are_none(path: str, tmp_path: Path) -> None:
    folder = foreign(tmp_path, path)
    with pytest.raises(PersonError, match="damaged list of its material"):
        open_session(folder, live_clock=SystemClock(), progress=Progress(threading.Event()))


def test_a_list_of_material_that_names_pipes_devices_and_folders(tmp_path: Path) -> None:
    """None of them is waited for or read, and what is there otherwise can be looked at."""
    pipe = tmp_path / "pipe.mp4"
    os.mkfifo(pipe)
    folder = foreign(tmp_path / "sessions", str(pipe), "/dev/zero", "/dev/tty", "/proc/self", str(tmp_path))
    began_s = time.monotonic()
    deck = open_session(folder, live_clock=SystemClock(), progress=Progress(threading.Event()))
    try:
        assert "is not where it was" in deck.view().trouble
    finally:
        deck.close()
        assert deck.wait_until_closed(20.0)
    assert time.monotonic() - began_s < 30.0
    with pytest.raises(PersonError, match="is not where it was"):
        find_material(request_of(folder), manifests.read(folder / "manifest.json"), Progress(threading.Event()))


def request_of(folder: Path) -> EvidenceRequest:
    return EvidenceRequest(folder, ("c1",), TAPE_NS, TAPE_NS + 1, USUAL, "because of it", folder.parent / "out", "li")


def test_an_index_of_a_terabyte_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "packets.idx").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(OSError, match="too large"):
        read_index(tmp_path)


@pytest.mark.parametrize(
    "statements",
    [
        (_ENDLESS,),
        (_COMPUTED, "INSERT INTO row (at_tape_ns, topic, key) VALUES (1, 'incident', 'a')"),
        (_ROW, "INSERT INTO row VALUES (1, 1, 'incident', 'a', printf('%.*c', 50000000, 'x'))"),
        ("CREATE VIRTUAL TABLE row USING fts5(at_tape_ns, topic, key, body)",),
    ],
)
def test_a_view_or_a_computed_column_is_not_run(statements: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "rows.sqlite"
    db = sqlite3.connect(path)
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()
    began_s = time.monotonic()
    reader = RowReader(path)
    assert reader.between(*ALL) == ()
    assert reader.all_last(Topic.INCIDENT, 2**62) == ()
    assert "damaged" in reader.trouble
    reader.close()
    assert time.monotonic() - began_s < 10


def test_only_our_own_is_ever_deleted(tmp_path: Path) -> None:
    """Somebody put other folders beside the sessions, or chose his own for them: all of them older than any session."""
    root, elsewhere = tmp_path / "sessions", tmp_path / "elsewhere"
    old = make(root, at=LONG_AGO)
    make(elsewhere, 1, at=LONG_AGO)
    for name in ("photos", "lost+found", "extension", "2019"):
        (root / name).mkdir()
        (root / name / "mine").write_text("x")
    (root / "extension" / "manifest.json").write_text('{"name": "not of this program"}')
    (root / "photos" / READY).touch()
    os.utime(root / "photos", (0, 0))
    os.utime(root / "extension", (0, 0))
    (root / "20100101T000000Z-0001").symlink_to(elsewhere, target_is_directory=True)
    remove_left_ready(root)
    keeper(root, most_gb=0.000001).look()
    assert not old.exists()
    assert sorted(one.name for one in root.iterdir() if not one.name.startswith(".")) == [
        "20100101T000000Z-0001", "2019", "extension", "lost+found", "photos",
    ]  # fmt: skip
    assert all((root / name / "mine").exists() for name in ("photos", "lost+found", "extension", "2019"))
    assert len(list(elsewhere.iterdir())) == 1
    assert [folder.name for folder in session_folders(root)] == ["extension"], "listed, with what is wrong with it"


def test_pilots_positions_are_erased_in_the_session_only(tmp_path: Path) -> None:
    root, outside = tmp_path / "sessions", tmp_path / "outside"
    outside.mkdir()
    (outside / "00.restricted.tlog").write_text("somebody else's")
    linked = make(root, at=NOW - timedelta(days=10))
    (linked / "links").rename(linked / "moved")
    (linked / "links").symlink_to(outside, target_is_directory=True)
    held_up = make(root, 1, at=NOW - timedelta(days=10), restricted=True)
    (held_up / "links" / "00.a.restricted.b").mkdir()
    keeper(root).look()
    assert (outside / "00.restricted.tlog").exists()
    assert [path.name for path in held_up.glob("links/*.restricted.*")] == ["00.a.restricted.b"]


def test_a_session_that_was_just_kept_is_no_left_over(tmp_path: Path) -> None:
    """Killed after the manifest said that an incident keeps it, and before its mark went."""
    kept, waste = make(tmp_path), make(tmp_path, 1)
    change(kept, kept_from_tape_ns=510 * NS_PER_S)
    for folder in (kept, waste):
        (folder / READY).touch()
    remove_left_ready(tmp_path)
    assert list(session_folders(tmp_path)) == [kept]


def test_a_stranger_s_folder_is_not_deleted_from_the_list(tmp_path: Path) -> None:
    (tmp_path / "extension").mkdir()
    (tmp_path / "extension" / "manifest.json").write_text("{}")
    damaged = make(tmp_path)
    (damaged / "manifest.json").write_text("{")
    with opened(tmp_path) as library:
        with pytest.raises(PersonError, match="no session of this program"):
            library.delete("extension", "wang")
        library.delete(damaged.name, "wang")
        until(lambda: not damaged.exists())


def test_thousands_of_strangers(tmp_path: Path) -> None:
    good = make(tmp_path)
    for number in range(2_500):
        (tmp_path / f"garbage {number}").write_text("x")
        (tmp_path / f"folder {number}").mkdir()
    with opened(tmp_path) as library:
        assert [entry.id for entry in library.view().entries] == [good.name]


class opened:  # noqa: N801 - used as a function
    def __init__(self, root: Path) -> None:
        self.library = FolderLibrary(root, SystemClock(), Kept())

    def __enter__(self) -> FolderLibrary:
        self.library.start()
        until(lambda: not self.library.view().reading)
        return self.library

    def __exit__(self, *_: object) -> None:
        assert self.library.stop(10.0)
