# `make demo` and `make test` need nothing by hand before: each installs what it lacks, once. `make help` lists the rest.

SAMPLE := assets/sample/les-abeilles-de-la-tour-nord.txt
BIN := .venv/bin

# Homebrew keeps Java out of the way of the system's; elsewhere these folders do not exist.
export PATH := /opt/homebrew/opt/openjdk/bin:/usr/local/opt/openjdk/bin:$(PATH)

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1	\2/p' $(MAKEFILE_LIST) | expand -t 12

.PHONY: demo
demo: .venv/ready ## export the sample article to MP3, PDF, EPUB and text, into out/
	$(BIN)/exporter export $(SAMPLE) --to mp3,pdf,epub,txt --out out
	@echo; echo 'Look and listen:'; find out -type f -not -path '*/.exporter/*' | sort | sed 's/^/  /'

# To measure coverage takes as long again as the tests themselves: `make test COVERAGE=1`. THOROUGH=1 tries more examples.
# What Python compiles is kept, whatever the environment says, since many tests start processes.
# A worker more than there are cores, since many tests wait.
COVERAGE :=
THOROUGH :=
WORKERS := $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 1)))
MEASURED := $(if $(COVERAGE),--cov --cov-report=)

.PHONY: test
test: .venv/ready-dev ## run the tests (COVERAGE=1: measure their coverage; THOROUGH=1: try more examples)
	THOROUGH=$(THOROUGH) PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -q --numprocesses=$(WORKERS) --maxprocesses=4 --dist=worksteal $(MEASURED)

.PHONY: check
check: lint types layers coverage ## everything else that must hold, after `make test COVERAGE=1`

.PHONY: lint
lint: .venv/ready-dev ## style: ruff's rules and format
	$(BIN)/ruff check
	$(BIN)/ruff format --check

.PHONY: types
types: .venv/ready-dev ## types: mypy, strict
	$(BIN)/mypy

.PHONY: layers
layers: .venv/ready-dev ## imports run downwards only
	$(BIN)/lint-imports

# The heart and everything French have no branch that no test takes.
HEART := exporter/model.py,exporter/canon.py,exporter/walk.py,exporter/rewrite.py,exporter/ports.py,exporter/events.py
HEART := $(HEART),exporter/errors.py,exporter/speech.py,exporter/registry.py,exporter/resources.py
HEART := $(HEART),exporter/passes/*,exporter/french/*

.PHONY: coverage
coverage: .venv/ready-dev ## branches taken by `make test COVERAGE=1`: all of the heart, 90 % of the whole
	@test -f .coverage || { echo 'make coverage: nothing was measured: run `make test COVERAGE=1` first' >&2; exit 2; }
	$(BIN)/coverage report --include='$(HEART)' --fail-under=100
	$(BIN)/coverage report --fail-under=90

.PHONY: bench
bench: .venv/ready-dev ## measure start, conversion, speech and whole archives
	$(BIN)/python -m tests.bench

.PHONY: messages
messages: .venv/ready-dev ## extract what people are told, update and compile the catalogues of other languages
	$(BIN)/python -m tools.messages

# Sets of articles and their scorers are not part of the project: make measure SETS=folder
.PHONY: measure
measure: .venv/ready-dev ## score the readers and the spoken forms on sets of articles (SETS=folder)
	@test -d "$(SETS)/scores" || { echo 'make measure SETS=FOLDER: a folder with scores/ and sets/'; exit 2; }
	$(BIN)/python $(SETS)/scores/score_tn.py "$(BIN)/exporter spoken -"
	$(BIN)/python $(SETS)/scores/score_typo.py "$(BIN)/exporter typeset -"
	$(BIN)/python $(SETS)/scores/score_extract.py $(SETS)/sets/html-fr-extraction "$(BIN)/python tests/extraction.py"
	$(BIN)/python $(SETS)/scores/score_extract.py $(SETS)/sets/orange-html-300 "$(BIN)/python tests/extraction.py"
	$(BIN)/python tests/bench_reading.py $(SETS)/sets 1000

N := 1000
.PHONY: corpus
corpus: .venv/ready-dev ## write N original articles for trials (N=1000), into build/corpus
	$(BIN)/python -m tests.corpus $(N) build/corpus

.PHONY: ace
ace: .venv/ready ## check the sample's EPUBs with Ace by DAISY (needs npm and Chromium)
	$(BIN)/exporter export $(SAMPLE) --to epub,epub-text --voice espeak --out build/ace
	tools/ace build/ace/*/*.epub

.PHONY: accept
accept: .venv/ready-dev ## rewrite the golden files of the tests; read the difference before committing it
	$(BIN)/pytest -q --accept

.PHONY: wheel
wheel: .venv/ready-dev ## build the wheel, into dist/
	$(BIN)/python -m build --wheel --no-isolation

.PHONY: setup
setup: .venv/ready ## install what `exporter` needs

.PHONY: setup-dev
setup-dev: .venv/ready-dev ## install what the tests need as well

.PHONY: pins
pins: ## resolve the dependencies anew and rewrite constraints.txt
	tools/pins

.PHONY: clean
clean: ## remove everything made, the virtual environment included
	rm -rf .venv out build dist .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

.venv/ready: pyproject.toml constraints.txt tools/setup
	tools/setup run
	@touch $@

.venv/ready-dev: pyproject.toml constraints.txt tools/setup
	tools/setup test
	@touch .venv/ready $@
