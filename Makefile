# The menu. `make` alone lists it.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.app: requirements.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet -r requirements.txt
	@touch $@

$(VENV)/.test: requirements-test.txt $(VENV)/.app
	$(BIN)/python -m pip install --quiet -r requirements-test.txt
	@touch $@

$(VENV)/.browser: $(VENV)/.test
	$(BIN)/python -m tests.browser.chromium
	@touch $@

install: $(VENV)/.app ## make the environment

run: $(VENV)/.app ## open the app on 127.0.0.1 with the demo loaded
	$(BIN)/telvertel run

test: $(VENV)/.browser ## everything: style, tests, a whole meeting in a browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder --timeout 600 -m "not soak" --junitxml build/tests.xml

soak: $(VENV)/.browser ## the long runs: hundreds of kills, ten minutes in a full room
	$(BIN)/python -m pytest --timeout 7200 -m soak
	$(BIN)/python -m pytest --timeout 7200 -m "not soak" --hypothesis-profile searching $$(grep -rl "@given" tests)
	$(BIN)/python -m tests.bench --only room --long

bench: $(VENV)/.browser ## speed as ratios in one run; ONLY=name for a part: room (the load), text (the check of texts), gate (what it keeps and costs), large (a country)
	$(BIN)/python -m tests.bench $(if $(ONLY),--only $(ONLY))

format: $(VENV)/.test ## put the code in shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: help install run test soak bench format
