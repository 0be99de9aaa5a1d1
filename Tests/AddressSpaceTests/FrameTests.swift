// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import Testing

/// Frames tell pages apart: a word with the frame of another page, or of another time, is seen.
@Suite struct FrameTests {
  /// Whatever the tables are, no two entries hand out one frame.
  @Test(arguments: [
    (Geometry.small, 0, 16), (.small, 3, 64), (.smallSplit, 5, 64), (.x86, 0, 4096),
    (.x86, 1000, 1536), (.small, 0, 2049), (.small, 15, 4096), (.smallSplit, 7, 3100),
    (.pairs, 1, 64), (.pairs, 0, 600),
  ])
  func framesAreDistinct(_ geometry: Geometry, _ start: Int, _ count: Int) {
    var frames: [UInt64] = []
    for level in Level.allCases {
      var scenario = Scenario(geometry: geometry, start: start, count: count)
      switch level {
      case .pte: scenario.ptes = scenario.ptes.map { _ in .writable }
      case .pmd: scenario.pmds = scenario.pmds.map { _ in .hugeWritable }
      case .pud: scenario.puds = scenario.puds.map { _ in .pudWritable }
      }
      let world = World.begun(scenario)
      frames += (0..<count).map { world.view($0).pfn }
      // Those that come are others.
      let come = world.nextFrame..<(1 << 30)
      #expect(frames.allSatisfy { !come.contains($0) && $0 != Frame.zero && $0 != 0 })
    }
    #expect(Set(frames).count == 3 * count)
    // They fit the narrowest field.
    #expect(frames.allSatisfy { $0 <= Encoding.sticky.pfn && $0 < 1 << 40 })
  }

  /// A leaf above the PTEs begins where its size wants it.
  @Test(arguments: Geometry.named.map(\.geometry))
  func leavesAreAligned(_ geometry: Geometry) {
    var scenario = Scenario(geometry: geometry, start: geometry.pagesPerPMD - 1, count: 3)
    scenario.pmds = scenario.pmds.map { _ in .hugeWritable }
    let world = World.begun(scenario)
    #expect(world.pmds.allSatisfy { $0.pfn % UInt64(geometry.pagesPerPMD) == 0 })
    #expect(world.view(1).pfn == world.pmds[1].pfn)
    #expect(world.view(0).pfn == world.pmds[0].pfn + UInt64(geometry.pagesPerPMD - 1))

    scenario.puds = [.pudWritable]
    let larger = World.begun(scenario)
    #expect(larger.puds[0].pfn % UInt64(geometry.pagesPerPUD) == 0)
    #expect(larger.view(2).pfn == larger.puds[0].pfn + UInt64(geometry.pagesPerPMD + 1))
    #expect(larger.view(2).order == UInt8(geometry.pudShift))
    #expect(larger.nextFrame % UInt64(geometry.pagesPerPUD) == 0)
  }

  @Test func everyFaultBringsAnotherFrame() {
    var scenario = Scenario(count: 16)
    scenario.pmds[1] = .none
    scenario.faults = Array(repeating: .resolve, count: 4) + [.resolveHuge]
    var world = World.begun(scenario)
    for page in [0, 1, 2, 3, 4, 8] { _ = world.fault(page, write: true) }
    let frames = (0..<9).map { world.view($0).frame }
    #expect(Set(frames).count == 9)
    #expect(frames[4] % 4 == 0 && frames[7] == frames[4] + 3)
  }

  @Test func entriesWithoutAPageHaveNoFrame() {
    for kind in KindSet.pte.members {
      var scenario = Scenario(count: 2)
      scenario.ptes[1] = kind
      let frame = World.begun(scenario).view(1).pfn
      let expected: UInt64 =
        switch kind {
        case .none, .swap, .markerUffdWp, .markerPoison, .markerGuard: 0
        case .zeroPage: Frame.zero
        default: Frame.pte(kind, 1)
        }
      #expect(frame == expected, "\(kind.name)")
      #expect((expected > Frame.zero) == !KindSet.frameless.union([.zeroPage]).contains(kind))
    }
  }

  // MARK: Views

  /// The entry that decides is the first that is no table.
  @Test func theHighestEntryDecides() {
    var scenario = Scenario(start: 2, count: 4)
    scenario.ptes = [.swap, .swap, .writable, .writable]
    scenario.pmds = [.table, .hugeReadOnly]
    func kinds() -> [Kind] {
      let world = World.begun(scenario)
      return (0..<4).map { world.kind(of: $0) }
    }
    #expect(kinds() == [.swap, .swap, .hugeReadOnly, .hugeReadOnly])
    scenario.pmds[1] = .none
    #expect(kinds() == [.swap, .swap, .none, .none])
    scenario.puds = [.pudReadOnly]
    #expect(kinds() == [.pudReadOnly, .pudReadOnly, .pudReadOnly, .pudReadOnly])
    scenario.puds = [.none]
    #expect(kinds() == [.none, .none, .none, .none])
    let world = World.begun(scenario)
    #expect((0..<4).allSatisfy { world.view($0).order == 0 })
  }
}
