"""The page of a hand-over: both names, what was left, and the signed head of the chain."""

from collections.abc import Mapping
from datetime import tzinfo
from html import escape

from PySide6.QtCore import QObject

from duty.people import HandOverDone
from ui.words import duty
from ui.words import people as words


class HandOverPage(QObject):
    """A QObject for its translations only."""

    def html(self, done: HandOverDone, precinct: str, cameras: Mapping[str, str], zone: tzinfo) -> str:
        """`cameras` are names by id; times are told in `zone`."""
        at = duty.local(done.at_wall_ns, zone)
        sheet = done.sheet
        people = [(self.tr("From"), done.from_operator), (self.tr("To"), done.to_operator)]
        rows = [(label, f"{who.name} ({who.login}, {words.role(who.role)})") for label, who in people]
        rows.append((self.tr("At"), f"{at:%Y-%m-%d %H:%M:%S} {at.tzname() or ''}"))
        incidents = [
            f"{duty.incident_number(i.incident_id)} · {duty.incident_title(i)} · {duty.incident_state(i.state)} · "
            + duty.local(i.raised_wall_ns, zone).strftime("%Y-%m-%d %H:%M:%S")
            for i in sheet.incidents
        ]
        title, note, none = self.tr("Hand-over"), self.tr("Note"), self.tr("none")  # lupdate reads no f-strings
        head, keep = (
            self.tr("Head of the duty book"),
            self.tr("Keep this line: with it the book can be verified later."),
        )
        parts = [
            f"<h1>{escape(title)}</h1><p class='quiet'>{escape(precinct)}</p>",
            _table(rows),
            self._list(self.tr("Open incidents"), incidents),
            self._list(self.tr("Overdue cameras"), [cameras.get(c, c) for c in sheet.overdue]),
            self._list(self.tr("Broken cameras"), [cameras.get(c, c) for c in sheet.out]),
            f"<h2>{escape(note)}</h2><p>{_lines(sheet.note) or escape(none)}</p>",
            f"<h2>{escape(head)}</h2><p class='quiet'>{escape(keep)}</p>",
            f"<p class='mono'>{escape(done.head)}</p>",
            _signatures(self.tr("Signature, handing over"), self.tr("Signature, taking over")),
        ]
        return "".join(parts)

    def _list(self, title: str, lines: list[str]) -> str:
        heading = f"<h2>{escape(title)} ({len(lines)})</h2>"
        if not lines:
            none = self.tr("none")
            return f"{heading}<p>{escape(none)}</p>"
        return heading + "".join(f"<p>{escape(line)}</p>" for line in lines)


def _table(rows: list[tuple[str, str]]) -> str:
    cells = [f"<tr><td class='quiet'>{escape(name)}</td><td>{escape(value)}</td></tr>" for name, value in rows]
    return f"<table>{''.join(cells)}</table>"


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines())


def _signatures(one: str, other: str) -> str:
    cell = "<td width='50%'><br><br>______________________________<br><span class='quiet'>{}</span></td>"
    return f"<table width='100%'><tr>{cell.format(escape(one))}{cell.format(escape(other))}</tr></table>"
