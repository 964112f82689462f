"""A desk for tests: a manual clock, tiles that a test sets, a ledger that commits when told, and the patrol."""

import json
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from base.clock import NS_PER_S, ManualClock
from duty.book.rows import Receipt, Row
from duty.book.store import Book
from duty.patrol.config import PlanLevel
from duty.patrol.memory import Memory, PlanInForce
from duty.patrol.room import Patrol
from duty.patrol.view import RoundView, Shown, StepView
from duty.people import OperatorView, Role
from duty.precinct import Precinct
from video.feed import CameraState, StreamKind

T = TypeVar("T")

LI = OperatorView("li", "Li", Role.DUTY_OFFICER)
WANG = OperatorView("wang", "Wang", Role.SUPERVISOR)
PILOT = OperatorView("zhao", "Zhao", Role.PILOT)

AT_NOON = 1_795_320_000 * NS_PER_S
"""2026-11-22 04:00 UTC, noon in Shanghai."""


def precinct(cameras: int = 6, **parts: Any) -> Precinct:
    head = {"name": "East Bank", "time_zone": "Asia/Shanghai", "centre": (31.2, 121.4)}
    made = [
        {
            "id": f"c{i + 1:02d}",
            "name": f"Camera {i + 1}",
            "address": f"rtsp://127.0.0.1/{i + 1}",
            "area": "North" if i % 2 == 0 else "South",
            "latitude": 31.2 + i / 1000,
            "longitude": 121.4,
        }
        for i in range(cameras)
    ]
    return Precinct.model_validate({"precinct": head, "cameras": made, **parts})


class FakeLedger:
    """duty.book.rows.Ledger: rows wait until the test says what becomes of them."""

    def __init__(self) -> None:
        self.writes: list[tuple[Row, ...]] = []
        self.receipts: dict[str, Receipt] = {}
        self.committed: list[Row] = []
        self.at_once = True

    def write(self, *rows: Row) -> None:
        assert rows
        self.writes.append(rows)
        for row in rows:
            assert row.uuid not in self.receipts, f"{row.table} was written twice"
            self.receipts[row.uuid] = Receipt.WAITING
        if self.at_once:
            self.settle(Receipt.COMMITTED)

    def receipt(self, row_uuid: str) -> Receipt:
        return self.receipts.get(row_uuid, Receipt.UNKNOWN)

    def trouble(self) -> str:
        return ""

    def settle(self, receipt: Receipt, *, of: Receipt = Receipt.WAITING) -> None:
        for row in self.rows():
            if self.receipts[row.uuid] is of:
                self.receipts[row.uuid] = receipt
                if receipt is Receipt.COMMITTED:
                    self.committed.append(row)

    def forget_waiting(self) -> None:
        """The program died: what was in memory only is gone."""
        self.writes = [w for w in self.writes if all(self.receipts[r.uuid] is not Receipt.WAITING for r in w)]

    def rows(self, table: str | None = None) -> list[Row]:
        return [row for rows in self.writes for row in rows if table in (None, row.table)]

    def acts(self, kind: str) -> list[tuple[Row, dict[str, Any]]]:
        return [(r, json.loads(str(r.values["detail"]))) for r in self.rows("act") if r.values["kind"] == kind]


def remembered(rows: list[Row]) -> Memory:
    """What a book with these rows remembers, in their order; nothing is asked of duty.patrol.memory."""
    credited: dict[str, int] = {}
    tried: dict[str, int] = {}
    tickets: dict[str, list[str]] = {}
    closed = {str(r.values["ticket_uuid"]) for r in rows if r.table == "ticket_act"}
    references: dict[str, str] = {}
    plan = None
    rounds: dict[str, None] = {}
    for row in rows:
        camera = str(row.values.get("camera_id", ""))
        if row.table == "sighting":
            (credited if row.values["credited"] else tried)[camera] = row.at_wall_ns
        elif row.table == "ticket" and row.uuid not in closed:
            tickets.setdefault(camera, []).append(row.uuid)
        elif row.table == "still" and row.values["purpose"] == "reference":
            references[camera] = str(row.values["path"])
        elif row.table == "act" and row.values["kind"] == "plan_switched":
            plan = PlanInForce(PlanLevel(str(row.values["subject"])), row.at_wall_ns, row.operator)
        elif row.table == "act" and row.values["kind"] == "round_started":
            rounds[str(row.values["subject"])] = None
        elif row.table == "act" and row.values["kind"] == "round_ended":
            rounds.pop(str(row.values["subject"]), None)
    open_tickets = {camera: tuple(uuids) for camera, uuids in tickets.items()}
    return Memory(credited, tried, open_tickets, references, plan, tuple(rounds))


@dataclass
class Tile:
    """What one camera's tile really shows; `streams`: a new picture is painted at every tick."""

    streams: bool = True
    state: CameraState = CameraState.LIVE
    in_view: bool = True
    width_px: int = 640
    frozen: bool = False
    masked_share: float = 0.0
    fps: float | None = 25.0
    sequence: int = 0
    painted_at_ns: int | None = None
    received_at_ns: int | None = None

    def paint(self, now_ns: int, lag_ns: int = 0) -> None:
        self.sequence += 1
        self.painted_at_ns = now_ns
        self.received_at_ns = now_ns - lag_ns

    def shown(self, camera_id: str) -> Shown:
        return Shown(
            camera_id=camera_id,
            in_view=self.in_view,
            width_px=self.width_px if self.sequence else 0,
            height_px=self.width_px * 9 // 16 if self.sequence else 0,
            sequence=self.sequence,
            painted_at_ns=self.painted_at_ns,
            received_at_ns=self.received_at_ns,
            state=self.state,
            source_fps=self.fps,
            stream=StreamKind.SUB,
            frozen=self.frozen,
            masked_share=self.masked_share,
        )


@dataclass(frozen=True)
class Still:
    path: str = "stills/1.jpg"
    sha256: str = "0" * 64
    width_px: int = 1280
    height_px: int = 720


@dataclass
class Station:
    """`answers` of the book's memory: a Memory, an error, or None for the one that the ledger's rows make."""

    precinct: Precinct = field(default_factory=precinct)
    clock: ManualClock = field(default_factory=lambda: ManualClock(wall_ns=AT_NOON))
    ledger: FakeLedger = field(default_factory=FakeLedger)
    who: OperatorView | None = LI
    memory: Memory | Exception | None = None
    tiles: dict[str, Tile] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.asked = 0
        self.begin()

    def begin(self) -> None:
        """As the program does at its start, or once more after a crash."""
        self.patrol = Patrol(self.precinct, self.clock, self.ledger, lambda: self.who, self._do)
        self._step: tuple[str, int] | None = None

    def _do(self, work: Callable[[Book], T], /) -> Future[T]:
        self.asked += 1
        future: Future[Any] = Future()
        answer = remembered(self.ledger.committed) if self.memory is None else self.memory
        if isinstance(answer, Exception):
            future.set_exception(answer)
        else:
            future.set_result(answer)
        return future

    @property
    def round(self) -> RoundView:
        view = self.patrol.view().round
        assert view is not None
        return view

    @property
    def step(self) -> StepView:
        assert self.round.step is not None
        return self.round.step

    @property
    def cameras(self) -> tuple[str, ...]:
        view = self.patrol.view().round
        return () if view is None or view.step is None else tuple(c.camera_id for c in view.step.cameras)

    def tile(self, camera_id: str) -> Tile:
        return self.tiles.setdefault(camera_id, Tile())

    def tick(self, seconds: float = 0.02) -> None:
        """Time passes, the tiles of the step paint, the patrol is told. A new step's tiles come up empty."""
        self.clock.advance(seconds)
        self.look()

    def look(self) -> None:
        self.come_up()
        for camera_id in self.cameras:
            if self.tile(camera_id).streams:
                self.tile(camera_id).paint(self.clock.monotonic_ns())
        self.patrol.advance([self.tile(c).shown(c) for c in self.cameras])

    def come_up(self) -> bool:
        """A new step's tiles come up empty; True when there is one."""
        view = self.patrol.view().round
        step = None if view is None or view.step is None else (view.uuid, view.step.number)
        if step == self._step:
            return False
        self._step = step
        for camera_id in self.cameras:
            self.tiles[camera_id] = replace(self.tile(camera_id), sequence=0, painted_at_ns=None, received_at_ns=None)
        return True

    def watch(self, seconds: float, tick_s: float = 0.1) -> None:
        for _ in range(round(seconds / tick_s)):
            self.tick(tick_s)

    def walk(self, tick_s: float = 0.2) -> None:
        """The rest of the round, all normal."""
        while self.cameras:
            self.watch(self.step.dwell_s + 2 * tick_s, tick_s)
            assert self.patrol.normal(held=False) is None
        self.tick()
