"""Opening a camera's address: RTSP, a looped file, MJPEG over HTTP, a local device."""

import os
import re
import stat
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

import av
import av.logging
from av.container import InputContainer
from av.packet import Packet
from av.stream import Discard
from av.video.stream import VideoStream

from base.addresses import with_credentials
from base.errors import PersonError
from base.secrets import resolve
from video.config import CameraConfig
from video.feed import Reason
from video.open_errors import SourceError, source_error

if TYPE_CHECKING:
    VideoPacket: TypeAlias = Packet[VideoStream]
else:
    VideoPacket = Packet  # generic in its stubs only

OPEN_LIMIT_S = 8.0
"""For everything until the first packets are understood; also against a server that drips a byte at a time."""
SILENCE_LIMIT_S = 8.0
"""No packet for so long ends a connection. PyAV's limit on the whole read, not FFmpeg's on its socket: a server that
has dropped us from a stream goes on sending RTCP, which keeps the socket busy for ever. It costs nothing that can be
measured (nine 720p streams: 3.31 ms a picture with and without)."""


@dataclass(frozen=True, slots=True)
class Address:
    url: str
    """What FFmpeg opens; may hold a password, so it is never logged."""
    kind: Literal["rtsp", "http", "file", "usb"]
    options: dict[str, str]
    format: str | None = None


def address_of(config: CameraConfig, *, sub: bool) -> Address:
    """The camera's main or sub address, ready to be opened. Raises SourceError for a secret that is not there."""
    text = (config.sub_address or config.address) if sub else config.address
    parts = urlsplit(text)
    if parts.scheme in ("rtsp", "rtsps"):
        options = {
            # no nobuffer: it throws away the first key frame with the probe's packets (2.2 s instead of 0.2 s)
            "rtsp_transport": config.transport,
            "flags": "low_delay",
            "analyzeduration": "100000",
            "allowed_media_types": "video",
        }
        return Address(with_credentials(text, config.user, _password(config)), "rtsp", options)
    if parts.scheme in ("http", "https"):
        options = {"analyzeduration": "100000"}
        return Address(with_credentials(text, config.user, _password(config)), "http", options)
    if parts.scheme == "usb":
        return Address(f"/dev/video{parts.path}", "usb", {}, "v4l2")
    path = url2pathname(unquote(parts.netloc) + parts.path) if parts.scheme == "file" else text
    # "file:" keeps FFmpeg from taking a name such as "rtsp:x.mp4" or "concat:…" for a protocol
    return Address("file:" + os.fspath(Path(path)), "file", {})


def _password(config: CameraConfig) -> str | None:
    if config.secret is None:
        return None
    try:
        return resolve(config.secret)
    except PersonError:
        raise SourceError(Reason.MISSING_SECRET, config.secret) from None


class Source:
    """An opened address: its packets, and what is known of its pictures. Close it in the thread that reads it."""

    def __init__(self, container: InputContainer, stream: VideoStream, address: Address) -> None:
        self._container = container
        self._live = address.kind in ("rtsp", "usb") or (address.kind == "http" and container.duration is None)
        self.stream = stream
        self.loops = 0

    @property
    def is_live(self) -> bool:
        """Comes at its own pace; what is not live is paced by its time stamps and played again from the start."""
        return self._live

    @property
    def claimed_fps(self) -> float | None:
        """What the container says, where that is believable; often it is not."""
        rate = self.stream.average_rate
        return float(rate) if rate is not None and 0.01 < rate <= 240 else None

    @property
    def pixel_aspect(self) -> float:
        ratio = self.stream.codec_context.sample_aspect_ratio or self.stream.sample_aspect_ratio
        return float(ratio) if ratio else 1.0

    def packets(self) -> Iterator[VideoPacket | None]:
        """The stream's packets; None where a file starts again. Raises SourceError at the end of a live stream.

        A file that breaks off or is damaged half-way starts again from there; one without a single packet is broken.
        """
        while True:
            count, error = 0, None
            try:
                for packet in self._container.demux(self.stream):
                    if packet.size:
                        count += 1
                        yield packet
            except av.error.FFmpegError as raised:
                error = source_error(raised, while_connecting=False)
            if self._live:
                raise error or SourceError(Reason.ENDED)
            if count == 0:
                raise error or SourceError(Reason.BROKEN, "no pictures")
            self.loops += 1
            self._rewind()
            yield None

    def _rewind(self) -> None:
        """By time; by position where the format has no index (a raw stream, as some cameras store it)."""
        try:
            self._container.seek(0)
        except av.error.FFmpegError:
            try:
                self._container.seek(0, unsupported_byte_offset=True)
            except av.error.FFmpegError as raised:
                raise source_error(raised, while_connecting=False) from None

    def close(self) -> None:
        self._container.close()


def open_source(address: Address) -> Source:
    """Raises SourceError, within OPEN_LIMIT_S, with the reason why it cannot be shown."""
    if address.kind == "file":
        _check_file(address.url.removeprefix("file:"))
    started_s = time.monotonic()
    try:
        container = av.open(
            address.url,
            format=address.format,
            options=dict(address.options),
            timeout=(OPEN_LIMIT_S, SILENCE_LIMIT_S) if address.kind in ("rtsp", "http") else None,
            metadata_errors="replace",
        )
    except (av.error.FFmpegError, ValueError, UnicodeError) as error:
        if time.monotonic() - started_s > OPEN_LIMIT_S * 0.95:  # whatever FFmpeg makes of it
            raise SourceError(Reason.TIMED_OUT) from None
        raise source_error(error, while_connecting=address.kind in ("rtsp", "http")) from None
    try:
        return Source(container, _video_stream(container), address)
    except SourceError:
        container.close()
        raise


def _check_file(path: str) -> None:
    """FFmpeg's words for a missing or an empty file are those for a broken one."""
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):  # a pipe would be waited for without end
            raise SourceError(Reason.NO_FILE, "not a file")
        with Path(path).open("rb") as file:
            empty = not file.read(1)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, ValueError):
        raise SourceError(Reason.NO_FILE) from None
    except OSError as error:
        raise SourceError(Reason.REFUSED, error.strerror or "") from None
    if empty:
        raise SourceError(Reason.BROKEN, "empty file")


def _video_stream(container: InputContainer) -> VideoStream:
    if not container.streams.video:
        raise SourceError(Reason.NO_VIDEO)
    stream = container.streams.best("video") or container.streams.video[0]
    assert isinstance(stream, VideoStream)
    if stream.codec_context is None:  # PyAV leaves it None where there is no decoder
        raise SourceError(Reason.CODEC, _codec_name(container))
    for other in container.streams:
        if other is not stream:
            other.discard = Discard.all
    return stream


def _codec_name(container: InputContainer) -> str:
    """PyAV says nothing of a stream that it has no decoder for; FFmpeg's summary does: its codec, or else its tag."""
    with _log_level_lock:
        av.logging.set_level(av.logging.INFO)
        try:
            summary = str(container.dumps_format())  # type: ignore[attr-defined]  # left out of its stubs
        finally:
            av.logging.set_level(None)
    name = re.search(r"Video: (\w+)", summary)
    tag = re.search(r"Video: [^,]*\((\S+) / 0x", summary)
    known = name[1] if name is not None and name[1] != "none" else None
    return known or (tag[1] if tag is not None else "unknown")


_log_level_lock = threading.Lock()
