"""Stills on disk: what is kept and how long. The row of an erased still stays, with the checksum of what it was."""

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from base.clock import NS_PER_S
from duty.acts import ActKind, act
from duty.book.rows import Row
from duty.book.tables import act as act_table
from duty.book.tables import incident_act, still

log = logging.getLogger(__name__)

FOLDERS = ("stills", "references")
DAY_NS = 86_400 * NS_PER_S
RETENTION = "retention"


def erase_old(connection: Connection, folder: Path, *, before_wall_ns: int, now_wall_ns: int) -> list[Row]:
    """Remove the files of stills that were taken before then and belong to no open incident; an act for each.

    References go when a newer one of the camera has taken their place. Files that no row names, a day old, go as well:
    they were taken for a finding that was never told.
    """
    rows = []
    for found in _old(connection, before_wall_ns):
        path = folder / found.path
        if not _is_inside(path, folder):
            log.error("the still %s lies outside of the data folder and was left alone", found.path)
            continue
        path.unlink(missing_ok=True)
        detail = {"reason": RETENTION, "table": "still"}
        rows.append(act(ActKind.PURGED, found.uuid, at_wall_ns=now_wall_ns, operator="", detail=detail))
    named = set(connection.execute(sa.select(still.c.path)).scalars())
    for path in _files(folder):
        if str(path.relative_to(folder).as_posix()) not in named and _age_ns(path, now_wall_ns) > DAY_NS:
            path.unlink(missing_ok=True)
    return rows


def _old(connection: Connection, before_wall_ns: int) -> Sequence[Any]:
    closed = sa.select(incident_act.c.incident_uuid).where(incident_act.c.act == "closed")
    purged = sa.select(act_table.c.subject).where(act_table.c.kind == ActKind.PURGED.value)
    newer = still.alias()
    replaced = (
        sa.select(newer.c.id)
        .where(newer.c.camera_id == still.c.camera_id, newer.c.purpose == still.c.purpose, newer.c.id > still.c.id)
        .exists()
    )
    over = sa.or_(
        sa.and_(still.c.purpose == "reference", replaced),
        sa.and_(still.c.purpose != "reference", still.c.incident_uuid.in_(closed)),
    )
    query = sa.select(still.c.uuid, still.c.path).where(
        still.c.at_wall_ns < before_wall_ns, still.c.uuid.not_in(purged), over
    )
    return connection.execute(query).all()


def _files(folder: Path) -> Iterator[Path]:
    for name in FOLDERS:
        yield from (path for path in (folder / name).rglob("*") if path.is_file() and not path.is_symlink())


def _age_ns(path: Path, now_wall_ns: int) -> int:
    try:
        return now_wall_ns - path.stat().st_mtime_ns
    except OSError:
        return 0


def _is_inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
