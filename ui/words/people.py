"""Words for operators, their roles and rights, and why a change was not made."""

from PySide6.QtCore import QCoreApplication

from duty.passwords import SHORTEST
from duty.people import RIGHTS, OperatorsView, Right, Role, SignInState


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


def not_done(view: OperatorsView) -> str:
    """Why the last change was not made; "" when it was."""
    if view.state is SignInState.UNAVAILABLE:
        return QCoreApplication.translate("People", "The duty book cannot be written now. Try again.")
    return problem(view.problem) if view.problem else ""


def problem(code: str) -> str:
    """Why a change of an operator was not made; a code that is not known here is shown as it is."""
    known = _PROBLEMS.get(code)
    return known() if known is not None else code


_PROBLEMS = {
    "exists": lambda: QCoreApplication.translate("People", "Somebody has this login already."),
    "weak": lambda: QCoreApplication.translate(
        "People", "The password is too short or too simple, or holds the name: at least {n} characters."
    ).replace("{n}", str(SHORTEST)),
    "last_supervisor": lambda: QCoreApplication.translate("People", "The last supervisor must stay one, and active."),
    "no_right": lambda: QCoreApplication.translate("People", "Only a supervisor may do this."),
    "bad_login": lambda: QCoreApplication.translate("People", "A login has no spaces, and a name is not empty."),
    "may_not_take_over": lambda: who_may(Right.HAND_OVER),
    "same": lambda: QCoreApplication.translate("People", "The next officer is somebody else."),
    "unknown": lambda: QCoreApplication.translate("People", "Nobody has this login."),
}
