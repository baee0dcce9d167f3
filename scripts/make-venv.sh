#!/usr/bin/env bash
# Make the virtual environment with the first suitable Python: make-venv.sh FOLDER (PYTHON=... to choose one).
set -euo pipefail
folder=$1
suits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
can_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }
apt_install() { apt-get -qq update; DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 install -y "$@" >/dev/null; }

find_python() { # prints the first suitable one that can make environments, else the first suitable one, else nothing
  local name first=""
  for name in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
    "$name" -c "$suits" 2>/dev/null || continue
    first=${first:-$name}
    if "$name" -c 'import ensurepip, venv' 2>/dev/null; then echo "$name"; return; fi
  done
  echo "$first"
}

python=$(find_python)
if [ -z "$python" ] && [ -z "${PYTHON:-}" ] && can_apt; then
  echo "No Python found: installing Debian's python3"
  apt_install python3 python3-venv
  python=$(find_python)
fi
if [ -z "$python" ]; then
  echo "Python 3.11, 3.12 or 3.13 is needed and none was found${PYTHON:+ under the name $PYTHON}." >&2
  echo "Install one (Debian, Ubuntu: sudo apt-get install python3 python3-venv; macOS: brew install python@3.13)," >&2
  echo "or name one: make demo PYTHON=/path/to/python3.12" >&2
  exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  package="$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
  if can_apt; then
    echo "Installing $package"
    apt_install "$package"
  else
    echo "$python cannot make virtual environments yet. Type: sudo apt-get install $package" >&2
    exit 1
  fi
fi
echo "Virtual environment in $folder with $("$python" --version)"
"$python" -m venv --clear "$folder"
