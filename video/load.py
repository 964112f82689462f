"""How busy the machine is, and how much of that is the workers'."""

import psutil


class Load:
    """Asked about once a second; a fraction of all cores each time, over the time since the last call."""

    def __init__(self) -> None:
        self._cores = psutil.cpu_count() or 1
        self._busy_s: dict[int, float] = {}
        psutil.cpu_percent(None)

    def machine(self) -> float:
        return psutil.cpu_percent(None) / 100.0

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
