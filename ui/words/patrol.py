"""What is said on a round: why a camera cannot be ticked, why an act was not taken, why the round stands still."""

from math import ceil

from PySide6.QtCore import QCoreApplication, QObject

from duty.book.rows import Receipt
from duty.patrol.view import Answer, NotSeen, PauseReason, Refusal, RoundKind, RoundView

translate = QCoreApplication.translate


class PatrolCounts(QObject):
    """Words that depend on a number. A QObject only because lupdate knows plurals in `tr`, not in `translate`."""

    def cameras(self, count: int) -> str:
        return self.tr("%n camera(s)", "", count)

    def are_due(self, count: int) -> str:
        return self.tr("%n camera(s) are due", "", count)

    def steps(self, count: int) -> str:
        return self.tr("%n step(s)", "", count)

    def minutes(self, count: int) -> str:
        return self.tr("about %n minute(s)", "", count)

    def minutes_left(self, count: int) -> str:
        return self.tr("at least %n minute(s) left", "", count)

    def seconds_left(self, count: int) -> str:
        return self.tr("at least %n second(s) left", "", count)

    def unsaved(self, count: int) -> str:
        return self.tr("%n answer(s) not in the book yet", "", count)

    def and_more(self, count: int) -> str:
        return self.tr("and %n more camera(s)", "", count)

    def overdue(self, count: int) -> str:
        return self.tr("%n overdue", "", count)


def not_seen(why: NotSeen) -> str:
    """Why a camera cannot be ticked as normal now, as short as a tile needs it; "" when it can."""
    match why:
        case NotSeen.NONE | NotSeen.DWELLING:
            return ""
        case NotSeen.NO_PICTURE:
            return translate("Patrol", "No picture yet")
        case NotSeen.NOT_LIVE:
            return translate("Patrol", "Not live")
        case NotSeen.STALE:
            return translate("Patrol", "Old picture")
        case NotSeen.FROZEN:
            return translate("Patrol", "Frozen picture")
        case NotSeen.TOO_SMALL:
            return translate("Patrol", "Picture too small")
        case NotSeen.HIDDEN:
            return translate("Patrol", "Not in view")
        case NotSeen.MASKED:
            return translate("Patrol", "Masked out")


def answer(value: Answer) -> str:
    match value:
        case Answer.NONE:
            return ""
        case Answer.NORMAL:
            return translate("Patrol", "Normal")
        case Answer.ABNORMAL:
            return translate("Patrol", "Abnormal")
        case Answer.CANNOT_SEE:
            return translate("Patrol", "Cannot see")


def receipt(value: Receipt) -> str:
    """Where the row of an answer is, in few words; "" before there is one."""
    match value:
        case Receipt.UNKNOWN:
            return ""
        case Receipt.WAITING:
            return translate("Patrol", "being saved")
        case Receipt.SPOOLED:
            return translate("Patrol", "kept here, joins the book later")
        case Receipt.COMMITTED:
            return translate("Patrol", "in the book")
        case Receipt.REFUSED:
            return translate("Patrol", "the book refused it")


def refusal(why: Refusal) -> str:
    """Why an act was not taken, and what to do: one short sentence or two."""
    match why:
        case Refusal.EARLY:
            return translate("Patrol", "Too early: the pictures have not been shown for long enough.")
        case Refusal.HELD:
            return translate("Patrol", "The key was held down: let it go, look, and press it again.")
        case Refusal.NOT_SEEN:
            return translate("Patrol", "Not every camera has a fresh picture: wait, or choose it and press N.")
        case Refusal.NO_WORD:
            return translate("Patrol", "A word is needed: what is abnormal?")
        case Refusal.PAUSED:
            return translate("Patrol", "The round is paused: P goes on.")
        case Refusal.NO_ROUND:
            return translate("Patrol", "No round is running.")
        case Refusal.NO_SUCH_CAMERA:
            return translate("Patrol", "Choose a camera first: press its number.")
        case Refusal.SIGNED_OUT:
            return translate("Patrol", "Nobody is signed in: sign in first (Ctrl+L).")
        case Refusal.NO_RIGHT:
            return translate("Patrol", "Your role may not walk rounds.")
        case Refusal.SHIFT_UNKNOWN:
            return translate("Patrol", "No shift is on now: a round belongs to a shift.")
        case Refusal.NOTHING_DUE:
            return translate("Patrol", "Nothing is due now.")


def paused_title(why: PauseReason) -> str:
    match why:
        case PauseReason.NONE | PauseReason.ASKED:
            return translate("Patrol", "The round is paused")
        case PauseReason.ALARM:
            return translate("Patrol", "An alarm has paused the round")
        case PauseReason.NOBODY:
            return translate("Patrol", "Nobody seems to be at the desk")
        case PauseReason.SIGNED_OUT:
            return translate("Patrol", "Nobody is signed in")


def paused_text(why: PauseReason) -> str:
    """What happened, and how to go on."""
    match why:
        case PauseReason.NONE | PauseReason.ASKED:
            return translate("Patrol", "Time on screen is not counted. P goes on where you were.")
        case PauseReason.ALARM:
            return translate("Patrol", "See to the alarm first (F2 acknowledges it). P goes on where you were.")
        case PauseReason.NOBODY:
            return translate("Patrol", "There was no input for too long, so the time is not counted. P goes on.")
        case PauseReason.SIGNED_OUT:
            return translate("Patrol", "Sightings are written down with a name. Sign in (Ctrl+L), then P goes on.")


def kind(value: RoundKind) -> str:
    match value:
        case RoundKind.DUE:
            return translate("Patrol", "What is due")
        case RoundKind.AREA:
            return translate("Patrol", "Area")
        case RoundKind.ROUTE:
            return translate("Patrol", "Route")
        case RoundKind.ALL:
            return translate("Patrol", "All cameras")


def round_name(view: RoundView) -> str:
    return f"{kind(view.kind)}: {view.name}" if view.name else kind(view.kind)


def too_early(lacking_s: float) -> str:
    """`lacking_s`: for how much longer the pictures must be shown."""
    text = translate("Patrol", "Too early: {n} s more on the screen.")
    return text.replace("{n}", str(max(1, ceil(lacking_s))))


def shown_long_enough() -> str:
    """The picture has been on screen for the dwell: an answer would be taken."""
    return translate("Patrol", "Ready")


def cannot_be_ticked(cameras: list[str]) -> str:
    """The cameras that hold the step up, each with why, and what to do."""
    text = translate("Patrol", "Not to be ticked: {cameras}. Wait, or choose it and press N.")
    return text.replace("{cameras}", translate("Patrol", ", ").join(cameras))
