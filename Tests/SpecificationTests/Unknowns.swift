// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

/// Which parts of a scenario are unknown to a symbolic run; the others keep their numbers.
struct Unknowns: OptionSet {
  var rawValue: Int

  /// Request words, defaults and mask.
  static let requests = Unknowns(rawValue: 1)
  /// PTEs, kind and frame.
  static let ptes = Unknowns(rawValue: 2)
  /// PMDs and PUDs, kind and frame.
  static let tables = Unknowns(rawValue: 4)
  /// What the fault handler does, VMAs' flags and files' ends, and how long a page map lives.
  static let faults = Unknowns(rawValue: 8)
  /// When the events happen, and what they make of their entries.
  static let events = Unknowns(rawValue: 16)
  /// Whether the range was invalidated before the call.
  static let sequence = Unknowns(rawValue: 32)
}

/// Visits every value of a loaded world that can be unknown, with a name that is the same in both
/// domains.
extension World {
  mutating func visit(
    _ unknowns: Unknowns, byte: (String, inout D.Byte) -> Void,
    half: (String, inout D.Half) -> Void, word: (String, inout D.Word) -> Void,
    bit: (String, inout D.Bit) -> Void
  ) {
    if unknowns.contains(.requests) {
      for page in 0..<count { word("input\(page)", &pages[page].input) }
      word("defaults", &defaultFlags)
      word("mask", &pfnFlagsMask)
    }
    if unknowns.contains(.ptes) {
      for page in 0..<count {
        byte("pte\(page)", &pages[page].pte.kind)
        word("frame\(page)", &pages[page].pte.pfn)
      }
    }
    if unknowns.contains(.tables) {
      for pmd in pmds.indices {
        byte("pmd\(pmd)", &pmds[pmd].kind)
        word("pmdFrame\(pmd)", &pmds[pmd].pfn)
      }
      for pud in puds.indices {
        byte("pud\(pud)", &puds[pud].kind)
        word("pudFrame\(pud)", &puds[pud].pfn)
      }
    }
    if unknowns.contains(.faults) {
      for index in outcomes.indices { byte("outcome\(index)", &outcomes[index]) }
      for index in vmaFlags.indices {
        byte("vma\(index)", &vmaFlags[index])
        word("end\(index)", &endOfFile[index])
      }
      half("lookups", &pagemapLookups)
    }
    if unknowns.contains(.events) {
      for index in events.indices {
        half("at\(index)", &events[index].at)
        byte("eventKind\(index)", &events[index].kind)
      }
      armFirstEvent()
    }
    if unknowns.contains(.sequence) { bit("invalidated", &invalidatedBefore) }
  }

  /// The first event is due at its own time, once that has been changed.
  mutating func armFirstEvent() {
    if let first = events.first { nextEventAt = first.at }
  }
}
