"""What several scenes share: who walks there, what drives there, how a street is laid out."""

import itertools
from collections.abc import Sequence

import numpy as np

from video.scenes.kit.backdrop import Backdrop
from video.scenes.kit.facade import Front, Style
from video.scenes.kit.figures import Looks, Ride
from video.scenes.kit.props import dashes
from video.scenes.kit.traffic import Kind, Path, Profile, Train, steady

PAINTS = (
    "#d9dcde",
    "#2b2f33",
    "#8f979d",
    "#f0f1ef",
    "#5a6670",
    "#7c1f22",
    "#23395b",
    "#b7bcbf",
    "#3f4a3f",
    "#c6b48a",
    "#35506e",
    "#a83a2a",
)
BUS_PAINTS = ("#2f7d6b", "#3569a8", "#c4482f")
VAN_PAINTS = ("#e6e7e4", "#c9cdd0", "#dcae45", "#5d7f9e")
_SHIRTS = (
    "#3d5a80",
    "#b23a48",
    "#e0e2db",
    "#4a4e54",
    "#7d8f69",
    "#c98b3a",
    "#26303b",
    "#8d6a9f",
    "#a9bcd0",
    "#d8c3a5",
    "#5f7f77",
)
_TROUSERS = ("#262b33", "#3b4252", "#5b5347", "#1f2937", "#6b7280", "#494336")
_HAIR = ("#1a1715", "#2b211b", "#4a4440", "#121212")
_UMBRELLAS = ("#27364f", "#8c2f39", "#3d6b58", "#c7b23f", "#5b5f66", "#a5557a")
_HELMETS = ("#e7e9ea", "#f0c419", "#2f6db5", "#c23b33", "#2b2b2b")


def people(count: int, seed: int, *, umbrellas: float = 0.0, children: float = 0.0) -> tuple[Looks, ...]:
    dice = np.random.default_rng(seed)

    def one_of(options: Sequence[str]) -> str:
        return str(dice.choice(np.array(options)))

    return tuple(
        Looks(
            shirt=one_of(_SHIRTS),
            trousers=one_of(_TROUSERS),
            hair=one_of(_HAIR),
            bag=one_of(("#3a2f28", "#2d3b4f", "#74302f")) if dice.random() < 0.35 else None,
            umbrella=one_of(_UMBRELLAS) if dice.random() < umbrellas else None,
            stature=float(dice.uniform(0.70, 0.82) if dice.random() < children else dice.uniform(0.93, 1.07)),
        )
        for _ in range(count)
    )


def riders(count: int, seed: int) -> tuple[Looks, ...]:
    dice = np.random.default_rng(seed)
    return tuple(
        Looks(
            shirt=str(dice.choice(np.array((*_SHIRTS, "#f0c419", "#2f6db5")))),
            trousers=str(dice.choice(np.array(_TROUSERS))),
            helmet=str(dice.choice(np.array(_HELMETS))),
            frame=str(dice.choice(np.array(("#c23b33", "#e6e7e8", "#2d6a8f", "#303438")))),
            ride=Ride.SCOOTER if dice.random() < 0.7 else Ride.BIKE,
        )
        for _ in range(count)
    )


def walk(
    path: Path,
    offsets: Sequence[float],
    seed: int,
    *,
    stride: float = 17.4,
    umbrellas: float = 0.0,
    children: float = 0.0,
) -> Train:
    return Train(
        Kind.PERSON, path, stride, offsets, looks=people(len(offsets), seed, umbrellas=umbrellas, children=children)
    )


def ride(path: Path, offsets: Sequence[float], seed: int, *, stride: float = 66.0) -> Train:
    return Train(Kind.PERSON, path, stride, offsets, looks=riders(len(offsets), seed))


def stand(
    spots: Sequence[tuple[float, float, float]], seed: int, *, umbrellas: float = 0.0, children: float = 0.0
) -> tuple[Train, ...]:
    """People who wait: (x, y, heading)."""
    looks = people(len(spots), seed, umbrellas=umbrellas, children=children)
    return tuple(
        Train(Kind.STANDING, Path((x, y), (x, y + 0.01), rounding=0), 0.0, (0.0,), looks=(look,), turn_deg=heading)
        for (x, y, heading), look in zip(spots, looks, strict=True)
    )


def drive(
    path: Path,
    offsets: Sequence[float],
    kinds: Sequence[Kind],
    seed: int,
    *,
    stride: float = 130.0,
    profile: Profile = steady,
) -> Train:
    """Vehicles in a lane; colours fit the kinds."""
    dice = np.random.default_rng(seed)
    kinds = [kinds[i % len(kinds)] for i in range(len(offsets))]
    return Train(Kind.CAR, path, stride, offsets, [paint(kind, dice) for kind in kinds], profile=profile, kinds=kinds)


def queue(
    path: Path,
    line_m: float,
    behind_m: Sequence[float],
    kinds: Sequence[Kind],
    seed: int,
    profile: Profile,
    *,
    stride: float = 60.0,
) -> Train:
    """Vehicles that wait at a stop line `line_m` along the path, the first with its middle there, the rest behind.

    `profile` is a `waiting`; a stride of 60 m clears a crossing of 24 m as long as the queue is shorter than 34 m.
    """
    standing = stride * profile(0.24 if profile(0.24) == profile(0.25) else 0.74)
    return drive(path, [line_m - back - standing for back in behind_m], kinds, seed, stride=stride, profile=profile)


def paint(kind: Kind, dice: np.random.Generator) -> str:
    match kind:
        case Kind.BUS:
            return str(dice.choice(np.array(BUS_PAINTS)))
        case Kind.VAN:
            return str(dice.choice(np.array(VAN_PAINTS)))
        case Kind.TAXI:
            return "#3fa7a0"
        case Kind.POLICE:
            return "#eceff1"
        case Kind.LORRY:
            return str(dice.choice(np.array(("#b5462f", "#2e6f9e", "#4d7a52", "#c9a23b"))))
        case _:
            return str(dice.choice(np.array(PAINTS)))


def mixed(count: int, seed: int, *, buses: float = 0.0) -> list[Kind]:
    """An everyday mix of traffic."""
    dice = np.random.default_rng(seed)
    shares = {Kind.CAR: 0.52, Kind.SUV: 0.30, Kind.TAXI: 0.06, Kind.VAN: 0.12}
    chosen = [list(shares)[int(dice.choice(4, p=list(shares.values())))] for _ in range(count)]
    return [Kind.BUS if dice.random() < buses else kind for kind in chosen]


def asphalt(b: Backdrop, x0: float, y0: float, x1: float, y1: float, colour: str = "#6a6d70") -> None:
    b.ground([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], colour, b.mottled(5.0, 0.075, 0.10))


def paving(
    b: Backdrop, x0: float, y0: float, x1: float, y1: float, colour: str = "#a49f96", size_m: float = 0.8
) -> None:
    b.ground([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], colour, b.slabs(size_m))


def lawn(b: Backdrop, x0: float, y0: float, x1: float, y1: float, colour: str = "#5f7a45") -> None:
    b.ground([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], colour, b.mottled(3.0, 0.16, 0.14))


def kerb(b: Backdrop, x0: float, y0: float, x1: float, y1: float) -> None:
    dashes(b, x0, y0, x1, y1, wide_m=0.28, gap_m=0.0, colour="#c3c0b8")


def terrace(
    b: Backdrop,
    x0: float,
    x1: float,
    y_from: float,
    y_to: float,
    seed: int,
    *,
    height: tuple[float, float] = (12, 24),
    shops: bool = True,
    styles: Sequence[Style] = (Style.FLATS, Style.OFFICE, Style.OLD),
) -> None:
    """Houses side by side along y, painted from the far end (`y_to`) to the near one."""
    dice = np.random.default_rng(seed)
    walls = ("#b9ab97", "#a8b0b5", "#c2b6a6", "#9b8876", "#b0a5a0", "#8f9aa0", "#c8c1b2", "#a77f68")
    edges = [y_from]
    while edges[-1] < y_to:
        edges.append(edges[-1] + float(dice.uniform(14, 26)))
    houses = [
        (
            a,
            c,
            float(dice.uniform(*height)),
            Front(styles[int(dice.integers(len(styles)))], str(dice.choice(np.array(walls))), shops, seed + i),
        )
        for i, (a, c) in enumerate(itertools.pairwise(edges))
    ]
    for a, c, high, look in reversed(houses):
        b.house(x0, a, x1, c - 0.2, high, look)


def skyline(
    b: Backdrop, y: float, x0: float, x1: float, seed: int, height: tuple[float, float] = (20, 60), base_m: float = 0.0
) -> None:
    """A far row of houses along x."""
    dice = np.random.default_rng(seed)
    walls = ("#a9b0b6", "#b7ada0", "#98a3ab", "#c0b6a8", "#8d979e")
    x = x0
    while x < x1:
        wide = float(dice.uniform(14, 34))
        look = Front(
            (Style.OFFICE, Style.FLATS)[int(dice.integers(2))],
            str(dice.choice(np.array(walls))),
            False,
            seed + round(x),
        )
        b.house(x, y + float(dice.uniform(0, 12)), x + wide, y + 40, float(dice.uniform(*height)), look, base_m)
        x += wide + float(dice.uniform(0, 8))


def straight(
    b: Backdrop,
    road: tuple[float, float],
    walks: tuple[float, float],
    y0: float,
    y1: float,
    lanes: Sequence[float],
    *,
    middle: float | None = 0.0,
    walk_colour: str = "#a49f96",
) -> None:
    """A street along y: pavements to `walks`, a road within `road`, lines at `lanes`, a double one at `middle`."""
    paving(b, walks[0], y0, road[0], y1, walk_colour)
    paving(b, road[1], y0, walks[1], y1, walk_colour)
    asphalt(b, road[0], y0, road[1], y1)
    for edge in road:
        kerb(b, edge, y0, edge, y1)
    for lane in lanes:
        dashes(b, lane, y0, lane, y1)
    if middle is not None:
        for off in (-0.15, 0.15):
            dashes(b, middle + off, y0, middle + off, y1, gap_m=0, colour="#d1b25a")
