import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from duty.acts import ActKind, act
from duty.book.backup import backup, backup_name, rotate
from duty.book.errors import BookError
from duty.book.store import Book
from duty.book.verify import verify
from tests.duty.book.examples import fill, raw, sighting, ticket
from tests.duty.fresh import fresh

Make = Callable[[], Book]


def test_a_copy_is_a_book_and_goes_on_as_one(make_book: Make, tmp_path: Path) -> None:
    book = make_book()
    rows = fill(book)
    raw(book.url, "INSERT INTO operator VALUES ('li', '李', 'supervisor', '$argon2', TRUE, 0, 0)")
    added = act(ActKind.OPERATOR_ADDED, "li", at_wall_ns=0, operator="", detail={"name": "李", "role": "supervisor"})
    book.append([added])
    seen: list[tuple[int, int]] = []

    def watch(done: int, of: int) -> bool:
        seen.append((done, of))
        return True

    to = tmp_path / "copies" / "copy.sqlite"
    assert backup(book, to, watch) == to
    assert seen
    assert seen[-1][0] == seen[-1][1]
    assert [path.name for path in to.parent.iterdir()] == ["copy.sqlite"]
    assert to.stat().st_mode & 0o777 == 0o600
    original, copy = verify(book), Book(to)
    assert verify(copy) == original
    assert original.problems == ()
    assert [tuple(row) for row in raw(to, "SELECT login, active FROM operator")] == [("li", 1)]
    copy.append([ticket(), *rows])
    assert verify(copy).rows == len(rows) + 2
    copy.close()


def test_a_copy_is_of_one_moment_while_others_write(make_book: Make, tmp_path: Path) -> None:
    book, writer = make_book(), make_book()
    book.append([sighting(number) for number in range(3000)])
    stop = threading.Event()
    written = [0]

    def write() -> None:
        while not stop.is_set():
            writer.append([ticket(), sighting(1)])
            written[0] += 1

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for number in range(3):
            before = written[0]
            to = backup(book, tmp_path / f"{number}.sqlite")
            copy = Book(to)
            found = verify(copy)
            copy.close()
            assert found.problems == ()
            assert found.rows % 2 == 0
            assert found.rows >= 3000 + 2 * before
    finally:
        stop.set()
        thread.join()
    assert written[0] > 0


def test_nothing_is_overwritten_and_nothing_half_is_left(make_book: Make, tmp_path: Path) -> None:
    book = make_book()
    book.append([sighting(number) for number in range(2500)])
    folder = tmp_path / "copies"
    with pytest.raises(CancelledError):
        backup(book, folder / "copy.sqlite", lambda done, of: False)
    assert list(folder.iterdir()) == []
    (folder / "copy.sqlite").write_text("mine")
    with pytest.raises(BookError, match=r"copy\.sqlite is there already"):
        backup(book, folder / "copy.sqlite")
    assert (folder / "copy.sqlite").read_text() == "mine"
    with pytest.raises(BookError, match="could not be made"):
        backup(book, folder / "copy.sqlite" / "in a file.sqlite")


def test_the_newest_are_kept_and_what_others_put_there(tmp_path: Path) -> None:
    names = [backup_name(1_790_000_000_000_000_000 + day * 86_400 * 10**9) for day in range(5)]
    assert names[0] == "book-20260921-141320.sqlite"
    for name in [*names, "book.sqlite", "book-2026.sqlite", "notes.txt"]:
        (tmp_path / name).touch()
    assert [path.name for path in rotate(tmp_path, 2)] == names[:3]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [*names[3:], "book.sqlite", "book-2026.sqlite", "notes.txt"]
    )
    assert rotate(tmp_path, 2) == ()
    with pytest.raises(BookError, match="could not be removed"):
        rotate(tmp_path / "not there", 2)


@pytest.mark.parametrize("part", [0.2, 0.4, 0.6, 0.8])
def test_a_damaged_book_makes_no_copy_that_a_good_one_might_go_for(tmp_path: Path, part: float) -> None:
    path = fresh(tmp_path / "book.sqlite")
    book = Book(path)
    book.append([sighting(number) for number in range(500)])
    book.close()
    content = bytearray(path.read_bytes())
    page = int(len(content) * part) // 4096 * 4096
    content[page : page + 4096] = b"\x7f" * 4096
    path.write_bytes(content)
    damaged = Book(path)
    with pytest.raises(BookError, match=r"damaged|malformed"):
        backup(damaged, tmp_path / "copies" / "copy.sqlite")
    damaged.close()
    assert list((tmp_path / "copies").iterdir()) == []
