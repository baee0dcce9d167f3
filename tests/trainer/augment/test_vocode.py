"""Vocoded twins: the right clips, the right rows, the same codec, made once."""

from __future__ import annotations

import os
import re
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.audio.decode import decode_all, open_audio
from engine.errors import CancelledError, ManifestError, UsageError
from main import main
from trainer.augment.base import rms
from trainer.augment.vocode import LONGEST_S, VocodeRequest, choose, vocode
from trainer.data import open_material
from trainer.datasets.manifest import Clip, read_manifest
from trainer.datasets.rows import write_rows
from trainer.prepare.encode import open_writer
from trainer.splits import SplitPlan, split

BOTH = VocodeRequest(1.0, ("griffin-lim", "lpc"))


@pytest.fixture(scope="module")
def data(synth: Any, write_wav: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six human clips of three sources in train, one in dev, two AI clips; one human file is no audio."""
    folder = tmp_path_factory.mktemp("data")
    clips = []
    for number in range(7):
        path = write_wav(folder / f"h{number}.wav", type(synth)(seed=number).human_voice(1.5))
        split = "dev" if number == 6 else "train"
        extra = {"id": f"id{number}", "sha256": "old", "language": "en"}
        clips.append(Clip(path, "human", split, f"site {number // 2}", "", f"anna {number}", "bonafide", 1.5, extra))
    for number in range(2):
        path = write_wav(folder / f"a{number}.wav", type(synth)(seed=number).ai_voice(1.5))
        clips.append(Clip(path, "ai", "train", "maker", "tts", "", "tts", 1.5, {"id": f"ai{number}"}))
    write_rows(folder / "manifest.csv", clips)
    return folder / "manifest.csv"


def test_twins_are_ai_of_the_same_source_and_sound_like_their_originals(data: Path, tmp_path: Path) -> None:
    done = vocode(open_material(data), tmp_path, BOTH, workers=1)
    rows = read_manifest(done.manifest)
    twins = [clip for clip in rows if clip.kind == "copy-synthesis"]
    assert len(twins) == len(done.twins) == 6
    assert len(rows) == 9 + 6
    originals = {clip.path.name: clip for clip in rows if clip.label == "human"}
    assert sorted(t.generator for t in twins) == ["griffin-lim"] * 3 + ["lpc"] * 3
    for twin in twins:
        original = originals[twin.extra["copy_of"]]
        assert (twin.label, twin.split) == ("ai", "train")
        assert (twin.source, twin.speaker) == (original.source, original.speaker)
        assert twin.extra["id"] == f"{original.extra['id']}-{twin.generator}"
        assert twin.extra["language"] == "en"
        assert len(twin.extra["sha256"]) == 64
        wave, before = decode_all(twin.path), decode_all(original.path)
        assert len(wave) == len(before)
        assert twin.seconds == pytest.approx(1.5, abs=0.01)
        assert rms(wave) == pytest.approx(rms(before), rel=0.1)
        assert abs(np.corrcoef(wave, before)[0, 1]) < 0.95
    assert done.ai_share == pytest.approx(6 / 8)
    assert done.has_splits
    assert [clip.path for clip in read_manifest(tmp_path / "vocoded.csv")] == [twin.path for twin in twins]


def test_a_new_split_keeps_every_twin_with_its_original(data: Path, tmp_path: Path) -> None:
    rows = read_manifest(vocode(open_material(data), tmp_path, BOTH, workers=1).manifest)
    for seed in range(5):
        placed = split(rows, SplitPlan((0.6, 0.4, 0.0), ("source", "speaker"), seed=seed)).clips
        where = {clip.path.name: clip.split for clip in placed}
        assert set(where.values()) == {"train", "dev"}
        assert all(clip.split == where[clip.extra["copy_of"]] for clip in placed if clip.extra.get("copy_of"))


def test_a_second_call_makes_nothing_again_but_what_changed(data: Path, tmp_path: Path) -> None:
    first = vocode(open_material(data), tmp_path, BOTH, workers=1)
    times = {twin.path: twin.path.stat().st_mtime_ns for twin in first.twins}
    again = vocode(open_material(data), tmp_path, BOTH, workers=2)
    assert (again.reused, again.twins) == (6, first.twins)
    assert {twin.path: twin.path.stat().st_mtime_ns for twin in again.twins} == times
    other = vocode(open_material(data), tmp_path, replace(BOTH, seed=1), workers=1)
    assert other.reused == 0
    source = data.parent / "h0.wav"
    stamp = source.stat()
    os.utime(source, ns=(stamp.st_atime_ns, stamp.st_mtime_ns + 1))
    changed = vocode(open_material(data), tmp_path, BOTH, workers=1)
    assert changed.reused == 5
    os.utime(source, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))


@pytest.mark.parametrize(("name", "kbits"), [("mp3", 48), ("opus", 24), ("flac", 0)])
def test_the_twin_is_encoded_as_its_original(name: str, kbits: int, synth: Any, tmp_path: Path) -> None:
    path = tmp_path / f"voice.{name}"
    with open_writer(path, name, kbits) as out:
        out.write(synth.human_voice(2.0))
    write_rows(tmp_path / "m.csv", [Clip(path, "human", source="s")])
    done = vocode(open_material(tmp_path / "m.csv"), tmp_path / "out", VocodeRequest(1.0, ("lpc",)), workers=1)
    with open_audio(done.twins[0].path) as stream:
        info = stream.info
    assert info.codec == name == done.twins[0].extra["codec"]
    if kbits:
        assert info.bit_rate == pytest.approx(1000 * kbits, rel=0.35)
    assert not done.has_splits


def test_vorbis_stays_vorbis_and_a_long_recording_gives_a_piece(synth: Any, tmp_path: Path) -> None:
    import soundfile

    path = tmp_path / "long.ogg"
    wave = synth.human_voice(45.0)
    with soundfile.SoundFile(path, "w", 16_000, 1, "VORBIS", format="OGG") as file:
        for start in range(0, len(wave), 16_000):
            file.write(wave[start : start + 16_000])
    write_rows(tmp_path / "m.csv", [Clip(path, "human")])
    done = vocode(open_material(tmp_path / "m.csv"), tmp_path / "out", VocodeRequest(1.0, ("lpc",)), workers=1)
    with open_audio(done.twins[0].path) as stream:
        assert stream.info.codec == "vorbis"
    assert done.twins[0].seconds == pytest.approx(LONGEST_S, abs=0.1)


def test_every_source_gives_the_same_share() -> None:
    clips = [
        Clip(Path(f"{source}/{n}.wav"), "human", source=source)
        for source, count in (("a", 40), ("b", 10), ("c", 1), ("d", 1), ("e", 1), ("f", 1))
        for n in range(count)
    ]
    chosen = choose(clips, 0.5, 0)
    counts = [sum(clip.source == source for clip in chosen) for source in "abcdef"]
    assert counts[:2] == pytest.approx([20, 5], abs=1)
    assert sum(counts) == pytest.approx(27, abs=1)
    assert 1 <= sum(counts[2:]) <= 3
    assert chosen == choose(clips[::-1], 0.5, 0)
    assert chosen != choose(clips, 0.5, 1)


def test_what_cannot_be_read_is_listed_and_the_rest_is_made(data: Path, tmp_path: Path) -> None:
    clips = read_manifest(data, labels=("human",))[:2]
    (tmp_path / "broken.wav").write_bytes(b"no audio")
    bad = [Clip(tmp_path / "broken.wav", "human"), Clip(tmp_path / "absent.wav", "human")]
    write_rows(tmp_path / "m.csv", [*clips, *bad])
    request = VocodeRequest(1.0, ("lpc",), split="")
    write_rows(tmp_path / "m.csv", [replace(clip, split="") for clip in (*clips, *bad)])
    done = vocode(open_material(tmp_path / "m.csv"), tmp_path / "out", request, workers=1)
    assert len(done.twins) == 2
    assert {problem.path.name for problem in done.problems} == {"broken.wav", "absent.wav"}
    assert done.problem_list is not None
    assert "broken.wav" in done.problem_list.read_text()
    write_rows(tmp_path / "m.csv", bad)
    with pytest.raises(ManifestError, match="None of the human clips"):
        vocode(open_material(tmp_path / "m.csv"), tmp_path / "out", request, workers=1)


def test_a_cancel_keeps_what_is_finished(data: Path, tmp_path: Path) -> None:
    cancel = threading.Event()

    def stop(done: int, total: int) -> None:
        assert total == 6
        if done == 2:
            cancel.set()

    with pytest.raises(CancelledError):
        vocode(open_material(data), tmp_path, BOTH, workers=1, on_progress=stop, cancel=cancel)
    assert not (tmp_path / "manifest.csv").exists()
    assert not list(tmp_path.rglob("*.part"))
    there = len(list((tmp_path / "clips").rglob("*.wav"))) + len(list((tmp_path / "clips").rglob("*.flac")))
    assert there >= 2
    assert vocode(open_material(data), tmp_path, BOTH, workers=1).reused == there


def test_senseless_requests_are_refused(data: Path, tmp_path: Path) -> None:
    material = open_material(data)
    with pytest.raises(UsageError, match="share"):
        vocode(material, tmp_path, replace(BOTH, share=0.0))
    with pytest.raises(UsageError, match="There is no copy synthesis"):
        vocode(material, tmp_path, replace(BOTH, kinds=("lpq",)))
    with pytest.raises(ManifestError, match="no human clips in the split 'test'") as caught:
        vocode(material, tmp_path, replace(BOTH, split="test"))
    assert "dev, train" in caught.value.hint
    with pytest.raises(UsageError, match="holds the manifest"):
        vocode(material, data.parent, BOTH)


def test_the_command_tells_what_it_made(data: Path, tmp_path: Path, capsys: Any) -> None:
    asked = ["augment", "vocode", str(data), "--out", str(tmp_path), "--share", "0.5", "--kinds", "lpc,griffin-lim"]
    assert main([*asked, "--workers", "1"]) == 0
    told = capsys.readouterr().out
    assert re.search(r"3 vocoded twins \(2 lpc, 1 griffin-lim\), 0 of them finished before", told)
    assert "60 % of the AI clips" in told
    assert f"veravox train --data {tmp_path / 'manifest.csv'}" in told
    assert main(["augment", "vocode", str(data), "--out", str(tmp_path), "--kinds", "lpq"]) != 0
    assert "'lpc'" in capsys.readouterr().err


@pytest.mark.slow
def test_a_killed_process_leaves_whole_files_only(data: Path, tmp_path: Path) -> None:
    import signal
    import subprocess
    import sys

    code = (
        "import sys; from pathlib import Path; from trainer.data import open_material;"
        "from trainer.augment.vocode import VocodeRequest, vocode;"
        "vocode(open_material(Path(sys.argv[1])), Path(sys.argv[2]), VocodeRequest(1.0, ('griffin-lim',)), workers=1)"
    )
    root = Path(__file__).resolve().parents[3]
    process = subprocess.Popen([sys.executable, "-c", code, str(data), str(tmp_path)], cwd=root)
    deadline = time.monotonic() + 60
    while not list(tmp_path.rglob("h*.flac")) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    there = [path for path in tmp_path.rglob("h*.flac") if not path.name.startswith(".")]
    assert there
    assert all(len(decode_all(path)) == 24_000 for path in there)
    done = vocode(open_material(data), tmp_path, VocodeRequest(1.0, ("griffin-lim",)), workers=1)
    assert done.reused == len(there)
    assert len(done.twins) == 6
