"""A book of a month: a million chained sightings of 551 cameras, as a busy precinct writes them; kept in build/.

The rows and their links are what Book.append would have written, row for row (a test compares); only the way into the
file is quicker: one transaction, and the indexes at the end.
"""

import random
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from base.clock import NS_PER_MS, NS_PER_S
from duty import demo
from duty.acts import ActKind, act
from duty.book import chain as links
from duty.book import tables
from duty.book.rows import Row, Value
from duty.book.store import Book
from duty.precinct import Precinct
from tests.benchmarks.rows import BUILD

SIGHTINGS = 1_000_000
CAMERAS = 551
DAYS = 31
END_WALL_NS = int(datetime(2026, 11, 1, 0, 0, tzinfo=UTC).timestamp()) * NS_PER_S
"""08:00 in Shanghai: a change of shifts."""
VERSION = 2
HALF_DAY_NS = 12 * 3600 * NS_PER_S
STEP = 4


def precinct() -> Precinct:
    return demo.precinct(Path("clips"), 14_550, cameras=CAMERAS)


def long_book(sightings: int = SIGHTINGS, folder: Path = BUILD / "bench") -> Path:
    """The path of the book; about a minute and a half the first time."""
    path = folder / f"book-{VERSION}-{sightings}.sqlite"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        for left in folder.glob(part.name + "*"):
            left.unlink()
        fill(part, rows(sightings))
        part.rename(path)
    return path


def fill(path: Path, written: Iterator[Row]) -> None:
    """Append all rows to a new book."""
    book = Book(path)
    book.open()
    book.close()
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = DELETE", "synchronous = OFF", "cache_size = -300000", "locking_mode = EXCLUSIVE"):
        connection.execute(f"PRAGMA {pragma}")
    indexes = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL").fetchall()
    connection.execute("BEGIN")
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    for statement, values in _statements(written):
        connection.executemany(statement, values)
    for _, sql in indexes:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


def _statements(written: Iterator[Row]) -> Iterator[tuple[str, list[tuple[Value, ...]]]]:
    """Inserts, some thousands of rows at a time; the head's update comes last."""
    ids = dict.fromkeys(tables.CHAINED, 0)
    pending: dict[str, list[tuple[Value, ...]]] = {}
    inserts = {name: _insert(name, [c.name for c in table.columns]) for name, table in tables.CHAINED.items()}
    inserts["chain"] = _insert("chain", ["seq", "row_table", "row_id", "digest", "hash"])
    names = {name: [c.name for c in table.columns if c.name != "id"] for name, table in tables.CHAINED.items()}
    seq, before = 0, links.GENESIS
    for row in written:
        ids[row.table] += 1
        values = {
            **dict.fromkeys(names[row.table]),
            **row.values,
            "uuid": row.uuid,
            "at_wall_ns": row.at_wall_ns,
            "operator": row.operator,
        }
        digest = links.digest(row.table, {"id": ids[row.table], **values})
        seq += 1
        before = links.link(before, seq, row.table, ids[row.table], digest)
        pending.setdefault(row.table, []).append((ids[row.table], *(values[name] for name in names[row.table])))
        pending.setdefault("chain", []).append((seq, row.table, ids[row.table], digest, before))
        if seq % 20_000 == 0:
            yield from ((inserts[name], several) for name, several in pending.items())
            pending.clear()
    yield from ((inserts[name], several) for name, several in pending.items())
    yield "UPDATE head SET seq = ?, hash = ?", [(seq, before)]


def _insert(table: str, columns: list[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def rows(sightings: int) -> Iterator[Row]:
    """Rounds of four cameras a step around the clock: key cameras every half hour, the others between them.

    One camera in fifty is looked at too late, by minutes or by hours; a few are abnormal or cannot be seen.
    """
    chance = random.Random(1)
    where = precinct()
    areas = {area.name: area.id for area in where.all_areas()}
    cameras = [(c.id, areas.get(c.area or "", "")) for c in where.cameras]
    keys = set(where.patrol.key_cameras)
    each = DAYS * 24 * 3600 * NS_PER_S // sightings
    at = END_WALL_NS - each * sightings
    round_uuid, operator, shift = "", "", ""
    for number in range(sightings):
        if number % (len(cameras) // STEP * STEP) == 0 or not round_uuid:
            if round_uuid:
                yield act(ActKind.ROUND_ENDED, round_uuid, at_wall_ns=at, operator=operator, uuid=_uuid(chance))
            round_uuid = _uuid(chance)
            operator = chance.choice(("wang", "li", "zhao", "sun"))
            shift = _shift(at)
            detail: dict[str, Value | list[str]] = {"kind": "all", "which": "", "shift": shift, "cameras": len(cameras)}
            yield act(
                ActKind.ROUND_STARTED, round_uuid, at_wall_ns=at, operator=operator, detail=detail, uuid=_uuid(chance)
            )
            chance.shuffle(cameras)
        at += each
        camera_id, area_id = cameras[number % len(cameras)]
        key = camera_id in keys or int(camera_id[1:]) % 2 == 0
        yield _sighting(chance, number, at, camera_id, area_id, key, round_uuid, operator, shift)


def _sighting(
    chance: random.Random,
    number: int,
    at: int,
    camera_id: str,
    area_id: str,
    key: bool,
    round_uuid: str,
    operator: str,
    shift: str,
) -> Row:
    answer = chance.choices(("normal", "abnormal", "cannot_see"), (985, 5, 10))[0]
    late_ns = chance.randrange(60, 4 * 3600) * NS_PER_S if chance.random() < 0.02 else 0
    due = at - late_ns if late_ns else at + chance.randrange(10, 1_200) * NS_PER_S
    displayed_ms = 8_000 + chance.randrange(9_000)
    return Row(
        "sighting",
        {
            "round_uuid": round_uuid,
            "step": number // STEP + 1,
            "camera_id": camera_id,
            "area_id": area_id,
            "tier": "key" if key else "ordinary",
            "plan": "routine",
            "shift": shift,
            "stream": "sub",
            "width_px": 960,
            "height_px": 540,
            "dwell_ms": 8_000,
            "displayed_ms": 0 if answer == "cannot_see" else displayed_ms,
            "displayed": answer != "cannot_see",
            "looked": chance.random() < 0.97,
            "answer": answer,
            "credited": answer != "cannot_see",
            "due_wall_ns": due if key else _shift_end(at),
            "interval_s": 1_800 if key else None,
            "note": "" if answer == "normal" else "a word about it",
        },
        at_wall_ns=at,
        operator=operator,
        uuid=_uuid(chance),
    )


def _shift_end(at: int) -> int:
    return at + (END_WALL_NS - at) % HALF_DAY_NS


def _shift(at: int) -> str:
    """Shifts change at 08:00 and 20:00 in Shanghai: 00:00 and 12:00 UTC."""
    local = datetime.fromtimestamp((at - NS_PER_MS) / NS_PER_S, UTC)
    return f"{local:%Y-%m-%d}/{'day' if local.hour < 12 else 'night'}"


def _uuid(chance: random.Random) -> str:
    return f"{chance.getrandbits(128):032x}"
