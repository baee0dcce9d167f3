"""Decoded shards: every clip in its place, the unreadable listed with its reason, built once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import TrainingError
from trainer import shards as shards_module
from trainer.datasets.manifest import Clip
from trainer.shards import Shards, build_shards, open_shards


@pytest.fixture(scope="module")
def built(synth: Any, write_wav: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Clip], Path, list[Any]]:
    """Two readable clips with a broken one and a missing one between them, and one codec variant."""
    folder = tmp_path_factory.mktemp("clips")
    first = write_wav(folder / "first.wav", synth.tone(0.5))
    broken = folder / "broken.wav"
    broken.write_bytes(b"this is no audio at all")
    last = write_wav(folder / "last.wav", synth.noise(0.25))
    clips = [
        Clip(first, "human", "train", "s"),
        Clip(broken, "ai", "train", "s", "g"),
        Clip(folder / "missing.wav", "ai", "train", "s", "g"),
        Clip(last, "ai", "train", "s", "g"),
    ]
    out = folder / "shards"
    return clips, out, build_shards(clips, out, variants=1, workers=1)


def test_unreadable_clips_are_listed_with_their_reason_and_keep_their_place(built: Any) -> None:
    clips, folder, failed = built
    assert [clip.path.name for clip, _ in failed] == ["broken.wav", "missing.wav"]
    assert all(reason for _, reason in failed)
    assert open_shards(folder).lengths.tolist() == [8000, 0, 0, 4000]
    assert failed[0][0] is clips[1]


def test_samples_are_those_of_the_file(built: Any, synth: Any) -> None:
    shards = open_shards(built[1])
    tone = shards.samples(0)
    assert tone.dtype == np.int16
    assert tone / 32768 == pytest.approx(synth.tone(0.5), abs=2e-4)
    assert shards.samples(3) / 32768 == pytest.approx(synth.noise(0.25), abs=2e-4)
    assert len(shards.samples(1)) == 0


def test_a_variant_has_the_same_length_and_other_samples(built: Any) -> None:
    shards: Shards = open_shards(built[1])
    assert len(shards.variants) == 2
    assert len(shards.samples(0, 1)) == 8000
    assert not np.array_equal(shards.samples(0, 1), shards.samples(0, 0))


def test_a_finished_folder_is_not_built_again(built: Any) -> None:
    clips, folder, failed = built
    before = (folder / "variant0.npy").stat().st_mtime_ns
    assert build_shards(clips, folder, variants=1, workers=1) == failed
    assert (folder / "variant0.npy").stat().st_mtime_ns == before


def test_other_clips_or_variants_are_built_anew(built: Any, tmp_path: Path) -> None:
    clips = built[0]
    seen: list[tuple[int, int]] = []
    build_shards(clips[:1], tmp_path, variants=0, workers=1, on_progress=lambda done, of: seen.append((done, of)))
    assert seen == [(1, 1)]
    assert open_shards(tmp_path).lengths.tolist() == [8000]
    build_shards([clips[3]], tmp_path, variants=0, workers=1)
    assert open_shards(tmp_path).lengths.tolist() == [4000]


def test_an_unfinished_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "variant0.npy").touch()
    with pytest.raises(TrainingError, match="No decoded data"):
        open_shards(tmp_path)


def test_the_index_is_written_last_and_names_the_failed(built: Any) -> None:
    index = json.loads((built[1] / "index.json").read_text())
    assert [number for number, _ in index["failed"]] == [1, 2]
    assert not list(built[1].glob("*.tmp"))


def test_decoding_starts_no_processes(built: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr("multiprocessing.process.BaseProcess.start", refuse)
    monkeypatch.setattr("os.fork", refuse, raising=False)
    clips, _, failed = built
    assert build_shards(clips, tmp_path / "again", variants=1, workers=2) == failed
    assert len(open_shards(tmp_path / "again").lengths) == len(clips)


def test_clips_behind_those_that_are_there_are_added(
    built: Any, synth: Any, write_wav: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clips = built[0]
    added = Clip(write_wav(tmp_path / "added.wav", synth.tone(0.3)), "ai", "train", "s", "twin")
    once, twice = tmp_path / "once", tmp_path / "twice"
    failed = build_shards([*clips, added], once, variants=1, workers=1)
    build_shards(clips, twice, variants=1, workers=1)
    decoded: list[Path] = []
    real = shards_module._decode_job

    def spy(job: Any) -> Any:
        decoded.append(job[0])
        return real(job)

    monkeypatch.setattr(shards_module, "_decode_job", spy)
    assert build_shards([*clips, added], twice, variants=1, workers=1) == failed
    assert decoded == [added.path]
    assert json.loads((twice / "index.json").read_text()) == json.loads((once / "index.json").read_text())
    for v in range(2):
        assert np.array_equal(open_shards(once).variants[v], open_shards(twice).variants[v])


def test_what_was_stopped_while_it_was_added_is_decoded_again(built: Any, tmp_path: Path) -> None:
    clips = built[0]
    build_shards(clips[:1], tmp_path, variants=0, workers=1)
    np.save(tmp_path / "variant0.npy", np.zeros(9_000, np.int16))
    build_shards(clips, tmp_path, variants=0, workers=1)
    assert open_shards(tmp_path).lengths.tolist() == [8000, 0, 0, 4000]
    assert np.abs(open_shards(tmp_path).samples(0)).max() > 1000
