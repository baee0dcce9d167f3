"""The card of a detector: what it is, how it was made, what was measured, where it fails, what it is not for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.calibration import OperatingPoint
from engine.checkpoint import Checkpoint
from engine.models.registry import architecture
from trainer.corruption import CLEAN, MATCHED
from trainer.evaluate import Material
from trainer.evaluation import Evaluation
from trainer.measure import ColumnFigures, is_unseen
from trainer.precision import PrecisionChoice
from trainer.precision_view import precision_markdown
from trainer.slices import FEW_CLIPS, GroupFigures, worst
from trainer.trained import Trained
from trainer.words import in_percent, percent

COLUMN_WORDS = {
    CLEAN: "as they are",
    "mp3_32k": "MP3 32 kbit/s",
    "opus_16k": "Opus 16 kbit/s",
    "phone_8k": "phone line, 8 kHz",
    "noise_10db": "noise, SNR 10 dB",
    "room": "room, RT60 0.5 s",
    MATCHED: "same noise under all, SNR 15 dB",
}
POINT_WORDS = {
    "few_false_alarms": "few false alarms",
    "balanced": "balanced (default)",
    "miss_little": "miss little",
}

_TEXT = """# {name}

{summary}. Gives one score for a recording: the higher, the more it sounds like AI-generated speech. License: MIT.

| | |
| --- | --- |
| network | `{architecture}`: {about}; {parameters:,} parameters{mix} |
| input | 3 s windows, 16 kHz mono; {front_ends} |
| files | `{name}.safetensors` sha256 `{sha256}`, `{name}.onnx` sha256 `{onnx_sha256}`{int8_file} |
| trained on | manifest sha256 `{manifest}`, split `train` |
| chosen, calibrated and measured on | {data}, split `{split}`: {n_ai} AI clips from {n_generators} generators \
({n_unseen} clips from generators that training never showed), {n_human} human clips; {n_sources} sources, \
none of which occurs in training |
| training | {training} |
| made | {created}, Veravox {version} |

## Measured

Equal error rate (EER), every source weighing the same inside its class, with 95 % bootstrap intervals over sources. \
"Unseen" counts only AI clips of generators that training never showed. Balanced accuracy is taken at the frozen \
threshold, the same one for all rows.

| recordings | EER | EER by clip | EER unseen | AUC | balanced accuracy | Brier | calibration error |
| --- | --- | --- | --- | --- | --- | --- | --- |
{columns}

{precision}{grid_sentence}Mix of the branches, calibration and thresholds were fitted on these same recordings \
(few numbers, but not none), and training was stopped by looking at them: expect somewhat worse figures on \
recordings from elsewhere.

## Operating points

Measured on {measured_on}.

| point | threshold | human recordings flagged | AI recordings missed | with the uncertain band: human called AI, \
AI called human, undecided |
| --- | --- | --- | --- | --- |
{points}

Scores between {low:+.2f} and {high:+.2f} are called uncertain. \
A stretch of 9 s counts as an AI part from {line:+.2f} on.

What the balanced point says about the recordings as they are:

| truth | {verdict_names} |
| --- | {verdict_rules} |
{verdicts}

## Where it fails

{weaknesses}

Generators with the most misses, recordings as they are (groups of {few} clips and more):

| generator | clips | missed | AUC against all human clips |
| --- | --- | --- | --- |
{generators}

Human sources with the most false alarms:

| source | clips | flagged | AUC against all AI clips |
| --- | --- | --- | --- |
{humans}

Sources of AI speech with the most misses:

| source | clips | missed | AUC against all human clips |
| --- | --- | --- | --- |
{ai_sources}

By codec of the recording: {codecs}.

## Use and limits

Meant as one piece of evidence for people who must judge a recording: it points to places worth a second look. It is \
not meant to decide alone about a person, and its score is not a proof.

- It knows the generators of its training data and what resembles them; newer ones may pass.
- Cleaned-up, heavily compressed or noisy recordings move scores; the table above says by how much.
- It judges voices, not what is said, and nothing that is shorter than one second of speech. Singing was hardly in \
the data.
- Training data came from public repositories, mostly read and studio speech, English above all; labels come from \
page structure and file names, and a fraction of a percent of them is wrong.
- The noise in the column "noise" comes from the same collection that training augments with.
"""


@dataclass(frozen=True, slots=True)
class CardFacts:
    """Everything the card tells."""

    checkpoint: Checkpoint
    evaluation: Evaluation
    trained: Trained
    mix: Mapping[str, float]
    material: Material
    precision: PrecisionChoice | None = None


def write_card(path: Path, facts: CardFacts) -> None:
    """Write the card beside the detector."""
    path.write_text(card_text(facts), encoding="utf-8")


def card_text(facts: CardFacts) -> str:
    """The card as Markdown."""
    meta, clean = facts.checkpoint.meta, facts.evaluation.clean
    clips = facts.material.clips
    calibration = meta.calibration
    verdicts = list(dict.fromkeys(name for row in clean.verdicts.values() for name in sorted(row)))
    measured_on = calibration.operating_points[0].measured_on if calibration.operating_points else "nothing"
    return _TEXT.format(
        name=meta.name,
        summary=_summary(facts),
        architecture=meta.architecture,
        about=architecture(meta.architecture).summary,
        parameters=meta.n_parameters,
        mix="".join(f"; {name} counts {share:.2f}" for name, share in facts.mix.items()),
        front_ends=" and ".join(f"{each.name} ({_arguments(each.args)})" for each in meta.front_ends),
        sha256=facts.checkpoint.sha256,
        onnx_sha256=meta.onnx_sha256,
        int8_file=f", `{meta.name}.int8.onnx` sha256 `{meta.int8_sha256}`" if meta.int8_sha256 else "",
        precision=precision_markdown(facts.precision),
        manifest=meta.manifest_sha256,
        data=f"{facts.evaluation.data_name} (sha256 `{facts.evaluation.data_sha256}`)",
        split=facts.evaluation.split,
        n_ai=clean.n_ai,
        n_human=clean.n_human,
        n_generators=len({clip.generator for clip in clips if clip.label == "ai"}),
        n_unseen=sum(is_unseen(clip) for clip in clips),
        n_sources=len({clip.source for clip in clips}),
        training=training_in_words(facts.trained),
        created=meta.created,
        version=meta.app_version,
        columns="\n".join(_column_row(column) for column in facts.evaluation.columns),
        grid_sentence=_grid_sentence(facts.evaluation),
        measured_on=measured_on,
        points="\n".join(_point_row(point) for point in calibration.operating_points),
        low=calibration.abstain_low,
        high=calibration.abstain_high,
        line=calibration.window_threshold,
        verdict_names=" | ".join(name.replace("_", " ") for name in verdicts),
        verdict_rules=" | ".join("---" for _ in verdicts),
        verdicts="\n".join(_verdict_row(truth, row, verdicts) for truth, row in clean.verdicts.items()),
        weaknesses=weaknesses(facts.evaluation),
        few=FEW_CLIPS,
        generators=_group_rows(worst(clean.generators, "ai")),
        humans=_group_rows(worst(clean.sources, "human")),
        ai_sources=_group_rows(worst(clean.sources, "ai")),
        codecs="; ".join(f"{g.name} AUC {g.auc:.3f} ({g.n_clips} clips)" for g in clean.codecs) or "not told",
    )


def weaknesses(evaluation: Evaluation) -> str:
    """The weak sides in words, as the tables show them; nothing here is typed by hand."""
    clean = evaluation.clean
    lines = [_groups_in_words(worst(clean.generators, "ai", 5), "Passes AI speech of", "missed")]
    lines += [_groups_in_words(worst(clean.sources, "human", 5), "Takes human speech for AI from", "flagged")]
    lines += [_points_in_words(column) for column in evaluation.columns[1:]]
    unseen = clean.figures.get("eer_unseen")
    if unseen is not None and unseen.value > clean.figures["eer"].value:
        lines.append(
            f"Generators that training never showed are harder: EER {percent(unseen.value)} "
            f"against {percent(clean.figures['eer'].value)} for all."
        )
    return "\n".join(f"- {line}" for line in lines if line) or "- Nothing stands out in these recordings."


def _groups_in_words(groups: Sequence[GroupFigures], begin: str, word: str) -> str:
    bad = [f"{g.name} ({g.wrong:.0%} of {g.n_clips} clips {word})" for g in groups if g.wrong >= 0.2]
    return f"{begin}: {', '.join(bad)}." if bad else ""


def _points_in_words(column: ColumnFigures) -> str:
    """What the default threshold does in a corrupted column, where it does much."""
    balanced = next((p for p in column.points if p.name == "balanced"), None)
    if balanced is None or max(balanced.false_alarm, balanced.miss) < 0.25:
        return ""
    return (
        f"{COLUMN_WORDS.get(column.column, column.column).capitalize()}: at the balanced threshold "
        f"{balanced.false_alarm:.0%} of human recordings are flagged and {balanced.miss:.0%} of AI recordings missed."
    )


def training_in_words(trained: Trained) -> str:
    """The recipe from the run's own record, and of the branches that went on in a run of their own."""
    config: Mapping[str, Any] = trained.record.get("config", {})
    if not config:
        return "not recorded"
    if "joined" in trained.record:
        runs = trained.record["joined"]
        if not trained.branch_names():
            return _mean_of(runs[trained.architecture])
        return "; ".join(f"`{name}`: {_mean_of(runs[name])}" for name in trained.branch_names())
    words = _recipe(config, trained.steps, trained.epoch)
    for name, later in trained.record.get("branches_trained_on", {}).items():
        words += f"; the branch `{name}` then alone: {_recipe(later['config'], later['steps'], later['epoch'])}"
    return f"{words}; checkpoint `{trained.weights}`"


def _mean_of(runs: Sequence[Mapping[str, Any]]) -> str:
    shares: dict[str, float] = defaultdict(float)
    for run in runs:
        shares[_recipe(run["config"], run["steps"], run["epoch"])] += run["share"]
    if len(shares) == 1:
        return next(iter(shares))
    told = "; ".join(f"({share:.0%}) {words}" for words, share in shares.items())
    return f"the mean of the weights of {len(shares)} runs: {told}"


def _recipe(config: Mapping[str, Any], steps: int, epoch: int) -> str:
    crops = config["batch"] * config["processes"]
    return (
        f"{steps:,} steps of {crops} crops ({epoch} of {config['epochs']} rounds of "
        f"{config['steps_per_epoch']}), seed {config['seed']}; AdamW, rate {config['lr']:g} with warm-up, plateau and "
        f"a linear fall over the last {config['decay_share']:.0%}, weight decay {config['weight_decay']:g}; crops of "
        f"{config['crop_s']:g} s, of {config['full_crop_s']:g} s while the rate falls; cross entropy with label "
        f"smoothing {config['label_smoothing']:g}; averaged weights ({config['ema']:g}); augmentation drawn without "
        f"the label (codec variants {config['variant_p']:.0%}, gate, room, noise, noise floor, band, gain, masks; "
        f"strength {config['augment_start']:g} growing to {config['augment_full']:g}){_help(config)}"
    )


def _help(config: Mapping[str, Any]) -> str:
    """What a run began with and learned from besides its clips and their labels; empty for nothing."""
    words = ""
    if config.get("pretrained"):
        words += "; from the encoder of Whisper tiny.en (OpenAI, MIT license)"
        words += f", whose parts learn at {config['pretrained_rate']:g} of the rate"
    if config.get("even_sources"):
        words += "; both classes of a source that has both drawn about equally often"
    if config.get("start_from"):
        words += f"; from the weights of `{Path(config['start_from']).stem}`"
    if config.get("frozen"):
        words += f", of which {', '.join(f'`{part}`' for part in config['frozen'])} stay as they were"
    if config.get("teachers"):
        names = [f"`{Path(each).stem}`" for each in config["teachers"]]
        whose = f"opinion of {names[0]} as it was then"
        if len(names) > 1:
            whose = f"mean opinion of {', '.join(names)} as they were then"
        words += f"; {config['teacher_share']:.0%} of what is learned is the {whose}"
    if config.get("copy_share"):
        words += f"; {config['copy_share']:.0%} of the AI crops are vocoded twins of human clips"
    if config.get("pair_twins"):
        words += ", every second one beside its original"
    return words


def _summary(facts: CardFacts) -> str:
    figure = facts.evaluation.clean.figures["eer"]
    return f"Detector of AI-generated speech; EER {in_percent(figure)} on sources it was not trained on"


def _grid_sentence(evaluation: Evaluation) -> str:
    if "eer" not in evaluation.grid_mean:
        return ""
    mean = percent(evaluation.grid_mean["eer"])
    return f"Mean EER over the five corruptions (the last row is not one of them): {mean}. "


def _column_row(column: ColumnFigures) -> str:
    figures = column.figures
    unseen = in_percent(figures["eer_unseen"]) if "eer_unseen" in figures else "not told"
    cells = (
        COLUMN_WORDS.get(column.column, column.column),
        f"**{in_percent(figures['eer'])}**",
        in_percent(figures["eer_clip"]),
        unseen,
        f"{figures['auc'].value:.3f} ({figures['auc'].low:.3f}-{figures['auc'].high:.3f})",
        in_percent(figures["balanced_accuracy"]),
        f"{figures['brier'].value:.3f}",
        f"{figures['ece'].value:.3f}",
    )
    return f"| {' | '.join(cells)} |"


def _point_row(point: OperatingPoint) -> str:
    band = ", ".join("-" if v is None else percent(v) for v in (point.human_flagged, point.ai_passed, point.undecided))
    name = POINT_WORDS.get(point.name, point.name)
    return (
        f"| {name} | {point.threshold:+.2f} | {percent(point.false_alarm_rate)} | {percent(point.miss_rate)} | {band} |"
    )


def _verdict_row(truth: str, counts: Mapping[str, int], names: Sequence[str]) -> str:
    return f"| {truth} | {' | '.join(str(counts.get(name, 0)) for name in names)} |"


def _group_rows(groups: Sequence[GroupFigures]) -> str:
    rows = [f"| {_cell(g.name)} | {g.n_clips} | {g.wrong:.0%} | {g.auc:.3f} |" for g in groups]
    return "\n".join(rows) or "| none | | | |"


def _cell(text: str) -> str:
    return text.replace("|", "/")


def _arguments(args: Mapping[str, float | int | str]) -> str:
    return ", ".join(f"{key} {value}" for key, value in args.items())
