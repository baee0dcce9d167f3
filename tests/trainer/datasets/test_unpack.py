"""Archives from elsewhere: path traversal, links, bombs and lies about sizes are refused, and leave nothing."""

from __future__ import annotations

import io
import struct
import tarfile
import threading
import zipfile
from pathlib import Path

import pytest

from engine.errors import CancelledError, DownloadError
from trainer.datasets.unpack import UnpackLimits, is_archive, unpack


def make_zip(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in files.items():
            zipped.writestr(name.replace("__", "/"), data)
    return path


def make_tar(path: Path, *members: tuple[tarfile.TarInfo, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as tarred:
        for info, data in members:
            info.size = len(data)
            tarred.addfile(info, io.BytesIO(data))
    return path


def refused(archive: Path, folder: Path, match: str, **limits: float) -> None:
    with pytest.raises(DownloadError, match=match):
        unpack(archive, folder, UnpackLimits(**limits))  # type: ignore[arg-type]
    assert sorted(path for path in folder.parent.rglob("*") if path != archive) == []


def test_zip_and_tar_are_unpacked(tmp_path: Path) -> None:
    zipped = make_zip(tmp_path / "a.zip", a__b__c=b"sound", d=b"more")
    tarred = make_tar(tmp_path / "a.tgz", (tarfile.TarInfo("./a/b"), b"sound"))
    seen: list[tuple[int, int]] = []
    out = unpack(zipped, tmp_path / "z", on_progress=lambda done, total: seen.append((done, total)))
    assert {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()} == {
        "a/b/c": b"sound",
        "d": b"more",
    }
    assert seen[-1] == (9, 9)
    assert (unpack(tarred, tmp_path / "t") / "a" / "b").read_bytes() == b"sound"
    assert is_archive(zipped)
    assert not is_archive(out / "d")


@pytest.mark.parametrize("name", ["../evil", "a/../../evil", "/etc/evil", "..\\evil", "C:/evil"])
def test_names_that_leave_the_folder_are_refused(tmp_path: Path, name: str) -> None:
    archive = tmp_path / "x.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr(zipfile.ZipInfo(name), b"x")
    refused(archive, tmp_path / "out", "outside")
    archive.unlink()
    refused(make_tar(tmp_path / "x.tar", (tarfile.TarInfo(name), b"x")), tmp_path / "out", "outside")


def test_links_and_devices_are_refused(tmp_path: Path) -> None:
    link = tarfile.TarInfo("link")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc"
    refused(make_tar(tmp_path / "x.tar", (link, b"")), tmp_path / "out", "link")
    (tmp_path / "x.tar").unlink()
    info = zipfile.ZipInfo("link")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as zipped:
        zipped.writestr(info, "/etc")
    refused(tmp_path / "x.zip", tmp_path / "out", "link")


def test_bombs_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    archive = make_zip(tmp_path / "bomb.zip", zeros=bytes(20_000_000))
    assert archive.stat().st_size < 25_000
    refused(archive, tmp_path / "out", "that is no audio")
    refused(archive, tmp_path / "out", "that is no audio", ratio=1e9, total_bytes=10_000_000)
    archive.unlink()
    many = make_zip(tmp_path / "many.zip", **{f"f{i}": b"" for i in range(20)})
    refused(many, tmp_path / "out", "20 files", files=10)


def test_a_lie_about_the_size_is_noticed(tmp_path: Path) -> None:
    archive = make_zip(tmp_path / "lie.zip", a=bytes(3_000_000))
    data = archive.read_bytes()
    true_size, told = struct.pack("<I", 3_000_000), struct.pack("<I", 10)
    assert data.count(true_size) == 2
    archive.write_bytes(data.replace(true_size, told))
    refused(archive, tmp_path / "out", "damaged|larger")


def test_damaged_and_foreign_files_are_refused(tmp_path: Path) -> None:
    archive = make_zip(tmp_path / "x.zip", a=bytes(range(256)) * 4000)
    data = bytearray(archive.read_bytes())
    data[60:90] = b"?" * 30
    archive.write_bytes(bytes(data))
    with pytest.raises(DownloadError):
        unpack(archive, tmp_path / "out")
    archive.write_text("no archive")
    refused(archive, tmp_path / "out", "no ZIP")


def test_cancel_leaves_nothing(tmp_path: Path) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(CancelledError):
        unpack(make_zip(tmp_path / "x.zip", a=b"1"), tmp_path / "out", cancel=cancel)
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "out.part").exists()
