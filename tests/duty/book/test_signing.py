import stat
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duty.book.errors import BookError
from duty.book.signing import FILE, StationKey, read_head

HASH = "0123456789abcdef" * 4
AT_WALL_NS = 1_790_000_000_123_456_789


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> StationKey:
    return StationKey.of(tmp_path_factory.mktemp("station"))


def test_a_station_keeps_its_key_for_itself(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = tmp_path / "not" / "there"
    first = StationKey.of(folder)
    assert stat.S_IMODE((folder / FILE).stat().st_mode) == 0o600
    assert StationKey.of(folder).public_key == first.public_key
    assert [path.name for path in folder.iterdir()] == [FILE]
    (folder / FILE).chmod(0o644)
    assert StationKey.of(folder).public_key == first.public_key
    assert stat.S_IMODE((folder / FILE).stat().st_mode) == 0o600
    assert "could be read by others" in caplog.text
    assert StationKey.of(tmp_path / "other").public_key != first.public_key


def test_programs_that_start_together_get_one_key(tmp_path: Path) -> None:
    found: list[str] = []
    together = threading.Barrier(4)

    def start() -> None:
        together.wait()
        found.append(StationKey.of(tmp_path).public_key)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [StationKey.of(tmp_path).public_key] * 4


@pytest.mark.parametrize("content", [b"", b"no key", bytes(range(160, 240))], ids=["empty", "text", "bytes"])
def test_a_damaged_key_is_one_sentence_and_is_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(BookError, match=r"The station's key .*station\.key is damaged"):
        StationKey.of(tmp_path)
    assert (tmp_path / FILE).read_bytes() == content


def test_a_folder_that_cannot_hold_a_key(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BookError, match="cannot be used: File exists"):
        StationKey.of(tmp_path / "file")


def test_the_line_says_what_was_signed_however_it_was_wrapped(key: StationKey) -> None:
    line = key.sign_head(1234, HASH, AT_WALL_NS)
    assert line.isprintable()
    assert " " not in line
    wrapped = "\n ".join(line[start : start + 60] for start in range(0, len(line), 60))
    head = read_head(f"  {wrapped}\r\n")
    assert (head.seq, head.hash, head.at_wall_ns) == (1234, HASH, AT_WALL_NS // 10**9 * 10**9)
    assert head.genuine
    assert (head.public_key, head.fingerprint) == (key.public_key, key.fingerprint)
    assert key.fingerprint in line


@given(place=st.integers(0, 10**6), character=st.sampled_from("0123456789abcdefZT:-_+ é"))
def test_no_character_can_be_changed_unseen(key: StationKey, place: int, character: str) -> None:
    line = key.sign_head(1234, HASH, AT_WALL_NS)
    place %= len(line)
    changed = line[:place] + character + line[place + 1 :]
    try:
        head = read_head(changed)
    except BookError:
        return
    assert changed == line or not head.genuine


@given(st.text())
def test_any_other_text_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(BookError, match="This is not the line of a signed head"):
        read_head(text)
