"""The copy syntheses by name: they turn human speech into vocoded speech, which is AI by definition.

So they depend on the label, and are never part of the chain that both classes go through.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

from engine.errors import UsageError
from trainer.augment.base import Transform
from trainer.augment.copy_griffin_lim import CopyGriffinLim
from trainer.augment.copy_lpc import CopyLpc
from trainer.augment.copy_world import CopyWorld, load_world

COPIES: Mapping[str, Transform[Any]] = {"griffin-lim": CopyGriffinLim(), "world": CopyWorld(), "lpc": CopyLpc()}
KIND = "copy-synthesis"
"""What the manifest says in its column ``kind``."""


def check_kinds(kinds: Sequence[str]) -> tuple[str, ...]:
    """The kinds, each once, in the order given.

    Raises:
        UsageError: There is none of that name.
        MissingExtraError: WORLD is asked for and pyworld is not installed.
    """
    for kind in kinds:
        if kind not in COPIES:
            near = difflib.get_close_matches(kind, COPIES, 1)
            hint = f"Did you mean {near[0]!r}?" if near else f"Choose from {', '.join(COPIES)}."
            raise UsageError(f"There is no copy synthesis {kind!r}", hint)
    if not kinds:
        raise UsageError("No copy synthesis is named", f"Choose from {', '.join(COPIES)}.")
    if "world" in kinds:
        load_world()
    return tuple(dict.fromkeys(kinds))
