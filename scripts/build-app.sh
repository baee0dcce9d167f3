#!/usr/bin/env bash
# Build the packaged app into dist/veravox and run its self-test: build-app.sh PYTHON.
set -euo pipefail
limit_mb=350
"$1" -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build build.spec
size=$(du -sm dist/veravox | cut -f1)
echo "dist/veravox: $size MB (at most $limit_mb)"
[ "$size" -le "$limit_mb" ] || { echo "The app has grown too large; see what build.spec lets in." >&2; exit 1; }
dist/veravox/veravox-cli --self-test >dist/self-test.json || { cat dist/self-test.json >&2; exit 1; }
# The window's executable has no console on Windows; its exit code has to tell the same.
dist/veravox/veravox --self-test >/dev/null
echo "Self-test passed: dist/self-test.json"
