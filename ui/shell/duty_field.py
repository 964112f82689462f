"""Who is on duty, in the bar at the foot: operator, shift and plan; amber where nobody is signed in."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ui import theme
from ui.bridge import Bridge
from ui.marks import Mark, mark_icon
from ui.shell.labels import set_role
from ui.words import coverage as patrol_words
from ui.words import people as words

MARK_PX = 14


class DutyField(QToolButton):
    """A button whose menu holds the acts of people and plans. Empty until the book has been read."""

    def __init__(self, bridge: Bridge, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        bridge.operators_changed.connect(self._show)
        bridge.patrol_changed.connect(self._show)
        self._show()

    @property
    def signed_in(self) -> bool:
        view = self._bridge.operators
        return view is not None and view.current is not None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._show()

    def _show(self) -> None:
        operators, patrol = self._bridge.operators, self._bridge.patrol
        self.setVisible(operators is not None)
        if operators is None:
            return
        who = operators.current
        name = who.name if who is not None else self.tr("Nobody is signed in")
        shift = patrol.shift.name if patrol is not None and patrol.shift is not None else ""
        plan = patrol_words.plan(patrol.plan) if patrol is not None else ""
        self.setText(" · ".join(part for part in (name, shift, plan) if part).replace("&", "&&"))
        self.setIcon(mark_icon(Mark.OK if who is not None else Mark.ATTENTION, MARK_PX, theme.current()))
        set_role(self, "foot" if who is not None else "foot-attention")
        self.setToolTip(self._tip(shift, plan))

    def _tip(self, shift: str, plan: str) -> str:
        operators = self._bridge.operators
        who = operators.current if operators is not None else None
        lines = [self.tr("Sign in, change over, hand over, switch the plan")]
        if who is not None:
            lines.append(self.tr("Operator: {name}, {role}").replace("{name}", who.name))
            lines[-1] = lines[-1].replace("{role}", words.role(who.role))
        if shift:
            lines.append(self.tr("Shift: {name}").replace("{name}", shift))
        if plan:
            lines.append(self.tr("Plan: {name}").replace("{name}", plan))
        return "\n".join(lines)
