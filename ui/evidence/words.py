"""What is said about evidence."""

from PySide6.QtCore import QCoreApplication, QObject

from sessions.evidence.request import Measure, Track
from ui.words import duty
from ui.words.sessions import size

translate = QCoreApplication.translate


def track(value: Track) -> str:
    match value:
        case Track.ORIGINALS:
            return translate("Evidence", "Original packets of the cameras")
        case Track.RENDERED:
            return translate("Evidence", "Clips with time and masks burned in")
        case Track.TELEMETRY:
            return translate("Evidence", "Telemetry (MAVLink)")
        case Track.AUDIT:
            return translate("Evidence", "What was recorded and done (session, duty book)")
        case Track.UNMASKED:
            return translate("Evidence", "Unmasked originals of masked cameras")
        case Track.RESTRICTED:
            return translate("Evidence", "Pilots' positions (restricted telemetry)")


class EvidenceCounts(QObject):
    """Words that depend on a number; a QObject only because lupdate knows plurals in `tr`."""

    def packets(self, count: int) -> str:
        return self.tr("%n original packet(s)", "", count)

    def gaps(self, count: int, seconds: float) -> str:
        return self.tr("%n gap(s), {span} in all", "", count).replace("{span}", duty.span(seconds))

    def nothing_of(self, count: int) -> str:
        return self.tr("%n camera(s) without a picture in this span", "", count)

    def masked_only(self, count: int) -> str:
        return self.tr("%n masked camera(s) without originals", "", count)


def amounts(measure: Measure) -> list[str]:
    """What an export would be, a line each; what is missing among it."""
    counts = EvidenceCounts()
    lines = []
    if measure.packets:
        lines.append(f"{counts.packets(measure.packets)}  {size(measure.original_bytes)}")
    if measure.rendered_s:
        clips = translate("Evidence", "Clips of {span} in all")
        lines.append(clips.replace("{span}", duty.span(measure.rendered_s)))
    if measure.telemetry_bytes:
        telemetry = translate("Evidence", "Telemetry, about {size}")
        lines.append(telemetry.replace("{size}", size(measure.telemetry_bytes)))
    room = translate("Evidence", "About {size} in all; {free} are free there")
    lines.append(room.replace("{size}", size(measure.estimated_bytes)).replace("{free}", size(measure.free_bytes)))
    if measure.gaps:
        seconds = sum(gap.to_tape_ns - gap.from_tape_ns for gap in measure.gaps) / 1e9
        lines.append(counts.gaps(len(measure.gaps), seconds))
    if measure.nothing_of:
        lines.append(counts.nothing_of(len(measure.nothing_of)))
    if measure.masked_only:
        lines.append(counts.masked_only(len(measure.masked_only)))
    if measure.resumes:
        lines.append(translate("Evidence", "It was begun before and goes on where it stopped."))
    return lines


def lacks_room(measure: Measure) -> bool:
    return measure.free_bytes is not None and measure.free_bytes < measure.estimated_bytes


def step(name: str) -> str:
    """What is being made, from the export's own word for it."""
    kind, _, of = name.partition(" ")
    match kind:
        case "original":
            return translate("Evidence", "Originals of {camera}").replace("{camera}", of)
        case "rendered":
            return translate("Evidence", "Clip of {camera}").replace("{camera}", of)
        case "telemetry":
            return translate("Evidence", "Telemetry {log}").replace("{log}", of)
        case "audit":
            return translate("Evidence", "What was recorded and done")
        case _:
            return translate("Evidence", "Writing it into the duty book")
