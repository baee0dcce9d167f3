"""Converting a tree: one chain for both classes, resumable, and honest about what it could not read."""

from __future__ import annotations

import csv
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from engine.audio.decode import decode_all
from engine.errors import CancelledError, ManifestError, UnreadableDataError, UsageError
from engine.job_lock import JobLock
from trainer.prepare.clips import ClipSettings
from trainer.prepare.convert import REPORT, convert
from trainer.prepare.journal import NO_SPEECH, OK, UNREADABLE
from trainer.prepare.tree import make_tree

ROOT = Path(__file__).resolve().parents[3]
WAV = ClipSettings("wav")

pytestmark = pytest.mark.usefixtures("anything_is_speech")


def report(root: Path) -> dict[str, dict[str, str]]:
    with (root / REPORT).open(newline="") as handle:
        return {row["file"]: row for row in csv.DictReader(handle)}


def contents(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file() and not path.is_relative_to(root / ".prepare")
    }


def test_recordings_become_clips_of_three_seconds_in_mp3(tree: Path) -> None:
    done = convert(tree)
    clips = sorted((tree / "ai_split").rglob("*.mp3"))
    assert [clip.relative_to(tree / "ai_split").as_posix() for clip in clips] == [
        "one/long-wav/0000.mp3",
        "one/long-wav/0001.mp3",
        "one/long-wav/0002.mp3",
        "short-flac/0000.mp3",
    ]
    assert [len(decode_all(clip)) / 16_000 for clip in clips] == [3.0, 3.0, 1.0, 3.0]
    assert len(decode_all(tree / "human_converted" / "one" / "long-wav.mp3")) == 7 * 16_000
    assert len(list((tree / "validation_set" / "human_split").rglob("*.mp3"))) == 1
    assert (done.clips("ai"), done.clips("human"), done.reused) == (4, 5, 0)
    assert soundfile.info(clips[0]).samplerate == 16_000


def test_both_classes_pass_the_same_chain(tmp_path: Path, synth: Any, write_wav: Any) -> None:
    make_tree(tmp_path)
    for label in ("ai", "human"):
        write_wav(tmp_path / f"{label}_full" / "same.wav", synth.ai_voice(5.0))
    convert(tmp_path)
    for stage in ("converted", "split"):
        ai, human = (contents(tmp_path / f"{label}_{stage}") for label in ("ai", "human"))
        assert ai == human
        assert ai


def test_a_clip_is_cut_before_encoding_and_not_after(tree: Path) -> None:
    original = decode_all(tree / "ai_full" / "one" / "long.wav")[48_000:96_000]
    convert(tree, ClipSettings("mp3", 16))
    clip = decode_all(tree / "ai_split" / "one" / "long-wav" / "0001.mp3")
    whole = decode_all(tree / "ai_converted" / "one" / "long-wav.mp3")[48_000:96_000]
    from_original, from_converted = np.std(clip - original), np.std(clip - whole)
    assert from_converted > 0.3 * from_original  # a second encoding would follow the first one closely
    with_wav = convert(tree, WAV)
    exact = decode_all(tree / "ai_split" / "one" / "long-wav" / "0001.wav")
    assert with_wav.reused == 0
    assert np.abs(exact - original).max() < 1e-4


def test_the_last_clip_needs_a_second_of_speech(tmp_path: Path, synth: Any, write_wav: Any) -> None:
    make_tree(tmp_path)
    voice, silence = synth.human_voice(10.0), synth.silence(10.0)
    rate = 16_000
    write_wav(tmp_path / "human_full" / "half.wav", np.concatenate([voice[: 3 * rate], voice[: rate // 2]]))
    write_wav(tmp_path / "human_full" / "quiet.wav", np.concatenate([voice[: 3 * rate], silence[: 2 * rate]]))
    write_wav(tmp_path / "human_full" / "more.wav", voice[: round(4.2 * rate)])
    write_wav(tmp_path / "human_full" / "tiny.wav", voice[: rate // 2])
    convert(tmp_path, WAV)
    rows = report(tmp_path)
    counts = {Path(file).stem: row["clips"] for file, row in rows.items()}
    assert counts == {"half": "1", "quiet": "1", "more": "2", "tiny": "0"}
    assert rows["human_full/tiny.wav"]["status"] == NO_SPEECH


def test_whole_clips_without_speech_are_counted_and_can_be_left_out(tmp_path: Path, synth: Any, write_wav: Any) -> None:
    make_tree(tmp_path)
    pause = np.concatenate([synth.human_voice(3.0), synth.silence(3.0), synth.human_voice(3.0)])
    write_wav(tmp_path / "human_full" / "pause.wav", pause)
    convert(tmp_path, WAV)
    row = report(tmp_path)["human_full/pause.wav"]
    assert (row["clips"], row["silent_clips"]) == ("3", "1")
    convert(tmp_path, ClipSettings("wav", only_speech=True))
    assert sorted(path.name for path in (tmp_path / "human_split").rglob("*.wav")) == ["0000.wav", "0002.wav"]


def test_the_report_tells_what_each_recording_was(tree: Path) -> None:
    convert(tree, WAV)
    row = report(tree)["human_full/one/long.wav"]
    assert (row["label"], row["status"], row["orig_sr"], float(row["seconds"])) == ("human", OK, "16000", 7.0)
    assert row["sha256"] == hashlib.sha256((tree / "human_full/one/long.wav").read_bytes()).hexdigest()
    assert report(tree)["validation_set/human_full/apart.wav"]["part"] == "validation_set"


def test_recordings_with_one_stem_do_not_overwrite_each_other(tmp_path: Path, synth: Any, write_wav: Any) -> None:
    make_tree(tmp_path)
    for name in ("talk.wav", "talk.flac", "talk-wav", "TALK.WAV"):
        made = write_wav(tmp_path / "x.wav", synth.human_voice(3.0))
        made.replace(tmp_path / "human_full" / name)
    done = convert(tmp_path, WAV)
    assert len({outcome.clip_folder.casefold() for outcome in done.outcomes}) == 4
    assert len(list((tmp_path / "human_split").rglob("*.wav"))) == 4


def test_a_second_call_does_only_what_is_new_or_changed(tree: Path, synth: Any, write_wav: Any) -> None:
    convert(tree, WAV)
    before = contents(tree)
    assert convert(tree, WAV).reused == 5
    assert contents(tree) == before
    write_wav(tree / "ai_full" / "new.wav", synth.ai_voice(3.0))
    write_wav(tree / "ai_full" / "one" / "long.wav", synth.ai_voice(4.5))
    (tree / "human_split" / "short-flac" / "0000.wav").unlink()
    done = convert(tree, WAV)
    assert done.reused == 3
    assert sorted(p.name for p in (tree / "ai_split/one/long-wav").iterdir()) == ["0000.wav", "0001.wav"]
    assert (tree / "human_split" / "short-flac" / "0000.wav").is_file()


def test_another_format_replaces_the_first(tree: Path) -> None:
    convert(tree, WAV)
    convert(tree, ClipSettings("opus", 24))
    made = [p for stage in ("converted", "split") for p in tree.rglob(f"*_{stage}/**/*") if p.is_file()]
    assert {p.suffix for p in made} == {".opus"}


def test_too_many_unreadable_files_stop_the_work(tree: Path) -> None:
    (tree / "ai_full" / "broken.mp3").write_bytes(b"ID3 no sound here" * 10)
    with pytest.raises(UnreadableDataError, match=r"1 of 6 recordings.*broken\.mp3") as stopped:
        convert(tree, WAV)
    assert "--allow-bad" in stopped.value.hint
    assert report(tree)["ai_full/broken.mp3"]["status"] == UNREADABLE
    done = convert(tree, WAV, allow_bad=True)
    assert (done.count(OK), done.count(UNREADABLE)) == (5, 1)
    row = report(tree)["ai_full/broken.mp3"]
    assert row["note"]
    assert row["hint"]


def test_two_percent_unreadable_are_accepted(tmp_path: Path, synth: Any, write_wav: Any) -> None:
    make_tree(tmp_path)
    first = write_wav(tmp_path / "human_full" / "0.wav", synth.human_voice(3.0))
    for number in range(1, 49):
        shutil.copy(first, tmp_path / "human_full" / f"{number}.wav")
    (tmp_path / "ai_full" / "broken.wav").write_bytes(b"RIFF")
    assert convert(tmp_path, WAV).count(UNREADABLE) == 1


def test_cancel_keeps_what_is_finished(tree: Path) -> None:
    cancel, seen = threading.Event(), []

    def on_progress(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 2:
            cancel.set()

    with pytest.raises(CancelledError):
        convert(tree, WAV, workers=1, on_progress=on_progress, cancel=cancel)
    assert seen == [(0, 5), (1, 5), (2, 5)]
    assert convert(tree, WAV).reused >= 2
    assert not list((tree / ".prepare").glob("partial*"))


def test_a_tree_without_recordings_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="ai_full"):
        convert(tmp_path)
    make_tree(tmp_path)
    with pytest.raises(ManifestError, match="no recordings"):
        convert(tmp_path)


def test_two_conversions_of_one_tree_at_once_are_refused(tree: Path) -> None:
    (tree / ".prepare").mkdir()
    lock = JobLock(tree / ".prepare" / "convert", 0)
    assert lock.acquire()
    with pytest.raises(UsageError, match="another process"):
        convert(tree)
    lock.release()
    assert convert(tree, WAV).count(OK) == 5


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_killed_conversion_goes_on_and_gives_the_same_files(tmp_path: Path, synth: Any, write_wav: Any) -> None:
    make_tree(tmp_path / "a")
    for number in range(10):
        label = "ai" if number % 2 else "human"
        write_wav(tmp_path / "a" / f"{label}_full" / f"{number}.wav", type(synth)(seed=number).ai_voice(31.0))
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    program = "import sys, pathlib, trainer.prepare.convert as c; c.convert(pathlib.Path(sys.argv[1]), workers=2)"
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", program]
    journal = tmp_path / "a" / ".prepare" / "journal.jsonl"
    with subprocess.Popen([*command, str(tmp_path / "a")], cwd=ROOT, env=environment) as process:
        until = time.monotonic() + 120
        while not (journal.is_file() and journal.read_text().count("\n") >= 2) and time.monotonic() < until:
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
    finished = journal.read_text().count("\n")
    assert 2 <= finished < 10
    journal.write_text(journal.read_text() + '{"file": "ai_full/1.w')  # as if the kill had cut a line off
    subprocess.run([*command, str(tmp_path / "a")], cwd=ROOT, env=environment, check=True)
    subprocess.run([*command, str(tmp_path / "b")], cwd=ROOT, env=environment, check=True)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert not list((tmp_path / "a" / ".prepare").glob("partial*"))


def test_real_speech_is_kept_and_tones_have_none(tmp_path: Path, speech_wave: Any, synth: Any, write_wav: Any) -> None:
    from engine.audio.speech import SpeechDetector
    from trainer.prepare import clips

    make_tree(tmp_path)
    write_wav(tmp_path / "ai_full" / "speech.wav", speech_wave[: 5 * 16_000])
    write_wav(tmp_path / "ai_full" / "tone.wav", synth.tone(5.0))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clips, "_speech", SpeechDetector.load)
        convert(tmp_path, WAV)
    rows = report(tmp_path)
    assert rows["ai_full/speech.wav"]["clips"] == "2"
    assert float(rows["ai_full/speech.wav"]["speech_s"]) > 3.5
    assert float(rows["ai_full/tone.wav"]["speech_s"]) < 0.5
    assert rows["ai_full/tone.wav"]["clips"] == "1"
