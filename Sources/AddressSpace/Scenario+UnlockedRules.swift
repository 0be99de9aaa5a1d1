// SPDX-License-Identifier: GPL-2.0-or-later

// What can surround a call that takes the mmap lock itself.
extension Scenario {
  func validateUnlocked() throws(ScenarioError) {
    if !mayDropLock {
      try ScenarioError.require(
        unlocked.changes.isEmpty, "unlocked.changes[0]",
        "VMAs change while the mmap lock is held; only a call that takes the lock itself lets go of "
          + "it: set mayDropLock, or leave the change out")
      throw ScenarioError(
        path: "unlocked",
        message:
          "surrounds a call that takes the mmap lock itself; set mayDropLock, or leave it out")
    }
    try validateTimes(unlocked.lockTimes, "unlocked.lockTimes")
    try validateTimes(unlocked.faultTimes, "unlocked.faultTimes")
    let moments = 1...UnlockedCall.maximumMoment
    if let signal = unlocked.signal {
      try ScenarioError.require(signal, in: moments, "unlocked.signal")
    }
    if let reaped = unlocked.reaped {
      try ScenarioError.require(reaped, in: moments, "unlocked.reaped")
    }
    try validateChanges()
  }

  private func validateTimes(_ times: [Int], _ path: StaticString) throws(ScenarioError) {
    try ScenarioError.require(
      times.count <= UnlockedCall.maximumTimes, "\(path)",
      "\(times.count) numbers; at most \(UnlockedCall.maximumTimes)")
    for number in times.indices {
      try ScenarioError.require(
        times[number], in: 0...UnlockedCall.maximumTime, "\(path)[\(number)]")
    }
  }

  /// Checks each change against the VMAs as those before it have left them.
  private func validateChanges() throws(ScenarioError) {
    let changes = unlocked.changes
    try ScenarioError.require(
      changes.count <= UnlockedCall.maximumChanges, "unlocked.changes",
      "\(changes.count) changes; at most \(UnlockedCall.maximumChanges)")
    var (earliest, vmas) = (1, vmas)
    for number in changes.indices {
      let change = changes[number]
      let path = "unlocked.changes[\(number)]"
      try ScenarioError.require(change.at, in: 1...UnlockedCall.maximumMoment, "\(path).at")
      try ScenarioError.require(
        change.at >= earliest, "\(path).at",
        "\(change.at) comes after \(earliest); changes must be in ascending order")
      earliest = change.at
      try validateBounds(change, path, vmas)
      try validateFlags(change, path)
      vmas = change.made(in: vmas)
      try ScenarioError.require(
        vmas.count <= Scenario.maximumVMAs, path,
        "leaves \(vmas.count) VMAs; at most \(Scenario.maximumVMAs)")
    }
  }

  private func validateBounds(
    _ change: VMAChange, _ path: String, _ vmas: [VMA]
  ) throws(ScenarioError) {
    try ScenarioError.require(change.start, in: 0...(VMA.noEnd - 1), "\(path).start")
    try ScenarioError.require(
      change.end > change.start, "\(path).end",
      "\(change.end) is not behind the start, \(change.start)")
    try ScenarioError.require(
      change.end <= VMA.noEnd, "\(path).end", "\(change.end); at most \(VMA.noEnd)")
    for vma in vmas where vma.hugetlb != .no {
      let pages = vma.hugetlb == .pmd ? geometry.pagesPerPMD : geometry.pagesPerPUD
      for (name, bound) in [("start", change.start), ("end", change.end)]
      where vma.start < bound && bound < vma.end {
        try ScenarioError.require(
          bound % pages == 0, "\(path).\(name)",
          "\(bound) within a hugetlb VMA; must be a multiple of its page size, \(pages)")
      }
    }
  }

  private func validateFlags(_ change: VMAChange, _ path: String) throws(ScenarioError) {
    let possible: VMA.Flags
    let names: String
    switch change.kind {
    case .unmap: (possible, names) = ([], "none where pages are unmapped")
    case .protect: (possible, names) = (.readWrite, "READ and WRITE only where VMAs are protected")
    case .map: (possible, names) = (.known, "those that a VMA can have")
    }
    try ScenarioError.require(
      change.flags.isSubset(of: possible), "\(path).flags",
      "bits 0x\(String(change.flags.rawValue, radix: 16)); must be \(names)")
  }
}
