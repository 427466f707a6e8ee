# Each target is a few lines that anyone could type. Needs Python 3.10-3.12; sets up the rest in .venv.

PORT ?= 8000
HOST ?= 127.0.0.1
BIN := .venv/bin
SUITABLE := import sys, venv, ensurepip; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 12))
PYTHON ?= $(shell for p in python3 python3.12 python3.11 python3.10; do \
	"$$p" -c "$(SUITABLE)" 2>/dev/null && echo "$$p" && break; done)
# files, and folders too: one that lost a file has changed
PAGE := web/package-lock.json $(shell find web/page web/models web/build -not -path '*/node_modules*' -not -path '*/__pycache__*')

.PHONY: serve test site train bench numbers speedrun clean

serve: .venv/serve web/site/index.html
	$(BIN)/numbre serve --host "$(HOST)" --port "$(PORT)"

test: .venv/test web/site/index.html
	$(BIN)/python -m tools.browser.chromium
	$(BIN)/python web/build/node.py tests/browser/lighthouse
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest --numprocesses 2 --dist loadgroup

site: web/site/index.html
	rm -rf dist
	cp -R web/site dist

bench: .venv/test web/site/index.html
	$(BIN)/python -m tools.browser.chromium
	$(BIN)/python -m tools.bench.speed

numbers: .venv/test web/site/index.html
	$(BIN)/python -m tools.browser.chromium
	$(BIN)/python -m tools.bench.numbers

speedrun: .venv/test
	$(BIN)/python -m tools.bench.speedrun

train: .venv/test
	$(BIN)/numbre train ink $(if $(wildcard runs/ink/recipe.json),--resume)
	$(BIN)/numbre export runs/ink

clean:
	rm -rf .venv build dist *.egg-info web/site
	rm -rf web/node_modules tests/browser/lighthouse/node_modules tools/bench/peers/node_modules

web/site/index.html: $(PAGE) | .venv/serve
	$(BIN)/python web/build/site_builder.py
	touch $@

.venv/serve: locks/serve.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/serve.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

.venv/test: locks/test.txt .venv/serve
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/test.txt
	touch $@

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Numbre needs Python 3.10, 3.11 or 3.12 with its venv module; \
	name one with: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	$(PYTHON) -m venv .venv
