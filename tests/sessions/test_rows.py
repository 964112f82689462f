"""The rows' file: beside its writer, on a read-only medium, killed, damaged."""

import contextlib
import random
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions.row_file import RowReader, RowWriter, make
from sessions.rows import MOST_BODY_BYTES, SessionRow, Topic

LATER = 2**62


def rows(count: int) -> list[SessionRow]:
    return [SessionRow(i, Topic.CAMERA, f"c{i % 16}", f'{{"n":{i}}}') for i in range(count)]


def written(path: Path, count: int) -> Path:
    writer = RowWriter(path)
    writer.add(rows(count))
    writer.close()
    return path


ROW = st.builds(
    SessionRow,
    st.integers(0, 20),
    st.sampled_from([Topic.CAMERA, Topic.INCIDENT]),
    st.sampled_from(["", "a", "b", "ü"]),
    st.text(max_size=5),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(ROW, max_size=30), st.integers(-1, 21), st.integers(-1, 21))
def test_answers_are_those_of_a_list(all_rows: list[SessionRow], at: int, to: int) -> None:
    writer = RowWriter(Path(":memory:"))
    writer.add(all_rows)
    reader = RowReader(Path("/nowhere/rows.sqlite"))
    reader._db.close()
    reader._db = writer._db
    ordered = sorted(all_rows, key=lambda row: row.at_tape_ns)  # stable: of the same time, as they were written
    for topic in (Topic.CAMERA, Topic.INCIDENT):
        last = {row.key: row for row in ordered if row.topic is topic and row.at_tape_ns <= at}
        assert reader.all_last(topic, at) == tuple(last[key] for key in sorted(last))
        for key in ("", "a", "b", "ü"):
            assert reader.last(topic, key, at) == last.get(key)
    span = [row for row in ordered if at <= row.at_tape_ns < to]
    assert reader.between(at, to) == tuple(span)
    assert reader.between(at, to, [Topic.CAMERA]) == tuple(r for r in span if r.topic is Topic.CAMERA)
    assert reader.between(at, to, []) == ()
    reader.close()


def test_a_reader_sees_what_is_being_written(tmp_path: Path) -> None:
    writer = RowWriter(tmp_path / "rows.sqlite")
    writer.add(rows(10))
    reader = RowReader(tmp_path / "rows.sqlite")
    assert reader.count() == 10
    writer.add([SessionRow(10, Topic.ACT, "x", "{}")])
    assert (reader.count(), reader.span(), reader.trouble) == (11, (0, 10), "")
    reader.close()
    writer.close()


def test_nobody_finds_a_file_without_its_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looked at before and after each step of SQLite's, and after a process that died in the middle of it."""
    path = tmp_path / "rows.sqlite"
    path.with_name("rows.sqlite.new").write_bytes(b"half a file")
    looks: list[str] = []

    def look(_: str = "") -> None:
        """An error raised in here would go nowhere."""
        try:
            if path.exists():
                with contextlib.closing(connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
                    db.execute("SELECT count(*) FROM row")
            looks.append("there" if path.exists() else "not yet")
        except sqlite3.Error as error:
            looks.append(str(error))

    connect = sqlite3.connect

    def watched(*arguments: Any, **options: Any) -> sqlite3.Connection:
        db: sqlite3.Connection = connect(*arguments, **options)
        look()
        db.set_trace_callback(look)
        return db

    monkeypatch.setattr(sqlite3, "connect", watched)
    make(path)
    RowWriter(path).close()
    assert set(looks) == {"not yet", "there"}
    assert looks == sorted(looks)
    assert looks.count("not yet") >= 5
    assert [one.name for one in tmp_path.iterdir()] == ["rows.sqlite"]


def test_a_body_that_is_too_long_writes_nothing(tmp_path: Path) -> None:
    writer = RowWriter(tmp_path / "rows.sqlite")
    with pytest.raises(ValueError, match="longer"):
        writer.add([*rows(3), SessionRow(5, Topic.ACT, "x", "ü" * (MOST_BODY_BYTES // 2 + 1))])
    writer.add(rows(2))
    writer.close()
    reader = RowReader(tmp_path / "rows.sqlite")
    assert reader.count() == 2
    reader.close()


def killed(path: Path) -> Path:
    """Written by a process that ends without closing it: the log stays beside the file."""
    code = (
        "import os, sys; from pathlib import Path; from sessions.row_file import RowWriter;"
        "from tests.sessions.test_rows import rows; w = RowWriter(Path(sys.argv[1])); w.add(rows(50)); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False, timeout=60)
    assert path.with_name(path.name + "-wal").stat().st_size > 0
    return path


@pytest.mark.parametrize("end", ["closed", "killed"])
def test_a_read_only_medium(tmp_path: Path, end: str) -> None:
    source = tmp_path / "source"
    source.mkdir()
    path = source / "rows.sqlite"
    if end == "closed":
        written(path, 50)
    else:
        killed(path)
    place = tmp_path / "medium"
    place.mkdir()
    if subprocess.run(["mount", "--bind", source, place], check=False, capture_output=True).returncode:
        for one in source.iterdir():  # not root: the files themselves cannot be written
            one.chmod(0o400)
        source.chmod(0o500)
        assert_fifty(source / "rows.sqlite")
        source.chmod(0o700)
        return
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", place], check=True)
        before = sorted(one.name for one in place.iterdir())
        assert_fifty(place / "rows.sqlite")
        assert sorted(one.name for one in place.iterdir()) == before
    finally:
        subprocess.run(["umount", place], check=True)


def assert_fifty(path: Path) -> None:
    reader = RowReader(path)
    assert (reader.count(), reader.trouble) == (50, "")
    reader.close()


def test_what_is_missing_or_no_database_is_said(tmp_path: Path) -> None:
    for content in (None, b"", b"no database" * 1000):
        path = tmp_path / "rows.sqlite"
        if content is not None:
            path.write_bytes(content)
        reader = RowReader(path)
        assert reader.between(0, LATER) == ()
        assert (reader.last(Topic.CAMERA, "c1", 5), reader.span(), reader.count()) == (None, None, 0)
        assert reader.trouble.endswith(".")
        reader.close()


def test_a_damaged_file_gives_what_can_be_read(tmp_path: Path) -> None:
    path = written(tmp_path / "rows.sqlite", 6_000)
    data = bytearray(path.read_bytes())
    for place in range(45_000, len(data), 60_000):
        data[place : place + 300] = b"\xff" * 300
    path.write_bytes(data)
    reader = RowReader(path)
    got = reader.between(0, LATER)
    assert 3_000 < len(got) < 6_000
    assert set(got) <= set(rows(6_000))
    assert str(len(got)) in reader.trouble
    assert len(reader.all_last(Topic.CAMERA, LATER)) == 16
    reader.close()


def test_cuts_and_flips_never_raise(tmp_path: Path) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    whole = written(tmp_path / "whole.sqlite", 2_000).read_bytes()
    for number in range(16):
        data = bytearray(whole)
        if number % 2:
            del data[chance.randrange(len(data)) :]
        for _ in range(chance.randrange(1, 60)):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        path = tmp_path / f"{number}.sqlite"
        path.write_bytes(data)
        reader = RowReader(path)
        reader.between(0, LATER)
        reader.all_last(Topic.CAMERA, LATER)
        reader.last(Topic.CAMERA, "c3", 500)
        reader.span()
        reader.close()


def test_other_peoples_tools_read_it(tmp_path: Path) -> None:
    path = written(tmp_path / "rows.sqlite", 3)
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT topic, key FROM row WHERE at_tape_ns = 1").fetchall() == [("camera", "c1")]
    db.close()
