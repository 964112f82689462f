"""Files that are read-only, full, damaged or too new: one clear sentence, and nothing that was committed is lost."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest
import sqlalchemy as sa

from duty.book.errors import BookError
from duty.book.migrations import REVISIONS
from duty.book.sqlite import BUSY_MS
from duty.book.store import Book
from duty.book.verify import verify
from tests.duty.book.examples import raw, ticket
from tests.servers.postgres import PostgresServer

Make = Callable[[], Book]
Where = Path | sa.URL
ROOT = Path(__file__).parents[3]


def test_a_book_of_a_newer_program_is_left_alone(make_book: Make, book_where: Where) -> None:
    make_book().append([ticket()])
    raw(book_where, "UPDATE alembic_version SET version_num = '0099'")
    with pytest.raises(BookError, match=r"was written by a newer Mouse Patrol \(its tables are of revision 0099"):
        make_book().append([ticket()])
    raw(book_where, f"UPDATE alembic_version SET version_num = '{REVISIONS[-1]}'")
    assert verify(make_book()).rows == 1


def test_the_revisions_are_those_of_the_folder() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(ROOT / "duty/book/migrations"))
    walked = ScriptDirectory.from_config(config).walk_revisions()
    assert [one.revision for one in walked] == list(reversed(REVISIONS))


@pytest.fixture(params=["sqlite", "postgres"])
def unmigrated(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Where]:
    if request.param == "sqlite":
        yield tmp_path / "book.sqlite"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.new_database()
    yield server.url(name)
    server.drop(name)


def test_whoever_comes_while_a_new_book_is_made_waits_longer_than_for_a_row(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"

    def begin() -> int:
        book = Book(path)
        try:
            with book.reading() as connection:
                return int(connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one())
        finally:
            book.close()

    maker = sqlite3.connect(path, isolation_level=None)
    try:
        maker.execute("PRAGMA journal_mode = WAL")
        maker.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor(3) as pool:
            waiting = [pool.submit(begin) for _ in range(3)]
            given_up = wait(waiting, timeout=BUSY_MS / 1000 + 0.5).done
            maker.execute("COMMIT")
            assert not given_up
            assert [one.result(timeout=30) for one in waiting] == [BUSY_MS] * 3, "and afterwards as long as ever"
    finally:
        maker.close()


@pytest.mark.parametrize("turn", range(3))
def test_many_begin_one_book_at_once(tmp_path: Path, turn: int) -> None:
    path = tmp_path / f"{turn}.sqlite"
    together = threading.Barrier(6)

    def begin() -> None:
        book = Book(path)
        together.wait(10)
        try:
            book.append([ticket()])
        finally:
            book.close()

    with ThreadPoolExecutor(together.parties) as pool:
        for one in [pool.submit(begin) for _ in range(together.parties)]:
            one.result(timeout=60)
    book = Book(path)
    assert verify(book).rows == together.parties
    book.close()


def test_many_books_begin_at_once(tmp_path: Path) -> None:
    """A training's scratch book beside the house's: what makes the tables works with globals."""
    together = threading.Barrier(5)

    def begin(number: int) -> None:
        book = Book(tmp_path / f"{number}.sqlite")
        together.wait(10)
        try:
            book.append([ticket()])
        finally:
            book.close()

    with ThreadPoolExecutor(together.parties) as pool:
        for one in [pool.submit(begin, number) for number in range(together.parties)]:
            one.result(timeout=60)


def migrate(where: Where, revision: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(ROOT / "duty/book/migrations"))
    url = where if isinstance(where, sa.URL) else sa.URL.create("sqlite", database=str(where))
    engine = sa.create_engine(url, poolclass=sa.pool.NullPool)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def test_incidents_of_before_the_chain_are_moved_into_it(unmigrated: Where) -> None:
    migrate(unmigrated, "0001")
    raw(
        unmigrated,
        "INSERT INTO incident VALUES (3, 'airspace', 'T1', 'Z1', '体育场', 31.25, NULL, 'inside', 1000)",
        "INSERT INTO incident_act VALUES (1, 3, 'acknowledged', 2000, NULL, '')",
        "INSERT INTO incident_act VALUES (2, 3, 'closed', 3000, 'left_zone', 'gone')",
    )
    book = Book(unmigrated)
    book.append([ticket()])
    found = verify(book)
    book.close()
    assert (found.rows, found.problems) == (4, ())
    query = (
        "SELECT a.act, a.disposition, i.zone_name, i.latitude FROM incident_act a "
        "JOIN incident i ON i.uuid = a.incident_uuid ORDER BY a.id"
    )
    rows = [tuple(row) for row in raw(unmigrated, query)]
    assert rows == [("acknowledged", "", "体育场", 31.25), ("closed", "left_zone", "体育场", 31.25)]


def test_programs_that_open_the_same_new_book_at_once_all_find_it_whole(unmigrated: Where) -> None:
    code = (
        "import sys; from pathlib import Path; import sqlalchemy as sa; from duty.book.store import Book\n"
        "from tests.duty.book.examples import ticket\n"
        "where = sys.stdin.readline().strip()\n"
        "Book(sa.make_url(where) if where.startswith('postgresql') else Path(where)).append([ticket()])"
    )
    address = unmigrated.render_as_string(hide_password=False) if isinstance(unmigrated, sa.URL) else str(unmigrated)
    children = [
        subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    for child in children:  # all have started before one is told where
        assert child.stdin is not None
        child.stdin.write(address + "\n")
        child.stdin.flush()
    for child in children:
        errors = child.communicate()[1]
        assert child.returncode == 0, errors
    book = Book(unmigrated)
    assert verify(book).rows == 3
    book.close()


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A folder in which this test may not write: root gives up its rights for it."""
    folder = Path(tempfile.mkdtemp(prefix="mouse-patrol-test-"))
    book = Book(folder / "there.sqlite")
    book.append([ticket()])
    book.close()
    (folder / "there.sqlite").chmod(0o444)
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)
        shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("name", "why"), [("new.sqlite", "Permission denied"), ("there.sqlite", "readonly|unable to open")]
)
def test_a_folder_that_cannot_be_written_is_one_sentence(read_only: Path, name: str, why: str) -> None:
    book = Book(read_only / name)
    with pytest.raises(BookError, match=rf"The book .*{name} cannot be (opened|written): .*({why})"):
        book.append([ticket()])
    book.close()


FULL = """
import resource, sys
from pathlib import Path
from duty.book.errors import BookError
from duty.book.store import Book
from duty.book.verify import verify
from tests.duty.book.examples import sighting
path = Path(sys.argv[1])
book, said = Book(path), set()
book.append([sighting(0)])
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 200_000, resource.RLIM_INFINITY))
for number in range(2000):
    rows = [sighting(number), sighting(number)]
    try:
        book.append(rows)
    except BookError as error:
        print(error)
        break
    said |= {row.uuid for row in rows}
else:
    sys.exit("the disk was never full")
refused = rows
for _ in range(3):
    try:
        book.append(refused)
        sys.exit("written on a full disk")
    except BookError:
        pass
with book.reading() as connection:
    connection.exec_driver_sql("SELECT count(*) FROM sighting").all()
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
book.append(refused)
found = verify(book)
assert found.problems == (), found
assert found.rows == len(said) + 3, (found.rows, len(said))
"""


def test_a_full_disk_is_told_and_written_on_when_there_is_room_again(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path / "book.sqlite")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "cannot be written: d" in done.stdout  # disk I/O error, or database or disk is full


@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_that_was_taken_away_is_not_followed(tmp_path: Path, replaced: bool) -> None:
    path = tmp_path / "book.sqlite"
    book, row = Book(path), ticket()
    book.append([row])
    assert book.forget_traces()  # the log is empty: another book in its place would begin it anew
    path.rename(tmp_path / "kept.sqlite")
    if replaced:
        other = Book(path)
        other.open()
        other.close()
    for _ in range(2):
        with pytest.raises(BookError, match="was removed or replaced while it was in use"):
            book.append([ticket()])
    assert path.exists() is replaced
    (tmp_path / "kept.sqlite").replace(path)
    book.append([ticket()])
    assert verify(book).rows == 2
    book.close()


def test_a_damaged_file_is_a_sentence_and_the_rest_can_still_be_read(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    book = Book(path)
    book.append([ticket(note="x" * 400) for _ in range(500)])
    book.close()
    content = bytearray(path.read_bytes())
    content[len(content) // 3 : len(content) // 3 * 2] = b"\x7f" * (len(content) // 3)
    path.write_bytes(content)
    damaged = Book(path)
    with pytest.raises(BookError, match=r"book\.sqlite cannot be (read|opened): database disk image is malformed"):
        verify(damaged)
    damaged.close()


def test_a_chain_whose_head_was_moved_refuses_no_row_for_good(make_book: Make, book_where: Where) -> None:
    """The rows are not to blame: they wait until somebody has looked at the book."""
    book = make_book()
    book.append([ticket(), ticket()])
    raw(book_where, "UPDATE head SET seq = 1")
    with pytest.raises(BookError) as failed:
        book.append([ticket()])
    assert type(failed.value) is BookError
    raw(book_where, "DELETE FROM head")
    with pytest.raises(BookError) as failed:
        book.append([ticket()])
    assert type(failed.value) is BookError
