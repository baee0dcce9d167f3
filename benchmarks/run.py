"""Measure everything and write docs/benchmarks.md: python -m benchmarks.run [NAME...], or `make bench`."""

from __future__ import annotations

import argparse
import importlib
import tempfile
import time
from pathlib import Path

from benchmarks.common import ROOT, Row, machine

TARGET = ROOT / "docs" / "benchmarks.md"
BENCHMARKS = ("start", "window_start", "event_loop", "parts", "scan_speed", "memory", "data_path")


def main() -> int:
    """Run from the command line.

    Returns:
        1 where a line is not met, else 0.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these: {', '.join(BENCHMARKS)}")
    names = parser.parse_args().names
    if unknown := set(names) - set(BENCHMARKS):
        parser.error(f"no benchmark named {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    lines = machine()
    rows = []
    for name in names or BENCHMARKS:
        for row in _measure(name):
            print(f"{row.what}: {row.figure}{_judgement(row)}", flush=True)
            rows.append(row)
    if not names:
        TARGET.write_text(page(lines, rows), encoding="utf-8")
        print(f"Written: {TARGET.relative_to(ROOT)}")
    return int(any(row.holds is False for row in rows))


def _measure(name: str) -> list[Row]:
    module = importlib.import_module(f"benchmarks.{name}")
    with tempfile.TemporaryDirectory() as folder:
        rows: list[Row] = module.measure(Path(folder))
    return rows


def _judgement(row: Row) -> str:
    return "" if row.holds is None else f" ({row.wanted}: {'holds' if row.holds else 'FALLS SHORT'})"


def page(lines: list[str], rows: list[Row]) -> str:
    """The page as Markdown."""
    head = [
        "# Benchmarks",
        "",
        f"Written by `make bench` on {time.strftime('%Y-%m-%d')}, not by hand; one run on one machine:",
        "",
        *(f"- {line}" for line in lines),
        "",
        "| what | measured | wanted | holds |",
        "| --- | --- | --- | --- |",
    ]
    holds = {None: "", True: "yes", False: "**no**"}
    table = [f"| {row.what} | {row.figure} | {row.wanted} | {holds[row.holds]} |" for row in rows]
    notes = [f"- {row.what}: {row.how}." for row in rows if row.how]
    return "\n".join([*head, *table, "", "How each was measured:", "", *notes, ""])


if __name__ == "__main__":
    raise SystemExit(main())
