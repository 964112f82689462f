"""Starts the real program as people do, and looks after its end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]


class Program:
    def __init__(self, process: subprocess.Popen[str], output: Path) -> None:
        self.process = process
        self._output = output

    @property
    def said(self) -> str:
        return self._output.read_text(encoding="utf-8", errors="replace")

    def family(self) -> list[psutil.Process]:
        """The program and every process below it."""
        try:
            main = psutil.Process(self.process.pid)
            return [main, *main.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def wait_for(self, words: str, limit_s: float) -> None:
        deadline = time.monotonic() + limit_s
        while words not in self.said:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"“{words}” was not said within {limit_s} s:\n{self.said[-4000:]}")
            time.sleep(0.05)

    def wait_for_lines(self, count: int, limit_s: float = 60.0) -> None:
        """So many more than it has said by now."""
        wanted, deadline = self.said.count("\n") + count, time.monotonic() + limit_s
        while self.said.count("\n") < wanted:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"no {count} lines more within {limit_s} s:\n{self.said[-4000:]}")
            time.sleep(0.05)

    def end(self, number: signal.Signals, limit_s: float) -> float:
        """Send a signal; the seconds until the program had ended."""
        started = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(limit_s)
        return time.monotonic() - started


@contextmanager
def program(*arguments: str | Path, folder: Path, environment: dict[str, str] | None = None) -> Iterator[Program]:
    """`python app.py ARGUMENTS` with its own data folder; killed with its children if it outlives the block."""
    output = folder / f"said-{time.monotonic_ns()}.txt"
    env = {
        key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    env |= environment or {}
    with output.open("w", encoding="utf-8") as stream:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py"), *map(str, arguments)],
            stdout=stream,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            cwd=folder,
            env=env,
            text=True,
        )
        running = Program(process, output)
        try:
            yield running
        finally:
            for member in reversed(running.family()):
                try:
                    member.kill()
                except psutil.NoSuchProcess:
                    continue
            process.wait(10)


def gone(processes: list[psutil.Process], limit_s: float) -> list[psutil.Process]:
    """Those that are still running after `limit_s` seconds at most."""
    _, alive = psutil.wait_procs(processes, timeout=limit_s)
    return [p for p in alive if p.status() != psutil.STATUS_ZOMBIE]
