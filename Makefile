# Everything here needs Python 3.11 or newer and make, nothing else.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: demo test lint docs bench clean

$(READY): pyproject.toml
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "make: $(PYTHON) is not here; name another with: make PYTHON=python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(READY)  ## index seeds/ into index/ and run three telling searches
	@$(BIN)/searchidx index seeds --exclude README.md --prune --index index
	@env -u SEARCHIDX_INDEX sh docs/demo.sh $(BIN)/searchidx

test: $(READY) lint  ## all tests, style and types
	$(BIN)/python -m pytest -n auto

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(READY)  ## write the generated parts of docs/ and schemas/ again
	$(BIN)/python docs/generate.py

bench: $(READY)  ## measure speed and quality, and compare with benchmarks/baseline.json
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
