# Everything runs from here; one virtual environment, .venv, serves all. README.md tells what each target is for.
SHELL := /bin/bash
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
DATA ?= ../shared/corpus/manifest.csv
ARGS ?=

.PHONY: help demo test run check bench train samples app

help:
	@echo "make demo    install the light part, check the sample clips, write an HTML report"
	@echo "make test    install everything, run the whole test suite  (ARGS='-k decode' to choose)"
	@echo "make run     open the window"
	@echo "make check   lint, formatting, types, direction of imports"
	@echo "make bench   measure speed and memory, write docs/benchmarks.md"
	@echo "make train   train the default detector            (DATA=manifest.csv to use your own)"
	@echo "make app     build the packaged app in dist/ and let it test itself"
	@echo "make samples make resources/samples anew (needs espeak-ng)"

demo: $(VENV)/.light
	@scripts/demo.sh $(PY)

run: $(VENV)/.light
	@scripts/setup-system.sh window
	@$(PY) main.py

test: $(VENV)/.all
	@scripts/setup-system.sh tests
	@$(PY) -m pytest $(ARGS)

check: $(VENV)/.all
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

bench: $(VENV)/.all
	@scripts/setup-system.sh tests
	@$(PY) -m benchmarks.run $(ARGS)

train: $(VENV)/.all
	@scripts/train-default.sh $(PY) "$(DATA)" $(ARGS)

app: $(VENV)/.all
	@scripts/setup-system.sh tests
	@scripts/build-app.sh $(PY)

samples: $(VENV)/.light
	@$(PY) scripts/make_samples.py

# A stamp is written only after a complete installation; it is older than its sources when they change.
$(VENV)/.venv:
	@PYTHON="$(PYTHON)" scripts/make-venv.sh $(VENV)
	@touch $@

$(VENV)/.light: $(VENV)/.venv pyproject.toml constraints.txt
	@echo "Installing the light part into $(VENV) (about a minute)"
	@$(PIP) --editable .
	@touch $@

$(VENV)/.all: $(VENV)/.light pyproject.toml constraints.txt
	@echo "Installing everything into $(VENV): torch and its libraries are several gigabytes, this takes a while once"
	@$(PIP) --editable '.[all]'
	@$(PIP) --editable '.[world]' 2>/dev/null || echo "pyworld was not built (it needs g++ and Python's headers): copy synthesis goes without WORLD"
	@touch $@
