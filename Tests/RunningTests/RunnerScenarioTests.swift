// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Foundation
import Testing

@testable import Running

/// What the runner is given.
@Suite struct RunnerScenarioTests {
  private static let header: String = {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Kernel/runner/scenario.h")
    return (try? String(contentsOf: url, encoding: .utf8)) ?? ""
  }()

  /// The names of an enumeration of the runner's, in order, as files have them.
  private func names(_ enumeration: String) throws -> [String] {
    let begin = try #require(Self.header.firstRange(of: "enum \(enumeration) {"))
    let rest = Self.header[begin.upperBound...]
    let end = try #require(rest.firstRange(of: "};"))
    return rest[..<end.lowerBound].split(whereSeparator: { ",\n\t ".contains($0) })
      .filter { $0.hasPrefix("HC_") }
      .map { $0.dropFirst(3).lowercased().replacing("_", with: "-") }
  }

  @Test func bothCountKindsAlike() throws {
    let kinds = try names("hc_kind").dropLast()
    #expect(kinds.count > 20)
    #expect(Array(kinds) == Kind.allCases.prefix(kinds.count).map(\.name))
  }

  @Test func bothCountOutcomesAlike() throws {
    let outcomes = try names("hc_outcome")
    #expect(outcomes == FaultOutcome.allCases.prefix(outcomes.count).map(\.name))
  }

  @Test func aScenarioIsLinesOfNumbers() {
    var scenario = Scenario(geometry: .x86, start: 511, count: 3)
    scenario.vmas = [VMA(start: 0, end: 1024, flags: [.read], endOfFile: 12)]
    scenario.ptes = [.writable, .writable, .swap]
    scenario.requests = [PfnWord.fault, 0, 0]
    scenario.faults = [.outOfMemory]
    scenario.passes = 2
    #expect(
      RunnerScenario(id: 255, scenario, .mapOrder).text
        == """
        scenario ff 1ff 3 0 e3ffffffffffffff 2 0
        vma 0 400 1 0 c
        pud 15
        pmd 15*2
        pte 2*2 a
        request 8000000000000000 0*2
        fault 5
        end

        """)
  }

  @Test func whatCannotBeLaidOutIsTold() {
    func refusal(_ change: (inout Scenario) -> Void) -> String? {
      var scenario = Scenario(geometry: .x86, count: 1)
      change(&scenario)
      return RunnerLimits.refusal(scenario)
    }
    #expect(refusal { _ in } == nil)
    #expect(refusal { $0.geometry = .small } == "geometries other than x86-64")
    #expect(refusal { $0.faults = [.retry] } == "the outcome retry")
    #expect(refusal { $0.ptes = [.devmapReadOnly] } == "devmap-read-only PTEs")
    #expect(refusal { $0.puds = [.pudWritable] } == "pud-writable PUDs")
    #expect(refusal { $0.vmas[0].hugetlb = .pmd } == "hugetlb VMAs")
    #expect(
      refusal { $0.ptes = [.specialReadOnly] }
        == "special PTEs in VMAs without PFNMAP or MIXEDMAP, which the kernel calls bad")
    #expect(
      refusal {
        $0.pmds = [.hugeWritable]
        $0.vmas = [VMA(start: 0, end: 511)]
      } == "huge PMDs that a VMA does not cover")
  }
}
