"""The whole configuration of a precinct, composed of the rooms' own parts, read from one TOML file."""

import re
import tomllib
import zlib
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError, model_validator

from base.addresses import without_password
from base.errors import ConfigurationError
from base.model import ConfigModel
from drones.config import DockConfig, DroneConfig, LinkConfig, ZoneFileConfig
from duty.config import PrecinctConfig, ResponderConfig
from duty.patrol.config import (
    AreaConfig,
    BookConfig,
    PatrolConfig,
    PlanConfig,
    RouteConfig,
    ShiftConfig,
    default_plans,
    default_shifts,
)
from duty.recording import RecordingConfig
from video.config import CameraConfig

_SHOWN = 60
"""Characters of a wrong value that a message repeats: the field's path tells where it stands."""


class Precinct(ConfigModel):
    precinct: PrecinctConfig
    cameras: tuple[CameraConfig, ...] = ()
    links: tuple[LinkConfig, ...] = ()
    drones: tuple[DroneConfig, ...] = ()
    docks: tuple[DockConfig, ...] = ()
    zones: tuple[ZoneFileConfig, ...] = ()
    responders: tuple[ResponderConfig, ...] = ()
    areas: tuple[AreaConfig, ...] = ()
    """Areas that only cameras name are added by `all_areas`."""
    plans: tuple[PlanConfig, ...] = ()
    shifts: tuple[ShiftConfig, ...] = ()
    routes: tuple[RouteConfig, ...] = ()
    patrol: PatrolConfig = PatrolConfig()
    book: BookConfig = BookConfig()
    recording: RecordingConfig = RecordingConfig()

    def zone(self) -> ZoneInfo:
        """The clock of shifts and hours."""
        return ZoneInfo(self.patrol.time_zone or self.precinct.time_zone)

    def all_areas(self) -> tuple[AreaConfig, ...]:
        """The configured areas, then one for each name that only a camera has; its id is made of the name."""
        named = {area.name for area in self.areas}
        taken = {area.id for area in self.areas}
        found: list[AreaConfig] = list(self.areas)
        for name in dict.fromkeys(c.area for c in self.cameras if c.area and c.area not in named):
            area_id = _identifier(name, taken)
            taken.add(area_id)
            found.append(AreaConfig(id=area_id, name=name))
        return tuple(found)

    def all_plans(self) -> tuple[PlanConfig, ...]:
        """One for each level, in order: the configured ones, and our own figures for those that are missing."""
        given = {plan.level: plan for plan in self.plans}
        return tuple(given.get(plan.level, plan) for plan in default_plans())

    def all_shifts(self) -> tuple[ShiftConfig, ...]:
        return self.shifts or default_shifts()

    @model_validator(mode="after")
    def _names_are_one_of_a_kind(self) -> "Precinct":
        problems = [
            *_repeated("cameras.id", (c.id for c in self.cameras)),
            *_repeated("links.name", (link.name for link in self.links)),
            *_repeated("drones.id", (d.id for d in self.drones)),
            *_repeated("drones.remote_id", (d.remote_id for d in self.drones if d.remote_id)),
            *_repeated("docks.id", (d.id for d in self.docks)),
            *_repeated("docks.drone", (d.drone for d in self.docks if d.drone)),
            *_repeated("responders.id", (r.id for r in self.responders)),
            *_repeated("areas.id", (a.id for a in self.areas)),
            *_repeated("areas.name", (a.name for a in self.areas)),
            *_repeated("plans.level", (p.level.value for p in self.plans)),
            *_repeated("shifts.id", (s.id for s in self.shifts)),
            *_repeated("routes.id", (r.id for r in self.routes)),
            *_repeated(
                "drones.system and docks.system",
                (str(s) for s in [*(d.system for d in self.drones), *(d.system for d in self.docks)]),
            ),
        ]
        known_drones = {d.id for d in self.drones}
        known_cameras = {c.id for c in self.cameras}
        for i, dock in enumerate(self.docks):
            if dock.drone is not None and dock.drone not in known_drones:
                problems.append(f"docks[{i}].drone: expected the id of a drone in [[drones]], got “{dock.drone}”")
        for i, drone in enumerate(self.drones):
            if drone.camera is not None and drone.camera not in known_cameras:
                problems.append(f"drones[{i}].camera: expected the id of a camera in [[cameras]], got “{drone.camera}”")
        problems += self._unknown_names(known_cameras)
        if problems:
            raise ValueError("\n".join(problems))
        return self

    def _unknown_names(self, cameras: set[str]) -> list[str]:
        areas, responders = {a.id for a in self.all_areas()}, {r.id for r in self.responders}
        problems = []
        lists = {
            "patrol.key_cameras": self.patrol.key_cameras,
            "recording.keep_unmasked": self.recording.keep_unmasked,
            "recording.leave_out": self.recording.leave_out,
            **{f"routes[{i}].cameras": route.cameras for i, route in enumerate(self.routes)},
        }
        for field, ids in lists.items():
            for i, camera in enumerate(ids):
                if camera not in cameras:
                    problems.append(f"{field}[{i}]: expected the id of a camera in [[cameras]], got “{camera}”")
        for i, area in enumerate(self.areas):
            for k, responder in enumerate(area.responders):
                if responder not in responders:
                    field = f"areas[{i}].responders[{k}]"
                    problems.append(f"{field}: expected the id of a responder in [[responders]], got “{responder}”")
        for i, plan in enumerate(self.plans):
            for k, area_id in enumerate(plan.key_areas):
                if area_id not in areas:
                    field = f"plans[{i}].key_areas[{k}]"
                    problems.append(f"{field}: expected the id of an area in [[areas]], got “{area_id}”")
        return problems


def empty() -> Precinct:
    """Of nothing, by the machine's own clock: for a desk that only opens sessions."""
    offset = datetime.now().astimezone().utcoffset() or timedelta()
    hours = round(offset.total_seconds() / 3600)
    zone = f"Etc/GMT{-hours:+d}" if hours else "Etc/UTC"
    return Precinct(precinct=PrecinctConfig(name="–", time_zone=zone, centre=(0.0, 0.0)))


def load(path: Path) -> Precinct:
    """Read and check a configuration file; zone paths come back absolute.

    Raises ConfigurationError with every problem at once, each line the field's path and what was expected.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConfigurationError(str(path), [f"cannot be read: {error.strerror or error}"]) from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(str(path), [f"is not UTF-8 text: byte {error.start} cannot be read"]) from None
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(str(path), [f"is not valid TOML: {error}"]) from None
    return parse(data, source=str(path), folder=path.resolve().parent)


def parse(data: dict[str, Any], *, source: str, folder: Path) -> Precinct:
    try:
        precinct = Precinct.model_validate(data)
    except ValidationError as error:
        raise ConfigurationError(source, list(_lines(error))) from None
    zones = tuple(z.model_copy(update={"path": str(folder / z.path)}) for z in precinct.zones)
    cameras = tuple(c.model_copy(update=_absolute(c, folder)) for c in precinct.cameras)
    links = tuple(_with_absolute_log(link, folder) for link in precinct.links)
    return precinct.model_copy(update={"zones": zones, "cameras": cameras, "links": links})


def _with_absolute_log(link: LinkConfig, folder: Path) -> LinkConfig:
    path = link.address.removeprefix("file:")
    return link.model_copy(update={"address": str(folder / path)}) if path.endswith(".tlog") else link


def _absolute(camera: CameraConfig, folder: Path) -> dict[str, str]:
    """File addresses become absolute paths, so that a worker with another working directory finds them."""
    changed = {}
    for field in ("address", "sub_address"):
        value = getattr(camera, field)
        if value is not None and "://" not in value and not value.startswith("usb:"):
            changed[field] = str(folder / value)
    return changed


def _identifier(name: str, taken: set[str]) -> str:
    """An id that stays the same from start to start: the name's own letters, or a number made of it."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower()[:30]
    if not plain or not name.isascii():
        plain = f"area-{zlib.crc32(name.encode()):08x}"
    return plain if plain not in taken else f"{plain}-{zlib.crc32(name.encode()):08x}"[:40]


def _repeated(field: str, names: Iterable[str]) -> list[str]:
    return [
        f"{field}: expected each to be different, got “{name}” {count} times"
        for name, count in Counter(names).items()
        if count > 1
    ]


def _lines(error: ValidationError) -> Iterable[str]:
    for problem in error.errors(include_url=False):
        where = ""
        for part in problem["loc"]:
            where += f"[{part}]" if isinstance(part, int) else f".{part}" if where else str(part)
        message = problem["msg"].removeprefix("Value error, ")
        if problem["type"] == "extra_forbidden":
            yield f"{where}: is not a field that is known here"
        elif problem["type"] == "missing":
            yield f"{where}: is missing"
        elif not where:
            yield from message.splitlines()
        else:
            got = problem["input"]
            shown = f", got {_short(got)}" if isinstance(got, str | int | float) and not _is_secret(where) else ""
            yield f"{where}: {message[0].lower()}{message[1:]}{shown}"


def _short(value: str | float) -> str:
    """As Python spells it, and no longer than a line."""
    try:
        text = without_password(repr(value))
    except ValueError:  # a whole number of thousands of digits
        text = "a very long number"
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _is_secret(where: str) -> bool:
    """Addresses may carry the very password that the message complains about."""
    return where.rpartition(".")[2] in ("address", "sub_address", "secret")
