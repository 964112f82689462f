"""Tiles never overlap, never leave the area, waste nothing; every camera is on exactly one page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.wall.layout import (
    AUTO,
    GRIDS,
    MOST_TILES,
    Rect,
    Shape,
    fitted,
    grid_shape,
    page_count,
    page_range,
    picture_box,
    placed,
    shape_for,
    tile_rects,
)

sides = st.integers(1, 4000)
shapes = st.builds(Shape, st.integers(1, 8), st.integers(1, 8))


@given(shape=shapes, width=sides, height=sides, gutter=st.integers(0, 6))
def test_tiles_lie_apart_and_inside_on_whole_pixels(shape: Shape, width: int, height: int, gutter: int) -> None:
    rects = tile_rects(shape, width, height, gutter=gutter)
    assert len(rects) == shape.tiles
    for i, rect in enumerate(rects):
        assert all(isinstance(v, int) for v in (rect.x, rect.y, rect.width, rect.height))
        assert rect.width >= 0
        assert rect.height >= 0
        if not rect.is_empty:
            assert Rect(0, 0, width, height).holds(rect)
        assert not any(not rect.is_empty and not other.is_empty and rect.overlaps(other) for other in rects[:i])


@given(shape=shapes, width=st.integers(200, 4000), height=st.integers(200, 4000), gutter=st.integers(0, 6))
def test_tiles_and_gutters_use_every_pixel_and_sizes_differ_by_one_at_most(
    shape: Shape, width: int, height: int, gutter: int
) -> None:
    rects = tile_rects(shape, width, height, gutter=gutter)
    first_row, first_column = rects[: shape.columns], rects[:: shape.columns]
    assert sum(r.width for r in first_row) + gutter * (shape.columns + 1) == width
    assert sum(r.height for r in first_column) + gutter * (shape.rows + 1) == height
    assert max(r.width for r in rects) - min(r.width for r in rects) <= 1
    assert max(r.height for r in rects) - min(r.height for r in rects) <= 1


@given(cameras=st.integers(0, 700), tiles=st.integers(1, MOST_TILES))
def test_every_camera_is_on_exactly_one_page(cameras: int, tiles: int) -> None:
    seen = [p for page in range(page_count(cameras, tiles)) for p in page_range(page, cameras, tiles)]
    assert seen == list(range(cameras))
    assert all(len(page_range(page, cameras, tiles)) <= tiles for page in range(page_count(cameras, tiles)))


@given(cameras=st.integers(0, 700), width=st.integers(160, 4000), height=st.integers(120, 3000))
def test_the_automatic_grid_holds_all_cameras_up_to_sixty_four(cameras: int, width: int, height: int) -> None:
    shape = shape_for(cameras, width, height, caption=22)
    assert shape.tiles >= min(cameras, MOST_TILES)
    assert shape.rows <= 64
    # no row or column would stay empty
    assert (shape.rows - 1) * shape.columns < max(1, min(cameras, MOST_TILES))


@given(cameras=st.integers(1, 700), width=st.integers(400, 4000), height=st.integers(300, 3000))
def test_the_automatic_grid_pages_rather_than_making_stamps(cameras: int, width: int, height: int) -> None:
    shape = shape_for(cameras, width, height, caption=22, smallest_width=160)
    tile = tile_rects(shape, width, height, gutter=0)[0]
    assert min(tile.width, (tile.height - 22) * 16 // 9) >= 158 or shape.tiles == 1


@pytest.mark.parametrize("grid", GRIDS)
def test_a_chosen_grid_has_as_many_tiles_as_its_name_says(grid: int) -> None:
    assert grid_shape(grid, 200, 1920, 1080, caption=22).tiles == grid
    assert grid_shape(grid, 2, 1080, 1920, caption=22).tiles == grid


def test_known_shapes() -> None:
    assert grid_shape(AUTO, 16, 1920, 1080, caption=22) == Shape(4, 4)
    assert grid_shape(AUTO, 9, 1920, 1080, caption=22) == Shape(3, 3)
    assert grid_shape(AUTO, 2, 1920, 1080, caption=22) == Shape(1, 2)
    assert grid_shape(AUTO, 2, 1080, 1920, caption=22) == Shape(2, 1)
    assert grid_shape(6, 6, 1920, 1080, caption=22) == Shape(2, 3)
    assert grid_shape(6, 6, 1080, 1920, caption=22) == Shape(3, 2)


boxes = st.builds(Rect, st.integers(0, 50), st.integers(0, 50), sides, sides)


@given(box=boxes, width=st.integers(1, 8000), height=st.integers(1, 8000))
def test_a_fitted_picture_touches_two_sides_and_keeps_its_aspect(box: Rect, width: int, height: int) -> None:
    fit = fitted(box, width, height)
    assert box.holds(fit)
    assert fit.width == box.width or fit.height == box.height
    if fit.width > 1 and fit.height > 1:
        # a rounded side is off by half a pixel at most
        assert abs(fit.width * height - width * fit.height) <= max(width, height)
    assert abs((fit.x - box.x) - (box.right - fit.right)) <= 1
    assert abs((fit.y - box.y) - (box.bottom - fit.bottom)) <= 1


@given(box=boxes, width=st.integers(1, 8000), height=st.integers(1, 8000), dx=st.integers(0, 2), dy=st.integers(0, 2))
def test_a_picture_made_for_the_box_is_never_scaled(box: Rect, width: int, height: int, dx: int, dy: int) -> None:
    fit = fitted(box, width, height)
    made_width, made_height = fit.width - dx, fit.height - dy
    if min(made_width, made_height) < 1:
        return
    target = placed(box, made_width, made_height)
    assert (target.width, target.height) == (made_width, made_height)
    assert box.holds(target)


@given(box=boxes, width=st.integers(1, 8000), height=st.integers(1, 8000))
def test_any_picture_stays_inside_its_box(box: Rect, width: int, height: int) -> None:
    assert box.holds(placed(box, width, height))


@given(rect=boxes, caption=st.integers(0, 60))
def test_caption_and_picture_box_share_the_tile(rect: Rect, caption: int) -> None:
    box = picture_box(rect, caption)
    assert rect.holds(box)
    assert box.height + min(caption, rect.height) == rect.height
