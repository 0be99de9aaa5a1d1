// SPDX-License-Identifier: GPL-2.0-or-later

import CSamples
import Foundation
import Testing

@testable import KernelSource

/// The same text compiled and interpreted.
struct SampleTests {
  static let files = [
    "Booleans", "Conversions", "Enumerations", "Expressions", "Loops", "Macros", "Pointers",
    "Promotions", "Shifts", "Structures",
  ]

  typealias Native = @convention(c) (UInt64, UInt64, UInt64) -> UInt64

  /// The compiled functions by name.
  static let native: [String: Native] = {
    var result: [String: Native] = [:]
    guard let samples = c_samples() else { return [:] }
    var index = 0
    while let name = samples[index].name {
      result[String(cString: name)] = samples[index].run
      index += 1
    }
    return result
  }()

  static func program(_ file: String) throws -> Program {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "CSamples")
    let text = try String(contentsOf: folder.appending(path: "\(file).c"), encoding: .utf8)
    return try KernelText.read(main: SourceFile(name: "\(file).c", text: text))
  }

  static func samples(_ program: Program) -> [String] {
    program.functions.filter { $0.hasPrefix("sample_") }
  }

  @Test func everySampleIsFound() throws {
    var names: Set<String> = []
    for file in Self.files {
      let program = try Self.program(file)
      #expect(program.dropped.map(\.problem.description) == [])
      #expect(program.problems.map(\.description) == [])
      names.formUnion(Self.samples(program))
    }
    #expect(names == Set(Self.native.keys))
    #expect(names.count >= 100)
  }

  @Test(arguments: files)
  func concreteRunsAgree(_ file: String) throws {
    let program = try Self.program(file)
    var words = Words(seed: 1)
    for name in Self.samples(program) {
      let native = try #require(Self.native[name])
      for _ in 0..<40 {
        let (a, b, c) = (words.edge(), words.edge(), words.edge())
        let expected = Outcome(value: native(a, b, c), finding: nil)
        let outcome = runConcrete(program, name, [a, b, c])
        #expect(outcome == expected, "\(name)(\(a), \(b), \(c))")
        if outcome != expected { break }
      }
    }
  }

  @Test(arguments: files)
  func symbolicRunsAgree(_ file: String) throws {
    let program = try Self.program(file)
    var words = Words(seed: 2)
    for name in Self.samples(program) {
      let native = try #require(Self.native[name])
      let assignments = (0..<20).map { _ in [words.edge(), words.edge(), words.edge()] }
      let run = try #require(try runSymbolic(program, name, assignments, fuel: 2000))
      for (arguments, outcome) in zip(assignments, run.outcomes) {
        let value = native(arguments[0], arguments[1], arguments[2])
        #expect(outcome == Outcome(value: value, finding: nil), "\(name)(\(arguments))")
      }
    }
  }
}
