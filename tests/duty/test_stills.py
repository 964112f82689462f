"""Stills on disk go when their time is up, and never while their incident is open."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from base.clock import NS_PER_S
from duty.acts import ActKind
from duty.book.rows import Row, Value, new_uuid
from duty.book.store import Book
from duty.stills import DAY_NS, erase_old

NOW_NS = 1_900_000_000 * NS_PER_S
OLD_NS = NOW_NS - 100 * DAY_NS


def test_only_old_stills_of_closed_incidents_are_erased(make_book: Callable[[], Book], tmp_path: Path) -> None:
    book = make_book()
    closed, opened = new_uuid(), new_uuid()
    book.append([incident(closed), incident(opened), close(closed)])
    gone = kept(tmp_path, "stills/a.jpg", closed)
    stays = [kept(tmp_path, "stills/b.jpg", opened), kept(tmp_path, "stills/c.jpg", closed, at_wall_ns=NOW_NS)]
    book.append([gone, *stays])
    with book.reading() as connection:
        acts = erase_old(connection, tmp_path, before_wall_ns=NOW_NS - 90 * DAY_NS, now_wall_ns=NOW_NS)
    assert [(row.values["kind"], row.values["subject"]) for row in acts] == [(ActKind.PURGED.value, gone.uuid)]
    assert files(tmp_path) == {"stills/b.jpg", "stills/c.jpg"}
    book.append(acts)
    with book.reading() as connection:
        assert erase_old(connection, tmp_path, before_wall_ns=NOW_NS - 90 * DAY_NS, now_wall_ns=NOW_NS) == []
    book.close()


def test_a_reference_goes_when_a_newer_one_is_there(make_book: Callable[[], Book], tmp_path: Path) -> None:
    book = make_book()
    book.append([kept(tmp_path, f"references/{n}.jpg", "", purpose="reference") for n in "ab"])
    with book.reading() as connection:
        acts = erase_old(connection, tmp_path, before_wall_ns=NOW_NS, now_wall_ns=NOW_NS)
    assert len(acts) == 1
    assert files(tmp_path) == {"references/b.jpg"}
    book.close()


def test_a_file_that_no_row_names_goes_after_a_day(make_book: Callable[[], Book], tmp_path: Path) -> None:
    book = make_book()
    for name, age_ns in (("stills/old.jpg", 2 * DAY_NS), ("stills/new.jpg", DAY_NS // 2)):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"picture")
        os.utime(path, ns=(NOW_NS - age_ns, NOW_NS - age_ns))
    with book.reading() as connection:
        assert erase_old(connection, tmp_path, before_wall_ns=NOW_NS, now_wall_ns=NOW_NS) == []
    assert files(tmp_path) == {"stills/new.jpg"}
    book.close()


def test_a_path_that_leads_out_of_the_folder_is_not_followed(
    make_book: Callable[[], Book], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    book, closed = make_book(), new_uuid()
    outside = tmp_path / "outside.jpg"
    outside.write_bytes(b"somebody else's")
    folder = tmp_path / "data"
    folder.mkdir()
    book.append([incident(closed), close(closed), still("../outside.jpg", closed, OLD_NS, "finding")])
    with book.reading() as connection:
        assert erase_old(connection, folder, before_wall_ns=NOW_NS, now_wall_ns=NOW_NS) == []
    assert outside.exists()
    assert "outside of the data folder" in caplog.text
    caplog.clear()
    book.close()


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.jpg")}


def kept(folder: Path, path: str, of: str, *, at_wall_ns: int = OLD_NS, purpose: str = "finding") -> Row:
    file = folder / path
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"picture")
    return still(path, of, at_wall_ns, purpose)


def still(path: str, of: str, at_wall_ns: int, purpose: str) -> Row:
    values: dict[str, Value] = {
        "purpose": purpose,
        "incident_uuid": of,
        "camera_id": "c01",
        "path": path,
        "sha256": "0" * 64,
        "width_px": 640,
        "height_px": 360,
    }
    return Row("still", values, at_wall_ns=at_wall_ns, operator="")


def incident(uuid: str) -> Row:
    texts = ("subject", "title", "camera_id", "area_id", "zone_id", "zone_name", "reasons")
    return Row("incident", {"kind": "finding"} | dict.fromkeys(texts, ""), OLD_NS, "", uuid=uuid)


def close(uuid: str) -> Row:
    texts = ("responder_id", "channel", "told", "read_back", "how", "note")
    values = {"incident_uuid": uuid, "act": "closed", "disposition": "other"} | dict.fromkeys(texts, "")
    return Row("incident_act", values, OLD_NS, "")
