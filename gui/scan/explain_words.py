"""What an explanation says, in sentences, and what it cannot say."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication

from engine.explain import Explanation, Method
from gui.scan.timeline_data import moment


def _tr(text: str) -> str:
    return QCoreApplication.translate("Explain", text)


def found_words(found: Explanation) -> str:
    """The strongest piece to each side."""
    head = _tr("This moment scores {p:.1f} % AI.").format(p=100 * found.probability_ai)
    sides = []
    if found.heat.max() > 0:
        sides.append(_tr("Most towards AI: {piece}.").format(piece=_piece(found, int(found.heat.argmax()))))
    if found.heat.min() < 0:
        sides.append(_tr("Most towards human speech: {piece}.").format(piece=_piece(found, int(found.heat.argmin()))))
    return " ".join([head, *sides])


def meaning_words(method: Method) -> str:
    """How to read the colours."""
    if method is Method.OCCLUSION:
        return _tr(
            "Each piece was covered in turn and the moment scored again. Orange: without this piece the score would be "
            "more human. Blue: without it, more AI. The stronger the colour, the larger the change."
        )
    return _tr(
        "The score's gradient was followed from an evened-out spectrogram to this one. Orange pieces raised the score, "
        "blue ones lowered it. It is another road to the same question; where both agree, trust it more."
    )


def limits_words() -> str:
    """What an explanation cannot tell."""
    return _tr(
        "It shows what this detector reacted to, not what made the sound: there is no mark of a generator to be seen "
        "here, and a person hears other things. Pieces act together, so that single changes do not add up."
    )


def _piece(found: Explanation, place: int) -> str:
    rows, columns = found.heat.shape
    row, column = np.unravel_index(place, found.heat.shape)
    hertz = found.highest_hz / rows
    seconds = (found.end_s - found.start_s) / columns
    first = found.start_s + column * seconds
    return _tr("{low:.1f}-{high:.1f} kHz at {begin} to {end} (score {change:+.2f})").format(
        low=row * hertz / 1000,
        high=(row + 1) * hertz / 1000,
        begin=moment(float(first), 2),
        end=moment(float(first + seconds), 2),
        change=float(found.heat[row, column]),
    )
