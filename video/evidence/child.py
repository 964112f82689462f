"""The process that cuts and draws: gets orders, says ("at", done, total), then Done or Failed. It loads FFmpeg."""

import errno
import os
from collections.abc import Callable
from multiprocessing.connection import Connection

from base.lifeline import leave_terminal, tie_to_parent
from video.evidence.order import Cut, Done, Failed, Order

NICENESS = 10
"""The wall comes first."""


def main(pipe: Connection) -> None:
    tie_to_parent()
    leave_terminal()
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    while True:
        try:
            order: Order = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            pipe.send(obey(order, lambda done, total: pipe.send(("at", done, total))))
        except BrokenPipeError:
            return


def obey(order: Order, say: Callable[[int, int], None]) -> Done | Failed:
    from av.error import FFmpegError

    try:
        if isinstance(order, Cut):
            from video.evidence.cut import cut

            return cut(order, say)
        import cv2

        from video.evidence.render import render

        cv2.setNumThreads(1)
        return render(order, say)
    except BrokenPipeError:
        raise
    except (OSError, FFmpegError) as error:
        number = getattr(error, "errno", None)
        return Failed(f"{order.span.camera_id}: {error}", no_space=number in (errno.ENOSPC, errno.EDQUOT))
    except Exception as error:  # noqa: BLE001 - one camera that cannot be understood does not end the process
        return Failed(f"{order.span.camera_id}: {type(error).__name__}: {error}")
