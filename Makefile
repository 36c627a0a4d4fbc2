# Two commands do everything on a machine that has Python 3.11+, make and git: `make site` and `make test`.

# The newest of these that fits is used; name another one with `make PYTHONS=/path/to/python site`.
PYTHONS = python3.13 python3.12 python3.11 python3
BIN = .venv/bin
PAGE = file://$(abspath output/index.html)

.DEFAULT_GOAL := help
.PHONY: help env site serve check test laws lint corpora bench-update bench-search bench-furniture lock clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):[^#]*## /  make \1\t/p' $(MAKEFILE_LIST)

env: ## make the environment in .venv, if it is not there or not up to date
	@for python in $(PYTHONS); do \
		"$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null \
			&& exec "$$python" scripts/bootstrap.py; \
	done; echo 'Python 3.11, 3.12 or 3.13 is needed: sudo apt install python3, or make PYTHONS=/path/to/python' >&2; exit 1

site: env ## clean the bundled sample captures and build the site
	@$(BIN)/backfile add --store captures --content content tests/sample/captures
	@$(BIN)/backfile build
	@printf 'The site is in output/. Open %s in a browser, or run `make serve`.\n' '$(PAGE)'

serve: env ## serve the site on this machine
	@$(BIN)/backfile serve

check: env ## check the archive's Markdown files
	@$(BIN)/backfile check

test: lint ## run all checks and tests, browser tests included
	@$(BIN)/python scripts/chromium.py
	@$(BIN)/python scripts/pywb.py
	$(BIN)/python -m pytest -n 2 -q -rs

laws: env ## try 1,000 sequences of edits, changes upstream, updates and kills; takes minutes
	BACKFILE_LAW_SEQUENCES=1000 $(BIN)/python -m pytest -q tests/write/test_editor_law.py

lint: env ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

corpora: env ## read public collections of other people's files, which are fetched from PyPI
	@for name in protego feedparser; do \
		$(BIN)/pip download --quiet --no-binary $$name --no-deps --no-build-isolation --cache-dir .cache/pip \
			--dest .cache/corpora $$name; done
	PYTHONPATH=scripts $(BIN)/python scripts/bench/robots.py $$(ls .cache/corpora/protego-*.tar.gz | tail -n 1)
	PYTHONPATH=scripts $(BIN)/python scripts/bench/feeds.py $$(ls .cache/corpora/feedparser-*.tar.gz | tail -n 1)

bench-update: env ## what an update costs that brings nothing new
	PYTHONPATH=scripts $(BIN)/python scripts/bench/updating.py

bench-search: env ## measure the search at 10,000 texts, beside Pagefind's (needs apt and npm)
	@PYTHONPATH=scripts $(BIN)/python scripts/bench/search.py

bench-furniture: env ## measure what is learned as furniture, with all rules switched off
	@PYTHONPATH=scripts $(BIN)/python scripts/bench/furniture.py

lock: env ## choose the newest versions of all dependencies and write requirements.lock
	$(BIN)/pip install --quiet --upgrade --target .cache/uv --cache-dir .cache/pip uv
	.cache/uv/bin/uv pip compile --quiet --no-config --system-certs --cache-dir .cache/uv-cache --upgrade --universal \
		--fork-strategy fewest --generate-hashes --extra dev --python-version 3.11 --no-header --no-annotate \
		--output-file requirements.lock pyproject.toml

clean: ## delete what make can make again; never content/ or captures/
	rm -rf output output.releases .venv .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis scripts/*.egg-info
