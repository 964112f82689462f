"""The built-in demo precinct: invented, bilingual, and consistent with the simulator's geography."""

import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

from duty.precinct import Precinct, parse
from video.scenes.clips import path_of

LINK_NAME = "Demo fleet"
SIMPLIFIED_CHINESE = "zh_CN"


def precinct(clips: Path, mavlink_port: int, language: str = "en") -> Precinct:
    """Cameras play the clips in folder `clips`; the fleet is heard on loopback UDP port `mavlink_port`.

    `language` is "en" or "zh_CN" (anything that begins with "zh"); other languages get the English names.
    """
    with resources.as_file(resources.files("resources") / "demo") as folder:
        data = _read(folder / "precinct.toml")
        link = LINK_NAME
        if language.lower().startswith("zh"):
            names = _read(folder / f"precinct.{SIMPLIFIED_CHINESE}.toml")
            _rename(data, names)
            link = names["link"]
        for camera in data["cameras"]:
            camera["address"] = str(path_of(clips.absolute(), camera["address"]))
        data["links"] = [{"name": link, "address": f"udpin:127.0.0.1:{mavlink_port}"}]
        return parse(data, source="the demo precinct", folder=folder)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _rename(data: dict[str, Any], names: dict[str, Any]) -> None:
    data["precinct"]["name"] = names["precinct"]
    data["zones"][0]["path"] = names["zones"]
    for kind in ("cameras", "drones", "docks", "responders"):
        for entry in data[kind]:
            entry["name"] = names[kind][entry["id"]]
    for camera in data["cameras"]:
        camera["area"] = names["areas"][camera["area"]]
