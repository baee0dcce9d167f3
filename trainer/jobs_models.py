"""Jobs about finished networks: a run into a detector, measuring, comparing, adapting."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from engine.error_rates import equal_error_rate, error_curves, roc_auc
from engine.report.words import shown
from engine.verdict import probability_of
from trainer.corruption import CLEAN, COLUMNS
from trainer.evaluate import EvaluationRequest, Workplace, evaluate_data
from trainer.evaluation import Evaluation
from trainer.evaluation_view import defined
from trainer.jobs import Args, Desk
from trainer.plots import Curve, curves_of, reliability
from trainer.slices import worst

DRAWS = 500
CURVE_POINTS = 200
BINS = 20
MOST_FILES = 500
RESULT = "evaluation.json"


def export(args: Args, desk: Desk) -> dict[str, Any]:
    """A detector from ``run`` on ``data`` and ``split``, named ``name``, in the folder ``out``."""
    from engine.audio.speech import SpeechDetector
    from trainer.datasets.source import open_data
    from trainer.evaluate import prepare
    from trainer.export import ExportRequest, export_run, range_windows

    run, out = Path(args["run"]), Path(args["out"])
    out.mkdir(parents=True, exist_ok=True)
    request = ExportRequest(
        run,
        str(args["name"]),
        out,
        str(args.get("checkpoint", "best")),
        draws=_draws(args),
        int8=bool(args.get("int8")),
    )
    place = _place(args, desk)
    source = open_data(Path(args["data"]))
    material = prepare(source, str(args["split"]), place, columns=(CLEAN,) if args.get("clean", True) else COLUMNS)
    ranges = range_windows(source, str(args["split"])) if request.int8 else None
    made = export_run(request, material, SpeechDetector.load(), place, ranges)
    return {"weights": str(made.checkpoint.path), "card": str(made.card), "name": made.checkpoint.meta.name}


def evaluate(args: Args, desk: Desk) -> dict[str, Any]:
    """Figures, curves and mistakes of ``weights``, or of a ``run``, which becomes a detector first."""
    weights = str(args.get("weights") or "")
    if args.get("run"):
        weights = _weights_of(args, desk)
    request = EvaluationRequest(
        weights,
        Path(args["data"]),
        str(args["split"]),
        clean=bool(args.get("clean", True)),
        device=str(args.get("device", "auto")),
        draws=_draws(args),
    )
    record = evaluation_record(evaluate_data(request, _place(args, desk)))
    record |= {"weights": weights, "data": str(args["data"]), "run": str(args.get("run") or "")}
    if args.get("run"):
        (Path(args["run"]) / RESULT).write_text(json.dumps(record), encoding="utf-8")
    return record


def compare(args: Args, desk: Desk) -> dict[str, Any]:
    """Several ``weights`` on the same ``data``: figures, paired differences, files they disagree on."""
    from trainer.compare import CompareRequest
    from trainer.compare import compare as run

    request = CompareRequest(
        tuple(args["weights"]), Path(args["data"]), split=str(args["split"]), draws=_draws(args), workers=_workers()
    )
    found = run(request, on_progress=desk.progress("compare"), cancel=desk.cancel)
    models = [
        {"name": m.name, "incorrect": m.incorrect, "figures": {k: asdict(v) for k, v in m.figures.items()}}
        for m in found.models
    ]
    gaps = [{**asdict(d), "is_clear": d.is_clear} for d in found.differences if d.figure == "eer"]
    return dict(
        defined(
            {
                "models": models,
                "differences": gaps,
                "n_ai": found.n_ai,
                "n_human": found.n_human,
                "files": len(found.files),
                "disputed": found.disputed,
                "curves": [_curve(curve) for curve in found.curves],
                "notes": list(found.notes),
            }
        )
    )


def calibrate(args: Args, desk: Desk) -> dict[str, Any]:
    """Adapt ``weights`` to the clips in ``data``; saved as ``name`` in ``out``, also where it got worse."""
    from engine.audio.speech import SpeechDetector
    from engine.detector import find_detector
    from trainer.datasets.source import open_data
    from trainer.evaluate import prepare
    from trainer.few_shot import FewShotRequest, adapt
    from trainer.few_shot_save import figure_rows, save_adapted, worse_in_words

    request = FewShotRequest(find_detector(str(args["weights"]) or None), bool(args.get("head")), _draws(args))
    place = _place(args, desk)
    material = prepare(open_data(Path(args["data"])), "all", place, columns=(CLEAN,))
    found = adapt(request, material, SpeechDetector.load(), place)
    checkpoint, card = save_adapted(found, str(args["name"]), Path(args["out"]), force=True)
    return {
        "rows": [list(row) for row in figure_rows(found)],
        "weights": str(checkpoint.path),
        "card": str(card),
        "name": checkpoint.meta.name,
        "base": request.checkpoint.meta.name,
        "worse": worse_in_words(found),
        "used": len(found.clips),
        "clips": len(material.clips),
        "grouped_by": found.grouped_by,
        "n_groups": found.n_groups,
    }


def evaluation_record(evaluation: Evaluation) -> dict[str, Any]:
    """What is shown of an evaluation, as plain data: rates 0..1, None for what is not defined."""
    clean = evaluation.clean
    curve = curves_of(evaluation)[0]
    record = {
        "detector": evaluation.detector,
        "data_name": evaluation.data_name,
        "split": evaluation.split,
        "n_ai": clean.n_ai,
        "n_human": clean.n_human,
        "figures": {name: asdict(figure) for name, figure in clean.figures.items()},
        "confusion": asdict(clean.confusion),
        "points": [asdict(point) for point in clean.points],
        "verdicts": clean.verdicts,
        "slices": {name: [asdict(group) for group in groups] for name, groups in clean.slices.items()},
        "worst": [asdict(group) for group in worst(clean.generators, "ai")],
        "columns": [
            {"name": c.column, "eer": asdict(c.figures["eer"]), "auc": asdict(c.figures["auc"])}
            for c in evaluation.columns
        ],
        "unreadable": [list(pair) for pair in evaluation.unreadable[:MOST_FILES]],
        "n_incorrect": len(evaluation.incorrect),
        "incorrect": [
            {
                "path": str(file.path),
                "shown": shown(file.path.name),
                "truth": file.truth,
                "verdict": file.verdict.value,
                "probability": file.probability_ai,
                "generator": file.generator,
                "seconds": file.seconds,
            }
            for file in evaluation.incorrect[:MOST_FILES]
        ],
        "curve": _curve(curve),
        "histogram": _histogram(curve),
        "reliability": [each.tolist() for each in asdict(reliability(curve)).values()],
    }
    return dict(defined(record))


def _curve(curve: Curve) -> dict[str, Any]:
    """False alarms and misses at every threshold that makes a difference, thinned out for a screen."""
    _, miss, alarm = error_curves(curve.scores, curve.is_ai, curve.weights)
    rate, _ = equal_error_rate(curve.scores, curve.is_ai, curve.weights)
    area = roc_auc(curve.scores, curve.is_ai, curve.weights)
    at = np.unique(np.linspace(0, len(miss) - 1, CURVE_POINTS).astype(int))
    return {"name": curve.name, "miss": miss[at].tolist(), "alarm": alarm[at].tolist(), "eer": rate, "auc": area}


def _histogram(curve: Curve) -> dict[str, Any]:
    """Share of each class in each tenth or so of the probability."""
    p = np.array([probability_of(float(score)) for score in curve.scores])
    found: dict[str, Any] = {"edges": np.linspace(0.0, 1.0, BINS + 1).tolist()}
    for name, chosen in (("ai", curve.is_ai), ("human", ~curve.is_ai)):
        weights = curve.weights[chosen] / curve.weights[chosen].sum()
        found[name] = np.histogram(p[chosen], BINS, (0.0, 1.0), weights=weights)[0].tolist()
    return found


def _weights_of(args: Args, desk: Desk) -> str:
    """The run as a detector in its own folder; made again only where the run has gone on since."""
    run, name = Path(args["run"]), str(args["name"])
    folder = run / "detector"
    made = folder / f"{name}.safetensors"
    checkpoints = list((run / "checkpoints").glob("*.ckpt"))
    if made.is_file() and checkpoints and made.stat().st_mtime > max(p.stat().st_mtime for p in checkpoints):
        return str(made)
    fitted_on = {**args, "out": str(folder), "split": str(args.get("fit_split", "dev"))}
    return str(export(fitted_on, desk)["weights"])


def _place(args: Args, desk: Desk) -> Workplace:
    names: Sequence[str] = ("decoding", "corrupting", "scoring")

    def on_step(what: str, done: int, total: int) -> None:
        desk.step(what if what in names else "scoring", done, total)

    return Workplace(Path(args["cache"]), _workers(), _workers(), on_step, desk.cancel)


def _workers() -> int:
    return max(1, (os.cpu_count() or 2) - 1)


def _draws(args: Args) -> int:
    return int(args.get("draws", DRAWS))
