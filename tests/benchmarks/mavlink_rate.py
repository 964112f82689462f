"""MAVLink messages decoded into state per second and core: the real logs through the code that live links use.

Framing, CRC, decoding, reducing, verdicts, and a picture ten times per second of the log's own time are all in it.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from base.clock import NS_PER_S
from drones import tlog
from drones.air import Air
from drones.config import LinkConfig
from drones.decoding import Decoder
from drones.events import Chunk, LinkChanged, Now
from drones.picture import LinkState
from drones.zones import ZoneIndex

LOGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "tlog"
BAR = 30_000.0
PEER = "pymavlink recv_match"
_TURNS = 3


def measure() -> float:
    """Messages per CPU second, the median of three turns over all logs."""
    decoder = Decoder()
    logs = [path.read_bytes() for path in _logs()]
    return statistics.median(_rate(lambda: sum(_reduce(log, decoder) for log in logs)) for _ in range(_TURNS))


def measure_peer() -> float:
    """The same logs through pymavlink's own recv_match, which only decodes; messages per CPU second, one turn."""
    return _rate(lambda: sum(_receive(path) for path in _logs()))


def compare() -> tuple[float, float]:
    """(ours, the peer's), measured in turn."""
    peer = [measure_peer()]
    ours = measure()
    peer.append(measure_peer())
    return ours, statistics.median(peer)


def _logs() -> list[Path]:
    return sorted(LOGS.glob("*.tlog"))


def _rate(work: Callable[[], int]) -> float:
    started_s = time.process_time()
    messages = work()
    return messages / (time.process_time() - started_s)


def _reduce(log: bytes, decoder: Decoder) -> int:
    link = LinkConfig(name="log", address="log.tlog")
    air = Air(links=[link], drones=[], docks=[], zones=ZoneIndex([]), decoder=decoder)
    now_ns = picture_at_ns = 1_000 * NS_PER_S
    air.feed(LinkChanged("log", LinkState.WAITING, ""))
    for gap_s, raw in tlog.paced(log):
        now_ns += round(gap_s * NS_PER_S)
        air.feed(Chunk("log", 1, raw, now_ns))
        if now_ns >= picture_at_ns:
            picture_at_ns = now_ns + NS_PER_S // 10
            now = Now(now_ns, now_ns)
            air.advance(now)
            air.evaluate(now)
            air.picture(now)
    return air.picture(Now(now_ns, now_ns)).links[0].messages


def _receive(path: Path) -> int:
    from pymavlink import mavutil

    log = mavutil.mavlink_connection(str(path), robust_parsing=True)
    messages = 0
    while (message := log.recv_match()) is not None:
        messages += message.get_type() != "BAD_DATA"
    log.close()
    return messages
