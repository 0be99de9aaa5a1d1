// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault

/// What came of one call, in words short enough for tables.
struct Outcome {
  /// What the call returned: ``Row/result``.
  var result = ""
  /// One for each page, separated by spaces: `in` where nothing was stored; otherwise the flags
  /// (`V`, `W`, `D` for device memory, `E`, `S` for special), `f` for the frame of this very page
  /// or `x` for another one, and `o` with the map order where that is not 0; `-` where the word
  /// says "nothing".
  var words = ""
  /// What the call did, in order: `walk2` for a walk that begins at page 2, `R1` and `W1` for read
  /// and write faults of page 1, `wait1` for a migration waited for.
  var course = ""
  /// Locks and mappings that are not as they were, and what was done with a lock held.
  var left = ""

  init(of scenario: Scenario, on revision: Revision) {
    var walk = Walk<Concrete>(revision: revision)
    let trace = Trace()
    walk.world.trace = trace
    walk.load(scenario)
    walk.call(pass: 1)
    self.init(walk.world, trace)
  }

  init(_ world: World<Concrete>, _ trace: Trace) {
    result = Outcome.result(world)
    words = (0..<world.count).map { Outcome.word(world, $0) }.joined(separator: " ")
    course = trace.steps.compactMap(Outcome.step).joined(separator: " ")
    left = Outcome.left(world.ghost)
  }

  private static func result(_ world: World<Concrete>) -> String {
    if world.ghost.isLost { return "lost" }
    if world.ghost.endless { return "endless" }
    guard let code = Errno(rawValue: Int32(world.result)) else { return "?" }
    let counts = code == .success && world.convention.returnsCount
    return counts ? "\(world.resultPages)" : code.name
  }

  private static func step(_ step: Trace.Step) -> String? {
    switch step {
    case .walk(let page): "walk\(page)"
    case .fault(let page, let write, _, _, _): write ? "W\(page)" : "R\(page)"
    case .wait(let page, _): "wait\(page)"
    default: nil
    }
  }

  private static func left(_ ghost: Ghost<Concrete>) -> String {
    let findings: [(Bool, String)] = [
      (ghost.maps != 0, "map"), (ghost.pageTableLock, "page-table lock"),
      (ghost.hugetlbLock, "hugetlb lock"), (!ghost.mmapLock, "no mmap lock"),
      (ghost.sleptWithLock, "slept"), (ghost.unbalanced, "unbalanced"),
      (ghost.unlockedAccess, "unlocked"), (ghost.uninitialised, "uninitialised"),
    ]
    return findings.filter(\.0).map(\.1).joined(separator: ", ")
  }

  private static func word(_ world: World<Concrete>, _ number: Int) -> String {
    let page = world.pages[number]
    let encoding = world.convention.encoding
    let word = page.word
    if page.storedIn == 0 { return word == page.input ? "in" : "changed" }
    if word == encoding.none { return "-" }
    var text = ""
    for (bit, name) in [
      (encoding.valid, "V"), (encoding.write, "W"), (encoding.devicePrivate, "D"),
      (encoding.error, "E"), (encoding.special, "S"),
    ] where bit != 0 && word & bit != 0 {
      text += name
    }
    // Where there is a flag for reading, it goes with VALID.
    if encoding.read != 0, (word & encoding.read != 0) != (word & encoding.valid != 0) {
      text += "r"
    }
    let frame = encoding.frame(word)
    if frame != 0 { text += frame == page.view.pfn ? "f" : "x" }
    let order = encoding.orderShift.map { (word & encoding.order) >> UInt64($0) } ?? 0
    if order != 0 { text += "o\(order)" }
    return word & ~encoding.defined == 0 && !text.isEmpty ? text : "?"
  }
}
