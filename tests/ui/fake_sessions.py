"""Sessions made of plain values for the tests of ui/: a recorder that a test sets, a library that remembers what it was
asked, and a deck whose tape moves only when the test or the window moves it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from base.clock import NS_PER_S, ManualClock
from base.errors import PersonError
from duty.recording import RecordingMode
from sessions.jobs import Job, Progress
from sessions.library import Bookmark, ForeignSource, LibraryView, SessionEntry
from sessions.manifest import CutOff, Manifest, Why
from sessions.recording import RecorderFault, RecorderState, RecorderView
from sessions.replay.view import SMOOTH_UP_TO, Deck, DeckView, Lane, Mark, MarkKind, Timeline
from sessions.room import Sessions
from sessions.rows import Topic
from sessions.world import World, WorldKind
from tests.ui.fake_world import NOW_NS, FakeWorld

LENGTH_S = 3600
FIRST_NS = NOW_NS
LAST_NS = FIRST_NS + LENGTH_S * NS_PER_S
STARTED_WALL_NS = 1_799_000_000 * NS_PER_S
"""UTC of FIRST_NS: 2027-01-03 18:13:20, in Shanghai the 4th, 02:13:20."""


class TapeClock(ManualClock):
    """Runs both ways, as a deck's does."""

    def move_to(self, tape_ns: int) -> None:
        self._monotonic_ns, self._wall_ns = tape_ns, STARTED_WALL_NS + tape_ns - FIRST_NS


class FakeRecorder:
    """sessions.recording.RecorderRoom."""

    def __init__(self) -> None:
        self._view = RecorderView(
            mode=RecordingMode.ON_DEMAND,
            state=RecorderState.READY,
            session_id="",
            why=None,
            since_wall_ns=None,
            written_bytes=0,
            cameras=0,
            cameras_wrong=0,
            messages=0,
            kept_bytes=40_000_000_000,
            free_bytes=61_000_000_000,
            fault=RecorderFault.NONE,
            fault_since_wall_ns=None,
            lost=0,
        )
        self.calls: list[tuple[object, ...]] = []
        self.notes: list[tuple[Topic, str, object]] = []

    def show(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]

    def record(self, since_wall_ns: int, **changes: object) -> None:
        """It is recording now."""
        self.show(
            state=RecorderState.RECORDING,
            session_id="20270115T080000Z-1f3a",
            why=Why.PERSON,
            since_wall_ns=since_wall_ns,
            cameras=9,
            **changes,
        )

    def view(self) -> RecorderView:
        return self._view

    def start(self, operator: str) -> None:
        self.calls.append(("start", operator))

    def stop(self, operator: str) -> None:
        self.calls.append(("stop", operator))

    def bookmark(self, operator: str, note: str) -> None:
        self.calls.append(("bookmark", operator, note))

    def note(self, topic: Topic, key: str, body: object) -> None:
        self.notes.append((topic, key, body))


def entry(number: int = 1, **changes: object) -> SessionEntry:
    started_ns = STARTED_WALL_NS + number * 7200 * NS_PER_S
    made = SessionEntry(
        id=f"20270103T{number:06d}Z-000{number % 10}",
        folder=Path("/nowhere") / f"s{number}",
        title="",
        why=Why.PERSON,
        started_wall_ns=started_ns,
        length_s=600.0 * number,
        bytes=1_500_000_000 * number,
        cameras=("Camera 1", "Camera 2", "East gate"),
        incidents=(),
        operator="wang",
        protected=False,
        bookmarks=(),
        cut_off=CutOff.PERSON,
        recording=False,
        thumbnail=None,
        trouble="",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def some_entries() -> tuple[SessionEntry, ...]:
    """Newest first: one that is being recorded, one of an incident, a plain one, foreign material, a damaged one."""
    return (
        entry(5, recording=True, cut_off=CutOff.NOT_ENDED, why=Why.ALWAYS, operator=""),
        entry(
            4,
            title="Drone over the stadium",
            why=Why.INCIDENT,
            incidents=("Unknown aircraft 1581F5FKD229400A1B2C in City hall no-fly zone", "Fight at the east gate"),
            protected=True,
            bookmarks=(Bookmark(FIRST_NS + 60 * NS_PER_S, "here it turns", "wang"),),
        ),
        entry(3),
        entry(2, title="Clips of the mall", why=Why.FOREIGN, operator="li", cut_off=CutOff.NOT_ENDED),
        entry(1, why=None, cameras=(), trouble="The session has a damaged manifest."),
    )


class FakeLibrary:
    """sessions.library.Library: changes what it shows as the real one does, at once."""

    def __init__(self, *entries: SessionEntry) -> None:
        self._view = LibraryView(entries, False, Path("/data/sessions"), "")
        self.calls: list[tuple[object, ...]] = []
        self.gate = threading.Event()
        """`put_together` works until a test sets it."""
        self.gate.set()
        self.refusal = ""

    def show(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]

    def view(self) -> LibraryView:
        return self._view

    def refresh(self) -> None:
        self.calls.append(("refresh",))

    def rename(self, session_id: str, title: str, operator: str) -> None:
        self._act("rename", session_id, title, operator)
        self._change(session_id, title=title)

    def protect(self, session_id: str, wanted: bool, operator: str) -> None:
        self._act("protect", session_id, wanted, operator)
        self._change(session_id, protected=wanted)

    def delete(self, session_id: str, operator: str) -> None:
        self._act("delete", session_id, operator)
        self.show(entries=tuple(e for e in self._view.entries if e.id != session_id))

    def set_offsets(self, session_id: str, offsets_s: dict[str, float]) -> None:
        self.calls.append(("set_offsets", session_id, offsets_s))

    def put_together(self, title: str, sources: tuple[ForeignSource, ...], operator: str) -> Job[str]:
        self.calls.append(("put_together", title, sources, operator))

        def work(progress: Progress) -> str:
            _until(self.gate, progress)
            if self.refusal:
                raise PersonError(self.refusal)
            made = entry(9, title=title, why=Why.FOREIGN)
            self.show(entries=(made, *self._view.entries))
            return made.id

        return Job("put together", work)

    def _act(self, *call: object) -> None:
        if self.refusal:
            raise PersonError(self.refusal)
        self.calls.append(call)

    def _change(self, session_id: str, **changes: object) -> None:
        entries = self._view.entries
        self.show(entries=tuple(replace(e, **changes) if e.id == session_id else e for e in entries))  # type: ignore[arg-type]


def _until(event: threading.Event, progress: Progress) -> None:
    for done in range(100_000):
        progress.say(min(done, 99), 100, f"camera {done % 9 + 1}")
        if event.wait(0.005):
            return


def timeline(cameras: int = 4, bins: int = 240) -> Timeline:
    """An hour: everything, the cameras, two links; gaps, and a mark of every kind."""
    span_ns = LAST_NS - FIRST_NS

    def at(share: float) -> int:
        return FIRST_NS + round(span_ns * share)

    def density(seed: int) -> tuple[float, ...]:
        return tuple(0.25 + 0.75 * ((i * (seed + 3) * 7919) % 97) / 97 for i in range(bins))

    lanes = [Lane("", False, "", density(0), ())]
    for i in range(cameras):
        gaps = ((at(0.3), at(0.36)),) if i == 1 else ((at(0.9), at(1.0)),) if i == 2 else ()
        lanes.append(Lane(f"c{i + 1:02d}", True, f"Camera {i + 1}", density(i + 1), gaps))
    lanes.append(Lane("udp 14550", False, "udp 14550", density(20), ((at(0.5), at(0.52)),)))
    lanes.append(Lane("tcp radio", False, "tcp radio", density(21), ()))
    texts = {MarkKind.BOOKMARK: "here it turns", MarkKind.INCIDENT: "Unknown aircraft", MarkKind.CAMERA_OUT: "Camera 2"}
    marks = tuple(
        Mark(at((i + 1) / 11), kind, f"name {i}", texts.get(kind, kind.value)) for i, kind in enumerate(MarkKind)
    )
    return Timeline(FIRST_NS, LAST_NS, bins, tuple(lanes), marks)


class FakeDeck:
    """sessions.replay.view.Deck: the tape stands where it was put; `run` plays it for so long."""

    def __init__(self, fake: FakeWorld | None = None, *, manifest: Manifest | None = None) -> None:
        self.fake = fake or replay_world()
        clock = self.fake.clock
        assert isinstance(clock, TapeClock)
        self.clock = clock
        self.calls: list[tuple[object, ...]] = []
        self.closed = False
        self.advanced = 0
        self._timeline = timeline()
        self._view = DeckView(False, 1.0, None, "c01", False, False, False, 0.0)
        self._manifest = manifest or Manifest(
            id=entry(3).id,
            why=Why.PERSON,
            program="1.0",
            started_tape_ns=FIRST_NS,
            started_wall_ns=STARTED_WALL_NS,
            ended_tape_ns=LAST_NS,
            precinct=self.fake.precinct.precinct,
            cameras=self.fake.precinct.cameras,
        )

    def show(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]

    def run(self, seconds: float) -> None:
        """Let the desk's time pass: the tape moves as its rate says."""
        if self._view.playing:
            self._move(self.clock.monotonic_ns() + round(seconds * self._view.rate * NS_PER_S))

    @property
    def world(self) -> World:
        return self.fake.world

    @property
    def manifest(self) -> Manifest:
        return self._manifest

    @property
    def folder(self) -> Path:
        return Path("/nowhere")

    @property
    def timeline(self) -> Timeline:
        return self._timeline

    def view(self) -> DeckView:
        return self._view

    def tape_ns(self) -> int:
        return self.clock.monotonic_ns()

    def advance(self) -> None:
        self.advanced += 1

    def play(self) -> None:
        self.calls.append(("play",))
        self.show(playing=True, at_end=False)

    def pause(self) -> None:
        self.calls.append(("pause",))
        self.show(playing=False)

    def set_rate(self, rate: float) -> None:
        self.calls.append(("rate", rate))
        self.show(rate=rate, keys_only=rate < 0 or rate > SMOOTH_UP_TO)

    def seek(self, tape_ns: int, *, exact: bool = True) -> None:
        self.calls.append(("seek", tape_ns, exact))
        self._move(tape_ns)

    def step(self, frames: int) -> None:
        self.calls.append(("step", frames))
        self.show(playing=False)
        self._move(self.clock.monotonic_ns() + frames * NS_PER_S // 25)

    def jump(self, direction: int, kinds: frozenset[MarkKind] | None = None) -> Mark | None:
        self.calls.append(("jump", direction, kinds))
        now_ns = self.tape_ns()
        wanted = [m for m in self._timeline.marks if kinds is None or m.kind in kinds]
        ahead = [m for m in wanted if (m.at_tape_ns - now_ns) * direction > 0]
        if not ahead:
            return None
        mark = ahead[0 if direction > 0 else -1]
        self._move(mark.at_tape_ns)
        return mark

    def set_loop(self, span: tuple[int, int] | None) -> None:
        self.calls.append(("loop", span))
        self.show(loop=span)

    def set_focus(self, camera_id: str) -> None:
        self.calls.append(("focus", camera_id))
        self.show(focus=camera_id)

    def add_marks(self, *marks: Mark) -> None:
        ordered = sorted([*self._timeline.marks, *marks], key=lambda mark: mark.at_tape_ns)
        self._timeline = replace(self._timeline, marks=tuple(ordered))

    def annotate(self, text: str, operator: str) -> None:
        self.calls.append(("annotate", text, operator))
        mark = Mark(self.tape_ns(), MarkKind.ANNOTATION, operator, text)
        marks = sorted((*self._timeline.marks, mark), key=lambda m: m.at_tape_ns)
        self._timeline = replace(self._timeline, marks=tuple(marks))

    def thumbnail(self, tape_ns: int) -> Path | None:
        self.calls.append(("thumbnail", tape_ns))
        return None

    def close(self) -> None:
        self.closed = True

    def _move(self, tape_ns: int) -> None:
        self.clock.move_to(min(max(tape_ns, FIRST_NS), LAST_NS))


def replay_world(cameras: int = 4) -> FakeWorld:
    fake = FakeWorld(cameras=cameras, kind=WorldKind.REPLAY, name="Riverside", clock=TapeClock(monotonic_ns=NOW_NS))
    fake.clock.move_to(FIRST_NS)  # type: ignore[attr-defined]
    for i in range(cameras):
        fake.cameras.put(i)
    return fake


class FakeSessions:
    """`sessions` is what the Bridge takes."""

    def __init__(self, *entries: SessionEntry) -> None:
        self.recorder = FakeRecorder()
        self.library = FakeLibrary(*(entries or some_entries()))
        self.decks: list[FakeDeck] = []
        self.opened: list[str] = []
        self.opening = threading.Event()
        """A session is being opened until it is set."""
        self.opening.set()
        self.trouble = ""
        self.sessions = Sessions(self.recorder, self.library, self.open)

    def open(self, session_id: str) -> Job[Deck]:
        self.opened.append(session_id)

        def work(progress: Progress) -> Deck:
            _until(self.opening, progress)
            if self.trouble:
                raise PersonError(self.trouble)
            made = FakeDeck()
            self.decks.append(made)
            return made

        return Job("open", work)

    @contextmanager
    def held(self, event: threading.Event) -> Iterator[Callable[[], None]]:
        """Work on `event` waits inside, and is let go in any case."""
        event.clear()
        try:
            yield event.set
        finally:
            event.set()
