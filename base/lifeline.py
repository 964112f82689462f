"""For spawned children: die with the parent, and leave its terminal alone.

A pipe watch rather than PDEATHSIG, which fires when the *thread* that started the child ends, and exists on Linux only.
The watch is the sentinel that multiprocessing gives every spawned child: its other end closes with the parent, also
after kill -9.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from multiprocessing.connection import wait


def tie_to_parent() -> None:
    """End this process within moments of its parent's end. Call first thing in a spawned child."""
    parent = multiprocessing.parent_process()
    if parent is None:
        raise RuntimeError("tie_to_parent is for processes that multiprocessing started")
    threading.Thread(target=_watch, args=(parent.sentinel,), name="lifeline", daemon=True).start()


def _watch(sentinel: int) -> None:
    wait([sentinel])
    os._exit(0)  # no clean-up: whoever would care is gone


def leave_terminal() -> None:
    """Let go of the parent's standard streams, and leave Ctrl-C to the parent; SIGTERM ends this process quietly."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        os.close(nowhere)
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
