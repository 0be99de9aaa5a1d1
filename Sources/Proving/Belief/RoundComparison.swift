// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelWalk
import Logic

/// In what a call and its rounds differ: answers, words, effects, faults and waits, page tables,
/// locks, and what went wrong.
struct RoundComparison {
  let whole: World<Concrete>
  let rounds: World<Concrete>
  let end: RoundEnd<Concrete>

  /// In words: `page 1: word 0x0 of the call, 0x8000000000000000 of its rounds`.
  var differences: [String] {
    var found: [String] = []
    func compare(_ name: String, _ one: String, _ other: String) {
      if one != other { found.append("\(name): \(one) of the call, \(other) of its rounds") }
    }
    func answer(_ code: UInt32) -> String {
      Errno(rawValue: Int32(truncatingIfNeeded: code))?.name ?? "none that is known"
    }
    func hexadecimal(_ word: some BinaryInteger) -> String { "0x" + String(word, radix: 16) }
    compare("answer", answer(whole.result), answer(end.isFinished ? 0 : end.code))
    if whole.convention.returnsCount {
      compare("pages answered", "\(whole.resultPages)", "\(rounds.resultPages)")
    }
    for page in 0..<whole.count {
      let (one, other) = (whole.pages[page], rounds.pages[page])
      let name = "page \(page)"
      compare("\(name): word", hexadecimal(one.word), hexadecimal(other.word))
      compare("\(name): stored in walk", "\(one.storedIn)", "\(other.storedIn)")
      compare("\(name): effects", hexadecimal(one.effects), hexadecimal(other.effects))
      compare("\(name): PTE", entry(one.pte), entry(other.pte))
    }
    for (name, path) in [("PMD", \World<Concrete>.pmds), ("PUD", \.puds)] {
      for (index, pair) in zip(whole[keyPath: path], rounds[keyPath: path]).enumerated() {
        compare("\(name) \(index)", entry(pair.0), entry(pair.1))
      }
    }
    for (name, path) in Self.numbers {
      compare(name, "\(whole.ghost[keyPath: path])", "\(rounds.ghost[keyPath: path])")
    }
    compare("loads", "\(whole.loads)", "\(rounds.loads)")
    compare("outcomes used", "\(whole.nextOutcome)", "\(rounds.nextOutcome)")
    compare("maps", "\(whole.ghost.maps)", "\(rounds.ghost.maps)")
    for (name, path) in Self.marks {
      compare(name, "\(whole.ghost[keyPath: path])", "\(rounds.ghost[keyPath: path])")
    }
    return found
  }

  private func entry(_ entry: Entry<Concrete>) -> String {
    "\(Kind(rawValue: entry.kind)?.name ?? "\(entry.kind)") 0x\(String(entry.pfn, radix: 16))"
  }

  private static var numbers: [(String, KeyPath<Ghost<Concrete>, UInt32>)] {
    [("faults", \.faults), ("waits", \.waits), ("walks", \.walks)]
  }

  private static var marks: [(String, KeyPath<Ghost<Concrete>, Bool>)] {
    [
      ("mmap lock held", \.mmapLock), ("page-table lock held", \.pageTableLock),
      ("hugetlb lock held", \.hugetlbLock), ("slept with a lock", \.sleptWithLock),
      ("unbalanced locks", \.unbalanced), ("access without the mmap lock", \.unlockedAccess),
      ("read of what was never set", \.uninitialised), ("wild pointer", \.wildPointer),
      ("wild table", \.wildTable), ("undefined", \.undefined), ("WARN", \.warned),
      ("not understood", \.notUnderstood), ("out of memory", \.outOfMemory),
      ("lost request", \.lostRequest), ("skipped entry", \.skippedEntry), ("stalled", \.stalled),
    ]
  }
}
