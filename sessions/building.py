"""A World that runs: cameras, air, desk, patrol, operators and records of one precinct, wired to one another.

The live World, the demo's and a training's are built here, and differ in what they are given: a folder, a precinct,
cameras and an air of their own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from base.clock import Clock, SystemClock
from base.lifecycle import Lifecycle
from drones.events import LinkEvent
from drones.picture import TrackView, VerdictView
from drones.service import AirService
from duty.acts import ActKind, act
from duty.book.rows import Ledger, Row
from duty.book_records import BookRecords
from duty.desk import Desk
from duty.keeping import Keeper
from duty.opening import book_maker, known_keys, signer, spool_maker, station_of
from duty.operators import BookOperators, seed_demo
from duty.patrol.room import Patrol
from duty.people import OperatorView, Right
from duty.precinct import Precinct
from duty.reading import AskBook, BookReader
from duty.watching import Watch
from sessions.world import AirFeed, World, WorldKind
from video.feed import CameraFeed
from video.supervisor import Supervisor


@dataclass(frozen=True, slots=True)
class Taps:
    """Who listens while this World runs; each is called in the thread where it happens, and must neither wait nor
    raise."""

    events: Callable[[Sequence[LinkEvent]], None] | None = None
    """Everything that the links bring."""
    verdict: Callable[[VerdictView, TrackView], None] | None = None
    rows: Callable[[Sequence[Row]], None] | None = None
    """Rows of the book, once they are committed or spooled."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a World does not make by itself when it is given one; whoever gives it starts and stops it."""

    clock: Clock | None = None
    cameras: CameraFeed | None = None
    air: Callable[[Callable[[VerdictView, TrackView], None]], AirFeed] | None = None
    """Made of the function that wants to hear of each changed verdict."""


@dataclass(frozen=True, slots=True)
class Built:
    world: World
    desk: Desk
    """The World's ledger, too."""
    cameras: Supervisor | None
    """Its own, unless it was given others."""
    station: str
    ask_book: AskBook
    """For questions that somebody waits for."""

    @property
    def ledger(self) -> Ledger:
        return self.desk


def build(
    kind: WorldKind,
    precinct: Precinct,
    folder: Path,
    life: Lifecycle,
    *,
    version: str,
    always: OperatorView | None = None,
    demo_people: bool | None = None,
    taps: Taps | None = None,
    given: Given | None = None,
) -> Built:
    """Everything but the start, which is the lifecycle's. Raises PersonError.

    The book, stills and the station's key are in `folder`. `always` is signed in from the beginning; `demo_people`
    makes the demo's operators, with Chinese names (True) or English ones (False).
    """
    taps, given = taps or Taps(), given or Given()
    clock = given.clock or SystemClock()
    make_book = book_maker(precinct, folder)
    reader = BookReader(make_book)
    quick = BookReader(make_book)  # nobody waits to sign in until a month's report is made
    station = station_of(folder)
    desk = Desk(
        make_book,
        clock,
        make_spool=spool_maker(precinct, folder),
        who=lambda: operators.login_of_current(),
        escalate_after_s=precinct.patrol.escalate_after_s,
        on_rows=taps.rows,
    )
    operators = BookOperators(quick.do, clock, sign=signer(folder), always=always, ledger=desk)
    on_verdict = _both(desk.on_verdict, taps.verdict)
    supervisor = None if given.cameras is not None else Supervisor(precinct.cameras, clock=clock)
    cameras: CameraFeed | None = given.cameras or supervisor
    assert cameras is not None
    service = None if given.air is not None else _air(precinct, clock, on_verdict, taps)
    air: AirFeed | None = given.air(on_verdict) if given.air is not None else service
    assert air is not None
    patrol = Patrol(precinct, clock, desk, lambda: operators.view().current, quick.do, station)
    watch = Watch(air.picture, cameras.facts, desk, clock)
    keeper = Keeper(reader, precinct.book, clock, folder)

    def may(right: Right) -> bool:
        current = operators.view().current
        return current is not None and current.may(right)

    records = BookRecords(reader, precinct, clock, folder, may, known_keys(folder), desk.look_again)

    def say(what: ActKind) -> None:
        desk.write(act(what, version, at_wall_ns=clock.wall_ns(), operator=""))

    def end(limit_s: float) -> bool:
        say(ActKind.PROGRAM_ENDED)
        return desk.stop(limit_s)

    say(ActKind.PROGRAM_STARTED)  # before everything else that is written: the report counts from it
    if demo_people is not None:
        life.at_start(lambda: quick.do(lambda book: seed_demo(book, chinese=demo_people, at_wall_ns=clock.wall_ns())))
    if supervisor is not None:
        life.at_start(supervisor.start)
        life.at_stop("cameras", supervisor.stop)
    life.at_start(desk.start)
    if service is not None:
        life.at_start(service.start)
        life.at_stop("air", service.stop)
    life.at_start(watch.start, keeper.start)
    life.at_stop("watch", watch.stop)
    life.at_stop("keeper", keeper.stop)
    life.at_stop("book reader", reader.stop)
    life.at_stop("quick book reader", quick.stop)
    life.at_last("incident desk", end)
    world = World(
        kind=kind,
        clock=clock,
        precinct=precinct,
        cameras=cameras,
        air=air,
        desk=desk,
        patrol=patrol,
        operators=operators,
        records=records,
        data=folder,
    )
    return Built(world, desk, supervisor, station, quick.do)


def _air(
    precinct: Precinct, clock: Clock, on_verdict: Callable[[VerdictView, TrackView], None], taps: Taps
) -> AirService:
    return AirService(
        links=precinct.links,
        drones=precinct.drones,
        docks=precinct.docks,
        zones=precinct.zones,
        clock=clock,
        on_verdict=on_verdict,
        tap=taps.events,
    )


def _both(
    first: Callable[[VerdictView, TrackView], None], second: Callable[[VerdictView, TrackView], None] | None
) -> Callable[[VerdictView, TrackView], None]:
    """The desk hears of it first: an incident waits for nobody."""
    if second is None:
        return first

    def tell(verdict: VerdictView, track: TrackView) -> None:
        first(verdict, track)
        second(verdict, track)

    return tell
