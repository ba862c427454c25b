# Every target makes its own .venv and installs what it needs. Interpreter: make PYTHON=python3.12 ...
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared/data

.PHONY: demo test quick lint bench docs clean

# The demo workspace, first lists with reasons, and a server at the end.
demo: $(VENV)/.runs
	$(BIN)/wellread demo

# Everything that CI checks.
test: lint
	$(BIN)/coverage erase
	$(BIN)/pytest --cov --cov-report=term:skip-covered

# The tests without the slow ones, for while you work.
quick: $(VENV)/.tests
	$(BIN)/pytest -m "not slow"

lint: $(VENV)/.tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Measures on real data (DATA=folder) and writes docs/numbers.md.
bench: $(VENV)/.tests
	$(BIN)/python benchmarks/request.py
	$(BIN)/python benchmarks/store.py
	$(BIN)/python benchmarks/load.py
	$(BIN)/python benchmarks/freshness.py
	$(BIN)/python benchmarks/durability.py
	$(BIN)/python benchmarks/soak.py
	$(BIN)/python benchmarks/backbone.py $(DATA)
	$(BIN)/python benchmarks/literature.py $(DATA)
	$(BIN)/python benchmarks/encoders.py $(DATA)
	$(BIN)/python benchmarks/finetune.py $(DATA)
	$(BIN)/python benchmarks/reading.py $(DATA)
	$(BIN)/python benchmarks/search.py
	$(BIN)/python benchmarks/accuracy.py $(DATA)
	$(BIN)/python benchmarks/robustness.py $(DATA)
	$(BIN)/python benchmarks/fitting.py
	$(BIN)/python benchmarks/peers.py $(DATA)

docs: $(VENV)/.docs
	$(BIN)/mkdocs build --strict

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runs: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.tests: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

$(VENV)/.docs: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[docs]'
	touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .coverage site demo-films
