"""A small picture for each session in the list: the first of its first camera, made in the background, singly."""

import contextlib
import logging
import multiprocessing
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from base.clock import NS_PER_S
from base.errors import PersonError
from sessions import manifest as manifests
from sessions.files import SessionFiles
from sessions.library import SessionEntry
from sessions.library_entries import THUMBNAIL
from video.recording.packets import read_index
from video.replay import thumbnail_child
from video.replay.tape import Clip, Tape
from video.replay.thumbnails import HEIGHT_PX, WIDTH_PX

log = logging.getLogger(__name__)

LIMIT_S = 15.0
MOST_OF_A_RUN = 200
"""Pictures that one run of the program makes: an old archive of thousands is not worth a core for an hour."""


class Pictures:
    """For one thread, but `ask_to_stop`. A process is started for each picture, and only where one is missing."""

    def __init__(self) -> None:
        self._tried: set[str] = set()
        self._process: SpawnProcess | None = None
        self._stopping = False

    def one_more(self, entries: Iterable[SessionEntry]) -> bool:
        """Make one that is missing, of the newest first; False when there is nothing to make."""
        for entry in entries:
            wanted = not (entry.thumbnail or entry.recording or entry.trouble or entry.id in self._tried)
            if wanted and not self._stopping and len(self._tried) < MOST_OF_A_RUN:
                self._tried.add(entry.id)
                if self._make(entry):
                    return True
        return False

    def ask_to_stop(self) -> None:
        self._stopping = True
        process = self._process
        if process is not None:
            with contextlib.suppress(ValueError):
                process.kill()  # the file appears whole or not at all

    def end(self) -> None:
        self.ask_to_stop()

    def _make(self, entry: SessionEntry) -> bool:
        """True when it was tried; whether it came about, the next reading of the list shows."""
        files = SessionFiles(entry.folder)
        try:
            manifest = manifests.read(files.manifest)
        except PersonError:
            return False
        masks = {camera.id: camera.masks for camera in manifest.cameras}
        for tape, first_ns in _tapes(files, manifest):
            if manifest.kept_from_tape_ns is not None:
                first_ns = max(first_ns, manifest.kept_from_tape_ns)
            wish = thumbnail_child.Wish(tape.camera_id, first_ns + NS_PER_S, files.thumbnails / THUMBNAIL)
            self._ask(tape, wish, masks[tape.camera_id])
            return True
        return False

    def _ask(self, tape: Tape, wish: thumbnail_child.Wish, masks: tuple[tuple[tuple[float, float], ...], ...]) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        post = thumbnail_child.Post(theirs, (tape,), (masks,), (WIDTH_PX, HEIGHT_PX))
        process = context.Process(target=thumbnail_child.main, args=(post,), name="first picture", daemon=True)
        process.start()
        theirs.close()
        self._process = process
        if self._stopping:
            process.kill()
        try:
            if not _answer(ours, wish):
                log.info("no first picture of %s", wish.path.parent.parent.name)
        finally:
            ours.close()
            self._process = None
            process.join(2.0)
            if process.is_alive():
                process.kill()
                process.join(2.0)
            process.close()


def _tapes(files: SessionFiles, manifest: manifests.Manifest) -> Iterator[tuple[Tape, int]]:
    """Those that have pictures, and the tape time of the first."""
    if manifest.why is manifests.Why.FOREIGN:
        yield from _strange(files, {camera.id for camera in manifest.cameras})
        return
    for camera in manifest.cameras:
        folder = files.video / camera.id
        with contextlib.suppress(OSError):
            packets = read_index(folder)
            if len(packets):
                yield Tape(camera.id, folder), int(packets["received_ns"][0])


def _strange(files: SessionFiles, cameras: set[str]) -> Iterator[tuple[Tape, int]]:
    from sessions import sources as source_lists  # few sessions are of foreign material: not before the window is shown

    try:
        sources = source_lists.read(files.sources)
    except PersonError:
        return
    for camera in sources.cameras:
        clips = tuple(Clip(clip.path, clip.starts_tape_ns) for clip in camera.clips if clip.path.is_file())
        if clips and camera.id in cameras:
            yield Tape(camera.id, clips=clips, cache=files.thumbnails), min(clip.starts_tape_ns for clip in clips)


def _answer(pipe: Connection, wish: thumbnail_child.Wish) -> bool:
    try:
        pipe.send(wish)
        return pipe.poll(LIMIT_S) and bool(pipe.recv())
    except (EOFError, OSError):
        return False
