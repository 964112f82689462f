"""The watch over what a test leaves behind sees every child, whichever thread has started it."""

import subprocess
import sys
import threading

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
