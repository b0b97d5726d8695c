# Everything a person or CI runs. `make` alone builds the binary.

GO      ?= go
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS  = -s -w -X main.version=$(VERSION)
SHARED  ?= ../shared
LINT     = bin/golangci-lint

.PHONY: build test race lint trials bench laws accuracy report-figures audit-figures redact-figures e2e demo golden fuzz clean

build: ## one static binary, bin/inquest
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags "$(LDFLAGS)" -o bin/inquest ./cmd/inquest

test: ## all tests, as a contributor runs them
	$(GO) test ./...

race: ## all tests with the race detector, twice
	CGO_ENABLED=1 $(GO) test -race -count=2 ./...

trials: ## every bit, cut, change and failing call of the trials, not samples: hours
	$(GO) test ./internal/trials -every -v -timeout 12h

$(LINT): tools/golangci-lint/go.mod
	$(GO) build -modfile=tools/golangci-lint/go.mod -o $@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint

lint: $(LINT) ## golangci-lint; the house rules are tests in internal/house
	$(LINT) run ./...

bench: build ## CPU, wall and memory as ratios to ripgrep, into docs/figures/speed.txt
	$(GO) run ./scripts/bench -loggen $(SHARED)/loggen -rounds 3 | tee docs/figures/speed.txt

accuracy: build ## scores on the labelled cases in $(SHARED)/data, into docs/figures/
	SHARED=$(SHARED) scripts/accuracy.sh docs/figures/accuracy.txt

audit-figures: ## what an audit finds of changed facts, and its false alarms, into docs/figures/audit.txt
	$(GO) run ./scripts/auditfigures | tee docs/figures/audit.txt

laws: ## 100,000 splits, orders and repetitions of real logs against one profile each, into docs/figures/
	SHARED=$(SHARED) scripts/laws.sh docs/figures/laws.txt

redact-figures: ## what of planted secrets is masked, and what in clean logs, into docs/figures/redaction.txt
	$(GO) run ./scripts/redactfigures examples testdata/cases $(SHARED)/data/job-failures | tee docs/figures/redaction.txt

report-figures: build ## size and time of every kind of report, into docs/figures/report.txt
	{ scripts/report_figures.sh $(SHARED)/loggen; echo; $(GO) run ./scripts/reportfigures examples/healthy examples/nightly-jobs examples/shared-event examples/two-days; } | tee docs/figures/report.txt

e2e/node_modules: e2e/package-lock.json
	cd e2e && npm ci
	touch $@

e2e: build e2e/node_modules ## the HTML report in a browser; needs node 20 and chromium
	cd e2e && node run.mjs

demo: build ## the README's example on the terminal
	bin/inquest examples/nightly-jobs

golden: ## rewrite the golden files; review the diff
	$(GO) test ./... -run 'Golden|Examples|Docs' -update

fuzz: ## every fuzz target (of PACKAGES) for FUZZTIME, into docs/figures/fuzz.txt
	PACKAGES="$(PACKAGES)" scripts/fuzz.sh $(or $(FUZZTIME),30s) docs/figures/fuzz.txt

clean:
	rm -rf bin
