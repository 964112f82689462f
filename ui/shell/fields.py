"""Fields of numbers and times, as the style sheet alone cannot make them."""

from typing import TypeVar

from PySide6.QtWidgets import QAbstractSpinBox

MARGIN_PX = 9

Field = TypeVar("Field", bound=QAbstractSpinBox)


def with_margin(field: Field) -> Field:
    """`field`, its text as far from the edge as other fields' is: Qt lays it out from the border and forgets the
    style sheet's padding, and the line edit inside takes no rule of its own."""
    field.lineEdit().setTextMargins(MARGIN_PX, 0, 0, 0)
    return field
