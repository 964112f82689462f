"""Where bytes come from: UDP, TCP, serial devices. Each reads without ever sending, unless told to."""

import contextlib
import errno
import os
import select
import socket
import stat
import sys
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from base.errors import PersonError
from drones.config import LinkConfig, LinkKind

_RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024
_DATAGRAMS_AT_ONCE = 512
_STREAM_BYTES = 65_536
_CONNECT_S = 2.0
"""Room for one repeated SYN, and less than the program gives a link to stop in."""
_MOST_PEERS = 32
_MOST_SENDERS = 256
DEFAULT_BAUD = 57_600


class LinkError(Exception):
    """Why a link is closed, for `LinkView.detail`."""


@dataclass(slots=True)
class Received:
    pieces: list[tuple[int, bytes]] = field(default_factory=list)
    """(number of the sender, bytes)"""
    gone: list[int] = field(default_factory=list)
    """Peers that have hung up."""


class Transport(ABC):
    """An open way. `read` and `send` raise LinkError or OSError when it is broken."""

    detail = ""
    """What a person should know about it although it is open."""

    @abstractmethod
    def read(self, timeout_s: float) -> Received:
        """All that is there, waiting at most `timeout_s` for the first of it."""

    @abstractmethod
    def send(self, frame: bytes) -> None:
        """To everyone at the other side, as far as known."""

    @abstractmethod
    def close(self) -> None: ...


def open_transport(link: LinkConfig) -> Transport:
    """Open a live link (logs are played by `drones.links`). Raises LinkError or OSError."""
    if link.kind is LinkKind.SERIAL:
        return SerialPort(link.address, listen_only=not link.transmit)
    _, _, rest = link.address.partition(":")
    host, _, port = rest.rpartition(":")
    where = (host.strip("[]"), int(port))
    if link.kind is LinkKind.UDP_IN:
        return UdpIn(where)
    if link.kind is LinkKind.UDP_OUT:
        return UdpOut(where, listen_only=not link.transmit)
    if link.kind is LinkKind.TCP:
        return TcpClient(where)
    return TcpServer(where)


_Readable = TypeVar("_Readable", int, socket.socket)


def _readable(files: Sequence[_Readable], timeout_s: float) -> list[_Readable]:
    """Those with something to read, or broken; poll where there is one, since select cannot take files over 1023."""
    if not hasattr(select, "poll"):
        return select.select(files, [], [], timeout_s)[0]
    poll = select.poll()
    by_number = {f if isinstance(f, int) else f.fileno(): f for f in files}
    for number in by_number:
        poll.register(number, select.POLLIN)
    return [by_number[number] for number, _ in poll.poll(timeout_s * 1000)]


def _resolve(where: tuple[str, int], kind: socket.SocketKind) -> tuple[socket.AddressFamily, tuple[str, int]]:
    try:
        family, _, _, _, address = socket.getaddrinfo(where[0], where[1], type=kind)[0]
    except socket.gaierror as error:
        raise LinkError(f"the host {where[0]} is not known: {error.strerror}") from None
    return family, (str(address[0]), int(address[1]))


class UdpIn(Transport):
    """Binds and hears all who send there."""

    def __init__(self, where: tuple[str, int]) -> None:
        family, address = _resolve(where, socket.SOCK_DGRAM)
        self._socket = socket.socket(family, socket.SOCK_DGRAM)
        try:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVE_BUFFER_BYTES)
            self._socket.bind(address)
        except OSError:
            self._socket.close()
            raise
        self._socket.setblocking(False)
        self._senders: dict[tuple[Any, ...], int] = {}
        self._met = 0

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    def read(self, timeout_s: float) -> Received:
        received = Received()
        if not _readable([self._socket], timeout_s):
            return received
        while len(received.pieces) < _DATAGRAMS_AT_ONCE:
            try:
                data, sender = self._socket.recvfrom(65_535)
            except (BlockingIOError, InterruptedError):
                break
            except ConnectionError:  # an ICMP answer to something that we sent: one peer less, the socket is fine
                continue
            received.pieces.append((self._number(sender), data))
        return received

    def send(self, frame: bytes) -> None:
        for address in list(self._senders):
            with contextlib.suppress(OSError):  # a peer that went away must not close the door to the others
                self._socket.sendto(frame, address)

    def close(self) -> None:
        self._socket.close()

    def _number(self, sender: tuple[Any, ...]) -> int:
        number = self._senders.get(sender)
        if number is None:
            if len(self._senders) >= _MOST_SENDERS:
                del self._senders[next(iter(self._senders))]
            self._met += 1
            number = self._senders[sender] = self._met
        return number


class _OnePeer(Transport):
    """One socket with one other side."""

    _forgiven: tuple[type[OSError], ...]
    """What sending may raise without harm."""
    _socket: socket.socket

    def send(self, frame: bytes) -> None:
        with contextlib.suppress(*self._forgiven):
            self._socket.send(frame)

    def close(self) -> None:
        self._socket.close()


class UdpOut(_OnePeer):
    """Sends to one address and hears its answers. Who sends nothing here is never answered."""

    _forgiven = (ConnectionError, BlockingIOError)  # nobody listens there yet

    def __init__(self, where: tuple[str, int], *, listen_only: bool) -> None:
        family, address = _resolve(where, socket.SOCK_DGRAM)
        self._socket = socket.socket(family, socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVE_BUFFER_BYTES)
        try:
            self._socket.connect(address)
        except OSError:
            self._socket.close()
            raise
        self._socket.setblocking(False)
        if listen_only:
            self.detail = (
                "udpout hears nothing before it has sent something, and this link may only listen: "
                "use udpin here, or transmit = true with a system_id"
            )

    def read(self, timeout_s: float) -> Received:
        received = Received()
        if not _readable([self._socket], timeout_s):
            return received
        while len(received.pieces) < _DATAGRAMS_AT_ONCE:
            try:
                received.pieces.append((1, self._socket.recv(65_535)))
            except (BlockingIOError, InterruptedError):
                break
            except ConnectionError:  # nobody listens there yet; our next heartbeat asks again
                break
        return received


class TcpClient(_OnePeer):
    _forgiven = (BlockingIOError,)  # it does not read: then it does not get our heartbeat

    def __init__(self, where: tuple[str, int]) -> None:
        _, address = _resolve(where, socket.SOCK_STREAM)
        self._socket = socket.create_connection(address, timeout=_CONNECT_S)
        _keep_alive(self._socket)
        self._socket.setblocking(False)

    def read(self, timeout_s: float) -> Received:
        received = Received()
        if not _readable([self._socket], timeout_s):
            return received
        with contextlib.suppress(BlockingIOError):
            data = self._socket.recv(_STREAM_BYTES)
            if not data:
                raise LinkError("the other side has closed the connection")
            received.pieces.append((1, data))
        return received


class TcpServer(Transport):
    """Listens; hears all who connect, each a stream of its own."""

    def __init__(self, where: tuple[str, int]) -> None:
        family, address = _resolve(where, socket.SOCK_STREAM)
        self._server = socket.socket(family, socket.SOCK_STREAM)
        try:
            if os.name == "posix":
                self._server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._server.bind(address)
            self._server.listen(8)
        except OSError:
            self._server.close()
            raise
        self._server.setblocking(False)
        self._peers: dict[int, socket.socket] = {}
        self._met = 0

    @property
    def port(self) -> int:
        return int(self._server.getsockname()[1])

    def read(self, timeout_s: float) -> Received:
        received = Received()
        ready = _readable([self._server, *self._peers.values()], timeout_s)
        if self._server in ready:
            self._accept()
        for number, peer in list(self._peers.items()):
            if peer in ready:
                self._read_peer(number, peer, received)
        return received

    def send(self, frame: bytes) -> None:
        for peer in self._peers.values():
            with contextlib.suppress(OSError):  # `read` finds out that it is gone
                peer.send(frame)

    def close(self) -> None:
        for peer in self._peers.values():
            peer.close()
        self._peers.clear()
        self._server.close()

    def _accept(self) -> None:
        try:
            peer, _ = self._server.accept()
        except OSError:  # it hung up before we got to it
            return
        if len(self._peers) >= _MOST_PEERS:
            peer.close()
            return
        _keep_alive(peer)
        peer.setblocking(False)
        self._met += 1
        self._peers[self._met] = peer

    def _read_peer(self, number: int, peer: socket.socket, received: Received) -> None:
        try:
            data = peer.recv(_STREAM_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            received.pieces.append((number, data))
            return
        peer.close()
        del self._peers[number]
        received.gone.append(number)


def _keep_alive(connection: socket.socket) -> None:
    """A peer whose cable was pulled says nothing: the kernel finds out in about 15 s instead of 2 h."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in (("TCP_KEEPIDLE", 5), ("TCP_KEEPINTVL", 5), ("TCP_KEEPCNT", 2)):
        if hasattr(socket, option):
            connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)


class SerialPort(Transport):
    """A serial device, 8N1 and raw, through termios: POSIX only. "/dev/ttyUSB0,57600"; 57600 where no rate is given."""

    def __init__(self, address: str, *, listen_only: bool) -> None:
        if sys.platform == "win32":
            raise LinkError("serial devices are not supported on Windows: use a UDP or TCP bridge")
        device, _, rate = address.partition(",")
        try:
            self._file = os.open(device, (os.O_RDONLY if listen_only else os.O_RDWR) | os.O_NOCTTY | os.O_NONBLOCK)
        except OSError as error:
            raise LinkError(_why_not_open(device, error)) from None
        try:
            if not stat.S_ISCHR(os.fstat(self._file).st_mode):
                raise LinkError(f"{device} is not a serial device, nor a .tlog file")
            _make_raw(self._file, device, rate)
        except LinkError:
            os.close(self._file)
            raise

    def read(self, timeout_s: float) -> Received:
        if not _readable([self._file], timeout_s):
            return Received()
        try:
            data = os.read(self._file, _STREAM_BYTES)
        except BlockingIOError:
            return Received()
        except OSError as error:
            raise LinkError(f"the device is gone: {error.strerror}") from None
        if not data:  # readable and yet nothing to read: it was unplugged
            raise LinkError("the device is gone")
        return Received([(1, data)])

    def send(self, frame: bytes) -> None:
        with contextlib.suppress(BlockingIOError):
            os.write(self._file, frame)

    def close(self) -> None:
        """Once only: by a second time the number may already be another file's."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _why_not_open(device: str, error: OSError) -> str:
    if error.errno == errno.ENOENT:
        return f"the device {device} is not there"
    if error.errno == errno.EACCES:
        return f"the device {device} may not be opened by this user (on Linux: add the user to the group dialout)"
    return f"the device {device} cannot be opened: {error.strerror}"


def _make_raw(file: int, device: str, rate: str) -> None:
    if sys.platform == "win32":
        raise PersonError("serial devices are not supported on Windows")
    import termios
    import tty

    speed = getattr(termios, f"B{rate.strip() or DEFAULT_BAUD}", None)
    if speed is None:
        raise LinkError(f"{rate!r} is not a baud rate that {device} can have")
    try:
        tty.setraw(file, termios.TCSANOW)
        settings = termios.tcgetattr(file)
        settings[2] |= termios.CLOCAL | termios.CREAD
        settings[4] = settings[5] = speed
        termios.tcsetattr(file, termios.TCSANOW, settings)
    except termios.error as error:
        raise LinkError(f"{device} is not a serial device: {error.args[-1]}") from None
