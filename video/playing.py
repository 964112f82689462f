"""One opened source being played: every packet's way to the screen."""

import threading
from typing import Protocol

from av.video.frame import VideoFrame

from base.clock import NS_PER_MS, NS_PER_S, Clock
from video.board import Board
from video.decoding import Decoder, Mode
from video.feed import Reason, StreamDemand
from video.open_errors import SourceError
from video.pacing import Lateness, Pace, RateMeter, Thinning
from video.recording.tap import Tap
from video.screen import Screen
from video.source import Source, VideoPacket
from video.status import Status
from video.stillness import Stillness

LATE_S = 0.25
LATE_IN_ECONOMY_S = 1.0
"""Where decoding fills the machine, dropping a decoded picture saves a tenth of its cost and shows a person less."""
HOPELESS_LATE_S = 2.0
SHOW_AT_LEAST_EVERY_NS = NS_PER_S // 2
ERRORS_IN_A_ROW = 250
WAITED_FRAMES = 0.5
"""A packet that took so much of a picture's interval to come was not waiting for us."""
_KEPT_TIMES = 64


class Camera(Protocol):
    """What playing needs of the camera's thread."""

    index: int
    clock: Clock
    stopping: threading.Event
    board: Board
    screen: Screen
    status: Status
    stillness: Stillness
    demand: StreamDemand
    visible_since_ns: int
    opened_at_ns: int
    tap: Tap | None
    """Where all that is received is recorded; None where nobody records, or over a connection of its own."""

    @property
    def decodes_keys_only(self) -> bool: ...
    def look_at_demand(self, now_ns: int) -> None: ...
    def other_source(self, now_ns: int) -> Source | None: ...
    def say(self, **changes: object) -> None: ...


class Playing:
    """Lives from the opening of a source to its end. The hot path: 225 packets a second with nine cameras."""

    def __init__(self, camera: Camera, source: Source) -> None:
        self._camera = camera
        self._source = source
        self._time_base = float(source.stream.time_base or 0)
        self._decoder = Decoder(source.stream, camera.clock.monotonic_ns(), self._enter_decoder)
        self._pace = Pace()
        self._rate = RateMeter()
        self._lateness = Lateness()
        self._thinning = Thinning()
        self._received: dict[int, int] = {}
        self._fps = source.claimed_fps
        self._is_first = True
        self._shown_ns = 0
        self._caught_up = True
        self._media_s = 0.0
        self._late = camera.status.late
        self._tap = camera.tap
        if self._tap is not None:
            self._tap.opened(source)

    def play(self) -> Source | None:
        """Until the camera is stopped (None) or needs its other stream (that source, opened). Raises SourceError."""
        camera, clock = self._camera, self._camera.clock
        asked_ns = clock.monotonic_ns()
        for packet in self._source.packets():
            if camera.stopping.is_set():
                return None
            now_ns = clock.monotonic_ns()
            self._caught_up = now_ns - asked_ns > (WAITED_FRAMES / (self._fps or 25.0)) * NS_PER_S
            if packet is None:
                self._pace.rewound()
                self._decoder.rewound()
                self._received.clear()
                if self._tap is not None:
                    self._tap.rewound()
                continue
            camera.look_at_demand(now_ns)
            following = camera.other_source(now_ns)
            if following is not None:
                return following
            late_s = 0.0 if self._source.is_live else self._wait_until_due(packet, now_ns)
            self._take(packet, late_s)
            asked_ns = clock.monotonic_ns()
        return None

    def _wait_until_due(self, packet: VideoPacket, now_ns: int) -> float:
        """Hold a file's packet back until its time; how late it is already, in seconds."""
        stamp = packet.dts if packet.dts is not None else packet.pts
        if stamp is not None:
            self._media_s = stamp * self._time_base
        else:  # a raw stream has none
            self._media_s += 1.0 / (self._source.claimed_fps or 25.0)
        due_ns = self._pace.due_ns(self._media_s, now_ns)
        if due_ns > now_ns:
            self._camera.clock.wait(self._camera.stopping, (due_ns - now_ns) / NS_PER_S)
            return 0.0
        return (now_ns - due_ns) / NS_PER_S

    def _take(self, packet: VideoPacket, late_s: float) -> None:
        camera = self._camera
        received_ns = camera.clock.monotonic_ns()
        if self._tap is not None:
            self._tap.take(packet, received_ns)
        self._rate.count(received_ns)
        self._fps = self._rate.per_s() or self._fps
        mode = self._mode()
        if packet.pts is not None:
            if len(self._received) > _KEPT_TIMES:
                self._received.clear()
            self._received[packet.pts] = received_ns
        try:
            frames = self._decoder.feed(
                packet,
                mode,
                economy=camera.board.economy,
                half_rate=self._fps is not None and camera.demand.max_fps < 0.6 * self._fps,
                now_ns=received_ns,
            )
            changes: dict[str, object] = {}
            for frame in frames:
                still_since_ns = camera.stillness.look(frame, received_ns, economy=camera.board.economy)
                changes["frozen_since_ns"] = still_since_ns or 0
                changes |= self._show(frame, received_ns, late_s)
        finally:
            camera.board.mark_busy(camera.index, 0)
        if self._decoder.errors > ERRORS_IN_A_ROW:
            raise SourceError(Reason.BROKEN, "nothing that comes can be decoded")
        self._say(received_ns, mode, changes)

    def _enter_decoder(self) -> None:
        camera = self._camera
        camera.board.mark_busy(camera.index, camera.clock.monotonic_ns())

    def _mode(self) -> Mode:
        if self._camera.demand.hidden:
            return Mode.NOTHING
        return Mode.KEYS if self._camera.decodes_keys_only else Mode.ALL

    def _show(self, frame: VideoFrame, received_ns: int, late_s: float) -> dict[str, object]:
        """Put the frame on the screen unless it is late or one too many; what there is to say of it."""
        camera = self._camera
        if frame.pts is not None:
            received_ns = self._received.pop(frame.pts, received_ns)
            if self._source.is_live:
                late_s = self._lateness.late_s(
                    frame.pts * self._time_base, camera.clock.monotonic_ns(), caught_up=self._caught_up
                )
        limit_s = LATE_IN_ECONOMY_S if camera.board.economy else LATE_S
        if late_s > limit_s and received_ns - self._shown_ns < SHOW_AT_LEAST_EVERY_NS:
            self._late += 1
            if late_s > HOPELESS_LATE_S and self._source.is_live:
                self._decoder.drop_until_key()
            return {}
        if not self._thinning.lets_through(received_ns, camera.demand.max_fps, self._fps):
            return {}
        how = camera.screen.show(
            frame,
            rotation_deg=self._decoder.rotation_deg,
            pixel_aspect=self._source.pixel_aspect,
            box=(camera.demand.width_px, camera.demand.height_px),
            received_at_ns=received_ns,
        )
        if how is None:
            return {}
        self._shown_ns = received_ns
        done_ns = camera.clock.monotonic_ns()
        changes: dict[str, object] = {
            "picture_at_ns": received_ns,
            "pictures": camera.status.pictures + 1,
            "latency_ms": (done_ns - received_ns) / NS_PER_MS,
            "source_width": frame.width,
            "source_height": frame.height,
            "width": how.width,
            "height": how.height,
        }
        if self._is_first or camera.status.reason is not Reason.NONE:
            self._is_first = False
            changes |= self._first_picture(received_ns, done_ns)
        return changes

    def _first_picture(self, received_ns: int, done_ns: int) -> dict[str, object]:
        status = self._camera.status
        asked_ns = max(self._camera.opened_at_ns, self._camera.visible_since_ns)
        changes: dict[str, object] = {"reason": Reason.NONE, "detail": ""}
        if status.first_picture_s is None or status.reason is not Reason.NONE:
            changes["first_picture_s"] = (done_ns - asked_ns) / NS_PER_S
        if status.live_since_ns == 0 or status.reason is not Reason.NONE:
            changes["live_since_ns"] = received_ns
        return changes

    def _say(self, received_ns: int, mode: Mode, changes: dict[str, object]) -> None:
        camera = self._camera
        if mode is Mode.NOTHING and camera.status.reason is not Reason.NONE:
            changes |= {"reason": Reason.NONE, "detail": "", "live_since_ns": received_ns}
        elif camera.status.live_since_ns == 0:
            changes.setdefault("live_since_ns", received_ns)
        camera.say(
            packet_at_ns=received_ns,
            source_fps=self._fps,
            counts_packets=mode is not Mode.ALL,
            late=self._late,
            **changes,
        )
