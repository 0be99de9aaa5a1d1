# SPDX-License-Identifier: GPL-2.0-or-later

AS_ROOT := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: run test prove prove-mutants bench bench-protocol format setup cvc5 spin linux-source kernels \
  kernel-run

# Builds for speed and checks the contract on 100,000 scenarios.
run: setup
	swift build -c release --product hmmcheck
	.build/release/hmmcheck --seeds 100000

# The whole test suite, in debug: with overflow checks and assertions.
test: setup
	swift build --build-tests
	swift test --skip-build

# The whole table of proofs, and what finds each fix; then cvc5's opinion of the table, and for each
# group how many of how many questions it confirms: what it cannot decide in ten seconds it does not.
prove: setup cvc5
	swift build -c release --product hmmcheck
	.build/release/hmmcheck prove
	.build/release/hmmcheck prove --each-fix --rounds
	.build/release/hmmcheck prove --cross-check --cross-partial

# Whether anything wrong is proved: mutants of a kernel's text that random scenarios kill, given to the
# solver alone. Two hours on two cores at most: make prove-mutants TREE=~/linux
prove-mutants:
	@[ -n "$(TREE)" ] || { echo "prove-mutants needs a kernel's tree: make prove-mutants TREE=DIR" >&2; exit 1; }
	@$(MAKE) --no-print-directory setup
	swift build -c release --product hmmcheck
	.build/release/hmmcheck mutants --kernel $(TREE) --prove $(if $(RNG),--rng $(RNG))

# Throughput, and the generic walk beside a hand-written one.
bench: setup
	swift build -c release --product hmmcheck-bench
	.build/release/hmmcheck-bench

# The protocol of the reference driver, explored here and by Spin: counts, verdicts, speed.
bench-protocol: setup spin
	swift build -c release --product hmmcheck-bench
	.build/release/hmmcheck-bench --protocol

format:
	swift format --in-place --recursive Package.swift Sources Specs Tests Benchmarks

# Debian's packages that hmmcheck is built with, where they are missing.
setup:
	@command -v swift >/dev/null || { echo "Swift 6.3 or later is needed: https://www.swift.org/install" >&2; exit 1; }
	@if ! command -v pkg-config >/dev/null || ! pkg-config --exists z3; then \
	  $(AS_ROOT) apt-get update && $(AS_ROOT) apt-get install --yes libz3-dev pkg-config; \
	fi

# The second solver, where it is missing.
cvc5:
	@command -v cvc5 >/dev/null || { \
	  $(AS_ROOT) apt-get update && $(AS_ROOT) apt-get install --yes cvc5; \
	}

# Spin, and the compiler that its verifiers need, where they are missing.
spin:
	@command -v spin >/dev/null && command -v gcc >/dev/null || { \
	  $(AS_ROOT) apt-get update && \
	  $(AS_ROOT) apt-get install --yes --no-install-recommends spin gcc libc6-dev; \
	}

# Debian's sources of the kernels that README.md tells of, as far as they can be had: from the suites of
# the machine's own archives, without touching its packages. make kernels KERNELS=FOLDER
KERNELS ?= kernels
VERSIONS ?= 6.1 6.12 7.2 7.3
kernels:
	@.ci/kernels $(KERNELS) $(VERSIONS)

# A kernel's sources, which CI checks.
linux-source:
	@[ -e /usr/src/linux-source-6.1.tar.xz ] || { \
	  $(AS_ROOT) apt-get update && \
	  $(AS_ROOT) apt-get install --yes --no-install-recommends linux-source-6.1; \
	}

# The small kernel with the runner, built from Debian's source or from a tree, and what the model says
# beside it on random scenarios: make kernel-run KERNEL=6.12, or KERNEL=DIR
KERNEL ?= 6.12
SCENARIOS ?= 2000
MACHINE = kernels/run/$(subst /,-,$(KERNEL))
kernel-run: setup
	@[ -d "$(KERNEL)" ] || [ -e kernels/linux-source-$(KERNEL).tar.xz ] || .ci/kernels kernels $(KERNEL)
	@source="$(KERNEL)"; [ -d "$$source" ] || source=kernels/linux-source-$(KERNEL).tar.xz; \
	Kernel/build "$$source" $(MACHINE) && \
	swift build -c release --product hmmcheck && \
	.build/release/hmmcheck compare-kernel --kernel "$$source" --machine $(MACHINE) --scenarios $(SCENARIOS)
