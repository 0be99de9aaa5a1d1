// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import Testing

/// handle_mm_fault as a table: what each entry becomes, whether that is announced, and what the
/// handler answers.
@Suite struct FaultHandlerTests {
  @Test func tablesAreComplete() {
    func missing(_ rows: [FaultRow], _ ground: Ground) -> [String] {
      Place.all(in: ground).filter { place in
        !rows.contains { $0.kind == place.kind && $0.level == place.level }
      }.map { "\($0.kind.name) as \($0.level)" }
    }
    #expect(missing(FaultRow.anonymous, .anonymous) == [])
    #expect(missing(FaultRow.hugetlb, .hugetlb).allSatisfy { !$0.hasSuffix("pmd") })
  }

  @Test func inAnonymousMemory() { check(FaultRow.anonymous, .anonymous) }

  @Test func inHugetlbMemory() { check(FaultRow.hugetlb, .hugetlb) }

  @Test func inGiganticHugetlbMemory() {
    let rows = FaultRow.hugetlb.map { FaultRow($0.kind, .pud, read: $0.read, write: $0.write) }
    #expect(rows.allSatisfy { Place(kind: $0.kind, level: .pud, ground: .gigantic).isPossible })
    check(rows, .gigantic)
  }

  @Test func inAReadOnlyVMA() { check(FaultRow.anonymous.map(\.inReadOnlyVMA), .readOnly) }

  @Test func inAFile() {
    let rows = FaultRow.anonymous.map { row in
      var row = row
      // A file has no zero page, and its special pages are shared.
      if row.read == .zeroPage { row.read = .brings(.readOnly) }
      if row.kind == .specialReadOnly { row.write = .grants(.specialWritable) }
      return row
    }
    check(rows, .file)
  }

  @Test func behindTheEndOfAFile() {
    check(
      [
        FaultRow(.none, .pte, both: .fails(.busError)),
        FaultRow(.none, .pmd, both: .fails(.busError)),
        FaultRow(.none, .pud, both: .fails(.busError)),
        FaultRow(.pudNonPresent, .pud, both: .fails(.busError)),
        FaultRow(.markerUffdWp, .pte, both: .fails(.busError)),
        FaultRow(.swap, .pte, read: .brings(.readOnly), write: .brings(.writable)),
        FaultRow(.readOnly, .pte, read: .nothing, write: .replaces(.writable)),
      ], .beyondEnd)
  }

  @Test func underUserfaultfd() {
    // User space is waited for, which needs the lock to be dropped.
    for (mayDrop, waits) in [(false, FaultResult.busError), (true, .retry)] {
      check(
        [
          FaultRow(.none, .pte, both: .fails(waits)), FaultRow(.none, .pmd, both: .fails(waits)),
          FaultRow(.none, .pud, both: .fails(waits)),
          FaultRow(.markerUffdWp, .pte, read: .brings(.readOnly), write: .fails(waits)),
          FaultRow(.swap, .pte, read: .brings(.readOnly), write: .brings(.writable)),
          FaultRow(.readOnly, .pte, read: .nothing, write: .replaces(.writable)),
        ], .watched, mayDrop: mayDrop)
    }
  }

  @Test func inAnUnreadableVMA() {
    let rows = Place.all(in: .unreadable).map {
      FaultRow($0.kind, $0.level, both: .fails(.segmentationFault))
    }
    #expect(rows.count > 20)
    check(rows, .unreadable)
  }

  @Test func inDeviceMemory() {
    check(
      [
        FaultRow(.none, .pte, both: .fails(.busError)),
        FaultRow(.specialReadOnly, .pte, read: .nothing, write: .replaces(.writable)),
        FaultRow(.specialWritable, .pte, both: .nothing),
      ], .device)
  }

  private func check(_ rows: [FaultRow], _ ground: Ground, mayDrop: Bool = false) {
    for row in rows {
      let place = Place(kind: row.kind, level: row.level, ground: ground)
      // Kinds that need a writable VMA are no part of another.
      if !place.isPossible { continue }
      for (write, expected) in [(false, row.read), (true, row.write)] {
        let actual = effect(on: place, write: write, mayDrop: mayDrop)
        let name = "\(row.kind.name) as \(row.level), \(ground.name), write \(write)"
        var wanted = expected
        wanted.kind = expected.kind ?? row.kind
        #expect(actual == wanted, "\(name)")
      }
    }
  }

  /// What a fault on the second page of the PMD does.
  private func effect(on place: Place, write: Bool, mayDrop: Bool) -> Effect {
    let page = 1
    var world = World.begun(place.scenario)
    let before = (0..<4).map { world.view($0) }
    let result = world.fault(page, write: write, mayDrop: mayDrop)
    let after = world.view(page)
    var effect = Effect(kind: world.kind(of: page), announced: world.invalidated, result: result)
    if after.frame != before[page].frame {
      effect.page = after.pfn == Frame.zero ? .zero : .fresh
      // Else it is neither.
      #expect(effect.page == .zero || after.pfn >= Frame.firstNew(.small))
    }
    // Its neighbours change only with the mapping that they share.
    for other in [0, 2, 3] {
      let now = world.view(other)
      let shared = now.order == after.order && after.order != 0
      let parted = before[other].order > now.order && now.frame == before[other].frame
      // What was not present gives way to a table.
      let emptied = place.kind == .pudNonPresent && world.kind(of: other) == .none
      #expect(shared || parted || emptied || now == before[other], "page \(other)")
    }
    #expect(world.ghost.faults == 1)
    #expect(world.ghost.mmapLock == (result != .retry))
    #expect(world.ghost.progressed == (result == .resolved))
    let failed = world.pages[page].effects & UInt8(PageEffect.failed) != 0
    #expect(failed == (result != .resolved && result != .retry && result != .outOfMemory))
    return effect
  }
}
