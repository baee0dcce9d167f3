"""The job of training: settings in, events out, stopped with a checkpoint."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path
from typing import Any

from trainer.jobs import Args, Desk
from trainer.logs_progress import ProgressEvent

DATA_FILE = "data.json"
"""In the run's folder: on what it is trained, so that it can be offered again."""


def train(args: Args, desk: Desk) -> dict[str, Any]:
    """Train, or go on: ``data``, ``out``, ``cache``, ``device`` (auto or cpu) and, for a new run, ``config``."""
    if args.get("device") == "cpu":
        os.environ["CUDA_VISIBLE_DEVICES"] = ""  # before torch is imported: Lightning takes what it sees
    from trainer.config import make_config
    from trainer.datasets.source import training_manifest
    from trainer.run import RunPaths
    from trainer.run import train as run
    from trainer.run_record import read_record

    for name in ("lightning.pytorch", "lightning.fabric"):
        logging.getLogger(name).setLevel(logging.ERROR)
    out, data = Path(args["out"]), Path(args["data"])
    saved = read_record(out)
    config = saved.config if saved is not None and not args.get("config") else make_config(dict(args["config"]))
    manifest = training_manifest(data, out)
    out.mkdir(parents=True, exist_ok=True)
    (out / DATA_FILE).write_text(json.dumps({"data": str(data), "device": args.get("device", "auto")}), "utf-8")

    def on_event(event: ProgressEvent) -> None:
        desk.say("train", event=json.loads(event.to_json()))

    paths = RunPaths(out, Path(args["cache"]), data if data.is_dir() else data.parent)
    last = run(config, manifest, paths, on_event=on_event, cancel=desk.cancel)
    return {"checkpoint": str(last), "run": str(out)}
