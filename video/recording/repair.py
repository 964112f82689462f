"""A camera's folder after a kill, a full disk or a careless hand: its index and its list made whole again."""

from pathlib import Path

import numpy as np

from base.files import read_regular
from video.recording.boxes import Walked, walk
from video.recording.packets import (
    INDEX_NAME,
    KEY,
    LAST_SEGMENT,
    MOST_LIST_BYTES,
    PACKET,
    SEGMENTS_NAME,
    Packets,
    Segment,
    read_index,
)

_NAME_DIGITS = 5


def mend(folder: Path, *, thorough: bool = False) -> bool:
    """Whether anything had to be mended. Only the last segment is looked into while all seems well.

    `thorough` looks into every one. Raises OSError. Never for a folder that is being written, except by its writer.
    """
    numbers = _numbers(folder)
    index = read_index(folder)
    listed = {segment.number: segment for segment in _lines(folder)}
    is_damaged = thorough or not _is_plausible(index, numbers)
    if not is_damaged and _is_well(folder, numbers, index, listed):
        return False
    looked_into = numbers if is_damaged else sorted({*numbers[-1:], *(set(numbers) - set(listed))})
    walked = {number: _walk(folder, number) for number in looked_into}
    for number, found in walked.items():
        segment = _segment_of(found, number) or listed.get(number)
        if segment is not None:
            listed[number] = segment
    mended = _mended(index[np.isin(index["segment"], numbers)], walked)
    changed = _write_if_other(folder / SEGMENTS_NAME, _list_of(listed))
    return _write_if_other(folder / INDEX_NAME, mended.tobytes()) or changed


def _is_well(folder: Path, numbers: list[int], index: Packets, listed: dict[int, Segment]) -> bool:
    """The quick look at a plausible index: its end, the last file and the list agree."""
    size, list_size = (_size_bytes(folder / name) for name in (INDEX_NAME, SEGMENTS_NAME))
    if size != index.nbytes or list_size != len(_list_of(listed)) or not set(numbers) <= set(listed):
        return False
    if not numbers:
        return True
    last = index[np.searchsorted(index["segment"], numbers[-1]) :]
    return last.tobytes() == _records_of(_walk(folder, numbers[-1]), numbers[-1]).tobytes()


def _size_bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _numbers(folder: Path) -> list[int]:
    names = [path.stem for path in folder.glob("*.mp4")]
    numbers = (int(name) for name in names if len(name) == _NAME_DIGITS and name.isdecimal() and name.isascii())
    return sorted(number for number in numbers if number <= LAST_SEGMENT)


def _lines(folder: Path) -> list[Segment]:
    try:
        data = read_regular(folder / SEGMENTS_NAME, MOST_LIST_BYTES)
    except FileNotFoundError:
        return []
    lines = []
    for line in data.splitlines():
        try:
            lines.append(Segment.of_line(line))
        except ValueError:
            continue
    return lines


def _is_plausible(index: Packets, numbers: list[int]) -> bool:
    """Every file but the last has its records, in order, and no record speaks of a file that is not there."""
    segments = index["segment"].astype(np.int32)
    if np.any(segments[1:] < segments[:-1]) or np.any(index["flags"] > KEY):
        return False
    known = set(segments[np.flatnonzero(np.diff(segments, prepend=-1))].tolist())
    return set(numbers[:-1]) <= known <= set(numbers)


def _walk(folder: Path, number: int) -> Walked:
    with (folder / f"{number:0{_NAME_DIGITS}}.mp4").open("rb") as file:
        return walk(file)


def _segment_of(walked: Walked, number: int) -> Segment | None:
    try:
        segment = Segment.of_line(walked.line)
    except ValueError:
        return None
    return segment if segment.number == number else None


def _mended(index: Packets, walked: dict[int, Walked]) -> Packets:
    """The records of the segments that were looked into come from their files, all others stay."""
    others = index[~np.isin(index["segment"], list(walked))]
    records: Packets = np.concatenate([others, *(_records_of(found, number) for number, found in walked.items())])
    ordered: Packets = records[np.argsort(records["segment"], kind="stable")]
    return ordered


def _records_of(found: Walked, number: int) -> Packets:
    size = len(found.records) // PACKET.itemsize * PACKET.itemsize
    records: Packets = np.frombuffer(found.records[:size], PACKET)
    own: Packets = records[records["segment"] == number]
    return own


def _list_of(listed: dict[int, Segment]) -> bytes:
    return b"".join(listed[number].line() for number in sorted(listed))


def _write_if_other(path: Path, data: bytes) -> bool:
    try:
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    except FileNotFoundError:
        if not data:
            return False
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)
    return True
