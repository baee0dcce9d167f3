"""The sentences of the trainer that the Train place can show, as templates for `gui.engine_words`."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.template import Template


def _both(text: str) -> Template:
    return Template(text, QCoreApplication.translate("Trainer", text))


def training_sentences() -> list[Template]:
    """What went wrong with data, training or measuring, and what can be done."""
    return [*_data(), *_runs(), *_hints()]


def _data() -> list[Template]:
    return [
        _both("There is no data at {name}"),
        _both("There are no recordings in {name}"),
        _both("{name} is no folder"),
        _both("{name} looks like none of the data sets that are known here ({names})"),
        _both("{name} does not hold audio of both classes"),
        _both("{name} has no folder ai_full or human_full"),
        _both("{name} is being converted by another process"),
        _both("{n} of {n2} recordings cannot be read, for example {name} ({reason})"),
        _both("Of one class no file of {name} can be read; {reason}"),
        _both("No manifest at {name}"),
        _both("{name} has no column {column}; it has {names}"),
        _both("The data has no column {column}"),
        _both("The split {split} does not hold both human and ai clips"),
        _both("The split {split} of {name} does not hold both human and ai clips"),
        _both("There are no human clips"),
        _both("There are no ai clips"),
        _both("No clip has the {column} {name}"),
        _both("No {label} clip is left for {split}: what belongs together by {names} makes only {n} groups"),
        _both("There is nothing to measure: no clip can be read, or all are silent"),
        _both("The probe needs {n} readable clips a class in {name}"),
        _both("{name} was measured on other recordings than {names} has now"),
        _both("Cannot write into {name}: {error}"),
        _both("Cannot make {name}: {error}"),
    ]


def _runs() -> list[Template]:
    return [
        _both("The run in {name} was started with other settings: {names}"),
        _both("There is no checkpoint {name}"),
        _both("Unknown setting {name}"),
        _both("A setting is out of range: {error}"),
        _both("float16 training needs a GPU, and there is none"),
        _both("AI recordings do not score higher than human ones"),
        _both("No branch scores AI recordings higher than human ones"),
        _both("Calibration met a score that is not a number"),
        _both("Calibration needs both classes"),
        _both("Calibration needs judgeable speech of both classes"),
        _both("Nothing to measure: {error}"),
        _both("An ensemble cannot be adapted"),
        _both("This network has no last layer to refit"),
        _both("Only {told} clips can be judged; adapting needs {n}"),
        _both("{told} clips can be judged; adapting needs {n} of each class"),
        _both("There are too few sources to hold some of them out"),
        _both("{name} would overwrite the detector it comes from"),
        _both("There is a detector {name} in {folder}"),
    ]


def _hints() -> list[Template]:
    return [
        _both("Choose another folder"),
        _both("Choose the folders that hold the recordings"),
        _both("Check the path"),
        _both(
            "Sort the recordings into the folders ai and human, or write a manifest CSV with the columns file and label"
        ),
        _both("Wait for it, or stop it"),
        _both("Is the disk full?"),
        _both("Is the audio unpacked there?"),
        _both("{name} lists them"),
        _both("Repair or remove them, or go on without them with --allow-bad"),
        _both("Look at prepare_report.csv; go on without these files with --allow-bad"),
        _both("Run `veravox split` on this data first"),
        _both("Add data, or split it: `veravox split`"),
        _both("Make the splits with `veravox split`; it keeps what belongs together on one side"),
        _both("Name another one with --split; the data has: {names}"),
        _both("The most frequent ones are: {names}"),
        _both("Add recordings from other sources, or name fewer columns with --group, for example source alone"),
        _both("Name another folder"),
        _both("Leave these settings as they are to go on, or name another --out for a new run"),
        _both("Read the run's log; start it again with the same command to resume"),
        _both("Start it again with the same command to go on"),
        _both("Training writes the first one after its first check"),
        _both("Correct the value"),
        _both("Take fp16 out; bf16 works everywhere"),
        _both("A higher logit must mean more AI; check the labels and the output of the network"),
        _both("Train again with a lower rate"),
        _both("Train longer"),
        _both("Give it human and AI recordings"),
        _both("Give it longer recordings"),
        _both("Add readable recordings of both classes"),
        _both("Adapt its members, then make a new ensemble of them"),
        _both("Calibrate it without --head"),
        _both("Add clips with at least a second of speech each, some of both classes"),
        _both("Add clips of the class that has too few"),
        _both("Add clips of both classes from more sources"),
        _both("Choose another --name or --out"),
        _both("Choose another --name, or replace it with --force"),
    ]
