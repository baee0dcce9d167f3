#!/usr/bin/env bash
# Train the networks that ship, with their recipe: train-default.sh PYTHON MANIFEST [OPTIONS...]
set -euo pipefail
python=$1 data=$2
shift 2
if [ ! -f "$data" ]; then
  echo "No training data at $data, nothing trained. Name a list of your own clips: make train DATA=manifest.csv"
  echo "(a CSV with the columns file and label, label being human or ai; README.md tells more)"
  exit 0
fi
exec "$python" main.py train --config resources/training/duo.toml --data "$data" --out runs/duo "$@"
