"""What a file is, judged by its first bytes: names lie, and a folder holds more than recordings."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from engine.audio.mpeg import SEARCH_BYTES, find_adts_frames, find_mpeg_frames, skip_id3

_AUDIO_NAMES = (
    "wav wave w64 rf64 bwf flac mp3 mp2 ogg oga opus spx m4a m4b m4p m4r aac adts wma amr awb aif aiff aifc caf au snd "
    "ape wv tta mpc ac3 eac3 ra rm voc mka weba aax"
)
_VIDEO_NAMES = "mp4 m4v mov qt mkv webm avi wmv asf flv f4v 3gp 3g2 mpg mpeg vob ts mts m2ts ogv rmvb"
KNOWN_EXTENSIONS = frozenset(f".{name}" for name in f"{_AUDIO_NAMES} {_VIDEO_NAMES}".split())
"""Extensions of audio and video files, lower case with their dot."""

_PREFIXES: tuple[tuple[bytes, str], ...] = (
    (b"fLaC", "flac"),
    (b"OggS", "ogg"),
    (b"caff", "caf"),
    (b".snd", "au"),
    (b"dns.", "au"),
    (b"riff\x2e\x91\xcf\x11", "w64"),
    (b"\x1a\x45\xdf\xa3", "matroska"),
    (bytes.fromhex("3026b2758e66cf11"), "asf"),
    (b"#!AMR", "amr"),
    (b"FLV\x01", "flv"),
    (b"\x00\x00\x01\xba", "mpeg"),
    (b"MAC ", "ape"),
    (b"wvpk", "wavpack"),
    (b"TTA1", "tta"),
    (b"MPCK", "musepack"),
    (b"MP+", "musepack"),
    (b".RMF", "realmedia"),
    (b"Creative Voice File", "voc"),
    (b"NIST_1A", "sphere"),
    (b"\x0b\x77", "ac3"),
)
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"%PDF", "a PDF document"),
    (b"%!PS", "a PostScript document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
    (b"MThd", "a MIDI file: notes, not sound"),
    (b"\xff\xfe", "a text file"),
    (b"\xfe\xff", "a text file"),
    (b"#EXTM3U", "a playlist, not sound"),
    (b"[playlist]", "a playlist, not sound"),
)
_RIFF_KINDS = {b"WAVE": "wav", b"AVI ": "avi"}
_IMAGE_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis")
_ATOMS = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\x1b")


@dataclass(frozen=True, slots=True)
class Sniff:
    """What the first bytes say.

    Attributes:
        container: Short name such as ``wav`` or ``mp4``; empty where it is no audio or video that we know.
        reason: Why it is not audio, as a sentence part ("it is a PNG image"); empty for audio.
    """

    container: str
    reason: str = ""

    @property
    def is_audio(self) -> bool:
        """Whether it is an audio or video file."""
        return bool(self.container)


def file_kind_problem(path: Path) -> str:
    """Say why a path is nothing to open; empty for a regular file.

    A FIFO, a device or a socket must be recognised before it is opened: opening it may wait for ever.

    Raises:
        OSError: The path cannot be looked at.
    """
    mode = path.stat().st_mode
    if stat.S_ISREG(mode):
        return ""
    if stat.S_ISDIR(mode):
        return "it is a folder"
    if stat.S_ISFIFO(mode):
        return "it is a pipe (FIFO), not a file"
    if stat.S_ISSOCK(mode):
        return "it is a socket, not a file"
    return "it is a device, not a file"


def sniff_file(path: Path) -> Sniff:
    """Judge a file by its content. Never opens anything but a regular file.

    Raises:
        OSError: It cannot be read.
    """
    if problem := file_kind_problem(path):
        return Sniff("", problem)
    with path.open("rb") as file:
        head = file.read(SEARCH_BYTES)
        tag = skip_id3(head)
        if tag > len(head):
            file.seek(tag)
            return sniff_bytes(b"", after_tag=file.read(SEARCH_BYTES))
    return sniff_bytes(head, after_tag=head[tag:] if tag else b"")


def sniff_bytes(head: bytes, after_tag: bytes = b"") -> Sniff:
    """Judge a file by its beginning.

    Args:
        head: First bytes; more help to find MPEG frames behind rubbish.
        after_tag: What follows an ID3 tag, where there is one.
    """
    if not head and not after_tag:
        return Sniff("", "it is empty (0 bytes)")
    start = after_tag or head
    if name := _by_magic(start):
        return Sniff(name)
    if reason := _other_reason(start):
        return Sniff("", reason)
    if name := _by_frames(start):
        return Sniff(name)
    return Sniff("", "its content is no audio or video format that is known here")


def printable(path: Path) -> Path:
    """Return the path for messages: a name that is no UTF-8 would break whoever prints or stores it."""
    return Path(os.fsencode(path).decode("utf-8", "replace"))


def looks_like_audio(path: Path) -> bool:
    """Whether the content of a file is audio or video, whatever its name says."""
    try:
        return sniff_file(path).is_audio
    except OSError:
        return False


def skip_reason(path: Path) -> str:
    """Say why a folder walk leaves a file out; empty means it is to be scanned.

    A file is scanned when its content is audio or video, or when its name says so: a broken recording, or a pipe
    named x.wav, must be listed as unreadable and not vanish.
    """
    if path.suffix.lower() in KNOWN_EXTENSIONS:
        return ""
    try:
        return sniff_file(path).reason
    except OSError as error:
        return f"it cannot be read ({error.strerror or error})"


def _by_magic(head: bytes) -> str:
    for magic, name in _PREFIXES:
        if head.startswith(magic):
            return name
    if head[:4] in (b"RIFF", b"RF64", b"RIFX"):
        return _RIFF_KINDS.get(head[8:12], "")
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return "aiff"
    if head[4:8] in _ATOMS and not (head[4:8] == b"ftyp" and head[8:12] in _IMAGE_BRANDS):
        return "mp4"
    return ""


def _by_frames(head: bytes) -> str:
    """Recognise formats that have no signature, by a run of their frames."""
    if find_mpeg_frames(head) is not None:
        return "mp3"
    if find_adts_frames(head) is not None:
        return "aac"
    return "mpegts" if _is_transport_stream(head) else ""


def _other_reason(head: bytes) -> str:
    for magic, what in _OTHERS:
        if head.startswith(magic):
            return f"it is {what}"
    if (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or (head[4:8] == b"ftyp" and head[8:12] in _IMAGE_BRANDS):
        return "it is an image"
    return "it is a text file" if _is_text(head[:4096]) else ""


def _is_text(head: bytes) -> bool:
    if any(byte < 32 and byte not in _TEXT_CONTROLS for byte in head):
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        # a character cut off at the end of what was read is no proof against text
        return error.start >= len(head) - 3 and error.start > 0
    return True


def _is_transport_stream(head: bytes) -> bool:
    """MPEG transport packets: a sync byte every 188 bytes (192 with time stamps, as cameras write)."""
    return any(
        len(head) > first + 8 * size and all(head[first + i * size] == 0x47 for i in range(8))
        for first, size in ((0, 188), (4, 192))
    )
