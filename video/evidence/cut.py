"""Recorded packets into files that any player opens, not one bit of them changed; and a table of them all."""

import csv
import hashlib
import os
from collections.abc import Callable
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

import av
import av.error
from av.container import OutputContainer
from av.video.stream import VideoStream

from video.evidence.order import ORIGINAL, TABLE, Cut, Done
from video.evidence.reading import Came, Faults, packets_of
from video.evidence.span import take
from video.recording.packets import NO_STAMP

COLUMNS = (
    "number", "file", "number_in_file", "received_utc", "received_tape_ns", "in_span", "pts", "dts", "time_base",
    "bytes", "key", "sha256", "shown_utc",
)  # fmt: skip
SAY_EVERY = 200


def cut(order: Cut, say: Callable[[int, int], None]) -> Done:
    """Raises OSError where the target cannot be written. `say` hears of packets done and in all."""
    span, target = order.span, Path(order.target)
    taken, faults = take(span, originals=True), Faults()
    files: list[str] = []
    first_ns = last_ns = None
    number = in_file = 0
    part: _Part | None = None
    with (target / TABLE).open("w", encoding="utf-8-sig", newline="") as table:
        rows = csv.writer(table)
        rows.writerow(COLUMNS)
        try:
            for came in packets_of(taken, faults):
                if came.starts_part or part is None:
                    if part is not None:
                        part.close()
                    files.append(f"{ORIGINAL}-{len(files) + 1:03d}.mp4")
                    part, in_file = _Part(target / files[-1], came), 0
                number, in_file, last_ns = number + 1, in_file + 1, came.received_ns
                first_ns = came.received_ns if first_ns is None else first_ns
                data = bytes(came.packet)
                rows.writerow(_row(number, files[-1], in_file, came, data, order))
                part.write(came)
                if number % SAY_EVERY == 0:
                    say(number, taken.count)
            if part is not None:
                part.close()
                part = None
        finally:
            if part is not None:
                part.give_up()
        table.flush()
        os.fsync(table.fileno())
    return Done(
        (*files, TABLE),
        number,
        first_ns,
        last_ns,
        taken.left_out,
        faults.disagree,
        taken.without_key,
        faults.gone,
    )


def _row(number: int, file: str, in_file: int, came: Came, data: bytes, order: Cut) -> tuple[object, ...]:
    span, pts, dts, base = order.span, int(came.row["pts"]), int(came.row["dts"]), came.source_base
    return (
        number,
        file,
        in_file,
        utc_text(came.received_ns + span.wall_offset_ns),
        came.received_ns,
        "yes" if span.from_ns <= came.received_ns <= span.to_ns else "no",
        "" if pts == NO_STAMP else pts,
        "" if dts == NO_STAMP else dts,
        "" if base is None else f"{base.numerator}/{base.denominator}",
        len(data),
        "yes" if came.is_key else "no",
        hashlib.sha256(data).hexdigest(),
        utc_text(came.received_ns + span.shown_offset_ns),
    )


def utc_text(wall_ns: int) -> str:
    """To the microsecond, as ISO 8601 has it."""
    return datetime.fromtimestamp(wall_ns // 10**9, UTC).strftime(f"%Y-%m-%dT%H:%M:%S.{wall_ns // 1000 % 10**6:06d}Z")


class Written:
    """A file that remembers what went wrong: FFmpeg forgets it here and there, and a full disk must never be silent."""

    def __init__(self, path: Path) -> None:
        self.file: BinaryIO = path.open("wb")
        self.error: OSError | None = None

    def write(self, data: bytes) -> int:
        try:
            return self.file.write(data)
        except OSError as error:
            self.error = error
            raise

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        return self.file.tell()

    def close(self) -> None:
        """On the disk, or OSError."""
        try:
            if self.error is not None:
                raise self.error
            self.file.flush()
            os.fsync(self.file.fileno())
        finally:
            self.file.close()


class _Part:
    """One MP4 file with its index at its end; its time begins with its first packet."""

    def __init__(self, path: Path, first: Came) -> None:
        base = first.packet.time_base or Fraction(1, 90_000)
        options = {"use_editlist": "0", "avoid_negative_ts": "disabled"}
        if base.numerator == 1 and base.denominator < 2**31:
            options["video_track_timescale"] = str(base.denominator)
        self._written = Written(path)
        self._container: OutputContainer = av.open(self._written, "w", format="mp4", options=options)
        self._stream: VideoStream = self._container.add_stream_from_template(first.stream)
        assert first.packet.dts is not None
        self._begins = first.packet.dts

    def write(self, came: Came) -> None:
        packet = came.packet
        assert packet.dts is not None
        packet.dts -= self._begins
        if packet.pts is not None:
            packet.pts -= self._begins
        packet.stream = self._stream
        self._container.mux(packet)

    def close(self) -> None:
        try:
            self._container.close()
        finally:
            self._written.close()

    def give_up(self) -> None:
        """Something went wrong already: only let go of the file."""
        try:
            self.close()
        except (OSError, av.error.FFmpegError):
            return
