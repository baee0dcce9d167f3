"""Data sets from Kaggle, through the optional package kagglehub."""

from __future__ import annotations

import re
import threading
from importlib import import_module
from pathlib import Path
from typing import Any

from engine.errors import DownloadError, MissingExtraError
from trainer.datasets.unpack import DEFAULT_LIMITS, UnpackLimits, is_archive, unpack
from trainer.parallel import OnProgress, check_cancelled

_HANDLE = re.compile(r"[\w.-]+/[\w.-]+(/versions/\d+)?")
_LOGIN = (
    "Make a token on your Kaggle account page (Settings, API) and put it into the environment variables "
    "KAGGLE_USERNAME and KAGGLE_KEY; some data sets must be accepted on their page first."
)


def download(
    dataset: str,
    *,
    limits: UnpackLimits = DEFAULT_LIMITS,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
) -> Path:
    """Download a data set into kagglehub's cache, where it stays for the next time.

    kagglehub unpacks the data set itself; archives inside of it are unpacked here, beside themselves.

    Args:
        dataset: ``OWNER/NAME``.
        limits: What an archive in it may hold.
        on_progress: Called with (bytes unpacked, bytes in all) for archives in it.
        cancel: Set it to stop.

    Returns:
        Its folder.

    Raises:
        MissingExtraError: kagglehub is not installed.
        DownloadError: No such data set, no credentials, no network, or an archive that is refused.
        CancelledError: ``cancel`` was set.
    """
    check_cancelled(cancel)
    if not _HANDLE.fullmatch(dataset):
        raise DownloadError(f"{dataset!r} is no Kaggle data set", "Name it as OWNER/NAME, as in its address.")
    try:
        kagglehub = import_module("kagglehub")
    except ModuleNotFoundError:
        raise MissingExtraError("Downloading from Kaggle (kagglehub)", "kaggle") from None
    folder = Path(_download(kagglehub, dataset))
    for archive in sorted(path for path in folder.rglob("*") if is_archive(path)):
        unpacked = archive.with_name(f"{archive.name}.unpacked")
        if not unpacked.is_dir():
            unpack(archive, unpacked, limits, on_progress=on_progress, cancel=cancel)
    return folder


def _download(kagglehub: Any, dataset: str) -> str:
    try:
        return str(kagglehub.dataset_download(dataset))
    except Exception as error:  # whatever that package and those below it raise becomes one of ours
        raise _explained(dataset, error) from error


def _explained(dataset: str, error: Exception) -> DownloadError:
    """Say what to do; the package's own errors and those of its network library are told apart by name and status."""
    names = {each.__name__ for each in type(error).__mro__}
    status = getattr(getattr(error, "response", None), "status_code", None)
    if names & {"UnauthenticatedError", "CredentialError"} or status in (401, 403):
        return DownloadError(f"Kaggle wants to know who downloads {dataset}", _LOGIN)
    if status == 404:
        return DownloadError(f"Kaggle has no data set {dataset}", "Check its name; it stands in the page's address.")
    if names & {"ConnectionError", "Timeout", "ConnectTimeout", "ReadTimeout", "ProxyError", "SSLError"}:
        return DownloadError("Kaggle cannot be reached", "Check the network connection, then try again.")
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    return DownloadError(f"{dataset} cannot be downloaded: {reason}", None)
