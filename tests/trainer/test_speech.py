"""Distillation of the voice-activity network: its material, its file, its figures, and the way as a whole."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime as ort
import pytest

from engine.audio.decode import decode_all
from engine.audio.speech import FRAME_SAMPLES, SpeechDetector
from engine.errors import TrainingError
from trainer.datasets.manifest import read_manifest
from trainer.shards import Shards
from trainer.speech_material import N_FRAMES, Pool, SpeechClips, make_pool, make_sound
from trainer.speech_measure import NoiseClip, measure

torch = pytest.importorskip("torch", reason="needs the extra `train`")

from trainer.speech import DistilConfig, Teacher, distil  # noqa: E402
from trainer.speech_net import SpeechNet, fit, to_onnx  # noqa: E402

Wave = npt.NDArray[np.float32]
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "manifest.csv"
needs_corpus = pytest.mark.skipif(not CORPUS.is_file(), reason="needs ../shared/corpus")


@pytest.fixture
def clips(synth: Any) -> SpeechClips:
    waves = [synth.ai_voice(5.0), synth.human_voice(1.5)]
    samples = [np.round(w * 32767).astype(np.int16) for w in waves]
    lengths = np.array([len(s) for s in samples])
    shards = Shards(np.array([0, lengths[0]]), lengths, (np.concatenate(samples),))
    labels = [np.full(n // FRAME_SAMPLES, 0.9, np.float32) for n in lengths]
    return SpeechClips(shards, (0, 1), labels)


def test_pool_is_the_same_for_the_same_seed(clips: SpeechClips, synth: Any) -> None:
    pools = [make_pool(clips, [synth.noise(4.0)], 20, np.random.default_rng(5)) for _ in range(2)]
    np.testing.assert_array_equal(pools[0].bands, pools[1].bands)
    np.testing.assert_array_equal(pools[0].targets, pools[1].targets)
    other = make_pool(clips, [synth.noise(4.0)], 20, np.random.default_rng(6))
    assert not np.array_equal(pools[0].bands, other.bands)


def test_pool_labels_speech_as_the_teacher_and_noise_as_none(clips: SpeechClips, synth: Any) -> None:
    pool = make_pool(clips, [synth.noise(4.0)], 80, np.random.default_rng(0), no_speech_share=0.5)
    assert pool.bands.shape == (80, 32, 2 * N_FRAMES)
    assert np.isfinite(pool.bands).all()
    is_noise = (pool.targets == 0).all(axis=1)
    assert 0.25 < is_noise.mean() < 0.75
    assert (pool.weights[is_noise] == 1).all()
    spoken = pool.targets[~is_noise]
    np.testing.assert_allclose(spoken[pool.weights[~is_noise] == 1], 0.9, atol=1e-3)
    assert (spoken[pool.weights[~is_noise] == 0] == 0).all()
    assert (pool.weights[~is_noise] == 0).any()  # short clips are padded, and their padding is not learned


def test_made_up_sounds_are_audible_and_finite() -> None:
    rng = np.random.default_rng(3)
    for _ in range(15):
        sound = make_sound(rng)
        assert sound.shape == (80_000,)
        assert np.isfinite(sound).all()
        assert np.abs(sound).max() == pytest.approx(0.5, abs=1e-3)


def test_network_learns_loud_frames() -> None:
    rng = np.random.default_rng(0)
    loud = rng.random((128, 1, N_FRAMES)) > 0.5
    bands = np.repeat(np.where(loud, 1.0, -1.0), 2, axis=2) + 0.1 * rng.standard_normal((128, 32, 2 * N_FRAMES))
    targets = loud[:, 0].astype(np.float16)
    net = fit(Pool(bands.astype(np.float16), targets, np.ones_like(targets)), epochs=12, seed=1, batch=32)
    with torch.no_grad():
        said = net(torch.from_numpy(bands).float()).numpy() > 0
    assert np.mean(said == (targets > 0.5)) > 0.97


def test_the_onnx_file_is_small_clean_and_says_the_same_as_torch(tmp_path: Path) -> None:
    torch.manual_seed(0)
    net = SpeechNet()
    bands = torch.randn(5, 32, 100)
    for _ in range(3):
        net(bands)  # moves the batch statistics away from 0 and 1, so that folding them is tested
    net.eval()
    path = tmp_path / "speech.onnx"
    to_onnx(net, path)
    content = path.read_bytes()
    assert len(content) < 100_000
    assert b"/work" not in content
    (said,) = ort.InferenceSession(content).run(None, {"bands": bands.numpy()})
    with torch.no_grad():
        np.testing.assert_allclose(said, torch.sigmoid(net(bands)).numpy(), atol=1e-5)
    assert said.shape == (5, 50)


class _Echo:
    """A student that calls a frame speech where the audio is loud; the teacher of these tests does too."""

    def frames(self, windows: Wave) -> Wave:
        n = windows.shape[1] // FRAME_SAMPLES
        framed = windows[:, : n * FRAME_SAMPLES].reshape(len(windows), n, FRAME_SAMPLES)
        return (np.sqrt(np.mean(framed**2, axis=2)) > 0.05).astype(np.float32)


def test_figures_of_a_perfect_student() -> None:
    rng = np.random.default_rng(0)
    blocks = np.repeat(rng.random(60) > 0.5, 6)
    samples = (np.repeat(blocks, FRAME_SAMPLES) * 8000).astype(np.int16)
    noise = NoiseClip(np.zeros(50_000, np.float32), np.zeros(97, np.float32), is_known=False, is_babble=True)
    figures = measure(_Echo(), [(samples, blocks.astype(np.float32))], [noise])
    # Windows are not cut on the teacher's frames, so a change of state may fall one frame away.
    assert figures.frame_agreement > 0.9
    assert figures.share_error < 0.05
    assert figures.false_speech["held out, crowd babble"].n_clips == 1
    assert figures.false_speech["all"].student == 0.0
    assert figures.false_speech["used in training"].n_clips == 0


def test_figures_of_a_student_that_never_hears_speech() -> None:
    samples = np.zeros(96_000, np.int16)
    figures = measure(_Echo(), [(samples, np.ones(187, np.float32))], [])
    assert figures.frame_agreement == 0.0
    assert figures.missed == 1.0
    assert figures.share_error == 1.0
    assert figures.judged_alike == 0.0


@pytest.fixture(scope="module")
def teacher() -> Teacher:
    pytest.importorskip("silero_vad", reason="needs the extra `train`")
    return Teacher()


def test_teacher_gives_one_probability_a_whole_frame(teacher: Teacher, speech_wave: Wave) -> None:
    samples = np.round(speech_wave * 32767).astype(np.int16)
    labels = teacher.label(samples)
    assert labels.shape == (len(samples) // FRAME_SAMPLES,)
    assert np.mean(labels >= 0.5) > 0.6
    assert teacher.label(samples[:100]).shape == (0,)


def _tiny_corpus(folder: Path, synth: Any, write_wav: Any) -> Path:
    rows = [("train", "human", synth.human_voice(4.0)), ("train", "ai", synth.ai_voice(4.0))]
    rows += [("dev", "human", synth.human_voice(4.0)), ("noise", "noise", synth.noise(4.0))]
    rows += [("noise", "rir", synth.noise(1.0)), ("noise", "noise", synth.noise(4.0, level=0.1))]
    path = folder / "manifest.csv"
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(["file", "split", "label", "source", "domain"])
        for i, (split, label, wave) in enumerate(rows):
            write_wav(folder / f"{i}.wav", wave)
            writer.writerow([f"{i}.wav", split, label, f"source{i}", "crowd babble" if i == 5 else ""])
    return path


@pytest.mark.usefixtures("teacher")
def test_distil_writes_a_working_network_and_its_card(tmp_path: Path, synth: Any, write_wav: Any) -> None:
    manifest = _tiny_corpus(tmp_path, synth, write_wav)
    config = DistilConfig(n_clips=2, n_windows=64, epochs=1, held_out=("nobody",))
    figures = distil(manifest, tmp_path / "out", cache=tmp_path / "cache", config=config)
    detector = SpeechDetector.load(tmp_path / "out" / "speech.onnx")
    assert detector.frames(synth.noise(3.0)[None]).shape == (1, N_FRAMES)
    assert figures.n_clips == 1
    assert figures.false_speech["all"].n_clips == 2
    assert figures.false_speech["held out, crowd babble"].n_clips == 1
    card = (tmp_path / "out" / "speech.md").read_text(encoding="utf-8")
    assert f"{figures.frame_agreement:.2%}" in card
    assert str(tmp_path) not in card
    # The same again, from the decoded audio: the same network.
    again = distil(manifest, tmp_path / "again", cache=tmp_path / "cache", config=config)
    assert again.frame_agreement == figures.frame_agreement
    assert (tmp_path / "again" / "speech.onnx").read_bytes() == (tmp_path / "out" / "speech.onnx").read_bytes()


@pytest.mark.usefixtures("teacher")
def test_distil_says_which_split_is_missing(tmp_path: Path, synth: Any, write_wav: Any) -> None:
    manifest = _tiny_corpus(tmp_path, synth, write_wav)
    manifest.write_text(manifest.read_text().replace("train", "fit"))
    with pytest.raises(TrainingError, match="train"):
        distil(manifest, tmp_path / "out", cache=tmp_path / "cache")


@needs_corpus
def test_shipped_network_agrees_with_the_teacher_on_dev(teacher: Teacher) -> None:
    labelled = []
    for clip in read_manifest(CORPUS, splits=["dev"])[::20]:
        samples = np.clip(np.round(decode_all(clip.path) * 32767), -32768, 32767).astype(np.int16)
        labelled.append((samples, teacher.label(samples)))
    figures = measure(SpeechDetector.load(), labelled, [])
    assert len(labelled) > 50
    assert figures.frame_agreement >= 0.95


@needs_corpus
def test_shipped_network_hears_no_speech_in_noise() -> None:
    detector, flags = SpeechDetector.load(), []
    for clip in read_manifest(CORPUS, splits=["noise"], labels=["noise"]):
        wave = decode_all(clip.path)[:144_000]
        for start in range(0, len(wave) - FRAME_SAMPLES, 48_000):
            piece = wave[start : start + 48_000]
            said = detector.frames(np.resize(piece, (1, 48_000)))[0] >= 0.5
            flags.append(said[: len(piece) // FRAME_SAMPLES])
    assert len(flags) > 150
    assert np.concatenate(flags).mean() <= 0.05
