"""Names, numbers and times of a report, as people write them: in the precinct's zone and the given words."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from base.clock import NS_PER_S
from duty.incidents import Disposition, IncidentKind
from duty.patrol.config import PlanLevel, Tier
from duty.precinct import Precinct
from duty.report.view import IncidentFigures, ShiftReport
from duty.report.words import Word

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Format:
    def __init__(self, report: ShiftReport, precinct: Precinct, words: Mapping[str, str]) -> None:
        self._words = words
        self._report = report
        self.zone = precinct.zone()
        self._cameras = {camera.id: camera.name for camera in precinct.cameras}
        self._areas = {area.id: area.name for area in precinct.all_areas()}
        self._responders = {responder.id: responder.name for responder in precinct.responders}
        self._drones = {drone.id: drone.name for drone in precinct.drones}
        self._responders |= self._drones
        self._operators = dict(report.names)

    def word(self, word: Word, **blanks: object) -> str:
        """A word that nobody gave is shown as its name: a report is printed whatever is missing."""
        text = self._words.get(word.value, word.value)
        for name, value in blanks.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    def moment(self, wall_ns: int) -> str:
        """Date and time to the minute."""
        return self._local(wall_ns).strftime("%Y-%m-%d %H:%M")

    def time(self, wall_ns: int | None) -> str:
        """Time to the second; with the date in reports that are longer than a day."""
        if wall_ns is None:
            return "–"
        report = self._report
        same = report.to_wall_ns - report.from_wall_ns <= 86_400 * NS_PER_S
        near = report.from_wall_ns <= wall_ns <= report.to_wall_ns
        return self._local(wall_ns).strftime("%H:%M:%S" if same and near else "%Y-%m-%d %H:%M:%S")

    def span(self, seconds: float | None) -> str:
        """ "45 s", "12 min", "3 h 5 min"; an en dash for None."""
        if seconds is None:
            return "–"
        if seconds < 60:
            return self.word(Word.SECONDS, s=int(seconds))
        minutes = int(seconds // 60)
        if minutes < 60:
            return self.word(Word.MINUTES, min=minutes)
        return self.word(Word.HOURS_MINUTES, h=f"{minutes // 60:,}".replace(",", "\u2009"), min=minutes % 60)

    def number(self, value: int) -> str:
        return f"{value:,}".replace(",", "\u2009")

    def share(self, met: int, missed: int) -> str:
        """Of the deadlines; never 100 % while one was missed, an en dash where there was none."""
        if met + missed == 0:
            return "–"
        percent = 100 * met / (met + missed)
        text = f"{percent:.1f}"
        if missed and text == "100.0":
            text = "99.9"
        return f"{text}\u00a0%"

    def camera(self, camera_id: str) -> str:
        name = self._cameras.get(camera_id)
        return camera_id if name is None or name == camera_id else f"{name} ({camera_id})"

    def camera_name(self, camera_id: str) -> str:
        return self._cameras.get(camera_id, "")

    def area(self, area_id: str) -> str:
        return self._areas.get(area_id, area_id) or self.word(Word.NO_AREA)

    def operator(self, login: str) -> str:
        return self._operators.get(login) or login or "–"

    def drone(self, drone_id: str) -> str:
        return self._drones.get(drone_id, drone_id)

    def responders(self, ids: Iterable[str]) -> str:
        return self.word(Word.LIST_COMMA).join(self._responders.get(i, i) for i in ids) or "–"

    def operators(self) -> str:
        return self.word(Word.LIST_COMMA).join(map(self.operator, self._report.operators)) or "–"

    def tier(self, tier: Tier) -> str:
        return self.word(Word(f"tier_{tier.value}"))

    def plan(self, level: PlanLevel) -> str:
        return self.word(Word(f"plan_{level.value}"))

    def kind(self, kind: IncidentKind) -> str:
        return self.word(Word(f"kind_{kind.value}"))

    def disposition(self, disposition: Disposition | None) -> str:
        if disposition is None:
            return self.word(Word.STILL_OPEN)
        return self.word(Word(f"disposition_{disposition.value}"))

    def incident(self, incident: IncidentFigures) -> str:
        if incident.title:
            return incident.title
        return self.word(Word.AIRCRAFT_IN, subject=incident.subject, zone=incident.zone_name)

    def _local(self, wall_ns: int) -> datetime:
        return (_EPOCH + timedelta(seconds=wall_ns // NS_PER_S)).astimezone(self.zone)
