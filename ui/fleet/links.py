"""The links as rows, and what to say while nothing comes through them."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from drones.config import LinkConfig
from drones.picture import LinkState, LinkView
from ui.fleet.drones import Now
from ui.fleet.rows import Cell, Column, Row, Tone
from ui.marks import Mark
from ui.words import air, figures

_RANKS = {LinkState.CLOSED: 3, LinkState.WAITING: 2, LinkState.ENDED: 1, LinkState.RECEIVING: 0}
_MARKS = {
    LinkState.CLOSED: (Mark.OFFLINE, Tone.ATTENTION),
    LinkState.WAITING: (Mark.STALE, Tone.ATTENTION),
    LinkState.ENDED: (Mark.OFFLINE, Tone.QUIET),
    LinkState.RECEIVING: (Mark.OK, Tone.QUIET),
}


def columns() -> tuple[Column, ...]:
    translate = QCoreApplication.translate
    lost_tip = translate("Fleet", "Gaps in the sequence numbers, ground stations left out")
    bad_tip = translate("Fleet", "Frames with a wrong checksum, and bytes that are no frame")
    unknown_tip = translate("Fleet", "Messages of kinds that this program does not know")
    return (
        Column(translate("Fleet", "State"), "MM  " + air.link_state(LinkState.RECEIVING) + "  00:00"),
        Column(translate("Fleet", "Link"), "udp 14550"),
        Column(translate("Fleet", "Address"), "udpin:127.0.0.1:14550", gives_way=3),
        Column(translate("Fleet", "Messages"), "88 888/s", figures=True),
        Column(translate("Fleet", "Lost msg."), "88 888", lost_tip, True),
        Column(translate("Fleet", "Bad"), "88 888", bad_tip, True, 2),
        Column(translate("Fleet", "Unknown"), "88 888", unknown_tip, True, 4),
        Column(translate("Fleet", "What to do"), ""),
    )


def row(link: LinkView, now: Now) -> Row:
    mark, tone = _MARKS[link.state]
    detail = air.link_detail(link, now.monotonic_ns)
    rate = QCoreApplication.translate("Fleet", "{n}/s").replace("{n}", f"{link.per_second:.0f}")
    state = air.link_state(link.state)
    cells = (
        Cell(state, -_RANKS[link.state], tone, mark=mark),
        Cell(link.name, link.name),
        Cell(link.address, link.address, Tone.QUIET),
        Cell(rate, link.per_second, tip=figures.count(link.messages)),
        Cell(figures.count(link.lost), link.lost, Tone.QUIET if not link.lost else Tone.NORMAL),
        Cell(figures.count(link.bad), link.bad, Tone.QUIET if not link.bad else Tone.NORMAL),
        Cell(figures.count(link.unknown), link.unknown, Tone.QUIET if not link.unknown else Tone.NORMAL),
        Cell(detail, detail or None, tip=detail),
    )
    search = " ".join((link.name, link.address, state)).casefold()
    return Row(link.name, _RANKS[link.state], link.name, cells, search)


def nothing_heard(configured: Sequence[LinkConfig], links: Sequence[LinkView]) -> tuple[str, str, str]:
    """Title, advice and example for a fleet that is empty: no link, or nothing on those there are."""
    translate = QCoreApplication.translate
    if not configured and not links:
        return (
            translate("Fleet", "No link is configured"),
            translate("Fleet", "Add a link to the configuration file and start the program again, for example:"),
            '[[links]]\nname = "radio"\naddress = "udpin:0.0.0.0:14550"',
        )
    addresses = [link.address for link in links] or [link.address for link in configured]
    shown = ", ".join(addresses[:3]) + (" …" if len(addresses) > 3 else "")
    advice = translate(
        "Fleet",
        "Send the telemetry (MAVLink) of the drones or of the radio to this computer at that address, "
        "and let its port through the firewall. Vehicles appear here by themselves.",
    )
    return translate("Fleet", "Nothing heard yet on {addresses}").replace("{addresses}", shown), advice, ""
