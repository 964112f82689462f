# Mouse Patrol: every everyday command. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet --require-hashes --only-binary :all:

.DEFAULT_GOAL := help
.PHONY: help run test check lint types contracts tests soak bench lock format clean translations

help: ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */\1|/' | awk -F'|' '{printf "  make %-14s %s\n", $$1, $$2}'

run: $(VENV)/runtime ## open the dashboard: your configuration, or the demo precinct; ARGS="..." are passed on
	@$(BIN)/python app.py $(ARGS)

test: $(VENV)/development ## all that must hold: lint, types, contracts, tests
	@$(MAKE) --no-print-directory check tests

check: lint types contracts ## lint, types and import contracts, without the tests

lint: $(VENV)/development
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/development
	@$(BIN)/mypy

contracts: $(VENV)/development
	@$(BIN)/lint-imports

# Two at a time, then one by one what needs all cores. Those files are looked for: collecting all tests takes a while.
tests: $(VENV)/development ## the tests alone; with ARGS="..." only those, one by one
ifdef ARGS
	@$(BIN)/python -m pytest -m "not soak" $(ARGS)
else
	@$(BIN)/python -m pytest -m "not soak and not alone" -n 2 --dist worksteal
	@$(BIN)/python -m pytest -m "not soak and alone" $$(grep -rl --include="test_*.py" "mark\.alone" tests)
endif

soak: $(VENV)/development ## every seeded fault, not only the few that `make test` takes
	@$(BIN)/python -m pytest -m "soak" $(ARGS)

bench: $(VENV)/development ## measure against what people would use instead; ROW=name for one row
	@$(BIN)/python -m tests.benchmarks $(ROW)

translations: $(VENV)/development ## collect the visible strings and compile the translations
	@$(BIN)/python tools/translations.py update
	@$(BIN)/python tools/translations.py release

format: $(VENV)/development ## format the code
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

lock: ## resolve the requirements anew (needs uv); both files carry hashes and name no index
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --custom-compile-command "make lock" pyproject.toml -o requirements/runtime.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --custom-compile-command "make lock" pyproject.toml --extra dev -c requirements/runtime.txt -o requirements/development.txt

clean: ## remove the virtual environment and everything built
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# The stamps are newer than the locks that they were made from: a second start touches no network.
$(VENV)/runtime: requirements/runtime.txt tools/system_packages.sh
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { echo "Mouse Patrol needs Python 3.11 or newer: make run PYTHON=python3.12"; exit 1; }
	@tools/system_packages.sh runtime $(PYTHON)
	@test -x $(BIN)/python || { echo "Making $(VENV)"; $(PYTHON) -m venv $(VENV); }
	@echo "Installing what the program needs (once; a few minutes)"
	@$(INSTALL) -r requirements/runtime.txt
	@touch $@

$(VENV)/development: $(VENV)/runtime requirements/development.txt
	@tools/system_packages.sh development $(PYTHON)
	@echo "Installing what the tests need (once)"
	@$(INSTALL) -r requirements/development.txt
	@touch $@
