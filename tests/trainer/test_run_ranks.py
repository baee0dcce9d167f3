"""Which process this is, from what torchrun, Lightning or nobody puts into the environment."""

from __future__ import annotations

import pytest

from engine.errors import TrainingError
from trainer.config import TrainConfig
from trainer.run_ranks import Ranks, find_ranks, is_first


def test_alone_a_process_leads() -> None:
    config, ranks = find_ranks(TrainConfig(), {})
    assert ranks == Ranks()
    assert ranks.leads
    assert config.processes == 1


def test_processes_that_lightning_starts_are_known_by_their_local_number() -> None:
    first = find_ranks(TrainConfig(processes=2), {})[1]
    second = find_ranks(TrainConfig(processes=2), {"LOCAL_RANK": "1", "WORLD_SIZE": "2", "NODE_RANK": "0"})[1]
    assert (first.leads, second.leads) == (True, False)
    assert (first.world, second.world, second.is_external) == (2, 2, False)


def test_torchruns_numbers_win_over_one_process() -> None:
    environment = {"RANK": "5", "WORLD_SIZE": "8", "LOCAL_RANK": "1", "LOCAL_WORLD_SIZE": "4"}
    config, ranks = find_ranks(TrainConfig(), environment)
    assert config.processes == 8
    assert ranks == Ranks(5, 1, 8, 4, is_external=True)
    assert ranks.nodes == 2


def test_another_number_than_started_is_refused() -> None:
    with pytest.raises(TrainingError, match="4 processes, but 2"):
        find_ranks(TrainConfig(processes=4), {"RANK": "0", "WORLD_SIZE": "2", "LOCAL_RANK": "0"})
    with pytest.raises(TrainingError, match="whole number"):
        find_ranks(TrainConfig(), {"RANK": "zero", "WORLD_SIZE": "2"})


def test_one_process_speaks() -> None:
    assert is_first({})
    assert is_first({"RANK": "0", "LOCAL_RANK": "0"})
    assert not is_first({"RANK": "4", "LOCAL_RANK": "0"})
    assert not is_first({"LOCAL_RANK": "1"})


def test_alone_the_preparation_runs_once_and_needs_no_group() -> None:
    runs: list[int] = []
    Ranks().in_turn(lambda: runs.append(1))
    Ranks(1, 1, 2, 2).in_turn(lambda: runs.append(2))
    assert runs == [1, 2]
