# On a new machine, run `make demo` or `make test`.
PY ?= python3
PORT ?= 8000
export PORT
# Let uv trust the certificates of the machine, as pip does: a company's proxy may have its own.
export UV_SYSTEM_CERTS ?= 1

VERSION := $(shell $(PY) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
VENV := .venv/$(VERSION)
READY := $(VENV)/ready
RUN := $(VENV)/bin/python
MANAGE := $(RUN) manage.py

.PHONY: help setup demo test quick contract fuzz faults mutants bench screenshots check schema format lock clean
.DEFAULT_GOAL := help

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(READY) ## Create the environment from the hashed lock

$(READY): requirements.lock
	@echo "Setting up Python $(VERSION) in $(VENV) …"
	@rm -rf $(VENV)
	@$(PY) -m venv --without-pip $(VENV)
	@{ $(PY) -m pip --python $(RUN) install -q uv 2>/dev/null \
	  && $(VENV)/bin/uv pip install -q --python $(RUN) --require-hashes -r requirements.lock; } \
	  || { echo "uv is not to be had; using pip (slower) …"; \
	  $(PY) -m pip --python $(RUN) install -q --require-hashes -r requirements.lock; }
	@touch $@

demo: $(READY) ## Set up and serve the demo on SQLite (PORT=8000)
	@$(RUN) -m claims.demo

test: $(READY) ## Run the suite on PostgreSQL, then on SQLite (PY=python3.13 for Django 6)
	TEST_DATABASE=postgresql $(RUN) -m pytest
	TEST_DATABASE=sqlite $(RUN) -m pytest -m "not once and not browser"

quick: $(READY) ## Run the suite on SQLite alone, without browser, contract, fuzzing, benchmark and demo
	TEST_DATABASE=sqlite $(RUN) -m pytest -m "not browser" $(patsubst %,--ignore tests/%,contract fuzzing benchmarks demo)

contract: $(READY) ## Test the API against its schema with many examples, on both databases (EXAMPLES=200)
	TEST_DATABASE=postgresql CONTRACT_EXAMPLES=$(or $(EXAMPLES),200) $(RUN) -m pytest tests/contract --timeout 0
	TEST_DATABASE=sqlite CONTRACT_EXAMPLES=$(or $(EXAMPLES),200) $(RUN) -m pytest tests/contract --timeout 0

fuzz: $(READY) ## Send unusual requests to the API, on both databases (REQUESTS=20000)
	TEST_DATABASE=postgresql FUZZ_REQUESTS=$(or $(REQUESTS),20000) $(RUN) -m pytest tests/fuzzing -n 0 --timeout 0
	TEST_DATABASE=sqlite FUZZ_REQUESTS=$(or $(REQUESTS),20000) $(RUN) -m pytest tests/fuzzing -n 0 --timeout 0

schema: $(READY) ## Write docs/openapi.yaml and docs/analysts/data-dictionary.md again
	$(MANAGE) spectacular --validate --fail-on-warn --file docs/openapi.yaml
	$(MANAGE) data_dictionary > docs/analysts/data-dictionary.md

FAULTS := record/test_history_tampering.py record/test_history_walk.py importing/test_killed.py changes/test_change_feed.py browser/test_accessible.py test_migrations.py api/public/test_time_travel.py api/public/test_filter_pairs.py desk/test_moving_clock.py

faults: $(READY) ## Run the tests of tampering, random walks and killed processes for longer, on both databases
	TEST_DATABASE=postgresql FAULTS=1 $(RUN) -m pytest $(addprefix tests/,$(FAULTS)) --timeout 0
	TEST_DATABASE=sqlite FAULTS=1 $(RUN) -m pytest $(addprefix tests/,$(FAULTS)) --timeout 0

mutants: $(READY) ## Check that the tests find small faults in a copy of the code (MUTANTS="week webhooks")
	$(RUN) -m tests.mutants $(MUTANTS)

bench: $(READY) ## Measure and write docs/maintainers/performance.md (SIZES="10000 100000" DATABASES=sqlite)
	DJANGO_SETTINGS_MODULE=config.settings $(RUN) -m tests.benchmarks

screenshots: $(READY) ## Take the screenshots of docs/start/screens.md again
	$(RUN) -m tests.screens

check: $(READY) ## Check lint, format, migrations, OpenAPI schema and deployment settings
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) spectacular --validate --fail-on-warn --file /dev/null
	CORROBORATE_ENV=production SECRET_KEY=$$($(RUN) -c 'import secrets; print(secrets.token_urlsafe(64))') \
	  ALLOWED_HOSTS=example.org DATABASE_URL=sqlite://:memory: \
	  $(MANAGE) check --deploy --fail-level WARNING

format: $(READY) ## Fix formatting and imports
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

lock: $(READY) ## Resolve the dependencies again into requirements.lock
	$(VENV)/bin/uv pip compile pyproject.toml --extra dev --universal --generate-hashes \
	  --python-version 3.11 --no-header --no-annotate --no-emit-index-url -q -o requirements.lock

clean: ## Remove the environments and all data of the demo
	rm -rf .venv var
