"""Verifying and copying from the command line: what is said, and what it ends with."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from base.errors import PersonError
from duty.acts import ActKind, act
from duty.book.store import Book
from duty.book.tables import act as acts
from duty.book.tables import head
from duty.commands import backup, verify
from duty.opening import FILE, known_keys, signer
from tests.duty.fresh import fresh

CONFIG = '[precinct]\nname = "Small"\ntime_zone = "UTC"\ncentre = [31.2, 121.5]\n'


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "precinct.toml"
    path.write_text(CONFIG, encoding="utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a book of three acts."""
    folder = tmp_path / "data"
    folder.mkdir()
    book = Book(fresh(folder / FILE))
    book.append([act(ActKind.SOMEBODY, "", at_wall_ns=number, operator="wang") for number in (1, 2, 3)])
    book.close()
    return folder


def head_of(data: Path, keys: Path) -> str:
    book = Book(data / FILE)
    with book.reading() as connection:
        seq, head_hash = connection.execute(sa.select(head.c.seq, head.c.hash)).one()
    book.close()
    return signer(keys)(seq, head_hash, 4)


def test_a_whole_book_and_its_own_head_are_in_order(
    config: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert known_keys(data)() == ()
    line = head_of(data, data)
    assert verify(config, data, None) == verify(config, data, line) == 0
    said = capsys.readouterr().out
    assert said.count("as it was written: 3 rows") == 2
    assert said.endswith("The signed head is link 3 of it, by this station's key\n")


def test_a_head_of_another_station_is_said_to_be_foreign(
    config: Path, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(config, data, head_of(data, tmp_path / "elsewhere")) == 1
    said = capsys.readouterr().out
    assert "signature: the chain, link 3" in said
    assert "is in the chain and genuine, by a key that is not the one in" in said
    assert known_keys(data)() == ()


def test_a_changed_row_is_named(config: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    engine = sa.create_engine(f"sqlite:///{data / FILE}")
    with engine.begin() as connection:
        connection.execute(sa.update(acts).where(acts.c.id == 2).values(operator="zhao"))
    engine.dispose()
    assert verify(config, data, None) == 1
    assert "changed: act 2, link 2\nThe book is not as it was written: 1 fault" in capsys.readouterr().out


def test_a_copy_is_whole_and_the_book_says_that_it_was_made(
    config: Path, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup(config, data, tmp_path / "copy.sqlite")
    assert "copy.sqlite: " in capsys.readouterr().out
    copied, book = Book(tmp_path / "copy.sqlite"), Book(data / FILE)
    with copied.reading() as one, book.reading() as other:
        query = sa.select(acts.c.kind, acts.c.subject)
        then, now = one.execute(query).all(), other.execute(query).all()
    copied.close()
    book.close()
    assert (len(then), now[len(then) :]) == (3, [("backed_up", "copy.sqlite")])
    with pytest.raises(PersonError):
        backup(config, data, tmp_path / "copy.sqlite")
