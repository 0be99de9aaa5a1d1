// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

extension Shrinker {
  // MARK: The environment's script

  /// Fewer events and outcomes.
  mutating func shrinkScript() {
    consider { $0.events.removeAll() }
    consider { $0.faults.removeAll() }
    for index in scenario.events.indices.reversed() {
      consider { if index < $0.events.count { $0.events.remove(at: index) } }
    }
    for index in scenario.faults.indices.reversed() {
      consider { if index < $0.faults.count { $0.faults.remove(at: index) } }
    }
    for index in scenario.faults.indices {
      for outcome in FaultOutcome.allCases where outcome.rawValue < scenario.faults[index].rawValue
      {
        if consider({ $0.faults[index] = outcome }) { break }
      }
    }
  }

  /// What an event makes of an entry, the entry can be from the start.
  mutating func shrinkEventsToEntries() {
    for index in scenario.events.indices.reversed() {
      consider { candidate in
        guard index < candidate.events.count else { return }
        let event = candidate.events.remove(at: index)
        switch event.target {
        case .pte: candidate.ptes[event.index] = event.kind
        case .pmd: candidate.pmds[event.index] = event.kind
        case .pud: candidate.puds[event.index] = event.kind
        case .range: candidate.invalidated = true
        }
      }
    }
  }

  /// Earlier, simpler events on earlier places.
  mutating func shrinkEvents() {
    for index in scenario.events.indices {
      for at in candidates(below: scenario.events[index].at) where at > 0 {
        let moved = consider { candidate in
          candidate.events[index].at = at
          candidate.events.sort { $0.at < $1.at }
        }
        if moved { break }
      }
      for place in candidates(below: scenario.events[index].index) {
        if consider({ $0.events[index].index = place }) { break }
      }
      consider {
        $0.events[index].target = .range
        $0.events[index].index = 0
        $0.events[index].kind = .none
      }
      for kind in simpler(than: scenario.events[index].kind) {
        if consider({ $0.events[index].kind = kind }) { break }
      }
    }
  }

  func simpler(than kind: Kind) -> ArraySlice<Kind> { Kind.allCases[..<Int(kind.rawValue)] }

  // MARK: VMAs

  /// One plain VMA all around, fewer VMAs, plainer ones.
  mutating func shrinkVMAs() {
    let plain = Scenario(
      geometry: scenario.geometry, start: scenario.start, count: scenario.count
    ).vmas
    consider { $0.vmas = plain }
    for index in scenario.vmas.indices.reversed() {
      consider { if index < $0.vmas.count { $0.vmas.remove(at: index) } }
      consider { candidate in
        // Two neighbours become one, with the flags of either.
        guard index + 1 < candidate.vmas.count else { return }
        candidate.vmas[index].end = candidate.vmas[index + 1].end
        candidate.vmas.remove(at: index + 1)
      }
      consider { candidate in
        guard index > 0, index < candidate.vmas.count else { return }
        candidate.vmas[index].start = candidate.vmas[index - 1].start
        candidate.vmas.remove(at: index - 1)
      }
    }
    for index in scenario.vmas.indices {
      consider { $0.vmas[index].endOfFile = VMA.noEnd }
      consider { $0.vmas[index].hugetlb = .no }
      consider { $0.vmas[index].hugetlb = .pmd }
      consider {
        $0.vmas[index].flags = [.read, .write]
        $0.vmas[index].endOfFile = VMA.noEnd
      }
      for (_, flag) in VMA.Flags.named {
        consider { candidate in
          var flags = candidate.vmas[index].flags
          let plain = VMA.Flags([.read, .write])
          if plain.contains(flag) { flags.insert(flag) } else { flags.remove(flag) }
          if !flags.contains(.file) { candidate.vmas[index].endOfFile = VMA.noEnd }
          candidate.vmas[index].flags = flags
        }
      }
      if scenario.vmas.count == 1 {
        consider { candidate in
          candidate.vmas[0].start = 0
          candidate.vmas[0].end = plain[0].end
        }
        consider { $0.vmas[0].start = 0 }
        consider { $0.vmas[0].end = plain[0].end }
      }
    }
  }

  // MARK: Tables and requests

  /// Plainer entries, from the top of the tables down.
  mutating func shrinkTables() {
    for index in scenario.puds.indices {
      if !consider({ $0.puds[index] = .table }) {
        for kind in simpler(than: scenario.puds[index]) {
          if consider({ $0.puds[index] = kind }) { break }
        }
      }
    }
    for index in scenario.pmds.indices {
      if !consider({ $0.pmds[index] = .table }) {
        for kind in simpler(than: scenario.pmds[index]) {
          if consider({ $0.pmds[index] = kind }) { break }
        }
      }
    }
    for index in scenario.ptes.indices {
      for kind in simpler(than: scenario.ptes[index]) {
        if consider({ $0.ptes[index] = kind }) { break }
      }
    }
  }

  /// Fewer bits in requests, mask and defaults; requests by page where defaults are not needed.
  mutating func shrinkRequests() {
    consider { $0.defaultFlags = 0 }
    consider { $0.pfnFlagsMask = .max }
    consider { candidate in
      // What the defaults ask of one page, its own word can ask.
      if candidate.count == 1 {
        candidate.requests[0] = candidate.request(0)
        candidate.defaultFlags = 0
        candidate.pfnFlagsMask = .max
      }
    }
    for page in scenario.requests.indices {
      consider { $0.requests[page] = 0 }
      for bit in bits(of: scenario.requests[page]) { consider { $0.requests[page] &= ~bit } }
    }
    for bit in bits(of: scenario.defaultFlags) { consider { $0.defaultFlags &= ~bit } }
    for bit in bits(of: ~scenario.pfnFlagsMask) { consider { $0.pfnFlagsMask |= bit } }
  }

  func bits(of word: UInt64) -> [UInt64] { (0..<64).map { 1 << $0 }.filter { word & $0 != 0 } }

  /// Every switch at its default.
  mutating func shrinkSwitches() {
    consider { $0.snapshotCall = false }
    consider { candidate in
      candidate.mayDropLock = false
      candidate.unlocked = UnlockedCall()
    }
    consider { $0.invalidated = false }
    consider { $0.accessedBits = false }
    consider { $0.pagemapLookups = nil }
    for lookups in candidates(below: scenario.pagemapLookups ?? 0) {
      if consider({ $0.pagemapLookups = lookups }) { break }
    }
    consider { candidate in
      let whole = candidate.vmas.last?.end == candidate.puds.count << candidate.geometry.pudShift
      candidate.geometry = .small
      // A VMA all around stays all around.
      if whole, let last = candidate.vmas.indices.last {
        candidate.vmas[last].end = candidate.puds.count << Geometry.small.pudShift
      }
    }
  }
}
