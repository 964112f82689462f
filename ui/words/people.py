"""Words for operators, their roles and rights, and why a change was not made."""

from PySide6.QtCore import QCoreApplication

from duty.people import RIGHTS, Right, Role


def role(value: Role) -> str:
    match value:
        case Role.DUTY_OFFICER:
            return QCoreApplication.translate("People", "Duty officer")
        case Role.PILOT:
            return QCoreApplication.translate("People", "Pilot")
        case Role.TRAINER:
            return QCoreApplication.translate("People", "Trainer")
        case Role.SUPERVISOR:
            return QCoreApplication.translate("People", "Supervisor")


def who_may(right: Right) -> str:
    """Such as "Only these may do it: Duty officer, Supervisor"."""
    roles = [role(value) for value in Role if right in RIGHTS[value]]
    said = QCoreApplication.translate("People", ", ").join(roles)
    return QCoreApplication.translate("People", "Only these may do it: {roles}").replace("{roles}", said)


def problem(code: str) -> str:
    """Why a change of an operator was not made; a code that is not known here is shown as it is."""
    known = _PROBLEMS.get(code)
    return known() if known is not None else code


_PROBLEMS = {
    "exists": lambda: QCoreApplication.translate("People", "Somebody has this login already."),
    "weak": lambda: QCoreApplication.translate("People", "The password is too short or too simple."),
    "last_supervisor": lambda: QCoreApplication.translate("People", "The last supervisor must stay one, and active."),
    "no_right": lambda: QCoreApplication.translate("People", "Only a supervisor may do this."),
    "unknown": lambda: QCoreApplication.translate("People", "Nobody has this login."),
}
