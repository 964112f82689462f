"""Sessions made of files alone, for what lists and deletes them."""

import json
from datetime import UTC, datetime
from pathlib import Path

from base.clock import NS_PER_S
from sessions import manifest
from sessions.files import SessionFiles
from sessions.manifest import CutOff, Manifest, Why
from sessions.row_file import RowWriter
from sessions.rows import SessionRow
from tests.sessions.recorder.station import precinct

TAPE_NS = 500 * NS_PER_S


def make(
    root: Path,
    number: int = 0,
    *,
    at: datetime = datetime(2026, 11, 22, 8, tzinfo=UTC),
    length_s: float = 60.0,
    size: int = 1_000,
    ended: bool = True,
    restricted: bool = False,
    rows: tuple[SessionRow, ...] | None = (),
    **kept: object,
) -> Path:
    """`size` bytes of a film; the id ends with `number`."""
    folder = root / f"{at:%Y%m%dT%H%M%SZ}-{number:04x}"
    files = SessionFiles(folder)
    (files.video / "c1").mkdir(parents=True)
    files.links.mkdir()
    (files.video / "c1" / "00000.mp4").write_bytes(bytes(size))
    if restricted:
        (files.links / "00.restricted.tlog").write_bytes(b"x")
        (files.links / "00.restricted.idx").write_bytes(b"x")
    (files.links / "00.tlog").write_bytes(b"x")
    made = precinct()
    manifest.write(
        Manifest(
            id=folder.name,
            why=Why.PERSON,
            program="1",
            operator="wang",
            started_tape_ns=TAPE_NS,
            started_wall_ns=int(at.timestamp()) * NS_PER_S,
            ended_tape_ns=TAPE_NS + round(length_s * NS_PER_S) if ended else None,
            cut_off=CutOff.PERSON if ended else CutOff.NOT_ENDED,
            precinct=made.precinct,
            cameras=made.cameras,
            links=made.links,
        ),
        files.manifest,
    )
    if rows is not None:
        writer = RowWriter(files.rows)
        writer.add(rows)
        writer.close()
    if kept:
        files.kept.write_text(json.dumps(kept))
    return folder
