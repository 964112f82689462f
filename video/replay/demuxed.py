"""A foreign clip's packets without decoding one: their stamps, sizes and key frames."""

from pathlib import Path
from typing import Any

import av.error
import numpy as np
from numpy.typing import NDArray

from base.clock import NS_PER_S
from video.open_errors import SourceError
from video.recording.packets import KEY, NO_STAMP, PACKET, Packets
from video.replay.index import Reel, Times
from video.replay.reels import open_file

LONGEST_NS = 366 * 86_400 * NS_PER_S
"""Stamps say what they like: no clip is longer."""
DEFAULT_FPS = 25.0
"""Of raw streams, which have neither stamps nor a rate."""


def demuxed(path: Path) -> Packets | None:
    """A record for each packet, in the file's order; None for what is no video.

    `received_ns` counts from the first picture and never falls: the k-th packet has the k-th smallest presentation
    time. A file that breaks off half-way has what was read until there.
    """
    try:
        container, stream = open_file(Reel(path, 0, 0, is_foreign=True))
    except SourceError:
        return None
    rows: list[tuple[int, int, int, int, int, int]] = []
    with container:
        try:
            for packet in container.demux(stream):
                if packet.size:
                    pts = NO_STAMP if packet.pts is None else packet.pts
                    dts = NO_STAMP if packet.dts is None else packet.dts
                    rows.append((0, pts, dts, packet.size, 0, KEY if packet.is_keyframe else 0))
        except av.error.FFmpegError:
            pass
        rate = stream.average_rate
        tick_s = float(stream.time_base or 0)
    records = np.array(rows, PACKET)
    records["received_ns"] = _times_ns(records, tick_s, float(rate) if rate else DEFAULT_FPS)
    return records if len(records) else None


def _times_ns(records: Packets, tick_s: float, fps: float) -> Times:
    """By presentation stamps, or decoding ones; by the rate where there are neither."""
    ns: NDArray[Any]
    for name in ("pts", "dts"):
        stamps = records[name]
        if tick_s > 0 and len(stamps) and not bool((stamps == NO_STAMP).any()):
            sorted_stamps = np.sort(stamps)
            ns = (sorted_stamps.astype(np.float64) - float(sorted_stamps[0])) * (tick_s * NS_PER_S)
            break
    else:
        ns = np.arange(len(records)) * (NS_PER_S / fps)
    times: Times = np.rint(np.minimum(ns, LONGEST_NS)).astype(np.int64)
    return times
