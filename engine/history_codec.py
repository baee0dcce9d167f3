"""Results as they lie in the history: small fields as JSON, windows as one compressed table of numbers."""

from __future__ import annotations

import json
import math
import os
import zlib
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from engine.results import FileResult, Segment, SegmentKind, SourceInfo, Verdict, WindowScore

RESULT_FORMAT = 1
"""Part of the cache key; raise it when the same audio and detector give other results in a new version."""

PLAIN_FIELDS = (
    "duration_s",
    "speech_s",
    "score",
    "probability_ai",
    "percent_ai",
    "percent_human",
    "model",
    "model_sha256",
    "hop_s",
    "seconds_taken",
    "warnings",
    "error",
    "hint",
    "cached",
    "reason",
    "point",
)


_RAW_PREFIX = "bytes:"


def path_to_text(path: Path) -> str:
    """A path as SQLite can store it; names that are no valid UTF-8 are written as hexadecimal bytes."""
    text = str(path)
    try:
        text.encode()
    except UnicodeEncodeError:
        return _RAW_PREFIX + os.fsencode(text).hex()
    return text


def text_to_path(text: str) -> Path:
    """Reverse of `path_to_text`; paths of results are absolute, so that none can begin with the prefix."""
    if text.startswith(_RAW_PREFIX):
        return Path(os.fsdecode(bytes.fromhex(text.removeprefix(_RAW_PREFIX))))
    return Path(text)


def pack_windows(windows: Sequence[WindowScore]) -> bytes:
    """Five columns of float64, one after the other, compressed; a missing probability is NaN."""
    if not windows:
        return b""
    table = np.array(
        [
            (
                each.start_s,
                each.end_s,
                each.logit,
                math.nan if each.probability_ai is None else each.probability_ai,
                each.speech_share,
            )
            for each in windows
        ],
        dtype="<f8",
    )
    return zlib.compress(np.ascontiguousarray(table.T).tobytes(), 6)


def unpack_windows(blob: bytes) -> tuple[WindowScore, ...]:
    """Reverse of `pack_windows`."""
    if not blob:
        return ()
    table = np.frombuffer(zlib.decompress(blob), dtype="<f8").reshape(5, -1).T.tolist()
    return tuple(
        WindowScore(start_s, end_s, logit, None if math.isnan(probability) else probability, share)
        for start_s, end_s, logit, probability, share in table
    )


def pack_fields(result: FileResult) -> str:
    """All fields that have no column of their own."""
    fields: dict[str, Any] = {name: getattr(result, name) for name in PLAIN_FIELDS}
    fields["source"] = asdict(result.source)
    fields["segments"] = [(s.start_s, s.end_s, s.kind.value, s.mean_probability) for s in result.segments]
    return json.dumps(fields, separators=(",", ":"))


def unpack_result(row: Sequence[Any]) -> FileResult:
    """A result from its row: path, verdict, sha256, size_bytes, truth, fields, windows (empty where not wanted)."""
    path, verdict, sha256, size_bytes, truth, packed, windows = row
    fields = json.loads(packed)
    source = SourceInfo(**fields.pop("source"))
    segments = tuple(Segment(start, end, SegmentKind(kind), mean) for start, end, kind, mean in fields.pop("segments"))
    fields["warnings"] = tuple(fields["warnings"])
    return FileResult(
        path=text_to_path(path),
        verdict=Verdict(verdict),
        sha256=sha256,
        size_bytes=size_bytes,
        truth=truth,
        source=source,
        segments=segments,
        windows=unpack_windows(windows),
        **fields,
    )
