"""The listening page: every transform, in sound and picture, self-contained, and nothing in it that can act."""

from __future__ import annotations

import base64
import re
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from PIL import Image

from engine.errors import CancelledError, UsageError
from main import main
from trainer.augment.chain import CHANCES
from trainer.augment.codec import ALL_CODECS
from trainer.augment.copy_synthesis import EVERY, NEURAL
from trainer.preview import preview
from trainer.preview_picture import png, spectrogram_db


@pytest.fixture(scope="module")
def clip(synth: Any, write_wav: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = write_wav(tmp_path_factory.mktemp("clip") / "a <b> & 'c'.wav", synth.human_voice(2.0))
    return path


def test_a_clip_becomes_a_page_with_every_transform(clip: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    done = preview(clip, tmp_path, seed=2, on_progress=lambda *at: seen.append(at))
    assert done.clips == (clip.name,)
    names = {"before", "chain-1", *CHANCES, *EVERY, *(f"codec-{c.name}" for c in ALL_CODECS)}
    folder = tmp_path / "1-clip"
    sounds = {path.stem for path in folder.glob("*.wav")}
    pictures = {path.stem for path in folder.glob("*.png")}
    assert sounds >= names - {"world", *NEURAL}  # their packages may be absent
    assert pictures >= {*names, "masks", "mixup"}
    assert done.files == len(sounds) + len(pictures)
    assert seen[-1][0] == seen[-1][1]
    assert [at for at, _ in seen] == sorted(at for at, _ in seen)
    before = soundfile.read(folder / "before.wav", dtype="float32")[0]
    assert len(before) == 48_000
    for name in set(CHANCES) - {"gate"}:  # this voice has no pauses
        assert not np.array_equal(soundfile.read(folder / f"{name}.wav", dtype="float32")[0], before), name


def test_the_page_needs_nothing_else_and_escapes_names(clip: Path, tmp_path: Path) -> None:
    text = preview(clip, tmp_path).page.read_text(encoding="utf-8")
    addresses = re.findall(r'(?:src|href)="([^"]*)"', text)
    assert len(addresses) > 40
    assert all(address.startswith("data:") for address in addresses)
    assert "<script" not in text
    assert "a <b>" not in text
    assert "a &lt;b&gt; &amp; &#39;c&#39;.wav" in text
    assert "prefers-color-scheme: dark" in text
    assert text.count("<audio") == len(list(tmp_path.rglob("*.wav")))
    sound = next(address for address in addresses if address.startswith("data:audio/flac"))
    assert base64.b64decode(sound.split(",")[1]).startswith(b"fLaC")


def test_a_data_set_gives_a_clip_of_each_class_and_its_noise(voices_manifest: Path, tmp_path: Path) -> None:
    done = preview(voices_manifest, tmp_path, strength=0.5)
    assert [name.split("_")[1] for name in done.clips] == ["human", "ai"]
    assert (tmp_path / "1-human" / "lpc.wav").is_file()
    assert not (tmp_path / "2-ai" / "lpc.wav").exists()  # what is AI already gets no twin
    text = done.page.read_text(encoding="utf-8")
    assert "pink noise stands in" not in text
    assert "at strength 0.5" in text


def test_the_seed_decides(clip: Path, tmp_path: Path) -> None:
    sounds = []
    for folder, seed in (("a", 1), ("b", 1), ("c", 2)):
        preview(clip, tmp_path / folder, seed=seed)
        sounds.append((tmp_path / folder / "1-clip" / "shoebox.wav").read_bytes())
    assert sounds[0] == sounds[1]
    assert sounds[0] != sounds[2]


def test_a_cancel_and_a_wrong_strength_are_told(clip: Path, tmp_path: Path) -> None:
    cancel = threading.Event()
    with pytest.raises(CancelledError):
        preview(clip, tmp_path, on_progress=lambda *_: cancel.set(), cancel=cancel)
    assert not (tmp_path / "index.html").exists()
    with pytest.raises(UsageError, match="strength"):
        preview(clip, tmp_path, strength=1.5)


def test_low_frequencies_are_at_the_bottom_and_louder_is_brighter(tmp_path: Path) -> None:
    t = np.arange(16_000) / 16_000
    wave = (0.5 * np.sin(2 * np.pi * 1000 * t) + 0.005 * np.sin(2 * np.pi * 6000 * t)).astype(np.float32)
    picture = spectrogram_db(wave)
    (tmp_path / "p.png").write_bytes(png(picture, float(picture.max())))
    image = np.asarray(Image.open(tmp_path / "p.png").convert("L"), dtype=float)[:, 20:80].mean(1)
    assert image.shape == (257,)
    rows = [256 - round(hz / 8000 * 256) for hz in (1000, 3500, 6000)]
    loud, silent, soft = (image[row] for row in rows)
    assert loud > soft + 40 > silent + 60
    assert int(image.argmax()) == pytest.approx(rows[0], abs=1)


def test_the_command_writes_the_page(clip: Path, tmp_path: Path, capsys: Any) -> None:
    assert main(["augment", "preview", str(clip), "--out", str(tmp_path / "page"), "--seed", "4"]) == 0
    assert str(tmp_path / "page" / "index.html") in capsys.readouterr().out
    assert (tmp_path / "page" / "index.html").is_file()
    assert main(["augment", "preview", str(tmp_path / "none.wav"), "--out", str(tmp_path / "other")]) != 0
    assert "none.wav" in capsys.readouterr().err


def test_without_pyworld_the_page_says_what_is_missing(
    clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyworld", None)
    text = preview(clip, tmp_path).page.read_text(encoding="utf-8")
    assert "veravox[world]" in text
    assert not (tmp_path / "1-clip" / "world.wav").exists()
    assert (tmp_path / "1-clip" / "lpc.wav").is_file()
