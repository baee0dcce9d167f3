"""Run a command and write what it took: launch.py RESULT.json COMMAND...

A process of its own, and a small one: to a child's peak the kernel counts what its parent held at the fork.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path


def main() -> None:
    """Run from the command line; ends with 0 whatever the command's own exit code is."""
    target, *command = sys.argv[1:]
    started = time.perf_counter()
    child = subprocess.Popen(command)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    per_mb = 2**20 if sys.platform == "darwin" else 2**10
    peak_mb, cpu_s = usage.ru_maxrss / per_mb, usage.ru_utime + usage.ru_stime
    result = {"seconds": seconds, "peak_mb": peak_mb, "cpu_s": cpu_s, "code": child.returncode}
    Path(target).write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    main()
