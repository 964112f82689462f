"""Rows of every kind, and raw SQL behind the book's back."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from duty.book.rows import Row, new_uuid
from duty.book.store import Book

AT_WALL_NS = 1_700_000_000_000_000_000


def ticket(note: str = "dark", *, at_wall_ns: int = AT_WALL_NS, uuid: str | None = None, **personal: str) -> Row:
    return Row(
        "ticket",
        {"camera_id": "C1", "note": note},
        at_wall_ns=at_wall_ns,
        operator="li",
        personal=personal,
        uuid=uuid or new_uuid(),
    )


def sighting(number: int = 0) -> Row:
    return Row(
        "sighting",
        {
            "round_uuid": "a" * 32,
            "step": number // 4,
            "camera_id": f"C{number % 64:02}",
            "area_id": "A1",
            "tier": "key",
            "plan": "routine",
            "shift": "2026-01-01 day",
            "stream": "sub",
            "width_px": 640,
            "height_px": 360,
            "dwell_ms": 3000,
            "displayed_ms": 3500,
            "displayed": True,
            "looked": number % 2 == 0,
            "answer": "normal",
            "credited": True,
            "due_wall_ns": AT_WALL_NS + number,
            "interval_s": None,
            "note": "",
        },
        at_wall_ns=AT_WALL_NS + number * 10**9,
        operator="王",
    )


def incident(number: int = 0, **personal: str) -> list[Row]:
    """An incident and its acknowledgement."""
    begun = Row(
        "incident",
        {
            "kind": "phone",
            "subject": f"call {number}",
            "title": "陈先生 reports smoke",
            "camera_id": "",
            "area_id": "A1",
            "zone_id": "",
            "zone_name": "",
            "latitude": 31.2304 + number / 7,
            "longitude": 121.5,
            "reasons": "",
        },
        at_wall_ns=AT_WALL_NS + number,
        operator="li",
        personal=personal,
    )
    texts = ("responder_id", "channel", "told", "read_back", "how", "disposition", "note")
    acknowledged = Row(
        "incident_act",
        {"incident_uuid": begun.uuid, "act": "acknowledged", "distance_m": 12, **dict.fromkeys(texts, "")},
        at_wall_ns=AT_WALL_NS + number + 1,
        operator="li",
    )
    return [begun, acknowledged]


def still(number: int = 0) -> Row:
    return Row(
        "still",
        {
            "purpose": "finding",
            "incident_uuid": "",
            "camera_id": "C1",
            "path": f"stills/{number}.jpg",
            "sha256": "0" * 64,
            "width_px": 640,
            "height_px": 360,
        },
        at_wall_ns=AT_WALL_NS,
        operator="li",
    )


def act(number: int = 0) -> Row:
    return Row(
        "act",
        {"kind": "plan_switched", "subject": "routine", "detail": f'{{"n": {number}}}'},
        at_wall_ns=AT_WALL_NS,
        operator="li",
    )


def fill(book: Book) -> list[Row]:
    """Twenty-odd rows of every table, some with personal content, in several transactions."""
    first = ticket(caller="Frau Müller", phone="139 0000 0000")
    fixed = Row("ticket_act", {"ticket_uuid": first.uuid, "act": "fixed", "note": ""}, at_wall_ns=1, operator="li")
    parts: list[list[Row]] = [
        [first, ticket("half"), fixed],
        [sighting(number) for number in range(6)],
        incident(1, caller="赵女士"),
        [act(1), still(1), act(2)],
        [*incident(2), sighting(7), still(2)],
        [act(3)],
    ]
    for part in parts:
        book.append(part)
    return [row for part in parts for row in part]


def raw(where: Path | sa.URL, *statements: str | sa.Executable) -> Sequence[sa.Row[Any]]:
    """What somebody with the database's own tools can do, foreign keys or not; the rows of the last statement."""
    url = where if isinstance(where, sa.URL) else sa.URL.create("sqlite", database=str(where))
    engine = sa.create_engine(url, poolclass=sa.pool.NullPool)
    found: Sequence[sa.Row[Any]] = ()
    try:
        with engine.begin() as connection:
            if url.get_backend_name() == "postgresql":
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            for statement in statements:
                result = connection.execute(sa.text(statement) if isinstance(statement, str) else statement)
                found = result.all() if result.returns_rows else ()
    finally:
        engine.dispose()
    return found
