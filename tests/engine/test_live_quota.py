from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import ReportError
from engine.live_quota import Quota, used_bytes


def test_only_recordings_count_and_a_missing_folder_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(bytes(1000))
    (tmp_path / "b.flac").write_bytes(bytes(500))
    (tmp_path / "events.csv").write_bytes(bytes(9999))
    assert used_bytes(tmp_path) == 1500
    assert used_bytes(tmp_path / "nowhere") == 0


def test_room_is_given_until_the_limit_and_again_when_the_user_made_some(tmp_path: Path) -> None:
    old = tmp_path / "a.wav"
    old.write_bytes(bytes(600_000))
    quota = Quota(tmp_path, 1.0)
    quota.take(300_000)
    with pytest.raises(ReportError, match="full"):
        quota.take(200_000)
    old.unlink()
    quota.check()
    quota.take(900_000)
