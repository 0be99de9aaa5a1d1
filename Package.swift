// swift-tools-version: 6.2
// SPDX-License-Identifier: GPL-2.0-or-later

import PackageDescription

/// Without cross-module optimisation the generic walk is not specialised over its domain and runs
/// some 35 times slower; `make bench` and CI measure that ratio.
let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

let package = Package(
  name: "hmmcheck",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .target(name: "Logic", swiftSettings: settings),
    .target(name: "AddressSpace", dependencies: ["Logic"], swiftSettings: settings),
    .target(
      name: "Specification", dependencies: ["AddressSpace", "Logic"], path: "Specs",
      exclude: ["rlimits.json"],
      swiftSettings: settings),
    .target(name: "KernelSource", dependencies: ["Logic"], swiftSettings: settings),
    .target(
      name: "RangeFault", dependencies: ["AddressSpace", "Logic"], swiftSettings: settings),
    .target(
      name: "KernelWalk", dependencies: ["AddressSpace", "KernelSource", "Logic"],
      swiftSettings: settings),
    .target(
      name: "Checking",
      dependencies: [
        "AddressSpace", "KernelSource", "KernelWalk", "Logic", "RangeFault", "Specification",
      ],
      swiftSettings: settings),
    .systemLibrary(name: "CZ3", pkgConfig: "z3", providers: [.apt(["libz3-dev"])]),
    .target(name: "Processes", swiftSettings: settings),
    .target(
      name: "Solver", dependencies: ["CZ3", "Logic", "Processes"], swiftSettings: settings),
    .target(name: "Workers", dependencies: ["Processes"], swiftSettings: settings),
    .target(
      name: "Proving",
      dependencies: [
        "AddressSpace", "Checking", "KernelSource", "KernelWalk", "Logic", "Protocol", "RangeFault",
        "Solver", "Specification",
        "Workers",
      ], swiftSettings: settings),
    .target(
      name: "Protocol", dependencies: ["AddressSpace", "Checking", "Logic"],
      exclude: ["README.md"],
      swiftSettings: settings),
    .target(
      name: "Mutation",
      dependencies: [
        "AddressSpace", "Checking", "KernelSource", "KernelWalk", "Logic", "Proving", "RangeFault",
        "Specification",
      ],
      swiftSettings: settings),
    .target(
      name: "Reporting",
      dependencies: [
        "AddressSpace", "Checking", "KernelSource", "KernelWalk", "Logic", "Mutation", "Protocol",
        "Proving", "RangeFault", "Running", "Specification",
      ],
      swiftSettings: settings),
    .target(
      name: "Running",
      dependencies: ["AddressSpace", "Checking", "KernelWalk", "Logic", "Processes", "RangeFault"],
      swiftSettings: settings),
    .executableTarget(
      name: "hmmcheck",
      dependencies: [
        "AddressSpace", "Checking", "KernelSource", "KernelWalk", "Mutation", "Protocol", "Proving",
        "RangeFault", "Reporting", "Running", "Solver", "Specification", "Workers",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: settings),
    .executableTarget(
      name: "hmmcheck-bench",
      dependencies: [
        "AddressSpace", "Checking", "KernelSource", "KernelWalk", "Logic", "Protocol", "Proving",
        "RangeFault", "Solver", "Specification", "Transcription",
      ],
      path: "Benchmarks/hmmcheck-bench", swiftSettings: settings),
    .target(
      name: "Transcription", dependencies: ["AddressSpace", "Logic"],
      path: "Benchmarks/Transcription", swiftSettings: settings),
    .target(name: "CSamples", path: "Tests/CSamples", cSettings: [.unsafeFlags(["-w"])]),
    .testTarget(
      name: "KernelSourceTests", dependencies: ["CSamples", "KernelSource", "Logic"],
      swiftSettings: settings),
    .testTarget(
      name: "KernelWalkTests",
      dependencies: [
        "AddressSpace", "Checking", "KernelSource", "KernelWalk", "Logic", "Proving", "Solver",
        "Specification",
      ], swiftSettings: settings),
    .testTarget(name: "LogicTests", dependencies: ["Logic"], swiftSettings: settings),
    .testTarget(
      name: "SolverTests", dependencies: ["CZ3", "Logic", "Solver"], swiftSettings: settings),
    .testTarget(name: "ProcessesTests", dependencies: ["Processes"], swiftSettings: settings),
    .testTarget(
      name: "WorkersTests", dependencies: ["Processes", "Workers"], swiftSettings: settings),
    .testTarget(
      name: "ProvingTests",
      dependencies: [
        "AddressSpace", "Checking", "KernelSource", "KernelWalk", "Logic", "Protocol", "Proving",
        "RangeFault", "Solver", "Specification", "Workers",
      ], swiftSettings: settings),
    .testTarget(
      name: "AddressSpaceTests", dependencies: ["AddressSpace", "Logic"], swiftSettings: settings),
    .testTarget(
      name: "CheckingTests",
      dependencies: [
        "AddressSpace", "Checking", "KernelSource", "Logic", "RangeFault", "Specification",
        "Transcription",
      ], swiftSettings: settings),
    .testTarget(
      name: "SpecificationTests",
      dependencies: ["AddressSpace", "Checking", "Logic", "RangeFault", "Specification"],
      swiftSettings: settings),
    .testTarget(
      name: "RangeFaultTests",
      dependencies: [
        "AddressSpace", "Checking", "Logic", "RangeFault", "Specification", "Transcription",
      ], swiftSettings: settings),
    .testTarget(
      name: "ProtocolTests",
      dependencies: [
        "AddressSpace", "Checking", "Logic", "Protocol", "RangeFault",
      ], swiftSettings: settings),
    .testTarget(
      name: "MutationTests",
      dependencies: [
        "AddressSpace", "Checking", "KernelSource", "KernelWalk", "Mutation", "Proving",
        "Reporting", "Specification",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ReportingTests",
      dependencies: [
        "AddressSpace", "Checking", "Logic", "Proving", "RangeFault", "Reporting",
        "Specification",
      ], swiftSettings: settings),
    .testTarget(
      name: "RunningTests",
      dependencies: ["AddressSpace", "Checking", "Logic", "RangeFault", "Running"],
      swiftSettings: settings),
    .testTarget(
      name: "CommandLineTests", dependencies: ["hmmcheck", "Solver"], swiftSettings: settings),
  ]
)
