"""A camera's folder after a kill, a full disk or a careless hand: its index and its list made whole again."""

from pathlib import Path

import numpy as np

from video.recording.boxes import Walked, walk
from video.recording.packets import INDEX_NAME, KEY, LAST_SEGMENT, PACKET, SEGMENTS_NAME, Packets, Segment, read_index

_NAME_DIGITS = 5


def mend(folder: Path, *, thorough: bool = False) -> bool:
    """Whether anything had to be mended. Only the last segment is looked into while all seems well.

    `thorough` looks into every one. Raises OSError. Never for a folder that is being written, except by its writer.
    """
    numbers = _numbers(folder)
    index = read_index(folder)
    if not numbers and not len(index) and not (folder / SEGMENTS_NAME).exists():
        return False
    lines = _lines(folder)
    listed = {segment.number: segment for segment in lines}
    is_damaged = thorough or not _is_plausible(index, numbers)
    looked_into = numbers if is_damaged else sorted({*numbers[-1:], *(set(numbers) - set(listed))})
    walked = {number: _walk(folder, number) for number in looked_into}
    index = index[np.isin(index["segment"], numbers)]
    for number, found in walked.items():
        if number not in listed:
            segment = _segment_of(found, number)
            if segment is not None:
                lines.append(segment)
    mended = _mended(index, walked)
    changed = _write_if_other(folder / SEGMENTS_NAME, _list_of(lines))
    return _write_if_other(folder / INDEX_NAME, mended.tobytes()) or changed


def _numbers(folder: Path) -> list[int]:
    names = [path.stem for path in folder.glob("*.mp4")]
    numbers = (int(name) for name in names if len(name) == _NAME_DIGITS and name.isdecimal() and name.isascii())
    return sorted(number for number in numbers if number <= LAST_SEGMENT)


def _lines(folder: Path) -> list[Segment]:
    try:
        data = (folder / SEGMENTS_NAME).read_bytes()
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
    segments = index["segment"]
    if np.any(segments[1:] < segments[:-1]) or np.any(index["flags"] > KEY):
        return False
    known = set(np.unique(segments).tolist())
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


def _list_of(lines: list[Segment]) -> bytes:
    once = {segment.number: segment for segment in lines}
    return b"".join(once[number].line() for number in sorted(once))


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
