"""A scan with one file of every kind, and awkward names among them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from engine.calibration import Calibration, OperatingPoint
from engine.report.record import ModelCard, ReportRecord, Settings, SkippedFile, make_record
from engine.results import FileResult, SourceInfo, Verdict, WindowScore
from engine.verdict import decide

MEASURED = "dev: 1032 recordings, 80 sources"
CALIBRATION = Calibration(
    operating_points=(
        OperatingPoint(
            name="few_false_alarms", threshold=2.1, false_alarm_rate=0.01, miss_rate=0.46, measured_on=MEASURED,
            human_flagged=0.01, ai_passed=0.08, undecided=0.3,
        ),
        OperatingPoint(
            name="balanced", threshold=0.0, false_alarm_rate=0.148, miss_rate=0.151, measured_on=MEASURED,
            human_flagged=0.09, ai_passed=0.08, undecided=0.13,
        ),
        OperatingPoint(
            name="miss_little", threshold=-0.9, false_alarm_rate=0.33, miss_rate=0.05, measured_on=MEASURED,
            human_flagged=0.33, ai_passed=0.05, undecided=0.0,
        ),
    ),
    abstain_low=-0.5,
    abstain_high=0.5,
    window_threshold=2.2,
)  # fmt: skip
CARD = ModelCard(
    name="duo",
    sha256="4f1d" * 16,
    architecture="duo",
    n_parameters=1_412_345,
    inputs=("peak_spectrogram", "log_spectrogram"),
    metrics={
        "dev clean": {"auc": 0.931, "eer": 0.148, "balanced_accuracy": 0.851},
        "dev mp3 32k": {"auc": 0.912, "eer": 0.169, "balanced_accuracy": 0.829},
        "dev phone 8 kHz": {"auc": 0.871, "eer": 0.201, "balanced_accuracy": 0.794},
    },
    calibration=CALIBRATION,
    created="2026-11-20T18:00:00+00:00",
)


def scanned(
    path: str, logits: np.ndarray, silent: tuple[int, ...] = (), truth: str = "", **extra: object
) -> FileResult:
    """A file result as a scan makes it, from raw logits."""
    shares = np.full(len(logits), 0.85)
    shares[list(silent)] = 0.02
    windows = [
        WindowScore(3.0 * i, 3.0 * i + 3.0, float(v), float(CALIBRATION.probability(v)) if s > 0.4 else None, float(s))
        for i, (v, s) in enumerate(zip(logits, shares, strict=True))
    ]
    found = decide(windows, CALIBRATION, duration_s=3.0 * len(logits))
    result = FileResult(
        path=Path(path),
        verdict=found.verdict,
        sha256=f"{abs(hash(path)) % 16**8:08x}" * 8,
        size_bytes=123_456,
        duration_s=3.0 * len(logits),
        speech_s=found.speech_s,
        score=found.score,
        probability_ai=found.probability_ai,
        percent_ai=found.percent_ai,
        percent_human=found.percent_human,
        segments=found.segments,
        windows=tuple(windows),
        source=SourceInfo("soundfile", "mp3", "mp3", 128_000, 44_100, 2),
        model=CARD.name,
        model_sha256=CARD.sha256,
        reason=found.reason,
        point=found.point,
        truth=truth,
    )
    return replace(result, **extra)  # type: ignore[arg-type]


def sample_files(*, truth: bool = False) -> list[FileResult]:
    """One file of every verdict."""
    rng = np.random.default_rng(4)
    podcast = rng.normal(-2.2, 0.8, 600)
    podcast[250:281] = rng.normal(4.0, 0.7, 31)
    ai, human = ("ai", "human") if truth else ("", "")
    return [
        scanned("/audio/ai/press-call.mp3", rng.normal(2.6, 1.0, 9), truth=ai),
        scanned("/audio/human/Подкаст № 12 — интервью.mp3", podcast, silent=tuple(range(90, 99)), truth=human),
        scanned("/audio/human/=cmd|'calc'!A0.wav", rng.normal(-2.4, 0.7, 40), truth=human,
                source=SourceInfo("soundfile", "wav", "pcm_16", None, 16_000, 1)),
        scanned("/audio/ai/<script>alert(1)<!--.m4a", np.array([0.2, -0.1, 0.3]), truth=ai),
        scanned("/audio/human/会議の録音.opus", rng.normal(-3.0, 0.6, 120), truth=human,
                warnings=("The file ends early; 360.0 s could be read.",)),
        scanned("/audio/human/announcer.flac", rng.normal(1.6, 0.8, 25), truth=human),
        scanned("/audio/music.ogg", rng.normal(0.5, 1.0, 10), silent=tuple(range(10))),
        scanned(os.fsdecode(b"/audio/ai/caf\xe9.wav"), np.array([-2.5, -2.0]), truth=ai),
        FileResult(Path("/audio/broken.mp3"), Verdict.ERROR, sha256="ab" * 32, model=CARD.name,
                   model_sha256=CARD.sha256, error="Cannot decode broken.mp3: no valid frame",
                   hint="Convert it to WAV or FLAC and try again.", truth=ai),
    ]  # fmt: skip


@pytest.fixture
def make() -> Callable[..., ReportRecord]:
    """Makes a record: ``make(files=..., truth=..., only=...)``."""

    def build(files: list[FileResult] | None = None, *, truth: bool = False, only: str = "all") -> ReportRecord:
        return make_record(
            sample_files(truth=truth) if files is None else files,
            CARD,
            app_version="0.1.0",
            settings=Settings("veravox scan /audio --html report.html", 3.0, "cpu"),
            skipped=[SkippedFile(Path("/audio/notes.txt"), "not audio")],
            only=only,
            created=datetime(2026, 11, 21, 16, 0, tzinfo=UTC),
        )

    return build


@pytest.fixture
def record(make: Callable[..., ReportRecord]) -> ReportRecord:
    """All sample files with their truth."""
    return make(truth=True)
