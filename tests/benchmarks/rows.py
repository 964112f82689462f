"""A measured row, the table that people read, and the file that the next change is compared with."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

BUILD = Path(__file__).resolve().parents[2] / "build"
RESULTS = BUILD / "bench.json"


@dataclass(frozen=True, slots=True)
class Row:
    row: str
    value: float
    unit: str
    bar: float
    better: Literal["lower", "higher"]
    peer: str
    note: str
    """The raw figures behind the value, and under which conditions."""

    @property
    def holds(self) -> bool:
        return self.value <= self.bar if self.better == "lower" else self.value >= self.bar


def table(rows: Sequence[Row]) -> str:
    lines = [("row", "value", "bar", "", "peer", "note")]
    for r in rows:
        bar = f"{'≤' if r.better == 'lower' else '≥'} {r.bar:g} {r.unit}"
        lines.append((r.row, f"{r.value:g}", bar, "holds" if r.holds else "MISSED", r.peer, r.note))
    widths = [max(len(line[i]) for line in lines) for i in range(5)]
    return "\n".join("  ".join([*(t.ljust(w) for t, w in zip(line, widths, strict=False)), line[5]]) for line in lines)


def keep(rows: Sequence[Row], path: Path = RESULTS) -> None:
    """Write the rows; those of an earlier run that were not measured now stay."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    new = {r.row for r in rows}
    merged = [r for r in kept if r["row"] not in new] + [asdict(r) for r in rows]
    path.write_text(json.dumps(merged, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
