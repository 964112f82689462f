"""The simulator as a process of its own, ended with its parent."""

import multiprocessing
import threading
from collections.abc import Sequence
from multiprocessing.context import SpawnProcess

from drones.simulator import run as runner
from drones.simulator.trouble import Trouble


class SimulatorProcess:
    """`url` is checked at once: PersonError if it is not a loopback address."""

    def __init__(
        self,
        url: str,
        *,
        drones: int,
        docks: int,
        seed: int = 1,
        rate: float = 1.0,
        troubles: Sequence[Trouble] | None = None,
        start_ns: int | None = None,
    ) -> None:
        runner.target(url)
        self._process: SpawnProcess = multiprocessing.get_context("spawn").Process(
            target=runner.child_main,
            args=(url, drones, docks, seed, rate, troubles, start_ns),
            name="simulator",
            daemon=True,
        )
        self._lock = threading.Lock()
        self._stopped = False

    @property
    def process_id(self) -> int | None:
        return None if self._stopped else self._process.pid

    @property
    def alive(self) -> bool:
        return not self._stopped and self._process.pid is not None and self._process.is_alive()

    def start(self) -> None:
        self._process.start()

    def stop(self, timeout_s: float = 2.0) -> bool:
        """End the process; True if it ended within `timeout_s`. It sends only, so there is nothing to wind up."""
        with self._lock:
            if self._stopped or self._process.pid is None:
                return True
            self._process.terminate()
            self._process.join(timeout_s)
            in_time = not self._process.is_alive()
            if not in_time:
                self._process.kill()
                self._process.join(1.0)
            if not self._process.is_alive():
                self._process.close()
                self._stopped = True
            return in_time
