"""Which of several training processes this is, and how they take turns before training begins.

Started alone, a run with ``processes > 1`` starts the others itself (Lightning does). Under torchrun, or any starter
that sets RANK, WORLD_SIZE and LOCAL_RANK, all of them begin at once, on one node or several.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from engine.errors import TrainingError
from trainer.config import TrainConfig, with_values

PREPARATION_LIMIT = timedelta(hours=24)
"""Decoding a large data set takes hours on the first process, and the others wait for it."""


@dataclass(frozen=True, slots=True)
class Ranks:
    """The place of this process among all.

    Attributes:
        rank: Its number.
        local_rank: Its number on this node.
        world: Processes in all.
        local_world: Processes on this node.
        is_external: They were all started from outside.
    """

    rank: int = 0
    local_rank: int = 0
    world: int = 1
    local_world: int = 1
    is_external: bool = False

    @property
    def leads(self) -> bool:
        """Whether this process writes the run's files."""
        return self.rank == 0

    @property
    def nodes(self) -> int:
        """Machines."""
        return self.world // self.local_world

    def in_turn(self, prepare: Callable[[], None]) -> None:
        """Run a preparation that everybody needs and that must not run twice at a time in one folder.

        First the leader, then the first process of every other node, for which it is done where the folder is shared,
        then the rest. Processes that Lightning starts come after the leader is through.
        """
        if not self.is_external or self.world == 1:
            prepare()
            return
        import torch

        if not torch.distributed.is_initialized():
            # Lightning takes over a group that is there.
            torch.distributed.init_process_group(timeout=PREPARATION_LIMIT)
        for turn in (self.leads, not self.leads and self.local_rank == 0, self.local_rank > 0):
            if turn:
                prepare()
            torch.distributed.all_reduce(torch.zeros(1))


def is_first(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether this process speaks for all of them on the terminal."""
    return environment.get("RANK", environment.get("LOCAL_RANK", "0")) == "0"


def find_ranks(config: TrainConfig, environment: Mapping[str, str] = os.environ) -> tuple[TrainConfig, Ranks]:
    """Read the place of this process from its environment; the configuration gets the real number of processes.

    Raises:
        TrainingError: The configuration asks for another number than was started, or a variable is no number.
    """
    try:
        return _find(config, environment)
    except ValueError as error:
        raise TrainingError(
            f"RANK, WORLD_SIZE or LOCAL_RANK is no whole number: {error}", "Start it with torchrun."
        ) from None


def _find(config: TrainConfig, environment: Mapping[str, str]) -> tuple[TrainConfig, Ranks]:
    local_rank = int(environment.get("LOCAL_RANK", "0"))
    if "RANK" not in environment or "WORLD_SIZE" not in environment:
        return config, Ranks(local_rank, local_rank, config.processes, config.processes)
    world = int(environment["WORLD_SIZE"])
    if config.processes not in (1, world):
        raise TrainingError(
            f"The settings ask for {config.processes} processes, but {world} were started",
            "Leave `processes` out under torchrun.",
        )
    ranks = Ranks(
        int(environment["RANK"]), local_rank, world, int(environment.get("LOCAL_WORLD_SIZE", world)), is_external=True
    )
    return with_values(config, {"processes": world}), ranks
