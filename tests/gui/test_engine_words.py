"""Sentences of the engine in the user's language: every one that it can say is known, and English stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from engine import errors
from engine.audio.sniff import sniff_bytes
from engine.calibration import Calibration, OperatingPoint
from engine.quality import QualityMeter
from engine.report.words import point_in_words, rare_ai_in_words
from engine.results import WindowScore
from engine.verdict import decide
from gui.engine_words import in_words, list_in_words, times_in_words
from gui.trainer.words import in_window_words
from gui.translation import install_translation

POINT = OperatingPoint(name="balanced", threshold=0.0, false_alarm_rate=0.1, miss_rate=0.1)
CALIBRATION = Calibration(operating_points=(POINT,), abstain_low=-0.5, abstain_high=0.5, window_threshold=2.0)
OF_COMMANDS = {errors.UsageError, errors.DownloadError}
"""Their hints are for the command line alone."""


@pytest.fixture
def german(qapp: QCoreApplication) -> Iterator[None]:
    install_translation(qapp, "de")
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()


def reason(*logits: float, speech: float = 1.0) -> str:
    windows = [
        WindowScore(3.0 * i, 3.0 * i + 3, x, 0.5 if speech > 0.4 else None, speech) for i, x in enumerate(logits)
    ]
    return decide(windows, CALIBRATION, duration_s=3.0 * len(logits)).reason


REASONS = {
    "ai": reason(3, 3, -1),
    "one window of some": reason(3.9, -0.2, -0.2),
    "one window": reason(3),
    "human": reason(-3, -3, 1),
    "one human window": reason(-3),
    "uncertain": reason(0.1, 0.2, -0.1),
    "contains": reason(*[-2] * 6, *[5] * 4, *[-2] * 6, *[5] * 4, *[-3] * 8),
    "weak": reason(3, speech=0.6),
    "too little speech": reason(3, speech=0.1),
    "scattered": reason(*[3] * 9, speech=0.2),
    "empty": reason(),
}


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("name", REASONS)
def test_every_reason_is_known(name: str) -> None:
    words = in_words(REASONS[name])
    assert not {"windows", "point", "points", "speech", "holds", "weak"} & set(words.replace(",", " ").split())
    assert any(german in words for german in ("Fenster", "Sprache", "Ton"))


@pytest.mark.usefixtures("german")
def test_times_and_counts_inside_a_sentence_are_said_in_it() -> None:
    assert in_words("7 of 9 windows point to AI; strongest 0:12-0:21. Only 2.5 s of speech: weak evidence.") == (
        "7 von 9 Fenstern deuten auf KI; am stärksten 0:12-0:21. Nur 2.5 s Sprache: ein schwacher Beleg."
    )
    contains = in_words("Not AI as a whole, but 0:00-0:09, 1:00-1:12 and 2 more points to AI (9 of 20 windows).")
    assert contains == (
        "Als Ganzes nicht KI, aber bei 0:00-0:09, 1:00-1:12 und 2 weiteren Hinweise auf KI (9 von 20 Fenstern)."
    )
    assert times_in_words("0:00-0:09, 0:20-0:30 and 1:00-1:12") == "0:00-0:09, 0:20-0:30 und 1:00-1:12"
    assert list_in_words("flac, 44.1 kHz, 6 channels, read by pyav") == "flac, 44.1 kHz, 6 Kanäle, gelesen mit pyav"


@pytest.mark.usefixtures("german")
def test_error_rates_are_known() -> None:
    measured = POINT.model_copy(update={"human_flagged": 0.06, "ai_passed": 0.001, "undecided": 0.0})
    texts = [point_in_words(point) for point in (None, POINT, measured)] + [rare_ai_in_words(measured)]
    for text in texts:
        assert_german(text, "in our test", "recordings", "have not been")
    assert "etwa 6 markiert" in in_words(texts[2])
    assert "weniger als 1" in in_words(texts[2])
    assert "Keine von 100 Aufnahmen" in in_words(texts[2])


@pytest.mark.usefixtures("german")
def test_warnings_about_a_recording_are_known() -> None:
    meter = QualityMeter(16_000)
    meter.push(np.sign(np.sin(np.arange(48_000) / 40)).astype(np.float32))
    assert len(meter.warnings()) >= 1
    for text in meter.warnings():
        assert_german(text, "recording", "Trust")


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("head", [b"\x89PNG", b"%PDF", b"PK\x03\x04", b"MThd", b"Rar!", b"", b"\x01\x02\x03\x04" * 64])
def test_why_a_file_is_no_recording_is_known(head: bytes) -> None:
    said = sniff_bytes(head).reason
    assert said
    error = errors.AudioDecodeError(Path("The windows of 1 and 2.wav"), said)
    words = in_words(f"{error}. {error.hint}")
    assert words.startswith("The windows of 1 and 2.wav kann nicht dekodiert werden: ")
    assert words.endswith("Wandeln Sie sie in WAV oder FLAC um und versuchen Sie es erneut.")
    assert said not in words


@pytest.mark.usefixtures("german")
def test_what_the_trainer_says_is_known_with_the_steps_of_the_window_for_its_commands() -> None:
    text = "3 of 40 recordings cannot be read, for example a b.wav (it is empty (0 bytes))"
    hint = "/data/prepare_report.csv lists them. Repair or remove them, or go on without them with --allow-bad."
    assert in_words(text) == "3 von 40 Aufnahmen sind nicht lesbar, zum Beispiel a b.wav (leer (0 Bytes))"
    assert in_window_words(hint) == (
        "Sie stehen in /data/prepare_report.csv. Reparieren oder entfernen Sie sie, oder machen Sie mit dem Häkchen "
        "ohne sie weiter."
    )


@pytest.mark.usefixtures("german")
def test_the_hint_of_every_kind_of_error_is_known() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.VeravoxError)]
    hints = {kind.default_hint for kind in kinds if kind not in OF_COMMANDS}
    assert [hint for hint in hints if in_words(hint) == hint] == []
    assert len(hints) > 10


@pytest.mark.usefixtures("german")
def test_what_is_not_known_stays_as_it_is() -> None:
    for text in ("", "Cats and dogs", "/recordings/1 of 2 windows.wav", "Frau Müller. Das ist schon Deutsch."):
        assert in_words(text) == text


def test_english_stays_as_the_engine_said_it(qapp: QCoreApplication) -> None:
    assert qapp is not None
    for text in chain(REASONS.values(), ("0:00-0:09 and 1:00-1:12", "a.wav\nCopy or download the file again.")):
        assert in_words(text) == text


def assert_german(text: str, *english: str) -> None:
    words = in_words(text)
    assert words != text
    assert not [each for each in english if each in words]
