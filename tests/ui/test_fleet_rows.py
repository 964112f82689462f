"""The table model: changes as small as they can be, an order that holds, a selection that survives."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.fleet.rows import KEY_ROLE, RESORT_EVERY_NS, URGENT_FIRST, Cell, Column, Row, RowsModel, natural
from ui.fleet.table import RowsTable


def columns() -> tuple[Column, ...]:
    return Column("Name", "x"), Column("Value", "x", figures=True)


def row(key: int, value: float | None = 0.0, rank: int = 0) -> Row:
    name = f"thing {key}"
    return Row(key, rank, name, (Cell(name, name), Cell("–" if value is None else f"{value:.0f}", value)), name)


def keys(model: RowsModel) -> list[object]:
    return [model.index(i, 0).data(KEY_ROLE) for i in range(model.rowCount())]


@pytest.fixture
def model(qapp: QApplication) -> RowsModel:
    made = RowsModel(columns)
    # Qt's own check of a model: wrong signals in the wrong order end the test.
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def test_only_the_cell_that_changed_is_told_of(model: RowsModel) -> None:
    model.update_rows([row(1, 5), row(2, 6)], 0)
    told: list[tuple[int, int, int, int]] = []
    model.dataChanged.connect(lambda a, b, *_: told.append((a.row(), a.column(), b.row(), b.column())))
    model.update_rows([row(1, 5), row(2, 7)], 0)
    assert told == [(1, 1, 1, 1)]


def test_a_value_that_changes_below_what_is_shown_is_not_told_of(model: RowsModel) -> None:
    model.update_rows([row(1, 5.1)], 0)
    told: list[QModelIndex] = []
    model.dataChanged.connect(lambda a, *_: told.append(a))
    model.update_rows([row(1, 5.2)], 0)
    assert told == []


def test_rows_come_and_go_without_a_reset(model: RowsModel) -> None:
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    model.update_rows([row(i) for i in range(6)], 0)
    model.update_rows([row(i) for i in (0, 3, 5, 9)], 0)
    assert keys(model) == [0, 3, 5, 9]
    assert not resets


def test_urgent_rows_come_first_and_equals_keep_their_order_by_name(model: RowsModel) -> None:
    model.update_rows([row(10), row(2), row(7, rank=5), row(1)], 0)
    assert keys(model) == [7, 1, 2, 10]
    for step in range(20):
        model.update_rows([row(10, step), row(2, -step), row(7, 3, rank=5), row(1)], step)
        assert keys(model) == [7, 1, 2, 10]


def test_a_moving_column_does_not_reorder_under_the_hand(model: RowsModel) -> None:
    model.update_rows([row(1, 1), row(2, 2)], 0)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.update_rows([row(1, 1), row(2, 2)], RESORT_EVERY_NS)
    assert keys(model) == [2, 1]
    model.update_rows([row(1, 9), row(2, 2)], RESORT_EVERY_NS + RESORT_EVERY_NS // 2)
    assert keys(model) == [2, 1]
    model.update_rows([row(1, 9), row(2, 2)], 2 * RESORT_EVERY_NS)
    assert keys(model) == [1, 2]


@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_unknown_values_come_last_both_ways(model: RowsModel, order: Qt.SortOrder) -> None:
    model.update_rows([row(1, None), row(2, 5), row(3, 1)], 0)
    model.sort(1, order)
    assert keys(model)[-1] == 1


def test_the_selection_stays_with_its_row(qtbot: QtBot, model: RowsModel) -> None:
    table = RowsTable(model)
    qtbot.addWidget(table)
    model.update_rows([row(i, i) for i in range(8)], 0)
    assert table.choose(3)
    model.update_rows([row(i, i, rank=int(i == 6)) for i in range(2, 9)], 0)
    assert table.chosen_key() == 3
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert table.chosen_key() == 3
    model.set_filter("thing 3")
    assert keys(model) == [3]
    model.set_filter("")
    assert table.chosen_key() == 3
    model.update_rows([row(1)], 0)
    assert table.chosen_key() is None


def test_every_word_of_the_filter_has_to_occur(model: RowsModel) -> None:
    model.update_rows([row(1), row(12), row(3)], 0)
    model.set_filter("THING 1")
    assert keys(model) == [1, 12]


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_any_history_ends_as_a_fresh_model_would_stand(qapp: QApplication, seed: int) -> None:
    """Whatever came before, what is shown is what was given last, in its order, and the selected key is the same."""
    chance = random.Random(seed)
    model = RowsModel(columns)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    selection = QItemSelectionModel(model)
    given_last: list[Row] = []
    column, order = URGENT_FIRST, Qt.SortOrder.AscendingOrder
    for turn in range(1, 8):
        given_last = [
            row(k, chance.choice([None, chance.randrange(5)]), chance.randrange(3))
            for k in chance.sample(range(12), chance.randrange(12))
        ]
        model.update_rows(given_last, turn * RESORT_EVERY_NS)
        if chance.random() < 0.3:
            column = chance.choice([URGENT_FIRST, 0, 1])
            order = chance.choice([Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
            model.sort(column, order)
        if model.rowCount() and chance.random() < 0.5:
            selection.setCurrentIndex(
                model.index(chance.randrange(model.rowCount()), 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        before = selection.currentIndex().data(KEY_ROLE)
        model.sort(column, order)
        assert selection.currentIndex().data(KEY_ROLE) == before
    fresh = RowsModel(columns)
    fresh.update_rows(given_last, 0)
    fresh.sort(column, order)
    assert keys(model) == keys(fresh)
    assert model.rows == fresh.rows


def test_names_sort_as_people_count() -> None:
    assert sorted(["Kestrel 10", "Kestrel 2", "kestrel 1"], key=natural) == ["kestrel 1", "Kestrel 2", "Kestrel 10"]
