import os
import subprocess
import sys
from pathlib import Path

import pytest

from base.errors import PersonError
from duty.book.one_program import FILE, OneProgram

ROOT = Path(__file__).parents[3]
CHILD = """
import sys
from pathlib import Path
from duty.book.one_program import OneProgram
held = OneProgram(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_program_is_told_who_holds_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with (
        OneProgram(folder),
        pytest.raises(PersonError, match=rf"\(process {os.getpid()}\) is already using the data folder .*data"),
    ):
        OneProgram(folder)
    with OneProgram(folder):
        pass
    with OneProgram(folder), OneProgram(tmp_path / "other"):
        pass


def test_a_program_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(tmp_path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    assert child.stdin is not None
    assert child.stdout.readline() == b"held\n"
    with pytest.raises(PersonError, match=f"process {child.pid}"):
        OneProgram(tmp_path)
    child.kill()
    child.wait()
    child.stdout.close()
    child.stdin.close()
    with OneProgram(tmp_path):
        assert (tmp_path / FILE).read_text() == str(os.getpid())


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PersonError, match=r"The data folder .*file cannot be used"):
        OneProgram(tmp_path / "file")
