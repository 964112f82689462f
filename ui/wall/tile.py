"""One camera's place on the page and what is on it now."""

from dataclasses import dataclass, field

from PySide6.QtCore import QRect

from ui.wall.layout import Rect, picture_box
from ui.wall.pixels import logical_around
from ui.wall.tile_words import Body, Caption


@dataclass(slots=True)
class Tile:
    """Rects are device pixels; QRects the device-independent rectangles around them, for updates."""

    camera: int
    rect: Rect
    caption_px: int
    scale: float
    in_view_since_ns: int
    caption: Caption | None = None
    body: Body | None = None
    shows_picture: bool = False
    picture: Rect | None = None
    """Where the last picture was put; None before the first."""
    sequence: int = -1
    """Of the last picture that was put there; -1 before the first."""
    painted_at_ns: int = 0
    received_at_ns: int = 0
    """When the last picture was put there, and when its data was received (monotonic)."""
    pixels_width: int = 0
    pixels_height: int = 0
    """Its own size: less than that of `picture` where it was painted larger than it is."""
    box: Rect = field(init=False)
    caption_rect: Rect = field(init=False)
    area: QRect = field(init=False)
    box_area: QRect = field(init=False)
    caption_area: QRect = field(init=False)
    picture_area: QRect = field(init=False)
    """What a new picture needs painted: its own rectangle, the whole box before the first."""

    def __post_init__(self) -> None:
        self.box = picture_box(self.rect, self.caption_px)
        self.caption_rect = Rect(self.rect.x, self.rect.y, self.rect.width, self.box.y - self.rect.y)
        self.area = logical_around(self.rect, self.scale)
        self.box_area = logical_around(self.box, self.scale)
        self.caption_area = logical_around(self.caption_rect, self.scale)
        self.picture_area = self.box_area

    def put(self, picture: Rect) -> bool:
        """Remember where the picture lies; True when it lies elsewhere than before."""
        if picture == self.picture:
            return False
        self.picture = picture
        self.picture_area = logical_around(picture, self.scale)
        return True

    def come_into_view(self, now_ns: int) -> None:
        """After being away: whatever was painted before is not what is on the screen now."""
        self.in_view_since_ns = now_ns
        self.sequence = -1

    def lies_like(self, rect: Rect, caption_px: int, scale: float) -> bool:
        return (self.rect, self.caption_px, self.scale) == (rect, caption_px, scale)
