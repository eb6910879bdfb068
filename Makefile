# make demo   builds the demonstration and opens it        make test   passes everything
# Needs only make and Python 3.11 or newer with venv; everything else goes into .venv.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt

.PHONY: help demo demo-fresh test test-desktop lint format bench constraints clean

help:
	@echo "make demo          build the demonstration and open it"
	@echo "make demo-fresh    build it anew"
	@echo "make test          style, types, import contracts and tests"
	@echo "make test-desktop  the tests that need LibreOffice and tmux"
	@echo "make bench         speed and memory, into benchmarks/results.md"
	@echo "make format        put the code in form"

demo: $(VENV)/.runs
	@$(BIN)/workbench demo .

demo-fresh: $(VENV)/.runs
	@$(BIN)/workbench demo . --fresh

test: lint
	$(BIN)/python -m pytest -n auto

test-desktop: $(VENV)/.tests
	$(BIN)/python -m pytest -m desktop

lint: $(VENV)/.tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.tests
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.tests
	$(BIN)/python -m benchmarks

constraints: $(VENV)/.tests
	{ head -1 constraints.txt; $(BIN)/python -m pip freeze --exclude-editable; } > constraints.new
	mv constraints.new constraints.txt

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "The workbench needs Python 3.11 or newer: install it from python.org or your system's packages."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python lacks venv: install it, on Debian and Ubuntu with 'sudo apt install python3-venv'."; exit 1; }
	@echo "Setting up $(VENV) (once)…"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runs: $(VENV)/.made pyproject.toml constraints.txt
	@echo "Installing what the workbench needs…"
	@$(PIP) --editable .
	@touch $@

$(VENV)/.tests: $(VENV)/.runs
	@echo "Installing what the tests need…"
	@$(PIP) --editable '.[test]'
	@touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
