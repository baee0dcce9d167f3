"""From a training run to a detector: averaged weights, ONNX, calibration, measured figures, model card."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import numpy as np
import numpy.typing as npt
import torch

from engine.audio.decode import decode_all
from engine.calibration import Calibration
from engine.checkpoint import Checkpoint, CheckpointMeta, FrontEndMeta, write
from engine.detector import Detector
from engine.ensemble import check_name
from engine.errors import AudioError
from engine.scoring import SpeechShares
from engine.spec import DEFAULT_SPEC
from engine.version import app_version
from trainer.bootstrap import DRAWS
from trainer.calibrate import fit_calibration
from trainer.corruption import MATCHED
from trainer.datasets.manifest import LABELS
from trainer.datasets.source import DataSource
from trainer.evaluate import Material, Workplace, score_columns, summarise
from trainer.evaluation import Evaluation
from trainer.half import compact, rounded, stored
from trainer.mix import fit_mix
from trainer.model_card import CardFacts, write_card
from trainer.onnx_export import check_equal, to_onnx
from trainer.precision import PrecisionChoice, choose_precision
from trainer.shards import to_wave
from trainer.trained import Trained, load_trained
from trainer.window_table import WindowTable, joined_for_calibration

DEFAULT_FILE = "default.txt"
CHECK_WINDOWS = 16
COMPARED_WINDOWS = 128
RANGE_WINDOWS = 192
Windows = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to make of which run.

    Attributes:
        run: Folder of the run.
        checkpoint: ``best``, ``last``, or a file.
        name: Name of the detector.
        out: Folder for its files.
        branch: One branch of the network alone; empty for the whole.
        make_default: Name it as the default detector of ``out``.
        draws: Bootstrap draws of the measured figures.
        int8: Whether an 8-bit network is tried; it ships only where `choose_precision` finds it worth it.
    """

    run: Path
    name: str
    out: Path
    checkpoint: str = "best"
    branch: str = ""
    make_default: bool = False
    draws: int = DRAWS
    int8: bool = True


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished detector.

    Attributes:
        onnx_difference: Largest difference between ONNX Runtime's and torch's logits on real windows.
        mix: Weights of the branches, by their names.
        precision: What 8 bits cost and give; None where they were not tried.
    """

    checkpoint: Checkpoint
    card: Path
    evaluation: Evaluation
    onnx_difference: float
    mix: dict[str, float] = field(default_factory=dict)
    precision: PrecisionChoice | None = None


def export_run(
    request: ExportRequest,
    material: Material,
    speech: SpeechShares,
    place: Workplace,
    ranges: Windows | None = None,
) -> Exported:
    """Make a detector of a run, measure it and write it with its card.

    Mix, calibration and thresholds are fitted on ``material``, clean and through the grid, and the figures in the
    card are measured on the same recordings; the card says so.

    Args:
        request: What to make.
        material: Development recordings with the corruption grid.
        speech: The speech detector.
        place: Told about progress.
        ranges: ``(n, window_samples)``, training windows that set the ranges of 8-bit numbers; `range_windows` takes
            them. None: no 8-bit network.

    Raises:
        UsageError: The name is no file name.
        TrainingError: The run, the checkpoint or the branch is missing, or the ONNX file does not agree with torch.
    """
    check_name(request.name)
    trained = load_trained(request.run, request.checkpoint)
    if request.branch:
        trained = trained.branch(request.branch)
    trained = replace(trained, state=rounded(trained.state))
    scorer = _Scorer(material, speech, place, request.run / "scores")
    mix: dict[str, float] = {}
    if trained.branch_names():
        trained, tables, mix = _mixed(trained, scorer)
        onnx_bytes = _exported(trained)
    else:
        onnx_bytes = _exported(trained)
        tables = scorer.tables(trained, onnx_bytes)
    checked = _features(trained, _check_windows(material))
    difference = check_equal(onnx_bytes, trained.network(), checked)
    precision = None
    if request.int8 and ranges is not None:
        features = (_features(trained, ranges), _features(trained, _check_windows(material, COMPARED_WINDOWS)))
        precision = choose_precision(
            onnx_bytes, tables, material, features, lambda int8_bytes: scorer.tables(trained, onnx_bytes, int8_bytes)
        )
        tables = precision.tables
    calibration = _calibrate(tables, material)
    draft = _meta(trained, request.name, calibration)
    evaluation = summarise(tables, material, calibration, (request.name, ""), draws=request.draws)
    meta = draft.model_copy(update={"metrics": evaluation.as_metrics()})
    int8_bytes = precision.int8_bytes if precision else b""
    compacted = compact(onnx_bytes)
    check_equal(compacted, trained.network(), checked)
    checkpoint = write(request.out / request.name, _arrays(trained), meta, compacted, int8_bytes)
    card = request.out / f"{request.name}.md"
    write_card(card, CardFacts(checkpoint, evaluation, trained, mix, material, precision))
    if request.make_default or not (request.out / DEFAULT_FILE).is_file():
        (request.out / DEFAULT_FILE).write_text(f"{request.name}\n", encoding="utf-8")
    return Exported(checkpoint, card, evaluation, difference, mix, precision)


def range_windows(data: DataSource, split: str) -> Windows:
    """Windows from all over the recordings outside a split, for the ranges of 8-bit numbers.

    Where there is nothing outside it, the split itself gives them: they set ranges and choose nothing.

    Shape:
        result: ``(n, window_samples)``, at most `RANGE_WINDOWS` of them.
    """
    voices = [clip for clip in data.clips if clip.label in LABELS]
    clips = [clip for clip in voices if clip.split == "train" != split] or [c for c in voices if c.split != split]
    clips = clips or voices
    n = DEFAULT_SPEC.window_samples
    found: list[npt.NDArray[np.float32]] = []
    for index in np.unique(np.linspace(0, len(clips) - 1, RANGE_WINDOWS).astype(int)):
        try:
            wave = decode_all(clips[int(index)].path)
        except AudioError:
            continue
        if len(wave):
            start = max(0, (len(wave) - n) // 2)
            found.append(np.resize(wave[start : start + n], n))
    return np.stack(found) if found else np.empty((0, n), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Scorer:
    """Window scores of networks on the material, kept in the run's folder: scoring takes longest.

    Attributes:
        kept: Folder of kept scores, named by everything that decides them.
    """

    material: Material
    speech: SpeechShares
    place: Workplace
    kept: Path

    def tables(self, trained: Trained, onnx_bytes: bytes, int8_bytes: bytes = b"") -> dict[str, WindowTable]:
        folder = self.kept / self._key(trained, int8_bytes or onnx_bytes)
        paths = {column: folder / f"{column}.npz" for column in self.material.columns}
        if all(path.is_file() for path in paths.values()):
            return {column: WindowTable.load(path) for column, path in paths.items()}
        with TemporaryDirectory() as temporary:
            meta = _meta(trained, "draft", Calibration())
            draft = write(Path(temporary) / "draft", _arrays(trained), meta, onnx_bytes, int8_bytes)
            detector = Detector(draft, device="cpu", threads=self.place.threads)
            tables = score_columns(detector, self.speech, self.material, self.place)
        for column, table in tables.items():
            table.save(paths[column])
        return tables

    def _key(self, trained: Trained, onnx_bytes: bytes) -> str:
        digest = hashlib.sha256(onnx_bytes)
        digest.update(json.dumps([each.model_dump() for each in _front_ends(trained)]).encode())
        digest.update(self.material.fingerprint.encode())
        # The speech detector is known by what it answers: its shares are kept with the scores.
        digest.update(self.speech.shares(_check_windows(self.material)).tobytes())
        return digest.hexdigest()[:16]


def _mixed(trained: Trained, scorer: _Scorer) -> tuple[Trained, dict[str, WindowTable], dict[str, float]]:
    """Weigh the branches; the whole network's logits are the weighted sum of theirs."""
    names = trained.branch_names()
    branches = [trained.branch(name) for name in names]
    parts = [scorer.tables(branch, _exported(branch)) for branch in branches]
    labels, sources = _truth(scorer.material)
    chosen = [column for column in scorer.material.columns if column != MATCHED]
    means = np.concatenate([np.stack([p[c].clip_means(len(labels)) for p in parts], axis=1) for c in chosen])
    mix = fit_mix(means, np.tile(labels, len(chosen)), np.tile(sources, len(chosen)))
    joined = {}
    for column in scorer.material.columns:
        logits = sum(share * part[column].logit for share, part in zip(mix, parts, strict=True))
        joined[column] = parts[0][column].with_logits(np.asarray(logits, dtype=np.float64))
    shares = {name: float(share) for name, share in zip(names, mix, strict=True)}
    return trained.with_mix(torch.from_numpy(mix)), joined, shares


def _calibrate(tables: dict[str, WindowTable], material: Material) -> Calibration:
    """Fit on the recordings as they are and through the grid; the noise-matched column only measures."""
    labels, sources = _truth(material)
    used = {column: table for column, table in tables.items() if column != MATCHED}
    words = material.split
    if len(used) > 1:
        words += f", clean and through {len(used) - 1} corruptions"
    return fit_calibration(joined_for_calibration(used, labels, sources), measured_on=words)


def _truth(material: Material) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.str_]]:
    labels = np.array([clip.target for clip in material.clips], dtype=np.intp)
    return labels, np.array([clip.source for clip in material.clips], dtype=np.str_)


def _front_ends(trained: Trained) -> tuple[FrontEndMeta, ...]:
    """With every argument written out: a default that changes later must not change this detector."""
    ends = trained.front_ends().items()
    return tuple(FrontEndMeta(name=name, args=asdict(end)) for name, end in ends)  # type: ignore[call-overload]


def _exported(trained: Trained) -> bytes:
    return to_onnx(trained.network(), [end.shape for end in trained.front_ends().values()])


def _features(trained: Trained, windows: Windows) -> list[npt.NDArray[np.float32]]:
    return [end(windows) for end in trained.front_ends().values()]


def _check_windows(material: Material, count: int = CHECK_WINDOWS) -> Windows:
    """Real windows from all over the data."""
    n = DEFAULT_SPEC.window_samples
    clips = np.linspace(0, len(material.clips) - 1, count).astype(int)
    waves = [to_wave(material.shards.samples(int(i))) for i in clips]
    return np.stack([np.resize(wave[:n], n) for wave in waves if len(wave)])


def _arrays(trained: Trained) -> dict[str, npt.NDArray[np.generic]]:
    return {
        key: stored(cast("npt.NDArray[np.generic]", value.detach().numpy())) for key, value in trained.state.items()
    }


def _meta(trained: Trained, name: str, calibration: Calibration) -> CheckpointMeta:
    return CheckpointMeta(
        name=name,
        architecture=trained.architecture,
        model_args=dict(trained.model_args),
        front_ends=_front_ends(trained),
        calibration=calibration,
        n_parameters=sum(p.numel() for p in trained.network().parameters()),
        manifest_sha256=str(trained.record.get("manifest_sha256", "")),
        app_version=app_version(),
        created=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
