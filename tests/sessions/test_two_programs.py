"""Two programs with one folder of sessions: a live one and a replay, or two stations with a disk between them."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from base.clock import SystemClock
from base.errors import PersonError
from sessions import kept as kept_file
from sessions.in_use import GOING, InUse, remove
from sessions.jobs import Progress
from sessions.kept import KeptBookmark
from sessions.library_entries import CACHE, Entries
from sessions.library_folder import FolderLibrary
from sessions.replay.opening import open_session
from sessions.whole import write_whole
from tests.duty.kept import Kept
from tests.duty.waiting import until
from tests.sessions.made import make

MARKS = 60
BOOKMARKER = """
import sys
from pathlib import Path
from sessions import kept
for number in range(int(sys.argv[3])):
    mark = kept.KeptBookmark(at_tape_ns=number, operator=sys.argv[2])
    kept.change(Path(sys.argv[1]), lambda known: known.with_bookmark(mark))
"""
HOLDER = """
import sys
from pathlib import Path
from sessions.in_use import InUse
held = InUse(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_no_bookmark_is_lost_between_them(tmp_path: Path) -> None:
    folder = make(tmp_path)
    command = [sys.executable, "-c", BOOKMARKER, str(folder)]
    others = [subprocess.Popen([*command, name, str(MARKS)]) for name in ("a", "b")]
    for number in range(MARKS):
        mark = KeptBookmark(at_tape_ns=number, operator="here")
        kept_file.change(folder, lambda known, mark=mark: known.with_bookmark(mark))  # type: ignore[misc]
    assert [other.wait(60) for other in others] == [0, 0]
    kept, trouble = kept_file.read(folder)
    assert trouble == ""
    found = {(mark.operator, mark.at_tape_ns) for mark in kept.bookmarks}
    assert found == {(name, number) for name in ("a", "b", "here") for number in range(MARKS)}
    assert sorted(path.name for path in folder.glob("*.new")) == []


def test_what_is_replaced_is_whole_whoever_writes(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    texts = [json.dumps([sign] * 50_000) for sign in "ab"]

    def write(text: str) -> None:
        for _ in range(20):
            write_whole(path, text)

    threads = [threading.Thread(target=write, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        if path.exists():
            assert path.read_text() in texts
    for thread in threads:
        thread.join()
    assert [one.name for one in tmp_path.iterdir()] == ["list.json"]


def test_what_another_program_uses_is_neither_deleted_here_nor_said_to_be(tmp_path: Path) -> None:
    folder = make(tmp_path, ended=False)
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    ledger = Kept()
    library = FolderLibrary(tmp_path, SystemClock(), ledger)
    library.start()
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        until(lambda: not library.view().reading)
        with pytest.raises(PersonError, match="being recorded or replayed"):
            library.delete(folder.name, "wang")
        other.communicate()
        library.delete(folder.name, "wang")
        until(lambda: ledger.rows != [])
        assert not folder.exists()
    finally:
        other.kill()
        other.wait()
        assert library.stop(10.0)


def test_what_another_program_deleted_is_not_written_down_twice(tmp_path: Path) -> None:
    folder = make(tmp_path)
    ledger = Kept()
    library = FolderLibrary(tmp_path, SystemClock(), ledger)
    library.start()
    try:
        until(lambda: not library.view().reading)
        assert remove(folder)
        assert not remove(folder)
        library.delete(folder.name, "wang")  # the list has not been read again yet
        library.rename(folder.name, "x", "wang")
        until(lambda: library.view().entries == ())
        assert ledger.rows == []
        assert not folder.exists()
    finally:
        assert library.stop(10.0)


def test_one_that_is_deleted_while_it_is_opened_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one is through before this one's lock is there."""
    from sessions.replay import opening

    folder = make(tmp_path)
    monkeypatch.setattr(opening, "InUse", lambda place: (remove(place), InUse(place))[1])
    with pytest.raises(PersonError, match="cannot be read"):
        open_session(folder, live_clock=SystemClock(), progress=Progress(threading.Event()))
    assert not list(tmp_path.glob(GOING + "*"))
    assert not folder.exists()


def test_both_remember_what_they_have_read(tmp_path: Path) -> None:
    """The lists beside the sessions are whole, whichever of the two wrote last."""
    folders = [make(tmp_path, number) for number in range(3)]
    one, other = Entries(tmp_path), Entries(tmp_path)
    for entries in (one, other):
        for folder in folders:
            entries.entry(folder, recording=False)
        entries.save({folder.name for folder in folders})
    assert set(json.loads((tmp_path / CACHE).read_text())) == {folder.name for folder in folders}
    assert sorted(path.name for path in tmp_path.glob("*.new")) == []
