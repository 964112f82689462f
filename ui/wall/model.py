"""What the wall shows: which cameras, on which page, which one is selected, and whether it is enlarged. Pure: no Qt."""

from dataclasses import dataclass

from ui.wall.layout import AUTO, page_count, page_range
from video.config import CameraConfig


@dataclass(frozen=True, slots=True)
class Filter:
    area: str | None = None
    """None shows every patrol area."""
    search: str = ""
    """Words that must all occur in a camera's number, id, name or area."""


class WallModel:
    """Cameras are named by their index in the feed; a position counts in the list that the filter leaves."""

    def __init__(self, cameras: tuple[CameraConfig, ...]) -> None:
        self._cameras = cameras
        self._filter = Filter()
        self._tiles = 1
        self._page = 0
        self._listed = tuple(range(len(cameras)))
        self._selected: int | None = 0 if cameras else None
        self.grid = AUTO
        self.enlarged = False

    @property
    def cameras(self) -> tuple[CameraConfig, ...]:
        return self._cameras

    @property
    def filter(self) -> Filter:
        return self._filter

    @property
    def listed(self) -> tuple[int, ...]:
        """The cameras that pass the filter."""
        return self._listed

    @property
    def page(self) -> int:
        return self._page

    @property
    def pages(self) -> int:
        return page_count(len(self._listed), self._tiles)

    @property
    def selected(self) -> int | None:
        return self._selected

    @property
    def areas(self) -> tuple[str, ...]:
        """Every patrol area of the configuration, in its order."""
        return tuple(dict.fromkeys(c.area for c in self._cameras if c.area))

    def number(self, index: int) -> str:
        """The number that people call a camera by: its place in the configuration, counted from 1."""
        return str(index + 1).zfill(len(str(len(self._cameras))) if len(self._cameras) > 9 else 1)

    def in_view(self) -> tuple[int, ...]:
        """The cameras on the page, in tile order; only the enlarged one while there is one."""
        if self.enlarged and self._selected is not None:
            return (self._selected,)
        return tuple(self._listed[p] for p in page_range(self._page, len(self._listed), self._tiles))

    def set_filter(self, wanted: Filter) -> None:
        if wanted == self._filter:
            return
        self._filter = wanted
        words = wanted.search.casefold().split()
        self._listed = tuple(
            i for i, c in enumerate(self._cameras) if wanted.area in (None, c.area) and self._matches(i, words)
        )
        if self._selected not in self._listed:
            self._selected = self._listed[0] if self._listed else None
            self.enlarged = False
        self._follow_selection()

    def set_tiles(self, tiles: int) -> None:
        """How many tiles a page has now; the page with the selected camera comes up."""
        if tiles != self._tiles:
            self._tiles = tiles
            self._follow_selection()

    def select(self, index: int) -> None:
        if index in self._listed:
            self._selected = index
            self._follow_selection()

    def step(self, positions: int) -> None:
        """Move the selection along the list; a step over the page's edge turns the page, one over the list's end stays.

        A step of a whole row that would overshoot the last, partly filled row lands on the last camera.
        """
        if self._selected is None:
            return
        here = self._listed.index(self._selected)
        last = len(self._listed) - 1
        target = here + positions
        if target > last and abs(positions) > 1 and here // positions < last // positions:
            target = last
        if 0 <= target <= last:
            self.select(self._listed[target])

    def turn_page(self, pages: int) -> None:
        """Turn by so many pages; the selection stays at its place in the grid."""
        page = min(max(self._page + pages, 0), self.pages - 1)
        if page == self._page or self._selected is None:
            return
        place = self._listed.index(self._selected) - self._page * self._tiles
        self._page = page
        self._selected = self._listed[min(page * self._tiles + place, len(self._listed) - 1)]

    def select_edge(self, *, last: bool) -> None:
        if self._listed:
            self.select(self._listed[-1 if last else 0])

    def set_enlarged(self, enlarged: bool) -> None:
        self.enlarged = enlarged and self._selected is not None

    def _matches(self, index: int, words: list[str]) -> bool:
        camera = self._cameras[index]
        text = f"{self.number(index)} {camera.id} {camera.name} {camera.area or ''}".casefold()
        return all(word in text for word in words)

    def _follow_selection(self) -> None:
        if self._selected is None:
            self._page = 0
        else:
            self._page = self._listed.index(self._selected) // self._tiles
