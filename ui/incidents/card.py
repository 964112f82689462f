"""The incident's card: one page with map, stills and text, to print or to copy."""

from html import escape
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QSize, QUrl
from PySide6.QtGui import QImage, QTextDocument

from base.geodesy import Position, distance_m
from duty.incidents import IncidentKind, IncidentView
from ui.bridge import Bridge
from ui.incidents import card_map
from ui.incidents.card_map import MapContent, Spot
from ui.incidents.history import History, operator_names, responder_names
from ui.incidents.stills import load
from ui.shell.paper import document_of
from ui.words import duty, figures

MAP_PX = (640, 300)
STILL_PX = QSize(640, 360)
STILL_SHOWN_PX = 310
STILLS_SHOWN = 6


class CardPage(QObject):
    """Personal content is never on it: a sheet of paper cannot be purged."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        world = bridge.world
        self._bridge = bridge
        self._precinct = world.precinct
        self._zone = ZoneInfo(world.precinct.precinct.time_zone)
        self._cameras = {camera.id: camera for camera in world.cameras.cameras}
        self._responders = responder_names(world.precinct)

    def document(self, view: IncidentView) -> QTextDocument:
        pictures: list[QImage] = []
        parts = [self._head(view), self._table(view)]
        if view.position is not None:
            pictures.append(card_map.paint(self._content(view, view.position), *MAP_PX))
            width, height = MAP_PX
            parts.append(f"<p><img src='picture:0' width='{width}' height='{height}'></p>")
            parts.append(f"<p class='quiet'>{escape(self._legend())}</p>")
        parts += [self._told(view), self._stills(view, pictures), self._foot(view)]
        document = document_of("".join(parts))
        for index, picture in enumerate(pictures):
            document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(f"picture:{index}"), picture)
        document.markContentsDirty(0, document.characterCount())
        return document

    def _head(self, view: IncidentView) -> str:
        number = self.tr("Incident {number}").replace("{number}", duty.incident_number(view.incident_id))
        state = f"{self._precinct.precinct.name} · {duty.incident_kind(view.kind)} · {duty.incident_state(view.state)}"
        title = escape(duty.incident_title(view))
        return f"<p class='quiet'>{escape(number)}</p><h1>{title}</h1><p class='quiet'>{escape(state)}</p>"

    def _table(self, view: IncidentView) -> str:
        areas = {area.id: area.name for area in self._precinct.all_areas()}
        camera = self._cameras.get(view.camera_id)
        rows = [
            (self.tr("Raised"), self._at(view.raised_wall_ns)),
            (self.tr("Aircraft"), view.subject if view.kind is IncidentKind.AIRSPACE and view.tracks <= 1 else ""),
            (self.tr("Zone"), view.zone_name),
            (self.tr("Area"), areas.get(view.area_id, view.area_id)),
            (self.tr("Camera"), camera.name if camera is not None else view.camera_id),
            (self.tr("Why"), duty.reasons(view.reasons)),
            (self.tr("Place"), figures.place(view.position) if view.position is not None else ""),
            (self.tr("Place to copy"), figures.place_to_copy(view.position) if view.position is not None else ""),
            *((name, duty.span(seconds)) for name, seconds in duty.spans(view)),
        ]
        cells = [
            f"<tr><td class='quiet'>{escape(name)}</td><td>{escape(value)}</td></tr>" for name, value in rows if value
        ]
        return f"<table>{''.join(cells)}</table>"

    def _told(self, view: IncidentView) -> str:
        lines = History().lines(view, self._responders, operator_names(self._bridge.operators))
        told = "".join(
            f"<tr><td class='quiet'>{escape(self._at(line.at_wall_ns))}</td><td>{_lines(line.what)}</td>"
            f"<td class='quiet'>{escape(line.who)}</td></tr>"
            for line in lines
        )
        title = self.tr("What happened")
        return f"<h2>{escape(title)}</h2><table>{told}</table>"

    def _stills(self, view: IncidentView, pictures: list[QImage]) -> str:
        if not view.stills:
            return ""
        cells = []
        for still in view.stills[:STILLS_SHOWN]:
            image, problem = load(self._bridge.world.data, still, STILL_PX)
            camera = self._cameras.get(still.camera_id)
            name = camera.name if camera is not None else still.camera_id
            caption = " · ".join(part for part in (name, self._at(still.taken_wall_ns), problem) if part)
            shown = ""
            if image is not None:
                shown = f"<img src='picture:{len(pictures)}' width='{STILL_SHOWN_PX}'><br>"
                pictures.append(image)
            cells.append(f"<td>{shown}<span class='quiet'>{escape(caption)}</span></td>")
        rows = "".join(f"<tr>{''.join(cells[i : i + 2])}</tr>" for i in range(0, len(cells), 2))
        title = self.tr("Stills")
        left_out = len(view.stills) - STILLS_SHOWN
        more = self.tr("{n} more stills are kept with the incident.").replace("{n}", str(left_out))
        return f"<h2>{escape(title)}</h2><table>{rows}</table>" + (
            f"<p class='quiet'>{escape(more)}</p>" if left_out > 0 else ""
        )

    def _foot(self, view: IncidentView) -> str:
        made = self.tr("Made {time} from the duty book. Personal content is left out.")
        made = made.replace("{time}", self._at(self._bridge.world.clock.wall_ns()))
        return f"<p></p><p class='quiet'>{escape(made)}</p><p class='mono'>{escape(view.uuid)}</p>"

    def _legend(self) -> str:
        return self.tr("Diamond: the incident. Circles: responders, filled and dashed where sent. Squares: cameras.")

    def _at(self, wall_ns: int) -> str:
        return f"{duty.local(wall_ns, self._zone):%Y-%m-%d %H:%M:%S}"

    def _content(self, view: IncidentView, here: Position) -> MapContent:
        rings = [zone.rings for zone in self._bridge.air.zones if zone.zone_id == view.zone_id and not zone.quarantined]
        sent = {dispatch.responder_id for dispatch in view.dispatches}
        cameras = [
            Spot(c.name, Position(c.latitude, c.longitude), c.id == view.camera_id)
            for c in self._cameras.values()
            if c.latitude is not None and c.longitude is not None
        ]
        responders = [
            Spot(r.name, Position(r.latitude, r.longitude), r.id in sent)
            for r in self._precinct.responders
            if r.latitude is not None and r.longitude is not None
        ]
        responders.sort(key=lambda spot: distance_m(here, spot.position))
        return MapContent(here, tuple(rings[0]) if rings else (), tuple(cameras), tuple(responders))


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines())
