# Kebang. `make help` lists the commands. Needed: Go and make; Node.js for the pages; nothing else.

# git may refuse a foreign checkout, and then go would refuse to build; BUILD says which commit is built.
export GOFLAGS += -buildvcs=false

BUILD   ?= $(shell git describe --always --dirty --exclude '*' 2>/dev/null)
LDFLAGS  = -s -w -X main.build=$(BUILD)
ADDR    ?= 127.0.0.1:8080
DEMO    ?= demo-data
DATA    ?= ../shared/data

NPM      := $(shell command -v npm 2>/dev/null)
CC       := $(shell go env CC)
HAVE_CC  := $(shell command -v $(CC) 2>/dev/null)
RACE     ?= $(if $(HAVE_CC),-race)
# The browser of the tests; KEBANG_CHROMIUM names another one.
export KEBANG_CHROMIUM ?= $(shell command -v chromium 2>/dev/null || command -v chromium-browser 2>/dev/null || command -v google-chrome 2>/dev/null)

UI_SOURCES := $(shell find frontend/src frontend/public frontend/index.html frontend/vite.config.ts $(wildcard frontend/build/*.ts) frontend/tsconfig*.json -type f 2>/dev/null)
UI         := frontend/dist/app/index.html
MODULES    := frontend/node_modules/.kebang-installed
TESTSUM    := .bin/testsum
ENGINES    := .bin/testengines
TOXIPROXY  := .bin/toxiproxy
# Finds the tests that reach a server in all packages, starts the servers, runs them; every skip needs a reason it knows.
RUN_ENGINES = $(ENGINES) -venv .bin/engines -toxiproxy $(TOXIPROXY) $(if $(1),-may-miss $(1)) $(2) ./...
HAVE_VENV  := $(shell python3 -c 'import venv, ensurepip' 2>/dev/null && echo yes)
HAVE_MONGOD := $(shell command -v mongod 2>/dev/null)
LINT       := .bin/golangci-lint
GREMLINS   :=
MUTANTS    := .bin/mutants
# The packages of rules that have to pass, and the files of the score.
RULES      := $(addprefix internal/,money workday flow quantity deal listing stats contract registry \
              intake intake/wording intake/form intake/layout intake/change challenge challenge/bid \
              publicity approval) \
              'matcher:score*.go,require*.go'
TARGETS    := linux-amd64 linux-arm64 linux-loong64 windows-amd64

.PHONY: soak fuzz-api test-fuzz test-install test-build test-servers help build run dev generate fmt lint test test-go test-tools test-ui test-e2e test-engines engines e2e mutants bench eval env release vuln check clean
.DEFAULT_GOAL := help

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

build: $(UI) ## build ./kebang with the pages inside
	CGO_ENABLED=0 go build -trimpath -ldflags '$(LDFLAGS)' -o kebang ./cmd/kebang

run: build ## start Kebang with demonstration data on http://127.0.0.1:8080
	./kebang serve --demo --data $(DEMO) --addr $(ADDR)

dev: $(MODULES) ## start the server and Vite, which reloads the pages as they are edited
	@go build -o kebang ./cmd/kebang
	@./kebang serve --demo --data $(DEMO) --addr $(ADDR) & server=$$!; trap 'kill $$server' EXIT INT TERM; npm --prefix frontend run dev

generate: $(MODULES) ## write api/openapi.json from the Go types and the TypeScript types from it
	go test ./api -run OpenAPI -count=1 -update
	npm --prefix frontend run generate

fmt: ## format the Go code
	go fmt ./...
	go -C tools fmt ./...
	go -C deploy fmt ./...

lint: $(LINT) ## look for mistakes in Go and TypeScript (builds the linter once, some minutes)
	$(LINT) run ./...
	$(if $(NPM),$(MAKE) --no-print-directory $(MODULES) && npm --prefix frontend run lint,@echo 'SKIP: Node.js is missing')

# First everything is built. Then three lists run at the same time: the tests of the engines mostly wait for leases and
# broken lines, those of the browser wait for slow answers, and the others use the processors meanwhile. The engines go
# first where processors are short: a server that does not answer for ten seconds counts as gone.
BESIDE = $(TESTSUM) beside $(1) -- $(MAKE) --no-print-directory PREPARED=1

test: $(TESTSUM) ## pass all tests: Go, engines, pages, browser (KEBANG_TEST_STRICT=1 allows no missing compiler, Python, Node.js or browser)
	@rm -rf test-results/parts
	@failed=0; $(call BESIDE,'test-install test-build' test-servers test-tools) || failed=1; \
	$(call BESIDE,engines 'test-ui test-e2e' 'test-go test-fuzz') || failed=1; \
	$(TESTSUM) report || failed=1; exit $$failed

test-install: $(TESTSUM)
ifdef NPM
	@$(TESTSUM) run install step -- $(MAKE) --no-print-directory $(MODULES)
endif

test-build: $(TESTSUM)
ifdef NPM
	@$(TESTSUM) run build step -- $(MAKE) --no-print-directory build
endif

test-servers: $(TESTSUM)
	@$(TESTSUM) run servers step -- $(MAKE) --no-print-directory $(ENGINES) $(TOXIPROXY)

# The race detector triples the time and memory of a test, so it watches the packages that share memory: those that import
# sync, by themselves or in their tests. Not intake: it only takes turns, and its memory is measured.
# SQLite is C turned into Go: it keeps its own locks, and watching each of its steps would triple the time once more. Only
# its library goes unwatched. A package with generic code must stay watched: the linker may take its copy for all others.
PACKAGES = $(shell go list ./...)
SHARED   = {{$$p := .}}{{range $(1)}}{{if or (eq . "sync") (eq . "sync/atomic")}}{{$$p.ImportPath}}{{"\n"}}{{end}}{{end}}
SHARING  = $(filter-out %/intake %/intake/form %/intake/layout,$(shell go list -f '$(call SHARED,.Imports)$(call SHARED,.TestImports)$(call SHARED,.XTestImports)' ./... | sort -u))
WATCHED  = $(if $(RACE),$(RACE) -gcflags='modernc.org/...=-d=checkptr=0' -gcflags='modernc.org/sqlite/lib=-race=false -d=checkptr=0')

test-go: $(TESTSUM)
	@$(if $(RACE),:,$(TESTSUM) skip race 'a C compiler (for the race detector)')
	@failed=0; $(TESTSUM) run go go -- go test -timeout 20m -json $(filter-out $(SHARING),$(PACKAGES)) || failed=1; \
	$(TESTSUM) run sharing go -- go test $(WATCHED) -timeout 20m -json $(SHARING) || failed=1; \
	$(if $(RACE),$(TESTSUM) run load go -- go test -timeout 20m -json -run TestSoakLoadInOneGigabyte ./cmd/kebang || failed=1;) exit $$failed

test-tools: $(TESTSUM)
	@failed=0; $(TESTSUM) run tools go -- go -C tools test -json ./testsum ./testengines ./soak ./mutants || failed=1; \
	$(TESTSUM) run deploy go -- go -C deploy test -json ./... || failed=1; exit $$failed

test-ui: $(TESTSUM) $(if $(PREPARED),,test-install)
ifdef NPM
	@$(TESTSUM) run types step -- npm --prefix frontend run --silent typecheck
	@$(TESTSUM) run pages vitest frontend/test-results/vitest.json -- npm --prefix frontend run --silent test -- --reporter=default --reporter=json --outputFile.json=test-results/vitest.json
else
	@$(TESTSUM) skip pages Node.js
endif

test-e2e: $(TESTSUM) $(if $(PREPARED),,test-build)
ifneq ($(and $(NPM),$(KEBANG_CHROMIUM)),)
	@$(TESTSUM) run browser playwright frontend/test-results/playwright.json -- npm --prefix frontend run --silent e2e
else
	@$(TESTSUM) skip browser $(if $(NPM),Chromium,Node.js)
endif

test-engines: $(ENGINES) $(TOXIPROXY) ## pass the tests of MongoDB and Meilisearch over real servers; fails without one (MAY_MISS=meilisearch)
	@$(call RUN_ENGINES,$(MAY_MISS))

# The same as a part of `make test`. There is no registry to install Meilisearch from, so its tests may say SKIP here.
engines: $(TESTSUM) $(if $(PREPARED),,test-servers)
ifneq ($(HAVE_VENV)$(HAVE_MONGOD)$(KEBANG_TEST_MONGO_URL),)
	@$(TESTSUM) run engines go -- $(call RUN_ENGINES,meilisearch,-json)
else
	@$(TESTSUM) skip engines 'mongod, or Python 3 with venv (for SecantusDB, a MongoDB-compatible server),'
endif

FUZZ := .bin/fuzzapi
FUZZ_SECONDS ?= 10

fuzz-api: $(FUZZ) ## send schemathesis over every operation as each role, with limits off (FUZZ_SECONDS for each role)
	go build -o .bin/kebang-fuzzed ./cmd/kebang
	$(FUZZ) -kebang .bin/kebang-fuzzed -venv .bin/schemathesis -seconds $(FUZZ_SECONDS)

test-fuzz: $(TESTSUM)
ifneq ($(HAVE_VENV),)
	@$(TESTSUM) run fuzz-api step -- $(MAKE) --no-print-directory fuzz-api
else
	@$(TESTSUM) skip fuzz-api 'Python 3 with venv (for schemathesis)'
endif

SOAK_SECONDS ?= 60
SOAK_SEED    ?= $(shell date +%Y%m%d)

soak: $(TESTSUM) $(ENGINES) $(TOXIPROXY) $(FUZZ) ## the long proofs: kills, loads, random histories, fuzzing (SOAK_SECONDS for each, SOAK_SEED; about an hour)
	@go -C tools build -o ../.bin/soak ./soak
	@failed=0; .bin/soak -seconds $(SOAK_SECONDS) -seed $(SOAK_SEED) -- $(call RUN_ENGINES,meilisearch,-only ^TestSoak) || failed=1; \
	go build -o .bin/kebang-fuzzed ./cmd/kebang && \
	$(FUZZ) -kebang .bin/kebang-fuzzed -venv .bin/schemathesis -seconds $(SOAK_SECONDS) -seed $(SOAK_SEED) || failed=1; exit $$failed

mutants: $(MUTANTS) $(if $(GREMLINS),.bin/gremlins) ## change each condition of the rules and see whether a test notices (RULES=internal/money; GREMLINS=internal/money confirms it)
	$(MUTANTS) $(if $(GREMLINS),-gremlins .bin/gremlins $(GREMLINS),$(RULES))

e2e: test-e2e ## walk the path through the pages in Chromium

bench: ## measure the store and the matcher, also against Bleve (minutes)
	go test -run '^$$' -bench . -benchmem ./internal/store/... ./internal/challenge ./matcher/...
	go -C bench run .
	go -C bench run . -all

JUDGED := --demands $(DATA)/demands.jsonl --achievements $(DATA)/achievements.jsonl --judged $(DATA)/judged-dev.jsonl --exclude $(DATA)/exclude-dev.jsonl
# A set to check with, never to choose words or weights by; see its README.
SECOND := --demands $(DATA)/second/demands.jsonl --achievements $(DATA)/achievements.jsonl,$(DATA)/second/achievements.jsonl --judged $(DATA)/second/judged.jsonl
KNOWN := --queries $(DATA)/csl/queries-dev.jsonl --corpus $(DATA)/csl

eval: ## measure the matching on the judged pairs and on the known-item test
	@test -f $(DATA)/judged-dev.jsonl || { echo 'SKIP: $(DATA)/judged-dev.jsonl is missing'; exit 0; }; \
	set -e; \
	go run ./cmd/kebang eval $(JUDGED) --folds 10; \
	go run ./cmd/kebang eval $(JUDGED) --no-industry; \
	test ! -f $(DATA)/second/judged.jsonl || go run ./cmd/kebang eval $(SECOND); \
	test ! -f $(DATA)/second/judged.jsonl || go run ./cmd/kebang eval $(SECOND) --no-industry; \
	go run ./cmd/kebang eval $(KNOWN)/corpus_2k_half.jsonl --type half; \
	go run ./cmd/kebang eval $(KNOWN)/corpus_2k.jsonl --type titlekw

env: ## write .env with random secrets for docker compose (never overwrites)
	@sh deploy/env.sh .env

release: $(addprefix dist/kebang-,$(TARGETS)) ## build dist/: one offline binary each for Linux (amd64, arm64, loong64) and Windows
	@cd dist && sha256sum kebang-* > SHA256SUMS && cat SHA256SUMS

dist/kebang-%: $(UI) FORCE
	@mkdir -p dist
	CGO_ENABLED=0 GOOS=$(word 1,$(subst -, ,$*)) GOARCH=$(word 2,$(subst -, ,$*)) go build -trimpath -ldflags '$(LDFLAGS)' -o $@$(if $(findstring windows,$*),.exe) ./cmd/kebang

vuln: ## look the dependencies up in the Go vulnerability database, where it can be reached
	@out=$$(go run golang.org/x/vuln/cmd/govulncheck@v1.1.4 ./... 2>&1); code=$$?; echo "$$out"; \
	case "$$out" in *'fetching vulnerabilities'*|*'dial tcp'*) echo 'SKIP: the Go vulnerability database is missing';; *) exit $$code;; esac

check: lint test vuln ## everything before a commit goes out

clean: ## remove what was built, not the data
	rm -rf kebang dist .bin test-results frontend/dist/app frontend/node_modules frontend/test-results

# What is built from files.

$(MODULES): frontend/package.json frontend/package-lock.json
	npm --prefix frontend ci --no-audit --no-fund
	@touch $@

$(UI): $(MODULES) $(UI_SOURCES)
	npm --prefix frontend run build
	@touch $@

$(TESTSUM): $(wildcard tools/testsum/*.go)
	@go -C tools build -o ../$@ ./testsum

$(ENGINES): $(wildcard tools/testengines/*.go)
	@go -C tools build -o ../$@ ./testengines

$(FUZZ): $(wildcard tools/fuzzapi/*.go)
	@go -C tools build -o ../$@ ./fuzzapi

$(TOXIPROXY): tools/go.mod tools/go.sum
	@go -C tools build -o ../$@ github.com/Shopify/toxiproxy/v2/cmd/server

$(MUTANTS): $(wildcard tools/mutants/*)
	@go -C tools build -o ../$@ ./mutants

.bin/gremlins: tools/go.mod tools/go.sum
	@go -C tools build -o ../$@ github.com/go-gremlins/gremlins/cmd/gremlins

$(LINT): tools/go.mod tools/go.sum
	go -C tools build -o ../$@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint

FORCE:
