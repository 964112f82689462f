"""A long session, made faster than real time with the recorder's own writers.

python -m tests.sessions.hour FOLDER [--cameras 16] [--systems 59] [--minutes 60]

Every camera sends the same encoded clip over and over, with stamps of its own; each picture has its number in it, so
that what is shown can be held against the time that it is shown for. The telemetry is the simulator's: some minutes of
it, again and again, because to simulate an hour would take longer than to record it.
"""

import argparse
import json
import multiprocessing
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from base.clock import NS_PER_MS, NS_PER_S
from drones.config import DockConfig, DroneConfig
from drones.events import Chunk, LinkChanged, LinkEvent
from drones.picture import LinkState, Verdict
from drones.simulator import geography as places
from duty.acts import ActKind
from duty.demo import precinct as demo_precinct
from duty.incidents import IncidentKind, IncidentState, IncidentView
from duty.precinct import Precinct
from sessions import manifest as manifests
from sessions.files import SessionFiles
from sessions.manifest import CutOff, Manifest, Why
from sessions.row_file import RowWriter
from sessions.rows import SessionRow, Topic

WIDTH, HEIGHT, FPS = 1280, 720, 25
FRAME_NS = NS_PER_S // FPS
GROUP = 50
"""Pictures from one key frame to the next."""
CLIP = 5 * GROUP
"""Pictures of the clip that goes round: the number that is drawn comes again after 10 s."""
BITS, BIT_PX = 8, 64
TICKS_PER_S = 90_000
STARTED_TAPE_NS = 5_000 * NS_PER_S
STARTED_WALL_NS = 1_795_330_800 * NS_PER_S
"""2026-11-22 07:00 UTC, a Sunday afternoon in Shanghai."""
SIMULATED_S = 240.0
FLUSH = 25
"""Packets a fragment: one second, where the recorder flushes after half."""


@dataclass(frozen=True, slots=True)
class Wish:
    folder: Path
    """The session's own: it is made."""
    cameras: int = 16
    systems: int = 59
    minutes: float = 60.0
    seed: int = 1
    rate: float = 1.0
    """Of the simulator's streams."""
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def length_ns(self) -> int:
        return round(self.minutes * 60 * NS_PER_S)


def make(wish: Wish, *, processes: bool = False) -> SessionFiles:
    """The session's folder; `processes` draws on two cores."""
    files = SessionFiles(wish.folder)
    files.video.mkdir(parents=True)
    files.links.mkdir()
    precinct = _precinct(wish)
    _write_manifest(files, wish, precinct)
    if processes:
        context = multiprocessing.get_context("spawn")
        video = context.Process(target=write_video, args=(wish,))
        video.start()
        write_air(wish)
        video.join()
        if video.exitcode:
            raise RuntimeError("the video was not written")
    else:
        write_video(wish)
        write_air(wish)
    write_rows(wish)
    return files


def drawn_number(camera: int, tape_ns: int) -> int:
    """What the picture says that is the newest of a camera at that tape time."""
    return (picture_number(camera, tape_ns) + first_number(camera)) % CLIP


def picture_number(camera: int, tape_ns: int) -> int:
    return (tape_ns - received_ns(camera, 0)) // FRAME_NS


def received_ns(camera: int, picture: int) -> int:
    """No two cameras send at the same moment."""
    return STARTED_TAPE_NS + camera * 2 * NS_PER_MS + picture * FRAME_NS


def first_number(camera: int) -> int:
    return camera % (CLIP // GROUP) * GROUP


def read_number(pixels: NDArray[np.uint8]) -> int:
    """The number in a picture, shape (height, width, 3 or 4), of whatever size it is shown in."""
    scale = pixels.shape[1] / WIDTH
    row = round(BIT_PX / 2 * scale)
    marks = [pixels[row, round((bit + 0.5) * BIT_PX * scale), :3].mean() > 128 for bit in range(BITS)]
    return sum(1 << bit for bit, is_set in enumerate(marks) if is_set)


# Video


def write_video(wish: Wish) -> None:
    import av

    from video.recording.head import head_of
    from video.recording.segments import Kept, SegmentFolder

    clip = _encoded(wish)
    with av.open(str(clip)) as container:
        stream = container.streams.video[0]
        head = head_of(stream)
        packets = [(bytes(p), p.pts or 0, p.is_keyframe) for p in container.demux(stream) if p.size]
    clip.unlink()
    assert head.time_base.denominator == TICKS_PER_S, head.time_base
    assert len(packets) == CLIP
    total = round(wish.length_ns / FRAME_NS)
    for camera, config in enumerate(_precinct(wish).cameras):
        folder = SegmentFolder(SessionFiles(wish.folder).video / config.id, segment_s=20.0)
        first = first_number(camera)
        for begin in range(0, total, FLUSH):
            kept = []
            for number in range(begin, min(begin + FLUSH, total)):
                data, _, is_key = packets[(number + first) % CLIP]
                pts = number * TICKS_PER_S // FPS
                kept.append(Kept(head, data, pts, pts, is_key, is_key, received_ns(camera, number)))
            folder.write(kept)
        folder.close()


def _encoded(wish: Wish) -> Path:
    import av
    from av.video.stream import VideoStream

    path = wish.folder / "clip.mp4"
    options = {"preset": "ultrafast", "threads": "2", "crf": "34", "tune": "zerolatency", "sc_threshold": "0"}
    dice = np.random.default_rng(wish.seed)
    ground = _ground(dice, wish.width, wish.height)
    with av.open(str(path), "w", options={"video_track_timescale": str(TICKS_PER_S)}) as container:
        stream = container.add_stream("libx264", rate=FPS, options=options)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = wish.width, wish.height, "yuv420p"
        stream.gop_size = GROUP
        stream.codec_context.max_b_frames = 0
        for number in range(CLIP):
            frame = av.VideoFrame.from_ndarray(_picture(ground, number), "rgb24")
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def _ground(dice: np.random.Generator, width: int, height: int) -> NDArray[np.uint8]:
    """A street without people: large patches with something of a grain."""
    patches = dice.integers(60, 180, (-(-height // 40), -(-width // 40), 3))
    large = np.kron(patches, np.ones((40, 40, 1), int))[:height, :width]
    return np.clip(large + dice.normal(0, 3, (height, width, 1)), 0, 255).astype(np.uint8)


def _picture(ground: NDArray[np.uint8], number: int) -> NDArray[np.uint8]:
    picture = ground.copy()
    height, width = picture.shape[:2]
    scale = width / WIDTH
    for walker in range(6):
        x = round((walker * 211 + number * (2 + walker)) % (WIDTH - 40) * scale)
        y = height // 3 + walker * height // 12
        picture[y : y + round(60 * scale), x : x + round(24 * scale)] = (40 + 30 * walker, 220 - 30 * walker, 90)
    side = round(BIT_PX * scale)
    for bit in range(BITS):
        picture[:side, bit * side : (bit + 1) * side] = 235 if number >> bit & 1 else 16
    return picture


# Telemetry


def write_air(wish: Wish) -> None:
    from drones.dialect import load
    from drones.recording import AirRecorder
    from drones.simulator.fleet import Fleet

    precinct = _precinct(wish)
    files = SessionFiles(wish.folder)
    link = precinct.links[0].name
    recorder = AirRecorder(
        files.links,
        links=precinct.links,
        drones=precinct.drones,
        docks=precinct.docks,
        zones=precinct.zones,
        started_tape_ns=STARTED_TAPE_NS,
        started_wall_ns=STARTED_WALL_NS,
    )
    fleet = Fleet(load(), drones=len(precinct.drones), docks=len(precinct.docks), seed=wish.seed, rate=wish.rate)
    ticks = [fleet.advance() for _ in range(round(min(SIMULATED_S, wish.minutes * 60) * fleet.ticks_per_s))]
    events: list[LinkEvent] = [LinkChanged(link, LinkState.WAITING, "")]
    for tick in range(round(wish.minutes * 60 * fleet.ticks_per_s)):
        now_ns = STARTED_TAPE_NS + tick * NS_PER_S // fleet.ticks_per_s
        datagrams = ticks[tick % len(ticks)]
        events += [Chunk(link, 1, datagram, now_ns + place * 20_000) for place, datagram in enumerate(datagrams)]
        if tick % 5 == 4:
            recorder.feed(events)
            recorder.advance(now_ns)
            events = []
        if tick % 200 == 199:
            recorder.flush()
    recorder.feed(events)
    recorder.advance(STARTED_TAPE_NS + wish.length_ns)
    recorder.flush()
    recorder.close()


# Rows


def write_rows(wish: Wish) -> None:
    """An incident every five minutes, which is acknowledged and closed; sightings, verdicts, a camera that fails."""
    writer = RowWriter(SessionFiles(wish.folder).rows)
    try:
        writer.add(sorted(_rows(wish), key=lambda row: row.at_tape_ns))
    finally:
        writer.close()


def _rows(wish: Wish) -> list[SessionRow]:
    cameras = _precinct(wish).cameras
    rows = [_row(0.1, Topic.CAMERA, camera.id, {"state": "live", "reason": ""}) for camera in cameras]
    rows += [_row(s, Topic.CLOCK, "", {"wall_ns": STARTED_WALL_NS + round(s * NS_PER_S)}) for s in _every(wish, 10)]
    for number, s in enumerate(_every(wish, 300, first_s=min(20.0, wish.minutes * 15))):
        rows += _incident(number, s, cameras[number % len(cameras)].id)
        rows.append(_row(s - 1, Topic.VERDICT, f"track{number}/z1", {"verdict": Verdict.IN_BREACH, "zone_name": "Z"}))
    for number, s in enumerate(_every(wish, 7.5)):
        camera = cameras[number % len(cameras)].id
        answer = "abnormal" if number % 60 == 59 else "normal"
        rows.append(_row(s, Topic.SIGHTING, camera, {"answer": answer, "note": "", "operator": "wang"}))
    rows.append(_row(5, Topic.ACT, ActKind.ROUND_STARTED, {"subject": "r1", "operator": "wang"}))
    middle_s = wish.minutes * 30
    rows.append(_row(middle_s, Topic.CAMERA, cameras[-1].id, {"state": "offline", "reason": "ended"}))
    rows.append(_row(middle_s + 5, Topic.CAMERA, cameras[-1].id, {"state": "live", "reason": ""}))
    rows.append(_row(middle_s + 1, Topic.BOOKMARK, "wang", {"note": "look here"}))
    return [row for row in rows if row.at_tape_ns <= STARTED_TAPE_NS + wish.length_ns]


def _every(wish: Wish, step_s: float, first_s: float = 1.0) -> Sequence[float]:
    return [float(s) for s in np.arange(first_s, wish.minutes * 60, step_s)]


def _row(at_s: float, topic: Topic, key: str, body: object) -> SessionRow:
    return SessionRow(STARTED_TAPE_NS + round(at_s * NS_PER_S), topic, key, json.dumps(body))


_INCIDENT: TypeAdapter[IncidentView] = TypeAdapter(IncidentView)
ACKNOWLEDGED_S, CLOSED_S = 6.0, 20.0
"""After it was raised."""


def _incident(number: int, raised_s: float, camera_id: str) -> list[SessionRow]:
    """As it was raised, acknowledged and closed."""
    rows = []
    states = (IncidentState.NEW, IncidentState.ACKNOWLEDGED, IncidentState.CLOSED)
    for after_s, state in zip((0.0, ACKNOWLEDGED_S, CLOSED_S), states, strict=True):
        view = IncidentView(
            incident_id=number + 1,
            kind=IncidentKind.FINDING,
            state=state,
            subject=camera_id,
            zone_id="",
            zone_name="",
            position=None,
            reasons=(),
            raised_wall_ns=STARTED_WALL_NS + round(raised_s * NS_PER_S),
            acknowledged_wall_ns=None
            if state is IncidentState.NEW
            else STARTED_WALL_NS + round((raised_s + ACKNOWLEDGED_S) * NS_PER_S),
            closed_wall_ns=None
            if state is not IncidentState.CLOSED
            else STARTED_WALL_NS + round((raised_s + CLOSED_S) * NS_PER_S),
            disposition=None,
            note="",
            evidence_at_ns=None,
            committed_at_ns=STARTED_TAPE_NS + round(raised_s * NS_PER_S),
            uuid=f"00000000-0000-4000-8000-{number:012d}",
            title=f"Finding {number + 1}",
            camera_id=camera_id,
        )
        at_ns = STARTED_TAPE_NS + round((raised_s + after_s) * NS_PER_S)
        rows.append(SessionRow(at_ns, Topic.INCIDENT, view.uuid, _INCIDENT.dump_json(view).decode()))
    return rows


# The manifest


def _precinct(wish: Wish) -> Precinct:
    """The demo's, with as many drones and docks as are wished for."""
    demo = demo_precinct(Path("/clips"), 14550, cameras=wish.cameras)
    dock_count = min(13, wish.systems // 4)
    drones = tuple(
        DroneConfig(id=f"d{number:02d}", name=f"Drone {number}", system=number, remote_id=places.serial(number))
        for number in range(1, wish.systems - dock_count + 1)
    )
    docks = tuple(
        DockConfig(
            id=f"k{number:02d}",
            name=f"Dock {number}",
            system=places.FIRST_DOCK_SYSTEM + number - 1,
            drone=None if at_home is None else f"d{at_home:02d}",
        )
        for number in range(1, dock_count + 1)
        for at_home in (places.dock_drone(number, len(drones)),)
    )
    return demo.model_copy(update={"drones": drones, "docks": docks})


def _write_manifest(files: SessionFiles, wish: Wish, precinct: Precinct) -> None:
    files.zones.mkdir()
    zones = []
    for zone in precinct.zones:
        shutil.copy(zone.path, files.zones)
        zones.append(zone.model_copy(update={"path": f"{files.zones.name}/{Path(zone.path).name}"}))
    manifest = Manifest(
        id=wish.folder.name,
        why=Why.PERSON,
        program="test",
        operator="wang",
        started_tape_ns=STARTED_TAPE_NS,
        started_wall_ns=STARTED_WALL_NS,
        ended_tape_ns=STARTED_TAPE_NS + wish.length_ns,
        cut_off=CutOff.PERSON,
        precinct=precinct.precinct,
        cameras=precinct.cameras,
        links=precinct.links,
        drones=precinct.drones,
        docks=precinct.docks,
        responders=precinct.responders,
        areas=precinct.all_areas(),
        zones=tuple(zones),
    )
    manifests.write(manifest, files.manifest)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cameras", type=int, default=16)
    parser.add_argument("--systems", type=int, default=59)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument(
        "--rate", type=float, default=1.0, help="of the simulator's streams: 1 is 1,500 messages a second"
    )
    parser.add_argument("--seed", type=int, default=1)
    said = parser.parse_args()
    began_s = time.monotonic()
    wish = Wish(said.folder, said.cameras, said.systems, said.minutes, said.seed, said.rate)
    make(wish, processes=True)
    size = sum(path.stat().st_size for path in said.folder.rglob("*") if path.is_file())
    print(f"{said.folder}: {size / 1e9:.2f} GB in {time.monotonic() - began_s:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
