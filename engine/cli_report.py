"""The work behind `veravox report`: an earlier scan written anew, without analysing anything again."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from engine.cli_boundary import ExitCode
from engine.cli_output import JsonLines, Outputs, VerdictRows
from engine.cli_write import write_reports
from engine.errors import UsageError
from engine.history import History
from engine.labels import Labels
from engine.report.card import card_of
from engine.report.record import Settings, parse_only, select


def report(job_id: int, outputs: Outputs, only_text: str, *, labels: str | None, db: Path | None, quiet: bool) -> int:
    """Write the reports of a job; shows its rows when nothing is to be written.

    Raises:
        HistoryError: There is no such job.
        UsageError: The labels or the selection make no sense.
        ReportError: Something cannot be written.
    """
    only = parse_only(only_text)
    outputs.check()
    history = History(db)
    job = history.job(job_id)
    truth = Labels.load(labels)
    results = [
        replace(result, truth=truth.truth(result.path, None)) if labels else result
        for result in history.results(job_id, windows=outputs.needs_windows)
    ]
    if not results:
        raise UsageError(f"Job {job_id} has no finished file", "`veravox history` lists the jobs with their files.")
    chosen = select(results, only)
    if outputs.jsonl is not None:
        lines = JsonLines(outputs.jsonl, windows=outputs.windows)
        for result in chosen:
            lines.write(result)
        lines.close()
    if not outputs.any_report and outputs.jsonl is None and not quiet:
        rows = VerdictRows(sys.stdout)
        for result in chosen:
            rows.show(result)
        rows.summarise(results)
    settings = Settings(hop_s=job.spec.hop_s, others=(("job", str(job_id)), ("scanned", job.created)))
    write_reports(outputs, only, results, card_of(job.spec.model, job.spec.model_sha256), settings, quiet=quiet)
    return ExitCode.OK
