"""A session's folder becomes a deck: everything that is needed is read, and made anew where it is missing."""

import contextlib
import logging
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from base.clock import Clock
from base.errors import PersonError
from duty.precinct import Precinct
from sessions import kept as kept_files
from sessions import manifest as manifests
from sessions.files import SessionFiles
from sessions.in_use import InUse, is_used
from sessions.jobs import Progress
from sessions.kept import MOST_NOTE, Annotation, Kept
from sessions.manifest import Manifest, Why
from sessions.replay.air import ReplayAir
from sessions.replay.air_source import AirSource, StatesMaker, open_air
from sessions.replay.clock import ReplayClock
from sessions.replay.deck import Parts, ReplayDeck
from sessions.replay.desk import ReplayDesk
from sessions.replay.frozen import Frozen
from sessions.replay.marks import MARKED, marks_of
from sessions.replay.material import Material, find_material
from sessions.replay.patrol import RestingPatrol
from sessions.replay.people import Nobody
from sessions.replay.records import NoRecords
from sessions.replay.timeline import Arrivals, timeline
from sessions.replay.view import Mark, MarkKind
from sessions.row_file import RowReader
from sessions.rows import Topic
from sessions.strangers import refuse_strangers
from sessions.world import World, WorldKind
from video.recording.repair import mend
from video.replay.feed import ReplayFeed
from video.replay.thumbnails import Thumbnails

log = logging.getLogger(__name__)

_ALWAYS = (-(2**62), 2**62)


def open_session(
    folder: Path,
    *,
    live_clock: Clock,
    progress: Progress,
    may_restricted: bool = False,
    may_unmasked: bool = False,
) -> ReplayDeck:
    """Everything of a session on one clock, paused at its beginning; to be closed. Raises PersonError, CancelledError.

    `live_clock` is the desk's. `may_unmasked`: privacy masks are lifted where the original was kept. Who may, and that
    it was done, is the caller's to ask and to write down; `may_restricted` likewise: pilots' positions are in no state
    and no picture, with it or without it.

    A session that is being recorded is opened up to now.
    """
    began_s = time.monotonic()
    refuse_strangers(folder)
    with contextlib.ExitStack() as held:
        is_being_used = is_used(folder)
        held.callback(InUse(folder).release)
        described = manifests.read(SessionFiles(folder).manifest)  # nobody deletes it from now on
        if described.ended_tape_ns is None and not is_being_used:
            _mend(folder, described, progress)
        opened = _opened(
            folder, described, live_clock, progress, held, may_unmasked=may_unmasked, is_being_used=is_being_used
        )
        deck = ReplayDeck(replace(opened, let_go=held.pop_all().close))
    log.info("the session %s was opened in %.2f s", described.id, time.monotonic() - began_s)
    return deck


def _opened(
    folder: Path,
    described: Manifest,
    live_clock: Clock,
    progress: Progress,
    held: contextlib.ExitStack,
    *,
    may_unmasked: bool,
    is_being_used: bool,
) -> Parts:
    precinct = _precinct(described, folder)
    kept, trouble = kept_files.read(folder)
    material = find_material(folder, described, kept.offsets_s, progress, may_unmasked=may_unmasked)
    reader = RowReader(SessionFiles(folder).rows)
    held.callback(reader.close)
    rows = reader.between(*_ALWAYS, MARKED)
    rows_trouble = "" if described.why is Why.FOREIGN else reader.trouble  # nobody wrote any
    tape = open_air(folder, described, precinct, material.sources, kept.offsets_s, progress)
    held.callback(tape.close)
    first_ns, last_ns = _span(described, material, tape, reader)
    arrivals = [*_of_cameras(material), *tape.arrivals()]
    marks = [*marks_of(rows, described), *_marks_of_people(kept)]
    clock = ReplayClock(
        live_clock, started_tape_ns=described.started_tape_ns, started_wall_ns=described.started_wall_ns
    )
    progress.check()
    thumbnails = Thumbnails(described.cameras, material.tapes, SessionFiles(folder).thumbnails)
    frozen = Frozen(rows, {tape.camera_id: tape.offset_ns for tape in material.tapes})
    cameras = ReplayFeed(material.cameras, material.tapes, clock=live_clock, frozen_since=frozen.since_ns)
    air = ReplayAir(tape.player, clock)
    world = World(
        kind=WorldKind.REPLAY,
        clock=clock,
        precinct=precinct.model_copy(update={"cameras": material.cameras}),
        cameras=cameras,
        air=air,
        desk=ReplayDesk([row for row in rows if row.topic is Topic.INCIDENT], clock),
        patrol=RestingPatrol(),
        operators=Nobody(),
        records=NoRecords(),
        data=folder,
    )
    return Parts(
        world=world,
        manifest=described,
        folder=folder,
        timeline=timeline(first_ns, last_ns, arrivals, marks),
        clock=clock,
        cameras=cameras,
        air=air,
        indexes=material.indexes,
        annotate=_Annotations(folder, live_clock).add,
        thumbnail=thumbnails.at,
        helpers=(thumbnails,) if is_being_used else (thumbnails, StatesMaker(tape)),
        trouble=" ".join(one for one in (material.trouble, rows_trouble, trouble) if one),
        goes_on=is_being_used and described.ended_tape_ns is None and described.why is not Why.FOREIGN,
    )


def _precinct(described: Manifest, folder: Path) -> Precinct:
    try:
        return described.as_precinct(folder)
    except ValidationError:
        raise PersonError(f"The session {described.id} has a damaged manifest.") from None


def _mend(folder: Path, described: Manifest, progress: Progress) -> None:
    """Of a session whose program was cut off; on a medium that cannot be written it is shown as it stands there."""
    for done, camera in enumerate(described.cameras):
        progress.say(done, len(described.cameras), camera.id)
        path = SessionFiles(folder).video / camera.id
        if path.is_dir():
            try:
                mend(path)
            except OSError as error:
                log.warning("%s: the index of its pictures cannot be mended: %s", camera.id, error.strerror or error)


def _span(described: Manifest, material: Material, tape: AirSource, reader: RowReader) -> tuple[int, int]:
    """What was recorded; where nobody wrote down when it ended, up to the last that there is."""
    ends = [(int(index.times_ns[0]), int(index.times_ns[-1])) for index in material.indexes.values()]
    ends += [span for span in (tape.span(), reader.span()) if span is not None]
    first_ns = described.started_tape_ns if described.kept_from_tape_ns is None else described.kept_from_tape_ns
    last_ns = described.ended_tape_ns
    if described.why is Why.FOREIGN and ends:  # offsets move it
        first_ns, last_ns = min(first for first, _ in ends), max(last for _, last in ends)
    if last_ns is None:
        last_ns = max([last for _, last in ends], default=first_ns)
    return first_ns, max(last_ns, first_ns + 1)


def _of_cameras(material: Material) -> list[Arrivals]:
    found = []
    for camera in material.cameras:
        index = material.indexes.get(camera.id)
        if index is None:
            found.append(Arrivals(camera.id, True, camera.name, np.empty(0, np.int64), np.empty(0, np.int64)))
        else:
            sizes = index.packets["size"] if index.packet_of is None else index.packets["size"][index.packet_of]
            found.append(Arrivals(camera.id, True, camera.name, index.times_ns, sizes))
    return found


def _marks_of_people(kept: Kept) -> list[Mark]:
    marks = [Mark(one.at_tape_ns, MarkKind.BOOKMARK, one.operator, one.note) for one in kept.bookmarks]
    return marks + [Mark(one.at_tape_ns, MarkKind.ANNOTATION, one.operator, one.text) for one in kept.annotations]


class _Annotations:
    """Words that people write while they look, beside the session: on the disk a moment later."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    def add(self, tape_ns: int, text: str, operator: str) -> Mark:
        text = text.strip()[:MOST_NOTE]
        note = Annotation(at_tape_ns=tape_ns, text=text, operator=operator, at_wall_ns=self._clock.wall_ns())
        threading.Thread(target=self._keep, args=(note,), name="annotation", daemon=True).start()
        return Mark(tape_ns, MarkKind.ANNOTATION, operator, text)

    def _keep(self, note: Annotation) -> None:
        try:
            kept_files.change(
                self._folder, lambda kept: kept.model_copy(update={"annotations": (*kept.annotations, note)})
            )
        except PersonError as error:
            log.error("an annotation was not kept: %s", error)
