"""How large a picture has to be: pure arithmetic."""

from video.slots import LARGEST_HEIGHT, LARGEST_WIDTH


def turned(width: int, height: int, rotation_deg: int) -> tuple[int, int]:
    return (height, width) if rotation_deg % 180 == 90 else (width, height)


def quarter_turns_clockwise(rotation_deg: int) -> int:
    """Quarter turns to the right that show a picture upright; `rotation_deg` is counter-clockwise, FFmpeg's sense.

    A display matrix may hold any angle; cameras and telephones write quarter turns, and others are rounded to them.
    """
    return round(-rotation_deg / 90) % 4


def displayed_size(width: int, height: int, pixel_aspect: float) -> tuple[float, float]:
    """The stored size widened to square pixels; an absurd aspect (a broken header) is taken for 1."""
    if not 0.1 <= pixel_aspect <= 10.0:
        return float(width), float(height)
    return (width * pixel_aspect, float(height)) if pixel_aspect >= 1.0 else (float(width), height / pixel_aspect)


def fit(shown_width: float, shown_height: float, box_width: int, box_height: int) -> tuple[int, int]:
    """The largest even size of the same aspect in the box and in a slot; never larger than what is shown.

    Enlarging is left to whoever paints: it would only cost memory here. Even, because chroma is shared by two pixels.
    """
    largest = (LARGEST_WIDTH, LARGEST_HEIGHT) if shown_width >= shown_height else (LARGEST_HEIGHT, LARGEST_WIDTH)
    scale = min(
        1.0,
        max(box_width, 2) / shown_width,
        max(box_height, 2) / shown_height,
        largest[0] / shown_width,
        largest[1] / shown_height,
    )
    return _even(shown_width * scale), _even(shown_height * scale)


def _even(length: float) -> int:
    return max(2, round(length + 1e-6) // 2 * 2)
