"""What a detector's 8-bit network costs and gives, in words."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from trainer.precision import PrecisionChoice, PrecisionRow
from trainer.words import percent

COLUMNS = ("precision", "MB", "EER", "EER, mean of the corruptions", "drift of a logit (rms, largest)", "speed")


def precision_cells(row: PrecisionRow) -> tuple[str, ...]:
    """One row of the table, in the order of `COLUMNS`."""
    eers = ("not scored" if value is None else percent(value) for value in (row.eer, row.eer_grid))
    drift = row.drift
    if drift is None:
        return (row.name, f"{row.megabytes:.1f}", *eers, "-", "1")
    moved = f"{drift.rms:.3f}, {drift.largest:.2f} (spread {drift.spread:.2f})"
    return (row.name, f"{row.megabytes:.1f}", *eers, moved, f"{drift.speedup:.1f} x")


def precision_markdown(choice: PrecisionChoice | None) -> str:
    """For the card; empty where 8 bits were not tried."""
    if choice is None:
        return ""
    rows = [COLUMNS, tuple("---" for _ in COLUMNS), *(precision_cells(row) for row in choice.rows)]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in rows)
    if choice.int8_bytes:
        said = f"On the CPU the 8-bit network runs, and every figure of this card is its own: {choice.why}"
    else:
        said = f"On the CPU the float32 network runs: {choice.why}"
    return f"{table}\n\n{said} A graphics card runs float32.\n\n"


def show_precision(choice: PrecisionChoice, console: Console) -> None:
    """Print the table and the decision."""
    table = Table(box=SIMPLE_HEAD)
    for index, name in enumerate(COLUMNS):
        table.add_column(name, justify="left" if index == 0 else "right")
    for row in choice.rows:
        table.add_row(*precision_cells(row))
    console.print(table)
    console.print(f"{'8-bit network kept' if choice.int8_bytes else 'No 8-bit network'}: {choice.why}", highlight=False)
