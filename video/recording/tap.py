"""Where a camera's packets branch off to the recording: in the thread that receives them, before the decoder."""

import logging
import threading
from dataclasses import replace

from base.clock import NS_PER_S
from video.board import Board
from video.config import CameraConfig
from video.recording.head import Head, NotStorableError, head_of, head_of_key
from video.recording.masked import MaskedPictures
from video.recording.order import RecordOrder, RecordState
from video.recording.segments import Kept
from video.recording.writer import Recording, Writer
from video.source import Source, VideoPacket

log = logging.getLogger(__name__)

WITHOUT_KEY_NS = 10 * NS_PER_S
"""As in video.decoding: some streams refresh bit by bit and never mark a key frame."""
MOST_GROUP_BYTES = 8_000_000


class Tap:
    """Of one camera. Nothing in it waits for the disk."""

    def __init__(self, writer: Writer, board: Board, index: int, config: CameraConfig) -> None:
        self._writer = writer
        self._board = board
        self._index = index
        self._config = config
        self._lock = threading.Lock()
        self._recording: Recording | None = None
        # Of the receiving thread alone:
        self._source: Source | None = None
        self._head: Head | None = None
        self._into: Recording | None = None
        self._masked: MaskedPictures | None = None
        self._group: list[Kept] = []
        """Since the last key frame, while something is recorded."""
        self._group_bytes = 0
        self._key_at_ns = 0
        self._is_running = False
        self._is_refused = False

    def order(self, order: RecordOrder | None) -> bool:
        """From the worker's own thread; returns at once. Whether this camera is to be recorded."""
        with self._lock:
            wanted = order if order is not None and self._config.id in order.cameras else None
            old = self._recording
            if self._same(wanted, old.order if old is not None else None):
                return wanted is not None
            if old is not None:
                old.close()
            self._recording = (
                self._writer.open(self._board, self._index, self._config.id, wanted) if wanted is not None else None
            )
        return wanted is not None

    def _same(self, wanted: RecordOrder | None, present: RecordOrder | None) -> bool:
        """For this camera: which others are recorded with it makes no difference."""
        if wanted is None or present is None:
            return wanted is present
        same = replace(wanted, cameras=present.cameras, unmasked=present.unmasked) == present
        return same and self._is_masked(wanted) == self._is_masked(present)

    def _is_masked(self, order: RecordOrder) -> bool:
        return bool(self._config.masks) and self._config.id not in order.unmasked

    def opened(self, source: Source) -> None:
        """The packets that come from now on are this source's."""
        self._source = source
        self._begin_anew()

    def rewound(self) -> None:
        """A file starts again: another time line, another segment."""
        if self._head is not None:
            self._head = replace(self._head)

    def closed(self) -> None:
        self._source = None
        self._begin_anew()
        if self._recording is not None:
            self._recording.source_is(RecordState.WAITING)

    def failed(self) -> None:
        """The main stream cannot be opened by the recording's own connection."""
        if self._recording is not None:
            self._recording.source_is(RecordState.NO_STREAM)

    def take(self, packet: VideoPacket, received_ns: int) -> None:
        """Every packet, as it comes. Cheap while nothing is recorded."""
        recording = self._recording
        if recording is None:
            if self._into is not None:
                self._into = None
                self._begin_anew()
            return
        if recording is not self._into:
            self._change_over(recording)
        if self._is_refused or self._source is None:
            return
        try:
            kept = self._kept(packet, received_ns, self._source, recording)
        except NotStorableError as error:
            log.warning("camera %s cannot be recorded: MP4 has no place for %s", self._config.id, error)
            self._is_refused = True
            recording.source_is(RecordState.CODEC)
            return
        if kept is not None:
            recording.source_is(None)
            recording.put(kept)
            self._remember(kept)

    def _change_over(self, recording: Recording) -> None:
        """The new one begins with the group of pictures that is coming in, so that nothing is missing between two."""
        before, self._into = self._into, recording
        if before is None or self._is_masked(before.order) != self._is_masked(recording.order):
            self._begin_anew()
        self._is_refused = False
        for kept in self._group:
            recording.source_is(None)
            recording.put(kept)

    def _remember(self, kept: Kept) -> None:
        if kept.may_begin:
            self._group, self._group_bytes = [], 0
        elif not self._group:  # it had grown too large
            return
        self._group.append(kept)
        self._group_bytes += len(kept.data)
        if self._group_bytes > MOST_GROUP_BYTES:
            self._group = []

    def _begin_anew(self) -> None:
        self._head = None
        self._masked = None
        self._group = []
        self._is_running = False
        self._is_refused = False
        self._key_at_ns = 0

    def _kept(self, packet: VideoPacket, received_ns: int, source: Source, recording: Recording) -> Kept | None:
        if self._is_masked(recording.order):
            recording.is_masked = True
            return self._masked_picture(packet, received_ns, source)
        is_key = packet.is_keyframe
        self._key_at_ns = self._key_at_ns or received_ns
        may_begin = is_key or received_ns - self._key_at_ns > WITHOUT_KEY_NS
        if is_key:
            self._key_at_ns = received_ns
        if not (self._is_running or may_begin):
            return None
        data = bytes(packet)
        if is_key or self._head is None:
            head = self._head_for(source, data, is_key=is_key)
            if head is None:
                return None
            self._head = head
        self._is_running = True
        assert self._head is not None
        return Kept(self._head, data, packet.pts, packet.dts, is_key, may_begin, received_ns)

    def _masked_picture(self, packet: VideoPacket, received_ns: int, source: Source) -> Kept | None:
        if not packet.is_keyframe:
            return None
        if self._masked is None:
            try:
                self._masked = MaskedPictures(self._config.masks, source)
            except ValueError:
                return None
        self._board.mark_busy(self._index, received_ns)
        try:
            return self._masked.picture(packet, received_ns)
        finally:
            self._board.mark_busy(self._index, 0)

    def _head_for(self, source: Source, data: bytes, *, is_key: bool) -> Head | None:
        """None while the stream says too little of itself."""
        head = self._head
        if head is None:
            try:
                head = head_of(source.stream)
            except ValueError:
                return None
            parameters = head.parameters_of(data) if is_key else None
            return replace(head, parameters=parameters) if parameters else head
        parameters = head.parameters_of(data)
        if parameters and parameters != head.parameters:
            try:
                return head_of_key(head, data)
            except ValueError:
                log.warning("camera %s: a key frame that cannot be understood is kept as it came", self._config.id)
        return head
