// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// A scenario as the runner in a kernel reads it: lines of hexadecimal numbers, in which
/// `VALUE*COUNT` repeats a value.
///
/// `Kernel/runner/init.c` says what each line holds.
public struct RunnerScenario {
  public let id: UInt64
  public let scenario: Scenario
  private let encoding: Encoding

  /// - Parameter encoding: how the kernel writes words.
  public init(id: UInt64, _ scenario: Scenario, _ encoding: Encoding) {
    self.id = id
    self.scenario = scenario
    self.encoding = encoding
  }

  /// What the runner has room for.
  public static let mostPages = 1536
  static let mostVMAs = 32
  static let mostFaults = 16

  /// The lines, each with its end.
  public var text: String {
    let head = [
      id, UInt64(scenario.start), UInt64(scenario.count), encoding.request(scenario.defaultFlags),
      encoding.request(scenario.pfnFlagsMask), UInt64(scenario.passes),
      scenario.invalidated ? 1 : 0,
    ]
    var lines = [line("scenario", head)]
    for vma in scenario.vmas {
      lines.append(
        line(
          "vma",
          [
            UInt64(vma.start), UInt64(vma.end), UInt64(vma.flags.rawValue),
            UInt64(vma.hugetlb.rawValue), UInt64(vma.endOfFile),
          ]))
    }
    func kinds(_ kinds: [Kind]) -> [UInt64] { kinds.map { UInt64($0.rawValue) } }
    lines += [
      runs("pud", kinds(scenario.puds)), runs("pmd", kinds(scenario.pmds)),
      runs("pte", kinds(scenario.ptes)),
      runs("request", scenario.requests.map { encoding.request($0) }),
      runs("fault", scenario.faults.map { UInt64($0.rawValue) }), "end",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ word: String, _ numbers: [UInt64]) -> String {
    ([word] + numbers.map { String($0, radix: 16) }).joined(separator: " ")
  }

  private func runs(_ word: String, _ values: [UInt64]) -> String {
    var parts: [(value: UInt64, count: Int)] = []
    for value in values {
      if let last = parts.last, last.value == value {
        parts[parts.count - 1].count += 1
      } else {
        parts.append((value, 1))
      }
    }
    return
      ([word]
      + parts.map { part in
        String(part.value, radix: 16)
          + (part.count == 1 ? "" : "*" + String(part.count, radix: 16))
      }).joined(separator: " ")
  }
}
