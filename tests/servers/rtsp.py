"""GStreamer's RTSP server as a real peer for tests and benchmarks: on loopback, on a port that the system picks."""

import json
import subprocess
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, Self
from urllib.parse import quote

_SCRIPT = Path(__file__).with_name("gstreamer_rtsp.py")
_PYTHON = "/usr/bin/python3"
"""The system's: GStreamer's bindings come from its packages (gir1.2-gst-rtsp-server-1.0, python3-gi)."""


@dataclass(frozen=True)
class Mount:
    path: str
    file: Path
    """An MP4. It is repacked, not encoded again, and the stream ends with it."""
    codec: Literal["h264", "h265", "mjpeg", "mpeg4"] = "h264"
    shared: bool = True
    """One stream for all who ask, as a camera does: who comes later joins in the middle."""


class RtspServer:
    """Use it in a `with` block. `stop` and `start` in between keep the port."""

    def __init__(
        self,
        *mounts: Mount,
        auth: Literal["basic", "digest"] | None = None,
        user: str = "",
        password: str = "",
    ) -> None:
        self._mounts = mounts
        self._auth = auth
        self._user = user
        self._password = password
        self.port = 0
        self._process: subprocess.Popen[str] | None = None
        self._log = tempfile.TemporaryFile("w+", prefix="rtsp-log")  # noqa: SIM115  # closed in __exit__

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()
        if error is not None:
            error.add_note(f"the RTSP server's log:\n{self.log()}")
        self._log.close()

    def url(self, path: str) -> str:
        """Without user and password: those are for the camera's configuration."""
        return f"rtsp://127.0.0.1:{self.port}{quote(path)}"

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        wanted = {
            "port": self.port,
            "mounts": [asdict(mount) | {"file": str(mount.file)} for mount in self._mounts],
            "auth": self._auth,
            "user": self._user,
            "password": self._password,
        }
        self._process = subprocess.Popen(
            [_PYTHON, str(_SCRIPT), json.dumps(wanted)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line.startswith("PORT "):
            self.stop()
            raise RuntimeError(f"the RTSP server did not start:\n{self.log()}")
        self.port = int(line.split()[1])

    def stop(self) -> None:
        """At once, as when the power goes: its connections are cut without a word."""
        if self._process is None:
            return
        self._process.kill()
        self._process.communicate()
        self._process = None

    def log(self) -> str:
        self._log.seek(0)
        return self._log.read()
