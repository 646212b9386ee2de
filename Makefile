# Two commands do everything on a machine with Python 3.11 or later:
#   make demo    sets up, circulates the specimen communications in six languages, builds an imaginary organization at
#                work and serves it (SERVE=no: stops when it is built)
#   make test    sets up what the tests need and runs them
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= demo
SERVE ?= yes

.PHONY: demo test check bench fuzz requirements clean

demo: $(VENV)/.run
	@$(BIN)/verbale demo --out $(OUT) $(if $(filter no,$(SERVE)),--no-serve,--serve)

test: $(VENV)/.test
	@sh scripts/test-tools
	$(MAKE) check
	$(BIN)/python -m pytest -n auto --maxprocesses 4

check: $(VENV)/.test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.test
	@sh scripts/bench-tools $(BIN)
	$(BIN)/python -m benchmarks

fuzz: $(VENV)/.test
	$(BIN)/python -m fuzz

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Verbale needs Python 3.11 or later: make demo PYTHON=python3.12" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python requirements/run.txt pyproject.toml
	@echo "Installing Verbale and its libraries into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.run requirements/test.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --prefer-binary -r requirements/test.txt
	@touch $@

# Pin again, with hashes and without addresses; needs uv (a maintainer's tool).
requirements:
	uv pip compile pyproject.toml requirements/build.in --extra web --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements/run.txt
	uv pip compile pyproject.toml requirements/build.in --extra web --extra test --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements/run.txt -o requirements/test.txt

clean:
	rm -rf $(VENV) build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
