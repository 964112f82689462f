"""A small session made without a recorder's processes: real segments of real encoders, a log, rows, a book."""

import json
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from base.clock import NS_PER_S
from drones.config import LinkConfig
from duty.acts import ActKind, act
from duty.book.rows import Receipt, Row
from duty.book.signing import StationKey
from duty.book.store import Book
from duty.config import PrecinctConfig
from duty.people import Right
from sessions import manifest as manifests
from sessions.evidence.house import House
from sessions.evidence.request import USUAL, EvidenceRequest, Track
from sessions.files import SessionFiles
from sessions.manifest import CutOff, Manifest, Why
from sessions.row_file import RowWriter
from sessions.rows import SessionRow, Topic
from tests.drones.support import Speaker, heartbeat
from tests.video.clips import write_clip
from video.config import CameraConfig, Polygon
from video.recording.head import head_of
from video.recording.segments import Kept, SegmentFolder

BEGAN_TAPE_NS = 5_000 * NS_PER_S
BEGAN_WALL_NS = 1_795_334_400 * NS_PER_S
"""2026-11-22 08:00:00 UTC."""
MASK: Polygon = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75))
FRAME_NS = NS_PER_S // 25
LENGTH_S = 6
ID = "20261122T080000Z-1f3a"
PAUSE = (60, 125)
"""Packets of the second camera that got lost."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One packet as the source had it."""

    data: bytes
    received_ns: int
    is_key: bool
    pts: int | None


def record_clip(
    folder: Path, clip: Path, *, from_ns: int = BEGAN_TAPE_NS, segment_s: float = 2.0, pause: tuple[int, int] = (0, 0)
) -> list[Sent]:
    """A clip as if a camera had sent it from `from_ns` on; packets numbered in `pause` (from, until) got lost."""
    sent = []
    with av.open(str(clip)) as container:
        stream = container.streams.video[0]
        head = head_of(stream)
        target = SegmentFolder(folder, segment_s)
        for number, packet in enumerate(p for p in container.demux(stream) if p.size):
            received_ns = from_ns + number * FRAME_NS + (number * 7919 % 11) * 1_000_000
            if pause[0] <= number < pause[1]:
                continue
            key = packet.is_keyframe
            kept = Kept(head, bytes(packet), packet.pts, packet.dts, key, key, received_ns)
            target.write([kept])
            sent.append(Sent(kept.data, received_ns, kept.is_key, packet.pts))
        target.close()
    return sent


@dataclass(frozen=True, slots=True)
class Session:
    folder: Path
    manifest: Manifest
    sent: dict[str, list[Sent]]
    """By camera."""
    messages: list[tuple[int, bytes]]
    """(stamp in µs, frame)."""


def make_session(folder: Path) -> Session:
    """c01 plain, with B-frames; c02 masked, its original kept, with a gap. One link, 10 messages a second."""
    files = SessionFiles(folder / ID)
    files.video.mkdir(parents=True)
    files.links.mkdir()
    cameras = (
        CameraConfig(id="c01", name="解放路口", address="rtsp://127.0.0.1/1"),
        CameraConfig(id="c02", name="Market", address="rtsp://127.0.0.1/2", masks=(MASK,)),
    )
    manifest = Manifest(
        id=ID,
        why=Why.PERSON,
        program="0.1.0",
        station="st01",
        started_tape_ns=BEGAN_TAPE_NS,
        started_wall_ns=BEGAN_WALL_NS,
        ended_tape_ns=BEGAN_TAPE_NS + LENGTH_S * NS_PER_S,
        cut_off=CutOff.PERSON,
        precinct=PrecinctConfig(name="Riverside", time_zone="Asia/Shanghai", centre=(31.23, 121.47)),
        cameras=cameras,
        unmasked=("c02",),
        links=(LinkConfig(name="udp 14550", address="udpin:127.0.0.1:14550"),),
    )
    manifests.write(manifest, files.manifest)
    sent = {}
    for camera, b_frames, pause in (("c01", 2, (0, 0)), ("c02", 0, PAUSE)):
        clip = write_clip(folder / f"{camera}.mp4", seconds=LENGTH_S, b_frames=b_frames)
        sent[camera] = record_clip(files.video / camera, clip, pause=pause)
    messages = _write_log(files.links / "00.tlog", 10 * LENGTH_S, 0)
    _write_log(files.links / "00.restricted.tlog", LENGTH_S, 7)
    _write_rows(files, manifest)
    return Session(files.folder, manifest, sent, messages)


def _write_log(path: Path, count: int, system: int) -> list[tuple[int, bytes]]:
    speaker = Speaker(system + 1)
    step_us = LENGTH_S * 1_000_000 // count
    messages = [(BEGAN_WALL_NS // 1000 + i * step_us, speaker.say(heartbeat())) for i in range(count)]
    path.write_bytes(b"".join(stamp.to_bytes(8, "big") + frame for stamp, frame in messages))
    return messages


def _write_rows(files: SessionFiles, manifest: Manifest) -> None:
    writer = RowWriter(files.rows)
    second = NS_PER_S
    writer.add(
        [
            SessionRow(BEGAN_TAPE_NS, Topic.CLOCK, "", "{}"),
            SessionRow(BEGAN_TAPE_NS + 2 * second, Topic.BOOKMARK, "=cmd|calc", json.dumps({"note": "看这里"})),
            SessionRow(BEGAN_TAPE_NS + 3 * second, Topic.ACT, ActKind.PASSWORD_SET.value, json.dumps({"seal": "s"})),
            SessionRow(BEGAN_TAPE_NS + 3 * second, Topic.GAP, "c02", json.dumps({"why": "disk_slow"})),
            SessionRow(BEGAN_TAPE_NS + 4 * second, Topic.GAP, "c02", json.dumps({"why": "disk_slow", "over": True})),
        ]
    )
    writer.close()


class BookLedger:
    """duty.book.rows.Ledger on a real book, in whatever thread writes."""

    def __init__(self, book: Book, before: Callable[[Row], None] = lambda row: None) -> None:
        self.book, self.before = book, before
        self.rows: list[Row] = []
        self._lock = threading.Lock()

    def write(self, *rows: Row) -> None:
        with self._lock:
            for row in rows:
                self.before(row)
            self.book.append(rows)
            self.rows += rows

    def receipt(self, row_uuid: str) -> Receipt:
        return Receipt.COMMITTED if any(row.uuid == row_uuid for row in self.rows) else Receipt.UNKNOWN

    def trouble(self) -> str:
        return ""

    def kinds(self) -> list[str]:
        return [str(row.values["kind"]) for row in self.rows]


class DeadLedger:
    """A book that takes nothing."""

    def __init__(self, receipt: Receipt = Receipt.SPOOLED) -> None:
        self.rows: list[Row] = []
        self._receipt = receipt

    def write(self, *rows: Row) -> None:
        self.rows += rows

    def receipt(self, row_uuid: str) -> Receipt:
        return self._receipt

    def trouble(self) -> str:
        return "the server is away"


@dataclass
class Station:
    """A house with a real book and a key of its own."""

    data: Path
    rights: set[Right] = field(default_factory=lambda: set(Right))
    login: str = "li"
    key: StationKey = field(init=False)
    book: Book = field(init=False)
    ledger: BookLedger = field(init=False)

    def __post_init__(self) -> None:
        self.key = StationKey(Ed25519PrivateKey.generate())
        self.book = Book(self.data / "book.sqlite")
        self.ledger = BookLedger(self.book)
        self.book.append(
            [
                act(
                    ActKind.BOOKMARKED, ID, at_wall_ns=BEGAN_WALL_NS + 2 * NS_PER_S, operator="li", detail={"note": "x"}
                ),
                act(ActKind.PASSWORD_SET, "li", at_wall_ns=BEGAN_WALL_NS + 2 * NS_PER_S, operator="li"),
                act(ActKind.CAMERA_OUT, "c01", at_wall_ns=BEGAN_WALL_NS + 90 * NS_PER_S, operator=""),
            ]
        )

    def house(self, **changes: Any) -> House:
        parts: dict[str, Any] = {
            "signer": lambda: self.key,
            "ledger": self.ledger,
            "may": lambda right: right in self.rights,
            "who": lambda: self.login,
            "station": "st01",
            "version": "0.1.0",
            "ask_book": self.ask,
        }
        return House(**(parts | changes))

    def ask(self, work: Callable[[Book], Any]) -> Future[Any]:
        answer: Future[Any] = Future()
        try:
            answer.set_result(work(self.book))
        except Exception as error:  # noqa: BLE001
            answer.set_exception(error)
        return answer


def request_of(session: Session, folder: Path, **changes: Any) -> EvidenceRequest:
    """Seconds 1.5 to 5.5 of both cameras."""
    parts: dict[str, Any] = {
        "session": session.folder,
        "cameras": ("c01", "c02"),
        "from_tape_ns": BEGAN_TAPE_NS + 3 * NS_PER_S // 2,
        "to_tape_ns": BEGAN_TAPE_NS + 11 * NS_PER_S // 2,
        "tracks": frozenset(USUAL | {Track.UNMASKED}),
        "reason": "Theft of a bicycle",
        "folder": folder,
        "operator": "li",
        "case_number": "案 2026-17",
    }
    return EvidenceRequest(**(parts | changes))
