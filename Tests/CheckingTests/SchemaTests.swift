// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Foundation
import Testing

/// `Counterexamples/README.md` says what is so.
@Suite struct SchemaTests {
  private func document() throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try String(
      contentsOf: root.appendingPathComponent("Counterexamples/README.md"), encoding: .utf8)
  }

  @Test func itsExamplesAreRead() throws {
    let examples = try document().components(separatedBy: "```json\n").dropFirst()
      .map { $0.components(separatedBy: "```")[0] }
    #expect(examples.count == 2)
    for example in examples { _ = try CounterexampleFile.decode(Array(example.utf8)) }
    // The first is as the writer writes it.
    let first = try CounterexampleFile.decode(Array((examples.first ?? "").utf8))
    #expect(CounterexampleFile.encode(first) == examples.first)
  }

  @Test func itNamesEveryKindAtItsLevel() throws {
    let lines = try document().split(separator: "\n")
    for (level, kinds) in [
      ("PTE", KindSet.pte), ("PMD", .pmd), ("PUD", .pud), ("hugetlb", .hugetlb),
    ] {
      let names = kinds.members.map { "`\($0.name)`" }.joined(separator: " ")
      #expect(lines.contains("| \(level) | \(names) |"))
    }
  }

  @Test func itNamesEveryFlagAndOutcome() throws {
    let text = try document()
    let names =
      PfnWord.named.map(\.name) + VMA.Flags.named.map(\.name) + FaultOutcome.allCases.map(\.name)
      + Geometry.named.map(\.name)
    for name in names { #expect(text.contains("`\(name)`")) }
  }

  @Test func itNamesEveryFieldOfAProof() throws {
    let found = Counterexample(
      name: "a", title: "a", clause: "C6", subject: .init(revision: "v5.8"),
      minimality: .init(bound: "1 page", free: ["start"], unique: true),
      scenario: Scenario(count: 1))
    let text = try document()
    for name in ["minimal", "minimalBound", "free", "unique"] {
      #expect(CounterexampleFile.encode(.counterexample(found)).contains("\"\(name)\":"))
      #expect(text.contains("| `\(name)` |"))
    }
  }
}
