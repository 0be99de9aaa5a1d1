// SPDX-License-Identifier: GPL-2.0-or-later

import Testing

@testable import Protocol

/// Mirrors and device memory, 4.14 to 5.4.
@Suite struct MirrorTests {
  private func explore(_ scene: MirrorScene) -> Exploration {
    Explorer(MirrorModel(scene)).run()
  }

  @Test func withEveryFixAllHolds() {
    for scene in [
      MirrorScene(mirrors: 1, usesRange: true, invalidations: 2),
      MirrorScene(mirrors: 2, usesRange: false, invalidations: 1),
      MirrorScene(mirrors: 3, exits: false, invalidations: 0),
      MirrorScene(mirrors: 1, exits: false, invalidations: 0, deviceMemory: true),
    ] {
      let exploration = explore(scene)
      #expect(exploration.broken == [], "\(scene)")
      #expect(exploration.cut == nil)
      #expect(exploration.states > 50)
    }
  }

  /// Each defect, in the smallest scene that shows it: the property, and the steps that it takes.
  @Test(arguments: [
    (ProtocolFix.notifierUnregistered, MirrorScene(invalidations: 0), Property.leak),
    (.releaseCallback, MirrorScene(invalidations: 0), .useAfterFree),
    (.unregisterInOrder, MirrorScene(exits: false), .useAfterFree),
    (.mirrorsKeepMM, MirrorScene(mirrors: 3, exits: false, invalidations: 0), .progress),
    (.deferredFree, MirrorScene(exits: false), .useAfterFree),
    (
      .rangeHoldsMirror, MirrorScene(usesRange: true, exits: false, invalidations: 0), .useAfterFree
    ),
  ])
  func aDefectIsFound(fix: ProtocolFix, scene: MirrorScene, property: Property) {
    var broken = scene
    broken.fixes = ProtocolFixSet.all.subtracting([fix])
    #expect(explore(broken).broken.contains(property), "\(fix)")
    #expect(explore(scene).broken == [], "\(fix)")
  }

  @Test func memoryThatDoesNotWaitForItsPagesIsUsedAfterItsEnd() {
    var scene = MirrorScene(mirrors: 1, exits: false, invalidations: 0, deviceMemory: true)
    scene.waitsForPages = false
    #expect(explore(scene).broken == [.useAfterFree])
  }
}
