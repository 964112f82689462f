"""One camera of a replay in its worker: finds, decodes and shows what the playhead points at."""

import logging
import threading
from enum import Enum

from base.clock import NS_PER_MS, NS_PER_S, Clock
from base.playhead import STOPPED, Playhead
from video.board import Board
from video.config import CameraConfig
from video.feed import HIDDEN, Reason, StreamDemand, StreamKind
from video.freshness import grey_after_ns
from video.memory import SharedFile
from video.open_errors import SourceError
from video.recording.order import RecordOrder
from video.replay.decoding import Decoded, Missing, TapeDecoder
from video.replay.index import EMPTY, TapeIndex
from video.replay.pace import HIDDEN_REST_S, REST_S, until_next_s
from video.replay.readable import Readable
from video.replay.said import Said
from video.replay.settled import Settled
from video.replay.tape import Tape
from video.replay.turns import Rank, Turns
from video.screen import Screen
from video.stream_choice import StreamChoice

log = logging.getLogger(__name__)

SMOOTH_UP_TO = 2.0
"""Faster than this, and backward, only key frames are shown."""
PORTION = 3
"""Packets that are decoded at one turn: some 10 ms with 720p."""
KEYS_PER_S, FOCUSED_KEYS_PER_S = 5.0, 12.0
"""At most, when key frames rush by: 16 × 5 of 720p take a core."""
KEPT_BYTES = 48_000_000
"""Decoded pictures of the focused camera, so that the steps back after the first cost nothing."""
QUICK = 3
"""Packets: where the exact picture takes no more, its key frame is not shown before it. One of 720p takes 1 ms, a key
frame 5 ms and its drawing 1.5 ms; with 16 of them everything more than this is seen by who waits for the others."""
BEHIND_NS = NS_PER_S // 2
"""A picture that is shown so late while it plays is not of the present place."""
SHOW_AT_LEAST_EVERY_NS = NS_PER_S // 2
_KEYS, _FOCUSED, _REST = 0, 1, 2


class Want(Enum):
    KEYS = 0
    ALL = 1


class TapePlayer:
    """Has the camera's slot and status to itself for as long as its worker lives."""

    def __init__(
        self,
        index: int,
        config: CameraConfig,
        tape: Tape,
        board: Board,
        pictures: SharedFile,
        clock: Clock,
        stopping: threading.Event,
        turns: Turns | None = None,
    ) -> None:
        """`turns` is shared by the cameras of a worker."""
        self.index = index
        self._config = config
        self._board = board
        self._clock = clock
        self._stopping = stopping
        self._turns = turns or Turns(board, stopping)
        self._screen = Screen(board, pictures, index, config.masks)
        self._said = Said(board, index)
        self._decoder = TapeDecoder(EMPTY, self._enter_decoder, self._enter_file)
        self._readable = Readable(tape, self._decoder, clock)
        self._choice = StreamChoice(has_sub=False)
        self._playhead: Playhead = STOPPED
        self._versions = (-1, -1)
        self._demand: StreamDemand = HIDDEN
        self._shown: Decoded | None = None
        """What the slot holds, as long as it may be shown again in another size."""
        self._shown_picture: int | None = None
        self._shown_ns = 0
        """Monotonic."""
        self._aimed: int | None = None
        self._key_is_due = False
        self._is_quick = False

    def run(self) -> None:
        """Until told to stop. Whatever happens becomes a status; nothing ends the thread but the end of the worker."""
        self._turns.start()
        try:
            self._load()
            while not self._stopping.is_set():
                try:
                    self._turn()
                except OSError as error:
                    self._fail(Reason.NO_MEMORY, error.strerror or "")
                except Exception:
                    log.exception("camera %s: an error that was not foreseen", self._config.id)
                    self._fail(Reason.BROKEN, "internal error")
        finally:
            self._decoder.close()

    def record(self, order: RecordOrder | None) -> None:
        """What is replayed is never recorded again."""

    # One turn: look at the board, do one piece of work or wait.

    def _turn(self) -> None:
        seen = self._turns.changes
        self._look()
        now_ns = self._clock.monotonic_ns()
        tape_ns = self._playhead.tape_ns(now_ns)
        self._grow(tape_ns)
        if self._demand.hidden:
            self._said.around(self._index, self._index.at(tape_ns), hidden=True)
            self._said.settled(self._versions, Settled.NOTHING_HERE)
            self._turns.wait_for_change(seen, HIDDEN_REST_S if self._playhead.rate else REST_S)
            return
        want = self._want(now_ns)
        wanted = self._wanted(want, tape_ns)
        if wanted is None:
            self._nothing_here(tape_ns)
        elif wanted != self._shown_picture:
            if not self._is_too_soon(seen, now_ns):
                self._go_to(wanted, want, seen)
            return
        else:
            self._said.settled(self._versions, Settled.EXACT if want is Want.ALL else Settled.KEY_ONLY)
        keys_only = want is Want.KEYS
        until_s = until_next_s(self._index, self._playhead.rate, tape_ns, wanted, keys_only=keys_only)
        self._turns.wait_for_change(seen, until_s)

    def _look(self) -> None:
        """Take over a playhead or a demand that has changed."""
        versions = (self._board.playhead_changes(), self._board.demand_version(self.index))
        if versions == self._versions:
            return
        playhead, demand = self._board.read_playhead(), self._board.read_demand(self.index)
        if playhead is None or demand is None:
            return  # being written
        if versions[0] != self._versions[0]:
            self._playhead = playhead
            self._is_quick = False
            self._key_is_due = self._key_is_due or playhead.is_jump
            if playhead.is_jump and self._readable.try_again():
                self._begin_anew()
        if versions[1] != self._versions[1]:
            box = (self._demand.width_px, self._demand.height_px)
            self._demand = demand[0]
            self._after_demand(box)
        self._versions = versions

    def _after_demand(self, box_before: tuple[int, int]) -> None:
        if self._demand.hidden:
            self._shown = self._shown_picture = None
            self._decoder.close()
            return
        if self._shown is not None and self._shown_picture is not None:
            if box_before != (self._demand.width_px, self._demand.height_px):
                self._draw(self._shown, self._shown_picture)
        else:
            self._key_is_due = True

    def _want(self, now_ns: int) -> Want:
        rate = self._playhead.rate
        self._choice.choose(self._demand, now_ns)
        is_tiny = rate != 0 and self._choice.kind is StreamKind.KEY
        smooth = 0 <= rate <= SMOOTH_UP_TO and not is_tiny
        return Want.ALL if smooth and (self._playhead.exact or rate != 0) else Want.KEYS

    def _wanted(self, want: Want, tape_ns: int) -> int | None:
        """The picture that is to be seen at that time; None where nothing was received for too long."""
        index = self._index
        newest = index.at(tape_ns)
        if newest is None or tape_ns - int(index.times_ns[newest]) >= grey_after_ns(self._said.fps(index, newest)):
            return None
        if want is Want.ALL:
            return newest
        return index.key_near(tape_ns) if self._playhead.rate == 0 else index.key_at(tape_ns)

    def _go_to(self, wanted: int, want: Want, seen: int) -> None:
        """A piece of the way to a picture: its key frame first where that is worth showing, then a portion."""
        packet = self._index.packet(wanted)
        try:
            if want is Want.KEYS:
                self._show_key(wanted, Settled.KEY_ONLY, seen)
                return
            if self._key_is_due and self._show_key_before(wanted, seen):
                return
            if self._said.is_near(self._versions[0]) and not self._turns.wait_for_keys(self._versions[0], seen):
                return
            self._approach(wanted, packet, seen)
        except SourceError as error:
            name = self._readable.name_of(packet)
            log.warning("camera %s: %s: %s %s", self._config.id, name, error.reason, error.detail)
            self._readable.leave_out_file(packet)
            self._begin_anew()
            if error.reason is Reason.CODEC:
                self._fail(Reason.CODEC, error.detail)
        finally:
            self._board.mark_busy(self.index, 0)

    def _approach(self, wanted: int, packet: int, seen: int) -> None:
        """A portion of decoding towards the exact picture. One that was begun is shown, also when time has gone on."""
        if self._aimed is None or self._playhead.rate == 0 or not 0 <= wanted - self._aimed < 50:
            self._aimed = wanted
        aimed = self._aimed
        stage = _KEYS if self._is_quick else _FOCUSED if self._is_focused else _REST
        with self._turns.turn(self._rank(stage), seen) as goes:
            if not goes:
                return
            self._decoder.aim(self._index.packet(aimed))
            found = self._decoder.work(PORTION)
        if found is Missing.YET:
            self._show_on_the_way(wanted, self._clock.monotonic_ns())
            return
        self._aimed = None
        behind_ns = int(self._index.times_ns[wanted] - self._index.times_ns[aimed])
        at_place = aimed == wanted or behind_ns < BEHIND_NS * self._playhead.rate
        self._take(found, aimed, Settled.EXACT if at_place else Settled.KEY)

    def _show_on_the_way(self, wanted: int, now_ns: int) -> None:
        """Where decoding does not keep up with playing, late pictures are better than none for seconds."""
        if self._playhead.rate == 0 or now_ns - self._shown_ns < SHOW_AT_LEAST_EVERY_NS:
            return
        found = self._decoder.on_the_way()
        if found is None or self._is_too_old(found, wanted):
            return
        picture = self._index.picture(found.packet)
        if picture != self._shown_picture and picture <= wanted and self._draw(found, picture):
            self._said.settled(self._versions, Settled.KEY)

    def _show_key_before(self, wanted: int, seen: int) -> bool:
        """The key frame at or before it, if that is nearer than what is shown; False when the way on is short."""
        index = self._index
        target_ns = int(index.times_ns[wanted])
        key = index.key_at(target_ns)
        self._is_quick = key is None or self._decoder.distance(index.packet(wanted)) <= QUICK
        if key is None or self._is_quick:
            self._key_is_due = False
            return False
        if self._shown_picture is not None:
            shown_away_ns = abs(target_ns - int(index.times_ns[self._shown_picture]))
            if shown_away_ns <= target_ns - int(index.times_ns[key]):
                self._key_is_due = False
                self._said.settled(self._versions, Settled.KEY)
                return False
        self._show_key(key, Settled.EXACT if key == wanted else Settled.KEY, seen)
        return True

    def _show_key(self, key: int, settled: Settled, seen: int) -> None:
        with self._turns.turn(self._rank(_KEYS), seen) as goes:
            if not goes:
                return
            self._key_is_due = False
            found = self._decoder.key(self._index.packet(key))
        self._take(found, key, settled)
        if self._shown_picture != key:  # no buffer was free: it comes before anything exact, still
            self._key_is_due = True

    def _take(self, found: Decoded | Missing, picture: int, settled: Settled) -> None:
        if isinstance(found, Missing) or self._is_too_old(found, picture):
            self._readable.leave_out(self._index.packet(picture))
            self._begin_anew()
            return
        if self._draw(found, picture):
            self._said.settled(self._versions, settled)

    def _is_too_old(self, found: Decoded, picture: int) -> bool:
        """In a damaged place an earlier picture of the group stands in for the one asked for, as long as live would."""
        stands_in_for_ns = int(self._index.times_ns[picture] - self._index.times_ns[self._index.picture(found.packet)])
        return stands_in_for_ns >= grey_after_ns(self._said.fps(self._index, picture))

    def _draw(self, decoded: Decoded, picture: int) -> bool:
        """`picture` is what was asked for; what is shown says its own time."""
        at_ns = int(self._index.times_ns[max(self._index.picture(decoded.packet), 0)])
        started_ns = self._clock.monotonic_ns()
        how = self._screen.show(
            decoded.frame,
            rotation_deg=decoded.rotation_deg,
            pixel_aspect=decoded.pixel_aspect,
            box=(self._demand.width_px, self._demand.height_px),
            received_at_ns=at_ns,
        )
        if how is None:  # readers hold every buffer: in a moment
            self._clock.wait(self._stopping, 0.005)
            return False
        self._shown, self._shown_picture, self._shown_ns = decoded, picture, started_ns
        took_ms = (self._clock.monotonic_ns() - started_ns) / NS_PER_MS
        self._said.drawn(decoded.frame, how, at_ns, took_ms)
        self._said.around(self._index, picture)
        return True

    # Waiting

    def _is_too_soon(self, seen: int, now_ns: int) -> bool:
        """While it plays: not more pictures than are wanted, nor more key frames than the machine can show."""
        rate = self._playhead.rate
        if rate == 0 or self._key_is_due or self._demand.max_fps <= 0:
            return False
        most = self._demand.max_fps
        if abs(rate) > 1 and self._said.status.stream is StreamKind.KEY:
            most = min(most, FOCUSED_KEYS_PER_S if self._is_focused else KEYS_PER_S)
        early_s = 1 / most - (now_ns - self._shown_ns) / NS_PER_S
        if early_s <= min(0.25 / most, 0.01) or 1.05 * most > abs(rate) * (self._said.status.source_fps or 0) > 0:
            return False
        self._turns.wait_for_change(seen, early_s)
        return True

    # What is said

    def _nothing_here(self, tape_ns: int) -> None:
        self._key_is_due = True
        self._aimed = self._shown_picture = self._shown = None
        self._said.around(self._index, self._index.at(tape_ns))
        self._said.settled(self._versions, Settled.NOTHING_HERE)

    def _fail(self, reason: Reason, detail: str) -> None:
        self._said.failed(self._versions, reason, detail, self._playhead.tape_ns(self._clock.monotonic_ns()))
        self._clock.wait(self._stopping, REST_S)

    # The tape

    @property
    def _index(self) -> TapeIndex:
        return self._decoder.index

    def _load(self) -> None:
        self._said.loading()
        self._readable.load()
        self._said.loaded()

    def _begin_anew(self) -> None:
        """What was shown, or aimed at, may be left out of the tape by now."""
        self._shown = self._shown_picture = self._aimed = None
        self._key_is_due = True

    def _grow(self, tape_ns: int) -> None:
        """A session that is being recorded has more pictures by and by."""
        before = self._index
        if self._readable.has_grown(tape_ns) and self._shown_picture is not None:
            self._shown_picture = self._index.picture(before.packet(self._shown_picture))
            self._aimed = None
            self._said.around(self._index, self._shown_picture)

    @property
    def _is_focused(self) -> bool:
        return self._turns.focus() == self.index

    def _rank(self, stage: int) -> Rank:
        self._decoder.most_kept_bytes = KEPT_BYTES if self._is_focused else 0
        return (stage, -self._demand.priority, self._shown_ns, self.index)

    def _enter_decoder(self) -> None:
        self._board.mark_busy(self.index, self._clock.monotonic_ns())

    def _enter_file(self, opening: bool) -> None:
        self._board.mark_opening(self.index, self._clock.monotonic_ns() if opening else 0)
