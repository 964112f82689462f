"""The watch over what a test leaves behind sees every child, whichever thread has started it."""

import mmap
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import psutil
import pytest

from tests import children


def waiting() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)


@pytest.mark.parametrize("has_list", [False, children.HAS_LIST])
def test_children_of_all_threads_are_found(monkeypatch: pytest.MonkeyPatch, has_list: bool) -> None:
    monkeypatch.setattr(children, "HAS_LIST", has_list)
    started = [waiting()]
    made, go_on = threading.Event(), threading.Event()

    def start_one_and_stay() -> None:
        started.append(waiting())
        made.set()
        go_on.wait(30.0)

    def start_one_and_end() -> None:
        started.append(waiting())

    threads = [threading.Thread(target=work) for work in (start_one_and_stay, start_one_and_end)]
    for thread in threads:
        thread.start()
    threads[1].join()
    assert made.wait(30.0)
    try:
        found = {child.pid for child in children.children()}
        assert found >= {one.pid for one in started}
        assert found == {child.pid for child in psutil.Process().children()}
    finally:
        go_on.set()
        threads[0].join()
        for one in started:
            one.communicate(b"\n")
    assert not {one.pid for one in started} & {child.pid for child in children.children()}


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="Linux's folder of shared memory")
def test_shared_memory_with_a_name_is_found() -> None:
    with tempfile.NamedTemporaryFile(dir="/dev/shm") as file:
        file.truncate(4096)
        with mmap.mmap(file.fileno(), 4096):
            assert Path(file.name) in children.shared_memory_of([os.getpid()])
    assert Path(file.name) not in children.shared_memory_of([os.getpid()])
