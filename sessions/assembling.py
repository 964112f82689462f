"""Recorder, library, replay and evidence around one World that runs: the value that the window is given."""

from pathlib import Path

from base.errors import PersonError
from base.lifecycle import Lifecycle
from duty.acts import ActKind, act
from duty.people import Right
from duty.precinct import Precinct
from sessions.building import Built
from sessions.evidence.export import StationExporter
from sessions.evidence.house import House, Signer
from sessions.files import SessionFiles
from sessions.jobs import Job, Progress
from sessions.library_folder import FolderLibrary
from sessions.replay.view import Deck
from sessions.room import Sessions
from sessions.tapping import Tapped
from sessions.training.room import SceneOpener, TakeRows, TrainingRoom
from sessions.training.script import Planned
from sessions.training.stage import Brief, Scene


class Studio:
    """Made before its World, which is built with `taps`; furnished with it afterwards."""

    def __init__(self) -> None:
        self._tapped = Tapped()
        self.taps = self._tapped.taps

    def furnish(
        self,
        built: Built,
        precinct: Precinct,
        life: Lifecycle,
        *,
        folder: Path,
        home: Path,
        version: str,
        language: str,
        openers: dict[str, SceneOpener],
    ) -> Sessions:
        """`folder` is where sessions are kept, `home` where evidence and trainings are; `openers` as TrainingRoom's."""
        world, ledger = built.world, built.ledger
        assert built.cameras is not None
        recorder = self._tapped.recorder_of(built, precinct, built.cameras, folder=folder, version=version)
        library = FolderLibrary(
            folder, world.clock, ledger, recorder.session_id, place=precinct.precinct, program=version
        )
        life.at_start(recorder.begin, library.start)
        life.at_stop("recorder", recorder.end)
        life.at_stop("library", library.stop)

        def who() -> str:
            current = world.operators.view().current
            return "" if current is None else current.login

        def may(right: Right) -> bool:
            current = world.operators.view().current
            return current is not None and current.may(right)

        def folder_of(session_id: str) -> Path:
            session = folder / session_id
            is_outside = session.parent != folder or session_id.startswith(".")
            if is_outside or not SessionFiles(session).manifest.is_file():
                raise PersonError(f"There is no session {session_id}.")
            return session

        def note_opened(session_id: str) -> Path:
            """Who opens a session is written down first."""
            session = folder_of(session_id)
            if not may(Right.REPLAY):
                raise PersonError("Opening a session needs somebody who is signed in and may.")
            ledger.write(act(ActKind.SESSION_OPENED, session_id, at_wall_ns=world.clock.wall_ns(), operator=who()))
            return session

        def open_one(session_id: str) -> Job[Deck]:
            session = note_opened(session_id)

            def work(progress: Progress) -> Deck:
                from sessions.replay.opening import open_session  # not before the window is shown

                return open_session(session, live_clock=world.clock, progress=progress)

            return Job(f"session {session_id}", work)

        def key() -> Signer:
            from duty.book.signing import StationKey

            return StationKey.of(world.data)

        house = House(
            signer=key,
            ledger=ledger,
            may=may,
            who=who,
            station=built.station,
            version=version,
            language=language,
            ask_book=built.ask_book,
            clock=world.clock,
        )

        def replayed(brief: Brief, rows: TakeRows, progress: Progress) -> tuple[tuple[Planned, ...], Scene]:
            from sessions.training.replayed import open_replayed  # not before the window is shown

            return open_replayed(
                brief,
                rows,
                progress,
                folder_of=note_opened,
                version=version,
                scratch=home / "training" / "scratch",
                live_clock=world.clock,
            )

        training = TrainingRoom(home / "training", ledger, world.clock.wall_ns, {"": replayed, **openers})
        return Sessions(recorder, library, open_one, StationExporter(house, home / "evidence"), training)
