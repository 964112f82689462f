"""Addresses: what is opened and how, and in which words a failure is told."""

import os
import random
import socket
import threading
import time
from pathlib import Path
from typing import Literal

import pytest

from tests.servers.mjpeg import MjpegServer
from tests.servers.rtsp import Mount, RtspServer
from tests.video.clips import join_sizes, jpegs, write_clip
from tests.video.conftest import camera
from video import source as source_module
from video.config import CameraConfig
from video.feed import Reason
from video.open_errors import SourceError
from video.source import Source, address_of, open_source

Auth = Literal["basic", "digest"] | None
PASSWORD = "p@ss:w/ör d%"


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOUSE_PATROL_SECRET_RIGHT", PASSWORD)
    monkeypatch.setenv("MOUSE_PATROL_SECRET_WRONG", "guess")


def opened(config: CameraConfig, *, sub: bool = False) -> Source:
    return open_source(address_of(config, sub=sub))


def failure(config: CameraConfig) -> SourceError:
    with pytest.raises(SourceError) as raised:
        opened(config).close()
    return raised.value


def packets(config: CameraConfig, count: int) -> list[object]:
    source = opened(config)
    try:
        return [packet for packet, _ in zip(source.packets(), range(count), strict=False)]
    finally:
        source.close()


class TestRtsp:
    @pytest.mark.parametrize("auth", [None, "basic", "digest"])
    def test_opens_with_the_right_password(self, long_clip: Path, secrets: None, auth: Auth) -> None:
        with RtspServer(Mount("/a", long_clip), auth=auth, user="u", password=PASSWORD) as server:
            assert len(packets(camera(server.url("/a"), user="u", secret="right"), 5)) == 5
            if auth is not None:
                for config in (camera(server.url("/a"), user="u", secret="wrong"), camera(server.url("/a"))):
                    error = failure(config)
                    assert error.reason is Reason.WRONG_PASSWORD
                    assert "guess" not in error.detail

    def test_udp_on_request(self, long_clip: Path) -> None:
        with RtspServer(Mount("/a", long_clip)) as server:
            assert len(packets(camera(server.url("/a"), transport="udp"), 5)) == 5

    def test_no_such_path_then_refused(self, long_clip: Path) -> None:
        with RtspServer(Mount("/a", long_clip)) as server:
            assert failure(camera(server.url("/b"))).reason is Reason.NOT_FOUND
        assert failure(camera(server.url("/a"))).reason is Reason.REFUSED

    def test_unreachable(self) -> None:
        assert failure(camera("rtsp://255.255.255.255/a")).reason is Reason.UNREACHABLE
        assert failure(camera("rtsp://no-such-host.invalid/a")).reason is Reason.UNREACHABLE

    @pytest.mark.parametrize("scheme", ["rtsp", "http"])
    def test_a_server_that_accepts_and_says_nothing(self, scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(source_module, "OPEN_LIMIT_S", 0.5)
        with socket.create_server(("127.0.0.1", 0)) as server:
            started = time.monotonic()
            config = camera(f"{scheme}://127.0.0.1:{server.getsockname()[1]}/a")
            assert failure(config).reason is Reason.TIMED_OUT
            assert time.monotonic() - started < 5


class TestHttp:
    def test_mjpeg(self, secrets: None) -> None:
        with MjpegServer(jpegs(), user="u", password=PASSWORD) as server:
            config = camera(server.url, user="u", secret="right")
            source = opened(config)
            assert source.is_live
            source.close()
            assert len(packets(config, 5)) == 5
            assert failure(camera(server.url, user="u", secret="wrong")).reason is Reason.WRONG_PASSWORD

    def test_no_such_path(self) -> None:
        with MjpegServer(jpegs()) as server:
            assert failure(camera(server.root + "/other")).reason is Reason.NOT_FOUND


class TestFiles:
    def test_looped(self, clips: Path) -> None:
        path = write_clip(clips / "loop.mp4", seconds=0.4)
        seen = packets(camera(path), 25)
        assert [number for number, packet in enumerate(seen) if packet is None] == [10, 21]

    def test_a_raw_stream_is_looped_too(self, clips: Path) -> None:
        parts = [write_clip(clips / "r1.mp4", seconds=0.4), write_clip(clips / "r2.mp4", seconds=0.4, width=480)]
        seen = packets(camera(join_sizes(clips / "raw.h264", parts)), 45)
        assert [number for number, packet in enumerate(seen) if packet is None] == [20, 41]

    @pytest.mark.parametrize("name", ["鼠标 巡逻.mp4", "a#b?c%20d.mp4", "concat:x|y.mp4", "-i.mp4", "it's.mp4"])
    def test_any_name(self, tmp_path: Path, short_clip: Path, name: str) -> None:
        path = tmp_path / name
        path.write_bytes(short_clip.read_bytes())
        assert len(packets(camera(path), 3)) == 3
        assert len(packets(camera(path.as_uri()), 3)) == 3

    def test_not_there_empty_a_folder_and_no_video(self, tmp_path: Path) -> None:
        assert failure(camera(tmp_path / "none.mp4")).reason is Reason.NO_FILE
        assert failure(camera(tmp_path / "none" / "deeper.mp4")).reason is Reason.NO_FILE
        assert failure(camera(tmp_path)).reason is Reason.NO_FILE
        (tmp_path / "empty.mp4").touch()
        assert failure(camera(tmp_path / "empty.mp4")).reason is Reason.BROKEN
        (tmp_path / "text.mp4").write_text("no pictures here")
        assert failure(camera(tmp_path / "text.mp4")).reason is Reason.BROKEN
        assert failure(camera("/dev/zero")).reason is Reason.NO_FILE
        write_sound(tmp_path / "sound.wav")
        assert failure(camera(tmp_path / "sound.wav")).reason is Reason.NO_VIDEO

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
    def test_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.mp4")
        assert failure(camera(tmp_path / "pipe.mp4")).reason is Reason.NO_FILE

    def test_a_codec_that_nobody_knows_is_named(self, tmp_path: Path) -> None:
        path = write_clip(tmp_path / "odd.mp4", seconds=0.4)
        path.write_bytes(path.read_bytes().replace(b"avc1", b"svac"))
        error = failure(camera(path))
        assert (error.reason, error.detail) == (Reason.CODEC, "svac")

    def test_cut_off_and_damaged_files_play_what_there_is(self, tmp_path: Path, clips: Path) -> None:
        whole = write_clip(clips / "whole.ts", seconds=2).read_bytes()
        (tmp_path / "cut.ts").write_bytes(whole[: len(whole) // 2 + 77])
        assert None in packets(camera(tmp_path / "cut.ts"), 60)

    def test_no_bytes_do_more_than_fail(self, tmp_path: Path, short_clip: Path, clips: Path) -> None:
        seed = int(os.environ.get("FUZZ_SEED", "20"))
        print("FUZZ_SEED", seed)
        dice = random.Random(seed)
        wholes = [short_clip.read_bytes()[:60_000], write_clip(clips / "fuzz.mkv", seconds=1).read_bytes()]
        reasons = []
        for number in range(60):
            data = bytearray(dice.choice(wholes))
            for _ in range(dice.randrange(1, 40)):
                data[dice.randrange(len(data))] = dice.randrange(256)
            path = tmp_path / f"{number}.mp4"
            path.write_bytes(data[: dice.randrange(1, len(data))])
            try:
                packets(camera(path), 40)
            except SourceError as error:
                reasons.append(error.reason)
        assert set(reasons) <= {Reason.BROKEN, Reason.NO_VIDEO, Reason.CODEC}


def write_sound(path: Path) -> None:
    import wave

    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\0" * 16000)


def test_no_camera_at_the_plug() -> None:
    assert failure(camera("usb:93")).reason is Reason.NO_FILE


def test_a_secret_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("base.secrets._from_keyring", lambda name: None)
    error = failure(camera("rtsp://127.0.0.1/a", user="u", secret="gate-3"))
    assert (error.reason, error.detail) == (Reason.MISSING_SECRET, "gate-3")


def test_the_sub_stream_has_its_own_address_and_the_same_password(secrets: None) -> None:
    config = camera("rtsp://h/main", sub_address="rtsp://h/sub", user="ü", secret="right")
    assert address_of(config, sub=True).url == "rtsp://%C3%BC:p%40ss%3Aw%2F%C3%B6r%20d%25@h/sub"
    assert address_of(config, sub=False).url.endswith("@h/main")
    assert "nobuffer" not in str(address_of(config, sub=False).options)


def test_a_server_that_falls_silent_in_the_middle_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """It keeps the connection and, as RTCP would, even the socket busy: what counts is that no packet comes."""
    monkeypatch.setattr(source_module, "SILENCE_LIMIT_S", 1.0)
    pictures = jpegs(4)
    endless_header = b"X-Padding: " + b"x" * 1000

    def speak(server: socket.socket, ended: threading.Event) -> None:
        connection, _ = server.accept()
        with connection:
            connection.recv(4096)
            connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=f\r\n\r\n")
            for picture in pictures * 5:
                head = f"--f\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n".encode()
                connection.sendall(head + picture + b"\r\n")
            connection.sendall(b"--f\r\n")
            while not ended.wait(0.05):
                try:
                    connection.sendall(endless_header + b"\r\n")
                except OSError:
                    return

    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=speak, args=(server, ended))
        thread.start()
        try:
            source = opened(camera(f"http://127.0.0.1:{server.getsockname()[1]}/"))
            packets = source.packets()
            for _ in range(18):
                next(packets)
            silent_since = time.monotonic()
            with pytest.raises(SourceError) as raised:
                list(packets)
            assert raised.value.reason is Reason.TIMED_OUT
            assert time.monotonic() - silent_since < 5
            source.close()
        finally:
            ended.set()
            thread.join(5)
