# SPDX-License-Identifier: GPL-2.0-or-later

.PHONY: run test bench format setup

# Builds for speed and checks the contract on 100,000 scenarios.
run: setup
	swift build -c release --product hmmcheck
	.build/release/hmmcheck --seeds 100000

# The whole test suite, in debug: with overflow checks and assertions.
test: setup
	swift build --build-tests
	swift test --skip-build

# Throughput, and the generic walk beside a hand-written one.
bench: setup
	swift build -c release --product hmmcheck-bench
	.build/release/hmmcheck-bench

format:
	swift format --in-place --recursive Package.swift Sources Specs Tests Benchmarks

# Debian's packages that hmmcheck is built with, where they are missing.
setup:
	@command -v swift >/dev/null || { echo "Swift 6.3 or later is needed: https://www.swift.org/install" >&2; exit 1; }
	@if ! command -v pkg-config >/dev/null || ! pkg-config --exists z3; then \
	  if [ "$$(id -u)" = 0 ]; then as_root=; else as_root=sudo; fi; \
	  $$as_root apt-get update && $$as_root apt-get install --yes libz3-dev pkg-config; \
	fi
