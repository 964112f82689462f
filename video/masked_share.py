"""How much of a picture its privacy masks hide. Apart from video.masks, which needs OpenCV: the supervisor has none."""

import shapely

from video.config import Polygon


def masked_share(masks: tuple[Polygon, ...]) -> float:
    """Of the picture's area, 0 to 1; what several polygons cover counts once, also where an outline crosses itself."""
    areas = [shapely.make_valid(shapely.Polygon(mask)) for mask in masks]
    return min(1.0, float(shapely.union_all(areas).area)) if areas else 0.0
