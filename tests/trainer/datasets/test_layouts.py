"""Every layout on a small tree in its format, found by itself."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from engine.errors import ManifestError
from trainer.datasets.layout import LAYOUTS, detect_layout
from trainer.datasets.manifest import Clip


def clips_of(root: Path, layout: str) -> dict[str, Clip]:
    """By path below the root; the layout has to be recognised."""
    found = detect_layout(root)
    assert found.name == layout
    clips = found.read(root)
    by_name = {clip.path.relative_to(root.resolve()).as_posix(): clip for clip in clips}
    assert len(by_name) == len(clips)
    return by_name


def test_the_tree_of_prepare(tmp_path: Path, put: Any) -> None:
    put("ai_full/tts/talk.wav", "human_full/anna/talk.wav")
    put("ai_split/tts/talk-wav/0000.wav", "ai_split/tts/talk-wav/0001.wav", "ai_split/loose-wav/0000.wav")
    put("human_split/anna/talk-wav/0000.wav", "validation_set/human_split/bob/x-wav/0000.wav")
    (tmp_path / "prepare_report.csv").write_text(
        "file,clip_folder,converted,orig_sr,orig_codec\n"
        "human_full/anna/talk.wav,human_split/anna/talk-wav,human_converted/anna/talk-wav.mp3,44100,aac\n"
    )
    clips = clips_of(tmp_path, "ai_human")
    assert len(clips) == 5
    first, second = (clips[f"ai_split/tts/talk-wav/000{i}.wav"] for i in (0, 1))
    assert first.source == second.source != clips["ai_split/loose-wav/0000.wav"].source
    assert (first.label, first.generator, first.split) == ("ai", "tts", "")
    assert clips["ai_split/loose-wav/0000.wav"].generator == ""
    human = clips["human_split/anna/talk-wav/0000.wav"]
    assert (human.label, human.speaker, human.extra["orig_sr"]) == ("human", "anna", "44100")
    assert clips["validation_set/human_split/bob/x-wav/0000.wav"].split == "dev"


def test_the_tree_of_the_seed_project_with_clips_side_by_side(tmp_path: Path, put: Any) -> None:
    put("ai_split/talk_0.wav", "ai_split/talk_1.wav", "ai_split/other_0.wav", "human_split/a_part_10.wav")
    put("human_split/a_part_2.wav", "human_converted/a.wav", "ai_converted/talk.wav")
    clips = clips_of(tmp_path, "ai_human")
    sources = {name: clip.source for name, clip in clips.items()}
    assert sources["ai_split/talk_0.wav"] == sources["ai_split/talk_1.wav"] != sources["ai_split/other_0.wav"]
    assert sources["human_split/a_part_10.wav"] == sources["human_split/a_part_2.wav"]
    assert len(clips) == 5


@pytest.mark.parametrize("top", ["", "archive/release_in_the_wild/"])
def test_in_the_wild(tmp_path: Path, put: Any, top: str) -> None:
    put(f"{top}0.wav", f"{top}1.wav")
    (tmp_path / top / "meta.csv").write_text("file,speaker,label\n0.wav,Alec Guinness,spoof\n1.wav,Ann,bona-fide\n")
    clips = clips_of(tmp_path, "in_the_wild")
    assert (clips[f"{top}0.wav"].label, clips[f"{top}0.wav"].speaker) == ("ai", "Alec Guinness")
    assert clips[f"{top}1.wav"].label == "human"


def test_asvspoof_2019(tmp_path: Path, put: Any) -> None:
    put("LA/ASVspoof2019_LA_train/flac/LA_T_1138215.flac", "LA/ASVspoof2019_LA_train/flac/LA_T_1271820.flac")
    put("LA/ASVspoof2019_LA_eval/flac/LA_E_2834763.flac")
    protocols = tmp_path / "LA" / "ASVspoof2019_LA_cm_protocols"
    protocols.mkdir()
    (protocols / "ASVspoof2019.LA.cm.train.trn.txt").write_text(
        "LA_0079 LA_T_1138215 - - bonafide\nLA_0081 LA_T_1271820 - A01 spoof\n"
    )
    (protocols / "ASVspoof2019.LA.cm.eval.trl.txt").write_text("LA_0039 LA_E_2834763 - A11 spoof\n")
    clips = clips_of(tmp_path, "asvspoof")
    human = clips["LA/ASVspoof2019_LA_train/flac/LA_T_1138215.flac"]
    assert (human.label, human.split, human.generator) == ("human", "train", "")
    assert human.speaker.endswith("LA_0079")
    ai = clips["LA/ASVspoof2019_LA_train/flac/LA_T_1271820.flac"]
    assert (ai.label, ai.generator) == ("ai", "ASVspoof 2019 LA A01")
    assert clips["LA/ASVspoof2019_LA_eval/flac/LA_E_2834763.flac"].split == "test"


def test_asvspoof_2021(tmp_path: Path, put: Any) -> None:
    put("ASVspoof2021_LA_eval/flac/LA_E_9332881.flac", "ASVspoof2021_DF_eval/flac/DF_E_2000011.flac")
    put("ASVspoof2021_DF_eval/flac/DF_E_2000013.flac")
    spoken = {
        "LA": ["LA_0009 LA_E_9332881 alaw ita_tx A07 spoof notrim eval"],
        "DF": [
            "LA_0023 DF_E_2000011 nocodec asvspoof A14 spoof notrim progress traditional_vocoder - - - -",
            "TEF2 DF_E_2000013 low_m4a vcc2020 Task1-team20 spoof notrim eval neural_vocoder Task1 team20 FF E",
            "LA_0043 DF_E_2000026 mp3m4a asvspoof bonafide bonafide notrim eval bonafide - - - -",
        ],
    }
    for part, lines in spoken.items():
        text = "\n".join(lines)
        for kind in ("CM", "ASV"):
            folder = tmp_path / "keys" / part / kind
            folder.mkdir(parents=True)
            (folder / "trial_metadata.txt").write_text(text if kind == "CM" else "LA_0007 - LA_E_1 nontarget\n")
    clips = clips_of(tmp_path, "asvspoof")
    la = clips["ASVspoof2021_LA_eval/flac/LA_E_9332881.flac"]
    assert (la.label, la.split, la.extra["orig_codec"]) == ("ai", "test", "alaw")
    assert clips["ASVspoof2021_DF_eval/flac/DF_E_2000013.flac"].generator == "ASVspoof 2021 DF Task1-team20"
    assert [clip.label for name, clip in clips.items() if "2000026" in name] == ["human"]
    assert len(clips) == 4


def test_asvspoof_5(tmp_path: Path, put: Any) -> None:
    put("flac_T/T_0000000000.flac", "flac_T/T_0000000001.flac", "flac_D/D_0000000001.flac")
    (tmp_path / "ASVspoof5.train.tsv").write_text(
        "T_4850 T_0000000000 F - - - AC3 A05 spoof -\nT_0840 T_0000000001 M - - - - bonafide bonafide -\n"
    )
    (tmp_path / "ASVspoof5.dev.track_1.tsv").write_text("D_0062 D_0000000001 F - - - AC1 A11 spoof -\n")
    clips = clips_of(tmp_path, "asvspoof")
    assert {name: (c.label, c.split, c.generator) for name, c in clips.items()} == {
        "flac_T/T_0000000000.flac": ("ai", "train", "ASVspoof 5 A05"),
        "flac_T/T_0000000001.flac": ("human", "train", ""),
        "flac_D/D_0000000001.flac": ("ai", "dev", "ASVspoof 5 A11"),
    }


def test_a_broken_protocol_names_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "ASVspoof5.train.tsv").write_text("T_1 T_0000000000 F - - - AC3 A05 spoof -\nwhat is this\n")
    with pytest.raises(ManifestError, match=r"train\.tsv, line 2"):
        detect_layout(tmp_path).read(tmp_path)


def test_replayed_human_speech_is_no_ai(tmp_path: Path) -> None:
    (tmp_path / "CM").mkdir()
    (tmp_path / "CM" / "trial_metadata.txt").write_text("PA_0010 PA_E_1000001 R1 M1 d1 r1 m1 s1 c1 spoof notrim eval\n")
    assert detect_layout(tmp_path).read(tmp_path) == []


def test_fake_or_real_takes_one_version_of_each_recording(tmp_path: Path, put: Any) -> None:
    for version in ("for-2sec/for-2seconds", "for-norm/for-norm"):
        for split in ("training", "validation", "testing"):
            put(f"{version}/{split}/fake/file1.wav_16k.wav_norm.wav", f"{version}/{split}/real/file1.wav_16k.wav")
    clips = clips_of(tmp_path, "fake_or_real")
    assert len(clips) == 6
    assert all(name.startswith("for-norm") for name in clips)
    assert {clip.split for clip in clips.values()} == {"train", "dev", "test"}
    assert len({clip.source for clip in clips.values()}) == 6
    only = clips_of(tmp_path / "for-2sec", "fake_or_real")
    assert {clip.source for clip in only.values()} == {clip.source for clip in clips.values()}


def test_deep_voice(tmp_path: Path, put: Any) -> None:
    put("KAGGLE/AUDIO/REAL/biden-original.wav", "KAGGLE/AUDIO/REAL/obama-original.wav")
    put("KAGGLE/AUDIO/FAKE/Obama-to-Biden.wav")
    clips = clips_of(tmp_path, "deep_voice")
    fake = clips["KAGGLE/AUDIO/FAKE/Obama-to-Biden.wav"]
    assert (fake.label, fake.kind, fake.speaker) == ("ai", "vc", "biden")
    assert fake.source == clips["KAGGLE/AUDIO/REAL/obama-original.wav"].source
    assert clips["KAGGLE/AUDIO/REAL/biden-original.wav"].speaker == "biden"


def test_wavefake(tmp_path: Path, put: Any) -> None:
    put("generated_audio/ljspeech_melgan/LJ001-0001_gen.wav", "generated_audio/jsut_parallel_wavegan/BASIC5000_1.wav")
    put("generated_audio/common_voices_prompts_from_conformer_fastspeech2_pwg_ljspeech/gen_0.wav")
    put("LJSpeech-1.1/wavs/LJ001-0001.wav", "jsut_ver1.1/basic5000/wav/BASIC5000_1.wav")
    clips = clips_of(tmp_path, "wavefake")
    assert len(clips) == 5
    vocoded, real = (
        clips["generated_audio/ljspeech_melgan/LJ001-0001_gen.wav"],
        clips["LJSpeech-1.1/wavs/LJ001-0001.wav"],
    )
    assert (vocoded.label, vocoded.kind, vocoded.generator) == ("ai", "vocoder", "WaveFake melgan")
    assert (real.label, real.speaker, real.source) == ("human", "LJSpeech", vocoded.source)
    assert [clip.kind for name, clip in clips.items() if "common_voices" in name] == ["tts"]


@pytest.mark.parametrize(("ai", "human"), [("fake", "real"), ("Spoof", "bona-fide"), ("ai_voices", "Human speech")])
def test_any_pair_of_folders(tmp_path: Path, put: Any, ai: str, human: str) -> None:
    put(f"train/{ai}/some-tts/a.wav", f"train/{human}/anna/b.wav", f"test/{human}/c.mp3", "readme/d.wav")
    clips = clips_of(tmp_path, "folder")
    assert {name: (c.label, c.split, c.generator, c.speaker) for name, c in clips.items()} == {
        f"train/{ai}/some-tts/a.wav": ("ai", "train", "some-tts", ""),
        f"train/{human}/anna/b.wav": ("human", "train", "", "anna"),
        f"test/{human}/c.mp3": ("human", "test", "", ""),
    }


def test_any_manifest_keeps_its_columns(tmp_path: Path, put: Any) -> None:
    put("x/a.wav", "x/b.wav")
    with (tmp_path / "mine.csv").open("w", newline="") as handle:
        csv.writer(handle).writerows([["path", "label", "mood"], ["x/a.wav", "fake", "glad"], ["x/b.wav", "real", ""]])
    found = detect_layout(tmp_path / "mine.csv")
    clips = found.read(tmp_path / "mine.csv")
    assert found.name == "manifest"
    assert [(clip.path.name, clip.label, clip.extra.get("mood")) for clip in clips] == [
        ("a.wav", "ai", "glad"),
        ("b.wav", "human", ""),
    ]


def test_what_is_no_data_set_is_refused_with_the_names_of_those_that_are(tmp_path: Path, put: Any) -> None:
    put("music/a.wav")
    with pytest.raises(ManifestError, match="in_the_wild"):
        detect_layout(tmp_path)
    with pytest.raises(ManifestError, match="no layout 'timit'"):
        detect_layout(tmp_path, "timit")
    with pytest.raises(ManifestError, match="no data"):
        detect_layout(tmp_path / "absent")
    assert len({layout.name for layout in LAYOUTS}) == len(LAYOUTS) == 8
