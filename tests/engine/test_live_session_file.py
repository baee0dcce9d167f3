from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from engine.errors import ReportError
from engine.live_quota import Quota, used_bytes
from engine.live_session_file import SessionFile

RATE = 16_000
ROOT = Path(__file__).parents[2]


def test_sound_and_missing_time_lie_where_they_were_heard(synth: Any, tmp_path: Path) -> None:
    voice = synth.ai_voice(2.0)
    file = SessionFile(tmp_path / "new" / "session.flac")
    file.push(voice)
    file.skip(90.5)
    file.push(voice)
    file.push(voice)
    file.close()
    file.close()
    file.push(voice)
    kept, rate = soundfile.read(tmp_path / "new" / "session.flac", dtype="float32")
    assert rate == RATE
    assert len(kept) == round(96.5 * RATE)
    np.testing.assert_allclose(kept[round(94.5 * RATE) :], voice, atol=1e-4)
    np.testing.assert_allclose(kept[round(92.5 * RATE) : round(94.5 * RATE)], voice, atol=1e-4)
    assert not kept[2 * RATE : round(92.5 * RATE)].any()


def test_a_full_quota_closes_the_file_and_keeps_what_it_has(synth: Any, tmp_path: Path) -> None:
    file = SessionFile(tmp_path / "s.flac", quota=Quota(tmp_path, 0.2))
    noise = synth.noise(1.0)
    with pytest.raises(ReportError, match="folder for recordings is full") as caught:
        list(map(file.push, [noise] * 100))
    assert "raise the limit" in caught.value.hint
    assert not file.is_open
    assert soundfile.info(tmp_path / "s.flac").duration > 2
    assert used_bytes(tmp_path) < 300_000


def test_a_folder_that_cannot_be_made_is_a_readable_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ReportError, match="Cannot record"):
        SessionFile(tmp_path / "file" / "s.flac")


CRASH = """
import os, sys
import numpy as np
from pathlib import Path
from engine.live_session_file import SessionFile
file = SessionFile(Path(sys.argv[1]))
rng = np.random.default_rng(1)
for _ in range(300):
    file.push(rng.uniform(-0.1, 0.1, 1600).astype(np.float32))
os._exit(9)
"""


def test_a_recording_cut_off_by_a_crash_can_be_scanned(tmp_path: Path) -> None:
    from engine.audio.decode import open_audio

    path = tmp_path / "s.flac"
    assert subprocess.run([sys.executable, "-c", CRASH, str(path)], cwd=ROOT, check=False).returncode == 9
    with open_audio(path) as stream:
        heard = sum(len(block) for block in stream)
    assert heard > 28 * RATE
