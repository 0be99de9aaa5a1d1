// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking

/// SplitMix64: the same numbers from the same seed, on every system.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return word ^ (word >> 31)
  }

  mutating func oneOf<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: values.indices, using: &self)]
  }
}

extension Scenario {
  /// A valid scenario that differs from a plain one in every kind of field: changes at random, of
  /// which those are kept that leave it valid.
  static func random(using random: inout SeededGenerator, changes: Int = 60) -> Scenario {
    var geometry = random.oneOf(Geometry.named.map(\.geometry))
    if Bool.random(using: &random) {
      geometry = Geometry(
        pmdShift: .random(in: 1...3, using: &random), pudShift: .random(in: 4...6, using: &random),
        tableShift: 1)
    }
    var scenario = Scenario(
      geometry: geometry, start: .random(in: 0..<geometry.pagesPerPUD, using: &random),
      count: .random(in: 0...40, using: &random))
    scenario.vmas = vmas(scenario, &random)
    // The default entries need not suit the VMAs.
    scenario.puds = scenario.puds.map { _ in .none }
    scenario.pmds = scenario.pmds.map { _ in .none }
    for _ in 0..<changes {
      var changed = scenario
      changed.change(&random)
      if (try? changed.validate()) != nil { scenario = changed }
    }
    return scenario
  }

  private static func vmas(_ scenario: Scenario, _ random: inout SeededGenerator) -> [VMA] {
    var page = scenario.start & ~(scenario.geometry.pagesPerPMD - 1)
    return (0..<Int.random(in: 0...4, using: &random)).map { _ in
      let vma = VMA(
        start: page, end: page + scenario.geometry.pagesPerPMD * .random(in: 1...3, using: &random),
        flags: random.oneOf([[.read, .write], .read, [.read, .write, .pfnmap], []]),
        hugetlb: random.oneOf([.no, .no, .pmd]))
      page = vma.end + (Bool.random(using: &random) ? 0 : scenario.geometry.pagesPerPMD)
      if vma.hugetlb == .pmd && vma.flags.contains(.pfnmap) {
        return VMA(start: vma.start, end: vma.end)
      }
      return vma
    }
  }

  /// Changes one thing, for better or worse.
  private mutating func change(_ random: inout SeededGenerator) {
    let kind = random.oneOf(Kind.allCases)
    let word = random.oneOf([0, PfnWord.fault, PfnWord.fault | PfnWord.write, random.next(), .max])
    switch Int.random(in: 0..<18, using: &random) {
    case 0: if let index = puds.indices.randomElement(using: &random) { puds[index] = kind }
    case 1, 2: if let index = pmds.indices.randomElement(using: &random) { pmds[index] = kind }
    case 3...6: if let index = ptes.indices.randomElement(using: &random) { ptes[index] = kind }
    case 7, 8:
      if let index = requests.indices.randomElement(using: &random) { requests[index] = word }
    case 9: defaultFlags = word
    case 10: pfnFlagsMask = word
    case 11:
      snapshotCall = .random(using: &random)
      mayDropLock = .random(using: &random)
      invalidated = .random(using: &random)
      accessedBits = .random(using: &random)
    case 12: pagemapLookups = .random(in: 0...9, using: &random)
    case 13: faults.append(random.oneOf(FaultOutcome.allCases))
    case 14: passes = .random(in: 1...8, using: &random)
    case 15: unlocked = .random(using: &random)
    case 16:
      let change = VMAChange(
        at: .random(in: 1...9, using: &random), kind: random.oneOf(VMAChange.Kind.allCases),
        start: .random(in: 0...9, using: &random), end: .random(in: 0...40, using: &random),
        flags: random.oneOf([[], .read, [.read, .write], [.read, .file]]))
      unlocked.changes.append(change)
    default:
      events.append(
        Event(
          at: .random(in: 1...30, using: &random), target: random.oneOf(Event.Target.allCases),
          index: .random(in: 0...3, using: &random), kind: kind))
    }
  }
}

extension UnlockedCall {
  static func random(using random: inout SeededGenerator) -> UnlockedCall {
    func times(_ random: inout SeededGenerator) -> [Int] {
      (0..<Int.random(in: 0...3, using: &random)).map { _ in .random(in: 0...99, using: &random) }
    }
    return UnlockedCall(
      timeout: random.oneOf([0, 5, .max, random.next()]),
      jiffies: random.oneOf([0, random.next()]),
      lockTimes: times(&random), faultTimes: times(&random),
      signal: random.oneOf([nil, .random(in: 1...9, using: &random)]),
      reaped: random.oneOf([nil, .random(in: 1...9, using: &random)]))
  }
}

extension Counterexample {
  static func random(using random: inout SeededGenerator) -> Counterexample {
    Counterexample(
      name: random.oneOf(["a", "range-need-is-union", "b20-2"]),
      title: random.oneOf(["title", "Größe \"in\" pages\\", "日本語 🐧"]), clause: "C6",
      subject: Subject(revision: "v5.8", without: random.oneOf([[], ["a"], ["a", "b"]])),
      violates: random.oneOf([[], ["v5.0"]]), holds: random.oneOf([[], ["v5.8", "v6.16"]]),
      fixedBy: random.oneOf([[], ["range-need-is-union"]]),
      provenance: Provenance(seed: random.oneOf([nil, 0, random.next()]), generator: 3),
      note: random.oneOf([nil, "", "two\nlines\t\u{0}\u{202e}\r\u{10ffff}"]),
      minimality: random.oneOf([
        nil, Minimality(bound: "1 page", unique: true),
        Minimality(bound: "1 page", free: ["requests[0]", "start"], unique: false),
      ]), scenario: .random(using: &random))
  }
}
