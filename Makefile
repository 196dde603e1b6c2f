# What a person or CI does with this project. `make` alone lists the verbs; the long shell is in .ci/.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
BIN := .venv/bin

.PHONY: help setup demo test check bench docs lock wheel clean

help:
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

demo: .venv/run.stamp ## build a town whose truth is known, audit it, and score what was found (then real records, if at hand)
	@$(BIN)/jicha demo

test: setup ## run every test (installs the Debian packages they need where it may)
	@.ci/debian
	@.ci/test

check: setup ## the fast part: lint, format, types, import contracts, budgets, changed pages proved
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/pytest -q -n 2 -m "not slow" tests/house
	@.ci/changed-pages

bench: setup ## run the benchmarks; each prints a table with ratios against a baseline run beside it
	@for script in bench/bench_*.py; do echo "== $$script"; $(BIN)/python "$$script"; done

docs: setup ## write the generated pages under docs/ again
	@.ci/docs

lock: setup ## resolve the dependencies anew into the three lock files
	@.ci/lock

wheel: setup ## build the wheel into dist/
	@$(BIN)/python -m build --wheel --no-isolation

clean: ## remove what the verbs made; deliveries and stores stay
	@rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache spark-warehouse metastore_db derby.log
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

setup: .venv/dev.stamp

# Run again only when a lock or the project's own description changed.
.venv/run.stamp: requirements.lock requirements-build.lock pyproject.toml
	@.ci/setup run

.venv/dev.stamp: requirements-dev.lock pyproject.toml
	@.ci/setup dev
