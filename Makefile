# Every target runs a tool of tools/; `make` alone lists them.
PYTHON ?= python3
PORT ?= 8000
VPYTHON := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help install run demo-reset check test bench bench-analysis screens lock

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /make \1	/p' Makefile | expand -t 20

install: ## everything into .venv: the locked packages, the product, what make check runs
	@$(PYTHON) -m tools.install

run: ## the site with a demo province on http://localhost:8000 (PORT= changes it)
	@$(PYTHON) -m tools.run --port $(PORT)

demo-reset: ## a fresh demo province
	@$(PYTHON) -m tools.demo_reset

check: install ## lint, format, types, floors, migrations, pure tests (under two minutes)
	@$(VPYTHON) -m tools.check

test: ## every check, on SQLite and PostgreSQL, browser included
	@$(PYTHON) -m tools.test

bench: install ## benchmarks: a table, and build/bench/NAME.json
	@$(VPYTHON) -m benchmarks.run

bench-analysis: install ## quality of the analysis on annotated documents (tests/goldens), with gains and losses
	@$(VPYTHON) -m benchmarks.analysis_quality --keep

screens: install ## pictures of every page into docs/screens/
	@$(VPYTHON) -m tools.screens

lock: install ## requirements/*.txt anew from requirements/*.in, with hashes
	@$(VPYTHON) -m tools.lock
