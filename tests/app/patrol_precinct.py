"""A precinct of 64 cameras that play the demo's clips, as a configuration file of its own: no link, no zone."""

from pathlib import Path

import tomlkit

from duty.demo import precinct


def write_precinct(path: Path, clips: Path, *, cameras: int = 64, dwell_s: float = 1.0) -> Path:
    """The demo's patrol with a short dwell; `clips` is the folder of the demo's clips."""
    demo = precinct(clips, 1, "en", cameras)
    kept = demo.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    for left_out in ("links", "zones", "drones", "docks"):
        kept.pop(left_out, None)
    for plan in kept["plans"]:
        plan["dwell_s"] = dwell_s
    path.write_text(tomlkit.dumps(kept), encoding="utf-8")
    return path
