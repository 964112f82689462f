"""A display of our own, so that nothing else draws on what is measured or looked at."""

import os
import select
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from base.errors import PersonError
from tests.benchmarks.processes import end

START_LIMIT_S = 20.0


@contextmanager
def virtual_display(width: int, height: int) -> Iterator[str]:
    """An X server without a monitor; yields its DISPLAY. It picks a free number by itself."""
    if shutil.which("Xvfb") is None:
        raise PersonError("Xvfb is not installed: apt-get install xvfb")
    ours, theirs = os.pipe()
    command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(
        command, pass_fds=(theirs,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True
    )
    os.close(theirs)
    try:
        ready, _, _ = select.select([ours], [], [], START_LIMIT_S)
        number = os.read(ours, 16).decode().strip() if ready else ""
        if not number:
            raise PersonError(f"Xvfb did not start within {START_LIMIT_S:g} s")
        yield f":{number}"
    finally:
        os.close(ours)
        end(server)
