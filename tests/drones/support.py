"""Real MAVLink bytes and an Air whose time a test moves."""

from pathlib import Path
from typing import Any

from base.clock import NS_PER_S
from drones import dialect, tlog
from drones.air import Air
from drones.config import DockConfig, DroneConfig, LinkConfig
from drones.decoding import Decoder
from drones.events import Chunk, LinkChanged, Now
from drones.geojson import Zone
from drones.picture import AirPicture, LinkState, TrackView, VehicleView, VerdictView
from drones.zones import ZoneIndex

M = dialect.load()
DECODER = Decoder()
START_NS = 1_000 * NS_PER_S
WALL_NS = 1_800_000_000 * NS_PER_S  # 2027-01-15 08:00 UTC

COPTER, PLANE, GCS, ROVER, GIMBAL, ONBOARD, DOCK, ODID = 2, 1, 6, 10, 26, 18, 31, 34


def message(name: str, *values: Any, **named: Any) -> Any:
    return getattr(M, f"MAVLink_{name}_message")(*values, **named)


class Speaker:
    """One MAVLink component that packs frames with a running sequence."""

    def __init__(self, system: int, component: int = 1) -> None:
        self.mav = M.MAVLink(None, system, component)

    def say(self, what: Any, *, v1: bool = False) -> bytes:
        frame = bytes(what.pack(self.mav, force_mavlink1=v1))
        self.mav.seq = (self.mav.seq + 1) % 256
        return frame


def heartbeat(mav_type: int = COPTER, *, armed: bool = True, custom_mode: int = 3, autopilot: int = 3) -> Any:
    return message("heartbeat", mav_type, autopilot, 1 | (128 if armed else 0), custom_mode, 4, 3)


def position(lat: float, lon: float, *, amsl_m: float = 60.0, rel_m: float = 50.0, speed_mps: float = 0.0) -> Any:
    return message(
        "global_position_int",
        0,
        round(lat * 1e7),
        round(lon * 1e7),
        round(amsl_m * 1000),
        round(rel_m * 1000),
        round(speed_mps * 100),
        0,
        0,
        9000,
    )


def id_bytes(text: str | bytes) -> list[int]:
    raw = text.encode("ascii") if isinstance(text, str) else text
    return list(raw.ljust(20, b"\0"))


def basic_id(mac: str | bytes, serial: str | bytes, id_type: int = 1) -> Any:
    return message("open_drone_id_basic_id", 0, 0, id_bytes(mac), id_type, 2, id_bytes(serial))


def location(
    mac: str | bytes,
    lat: float,
    lon: float,
    *,
    stamp_s: float = 1.0,
    status: int = 2,
    geodetic_m: float = -1000.0,
    baro_m: float = -1000.0,
    height_m: float = -1000.0,
    over_ground: bool = False,
    accuracy: int = 0,
    vertical: int = 0,
    speed_mps: float = 0.0,
) -> Any:
    return message(
        "open_drone_id_location",
        0,
        0,
        id_bytes(mac),
        status,
        0,
        round(speed_mps * 100),
        0,
        round(lat * 1e7),
        round(lon * 1e7),
        baro_m,
        geodetic_m,
        int(over_ground),
        height_m,
        accuracy,
        vertical,
        0,
        0,
        stamp_s,
        0,
    )


class Sky:
    """An Air with one link, fed at times that the test chooses."""

    def __init__(
        self,
        *,
        drones: tuple[DroneConfig, ...] = (),
        docks: tuple[DockConfig, ...] = (),
        zones: tuple[Zone, ...] = (),
        links: tuple[str, ...] = ("a",),
    ) -> None:
        self.air = Air(
            links=[LinkConfig(name=n, address="udpin:127.0.0.1:0") for n in links],
            drones=drones,
            docks=docks,
            zones=ZoneIndex(zones),
            decoder=DECODER,
        )
        self.now_ns = START_NS
        self.wall_ns = WALL_NS
        self.changes: list[tuple[VerdictView, TrackView]] = []
        self._speakers: dict[tuple[int, int], Speaker] = {}
        for link in links:
            self.air.feed(LinkChanged(link, LinkState.WAITING, ""))

    @property
    def now(self) -> Now:
        return Now(self.now_ns, self.wall_ns)

    def hear(self, *messages: Any, system: int = 1, component: int = 1, link: str = "a", v1: bool = False) -> None:
        speaker = self._speakers.setdefault((system, component), Speaker(system, component))
        for one in messages:
            self.feed(speaker.say(one, v1=v1), link=link)
        self.changes += self.air.evaluate(self.now)

    def feed(self, data: bytes, *, link: str = "a", sender: int = 1) -> None:
        self.air.feed(Chunk(link, sender, data, self.now_ns))

    def wait(self, seconds: float) -> None:
        """Time passes, with an advance every 0.1 s as in the service."""
        for _ in range(max(1, round(seconds * 10))):
            self.now_ns += round(seconds * NS_PER_S / max(1, round(seconds * 10)))
            self.wall_ns += round(seconds * NS_PER_S / max(1, round(seconds * 10)))
            self.air.advance(self.now)
            self.changes += self.air.evaluate(self.now)

    def picture(self) -> AirPicture:
        return self.air.picture(self.now)

    def vehicle(self, system: int = 1) -> VehicleView:
        return next(v for v in self.picture().vehicles if v.system == system)

    def track(self, track_id: str) -> TrackView:
        return next(t for t in self.picture().tracks if t.track_id == track_id)


def play(path: Path, *, until_s: float = 1e9) -> AirPicture:
    """A log through an Air at the pace of its stamps, advanced every 0.1 s of that time."""
    sky = Sky()
    sky.air = Air(
        links=[LinkConfig(name="a", address=f"file:{path}")],
        drones=[],
        docks=[],
        zones=ZoneIndex([]),
        decoder=DECODER,
    )
    sky.air.feed(LinkChanged("a", LinkState.WAITING, ""))
    advanced_ns = sky.now_ns
    for gap_s, raw in tlog.paced(path.read_bytes()):
        sky.now_ns += round(gap_s * NS_PER_S)
        if (sky.now_ns - START_NS) / NS_PER_S > until_s:
            break
        sky.feed(raw)
        if sky.now_ns - advanced_ns >= NS_PER_S // 10:
            advanced_ns = sky.now_ns
            sky.air.advance(sky.now)
            sky.air.evaluate(sky.now)
    return sky.picture()
