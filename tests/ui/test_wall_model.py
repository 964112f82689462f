"""Selection, pages and filter, without a window."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from tests.ui.fake_world import camera
from ui.wall.model import Filter, WallModel


def model(cameras: int, tiles: int) -> WallModel:
    made = WallModel(tuple(camera(i) for i in range(1, cameras + 1)))
    made.set_tiles(tiles)
    return made


@given(cameras=st.integers(1, 70), tiles=st.sampled_from([1, 4, 9, 16, 64]))
def test_paging_forward_shows_every_camera_once(cameras: int, tiles: int) -> None:
    wall = model(cameras, tiles)
    seen = list(wall.in_view())
    for _ in range(wall.pages - 1):
        wall.turn_page(1)
        seen += wall.in_view()
        assert wall.selected in wall.in_view()
    assert seen == list(range(cameras))
    page = wall.page
    wall.turn_page(1)
    assert wall.page == page


ACTS: dict[str, Callable[[WallModel], object]] = {
    "left": lambda wall: wall.step(-1),
    "right": lambda wall: wall.step(1),
    "up": lambda wall: wall.step(-3),
    "down": lambda wall: wall.step(3),
    "back": lambda wall: wall.turn_page(-1),
    "forth": lambda wall: wall.turn_page(1),
    "home": lambda wall: wall.select_edge(last=False),
    "end": lambda wall: wall.select_edge(last=True),
    "area": lambda wall: wall.set_filter(Filter("Old town")),
    "all": lambda wall: wall.set_filter(Filter()),
    "enlarge": lambda wall: wall.set_enlarged(not wall.enlarged),
    "fewer tiles": lambda wall: wall.set_tiles(4),
}


@given(cameras=st.integers(1, 40), acts=st.lists(st.sampled_from(sorted(ACTS)), max_size=40))
def test_whatever_is_pressed_the_selection_is_listed_and_on_the_page(cameras: int, acts: list[str]) -> None:
    wall = model(cameras, 9)
    for act in acts:
        ACTS[act](wall)
        assert wall.selected in wall.listed
        assert wall.selected in wall.in_view()
        assert 0 <= wall.page < wall.pages


@given(cameras=st.integers(2, 60))
def test_stepping_right_reaches_every_camera(cameras: int) -> None:
    wall = model(cameras, 4)
    reached = [wall.selected]
    for _ in range(cameras - 1):
        wall.step(1)
        reached.append(wall.selected)
    assert reached == list(range(cameras))
    wall.step(1)
    assert wall.selected == cameras - 1


def test_down_from_a_full_row_lands_on_the_last_camera_of_a_short_one() -> None:
    wall = model(5, 9)
    wall.select(2)
    wall.step(3)
    assert wall.selected == 4
    wall.step(3)
    assert wall.selected == 4


def test_search_takes_all_words_in_number_name_and_area() -> None:
    wall = model(12, 4)
    wall.set_filter(Filter(search="camera 11"))
    assert wall.listed == (10,)
    wall.set_filter(Filter(search="OLD town"))
    assert all(wall.cameras[i].area == "Old town" for i in wall.listed)
    wall.set_filter(Filter(search="07"))
    assert wall.listed == (6,)
    wall.set_filter(Filter())
    assert wall.selected == 6


def test_a_search_without_a_match_selects_nothing_and_clearing_it_begins_anew() -> None:
    wall = model(12, 4)
    wall.set_filter(Filter(search="nothing like it"))
    assert (wall.listed, wall.selected, wall.in_view()) == ((), None, ())
    wall.set_filter(Filter())
    assert wall.selected == 0


def test_an_area_lists_its_cameras_and_keeps_a_selection_that_is_among_them() -> None:
    wall = model(8, 4)
    wall.select(4)
    wall.set_filter(Filter("Old town"))
    assert wall.selected == 4
    wall.set_filter(Filter("Riverside"))
    assert wall.selected == wall.listed[0]


def test_numbers_have_one_width() -> None:
    assert model(9, 4).number(0) == "1"
    assert model(12, 4).number(0) == "01"
    assert model(551, 64).number(41) == "042"


def test_without_cameras_nothing_is_selected_and_nothing_breaks() -> None:
    wall = WallModel(())
    wall.step(1)
    wall.turn_page(1)
    wall.select_edge(last=True)
    wall.set_enlarged(True)
    assert (wall.selected, wall.enlarged, wall.in_view(), wall.pages) == (None, False, (), 1)
