"""A trainer's script: what goes wrong when, and what a trainee should do about it, in a TOML file."""

import random
import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, model_validator

from base.errors import PersonError
from base.model import ConfigModel, Identifier, Name

SIMULATOR = "simulator"
Seconds = Annotated[float, Field(ge=0, le=6 * 3600)]


class InjectionKind(StrEnum):
    LINK_LOSS = "link_loss"
    """Nothing of a drone or a dock comes any more."""
    DOCK_RAIN = "dock_rain"
    COVER_JAMMED = "cover_jammed"
    CAMERA_FREEZE = "camera_freeze"
    """The camera's picture stands still, though pictures go on coming."""
    BLACK_FLIGHT = "black_flight"
    """An aircraft that is none of ours flies into a no-fly zone."""


class ReactionKind(StrEnum):
    NOTICED = "noticed"
    """Said so with the training bar, about the right thing."""
    ACKNOWLEDGED = "acknowledged"
    """Its incident; likewise the two below."""
    DISPATCHED = "dispatched"
    CLOSED = "closed"
    OPENED = "opened"
    """An incident, by hand."""
    CANNOT_SEE = "cannot_see"
    """In a round, of the camera."""


class Injection(ConfigModel):
    id: Identifier
    kind: InjectionKind
    at_s: Seconds
    """Since the run's beginning."""
    spread_s: Seconds = 0.0
    """The seed puts it somewhere between `at_s` and so much later."""
    for_s: Annotated[float, Field(gt=0, le=3600)] = 60.0
    """A black flight takes as long as it takes."""
    targets: tuple[Identifier, ...] = ()
    """Ids of drones, docks or cameras: the seed takes one. Empty: of all that the kind fits."""


class Expected(ConfigModel):
    """A mark that a trainee can earn."""

    injection: Identifier
    reaction: ReactionKind
    within_s: Annotated[float, Field(gt=0, le=3600)]
    """All points until then."""
    late_s: Annotated[float, Field(gt=0, le=3600)]
    """Half of them until then; none later. Both since the injection began."""
    points: Annotated[int, Field(ge=1, le=1000)] = 10

    @model_validator(mode="after")
    def _late_is_later(self) -> "Expected":
        if self.late_s < self.within_s:
            raise ValueError("late_s must not be shorter than within_s")
        return self


class Script(ConfigModel):
    id: Identifier
    title: Name
    notes: Annotated[str, Field(max_length=4000)] = ""
    """For the trainer."""
    minutes: Annotated[float, Field(gt=0, le=360)] = 10.0
    base: Annotated[str, Field(max_length=80)] = SIMULATOR
    """“simulator”, or the id of a session."""
    from_s: Seconds = 0.0
    """Where in the session the run begins."""
    false_points: Annotated[int, Field(ge=-100, le=0)] = -2
    """For noticing what is not there."""
    injections: tuple[Injection, ...] = ()
    marks: tuple[Expected, ...] = ()

    @model_validator(mode="after")
    def _marks_have_their_injections(self) -> "Script":
        known = Counter(one.id for one in self.injections)
        problems = [f"injections.id: “{name}” {count} times" for name, count in known.items() if count > 1]
        problems += [
            f"marks[{i}].injection: expected the id of an injection, got “{mark.injection}”"
            for i, mark in enumerate(self.marks)
            if mark.injection not in known
        ]
        late = [one.id for one in self.injections if one.at_s + one.spread_s >= self.minutes * 60]
        problems += [f"injections: “{name}” may begin only after the run's end" for name in late]
        if problems:
            raise ValueError("\n".join(problems))
        return self

    @property
    def most_points(self) -> int:
        return sum(mark.points for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Cast:
    """What there is to go wrong: ids."""

    drones: tuple[str, ...]
    docks: tuple[str, ...]
    cameras: tuple[str, ...]

    def fitting(self, kind: InjectionKind) -> tuple[str, ...]:
        match kind:
            case InjectionKind.LINK_LOSS:
                return self.drones + self.docks
            case InjectionKind.DOCK_RAIN | InjectionKind.COVER_JAMMED:
                return self.docks
            case InjectionKind.CAMERA_FREEZE:
                return self.cameras
            case InjectionKind.BLACK_FLIGHT:
                return ()


@dataclass(frozen=True, slots=True)
class Planned:
    """One injection of a run, with everything that the seed decided."""

    id: str
    kind: InjectionKind
    target: str
    """Id of a drone, dock or camera; of a black flight its Remote ID serial, where the scene knows it."""
    from_s: float
    to_s: float
    without_zone: bool = False
    """A black flight that finds no zone which forbids flying: nothing is raised."""


def plan(script: Script, cast: Cast, seed: int) -> tuple[Planned, ...]:
    """In order of time. The same script, cast and seed give the same plan. Raises PersonError for what is not there."""
    planned = []
    for one in script.injections:
        dice = random.Random(f"{seed}/{one.id}")  # of its own: an injection added later moves no other
        fitting = cast.fitting(one.kind)
        unknown = [target for target in one.targets if target not in fitting]
        if unknown:
            raise PersonError(f"The script “{script.title}” wants {one.kind} at “{unknown[0]}”, which is not there.")
        choice = one.targets or fitting
        if not choice and one.kind is not InjectionKind.BLACK_FLIGHT:
            raise PersonError(f"The script “{script.title}” wants {one.kind}, and there is nothing it could happen to.")
        target = dice.choice(choice) if choice else ""
        from_s = round(one.at_s + dice.uniform(0, one.spread_s), 1)
        planned.append(Planned(one.id, one.kind, target, from_s, from_s + one.for_s))
    return tuple(sorted(planned, key=lambda p: (p.from_s, p.id)))


def load(path: Path) -> Script:
    """Raises PersonError with every problem, a line each."""
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
        return Script.model_validate(data)
    except OSError as error:
        raise PersonError(f"The script {path.name} cannot be read: {error.strerror or error}.") from None
    except ValidationError as error:
        raise PersonError(f"The script {path.name}: " + "; ".join(_lines(error))) from None
    except (ValueError, RecursionError):
        raise PersonError(f"The script {path.name} is not valid TOML.") from None


def save(script: Script, path: Path) -> None:
    """Raises OSError."""
    import tomlkit

    data = script.model_dump(mode="json")
    beside = path.with_suffix(".new")
    beside.write_text(tomlkit.dumps(data), encoding="utf-8")
    beside.replace(path)


def _lines(error: ValidationError) -> list[str]:
    lines = []
    for problem in error.errors(include_url=False):
        where = re.sub(r"\.(\d+)", r"[\1]", ".".join(str(part) for part in problem["loc"]))
        message = problem["msg"].removeprefix("Value error, ").replace("\n", "; ")
        lines.append(f"{where}: {message}" if where else message)
    return lines
