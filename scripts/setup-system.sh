#!/usr/bin/env bash
# Detect the system libraries that pip cannot bring: setup-system.sh window|tests.
# On Debian and Ubuntu they are installed when this runs as root; else the one line to type is printed and the caller goes on.
set -euo pipefail
window="libportaudio2 libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-xinerama0
  libxcb-randr0 libxcb-render-util0 libxcb-image0 libxcb-shape0 libdbus-1-3 fontconfig fonts-dejavu-core"
tests="$window espeak-ng ffmpeg xvfb xdotool pulseaudio pulseaudio-utils libasound2-plugins"
case "${1:-}" in
  window) wanted=$window brew="" ;;
  tests) wanted=$tests brew="espeak-ng ffmpeg" ;;
  *) echo "Usage: setup-system.sh window|tests" >&2; exit 2 ;;
esac

if [ "$(uname)" = Darwin ]; then
  lacking=""
  for name in $brew; do command -v "$name" >/dev/null || lacking="$lacking $name"; done
  [ -z "$lacking" ] || echo "Some tests are skipped without these. Type: brew install$lacking" >&2
  exit 0
fi
if ! command -v dpkg-query >/dev/null; then
  echo "Not a Debian system: install what your distribution calls these, if something is missing:" $wanted >&2
  exit 0
fi

lacking=""
for name in $wanted; do
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || lacking="$lacking $name"
done
[ -n "$lacking" ] || exit 0
if [ "$(id -u)" != 0 ]; then
  echo "System libraries are missing. Type: sudo apt-get install -y$lacking" >&2
  exit 0
fi
echo "Installing system libraries:$lacking" >&2
export DEBIAN_FRONTEND=noninteractive
options="-qq -o DPkg::Lock::Timeout=300"
if ! { apt-get $options update && apt-get $options install -y --no-install-recommends $lacking >/dev/null; }; then
  echo "Installing them failed. Type: apt-get install -y$lacking" >&2
  [ "${CI:-}" != true ] # on a person's machine the rest may still work; CI must not pass with half its tests skipped
fi
