"""Links over real sockets, a pseudo-terminal and files: absent, gone half-way, back again, hostile."""

import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from base.clock import ManualClock, SystemClock
from drones.config import LinkConfig, LinkKind
from drones.decoding import Decoder
from drones.events import Chunk, LinkChanged, LinkEvent, PeerGone
from drones.framing import FrameCounts
from drones.inbox import Inbox
from drones.links import link_worker
from drones.picture import LinkState
from drones.transports import SerialPort
from tests.drones.support import GCS, Speaker, heartbeat

FRAME = Speaker(5).say(heartbeat())
LOCAL = "127.0.0.1"


class Ear:
    """Collects what a link hands on, until what the test waits for is there."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self.events: list[LinkEvent] = []

    def until(self, wanted: Callable[["Ear"], bool], limit_s: float = 8.0) -> None:
        clock = SystemClock()
        end_ns = clock.monotonic_ns() + round(limit_s * 1e9)
        while not wanted(self):
            assert clock.monotonic_ns() < end_ns, f"not seen in {limit_s} s; heard {self.events[-5:]}"
            self.events += self._inbox.take(0.05)

    @property
    def bytes(self) -> bytes:
        return b"".join(e.data for e in self.events if isinstance(e, Chunk))

    @property
    def states(self) -> list[LinkState]:
        return [e.state for e in self.events if isinstance(e, LinkChanged)]

    @property
    def detail(self) -> str:
        return next((e.detail for e in reversed(self.events) if isinstance(e, LinkChanged)), "")


class ImpatientClock(SystemClock):
    """Back-offs pass at once, or nearly."""

    def wait(self, event: threading.Event, timeout_s: float) -> bool:
        return event.wait(min(timeout_s, 0.05))


@contextmanager
def listening(address: str, *, transmit: bool = False, speed: float = 1.0) -> Iterator[Ear]:
    inbox = Inbox()
    link = LinkConfig(name="a", address=address, transmit=transmit, system_id=250 if transmit else None)
    worker = link_worker(link, inbox, ImpatientClock(), log_speed=speed)
    worker.start()
    try:
        yield Ear(inbox)
    finally:
        worker.ask_to_stop()
        assert worker.join(3.0)


def free_port(kind: socket.SocketKind) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind((LOCAL, 0))
        return int(probe.getsockname()[1])


def udp() -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    found.settimeout(5)
    return found


def test_udpin_hears_many_senders_and_never_says_a_word() -> None:
    port = free_port(socket.SOCK_DGRAM)
    with listening(f"udpin:{LOCAL}:{port}") as ear, udp() as one, udp() as two:
        ear.until(lambda e: LinkState.WAITING in e.states)
        one.sendto(FRAME, (LOCAL, port))
        two.sendto(FRAME, (LOCAL, port))
        one.sendto(b"", (LOCAL, port))
        ear.until(lambda e: e.bytes == FRAME * 2)
        senders = {e.sender for e in ear.events if isinstance(e, Chunk) and e.data}
        assert len(senders) == 2
        one.settimeout(0.3)
        with pytest.raises(TimeoutError):
            one.recv(100)


def test_a_port_in_use_is_said_and_taken_when_it_is_free() -> None:
    with udp() as owner, listening(f"udp:{LOCAL}:{_bound(owner)}") as ear:
        ear.until(lambda e: LinkState.CLOSED in e.states)
        assert "in use" in ear.detail
        owner.close()
        ear.until(lambda e: e.states[-1] is LinkState.WAITING)


def _bound(owner: socket.socket) -> int:
    owner.bind((LOCAL, 0))
    return int(owner.getsockname()[1])


def test_an_unknown_host_is_said() -> None:
    with listening("tcp:no-such-host.invalid:5760") as ear:
        ear.until(lambda e: "no-such-host.invalid" in e.detail)


def test_udpout_that_may_only_listen_says_that_it_cannot_hear() -> None:
    with udp() as other, listening(f"udpout:{LOCAL}:{_bound(other)}") as ear:
        ear.until(lambda e: bool(e.states))
        assert "transmit = true" in ear.detail
        other.settimeout(0.3)
        with pytest.raises(TimeoutError):
            other.recv(100)


def test_udpout_that_may_speak_sends_our_heartbeat_and_hears_the_answer() -> None:
    with udp() as vehicle, listening(f"udpout:{LOCAL}:{_bound(vehicle)}", transmit=True) as ear:
        data, we = vehicle.recvfrom(300)
        decoder = Decoder()
        frame = decoder.framer(packets=True, counts=FrameCounts()).feed(data)[0]
        said = decoder.decode(frame)
        assert said is not None
        assert (frame.system, frame.message_id, said.type, said.autopilot) == (250, 0, GCS, 8)
        vehicle.sendto(FRAME, we)
        ear.until(lambda e: e.bytes == FRAME)


def test_udpout_outlives_a_peer_that_is_not_there_yet() -> None:
    port = free_port(socket.SOCK_DGRAM)
    with listening(f"udpout:{LOCAL}:{port}", transmit=True) as ear:
        ear.until(lambda e: LinkState.WAITING in e.states)
        with udp() as late:
            late.bind((LOCAL, port))
            assert late.recv(300)
        assert LinkState.CLOSED not in ear.states


def test_tcp_client_comes_back_when_the_server_does() -> None:
    server = socket.create_server((LOCAL, 0))
    port = server.getsockname()[1]
    with listening(f"tcp:{LOCAL}:{port}") as ear:
        peer, _ = server.accept()
        peer.sendall(FRAME[:7])
        ear.until(lambda e: e.bytes == FRAME[:7])
        peer.close()
        server.close()
        ear.until(lambda e: "closed the connection" in e.detail or "refused" in e.detail.lower())
        with socket.create_server((LOCAL, port)) as again:
            again.settimeout(5)
            peer, _ = again.accept()
            with peer:
                peer.sendall(FRAME)
                ear.until(lambda e: e.bytes.endswith(FRAME))
    assert ear.states[:2] == [LinkState.WAITING, LinkState.CLOSED]


def test_tcpin_keeps_the_streams_of_its_peers_apart() -> None:
    port = free_port(socket.SOCK_STREAM)
    with listening(f"tcpin:{LOCAL}:{port}") as ear:
        ear.until(lambda e: LinkState.WAITING in e.states)
        with socket.create_connection((LOCAL, port)) as one, socket.create_connection((LOCAL, port)) as two:
            one.sendall(FRAME[:9])
            ear.until(lambda e: len(e.bytes) == 9)
            two.sendall(FRAME)
            one.sendall(FRAME[9:])
            ear.until(lambda e: len(e.bytes) == 2 * len(FRAME))
        ear.until(lambda e: sum(isinstance(x, PeerGone) for x in e.events) == 2)
        by_sender: dict[int, bytes] = {}
        for event in ear.events:
            if isinstance(event, Chunk):
                by_sender[event.sender] = by_sender.get(event.sender, b"") + event.data
        assert list(by_sender.values()) == [FRAME, FRAME]


@pytest.mark.skipif(sys.platform == "win32", reason="serial devices are POSIX only")
def test_a_serial_device_unplugged_and_plugged_in_again(tmp_path: Path) -> None:
    device = tmp_path / "ttyUSB0"
    with listening(f"{device},115200") as ear:
        ear.until(lambda e: "is not there" in e.detail)
        for _ in range(2):
            master, slave = os.openpty()
            device.symlink_to(os.ttyname(slave))
            ear.until(lambda e: e.states[-1] is LinkState.WAITING)
            heard = len(ear.bytes)
            os.write(master, FRAME + b"\x0a\x0d\x11\x13")  # raw: no byte may be eaten or turned into another
            ear.until(lambda e, n=heard: len(e.bytes) >= n + len(FRAME) + 4)  # type: ignore[misc]
            assert ear.bytes[heard:] == FRAME + b"\x0a\x0d\x11\x13"
            device.unlink()
            os.close(slave)
            os.close(master)
            ear.until(lambda e: e.states[-1] is LinkState.CLOSED)


@pytest.mark.skipif(sys.platform == "win32", reason="serial devices are POSIX only")
def test_a_serial_device_closed_twice_closes_nobody_elses_file() -> None:
    master, slave = os.openpty()
    port = SerialPort(os.ttyname(slave), listen_only=True)
    port.close()
    reused = [os.dup(master) for _ in range(8)]  # one of them gets the number that the device had
    try:
        port.close()
        for number in reused:
            os.fstat(number)
    finally:
        for number in (*reused, master, slave):
            os.close(number)


@pytest.mark.skipif(sys.platform == "win32", reason="serial devices are POSIX only")
@pytest.mark.parametrize(("rate", "words"), [("12345", "baud rate"), ("fast", "baud rate")])
def test_a_baud_rate_that_there_is_not(rate: str, words: str) -> None:
    master, slave = os.openpty()
    try:
        with listening(f"{os.ttyname(slave)},{rate}") as ear:
            ear.until(lambda e: words in e.detail)
    finally:
        os.close(slave)
        os.close(master)


def test_a_file_that_is_neither_log_nor_device_is_said(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "notes.tlog").write_text("hello " * 5000)
    (tmp_path / "empty.tlog").write_bytes(b"")
    with listening(str(tmp_path / "notes.txt")) as ear:
        ear.until(lambda e: "not a serial device" in e.detail)
    with listening(str(tmp_path / "notes.tlog")) as ear:
        ear.until(lambda e: "notes.tlog holds no telemetry log" in e.detail)
    with listening(f"file:{tmp_path / 'empty.tlog'}") as ear:
        ear.until(lambda e: LinkState.CLOSED in e.states)
    with listening(str(tmp_path / "absent.tlog")) as ear:
        ear.until(lambda e: "No such file" in e.detail)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_in_a_logs_place_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.tlog")
    with listening(str(tmp_path / "pipe.tlog")) as ear:
        ear.until(lambda e: "pipe.tlog is not a file" in e.detail)


def a_log(path: Path, stamps_us: list[int]) -> Path:
    path.write_bytes(b"".join(s.to_bytes(8, "big") + FRAME for s in stamps_us))
    return path


def test_a_log_is_played_to_its_end(tmp_path: Path) -> None:
    path = a_log(tmp_path / "x.tlog", [i * 10_000_000 for i in range(500)])
    with listening(str(path), speed=float("inf")) as ear:
        ear.until(lambda e: LinkState.ENDED in e.states)
    assert ear.bytes == FRAME * 500


def test_a_log_keeps_its_own_pace(tmp_path: Path) -> None:
    path = a_log(tmp_path / "x.tlog", [0, 500_000, 2_500_000, 2_600_000])
    inbox, clock = Inbox(), ManualClock()
    worker = link_worker(LinkConfig(name="a", address=str(path)), inbox, clock)
    started_ns = clock.monotonic_ns()
    worker.run_once()
    at_s = [round((e.received_at_ns - started_ns) / 1e9, 3) for e in inbox.take(0) if isinstance(e, Chunk)]
    assert at_s == [0, 0.5, 2.5, 2.6]


def test_a_full_inbox_drops_the_oldest_bytes_and_keeps_the_states(caplog: pytest.LogCaptureFixture) -> None:
    inbox = Inbox(most_bytes=10_000)
    inbox.put([LinkChanged("a", LinkState.WAITING, "")])
    for i in range(100):
        inbox.put([Chunk("a", 1, bytes([i]) * 200, i)])
    events = inbox.take(0)
    chunks = [e for e in events if isinstance(e, Chunk)]
    assert isinstance(events[0], LinkChanged)
    assert inbox.dropped == 100 - len(chunks) > 0
    assert chunks[-1].data == bytes([99]) * 200
    assert "were lost" in caplog.text


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("udp:0.0.0.0:14550", LinkKind.UDP_IN),
        ("udpout:10.0.0.1:14550", LinkKind.UDP_OUT),
        ("tcpin:0.0.0.0:5760", LinkKind.TCP_IN),
        ("file:/logs/a.log", LinkKind.LOG),
        ("C:\\logs\\flight.TLOG", LinkKind.LOG),
        ("/dev/ttyUSB0,57600", LinkKind.SERIAL),
        ("COM3", LinkKind.SERIAL),
    ],
)
def test_address_words(address: str, kind: LinkKind) -> None:
    assert LinkConfig(name="a", address=address).kind is kind
