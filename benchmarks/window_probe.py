"""Opens the window as `veravox` does and says when it could be used: window_probe.py RESULT.json."""

from __future__ import annotations

import functools
import json
import sys
import time
from pathlib import Path


def main() -> int:
    """Run from the command line; the window closes itself in the first turn of its event loop."""
    import gui.app
    import main as program

    def ready() -> None:
        result = {"ready": time.time(), "loaded": sorted(name for name in sys.modules if "." not in name)}
        Path(sys.argv[1]).write_text(json.dumps(result), encoding="utf-8")
        gui.app.application().quit()

    gui.app.run = functools.partial(gui.app.run, on_ready=ready)
    return program.main([])


if __name__ == "__main__":
    sys.exit(main())
