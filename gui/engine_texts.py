"""The sentences of the engine that can show in the window, as templates for `gui.engine_words`.

The engine speaks English and knows no Qt. A template is one sentence without its full stop; see
`gui.engine_words.FIELDS` for what the names in braces stand for. A sentence that is missing here shows in English.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.template import Template
from gui.trainer_texts import training_sentences


def _both(text: str) -> Template:
    return Template(text, QCoreApplication.translate("Engine", text))


def sentences() -> list[Template]:
    """Whole sentences and parts of such; of two that fit, the first one counts."""
    return [
        *_reasons(),
        *_cautions(),
        *_decoding(),
        *_devices(),
        *_detectors(),
        *_files(),
        *_hints(),
        *training_sentences(),
    ]


def values() -> dict[str, list[Template]]:
    """Words inside sentences that are translated too, by the name of their field."""
    return {
        "rate": [
            _both("none"),
            _both("None"),
            _both("fewer than 1"),
            _both("Fewer than 1"),
            _both("about {n}"),
            _both("About {n}"),
        ],
        "times": [_both("{times} and {n} more"), _both("{times} and {time}")],
    }


def _reasons() -> list[Template]:
    """Why a verdict was given."""
    return [
        _both("{n} of {n2} windows points to AI; strongest {times}"),
        _both("{n} of {n2} windows point to AI; strongest {times}"),
        _both("{n} of {n2} windows points to AI"),
        _both("{n} of {n2} windows point to AI"),
        _both("{n} of {n2} windows points to human speech"),
        _both("{n} of {n2} windows point to human speech"),
        _both("Not AI as a whole, but {times} points to AI ({n} of {n2} windows)"),
        _both("Too close to call: {n} of {n2} windows points to AI, {n3} to human speech"),
        _both("Too close to call: {n} of {n2} windows point to AI, {n3} to human speech"),
        _both("Only {n} s of speech: weak evidence"),
        _both("Only {n} s of speech were found; at least {n2} s is needed to judge"),
        _both("The {n} s of speech are scattered in pieces too short to judge"),
        _both("The file holds {n} s of audio: there is nothing to judge"),
    ]


def _cautions() -> list[Template]:
    """How far to trust a verdict."""
    return [
        _both("The error rates of this detector have not been measured"),
        _both("Of 100 human recordings {rate} were flagged in our test; of 100 AI recordings {rate2} passed as human"),
        _both("{rate} of 100 recordings were left uncertain"),
        _both(
            "Of 100 human recordings {rate} scored on the AI side in our test; of 100 AI recordings {rate2} scored on "
            "the human side"
        ),
        _both(
            "Where only 1 recording in 100 is AI, {rate} of 100 flagged recordings would be human: a flag is a reason "
            "to look closer, not a proof"
        ),
        _both("{split}, clean and through {n} corruptions: {n2} recordings, {n3} sources"),
        _both("{split}: {n} recordings, {n2} sources"),
        _both("The recording is overdriven: {n} % of it is clipped"),
        _both("The recording holds nothing above {n} kHz"),
        _both("Trust the verdict less"),
        _both("{n} samples were invalid numbers (NaN or infinite) and were set to zero"),
        _both("The file is damaged or ends early: {n} s of {n2} s could be read"),
        _both("The file is damaged ({reason}); {n} s could be read"),
        _both("Live session; its sound was not kept"),
        _both("{length} of sound were lost ({times}) and count as no speech"),
    ]


def _decoding() -> list[Template]:
    """Why a file gave no sound."""
    return [
        _both("Cannot decode {name}: {reason}"),
        _both("Cannot open {name}: {reason}"),
        _both("Cannot be opened: {reason}"),
        _both("There is no such file or folder"),
        _both("{name} is a folder, not a recording"),
        _both("all its samples are invalid numbers (NaN or infinite)"),
        _both("its end, with the index, is missing"),
        _both("its header is wrong"),
        _both("parts of it are unreadable"),
        _both("no sound could be decoded from this {name} file"),
        _both("there is no sound track in it"),
        _both("the decoder failed ({name})"),
        _both("it is protected (DRM)"),
        _both("it is empty (0 bytes)"),
        _both("it is hidden"),
        _both("it is the same folder as one above"),
        _both("it is a folder"),
        _both("it is a pipe (FIFO), not a file"),
        _both("it is a socket, not a file"),
        _both("it is a device, not a file"),
        _both("it is a program"),
        _both("it is a database"),
        _both("it is a text file"),
        _both("it is a playlist, not sound"),
        _both("it is a MIDI file: notes, not sound"),
        _both("it is a ZIP archive or office document"),
        _both("it is a {name} image"),
        _both("it is a {name} document"),
        _both("it is a {name} archive"),
        _both("its content is no audio or video format that is known here"),
        _both("it cannot be read ({name})"),
        _both("{n} channels"),
        _both("read by {name}"),
        _both("live sound"),
    ]


def _devices() -> list[Template]:
    """What does not work on this computer."""
    return [
        _both("This computer has no sound input"),
        _both("This computer has no sound output"),
        _both("The sound output has gone"),
        _both("The sound output cannot be opened: {name}"),
        _both("Live listening is not possible: PortAudio is not installed"),
        _both("Playback is not possible: PortAudio is not installed"),
        _both('The input "{name}" accepts no known format'),
        _both('There is no input "{name}"'),
        _both("Running on the CPU: {reason}"),
        _both("The device {name} cannot be used: {reason}"),
        _both("no NVIDIA GPU or driver was found"),
        _both("this is not a Mac with Apple silicon"),
        _both('a GPU needs PyTorch, which is not installed (pip install "veravox[train]")'),
    ]


def _detectors() -> list[Template]:
    """What is wrong with a detector."""
    return [
        _both("No detector is installed"),
        _both("There is no detector {name}; installed: {names}"),
        _both("There is no detector file {name}"),
        _both("The detector file {name} is missing in {folder}"),
        _both("This detector has no operating point {name}"),
        _both("{name} is not a Veravox detector, or it is cut short or damaged"),
        _both("{name} was changed or damaged after it was made: its fingerprint does not fit"),
        _both("{name} is a pickle file, which can run code when it is opened; it is not loaded"),
        _both("{name} has format version {n}; this program reads version {n2}"),
        _both("{name} has a missing or unusable field: {field}"),
        _both("{name} is taken when no other detector is chosen; it stays"),
        _both("{name} is a part of {names}"),
        _both("This detector is already installed as {name}"),
        _both("Another detector named {name} is installed"),
        _both("The detector {name} that judged this file is not installed any more"),
        _both("The detector {name} that judged this file was replaced by another one of that name"),
        _both("The speech detector {name} is missing"),
    ]


def _files() -> list[Template]:
    """What is wrong with the history, reports and settings."""
    return [
        _both("The history {name} cannot be used: {error}"),
        _both("The history {name} cannot be opened: {error}"),
        _both("{name} is a database of another program"),
        _both("{name} was written by a newer version of Veravox"),
        _both("Job {n} is running"),
        _both("Cannot write {name}: it is a folder"),
        _both("Cannot write {name}: {error}"),
        _both("Cannot write to {name}: {error}"),
        _both("The PDF could not be drawn"),
        _both("Recording stopped: {error}"),
        _both("Recording the session stopped: {error}"),
        _both("Nothing more is kept: the folder for recordings is full ({n} of {n2} MB)"),
        _both("The settings file {name} cannot be read ({error})"),
        _both("The defaults are used"),
        _both("These settings were not usable and have their default again: {names}"),
        _both("The settings cannot be saved in {name}: {error}"),
        _both("Something went wrong: {error}"),
    ]


def _hints() -> list[Template]:
    """What can be done; where the engine names a command, translations name the place in the window."""
    return [
        _both("Please report this with the log file"),
        _both("Please report it with the log file"),
        _both("Check that the file exists, is a regular file and that you may read it"),
        _both("Check that you may read it"),
        _both("Check the spelling of the path"),
        _both("Convert it to WAV or FLAC and try again"),
        _both("Choose a file that has a sound track"),
        _both("Choose an audio or video file"),
        _both("Copy or download the file again"),
        _both("Copy or download the file again; a recording that was interrupted needs a repair tool"),
        _both("Export the recording again from the program that made it"),
        _both("Protected files cannot be read by other programs; record or export an unprotected copy"),
        _both("The file or the disk it is on may be damaged; copy the file to a local disk and try again"),
        _both("Name a file, or a folder with recordings in it"),
        _both("Check that a microphone is connected and that this program may use it"),
        _both("Connect a microphone, or allow this program to use it, and try again"),
        _both("Connect headphones or loudspeakers, and check the system's sound settings"),
        _both("Install PortAudio: on Debian or Ubuntu `sudo apt-get install libportaudio2`"),
        _both("Choose another input with --input, or close the program that is using it"),
        _both("Install the detector again, or choose another one with --model"),
        _both("Choose or import a detector in the settings"),
        _both("Choose another detector in the settings"),
        _both("Choose another device in the settings"),
        _both("Choose another place for the history in the settings"),
        _both("Choose another value"),
        _both("It knows: {names}"),
        _both("Update Veravox, or export the detector again with this version"),
        _both("Use a detector made by `veravox export`, which is a .safetensors file"),
        _both("You can choose another one beside it"),
        _both("You find it in the list"),
        _both("Remove the ensemble first"),
        _both("Remove the installed {name} first, then import this one"),
        _both("Check the file again with a present detector"),
        _both("`veravox models` lists the detectors"),
        _both("Use --device auto or --device cpu"),
        _both("Name another file with --db, or move the damaged one away; a new one is made"),
        _both("Name another file with --db"),
        _both("Update Veravox, or use another --db"),
        _both("Let it end or cancel it, then delete it"),
        _both("Check that the folder exists and that you may write there"),
        _both("They hold until you close the window"),
        _both("Free some disk space"),
        _both("Move recordings elsewhere or delete them, or raise the limit in the settings"),
        _both("A manifest is a CSV with at least the columns file (or path) and label (human or ai)"),
    ]
