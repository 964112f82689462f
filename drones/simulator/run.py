"""The fleet on the air: over UDP to a loopback address, in real time, sending only."""

import ipaddress
import logging
import socket
import threading
from collections.abc import Sequence

from base.clock import NS_PER_S, Clock, SystemClock
from base.errors import PersonError
from drones.dialect import load
from drones.simulator.fleet import Fleet
from drones.simulator.trouble import Trouble

log = logging.getLogger(__name__)

MAX_DRONES, MAX_DOCKS = 200, 39
"""System ids 1–200 are the drones', 201–239 the docks', 240 the receiver's."""
_CATCH_UP_TICKS = 40
Address = tuple[socket.AddressFamily, tuple[str, int]]


def target(url: str) -> Address:
    """The loopback address that `url` (udpout:host:port) stands for.

    Raises PersonError for anything else: a simulated fleet that reached a real network would be taken for a real one.
    """
    scheme, _, rest = url.partition(":")
    host, _, port = rest.rpartition(":")
    host = host.strip("[]")
    if scheme not in ("udpout", "udp") or not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise PersonError(f"the simulator sends to udpout:host:port with a port between 1 and 65535, not to “{url}”")
    try:
        found = socket.getaddrinfo(host, int(port), type=socket.SOCK_DGRAM)
    except (OSError, UnicodeError):
        raise PersonError(f"the simulator’s address “{url}” names an unknown host, “{host}”") from None
    for *_, place in found:
        if not _is_loopback(str(place[0])):
            raise PersonError(f"the simulator sends to this machine only, and “{host}” in “{url}” is {place[0]}")
    family, *_, place = found[0]
    return family, (str(place[0]), int(place[1]))


def _is_loopback(address: str) -> bool:
    parsed = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(parsed, "ipv4_mapped", None)
    return (mapped or parsed).is_loopback


def run(
    url: str,
    *,
    drones: int,
    docks: int,
    seconds: float | None = None,
    seed: int = 1,
    stop: threading.Event | None = None,
    rate: float = 1.0,
    clock: Clock | None = None,
    troubles: Sequence[Trouble] | None = None,
    start_ns: int | None = None,
) -> int:
    """Fly until `stop` is set or `seconds` have passed; returns the number of datagrams sent.

    The fleet's time begins at monotonic `start_ns`, which may lie a little ahead; None: now.

    Raises PersonError for an address that is not loopback, or for more vehicles than there are system ids.
    """
    if not 0 <= drones <= MAX_DRONES or not 0 <= docks <= MAX_DOCKS:
        raise PersonError(
            f"the simulator flies up to {MAX_DRONES} drones with {MAX_DOCKS} docks, not {drones} with {docks}"
        )
    family, place = target(url)
    stop, clock = stop or threading.Event(), clock or SystemClock()
    fleet = Fleet(load(), drones=drones, docks=docks, seed=seed, rate=rate, troubles=troubles)
    sent = 0
    with socket.socket(family, socket.SOCK_DGRAM) as out:
        out.setblocking(False)
        started_ns = clock.monotonic_ns() if start_ns is None else start_ns
        while not stop.is_set() and (seconds is None or fleet.t_s < seconds):
            late_s = (clock.monotonic_ns() - started_ns) / NS_PER_S - fleet.t_s
            if late_s > _CATCH_UP_TICKS * fleet.tick_s:  # the machine slept: go on from here rather than race
                started_ns += round(late_s * NS_PER_S)
            elif late_s < 0:
                clock.wait(stop, -late_s)
            for datagram in fleet.advance():
                sent += _send(out, datagram, place)
    return sent


def _send(out: socket.socket, datagram: bytes, place: tuple[str, int]) -> int:
    try:
        out.sendto(datagram, place)
    except OSError as error:  # nobody listens yet, or the buffer is full: as on the air, it is lost
        log.debug("a datagram was not sent: %s", error)
        return 0
    return 1


def child_main(
    url: str, drones: int, docks: int, seed: int, rate: float, troubles: Sequence[Trouble] | None, start_ns: int | None
) -> None:
    """In the child of SimulatorProcess."""
    from base.lifeline import leave_terminal, tie_to_parent

    tie_to_parent()
    leave_terminal()
    run(url, drones=drones, docks=docks, seed=seed, rate=rate, troubles=troubles, start_ns=start_ns)
