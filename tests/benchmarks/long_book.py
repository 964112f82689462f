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
from video.config import CameraConfig

SIGHTINGS = 1_000_000
CAMERAS = 551
DAYS = 31
END_WALL_NS = int(datetime(2026, 11, 1, 0, 0, tzinfo=UTC).timestamp()) * NS_PER_S
"""08:00 in Shanghai: a change of shifts."""
VERSION = 3
HALF_DAY_NS = 12 * 3600 * NS_PER_S
STEP = 4
KEY_EVERY_S = 1_800


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
    """Rounds of all cameras around the clock, four a step, each a little different in its order.

    Every second camera is a key camera. Two in a hundred are passed over in a round, so that key cameras among them are
    seen too late; a few are abnormal or cannot be seen.
    """
    chance = random.Random(1)
    cameras = [_Camera(camera.id, area_id) for camera, area_id in _places()]
    each = DAYS * 24 * 3600 * NS_PER_S // sightings
    at = END_WALL_NS - each * sightings
    written = 0
    while written < sightings:
        round_uuid, operator, shift = _uuid(chance), chance.choice(("wang", "li", "zhao", "sun")), _shift(at)
        detail: dict[str, Value | list[str]] = {"kind": "all", "which": "", "shift": shift, "cameras": len(cameras)}
        yield act(
            ActKind.ROUND_STARTED, round_uuid, at_wall_ns=at, operator=operator, detail=detail, uuid=_uuid(chance)
        )
        walked = [camera for camera in _nearly_in_order(cameras, chance) if chance.random() > 0.02]
        for number, camera in enumerate(walked[: sightings - written]):
            at += each
            written += 1
            values: dict[str, Value] = {"round_uuid": round_uuid, "step": number // STEP + 1, "shift": shift}
            answered = camera.answer(at, chance)
            yield Row("sighting", {**answered, **values}, at_wall_ns=at, operator=operator, uuid=_uuid(chance))
        yield act(ActKind.ROUND_ENDED, round_uuid, at_wall_ns=at, operator=operator, uuid=_uuid(chance))


class _Camera:
    """Its deadlines as duty.patrol.due gives them."""

    def __init__(self, camera_id: str, area_id: str) -> None:
        self._id, self._area_id = camera_id, area_id
        self._is_key = int(camera_id[1:]) % 2 == 0
        self._last: int | None = None

    def answer(self, at: int, chance: random.Random) -> dict[str, Value]:
        answer = chance.choices(("normal", "abnormal", "cannot_see"), (985, 5, 10))[0]
        credited = answer != "cannot_see"
        due = self._due(at)
        if credited:
            self._last = at
        return {
            "camera_id": self._id,
            "area_id": self._area_id,
            "tier": "key" if self._is_key else "ordinary",
            "plan": "routine",
            "stream": "sub",
            "width_px": 960,
            "height_px": 540,
            "dwell_ms": 8_000,
            "displayed_ms": 8_000 + chance.randrange(9_000) if credited else 0,
            "displayed": credited,
            "looked": chance.random() < 0.97,
            "answer": answer,
            "credited": credited,
            "due_wall_ns": due,
            "interval_s": KEY_EVERY_S if self._is_key else None,
            "note": "" if answer == "normal" else "a word about it",
        }

    def _due(self, at: int) -> int | None:
        begins = _shift_end(at) - HALF_DAY_NS
        if self._is_key:
            return (begins if self._last is None else self._last) + KEY_EVERY_S * NS_PER_S
        return None if self._last is not None and self._last >= begins else begins + HALF_DAY_NS


def _places() -> list[tuple[CameraConfig, str]]:
    where = precinct()
    areas = {area.name: area.id for area in where.all_areas()}
    return [(camera, areas.get(camera.area or "", "")) for camera in where.cameras]


def _nearly_in_order(cameras: list[_Camera], chance: random.Random) -> list[_Camera]:
    return [
        c for _, c in sorted(((i + chance.random() * 40, c) for i, c in enumerate(cameras)), key=lambda pair: pair[0])
    ]


def _shift_end(at: int) -> int:
    return at + (END_WALL_NS - at) % HALF_DAY_NS


def _shift(at: int) -> str:
    """Shifts change at 08:00 and 20:00 in Shanghai: 00:00 and 12:00 UTC."""
    local = datetime.fromtimestamp((at - NS_PER_MS) / NS_PER_S, UTC)
    return f"{local:%Y-%m-%d}/{'day' if local.hour < 12 else 'night'}"


def _uuid(chance: random.Random) -> str:
    return f"{chance.getrandbits(128):032x}"
