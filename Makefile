# One virtual environment, made from the lock and renewed when the lock changes; every target below uses it.
PYTHON ?= python3
VENV ?= .venv
EVAL_DATA ?= ../shared/evaluation
PYTEST_ARGS ?=

BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
PACKAGES := audit claims sources reports

DEMO := examples/ketamine
HELD = $(BIN)/claims-audit check $(DEMO)/$(1) -r $(DEMO)/registry --baseline build/baseline.yml -f markdown > build/ci-$(1)

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint format evaluate bench docs package lock clean
.DELETE_ON_ERROR:

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-10s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "claims-audit needs Python 3.11 or newer, and $(PYTHON) is" >&2; $(PYTHON) --version >&2; \
	  echo "Name another one: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Setting up $(VENV) from requirements/dev.txt (a minute or two)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(READY)  ## make the virtual environment

demo: $(READY)  ## audit the example copy: the writer's view, build/report.html and .json, and a gate in CI
	@mkdir -p build
	@$(BIN)/claims-audit check $(DEMO)/article.md $(DEMO)/draft-overstated.md \
	  -r $(DEMO)/registry --gate draft -o build/report.html -o build/report.json
	@echo "The report: build/report.html"
	@echo; echo "In CI: the article's findings are accepted once, and then only what is new counts."
	@rm -f build/baseline.yml
	@$(BIN)/claims-audit baseline $(DEMO)/article.md -r $(DEMO)/registry -o build/baseline.yml > build/baseline.txt
	@head -n 1 build/baseline.txt
	@$(call HELD,article.md); test $$? -eq 0 && echo "article.md: the gate passes (exit code 0)"
	@$(call HELD,draft-overstated.md); test $$? -eq 1 && echo "draft-overstated.md: the gate fails (exit code 1)"

test: lint  ## lint, then run all tests
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(READY)  ## ruff, mypy, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(READY)  ## rewrite the code as `lint` wants it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

evaluate: $(READY)  ## score against the labelled data in EVAL_DATA; writes docs/accuracy.md
	$(BIN)/python evaluation/accuracy.py $(EVAL_DATA)

bench: $(READY)  ## measure start-up, throughput, and the page
	$(BIN)/python evaluation/speed.py
	$(BIN)/python evaluation/page.py

docs: demo  ## renew the page of facets, and the output and screenshots (needs Chromium) that README and docs show
	$(BIN)/python docs/screenshots.py
	$(BIN)/python -m pytest tests/test_docs.py --renew

package: $(READY)  ## build wheel and sdist into dist/
	$(BIN)/python -m build --no-isolation --outdir dist

lock:  ## renew requirements/dev.txt (needs uv)
	uv pip compile pyproject.toml --group dev --output-file requirements/dev.txt --quiet --no-config --upgrade \
	  --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	  --no-header --no-emit-index-url --no-emit-find-links --annotation-style line

clean:  ## remove what the targets made; the virtual environment stays
	rm -rf build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find $(PACKAGES) tests training evaluation -name __pycache__ -prune -exec rm -rf {} +
