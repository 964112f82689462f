"""The simulator on real sockets and as a real process."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from base.errors import PersonError
from drones.dialect import load
from drones.simulator.child import SimulatorProcess
from drones.simulator.run import run, target

ROOT = Path(__file__).resolve().parents[3]


def listener() -> tuple[socket.socket, str]:
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind(("127.0.0.1", 0))
    s.settimeout(10)
    return s, f"udpout:127.0.0.1:{s.getsockname()[1]}"


def eventually(what: Callable[[], bool], limit_s: float = 10.0) -> bool:
    deadline = time.monotonic() + limit_s
    while not what() and time.monotonic() < deadline:
        time.sleep(0.02)
    return what()


@pytest.mark.parametrize(
    "url",
    [
        "udpout:192.0.2.7:14550",
        "udpout:0.0.0.0:14550",
        "udpout:255.255.255.255:14550",
        "udpout:[2001:db8::1]:14550",
        "udpout:224.0.0.1:14550",
        "udpout:::ffff:192.0.2.7:14550",
        "tcp:127.0.0.1:14550",
        "udpin:127.0.0.1:14550",
        "udpout:127.0.0.1:0",
        "udpout:127.0.0.1:70000",
        "udpout:127.0.0.1",
        "udpout::14550",
        "",
        "no.such.host.invalid",
        "udpout:no-such-host.invalid:14550",
    ],
)
def test_it_refuses_what_is_not_loopback(url: str) -> None:
    with pytest.raises(PersonError):
        target(url)
    with pytest.raises(PersonError):
        run(url, drones=1, docks=0, seconds=0.1)
    with pytest.raises(PersonError):
        SimulatorProcess(url, drones=1, docks=0)


def test_a_name_with_one_address_elsewhere_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = (socket.AF_INET, socket.SOCK_DGRAM, 17, "")
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(*kind, ("127.0.0.1", 5)), (*kind, ("192.0.2.9", 5))])
    with pytest.raises(PersonError, match=r"192\.0\.2\.9"):
        target("udpout:half-local:5")


@pytest.mark.parametrize(
    "url", ["udpout:127.0.0.1:14550", "udpout:127.8.9.10:1", "udpout:localhost:14550", "udpout:[::1]:14550"]
)
def test_loopback_is_welcome(url: str) -> None:
    assert target(url)[1][1] in (14550, 1)


def test_more_vehicles_than_system_ids_are_refused() -> None:
    with pytest.raises(PersonError, match="201"):
        run("udpout:127.0.0.1:14550", drones=201, docks=0)


def test_it_sends_in_real_time_and_ends_by_itself() -> None:
    ear, url = listener()
    with ear:
        started = time.monotonic()
        sent = run(url, drones=2, docks=1, seconds=1.0)
        assert 0.8 < time.monotonic() - started < 5
        assert sent > 20
        messages = load().MAVLink(None).parse_buffer(ear.recv(65536))
        assert messages


def test_nobody_listening_is_no_error_and_stop_stops_it() -> None:
    ear, url = listener()
    ear.close()
    stop = threading.Event()
    thread = threading.Thread(target=run, args=(url,), kwargs={"drones": 1, "docks": 1, "stop": stop})
    thread.start()
    stop.set()
    thread.join(5)
    assert not thread.is_alive()


def test_the_process_starts_sends_and_stops() -> None:
    ear, url = listener()
    simulator = SimulatorProcess(url, drones=2, docks=1)
    with ear:
        simulator.start()
        try:
            pid = simulator.process_id
            assert pid is not None
            assert ear.recv(65536)
            os.kill(pid, signal.SIGINT)
            for _ in range(20):
                assert ear.recv(65536), "Ctrl-C in the terminal is the parent's affair"
            assert simulator.alive
        finally:
            assert simulator.stop(3.0)
    assert not psutil.pid_exists(pid)
    assert simulator.process_id is None
    assert simulator.stop(), "stopping twice is no harm"


PARENT = """
    import sys, time
    sys.path.insert(0, {root!r})
    from drones.simulator.child import SimulatorProcess

    if __name__ == "__main__":
        simulator = SimulatorProcess({url!r}, drones=1, docks=1)
        simulator.start()
        print(simulator.process_id, flush=True)
        time.sleep(60)
"""


def test_it_does_not_outlive_a_killed_parent_nor_hold_its_output(tmp_path: Path) -> None:
    ear, url = listener()
    script = tmp_path / "parent.py"
    script.write_text(textwrap.dedent(PARENT.format(root=str(ROOT), url=url)))
    with ear, subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert ear.recv(65536)
        if Path(f"/proc/{child}/fd/1").exists():
            assert Path(f"/proc/{child}/fd/1").readlink() == Path(os.devnull)
        parent.kill()
        assert eventually(
            lambda: not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE
        )
        assert parent.stdout.read() == "", "the pipe ends: nobody holds it"
