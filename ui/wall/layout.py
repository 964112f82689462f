"""Where tiles and pictures lie, in whole device pixels. Pure: no Qt, no cameras.

Device pixels and not Qt's device-independent ones: at a scale of 150 % a tile's edge in the latter falls between two
pixels, and every picture would have to be resampled on its way to the screen.
"""

from dataclasses import dataclass
from math import ceil

AUTO = 0
"""As many tiles as there are cameras, in the shape that makes the pictures largest."""
GRIDS = (1, 4, 6, 9, 16, 25, 36, 49, 64)
MOST_TILES = GRIDS[-1]
USUAL_ASPECT = 16 / 9


@dataclass(frozen=True, slots=True)
class Rect:
    """Device pixels; x and y of the upper left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column that is not inside."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first row that is not inside."""
        return self.y + self.height

    @property
    def is_empty(self) -> bool:
        return self.width <= 0 or self.height <= 0

    def contains(self, x: float, y: float) -> bool:
        return self.x <= x < self.right and self.y <= y < self.bottom

    def holds(self, other: "Rect") -> bool:
        return self.x <= other.x and self.y <= other.y and other.right <= self.right and other.bottom <= self.bottom

    def overlaps(self, other: "Rect") -> bool:
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True, slots=True)
class Shape:
    rows: int
    columns: int

    @property
    def tiles(self) -> int:
        return self.rows * self.columns


def shape_for(tiles: int, width: int, height: int, *, caption: int, smallest_width: int = 1) -> Shape:
    """The rows and columns that show at least `tiles` pictures (at most 64) as large as the area allows.

    A shape whose pictures would be narrower than `smallest_width` is not taken while a roomier one with fewer tiles is
    left: then there are more pages instead. All lengths are device pixels.
    """
    wanted = max(1, min(tiles, MOST_TILES))
    while True:
        best = max(_shapes(wanted), key=lambda s: _worth(s, width, height, caption))
        if wanted == 1 or _picture_width(best, width, height, caption) >= smallest_width:
            return best
        wanted = max((g for g in GRIDS if g < wanted), default=1)


def grid_shape(grid: int, cameras: int, width: int, height: int, *, caption: int, smallest_width: int = 1) -> Shape:
    """The shape of a chosen grid: squares as they are named, 6 as 2 × 3 or 3 × 2, AUTO by the number of cameras."""
    if grid == AUTO:
        return shape_for(cameras, width, height, caption=caption, smallest_width=smallest_width)
    side = round(grid**0.5)
    if side * side == grid:
        return Shape(side, side)
    return shape_for(grid, width, height, caption=caption)


def tile_rects(shape: Shape, width: int, height: int, *, gutter: int) -> tuple[Rect, ...]:
    """`shape.tiles` rectangles in reading order, `gutter` apart and `gutter` from the edges.

    What does not divide evenly is spread, so that sizes differ by one pixel at most and none is left over.
    """
    columns = _spread(width, shape.columns, gutter)
    rows = _spread(height, shape.rows, gutter)
    return tuple(Rect(x, y, w, h) for y, h in rows for x, w in columns)


def picture_box(tile: Rect, caption: int) -> Rect:
    """What is left of a tile for its picture, under the caption."""
    taken = min(caption, tile.height)
    return Rect(tile.x, tile.y + taken, tile.width, tile.height - taken)


def fitted(box: Rect, width: int, height: int) -> Rect:
    """The largest rectangle of the aspect width : height in the middle of `box` (letterbox or pillarbox)."""
    if width <= 0 or height <= 0 or box.is_empty:
        return Rect(box.x, box.y, 0, 0)
    if width * box.height >= box.width * height:
        w, h = box.width, max(1, round(box.width * height / width))
    else:
        w, h = max(1, round(box.height * width / height)), box.height
    return Rect(box.x + (box.width - w) // 2, box.y + (box.height - h) // 2, w, h)


def placed(box: Rect, width: int, height: int) -> Rect:
    """Where a picture of that size goes in `box`: pixel for pixel when it was made for this box, else fitted.

    The worker rounds sides to even numbers: a picture that misses a side of the box by two pixels was made for it.
    """
    inside = width <= box.width and height <= box.height
    if inside and (box.width - width <= 2 or box.height - height <= 2):
        return Rect(box.x + (box.width - width) // 2, box.y + (box.height - height) // 2, width, height)
    return fitted(box, width, height)


def page_count(cameras: int, tiles: int) -> int:
    return max(1, ceil(cameras / tiles))


def page_range(page: int, cameras: int, tiles: int) -> range:
    """Positions (in the list that is shown) of the cameras on `page`, counted from 0."""
    return range(page * tiles, min(cameras, (page + 1) * tiles))


def _spread(length: int, parts: int, gutter: int) -> list[tuple[int, int]]:
    """(start, size) of `parts` pieces of `length` with gutters before, between and behind."""
    usable = max(0, length - gutter * (parts + 1))
    return [
        (gutter * (i + 1) + usable * i // parts, usable * (i + 1) // parts - usable * i // parts) for i in range(parts)
    ]


def _shapes(tiles: int) -> list[Shape]:
    return [Shape(ceil(tiles / columns), columns) for columns in range(1, tiles + 1)]


def _worth(shape: Shape, width: int, height: int, caption: int) -> tuple[int, int]:
    """Larger pictures first, then fewer empty tiles."""
    return _picture_width(shape, width, height, caption), -shape.tiles


def _picture_width(shape: Shape, width: int, height: int, caption: int) -> int:
    box_height = height // shape.rows - caption
    return max(0, min(width // shape.columns, int(box_height * USUAL_ASPECT)))
