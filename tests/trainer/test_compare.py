"""Detectors side by side: each says what a scan with it says, and an ensemble of them what its file promises."""

from __future__ import annotations

import csv
import io
import json
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import detector as detectors
from engine.audio.speech import SpeechDetector
from engine.checkpoint import Checkpoint, load_tensors, read, write
from engine.detector import Detector, find_detector, list_detectors
from engine.errors import CancelledError, ManifestError, UsageError
from engine.results import Verdict
from engine.scan import run_scan
from engine.scan_events import ScanRequest
from main import main
from trainer import compare_ensemble
from trainer.compare import CompareRequest, compare
from trainer.compare_files import files_to_compare
from trainer.compare_scores import _SpeechOnce
from trainer.compare_view import to_csv, to_json
from trainer.compared import Answer, ComparedFile, Comparison


def variant(original: Checkpoint, folder: Path, name: str, b: float) -> None:
    """The tiny detector, its scores moved by ``b``."""
    calibration = original.meta.calibration.model_copy(update={"b": b})
    meta = original.meta.model_copy(update={"name": name, "calibration": calibration})
    write(folder / name, load_tensors(original), meta, original.onnx_path.read_bytes())


@pytest.fixture
def weights(tmp_path: Path, tiny_checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed detectors: an honest one, and one that calls nearly everything AI."""
    folder = tmp_path / "weights"
    original = read(tiny_checkpoint)
    variant(original, folder, "honest", 0.0)
    variant(original, folder, "eager", 6.0)
    for module in (detectors, compare_ensemble):
        monkeypatch.setattr(module, "weights_folders", lambda: [folder])
    return folder


@pytest.fixture(autouse=True)
def _anything_is_speech(monkeypatch: pytest.MonkeyPatch, energy_speech: Any) -> None:
    monkeypatch.setattr(SpeechDetector, "load", staticmethod(lambda *_: energy_speech))


def run(data: Path, **given: Any) -> Comparison:
    names = given.pop("weights", ("honest", "eager"))
    kept = {key: given.pop(key) for key in ("on_progress", "cancel") if key in given}
    return compare(CompareRequest(tuple(names), data, device="cpu", workers=1, draws=20, **given), **kept)


@pytest.fixture
def unlabelled(tmp_path: Path, synth: Any, write_wav: Any) -> Path:
    folder = tmp_path / "podcasts"
    write_wav(folder / "bright.wav", synth.ai_voice(4.0))
    write_wav(folder / "deep" / "dull.flac", synth.human_voice(7.0))
    write_wav(folder / "silence.wav", synth.silence(4.0))
    (folder / "broken.wav").write_bytes(b"RIFF\x00\x00")
    return folder


@pytest.mark.usefixtures("weights")
def test_a_folder_without_labels_is_counted_and_disagreements_come_first(unlabelled: Path) -> None:
    found = run(unlabelled)
    assert [f.path.name for f in found.files] == ["dull.flac", "bright.wav", "broken.wav", "silence.wav"]
    assert (found.contradictory, found.disputed, found.n_ai, found.n_human) == (1, 1, 0, 0)
    honest, eager = found.models
    assert honest.counts == {Verdict.AI: 1, Verdict.HUMAN: 1, Verdict.NO_SPEECH: 1, Verdict.ERROR: 1}
    assert eager.counts[Verdict.AI] == 2
    told = [f.answers[0].probability_ai for f in found.files if f.answers[0].probability_ai is not None]
    assert honest.mean_probability == pytest.approx(np.mean(told))
    assert honest.mean_confidence == pytest.approx(np.mean([max(p, 1 - p) for p in told]))
    assert (honest.figures, found.differences, found.curves) == ({}, (), ())
    broken = next(f for f in found.files if f.path.name == "broken.wav")
    assert broken.error
    assert broken.hint
    assert {a.verdict for a in broken.answers} == {Verdict.ERROR}


def test_every_answer_is_that_of_a_scan(weights: Path, unlabelled: Path, tmp_path: Path) -> None:
    found = {f.path: f for f in run(unlabelled, hop_s=1.5).files}
    for number, name in enumerate(("honest", "eager")):
        model = str(weights / f"{name}.safetensors")
        request = ScanRequest((unlabelled,), model=model, hop_s=1.5, device="cpu", db=tmp_path / "h.db")
        outcome = run_scan(request, lambda _: None)
        assert len(outcome.results) == len(found) == 4
        for result in outcome.results:
            answer = found[result.path].answers[number]
            assert answer.verdict is result.verdict
            expected = None if result.probability_ai is None else pytest.approx(result.probability_ai, abs=1e-6)
            assert answer.probability_ai == expected


@pytest.mark.usefixtures("weights")
def test_with_labels_there_are_figures_and_paired_differences(voices_manifest: Path) -> None:
    found = run(voices_manifest)
    assert (found.n_ai, found.n_human, len(found.files)) == (4, 4, 8)
    honest, eager = found.models
    assert (honest.incorrect, eager.incorrect) == (0, 4)
    assert honest.figures["accuracy"].value == 1.0
    assert eager.figures["accuracy"].value == 0.5
    by_name = {d.figure: d for d in found.differences}
    # The same scores but for a constant: they rank alike, and that is no chance.
    assert by_name["eer"].difference.value == by_name["eer"].difference.high == 0.0
    assert not by_name["auc"].is_clear
    assert by_name["accuracy"].difference.value == 0.5
    assert by_name["balanced_accuracy"].is_clear
    assert (by_name["accuracy"].first, by_name["accuracy"].second) == ("honest", "eager")
    assert [curve.name for curve in found.curves] == ["honest", "eager"]
    assert all(f.generator == "" or f.truth == "ai" for f in found.files)


@pytest.mark.usefixtures("weights")
def test_an_ensemble_of_labelled_data_is_calibrated_saved_and_scans(
    voices_manifest: Path, tmp_path: Path, capsys: Any
) -> None:
    given = ["compare", "--weights", "honest", "eager", "--data", str(voices_manifest), "--ensemble", "both"]
    common = ["--workers", "1", "--device", "cpu", "--draws", "20"]
    assert main([*given, *common, "--json", "-", "--out", str(tmp_path / "out")]) == 0
    captured = capsys.readouterr()
    record = json.loads(captured.out)
    assert [m["name"] for m in record["models"]] == ["honest", "eager", "both"]
    assert "veravox scan FILE --model both" in captured.err
    assert record["models"][2]["figures"]["accuracy"]["value"] == 1.0
    checkpoint = find_detector("both")
    assert record["models"][2]["sha256"] == checkpoint.sha256
    calibration = checkpoint.meta.calibration
    assert [p.name for p in calibration.operating_points] == ["few_false_alarms", "balanced", "miss_little"]
    assert "voices" in calibration.operating_points[0].measured_on
    assert next(iter(checkpoint.meta.metrics.values()))["eer"] == 0.0
    files = {Path(f["path"]).name: f["answers"][2] for f in record["files"]}
    clip = voices_manifest.parent / "dev_ai_0.wav"
    scan = ["scan", str(clip), "--model", "both", "--json", "-", "--db", str(tmp_path / "h.db"), "--device", "cpu"]
    assert main(scan) == 1
    row = json.loads(capsys.readouterr().out)
    assert row["probability_ai"] == pytest.approx(files["dev_ai_0.wav"]["probability_ai"], abs=1e-4)
    assert row["verdict"] == "ai"
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert {path.rsplit(".", 1)[1] for path in written} == {"csv", "json", "png", "svg"}
    assert any(name.startswith("compare-20") and name.endswith(".csv") for name in written)
    assert "both" in {row.name for row in list_detectors()}
    assert main([*given, *common]) == 2  # the name is taken now
    assert "already" in capsys.readouterr().err


@pytest.mark.usefixtures("weights")
def test_an_ensemble_can_be_evaluated(voices_manifest: Path, tmp_path: Path, capsys: Any) -> None:
    run(voices_manifest, ensemble="both")
    given = ["evaluate", "--weights", "both", "--data", str(voices_manifest), "--cache", str(tmp_path / "cache")]
    assert main([*given, "--clean", "--draws", "5", "--device", "cpu", "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["columns"][0]["figures"]["auc"]["value"] == 1.0


def test_without_labels_an_ensemble_is_saved_but_says_that_nothing_is_measured(weights: Path, unlabelled: Path) -> None:
    found = run(unlabelled, ensemble="both")
    assert found.ensemble == weights / "both.ensemble.json"
    assert "not measured" in found.notes[0]
    assert find_detector("both").meta.calibration.operating_points == ()
    dull = next(f for f in found.files if f.path.name == "dull.flac")
    windows = np.zeros((1, 48_000), np.float32)
    both, honest = (Detector.load(name, "cpu", 1) for name in ("both", "honest"))
    assert both.logits(windows)[0] == pytest.approx(honest.logits(windows)[0] + 3.0, abs=1e-5)
    assert dull.answers[0].score < dull.answers[2].score < dull.answers[1].score


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"weights": ("honest",), "ensemble": "one"}, "at least two"),
        ({"weights": ("honest", "honest")}, "named twice"),
        ({"weights": ()}, "at least one"),
        ({"ensemble": "eager"}, "already"),
        ({"ensemble": "../x"}, "no name"),
        ({"hop_s": 9.0}, "hop of 9"),
        ({"labels": "nowhere.csv"}, "no labels file"),
    ],
)
@pytest.mark.usefixtures("weights")
def test_what_makes_no_sense_is_said_before_the_work(unlabelled: Path, given: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        run(unlabelled, on_progress=lambda *_: pytest.fail("work began"), **given)
    assert caught.value.hint


@pytest.mark.usefixtures("weights")
def test_an_ensemble_of_ensembles_is_refused(unlabelled: Path) -> None:
    run(unlabelled, ensemble="both")
    with pytest.raises(UsageError, match="both is an ensemble itself"):
        run(unlabelled, weights=("both", "honest"), ensemble="more")
    assert len(run(unlabelled, weights=("both", "honest")).models) == 2


@pytest.mark.usefixtures("weights")
def test_members_that_would_not_be_found_again_are_refused(unlabelled: Path, tmp_path: Path) -> None:
    variant(find_detector("honest"), tmp_path / "elsewhere", "third", 1.0)
    third = str(tmp_path / "elsewhere" / "third.safetensors")
    with pytest.raises(UsageError, match=r"would not find its member third\.safetensors"):
        run(unlabelled, weights=("honest", third), ensemble="odd")
    found = run(unlabelled, weights=("honest", third), ensemble="odd", ensemble_dir=tmp_path / "elsewhere")
    assert found.ensemble == tmp_path / "elsewhere" / "odd.ensemble.json"
    assert find_detector(found.ensemble).meta.name == "odd"


@pytest.mark.usefixtures("weights")
def test_two_detectors_of_one_name_get_their_fingerprints(unlabelled: Path, tmp_path: Path) -> None:
    variant(find_detector("eager"), tmp_path / "old", "honest", 1.0)
    found = run(unlabelled, weights=("honest", str(tmp_path / "old" / "honest.safetensors")))
    assert [m.name for m in found.models] == [f"honest {m.sha256[:6]}" for m in found.models]


@pytest.mark.usefixtures("weights")
def test_it_stops_when_asked(voices_manifest: Path) -> None:
    cancel = threading.Event()
    seen: list[tuple[int, int]] = []

    def on_progress(done: int, total: int) -> None:
        seen.append((done, total))
        cancel.set()

    with pytest.raises(CancelledError):
        run(voices_manifest, on_progress=on_progress, cancel=cancel)
    assert seen == [(1, 8)]


def test_labels_come_from_folders_a_file_or_nowhere(tmp_path: Path, synth: Any, write_wav: Any) -> None:
    for name in ("fake/a.wav", "fake/band/b.wav", "Real/c.wav", "d.wav"):
        write_wav(tmp_path / "data" / name, synth.tone(0.1))
    data = tmp_path / "data"

    def told(**given: Any) -> dict[str, str]:
        return {clip.path.name: clip.label for clip in files_to_compare(data, **given).clips}

    assert told() == {"a.wav": "ai", "b.wav": "ai", "c.wav": "human", "d.wav": ""}
    assert told(labels="none") == dict.fromkeys(told(), "")
    (tmp_path / "l.csv").write_text("path,label\nd.wav,human\n")
    assert Counter(told(labels=str(tmp_path / "l.csv")).values()) == {"": 3, "human": 1}
    sources = {clip.path.name: clip.source for clip in files_to_compare(data).clips}
    assert sources == {"a.wav": "a", "b.wav": "band", "c.wav": "c", "d.wav": "d"}
    assert [clip.path.name for clip in files_to_compare(data / "d.wav").clips] == ["d.wav"]


def test_a_split_that_is_not_there_names_those_that_are(voices_manifest: Path, tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="'test'") as caught:
        files_to_compare(voices_manifest, split="test")
    assert "dev, train, all" in caught.value.hint
    assert len(files_to_compare(voices_manifest.parent, split="all").clips) == 20
    for place in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(ManifestError):
            files_to_compare(place)


def test_speech_is_found_once_for_all_detectors() -> None:
    class Counting:
        calls = 0

        def shares(self, windows: Any, _: Any = None) -> Any:
            self.calls += len(windows)
            return np.arange(len(windows), dtype=np.float32)

    speech = Counting()
    once = _SpeechOnce(speech)
    windows = np.zeros((5, 10), np.float32)
    first = [*once.shares(windows[:2]), *once.shares(windows[2:])]
    once.again()
    again = [*once.shares(windows[:3]), *once.shares(windows[3:])]
    assert first == again == [0, 1, 0, 1, 2]
    assert speech.calls == 5


def test_the_table_is_harmless_and_complete() -> None:
    answers = (Answer(Verdict.AI, 2.0, 0.88), Answer(Verdict.NO_SPEECH, -1.0, None))
    file = ComparedFile(Path("=1+1.wav"), "human", "@radio", "", 3.0, "", "", answers)
    from trainer.compared import ModelSummary

    models = tuple(ModelSummary(name, "", {}, None, None, 0, {}) for name in ("a", "b"))
    comparison = Comparison("d", "2026-01-01T10:00:00+00:00", 3.0, models, (file,), 0, 1)
    (row,) = csv.DictReader(io.StringIO(to_csv(comparison)))
    assert row["path"] == "'=1+1.wav"
    assert row["source"] == "'@radio"
    assert (row["a verdict"], row["a probability_ai"], row["b verdict"], row["b probability_ai"]) == (
        "ai",
        "0.8800",
        "no_speech",
        "",
    )
    assert (row["disputed"], row["contradictory"], row["wrong"]) == ("yes", "no", "1")
    assert json.loads(to_json(comparison))["files"][0]["answers"][1]["probability_ai"] is None
