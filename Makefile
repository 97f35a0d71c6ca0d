# Yilu 驿路. `make help` lists what can be done.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
SITES ?= 2000
DATE ?= 2020-02-17
BIN := .venv/bin
DEMO_HOME ?= var/demo
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: help setup demo test check bench soak docs wheel lock clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10
	@echo; echo 'make demo PORT=8765 SITES=500 DATE=2020-02-10'

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo '需要 Python ≥ 3.11。 Python ≥ 3.11 is needed: make PYTHON=…'; exit 1; }
	$(PYTHON) -m venv .venv

# What the product needs to run, by hash; then the product itself, and its front-end files.
.venv/.run: requirements/run.txt requirements/build.txt pyproject.toml | .venv/bin/python
	$(PIP) install --quiet --progress-bar on --require-hashes -r requirements/run.txt -r requirements/build.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.run
	$(PIP) install --quiet --progress-bar on --require-hashes -r requirements/dev.txt
	@touch $@

.venv/.frontend: package.json package-lock.json build_frontend.py .venv/.run
	$(BIN)/python build_frontend.py
	@touch $@

setup: .venv/.dev .venv/.frontend ## make .venv with everything for development

demo: .venv/.run .venv/.frontend ## make a synthetic world and serve it (PORT, SITES, DATE)
	@YILU_HOME=$(DEMO_HOME) YILU_DEMO=true YILU_TODAY=$(DATE) YILU_HTTPS=false YILU_REQUIRE_TOTP=false \
	  $(BIN)/yilu demo --sites $(SITES) --date $(DATE) --serve --port $(PORT)

test: setup ## run every test, on SQLite and, where its binaries are found, on PostgreSQL
	$(BIN)/python -m pytest -n 2 --dist loadscope tests
	$(BIN)/python -m tests.on_postgres

check: setup ## style, types, floors, migrations, module sizes, generated reference
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	YILU_HOME=var/check $(BIN)/yilu makemigrations --check --dry-run
	YILU_HOME=var/check $(BIN)/yilu reference --check

bench: setup ## run the benchmarks (long; see benchmarks/README.md)
	@for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

soak: setup ## kill, fill and cut things under load, and count what is left (about ten minutes)
	$(BIN)/python -m pytest -n0 -s soak

docs: setup ## write the generated reference and the pictures of the guide
	YILU_HOME=var/check $(BIN)/yilu reference
	$(BIN)/python docs/pictures.py

wheel: .venv/.run ## build the wheel into dist/
	$(BIN)/python -m hatchling build -t wheel

lock: ## write the locks again after changing pyproject.toml
	uv=$(BIN)/uv; c="$$uv pip compile --quiet --universal --python-version 3.11 --no-progress --generate-hashes --no-header --no-annotate"; \
	$$c pyproject.toml --extra boundaries -o requirements/run.txt && \
	$$c --group pyproject.toml:build -c requirements/run.txt -o requirements/build.txt && \
	$$c pyproject.toml --extra boundaries --extra planner --group dev --group build -c requirements/run.txt -o requirements/dev.txt && \
	$$c pyproject.toml --extra boundaries --extra planner --group dev --group build --group bench -c requirements/dev.txt -o requirements/bench.txt

clean: ## remove the environment, the demo and what was built
	rm -rf .venv var build dist node_modules src/yilu/desk/static/vendor
