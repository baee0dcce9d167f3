"""An evaluation goes the way of a scan, counts sources alike, and never writes over another data set's audio."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.audio.decode import decode_all
from engine.calibration import Calibration, OperatingPoint
from engine.detector import Detector
from engine.errors import TrainingError
from engine.results import Verdict
from engine.scoring import StreamScorer
from engine.verdict import decide
from trainer.corruption import CLEAN, COLUMNS
from trainer.datasets.manifest import Clip
from trainer.datasets.source import open_data
from trainer.evaluate import Evaluation, Workplace, evaluate, prepare, score_columns
from trainer.evaluation_view import show, to_json
from trainer.measure import measure_column
from trainer.window_table import ClipScores, WindowTable, decide_clips


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    return Workplace(tmp_path_factory.mktemp("cache"), workers=1, threads=1)


@pytest.fixture(scope="module")
def evaluation(voices_manifest: Path, tiny_checkpoint: Path, energy_speech: Any, place: Workplace) -> Evaluation:
    detector = Detector.load(tiny_checkpoint, device="cpu", threads=1)
    material = prepare(open_data(voices_manifest), "dev", place)
    return evaluate(detector, material, place, speech=energy_speech, draws=30)


def test_scores_are_those_of_a_scan(
    voices_manifest: Path, tiny_checkpoint: Path, energy_speech: Any, place: Workplace
) -> None:
    detector = Detector.load(tiny_checkpoint, device="cpu", threads=1)
    material = prepare(open_data(voices_manifest), "dev", place, columns=(CLEAN,))
    table = score_columns(detector, energy_speech, material, place)[CLEAN]
    found = decide_clips(table, detector.meta.calibration, len(material.clips))
    for i, clip in enumerate(material.clips):
        wave = decode_all(clip.path)
        scorer = StreamScorer(detector, energy_speech, 3.0)
        windows = scorer.push(wave) + scorer.flush()
        decision = decide(windows, detector.meta.calibration, duration_s=len(wave) / 16_000)
        assert decision.score == pytest.approx(found.score[i], abs=2e-3)  # decoded audio is kept in 16 bits
        assert decision.verdict == found.verdict[i]


def test_a_detector_that_is_right_is_called_right(evaluation: Evaluation) -> None:
    assert [c.column for c in evaluation.columns] == list(COLUMNS)
    figures = evaluation.clean.figures
    assert (figures["auc"].value, figures["eer"].value, figures["balanced_accuracy"].value) == (1.0, 0.0, 1.0)
    assert figures["eer_unseen"].value == 0.0
    assert evaluation.clean.verdicts == {"human": {"human": 4}, "ai": {"ai": 4}}
    assert set(evaluation.grid_mean) >= {"auc", "eer"}


def test_json_and_tables_tell_the_same(evaluation: Evaluation) -> None:
    from rich.console import Console

    record = json.loads(to_json(evaluation))
    assert record["columns"][0]["figures"]["eer"]["value"] == evaluation.clean.figures["eer"].value
    assert {g["name"] for g in record["columns"][0]["generators"]} == {"engine 0", "engine 1"}
    assert {g["truth"] for g in record["columns"][0]["sources"]} == {"ai", "human"}
    console = Console(record=True, width=200, file=io.StringIO())
    show(evaluation, console)
    text = console.export_text()
    assert all(column in text for column in COLUMNS)
    assert "few_false_alarms" in text


CALIBRATION = Calibration(
    operating_points=(OperatingPoint(name="balanced", threshold=0.5, false_alarm_rate=0.1, miss_rate=0.1),)
)


def clip(label: str, source: str, generator: str = "", *, unseen: bool = False) -> Clip:
    extra = {"unseen_generator": str(int(unseen)), "codec": "mp3"}
    return Clip(Path(f"{source}.wav"), label, source=source, generator=generator, extra=extra)


def test_every_source_weighs_the_same_and_the_threshold_is_frozen() -> None:
    # A source of nine easy clips and one of a single wrong clip, in each class.
    clips = [clip("ai", "big", "G1")] * 9 + [clip("ai", "small", "G2", unseen=True)]
    clips += [clip("human", "many")] * 9 + [clip("human", "one")]
    scores = np.array([2.0] * 9 + [0.4] + [-2.0] * 9 + [0.6])
    found = measure_column("clean", clips, ClipScores(scores, (Verdict.AI,) * 20), CALIBRATION, draws=20)
    assert found.figures["balanced_accuracy"].value == pytest.approx(0.5)
    assert found.figures["eer"].value == pytest.approx(0.5)
    assert found.figures["eer_clip"].value == pytest.approx(0.1)
    assert (found.points[0].false_alarm, found.points[0].miss) == (0.5, 0.5)
    worst = found.generators[0]
    assert (worst.name, worst.wrong, worst.n_clips, worst.truth) == ("G2", 1.0, 1, "ai")
    assert worst.auc == pytest.approx(0.5)
    assert [(g.name, g.wrong) for g in found.sources if g.truth == "human"] == [("one", 1.0), ("many", 0.0)]
    assert found.codecs[0].auc == pytest.approx(0.99)
    assert found.figures["eer_unseen"].value == pytest.approx(0.5)


def test_clips_without_a_score_are_counted_not_judged() -> None:
    clips = [clip("ai", "a"), clip("ai", "b"), clip("human", "c")]
    scores = ClipScores(np.array([1.0, np.nan, -1.0]), (Verdict.AI, Verdict.NO_SPEECH, Verdict.HUMAN))
    found = measure_column("clean", clips, scores, CALIBRATION, draws=5)
    assert (found.n_ai, found.n_human, found.failed) == (1, 1, 1)
    assert found.verdicts["ai"] == {"ai": 1, "no_speech": 1}
    with pytest.raises(ValueError, match="both classes"):
        measure_column("clean", clips[:2], ClipScores(scores.score[:2], scores.verdict[:2]), CALIBRATION)


def test_a_table_is_kept_and_found_again(tmp_path: Path) -> None:
    table = WindowTable(np.array([0, 0, 2]), np.zeros(3), np.full(3, 3.0), np.array([1.0, 3.0, 5.0]), np.ones(3) * 0.5)
    table = replace(table, speech_share=np.array([0.5, 1.0, 0.1]))
    table.save(tmp_path / "t.npz")
    again = WindowTable.load(tmp_path / "t.npz")
    assert np.array_equal(again.logit, table.logit)
    means = again.clip_means(3)
    assert means[0] == pytest.approx((1.5 * 1 + 3 * 3) / 4.5)
    assert np.isnan(means[1:]).all()  # no window at all; too little speech


def test_audio_of_another_data_set_is_not_written_over(voices_manifest: Path, place: Workplace, tmp_path: Path) -> None:
    prepare(open_data(voices_manifest), "dev", place, columns=(CLEAN,))
    before = (place.cache / "dev" / "index.json").read_bytes()
    names = [c.path for c in open_data(voices_manifest).voices("train")]
    rows = "".join(f"{path},{'ai' if '_ai_' in path.name else 'human'},dev\n" for path in names)
    (tmp_path / "other.csv").write_text("file,label,split\n" + rows)
    other = prepare(open_data(tmp_path / "other.csv"), "dev", place, columns=(CLEAN,))
    assert len(other.clips) == 12
    assert (place.cache / "dev" / "index.json").read_bytes() == before


def test_unreadable_clips_are_listed(voices_manifest: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.wav").write_bytes(b"RIFF\x00\x00")
    good = open_data(voices_manifest).voices("dev")
    rows = "".join(f"{c.path},{c.label}\n" for c in good) + "broken.wav,ai\n"
    (tmp_path / "m.csv").write_text("file,label\n" + rows)
    material = prepare(open_data(tmp_path / "m.csv"), "dev", Workplace(tmp_path / "cache", workers=1), columns=(CLEAN,))
    assert [name for name, _ in material.unreadable] == ["broken.wav"]
    assert material.unreadable[0][1]


def test_an_unknown_column_is_said(voices_manifest: Path, place: Workplace) -> None:
    with pytest.raises(TrainingError, match="underwater"):
        prepare(open_data(voices_manifest), "dev", place, columns=("clean", "underwater"))
