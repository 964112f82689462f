"""The built-in demo precinct: invented, bilingual, and consistent with the simulator's geography."""

import tomllib
from importlib import resources
from math import cos, sin
from pathlib import Path
from typing import Any

from duty.precinct import Precinct, parse
from video.scenes.clips import path_of

LINK_NAME = "Demo fleet"
SIMPLIFIED_CHINESE = "zh_CN"
MOST_CAMERAS = 551
GOLDEN_ANGLE_RAD = 2.399963
"""Between one added camera's direction and the next: no two of them lie on one another."""


def precinct(clips: Path, mavlink_port: int, language: str = "en", cameras: int | None = None) -> Precinct:
    """Cameras play the clips in folder `clips`; the fleet is heard on loopback UDP port `mavlink_port`.

    `cameras` (1 to MOST_CAMERAS) is how many there are: without it the sixteen of the file; more of them stand around
    those, numbered, and play the same clips. `language` is "en" or "zh_CN" (anything that begins with "zh"); other
    languages get the English names.
    """
    with resources.as_file(resources.files("resources") / "demo") as folder:
        data = _read(folder / "precinct.toml")
        link = LINK_NAME
        if language.lower().startswith("zh"):
            names = _read(folder / f"precinct.{SIMPLIFIED_CHINESE}.toml")
            _rename(data, names)
            link = names["link"]
        if cameras is not None:
            _resize(data, cameras)
        for camera in data["cameras"]:
            camera["address"] = str(path_of(clips.absolute(), camera["address"]))
        data["links"] = [{"name": link, "address": f"udpin:127.0.0.1:{mavlink_port}"}]
        return parse(data, source="the demo precinct", folder=folder)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _rename(data: dict[str, Any], names: dict[str, Any]) -> None:
    data["precinct"]["name"] = names["precinct"]
    data["zones"][0]["path"] = names["zones"]
    for kind in ("cameras", "drones", "docks", "responders", "shifts", "routes"):
        for entry in data[kind]:
            entry["name"] = names[kind][entry["id"]]
    for camera in data["cameras"]:
        camera["area"] = names["areas"][camera["area"]]
    for area in data["areas"]:
        area["name"] = names["areas"][area["name"]]


def _resize(data: dict[str, Any], count: int) -> None:
    """Fewer or more cameras; what names one that is not there any more goes with it."""
    first = list(data["cameras"])
    for index in range(len(first), count):
        of, lap = first[index % len(first)], index // len(first) + 1
        bearing_rad = index * GOLDEN_ANGLE_RAD
        step_deg = 0.0004 * lap**0.5
        again = {
            "id": f"c{index + 1:02d}",
            "name": f"{of['name']} {lap}",
            "latitude": of["latitude"] + step_deg * cos(bearing_rad),
            "longitude": of["longitude"] + step_deg * sin(bearing_rad),
            "heading_deg": (of["heading_deg"] + 90 * (lap - 1)) % 360,
        }
        data["cameras"].append({**of, **again})
    data["cameras"] = data["cameras"][:count]
    there = {camera["id"] for camera in data["cameras"]}
    data["patrol"]["key_cameras"] = [c for c in data["patrol"]["key_cameras"] if c in there]
    for route in data["routes"]:
        route["cameras"] = [c for c in route["cameras"] if c in there]
    data["routes"] = [route for route in data["routes"] if route["cameras"]]
