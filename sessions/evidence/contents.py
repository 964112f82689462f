"""Step by step what an export holds, and the manifest that says so."""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from base.clock import NS_PER_S
from base.errors import PersonError
from sessions.evidence import verify
from sessions.evidence.audit import utc_text, write_book_rows, write_session_rows
from sessions.evidence.foreign import COPY_BYTES, FOREIGN, check_unchanged, copy_clips, drawn_from, files_of, log_facts
from sessions.evidence.gaps import camera_gaps, noted_gaps
from sessions.evidence.material import Log, Material
from sessions.evidence.partial import FileFact, Partial, StepDone, sync_file
from sessions.evidence.readme import readme
from sessions.evidence.request import GapFact, Track
from sessions.evidence.telemetry import cut_log
from sessions.files import SessionFiles
from sessions.hashes import sha256_of
from sessions.jobs import Progress
from sessions.manifest import Manifest
from sessions.row_file import RowReader
from video.evidence.order import Cut, Done, Order, Render
from video.evidence.process import Scissors
from video.evidence.span import take

if TYPE_CHECKING:
    from duty.book.store import Book
    from sessions.evidence.house import House, Signer

Made = tuple[Sequence[str], dict[str, Any]]

CUT_US, DRAW_US, LOG_BYTE_US, AUDIT_US = 300, 20_000, 0.1, 500_000
"""What a packet, a picture, a byte of a log and a table cost, about: only the remaining time is reckoned by it."""
BOOK_LIMIT_S = 60.0
GAPS = "gaps_tape_ns"
"""In the journal only: the manifest has them with all others."""


class Contents:
    """For the export's thread. Raises PersonError, OSError and CancelledError."""

    def __init__(self, material: Material, house: "House", signer: "Signer", progress: Progress) -> None:
        self._material, self._house = material, house
        self._request, self._manifest = material.request, material.manifest
        self._signer, self._progress = signer, progress
        self._cameras = [camera for camera in self._manifest.cameras if camera.id in self._request.cameras]
        self._spans = {camera.id: material.span(camera.id) for camera in self._cameras}
        self._logs = material.logs()
        self._behind = 0
        self._costs = self._reckon()
        self._total = sum(self._costs.values())

    def make(self, partial: Partial) -> bytes:
        """Everything but manifest and signature; the manifest as it is to be written."""
        done: dict[str, StepDone] = {}

        def step(name: str, under: str, make: Callable[[Path], Made]) -> None:
            self._say(0, name)
            done[name] = partial.step(name, under, make)
            self._behind += self._costs.get(name, 0)

        with Scissors() as scissors:
            for number, camera in enumerate(self._cameras, 1):
                under = f"video/{_folder_name(number, camera.id)}"
                if self._material.takes_originals:
                    step(f"original {camera.id}", under, lambda to, c=camera.id: self._cut(scissors, c, to))  # type: ignore[misc]
                if Track.RENDERED in self._request.tracks:
                    step(f"rendered {camera.id}", under, lambda to, c=camera.id: self._draw(scissors, c, to))  # type: ignore[misc]
        for log in self._logs:
            step(f"telemetry {log.name}", "telemetry", lambda to, one=log: self._log(one, to))  # type: ignore[misc]
        if Track.AUDIT in self._request.tracks:
            if not self._material.is_foreign:  # nobody wrote any rows
                step("audit session", "audit", self._session_rows)
            if self._house.ask_book is not None:
                step("audit book", "audit", self._book_rows)
        files = [file for one in done.values() for file in one.files] + self._about(partial)
        partial.remove_others({file.path for file in files})
        return self._written(files, done)

    # Parts

    def _cut(self, scissors: Scissors, camera_id: str, to: Path) -> Made:
        if self._material.is_foreign:
            name, gaps = f"original {camera_id}", self._gaps_now(camera_id)
            files, facts = copy_clips(self._material, camera_id, to, lambda done: self._say(done // COPY_BYTES, name))
            return files, facts | {GAPS: gaps}
        return self._told(scissors, Cut(self._spans[camera_id], str(to)), CUT_US, f"original {camera_id}")

    def _draw(self, scissors: Scissors, camera_id: str, to: Path) -> Made:
        camera = next(camera for camera in self._cameras if camera.id == camera_id)
        order = Render(
            self._spans[camera_id],
            str(to),
            camera.masks,
            f"{camera.name} ({camera.id})",
            self._request.case_number,
            self._manifest.precinct.time_zone,
        )
        if not self._material.is_foreign:
            return self._told(scissors, order, DRAW_US, f"rendered {camera_id}")
        drawn_from(self._material, camera_id, self._progress.check)  # rather now than after an hour of drawing
        files, facts = self._told(scissors, order, DRAW_US, f"rendered {camera_id}")
        return files, facts | drawn_from(self._material, camera_id, self._progress.check)  # nor changed meanwhile

    def _told(self, scissors: Scissors, order: Order, each_us: int, name: str) -> Made:
        gaps = self._gaps_now(order.span.camera_id)
        done: Done = scissors.obey(order, lambda at, _of: self._say(at * each_us, name))
        facts = asdict(done)
        for end in ("first_ns", "last_ns"):  # in the session's tape time, as its span is
            facts[end] = None if facts[end] is None else facts[end] + order.span.offset_ns
        return facts.pop("files"), facts | {GAPS: gaps}

    def _gaps_now(self, camera_id: str) -> list[tuple[int, int]]:
        """Of a session that is being recorded more may come meanwhile, or before the export goes on: what the step
        lacked is kept with it."""
        return [(gap.from_tape_ns, gap.to_tape_ns) for gap in camera_gaps(self._spans[camera_id])]

    def _log(self, log: Log, to: Path) -> Made:
        from_us, to_us = (
            self._manifest.wall_ns(at) // 1000 for at in (self._request.from_tape_ns, self._request.to_tape_ns)
        )
        name = f"telemetry {log.name}"
        check_unchanged(log.path, log.sha256, self._progress.check)
        found = cut_log(log, to / log.name, from_us, to_us, lambda behind: self._say(round(behind * LOG_BYTE_US), name))
        gaps = [[self._manifest.tape_ns(us * 1000) for us in gap] for gap in found.gaps_us]
        facts = {"link": log.link, "records": found.records, "gaps": gaps}
        return (log.name,), facts | (log_facts(log, found.left_out) if log.is_foreign else {})

    def _session_rows(self, to: Path) -> Made:
        rows = RowReader(SessionFiles(self._request.session).rows)
        try:
            ends = self._request.from_tape_ns, self._request.to_tape_ns
            return write_session_rows(rows, self._manifest, *ends, to, self._progress.check)
        finally:
            rows.close()

    def _book_rows(self, to: Path) -> Made:
        ask = self._house.ask_book
        assert ask is not None
        ends = (self._manifest.wall_ns(at) for at in (self._request.from_tape_ns, self._request.to_tape_ns))
        from_wall_ns, to_wall_ns = ends

        def read(book: "Book") -> Made:
            now_ns = self._house.clock.wall_ns()
            return write_book_rows(
                book, self._manifest.id, from_wall_ns, to_wall_ns, to, self._signer.sign_head, now_ns
            )

        future = ask(read)
        for _ in range(round(BOOK_LIMIT_S / 0.1)):
            self._progress.check()
            try:
                made: Made = future.result(0.1)
            except FutureTimeoutError:
                continue
            return made
        future.cancel()
        raise PersonError("The duty book does not answer: the export goes on from here when it does.")

    # What says what it is

    def _about(self, partial: Partial) -> list[FileFact]:
        request, manifest = self._request, self._manifest
        facts = {
            "session": manifest.id,
            "from_utc": utc_text(manifest.wall_ns(request.from_tape_ns)),
            "to_utc": utc_text(manifest.wall_ns(request.to_tape_ns)),
            "case_number": request.case_number,
            "fingerprint": self._signer.fingerprint,
        }
        language = self._house.language
        texts = {
            "README.txt": readme(language, facts, is_foreign=self._material.is_foreign).encode("utf-8-sig"),
            "station.pub": self._signer.public_pem(),
            "verify.py": Path(verify.__file__).read_bytes(),
        }
        files = []
        for name, data in texts.items():
            path = partial.evidence / name
            path.write_bytes(data)
            sync_file(path)
            files.append(FileFact(name, *sha256_of(path, self._progress.check)))
        return files

    def _written(self, files: list[FileFact], done: dict[str, StepDone]) -> bytes:
        """Canonical JSON (RFC 8785 for what is in it): sorted keys, no spaces, UTF-8."""
        request, manifest = self._request, self._manifest
        now_ns = self._house.clock.wall_ns()
        session_file = SessionFiles(request.session).manifest
        said = {
            "format": verify.FORMAT,
            "origin": FOREIGN if self._material.is_foreign else verify.RECORDED,
            "made_utc": utc_text(now_ns),
            "made_wall_ns": now_ns,
            "station": self._house.station,
            "program": self._house.version,
            "operator": request.operator,
            "reason": request.reason.strip(),
            "case_number": request.case_number,
            "tracks": sorted(track.value for track in request.tracks),
            "span": {
                "from_utc": utc_text(manifest.wall_ns(request.from_tape_ns)),
                "to_utc": utc_text(manifest.wall_ns(request.to_tape_ns)),
                "from_tape_ns": request.from_tape_ns,
                "to_tape_ns": request.to_tape_ns,
            },
            "session": {
                "id": manifest.id,
                "station": manifest.station,
                "program": manifest.program,
                "libraries": manifest.libraries,
                "precinct": manifest.precinct.name,
                "time_zone": manifest.precinct.time_zone,
                "started_utc": utc_text(manifest.started_wall_ns),
                "started_wall_ns": manifest.started_wall_ns,
                "started_tape_ns": manifest.started_tape_ns,
                "ended_tape_ns": manifest.ended_tape_ns,
                "cut_off": manifest.cut_off.value,
                "manifest_sha256": sha256_of(session_file, self._progress.check)[1],
                "offsets_trouble": self._material.trouble,
            },
            "cameras": [self._camera_facts(camera.id, done) for camera in self._cameras],
            "links": [{"log": log.name} | done[f"telemetry {log.name}"].facts for log in self._logs],
            "audit": {name: done[f"audit {name}"].facts for name in ("session", "book") if f"audit {name}" in done},
            "gaps": [_gap(gap, manifest) for gap in self._gaps(done)],
            "key": {
                "algorithm": "Ed25519",
                "public_key": self._signer.public_key,
                "fingerprint": self._signer.fingerprint,
            },
            "files": [asdict(file) for file in sorted(files, key=lambda file: file.path)],
        }
        return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()

    def _camera_facts(self, camera_id: str, done: dict[str, StepDone]) -> dict[str, Any]:
        camera = next(camera for camera in self._cameras if camera.id == camera_id)
        facts: dict[str, Any] = {"id": camera.id, "name": camera.name, "masked": bool(camera.masks)}
        facts["offset_s"] = self._spans[camera_id].offset_ns / NS_PER_S
        for what in ("original", "rendered"):
            if f"{what} {camera_id}" in done:
                known = done[f"{what} {camera_id}"].facts
                facts[what] = {name: value for name, value in known.items() if name != GAPS}
        return facts

    def _gaps(self, done: dict[str, StepDone]) -> list[GapFact]:
        gaps = [gap for camera in self._cameras for gap in self._gaps_of(camera.id, done)]
        for log in self._logs:
            facts = done[f"telemetry {log.name}"].facts
            if not log.is_restricted:  # a receiver that hears nobody is no gap
                gaps += [GapFact(str(facts["link"]), *gap) for gap in facts["gaps"]]
        gaps += noted_gaps(self._material)
        return sorted(gaps, key=lambda gap: (gap.from_tape_ns, gap.source))

    def _gaps_of(self, camera_id: str, done: dict[str, StepDone]) -> list[GapFact]:
        steps = [done[name].facts for what in ("original", "rendered") if (name := f"{what} {camera_id}") in done]
        if not steps:
            return camera_gaps(self._spans[camera_id])
        found = {(int(since), int(until)) for facts in steps for since, until in facts.get(GAPS, ())}
        return [GapFact(camera_id, *gap) for gap in sorted(found)]

    # How far it is

    def _reckon(self) -> dict[str, int]:
        costs = {}
        for camera_id, span in self._spans.items():
            if self._material.takes_originals:
                taken = take(span, originals=True)
                of_files = sum(path.stat().st_size for path in files_of(taken)) // COPY_BYTES
                costs[f"original {camera_id}"] = of_files if self._material.is_foreign else taken.count * CUT_US
            if Track.RENDERED in self._request.tracks:
                costs[f"rendered {camera_id}"] = take(span, originals=False).count * DRAW_US
        for log in self._logs:
            size = log.path.stat().st_size if log.path.exists() else 0
            costs[f"telemetry {log.name}"] = round(size * LOG_BYTE_US)
        if Track.AUDIT in self._request.tracks:
            costs |= {"audit session": AUDIT_US, "audit book": AUDIT_US}
        return costs

    def _say(self, of_this_us: int, name: str) -> None:
        """In milliseconds of work, about."""
        done_us = self._behind + min(of_this_us, self._costs.get(name, 0))
        self._progress.say(done_us // 1000, max(self._total // 1000, 1), name)


def _folder_name(number: int, camera_id: str) -> str:
    """No name that any file system refuses: an id may end in a dot."""
    return f"{number:02d}-{camera_id}".rstrip(".")


def _gap(gap: GapFact, manifest: Manifest) -> dict[str, Any]:
    return {
        "source": gap.source,
        "from_utc": utc_text(manifest.wall_ns(gap.from_tape_ns)),
        "to_utc": utc_text(manifest.wall_ns(gap.to_tape_ns)),
        "seconds": round((gap.to_tape_ns - gap.from_tape_ns) / 1e9, 3),
        "why": gap.why,
    }
