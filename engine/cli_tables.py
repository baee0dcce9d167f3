"""The work behind `veravox models` and `veravox history`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.cli_boundary import ExitCode, say
from engine.cli_output import printable
from engine.detector import DetectorRow, list_detectors
from engine.ensemble import member_names
from engine.history import History, JobRow


def show_models(*, as_json: bool) -> int:
    """Print the installed detectors; a damaged one is shown with its problem."""
    rows = list_detectors()
    if as_json:
        _write_json([_model_to_json(row) for row in rows])
        return ExitCode.OK
    for row in rows:
        mark = " (default)" if row.is_default else ""
        if row.meta is None:
            _write(f"{row.name}{mark}\n    cannot be used: {row.problem}")
            continue
        meta = row.meta
        front_ends = " + ".join(front_end.name for front_end in meta.front_ends)
        _write(f"{row.name}{mark}")
        members = member_names(meta)
        network = f"mean of {' and '.join(members)}" if members else meta.architecture
        _write(f"    network     {network}, {meta.n_parameters:,} parameters")
        _write(f"    input       {meta.window_s:g} s at {meta.sample_rate} Hz, {front_ends}")
        for column, figures in meta.metrics.items():
            _write(f"    {column:<11} {', '.join(f'{name} {value:.3g}' for name, value in figures.items())}")
        _write(f"    sha256      {row.sha256}")
    if not rows:
        say("No detector is installed.")
    return ExitCode.OK


def show_history(db: Path | None, *, as_json: bool) -> int:
    """Print the jobs, the newest first.

    Raises:
        HistoryError: The history cannot be used.
    """
    jobs = History(db).jobs()
    if as_json:
        _write_json([_job_to_json(job) for job in jobs])
        return ExitCode.OK
    for job in jobs:
        places = ", ".join(job.spec.paths[:3]) + (", ..." if len(job.spec.paths) > 3 else "")
        counts = f"{job.files} files, {job.flagged} flagged, {job.errors} not readable"
        _write(f"{job.id:>5}  {job.created[:16].replace('T', ' ')} UTC  {job.state.value:<9}  {counts}")
        _write(f"       {job.spec.model}: {places}")
    if not jobs:
        say("The history is empty. `veravox scan` fills it.")
    return ExitCode.OK


def _model_to_json(row: DetectorRow) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "name": row.name,
        "path": str(row.path),
        "sha256": row.sha256,
        "default": row.is_default,
        "problem": row.problem or None,
    }
    if row.meta is not None:
        meta = row.meta
        entry |= {
            "architecture": meta.architecture,
            "parameters": meta.n_parameters,
            "input": {
                "sample_rate": meta.sample_rate,
                "window_s": meta.window_s,
                "front_ends": [front_end.model_dump() for front_end in meta.front_ends],
            },
            "metrics": meta.metrics,
            "operating_points": [point.model_dump() for point in meta.calibration.operating_points],
            "created": meta.created,
        }
    return entry


def _job_to_json(job: JobRow) -> dict[str, Any]:
    return {
        "job": job.id,
        "kind": job.spec.kind,
        "state": job.state.value,
        "created": job.created,
        "updated": job.updated,
        "model": job.spec.model,
        "model_sha256": job.spec.model_sha256,
        "hop_s": job.spec.hop_s,
        "paths": list(job.spec.paths),
        "files": job.files,
        "flagged": job.flagged,
        "errors": job.errors,
    }


def _write(text: str) -> None:
    lines = (printable(line) for line in text.split("\n"))
    sys.stdout.write("\n".join(lines) + "\n")


def _write_json(value: Sequence[Any]) -> None:
    sys.stdout.write(json.dumps(value, indent=2) + "\n")
