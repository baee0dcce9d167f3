"""The card of the detector that made results, as far as it is still installed."""

from __future__ import annotations

from engine.detector import find_detector
from engine.errors import ModelError
from engine.report.record import ModelCard


def card_of(name: str, sha256: str) -> ModelCard:
    """The detector's card; only its name and fingerprint where it is no longer installed or was replaced."""
    try:
        checkpoint = find_detector(name)
    except ModelError:
        return ModelCard(name, sha256)
    if checkpoint.sha256 != sha256:
        return ModelCard(name, sha256)
    return ModelCard.from_meta(checkpoint.meta, checkpoint.sha256)
