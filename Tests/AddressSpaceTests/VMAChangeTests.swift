// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import Testing

/// What other threads make of VMAs while the mmap lock is not held, and of the entries in them.
@Suite struct VMAChangeTests {
  /// A world in which some changes have been made, of a range of two PMDs from page 4.
  private func changed(
    _ changes: [VMAChange], _ change: (inout Scenario) -> Void = { _ in }
  ) throws -> World<Concrete> {
    var scenario = Scenario(start: 4, count: 8)
    scenario.mayDropLock = true
    scenario.unlocked.changes = changes
    change(&scenario)
    try scenario.validate()
    var convention = Convention(encoding: .sticky)
    convention.takesLock = true
    var world = World.begun(scenario, convention)
    world.readSequence()
    _ = world.takeMmap(.killable)
    return world
  }

  private func kinds(_ world: World<Concrete>) -> [Kind] { (0..<8).map(world.kind) }

  @Test func cutsLeaveParts() {
    let whole = [VMA(start: 0, end: 8, flags: [.read, .write, .file], endOfFile: 5)]
    func made(_ kind: VMAChange.Kind, _ flags: VMA.Flags) -> [VMA] {
      VMAChange(at: 1, kind: kind, start: 2, end: 6, flags: flags).made(in: whole)
    }
    let left = VMA(start: 0, end: 2, flags: [.read, .write, .file], endOfFile: 5)
    let right = VMA(start: 6, end: 8, flags: [.read, .write, .file], endOfFile: 6)
    #expect(made(.unmap, []) == [left, right])
    #expect(
      made(.protect, .read)
        == [left, VMA(start: 2, end: 6, flags: [.read, .file], endOfFile: 5), right])
    #expect(
      made(.map, [.read, .io]) == [left, VMA(start: 2, end: 6, flags: [.read, .io]), right])
    // A new one finds its place in a gap, too, and what is not cut stays.
    let far = VMAChange(at: 1, kind: .map, start: 9, end: 10, flags: .read)
    #expect(far.made(in: whole) == whole + [VMA(start: 9, end: 10, flags: .read)])
    let none = VMAChange(at: 1, kind: .protect, start: 9, end: 10, flags: .read)
    #expect(none.made(in: whole) == whole)
  }

  @Test func pagesGo() throws {
    let world = try changed([VMAChange(at: 1, kind: .unmap, start: 5, end: 7)]) {
      $0.ptes = Array(repeating: .writable, count: 8)
    }
    #expect(
      kinds(world) == [.writable, .none, .none, .writable] + Array(repeating: .writable, count: 4))
    #expect(world.layout.pieces.map(\.isGap) == [false, true, false])
    #expect(world.invalidated)
    #expect(!world.vmaAllows(1, .read) && world.vmaAllows(0, .read))
  }

  /// What lies elsewhere is no news for the range.
  @Test func elsewhereIsNoNews() throws {
    let world = try changed([VMAChange(at: 1, kind: .unmap, start: 0, end: 3)]) {
      $0.ptes[0] = .writable
    }
    #expect(!world.invalidated)
    #expect(world.kind(of: 0) == .writable)
    #expect(world.outside?.vmas == [VMA(start: 3, end: 16)])
  }

  @Test func writeAccessGoes() throws {
    let kinds: [Kind] = [
      .writable, .readOnly, .numaWritable, .devicePrivateWritable, .specialWritable, .swap,
      .migration, .hwpoison,
    ]
    for flags in [VMA.Flags.read, []] {
      let world = try changed([
        VMAChange(at: 1, kind: .protect, start: 0, end: 16, flags: flags)
      ]) {
        $0.ptes = kinds
      }
      #expect(
        self.kinds(world) == [
          .readOnly, .readOnly, .numaReadOnly, .devicePrivateReadOnly, .specialReadOnly, .swap,
          .migration, .hwpoison,
        ])
      #expect(world.pages[0].pte.pfn == 0x1000)
      #expect(world.invalidated)
    }
    let given = try changed([
      VMAChange(at: 1, kind: .protect, start: 0, end: 16, flags: [.read, .write])
    ]) {
      $0.vmas[0].flags = .read
      $0.ptes[0] = .readOnly
    }
    #expect(given.kind(of: 0) == .readOnly)
    #expect(given.vmaAllows(0, .write))
  }

  /// A huge page that is covered goes as one; one that is cut is split.
  @Test func hugePages() throws {
    func world(_ change: VMAChange) throws -> World<Concrete> {
      try changed([change]) { $0.pmds = [.hugeWritable, .hugeWritable] }
    }
    let covered = try world(VMAChange(at: 1, kind: .protect, start: 4, end: 8, flags: .read))
    #expect(
      kinds(covered).prefix(5) == [
        .hugeReadOnly, .hugeReadOnly, .hugeReadOnly, .hugeReadOnly, .hugeWritable,
      ])
    let cut = try world(VMAChange(at: 1, kind: .protect, start: 6, end: 8, flags: .read))
    #expect(kinds(cut).prefix(5) == [.writable, .writable, .readOnly, .readOnly, .hugeWritable])
    #expect(cut.view(2).pfn == covered.view(2).pfn)
    let gone = try world(VMAChange(at: 1, kind: .unmap, start: 6, end: 12))
    #expect(kinds(gone) == [.writable, .writable, .none, .none, .none, .none, .none, .none])
  }

  @Test func hugePUDs() throws {
    func kind(_ change: VMAChange) throws -> Kind {
      try changed([change]) { $0.puds = [.pudWritable] }.kind(of: 7)
    }
    #expect(
      try kind(VMAChange(at: 1, kind: .protect, start: 0, end: 16, flags: .read)) == .pudReadOnly)
    // The kernel splits one by emptying it.
    #expect(try kind(VMAChange(at: 1, kind: .protect, start: 0, end: 5, flags: .read)) == .none)
    #expect(try kind(VMAChange(at: 1, kind: .unmap, start: 0, end: 16)) == .none)
  }

  @Test func whatIsMappedIsEmpty() throws {
    let world = try changed([VMAChange(at: 1, kind: .map, start: 4, end: 8, flags: .read)]) {
      $0.vmas = [VMA(start: 0, end: 16, hugetlb: .pmd)]
      $0.pmds = [.hugetlbWritable, .hugetlbWritable]
    }
    #expect(
      kinds(world) == Array(repeating: .none, count: 4)
        + Array(repeating: .hugetlbWritable, count: 4))
    #expect(world.layout.hugetlb(0) == .no && world.layout.hugetlb(4) == .pmd)
  }

  /// Nothing changes under the lock: what is due then waits for the lock to go.
  @Test func onlyWithoutTheLock() throws {
    var world = try changed([VMAChange(at: 2, kind: .unmap, start: 4, end: 12)]) {
      $0.faults = [.retry]
    }
    #expect(world.layout.pieces.count == 1)
    // A lock that is taken twice is held meanwhile.
    _ = world.takeMmap(.killable)
    #expect(!world.layout.pieces[0].isGap)
    #expect(world.ghost.unbalanced)
    _ = world.fault(0, mayDrop: true)
    #expect(world.layout.pieces[0].isGap)
    #expect(world.outside?.changesMade == 1)
  }

  /// What an event wants to put where a VMA no longer lets it stand does not happen.
  @Test func eventsKeepToTheVMAs() throws {
    for (flags, after) in [(VMA.Flags.read, Kind.none), ([.read, .write], .writable)] {
      var world = try changed([VMAChange(at: 1, kind: .map, start: 4, end: 5, flags: flags)]) {
        $0.events = [Event(at: 1, target: .pte, index: 0, kind: .writable)]
      }
      _ = world.loadPTE(0)
      #expect(world.kind(of: 0) == after)
    }
  }
}
