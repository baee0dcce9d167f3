"""The study behind a search: opened again after a kill, drawing for every trial what it would have drawn anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import optuna
from optuna.samplers import BaseSampler, RandomSampler, TPESampler
from optuna.trial import FrozenTrial, TrialState
from sqlalchemy import URL

from engine.errors import TrainingError
from trainer.config import TrainConfig
from trainer.tune_table import TrialRow, row_of
from trainer.tune_trial import Course

if TYPE_CHECKING:
    from trainer.tune import TuneRequest

STUDY_FILE = "study.db"
STUDY_NAME = "veravox"


def open_study(request: TuneRequest) -> optuna.Study:
    """Make the study or find it; what was running when it was left is marked as interrupted.

    Raises:
        TrainingError: The folder holds a search with other settings or other data.
    """
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    url = URL.create("sqlite", database=str(request.out / STUDY_FILE))
    study = optuna.create_study(
        study_name=STUDY_NAME,
        storage=optuna.storages.RDBStorage(url.render_as_string()),
        direction="maximize" if request.settings.higher_is_better else "minimize",
        pruner=_pruner(request),
        load_if_exists=True,
    )
    known = study.user_attrs.get("identity")
    if known is None:
        study.set_user_attr("identity", request.identity())
    elif known != request.identity():
        raise TrainingError(
            f"{request.out} holds a search with other settings or other data", "Name another folder with --out."
        )
    for trial in study.get_trials(states=(TrialState.RUNNING,)):
        study.tell(trial.number, state=TrialState.FAIL)  # without a note: interrupted, not failed
    return study


def _pruner(request: TuneRequest) -> optuna.pruners.BasePruner:
    epochs = request.settings.epochs
    if request.pruner == "median":
        return optuna.pruners.MedianPruner(
            n_startup_trials=min(4, request.trials // 3), n_warmup_steps=max(1, epochs // 5)
        )
    if request.pruner == "hyperband":
        return optuna.pruners.HyperbandPruner(min_resource=1, max_resource=epochs, reduction_factor=3)
    return optuna.pruners.NopPruner()


class Given(BaseSampler):
    """Gives the values it was made with: of a grid's point, or of a trial that was interrupted."""

    def __init__(self, params: dict[str, Any]) -> None:
        self.params = params

    def infer_relative_search_space(self, *_: Any) -> dict[str, Any]:
        """Nothing is drawn together."""
        return {}

    def sample_relative(self, *_: Any) -> dict[str, Any]:
        """Nothing is drawn together."""
        return {}

    def sample_independent(self, study: optuna.Study, trial: FrozenTrial, param_name: str, *_: Any) -> Any:  # noqa: ARG002
        """The value of one setting."""
        return self.params[param_name]


def sampler_for(request: TuneRequest, index: int) -> BaseSampler:
    """For one trial: seeded by its index, so that a restart does not draw the first trials again."""
    seed = request.seed * 1_000_003 + index
    if request.sampler == "grid":
        return Given(request.space.grid(request.seed)[index])
    if request.sampler == "random":
        return RandomSampler(seed=seed)
    return TPESampler(seed=seed, n_startup_trials=min(10, max(3, request.trials // 3)))


def interrupted(study: optuna.Study, request: TuneRequest, index: int) -> FrozenTrial | None:
    """The newest trial of this index that was killed after its settings were drawn."""
    failed = study.get_trials(deepcopy=False, states=(TrialState.FAIL,))
    drawn = [t for t in failed if _is_interrupted(t) and len(t.params) == len(request.space.dimensions)]
    return next((t for t in reversed(drawn) if t.user_attrs.get("index") == index), None)


def _is_interrupted(trial: FrozenTrial) -> bool:
    return trial.state is TrialState.FAIL and "note" not in trial.user_attrs


def tell_study(study: optuna.Study, trial: optuna.Trial, course: Course, config: TrainConfig) -> None:
    """Enter how a trial went."""
    if course.values and not course.pruned and not course.note:
        study.tell(trial, (max if config.higher_is_better else min)(course.values.values()))
    elif course.pruned and not course.note:
        study.tell(trial, state=TrialState.PRUNED)
    else:
        trial.set_user_attr("note", course.note or "no epoch was judged")
        study.tell(trial, state=TrialState.FAIL)


def finished_rows(study: optuna.Study) -> list[TrialRow]:
    """Finished trials, by index; an interrupted one is not finished."""
    higher = study.direction is optuna.study.StudyDirection.MAXIMIZE
    trials = study.get_trials(deepcopy=False, states=(TrialState.COMPLETE, TrialState.PRUNED, TrialState.FAIL))
    return sorted((row_of(t, higher=higher) for t in trials if not _is_interrupted(t)), key=lambda row: row.index)
