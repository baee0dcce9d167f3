"""Branches: taken apart and put together without a change; means of runs; refused where they do not belong together."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from engine.errors import TrainingError

torch = pytest.importorskip("torch", reason="torch belongs to the train extra")

from engine.frontend import make_front_end  # noqa: E402 - needs torch
from engine.models.registry import architecture, build  # noqa: E402
from main import main  # noqa: E402
from trainer.branches import BRANCHES, average, branch_args, check_branch, join_branches, split_branch  # noqa: E402
from trainer.config import TrainConfig  # noqa: E402
from trainer.join import JoinRequest, join  # noqa: E402
from trainer.model_card import training_in_words  # noqa: E402
from trainer.trained import AVERAGE, load_trained  # noqa: E402

ARGS: dict[str, Any] = {"width": 4, "stem_stride": [4, 2]}


def spectrograms(name: str) -> list[Any]:
    """Random ones, for each front end of a network."""
    generator = torch.Generator().manual_seed(3)
    shapes = [make_front_end(each, {}).shape for each in architecture(name).front_ends]
    return [torch.randn(2, 1, *shape, generator=generator) for shape in shapes]


def network(name: str, args: dict[str, Any], seed: int = 0) -> Any:
    """Untrained, with norms that have counted something."""
    torch.manual_seed(seed)
    net = build(name, args).train()
    with torch.no_grad():
        net(*spectrograms(name))
    return net.eval()


def run_of(folder: Path, model: str, args: dict[str, Any], net: Any, **record: Any) -> Path:
    """A run's folder as training leaves it."""
    (folder / "checkpoints").mkdir(parents=True)
    state = {AVERAGE + key: value for key, value in net.state_dict().items()}
    torch.save({"state_dict": state, "epoch": 1, "global_step": 200}, folder / "checkpoints" / "last.ckpt")
    config = TrainConfig(model=model, model_args=args, seed=9).model_dump()
    ends = {name: {"mean": -1.5, "std": 2.0} for name in architecture(model).front_ends}
    content = {"config": config, "manifest_sha256": "abc", "front_ends": ends, **record}
    (folder / "run.json").write_text(json.dumps(content))
    return folder


@pytest.mark.parametrize("name", list(BRANCHES))
def test_what_is_taken_apart_is_put_together_again(name: str) -> None:
    whole = network(name, ARGS)
    state = whole.state_dict()
    parts = {branch: split_branch(state, branch) for branch in BRANCHES[name]}
    for branch, part in parts.items():
        build(branch, branch_args(name, ARGS, branch)).load_state_dict(part)
    again = join_branches(name, ARGS, parts)
    assert set(again) == set(state)
    assert all(torch.equal(again[key], state[key]) for key in state if key != "mix")
    assert again["mix"].tolist() == pytest.approx([1.0 / len(parts)] * len(parts))


def test_what_does_not_belong_together_is_refused() -> None:
    state = network("duo", ARGS).state_dict()
    parts = {branch: split_branch(state, branch) for branch in BRANCHES["duo"]}
    with pytest.raises(TrainingError, match="put together from cnn, seresnet"):
        join_branches("duo", ARGS, {"cnn": parts["cnn"]})
    with pytest.raises(TrainingError, match="do not fit a duo"):
        join_branches("duo", {**ARGS, "width": 8}, parts)
    with pytest.raises(TrainingError, match="has no branch 'vit'") as caught:
        check_branch("duo", "vit")
    assert "cnn, seresnet" in caught.value.hint
    with pytest.raises(TrainingError, match="'cnn' has no branch"):
        branch_args("cnn", {}, "cnn")
    with pytest.raises(TrainingError, match="different kinds"):
        average([parts["cnn"], parts["seresnet"]])


def test_a_mean_lies_between_and_counters_stay_whole() -> None:
    first, second = (network("seresnet", {"width": 4}, seed).state_dict() for seed in (1, 2))
    mean = average([first, second])
    key = "stages.0.conv1.weight"
    assert mean[key].numpy() == pytest.approx((first[key] + second[key]).numpy() / 2, abs=1e-6)
    assert mean["stem.1.num_batches_tracked"].dtype == torch.int64
    assert average([first])[key].equal(first[key])


def test_runs_are_joined_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    duo = network("duo", ARGS)
    alone = network("seresnet", {"width": 4}, seed=1)
    whole = run_of(tmp_path / "duo", "duo", ARGS, duo)
    written_out = asdict(make_front_end("log_spectrogram", {"mean": -1.5, "std": 2.0}))  # type: ignore[call-overload]
    ends = {"front_ends": {"log_spectrogram": written_out}}
    config = TrainConfig(model="seresnet", model_args={"width": 4}, seed=8).model_dump()
    other = run_of(tmp_path / "alone", "seresnet", {"width": 4}, alone, config=config, **ends)
    out = tmp_path / "joined"
    command = ["join", "--model", "duo", "--branch", f"cnn={whole}", "--branch", f"seresnet={whole},{other}"]
    command += ["--out", str(out)]
    assert main(command) == 0
    assert f"veravox export --run {out} --checkpoint last" in capsys.readouterr().err.replace("\n", " ")

    made = load_trained(out, "last")
    assert (made.architecture, dict(made.model_args)) == ("duo", ARGS)
    assert made.front_end_args("log_spectrogram") == written_out
    assert made.front_end_args("peak_spectrogram")["mean"] == -1.5
    assert made.record["manifest_sha256"] == "abc"
    words = training_in_words(made)
    assert words.startswith("`cnn`: 200 steps")
    assert "`seresnet`: the mean of the weights of 2 runs: (50%) 200 steps" in words
    assert "seed 8" in words
    alone_in_words = training_in_words(made.branch("seresnet"))
    assert alone_in_words.startswith("the mean of the weights of 2 runs")
    assert "cnn" not in alone_in_words
    data = spectrograms("duo")
    with torch.no_grad():
        net: Any = made.network()
        assert net.cnn(data[0]).numpy() == pytest.approx(duo.cnn(data[0]).numpy(), abs=1e-5)
        expected = build("seresnet", {"width": 4}).eval()
        expected.load_state_dict(average([duo.seresnet.state_dict(), alone.state_dict()]))
        assert net.seresnet(data[1]).numpy() == pytest.approx(expected(data[1]).numpy(), abs=1e-5)

    assert main(command) == 2
    assert "holds a run already" in capsys.readouterr().err.replace("\n", " ")
    further = tmp_path / "further"
    again = ["join", "--model", "duo", "--branch", f"cnn={out}", "--branch", f"seresnet={out},{other}"]
    assert main([*again, "--out", str(further)]) == 0
    assert len(load_trained(further, "last").record["joined"]["seresnet"]) == 3  # what the joined run was made of
    words = training_in_words(load_trained(further, "last"))
    assert "mean of the weights of 2 runs: (25%) 200 steps" in words
    assert "(75%) 200 steps" in words


def test_runs_of_a_network_without_branches_are_averaged(tmp_path: Path) -> None:
    runs = [
        run_of(tmp_path / str(seed), "seresnet", {"width": 4}, network("seresnet", {"width": 4}, seed))
        for seed in (1, 2)
    ]
    path = join(JoinRequest("seresnet", {"seresnet": runs}, tmp_path / "out"))
    assert path == tmp_path / "out" / "checkpoints" / "last.ckpt"
    states = [load_trained(run, "last").state for run in runs]
    made = load_trained(tmp_path / "out", "last")
    made.network()
    key = "head.2.weight"
    assert made.state[key].numpy() == pytest.approx((states[0][key] + states[1][key]).numpy() / 2, abs=1e-6)


@pytest.mark.parametrize(
    "words", [["--branch", "cnn"], ["--branch", "cnn=a", "--branch", "cnn=b"], ["--branch", "=a,"]]
)
def test_a_branch_named_twice_or_without_a_run_is_refused(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["join", "--model", "duo", *words, "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_runs_of_another_kind_are_refused(tmp_path: Path) -> None:
    duo = network("duo", ARGS)
    whole = run_of(tmp_path / "duo", "duo", ARGS, duo)
    cnn = run_of(tmp_path / "cnn", "cnn", {"stem_stride": [4, 2]}, duo.cnn)
    wide = run_of(tmp_path / "wide", "seresnet", {"width": 8}, network("seresnet", {"width": 8}))
    ends = {"log_spectrogram": {"mean": 7.0, "std": 2.0}}
    other = run_of(tmp_path / "other", "seresnet", {"width": 4}, duo.seresnet, front_ends=ends)

    def refused(match: str, model: str = "duo", **parts: list[Path]) -> None:
        with pytest.raises(TrainingError, match=match):
            join(JoinRequest(model, parts, tmp_path / "out"))
        assert not (tmp_path / "out").exists()

    refused("is a run of 'cnn', not of 'seresnet'", cnn=[whole], seresnet=[cnn])
    refused("other arguments: width is 8, not 4", cnn=[whole], seresnet=[whole, wide])
    refused("standardised otherwise", cnn=[whole], seresnet=[whole, other])
    refused("has no branch 'vit'", vit=[whole])
    refused("put together from cnn, seresnet", cnn=[whole])
    refused("has no branches", model="vit", cnn=[cnn])
    refused("not the folder of a training run", cnn=[whole], seresnet=[tmp_path / "nowhere"])
