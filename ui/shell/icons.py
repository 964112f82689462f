"""Pictograms of the shell: Material Design Icons through qtawesome, in the theme's colours."""

import qtawesome
from PySide6.QtGui import QIcon

from ui import theme


def icon(name: str, colour: str | None = None) -> QIcon:
    """`name` such as "radar"; `colour` as #RRGGBB, the quiet text colour where none is given."""
    tokens = theme.current()
    made = qtawesome.icon(f"mdi6.{name}", color=colour or tokens.quiet, color_disabled=tokens.disabled)
    assert isinstance(made, QIcon)
    return made
