"""The list of sessions, with everything that may lie in its folder."""

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from base.clock import NS_PER_S, SystemClock
from base.errors import PersonError
from duty.incidents import IncidentView
from sessions import kept as kept_file
from sessions import library_folder, library_pictures
from sessions.files import SessionFiles
from sessions.in_use import InUse
from sessions.kept import KeptBookmark
from sessions.library import SessionEntry
from sessions.library_entries import CACHE, Entries
from sessions.library_folder import FolderLibrary
from sessions.manifest import CutOff, Why
from sessions.rows import SessionRow, Topic
from tests.duty.kept import Kept
from tests.duty.waiting import until
from tests.sessions.made import TAPE_NS, make
from tests.sessions.recorder.station import incident

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)


@contextmanager
def opened(root: Path, recording: str = "") -> Iterator[tuple[FolderLibrary, Kept]]:
    ledger = Kept()
    library = FolderLibrary(root, SystemClock(), ledger, lambda: recording)
    library.start()
    try:
        until(lambda: not library.view().reading)
        yield library, ledger
    finally:
        assert library.stop(10.0)


def entry_of(library: FolderLibrary, folder: Path) -> SessionEntry:
    return next(entry for entry in library.view().entries if entry.id == folder.name)


def incident_row(uuid: str, **changes: object) -> SessionRow:
    body = TypeAdapter(IncidentView).dump_json(incident(uuid, **changes)).decode()
    return SessionRow(TAPE_NS + NS_PER_S, Topic.INCIDENT, uuid, body)


def test_what_a_list_shows(tmp_path: Path) -> None:
    rows = (incident_row("i1", title="Fight"), incident_row("i2"), incident_row("i1", title="Fight again"))
    old = make(tmp_path, at=AT - timedelta(days=1), title="Drill", bookmarks=[{"at_tape_ns": 7, "note": "here"}])
    new = make(tmp_path, 1, at=AT, rows=rows, length_s=90)
    with opened(tmp_path) as (library, _):
        assert [entry.id for entry in library.view().entries] == [new.name, old.name]
        first, second = library.view().entries
        assert (first.length_s, first.cameras, first.incidents) == (90.0, ("One", "Two"), ("Fight", "somebody"))
        assert (first.why, first.cut_off, first.operator, first.trouble) == (Why.PERSON, CutOff.PERSON, "wang", "")
        assert first.started_wall_ns == int(AT.timestamp()) * NS_PER_S
        assert first.bytes > 1_000
        assert (second.title, second.protected, second.bookmarks[0].note) == ("Drill", True, "here")


def test_acts(tmp_path: Path) -> None:
    folder = make(tmp_path, restricted=True)
    with opened(tmp_path) as (library, ledger):
        library.rename(folder.name, "  Harbour ", "wang")
        library.protect(folder.name, True, "wang")
        library.set_offsets(folder.name, {"c1": -2.5})
        until(lambda: entry_of(library, folder).protected)
        until(lambda: kept_file.read(folder)[0].offsets_s == {"c1": -2.5})
        with pytest.raises(PersonError, match="protected"):
            library.delete(folder.name, "wang")
        library.protect(folder.name, False, "wang")
        until(lambda: not entry_of(library, folder).protected)
        assert entry_of(library, folder).title == "Harbour"
        with InUse(folder), pytest.raises(PersonError, match="replayed"):
            library.delete(folder.name, "wang")
        library.delete(folder.name, "wang")
        until(lambda: library.view().entries == ())
        with pytest.raises(PersonError, match="no session"):
            library.rename(folder.name, "x", "wang")
    assert not folder.exists()
    kinds = [str(row.values["kind"]) for row in ledger.rows]
    assert kinds == ["session_changed"] * 3 + ["session_deleted"]
    assert all(row.operator == "wang" for row in ledger.rows)


def test_the_session_that_is_recorded(tmp_path: Path) -> None:
    folder = make(tmp_path, ended=False, rows=(SessionRow(TAPE_NS + 5 * NS_PER_S, Topic.CLOCK, "", "{}"),))
    with opened(tmp_path, recording=folder.name) as (library, _):
        assert entry_of(library, folder).recording
        with pytest.raises(PersonError, match="being recorded"):
            library.delete(folder.name, "wang")


def test_what_is_recorded_grows_in_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_folder, "LOOK_EVERY_S", 0.05)
    monkeypatch.setattr(library_folder, "_GROWING_EVERY_NS", 0)
    folder = make(tmp_path, ended=False)
    with opened(tmp_path, recording=folder.name) as (library, _):
        before = entry_of(library, folder)
        (SessionFiles(folder).links / "00.tlog").unlink()  # written now, long after the session's own time
        writer = sqlite3.connect(SessionFiles(folder).rows)
        with writer:
            line = (TAPE_NS + 40 * NS_PER_S, Topic.CLOCK.value, "", "{}")
            writer.execute("INSERT INTO row (at_tape_ns, topic, key, body) VALUES (?, ?, ?, ?)", line)
        writer.close()
        (folder / "grown").write_bytes(bytes(9_000))
        until(lambda: entry_of(library, folder).bytes >= before.bytes + 5_000)
        until(lambda: entry_of(library, folder).length_s == 40.0)


def test_one_that_was_cut_off_is_as_long_as_what_is_there(tmp_path: Path) -> None:
    folder = make(tmp_path, ended=False, rows=(SessionRow(TAPE_NS + 5 * NS_PER_S, Topic.CLOCK, "", "{}"),))
    (folder / "links" / "00.tlog").unlink()
    entry = Entries(tmp_path).entry(folder, recording=False)
    assert (entry.length_s, entry.cut_off, entry.trouble) == (5.0, CutOff.NOT_ENDED, "")


def test_a_new_session_appears_by_itself(tmp_path: Path) -> None:
    with opened(tmp_path) as (library, _):
        folder = make(tmp_path)
        until(lambda: bool(library.view().entries) and entry_of(library, folder).trouble == "")


def test_a_folder_that_is_not_there_or_is_none(tmp_path: Path) -> None:
    with opened(tmp_path / "nowhere") as (library, _):
        assert (library.view().entries, library.view().trouble) == ((), "")
    (tmp_path / "file").write_text("x")
    with opened(tmp_path / "file") as (library, _):
        assert library.view().trouble.endswith(".")


def test_garbage_in_the_folder(tmp_path: Path) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    good = make(tmp_path, 0xFFFF)
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "empty").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path)
    for number in range(60):
        folder = make(tmp_path, number, title="T", bookmarks=[{"at_tape_ns": 1}], rows=None)
        for name in ("manifest.json", "kept.json"):
            spoil(folder / name, chance)
    (tmp_path / "20261122T080000Z-00ff").mkdir()
    (tmp_path / "20261122T080000Z-00ff" / "manifest.json").mkdir()
    entries = Entries(tmp_path)
    for folder in sorted(tmp_path.iterdir()):
        if folder.is_dir() and not folder.is_symlink():
            entry = entries.entry(folder, recording=False)
            assert entry.why is not None or entry.trouble.endswith(".")
    with opened(tmp_path) as (library, _):
        assert len(library.view().entries) == 62  # "empty" is no session
        assert entry_of(library, good).trouble == ""


def spoil(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(chance.randrange(4)):
        if data and chance.random() < 0.5:
            data[chance.randrange(len(data))] = chance.randrange(256)
    if chance.random() < 0.3:
        del data[chance.randrange(len(data) + 1) :]
    if chance.random() < 0.1:
        data = bytearray(b"[" * 100_000)
    path.write_bytes(data)


def test_a_damaged_kept_file_is_set_aside_and_protects(tmp_path: Path) -> None:
    folder = make(tmp_path)
    (folder / "kept.json").write_text('{"title": 5}')
    kept, trouble = kept_file.read(folder)
    assert kept.protects
    assert trouble.endswith(".")
    kept_file.change(folder, lambda kept: kept.model_copy(update={"title": "New"}))
    assert kept_file.read(folder)[0].title == "New"
    assert (folder / "kept.damaged").read_text() == '{"title": 5}'


def test_a_bookmark_protects_again(tmp_path: Path) -> None:
    folder = make(tmp_path, protected=False)
    kept = kept_file.change(folder, lambda kept: kept.with_bookmark(KeptBookmark(at_tape_ns=1)))
    assert kept.protects


def test_what_was_read_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = [make(tmp_path, number, rows=(incident_row("i"),)) for number in range(5)]
    first = Entries(tmp_path)
    before = [first.entry(folder, recording=False) for folder in folders]
    first.save({folder.name for folder in folders})
    monkeypatch.setattr("sessions.library_entries.read_facts", lambda *_: pytest.fail("it was read again"))
    again = Entries(tmp_path)
    assert [again.entry(folder, recording=False) for folder in folders] == before
    for content in (b"", b"[]", b"\xff\xfe", b'{"a": {"stamp": "x"}}', b"[" * 50_000):
        (tmp_path / CACHE).write_bytes(content)
        Entries(tmp_path)


@pytest.mark.slow
def test_a_thousand_sessions(tmp_path: Path) -> None:
    for number in range(1_000):
        make(tmp_path, number, at=AT - timedelta(hours=number), rows=None, size=1)
    with opened(tmp_path):
        pass
    began_s = time.monotonic()
    with opened(tmp_path) as (library, _):
        assert len(library.view().entries) == 1_000
        assert time.monotonic() - began_s < 5.0
        print(f"a thousand sessions again: {time.monotonic() - began_s:.2f} s")


def test_a_session_without_pictures_is_no_trouble(tmp_path: Path) -> None:
    entry = Entries(tmp_path).entry(make(tmp_path), recording=False)
    assert not library_pictures.Pictures().one_more([entry])
