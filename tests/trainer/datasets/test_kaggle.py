"""Downloads through kagglehub: what goes wrong becomes a sentence that says what to do."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from engine.errors import DownloadError, MissingExtraError
from trainer.datasets.kaggle import download


class UnauthenticatedError(Exception):
    """Named as kagglehub's."""


class KaggleApiHTTPError(Exception):
    """Named as kagglehub's; carries the response."""

    def __init__(self, status: int) -> None:
        super().__init__(f"{status} Client Error.")
        self.response = SimpleNamespace(status_code=status)


def use(monkeypatch: pytest.MonkeyPatch, answer: Any) -> None:
    def dataset_download(_handle: str) -> str:
        if isinstance(answer, Exception):
            raise answer
        return str(answer)

    monkeypatch.setitem(sys.modules, "kagglehub", SimpleNamespace(dataset_download=dataset_download))


def test_without_kagglehub_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kagglehub", None)
    with pytest.raises(MissingExtraError) as missing:
        download("owner/name")
    assert 'pip install "veravox[kaggle]"' in missing.value.hint


@pytest.mark.parametrize(
    ("error", "match"),
    [
        (UnauthenticatedError("User is not authenticated"), "who downloads"),
        (KaggleApiHTTPError(403), "who downloads"),
        (KaggleApiHTTPError(404), "no data set owner/name"),
        (type("ConnectionError", (OSError,), {})("refused"), "cannot be reached"),
        (ValueError("strange"), "strange"),
    ],
)
def test_every_error_is_explained(monkeypatch: pytest.MonkeyPatch, error: Exception, match: str) -> None:
    use(monkeypatch, error)
    with pytest.raises(DownloadError, match=match) as raised:
        download("owner/name")
    assert raised.value.hint


@pytest.mark.parametrize("name", ["", "name", "../../etc", "https://example.org/a/b"])
def test_only_owner_and_name_are_accepted(name: str) -> None:
    with pytest.raises(DownloadError, match="no Kaggle data set"):
        download(name)


def test_archives_in_the_data_set_are_unpacked_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "audio.zip", "w") as zipped:
        zipped.writestr("ai/a.wav", b"x")
    use(monkeypatch, tmp_path)
    for _ in range(2):
        assert download("owner/name") == tmp_path
    assert (tmp_path / "audio.zip.unpacked" / "ai" / "a.wav").read_bytes() == b"x"


def test_a_dangerous_archive_in_the_data_set_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "audio.zip", "w") as zipped:
        zipped.writestr("../../evil", b"x")
    use(monkeypatch, tmp_path)
    with pytest.raises(DownloadError, match="outside"):
        download("owner/name")
