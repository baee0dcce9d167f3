"""An evaluation goes the way of a scan, counts sources alike, and never writes over another data set's audio."""

from __future__ import annotations

import io
import json
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.audio.decode import decode_all
from engine.calibration import Calibration, OperatingPoint
from engine.detector import Detector
from engine.errors import CancelledError, ReportError, TrainingError, UsageError
from engine.results import Verdict
from engine.scoring import StreamScorer
from engine.verdict import decide, probability_of
from trainer.corruption import CLEAN, COLUMNS
from trainer.datasets.manifest import Clip
from trainer.datasets.source import open_data
from trainer.evaluate import EvaluationRequest, Workplace, evaluate, evaluate_data, prepare, score_columns
from trainer.evaluation import MEAN_OF, Evaluation
from trainer.evaluation_files import write_evaluation
from trainer.evaluation_view import show, slices_csv, to_json
from trainer.measure import measure_column
from trainer.metrics import Confusion
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


def test_every_file_keeps_what_was_said_about_it(evaluation: Evaluation) -> None:
    assert len(evaluation.files) == 8
    assert {len(each.scores) for each in evaluation.files} == {len(COLUMNS)}
    assert all(each.probability_ai == probability_of(each.scores[0]) for each in evaluation.files)
    assert {each.verdict.value == each.truth for each in evaluation.files} == {True}
    assert {each.seconds for each in evaluation.files} == {4.0}  # the manifest does not tell
    assert evaluation.incorrect == ()


def test_slices_are_made_for_what_the_data_tells(evaluation: Evaluation) -> None:
    slices = evaluation.clean.slices
    assert set(slices) == {"generator", "source", "codec", "duration"}
    assert [(g.name, g.n_ai, g.n_human) for g in slices["duration"]] == [("3-10 s", 4, 4)]
    assert slices["codec"][0].name == "wav"
    assert evaluation.columns[-1].slices.keys() == slices.keys()
    lines = slices_csv(evaluation).splitlines()
    assert len(lines) == 1 + sum(len(groups) for c in evaluation.columns for groups in c.slices.values())
    assert lines[1].startswith("clean,generator,engine")


def test_all_figures_of_the_issue_are_there(evaluation: Evaluation) -> None:
    names = [
        "loss",
        "accuracy",
        "balanced_accuracy",
        "mcc",
        "f1",
        "precision",
        "npv",
        "recall",
        "specificity",
        "auc",
        "eer",
        "brier",
        "ece",
    ]
    figures = evaluation.clean.figures
    assert set(names) <= set(figures)
    assert [figures[name].value for name in ("accuracy", "mcc", "f1", "npv", "specificity")] == [1.0] * 5
    assert figures["loss"].value < 0.1
    assert evaluation.clean.confusion == Confusion(4, 0, 0, 4)
    assert set(evaluation.as_metrics()["dev clean"]) <= {*MEAN_OF, "eer_low", "eer_high"}


@pytest.mark.parametrize("when", ["decoding", "corrupting", "scoring"])
def test_it_stops_within_a_moment_when_asked(
    when: str, voices_manifest: Path, tiny_checkpoint: Path, energy_speech: Any, tmp_path: Path
) -> None:
    cancel = threading.Event()
    seen: list[tuple[str, int]] = []

    def on_step(what: str, done: int, total: int) -> None:
        assert done <= total
        seen.append((what, done))
        if what == when:
            cancel.set()

    place = Workplace(tmp_path, workers=1, threads=1, on_step=on_step, cancel=cancel)
    request = EvaluationRequest(str(tiny_checkpoint), voices_manifest, device="cpu")
    with pytest.raises(CancelledError):
        evaluate_data(request, place, speech=energy_speech)
    assert seen[-1] == (when, 1)


def test_an_unknown_slice_is_said_before_the_work(voices_manifest: Path, tiny_checkpoint: Path, tmp_path: Path) -> None:
    request = EvaluationRequest(str(tiny_checkpoint), voices_manifest, by=("generatr",))
    with pytest.raises(UsageError, match="generatr") as caught:
        evaluate_data(request, Workplace(tmp_path / "cache"))
    assert "'generator'" in caught.value.hint
    assert not (tmp_path / "cache").exists()


def test_everything_is_written_into_one_folder(evaluation: Evaluation, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib belongs to the train extra")
    written = {path.name for path in write_evaluation(evaluation, tmp_path / "new" / "out")}
    drawn = {f"{name}.{kind}" for name in ("roc", "det", "reliability", "scores") for kind in ("png", "svg")}
    assert written == drawn | {"metrics.json", "slices.csv", "incorrect.txt", "incorrect.csv", "incorrect.html"}
    assert {path.name for path in (tmp_path / "new" / "out").iterdir()} == written
    record = json.loads((tmp_path / "new" / "out" / "metrics.json").read_text())
    assert record["columns"][0]["classification_report"][0]["support"] == 4
    assert record["incorrect"] == 0
    assert "files" not in record
    (tmp_path / "taken").write_text("")
    with pytest.raises(ReportError, match="taken"):
        write_evaluation(evaluation, tmp_path / "taken")


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
