"""How busy the machine is, and how much of that is the workers'."""

import psutil


class Load:
    """Asked about once a second; a fraction of all cores each time, over the time since the last call."""

    def __init__(self) -> None:
        self._cores = psutil.cpu_count() or 1
        self._busy_s: dict[int, float] = {}
        self._machine = _machine_s()

    def machine(self) -> float:
        """Not psutil.cpu_percent: its memory of the last call is shared with everyone else who asks it."""
        (idle_before_s, all_before_s), (idle_s, all_s) = self._machine, _machine_s()
        self._machine = (idle_s, all_s)
        return 1.0 - (idle_s - idle_before_s) / (all_s - all_before_s) if all_s > all_before_s else 0.0

    def workers(self, process_ids: tuple[int, ...], elapsed_s: float) -> float:
        busy_s = {}
        for process_id in process_ids:
            try:
                times = psutil.Process(process_id).cpu_times()
            except psutil.Error:  # died since
                continue
            busy_s[process_id] = times.user + times.system
        spent_s = sum(now_s - self._busy_s.get(process_id, now_s) for process_id, now_s in busy_s.items())
        self._busy_s = busy_s
        return spent_s / elapsed_s / self._cores if elapsed_s > 0 else 0.0


def _machine_s() -> tuple[float, float]:
    """Seconds idle, and all seconds, of all cores since the start of the system."""
    times = psutil.cpu_times()
    idle_s = times.idle + getattr(times, "iowait", 0.0)
    return idle_s, sum(times) - getattr(times, "guest", 0.0) - getattr(times, "guest_nice", 0.0)
