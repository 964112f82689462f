"""The index of a camera's recorded packets: `packets.idx`, fixed records, only ever added to."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

INDEX_NAME = "packets.idx"
KEY = 1
PACKET = np.dtype(
    [
        ("received_ns", "<i8"),
        ("pts", "<i8"),
        ("dts", "<i8"),
        ("size", "<u4"),
        ("segment", "<u2"),
        ("flags", "<u2"),
    ]
)
"""One packet, 32 bytes. `received_ns` is tape time (monotonic); `pts` and `dts` are the source's own, in the time base
that segments.jsonl gives for the segment, the smallest int64 for none; `segment` is its number; flags: KEY."""

NO_STAMP = -(2**63)
Packets = NDArray[np.void]


def read_index(folder: Path) -> Packets:
    """All whole records, shape (packets,); empty where there is no index. A cut-off last record is left out."""
    try:
        data = (folder / INDEX_NAME).read_bytes()
    except FileNotFoundError:
        data = b""
    return np.frombuffer(data[: len(data) // PACKET.itemsize * PACKET.itemsize], PACKET)
