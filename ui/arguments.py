"""The command line: every command and option, read before anything else is loaded."""

import argparse
from collections.abc import Callable
from pathlib import Path

from sessions.evidence.arguments import add_arguments


def parse(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="mouse-patrol",
        description="A police precinct's video wall and drone fleet in one window. "
        "Without a configuration it opens a demo precinct, clearly marked.",
        parents=[_dashboard()],
    )
    parser.set_defaults(command="dashboard", demo=False, cameras=None, record=False, session=None)
    commands = parser.add_subparsers(title="commands", metavar="")

    demo = commands.add_parser(
        "demo", parents=[_dashboard(argparse.SUPPRESS)], help="the demo precinct, whatever is configured"
    )
    demo.add_argument("--cameras", type=count(551), metavar="N", help="how many there are; without it 16")
    demo.set_defaults(command="dashboard", demo=True)

    record = commands.add_parser(
        "record", parents=[_dashboard(argparse.SUPPRESS)], help="the dashboard, recording from the first moment"
    )
    record.set_defaults(command="dashboard", record=True)

    replay = commands.add_parser(
        "replay", parents=[_dashboard(argparse.SUPPRESS)], help="open a session, a .tlog or a folder of clips"
    )
    replay.add_argument(
        "session", metavar="SESSION", help="a session's id or folder, a .tlog file, clips or their folder"
    )
    replay.set_defaults(command="dashboard")

    check = commands.add_parser("check", help="say everything that is wrong with a configuration")
    check.add_argument("config", type=Path, metavar="CONFIG")
    check.set_defaults(command="check")

    book = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    book.add_argument("--config", type=Path, metavar="FILE", help="the precinct's configuration (TOML)")
    book.add_argument("--data", type=Path, metavar="FOLDER", help="where book, stills and the station's key are")

    report = commands.add_parser("report", parents=[book], help="write a shift's report from the book")
    of = report.add_mutually_exclusive_group()
    of.add_argument("--shift", metavar="KEY", help="such as 2026-11-22/night; without it the newest")
    of.add_argument("--days", type=count(3660), metavar="N", help="the last N days instead of a shift")
    for kind in ("html", "pdf", "csv", "json"):
        report.add_argument(f"--{kind}", type=Path, metavar="FILE")
    report.add_argument("--language", choices=("en", "zh_CN"), default=argparse.SUPPRESS, help="otherwise the system's")
    report.set_defaults(command="report")

    verify = commands.add_parser(
        "verify", parents=[book], help="say whether the book, or exported evidence, is as it was written"
    )
    verify.add_argument(
        "evidence", type=Path, nargs="?", metavar="EVIDENCE", help="an exported folder; without: the book"
    )
    verify.add_argument("--key", type=Path, metavar="FILE", help="the station's public key that signed the evidence")
    verify.add_argument(
        "--head", metavar="LINE", help="the signed line of a printed hand-over, to be found in the chain"
    )
    verify.set_defaults(command="verify")

    export = commands.add_parser(
        "export", parents=[book], help="take evidence out of a session, signed and written down"
    )
    add_arguments(export)
    export.set_defaults(command="export")

    backup = commands.add_parser("backup", parents=[book], help="copy the book, also while the program runs")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.set_defaults(command="backup")

    simulate = commands.add_parser("simulate", help="the demo fleet alone, as MAVLink over loopback UDP")
    simulate.add_argument("--drones", type=count(250), default=12)
    simulate.add_argument("--docks", type=count(250), default=4)
    simulate.add_argument("--url", default="udpout:127.0.0.1:14550")
    simulate.add_argument("--seconds", type=positive, metavar="N")
    simulate.add_argument("--seed", type=int, default=1)
    simulate.set_defaults(command="simulate")
    return parser.parse_args(argv)


def _dashboard(default: str | None = None) -> argparse.ArgumentParser:
    """What every run of the window takes. With `default` SUPPRESS an option that is not given after a command leaves
    what was given before it: a --data that is silently dropped would put the book elsewhere."""
    dashboard = argparse.ArgumentParser(add_help=False, argument_default=default)
    dashboard.add_argument("--config", type=Path, metavar="FILE", help="the precinct's configuration (TOML)")
    dashboard.add_argument("--language", choices=("en", "zh_CN"), help="otherwise the system's")
    dashboard.add_argument(
        "--workspace", choices=("wall", "patrol", "fleet", "airspace", "incidents", "replay"), help="what to show first"
    )
    dashboard.add_argument(
        "--offscreen", action="store_true", help="no window: a status line a second, a picture in a file"
    )
    dashboard.add_argument(
        "--seconds", type=positive, metavar="N", help="end by itself N seconds after the first window"
    )
    dashboard.add_argument("--report", type=Path, metavar="FILE", help="write the figures of this run as JSON")
    dashboard.add_argument(
        "--screenshot", type=Path, metavar="FILE", help="save a picture of the window at the end (PNG)"
    )
    dashboard.add_argument("--data", type=Path, metavar="FOLDER", help="keep book, clips, settings and log there")
    return dashboard


def positive(text: str) -> float:
    value = float(text)
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"expected a number above 0, got {text}")
    return value


def count(most: int) -> Callable[[str], int]:
    def parse_count(text: str) -> int:
        value = int(text)
        if not 0 <= value <= most:
            raise argparse.ArgumentTypeError(f"expected a whole number from 0 to {most}, got {text}")
        return value

    return parse_count
