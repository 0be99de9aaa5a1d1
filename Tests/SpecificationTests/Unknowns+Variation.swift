// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault

extension Walk<Concrete> {
  /// Gives other numbers to about half of what is unknown to a symbolic run. They need not make a
  /// valid scenario: the law of domains holds for all numbers.
  mutating func vary(_ unknowns: Unknowns, _ random: inout SplitMix64) {
    let encoding = convention.encoding
    var generator = random
    func changes() -> Bool { generator.chance(50) }
    world.visit(
      unknowns,
      byte: { name, value in
        if changes() { value = generator.byte(for: name) }
      },
      half: { _, value in
        if changes() { value = UInt32(generator.below(14)) }
      },
      word: { name, value in
        if changes() { value = generator.word(for: name, encoding) }
      },
      bit: { _, value in
        if changes() { value = generator.chance(20) }
      })
    random = generator
  }

  /// The numbers of everything that is unknown to a symbolic run.
  mutating func assignment(_ unknowns: Unknowns) -> [String: UInt64] {
    var numbers: [String: UInt64] = [:]
    world.visit(
      unknowns, byte: { numbers[$0] = UInt64($1) }, half: { numbers[$0] = UInt64($1) },
      word: { numbers[$0] = $1 }, bit: { numbers[$0] = $1 ? 1 : 0 })
    return numbers
  }
}

extension SplitMix64 {
  /// A number for an unknown byte: mostly one that means something there.
  fileprivate mutating func byte(for name: String) -> UInt8 {
    if chance(2) { return UInt8(below(256)) }
    if name.hasPrefix("outcome") { return UInt8(below(FaultOutcome.plain.count)) }
    if name.hasPrefix("vma") { return chance(70) ? 3 : UInt8(below(128)) }
    var kinds = KindSet.pte
    if name.hasPrefix("pmd") { kinds = chance(60) ? [.table] : KindSet.pmd.union(.hugetlb) }
    if name.hasPrefix("pud") { kinds = chance(80) ? [.table] : KindSet.pud.union(.hugetlb) }
    let members = kinds.members
    return members[below(members.count)].rawValue
  }

  fileprivate mutating func word(for name: String, _ encoding: Encoding) -> UInt64 {
    if name.lowercased().contains("frame") { return next() >> UInt64(30 + below(30)) }
    if name.hasPrefix("end") { return UInt64(below(5)) }
    if name == "mask", chance(60) { return chance(70) ? .max : 0 }
    var word: UInt64 = 0
    for bits in [
      encoding.valid, encoding.write, encoding.devicePrivate, encoding.sticky, encoding.error,
    ] where chance(40) { word |= bits }
    return chance(20) ? word | next() >> UInt64(below(64)) : word
  }
}
