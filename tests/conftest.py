"""What every test gets: its own folders, a printed seed, and a failure when it leaves a thread or a child behind."""

import itertools
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from hypothesis import HealthCheck, settings

from tests.children import children

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Hypothesis counts by the clock on the wall, and tests share the cores: an example that waits for one is no failure.
settings.register_profile("shared cores", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared cores")

REAL_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
LEAVE_BEHIND_LIMIT_S = 5.0
HARMLESS_THREADS = ("pytest_timeout", "QueueFeederThread", "pyo3", "asyncio_")
_numbers = itertools.count()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast ones first: whole-program and many-process tests run last."""
    items.sort(key=lambda item: bool(item.get_closest_marker("slow") or item.get_closest_marker("window")))


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the user's disk: every folder that the program would use by itself is a temporary one.

    It is not made before somebody wants it, and without looking at those of the thousand tests before.
    """
    home = tmp_path_factory.getbasetemp() / "homes" / str(next(_numbers))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home))


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fails a test that leaves a thread or a child process running."""
    threads_before = set(threading.enumerate())
    children_before = {child.pid for child in children()}
    yield
    deadline = time.monotonic() + LEAVE_BEHIND_LIMIT_S
    while True:
        threads = [
            t.name
            for t in threading.enumerate()
            if t not in threads_before and not any(word in t.name for word in HARMLESS_THREADS)
        ]
        processes = [
            f"{child.pid} {' '.join(child.cmdline())[:80]}"
            for child in children()
            if child.pid not in children_before and not _is_shared(child)
        ]
        if not threads and not processes:
            return
        if time.monotonic() > deadline:
            pytest.fail(f"left behind: threads {threads}, child processes {processes}")
        time.sleep(0.02)


def _is_shared(child: psutil.Process) -> bool:
    """The resource tracker of multiprocessing is one for the whole run; a peer of a wider fixture says so by name."""
    try:
        line = " ".join(child.cmdline())
        return (
            child.status() == psutil.STATUS_ZOMBIE
            or "resource_tracker" in line
            or "tests/servers" in line
            or "Xvfb" in line
        )
    except psutil.Error:
        return True


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real material beside the project."""
    if not REAL_DATA.is_dir():
        pytest.fail(f"the real material is not there: {REAL_DATA} (tests marked real_data need it)")
    return REAL_DATA
