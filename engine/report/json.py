"""Results for machines. The keys are fixed: scripts rely on them.

``score`` is the file-level logit: higher means more AI. ``Percent_AI``, ``Percent_Human`` and ``Prediction`` repeat
what older scripts expect; ``Prediction`` says ``ai`` also for a file of which only parts are AI.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from engine.report.atomic import write_text
from engine.report.record import ReportRecord
from engine.report.words import shown
from engine.results import FileResult, JsonObject, Verdict


def file_to_json(result: FileResult, windows: bool = False) -> JsonObject:  # noqa: FBT001, FBT002 - a public contract
    """One file as a JSON object with the keys of the command line's contract.

    Args:
        result: What was found.
        windows: Add every window's score.
    """
    prediction = Verdict.AI if result.verdict is Verdict.CONTAINS_AI else result.verdict
    found: JsonObject = {
        "path": shown(result.path),
        "name": shown(result.name),
        "sha256": result.sha256,
        "size_bytes": result.size_bytes,
        "duration_s": _rounded(result.duration_s, 3),
        "speech_s": _rounded(result.speech_s, 3),
        "verdict": result.verdict.value,
        "probability_ai": _rounded(result.probability_ai, 6),
        "score": result.score,
        "percent_ai": _rounded(result.percent_ai, 2),
        "percent_human": _rounded(result.percent_human, 2),
        "Percent_AI": _rounded(result.percent_ai, 2),
        "Percent_Human": _rounded(result.percent_human, 2),
        "Prediction": prediction.value,
        "reason": result.reason,
        "segments": [
            {
                "start_s": _rounded(s.start_s, 3),
                "end_s": _rounded(s.end_s, 3),
                "kind": s.kind.value,
                "mean_probability": _rounded(s.mean_probability, 6),
            }
            for s in result.segments
        ],
        "model": result.model,
        "model_sha256": result.model_sha256,
        "operating_point": result.point,
        "hop_s": result.hop_s,
        "decoder": result.source.decoder,
        "container": result.source.container,
        "codec": result.source.codec,
        "bit_rate": result.source.bit_rate,
        "sample_rate": result.source.sample_rate or None,
        "channels": result.source.channels or None,
        "truth": result.truth or None,
        "incorrect": result.is_incorrect if result.truth else None,
        "cached": result.cached,
        "seconds_taken": _rounded(result.seconds_taken, 3),
        "warnings": [shown(w) for w in result.warnings],
        "error": shown(result.error) or None,
        "hint": shown(result.hint) or None,
    }
    if found["path"] != str(result.path):
        # The name holds bytes that are no UTF-8; these are the only way back to the file.
        found["path_bytes_hex"] = bytes(result.path).hex()
    if windows:
        found["windows"] = [
            {
                "start_s": _rounded(w.start_s, 3),
                "end_s": _rounded(w.end_s, 3),
                "logit": w.logit,
                "probability_ai": _rounded(w.probability_ai, 6),
                "speech_share": _rounded(w.speech_share, 4),
            }
            for w in result.windows
        ]
    return found


def files_to_text(files: Sequence[FileResult], *, windows: bool = False, single: bool | None = None) -> str:
    """One object for one file, a list for several or none.

    Args:
        files: In the order of the output.
        windows: Add every window's score.
        single: Force (True) or forbid (False) the single object; by default the number of files decides.
    """
    objects = [file_to_json(f, windows) for f in files]
    one = len(objects) == 1 if single is None else single and len(objects) == 1
    return json.dumps(objects[0] if one else objects, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def file_to_line(result: FileResult, *, windows: bool = False) -> str:
    """One file as one line of JSON Lines."""
    return json.dumps(file_to_json(result, windows), ensure_ascii=False, allow_nan=False) + "\n"


def write_json(record: ReportRecord, path: Path, *, windows: bool = False) -> None:
    """Write the files of a report as JSON.

    Raises:
        ReportError: The file cannot be written.
    """
    write_text(path, files_to_text(record.files, windows=windows))


def write_jsonl(record: ReportRecord, path: Path, *, windows: bool = False) -> None:
    """Write the files of a report as JSON Lines, one file a line.

    Raises:
        ReportError: The file cannot be written.
    """
    write_text(path, "".join(file_to_line(f, windows=windows) for f in record.files))


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(float(value), digits)
