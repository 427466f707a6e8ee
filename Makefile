# `make` serves the page; `make help` lists the targets. Needs Python 3.10-3.12; sets up the rest in .venv.

HOST ?= 127.0.0.1
DIST ?= dist
BIN := .venv/bin
UV_VERSION := 0.13.9
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
SUITABLE := import sys, venv, ensurepip; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 12))
PYTHON ?= $(shell for p in python3 python3.12 python3.11 python3.10; do \
	"$$p" -c "$(SUITABLE)" 2>/dev/null && echo "$$p" && break; done)
# files, and folders too: one that lost a file has changed
PAGE := web/package.json web/package-lock.json \
	$(shell find web/page web/models web/build -not -path '*/__pycache__*' -not -name README.md)

.PHONY: serve dev site test browsers lint bench numbers speedrun training-in-page fuzz soak train locks clean help

serve: .venv/serve web/site/index.html  ## serve the page at HOST (127.0.0.1), PORT (8000)
	$(BIN)/numbre serve --host "$(HOST)" --port "$(or $(PORT),8000)"

# another port than that of `make serve`, whose service worker would answer with the built page
dev: .venv/serve  ## serve the page and reload it after each change, at HOST, PORT (8001)
	@$(BIN)/python web/build/dev.py --host "$(HOST)" --port "$(or $(PORT),8001)"

# SITE_URL, its address, adds a preview for chats and search engines: they need absolute addresses
site: $(if $(strip $(SITE_URL)),.venv/serve,web/site/index.html)  ## build the page into DIST (dist), for any static host
	@test ! -e "$(DIST)" -o -e "$(DIST)/sw.js" || rmdir "$(DIST)" 2>/dev/null || \
		{ echo "$(DIST) is not a built page: remove it first, or name another DIST" >&2; exit 2; }
ifneq ($(strip $(SITE_URL)),)
	$(BIN)/python web/build/site_builder.py --site-url="$(SITE_URL)" web/models "$(DIST)"
else
	rm -rf "$(DIST)"
	cp -R web/site "$(DIST)"
endif

test:  ## run all tests
	@$(MAKE) --no-print-directory --jobs 2 .venv/test web/site/index.html
	@$(MAKE) --no-print-directory --jobs 2 lint browsers
	$(BIN)/python -m pytest --numprocesses 2 --dist loadgroup --no-loadscope-reorder

browsers: .venv/test
	$(BIN)/python -m tools.browser.chromium
	$(BIN)/python -m tools.browser.engines
	$(BIN)/python web/build/node.py tests/browser/lighthouse

lint: .venv/test  ## check style, types, spelling and workflows
	$(BIN)/python -m tools.lint

# KEEP=1 also writes the results that the docs are generated from
bench: .venv/test web/site/index.html  ## measure speed against other pages; KEEP=1 keeps the results
	$(BIN)/python -m tools.browser.chromium
	$(BIN)/python -m tools.bench.speed $(if $(KEEP),--json docs/results/bench.json --chart docs/speed.png)

numbers: .venv/test web/site/index.html  ## measure how well multi-digit numbers are read; KEEP=1 as above
	$(BIN)/python -m tools.browser.chromium
	$(BIN)/python -m tools.bench.numbers $(if $(KEEP),--json docs/results/numbers.json)

speedrun: .venv/test  ## measure how soon training reaches an accuracy; KEEP=1 as above
	$(BIN)/python -m tools.bench.speedrun $(if $(KEEP),--json docs/results/speedrun.json)

training-in-page: .venv/test web/site/index.html  ## compare training in the page with Keras; KEEP=1 as above
	$(BIN)/python -m tools.browser.chromium
	$(BIN)/python -m tools.bench.training_in_page $(if $(KEEP),--json docs/results/training-in-page.json)

fuzz: .venv/test web/site/index.html  ## try generated drawings: COUNT (1000000), SEED (1), WORKERS (2); goes on where it stopped
	node tools/fuzz/fuzz.mjs --suite recognizer --count $(or $(COUNT),1000000) --seed $(or $(SEED),1) --workers $(or $(WORKERS),2)
	node tools/fuzz/fuzz.mjs --suite modules --count $(or $(COUNT),1000000) --seed $(or $(SEED),1) --workers $(or $(WORKERS),2)

soak: .venv/test web/site/index.html  ## let a script write for MINUTES (30), and fail if memory grows
	$(BIN)/python -m tools.browser.chromium
	$(BIN)/python -m tools.soak --minutes $(or $(MINUTES),30)

# without a cross-validation of its own, which takes nine trainings, the network has the figures of the committed card
train: .venv/test runs/cuts.npz  ## train the page's network on everybody and export it
	$(BIN)/numbre train ink $(if $(wildcard runs/ink/recipe.json),--resume)
	$(if $(wildcard runs/ink/cross_validation.json),$(BIN)/numbre report runs/ink)
	$(BIN)/numbre export runs/ink $(if $(wildcard runs/ink/cross_validation.json),,--figures web/models/ink)

runs/cuts.npz: | .venv/test
	$(BIN)/numbre cut

locks: .venv/serve  ## write the lock files again; UPGRADE=1 takes newer versions
	$(PIP) uv==$(UV_VERSION)
	$(BIN)/python -m tools.locks $(if $(UPGRADE),--upgrade)

clean:  ## remove installed packages, built files and caches; not DIST, runs or web/models
	rm -rf .venv build dist *.egg-info web/site web/site.making .pytest_cache .ruff_cache
	rm -rf web/node_modules tools/lint/node_modules tests/browser/lighthouse/node_modules tools/bench/peers/node_modules

help:
	@sed -n 's/^\([a-z]*\):.*  ## /\1	/p' Makefile | expand -t 12

web/site/index.html: $(PAGE) | .venv/serve
	$(BIN)/python web/build/site_builder.py
	touch $@

.venv/serve: locks/serve.txt pyproject.toml | .venv/bin/python
	$(PIP) --require-hashes -r locks/serve.txt
	$(PIP) --no-deps --editable .
	touch $@

.venv/test: locks/test.txt .venv/serve
	$(PIP) --require-hashes -r locks/test.txt
	touch $@

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Numbre needs Python 3.10, 3.11 or 3.12 with its venv module; \
	name one with: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	$(PYTHON) -m venv .venv
