"""The index of foreign clips: demuxed once, then kept, where there is a folder for what can be made anew."""

import hashlib
import logging
import os
from contextlib import suppress
from pathlib import Path

import numpy as np

from video.recording.packets import PACKET, Packets
from video.replay.index import EMPTY, Reel, TapeIndex, assembled, open_index
from video.replay.tape import Clip, Tape

log = logging.getLogger(__name__)

_MAGIC = b"MPCLIP01"


def open_tape(tape: Tape) -> TapeIndex:
    """The index of any tape. Clips whose index was not kept are demuxed: about a second for an hour of 720p.

    A clip that cannot be read is left out and logged. Imports FFmpeg when it has to.
    """
    if tape.folder is not None:
        return open_index(tape)
    parts = []
    for clip in tape.clips:
        records = read_kept(clip, tape.cache) if tape.cache is not None else None
        if records is None:
            records = _made(clip, tape)
        if records is not None and len(records):
            parts.append((clip, records))
    return joined(parts, tape.offset_ns)


def joined(parts: list[tuple[Clip, Packets]], offset_ns: int) -> TapeIndex:
    """One index of several clips, by their starts. Where two overlap, the later one is seen from its start on."""
    if not parts:
        return EMPTY
    parts = sorted(parts, key=lambda part: part[0].starts_tape_ns)
    reels, packets, times = [], [], []
    first = 0
    for i, (clip, records) in enumerate(parts):
        times_ns = records["received_ns"] + (clip.starts_tape_ns + offset_ns)
        if i + 1 < len(parts):
            records = records[: np.searchsorted(times_ns, parts[i + 1][0].starts_tape_ns + offset_ns, "left")]
        if len(records):
            reels.append(Reel(clip.path, first, len(records), is_foreign=True))
            packets.append(records)
            times.append(times_ns[: len(records)])
            first += len(records)
    if not reels:
        return EMPTY
    return assembled(tuple(reels), np.concatenate(packets), np.concatenate(times))


def open_kept(tape: Tape) -> TapeIndex | None:
    """The index of a tape without FFmpeg; None while a clip of it has not been indexed yet."""
    if tape.folder is not None:
        return open_index(tape)
    parts = []
    for clip in tape.clips:
        records = read_kept(clip, tape.cache) if tape.cache is not None else None
        if records is None:
            return None
        parts.append((clip, records))
    return joined([part for part in parts if len(part[1])], tape.offset_ns)


def _made(clip: Clip, tape: Tape) -> Packets | None:
    from video.replay.demuxed import demuxed

    records = demuxed(clip.path)
    if records is None:
        log.warning("%s: the clip %s cannot be read", tape.camera_id, clip.path.name)
    if tape.cache is not None:
        _keep(clip, tape.cache, np.empty(0, PACKET) if records is None else records)
    return records


# Kept: magic, then records of the packets' form whose `received_ns` counts from the clip's first picture.


def kept_path(clip: Clip, cache: Path) -> Path | None:
    """Named by the file's path, size and time: another file in its place is another index. None: it is not there."""
    try:
        known = clip.path.stat()
    except OSError:
        return None
    told = f"{clip.path.resolve()}\0{known.st_size}\0{known.st_mtime_ns}"
    return cache / f"clip-{hashlib.sha256(told.encode(errors='surrogateescape')).hexdigest()[:24]}.idx"


def read_kept(clip: Clip, cache: Path) -> Packets | None:
    path = kept_path(clip, cache)
    if path is None:
        return None
    try:
        data = path.read_bytes()
    except OSError:
        return None
    if not data.startswith(_MAGIC) or (len(data) - len(_MAGIC)) % PACKET.itemsize:
        return None
    records = np.frombuffer(data, PACKET, offset=len(_MAGIC))
    times_ns = records["received_ns"]
    fine = len(records) == 0 or (int(times_ns[0]) >= 0 and bool((np.diff(times_ns) >= 0).all()))
    return records if fine else None


def _keep(clip: Clip, cache: Path, records: Packets) -> None:
    """What cannot be kept is made anew the next time."""
    path = kept_path(clip, cache)
    if path is None:
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        cache.mkdir(parents=True, exist_ok=True)
        part.write_bytes(_MAGIC + records.tobytes())
        part.replace(path)
    except OSError as error:
        log.warning("the index of %s cannot be kept: %s", clip.path.name, error.strerror or error)
        with suppress(OSError):
            part.unlink()
