"""A small camera that speaks MJPEG over HTTP (multipart/x-mixed-replace), as many cheap ones do."""

import base64
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


class MjpegServer:
    """Sends `pictures` (JPEG files) in turn, `fps` a second, to whoever asks for /video; in a `with` block."""

    def __init__(
        self, pictures: list[bytes], *, fps: float = 15.0, user: str | None = None, password: str | None = None
    ) -> None:
        self._stopping = threading.Event()
        stopping = self._stopping
        expected = None if user is None else "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                if self.path != "/video":
                    self.send_error(404)
                elif expected is not None and self.headers["Authorization"] != expected:
                    self.send_response(401)
                    self.send_header("WWW-Authenticate", 'Basic realm="camera"')
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                else:
                    self._stream()

            def _stream(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
                self.end_headers()
                started, sent = time.monotonic(), 0
                try:
                    while not stopping.wait(max(0.0, started + sent / fps - time.monotonic())):
                        picture = pictures[sent % len(pictures)]
                        head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
                        self.wfile.write(head.encode() + picture + b"\r\n")
                        sent += 1
                except OSError:
                    pass  # the watcher has gone
                self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/video"

    @property
    def root(self) -> str:
        return self.url.removesuffix("/video")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(2.0)
