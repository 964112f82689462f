"""CPU seconds and lives of process trees."""

import subprocess
import time
from collections.abc import Callable, Iterable

import psutil


def tree(pid: int) -> list[psutil.Process]:
    """The process and all that descend from it; empty when it has ended."""
    try:
        root = psutil.Process(pid)
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def cpu_s(processes: Iterable[psutil.Process]) -> float:
    """User and system seconds that they have used so far, children that they have waited for included."""
    total = 0.0
    for process in processes:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


def end(process: subprocess.Popen[str], *, within_s: float = 5.0) -> None:
    """Ask the process to end, insist after a while, and take its children along."""
    processes = tree(process.pid)
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(within_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(within_s)
    gone, alive = psutil.wait_procs([p for p in processes if p.pid != process.pid], timeout=within_s)
    del gone
    for child in alive:
        child.kill()


def wait_until(done: Callable[[], bool], *, within_s: float, what: str) -> None:
    """Raises TimeoutError naming `what` when it is not done in time."""
    deadline = time.monotonic() + within_s
    while not done():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {within_s:g} s")
        time.sleep(0.05)
