# Every target runs a tool of tools/; `make` alone lists them.
PYTHON ?= python3
PORT ?= 8000
MINUTES ?= 1
VPYTHON := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help install run demo-reset check test fuzz bench bench-analysis bench-ocr screens lock

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

fuzz: install ## damaged files through every reader (MINUTES= how long; SEED= and CASE= one again)
	@$(VPYTHON) -m tools.fuzz --minutes $(MINUTES) $(if $(SEED),--seed $(SEED)) $(if $(CASE),--case $(CASE))

bench: install ## benchmarks: a table, and build/bench/NAME.json
	@$(VPYTHON) -m benchmarks.run

bench-analysis: install ## quality of the analysis on annotated documents (tests/goldens), with gains and losses
	@$(VPYTHON) -m benchmarks.analysis_quality --keep

bench-ocr: install ## what the analysis loses on scans of the annotated documents, and how long 30 pages take
	@$(VPYTHON) -m benchmarks.ocr

bench-compare: install ## side by side with public tools, in an environment of their own
	@$(VPYTHON) -m benchmarks.compare

screens: install ## pictures of every page into docs/screens/
	@$(VPYTHON) -m tools.screens

lock: install ## requirements/*.txt anew from requirements/*.in, with hashes
	@$(VPYTHON) -m tools.lock
