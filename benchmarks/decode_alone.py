"""Decode a file to 16 kHz mono and throw the audio away: decode_alone.py [--pyav] FILE. A yardstick of speed.

Our own decoder, or with ``--pyav`` PyAV alone: the commonest way in Python, and what others compare with.
"""

import sys
from pathlib import Path

from engine.audio.decode import open_audio


def main() -> None:
    """Run from the command line."""
    path = Path(sys.argv[-1])
    n_samples = by_pyav(path) if "--pyav" in sys.argv else by_us(path)
    sys.stdout.write(f"{n_samples}\n")


def by_us(path: Path) -> int:
    """Samples that the engine's decoder gives."""
    with open_audio(path) as stream:
        return sum(len(block) for block in stream)


def by_pyav(path: Path) -> int:
    """Samples that FFmpeg's decoder and resampler give, with all the threads they want."""
    import av

    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        stream.codec_context.thread_type = "AUTO"
        resampler = av.AudioResampler(format="flt", layout="mono", rate=16_000)
        return sum(part.samples for frame in container.decode(stream) for part in resampler.resample(frame))


if __name__ == "__main__":
    main()
