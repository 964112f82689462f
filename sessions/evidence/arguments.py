"""The options of `export`. Reads nothing else: the command line is understood before anything is loaded."""

import argparse
from pathlib import Path

TRACKS = ("originals", "rendered", "telemetry", "audit", "unmasked", "restricted")
USUAL = ("audit", "originals", "rendered", "telemetry")
"""As sessions.evidence.request has them; a test holds the two together."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("session", metavar="SESSION", help="its id, or its folder")
    parser.add_argument("--operator", required=True, metavar="LOGIN", help="who exports; the password is asked for")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why it is handed out; stands in the duty book")
    parser.add_argument("--to-folder", required=True, type=Path, metavar="FOLDER", help="made by the export")
    parser.add_argument("--cameras", metavar="ID,ID", help="otherwise all")
    parser.add_argument(
        "--from", dest="begin", metavar="TIME", help="ISO 8601, without an offset in the precinct's time; otherwise all"
    )
    parser.add_argument("--to", dest="end", metavar="TIME", help="likewise; otherwise the session's end")
    parser.add_argument(
        "--tracks",
        metavar="NAME,NAME",
        help=f"of {', '.join(TRACKS)}; otherwise {', '.join(USUAL)}",
    )
    parser.add_argument("--case", default="", metavar="NUMBER", help="burned into the clips")
    parser.add_argument("--language", choices=("en", "zh_CN"), default="en", help="which comes first in the README")
