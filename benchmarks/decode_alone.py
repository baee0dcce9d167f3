"""Decode a file to 16 kHz mono and throw the audio away: decode_alone.py FILE. The yardstick of a scan's speed."""

import sys
from pathlib import Path

from engine.audio.decode import open_audio


def main() -> None:
    """Run from the command line."""
    with open_audio(Path(sys.argv[1])) as stream:
        n_samples = sum(len(block) for block in stream)
    sys.stdout.write(f"{n_samples}\n")


if __name__ == "__main__":
    main()
