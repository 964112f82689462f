"""window_shown_s: from the start of the process to the first window, on a second start, without network."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from base.errors import PersonError
from tests.benchmarks.display import virtual_display
from tests.benchmarks.rows import Row
from tests.benchmarks.wall_program import ROOT, SCREEN, on_display

STARTS = 5
LIMIT_S = 600.0
"""The first start draws the demo's clips."""


def row() -> Row:
    with virtual_display(*SCREEN) as display, tempfile.TemporaryDirectory(prefix="mouse-patrol-bench-") as name:
        figures = [_start(Path(name), display) for _ in range(STARTS + 1)][1:]
    note = f"demo precinct, {STARTS} starts after the first: {'/'.join(f'{f:.2f}' for f in figures)}"
    return Row("window_shown_s", round(median(figures), 2), "s", 2.0, "lower", "a person's patience", note)


def _start(folder: Path, display: str) -> float:
    report = folder / "report.json"
    report.unlink(missing_ok=True)
    command = [sys.executable, str(ROOT / "app.py"), "demo", "--data", str(folder), "--seconds", "1"]
    done = subprocess.run(
        [*_offline(), *command, "--report", str(report)],
        env=on_display(display),
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
        cwd=ROOT,
    )
    if not report.exists():
        raise PersonError(f"The program wrote no report: {(done.stderr or done.stdout)[-1500:].strip()}")
    return float(json.loads(report.read_text(encoding="utf-8"))["ui"]["window_shown_s"])


def _offline() -> list[str]:
    """A network of its own with nothing but loopback, where the system lets us make one."""
    command = ["unshare", "--net", "--map-root-user", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    try:
        able = subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        able = False
    return command if able else []
