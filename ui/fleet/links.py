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
    return (
        Column(
            QCoreApplication.translate("Fleet", "State"), "MM  " + air.link_state(LinkState.RECEIVING) + "  00:00:00"
        ),
        Column(QCoreApplication.translate("Fleet", "Link"), "udp 14550"),
        Column(QCoreApplication.translate("Fleet", "Address"), "udpin:127.0.0.1:14550"),
        Column(QCoreApplication.translate("Fleet", "Messages"), "88 888/s", figures=True),
        Column(
            QCoreApplication.translate("Fleet", "Lost"),
            "88 888",
            QCoreApplication.translate("Fleet", "Gaps in the sequence numbers, ground stations left out"),
            True,
        ),
        Column(
            QCoreApplication.translate("Fleet", "Bad"),
            "88 888",
            QCoreApplication.translate("Fleet", "Frames with a wrong checksum, and bytes that are no frame"),
            True,
        ),
        Column(
            QCoreApplication.translate("Fleet", "Unknown"),
            "88 888",
            QCoreApplication.translate("Fleet", "Messages of kinds that this program does not know"),
            True,
        ),
        Column(QCoreApplication.translate("Fleet", "What to do"), ""),
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


def nothing_heard(configured: Sequence[LinkConfig], links: Sequence[LinkView]) -> tuple[str, str]:
    """Title and advice for a fleet that is empty: no link, none open, or nothing on them."""
    if not configured and not links:
        return (
            QCoreApplication.translate("Fleet", "No link is configured"),
            QCoreApplication.translate(
                "Fleet",
                "Add a link to the configuration file and start again, for example:\n\n"
                '[[links]]\nname = "radio"\naddress = "udpin:0.0.0.0:14550"',
            ),
        )
    addresses = [link.address for link in links] or [link.address for link in configured]
    shown = ", ".join(addresses[:3]) + (" …" if len(addresses) > 3 else "")
    return (
        QCoreApplication.translate("Fleet", "Nothing heard yet on {addresses}").replace("{addresses}", shown),
        QCoreApplication.translate(
            "Fleet",
            "Send the drones' or the radio's telemetry (MAVLink) to this computer at that address, "
            "and let its port through the firewall. Vehicles appear here by themselves.",
        ),
    )
