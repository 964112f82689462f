"""The figures as plain values for scripts: the fields of duty.report.view.ShiftReport, nothing translated."""

import json
from dataclasses import asdict

from duty.report.view import ShiftReport


def render(report: ShiftReport) -> str:
    values = asdict(report) | {"end_wall_ns": report.end_wall_ns, "names": dict(report.names)}
    return json.dumps(values, indent=1, ensure_ascii=False) + "\n"
