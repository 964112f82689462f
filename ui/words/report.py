"""The report's words, in the language of the moment."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from duty.incidents import Disposition, IncidentKind
from duty.report.words import Word
from ui.words import duty


def words() -> dict[str, str]:
    """Every word of duty.report.words.Word by its name."""
    return {word.value: say() for word, say in (_HEADINGS | _FIGURES | _COLUMNS | _VALUES).items()}


_HEADINGS: dict[Word, Callable[[], str]] = {
    Word.SHIFT_REPORT: lambda: QCoreApplication.translate("Report", "Shift report"),
    Word.PERIOD_REPORT: lambda: QCoreApplication.translate("Report", "Patrol report"),
    Word.COVERAGE: lambda: QCoreApplication.translate("Report", "Coverage"),
    Word.SIGHTINGS: lambda: QCoreApplication.translate("Report", "Sightings"),
    Word.BY_AREA: lambda: QCoreApplication.translate("Report", "By area"),
    Word.BY_HOUR: lambda: QCoreApplication.translate("Report", "By hour of the day"),
    Word.PLANS: lambda: QCoreApplication.translate("Report", "Plans in force"),
    Word.LATE_CAMERAS: lambda: QCoreApplication.translate("Report", "Late cameras"),
    Word.FINDINGS: lambda: QCoreApplication.translate("Report", "Findings"),
    Word.INCIDENTS: lambda: QCoreApplication.translate("Report", "Incidents"),
    Word.OUT_CAMERAS: lambda: QCoreApplication.translate("Report", "Cameras out"),
    Word.SORTIES: lambda: QCoreApplication.translate("Report", "Drone sorties"),
    Word.ROUNDS: lambda: QCoreApplication.translate("Report", "Rounds"),
    Word.FROM_TO: lambda: QCoreApplication.translate("Report", "{from} to {to} ({zone})"),
    Word.MADE: lambda: QCoreApplication.translate("Report", "Made {time}."),
    Word.NOT_OVER: lambda: QCoreApplication.translate("Report", "Not over yet: counted until {time}."),
    Word.ON_DUTY: lambda: QCoreApplication.translate("Report", "On duty"),
    Word.CHAIN_HEAD: lambda: QCoreApplication.translate("Report", "The book's chain ends at {seq}: {hash}"),
    Word.DEFINED: lambda: QCoreApplication.translate(
        "Report", "How each figure is counted stands in the manual, under “The shift report”."
    ),
    Word.PAGE_OF: lambda: QCoreApplication.translate("Report", "Page {page} of {pages}"),
}
_FIGURES: dict[Word, Callable[[], str]] = {
    Word.STORED: lambda: QCoreApplication.translate("Report", "Answers"),
    Word.DISPLAYED: lambda: QCoreApplication.translate("Report", "Displayed"),
    Word.LOOKED: lambda: QCoreApplication.translate("Report", "Looked at"),
    Word.CREDITED: lambda: QCoreApplication.translate("Report", "Credited"),
    Word.ABNORMAL: lambda: QCoreApplication.translate("Report", "Abnormal"),
    Word.CANNOT_SEE: lambda: QCoreApplication.translate("Report", "Cannot see"),
    Word.ON_TIME: lambda: QCoreApplication.translate("Report", "On time"),
    Word.MET: lambda: QCoreApplication.translate("Report", "Deadlines met"),
    Word.MISSED: lambda: QCoreApplication.translate("Report", "Deadlines missed"),
    Word.NOBODY: lambda: QCoreApplication.translate("Report", "Nobody at the desk"),
}
_COLUMNS: dict[Word, Callable[[], str]] = {
    Word.TIER: lambda: QCoreApplication.translate("Report", "Tier"),
    Word.CAMERAS: lambda: QCoreApplication.translate("Report", "Cameras"),
    Word.CAMERA: lambda: QCoreApplication.translate("Report", "Camera"),
    Word.CAMERA_NAME: lambda: QCoreApplication.translate("Report", "Camera's name"),
    Word.SEEN: lambda: QCoreApplication.translate("Report", "Seen"),
    Word.AREA: lambda: QCoreApplication.translate("Report", "Area"),
    Word.HOUR: lambda: QCoreApplication.translate("Report", "Hour"),
    Word.PLAN: lambda: QCoreApplication.translate("Report", "Plan"),
    Word.SINCE: lambda: QCoreApplication.translate("Report", "Since"),
    Word.UNTIL: lambda: QCoreApplication.translate("Report", "Until"),
    Word.BY: lambda: QCoreApplication.translate("Report", "By"),
    Word.TIME: lambda: QCoreApplication.translate("Report", "Time"),
    Word.WORST: lambda: QCoreApplication.translate("Report", "Latest by"),
    Word.LAST_SEEN: lambda: QCoreApplication.translate("Report", "Last seen"),
    Word.WORD: lambda: QCoreApplication.translate("Report", "Word"),
    Word.STILL: lambda: QCoreApplication.translate("Report", "Still"),
    Word.INCIDENT: lambda: QCoreApplication.translate("Report", "Incident"),
    Word.NUMBER: lambda: QCoreApplication.translate("Report", "No."),
    Word.WHAT: lambda: QCoreApplication.translate("Report", "What"),
    Word.RAISED: lambda: QCoreApplication.translate("Report", "Raised"),
    Word.TO_ACKNOWLEDGE: lambda: QCoreApplication.translate("Report", "Acknowledged after"),
    Word.TO_DISPATCH: lambda: QCoreApplication.translate("Report", "Dispatched after"),
    Word.TO_CLOSE: lambda: QCoreApplication.translate("Report", "Closed after"),
    Word.RESPONDERS: lambda: QCoreApplication.translate("Report", "Responders"),
    Word.DISPOSITION: lambda: QCoreApplication.translate("Report", "Disposition"),
    Word.OUT_FOR: lambda: QCoreApplication.translate("Report", "Out for"),
    Word.DRONE: lambda: QCoreApplication.translate("Report", "Drone"),
    Word.OPERATOR: lambda: QCoreApplication.translate("Report", "Operator"),
    Word.ENDED: lambda: QCoreApplication.translate("Report", "Ended"),
    Word.KIND: lambda: QCoreApplication.translate("Report", "Kind"),
    Word.FIGURE: lambda: QCoreApplication.translate("Report", "Figure"),
    Word.VALUE: lambda: QCoreApplication.translate("Report", "Value"),
    Word.WORST_S: lambda: QCoreApplication.translate("Report", "Latest by (s)"),
    Word.TO_ACKNOWLEDGE_S: lambda: QCoreApplication.translate("Report", "Acknowledged after (s)"),
    Word.TO_DISPATCH_S: lambda: QCoreApplication.translate("Report", "Dispatched after (s)"),
    Word.TO_CLOSE_S: lambda: QCoreApplication.translate("Report", "Closed after (s)"),
    Word.OUT_FOR_S: lambda: QCoreApplication.translate("Report", "Out for (s)"),
    Word.NOBODY_S: lambda: QCoreApplication.translate("Report", "Nobody at the desk (s)"),
    Word.BEGINS: lambda: QCoreApplication.translate("Report", "Begins"),
    Word.ENDS: lambda: QCoreApplication.translate("Report", "Ends"),
    Word.MADE_AT: lambda: QCoreApplication.translate("Report", "Made"),
    Word.SHIFT: lambda: QCoreApplication.translate("Report", "Shift"),
}
_VALUES: dict[Word, Callable[[], str]] = {
    Word.KEY_TIER: lambda: QCoreApplication.translate("Report", "Key cameras"),
    Word.ORDINARY_TIER: lambda: QCoreApplication.translate("Report", "Ordinary cameras"),
    Word.ROUTINE: lambda: QCoreApplication.translate("Report", "Routine"),
    Word.HEIGHTENED: lambda: QCoreApplication.translate("Report", "Heightened"),
    Word.HIGHEST: lambda: QCoreApplication.translate("Report", "Highest"),
    Word.KIND_AIRSPACE: lambda: duty.incident_kind(IncidentKind.AIRSPACE),
    Word.KIND_FINDING: lambda: duty.incident_kind(IncidentKind.FINDING),
    Word.KIND_CALL: lambda: duty.incident_kind(IncidentKind.CALL),
    Word.KIND_OTHER: lambda: duty.incident_kind(IncidentKind.OTHER),
    Word.HANDED_OVER: lambda: duty.disposition(Disposition.HANDED_OVER),
    Word.PILOT_REACHED: lambda: duty.disposition(Disposition.PILOT_REACHED),
    Word.LEFT_ZONE: lambda: duty.disposition(Disposition.LEFT_ZONE),
    Word.PERMITTED: lambda: duty.disposition(Disposition.PERMITTED),
    Word.FALSE_ALARM: lambda: duty.disposition(Disposition.FALSE_ALARM),
    Word.SETTLED: lambda: duty.disposition(Disposition.SETTLED),
    Word.NOTHING_FOUND: lambda: duty.disposition(Disposition.NOTHING_FOUND),
    Word.DISPOSITION_OTHER: lambda: QCoreApplication.translate("Report", "Other"),
    Word.AIRCRAFT_IN: lambda: QCoreApplication.translate("Report", "Unknown aircraft {subject} in {zone}"),
    Word.STILL_OUT: lambda: QCoreApplication.translate("Report", "Still out"),
    Word.STILL_OPEN: lambda: QCoreApplication.translate("Report", "Open"),
    Word.NOT_HEARD: lambda: QCoreApplication.translate("Report", "Not heard"),
    Word.NEVER: lambda: QCoreApplication.translate("Report", "Never"),
    Word.NO_AREA: lambda: QCoreApplication.translate("Report", "No area"),
    Word.NONE: lambda: QCoreApplication.translate("Report", "None."),
    Word.NO_STILL: lambda: QCoreApplication.translate("Report", "The picture is not there any more"),
    Word.AND_MORE: lambda: QCoreApplication.translate("Report", "… and {n} more: the CSV has them all."),
    Word.MORE_STILLS: lambda: QCoreApplication.translate("Report", "{n} more stills are kept and not shown here."),
    Word.HEADING: lambda: QCoreApplication.translate("Report", "{heading}: {value}"),
    Word.LIST_COMMA: lambda: QCoreApplication.translate("Report", ", "),
    Word.SECONDS: lambda: QCoreApplication.translate("Report", "{s} s"),
    Word.MINUTES: lambda: QCoreApplication.translate("Report", "{min} min"),
    Word.HOURS_MINUTES: lambda: QCoreApplication.translate("Report", "{h} h {min} min"),
}
