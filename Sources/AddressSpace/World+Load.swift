// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

extension World {
  /// Lays the scenario's address space out, as it is before the first call.
  @inlinable
  public mutating func load(_ scenario: Scenario, _ convention: Convention) {
    layout.load(scenario)
    self.convention = convention
    snapshotCall = scenario.snapshotCall
    mayDropLock = scenario.mayDropLock
    accessedBits = scenario.accessedBits
    loadUnlocked(scenario)
    // Each new look is the answer to an event.
    looks = scenario.events.count &+ 1
    walkBudget = scenario.count &+ 2 &* (scenario.faults.count &+ scenario.events.count) &+ 12
    if takesLock {
      // Each drop of the lock, and each change of VMAs, has the range walked from its start.
      walkBudget =
        walkBudget &+ 2 &* (scenario.count &+ 2) &* (1 &+ scenario.unlocked.changes.count)
    }

    let defaults = D.Word(constant: scenario.defaultFlags)
    let mask = D.Word(constant: scenario.pfnFlagsMask)
    setCommonRequest(defaults: defaults, mask: mask)
    nextFrame = D.Word(constant: Frame.firstNew(layout.geometry))
    invalidatedBefore = D.Bit(constant: scenario.invalidated)
    pagemapLookups = D.Half(constant: UInt64(scenario.pagemapLookups ?? Int(Int32.max)))

    loadFlags(scenario.vmas)
    puds.removeAll(keepingCapacity: true)
    for index in scenario.puds.indices {
      let kind = scenario.puds[index]
      let frame = kind == .none ? 0 : Frame.pud(layout, index)
      puds.append(Entry(kind: D.Byte(kind), pfn: D.Word(constant: frame)))
    }
    pmds.removeAll(keepingCapacity: true)
    for index in scenario.pmds.indices {
      let kind = scenario.pmds[index]
      let frame = kind == .none ? 0 : Frame.pmd(layout, index)
      pmds.append(Entry(kind: D.Byte(kind), pfn: D.Word(constant: frame)))
    }
    loadPages(scenario)
    for index in 0..<scenario.count {
      setRequest(
        index, D.Word(constant: scenario.requests[index]), defaults: defaults, mask: mask)
    }
    events.removeAll(keepingCapacity: true)
    for event in scenario.events { events.append(ScriptedEvent(event)) }
    outcomes.removeAll(keepingCapacity: true)
    for outcome in scenario.faults { outcomes.append(D.Byte(constant: UInt64(outcome.rawValue))) }
    ghost = Ghost()
    nextEvent = 0
    nextOutcome = 0
    loads = 0
    armNextEvent()
  }

  @inlinable
  mutating func loadFlags(_ vmas: [VMA]) {
    vmaFlags.removeAll(keepingCapacity: true)
    endOfFile.removeAll(keepingCapacity: true)
    for vma in vmas {
      vmaFlags.append(D.Byte(constant: UInt64(vma.flags.rawValue)))
      endOfFile.append(D.Word(constant: UInt64(max(vma.endOfFile &- layout.start, 0))))
    }
  }

  @inlinable
  mutating func loadPages(_ scenario: Scenario) {
    // Storage only grows: what lies behind the range is not looked at.
    if pages.count < scenario.count {
      let more = scenario.count &- pages.count
      history.append(
        contentsOf: repeatElement(
          View(kind: D.Byte(.none), pfn: 0, order: 0), count: more &* World.momentsPerPage))
      pages.append(contentsOf: repeatElement(Page(), count: more))
    }
    for index in 0..<scenario.count {
      let kind = scenario.ptes[index]
      pages[index].pte = Entry(
        kind: D.Byte(kind), pfn: D.Word(constant: Frame.pte(kind, index)))
    }
  }

  /// Requests mean nothing to the call.
  @inlinable @inline(__always)
  var voidsRequests: Bool { snapshotCall && convention.hasSnapshotEntry }

  /// Sets what holds for all pages. Words in the layout of ``PfnWord``.
  @inlinable
  public mutating func setCommonRequest(defaults: D.Word, mask: D.Word) {
    defaultFlags = convention.encoding.request(voidsRequests ? 0 : defaults)
    pfnFlagsMask = convention.encoding.request(mask)
  }

  /// Sets the word that the caller writes for a page: `word`, `defaults` and `mask` in the layout of
  /// ``PfnWord``. Where the interface has neither mask nor defaults, the caller must work them in
  /// itself.
  @inlinable @inline(__always)
  public mutating func setRequest(
    _ page: Int, _ word: D.Word, defaults: D.Word, mask: D.Word
  ) {
    var word = word
    if !convention.hasMask { word = (word & mask) | defaults }
    if !convention.requestsPerPage { word = defaults }
    if voidsRequests { word = word & D.Word(constant: ~(PfnWord.fault | PfnWord.write)) }
    pages[page].input = convention.encoding.request(word)
  }

  /// Begins a call: requests written anew, a fresh sequence read, the record empty.
  @inlinable
  public mutating func beginCall(pass: Int) {
    let bare = !convention.hasMask
    if bare {
      defaultFlags = 0
      pfnFlagsMask = D.Word(constant: .max)
    }
    for index in 0..<layout.count {
      pages[index].word = pages[index].input
      pages[index].storedIn = 0
      pages[index].effects = 0
      pages[index].splitIn = 0
      pages[index].moments = 0
    }
    ghost = Ghost()
    beginUnlocked()
    // Whatever happened before the sequence was read is no news; only the first call can find the
    // range invalidated from the start.
    invalidated = pass == 1 ? invalidatedBefore : false
    result = 0
    resultPages = 0
    note(.call(pass: pass))
  }

  /// Ends a call: what it answered, and the pages as it left them.
  @inlinable
  public mutating func endCall() {
    for index in 0..<layout.count { pages[index].view = view(index) }
    note(.result(code: errno(result), pages: Int(resultPages.constant ?? 0)))
  }

  @inlinable
  func errno(_ code: D.Half) -> Errno {
    Errno(rawValue: Int32(truncatingIfNeeded: code.constant ?? 0)) ?? .success
  }
}

/// The frames of a scenario's entries. They follow from the place, so that wrong ones are seen and
/// files need not name them.
public enum Frame {
  /// The shared page of zeros.
  public static let zero: UInt64 = 1

  @inlinable @inline(__always)
  public static func pte(_ kind: Kind, _ page: Int) -> UInt64 {
    if kind == .zeroPage { return zero }
    let frameless: KindSet = .frameless
    return frameless.contains(kind) ? 0 : 0x1000 &+ UInt64(page)
  }

  @inlinable @inline(__always)
  public static func pmd(_ layout: Layout, _ pmd: Int) -> UInt64 {
    let shift = UInt64(layout.geometry.pmdShift)
    // Further ones would meet those of PUDs.
    return pmd < 0x100 ? (0x100 &+ UInt64(pmd)) << shift : far &+ UInt64(pmd) << shift
  }

  @inlinable @inline(__always)
  public static func pud(_ layout: Layout, _ pud: Int) -> UInt64 {
    let geometry = layout.geometry
    let shift = UInt64(geometry.pudShift)
    // Further ones would meet those of PTEs, and those of small PUDs the frames of PMDs.
    if pud >= 0x80 { return 2 &* far &+ UInt64(pud) << shift }
    let first: UInt64 = geometry.pudShift == geometry.pmdShift &+ 1 ? 0x100 : 0x80
    return (first &+ UInt64(pud)) << shift
  }

  /// New mappings begin here, and each takes the frames of a whole PUD, so that all are aligned.
  @inlinable @inline(__always)
  public static func firstNew(_ geometry: Geometry) -> UInt64 {
    max(0x200 << UInt64(geometry.pudShift), 0x2000)
  }

  /// Frames that no new mapping comes to.
  @usableFromInline static let far: UInt64 = 1 << 30
}

extension KindSet {
  /// Kinds of a PTE that stand for no frame.
  @inlinable public static var frameless: KindSet {
    one(.none).union(one(.swap)).union(markerPTE)
  }
}
