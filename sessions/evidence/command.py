"""`export` without a window: somebody signs in on the terminal, and the same exporter does the same."""

import argparse
import getpass
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from base.clock import NS_PER_S
from base.errors import PersonError
from duty.people import OperatorView, SignInState
from sessions.evidence.request import USUAL, EvidenceRequest, Track
from sessions.jobs import Job, JobState

if TYPE_CHECKING:
    from duty.book.rows import Receipt, Row
    from duty.book.signing import StationKey
    from duty.book.store import Book
    from duty.precinct import Precinct
    from duty.reading import BookReader
    from sessions.manifest import Manifest

SIGN_IN_LIMIT_S = 30.0
STOP_LIMIT_S = 3.0
LOOK_EVERY_S = 0.2
EXIT_OK, EXIT_FAILED, EXIT_CANCELLED = 0, 1, 130


def run(
    arguments: argparse.Namespace, *, config: Path, data: Path, version: str, password: Callable[[], str] | None = None
) -> int:
    """Exit code; raises PersonError. A line on standard output says where the evidence is and what its manifest hashes
    to. Ctrl-C stops it, and the same command goes on from there."""
    from base.clock import SystemClock
    from duty.opening import book_maker, need_book, station_of
    from duty.precinct import load
    from duty.reading import BookReader
    from sessions.evidence.export import StationExporter
    from sessions.evidence.house import House

    precinct = load(config)
    need_book(precinct, data)
    request = request_of(arguments, session_folder(arguments.session, precinct, data))
    reader = BookReader(book_maker(precinct, data))
    clock = SystemClock()
    try:
        operator = _signed_in(reader, arguments.operator, password or _password)
        house = House(
            signer=lambda: _key(data),
            ledger=_Ledger(reader),
            may=operator.may,
            who=lambda: operator.login,
            station=station_of(data),
            version=version,
            language=arguments.language,
            ask_book=reader.do,
            clock=clock,
        )
        return _watch(StationExporter(house, data / "evidence").start(replace(request, operator=operator.login)))
    finally:
        reader.stop(STOP_LIMIT_S)


def session_folder(said: str, precinct: "Precinct", data: Path) -> Path:
    """Raises PersonError when there is no such session."""
    from sessions.files import MANIFEST

    home = Path(precinct.recording.folder) if precinct.recording.folder else data / "sessions"
    for folder in (Path(said), home / said):
        if (folder / MANIFEST).is_file():
            return folder.absolute()
    raise PersonError(f"There is no session {said}: neither a folder of that name, nor one in {home}.")


def request_of(arguments: argparse.Namespace, folder: Path) -> EvidenceRequest:
    """For nobody yet. Raises PersonError for what cannot be understood."""
    from sessions import kept
    from sessions import manifest as manifests
    from sessions.files import SessionFiles

    manifest = manifests.read(SessionFiles(folder).manifest)
    ended_ns = manifest.ended_tape_ns or manifest.tape_ns(time.time_ns())
    offsets_ns = [round(offset_s * NS_PER_S) for offset_s in kept.read(folder)[0].offsets_s.values()]
    cameras = _listed(arguments.cameras) or tuple(camera.id for camera in manifest.cameras)
    return EvidenceRequest(
        session=folder,
        cameras=cameras,
        from_tape_ns=_tape_ns(arguments.begin, manifest, manifest.started_tape_ns + min([0, *offsets_ns])),
        to_tape_ns=_tape_ns(arguments.end, manifest, ended_ns + max([0, *offsets_ns])),
        tracks=_tracks(arguments.tracks),
        reason=arguments.reason.strip(),
        folder=arguments.to_folder.absolute(),
        operator="",
        case_number=arguments.case.strip(),
    )


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def _tracks(text: str | None) -> frozenset[Track]:
    names = _listed(text)
    unknown = [name for name in names if name not in frozenset(Track)]
    if unknown:
        raise PersonError(f"There is no track {unknown[0]}: expected some of {', '.join(Track)}.")
    return frozenset(Track(name) for name in names) or USUAL


def _tape_ns(text: str | None, manifest: "Manifest", otherwise_ns: int) -> int:
    if text is None:
        return otherwise_ns
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise PersonError(f"{text} is no time such as 2026-11-22T08:00:00 or 2026-11-22T00:00:00Z.") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(manifest.precinct.time_zone))
    whole_s, part = divmod(moment.timestamp(), 1)
    return manifest.tape_ns(int(whole_s) * 10**9 + round(part * 10**6) * 1000)


def _signed_in(reader: "BookReader", login: str, password: Callable[[], str]) -> OperatorView:
    """With his act in the book, and a failed try counted as at the window. Raises PersonError."""
    from base.clock import SystemClock
    from duty.operators import BookOperators

    operators = BookOperators(reader.do, SystemClock())
    operators.sign_in(login, password())
    ends_s = time.monotonic() + SIGN_IN_LIMIT_S
    while (view := operators.view()).state is SignInState.CHECKING and time.monotonic() < ends_s:
        time.sleep(0.02)
    if view.current is not None:
        return view.current
    if view.state is SignInState.LOCKED:
        raise PersonError("This login is locked for a while, because the password was wrong too often.")
    if view.state is SignInState.WRONG:
        raise PersonError("Login or password is wrong.")
    raise PersonError("The duty book cannot be read now: nobody can be checked.")


def _password() -> str:
    """Never an argument: those are seen by everybody on the machine."""
    return getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")


def _key(data: Path) -> "StationKey":
    from duty.book.signing import StationKey

    return StationKey.of(data)


class _Ledger:
    """duty.book.rows.Ledger for one command: in the reader's thread, which is the only one with a book."""

    def __init__(self, reader: "BookReader") -> None:
        self._reader = reader
        self._written: dict[str, Future[Any]] = {}
        self._trouble = ""

    def write(self, *rows: "Row") -> None:
        future = self._reader.do(lambda book: _append(book, rows))
        for row in rows:
            self._written[row.uuid] = future

    def receipt(self, row_uuid: str) -> "Receipt":
        from duty.book.rows import Receipt

        future = self._written.get(row_uuid)
        if future is None:
            return Receipt.UNKNOWN
        if not future.done():
            return Receipt.WAITING
        error = None if future.cancelled() else future.exception()
        self._trouble = str(error) if error is not None else ""
        return Receipt.REFUSED if future.cancelled() or error is not None else Receipt.COMMITTED

    def trouble(self) -> str:
        return self._trouble


def _append(book: "Book", rows: "tuple[Row, ...]") -> None:
    book.append(rows)


def _watch(job: Job[Path]) -> int:
    """Until it has ended; Ctrl-C asks it to."""
    from sessions.evidence import verify

    try:
        while job.wait(LOOK_EVERY_S).state is JobState.RUNNING:
            _tell(job)
    except KeyboardInterrupt:
        job.cancel()
        job.wait(60.0)
    if sys.stderr.isatty():
        sys.stderr.write("\n")
    view = job.view()
    if view.state is JobState.CANCELLED:
        sys.stderr.write("Stopped. The same command goes on from here.\n")
        return EXIT_CANCELLED
    if view.state is not JobState.DONE:
        raise PersonError(view.error)
    verdict = verify.verify_folder(job.result())
    for line in (str(job.result()), *verify.lines(verdict, "en")[-4:]):
        sys.stdout.write(line + "\n")
    return EXIT_OK if verdict.code == 0 else EXIT_FAILED


def _tell(job: Job[Path]) -> None:
    """A line that counts up, on a terminal only."""
    if not sys.stderr.isatty():
        return
    view = job.view()
    share = "" if view.share is None else f"{view.share:4.0%}"
    left = "" if view.remaining_s is None else f", {view.remaining_s:.0f} s left"
    sys.stderr.write(f"\r{share} {view.step}{left}".ljust(min(os.get_terminal_size(2).columns, 79))[:79])
