"""The kinds of the table `act`: everything that matters and has no table of its own."""

import json
from collections.abc import Mapping
from enum import StrEnum

from duty.book.rows import Row, Value


class ActKind(StrEnum):
    """After each: what `subject` names; then the keys of `detail`."""

    SIGNED_IN = "signed_in"
    """login"""
    SIGN_IN_REFUSED = "sign_in_refused"
    """login; "" for one that nobody has: what was typed may be a password in the wrong field"""
    LOCKED_OUT = "locked_out"
    """login, or "" as above; until_wall_ns"""
    SIGNED_OUT = "signed_out"
    """login"""
    OPERATOR_ADDED = "operator_added"
    """login; name, role, seal (of the password: duty/book/staff.py)"""
    OPERATOR_CHANGED = "operator_changed"
    """login; name, role, active"""
    PASSWORD_SET = "password_set"
    """login; seal"""
    HANDED_OVER = "handed_over"
    """login of the next; from, to (names), note, incidents (uuids), overdue, out (camera ids)"""
    PLAN_SWITCHED = "plan_switched"
    """the new level; before"""
    PLANS_EDITED = "plans_edited"
    """the file; summary"""
    ROUND_STARTED = "round_started"
    """the round's uuid; kind, which, shift, plan, cameras (how many), station (whose desk it is)"""
    ROUND_PAUSED = "round_paused"
    """the round's uuid; reason"""
    ROUND_RESUMED = "round_resumed"
    """the round's uuid"""
    ROUND_ENDED = "round_ended"
    """the round's uuid; state (finished, abandoned)"""
    NOBODY = "nobody"
    """"" ; since_wall_ns: the last input"""
    SOMEBODY = "somebody"
    """"" ; away_s"""
    TRIED_EARLY = "tried_early"
    """the round's uuid; refusal (early, held): how often it happens says how the rounds are walked"""
    PURGED = "purged"
    """uuid of the row whose personal content was erased; reason, table"""
    PERSONAL_SEEN = "personal_seen"
    """the incident's uuid"""
    REPORTED = "reported"
    """the shift's key, or from/to; format"""
    BACKED_UP = "backed_up"
    """the file"""
    CAMERA_OUT = "camera_out"
    """camera id; reason"""
    CAMERA_BACK = "camera_back"
    """camera id; out_s"""
    DRONE_ARMED = "drone_armed"
    """drone id, or its system id; system"""
    DRONE_DISARMED = "drone_disarmed"
    """drone id, or its system id; system"""
    RECORDING_STARTED = "recording_started"
    """the session's id; why (person, incident, always, training)"""
    RECORDING_ENDED = "recording_ended"
    """the session's id; why"""
    RECORDING_TROUBLE = "recording_trouble"
    """the session's id; what (a RecorderFault), "" when it is over"""
    BOOKMARKED = "bookmarked"
    """the session's id; at_wall_ns, note"""
    SESSION_OPENED = "session_opened"
    """the session's id, or the foreign file's name"""
    SESSION_CHANGED = "session_changed"
    """the session's id; title, protected"""
    SESSION_DELETED = "session_deleted"
    """the session's id; why (person, age, room)"""
    RESTRICTED_ERASED = "restricted_erased"
    """the session's id"""
    UNMASKED_SEEN = "unmasked_seen"
    """the session's id; cameras"""
    RESTRICTED_SEEN = "restricted_seen"
    """the session's id"""
    EXPORTED = "exported"
    """the session's id; reason, case_number, cameras, from_wall_ns, to_wall_ns, tracks, folder, manifest_sha256: "" in
    the row before the first byte leaves, and in a second one when all is signed"""
    EXPORT_ENDED = "export_ended"
    """the session's id; why it did not come to its end, folder"""
    TRAINING_STARTED = "training_started"
    """the script's id; trainee, seed, run"""
    TRAINING_ENDED = "training_ended"
    """the run's id; points, of"""
    PROGRAM_STARTED = "program_started"
    """version"""
    PROGRAM_ENDED = "program_ended"
    """"" """


BOOK_ONLY = frozenset(
    {
        ActKind.OPERATOR_ADDED,
        ActKind.OPERATOR_CHANGED,
        ActKind.PASSWORD_SET,
        ActKind.SIGN_IN_REFUSED,
        ActKind.LOCKED_OUT,
    }
)
"""Seals of passwords, and who mistyped his: in the duty book, and neither in a session nor in evidence."""


def act(
    kind: ActKind,
    subject: str,
    *,
    at_wall_ns: int,
    operator: str,
    detail: Mapping[str, Value | list[str]] | None = None,
    uuid: str | None = None,
) -> Row:
    """A row of the table `act`; the subject is cut to the column's 120 characters."""
    text = json.dumps(dict(detail or {}), sort_keys=True, ensure_ascii=False)
    values = {"kind": kind.value, "subject": subject[:120], "detail": text}
    if uuid is None:
        return Row("act", values, at_wall_ns=at_wall_ns, operator=operator)
    return Row("act", values, at_wall_ns=at_wall_ns, operator=operator, uuid=uuid)
